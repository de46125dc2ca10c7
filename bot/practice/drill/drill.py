"""A drill as data: who is in it, which round it is in, and when something happens by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from bot.practice.timing import ARRIVAL, FORM_GRACE

SECOND = 1000
MINUTE = 60 * SECOND

SHOWN_EVERY, SHOWN_TIMES = 3 * SECOND, 6
"""A card is brought up to date at most so often, and a round's at most about so many times."""

AUTOMATIC = 45 * SECOND
"""How long the reveal stands before the next round comes by itself."""

FORGOTTEN = 30 * MINUTE
"""Without Next for so long, a drill that is not automatic ends with its podium; a pause is over after as long."""

LOBBY_LASTS = 24 * 60 * MINUTE
"""A lobby in which nobody presses Start is cancelled after a day."""

LOBBY_WAITS = 10 * MINUTE
"""How long a lobby with nobody in it waits after its time has come."""

LAST_CALL = 30 * SECOND
"""Once somebody joins a lobby that waits, it starts after so long."""

AWAY = 15 * SECOND
"""A deadline seen so much too late means that the bot was away: members could not send."""

LOOKED_EVERY = 15 * SECOND
"""How often an open round is looked at, so that it shows when the bot was away in the middle of it."""

AFTER_AWAY = 30 * SECOND
"""A round has at least so long from when the bot is back."""


class Phase(StrEnum):
    """Where a drill is. `practice/drill/drill_steps.py` has the table of what leads where."""

    OPENING = "opening"
    """The lobby card is on its way."""
    LOBBY = "lobby"
    STARTING = "starting"
    """The thread is being opened."""
    ASKING = "asking"
    """The round's card is on its way."""
    ANSWERING = "answering"
    CLOSING = "closing"
    """The limit has passed; forms opened in time may still come."""
    REVEALING = "revealing"
    """The reveal is on its way; ratings are waited for."""
    COMMENTING = "commenting"
    """The reveal stands; the moderator may comment. Next round follows."""
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Round:
    """One question (or call) put to all. Times are ms UTC; `asked_at` is the card's snowflake.

    `closes_at` is the limit that the card shows, for members without an accommodation, `paused` how much of it (ms) are
    pauses, or was added when it was put off since the bot was away: `stretched`. `closed_at`: answers were taken until
    then. A round that is `skipped` does not count in the drill; what was answered in it is kept, and
    earns on boards.
    """

    question: str
    message_id: int | None = None
    asked_at: int | None = None
    closes_at: int | None = None
    skipped: bool = False
    closed_at: int | None = None
    paused: int = 0
    stretched: bool = False


