"""Scheduled drills: one timer for all of them, and what is done when one is due."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from typing import Any, Protocol
from weakref import WeakValueDictionary

from bot.alarm import Alarm
from bot.drills import DrillRequest
from bot.performing import RETRY_AFTER
from bot.practice.drill.drill import Drill, Team
from bot.practice.records import ScheduleRow, StoreError
from bot.practice.scheduling import (
    LATE_LOBBY,
    MISSED,
    OPENED,
    WAITING,
    Due,
    drill_id,
    due,
    following,
    in_zone,
    look_at,
    starts_at,
    times_missed,
)
from bot.practice.session import Session
from bot.practice.store import Store
from bot.sessions import CannotStart
from bot.settings import Settings
from bot.stage import DiscordRefused, DiscordUnreachable
from bot.tasks import Tasks

log = logging.getLogger(__name__)


class Calendar(Protocol):
    """What schedules need of Discord. Methods raise DiscordRefused or DiscordUnreachable."""

    def has(self, guild_id: int) -> bool:
        """Whether the bot is on this server, be it out of reach."""
        ...

    async def put_event(self, row: ScheduleRow, others: set[int]) -> int:
        """Discord's scheduled event for the next time, made unless it is there; `others` are those of other rows."""
        ...

    async def move_event(self, row: ScheduleRow) -> None:
        """Put the event at the next time; nothing where it is gone."""
        ...

    async def drop_event(self, row: ScheduleRow) -> None:
        """Delete the event; nothing where it is gone."""
        ...

    async def interested(self, row: ScheduleRow) -> list[int]:
        """The users who want to be reminded; none where the event is gone."""
        ...

    async def remind(self, row: ScheduleRow, drill: Drill, users: list[int], again: bool) -> None:
        """Mention these users, and nobody else, with a link to the lobby. `again`: look first whether it was done."""
        ...

    async def tell_missed(self, row: ScheduleRow, times: int, then: int | None, again: bool) -> None:
        """Say that the bot was away at the next time, and at so many `times` in all, with a button to start now;
        `then` is the time after."""
        ...

    async def tell_stuck(self, row: ScheduleRow, why: str) -> None:
        """Say that the drill can't be opened, in its channel or, where that is closed, to the moderators."""
        ...


class Desk(Protocol):
    """What schedules need of the desk."""

    async def start(self, request: object) -> Session: ...

    async def session(self, session_id: int) -> Session | None: ...


