"""What the port promises, on every engine."""

import asyncio
from dataclasses import replace

import pytest

from bot.practice.points import POINTS
from bot.practice.records import AlreadyLive, Commit, Decision, Done, EffectRow, ObjectionRow, StoreError, Waking
from bot.practice.store import Store

from .rows import ALL, GUILD, MONTH, WEEK, be_seen, session, turn

SNOWFLAKE = 2**63 - 1  # the largest id that Discord can ever give


async def test_a_session_comes_back_as_it_was_written(store: Store) -> None:
    row = session(
        SNOWFLAKE, channel_id=SNOWFLAKE - 1, thread_id=SNOWFLAKE - 2, member_id=SNOWFLAKE - 3, wake_at=1_763_800_000_123
    )
    await store.commit(Commit(row))
    assert await store.session(SNOWFLAKE) == row
    later = replace(row, state='{"asked": 2}', thread_id=5, wake_at=None, ended_at=1_763_800_000_456)
    await store.commit(Commit(later))
    assert await store.session(SNOWFLAKE) == later


async def test_what_is_not_there_is_none(store: Store) -> None:
    assert await store.session(1) is None
    assert await store.live(GUILD, 7) is None
    assert await store.in_thread(30) is None
    assert await store.turn(1, 1, 1) is None
    assert await store.place(GUILD, POINTS, ALL, 7) is None
    assert await store.history(GUILD, 7, 10, 0) == []
    assert await store.board(GUILD, POINTS, ALL, 10, 0) == []
    assert await store.waking() == []
    assert await store.pending() == []


async def test_one_live_session_per_member_and_server(store: Store) -> None:
    await store.commit(Commit(session(1)))
    with pytest.raises(AlreadyLive) as caught:
        await store.commit(Commit(session(2), effects=("greet",)))
    assert caught.value.session_id == 1
    assert await store.session(2) is None
    assert await store.pending() == []
    await store.commit(Commit(session(3, guild_id=GUILD + 1)))
    await store.commit(Commit(session(4, member_id=8)))
    await store.commit(Commit(session(1, ended_at=9)))
    await store.commit(Commit(session(2)))
    live = await store.live(GUILD, 7)
    assert live is not None
    assert live.id == 2


async def test_two_starts_at_the_same_moment_make_one_session(store: Store) -> None:
    results = await asyncio.gather(
        *(store.commit(Commit(session(id), effects=("greet",))) for id in (1, 2, 3)), return_exceptions=True
    )
    assert [type(result) for result in results].count(AlreadyLive) == 2
    assert len(await store.pending()) == 1


async def test_the_newest_session_of_a_thread_live_or_over(store: Store) -> None:
    await store.commit(Commit(session(1, thread_id=30, started_at=100, ended_at=200)))
    await store.commit(Commit(session(2, thread_id=30, started_at=300, ended_at=400)))
    await store.commit(Commit(session(3, thread_id=31, started_at=500)))
    found = await store.in_thread(30)
    assert found is not None
    assert found.id == 2


async def test_waking_tells_of_live_sessions_alone(store: Store) -> None:
    await store.commit(Commit(session(1, thread_id=30, wake_at=500)))
    await store.commit(Commit(session(2, member_id=8)))
    await store.commit(Commit(session(3, member_id=9, wake_at=600, ended_at=550)))
    assert set(await store.waking()) == {Waking(1, 30, 500, "screen"), Waking(2, None, None, "screen")}


async def test_effects_wait_in_order_until_they_are_ticked_off(store: Store) -> None:
    first = await store.commit(Commit(session(1), effects=("open", "greet")))
    second = await store.commit(Commit(session(2, member_id=8), effects=("open",)))
    assert [(effect.session_id, effect.body) for effect in first + second] == [(1, "open"), (1, "greet"), (2, "open")]
    assert [effect.id for effect in first + second] == sorted({effect.id for effect in first + second})
    assert await store.pending() == first + second
    await store.tick(first[0].id, 900, 5)
    await store.tick(second[0].id, None, 6)
    assert await store.pending() == [first[1]]
    await store.tick(first[0].id, None, 7)
    assert await store.pending() == [first[1]]


