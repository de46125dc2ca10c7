"""What an agent does on a call, by the flow tests' world."""

import re
from typing import Any

import discord

from bot.practice.calls.call import ANSWER_AFTER

from .call_packs import GOOD
from .world import Reply, World, buttons, text

QUIET = ANSWER_AFTER / 1000 + 1
"""Seconds after which the caller answers."""

LOOK_UP, SILENCE = 20, 20
"""Seconds that the order takes to look up, and that a relaxed caller waits for words."""


async def start_call(world: World, call: str = "line/lamp", taken: bool = True, **options: Any) -> Reply:
    """`/call start`, and take it unless told not to."""
    reply = await world.command("call start", call=call, **options)
    if taken:
        await world.press("Take the call", who=options.get("who"))
    return reply


async def say(world: World, words: str) -> str:
    """Say it, and hear the answer."""
    before = len(heard(world))
    await world.say(words)
    await world.wait(QUIET)
    return "\n".join(heard(world)[before:])


async def solve(world: World) -> None:
    """A whole good call."""
    for words in GOOD:
        await say(world, words)


async def look_up(world: World, record: str = "order") -> Reply:
    """Choose a record from the list."""
    return Reply(await world.anna.select(desk(world), [record]))


def desk(world: World) -> discord.Message:
    """The call card."""
    return next(card for card in reversed(world.cards()) if re.search("On the line, taken|On hold, begun", text(card)))


def heard(world: World) -> list[str]:
    """What the caller has said."""
    lines = [re.fullmatch(r"\*\*(?:Caller|On the line|Ines Moura)\*\*\n(.*)", said, re.DOTALL) for said in world.said()]
    return [line[1] for line in lines if line]


def scorecards(world: World) -> list[discord.Message]:
    """The scorecards in the thread."""
    return [card for card in world.cards() if "How it could have gone" in buttons(card)]
