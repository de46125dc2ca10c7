"""What is kept: the rows that the desk hands to storage and gets back. All times are milliseconds UTC."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.practice.skills.exercise import ExerciseRow, MissedRow


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
