"""Periods of the boards and Discord's clock, from their definitions."""

from datetime import UTC, date, datetime

import pytest

from bot.practice.points import day, ends_at, improvement, month, period, periods, run, week
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


def test_a_score_counts_in_its_week_its_month_its_season_and_for_all_time() -> None:
    assert periods(ms(2026, 11, 22)) == ("week-2026-47", "month-2026-11", "season-2026-4", "all")
    assert [period("season", ms(2026, month, 1)) for month in (3, 4, 9, 10)] == [
        *("season-2026-1", "season-2026-2", "season-2026-3", "season-2026-4"),
    ]


@pytest.mark.parametrize(
    ("zone", "midnight"),
    [
        ("Europe/Berlin", ms(2026, 3, 29, 22)),  # Sunday, summer time began that night
        ("Europe/Berlin", ms(2026, 10, 25, 23)),  # it ended
        ("Asia/Kathmandu", ms(2026, 11, 22, 18, 15)),
        ("America/New_York", ms(2026, 11, 23, 5)),
    ],
)
def test_weeks_switch_at_midnight_in_the_zone(zone: str, midnight: int) -> None:
    assert week(midnight - 1, zone) != week(midnight, zone)
    assert ends_at("week", midnight - 1, zone) == midnight
    assert ends_at("week", midnight - 6 * 86_400_000, zone) == midnight
    assert ends_at("week", midnight, zone) > midnight  # type: ignore[operator]  # only all time has no end
    assert ends_at("all", midnight, zone) is None


def test_where_midnight_is_skipped_the_day_begins_an_hour_later() -> None:
    # In Beirut, summer time began at 0:00 on 26 March 2023, a Sunday: 22:00 UTC the evening before.
    assert day(ms(2023, 3, 25, 22), "Asia/Beirut") == day(ms(2023, 3, 25, 21, 59, 59), "Asia/Beirut") + 1


@pytest.mark.parametrize(
    ("days", "length"),
    [
        ("", 0),
        ("Mo", 1),
        ("Mo Tu We", 3),
        ("Mo We", 2),  # Tuesday was free
        ("Mo We Fr", 2),  # only one of Tuesday and Thursday: up to Friday, from Wednesday
        ("Mo Th", 1),
        ("Mo Tu We Th Fr Sa mo", 7),  # Sunday was free
        ("Mo Tu We Th Fr Sa tu", 7),  # Sunday was the one week's, Monday the other's
        ("Mo We Th Fr Sa tu", 5),  # Sunday is the second of its week
    ],
)
def test_days_in_a_row_with_one_free_day_a_week(days: str, length: int) -> None:
    monday = date(2026, 11, 23).toordinal()
    week_days = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "mo", "tu")
    assert run(monday + week_days.index(name) for name in reversed(days.split())) == length


def test_improvement_is_in_tenths_and_needs_five_answers_in_both() -> None:
    assert improvement(5, 300, 5, 250) == 100
    assert improvement(6, 301, 5, 250) == 2  # 0.1667 points
    assert improvement(5, 249, 5, 250) == -2
    assert improvement(4, 400, 5, 250) is None
    assert improvement(5, 300, 4, 250) is None


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
