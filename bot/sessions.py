"""The kinds of session that the desk serves. What differs between them stands in a `Kind`; the desk knows no other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypedDict, TypeVar

from bot.practice.calls.call import Call
from bot.practice.calls.effects import ReplyOnCall
from bot.practice.dialer.effects import ReplyOnShift
from bot.practice.drill.effects import AnswerTaken, BeginCall, ReplyInDrill, ShowAnswerForm
from bot.practice.drill.events import AnswerSent
from bot.practice.effects import Effect, Line, Reply, ReplyLate, ShowForm
from bot.practice.events import Event, FormSubmitted
from bot.practice.records import CallRow, Commit, Done, DrillTurnRow, EntrantRow, SessionRow, ShiftRow, TurnRow
from bot.practice.screen import Phase, Screen
from bot.practice.session import Session
from bot.practice.skills.effects import Explain, ReplyOnSkill, ShowSkillForm
from bot.practice.skills.events import FieldsSubmitted
from bot.practice.skills.exercise import ExerciseRow, MissedRow
from bot.stage import AnyScene

ReplyEffect = (
    Reply
    | ShowForm
    | ReplyOnCall
    | ReplyOnShift
    | ReplyInDrill
    | ShowAnswerForm
    | BeginCall
    | AnswerTaken
    | ReplyOnSkill
    | ShowSkillForm
    | Explain
)
"""What goes back to the interaction that caused a step."""

S = TypeVar("S")
R = TypeVar("R")


def refusal(event: Event, line: Line) -> Reply:
    """An event can't be taken: what is written in a form is nowhere else, and goes back to its writer."""
    forms = FormSubmitted | FieldsSubmitted | AnswerSent
    return ReplyLate(line, event.text) if isinstance(event, forms) else Reply(line)


class CannotStart(Exception):
    """What a member asks for is not there; the message, if any, says so in one sentence."""


class Asked(TypedDict):
    """What every request of a member says: who asks, when and where."""

    id: int
    at: int
    guild_id: int
    channel_id: int
    member_id: int
    member_name: str
    typing_allowed: bool


class Begins(TypedDict):
    """What every session of one member begins with."""

    id: int
    guild_id: int
    channel_id: int
    member_id: int
    member_name: str
    typing_allowed: bool
    started_at: int
    factor: float


@dataclass(frozen=True, slots=True)
class Request:
    """What a member asks for; each kind adds its own.

    `id` is the interaction's snowflake, `at` its time in ms; `typing_allowed`: the bot may read messages.
    """

    id: int
    at: int
    guild_id: int
    channel_id: int
    member_id: int
    member_name: str
    typing_allowed: bool

    def begins(self, factor: float) -> Begins:
        """What the session begins with, of a member with this time factor."""
        return Begins(
            id=self.id,
            guild_id=self.guild_id,
            channel_id=self.channel_id,
            member_id=self.member_id,
            member_name=self.member_name,
            typing_allowed=self.typing_allowed,
            started_at=self.at,
            factor=factor,
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """The records that a step leaves, stored in its transaction."""

    turns: tuple[TurnRow, ...] = ()
    calls: tuple[CallRow, ...] = ()
    shifts: tuple[ShiftRow, ...] = ()
    entrants: tuple[EntrantRow, ...] = ()
    drill_turns: tuple[DrillTurnRow, ...] = ()
    exercises: tuple[ExerciseRow, ...] = ()
    missed: tuple[MissedRow, ...] = ()

    def commit(self, session: SessionRow, effects: tuple[str, ...], done: Done | None) -> Commit:
        """What is written of the step: the session after it, these records, and what is still to be done."""
        return Commit(
            session,
            self.turns,
            effects,
            done,
            self.calls,
            self.shifts,
            self.entrants,
            self.drill_turns,
            self.exercises,
            self.missed,
        )


class Kind(Protocol[S, R]):
    """One kind of session."""

    @property
    def name(self) -> str:
        """As its rows say."""
        ...

    @property
    def session(self) -> type[S]: ...

    @property
    def request(self) -> type[R]: ...

    async def begin(self, request: R) -> S:
        """A new session. Raises CannotStart, StoreError."""
        ...

    def row(self, session: S) -> SessionRow:
        """The row that keeps it, its state as JSON."""
        ...

    async def load(self, row: SessionRow) -> S:
        """What `row` wrote, and what is kept beside it. Raises StoreError."""
        ...

    def admits(self, session: S, by: int) -> bool:
        """Whether this user may act in it."""
        ...

    def step(self, session: S, event: Event) -> tuple[S, list[Effect]]: ...

    def put_away(self, session: S, at: int) -> tuple[S, list[Effect]]:
        """The session ended without asking its rules, which have failed: nothing is rated, so nothing can go wrong."""
        ...

    def kept(self, session: S, effects: Sequence[Effect]) -> Kept:
        """The records among the effects of a step that led to this session."""
        ...

    def hears_silence(self, session: S, event: Event) -> bool:
        """Whether it is about to be decided that nothing was said: words may stand in the thread without our hearing.

        (A connection can be dead for a minute or more before discord.py notices.)
        """
        ...

    def is_slight(self, session: S, event: Event) -> bool:
        """Whether the event only says how long to wait: not worth a transaction."""
        ...

    async def scene(self, session: S, effect: Effect) -> AnyScene | None:
        """What the effect is performed with; None: its content is gone, so it can't be. Raises StoreError."""
        ...


def call_in(session: Session | None) -> Call | None:
    """The call that the session is, or that its screen has come to; it may be over."""
    if isinstance(session, Screen):
        return session.call
    return session if isinstance(session, Call) else None


def call_now(session: Session | None) -> Call | None:
    """The same, where the session is nothing but that call now: a screen is, from its ringing to its end."""
    return None if isinstance(session, Screen) and session.phase is not Phase.CALLING else call_in(session)


class Kinds:
    """The registry: the kind of a session, of a row, of a request."""

    def __init__(self, kinds: Iterable[Kind[Any, Any]]) -> None:
        known = tuple(kinds)
        self._by_name = {kind.name: kind for kind in known}
        self._by_session = {kind.session: kind for kind in known}
        self._by_request = {kind.request: kind for kind in known}

    def of(self, session: Session) -> Kind[Any, Any]:
        """The kind of this session."""
        return self._by_session[type(session)]

    def asked(self, request: object) -> Kind[Any, Any]:
        """The kind that a request asks for."""
        return self._by_request[type(request)]

    async def load(self, row: SessionRow) -> Session:
        """The session that a row keeps."""
        session: Session = await self._by_name[row.kind].load(row)
        return session
