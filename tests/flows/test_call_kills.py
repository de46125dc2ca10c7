"""Killed at any point and started again: a call with a look-up and a hold goes on, nothing is lost, nothing twice."""

import re
from pathlib import Path

import pytest

from .call_packs import GOOD
from .calling import LOOK_UP, QUIET, desk, heard, look_up, scorecards
from .killing import Death, mortal_world, points, to_the_end
from .world import World, buttons, text

ASKS = "May I put you on hold for one minute while I look that up?"


class Agent:
    """Anna, who goes on with what the thread shows, and presses again what did nothing."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.said: list[str] = []
        self.held = False

    async def goes_on(self) -> bool:
        """Do the next thing; False: the call is over and shared."""
        world = self.world
        if not world.channel.threads:
            await world.command("call start", call="line/lamp", pace="relaxed")
        elif scorecards(world):
            if world.cards(world.channel):
                return False
            await world.press("Share")
        elif not any("On the line, taken" in said or "On hold, begun" in said for said in world.said()):
            await world.press("Take the call")
        elif not heard(world):
            pass  # it is on its way
        elif GOOD[0] not in self.said:
            await self._say(GOOD[0])
        elif not any("Stuck at the depot" in said for said in world.said()):
            await self._look_up_on_hold()
        elif "On hold, begun" in text(desk(world)):
            await world.press("Back on the line", desk(world))
        else:
            left = [words for words in GOOD[2:] if words not in self.said]
            if left:
                await self._say(left[0])
        await world.wait(QUIET)
        return True

    async def _look_up_on_hold(self) -> None:
        world = self.world
        if ASKS not in self.said:
            await self._say(ASKS)
        elif "On hold, begun" not in text(desk(world)):
            await world.press("Hold", desk(world))
        elif "Looking up" not in text(desk(world)):
            await look_up(world)
        else:
            await world.wait(LOOK_UP / 2)

    async def _say(self, words: str) -> None:
        self.said.append(words)
        await self.world.say(words)


async def play(folder: Path, packs: Path, death: Death, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole call with a death in it; asserts that nothing is lost and nothing is there twice."""
    async with mortal_world(folder, packs, death, monkeypatch) as world:
        agent = Agent(world)
        await to_the_end(world, agent, death)
        assert len(world.channel.threads) == 1
        said = world.said()
        assert len(set(said)) == len(said), said  # no card, no line twice
        assert sum("A call is coming in" in card for card in said) == 1
        assert len(scorecards(world)) == 1
        assert sum("Hold" in buttons(card) or "Back on the line" in buttons(card) for card in world.cards()) == 0
        assert len(world.cards(world.channel)) == 1
        (row,) = await world.bot.store.calls(world.guild.id, world.anna.id, 5, 0)
        for words in agent.said:
            assert row.log.count(words) == 1  # nothing unheard, nothing heard twice
        assert row.outcome == "solved", said
        assert "in 1 hold" in text(scorecards(world)[0])
        place = await world.bot.store.place(world.guild.id, "points", "all", world.anna.id)
        assert place.points == row.overall
        assert re.search(rf"\b{row.overall} of 100", text(scorecards(world)[0]))


STRIDE = 6


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
