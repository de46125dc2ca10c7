"""Boards: the sum of a member's best overall for each question, in each period."""

import asyncio
import tempfile
from collections import defaultdict
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.practice.records import BoardPlace, Commit, Store, TurnRow

from .rows import ALL, GUILD, MONTH, WEEK, session, turn


async def _answer(store: Store, member_id: int, **other) -> None:
    """One session with one turn."""
    id = other.pop("session_id", member_id)
    row = session(id, member_id=member_id, ended_at=9)
    await store.commit(Commit(row, (turn(id, member_id=member_id, **other),)))


async def test_the_best_score_of_each_question_counts(store: Store) -> None:
    await _answer(store, 7, attempt=1, question="a", overall=50)
    await _answer(store, 7, attempt=2, question="a", overall=80)
    await _answer(store, 7, attempt=3, question="a", overall=70)
    await _answer(store, 7, number=2, question="b", overall=10)
    await _answer(store, 7, number=3, question="a", overall=5, pack="other")
    assert await store.place(GUILD, WEEK, 7) == BoardPlace(1, 7, 95)


async def test_each_period_has_its_own_best(store: Store) -> None:
    await _answer(store, 7, attempt=1, question="a", overall=80, periods=("2025-W46", MONTH, ALL))
    await _answer(store, 7, attempt=2, question="a", overall=50, periods=("2025-W47", MONTH, ALL))
    points = {p: (await store.board(GUILD, p, 10, 0))[0].points for p in ("2025-W46", "2025-W47", MONTH, ALL)}
    assert points == {"2025-W46": 80, "2025-W47": 50, MONTH: 80, ALL: 80}


async def test_unrated_turns_do_not_count(store: Store) -> None:
    await _answer(store, 7, outcome="skipped", overall=None, answer="")
    assert await store.board(GUILD, ALL, 10, 0) == []


async def test_a_score_of_zero_is_a_place_on_the_board(store: Store) -> None:
    await _answer(store, 7, overall=0)
    assert await store.board(GUILD, ALL, 10, 0) == [BoardPlace(1, 7, 0)]


async def test_equal_points_share_a_rank(store: Store) -> None:
    for member_id, overall in [(1, 50), (2, 90), (3, 70), (4, 70), (5, 70), (6, 10)]:
        await _answer(store, member_id, overall=overall)
    board = [
        BoardPlace(1, 2, 90),
        BoardPlace(2, 3, 70),
        BoardPlace(2, 4, 70),
        BoardPlace(2, 5, 70),
        BoardPlace(5, 1, 50),
        BoardPlace(6, 6, 10),
    ]
    assert await store.board(GUILD, ALL, 10, 0) == board
    for offset in range(7):
        for limit in range(1, 4):
            assert await store.board(GUILD, ALL, limit, offset) == board[offset : offset + limit]
    for place in board:
        assert await store.place(GUILD, ALL, place.member_id) == place


async def test_servers_have_boards_of_their_own(store: Store) -> None:
    await _answer(store, 7, overall=50)
    row = session(2, guild_id=GUILD + 1, ended_at=9)
    await store.commit(Commit(row, (turn(2, guild_id=GUILD + 1, overall=90),)))
    assert await store.board(GUILD, ALL, 10, 0) == [BoardPlace(1, 7, 50)]


_PERIODS = (WEEK, MONTH, ALL)
_TURNS = st.builds(
    turn,
    session_id=st.integers(1, 3),
    number=st.integers(1, 3),
    attempt=st.integers(1, 2),
    question=st.sampled_from("ab"),
    pack=st.sampled_from(["core", "other"]),
    overall=st.none() | st.integers(0, 100),
    periods=st.lists(st.sampled_from(_PERIODS)).map(tuple),
)


def _recomputed(turns: list[TurnRow], period: str) -> list[BoardPlace]:
    best: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for row in turns:
        if row.overall is not None and period in row.periods:
            question = (row.pack, row.question)
            best[row.member_id][question] = max(row.overall, best[row.member_id].get(question, 0))
    points = sorted(
        ((sum(found.values()), member_id) for member_id, found in best.items()), key=lambda p: (-p[0], p[1])
    )
    return [BoardPlace(1 + sum(o > own for o, _ in points), member_id, own) for own, member_id in points]


@given(st.lists(st.lists(_TURNS, max_size=4), max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_boards_equal_what_the_turns_say(open_store, commits: list[list[TurnRow]]) -> None:
    """Whatever comes, twice or in any order: the kept boards are those computed from all turns kept."""

    async def run(folder: Path) -> None:
        store = await open_store(folder)
        for turns in commits:
            # A session belongs to one member: sessions 1 and 2 to member 1, session 3 to member 2.
            owned = [_owned(row) for row in turns]
            for row in owned:
                await store.commit(Commit(session(row.session_id, member_id=row.member_id, ended_at=9)))
            if owned:
                last = owned[-1]
                await store.commit(Commit(session(last.session_id, member_id=last.member_id, ended_at=9), tuple(owned)))
        kept = [row for member_id in (1, 2) for row in await store.history(GUILD, member_id, 1000, 0)]
        boards = {period: await store.board(GUILD, period, 100, 0) for period in _PERIODS}
        await store.close()
        assert {(row.session_id, row.number, row.attempt) for row in kept} == {
            (row.session_id, row.number, row.attempt) for turns in commits for row in turns
        }
        assert boards == {period: _recomputed(kept, period) for period in _PERIODS}

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder)))


def _owned(row: TurnRow) -> TurnRow:
    values = {name: getattr(row, name) for name in TurnRow.__slots__}
    return TurnRow(**{**values, "member_id": 1 if row.session_id < 3 else 2})
