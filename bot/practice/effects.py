"""What a step asks for. Durable effects are stored and ticked off once done; replies go with one interaction."""

from dataclasses import dataclass
from enum import StrEnum

from bot.scoring.score import Score


class Line(StrEnum):
    """A short thing said to the member; `face.lines` has the words."""

    PICK_UP_FIRST = "pick_up_first"
    NO_WORDS = "no_words"
    FORMS_ONLY = "forms_only"
    LATE = "late"
    STILL_THERE = "still_there"
    PAUSED = "paused"
    PRESS_NEXT = "press_next"
    CHANGED = "changed"
    OLD_BUTTON = "old_button"
    NOTHING_SAID = "nothing_said"
    NOT_PAUSED = "not_paused"
    TAKEN = "taken"
    STOPPED = "stopped"
    OVER = "over"
    SHARED = "shared"
    SHARED_ALREADY = "shared_already"
    NOTHING_TO_SHARE = "nothing_to_share"
    NOT_YOURS = "not_yours"
    NONE_LIVE = "none_live"
    TRY_LATER = "try_later"
    WENT_WRONG = "went_wrong"
    NOT_SHARED = "not_shared"
    HEARD_ENOUGH = "heard_enough"
    OBJECTION_KEPT = "objection_kept"
    OBJECTION_KNOWN = "objection_known"


@dataclass(frozen=True, slots=True)
class Effect:
    """Anything to be done."""


# Durable: stored in the transaction of the step, performed afterwards, in order.


@dataclass(frozen=True, slots=True)
class OpenThread(Effect):
    """Open the session's thread in its channel."""


@dataclass(frozen=True, slots=True)
class DropThread(Effect):
    """Nothing could be said in the thread: leave nothing half-made behind."""


@dataclass(frozen=True, slots=True)
class PutLobby(Effect):
    """The recruiter says what will happen; Pick up starts."""


@dataclass(frozen=True, slots=True)
class PutQuestion(Effect):
    """The card of a turn's question (part 0) or its follow-up (part 1).

    `still_there`: nothing came to the question before, so the recruiter first asks whether anybody is there.
    """

    turn: int
    part: int
    still_there: bool = False


@dataclass(frozen=True, slots=True)
class Tell(Effect):
    """A short message in the thread; `on_call`: a screen's call is going on, and its words fit that."""

    line: Line
    on_call: bool = False


@dataclass(frozen=True, slots=True)
class PutPause(Effect):
    """The recruiter pauses; the card has the button to go on."""


@dataclass(frozen=True, slots=True)
class ShowFeedback(Effect):
    """Feedback cards of these turns (indexes), together. `last`: no question follows."""

    turns: tuple[int, ...]
    last: bool = False


@dataclass(frozen=True, slots=True)
class ShowReport(Effect):
    """The report at the end; `early`: not all questions were asked."""

    early: bool


@dataclass(frozen=True, slots=True)
class Share(Effect):
    """A short version of the report in the parent channel."""


@dataclass(frozen=True, slots=True)
class TellDecision(Effect):
    """A moderator has looked at the score of this turn (index): whether they agree with the member, and their word.

    A courtesy: the screen goes on as it would, whether or not Discord lets us tell.
    """

    turn: int
    agreed: bool
    word: str


# Kept by the desk in the same transaction.


@dataclass(frozen=True, slots=True)
class KeepTurn(Effect):
    """The turn at this index is over: store it with what was said and its score (None: nothing to rate)."""

    turn: int
    answer: str
    score: Score | None


# Replies: go with the interaction that caused the step, and die with it.


@dataclass(frozen=True, slots=True)
class Reply(Effect):
    """A line for the one who pressed, for their eyes."""

    line: Line


@dataclass(frozen=True, slots=True)
class ReplyLate(Reply):
    """Their form can't be taken, most often since it came too late: give back what they wrote."""

    text: str


@dataclass(frozen=True, slots=True)
class ShowForm(Effect):
    """The form for this question."""

    turn: int
    part: int
