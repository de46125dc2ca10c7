"""Boards: their kinds and periods, and what days in a row are. Times are ms UTC, zones IANA names.

Days are numbers, as `date.toordinal` has them.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

POINTS, DRILLS, IMPROVEMENT, CONSISTENCY, SKILLS = "points", "drills", "improvement", "consistency", "skills"
"""Kinds of boards.

Points: the best score on each question, added up. Drills: all scores in drills, added up. Improvement: the mean in the
period less the mean of the time before it, in tenths of a point. Consistency: days practised in a row. Skills: the best
result in each exercise of the skills desk, added up; they count here alone.
"""

KINDS = (POINTS, DRILLS, IMPROVEMENT, CONSISTENCY, SKILLS)
"""In storage a kind is its place here: add others at the end."""

WEEK, MONTH, SEASON, ALL_TIME = SPANS = ("week", "month", "season", "all")
"""How long the period of a board is: an ISO week, a calendar month, a quarter of the year, all time."""

FEWEST = 5
"""Improvement needs so many answers in the period, and so many before it."""


def periods(at: int, zone: str = "UTC") -> tuple[str, ...]:
    """The periods that `at` lies in: "week-2026-47", "month-2026-11", "season-2026-4", "all"."""
    return periods_of(day(at, zone))


def period(span: str, at: int, zone: str = "UTC") -> str:
    """The period of this span (see SPANS) that `at` lies in."""
    return periods(at, zone)[SPANS.index(span)]


def week(at: int, zone: str = "UTC") -> str:
    """The ISO week of `at`: Monday to Sunday."""
    return period(WEEK, at, zone)


def month(at: int, zone: str = "UTC") -> str:
    """The calendar month of `at`."""
    return period(MONTH, at, zone)


def ends_at(span: str, at: int, zone: str = "UTC") -> int | None:
    """When the period of this span that `at` lies in is over: midnight in the zone; None: never."""
    if span == ALL_TIME:
        return None
    after = date.fromordinal(bounds(period(span, at, zone))[1])
    # Where summer time skips midnight, this is the moment at which it does.
    return int(datetime(after.year, after.month, after.day, tzinfo=_zone(zone)).timestamp()) * 1000


def day(at: int, zone: str = "UTC") -> int:
    """The day of `at` in the zone."""
    return datetime.fromtimestamp(at // 1000, _zone(zone)).toordinal()


@lru_cache(maxsize=64)
def periods_of(day: int) -> tuple[str, ...]:
    """The periods that the day lies in."""
    of = date.fromordinal(day)
    year, number, _ = of.isocalendar()
    return f"week-{year}-{number:02}", f"month-{of:%Y-%m}", f"season-{of.year}-{(of.month + 2) // 3}", ALL_TIME


@lru_cache(maxsize=64)
def bounds(period: str) -> tuple[int, int]:
    """The first day of a week, month or season, and the first one after it."""
    span, year, number = period.split("-")
    if span == WEEK:
        monday = date.fromisocalendar(int(year), int(number), 1)
        return monday.toordinal(), (monday + timedelta(weeks=1)).toordinal()
    months = 1 if span == MONTH else 3
    begins = int(year) * 12 + (int(number) - 1) * months  # months since the year 0
    first, after = (date(count // 12, count % 12 + 1, 1) for count in (begins, begins + months))
    return first.toordinal(), after.toordinal()


def run(days: Iterable[int]) -> int:
    """How many of these days, the latest first, were practised in a row up to the latest: one a week may be missed.

    The missed day counts in its own ISO week, and adds nothing to the run. Takes no more of `days` than it must.
    """
    length, later, used = 0, None, set()
    for practised in days:
        for missed in range(practised + 1, later or 0):
            week = (missed - 1) // 7  # day 1 was a Monday
            if week in used:
                return length
            used.add(week)
        length, later = length + 1, practised
    return length


def improvement(answers: int, total: int, before: int, total_before: int) -> int | None:
    """By how many tenths of a point the mean of `answers` is above that of those `before`; None: too few."""
    if answers < FEWEST or before < FEWEST:
        return None
    # In whole numbers, rounded half up, so that it is the same wherever it is computed.
    return (20 * (total * before - total_before * answers) + answers * before) // (2 * answers * before)


@lru_cache(maxsize=1024)
def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return UTC  # a zone that an update of the system took away must stop nobody's answer
