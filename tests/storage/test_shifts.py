"""What the port promises of shifts that are over, on every engine."""

import pytest

from bot.practice.points import POINTS
from bot.practice.records import Commit
from bot.practice.store import Store

from .rows import ALL, GUILD, WEEK, call, session, shift, turn


async def points(store: Store, period: str = ALL) -> int:
    place = await store.place(GUILD, POINTS, period, 7)
    return place.points if place else 0


async def test_a_shift_comes_back_as_it_was_written(store: Store) -> None:
    full = shift(1, log='[["agent", 5, "Größe 🎧 @everyone"]]', dialled='[{"contact": "X"}]')
    bare = shift(2, member_id=8, connections=1, hits=0, overall=None)
    await store.commit(Commit(session(1), shifts=(full,)))
    await store.commit(Commit(session(2, member_id=8), shifts=(bare,)))
    assert await store.shift(1) == full
    assert await store.shift(2) == bare
    assert await store.shift(3) is None
    assert await store.place(GUILD, POINTS, ALL, 8) is None  # nothing was said: no place on the board


async def test_a_shift_stands_as_it_was_first_written_and_counts_once(store: Store) -> None:
    await store.commit(Commit(session(1), shifts=(shift(1, overall=60),)))
    await store.commit(Commit(session(1), shifts=(shift(1, overall=90),)))
    assert await store.shift(1) == shift(1, overall=60)
    assert await points(store) == 60


async def test_of_the_same_campaign_the_best_score_counts(store: Store) -> None:
    for id, overall in ((1, 60), (2, 40), (3, 75)):
        await store.commit(Commit(session(id, ended_at=9), shifts=(shift(id, overall=overall),)))
    assert await points(store) == 75
    assert await points(store, WEEK) == 75
    await store.commit(Commit(session(4, ended_at=9), shifts=(shift(4, campaign="fibre-offer", overall=50),)))
    assert await points(store) == 125


async def test_a_call_or_question_of_the_same_name_is_something_else(store: Store) -> None:
    await store.commit(Commit(session(1, ended_at=9), (turn(1, question="city-buses", overall=30),)))
    await store.commit(Commit(session(2, ended_at=9), calls=(call(2, call="city-buses", overall=40),)))
    await store.commit(Commit(session(3, ended_at=9), shifts=(shift(3, overall=20),)))
    assert await points(store) == 90


async def test_shifts_have_a_history_of_their_own(store: Store) -> None:
    for id in (1, 2, 3):
        await store.commit(Commit(session(id, ended_at=9), shifts=(shift(id, ended_at=id * 1_000),)))
    await store.commit(Commit(session(4, ended_at=9), calls=(call(4),)))
    await store.commit(Commit(session(5, member_id=8), shifts=(shift(5, member_id=8),)))
    await store.commit(Commit(session(6, guild_id=GUILD + 1), shifts=(shift(6, guild_id=GUILD + 1),)))
    assert [row.session_id for row in await store.shifts(GUILD, 7, 10, 0)] == [3, 2, 1]
    assert [row.session_id for row in await store.shifts(GUILD, 7, 1, 1)] == [2]
    assert [row.session_id for row in await store.calls(GUILD, 7, 10, 0)] == [4]


async def test_a_shift_that_can_not_be_written_leaves_nothing(store: Store) -> None:
    with pytest.raises(Exception, match="hits"):
        await store.commit(Commit(session(1), effects=("show",), shifts=(shift(1, hits=7),)))
    assert await store.session(1) is None
    assert await store.pending() == []
