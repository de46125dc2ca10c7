"""Killed at any point and started again: a drill of two rounds goes on, no answer is lost, no card is there twice."""

from pathlib import Path
from typing import Any

import pytest

from .drilling import launch, lobby, member, moderator
from .killing import Death, mortal_world, points, to_the_end
from .packs import ASKS, GOOD, WEAK
from .world import World, buttons, text

ASKED = ("late-parcel", "double-charge")


class DrillDeath(Death):
    """Also before and after an answer's score is stored."""

    def __call__(self, point: str) -> bool:
        name = point.split()[1]
        return super().__call__("before tick" if name == "rate_drill_turn" else point)


class Host:
    """Mona and two members, who go on with what the drill shows, and press again what did nothing."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.mona = moderator(world)
        self.members = (world.anna, member(world, "ben"))
        self.sent: dict[tuple[int, int], str] = {}

    async def goes_on(self) -> bool:
        """Do the next thing; False: it is over."""
        world = self.world
        cards = world.cards(world.channel)
        shown = world.cards() if world.channel.threads else []
        if not cards:
            await launch(world, self.mona, questions=",".join(ASKED))
        elif "Start" in buttons(lobby(world)):
            for who in self.members:
                await world.press("Join", lobby(world), who)
            await world.press("Start", lobby(world), self.mona)
        elif any("Export" in buttons(card) for card in shown):
            return "Over" not in text(lobby(world))
        elif shown and "Answer" in buttons(shown[-1]):
            await self._answer(shown[-1])
        elif shown and any(label in buttons(shown[-1]) for label in ("Next round", "To the podium")):
            label = next(label for label in buttons(shown[-1]) if label in ("Next round", "To the podium"))
            await world.press(label, shown[-1], self.mona)
        await world.wait(4)
        return True

    async def _answer(self, asked: Any) -> None:
        """Each who has not had a form yet; what can't be taken is given back, and sent again."""
        for who, words in zip(self.members, (GOOD, WEAK), strict=True):
            form = await self.world.press("Answer", asked, who)
            if form.modal is not None:
                said = f"{words} To card {asked.id}."
                self.sent[asked.id, who.id] = said
                await self.world.submit(form, said, who)


async def play(folder: Path, packs: Path, death: Death, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole drill with a death in it; asserts that nothing is lost and nothing is there twice."""
    async with mortal_world(folder, packs, death, monkeypatch) as world:
        host = Host(world)
        await to_the_end(world, host, death)
        assert sum("Tuesday drill" in text(card) for card in world.cards(world.channel)) == 1
        assert len(world.channel.threads) == 1
        said = world.said()
        for ask in (ASKS[name] for name in ASKED):
            assert sum(ask in card and "Closed" in card for card in said) == 1, said
        assert sum("how it went" in card for card in said) == 2, said
        assert sum("podium" in card for card in said) == 1, said
        row, *_ = await world.bot.store.drills(world.guild.id, False, 5)
        turns = await world.bot.store.drill_turns(row.id)
        assert sorted(turn.answer for turn in turns) == sorted(host.sent.values())
        assert all(turn.overall is not None for turn in turns)
        assert [turn.round for turn in turns] == [1, 1, 2, 2]
        assert await world.bot.store.pending() == []


STRIDE = 4


@pytest.mark.parametrize("first", range(1, STRIDE + 1))
async def test_killed_at_each_point(
    tmp_path: Path, pack_folder: Path, first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for nth in points(first, STRIDE):
        death = DrillDeath(nth)
        await play(tmp_path / str(nth), pack_folder, death, monkeypatch)
        if not death.deaths:
            break
    assert nth > 40  # that many points there are


async def test_killed_again_and_again(tmp_path: Path, pack_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    death = DrillDeath(11, again=True)
    await play(tmp_path / "world", pack_folder, death, monkeypatch)
    assert len(death.deaths) > 3
