"""A screen: one member's mock phone screen, as data. `screen_steps.step` says how it goes on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.practice.calls.call import Call
from bot.practice.content import Pack, Question, Recruiter
from bot.practice.effects import Line
from bot.practice.timing import ARRIVAL, FORM_GRACE, IDLE, LIMITS, PAUSED, SILENCE, Limits, Pace, stretched
from bot.scoring.rubric import Rubric
from bot.scoring.score import Score


class Phase(StrEnum):
    """Where a screen is."""

    OPENING = "opening"  # the thread is being made
    LOBBY = "lobby"  # the phone rings: waiting for Pick up
    ASKING = "asking"  # a question is put, or about to be
    REVIEWING = "reviewing"  # feedback is shown: waiting for Next
    CALLING = "calling"  # the last question is a call: the phone rings, or the caller is on the line
    PAUSED = "paused"
    ENDED = "ended"


class Outcome(StrEnum):
    """How a turn ended."""

    ANSWERED = "answered"
    SKIPPED = "skipped"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Piece:
    """One message (or form) of an answer. Its text moves to the turn's record once the turn is over."""

    message_id: int
    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A question put, and what was said to it: the question itself is part 0, its follow-up part 1.

    `asked_at` is the card's snowflake's time; `quiet_at`: when the silence after the last words (or the last
    typing) has lasted long enough; `seen_at`: the last sign of the member.
    """

    message_id: int | None = None
    asked_at: int | None = None
    begin_by: int | None = None
    answer_by: int | None = None
    began_at: int | None = None
    seen_at: int | None = None
    quiet_at: int | None = None
    form_open: bool = False
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One question put to the member. `number` counts questions from 1, `attempt` the tries at it from 1."""

    number: int
    attempt: int
    question: str
    parts: tuple[Part, ...] = (Part(),)
    outcome: Outcome | None = None
    overall: int | None = None
    changed: bool = False  # a message was edited or deleted afterwards: the first wording counts

    @property
    def part(self) -> Part:
        """The part being asked."""
        return self.parts[-1]

    @property
    def said(self) -> str:
        """The answer so far: all messages of all parts."""
        return "\n".join(piece.text for part in self.parts for piece in part.pieces)

    @property
    def asked_at(self) -> int | None:
        """When the question stood in Discord (ms)."""
        return self.parts[0].asked_at

    @property
    def began_at(self) -> int | None:
        """The first sign of an answer: typing, the form opened, or words (ms)."""
        return self.parts[0].began_at

    @property
    def answered_at(self) -> int | None:
        """The last words of the answer (ms)."""
        times = [piece.at for part in self.parts for piece in part.pieces]
        return max(times, default=None)

    @property
    def answer_time(self) -> int | None:
        """From each question to the last words said to it, in ms, the parts added up; None: nothing was said."""
        times = [part.pieces[-1].at - part.asked_at for part in self.parts if part.pieces and part.asked_at]
        return max(0, sum(times)) if times else None


@dataclass(frozen=True, slots=True)
class Screen:
    """One member's mock phone screen. `questions` are ids of the pack, in the order asked.

    `shows` is the one of them whose call comes after them as the last question; empty: none does. `call` is that call,
    once it rings.
    """

    id: int
    guild_id: int
    channel_id: int
    member_id: int
    member_name: str
    pack: str
    pace: Pace
    public: bool
    seed: int
    recruiter: int  # index in the pack's recruiters
    questions: tuple[str, ...]
    typing_allowed: bool  # the bot may read messages; otherwise forms only
    started_at: int
    shows: str = ""
    phase: Phase = Phase.OPENING
    phase_since: int = 0
    thread_id: int | None = None
    turns: tuple[Turn, ...] = ()
    call: Call | None = None
    unanswered: int = 0  # questions in a row without a word
    asked_still_there: bool = False
    told: tuple[Line, ...] = ()  # lines told in this phase or part: each once
    seen_id: int = 0  # the newest message taken in
    encore: bool = False  # tried again after the end: one turn, then over again
    shared: bool = False
    refused: str = ""  # "reason:detail" while paused since Discord refuses what we put
    ended_at: int | None = None
    ended_why: str = ""
    factor: float = 1.0  # the member's time factor, as it was when the screen began: limits are so much longer

    @property
    def turn(self) -> Turn:
        """The newest turn."""
        return self.turns[-1]

    @property
    def planned(self) -> int:
        """How many questions it has, the call among them."""
        return len(self.questions) + bool(self.shows)

    @property
    def on_the_line(self) -> Call | None:
        """The call that was taken and goes on, if there is one."""
        return self.call if self.phase is Phase.CALLING and self.call and self.call.caller else None

    @property
    def called(self) -> bool:
        """Whether it had its call: there is a record of it."""
        return self.call is not None and self.call.outcome is not None

    @property
    def limits(self) -> Limits:
        """The limits of the screen's pace, as this member has them."""
        return LIMITS[self.pace].stretched(self.factor)

    @property
    def silence(self) -> int:
        """After so many ms without a word an answer is over."""
        return stretched(SILENCE, self.factor)

    @property
    def open_turn(self) -> Turn | None:
        """The turn that is being answered, if there is one."""
        return self.turns[-1] if self.turns and self.turns[-1].outcome is None else None

    @property
    def wake_at(self) -> int | None:
        """The moment at which something happens by itself."""
        if self.phase is Phase.ASKING:
            return _asking_wakes(self.turn.part)
        if self.phase is Phase.PAUSED:
            return self.phase_since + PAUSED
        if self.on_the_line is not None:
            return self.on_the_line.wake_at
        if self.phase in (Phase.LOBBY, Phase.REVIEWING, Phase.CALLING):
            return self.phase_since + IDLE * (2 if self.asked_still_there else 1)
        return None


def _asking_wakes(part: Part) -> int | None:
    if part.asked_at is None:
        return None  # the card is still on its way; it is an effect, and those are retried
    times = []
    if part.pieces and part.quiet_at is not None:
        times.append(part.quiet_at)
    if part.answer_by is not None:
        times.append(part.answer_by + ARRIVAL + (FORM_GRACE if part.form_open else 0))
    if part.begin_by is not None and part.began_at is None:
        times.append(part.begin_by + ARRIVAL)
    return min(times) if times else (part.seen_at or part.asked_at) + IDLE


@dataclass(frozen=True, slots=True)
class Script:
    """What a step needs to know besides the screen: the content, and how answers are rated."""

    pack: Pack
    rubric: Rubric
    rate: Callable[[Question, str], Score]
    second_reader: bool = False  # answers are also read by a language model, which members are told

    @property
    def questions(self) -> Mapping[str, Question]:
        """The pack's questions by id."""
        return self.pack.questions

    def recruiter(self, screen: Screen) -> Recruiter:
        """Who asks in this screen."""
        return self.pack.recruiters[screen.recruiter % len(self.pack.recruiters)]
