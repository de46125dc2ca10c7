"""What a step of a drill asks for, besides the effects of all sessions (`practice.effects`)."""

from dataclasses import dataclass
from enum import StrEnum

from bot.practice.effects import Effect


class DrillLine(StrEnum):
    """A short thing said in a drill; `face.drill_lines` has the words."""

    JOINED = "joined"
    IN_ALREADY = "in_already"
    LEFT = "left"
    NOT_IN = "not_in"
    REMOVED = "removed"  # a moderator removed them: they can't join again
    CANCELLED = "cancelled"
    STARTED_ALREADY = "started_already"
    DONE_ALREADY = "done_already"  # another moderator was first
    NOBODY_IN = "nobody_in"  # Start with nobody in it
    NOT_YET = "not_yet"
    LATE = "late"
    ANSWERED_ALREADY = "answered_already"
    EMPTY = "empty"
    PAUSED = "paused"
    NOT_PAUSED = "not_paused"
    WENT_ON = "went_on"
    EXTENDED = "extended"
    SKIPPED = "skipped"
    TAKEN_OUT = "taken_out"  # to the moderator: the member was removed
    NEXT_COMES = "next_comes"
    OVER = "over"
    NOBODY_LEFT = "nobody_left"
    ENDS = "ends"


# Durable.


@dataclass(frozen=True, slots=True)
class PutDrillLobby(Effect):
    """The lobby card, in the channel."""


@dataclass(frozen=True, slots=True)
class UpdateLobby(Effect):
    """Bring the lobby card up to date: who is in; or that it is running, over or cancelled."""


@dataclass(frozen=True, slots=True)
class OpenDrillThread(Effect):
    """Open the drill's thread on the lobby card, or go on in the channel where there are no threads."""


@dataclass(frozen=True, slots=True)
class PutRound(Effect):
    """The card of a round (index)."""

    round: int


@dataclass(frozen=True, slots=True)
class UpdateRound(Effect):
    """Bring a round's card up to date: how many have answered, its limit, paused, closed."""

    round: int


@dataclass(frozen=True, slots=True)
class PutReveal(Effect):
    """The reveal of a round."""

    round: int


@dataclass(frozen=True, slots=True)
class PutPodium(Effect):
    """The end: podium, most improved, the field. `early`: not all rounds were played."""

    early: bool


@dataclass(frozen=True, slots=True)
class TellDrill(Effect):
    """A short message to all, in the thread, or in the channel where there is none."""

    line: DrillLine


# Kept by the desk in the same transaction.


@dataclass(frozen=True, slots=True)
class KeepEntrant(Effect):
    """Store this member's entry as it is now."""

    member_id: int


@dataclass(frozen=True, slots=True)
class KeepAnswer(Effect):
    """Store a member's answer to a round (index; None: the current one), unrated: rating follows."""

    member_id: int
    sent_at: int
    text: str
    round: int | None = None


# Replies: go with the interaction that caused the step, and die with it.


@dataclass(frozen=True, slots=True)
class ReplyInDrill(Effect):
    """A line for the one who pressed. `text` is what they wrote, where it can't be taken."""

    line: DrillLine
    text: str = ""


@dataclass(frozen=True, slots=True)
class ShowAnswerForm(Effect):
    """The form for this round (index)."""

    round: int


@dataclass(frozen=True, slots=True)
class BeginCall(Effect):
    """Begin the member's call of this call drill."""


@dataclass(frozen=True, slots=True)
class AnswerTaken(Effect):
    """Their answer to this round (index) is kept; feedback follows as the reply to their form."""

    round: int