class Planner:
    """Keeps all schedules at hand, since it alone writes them, and looks at each when its moment has come.

    What is done for one schedule is done one after the other, each step kept before the next; a step that may have been
    done before a crash is looked for in Discord first.
    """

    def __init__(
        self, store: Store, calendar: Calendar, desk: Desk, settings: Settings, now: Callable[[], int]
    ) -> None:
        self._store = store
        self._calendar = calendar
        self._desk = desk
        self._settings = settings
        self._now = now
        self._alarm = Alarm(now, self._ring)
        self._tasks = Tasks()
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._rows: dict[int, ScheduleRow] = {}
        self._unsure: set[int] = set()

    async def open(self) -> None:
        """Load the schedules. Raises StoreError."""
        for row in await self._store.schedules(None):
            self._rows[row.id] = row
            self._unsure.add(row.id)
            self._alarm.set(row.id, self._now())

    def connected(self) -> None:
        """Discord is there: go on with what is due."""
        self._alarm.release()

    async def close(self) -> None:
        """Stop; what is unfinished goes on at the next start."""
        self._alarm.hold()
        await self._tasks.close()

    # What members ask for

    def of_guild(self, guild_id: int) -> list[ScheduleRow]:
        """The server's schedules, the next first; those without a next time last."""
        rows = [row for row in self._rows.values() if row.guild_id == guild_id]
        return sorted(rows, key=lambda row: (row.next_at is None, row.next_at or 0, row.id))

    async def add(self, row: ScheduleRow) -> str:
        """Keep a new schedule and make its event; the permission that this lacked, or "". Raises StoreError."""
        async with self._lock(row.id):
            await self._keep(row)
            lacking = ""
            try:
                if due(row, self._now()) is Due.NOTHING:
                    await self._put_event(row)
            except DiscordRefused as refused:
                lacking = refused.detail
            except (DiscordUnreachable, StoreError) as error:
                log.warning("schedule %s: %s", row.id, error)
                self._unsure.add(row.id)
            self._alarm.set(row.id, self._now() + RETRY_AFTER if row.id in self._unsure else look_at(row))
        return lacking

    async def cancel(self, schedule_id: int) -> bool:
        """Drop the schedule and its event; False: it was not there. A lobby that is open already stays open.

        Raises StoreError; DiscordRefused when it is dropped, but its event is not.
        """
        async with self._lock(schedule_id):
            row = self._rows.get(schedule_id)
            if row is None:
                return False
            await self._drop(row)
            if row.event_id is not None and row.stage == WAITING:
                try:
                    await self._calendar.drop_event(row)
                except DiscordUnreachable as error:
                    raise DiscordRefused("unreachable") from error
        return True

    async def start_now(self, schedule_id: int, at: int, by: int, name: str) -> Drill | None:
        """Open the drill that was missed at `at`, unless somebody did; None: its schedule was cancelled.

        Raises StoreError, CannotStart.
        """
        async with self._lock(schedule_id):
            drill = await self._desk.session(drill_id(schedule_id, at))
            row = self._rows.get(schedule_id)
            if drill is None and row is not None:
                now = self._now()
                drill = await self._desk.start(request_of(row, at, now, now + LATE_LOBBY, by, name))
            if row is not None and row.stage == MISSED:
                await self._drop(row)
        return drill if isinstance(drill, Drill) else None

    def look_again(self, guild_id: int) -> None:
        """The server is here (again), or has set another time zone."""
        for row in self.of_guild(guild_id):
            self._alarm.set(row.id, self._now())

    async def guild_gone(self, guild_id: int) -> None:
        """The bot left the server. Raises StoreError."""
        for row in self.of_guild(guild_id):
            async with self._lock(row.id):
                await self._drop(row)

    # What happens by itself

    def _ring(self, schedule_id: int) -> None:
        self._tasks.spawn(self._look(schedule_id))

    async def _look(self, schedule_id: int) -> None:
        async with self._lock(schedule_id):
            row = self._rows.get(schedule_id)
            if row is None or not self._calendar.has(row.guild_id):
                return
            try:
                await self._go_on(row)
            except (StoreError, DiscordUnreachable) as error:
                log.warning("schedule %s: %s; again in %s s", schedule_id, error, RETRY_AFTER // 1000)
                self._unsure.add(schedule_id)
                self._alarm.set(schedule_id, self._now() + RETRY_AFTER)
            else:
                self._unsure.discard(schedule_id)
                after = self._rows.get(schedule_id)
                self._alarm.set(schedule_id, look_at(after) if after else None)

    async def _go_on(self, row: ScheduleRow | None) -> None:
        """Do what is due, until nothing is."""
        while row is not None:
            now, zone = self._now(), (await self._settings.guild(row.guild_id)).zone
            moved = in_zone(row, zone, now)
            if moved != row:
                if row.event_id is not None:
                    await self._refusable(self._calendar.move_event(moved), row)
                row = await self._keep(moved)
            todo = due(row, now)
            if todo is Due.NOTHING:
                if row.stage == WAITING and row.event_id is None:
                    await self._refusable(self._put_event(row), row)
                return
            if todo is Due.OPENING:
                row = await self._opened(row, now)
            else:
                after = following(row, zone, now)
                if todo is Due.MISSED:
                    times, then = times_missed(row, zone, now), after.next_at if after else None
                    telling = self._calendar.tell_missed(row, times, then, row.id in self._unsure)
                    await self._refusable(telling, row)
                row = await (self._keep(after) if after else self._drop(row))

    async def _opened(self, row: ScheduleRow, now: int) -> ScheduleRow:
        """Open the lobby, and remind those who wanted to be."""
        assert row.next_at is not None
        drill = await self._desk.session(drill_id(row.id, row.next_at))
        why = ""
        try:
            drill = drill or await self._desk.start(request_of(row, row.next_at, now, starts_at(row, now)))
        except CannotStart as error:
            why = str(error)
        if isinstance(drill, Drill) and drill.ended_at is None:
            if drill.lobby_id is None:
                raise DiscordUnreachable("the lobby is not there yet")
            await self._refusable(self._remind(row, drill), row)
        elif isinstance(drill, Drill) and drill.lobby_id is None:
            reason, _, detail = drill.ended_why.partition(":")
            # Of a permission that is lacking, the desk tells the moderators by itself.
            why = "" if reason == "permission" else detail or "Discord does not let me."
        if why:
            await self._refusable(self._calendar.tell_stuck(row, why), row)
        return await self._keep(replace(row, stage=OPENED))

    async def _remind(self, row: ScheduleRow, drill: Drill) -> None:
        users = await self._calendar.interested(row) if row.event_id is not None else []
        if users:
            await self._calendar.remind(row, drill, users, row.id in self._unsure)

    async def _put_event(self, row: ScheduleRow) -> None:
        others = {other.event_id for other in self._rows.values() if other.event_id is not None}
        await self._keep(replace(row, event_id=await self._calendar.put_event(row, others)))

    async def _refusable(self, act: Awaitable[None], row: ScheduleRow) -> None:
        """The schedule goes on without what Discord won't have."""
        try:
            await act
        except DiscordRefused as refused:
            log.info("schedule %s: Discord refuses: %s", row.id, refused)

    # Helpers

    async def _keep(self, row: ScheduleRow) -> ScheduleRow:
        await self._store.keep_schedule(row)
        self._rows[row.id] = row
        return row

    async def _drop(self, row: ScheduleRow) -> None:
        await self._store.drop_schedule(row.id)
        self._rows.pop(row.id, None)
        self._alarm.set(row.id, None)

    def _lock(self, schedule_id: int) -> asyncio.Lock:
        return self._locks.setdefault(schedule_id, asyncio.Lock())


def request_json(request: DrillRequest) -> str:
    """What is asked for, without when and where: a schedule says that."""
    told = ("id", "at", "guild_id", "channel_id", "member_id", "starts_at")
    return json.dumps({key: value for key, value in asdict(request).items() if key not in told})


def request_of(
    row: ScheduleRow, time: int, now: int, starts: int, by: int | None = None, name: str | None = None
) -> DrillRequest:
    """The request for the drill of a schedule's `time`, asked for `now`: by its maker, or by another moderator."""
    asked: dict[str, Any] = json.loads(row.request)
    teams = asked.pop("teams")
    maker = asked.pop("member_name")
    return DrillRequest(
        id=drill_id(row.id, time),
        at=now,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        member_id=by or row.member_id,
        member_name=name or maker,
        starts_at=starts,
        questions=tuple(asked.pop("questions")),
        teams=teams if isinstance(teams, int) else tuple(Team(**team) for team in teams),
        **asked,
    )
