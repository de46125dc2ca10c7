"""What a shift asks for besides what any session and any call does (`practice.effects`, `practice.calls.effects`)."""

from dataclasses import dataclass
from enum import StrEnum

from bot.practice.dialer.result import ShiftResult
from bot.practice.effects import Effect


class ShiftLine(StrEnum):
    """A short thing told to the agent, not by a customer; the face has the words."""

    START_FIRST = "start_first"  # words before Start the shift
    NOBODY_YET = "nobody_yet"  # words while it is dialling
    HUNG_UP = "hung_up"  # the customer has hung up: nothing was said
    CUT_OFF = "cut_off"  # the bot was away: this number is dialled again, and nothing is counted
    BREAK_COMES = "break_comes"  # after this connection
    ON_BREAK = "on_break"  # already
    NOT_ON_LINE = "not_on_line"  # nothing to hang up
    NOT_STARTED = "not_started"  # nobody started the shift
    BREAK_ENDED_IT = "break_ended_it"  # the break was too long


# Durable: stored in the transaction of the step, performed afterwards, in order.


@dataclass(frozen=True, slots=True)
class PutDialling(Effect):
    """A number is being dialled: the connection of this index. Buttons: Hang up, Break.

    `after`: the connection that has just ended; its result (see `result.about`) stands above, in the same message.
    """

    connection: int
    after: int | None = None


@dataclass(frozen=True, slots=True)
class SayAsContact(Effect):
    """What the customer says: one plain message. Posted, it becomes `LinePosted(line=line)`.

    Not the `SayLine` of calls: stored effects go by their names. `hello`: it is the first of its connection, and the
    agent's screen shows whom the dialler rang.
    """

    connection: int
    line: int
    text: str
    hello: bool = False


@dataclass(frozen=True, slots=True)
class TellConnection(Effect):
    """The result of a connection (index) after which none is dialled: hit or not, seconds, what was missing."""

    connection: int


@dataclass(frozen=True, slots=True)
class PutBreak(Effect):
    """The break card: how it stands, and Go on."""


@dataclass(frozen=True, slots=True)
class TellOnShift(Effect):
    """A short message in the thread that is not a customer's."""

    line: ShiftLine


@dataclass(frozen=True, slots=True)
class ShowShiftResult(Effect):
    """The result of the shift, which `KeepShift` has stored. `early`: not all numbers were dialled."""

    early: bool


# Kept by the desk in the same transaction.


@dataclass(frozen=True, slots=True)
class KeepShift(Effect):
    """The shift is over: store its result."""

    result: ShiftResult


# Replies: go with the interaction that caused the step.


@dataclass(frozen=True, slots=True)
class ReplyOnShift(Effect):
    """A line for the one who pressed, for their eyes."""

    line: ShiftLine
