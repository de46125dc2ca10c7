"""The boards that are kept are those computed from all answers anew, whatever comes, twice and in any order."""

import asyncio
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import floor
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.practice.points import CONSISTENCY, DRILLS, IMPROVEMENT, POINTS
from bot.practice.records import BoardPlace, Commit, DrillTurnRow, TurnRow
from bot.practice.settings import GuildSettings, MemberSettings, Seen
from bot.practice.store import Store

from .rows import GUILD, drill_turn, session, turn

SERVER, OWN = ZoneInfo("Europe/Berlin"), {1: ZoneInfo("America/New_York"), 2: ZoneInfo("Europe/Berlin")}
# The night in which summer time ends, which is a week's last; and one in which a month and a season end.
_NIGHTS = [datetime(2026, 10, 25, 23, 30, tzinfo=SERVER), datetime(2026, 9, 30, 23, 30, tzinfo=SERVER)]
_TIMES = st.builds(
    lambda night, days, hours: int((night + timedelta(days=days, hours=hours)).timestamp()) * 1000,
    st.sampled_from(_NIGHTS), st.integers(-12, 12), st.sampled_from([0, 0, 1, 8]),
)  # fmt: skip
_ANSWERS = st.builds(
    turn,
    session_id=st.integers(1, 4),  # 1 and 2 are screens, 3 and 4 drills
    number=st.integers(1, 6),
    member_id=st.sampled_from([1, 1, 1, 2]),
    question=st.sampled_from("ab"),
    answered_at=_TIMES,
    overall=st.none() | st.integers(0, 100),
)
_SEEN = st.sampled_from(Seen)


def _date(at: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(at // 1000, zone).date()


def _begins(day: date) -> dict[str, date]:
    """The week, month and season of a day, and when they begin."""
    monday = day - timedelta(days=day.weekday())
    thursday = monday + timedelta(days=3)
    season = (day.month - 1) // 3
    return {
        f"week-{thursday.year}-{(thursday.timetuple().tm_yday - 1) // 7 + 1:02}": monday,
        f"month-{day.year}-{day.month:02}": day.replace(day=1),
        f"season-{day.year}-{season + 1}": date(day.year, 3 * season + 1, 1),
    }


def _in_a_row(days: set[date], last: date) -> int:
    best = 0
    for first in days:
        span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        missed = [day.isocalendar()[:2] for day in span if day not in days]
        if len(set(missed)) == len(missed):
            best = max(best, sum(day in days for day in span))
    return best


Answer = tuple[str, int, int, bool]  # question, time, overall, in a drill


def _recomputed(member_id: int, answers: list[Answer]) -> dict[tuple[str, str], int]:
    periods: dict[str, list[Answer]] = defaultdict(list)
    begins: dict[str, date] = {}
    for answer in answers:
        periods["all"].append(answer)
        for period, first in _begins(_date(answer[1], SERVER)).items():
            periods[period].append(answer)
            begins[period] = first
    practised = {_date(at, OWN[member_id]) for _, at, _, _ in answers}
    boards = {}
    for period, inside in periods.items():
        best = {question: max(o for q, _, o, _ in inside if q == question) for question, *_ in inside}
        boards[POINTS, period] = sum(best.values())
        if any(drill for *_, drill in inside):
            boards[DRILLS, period] = sum(overall for _, _, overall, drill in inside if drill)
        boards[CONSISTENCY, period] = max(_in_a_row(practised, _date(at, OWN[member_id])) for _, at, _, _ in inside)
        before = [o for _, at, o, _ in answers if period in begins and _date(at, SERVER) < begins[period]]
        if len(before) >= 5 and len(inside) >= 5:
            mean = Fraction(sum(o for _, _, o, _ in inside), len(inside))
            tenths = 10 * (mean - Fraction(sum(before), len(before)))
            boards[IMPROVEMENT, period] = floor(tenths + Fraction(1, 2))
    return boards


async def _put(store: Store, row: TurnRow) -> None:
    if row.session_id <= 2:
        # A session belongs to one member.
        row = replace(row, session_id=10 * row.member_id + row.session_id)
        await store.commit(Commit(session(row.session_id, member_id=row.member_id, ended_at=9), (row,)))
        return
    given = drill_turn(row.session_id, row.number, row.member_id, question=row.question, answered_at=row.answered_at)
    await store.commit(Commit(session(given.session_id, kind="drill", ended_at=9), drill_turns=(given,)))
    if row.overall is not None:
        await store.rate_drill_turn(replace(given, overall=row.overall, score="{}"))


async def _kept(store: Store, member_id: int) -> list[Answer]:
    rows: Iterable[TurnRow | DrillTurnRow] = [
        *await store.history(GUILD, member_id, 1000, 0),
        *await store.drill_history(GUILD, member_id, 1000, 0),
    ]
    return [
        (row.question, row.answered_at or 0, row.overall, isinstance(row, DrillTurnRow))
        for row in rows
        if row.overall is not None
    ]


@given(st.lists(_ANSWERS, max_size=24), st.lists(st.tuples(st.sampled_from([1, 2]), _SEEN), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_boards_equal_what_the_answers_say(open_store, rows: list[TurnRow], wishes: list[tuple[int, Seen]]) -> None:
    async def run(folder: Path) -> None:
        store = await open_store(folder)
        await store.keep_guild_settings(GuildSettings(GUILD, zone=SERVER.key))
        seen = dict.fromkeys((1, 2), Seen.UNASKED)
        for index, row in enumerate(rows):
            if index % 5 == 1:
                member_id, wish = wishes[index // 5 % len(wishes)]
                seen[member_id] = wish
                await store.keep_member_settings(MemberSettings(GUILD, member_id, wish, zone=OWN[member_id].key))
            elif index == 0:
                for member_id, zone in OWN.items():
                    await store.keep_member_settings(MemberSettings(GUILD, member_id, zone=zone.key))
            await _put(store, row)
        boards = {id: _recomputed(id, await _kept(store, id)) for id in (1, 2)}
        for kind, period in boards[1].keys() | boards[2].keys():
            has = {id: boards[id][kind, period] for id in (1, 2) if (kind, period) in boards[id]}
            shown = {id: value for id, value in has.items() if seen[id].on_boards}
            expected = {
                id: BoardPlace(1 + sum(v > value for v in shown.values()), id, value, seen[id] is Seen.NAMED)
                for id, value in has.items()
            }
            assert {id: await store.place(GUILD, kind, period, id) for id in (1, 2)} == {1: None, 2: None} | expected
            board = sorted((expected[id] for id in shown), key=lambda place: (place.rank, place.member_id))
            assert await store.board(GUILD, kind, period, 10, 0) == board
            assert await store.board(GUILD, kind, period, 10, 1) == board[1:]
            assert await store.board_size(GUILD, kind, period) == len(board)
            if 1 in has:
                around = {place.member_id: place for place in await store.around(GUILD, kind, period, 1)}
                assert around == {place.member_id: place for place in (*board, expected[1])}
        await store.close()

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder)))
