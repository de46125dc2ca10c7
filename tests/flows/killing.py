"""The bot dies at any point and is started again, while somebody goes on as if nothing had been."""

import itertools
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest

import bot.app
from bot.desk import Desk

from .world import Mortal, World, config_in, worlds

DEADLY = {"commit", "tick", "perform"}
"""Between these calls to storage and Discord nothing is kept, so that dying there is dying anywhere."""

ROWS = 1 if os.environ.get("EVERY_KILL") else 2
"""Of so many rows of points one is tried: CI has ten minutes. `EVERY_KILL=1 make test` tries every point."""


def points(first: int, chunks: int) -> Iterator[int]:
    """The points at which a bot dies in one of `chunks` chunks, which run beside each other; together they try rows of
    `chunks` points, before and after calls.
    """
    return itertools.count(first, chunks * ROWS)


class Death:
    """Says when the process dies: at the nth of the points before and after each deadly call."""

    def __init__(self, at: int, again: bool = False) -> None:
        self.every = at
        self.left = at
        self.again = again
        self.dead = False
        self.deaths: list[str] = []

    def __call__(self, point: str) -> bool:
        if not self.dead and self.left > 0 and point.split()[1] in DEADLY:
            self.left -= 1
            self.dead = self.left == 0
            if self.dead:
                self.deaths.append(point)
        return self.dead

    async def bury(self, world: World) -> None:
        """Start the bot anew if it is dead."""
        if self.dead:
            self.dead = False
            self.left = self.every if self.again else 0
            await world.restart()


@asynccontextmanager
async def mortal_world(
    folder: Path, packs: Path, death: Death, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[World]:
    """A world whose bot is as dead as `death` says."""

    def mortal(store: Any, stage: Any, *rest: Any) -> Desk:
        return Desk(Mortal(store, death), Mortal(stage, death), *rest)

    monkeypatch.setattr(bot.app, "Desk", mortal)
    async with worlds(config_in(folder, packs)) as world:
        yield world


class Member(Protocol):
    """Somebody who goes on with what Discord shows."""

    async def goes_on(self) -> bool:
        """Do the next thing; False: there is none."""
        ...


async def to_the_end(world: World, who: Member, death: Death, most: int = 60) -> None:
    """They go on until there is nothing to do, and the bot is started whenever it is dead."""
    for _ in range(most):
        if not await who.goes_on() and not death.dead:
            return
        await death.bury(world)
    raise AssertionError((death.deaths, world.said()))
