"""What a call asks for besides what any session does (`practice.effects`)."""

from dataclasses import dataclass
from enum import StrEnum

from bot.practice.calls.scorecard import Scorecard
from bot.practice.effects import Effect, Reply


class CallLine(StrEnum):
    """A short thing told to the agent, not by the caller; the face has the words."""

    TAKE_CALL_FIRST = "take_call_first"
    CAME_BACK = "came_back"  # words typed on hold took them off it
    ALREADY_ON_HOLD = "already_on_hold"
    NOT_ON_HOLD = "not_on_hold"
    LOOKING_UP = "looking_up"  # something is being looked up already
    NO_SUCH_RECORD = "no_such_record"
    NOBODY_TAKES_IT = "nobody_takes_it"  # the policy has nobody to transfer to
    ANNOUNCE_TRANSFER = "announce_transfer"  # the caller objects: tell them first to whom and why
    HUNG_UP = "hung_up"  # the caller has hung up
    NOT_STARTED = "not_started"  # nobody took the call


# Durable: stored in the transaction of the step, performed afterwards, in order.


@dataclass(frozen=True, slots=True)
class PutBriefing(Effect):
    """The lobby card: company, role, policy, whom you ring and why (outbound); Take the call starts."""


@dataclass(frozen=True, slots=True)
class PutDesk(Effect):
    """The call card with Hold or Back, Look up, Transfer, Close; put, or edited, as the call now is."""


@dataclass(frozen=True, slots=True)
class SayLine(Effect):
    """What the caller says: one plain message under their name. Posted, it becomes `LinePosted(line=line)`.

    `voice`: how the line sounds when it is no answer: "silence", "hold" or "hangs-up"; empty: speech.
    """

    line: int
    text: str
    voice: str = ""


@dataclass(frozen=True, slots=True)
class ShowRecord(Effect):
    """What the system knows, after its time."""

    record: str


@dataclass(frozen=True, slots=True)
class TellOnCall(Effect):
    """A short message in the thread that is not the caller's."""

    line: CallLine


@dataclass(frozen=True, slots=True)
class ShowScorecard(Effect):
    """The scorecard of the call, which `KeepCall` has stored."""


# Kept by the desk in the same transaction.


@dataclass(frozen=True, slots=True)
class KeepCall(Effect):
    """The call is over: store its scorecard. What was said stands in the call's log."""

    scorecard: Scorecard


# Replies: go with the interaction that caused the step.


@dataclass(frozen=True, slots=True)
class ReplyOnCall(Effect):
    """A line for the one who pressed, for their eyes."""

    line: CallLine


CallReply = Reply | ReplyOnCall
