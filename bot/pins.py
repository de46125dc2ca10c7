"""Boards that keep themselves up to date in a channel, and tell there what came of each week."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol
from weakref import WeakValueDictionary

from bot.alarm import Alarm
from bot.boards import DAY, Boards, week_begins
from bot.practice.boards import Page, Recap
from bot.practice.points import MONTH, WEEK, ends_at, period
from bot.practice.records import PinRow, StoreError
from bot.practice.settings import GuildSettings, MemberSettings
from bot.practice.store import Store
from bot.settings import Settings
from bot.stage import DiscordRefused, DiscordUnreachable
from bot.tasks import Tasks

log = logging.getLogger(__name__)

EVERY = 60_000
"""Milliseconds between two edits of a board at least."""

SOON = 3_000
"""Milliseconds after an answer until its board is edited: in a drill many come at once."""

RECAP_AFTER = 2 * 60_000
"""Milliseconds after the end of a week until it is told of: answers of its last seconds are still to be rated."""

MOST_PINS = 10
"""On one server."""

SHOWN = "shown"
"""The kind of a row that is no pin: boards were shown to all in this channel, so names on them can be taken back."""

Key = tuple[int, str]
"""Channel and kind."""


class TooMany(Exception):
    """The server has `MOST_PINS` boards pinned."""


class Wall(Protocol):
    """Where boards hang. Methods raise DiscordRefused (why: "message" or "channel", which is gone, or "permission", by
    its name) or DiscordUnreachable."""

    async def hang(self, pin: PinRow, page: Page, again: bool) -> int:
        """Post the board; its message. `again`: it may have been posted before a crash; look first."""
        ...

    async def renew(self, pin: PinRow, page: Page) -> None:
        """Edit the board."""
        ...

    async def tell(self, channel_id: int, recap: Recap) -> None:
        """Post a recap, unless it stands there."""
        ...

    async def take_down(self, pin: PinRow) -> None:
        """Delete the board; it may be gone already."""
        ...

    async def without_name(self, channel_id: int, member_id: int) -> None:
        """Take the member's name out of recaps, and of boards shown to all, in a channel."""
        ...

    async def tell_moderators(self, guild_id: int, channel_id: int, refused: DiscordRefused) -> None:
        """Boards in the channel were given up."""
        ...


