"""Drills in the flow tests: what moderators and members do with their cards."""

from typing import Any

import discord
import simcord

from bot.practice.drill.drill import Drill

from .world import Reply, World, buttons, text

ASKED = "late-parcel,double-charge,angry-caller"
SECONDS = 60
GRACE = 13
"""Seconds after the limit in which forms still come in (10), and are on their way (3)."""


def member(world: World, name: str, *roles: Any) -> simcord.MemberActor:
    """One more on the server."""
    return world.guild.add_member(world.env.create_user(name), roles=list(roles))


def moderator(world: World, name: str = "mona") -> simcord.MemberActor:
    """One more who may manage events."""
    role = world.guild.create_role("hosts", permissions=discord.Permissions(manage_events=True))
    return member(world, name, role)


async def launch(world: World, who: Any, channel: Any = None, **options: Any) -> Reply:
    """`/drill launch` of the tests' three questions."""
    options = {"pack": "three", "questions": ASKED, "seconds": SECONDS, "title": "Tuesday drill", **options}
    return Reply(await who.slash(channel or world.channel, "drill launch", **options))


def lobby(world: World, channel: Any = None) -> discord.Message:
    """The newest lobby card."""
    return next(card for card in reversed(world.cards(channel or world.channel)) if "Tuesday drill" in text(card))


def card(world: World, label: str, thread: Any = None) -> discord.Message:
    """The newest card of the drill with this button."""
    return next(card for card in reversed(world.cards(thread)) if label in buttons(card))


async def answer(world: World, who: Any, words: str, thread: Any = None) -> Reply:
    """Press Answer on the newest card, fill in the form and send it."""
    return await world.submit(await world.press("Answer", card(world, "Answer", thread), who), words, who)


async def running(world: World, host: Any, *members: Any, **options: Any) -> Drill:
    """A drill that these members have joined, with its first question put."""
    await launch(world, host, **options)
    for who in members:
        await world.press("Join", lobby(world), who)
    await world.press("Start", lobby(world), host)
    return await drill(world)


async def manage(world: World, who: Any, *labels: str, thread: Any = None) -> Reply:
    """Open the moderator's panel and press these of its buttons, one after another; what the last one said."""
    reply = await world.press("Manage", card(world, "Manage", thread), who)
    panel = reply.message
    for label in labels:
        reply = Reply(await who.click(panel, label=label))
        panel = next(shown for shown in (reply.result.response, panel) if shown is not None)
    return reply


async def drill(world: World) -> Drill:
    """The newest drill as it stands."""
    row, *_ = await world.bot.store.drills(world.guild.id, False, 1)
    found = await world.bot.desk.session(row.id)
    assert isinstance(found, Drill)
    return found
