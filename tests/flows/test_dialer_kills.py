"""Killed at any point and started again: a shift with a break in it goes on, nothing is lost, nothing twice."""

from pathlib import Path

import pytest

from .dialer_packs import OPENER
from .dialing import QUIET, dials, heard, kept, results
from .killing import Death, mortal_world, points, to_the_end
from .world import World, buttons, text

LATER = "No problem at all, I'll call you back tomorrow. Goodbye."


class Agent:
    """Anna, who goes on with what the thread shows, and presses again what did nothing."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.answered: list[str] = []
        self.said: list[str] = []
        self.break_comes = False

    async def goes_on(self) -> bool:
        """Do the next thing; False: the shift is over and shared."""
        world = self.world
        shown = world.said() if world.channel.threads else []
        if not world.channel.threads:
            await world.command("call dialer", campaign="line/towels", pace="relaxed")
        elif results(world):
            if world.cards(world.channel):
                return False
            await world.press("Share")
        elif not any("Dialling…" in said for said in shown):
            await world.press("Start the shift")
        elif not self.break_comes:
            reply = await world.press("Break")
            self.break_comes = "break" in reply.text
        elif "A break" in shown[-1]:
            await world.press("Go on")
        elif "On the line" in shown[-1] and heard(world)[-1] not in self.answered:
            self.answered.append(heard(world)[-1])
            await self._say(OPENER if "The machine rang" in shown[-1] else LATER)
        await world.wait(QUIET)
        return True

    async def _say(self, words: str) -> None:
        self.said.append(words)
        await self.world.say(words)


async def play(folder: Path, packs: Path, death: Death, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole shift with a death in it; asserts that nothing is lost and nothing is there twice."""
    dials(monkeypatch, ("person", "busy"), ("person", "go-on"))
    async with mortal_world(folder, packs, death, monkeypatch) as world:
        agent = Agent(world)
        await to_the_end(world, agent, death)
        said = world.said()
        assert len(world.channel.threads) == 1
        for once in ("A shift at the auto-dialer", "Dialling… 1 of 2", "Dialling… 2 of 2", "A break"):
            assert sum(once in card for card in said) == 1, (once, said)
        assert sum("The machine rang" in card for card in said) == 2, said
        assert sum("✅ **Hit**" in card for card in said) == 2, said
        assert len(results(world)) == 1
        assert "2 of 2 connections hit" in text(results(world)[0])
        assert sum("Share" in buttons(card) for card in world.cards()) == 1
        assert len(world.cards(world.channel)) == 1
        (row,) = await kept(world)
        assert row.log.count("Ines Duarte") == agent.said.count(OPENER) == 2
        assert row.log.count("call you back tomorrow") == 1
        place = await world.bot.store.place(world.guild.id, "points", "all", world.anna.id)
        assert place.points == row.overall == 40


STRIDE = 4


@pytest.mark.parametrize("first", range(1, STRIDE + 1))
async def test_killed_at_each_point(
    tmp_path: Path, pack_folder: Path, first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for nth in points(first, STRIDE):
        death = Death(nth)
        await play(tmp_path / str(nth), pack_folder, death, monkeypatch)
        if not death.deaths:
            break
    assert nth > 50  # that many points there are


async def test_killed_again_and_again(tmp_path: Path, pack_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    death = Death(9, again=True)
    await play(tmp_path / "world", pack_folder, death, monkeypatch)
    assert len(death.deaths) > 3
