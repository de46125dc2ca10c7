"""Discord's clock, followed by the ids of what comes in (design: "the clock that counts is Discord's")."""

import pytest

from bot.clock import WINDOW, DiscordClock
from bot.practice.timing import DISCORD_EPOCH

START = DISCORD_EPOCH + 10**11


class Sky:
    """Discord's time, and ours, which is `ahead` of it."""

    def __init__(self, ahead: int = 0) -> None:
        self.time = START
        self.ahead = ahead
        self.clock = DiscordClock(lambda: self.time + self.ahead)

    def event(self, took: int = 0) -> None:
        """Something is made in Discord and reaches us so many ms later."""
        made = self.time
        self.time += took
        self.clock.saw(made - DISCORD_EPOCH << 22)

    @property
    def off(self) -> int:
        """How far from Discord's time we are."""
        return self.clock.now() - self.time


def test_before_anything_came_in_our_own_clock_must_do() -> None:
    assert Sky(20_000).off == 20_000


@pytest.mark.parametrize("ahead", [20_000, 0, -20_000])
def test_one_event_tells_the_time_but_for_its_way(ahead: int) -> None:
    sky = Sky(ahead)
    sky.event(took=80)
    assert sky.off == -80
    sky.time += 12_345
    assert sky.off == -80


@pytest.mark.parametrize("ahead", [20_000, -20_000])
def test_the_quickest_event_counts(ahead: int) -> None:
    sky = Sky(ahead)
    for took in (300, 40, 5_000, 200):
        sky.event(took)
    assert sky.off == -40


@pytest.mark.parametrize(("wrong", "right"), [(0, 20_000), (20_000, 0), (0, -3_600_000), (3_600_000, 0)])
def test_a_clock_that_is_put_right_is_followed(wrong: int, right: int) -> None:
    sky = Sky(wrong)
    for _ in range(10):
        sky.event(took=50)
        sky.time += 60_000
    sky.ahead = right
    for _ in range(2 * WINDOW // 60_000 + 1):
        sky.event(took=50)
        sky.time += 60_000
    assert sky.off == -50


def test_one_slow_event_in_a_new_window_changes_nothing() -> None:
    sky = Sky(-7_000)
    sky.event(took=30)
    sky.time += WINDOW + 1
    sky.event(took=4_000)
    assert sky.off == -30


def test_long_silence_forgets() -> None:
    sky = Sky(20_000)
    sky.event(took=30)
    sky.ahead = 40_000
    sky.time += 3 * WINDOW
    sky.event(took=50)
    assert sky.off == -50