async def test_a_turn_comes_back_as_it_was_written(store: Store) -> None:
    answer = 'Größe 🎧 "quoted" \\ \n\r\n\t\x00\u200b\u202e @everyone'
    full = turn(1, 1, 2, began_at=1_500, answer=answer, score='{"overall": 60}')
    bare = turn(
        1, 2, outcome="unanswered", answer="", answered_at=None, overall=None, score=None, engine=None, rubric=None
    )
    bare = replace(bare)
    await store.commit(Commit(session(1), (full, bare)))
    assert await store.turn(1, 1, 2) == full
    assert await store.turn(1, 2, 1) == bare


async def test_half_a_surrogate_pair_loses_no_answer_and_moves_no_quote(store: Store) -> None:
    effects = await store.commit(Commit(session(1, state="\ud800"), (turn(answer="ok \ud83d then"),), ("\udc00",)))
    kept = await store.turn(1, 1, 1)
    assert kept is not None
    assert kept.answer == "ok ? then"
    assert len(effects) == 1


async def test_a_turn_stands_as_it_was_first_written(store: Store) -> None:
    await store.commit(Commit(session(1), (turn(overall=60),)))
    await store.commit(Commit(session(1), (turn(overall=90, answer="other words"),)))
    assert await store.turn(1, 1, 1) == turn(overall=60)
    place = await store.place(GUILD, POINTS, ALL, 7)
    assert place is not None
    assert place.points == 60


async def test_a_second_opinion_is_noted_once_and_changes_nothing_else(store: Store) -> None:
    await store.commit(Commit(session(1), (turn(), turn(number=2))))
    await store.keep_opinion(1, 1, 1, '{"first": "\ud83d"}')
    await store.keep_opinion(1, 1, 1, '{"second": 1}')
    await store.keep_opinion(1, 9, 1, "of no turn")
    noted = replace(turn(), opinion='{"first": "?"}')
    assert await store.turn(1, 1, 1) == noted
    assert await store.turn(1, 2, 1) == turn(number=2)
    assert noted in await store.history(GUILD, 7, 10, 0)
    place = await store.place(GUILD, POINTS, ALL, 7)
    assert place is not None
    assert place.points == 120


async def test_history_is_the_members_own_newest_first(store: Store) -> None:
    mine = [turn(1, 1, asked_at=10), turn(1, 1, 2, asked_at=40), turn(1, 2, asked_at=30), turn(1, 3, asked_at=20)]
    await store.commit(Commit(session(1), tuple(mine)))
    await store.commit(Commit(session(2, member_id=8), (turn(2, member_id=8),)))
    await store.commit(Commit(session(3, guild_id=GUILD + 1), (turn(3, guild_id=GUILD + 1),)))
    assert [row.asked_at for row in await store.history(GUILD, 7, 10, 0)] == [40, 30, 20, 10]
    assert [row.asked_at for row in await store.history(GUILD, 7, 2, 1)] == [30, 20]


async def test_an_objection_is_stored_once(store: Store) -> None:
    await store.commit(Commit(session(1), (turn(1, 1), turn(1, 2))))
    assert await store.object_to(1, 1, 1, 7, 50) is True
    assert await store.object_to(1, 1, 1, 7, 60) is False
    assert await store.object_to(1, 2, 1, 7, 70) is True
    assert await store.objection(1, 1, 1) == ObjectionRow(1, 1, 1, 7, 50)
    assert await store.objection(1, 1, 2) is None


async def test_open_objections_of_a_server_oldest_first(store: Store) -> None:
    await store.commit(Commit(session(1), (turn(1, 1), turn(1, 2))))
    await store.commit(Commit(session(2, guild_id=GUILD + 1), (turn(2, guild_id=GUILD + 1),)))
    for key, at in (((1, 2, 1), 70), ((1, 1, 1), 50), ((2, 1, 1), 40)):
        await store.object_to(*key, 7, at)
    assert await store.open_objections(GUILD) == [ObjectionRow(1, 1, 1, 7, 50), ObjectionRow(1, 2, 1, 7, 70)]
    await store.decide(1, 1, 1, Decision(9, 80, agreed=False), ())
    assert await store.open_objections(GUILD) == [ObjectionRow(1, 2, 1, 7, 70)]
    assert await store.open_objections(GUILD + 2) == []


