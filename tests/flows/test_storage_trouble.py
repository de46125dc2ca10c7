"""The database is locked or full while a screen runs: the member is told, nothing is lost, it goes on when it heals."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest

import bot.app
from bot.practice.records import StoreError
from bot.storage.sqlite import SqliteStore

from .packs import GOOD
from .world import World, buttons, text

HEALED = 15
"""Seconds after which it is tried again."""


@pytest.fixture(autouse=True)
def _waits_briefly(monkeypatch: pytest.MonkeyPatch) -> None:
    """The store waits 3 real seconds for another's lock: here a moment."""
    open_store = partial(SqliteStore.open, busy_ms=10)
    monkeypatch.setattr(bot.app.SqliteStore, "open", open_store)


@contextmanager
def locked(world: World) -> Iterator[None]:
    """Another process writes meanwhile, and does not end."""
    other = sqlite3.connect(world.config.database)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
    finally:
        other.close()


class Broken:
    """A store that can neither read nor write."""

    def __getattr__(self, _: str) -> Any:
        async def refuse(*_: object) -> None:
            raise StoreError("The disk is full: free some space.")

        return refuse


@contextmanager
def broken(world: World) -> Iterator[None]:
    """Nothing can be read or written meanwhile."""
    bot, store = world.bot, world.bot.store
    bot.store = bot.desk._store = bot.boards._store = bot.pins._store = Broken()  # type: ignore[assignment]
    try:
        yield
    finally:
        bot.store = bot.desk._store = bot.boards._store = bot.pins._store = store


TROUBLE = pytest.mark.parametrize("trouble", [locked, broken])


def feedback(world: World) -> list[str]:
    """The feedback cards' texts."""
    return [text(card) for card in world.cards() if "I disagree" in buttons(card)]


@TROUBLE
async def test_words_said_meanwhile_count_with_their_own_times(world: World, trouble: Any) -> None:
    await world.start_screen()
    await world.wait(5)
    with trouble(world):
        await world.say("I am really sorry that you had to wait.")
        await world.wait(2)
        await world.say("I will call you back before six today.")
        await world.wait(60)
        assert not feedback(world)
    await world.wait(HEALED)
    (said,) = feedback(world)
    assert "17 words" in said
    assert "began after 5 s" in said.lower()
    assert "answered in 7 s" in said.lower()


@TROUBLE
async def test_silence_over_meanwhile_ends_the_answer_later(world: World, trouble: Any) -> None:
    await world.start_screen()
    await world.say(GOOD)
    with trouble(world):
        await world.wait(60)
        assert not feedback(world)
    await world.wait(HEALED)
    assert len(feedback(world)) == 1
    assert len({text(card) for card in world.cards()}) == len(world.cards())


@TROUBLE
@pytest.mark.parametrize("label", ["Skip", "Done"])
async def test_press_is_answered_and_works_again_after(world: World, trouble: Any, label: str) -> None:
    await world.start_screen()
    await world.say(GOOD)
    with trouble(world):
        reply = await world.press(label)
        assert reply.private
        assert "try again" in reply.text
    await world.press(label)
    assert len(world.cards()) == 3


@TROUBLE
async def test_form_goes_back_to_its_writer(world: World, trouble: Any) -> None:
    await world.start_screen()
    form = await world.press("Answer in a form")
    with trouble(world):
        reply = await world.submit(form, GOOD)
        assert reply.private
        assert "try again" in reply.text
        assert GOOD in reply.text
    await world.submit(await world.press("Answer in a form"), GOOD)
    assert len(feedback(world)) == 1


@TROUBLE
async def test_start_says_so_and_opens_nothing(world: World, trouble: Any) -> None:
    with trouble(world):
        reply = await world.start()
        assert reply.private
        assert "try again" in reply.text
        assert not world.channel.threads
    world.errors()  # SimCord notes that the command failed; it was answered
    await world.start_screen()


@pytest.mark.parametrize("command", ["screen stop", "screen resume", "screen history", "leaderboard"])
async def test_commands_say_so(world: World, command: str) -> None:
    await world.start_screen()
    with broken(world):
        reply = await world.command(command)
        assert reply.private
        assert "try again" in reply.text
    world.errors()
    await world.answer(GOOD)
    assert len(feedback(world)) == 1


@pytest.mark.parametrize("label", ["A strong answer", "I disagree", "Next", "Try again"])
async def test_buttons_of_feedback_say_so_or_work(world: World, label: str) -> None:
    await world.start_screen()
    await world.answer(GOOD)
    with broken(world):
        reply = await world.press(label)
        assert "try again" in reply.text or label == "A strong answer"
    await world.press(label)
    assert len({text(card) for card in world.cards()}) == len(world.cards())


async def test_trouble_between_a_card_and_its_tick_shows_it_once(world: World) -> None:
    await world.start_screen()
    tick = world.bot.store.tick

    async def refuse(*_: object) -> None:
        raise StoreError("The database is locked.")

    world.bot.store.tick = refuse  # type: ignore[method-assign]
    await world.press("Skip")
    await world.wait(30)
    world.bot.store.tick = tick  # type: ignore[method-assign]
    await world.wait(HEALED)
    assert sum("2 of 3" in said for said in world.said()) == 1
    await world.answer(GOOD)
    assert len(feedback(world)) == 1


async def test_trouble_between_a_question_and_the_start_of_its_clock(world: World) -> None:
    await world.start_screen(pace="pressure")
    commit, commits = world.bot.store.commit, []

    async def refuse_some(change: Any) -> Any:
        commits.append(change)
        if len(commits) in (2, 3, 4):  # the first is the press itself
            raise StoreError("The database is locked.")
        return await commit(change)

    world.bot.store.commit = refuse_some  # type: ignore[method-assign]
    await world.press("Skip")
    assert "2 of 3" in text(world.question)
    await world.wait(2 * HEALED)
    await world.wait(15)
    assert "3 of 3" in text(world.question)  # its clock ran all the same
    assert len({text(card) for card in world.cards()}) == len(world.cards())


async def test_full_disk(world: World) -> None:
    await world.start_screen()
    database = world.bot.store._db
    (pages,) = await database.execute_fetchall("PRAGMA page_count")
    await database.execute_fetchall(f"PRAGMA max_page_count = {pages['page_count']}")
    for _ in range(4):
        await world.say(GOOD * 15)
    await world.wait(30)
    await database.execute_fetchall("PRAGMA max_page_count = 1000000")
    await world.wait(HEALED)
    (said,) = feedback(world)
    assert f"{4 * len((GOOD * 15).split())} words" in said
