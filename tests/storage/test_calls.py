"""What the port promises of calls that are over, on every engine."""

from dataclasses import replace

import pytest

from bot.practice.points import DRILLS, POINTS
from bot.practice.records import Commit
from bot.practice.store import Store

from .rows import ALL, GUILD, WEEK, call, session, turn


async def points(store: Store, period: str = ALL) -> int:
    place = await store.place(GUILD, POINTS, period, 7)
    return place.points if place else 0


async def test_a_call_comes_back_as_it_was_written(store: Store) -> None:
    log = '[["agent", 5, "Größe 🎧 \\\\ \\u0000 @everyone"]]'
    full = call(1, scorecard='{"outcome": "solved"}', log=log)
    bare = call(2, member_id=8, outcome="abandoned", satisfaction=1, overall=None, engine=None, rubric=None)
    await store.commit(Commit(session(1), calls=(full,)))
    await store.commit(Commit(session(2, member_id=8), calls=(bare,)))
    assert await store.call(1) == full
    assert await store.call(2) == bare
    assert await store.call(3) is None


async def test_a_call_stands_as_it_was_first_written_and_counts_once(store: Store) -> None:
    await store.commit(Commit(session(1), calls=(call(1, overall=60),)))
    await store.commit(Commit(session(1), calls=(call(1, overall=90, outcome="closed"),)))
    assert await store.call(1) == call(1, overall=60)
    assert await points(store) == 60


async def test_of_the_same_call_the_best_score_counts(store: Store) -> None:
    for id, overall in ((1, 60), (2, 40), (3, 75)):
        await store.commit(Commit(session(id, ended_at=9), calls=(call(id, overall=overall),)))
    assert await points(store) == 75
    assert await points(store, WEEK) == 75
    await store.commit(Commit(session(4, ended_at=9), calls=(call(4, call="double-bill", overall=50),)))
    assert await points(store) == 125


async def test_a_call_of_a_drill_counts_on_the_board_of_drills_too(store: Store) -> None:
    await store.commit(Commit(session(1, ended_at=9), calls=(call(1, overall=60, drill=9),)))
    await store.commit(Commit(session(2, ended_at=9), calls=(call(2, overall=90),)))
    await store.commit(Commit(session(3, ended_at=9), calls=(call(3, overall=30, drill=8),)))
    assert await store.call(1) == call(1, overall=60, drill=9)
    place = await store.place(GUILD, DRILLS, ALL, 7)
    assert place is not None
    assert place.points == 90
    assert await points(store) == 90  # the best of the same call


async def test_a_question_of_the_same_name_is_something_else(store: Store) -> None:
    await store.commit(Commit(session(1, ended_at=9), (turn(1, question="late-parcel", overall=30),)))
    await store.commit(Commit(session(2, ended_at=9), calls=(call(2, overall=40),)))
    assert await points(store) == 70


async def test_calls_and_turns_have_their_own_histories(store: Store) -> None:
    for id in (1, 2, 3):
        await store.commit(Commit(session(id, ended_at=9), calls=(call(id, ended_at=id * 1_000),)))
    await store.commit(Commit(session(4, ended_at=9), (turn(4),)))
    await store.commit(Commit(session(5, member_id=8), calls=(call(5, member_id=8),)))
    await store.commit(Commit(session(6, guild_id=GUILD + 1), calls=(call(6, guild_id=GUILD + 1),)))
    assert [row.session_id for row in await store.calls(GUILD, 7, 10, 0)] == [3, 2, 1]
    assert [row.session_id for row in await store.calls(GUILD, 7, 1, 1)] == [2]
    assert [row.session_id for row in await store.history(GUILD, 7, 10, 0)] == [4]


async def test_a_call_that_can_not_be_written_leaves_nothing(store: Store) -> None:
    with pytest.raises(Exception, match="satisfaction"):
        await store.commit(Commit(session(1), effects=("show",), calls=(replace(call(1), satisfaction=6),)))
    assert await store.session(1) is None
    assert await store.pending() == []
