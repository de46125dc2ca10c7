"""A call: one member on the phone with a caller, as data. `call_steps.step` says how it goes on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.practice.calls.content import CallScript, Outcome, Who
from bot.practice.content import Question
from bot.practice.effects import Line
from bot.practice.timing import ARRIVAL, IDLE, TYPING_LASTS, Pace, stretched
from bot.scoring.score import Score

SECOND = 1000

SCREEN_PART = 9
"""The part that the buttons and forms of a screen's call name: no question has so many."""

SILENCES = {Pace.RELAXED: 20 * SECOND, Pace.REAL: 10 * SECOND, Pace.PRESSURE: 7 * SECOND}
"""Without a message or typing for so long, the caller asks whether anybody is there: text is slower than speech."""

READING = 250
"""Milliseconds a word that a line takes to read, before silence is counted: 240 words a minute."""

ANSWER_AFTER = 2_500
"""Silence after the agent's words before the caller answers: many send a sentence in pieces, and a caller who cuts in
between two of them has heard half."""

CHECK_IN = 45 * SECOND
"""How often a hold annoys, counted from the end of the time that was said, or from its beginning."""

SILENT_HOLD = 120 * SECOND
FORGOTTEN_HOLD = 180 * SECOND
LONGEST_HOLD = 300 * SECOND
"""On hold without a word: an auto-fail, "I thought you had forgotten me", and gone."""

FORM_PATIENCE, BUSY_PATIENCE = 4, 2
"""How many times longer silence is borne while a form is open (it shows no typing), and while the agent has said what
they do, or has a record to read."""

AWAY = 15 * SECOND
"""A deadline seen so much too late means that the bot was away: that time is not the agent's silence."""


class Phase(StrEnum):
    """Where a call is."""

    OPENING = "opening"  # the thread is being made
    LOBBY = "lobby"  # the card is read: waiting for Take the call
    TALKING = "talking"
    HOLDING = "holding"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line of the call's log. `at` of the caller's is when it was said, of a press when it was pressed."""

    who: Who
    at: int
    text: str
    message_id: int = 0


@dataclass(frozen=True, slots=True)
class Move:
    """The tension moved: by how much, to what, why, and the agent's sentence that did it (empty: no words did)."""

    at: int
    reason: str
    amount: float
    tension: float
    because: str
    quote: str = ""
    felt: str = ""


