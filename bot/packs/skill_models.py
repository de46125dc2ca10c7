"""The schema of packs/<slug>/skills/: what the skills desk practises with, one file for each skill."""

from typing import Annotated

from pydantic import Field

from bot.packs.models import Id, Model, Short

Ask = Annotated[str, Field(min_length=1, max_length=200)]
Why = Annotated[str, Field(min_length=1, max_length=220, description="two short lines that teach; shown afterwards")]


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
