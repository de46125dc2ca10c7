"""When a scheduled drill is due: what a moderator typed, the same time every week, and what is to be done next.

Wall-clock times are naive datetimes, said in a server's time zone; moments are ms UTC. On the night when clocks go
forward, a time that they jump over (02:30) is as long after the jump (03:30): the moment at which it would have been,
had clocks been left alone. A time that there is twice, on the night when they go back, is the first of the two.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from bot.practice.records import ScheduleRow
from bot.practice.timing import DISCORD_EPOCH

LEAD = 10 * 60_000
"""Milliseconds before its time at which a drill's lobby opens, and the interested are reminded."""

AWAY = 10 * 60_000
"""Milliseconds after its time at which a drill that has not opened was missed."""

LATE_LOBBY = 2 * 60_000
"""A lobby that opens late stays open for so many ms at least, so that anybody can join."""

FARTHEST = timedelta(days=366)
"""So far ahead a drill can be scheduled: what lies farther away is a slip of the pen."""

WAITING, OPENED, MISSED = "waiting", "opened", "missed"
"""The stages of a `ScheduleRow`. A missed one that is not weekly waits for a moderator, without a next time."""

FORMS = "write it like `2026-11-24 19:00`, `24 Nov 19:00`, `tue 19:00`, `tuesday 7pm`, `tomorrow 19:00` or `19:00`."

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = {"tues": "tue", "weds": "wed", "thur": "thu", "thurs": "thu", "sept": "sep"}
_TIME = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))?(?P<half>am|pm)?")
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")


class Unclear(Exception):
    """What was typed is no time to come; the message is one sentence for who typed it."""


# The wall clock


def moment(local: datetime, zone: str) -> int:
    """The moment of a wall-clock time."""
    return round(local.replace(tzinfo=ZoneInfo(zone), fold=0).timestamp() * 1000)


def wall_clock(at: int, zone: str) -> datetime:
    """What clocks in the zone show at a moment."""
    return datetime.fromtimestamp(at / 1000, ZoneInfo(zone)).replace(tzinfo=None)


