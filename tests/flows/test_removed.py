"""The bot is removed from a server, and perhaps invited again (issue 2, "Hard cases")."""

import asyncio
import logging

import pytest

from bot.practice.events import Said
from bot.practice.records import StoreError
from bot.practice.screen import Phase

from .packs import GOOD
from .world import QUIET, World, buttons


async def removed(world: World) -> None:
    """The bot is removed; as the server stays in SimCord, it is as if invited again at once."""
    world.dispatch("guild_remove", world.bot.get_guild(world.guild.id))
    await world.env.settle()


@pytest.mark.parametrize("restarted", [False, True])
async def test_no_button_of_a_dropped_screen_brings_it_back_but_try_again(world: World, restarted: bool) -> None:
    await world.start_screen()
    await world.answer(GOOD)
    await world.press("Next")
    question, feedback = world.question, world.with_button("Try again")
    await removed(world)
    if restarted:
        await world.restart()
    before = len(world.cards())
    for label in ("Done", "Skip", "Answer in a form"):
        assert "belongs to" in (await world.press(label, question)).text
    assert "belongs to" in (await world.press("Next", feedback)).text
    await world.answer(GOOD)
    assert len(world.cards()) == before
    assert await world.bot.store.live(world.guild.id, world.anna.id) is None
    await world.press("Try again", feedback)
    await world.answer(GOOD)
    assert "I disagree" in buttons(world.cards()[-1])
    assert await world.bot.store.live(world.guild.id, world.anna.id) is None


async def test_an_answer_that_is_just_being_kept_does_not_bring_it_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.start_screen()
    store, desk = world.bot.store, world.bot.desk
    row = await store.live(world.guild.id, world.anna.id)
    assert row is not None
    commit, drop_guild = store.commit, store.drop_guild
    may_go_on, begun, dropped = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def slowly(change):
        begun.set()
        await may_go_on.wait()
        return await commit(change)

    async def drop(guild_id, at):
        ids = await drop_guild(guild_id, at)
        dropped.set()
        return ids

    monkeypatch.setattr(store, "commit", slowly)
    monkeypatch.setattr(store, "drop_guild", drop)
    said = Said(row.started_at + 60_000, world.question.id + 1, GOOD)
    answering = asyncio.create_task(desk.handle(row.id, said, world.anna.id))
    await begun.wait()
    leaving = asyncio.create_task(desk.guild_gone(world.guild.id))
    await dropped.wait()
    may_go_on.set()
    await asyncio.gather(answering, leaving)
    assert await store.live(world.guild.id, world.anna.id) is None
    screen = await desk.screen(row.id)
    assert screen is not None
    assert screen.phase is Phase.ENDED
    cards = len(world.cards())
    await world.wait(QUIET)
    assert len(world.cards()) == cards


async def test_storage_that_is_locked_meanwhile_is_one_line(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await world.start_screen()

    async def locked(*_: object) -> list[int]:
        raise StoreError("the database is locked")

    monkeypatch.setattr(world.bot.store, "drop_guild", locked)
    await removed(world)
    (record,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert "the database is locked" in record.getMessage()
    assert record.exc_info is None
