"""What the port promises of drills, on every engine."""

import asyncio
from dataclasses import replace

from bot.practice.records import Commit
from bot.practice.store import Store

from .rows import GUILD, drill_turn, entrant, session, turn


async def test_a_drill_leaves_its_launcher_free(store: Store) -> None:
    await store.commit(Commit(session(1, kind="drill", thread_id=30)))
    await store.commit(Commit(session(2, kind="drill", thread_id=31)))
    await store.commit(Commit(session(3)))
    live = await store.live(GUILD, 7)
    assert live is not None
    assert live.id == 3
    assert {(row.session_id, row.kind) for row in await store.waking()} == {(1, "drill"), (2, "drill"), (3, "screen")}
    await store.commit(Commit(session(2, kind="drill", thread_id=31, ended_at=9)))
    await store.commit(Commit(session(4, kind="drill", guild_id=GUILD + 1)))
    assert [row.id for row in await store.drills(GUILD, live=True, limit=10)] == [1]
    assert [row.id for row in await store.drills(GUILD, live=False, limit=10)] == [2, 1]
    assert [row.id for row in await store.drills(GUILD, live=False, limit=1)] == [2]
    assert set(await store.drop_guild(GUILD, 70)) == {1, 3}
    assert await store.drills(GUILD, live=True, limit=10) == []


async def test_entrants_come_in_the_order_in_which_they_joined_as_they_are_now(store: Store) -> None:
    first, second = entrant(1, 8, joined_at=20), entrant(1, 7, joined_at=30, team=1, factor=1.5, named=True)
    await store.commit(Commit(session(1, kind="drill"), entrants=(second, first)))
    await store.commit(Commit(session(2, kind="drill"), entrants=(entrant(2, 9),)))
    assert await store.entrants(1) == [first, second]
    left = replace(first, call_id=5, left_at=90, removed=True)
    await store.commit(Commit(session(1, kind="drill"), entrants=(left,)))
    assert await store.entrants(1) == [left, second]


async def test_the_first_answer_of_a_round_stands_and_is_rated_once(store: Store) -> None:
    rows = [drill_turn(1, 2, 7), drill_turn(1, 1, 8, answered_at=3_000), drill_turn(1, 1, 7)]
    await store.commit(Commit(session(1, kind="drill"), drill_turns=tuple(rows)))
    await store.commit(Commit(session(1, kind="drill"), drill_turns=(drill_turn(1, 1, 7, answer="something else"),)))
    assert await store.drill_turns(1) == [rows[2], rows[1], rows[0]]
    assert await store.drill_turn(1, 1, 7) == rows[2]
    assert await store.drill_turn(1, 3, 7) is None
    assert set(await store.unrated()) == set(rows)
    rated = replace(rows[2], overall=60, score="{}", engine="1", rubric="1")
    first, again = await asyncio.gather(
        store.rate_drill_turn(rated), store.rate_drill_turn(replace(rated, overall=90, repeats="strong"))
    )
    assert first == again == await store.drill_turn(1, 1, 7) == rated
    assert set(await store.unrated()) == set(rows[:2])
    assert await store.drill_history(GUILD, 7, 10, 0) == [rows[0], rated]
    assert await store.drill_history(GUILD, 7, 10, 1) == [rated]


async def test_averages_are_of_screens_and_drills_before(store: Store) -> None:
    await store.commit(Commit(session(1, ended_at=9), (turn(1, 1, overall=40), turn(1, 2, overall=None, score=None))))
    await store.commit(
        Commit(session(2, kind="drill"), drill_turns=(drill_turn(2, 1), drill_turn(2, 2, asked_at=9_000)))
    )
    for row in await store.drill_turns(2):
        await store.rate_drill_turn(replace(row, overall=70, score="{}"))
    assert await store.averages(GUILD, [7, 8], 5_000) == {7: (55.0, 2)}
    assert await store.averages(GUILD, [7], 500) == {}
