"""A mistake of ours in the rules: the session ends with a word about it, and another can be started."""

from typing import Any

import pytest

from bot.calls import Calls
from bot.screens import Screens
from bot.sessions import Kind
from bot.shifts import Shifts

from .calling import start_call
from .dialing import dials, start_shift
from .packs import GOOD
from .world import World

KINDS = pytest.mark.parametrize("kind", [Screens, Calls, Shifts])


async def begin(world: World, kind: type[Kind[Any, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, ("person", "go-on"), ("person", "busy"))
    if kind is Screens:
        await world.start_screen()
    else:
        await (start_call(world) if kind is Calls else start_shift(world))


@KINDS
async def test_rules_that_always_fail_end_it(
    world: World, monkeypatch: pytest.MonkeyPatch, kind: type[Kind[Any, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    await begin(world, kind, monkeypatch)
    with monkeypatch.context() as patch:

        def mistake(*_: object) -> None:
            raise ZeroDivisionError

        patch.setattr(kind, "step", mistake)
        await world.say(GOOD)
        await world.wait(60)
    assert ("this screen is over" if kind is Screens else "went wrong") in world.said()[-1].lower()
    assert "ZeroDivisionError" in caplog.text
    caplog.clear()
    assert await world.bot.desk.live(world.guild.id, world.anna.id) is None
    await begin(world, kind, monkeypatch)
    assert await world.bot.desk.live(world.guild.id, world.anna.id) is not None


async def test_a_screen_whose_answers_cannot_be_rated_waits_and_can_be_stopped(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await begin(world, Screens, monkeypatch)

    def mistake(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(world.bot.desk._screens, "_rate", mistake)
    await world.say(GOOD)
    await world.wait(60)
    assert "so I pause" in world.said()[-1]
    await world.command("screen stop")
    assert await world.bot.desk.live(world.guild.id, world.anna.id) is None
    caplog.clear()


async def test_a_call_whose_words_cannot_be_heard_ends(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await begin(world, Calls, monkeypatch)

    def mistake(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.practice.calls.turns.listen", mistake)
    await world.say(GOOD)
    await world.wait(60)
    assert "went wrong" in world.said()[-1]
    (row,) = await world.bot.store.calls(world.guild.id, world.anna.id, 9, 0)
    assert "sorry" in row.log
    caplog.clear()
