"""What is kept: the rows that the desk hands to storage and gets back. All times are milliseconds UTC."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.practice.settings import GuildSettings, MemberSettings
from bot.practice.skills.exercise import ExerciseRow, MissedRow, SkillBest


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

    `outcome` is "answered", "skipped" or "unanswered". `overall` is 0 to 100. Boards count it in the week of
    `answered_at`, by the server's zone. Storage finds out what it repeats, but for the strong answer.
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
    opinion: str | None = None  # JSON: a second opinion, which comes after the turn was stored
    repeats: str = ""  # whose answer this one repeats, so that it earns nothing: "own", "other", "strong", or ""


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call that is over. `call` is the id of the pack's call, `started_at` when it was taken.

    `outcome` is "solved", "escalated", "hung-up", "abandoned" or "closed"; `satisfaction` is 1 to 5, `overall` 0 to
    100 or None when nothing was said. `scorecard` and `log` (what was said and pressed) are JSON. On boards it counts
    as the question `call/<id>`, and if it was part of a `drill` (its session), on that of drills.
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
    drill: int | None = None


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


@dataclass(frozen=True, slots=True)
class EntrantRow:
    """One member of a drill, keyed by session and member (see `practice.drill.drill.Entrant`)."""

    session_id: int
    member_id: int
    name: str
    joined_at: int
    team: int | None
    factor: float
    named: bool
    call_id: int | None
    left_at: int | None
    removed: bool


@dataclass(frozen=True, slots=True)
class DrillTurnRow:
    """A member's answer in a round of a drill, keyed by session, round and member; `round` counts from 1.

    It is stored unrated (`overall`, `score`, `engine`, `rubric` None) and rated soon after. Times are those of
    snowflakes: the round's card, the form. `repeats` as in `TurnRow`.
    """

    session_id: int
    round: int
    member_id: int
    guild_id: int
    pack: str
    question: str
    asked_at: int
    answered_at: int
    answer: str
    overall: int | None = None
    score: str | None = None
    engine: str | None = None
    rubric: str | None = None
    repeats: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A drill that is to come. `id` is the snowflake of the interaction that made it.

    `request` is JSON: what to launch. `weekly`: every week at the wall-clock time of `local` ("2026-11-24T19:00", in
    the server's time zone), else once. `next_at` is its next time (ms UTC), None when there is none any more.
    `event_id` is Discord's scheduled event for it. `stage` says how far the next one is: "waiting", "opened" (lobby and
    reminder are out), "missed" (the bot was away; a moderator may start it).
    """

    id: int
    guild_id: int
    channel_id: int
    member_id: int
    title: str
    request: str
    weekly: bool
    local: str
    next_at: int | None
    event_id: int | None = None
    stage: str = "waiting"


