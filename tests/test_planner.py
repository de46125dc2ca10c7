"""Scheduled drills survive a kill at any point: nothing is lost, and nothing is done twice."""

import asyncio
import itertools
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.drills import DrillRequest
from bot.planner import Planner, request_json, request_of
from bot.practice.drill.drill import Drill, Round, Team
from bot.practice.records import ScheduleRow
from bot.practice.scheduling import AWAY, LEAD
from bot.practice.settings import GuildSettings
from bot.sessions import CannotStart
from bot.stage import DiscordRefused, DiscordUnreachable

MINUTE = 60_000
WEEK = 7 * 24 * 60 * MINUTE
TIME = round(datetime(2026, 11, 24, 19, tzinfo=UTC).timestamp() * 1000)
REQUEST = DrillRequest(1, 0, 2, 3, 4, "mona", "core", "Tuesday", questions=("a", "b"), teams=(Team("Red", 7),))
ROW = ScheduleRow(1 << 40, 2, 3, 4, "Tuesday", request_json(REQUEST), True, "2026-11-24T19:00", TIME)


class World:
    """Discord, the database and the desk, all of which may be gone from one moment to the next, as in a kill."""

    def __init__(self, row: ScheduleRow = ROW, dies_at: int = 0) -> None:
        self.now = TIME - 24 * 60 * MINUTE
        self.rows = {row.id: row}
        self.events: dict[int, int | None] = {}
        self.drills: dict[int, Drill] = {}
        self.reminded: list[int] = []
        self.missed: list[tuple[int | None, int, int | None]] = []
        self.stuck: list[str] = []
        self.unreachable = self.refused = False
        self.count, self.dies_at = 0, dies_at
        self.settings = GuildSettings(2)

    async def boot(self) -> Planner:
        """The bot starts."""
        self.dead = False
        settings: Any = Part(self, ["guild"])
        store, calendar, desk = (Part(self, names) for names in (STORE, CALENDAR, DESK))
        planner = Planner(store, calendar, desk, settings, lambda: self.now)
        await planner.open()
        planner.connected()
        await settle()
        return planner

    async def passes(self, planner: Planner, to: int) -> Planner:
        """Time passes; whoever was killed in it starts anew."""
        self.now = to
        planner.connected()  # the alarm waits by the real clock: this lets it look at ours
        await settle()
        if self.dead:
            await planner.close()
            planner = await self.boot()
        return planner

    # What the parts do

    async def guild(self, guild_id: int) -> GuildSettings:
        return self.settings

    async def schedules(self, guild_id: int | None) -> list[ScheduleRow]:
        return list(self.rows.values())

    async def keep_schedule(self, row: ScheduleRow) -> None:
        self.rows[row.id] = row

    async def drop_schedule(self, schedule_id: int) -> bool:
        return self.rows.pop(schedule_id, None) is not None

    async def put_event(self, row: ScheduleRow, others: set[int]) -> int:
        if self.refused:
            raise DiscordRefused("permission", "Create Events")
        found = next((id for id, at in self.events.items() if at == row.next_at and id not in others), None)
        if found is None:
            self.events[found := len(self.events) + 1] = row.next_at
        return found

    async def move_event(self, row: ScheduleRow) -> None:
        assert row.event_id
        self.events[row.event_id] = row.next_at

    async def drop_event(self, row: ScheduleRow) -> None:
        self.events.pop(row.event_id or 0, None)

    async def interested(self, row: ScheduleRow) -> list[int]:
        return [8, 9]

    async def remind(self, row: ScheduleRow, drill: Drill, users: list[int], again: bool) -> None:
        assert users == [8, 9]
        if not (again and drill.id in self.reminded):
            self.reminded.append(drill.id)

    async def tell_missed(self, row: ScheduleRow, times: int, then: int | None, again: bool) -> None:
        if not (again and (row.next_at, times, then) in self.missed):
            self.missed.append((row.next_at, times, then))

    async def tell_stuck(self, row: ScheduleRow, why: str) -> None:
        self.stuck.append(why)

    async def session(self, session_id: int) -> Drill | None:
        return self.drills.get(session_id)

    async def start(self, request: DrillRequest) -> Drill:
        if request.pack == "gone":
            raise CannotStart("There is no pack.")
        assert request.id not in self.drills, "one lobby for each time"
        self.drills[request.id] = drill = Drill(
            id=request.id,
            guild_id=2,
            channel_id=3,
            member_id=request.member_id,
            member_name=request.member_name,
            pack=request.pack,
            title=request.title,
            seconds=60,
            seed=1,
            started_at=request.at,
            rounds=(Round("a"),),
            starts_at=request.starts_at,
            lobby_id=None if request.pack == "closed" else 77,
            ended_at=request.at if request.pack == "closed" else None,
            ended_why="channel:It is gone." if request.pack == "closed" else "",
        )
        return drill


STORE = ["schedules", "keep_schedule", "drop_schedule"]
CALENDAR = ["put_event", "move_event", "drop_event", "interested", "remind", "tell_missed", "tell_stuck"]
DESK = ["session", "start"]


