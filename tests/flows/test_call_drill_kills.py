"""Killed at several points and started again: a call drill with a pause goes on, and each member has one call."""

import itertools
from pathlib import Path
from typing import Any

import pytest

from .call_packs import GOOD
from .calling import QUIET
from .drilling import launch, lobby, member, moderator
from .killing import Death, mortal_world, to_the_end
from .world import World, buttons, text


class Host:
    """Mona and two members, who go on with what the drill shows, and press again what did nothing."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.mona = moderator(world)
        self.members = (world.anna, member(world, "ben"))
        self.paused = False

    async def goes_on(self) -> bool:
        """Do the next thing; False: it is over."""
        world, threads = self.world, self.world.channel.threads
        shown = world.cards(threads[0]) if threads else []
        if not world.cards(world.channel):
            await launch(world, self.mona, call="line/lamp", seconds=20)
        elif "Start" in buttons(lobby(world)):
            for who in self.members:
                await world.press("Join", lobby(world), who)
            await world.press("Start", lobby(world), self.mona)
        elif any("Export" in buttons(card) for card in shown):
            return "Over" not in text(lobby(world))
        elif shown and "To the podium" in buttons(shown[-1]):
            await world.press("To the podium", shown[-1], self.mona)
        elif shown and "Take the call" in buttons(shown[-1]):
            await self._round(shown[-1])
        await world.wait(QUIET)
        return True

    async def _round(self, asked: Any) -> None:
        if "Paused" in text(asked):
            self.paused = True
            await self._manage("Go on", asked)
        elif not self.paused:
            await self._manage("Pause", asked)
        for who in self.members:
            await self.world.press("Take the call", asked, who)
        for thread in self.world.channel.threads[1:]:
            cards, who = self.world.cards(thread), self.members["ben" in thread.name]
            if cards and "Take the call" in buttons(cards[0]):
                await self.world.press("Take the call", cards[0], who)
            elif len(cards) > 1 and not any(GOOD[0] in message.content for message in thread.history()):
                await who.send(thread, GOOD[0])

    async def _manage(self, label: str, asked: Any) -> None:
        """Nothing happens where the bot is dead."""
        panel = (await self.world.press("Manage", asked, self.mona)).result.response
        if panel is not None and label in buttons(panel):
            await self.mona.click(panel, label=label)


async def play(folder: Path, packs: Path, death: Death, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole call drill with a death in it; asserts that nothing is lost and nothing is there twice."""
    async with mortal_world(folder, packs, death, monkeypatch) as world:
        host = Host(world)
        await to_the_end(world, host, death)
        assert host.paused
        place, *calls = world.channel.threads
        assert len(calls) == 2, death.deaths
        said = [text(card) for card in world.cards(place)]
        assert sum("how it went" in card for card in said) == 1, said
        assert sum("podium" in card for card in said) == 1, said
        row, *_ = await world.bot.store.drills(world.guild.id, False, 5)
        for who in host.members:
            (call,) = await world.bot.store.calls(world.guild.id, who.id, 5, 0)
            assert call.drill == row.id
            assert await world.bot.desk.live(world.guild.id, who.id) is None
        assert await world.bot.store.pending() == []


async def test_killed_at_several_points(tmp_path: Path, pack_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for nth in itertools.count(9, 26):
        death = Death(nth)
        await play(tmp_path / str(nth), pack_folder, death, monkeypatch)
        if not death.deaths:
            break
    assert nth > 40  # that many points there are
