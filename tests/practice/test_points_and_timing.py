"""Periods of the boards and Discord's clock, from their definitions."""

from datetime import UTC, datetime

import pytest

from bot.practice.points import ALL_TIME, month, periods, week
from bot.practice.timing import LIMITS, Pace, next_second, seconds_to_say, snowflake_time


def ms(*date: int) -> int:
    return int(datetime(*date, tzinfo=UTC).timestamp() * 1000)  # type: ignore[misc, arg-type]  # year to second


def test_discords_own_example_of_a_snowflake() -> None:
    # Discord's reference, "Snowflakes": 175928847299117063 is 2016-04-30 11:18:25.796 UTC.
    assert snowflake_time(175928847299117063) == ms(2016, 4, 30, 11, 18, 25) + 796


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (ms(2026, 11, 22, 23, 59, 59), "week-2026-47"),  # a Sunday
        (ms(2026, 11, 23), "week-2026-48"),  # the Monday after
        (ms(2027, 1, 1), "week-2026-53"),  # ISO: belongs to the old year's last week
        (ms(2024, 12, 30), "week-2025-01"),  # ISO: and this to the new year's first
    ],
)
def test_weeks_begin_on_monday(at: int, expected: str) -> None:
    assert week(at) == expected


def test_the_last_second_of_a_month_is_in_that_month() -> None:
    assert month(ms(2026, 12, 1) - 1) == "month-2026-11"
    assert month(ms(2026, 12, 1)) == "month-2026-12"


def test_a_score_counts_in_its_week_its_month_and_for_all_time() -> None:
    at = ms(2026, 11, 22)
    assert set(periods(at)) == {week(at), month(at), ALL_TIME}


def test_the_paces_are_those_of_the_issue() -> None:
    assert LIMITS[Pace.RELAXED].begin is LIMITS[Pace.RELAXED].answer is None
    assert (LIMITS[Pace.REAL].begin, LIMITS[Pace.REAL].answer) == (30_000, 120_000)
    assert (LIMITS[Pace.PRESSURE].begin, LIMITS[Pace.PRESSURE].answer) == (10_000, 60_000)
    assert [limits.feedback_at_once for limits in LIMITS.values()] == [True, False, False]


def test_a_limit_shown_in_full_seconds_is_never_shorter_than_it_is() -> None:
    assert next_second(1_000) == 1_000
    assert next_second(1_001) == 2_000


def test_140_words_take_a_minute_to_say() -> None:
    assert seconds_to_say(140) == 60
    assert seconds_to_say(0) == 0