@dataclass(frozen=True, slots=True)
class Fail:
    """Something that fails a call whatever else was good: profanity, data-before-check, forbidden-promise,
    hanging-up or two-silent-minutes; the agent's words, and what to do instead."""

    id: str
    at: int
    quote: str
    instead: str


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold: whether it was asked for, for how long (ms), and how often it has annoyed the caller so far."""

    since: int
    asked: bool
    estimate: int | None = None
    until: int | None = None
    annoyed: int = 0
    failed: bool = False
    forgotten: bool = False


@dataclass(frozen=True, slots=True)
class LookUp:
    """A record on its way."""

    record: str
    due: int


@dataclass(frozen=True, slots=True)
class CallerState:
    """Where the caller is. `done`: acts heard so far and how often; `said`: wordings that are used up."""

    tension: float
    beat: str
    told: tuple[str, ...] = ()
    done: Mapping[str, int] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    puzzled: int = 0  # messages not understood
    acted: bool = True  # something was done since the last apology
    hold_answer: str = ""  # "yes" or "no" since a hold was asked for
    hold_estimate: int | None = None
    solved: bool = False
    clue_at: int | None = None  # the line of the log at which the clue first showed
    clock_at: int = 0  # up to when the minutes have been counted


@dataclass(frozen=True, slots=True)
class Call:
    """One member's call. `script` is the id of the pack's call."""

    id: int
    guild_id: int
    channel_id: int
    member_id: int
    member_name: str
    pack: str
    script: str
    pace: Pace
    public: bool
    seed: int
    typing_allowed: bool  # the bot may read messages; otherwise forms only
    started_at: int
    in_screen: bool = False  # it is a question of a screen, and has the screen's id and thread
    phase: Phase = Phase.OPENING
    phase_since: int = 0
    thread_id: int | None = None
    taken_at: int | None = None
    caller: CallerState | None = None  # from Take the call on
    log: tuple[Spoken, ...] = ()
    pending: int = 0  # the agent's newest lines of the log that the caller has not answered
    quiet_at: int | None = None  # when they answer
    line_at: int | None = None  # the caller's last line stands in Discord since; None: it is on its way
    seen_at: int | None = None  # the agent's last sign: words, typing, a button
    typing_at: int | None = None
    form_open: bool = False
    patience: int = 1
    silences: int = 0  # in a row
    longest_silence: int = 0
    holds: tuple[Hold, ...] = ()
    look_up: LookUp | None = None
    looked_up: tuple[str, ...] = ()
    passed_on: bool = False  # tried to transfer without a word
    fails: tuple[Fail, ...] = ()
    outcome: Outcome | None = None
    asked_still_there: bool = False
    told: tuple[Line, ...] = ()
    seen_id: int = 0  # the newest message taken in
    changed: bool = False
    shared: bool = False
    refused: str = ""
    ended_at: int | None = None
    ended_why: str = ""
    drill: int | None = None  # the drill (session) that it is part of
    factor: float = 1.0  # the member's time factor, as it was when the call began: the caller waits so much longer

    @property
    def state(self) -> CallerState:
        """The caller. Raises when nobody took the call."""
        if self.caller is None:
            raise ValueError("the call was not taken")
        return self.caller

    @property
    def part(self) -> int:
        """What its buttons and forms name as the part of a question."""
        return SCREEN_PART if self.in_screen else 0

    @property
    def hold(self) -> Hold:
        """The newest hold."""
        return self.holds[-1]

    @property
    def silence(self) -> int:
        """After so many ms without a sign of the agent the caller asks whether anybody is there."""
        return stretched(SILENCES[self.pace], self.factor)

    @property
    def answer_after(self) -> int:
        """After so many ms of silence the caller answers the agent's words."""
        return stretched(ANSWER_AFTER, self.factor)

    @property
    def check_in(self) -> int:
        """How often a hold annoys, in ms."""
        return stretched(CHECK_IN, self.factor)

    @property
    def silent_at(self) -> int | None:
        """When the caller asks whether anybody is there; None while their line is on its way."""
        if self.line_at is None:
            return None
        last = next((spoken for spoken in reversed(self.log) if spoken.who is Who.CALLER), None)
        read = self.line_at + stretched(READING * (len(last.text.split()) if last else 0), self.factor)
        silence = self.silence * (FORM_PATIENCE if self.form_open else self.patience)
        typing = (self.typing_at + TYPING_LASTS) if self.typing_at else 0
        return max(max(read, self.seen_at or 0) + silence, typing)

    @property
    def wake_at(self) -> int | None:
        """The moment at which something happens by itself."""
        times = [self.look_up.due] if self.look_up else []
        if self.phase is Phase.LOBBY:
            times.append(self.phase_since + IDLE * (2 if self.asked_still_there else 1))
        elif self.phase is Phase.HOLDING:
            times.append(_hold_wakes(self.hold, self.factor))
        elif self.phase is Phase.TALKING:
            if self.pending and self.quiet_at is not None:
                times.append(self.quiet_at)
            elif self.silent_at is not None:
                times.append(self.silent_at + ARRIVAL)
        return min(times) if times and self.phase is not Phase.ENDED else None


def _hold_wakes(hold: Hold, factor: float) -> int:
    waits = [LONGEST_HOLD, (hold.estimate or 0) + CHECK_IN * (hold.annoyed + 1)]
    if not hold.failed:
        waits.append(SILENT_HOLD)
    if not hold.forgotten:
        waits.append(FORGOTTEN_HOLD)
    return hold.since + stretched(min(waits), factor)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a step needs to know besides the call: its content, and how the agent's words are rated."""

    script: CallScript
    rate: Callable[[Question, str], Score]
