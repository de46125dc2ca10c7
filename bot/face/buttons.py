"""Buttons carry in their id what they are about, so that they work after any restart."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import discord

PATTERN = re.compile(r"headset:(?P<action>[a-z_]+):(?P<session>[0-9]{1,20}):(?P<turn>[0-9]{1,3}):(?P<part>[0-9])")


class Action(StrEnum):
    """What pressing a button does."""

    PICK_UP = "pick_up"
    FORM = "form"
    HINT = "hint"
    SKIP = "skip"
    DONE = "done"
    NEXT = "next"
    TRY_AGAIN = "try_again"
    STRONG = "strong"
    DISAGREE = "disagree"
    SHARE = "share"
    RESUME = "resume"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class ButtonId:
    """The custom id of a button (and of the form it opens): action, session, index of the turn, part."""

    action: Action
    session: int
    turn: int = 0
    part: int = 0

    def __str__(self) -> str:
        return f"headset:{self.action}:{self.session}:{self.turn}:{self.part}"

    @classmethod
    def of(cls, match: re.Match[str]) -> "ButtonId | None":
        """The id that `PATTERN` matched; None for an action that this version does not know."""
        try:
            action = Action(match["action"])
        except ValueError:
            return None
        return cls(action, int(match["session"]), int(match["turn"]), int(match["part"]))


REVIEW = re.compile(r"headset_review:(?P<action>[a-z]+):(?P<session>[0-9]{1,20}):(?P<turn>[0-9]{1,3})")


class ReviewAction(StrEnum):
    """What a moderator does with an objection."""

    WRONG = "wrong"
    STANDS = "stands"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class ReviewId:
    """The custom id of a moderator's button (and of the form it opens): the objection is that to this turn (index)."""

    action: ReviewAction
    session: int
    turn: int

    def __str__(self) -> str:
        return f"headset_review:{self.action}:{self.session}:{self.turn}"

    @classmethod
    def of(cls, match: re.Match[str]) -> "ReviewId | None":
        """The id that `REVIEW` matched; None for an action that this version does not know."""
        try:
            return cls(ReviewAction(match["action"]), int(match["session"]), int(match["turn"]))
        except ValueError:
            return None


CALLS = re.compile(r"headset_call:(?P<action>[a-z_]+):(?P<session>[0-9]{1,20})")
RECORDS = re.compile(r"headset_record:(?P<session>[0-9]{1,20})")


class CallAction(StrEnum):
    """What pressing a button of a call or a shift does, besides those that any session has."""

    HOLD = "hold"
    BACK = "back"
    LOOK_UP = "look_up"
    TRANSFER = "transfer"
    CLOSE = "close"
    SAME = "same"
    ANOTHER = "another"
    MODEL = "model"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class CallId:
    """The custom id of a button of a call or a shift."""

    action: CallAction
    session: int

    def __str__(self) -> str:
        return f"headset_call:{self.action}:{self.session}"

    @classmethod
    def of(cls, match: re.Match[str]) -> "CallId | None":
        """The id that `CALLS` matched; None for an action that this version does not know."""
        try:
            return cls(CallAction(match["action"]), int(match["session"]))
        except ValueError:
            return None


DRILLS = re.compile(r"headset_drill:(?P<action>[a-z_]+):(?P<session>[0-9]{1,20}):(?P<round>[0-9]{1,3})")
REMOVALS = re.compile(r"headset_drill_member:(?P<session>[0-9]{1,20}):(?P<round>[0-9]{1,3})")


class DrillAction(StrEnum):
    """What pressing a button of a drill does."""

    JOIN = "join"
    LEAVE = "leave"
    START = "start"
    CANCEL = "cancel"
    ANSWER = "answer"  # and the form that it opens
    MANAGE = "manage"
    PAUSE = "pause"
    GO_ON = "go_on"
    EXTEND = "extend"
    SKIP = "skip"
    END = "end"
    COPIES = "copies"
    NEXT = "next"
    MINE = "mine"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class DrillId:
    """The custom id of a button of a drill (and of the form it opens), on a card of this round (index)."""

    action: DrillAction
    session: int
    round: int = 0

    def __str__(self) -> str:
        return f"headset_drill:{self.action}:{self.session}:{self.round}"

    @classmethod
    def of(cls, match: re.Match[str]) -> "DrillId | None":
        """The id that `DRILLS` matched; None for an action that this version does not know."""
        try:
            return cls(DrillAction(match["action"]), int(match["session"]), int(match["round"]))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class RemovalId:
    """The custom id of the list from which a moderator chooses whom to remove from a drill, in this round (index)."""

    session: int
    round: int

    def __str__(self) -> str:
        return f"headset_drill_member:{self.session}:{self.round}"


@dataclass(frozen=True, slots=True)
class RecordId:
    """The custom id of the list from which a record is looked up."""

    session: int

    def __str__(self) -> str:
        return f"headset_record:{self.session}"


SKILLS = re.compile(
    r"headset_skill:(?P<action>[a-z_]+):(?P<session>[0-9]{1,20}):(?P<number>[0-9]{1,3})(?::(?P<choice>[0-9]))?"
)


class SkillAction(StrEnum):
    """What pressing a button of an exercise does, besides Go."""

    FORM = "form"  # and the form that it opens
    SAY_AGAIN = "say_again"
    CHOOSE = "choose"
    NEXT = "next"
    AGAIN = "again"  # another exercise of the same kind, in the same thread
    OTHERS = "others"  # the card of all skills
    BEGIN = "begin"  # from that card: session 0, the number of the skill


@dataclass(frozen=True, slots=True)
class SkillId:
    """The custom id of a button of an exercise (and of the form it opens): the task's index, and a choice's."""

    action: SkillAction
    session: int
    number: int = 0
    choice: int | None = None

    def __str__(self) -> str:
        chosen = "" if self.choice is None else f":{self.choice}"
        return f"headset_skill:{self.action}:{self.session}:{self.number}{chosen}"

    @classmethod
    def of(cls, match: re.Match[str]) -> "SkillId | None":
        """The id that `SKILLS` matched; None for an action that this version does not know."""
        try:
            action = SkillAction(match["action"])
        except ValueError:
            return None
        choice = match["choice"]
        return cls(action, int(match["session"]), int(match["number"]), None if choice is None else int(choice))


def question_of(message: discord.Message) -> ButtonId | None:
    """Session, turn and part of the question that this card of ours puts; None: it puts none."""
    for component in _walk(message.components):
        match = PATTERN.fullmatch(getattr(component, "custom_id", None) or "")
        pressed = ButtonId.of(match) if match else None
        if pressed is not None and pressed.action is Action.FORM:
            return pressed
    return None


def round_of(message: discord.Message) -> DrillId | None:
    """Session and round (index) of the round of a drill that this card of ours puts; None: it puts none."""
    for component in _walk(message.components):
        match = DRILLS.fullmatch(getattr(component, "custom_id", None) or "")
        pressed = DrillId.of(match) if match else None
        if pressed is not None and pressed.action is DrillAction.ANSWER:
            return pressed
    return None


def _walk(components: Iterable[Any]) -> Iterator[Any]:
    for component in components:
        yield component
        yield from _walk(getattr(component, "children", ()))