@dataclass(frozen=True, slots=True)
class Entrant:
    """A member who joined. `factor` is their time factor (1, 1.5 or 2), which nobody else sees.

    `name` is "" where the drill is shown to others and they want no name: "a member".
    `named`: a strong answer of theirs may be shown with their name. `call_id` is the session of their call in a
    call drill. `left_at` is set when they left or were removed; what they answered before stays theirs.
    """

    id: int
    name: str
    joined_at: int
    team: int | None = None
    factor: float = 1.0
    named: bool = False
    call_id: int | None = None
    left_at: int | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Team:
    """A team; `role_id` where teams are roles of the server."""

    name: str
    role_id: int | None = None


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill; frozen. `member_id` launched it. `call` is the id of the pack's call in a call drill, else "".

    `starts_at`: when it starts by itself; None: when a moderator presses Start. `entrants` by member id, and
    `answered`, the members who have answered the current round, are kept in tables of their own, not in its JSON.
    `shown_at` is when the lobby or the round's card was last brought up to date, `stale` that it no longer is;
    `looked_at` when the bot last looked at an open round. `waits_until`: the lobby's time has come with nobody in it,
    so it waits until then. `ended_why` is "done", "early", "cancelled", "thread", "server", "mistake", or what Discord
    refused ("permission:...").
    """

    id: int
    guild_id: int
    channel_id: int
    member_id: int
    member_name: str
    pack: str
    title: str
    seconds: int
    seed: int
    started_at: int
    rounds: tuple[Round, ...]
    call: str = ""
    automatic: bool = False
    teams: tuple[Team, ...] = ()
    starts_at: int | None = None
    waits_until: int | None = None
    thread_id: int | None = None
    lobby_id: int | None = None
    phase: Phase = Phase.OPENING
    phase_since: int = 0
    number: int = 0  # index of the current round
    shown_at: int = 0
    stale: bool = False
    paused_at: int | None = None
    extended_at: int = 0
    looked_at: int = 0
    seen_id: int = 0
    refused: str = ""
    ended_at: int | None = None
    ended_why: str = ""
    public: bool = True
    typing_allowed: bool = False
    entrants: Mapping[int, Entrant] = field(default_factory=lambda: MappingProxyType({}))
    answered: frozenset[int] = frozenset()

    @property
    def round(self) -> Round:
        """The current round."""
        return self.rounds[self.number]

    @property
    def present(self) -> tuple[Entrant, ...]:
        """Who is in it now, in the order in which they joined."""
        return tuple(entrant for entrant in self.entrants.values() if entrant.left_at is None)

    @property
    def played(self) -> tuple[int, ...]:
        """The rounds that count, as indexes: asked and not skipped, the current one too."""
        return tuple(
            index for index, round in enumerate(self.rounds) if round.asked_at is not None and not round.skipped
        )

    @property
    def awaited(self) -> tuple[Entrant, ...]:
        """Who is in it now and has not answered the current round."""
        return tuple(entrant for entrant in self.present if entrant.id not in self.answered)

    @property
    def last(self) -> bool:
        """Whether no round follows the current one."""
        return self.number + 1 >= len(self.rounds)

    def limit_of(self, entrant: Entrant | None, number: int | None = None) -> int | None:
        """Until when this member may open the form of a round (index; else the current one); None: no card stands yet.

        Pauses count once, whatever the member's factor. Only they are to know it.
        """
        this = self.rounds[self.number if number is None else number]
        asked_at, closes_at, paused = this.asked_at, this.closes_at, this.paused
        if asked_at is None or closes_at is None:
            return None
        factor = entrant.factor if entrant else 1.0
        return asked_at + paused + round((closes_at - asked_at - paused) * max(1.0, factor))

    def shown_time(self, number: int, took: int) -> int:
        """How long (ms) an answer to a round (index) took, as others may read it.

        Never more than the limit on its card: that would tell of an accommodation.
        """
        this = self.rounds[number]
        if this.asked_at is None or this.closes_at is None:
            return took
        return min(took, this.closes_at - this.asked_at)

    def too_late(self, entrant: Entrant | None, at: int, grace: int = 0) -> bool:
        """Whether this moment is more than `grace` ms after the member's limit; in a pause none passes."""
        limit = self.limit_of(entrant)
        return limit is not None and self.clock(at) > limit + grace

    def clock(self, at: int) -> int:
        """The moment, or that of the pause which it lies in."""
        return at if self.paused_at is None else min(at, self.paused_at)

    @property
    def shown_every(self) -> int:
        """How often the lobby or the round's card may be brought up to date, in ms."""
        if self.phase in (Phase.OPENING, Phase.LOBBY):
            return SHOWN_EVERY
        return max(SHOWN_EVERY, self.seconds * SECOND // SHOWN_TIMES)

    @property
    def grace(self) -> int:
        """For how many ms after a limit the round waits: forms are on their way, calls are not."""
        return 0 if self.call else FORM_GRACE + ARRIVAL

    @property
    def show_at(self) -> int | None:
        """When the card of the lobby or the round is to be brought up to date."""
        shown = self.phase in (Phase.LOBBY, Phase.ANSWERING, Phase.CLOSING) and self.stale
        return self.shown_at + self.shown_every if shown else None

    @property
    def due_at(self) -> int | None:
        """When the phase ends by itself, or what it waits for is given up, or the pause is over."""
        if self.phase is Phase.ENDED:
            return None
        if self.paused_at is not None:
            return self.paused_at + FORGOTTEN
        if self.phase is Phase.LOBBY:
            return self.starts_at if self.starts_at is not None else self.phase_since + LOBBY_LASTS
        if self.phase is Phase.ANSWERING:
            return self.round.closes_at
        if self.phase is Phase.CLOSING:
            limits = [limit for entrant in self.awaited if (limit := self.limit_of(entrant)) is not None]
            return max(limits) + self.grace if limits else self.phase_since
        if self.phase is Phase.COMMENTING:
            return self.phase_since + (AUTOMATIC if self.automatic else FORGOTTEN)
        return None

    @property
    def wake_at(self) -> int | None:
        """The moment at which something happens by itself."""
        times = [self.due_at, self.show_at]
        if self.phase in (Phase.ANSWERING, Phase.CLOSING) and self.paused_at is None:
            times.append(self.looked_at + LOOKED_EVERY)
        return min((time for time in times if time is not None), default=None)