@dataclass(frozen=True, slots=True)
class PinRow:
    """A board that keeps itself up to date in a channel, one for each channel and kind of board.

    `period` is "week", "month", "season" or "all". `message_id` is its message, None before it stands; `edited_at` when
    it was last brought up to date; `week` the last week (as in `practice.points`) whose recap was posted.
    """

    guild_id: int
    channel_id: int
    kind: str
    period: str
    message_id: int | None = None
    edited_at: int = 0
    week: str = ""


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
    entrants: tuple[EntrantRow, ...] = ()
    drill_turns: tuple[DrillTurnRow, ...] = ()
    exercises: tuple[ExerciseRow, ...] = ()
    missed: tuple[MissedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Waking:
    """What the desk must know of a live session to wake it: nothing else is loaded at start."""

    session_id: int
    thread_id: int | None
    wake_at: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class BoardPlace:
    """A place on a board: `rank` from 1, equal points share a rank.

    `points` is what the kind of board counts: points; drill points; improvement in tenths of a point; days in a row.
    `named`: the member's name may be shown.
    """

    rank: int
    member_id: int
    points: int
    named: bool = True


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

    # Boards. `kind` and `period` as in `practice.points`.

    async def board(self, guild_id: int, kind: str, period: str, limit: int, offset: int) -> list[BoardPlace]:
        """Those who agreed to be seen, and have not left the server, the best first."""
        ...

    async def board_size(self, guild_id: int, kind: str, period: str) -> int:
        """How many are on the board."""
        ...

    async def place(self, guild_id: int, kind: str, period: str, member_id: int) -> BoardPlace | None:
        """The member's own place, also where they are not seen: then the rank they would have."""
        ...

    async def around(self, guild_id: int, kind: str, period: str, member_id: int) -> list[BoardPlace]:
        """The two places above the member's own, their own, the two below; empty when they have none."""
        ...

    async def departed(self, guild_id: int, members: Sequence[int], gone: bool) -> None:
        """These members have left the server (`gone`), and its boards; or they are back."""
        ...

    async def averages(self, guild_id: int, members: Sequence[int], before: int) -> Mapping[int, tuple[float, int]]:
        """Of each member with rated answers before `before` (ms UTC): their mean overall, of how many."""
        ...

    # Drills

    async def entrants(self, session_id: int) -> list[EntrantRow]:
        """All who joined, in the order in which they did."""
        ...

    async def drill_turns(self, session_id: int) -> list[DrillTurnRow]:
        """All answers of a drill, by round, then in the order in which they came."""
        ...

    async def drill_turn(self, session_id: int, round: int, member_id: int) -> DrillTurnRow | None: ...

    async def drill_history(self, guild_id: int, member_id: int, limit: int, offset: int) -> list[DrillTurnRow]:
        """The member's answers in drills on the server, newest first."""
        ...

    async def unrated(self) -> list[DrillTurnRow]:
        """The answers of drills that are still to be rated."""
        ...

    async def rate_drill_turn(self, row: DrillTurnRow) -> DrillTurnRow:
        """Note the score of an answer that is there unrated (again: no change) and count it on boards; as it stands."""
        ...

    async def drills(self, guild_id: int, live: bool, limit: int) -> list[SessionRow]:
        """Drills of the server, newest first; `live`: those not over."""
        ...

    # The skills desk

    async def keep_exercise(self, row: ExerciseRow) -> None:
        """Store an exercise that was no session (again: no change)."""
        ...

    async def exercise(self, session_id: int) -> ExerciseRow | None:
        """The exercise that this session was, once it is over."""
        ...

    async def exercises(self, guild_id: int, member_id: int, skill: str, limit: int, offset: int) -> list[ExerciseRow]:
        """The member's exercises of a skill on the server, newest first."""
        ...

    async def skill_bests(self, guild_id: int, member_id: int) -> list[SkillBest]:
        """The member's best in each skill and variant on the server."""
        ...

    async def missed(self, guild_id: int, member_id: int) -> list[MissedRow]:
        """The questions of basics that come back to the member, the one due first at first."""
        ...

    # Settings, schedules, pinned boards

    async def guild_settings(self, guild_id: int) -> GuildSettings:
        """What the server has set, or the defaults."""
        ...

    async def forgetful(self) -> list[GuildSettings]:
        """The settings of the servers that have answers forgotten after some days."""
        ...

    async def keep_guild_settings(self, settings: GuildSettings) -> None: ...

    async def member_settings(self, guild_id: int, member_id: int) -> MemberSettings:
        """What the member has set on the server, or the defaults."""
        ...

    async def keep_member_settings(self, settings: MemberSettings) -> None:
        """Keep them; how the member is seen takes effect on all boards at once."""
        ...

    async def schedules(self, guild_id: int | None) -> list[ScheduleRow]:
        """Drills that are to come, the next first; None: of all servers."""
        ...

    async def keep_schedule(self, schedule: ScheduleRow) -> None: ...

    async def drop_schedule(self, schedule_id: int) -> bool:
        """False: it was not there."""
        ...

    async def pins(self, guild_id: int | None) -> list[PinRow]:
        """Pinned boards; None: of all servers."""
        ...

    async def keep_pin(self, pin: PinRow) -> None: ...

    async def drop_pin(self, pin: PinRow) -> None: ...

    async def forget_answers(self, guild_id: int, before: int) -> int:
        """Empty what members of the server wrote and said before `before` (ms UTC), scores stay; how many records."""
        ...

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
