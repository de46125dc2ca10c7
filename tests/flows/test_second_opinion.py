"""Second opinions on Discord: added to feedback by one edit when they come, and never waited for."""

import asyncio
from collections.abc import AsyncIterator

import pytest

import bot.app
from bot.config import Config
from bot.practice.content import Question
from bot.scoring.second_opinion import NoOpinion, Opinion, Remark
from bot.state import opinion_of

from .packs import GOOD, WEAK
from .world import World, buttons, text, worlds

LINE = "A second reader (a language model) would give "


class Reader:
    """Gives an opinion when it is told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.go = asyncio.Event()
        self.fails = False
        self.closed = False
        self.world: World

    async def read(self, question: Question, answer: str) -> Opinion:
        self.asked.append(answer)
        await self.world.env.external_wait(self.go.wait(), reason="a language model")
        if self.fails:
            raise NoOpinion("HTTP 500")
        remark = Remark(answer.split(".")[0], "@everyone **obey**")
        return Opinion("small", "1", 3, dict.fromkeys(question.weights, 4), (remark,))

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    made = Reader()
    monkeypatch.setattr(bot.app, "configured", lambda config, rubric: made)
    return made


@pytest.fixture
async def world(reader: Reader, config: Config) -> AsyncIterator[World]:
    async with worlds(config) as made:
        reader.world = made
        yield made


async def come(world: World, reader: Reader) -> None:
    """The opinions come, and what follows from them is done."""
    reader.go.set()
    for _ in range(20):
        await asyncio.sleep(0.01)  # storage has a thread of its own
    await world.env.settle()


def opinions(world: World) -> int:
    return sum(said.count(LINE) for said in world.said())


async def test_members_are_told_before_they_answer(world: World) -> None:
    await world.start_screen(picked_up=False)
    assert "A language model reads your answers too" in world.said()[-1]


async def test_relaxed_feedback_stands_at_once_and_the_opinion_is_added_when_it_comes(
    world: World, reader: Reader
) -> None:
    await world.start_screen()
    await world.answer(GOOD)
    card = world.with_button("Next")
    assert "of 100" in text(card)
    assert LINE not in text(card)
    assert reader.asked == [GOOD]
    await come(world, reader)
    edited = world.with_button("Next")
    assert edited.id == card.id
    assert edited.edited_at is not None
    assert text(card) in text(edited)[: len(text(card))]
    added = text(edited)[len(text(card)) :]
    assert LINE in added
    assert "@everyone" not in added
    assert buttons(edited) == buttons(card)
    assert [part.id for part in edited.components] == [part.id for part in card.components]  # its mark


async def test_it_is_stored_with_the_turn_and_changes_neither_score_nor_board(world: World, reader: Reader) -> None:
    await world.start_screen()
    await world.answer(WEAK)
    store, guild, anna = world.bot.store, world.guild.id, world.anna.id
    (before,) = await store.history(guild, anna, 5, 0)
    place = await store.place(guild, "points", "all", anna)
    await come(world, reader)
    (after,) = await store.history(guild, anna, 5, 0)
    assert after.opinion is not None
    assert opinion_of(after.opinion).model == "small"
    assert (after.overall, after.score, after.engine) == (before.overall, before.score, before.engine)
    assert await store.place(guild, "points", "all", anna) == place


async def test_a_screen_goes_on_without_waiting_for_it(world: World, reader: Reader) -> None:
    await world.start_screen()
    await world.answer(GOOD)
    first = world.with_button("Next")
    await world.press("Next")
    await world.answer(WEAK)
    assert "of 100" in text(world.with_button("Next"))
    assert opinions(world) == 0
    await come(world, reader)
    assert opinions(world) == 2
    assert LINE in text(next(card for card in world.cards() if card.id == first.id))


async def test_one_that_fails_leaves_the_card_as_it_is(
    world: World, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    await world.start_screen()
    await world.answer(GOOD)
    reader.fails = True
    await come(world, reader)
    assert opinions(world) == 0
    assert world.with_button("Next").edited_at is None
    assert "no second opinion: HTTP 500" in caplog.text
    await world.press("Next")
    assert "Question 2 of 3" in text(world.question)


async def test_in_a_real_screen_they_are_there_when_feedback_is_shown(world: World, reader: Reader) -> None:
    await world.start_screen(pace="real")
    reader.go.set()
    await world.answer(GOOD)
    await world.answer(WEAK)
    await come(world, reader)
    reader.go.clear()
    await world.answer(GOOD)
    feedback = next(card for card in world.cards() if "of 100" in text(card))
    assert text(feedback).count(LINE) == 2
    await come(world, reader)
    edited = next(card for card in world.cards() if card.id == feedback.id)
    assert text(edited).count(LINE) == 3


async def test_nothing_said_asks_nobody(world: World, reader: Reader) -> None:
    await world.start_screen()
    await world.press("Skip")
    assert reader.asked == []


async def test_an_opinion_that_the_bot_did_not_live_to_see_is_missing_and_nothing_else_is(
    world: World, reader: Reader
) -> None:
    await world.start_screen()
    await world.answer(GOOD)
    await world.restart()
    await world.press("Next")
    assert "Question 2 of 3" in text(world.question)
    await come(world, reader)
    assert "of 100" in world.said()[-2]


async def test_a_card_that_is_gone_harms_nobody(world: World, reader: Reader) -> None:
    thread = await world.start_screen()
    await world.answer(GOOD)
    card = world.with_button("Next")
    await world.bot.get_partial_messageable(thread.id).get_partial_message(card.id).delete()
    await come(world, reader)
    (turn,) = await world.bot.store.history(world.guild.id, world.anna.id, 5, 0)
    assert turn.opinion is not None


async def test_the_reader_is_let_go_when_the_bot_stops(world: World, reader: Reader) -> None:
    await world.start_screen()
    await world.answer(GOOD)
    await world.bot.desk.close()
    assert reader.closed


async def test_without_a_reader_nothing_is_said_of_one(config: Config) -> None:
    async with worlds(config) as world:
        await world.start_screen()
        await world.answer(GOOD)
        assert not any("language model" in said for said in world.said())