class Pins:
    """One alarm for all servers that have boards pinned."""

    def __init__(self, store: Store, settings: Settings, boards: Boards, wall: Wall, now: Callable[[], int]) -> None:
        self._store = store
        self._settings = settings
        self._boards = boards
        self._wall = wall
        self._now = now
        self._alarm = Alarm(now, self._ring)
        self._tasks = Tasks()
        self._due: dict[int, int] = {}
        self._guilds: set[int] = set()
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._standing: dict[int, dict[Key, Page]] = defaultdict(dict)
        self._left: dict[int, set[int]] = defaultdict(set)

    # Life

    async def open(self) -> None:
        """All boards are brought up to date when Discord is there. Raises StoreError."""
        for pin in await self._store.pins(None):
            self._guilds.add(pin.guild_id)
            self._at_latest(pin.guild_id, self._now())
        for guild_id, member_id in await self._store.names_to_take_back():  # we were killed before it was done
            self._left[guild_id].add(member_id)

    def connected(self) -> None:
        """Discord is there."""
        self._alarm.release()

    def disconnected(self) -> None:
        """Discord is away."""
        self._alarm.hold()

    async def close(self) -> None:
        """Stop; what is not up to date will be after the next start."""
        self._alarm.hold()
        await self._tasks.close()

    # What happens

    def counted(self, guild_id: int) -> None:
        """Something was rated on the server, so that its boards may have changed."""
        if guild_id in self._guilds:
            self._at_latest(guild_id, self._now() + SOON)

    def guild_changed(self, settings: GuildSettings) -> None:
        """The server has set something: its time zone, whether boards are public."""
        self.counted(settings.guild_id)

    def member_changed(self, before: MemberSettings, now: MemberSettings) -> None:
        """A member has set something. Who leaves the boards leaves at once, and so does a name."""
        if before.seen is now.seen:
            return
        self.counted(now.guild_id)
        if before.seen.on_boards and now.guild_id in self._guilds:
            self._left[now.guild_id].add(now.member_id)
            self._at_latest(now.guild_id, self._now())

    async def shown(self, guild_id: int, channel_id: int) -> None:
        """A board is shown to all in this channel. Raises StoreError."""
        await self._store.keep_pin(PinRow(guild_id, channel_id, SHOWN, ""))
        self._guilds.add(guild_id)

    # Moderators

    async def pin(self, guild_id: int, channel_id: int, kind: str, period: str, at: int) -> None:
        """Hang a board; one of its kind that hangs there is taken down. Raises all that the wall does, and TooMany."""
        async with self._lock(guild_id):
            pins = [pin for pin in await self._store.pins(guild_id) if pin.kind != SHOWN]
            if sum((pin.channel_id, pin.kind) != (channel_id, kind) for pin in pins) >= MOST_PINS:
                raise TooMany
            await self._take_down([pin for pin in pins if (pin.channel_id, pin.kind) == (channel_id, kind)])
            told = [pin.week for pin in pins if pin.channel_id == channel_id]
            week = max(told, default=await self._week_before(guild_id, at))
            new = PinRow(guild_id, channel_id, kind, period, None, at, week)
            await self._store.keep_pin(new)
            self._guilds.add(guild_id)
            self._at_latest(guild_id, at + EVERY)
            try:
                await self._bring_up_to_date(new, again=False)
            except DiscordRefused:
                await self._store.drop_pin(new)
                raise

    async def unpin(self, guild_id: int, channel_id: int, kind: str | None) -> int:
        """Take down the boards of this kind (None: of all kinds) in a channel; how many there were."""
        async with self._lock(guild_id):
            pins = [
                pin
                for pin in await self._store.pins(guild_id)
                if pin.channel_id == channel_id and pin.kind != SHOWN and kind in (None, pin.kind)
            ]
            await self._take_down(pins)
            return len(pins)

    async def guild_gone(self, guild_id: int) -> None:
        """The bot left the server. Raises StoreError."""
        async with self._lock(guild_id):
            for pin in await self._store.pins(guild_id):
                await self._store.drop_pin(pin)
            self._forget(guild_id)

    # A server's boards

    def _ring(self, guild_id: int) -> None:
        self._due.pop(guild_id, None)
        self._tasks.spawn(self._look_after(guild_id))

    async def _look_after(self, guild_id: int) -> None:
        async with self._lock(guild_id):
            left = self._left.pop(guild_id, set())
            try:
                settings = await self._settings.guild(guild_id)
                rows = await self._store.pins(guild_id)
                if not rows:
                    self._forget(guild_id)
                    return
                pins = [pin for pin in rows if pin.kind != SHOWN]
                if settings.boards_public:
                    later = await self._renew_all(pins, left)
                    await self._recaps(settings)
                    self._at_latest(guild_id, min(*later, *self._turns(settings.zone)))
                else:
                    await self._take_down(pins)
                await self._take_names_back(rows, left)
                for member in left:
                    await self._store.name_taken_back(guild_id, member)
            except (StoreError, DiscordUnreachable) as error:
                log.warning(
                    "server %s: its boards are not up to date, again in %s s: %s", guild_id, EVERY // 1000, error
                )
                self._left[guild_id] |= left
                self._at_latest(guild_id, self._now() + EVERY)

    def _turns(self, zone: str) -> list[int]:
        """When a week or a month ends there, when a recap is due; and a day later at most, since members leave."""
        now = self._now()
        ends = [ends_at(WEEK, now, zone), ends_at(MONTH, now, zone), week_begins(now, zone) + RECAP_AFTER]
        return [now + DAY, *(end for end in ends if end is not None and end > now)]

    async def _renew_all(self, pins: Iterable[PinRow], left: set[int]) -> list[int]:
        """Edit what has changed; when to look at those that were edited less than a minute ago."""
        now, later = self._now(), []
        for pin in pins:
            page = self._standing[pin.guild_id].get((pin.channel_id, pin.kind))
            urgent = left and (page is None or not left.isdisjoint(place.member_id for place in page.places))
            if pin.message_id is not None and now < pin.edited_at + EVERY and not urgent:
                later.append(pin.edited_at + EVERY)
                continue
            try:
                await self._bring_up_to_date(pin, again=True)
            except DiscordRefused as refused:
                await self._give_up(pin.guild_id, pin.channel_id, [pin], refused)
        return later

    async def _bring_up_to_date(self, pin: PinRow, again: bool) -> None:
        now, standing = self._now(), self._standing[pin.guild_id]
        page = await self._boards.page(pin.guild_id, pin.kind, pin.period, 1, now)
        if pin.message_id is None:
            pin = replace(pin, message_id=await self._wall.hang(pin, page, again))
        elif standing.get((pin.channel_id, pin.kind)) == page:
            return
        else:
            await self._wall.renew(pin, page)
        standing[pin.channel_id, pin.kind] = page
        await self._store.keep_pin(replace(pin, edited_at=now))

    async def _recaps(self, settings: GuildSettings) -> None:
        """Tell of the last week in each channel where it was not told of."""
        guild_id, now = settings.guild_id, self._now()
        end = week_begins(now, settings.zone)
        begin, week = week_begins(end - 1, settings.zone), period(WEEK, end - 1, settings.zone)
        channels: dict[int, list[PinRow]] = defaultdict(list)
        for pin in await self._store.pins(guild_id):
            if pin.kind != SHOWN:
                channels[pin.channel_id].append(pin)
        due = {channel: pins for channel, pins in channels.items() if max(pin.week for pin in pins) < week}
        if not due or now < end + RECAP_AFTER:
            return
        recap = await self._boards.recap(guild_id, begin, end)
        for channel_id, pins in due.items():
            try:
                if recap.practised:
                    await self._wall.tell(channel_id, recap)
            except DiscordRefused as refused:
                await self._give_up(guild_id, channel_id, pins, refused)
            else:
                for pin in pins:
                    await self._store.keep_pin(replace(pin, week=week))

    async def _take_names_back(self, rows: Iterable[PinRow], left: set[int]) -> None:
        for channel_id in {row.channel_id for row in rows} if left else ():
            for member in left:
                try:
                    await self._wall.without_name(channel_id, member)
                except DiscordRefused as refused:
                    log.warning("channel %s: a name on its boards can't be taken back: %s", channel_id, refused)

    async def _give_up(self, guild_id: int, channel_id: int, pins: Iterable[PinRow], refused: DiscordRefused) -> None:
        for pin in pins:
            await self._store.drop_pin(pin)
            self._standing[guild_id].pop((channel_id, pin.kind), None)
        if refused.reason != "message":  # a message that is gone was removed on purpose
            await self._wall.tell_moderators(guild_id, channel_id, refused)

    async def _take_down(self, pins: Iterable[PinRow]) -> None:
        for pin in pins:
            await self._store.drop_pin(pin)
            self._standing[pin.guild_id].pop((pin.channel_id, pin.kind), None)
            try:
                await self._wall.take_down(pin)
            except (DiscordRefused, DiscordUnreachable) as error:
                log.warning("channel %s: the %s board can't be taken down: %s", pin.channel_id, pin.kind, error)

    # Helpers

    async def _week_before(self, guild_id: int, at: int) -> str:
        zone = (await self._settings.guild(guild_id)).zone
        return period(WEEK, week_begins(at, zone) - 1, zone)

    def _at_latest(self, guild_id: int, at: int) -> None:
        self._due[guild_id] = min(at, self._due.get(guild_id, at))
        self._alarm.set(guild_id, self._due[guild_id])

    def _forget(self, guild_id: int) -> None:
        self._guilds.discard(guild_id)
        self._due.pop(guild_id, None)
        self._alarm.set(guild_id, None)
        self._standing.pop(guild_id, None)
        self._left.pop(guild_id, None)

    def _lock(self, guild_id: int) -> asyncio.Lock:
        return self._locks.setdefault(guild_id, asyncio.Lock())