def next_time(local: datetime, zone: str, weekly: bool, after: int) -> int | None:
    """The first time after the moment `after`: `local` itself or, where it is weekly, so many weeks later.

    None: there is none any more.
    """
    if not weekly:
        at = moment(local, zone)
        return at if at > after else None
    weeks = max(0, (wall_clock(after, zone) - local).days // 7 - 1)
    while (at := moment(local + timedelta(weeks=weeks), zone)) <= after:
        weeks += 1
    return at


# What a moderator types


def read_time(typed: str, zone: str, now: int) -> datetime:
    """The wall-clock time that was typed; without a day the next such time, with a weekday the next such day.

    Raises Unclear.
    """
    plain = re.sub(r"\s*\b([ap])\.?m\b\.?", r"\1m", typed.casefold().replace(",", " "))
    words = [word for word in plain.split() if word not in ("at", "on")]
    if len(words) == 1 and "t" in words[0] and _ISO.match(words[0]):
        words = words[0].split("t", 1)
    clock = next((index for index in (len(words) - 1, 0) if words and _is_time(words[index])), None)
    if clock is None:
        raise Unclear(f"I can't read that time: {FORMS}")
    at = _time_of(words.pop(clock))
    today = wall_clock(now, zone)
    local = _soonest(_days(words, today.date()), at, zone, now)
    if local is None:
        raise Unclear(f"That lies in the past: it is {today:%Y-%m-%d %H:%M} now in {zone}.")
    if local - today > FARTHEST:
        raise Unclear("That is more than a year away: please choose a nearer day.")
    return local


def _is_time(word: str) -> bool:
    found = _TIME.fullmatch(word)
    return found is not None and bool(found["minute"] or found["half"])


def _time_of(word: str) -> time:
    found = _TIME.fullmatch(word)
    assert found is not None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            raise Unclear(f"There is no such time: {FORMS}")
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise Unclear(f"There is no such time: {FORMS}") from None


def _days(words: list[str], today: date) -> list[date]:
    """The days that may be meant, the nearest first: the first that lies ahead is."""
    if not words:
        return [today, today + timedelta(days=1)]
    if len(words) == 1:
        word = words[0]
        if word in ("today", "tomorrow"):
            return [today + timedelta(days=word == "tomorrow")]
        if (weekday := _number_of(word, _DAYS)) is not None:
            ahead = (weekday - today.weekday()) % 7
            return [today + timedelta(days=ahead), today + timedelta(days=ahead + 7)]
        if found := _ISO.fullmatch(word):
            return [_day(int(found["year"]), int(found["month"]), int(found["day"]))]
    return _days_of_month(words, today)


def _days_of_month(words: list[str], today: date) -> list[date]:
    """Such as "24 nov" or "nov 24", either with a year."""
    named = [number for word in words if (number := _number_of(word, _MONTHS)) is not None]
    figures = [word for word in words if re.fullmatch(r"[0-9]{1,2}|[0-9]{4}", word)]
    lengths = [len(figure) == 4 for figure in figures]
    if len(named) != 1 or len(named) + len(figures) != len(words) or lengths not in ([False], [False, True]):
        raise Unclear(f"I can't read that day: {FORMS}")
    if len(figures) == 2:
        return [_day(int(figures[1]), named[0] + 1, int(figures[0]))]
    this_year = _day(today.year, named[0] + 1, int(figures[0]))
    return [this_year, _day(today.year + 1, named[0] + 1, int(figures[0]))] if this_year < today else [this_year]


def _number_of(word: str, names: Sequence[str]) -> int | None:
    plain = _SHORT.get(word.rstrip("."), word.rstrip("."))
    return next((index for index, name in enumerate(names) if plain in (name, name[:3])), None)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unclear(f"There is no such day: {FORMS}") from None


def _soonest(days: list[date], at: time, zone: str, now: int) -> datetime | None:
    ahead = (datetime.combine(day, at) for day in days)
    return next((local for local in ahead if moment(local, zone) > now), None)


# What is to be done


class Due(Enum):
    """What a schedule is due for."""

    NOTHING = "nothing"
    OPENING = "opening"
    MISSED = "missed"
    NEXT = "next"
    """Its time has come, and its lobby is open: on to the next week, or it is done with."""


def due(row: ScheduleRow, now: int) -> Due:
    """What is to be done now."""
    if row.next_at is None:
        return Due.NOTHING
    if row.stage == OPENED:
        return Due.NEXT if now >= row.next_at else Due.NOTHING
    if now > row.next_at + AWAY:
        return Due.MISSED
    return Due.OPENING if now >= row.next_at - LEAD else Due.NOTHING


def look_at(row: ScheduleRow) -> int | None:
    """The moment at which something is to be done for it next."""
    if row.next_at is None or row.stage == OPENED:
        return row.next_at
    return row.next_at - LEAD


def starts_at(row: ScheduleRow, now: int) -> int:
    """When the drill of a lobby that opens now starts."""
    return max(row.next_at or 0, now + LATE_LOBBY)


def following(row: ScheduleRow, zone: str, now: int) -> ScheduleRow | None:
    """The schedule once its time is over, without an event yet; None: it was the only time.

    After an opened one comes the next week's, even where that was missed: then that is told. After a missed one comes
    what can still be opened: weeks missed on end are told once.
    """
    if row.next_at is None:
        return row
    if not row.weekly:
        return replace(row, next_at=None, stage=MISSED) if row.stage == WAITING else None
    after = row.next_at if row.stage == OPENED else max(row.next_at, now - AWAY - 1)
    at = next_time(datetime.fromisoformat(row.local), zone, True, after)
    return replace(row, next_at=at, stage=WAITING, event_id=None)


def in_zone(row: ScheduleRow, zone: str, now: int) -> ScheduleRow:
    """The schedule with its next time as the wall clock of this zone has it; only one that waits is changed."""
    if row.stage != WAITING or row.next_at is None or row.next_at <= now:
        return row
    local = datetime.fromisoformat(row.local)
    if next_time(local, zone, row.weekly, row.next_at - 1) == row.next_at:
        return row
    return replace(row, next_at=next_time(local, zone, row.weekly, now) or moment(local, zone))


def times_missed(row: ScheduleRow, zone: str, now: int) -> int:
    """How often a weekly drill came due while the bot was away; 1 for one that is not weekly."""
    count, at = 0, row.next_at
    while at is not None and at < now - AWAY:
        count += 1
        at = next_time(datetime.fromisoformat(row.local), zone, row.weekly, at)
    return count


def drill_id(schedule_id: int, at: int) -> int:
    """The id of the drill that a schedule opens for its time `at`: the same each time it is asked for, so that it is
    opened once; a snowflake of the minute before its lobby opens, and no other schedule's."""
    made = at - LEAD - 1 - (schedule_id >> 22) % 60_000
    return (made - DISCORD_EPOCH) << 22 | schedule_id & (1 << 22) - 1
