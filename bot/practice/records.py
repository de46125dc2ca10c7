"""What is kept: the rows that the desk hands to storage and gets back. All times are milliseconds UTC."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


class StoreError(Exception):
    """Storage can't go on; the message is one sentence on what is wrong and what to do."""


class AlreadyLive(StoreError):
    """The member has a live session on this server already: `session_id` says which."""

    def __init__(self, session_id: int) -> None:
        super().__init__("You already have a live session on this server.")
        self.session_id = session_id


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session. `id` is the snowflake of the interaction that started it; `state` is JSON.

    It is live while `ended_at` is None: one live session per member and server. `wake_at` is the one
    moment at which something happens by itself, or None.
    """

    id: int
    kind: str
    guild_id: int
    channel_id: int
    thread_id: int | None
    member_id: int
    state: str
    wake_at: int | None
    started_at: int
    ended_at: int | None


@dataclass(frozen=True, slots=True)
class TurnRow:
    """One turn that is over, keyed by session, number and attempt. `score` is JSON, or None when unrated.

    `outcome` is "answered", "skipped" or "unanswered". `overall` is 0 to 100. `periods` are the board
    periods that a rated answer counts in (see `practice.points`).
    """

    session_id: int
    number: int
    attempt: int
    guild_id: int
    member_id: int
    pack: str
    question: str
    asked_at: int
    began_at: int | None
    answered_at: int | None
    outcome: str
    answer: str
    overall: int | None
    score: str | None
    engine: str | None
    rubric: str | None
    periods: tuple[str, ...] = ()
    opinion: str | None = None  # JSON: a second opinion, which comes after the turn was stored


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call that is over. `call` is the id of the pack's call, `started_at` when it was taken.

    `outcome` is "solved", "escalated", "hung-up", "abandoned" or "closed"; `satisfaction` is 1 to 5, `overall` 0 to
    100 or None when nothing was said. `scorecard` and `log` (what was said and pressed) are JSON. On boards it counts
    as the question `call/<id>`.
    """

    session_id: int
    guild_id: int
    member_id: int
    pack: str
    call: str
    started_at: int
    ended_at: int
    outcome: str
    satisfaction: int
    overall: int | None
    scorecard: str
    engine: str | None
    rubric: str | None
    log: str
    periods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """One shift at the auto-dialer that is over. `campaign` is the id of the pack's campaign.

    `connections` of them came to an end, and `hits` were hits; `overall` is 0 to 100, or None when nothing was said.
    `result`, `dialled` (the connections) and `log` (what was said) are JSON; `content` is the version of the campaign.
    On boards it counts as the question `dialer/<campaign>`.
    """

    session_id: int
    guild_id: int
    member_id: int
    pack: str
    campaign: str
    started_at: int
    ended_at: int
    connections: int
    hits: int
    overall: int | None
    result: str
    content: str
    dialled: str
    log: str
    periods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What moderator `by` decided on an objection. `agreed`: with the member, the score is wrong.

    `word` goes to the member. `overall` and `levels` (by competency) are 1 to 5, as the moderator rates the answer.
    """

    by: int
    at: int
    agreed: bool
    word: str = ""
    overall: int | None = None
    levels: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """The member disagrees with the score of this turn; open while there is no decision."""

    session_id: int
    number: int
    attempt: int
    member_id: int
    objected_at: int
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class EffectRow:
    """Something still to be done in Discord; `body` is JSON. Ids rise in the order of doing."""

    id: int
    session_id: int
    body: str


@dataclass(frozen=True, slots=True)
class Done:
    """An effect that is done: the message it made, if any, and when."""

    effect_id: int
    message_id: int | None
    at: int


@dataclass(frozen=True, slots=True)
class Commit:
    """What one event changes, written in one transaction; `done` ticks off the effect that the event came from."""

    session: SessionRow
    turns: tuple[TurnRow, ...] = ()
    effects: tuple[str, ...] = ()
    done: Done | None = None
    calls: tuple[CallRow, ...] = ()
    shifts: tuple[ShiftRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Waking:
    """What the desk must know of a live session to wake it: nothing else is loaded at start."""

    session_id: int
    thread_id: int | None
    wake_at: int | None


@dataclass(frozen=True, slots=True)
class BoardPlace:
    """A place on a board: `rank` from 1, equal points share a rank."""

    rank: int
    member_id: int
    points: int


class Store(Protocol):
    """The storage port. `storage.sqlite` implements it; every method may raise StoreError."""

    async def commit(self, change: Commit) -> list[EffectRow]:
        """Write the session, its records (again: no change), boards and effects at once; return the new effects.

        Raises AlreadyLive when the member has another live session on the server.
        """
        ...

    async def session(self, session_id: int) -> SessionRow | None: ...

    async def live(self, guild_id: int, member_id: int) -> SessionRow | None:
        """The member's live session on the server."""
        ...

    async def in_thread(self, thread_id: int) -> SessionRow | None:
        """The newest session of a thread, live or over."""
        ...

    async def waking(self) -> list[Waking]:
        """All live sessions."""
        ...

    async def pending(self) -> list[EffectRow]:
        """All effects not ticked off, in the order of doing."""
        ...

    async def tick(self, effect_id: int, message_id: int | None, at: int) -> None:
        """Note that an effect is done, and the message that it made; its body is not kept."""
        ...

    async def turn(self, session_id: int, number: int, attempt: int) -> TurnRow | None: ...

    async def history(self, guild_id: int, member_id: int, limit: int, offset: int) -> list[TurnRow]:
        """The member's turns on the server, newest first."""
        ...

    async def call(self, session_id: int) -> CallRow | None:
        """The call that this session was, once it is over."""
        ...

    async def calls(self, guild_id: int, member_id: int, limit: int, offset: int) -> list[CallRow]:
        """The member's calls on the server that are over, newest first."""
        ...

    async def shift(self, session_id: int) -> ShiftRow | None:
        """The shift that this session was, once it is over."""
        ...

    async def shifts(self, guild_id: int, member_id: int, limit: int, offset: int) -> list[ShiftRow]:
        """The member's shifts on the server that are over, newest first."""
        ...

    async def keep_opinion(self, session_id: int, number: int, attempt: int, opinion: str) -> None:
        """Note a second opinion on a turn; the first one stands. Nothing else of the turn changes."""
        ...

    async def object_to(self, session_id: int, number: int, attempt: int, member_id: int, at: int) -> bool:
        """Store the member's objection to a score; False when it was there already."""
        ...

    async def objection(self, session_id: int, number: int, attempt: int) -> ObjectionRow | None:
        """The objection to the score of this turn."""
        ...

    async def open_objections(self, guild_id: int) -> list[ObjectionRow]:
        """The objections on the server that nobody has decided on, the oldest first."""
        ...

    async def decide(
        self, session_id: int, number: int, attempt: int, decision: Decision, effects: Sequence[str]
    ) -> list[EffectRow] | None:
        """Decide on an open objection, with what is to be done then; None: there is no open one, nothing is written."""
        ...

    async def agreed(self) -> list[tuple[TurnRow, Decision]]:
        """The turns of all servers whose objection a moderator agreed with, in the order of the decisions."""
        ...

    async def rated(self, after: tuple[int, int, int], limit: int) -> list[TurnRow]:
        """The rated turns of all servers by session, number and attempt; those after this key."""
        ...

    async def board(self, guild_id: int, period: str, limit: int, offset: int) -> list[BoardPlace]: ...

    async def place(self, guild_id: int, period: str, member_id: int) -> BoardPlace | None: ...

    async def noticed(self, guild_id: int, notice: str) -> bool:
        """Whether a notice that is given once per server was noted."""
        ...

    async def first_time(self, guild_id: int, notice: str, at: int) -> bool:
        """Note a notice: True once per server and notice."""
        ...

    async def drop_guild(self, guild_id: int, at: int) -> Sequence[int]:
        """The bot left the server: end its live sessions, drop their effects; return the sessions' ids.

        A commit of such a session that is still live there makes it live again, as trying again after the end does:
        whoever has one under way must drop the server again.
        """
        ...

    async def close(self) -> None: ...
