"""The schema of packs/<slug>/skills/: what the skills desk practises with, one file for each skill."""

from typing import Annotated, Literal

from pydantic import Field

from bot.packs.models import Id, Model, Short, Text

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
