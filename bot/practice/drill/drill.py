"""A drill as data: who is in it, which round it is in, and when something happens by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


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

    `closes_at` is the limit that the card shows, for members without an accommodation.
    """

    question: str
    message_id: int | None = None
    asked_at: int | None = None
    closes_at: int | None = None
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Entrant:
    """A member who joined. `factor` is their time factor (1, 1.5 or 2), which nobody else sees.

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
    `shown_at` is when the lobby or the round's card was last brought up to date, `stale` that it no longer is.
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
    thread_id: int | None = None
    lobby_id: int | None = None
    phase: Phase = Phase.OPENING
    phase_since: int = 0
    number: int = 0  # index of the current round
    shown_at: int = 0
    stale: bool = False
    paused_at: int | None = None
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
    def wake_at(self) -> int | None:
        """The moment at which something happens by itself."""
        raise NotImplementedError
