"""What an agent does at the auto-dialer, by the flow tests' world; and who is dialled."""

import re
from dataclasses import replace
from random import Random
from typing import Any

import discord
import pytest

from bot.practice.calls.call import ANSWER_AFTER
from bot.practice.dialer import shift_steps
from bot.practice.dialer.content import Campaign
from bot.practice.dialer.drawing import connected
from bot.practice.dialer.shift import LIMITS, Connection
from bot.practice.records import ShiftRow
from bot.practice.timing import ARRIVAL, Pace

from .world import Reply, World, buttons

QUIET = ANSWER_AFTER / 1000 + 1
"""Seconds after which whoever is on the line answers."""

WAIT = 3
"""Seconds that each number is dialled in these tests."""

ONCE_MORE = (LIMITS[Pace.REAL] + ARRIVAL) / 1000
"""Seconds of silence after which they say hello once more, and after as many again hang up."""

Dialled = tuple[str, str] | tuple[str, str, bool]
"""Kind, answer, and whether the hello tells it."""


def dials(monkeypatch: pytest.MonkeyPatch, *who: Dialled) -> None:
    """Let every shift dial these: Mr Mueller at home, Mr Ito at his office."""

    def draw(campaign: Campaign, seed: int, *_: int) -> tuple[Connection, ...]:
        return tuple(_connection(campaign, Random(f"{seed}{number}"), *one) for number, one in enumerate(who))

    monkeypatch.setattr(shift_steps, "draw", draw)


def _connection(campaign: Campaign, random: Random, kind: str, answer: str, at_once: bool = False) -> Connection:
    found = campaign.kinds[kind]
    contact = campaign.contact("Jun Ito" if found.office else "Oskar Mueller")
    made = connected(campaign, random, contact, found, found.answer(answer), at_once=at_once)
    return replace(made, wait=WAIT * 1000)


async def start_shift(world: World, started: bool = True, **options: Any) -> Reply:
    """`/call dialer`, and start it unless told not to."""
    options = {"campaign": "line/towels", "pace": "real"} | options
    reply = await world.command("call dialer", **options)
    if started:
        await world.press("Start the shift", who=options.get("who"))
    return reply


async def connect(world: World) -> str:
    """Wait until somebody has picked up: their hello."""
    before = len(heard(world))
    await world.wait(WAIT + 0.5)
    (hello,) = heard(world)[before:]
    return hello


async def silence(world: World) -> None:
    """Say nothing until they hang up."""
    await world.wait(2 * ONCE_MORE)


async def say(world: World, words: str) -> str:
    """Say it, and hear the answer."""
    before = len(heard(world))
    await world.say(words)
    await world.wait(QUIET)
    return "\n".join(heard(world)[before:])


def heard(world: World) -> list[str]:
    """What those on the line have said."""
    lines = [re.fullmatch(r"(?:-# .*\n)?\*\*On the line\*\*\n(.*)", said, re.DOTALL) for said in world.said()]
    return [line[1] for line in lines if line]


def results(world: World) -> list[discord.Message]:
    """The results of the shift in the thread."""
    return [card for card in world.cards() if "Another shift" in buttons(card)]


async def kept(world: World) -> list[ShiftRow]:
    """Anna's shifts that are over."""
    return await world.bot.store.shifts(world.guild.id, world.anna.id, 9, 0)