async def test_the_first_decision_stands_and_changes_no_score(store: Store) -> None:
    await store.commit(Commit(session(1), (turn(1, 1), turn(1, 2))))
    await store.object_to(1, 1, 1, 7, 50)
    first = Decision(9, 80, True, "Well said: **80** calls", 4, {"ownership": 5})
    results = await asyncio.gather(
        store.decide(1, 1, 1, first, ("tell",)),
        store.decide(1, 1, 1, Decision(10, 81, False, "no"), ("tell otherwise",)),
    )
    assert results == [await store.pending(), None]
    assert [effect.body for effect in await store.pending()] == ["tell"]
    assert await store.objection(1, 1, 1) == ObjectionRow(1, 1, 1, 7, 50, first)
    assert await store.agreed() == [(turn(1, 1), first)]
    assert await store.turn(1, 1, 1) == turn(1, 1)
    assert await store.object_to(1, 1, 1, 7, 90) is False  # decided is decided


async def test_nobodys_objection_is_not_decided_on(store: Store) -> None:
    await store.commit(Commit(session(1), (turn(1, 1),)))
    assert await store.decide(1, 1, 1, Decision(9, 80, True), ("tell",)) is None
    assert await store.pending() == []
    assert await store.agreed() == []


@pytest.mark.parametrize("overall", [0, 6])
async def test_a_decision_that_fails_leaves_nothing(store: Store, overall: int) -> None:
    await store.commit(Commit(session(1), (turn(1, 1),)))
    await store.object_to(1, 1, 1, 7, 50)
    with pytest.raises(StoreError):
        await store.decide(1, 1, 1, Decision(9, 80, True, overall=overall), ("tell",))
    assert await store.open_objections(GUILD) == [ObjectionRow(1, 1, 1, 7, 50)]
    assert await store.pending() == []


async def test_agreed_objections_in_the_order_of_the_decisions(store: Store) -> None:
    await store.commit(Commit(session(1), tuple(turn(1, number) for number in (1, 2, 3))))
    for number, at, agreed in ((1, 90, True), (2, 80, True), (3, 70, False)):
        await store.object_to(1, number, 1, 7, 50)
        await store.decide(1, number, 1, Decision(9, at, agreed), ())
    assert [row.number for row, _ in await store.agreed()] == [2, 1]


async def test_rated_turns_come_page_by_page(store: Store) -> None:
    rows = [turn(id, number, member_id=id) for id in (1, 2) for number in (1, 2)]
    await store.commit(Commit(session(1, member_id=1), (*rows[:2], turn(1, 3, overall=None, score=None))))
    await store.commit(Commit(session(2, member_id=2), tuple(rows[2:])))
    assert await store.rated((0, 0, 0), 3) == rows[:3]
    assert await store.rated((2, 1, 1), 3) == rows[3:]
    assert await store.rated((2, 2, 1), 3) == []


async def test_an_objection_needs_a_turn(store: Store) -> None:
    with pytest.raises(StoreError):
        await store.object_to(1, 1, 1, 7, 50)


async def test_a_notice_is_given_once_per_server(store: Store) -> None:
    assert await store.noticed(GUILD, "no-intent") is False
    assert await store.first_time(GUILD, "no-intent", 5) is True
    assert await store.noticed(GUILD, "no-intent") is True
    assert await store.noticed(GUILD + 1, "no-intent") is False
    assert await store.first_time(GUILD, "no-intent", 6) is False
    assert await store.first_time(GUILD, "other", 7) is True
    assert await store.first_time(GUILD + 1, "no-intent", 8) is True


async def test_leaving_a_server_ends_its_sessions_and_drops_their_effects(store: Store) -> None:
    await store.commit(Commit(session(1, wake_at=50), (turn(1),), ("a",)))
    await store.commit(Commit(session(2, member_id=8), effects=("b",)))
    await store.commit(Commit(session(3, member_id=9, ended_at=40), effects=("report",)))
    elsewhere = await store.commit(Commit(session(4, guild_id=GUILD + 1, wake_at=60), effects=("c",)))
    assert set(await store.drop_guild(GUILD, 70)) == {1, 2}
    assert await store.session(1) == session(1, ended_at=70)
    assert await store.session(3) == session(3, member_id=9, ended_at=40)
    assert await store.waking() == [Waking(4, None, 60, "screen")]
    assert await store.pending() == elsewhere
    assert await store.turn(1, 1, 1) == turn(1)
    assert await store.drop_guild(GUILD, 80) == []


