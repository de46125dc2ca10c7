"""The schema of calls: packs/<slug>/calls/, one a file, and rubric/calls.yaml, what is usual to all of them."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from bot.packs.models import Id, Model, Phrase, Sentence, Short, Text, Weight
from bot.practice.calls.content import Direction, Outcome, Temper, Who

Need = Annotated[
    str,
    Field(pattern=r"^[a-z0-9-]+( or [a-z0-9-]+)*$", max_length=600, description="an act, or several joined by ' or '"),
]
Wordings = Annotated[list[Sentence], Field(min_length=2, description="two or more ways to say it; each is said once")]
Points = Annotated[float, Field(ge=-5, le=5, description="tension, of 10; minus soothes")]


class ActModel(Model):
    """Something that an agent's words do. One with a usual id changes the usual act."""

    id: Id
    phrases: list[Phrase] = Field([])
    patterns: list[Phrase] = Field([], description="RE2 regular expressions on the same normalised text")
    behaviours: list[Id] = Field([], description="behaviours of the rubric that count as this act too")
    unless: list[Phrase] = Field([], description="in a sentence where one of these is found, it does not count")
    bad: bool | None = Field(None, description="true: it speaks against the agent")
    asks: bool | None = Field(None, description="true: it counts only where something is asked")
    does: bool | None = Field(None, description="true: it gets the matter on")
    tension: Points | None = None
    because: Sentence | None = Field(None, description="'You ...', read by the agent")
    felt: Sentence | None = Field(None, description="the caller's own sentence about it")


class ReasonModel(Model):
    """What moves tension besides words."""

    id: Id
    tension: Points
    because: Sentence
    felt: Sentence | None = None


class UsualFactModel(Model):
    """A fact that many calls have."""

    id: Id
    phrases: Annotated[list[Phrase], Field(min_length=1, description="what is asked for: counts where something is")]
    patterns: list[Phrase] = Field([], description="RE2 regular expressions on the same normalised text")
    unless: list[Phrase] = Field([], description="in a sentence where one of these is found, it is not asked for")
    says: Wordings = Field(description="with {value} where the fact goes")
    none: Wordings = Field(description="when this caller has none")


class TraitModel(Model):
    """A clue that words should be fitted to."""

    id: Id
    says: Short = Field(description="completes 'This caller ...'")
    advice: Sentence
    lines: Wordings = Field(description="what the caller says when it was too much")
    longest_sentence: int | None = None
    longest_message: int | None = None
    figures: int | None = None
    misses: bool = False
    phrases: list[Phrase] = Field([], description="words that are too hard: jargon, idioms")
    a_minute: float = 0.0
    eases: list[Id] = Field([])
    minds: list[Id] = Field([])


class UsualFile(Model):
    """rubric/calls.yaml"""

    acts: Annotated[list[ActModel], Field(min_length=1)]
    facts: Annotated[list[UsualFactModel], Field(min_length=1)]
    reasons: Annotated[list[ReasonModel], Field(min_length=1)]
    traits: list[TraitModel] = Field([])
    voices: dict[str, dict[Id, Wordings]] = Field(description="what a caller says, by temper ('any' for all)")
    bad_agent: Annotated[list[Sentence], Field(min_length=3, description="lines of a bad agent, for packs check")]


class CallerModel(Model):
    """Who rings, or is rung."""

    name: Short
    about: Sentence = Field(description="who they are; shown afterwards")
    wants: Sentence = Field(description="what they want; shown afterwards")
    temper: Annotated[Temper, Field(strict=False)] = Temper.EVEN
    tension: Annotated[float, Field(ge=0, le=9, description="at the beginning, of 10")] = 3
    traits: list[Id] = Field([])


class FactModel(Model):
    """What the caller knows and tells only when asked."""

    value: Annotated[str, Field(max_length=100, description="may be left empty: the caller has none")] = ""
    say: list[Sentence] = Field([], description="wordings; usual facts have some already")
    asked_by: list[Phrase] = Field([], description="phrases for what is asked, beyond the usual ones")
    unless: list[Phrase] = Field([], description="in a sentence where one of these is found, it is not asked for")
    right: bool = Field(True, description="false: it does not agree with the company's records")


def _short_fact(given: Any) -> Any:
    return {"value": given} if isinstance(given, str) else given


ShortFact = Annotated[FactModel, BeforeValidator(_short_fact, json_schema_input_type=str | FactModel)]


class RecordModel(Model):
    """What the system knows."""

    id: Id
    title: Annotated[str, Field(min_length=1, max_length=60, description="'Look up: ...'")]
    seconds: Annotated[int, Field(ge=15, le=60)]
    text: Text = Field(description="what the agent reads")
    reveals_customer_data: bool = False
    tells: list[Phrase] = Field([], description="words that tell what it says; heard as the act tells-<id>")


