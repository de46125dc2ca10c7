"""Killed at any point and started again: a whole screen goes on to its end, with nothing lost and nothing twice."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from .killing import Death, mortal_world, points, to_the_end
from .packs import GOOD
from .world import QUIET, World, buttons, text


class Patient:
    """Anna, who goes on with what the thread shows, and presses again what did nothing."""

    world: World

    def __init__(self, pace: str, pack: str) -> None:
        self.options = {"pace": pace, "pack": pack, "questions": 3}
        self.answered: dict[int, str] = {}

    async def goes_on(self) -> bool:
        """Do the next thing; False: the report is there."""
        world = self.world
        if not world.channel.threads:
            await world.start(**self.options)
            return True
        shown = next((card for card in reversed(world.cards()) if buttons(card)), None)
        labels = buttons(shown) if shown else []
        press = next((label for label in labels if label.startswith(("Pick up", "Next", "Finish", "Go on"))), None)
        if press:
            await world.press(press, shown)
        elif "Done" in labels and shown and shown.id not in self.answered:
            self.answered[shown.id] = f"{GOOD} This is number {len(self.answered) + 1}."
            await world.say(self.answered[shown.id])
        elif "Share" in labels:
            return False
        await world.wait(QUIET)
        return True


class Hesitant(Patient):
    """Lets two questions pass, goes on after the pause, answers the third, tries it again after the end, and shares."""

    async def goes_on(self) -> bool:
        world = self.world
        shown = world.cards() if world.channel.threads else []
        labels = buttons(next((card for card in reversed(shown) if buttons(card)), None)) if shown else []
        report = next((card for card in shown if "Share" in buttons(card)), None)
        if "Done" in labels and not any("3 of 3" in text(card) for card in shown):
            await world.wait(QUIET)
        elif report is None:
            return await super().goes_on() or True
        elif "Done" in labels:
            await super().goes_on()
        elif not any("attempt 2" in text(card) for card in shown):
            await world.press("Try again")
            await world.wait(QUIET)
        elif not world.cards(world.channel):
            await world.press("Share", report)
            await world.wait(QUIET)
        else:
            return sum("I disagree" in buttons(card) for card in shown) < 2
        return True


@asynccontextmanager
async def played(
    folder: Path, packs: Path, death: Death, member: Patient, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[World]:
    """A whole screen with a death in it; asserts that nothing is lost and nothing is there twice."""
    async with mortal_world(folder, packs, death, monkeypatch) as world:
        member.world = world
        await to_the_end(world, member, death, 150)
        assert len(world.channel.threads) == 1
        assert len(set(world.said())) == len(world.said())  # no card twice
        assert sum("is calling" in card for card in world.said()) == 1
        assert sum("Your report" in card for card in world.said()) == 1
        turns = await world.bot.store.history(world.guild.id, world.anna.id, 50, 0)
        kept = "\n".join(turn.answer for turn in turns)
        for words in member.answered.values():
            assert kept.count(words) == 1  # no answer lost, none twice
        place = await world.bot.store.place(world.guild.id, "points", "all", world.anna.id)
        best = {turn.question: turn.overall or 0 for turn in sorted(turns, key=lambda turn: turn.overall or 0)}
        assert place.points == sum(best.values())
        yield world


async def play(folder: Path, packs: Path, death: Death, pace: str, pack: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three questions, each answered."""
    async with played(folder, packs, death, Patient(pace, pack), monkeypatch) as world:
        for number in (1, 2, 3):
            assert sum(f"{number} of 3" in text(card) and "Done" in buttons(card) for card in world.cards()) == 1
        assert sum(buttons(card).count("I disagree") for card in world.cards()) == 3
        assert len(await world.bot.store.history(world.guild.id, world.anna.id, 50, 0)) == 3


CHUNKS = [("relaxed", "three", first, 6) for first in range(1, 7)] + [("real", "counted", first, 8) for first in (2, 5)]
"""Every point of one kind of screen, in chunks for parallel runs; a sample of the other, which has follow-ups."""


@pytest.mark.parametrize(("pace", "pack", "first", "stride"), CHUNKS)
async def test_killed_at_each_point(
    tmp_path: Path, pack_folder: Path, pace: str, pack: str, first: int, stride: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for nth in itertools.count(first, stride):
        death = Death(nth)
        await play(tmp_path / str(nth), pack_folder, death, pace, pack, monkeypatch)
        if not death.deaths:
            break
    assert nth > 40  # that many points there are


@pytest.mark.parametrize("first", range(1, 5))
async def test_killed_at_each_point_of_a_pause_a_second_try_and_sharing(
    tmp_path: Path, pack_folder: Path, first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for nth in points(first, 4):
        death = Death(nth)
        async with played(tmp_path / str(nth), pack_folder, death, Hesitant("pressure", "three"), monkeypatch) as world:
            assert len(world.cards(world.channel)) == 1
            turns = await world.bot.store.history(world.guild.id, world.anna.id, 50, 0)
            assert sorted(turn.outcome for turn in turns) == ["answered", "answered", "unanswered", "unanswered"]
        if not death.deaths:
            break
    assert nth > 40


@pytest.mark.parametrize("every", [7, 11])
async def test_killed_again_and_again(
    tmp_path: Path, pack_folder: Path, every: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    death = Death(every, again=True)
    await play(tmp_path / "world", pack_folder, death, "relaxed", "three", monkeypatch)
    assert len(death.deaths) > 3
