"""What an exercise asks for besides what any session does (`practice.effects`)."""

from dataclasses import dataclass
from enum import StrEnum

from bot.practice.effects import Effect
from bot.practice.skills.exercise import Result


class SkillLine(StrEnum):
    """A short thing told to the member; the face has the words."""

    GO_FIRST = "go_first"  # words before Go
    TOO_EARLY = "too_early"  # words, or a press, before the task stood
    USE_BUTTONS = "use_buttons"  # words where a form or a button is asked for
    EMPTY_FORM = "empty_form"
    NOT_STARTED = "not_started"  # nobody pressed Go
    TIME_UP = "time_up"  # nothing was sent in time
    NOT_ENDED = "not_ended"  # stopped before there was anything to rate
    SAID_AGAIN_ALREADY = "said_again_already"
    SAYS_AGAIN = "says_again"
    STILL_SHOWN = "still_shown"  # the ticket's form before the words are gone


# Durable: stored in the transaction of the step, performed afterwards, in order.


@dataclass(frozen=True, slots=True)
class PutReady(Effect):
    """What is asked and how it is timed; Go starts."""


@dataclass(frozen=True, slots=True)
class PutTask(Effect):
    """The card of a task (index). Posted, it becomes `TaskPosted`."""

    number: int


@dataclass(frozen=True, slots=True)
class PutPiece(Effect):
    """The caller of a dictation says the next piece (index): one message. Posted, it becomes `PiecePosted`."""

    piece: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class HideTask(Effect):
    """The words of notes are taken away: the card of the task is edited, and gets the button for the ticket.

    Done, it becomes `TaskHidden`.
    """

    number: int


@dataclass(frozen=True, slots=True)
class TellSkill(Effect):
    """A short message in the thread; where the exercise is over with it, it has the buttons of a result."""

    line: SkillLine


@dataclass(frozen=True, slots=True)
class ShowResult(Effect):
    """The result, which `KeepExercise` has stored."""


# Kept by the desk in the same transaction.


@dataclass(frozen=True, slots=True)
class KeepExercise(Effect):
    """The exercise is over: store what it came to."""

    result: Result


@dataclass(frozen=True, slots=True)
class KeepMissed(Effect):
    """A question (index of the task) was answered: when it comes back. `step` None: it has been learned."""

    number: int
    step: int | None
    due_at: int


# Replies: go with the interaction that caused the step.


@dataclass(frozen=True, slots=True)
class ReplyOnSkill(Effect):
    """A line for the one who pressed, for their eyes."""

    line: SkillLine


@dataclass(frozen=True, slots=True)
class ShowSkillForm(Effect):
    """The form of the task (index): a text to type, a ticket, a dictation."""

    number: int


@dataclass(frozen=True, slots=True)
class Explain(Effect):
    """The card pressed becomes the answer to its question (index), explained, with Next."""

    number: int
