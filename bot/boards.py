"""Boards as they are read: a page of places without those who have left the server, and the reader's own place."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Sequence, Set
from datetime import date
from typing import Protocol, TypeVar

from bot.practice.boards import Page, Reader, Recap
from bot.practice.dates import written
from bot.practice.points import CONSISTENCY, DRILLS, IMPROVEMENT, POINTS, WEEK, day, ends_at
from bot.practice.points import period as period_of
from bot.practice.records import BoardPlace
from bot.practice.store import Store
from bot.settings import Settings

PLACES = 10
"""Places on a page."""

FIRST_PLACES = 3
"""Places in a recap."""

REMEMBERED = 10 * 60_000
"""Milliseconds for which it is taken that a member is still on the server."""

LEAST_STREAK = 2
"""Days in a row worth telling of in a recap."""

DAY = 24 * 60 * 60_000

REMEMBERED_MOST = 20_000
ROUNDS = 5
"""So often a page is read again because some on it have left the server; all who come after are taken to be there."""

T = TypeVar("T")


class Presence(Protocol):
    """Who is on a server: the bot has no list of its members, so it asks about those whom it is about to show."""

    async def present(self, guild_id: int, members: Sequence[int]) -> Set[int] | None:
        """Those of these (at most 100) who are on the server; None: Discord doesn't say now."""
        ...


class Boards:
    """Reads boards. Methods may raise StoreError."""

    def __init__(self, store: Store, settings: Settings, presence: Presence, now: Callable[[], int]) -> None:
        self._store = store
        self._settings = settings
        self._presence = presence
        self._now = now
        self._here: OrderedDict[tuple[int, int], int] = OrderedDict()

    async def page(self, guild_id: int, kind: str, span: str, number: int, at: int, reader: int | None = None) -> Page:
        """The page as of `at` (ms UTC), or the last one when there are fewer; `reader` is whose own place it shows."""
        if reader is not None:
            await self._back(guild_id, reader)
        period = period_of(span, at, (await self._settings.guild(guild_id)).zone)

        async def read() -> tuple[Page, list[BoardPlace]]:
            last = max(1, -(-await self._store.board_size(guild_id, kind, period) // PLACES))
            shown = min(max(1, number), last)
            places = await self._store.board(guild_id, kind, period, PLACES, PLACES * (shown - 1))
            reading = None
            if reader is not None:
                seen = (await self._settings.member(guild_id, reader)).seen
                reading = Reader(reader, seen, tuple(await self._store.around(guild_id, kind, period, reader)))
            page = Page(kind, span, period, shown, last, tuple(places), reading)
            return page, [*places, *(reading.around if reading else ())]

        return await self._of_those_here(guild_id, read)

    async def recap(self, guild_id: int, begin: int, end: int) -> Recap:
        """The week from `begin` to `end` (ms UTC), by the server's zone."""
        settings = await self._settings.guild(guild_id)
        period = period_of(WEEK, begin, settings.zone)
        ends = (date.fromordinal(day(at, settings.zone)) for at in (begin, end - 1))
        days = " to ".join(written(each, settings.dates) for each in ends)

        async def first(kind: str, least: int = 1) -> BoardPlace | None:
            best = await self._store.board(guild_id, kind, period, 1, 0)
            return best[0] if best and best[0].points >= least else None

        async def read() -> tuple[Recap, list[BoardPlace]]:
            places = await self._store.board(guild_id, POINTS, period, FIRST_PLACES, 0)
            practised = await self._store.board_size(guild_id, POINTS, period)
            others = await first(IMPROVEMENT), await first(CONSISTENCY, LEAST_STREAK), await first(DRILLS)
            return Recap(begin, end, practised, tuple(places), *others, days), [*places, *filter(None, others)]

        return await self._of_those_here(guild_id, read)

    async def _of_those_here(self, guild_id: int, read: Callable[[], Awaitable[tuple[T, list[BoardPlace]]]]) -> T:
        """What is read; again, as long as members are in it who have left the server."""
        for _ in range(ROUNDS):
            shown, places = await read()
            gone = await self._gone(guild_id, {place.member_id for place in places})
            if not gone:
                return shown
            await self._store.departed(guild_id, gone, True)
        return (await read())[0]

    async def _gone(self, guild_id: int, members: Iterable[int]) -> list[int]:
        now = self._now()
        unsure = sorted(member for member in members if now - self._here.get((guild_id, member), 0) > REMEMBERED)
        present = await self._presence.present(guild_id, unsure) if unsure else None
        if present is None:
            return []
        for member in present:
            self._note(guild_id, member)
        return [member for member in unsure if member not in present]

    async def _back(self, guild_id: int, member: int) -> None:
        """They are here: if they had left, they are back."""
        if self._now() - self._here.get((guild_id, member), 0) > REMEMBERED:
            await self._store.departed(guild_id, (member,), False)
            self._note(guild_id, member)

    def _note(self, guild_id: int, member: int) -> None:
        self._here[guild_id, member] = self._now()
        self._here.move_to_end((guild_id, member))
        while len(self._here) > REMEMBERED_MOST:
            self._here.popitem(last=False)


def week_begins(at: int, zone: str) -> int:
    """The midnight in the zone at which the week of `at` began."""
    begins = _week_ends(at - 8 * DAY, zone)
    while (ends := _week_ends(begins, zone)) <= at:
        begins = ends
    return begins


def _week_ends(at: int, zone: str) -> int:
    ends = ends_at(WEEK, at, zone)
    assert ends is not None
    return ends
