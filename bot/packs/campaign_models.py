"""The schema of campaigns: packs/<slug>/campaigns/, one a file, and rubric/dialer.yaml, what is usual to all."""

from typing import Annotated

from pydantic import Field

from bot.packs.call_models import Need
from bot.packs.models import Id, Model, Phrase, Phrases, Sentence, Short
from bot.practice.dialer.content import CampaignKind

Lines = Annotated[list[Sentence], Field(description="with {name}, {first}, {last}, {call}, {office}, {company}, {you}")]
Share = Annotated[int, Field(ge=0, le=100)]


class DialerActModel(Model):
    """Something that an agent's words do."""

    id: Id
    phrases: list[Phrase] = Field([])
    patterns: list[Phrase] = Field([], description="RE2 regular expressions on the same normalised text")
    also: list[Id] = Field([], description="acts of rubric/calls.yaml that count as this one too")


class PartModel(Model):
    """What can be missing, or spoil a connection."""

    says: Short = Field(description="completes 'Missing: ...'")
    advice: Sentence = Field(description="what to do next time")


class AnswerModel(Model):
    """What whoever picked up comes out with."""

    id: Id
    share: Share = Field(1, description="how often it is drawn; 0: only by when_heard or when_missing")
    at_once: Lines = Field([], description="hellos that tell it; the first words are then to fit it")
    say: Lines = Field([], description="said in answer to the opener")
    needs: list[Need] = Field([], description="acts that the agent's answer needs")
    never: list[Id] = Field([], description="acts that it must not have")
    when_heard: list[Id] = Field([], description="given when the opener has one of these")
    when_missing: list[Need] = Field([], description="given when the opener lacks one of these")
    ends: bool = Field(False, description="true: nothing is expected after it")
    good: Lines = Field([], description="last words when it was taken well")
    bad: Lines = Field([], description="last words when it was not")
    model: Sentence = Field(description="a good agent's words: to `at_once` and `say`; with `ends`, the opener")


class KindModel(Model):
    """A kind of connection."""

    id: Id
    title: Short
    lesson: Sentence
    shares: Annotated[list[Share], Field(min_length=3, max_length=3, description="at difficulty 1, 2 and 3")]
    opener: list[Need] = Field([], description="acts that the first words need")
    never: list[Id] = Field([], description="acts that no words on it may have")
    neutral: bool = Field(True, description="false: only its own hellos, none that tell nothing")
    office: bool = Field(False, description="true: only contacts with an office")
    hellos: Lines = Field([])
    again: Lines = Field([], description="the second hello, when nothing came")
    gone: Lines = Field([], description="when nothing came to that either")
    answers: Annotated[list[AnswerModel], Field(min_length=1)]


class DialerFile(Model):
    """rubric/dialer.yaml"""

    acts: Annotated[list[DialerActModel], Field(min_length=1)]
    polite: list[Id] = Field([], description="acts that would be nice in an opener and cost nothing")
    never: list[Id] = Field([], description="acts that spoil any connection")
    parts: dict[Id, PartModel]
    again: Annotated[Lines, Field(min_length=1)]
    gone: Annotated[Lines, Field(min_length=1)]
    hellos: Annotated[Lines, Field(min_length=1)]
    anybody: list[AnswerModel] = Field([], description="answers of every kind with neutral hellos")
    kinds: Annotated[list[KindModel], Field(min_length=1)]
    spelling: list[Sentence] = Field([], description="words that slips of the fingers are taken for")
    pusher: list[Sentence] = Field([], description="somebody who persuades, for packs check")


class WhyModel(Model):
    """Why people are rung."""

    say: Sentence = Field(description="the sentence of a good opener: 'It's about the buses in your town.'")
    phrases: Phrases = Field(description="words that say it, in any usual wording")


class ContactModel(Model):
    """Somebody on the list."""

    name: Short
    call: Short = Field(description="how to address them: Ms Mueller")
    office: Annotated[str, Field(max_length=60, description="where they are rung, if at work")] = ""


class LinesModel(Model):
    """Lines of this campaign beside the usual ones: hellos of a kind, or what one of its answers is said in."""

    kind: Id
    answer: Id | None = None
    hellos: Lines = Field([])
    at_once: Lines = Field([])
    say: Lines = Field([])
    good: Lines = Field([])
    bad: Lines = Field([])


class CampaignFile(Model):
    """packs/<slug>/campaigns/<id>.yaml"""

    id: Id
    title: Short
    kind: Annotated[CampaignKind, Field(strict=False)]
    company: Short
    also_called: list[Short] = Field([], description="other names of the company")
    you: Short = Field(description="the agent's name")
    purpose: Sentence = Field(description="what the member reads: whom they ring, and why")
    policy: Annotated[list[Sentence], Field(min_length=1, max_length=5)]
    why: WhyModel
    ask: Sentence = Field(description="the question of a good opener: 'Do you have two minutes?'")
    also_asks: list[Phrase] = Field([], description="other ways to ask what 'ask' asks")
    private: list[Phrase] = Field([], description="words for what only the person themselves may hear")
    contacts: Annotated[list[ContactModel], Field(min_length=2)]
    hellos: Lines = Field([], description="hellos that tell nothing, beside the usual ones")
    lines: list[LinesModel] = Field([])
    retired: bool = False
