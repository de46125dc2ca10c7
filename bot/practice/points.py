"""Which board periods a score counts in."""

from datetime import UTC, datetime

ALL_TIME = "all"


def periods(at: int) -> tuple[str, ...]:
    """The periods that `at` (ms UTC) lies in: its ISO week ("week-2026-47"), its month ("month-2026-11"), all time."""
    return week(at), month(at), ALL_TIME


def week(at: int) -> str:
    """The ISO week of `at`: Monday to Sunday, UTC."""
    year, number, _ = _date(at).isocalendar()
    return f"week-{year}-{number:02}"


def month(at: int) -> str:
    """The calendar month of `at`, UTC."""
    return f"month-{_date(at):%Y-%m}"


def _date(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)
