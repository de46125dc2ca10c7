"""When scheduled drills are due: wall clocks across summer time, and what moderators type."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.practice.records import ScheduleRow
from bot.practice.scheduling import (
    AWAY,
    LATE_LOBBY,
    LEAD,
    MISSED,
    OPENED,
    WAITING,
    Due,
    Unclear,
    drill_id,
    due,
    following,
    in_zone,
    look_at,
    moment,
    next_time,
    read_time,
    starts_at,
    times_missed,
    wall_clock,
)
from bot.practice.timing import snowflake_time

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",  # southern summer; clocks go forward at midnight, so that 00:30 does not exist
    "Australia/Lord_Howe",  # half an hour
    "Asia/Kathmandu",  # no summer time, +5:45
    "Africa/Casablanca",  # goes back for Ramadan
    "Pacific/Kiritimati",  # +14
)
BERLIN = "Europe/Berlin"
WEEK = 7 * 24 * 3_600_000


def utc(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def row(next_at: int | None, weekly: bool = True, stage: str = WAITING, local: str = "2026-11-24T19:00") -> ScheduleRow:
    return ScheduleRow(1, 2, 3, 4, "Tuesday", "{}", weekly, local, next_at, 99, stage)


# The wall clock


@pytest.mark.parametrize(
    ("zone", "local", "expected"),
    [
        (BERLIN, "2026-03-24T19:00", "2026-03-24T18:00"),  # winter
        (BERLIN, "2026-03-31T19:00", "2026-03-31T17:00"),  # summer
        (BERLIN, "2026-03-29T02:30", "2026-03-29T01:30"),  # is jumped over: 03:30 summer time
        (BERLIN, "2026-03-29T02:00", "2026-03-29T01:00"),  # the jump itself: 03:00
        (BERLIN, "2026-10-25T02:30", "2026-10-25T00:30"),  # there twice: the first, still summer time
        ("America/New_York", "2026-03-08T02:15", "2026-03-08T07:15"),  # 03:15 summer time
        ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45"),  # half an hour is jumped over: 02:45 at +11
        ("America/Santiago", "2026-09-06T00:30", "2026-09-06T04:30"),  # 01:30 at -3
        ("Pacific/Kiritimati", "2026-01-01T08:00", "2025-12-31T18:00"),
    ],
)
def test_a_wall_clock_time_has_one_moment(zone: str, local: str, expected: str) -> None:
    assert moment(at(local), zone) == utc(expected)


def test_weekly_keeps_its_hour_across_summer_time() -> None:
    local = at("2026-03-17T19:00")
    first = next_time(local, BERLIN, True, utc("2026-03-01T00:00"))
    assert first == utc("2026-03-17T18:00")
    times = [first]
    for _ in range(3):
        assert times[-1] is not None
        times.append(next_time(local, BERLIN, True, times[-1]))
    assert times[1:] == [utc("2026-03-24T18:00"), utc("2026-03-31T17:00"), utc("2026-04-07T17:00")]


def test_once_is_once() -> None:
    local = at("2026-11-24T19:00")
    assert next_time(local, BERLIN, False, utc("2026-11-24T17:59")) == utc("2026-11-24T18:00")
    assert next_time(local, BERLIN, False, utc("2026-11-24T18:00")) is None


minutes = st.integers(0, 6_000_000).map(lambda minute: at("2020-06-01") + timedelta(minutes=minute))


def shown_at(local: datetime, zone: str) -> list[int]:
    """All moments at which clocks in the zone show a time, found by trying each offset that it has around then."""
    nearby = [(local + timedelta(hours=hours)).replace(tzinfo=UTC) for hours in range(-36, 37)]
    offsets = {near.astimezone(ZoneInfo(zone)).utcoffset() for near in nearby}
    tried = {(local - offset).replace(tzinfo=UTC) for offset in offsets if offset is not None}
    return sorted(
        round(one.timestamp() * 1000)
        for one in tried
        if one.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) == local
    )


@given(minutes, st.sampled_from(ZONES), minutes)
def test_every_time_is_later_and_shows_the_asked_wall_clock(local: datetime, zone: str, after: datetime) -> None:
    since = utc(after.isoformat())
    found = next_time(local, zone, True, since)
    assert found is not None
    assert found > since
    assert found >= moment(local, zone)
    weeks = round((found - moment(local, zone)) / WEEK)
    asked = local + timedelta(weeks=weeks)
    moments = shown_at(asked, zone)
    if moments:
        assert found == moments[0]
    else:
        assert wall_clock(found, zone) - asked in (timedelta(minutes=30), timedelta(hours=1))
    if weeks:  # none was left out
        assert moment(asked - timedelta(weeks=1), zone) <= since


@pytest.mark.parametrize("zone", ZONES)
def test_nights_on_which_clocks_change(zone: str) -> None:
    """Each quarter of an hour is a moment at which clocks show it, the first of them, or was jumped over."""
    days = [at("2026-01-01") + timedelta(days=day) for day in range(366)]
    noons = [moment(day - timedelta(hours=12), zone) for day in days]
    for day, lasted in zip(days, (later - noon for noon, later in pairwise(noons)), strict=False):
        for quarter in range(96) if lasted != WEEK / 7 else ():
            asked = day + timedelta(minutes=15 * quarter)
            moments = shown_at(asked, zone)
            assert moment(asked, zone) == moments[0] if moments else wall_clock(moment(asked, zone), zone) > asked


# What a moderator types

NOW = utc("2026-11-24T17:30")  # a Tuesday, 18:30 in Berlin


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2026-11-24 19:00", "2026-11-24T19:00"),
        ("2026-11-24T19:00", "2026-11-24T19:00"),
        ("2026-12-01 7pm", "2026-12-01T19:00"),
        ("19:00 2026-12-01", "2026-12-01T19:00"),
        ("19:00", "2026-11-24T19:00"),
        ("18:30", "2026-11-25T18:30"),  # that is now: tomorrow's
        ("9.15", "2026-11-25T09:15"),
        ("7pm", "2026-11-24T19:00"),
        ("7 PM", "2026-11-24T19:00"),
        ("7:15 p.m.", "2026-11-24T19:15"),
        ("12am", "2026-11-25T00:00"),
        ("12 am", "2026-11-25T00:00"),
        ("12:30pm", "2026-11-25T12:30"),
        ("tue 19:00", "2026-11-24T19:00"),
        ("tue 18:00", "2026-12-01T18:00"),  # today's is over: next week's
        ("Tuesday 7pm", "2026-11-24T19:00"),
        ("Tues. at 7pm", "2026-11-24T19:00"),
        ("on Monday, 19:00", "2026-11-30T19:00"),
        ("19:00 thu", "2026-11-26T19:00"),
        ("today 19:00", "2026-11-24T19:00"),
        ("tomorrow 7:30pm", "2026-11-25T19:30"),
        ("24 Nov 19:00", "2026-11-24T19:00"),
        ("dec 3 19:00", "2026-12-03T19:00"),
        ("3 January 19:00", "2027-01-03T19:00"),
        ("Jan 3 2027, 19:00", "2027-01-03T19:00"),
    ],
)
def test_reads_what_moderators_type(typed: str, expected: str) -> None:
    assert read_time(typed, BERLIN, NOW) == at(expected)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "can't read that time"),
        ("soon", "can't read that time"),
        ("tuesday", "can't read that time"),
        ("19", "can't read that time"),
        ("2026-11-24", "can't read that time"),
        ("11/24 19:00", "can't read that day"),  # the 11th of what?
        ("next tuesday 19:00", "can't read that day"),
        ("24 24 nov 19:00", "can't read that day"),
        ("smonday 19:00", "can't read that day"),
        ("25:00", "no such time"),
        ("19:60", "no such time"),
        ("13pm", "no such time"),
        ("0am", "no such time"),
        ("2026-02-30 19:00", "no such day"),
        ("31 nov 19:00", "no such day"),
        ("2026-11-24 18:30", "in the past: it is 2026-11-24 18:30 now in Europe/Berlin"),
        ("2020-01-01 19:00", "in the past"),
        ("today 18:00", "in the past"),
        ("24 nov 18:00", "in the past"),
        ("2036-11-24 19:00", "more than a year away"),
    ],
)
def test_says_in_a_sentence_what_it_can_not_take(typed: str, said: str) -> None:
    with pytest.raises(Unclear, match=said) as refused:
        read_time(typed, BERLIN, NOW)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert len(sentence) < 200


@given(st.text() | st.from_regex(r"[a-z0-9:.\-/ ]{0,20}"), st.sampled_from(ZONES))
def test_whatever_is_typed_is_read_or_refused(typed: str, zone: str) -> None:
    try:
        local = read_time(typed, zone, NOW)
    except Unclear:
        return
    assert moment(local, zone) > NOW


@given(minutes, st.sampled_from(ZONES), minutes)
def test_a_full_date_is_read_as_it_stands(local: datetime, zone: str, today: datetime) -> None:
    now = utc(today.isoformat())
    ahead = moment(local, zone) > now and local - wall_clock(now, zone) <= timedelta(days=366)
    if ahead:
        assert read_time(f"{local:%Y-%m-%d %H:%M}", zone, now) == local
    else:
        with pytest.raises(Unclear):
            read_time(f"{local:%Y-%m-%d %H:%M}", zone, now)


# What is to be done

TIME = utc("2026-11-24T18:00")  # 19:00 in Berlin


def test_what_a_waiting_schedule_is_due_for() -> None:
    waiting = row(TIME)
    assert look_at(waiting) == TIME - LEAD == TIME - 600_000
    for now, expected in (
        (TIME - LEAD - 1, Due.NOTHING),
        (TIME - LEAD, Due.OPENING),
        (TIME + AWAY, Due.OPENING),
        (TIME + AWAY + 1, Due.MISSED),
    ):
        assert due(waiting, now) is expected
    assert starts_at(waiting, TIME - LEAD) == TIME
    assert starts_at(waiting, TIME + 60_000) == TIME + 60_000 + LATE_LOBBY  # late, but there is time to join


def test_an_opened_one_goes_on_at_its_time() -> None:
    opened = row(TIME, stage=OPENED)
    assert look_at(opened) == TIME
    assert due(opened, TIME - 1) is Due.NOTHING
    assert due(opened, TIME) is Due.NEXT
    after = following(opened, BERLIN, TIME)
    assert after is not None
    assert (after.next_at, after.stage, after.event_id) == (TIME + WEEK, WAITING, None)
    assert following(row(TIME, weekly=False, stage=OPENED), BERLIN, TIME) is None


def test_weeks_missed_are_told_once() -> None:
    back = TIME + 3 * WEEK - LEAD  # the fourth is ten minutes ahead
    missed = row(TIME)
    assert due(missed, back) is Due.MISSED
    assert times_missed(missed, BERLIN, back) == 3
    after = following(missed, BERLIN, back)
    assert after is not None
    assert after.next_at == TIME + 3 * WEEK
    assert due(after, back) is Due.OPENING  # what can still be opened is
    late = following(missed, BERLIN, TIME + 3 * WEEK + AWAY)
    assert late is not None
    assert late.next_at == TIME + 3 * WEEK


def test_after_an_opened_one_the_weeks_missed_are_told_too() -> None:
    back = TIME + 2 * WEEK + 3_600_000
    after = following(row(TIME, stage=OPENED), BERLIN, back)
    assert after is not None
    assert after.next_at == TIME + WEEK
    assert due(after, back) is Due.MISSED
    assert times_missed(after, BERLIN, back) == 2


def test_missed_once_waits_for_a_moderator() -> None:
    missed = row(TIME, weekly=False)
    assert times_missed(missed, BERLIN, TIME + WEEK) == 1
    after = following(missed, BERLIN, TIME + WEEK)
    assert after is not None
    assert (after.next_at, after.stage) == (None, MISSED)
    assert due(after, TIME + 2 * WEEK) is Due.NOTHING
    assert look_at(after) is None


def test_another_zone_moves_those_that_wait() -> None:
    now = TIME - 5 * 3_600_000
    assert in_zone(row(TIME), BERLIN, now) == row(TIME)
    assert in_zone(row(TIME), "America/New_York", now).next_at == utc("2026-11-25T00:00")
    assert in_zone(row(TIME, weekly=False), "America/New_York", now).next_at == utc("2026-11-25T00:00")
    # 19:00 in Tokyo was over already: a weekly one is next week's, a single one was missed
    assert in_zone(row(TIME), "Asia/Tokyo", now).next_at == utc("2026-12-01T10:00")
    assert in_zone(row(TIME, weekly=False), "Asia/Tokyo", now).next_at == utc("2026-11-24T10:00")
    opened = row(TIME, stage=OPENED)
    assert in_zone(opened, "Asia/Tokyo", now) == opened
    assert in_zone(row(TIME), "Asia/Tokyo", TIME + 1) == row(TIME)  # its time has come


def test_the_drill_of_a_time_has_one_id() -> None:
    made = 1_313_000_000_000_000_000
    others = [made + (k << 22) for k in range(1, 60_000, 7)] + [made + k for k in range(1, 4096, 7)]
    found = {drill_id(one, TIME) for one in (made, *others)} | {drill_id(made, TIME + WEEK)}
    assert len(found) == len(others) + 2
    assert drill_id(made, TIME) in found
    for one in found:
        assert snowflake_time(one) <= TIME + WEEK - LEAD
    assert TIME - LEAD - 60_000 <= snowflake_time(drill_id(made, TIME)) < TIME - LEAD