async def test_ids_of_dropped_effects_are_not_used_again(store: Store) -> None:
    """The nonce of a message is made from the effect's id: used again, Discord would take two messages for one."""
    [dropped] = await store.commit(Commit(session(1), effects=("a",)))
    await store.drop_guild(GUILD, 70)
    [new] = await store.commit(Commit(session(1), effects=("b",)))
    assert new.id > dropped.id


@pytest.mark.parametrize(
    "wrong",
    [
        {"turns": (turn(1), turn(99))},  # of a session that is not there
        {"turns": (turn(1), turn(1, 2, overall=101))},
        {"turns": (turn(1), turn(1, 2, outcome="lost"))},
        {"effects": ("fine", None)},
    ],
)
async def test_a_commit_that_fails_leaves_nothing(store: Store, wrong) -> None:
    await store.commit(Commit(session(1)))
    with pytest.raises(StoreError):
        await store.commit(Commit(session(1, state='{"asked": 1}'), **wrong))
    assert await store.session(1) == session(1)
    assert await store.turn(1, 1, 1) is None
    assert await store.board(GUILD, POINTS, ALL, 10, 0) == []
    assert await store.pending() == []
    await store.commit(Commit(session(1), (turn(1),), ("next",)))


async def test_all_is_there_after_closing_and_opening(open_store, tmp_path) -> None:
    first = await open_store(tmp_path)
    effects = await first.commit(Commit(session(1, wake_at=5), (turn(1),), ("greet",)))
    await first.close()
    await first.close()
    with pytest.raises(StoreError, match="closed"):
        await first.pending()
    second = await open_store(tmp_path)
    assert await second.session(1) == session(1, wake_at=5)
    assert await second.turn(1, 1, 1) == turn(1)
    assert await second.pending() == effects == [EffectRow(effects[0].id, 1, "greet")]
    place = await second.place(GUILD, POINTS, WEEK, 7)
    assert place is not None
    assert place.points == 60
    await second.close()


async def test_many_at_once_do_not_mix(store: Store) -> None:
    """Half of the commits fail half-way; none takes another's rows with it or leaves its own."""

    async def one(id: int) -> None:
        wrong = turn(id, 2, member_id=id, overall=101) if id % 2 else turn(id, 2, member_id=id)
        await store.commit(Commit(session(id, member_id=id), (turn(id, 1, member_id=id), wrong), ("greet",)))

    await asyncio.gather(*(one(id) for id in range(1, 61)), return_exceptions=True)
    even = set(range(2, 61, 2))
    await be_seen(store, *range(1, 61))
    assert {row.session_id for row in await store.waking()} == even
    assert {effect.session_id for effect in await store.pending()} == even
    assert {place.member_id for place in await store.board(GUILD, POINTS, MONTH, 100, 0)} == even
    assert {place.points for place in await store.board(GUILD, POINTS, MONTH, 100, 0)} == {120}


async def test_a_cancelled_commit_is_whole_or_absent(store: Store) -> None:
    whole = 0
    for id in range(1, 80):
        change = Commit(session(id, member_id=id), (turn(id, member_id=id),), ("greet",))
        task = asyncio.create_task(store.commit(change))
        other = asyncio.create_task(store.first_time(GUILD, str(id), 5))
        for _ in range(id // 4):  # cancelled at another step each time
            await asyncio.sleep(0 if id % 2 else 0.0002)
        task.cancel()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert await other is True
        parts = [
            await store.session(id) is not None,
            await store.turn(id, 1, 1) is not None,
            await store.place(GUILD, POINTS, ALL, id) is not None,
            any(effect.session_id == id for effect in await store.pending()),
        ]
        assert len(set(parts)) == 1
        whole += parts[0]
    assert 0 < whole < 79  # the test has seen both


async def test_a_commit_ticks_off_the_effect_that_it_came_from(store: Store) -> None:
    [effect] = await store.commit(Commit(session(1), effects=("put the question",)))
    [follows] = await store.commit(Commit(session(1), effects=("and so on",), done=Done(effect.id, 99, 5)))
    assert await store.pending() == [follows]


async def test_a_commit_that_fails_ticks_nothing_off(store: Store) -> None:
    [effect] = await store.commit(Commit(session(1), effects=("put the question",)))
    with pytest.raises(AlreadyLive):
        await store.commit(Commit(session(2), done=Done(effect.id, 99, 5)))
    assert await store.pending() == [effect]
