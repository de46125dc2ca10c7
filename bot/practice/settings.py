"""What servers and members have set. All of it has defaults: nobody must set anything."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

FACTORS = (1.0, 1.5, 2.0)
"""Time factors that a member can choose: an accommodation, which nobody else sees."""

KEEP_DAYS = (30, 90, 365, None)
"""How long a server can have answers kept, in days; None: for good."""


class Seen(StrEnum):
    """How a member stands on boards. Only who agreed is seen."""

    UNASKED = "unasked"
    NAMED = "named"
    ANONYMOUS = "anonymous"
    ABSENT = "absent"

    @property
    def on_boards(self) -> bool:
        """Whether others see them, with or without their name."""
        return self in (Seen.NAMED, Seen.ANONYMOUS)


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """What those with Manage Server set with `/setup`.

    `zone` is an IANA time zone, `dates` a language tag for dates written by us ("en-GB": Discord writes most of them,
    in each reader's language). `boards_public`: `/leaderboard` may be shown to all in the channel, and boards pinned.
    `keep_days`: answers older than so many days are forgotten, their scores kept; None: kept for good.
    """

    guild_id: int
    channel_id: int | None = None
    moderator_role_id: int | None = None
    zone: str = "UTC"
    dates: str = "en-GB"
    boards_public: bool = True
    keep_days: int | None = None


@dataclass(frozen=True, slots=True)
class MemberSettings:
    """What a member sets on a server with `/settings`. `zone` None: the server's.

    `named_answers`: a strong answer of theirs in a drill may be shown with their name.
    """

    guild_id: int
    member_id: int
    seen: Seen = Seen.UNASKED
    factor: float = 1.0
    zone: str | None = None
    named_answers: bool = False


MODERATING = frozenset({"administrator", "manage_guild", "manage_events"})
"""The permissions that make a moderator without the moderator role, by Discord's names in its API."""


def moderates(settings: GuildSettings, roles: Set[int], permissions: Set[str]) -> bool:
    """Whether a member with these roles and permissions in the server runs drills and boards there."""
    return settings.moderator_role_id in roles or not MODERATING.isdisjoint(permissions)
