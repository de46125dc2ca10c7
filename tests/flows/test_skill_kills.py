"""Killed at any point and started again: an exercise goes on, nothing is lost, nothing twice."""

import itertools
from pathlib import Path
from typing import ClassVar

import pytest

from bot.practice.skills.dictating import dictated
from bot.practice.skills.exercise import Exercise

from .killing import Death, mortal_world, to_the_end
from .skilling import choose, fill_in, kept, results, to_type
from .world import World, buttons


class Typist:
    """Anna types a text, a minute after it came; presses again what did nothing."""

    skill, command = "typing", "typing"
    options: ClassVar[dict[str, str]] = {"length": "short"}

    def __init__(self, world: World) -> None:
        self.world = world
        self.said = 0

    async def goes_on(self) -> bool:
        """Do the next thing; False: it is over."""
        world = self.world
        newest = world.cards()[-1] if world.channel.threads and world.cards() else None
        if newest is None:
            await world.command(self.command, **self.options)
        elif results(world):
            return False
        elif "Go" in buttons(newest):
            await world.press("Go")
        else:
            await self.answers()
        await world.wait(15)
        return True

    async def answers(self) -> None:
        """What the task asks for."""
        if not self.said:
            self.said += 1
            words = await to_type(self.world)
            await self.world.wait(60)
            await self.world.say(words)

    async def check(self) -> None:
        """What is there in the end."""
        (row,) = await kept(self.world, self.skill)
        assert row.overall is not None
        assert sum("Type this" in said for said in self.world.said()) == 1
        place = await self.world.bot.store.place(self.world.guild.id, "skills", "all", self.world.anna.id)
        assert place is not None
        assert place.points == row.overall


class Learner(Typist):
    """Anna answers two questions, the first one wrong."""

    skill, command = "basics", "basics"
    options: ClassVar[dict[str, str]] = {"topic": "switchboard"}

    async def answers(self) -> None:
        """Press what the newest card has."""
        newest = self.world.cards()[-1]
        go_on = [label for label in buttons(newest) if label in ("Next", "See the result")]
        if go_on:
            await self.world.press(go_on[0], newest)
        else:
            await choose(self.world, right="Question 2" in self.world.said()[-1])

    async def check(self) -> None:
        """One wrong, one right, each asked once."""
        (row,) = await kept(self.world, self.skill)
        assert row.overall == 10  # ten points for each right answer
        assert len(await self.world.bot.store.missed(self.world.guild.id, self.world.anna.id)) == 1
        assert len(self.world.cards()) == 4  # ready, two questions, the result


class NoteTaker(Typist):
    """Anna reads what a caller says, and writes the ticket once it is gone."""

    skill, command = "notes", "notes"
    options: ClassVar[dict[str, str]] = {}
    button, fields = "Write the ticket", 5

    async def answers(self) -> None:
        """The form, once there is one to open."""
        if self.button in buttons(self.world.cards()[-1]):
            form = await self.world.press(self.button)
            if form.modal:
                await fill_in(self.world, form, *["Ada Obi"] * self.fields)

    async def check(self) -> None:
        """One ticket, and the message was shown once."""
        (row,) = await kept(self.world, self.skill)
        assert row.overall is not None
        assert len(self.world.cards()) == 3  # ready, the message, the result


class Listener(NoteTaker):
    """Anna hears all of a dictation before she fills in the form."""

    skill, command = "dictation", "dictation"
    button, fields = "Fill in the form", 4

    async def answers(self) -> None:
        """The last piece has the button, too."""
        if len(self.world.cards()) > 2:
            await super().answers()

    async def check(self) -> None:
        """Every piece once, and one result."""
        (row,) = await kept(self.world, self.skill)
        session = await self.world.bot.desk.session(row.session_id)
        made = self.world.bot.packs[row.pack].skills.dictation
        assert isinstance(session, Exercise)
        assert made is not None
        assert len(self.world.cards()) == 3 + len(dictated(made, session.seed).pieces)


WHO: dict[str, tuple[type[Typist], int]] = {
    "typing": (Typist, 3),
    "basics": (Learner, 7),
    "notes": (NoteTaker, 3),
    "dictation": (Listener, 13),
}
"""Who goes on, and how far apart the points are at which they die: each skill passes those of all others as well."""


async def play(folder: Path, packs: Path, death: Death, monkeypatch: pytest.MonkeyPatch, who: type[Typist]) -> None:
    """A whole exercise with a death in it; asserts that nothing is lost and nothing is there twice."""
    async with mortal_world(folder, packs, death, monkeypatch) as world:
        member = who(world)
        await to_the_end(world, member, death, 40)
        assert len(world.channel.threads) == 1
        assert sum("Go" in buttons(card) for card in world.cards()) == 1, world.said()
        assert len(results(world)) == 1, world.said()
        await member.check()


@pytest.mark.parametrize("skill", WHO)
async def test_killed_at_many_points(
    tmp_path: Path, pack_folder: Path, skill: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, stride = WHO[skill]
    for nth in itertools.count(stride, stride):
        death = Death(nth)
        await play(tmp_path / str(nth), pack_folder, death, monkeypatch, who)
        if not death.deaths:
            break
    assert nth > 15  # that many points there are


@pytest.mark.parametrize("skill", WHO)
async def test_killed_again_and_again(
    tmp_path: Path, pack_folder: Path, skill: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    death = Death(7, again=True)
    await play(tmp_path / "world", pack_folder, death, monkeypatch, WHO[skill][0])
    assert len(death.deaths) > 2
