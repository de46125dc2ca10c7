"""Schedules on Discord: its events, reminders, and what is said of a drill that was missed."""

from collections.abc import Awaitable, Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

import aiohttp
import discord

from bot.face import moderators, schedule_cards
from bot.face.layout import card
from bot.practice.drill.drill import Drill
from bot.practice.records import ScheduleRow
from bot.practice.scheduling import drill_id
from bot.stage import DiscordRefused, DiscordUnreachable

T = TypeVar("T")

USUAL_LENGTH = timedelta(hours=1)
"""An event needs an end; a drill ends when it ends."""

AT_ONCE = 90
"""Users mentioned in one message: Discord takes 100 in the list of those who may be, and 4000 characters."""

PAGE = 100
"""Interested users that Discord lists at once."""

LOOK_BACK = 1000
"""How many messages back what may have been said before a crash is looked for."""

CREATE_EVENTS = "Create Events"
TOO_MANY_REQUESTS = 429
OVER = (discord.EventStatus.completed, discord.EventStatus.cancelled)


class DiscordCalendar:
    """The Calendar port of `planner` on Discord. Events are read from Discord each time, since seldom: no intent."""

    def __init__(self, bot: discord.Client) -> None:
        self._bot = bot

    def has(self, guild_id: int) -> bool:
        """Whether the bot is on this server, be it out of reach."""
        return self._bot.get_guild(guild_id) is not None

    async def put_event(self, row: ScheduleRow, others: set[int]) -> int:
        """The event for the next time: what a crash left behind, known by name and start, or a new one."""
        guild, starts = self._guild(row), _utc(row.next_at)
        name = schedule_cards.event_name(row)
        for event in await _asked(guild.fetch_scheduled_events):
            ours = event.creator_id == guild.me.id and event.id not in others
            if ours and event.name == name and event.start_time == starts:
                return event.id
        made = await _asked(
            lambda: guild.create_scheduled_event(
                name=name,
                description=schedule_cards.event_description(row),
                start_time=starts,
                end_time=starts + USUAL_LENGTH,
                entity_type=discord.EntityType.external,
                privacy_level=discord.PrivacyLevel.guild_only,
                location=f"<#{row.channel_id}>",
            ),
            CREATE_EVENTS,
        )
        return made.id

    async def move_event(self, row: ScheduleRow) -> None:
        """Put the event at the next time; nothing where it is gone."""
        event, starts = await self._event(row), _utc(row.next_at)
        if event is not None:
            await _asked(partial(event.edit, start_time=starts, end_time=starts + USUAL_LENGTH))

    async def drop_event(self, row: ScheduleRow) -> None:
        """Delete the event; nothing where it is gone."""
        event = await self._event(row)
        if event is not None:
            await _asked(event.delete, CREATE_EVENTS)

    async def starts(self, row: ScheduleRow) -> int | None:
        """When the event says that it starts (somebody may have moved it), in ms UTC; None: it is gone."""
        event = await self._event(row)
        return round(event.start_time.timestamp() * 1000) if event else None

    async def interested(self, row: ScheduleRow) -> list[int]:
        """The users who want to be reminded; none where the event is gone."""
        event = await self._event(row)
        users: set[int] = set()
        last, page = 0, [0] * PAGE
        # Page by page by ourselves: asked for all, discord.py goes on from the wrong end of each page of a hundred.
        while event is not None and len(page) >= PAGE:
            page = await _asked(partial(_page, event, last))
            if users.issuperset(page):
                break
            users.update(page)
            last = max(page)
        return sorted(users)

    async def remind(self, row: ScheduleRow, drill: Drill, users: list[int], again: bool) -> None:
        """Mention these users, and nobody else, with a link to the lobby."""
        link = f"https://discord.com/channels/{drill.guild_id}/{drill.channel_id}/{drill.lobby_id}"
        said = await self._said_since(row, drill.id) if again else []
        for number, first in enumerate(range(0, len(users), AT_ONCE)):
            some = users[first : first + AT_ONCE]
            if any(f"<@{some[0]}>" in text for text in said):
                continue
            view = schedule_cards.reminder(row, drill.starts_at, link, some)
            await self._post(row, view, f"{drill.id:x}-r{number}", some)

    async def tell_missed(self, row: ScheduleRow, times: int, then: int | None, again: bool) -> None:
        """Say that the bot was away, with a button to start now."""
        assert row.next_at is not None
        button = schedule_cards.PlanId(schedule_cards.PlanAction.START, row.id, row.next_at)
        drill = drill_id(row.id, row.next_at)
        if again and str(button) in await self._said_since(row, drill):
            return
        await self._post(row, schedule_cards.missed(row, times, then, button), f"{drill:x}-m")

    async def tell_stuck(self, row: ScheduleRow, why: str) -> None:
        """Say that the drill can't be opened, in its channel or, where that is closed, to the moderators."""
        said = schedule_cards.stuck(row, why)
        try:
            await self._post(row, card(said), f"{drill_id(row.id, row.next_at or 0):x}-s")
        except DiscordRefused:
            await moderators.tell(self._bot, self._guild(row), said)

    # Helpers

    def _guild(self, row: ScheduleRow) -> discord.Guild:
        guild = self._bot.get_guild(row.guild_id)
        if guild is None or guild.unavailable:
            raise DiscordUnreachable(f"server {row.guild_id} is not there yet")
        return guild

    async def _event(self, row: ScheduleRow) -> discord.ScheduledEvent | None:
        if row.event_id is None:
            return None
        event_id, guild = row.event_id, self._guild(row)
        try:
            event = await _asked(lambda: guild.fetch_scheduled_event(event_id))
        except DiscordRefused as refused:
            if refused.reason == "gone":
                return None
            raise
        return None if event.status in OVER else event

    async def _said_since(self, row: ScheduleRow, snowflake: int) -> list[str]:
        """The texts and the ids of buttons of what the bot posted in the channel since."""
        channel = self._bot.get_partial_messageable(row.channel_id, guild_id=row.guild_id)

        async def read() -> list[str]:
            said: list[str] = []
            since = discord.Object(snowflake)
            async for message in channel.history(limit=LOOK_BACK, after=since, oldest_first=False):
                if message.author == self._bot.user:
                    said += _parts(message.components)
            return said

        return await _asked(read)

    async def _post(self, row: ScheduleRow, view: discord.ui.LayoutView, nonce: str, users: Iterable[int] = ()) -> None:
        view.stop()  # presses are taken by the ids of the buttons: nothing about this view is kept in memory
        channel = self._bot.get_partial_messageable(row.channel_id, guild_id=row.guild_id)
        only = discord.AllowedMentions(everyone=False, roles=False, users=[discord.Object(user) for user in users])
        await _asked(lambda: channel.send(view=view, nonce=nonce, allowed_mentions=only))


async def _page(event: discord.ScheduledEvent, last: int) -> list[int]:
    after = discord.Object(last)
    return [user.id async for user in event.users(limit=PAGE, after=after, oldest_first=True)]


def _parts(components: Iterable[Any]) -> Iterator[str]:
    for component in components:
        yield from filter(None, (getattr(component, "content", None), getattr(component, "custom_id", None)))
        yield from _parts(getattr(component, "children", ()))


def _utc(at: int | None) -> datetime:
    assert at is not None
    return datetime.fromtimestamp(at / 1000, UTC)


async def _asked(act: Callable[[], Awaitable[T]], needs: str = "") -> T:
    """What Discord answers; the planner tries again later where it can't. `needs`: the permission that this takes."""
    try:
        return await act()
    except discord.Forbidden as error:
        raise DiscordRefused("permission", needs) from error
    except discord.NotFound as error:
        raise DiscordRefused("gone") from error
    except discord.HTTPException as error:
        if error.status >= 500 or error.status == TOO_MANY_REQUESTS:
            raise DiscordUnreachable(str(error)) from error
        raise DiscordRefused("content", error.text) from error
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise DiscordUnreachable(str(error) or type(error).__name__) from error
