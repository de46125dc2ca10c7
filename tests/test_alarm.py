"""One timer for all sessions."""

import asyncio

import pytest

from bot.alarm import Alarm


class Clock:
    """A clock that stands until moved, and moves the loop's sleep along."""

    def __init__(self) -> None:
        self.at = 0

    def __call__(self) -> int:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def later() -> None:
    await asyncio.sleep(0.02)


async def test_rings_for_what_is_due_and_only_once(clock: Clock) -> None:
    rung: list[int] = []
    alarm = Alarm(clock, rung.append)
    alarm.set(1, 0)
    alarm.set(2, 3_600_000)
    alarm.release()
    await later()
    assert rung == [1]
    clock.at = 3_600_000
    alarm.release()
    await later()
    await later()
    assert rung == [1, 2]
    assert len(alarm) == 0


async def test_the_last_time_set_counts(clock: Clock) -> None:
    rung: list[int] = []
    alarm = Alarm(clock, rung.append)
    alarm.release()
    alarm.set(1, 5)
    alarm.set(1, 3_600_000)
    alarm.set(2, 5)
    alarm.set(2, None)
    clock.at = 10
    await later()
    assert rung == []


async def test_nothing_rings_while_held_and_everything_due_after(clock: Clock) -> None:
    rung: list[int] = []
    alarm = Alarm(clock, rung.append)
    alarm.set(1, 0)
    await later()
    assert rung == []  # held from the beginning
    alarm.release()
    alarm.set(2, 1)
    alarm.hold()
    clock.at = 1
    await later()
    assert 2 not in rung
    alarm.release()
    await later()
    assert rung == [1, 2]


async def test_an_earlier_time_than_the_one_waited_for_is_not_missed(clock: Clock) -> None:
    rung: list[int] = []
    alarm = Alarm(clock, rung.append)
    alarm.release()
    alarm.set(1, 3_600_000)
    alarm.set(2, 1)
    clock.at = 1
    await later()
    assert rung == [2]