class Part:
    """Some of the world's methods; the process may die before or after each."""

    def __init__(self, world: World, names: list[str]) -> None:
        self._world, self._names = world, names

    def has(self, guild_id: int) -> bool:
        return True

    def __getattr__(self, name: str) -> Any:
        assert name in self._names
        world = self._world

        async def call(*args: Any) -> Any:
            if name == "schedules":  # a start that fails is a start like any other
                return await world.schedules(*args)
            self._lives()
            if world.unreachable and self._names is not STORE and name != "guild":
                raise DiscordUnreachable("down")
            result = await getattr(world, name)(*args)
            self._lives()
            return result

        return call

    def _lives(self) -> None:
        self._world.count += 1
        self._world.dead = self._world.dead or self._world.count == self._world.dies_at
        if self._world.dead:
            raise asyncio.CancelledError


async def settle() -> None:
    for _ in range(40):
        await asyncio.sleep(0)


async def test_killed_at_any_point() -> None:
    for dies_at in itertools.count(1):
        world = World(dies_at=dies_at)
        planner = await world.boot()
        for at in (TIME - 60 * MINUTE, TIME - LEAD, TIME - 5 * MINUTE, TIME, TIME + MINUTE):
            planner = await world.passes(planner, at)
        assert sorted(at or 0 for at in world.events.values()) == [TIME, TIME + WEEK], dies_at
        assert [drill.starts_at for drill in world.drills.values()] == [TIME]
        assert world.reminded == list(world.drills)
        (row,) = world.rows.values()
        assert (row.next_at, row.stage, world.missed) == (TIME + WEEK, "waiting", [])
        world.now = TIME + 3 * WEEK + 60 * MINUTE  # away for weeks; and again killed on coming back
        await planner.close()
        planner = await world.boot()
        planner = await world.passes(planner, world.now + MINUTE)
        assert world.missed == [(TIME + WEEK, 3, TIME + 4 * WEEK)]
        assert sorted(at or 0 for at in world.events.values())[-1] == TIME + 4 * WEEK
        assert len(world.events) == 3
        await planner.close()
        if world.count < dies_at:
            break
    assert dies_at > 40


async def test_once_and_late_and_away() -> None:
    once = replace(ROW, weekly=False)
    world = World(once)
    world.now = TIME + AWAY  # at the last moment
    planner = await world.boot()
    (drill,) = world.drills.values()
    assert drill.starts_at == world.now + 2 * MINUTE
    assert world.rows == {}  # over: it was the only time
    await planner.close()

    world = World(once)
    world.now = TIME + AWAY + 1
    planner = await world.boot()
    assert (world.missed, world.drills) == ([(TIME, 1, None)], {})
    assert await planner.start_now(ROW.id, TIME, 5, "mia") == next(iter(world.drills.values()))
    (drill,) = world.drills.values()
    assert (drill.member_id, drill.member_name, drill.starts_at) == (5, "mia", world.now + 2 * MINUTE)
    assert world.rows == {}
    assert await planner.start_now(ROW.id, TIME, 6, "mona") == drill  # nobody starts it twice
    assert await planner.start_now(ROW.id, TIME + 1, 6, "mona") is None
    await planner.close()


async def test_discord_is_out_of_reach_or_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.planner.RETRY_AFTER", 0)
    world = World()
    world.refused = True
    planner = await world.boot()
    assert world.events == {}  # without the permission there is no event
    world.unreachable = True
    await world.passes(planner, TIME - LEAD)
    assert world.drills == {}
    world.unreachable = False
    await settle()  # tried again, by itself
    assert len(world.drills) == 1
    assert world.reminded == []
    await planner.close()


@pytest.mark.parametrize(("pack", "why"), [("gone", "There is no pack."), ("closed", "It is gone.")])
async def test_what_can_not_be_opened_is_said_once(pack: str, why: str) -> None:
    world = World(replace(ROW, request=request_json(replace(REQUEST, pack=pack))))
    planner = await world.boot()
    await world.passes(planner, TIME - LEAD)
    await world.passes(planner, TIME - LEAD + MINUTE)
    assert world.stuck == [why]
    await world.passes(planner, TIME)
    assert world.rows[ROW.id].next_at == TIME + WEEK  # and tried again next week
    await planner.close()


async def test_cancelled_means_gone() -> None:
    world = World()
    planner = await world.boot()
    assert world.events
    assert await planner.cancel(ROW.id)
    assert (world.rows, world.events, planner.of_guild(2)) == ({}, {}, [])
    assert not await planner.cancel(ROW.id)
    await world.passes(planner, TIME)
    assert world.drills == {}
    await planner.close()


async def test_another_zone_moves_the_event() -> None:
    world = World()
    planner = await world.boot()
    world.settings = replace(world.settings, zone="Europe/Berlin")
    planner.look_again(2)
    await world.passes(planner, world.now)
    assert world.rows[ROW.id].next_at == TIME - 60 * MINUTE
    assert list(world.events.values()) == [TIME - 60 * MINUTE]
    await planner.close()


def test_a_request_comes_back_as_it_was_asked() -> None:
    found = request_of(ROW, TIME, 5, 6)
    assert found == replace(REQUEST, id=found.id, at=5, starts_at=6)
    drawn = replace(REQUEST, teams=3, call="core/one", seconds=60, automatic=True)
    assert request_of(replace(ROW, request=request_json(drawn)), TIME, 5, 6) == replace(
        drawn, id=found.id, at=5, starts_at=6
    )
