"""Boards: what members have on them, their order, and who is seen."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.practice.points import CONSISTENCY, DRILLS, IMPROVEMENT, POINTS
from bot.practice.records import BoardPlace, Commit
from bot.practice.settings import GuildSettings, MemberSettings, Seen
from bot.practice.store import Store

from .rows import ALL, GUILD, MONTH, SEASON, WEEK, be_seen, call, drill_turn, session, turn

DAY = 86_400_000


@pytest.fixture
async def seen(store: Store) -> AsyncIterator[Store]:
    """A store in which members 1 to 9 agreed to be seen."""
    await be_seen(store, *range(1, 10))
    return store


async def answer(store: Store, member_id: int, **other) -> None:
    """One session with one turn; `at` is when it was answered."""
    id = other.pop("session_id", member_id)
    at = other.pop("at", 2_000)
    row = session(id, member_id=member_id, ended_at=9)
    values = {"attempt": 1, "answered_at": at, "asked_at": at - 1} | other
    await store.commit(Commit(row, (turn(id, member_id=member_id, **values),)))


async def drilled(store: Store, member_id: int, overall: int | None, **other) -> None:
    """A rated answer in a drill of their own."""
    row = drill_turn(100 + member_id, member_id=member_id, **other)
    ended = session(row.session_id, kind="drill", member_id=member_id, ended_at=9)
    await store.commit(Commit(ended, drill_turns=(row,)))
    await store.rate_drill_turn(replace(row, overall=overall, score="{}", engine="1", rubric="1"))


async def points(store: Store, kind: str, period: str, member_id: int = 7) -> int | None:
    place = await store.place(GUILD, kind, period, member_id)
    return place.points if place else None


async def test_the_best_score_of_each_question_counts(seen: Store) -> None:
    await answer(seen, 7, attempt=1, question="a", overall=50)
    await answer(seen, 7, attempt=2, question="a", overall=80)
    await answer(seen, 7, attempt=3, question="a", overall=70)
    await answer(seen, 7, number=2, question="b", overall=10)
    await answer(seen, 7, number=3, question="a", overall=5, pack="other")
    assert await seen.place(GUILD, POINTS, WEEK, 7) == BoardPlace(1, 7, 95)


async def test_each_period_has_its_own_best(seen: Store) -> None:
    first, second = (int(datetime(2026, 12, day, tzinfo=UTC).timestamp()) * 1000 for day in (20, 21))
    await answer(seen, 7, attempt=1, question="a", overall=80, at=second - 1)  # Sunday's last millisecond
    await answer(seen, 7, attempt=2, question="a", overall=50, at=second)
    await answer(seen, 7, attempt=3, question="a", overall=60, at=first)  # comes late: not the best of its week
    periods = ("week-2026-51", "week-2026-52", "month-2026-12", "season-2026-4", ALL)
    assert [await points(seen, POINTS, period) for period in periods] == [80, 50, 80, 80, 80]


async def test_weeks_and_months_begin_at_the_servers_midnight(seen: Store) -> None:
    """Berlin is an hour ahead of UTC on 1 November 2026 (a Sunday), and two until 25 October, 3:00."""
    await seen.keep_guild_settings(GuildSettings(GUILD, zone="Europe/Berlin"))

    def berlin(*date: int) -> int:
        return int(datetime(*date, tzinfo=ZoneInfo("Europe/Berlin")).timestamp()) * 1000  # type: ignore[misc, arg-type]

    await answer(seen, 1, overall=10, at=berlin(2026, 10, 26) - 1)  # 22:59:59.999 UTC: summer time is over
    await answer(seen, 2, overall=20, at=berlin(2026, 10, 26))
    await answer(seen, 3, overall=30, at=berlin(2026, 11, 1) - 1)
    await answer(seen, 4, overall=40, at=berlin(2026, 11, 2) - 1)
    assert berlin(2026, 10, 26) == int(datetime(2026, 10, 25, 23, tzinfo=UTC).timestamp()) * 1000
    boards = {
        period: {place.member_id for place in await seen.board(GUILD, POINTS, period, 9, 0)}
        for period in ("week-2026-43", "week-2026-44", "month-2026-10", "month-2026-11", "season-2026-4")
    }
    assert list(boards.values()) == [{1}, {2, 3, 4}, {1, 2, 3}, {4}, {1, 2, 3, 4}]

    # Another zone from now on: what was counted stays.
    await seen.keep_guild_settings(GuildSettings(GUILD, zone="Asia/Tokyo"))
    await answer(seen, 5, overall=50, at=berlin(2026, 11, 2) - 1)  # Monday, 8:00 in Tokyo
    assert await points(seen, POINTS, "week-2026-44", 4) == 40
    assert await points(seen, POINTS, "week-2026-45", 5) == 50
    assert await points(seen, POINTS, "week-2026-44", 5) is None


async def test_a_zone_that_there_is_no_more_stops_nobody(seen: Store) -> None:
    await seen.keep_guild_settings(GuildSettings(GUILD, zone="Europe/Atlantis"))
    await answer(seen, 7, overall=60)
    assert await points(seen, POINTS, WEEK) == 60


async def test_unrated_turns_do_not_count(seen: Store) -> None:
    await answer(seen, 7, outcome="skipped", overall=None, answer="")
    await seen.commit(Commit(session(8, member_id=8), calls=(call(8, member_id=8, overall=None),)))
    assert await seen.board(GUILD, POINTS, ALL, 10, 0) == []
    assert await seen.board_size(GUILD, POINTS, ALL) == 0


async def test_a_score_of_zero_is_a_place_on_the_board(seen: Store) -> None:
    await answer(seen, 7, overall=0)
    assert await seen.board(GUILD, POINTS, ALL, 10, 0) == [BoardPlace(1, 7, 0)]


async def test_equal_points_share_a_rank(seen: Store) -> None:
    given = [(1, 50), (2, 90), (3, 70), (4, 70), (5, 70), (6, 10)]
    for member_id, overall in given:
        for number in range(1, 4):  # up to 270: more than one of the buckets by which ranks are counted
            await answer(seen, member_id, number=number, overall=overall)
    board = [
        BoardPlace(1, 2, 270),
        BoardPlace(2, 3, 210),
        BoardPlace(2, 4, 210),
        BoardPlace(2, 5, 210),
        BoardPlace(5, 1, 150),
        BoardPlace(6, 6, 30),
    ]
    assert await seen.board(GUILD, POINTS, ALL, 10, 0) == board
    assert await seen.board_size(GUILD, POINTS, ALL) == 6
    for offset in range(8):
        for limit in range(1, 4):
            assert await seen.board(GUILD, POINTS, ALL, limit, offset) == board[offset : offset + limit]
    for index, place in enumerate(board):
        assert await seen.place(GUILD, POINTS, ALL, place.member_id) == place
        assert await seen.around(GUILD, POINTS, ALL, place.member_id) == board[max(0, index - 2) : index + 3]
    assert await seen.around(GUILD, POINTS, ALL, 99) == []


async def test_only_those_who_agreed_are_seen_and_others_know_their_place(store: Store) -> None:
    for member_id, overall in ((1, 90), (2, 80), (3, 70), (4, 60), (5, 50)):
        await answer(store, member_id, overall=overall)
    assert await store.board(GUILD, POINTS, ALL, 10, 0) == []
    assert await store.place(GUILD, POINTS, ALL, 5) == BoardPlace(1, 5, 50, named=False)  # before all who are seen
    await be_seen(store, 1, 3, 5)
    await be_seen(store, 4, seen=Seen.ANONYMOUS)
    board = [BoardPlace(1, 1, 90), BoardPlace(2, 3, 70), BoardPlace(3, 4, 60, named=False), BoardPlace(4, 5, 50)]
    for period in (WEEK, MONTH, SEASON, ALL):
        assert await store.board(GUILD, POINTS, period, 10, 0) == board
    assert await store.place(GUILD, POINTS, ALL, 2) == BoardPlace(2, 2, 80, named=False)
    own = BoardPlace(2, 2, 80, named=False)
    assert await store.around(GUILD, POINTS, ALL, 2) == [board[0], own, *board[1:3]]

    await be_seen(store, 3, seen=Seen.ABSENT)
    for kind in (POINTS, CONSISTENCY):
        for period in (WEEK, MONTH, SEASON, ALL):
            assert {place.member_id for place in await store.board(GUILD, kind, period, 10, 0)} == {1, 4, 5}
            assert await store.board_size(GUILD, kind, period) == 3
    await answer(store, 3, overall=99, number=2)
    assert await store.board_size(GUILD, POINTS, ALL) == 3
    assert await store.place(GUILD, POINTS, ALL, 3) == BoardPlace(1, 3, 169, named=False)


async def test_who_leaves_the_server_leaves_its_boards_until_they_are_back(seen: Store) -> None:
    await answer(seen, 1, overall=90)
    await answer(seen, 2, overall=80)
    await seen.departed(GUILD, [1, 50], True)
    await seen.departed(GUILD, [1], True)
    assert await seen.board(GUILD, POINTS, ALL, 10, 0) == [BoardPlace(1, 2, 80)]
    await seen.departed(GUILD, [1], False)
    assert await seen.board_size(GUILD, POINTS, ALL) == 2
    await seen.departed(GUILD, [1, 2], True)
    await drilled(seen, 2, 10)  # may have been rated after they left
    assert await seen.board_size(GUILD, POINTS, ALL) == 0
    await answer(seen, 1, overall=90, number=2)  # who acts is there
    assert await seen.board(GUILD, POINTS, ALL, 10, 0) == [BoardPlace(1, 1, 180)]
    assert await seen.board_size(GUILD, DRILLS, ALL) == 0


async def test_servers_have_boards_of_their_own(seen: Store) -> None:
    await answer(seen, 7, overall=50)
    row = session(2, guild_id=GUILD + 1, ended_at=9)
    await seen.commit(Commit(row, (turn(2, guild_id=GUILD + 1, overall=90),)))
    assert await seen.board(GUILD, POINTS, ALL, 10, 0) == [BoardPlace(1, 7, 50)]


async def test_drills_count_on_their_board_and_on_points(seen: Store) -> None:
    await answer(seen, 7, question="question-1", overall=50)
    await drilled(seen, 7, 70)  # the same question, 20 points better
    await drilled(seen, 7, 30, round=2)
    assert await points(seen, POINTS, ALL) == 100
    assert await points(seen, DRILLS, WEEK) == 100
    await drilled(seen, 7, 90)  # rated already
    assert await points(seen, DRILLS, WEEK) == 100


async def test_improvement_is_against_the_time_before_with_five_answers_in_both(seen: Store) -> None:
    for number, overall in enumerate((40, 50, 60, 50), start=1):
        await answer(seen, 7, number=number, overall=overall, at=4 * DAY - number)  # Sunday, 4 January 1970
    for number in range(11, 16):
        await answer(seen, 7, number=number, overall=61 if number > 11 else 60, at=4 * DAY + number)
    assert await points(seen, IMPROVEMENT, "week-1970-02") is None
    # The fifth of the week before comes late, from a drill: the mean was 50.0 then, and is 60.8 now.
    await drilled(seen, 7, 50, answered_at=4 * DAY - 1)
    assert await points(seen, IMPROVEMENT, "week-1970-02") == 108
    assert await points(seen, IMPROVEMENT, WEEK) is None
    assert await points(seen, IMPROVEMENT, MONTH) is None
    assert await points(seen, IMPROVEMENT, ALL) is None


async def test_consistency_is_in_days_of_the_members_own_zone(seen: Store) -> None:
    await seen.keep_member_settings(MemberSettings(GUILD, 7, Seen.NAMED, zone="America/New_York"))
    monday = 4 * DAY  # 5 January 1970 in UTC; New York is five hours behind
    for number, at in enumerate((0, 4, 5, 30, 54), start=1):  # Sunday 19:00 and 23:00, Monday 0:00, Tuesday 1:00, ...
        await answer(seen, 7, number=number, at=monday + at * 3_600_000)
    assert await points(seen, CONSISTENCY, "week-1970-02") == 4
    await answer(seen, 7, number=6, at=monday + 29 * 3_600_000 + 3 * DAY)  # Friday: Thursday was free
    assert await points(seen, CONSISTENCY, "week-1970-02") == 5
    await answer(seen, 7, number=7, at=monday + 29 * 3_600_000 + 5 * DAY)  # Sunday: the second day missed that week
    assert await points(seen, CONSISTENCY, "week-1970-02") == 5
    await answer(seen, 7, number=8, at=monday + 29 * 3_600_000 + 4 * DAY)  # Saturday, told late: 7 with Sunday
    assert await points(seen, CONSISTENCY, ALL) == 7


async def test_repeats_earn_nothing(seen: Store) -> None:
    told = "I would say sorry, send a new parcel today, and ring her tomorrow before ten to ask whether it came."
    nearly = told.replace("a new parcel", "the new parcel").upper().replace(",", " -")
    await answer(seen, 1, question="a", answer=told, overall=80)
    for number, (member_id, given, repeats) in enumerate(
        [
            (1, told, "own"),
            (1, nearly, "own"),
            (2, nearly, "other"),
            (2, "Say sorry first. Then I look up where the parcel is, and tell her what I see there.", ""),
            (3, "Sorry!", ""),
            (4, "sorry", ""),  # two members may well say a short thing each on their own
            (4, "Sorry...", "own"),
        ],
        start=2,
    ):
        await answer(seen, member_id, number=number, question="a", answer=given, overall=90, at=2_000 + number)
        row = await seen.turn(member_id, number, 1)
        assert row is not None
        assert (row.repeats, row.overall) == (repeats, 90), given
    assert [await points(seen, POINTS, ALL, member_id) for member_id in (1, 2, 3, 4)] == [80, 90, 90, 90]
    assert await seen.averages(GUILD, [1, 9], 10_000) == {1: (80.0, 1)}

    await answer(seen, 1, number=20, question="b", answer=told, overall=70)  # another question
    assert await points(seen, POINTS, ALL, 1) == 150
    await answer(seen, 5, question="a", answer="the strong one, which is long enough", overall=95, repeats="strong")
    assert await points(seen, POINTS, ALL, 5) is None


async def test_repeats_in_drills(seen: Store) -> None:
    told = "I would say sorry, send a new parcel today, and ring her tomorrow before ten to ask whether it came."
    rows = [drill_turn(50, 1, member_id, answer=told, answered_at=5_000) for member_id in (1, 2)]
    await seen.commit(Commit(session(50, kind="drill", ended_at=9), drill_turns=tuple(rows)))
    rated = [await seen.rate_drill_turn(replace(row, overall=60, score="{}")) for row in rows]
    assert [row.repeats for row in rated] == ["", ""]  # blind: copying within a drill is the moderators' business
    await answer(seen, 3, question="question-1", answer=told, at=4_999)  # was there before those, and is told late
    assert await points(seen, POINTS, ALL, 3) == 60
    await answer(seen, 4, question="question-1", answer=told, at=6_000)
    assert await points(seen, POINTS, ALL, 4) is None
    later = drill_turn(51, 1, 1, answer=told, answered_at=9_000)
    await seen.commit(Commit(session(51, kind="drill", ended_at=9), drill_turns=(later,)))
    assert (await seen.rate_drill_turn(replace(later, overall=60, score="{}"))).repeats == "own"
    assert await points(seen, DRILLS, ALL, 1) == 60
