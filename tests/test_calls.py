"""Calls as a kind of session: which call comes, what is stored of it, and what happens when its content is gone."""

from dataclasses import replace
from typing import Any

import pytest

from bot.calls import CallRequest, Calls, NoSuchCall, UnknownCall
from bot.practice.calls.call import Hold, LookUp
from bot.practice.calls.content import Direction
from bot.practice.calls.events import HoldPressed
from bot.practice.content import Pack
from bot.practice.effects import Line, Reply, Tell
from bot.practice.events import DeadlinePassed, Gone, SharePressed
from bot.practice.records import CallRow
from bot.practice.settings import MemberSettings
from bot.practice.timing import Pace
from bot.settings import Settings
from bot.state import call_of, call_session_row, is_durable
from tests.face.call_scenes import MOVES, RESULT, RUBRIC, SCRIPT, call, over
from tests.face.scenes import SCORE


class Had:
    """A store that knows what calls were had, newest first."""

    def __init__(self, *names: str) -> None:
        self.names = names

    async def calls(self, *_: int) -> list[CallRow]:
        record = over().record
        assert record is not None
        return [replace(record, call=name) for name in self.names]

    async def member_settings(self, guild_id: int, member_id: int) -> MemberSettings:
        return MemberSettings(guild_id, member_id, factor=1.5)


def calls(*had: str, packs: bool = True) -> Calls:
    ring = replace(SCRIPT, id="ring", title="Ring her", direction=Direction.OUTBOUND, difficulty=3)
    scripts = {"lamp": SCRIPT, "ring": ring, "old": replace(SCRIPT, id="old", title="Old", retired=True)}
    held = {"core": Pack("core", "Core", "", "Linden", (), {}, scripts)} if packs else {}
    store: Any = Had(*had)
    return Calls(store, held, RUBRIC, lambda question, text: SCORE, Settings(store))


def request(**changes: object) -> CallRequest:
    made = CallRequest(5, 6, 1, 2, 3, "Anna", typing_allowed=True, pace=Pace.REAL, public=False)
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("had", [("lamp",), ("lamp", "lamp"), ("lamp", "ring", "ring")])
async def test_a_call_not_had_lately_comes(had: tuple[str, ...]) -> None:
    for id in range(20):
        assert (await calls(*had).begin(request(id=id))).script == "ring"


async def test_a_call_has_its_members_time_factor() -> None:
    assert (await calls().begin(request())).factor == 1.5


async def test_all_calls_come_and_retired_ones_only_by_name() -> None:
    assert {(await calls().begin(request(id=id))).script for id in range(20)} == {"lamp", "ring"}
    assert (await calls().begin(request(call="old"))).script == "old"


async def test_direction_and_difficulty() -> None:
    assert (await calls("ring").begin(request(direction=Direction.OUTBOUND))).script == "ring"
    assert (await calls("lamp").begin(request(difficulty=2))).script == "lamp"
    with pytest.raises(NoSuchCall):
        await calls().begin(request(direction=Direction.OUTBOUND, difficulty=1))
    with pytest.raises(UnknownCall):
        await calls().begin(request(call="nothing"))


async def test_the_seed_is_the_interaction_or_the_one_asked_for() -> None:
    assert (await calls().begin(request())).seed == 5
    assert (await calls().begin(request(call="lamp", seed=77))).seed == 77


def test_a_call_comes_back_as_it_was_written() -> None:
    going = call(
        holds=(Hold(1, True, 60_000),),
        look_up=LookUp("order", 9),
        caller=replace(call().state, done={"greets": 1}, moves=MOVES, told=("name",)),
    )
    assert call_of(call_session_row(going)) == going
    row = call_session_row(going)
    assert call_of(replace(row, ended_at=12)).ended_why == "server"  # storage ended it: the bot was removed


def test_the_record_says_what_it_came_to() -> None:
    record = over().record
    assert record is not None
    assert (record.call, record.outcome, record.satisfaction, record.overall) == ("lamp", "solved", 4, 63)
    bare = over(replace(RESULT, score=None, overall=None)).record
    assert bare is not None
    assert (bare.overall, bare.engine, bare.rubric) == (None, None, None)


def test_a_call_whose_content_is_gone_is_over() -> None:
    kind = calls(packs=False)
    after, effects = kind.step(call(), DeadlinePassed(99))
    assert after.ended_at == 99
    assert effects == [Tell(Line.WENT_WRONG)]
    assert kind.step(call(), Gone(99, "thread"))[1] == []
    assert kind.step(after, HoldPressed(100, 1))[1] == [Reply(Line.OLD_BUTTON)]
    assert kind.step(after, SharePressed(100))[1] == [Reply(Line.OLD_BUTTON)]
    assert kind.step(after, DeadlinePassed(100)) == (after, [])


def test_a_call_at_a_beat_that_is_gone_is_over() -> None:
    lost = call(caller=replace(call().state, beat="no-more"))
    assert calls().step(lost, DeadlinePassed(99))[0].ended_at == 99


def test_replies_are_not_stored() -> None:
    assert is_durable(Tell(Line.OVER))
    assert not is_durable(Reply(Line.OVER))
