"""The schema of packs/<slug>/skills/: what the skills desk practises with, one file for each skill."""

from typing import Annotated, Literal

from pydantic import Field

from bot.packs.models import Id, Model, Phrase, Short, Text

Ask = Annotated[str, Field(min_length=1, max_length=200)]
Why = Annotated[str, Field(min_length=1, max_length=160, description="two short lines that teach, shown afterwards")]


class BasicsQuestionModel(Model):
    """A question of `/basics`."""

    id: Id
    topic: Id
    difficulty: Annotated[int, Field(ge=1, le=3, description="1: most know it; 3: few do")]
    ask: Ask
    right: Short = Field(description="right without argument, and no longer than the others")
    wrong: Annotated[list[Short], Field(min_length=1, max_length=3, description="what people really believe")]
    why: Why
    retired: bool = False


class BasicsFile(Model):
    """packs/<slug>/skills/basics.yaml"""

    topics: Annotated[dict[Id, Short], Field(min_length=1, description="id: title")]
    questions: Annotated[list[BasicsQuestionModel], Field(min_length=1)]


class TypingTextModel(Model):
    """A text of `/typing`."""

    id: Id
    length: Literal["short", "medium", "long"]
    about: Short = Field(description="what it is, without giving it away: 'a customer note'")
    text: Text = Field(description="in one piece: what is on every keyboard, and no line ends that count")
    retired: bool = False


class TypingFile(Model):
    """packs/<slug>/skills/typing.yaml"""

    texts: Annotated[list[TypingTextModel], Field(min_length=1)]


Facts = Annotated[
    dict[Short, Phrase], Field(min_length=1, description="what must be caught, as members read it: how it is found")
]


class TicketModel(Model):
    """A ticket written as an example. What is not in it is left empty."""

    name: Annotated[str, Field(max_length=100)] = ""
    number: Annotated[str, Field(max_length=100)] = ""
    problem: Annotated[str, Field(max_length=400)] = ""
    since: Annotated[str, Field(max_length=200)] = ""
    promised: Annotated[str, Field(max_length=200)] = ""


class NotesMessageModel(Model):
    """A caller's message of `/notes`. Where a field is left out, the caller says nothing of it."""

    id: Id
    text: Text = Field(description="what the caller says: 60 to 120 words")
    name: Short
    number: Annotated[str, Field(max_length=20, description="in figures, 3 or more")] | None = None
    problem: Facts
    since: Facts | None = None
    promised: Facts | None = None
    good: TicketModel = Field(description="a ticket that earns 90 or more")
    poor: TicketModel = Field(description="a ticket that earns 40 at most")
    retired: bool = False


class NotesFile(Model):
    """packs/<slug>/skills/notes.yaml"""

    messages: Annotated[list[NotesMessageModel], Field(min_length=1)]


PlainName = Annotated[str, Field(max_length=40, description="a first and a last name, letters A to Z")]
PlainWords = Annotated[str, Field(min_length=3, max_length=40)]
Shape = Annotated[str, Field(max_length=14, description="A: a letter, 9: a digit, with dashes: 8 to 10 signs")]


class DictationFile(Model):
    """packs/<slug>/skills/dictation.yaml"""

    names: Annotated[dict[Short, list[PlainName]], Field(min_length=1, description="country: names of people there")]
    streets: Annotated[list[PlainWords], Field(min_length=1, description="without numbers")]
    towns: Annotated[list[PlainWords], Field(min_length=1)]
    shapes: Annotated[list[Shape], Field(min_length=1)]
    homely: list[PlainWords] = Field([], description="words that callers spell with, besides the telephone alphabet")