class ReplyModel(Model):
    """What the caller says when all conditions hold."""

    heard: list[Need] = Field([], description="acts in the message just heard")
    done: list[Need] = Field(
        [], description="acts heard in the call so far; also told-<fact>, looked-up-<record>, verified"
    )
    not_done: list[Id] = Field([])
    tension_from: float | None = None
    tension_to: float | None = None
    after_seconds: int | None = None
    beats: list[Id] = Field([], description="for replies of the whole call: only in these beats")
    say: Wordings
    tension: Points = 0.0
    because: Sentence | None = Field(None, description="needed with tension: 'You ...', read by the agent")
    go: Id | None = Field(None, description="the beat to go to")
    end: Annotated[Outcome, Field(strict=False)] | None = None


class BeatModel(Model):
    """What the caller is at."""

    id: Id
    enter: Wordings | None = Field(None, description="said on coming to it; the first beat has the opening instead")
    prompts: Annotated[list[Sentence], Field(min_length=3, description="what leads on when there is nothing else")]
    until: list[Need] = Field([], description="acts that end it, all lines; the last beat has none")
    next: Id | None = Field(None, description="the next one in the list when left out")
    replies: list[ReplyModel] = Field([])


class ItemModel(Model):
    """One item of the hidden checklist."""

    id: Id
    says: Short = Field(description="completes 'You ...'")
    acts: list[Need] = Field([])
    never: list[Id] = Field([], description="acts that undo it: what should not be done; only with needed: false")
    needed: bool = Field(True, description="false: nice to have; the call is solved without it")
    missing: Sentence = Field(description="what to do next time, when it was missing")


class ForbiddenModel(Model):
    """A promise that policy forbids."""

    phrases: Annotated[list[Phrase], Field(min_length=1)]
    instead: Sentence


class TransferModel(Model):
    """Whether the call may be passed on."""

    allowed: bool
    to: Short = "your supervisor"
    needs: list[Need] = Field(["announces-transfer"])
    say: list[Sentence] = Field([], description="what the caller says to a warm handover")
    refuse: list[Sentence] = Field([], description="what the caller says when they are passed on otherwise")


class ModelLineModel(Model):
    """A line of the model transcript: one of the three keys."""

    agent: Text | None = None
    caller: Text | None = None
    press: (
        Annotated[
            str,
            Field(pattern=r"^(hold|back|transfer|close|look up [a-z0-9-]+)$", description="look up <record id>, ..."),
        ]
        | None
    ) = None

    @model_validator(mode="after")
    def _one(self) -> "ModelLineModel":
        if sum(text is not None for text in (self.agent, self.caller, self.press)) != 1:
            raise ValueError("a line has one of 'agent', 'caller' and 'press'")
        return self

    @property
    def who(self) -> Who:
        return Who.AGENT if self.agent is not None else Who.CALLER if self.caller is not None else Who.PRESS

    @property
    def text(self) -> str:
        return self.agent or self.caller or self.press or ""


class CallFile(Model):
    """packs/<slug>/calls/<id>.yaml"""

    id: Id
    title: Short
    direction: Annotated[Direction, Field(strict=False)] = Direction.INBOUND
    difficulty: Annotated[int, Field(ge=1, le=3)]
    trade: Short
    company: Short
    role: Sentence
    reason: Sentence | None = Field(None, description="outbound: who you ring and why")
    policy: Annotated[list[Sentence], Field(min_length=1, max_length=5)]
    weights: Annotated[dict[Id, Weight], Field(min_length=1, description="competency: share")]
    caller: CallerModel
    opening: Wordings
    facts: dict[Id, ShortFact] = Field({})
    verify: list[Id] = Field([], description="facts that must have been told before customer data is")
    records: list[RecordModel] = Field([])
    acts: list[ActModel] = Field([])
    drop: list[Id] = Field([], description="usual acts that nothing finds in this call, but phrases of its own")
    beats: Annotated[list[BeatModel], Field(min_length=2)]
    replies: list[ReplyModel] = Field([])
    checklist: Annotated[list[ItemModel], Field(min_length=1)]
    forbidden: list[ForbiddenModel] = Field([])
    transfer: TransferModel | None = Field(None, description="left out: nobody can take it")
    wanders: list[Sentence] = Field([], description="for chatty callers: what they wander off to")
    voice: dict[Id, Wordings] = Field({}, description="usual lines in this caller's own words")
    model: Annotated[list[ModelLineModel], Field(min_length=4)]
    model_ends: Annotated[Outcome, Field(strict=False)] = Outcome.SOLVED
    bad_agent: list[Sentence] = Field([])
    retired: bool = False
