"""The rehearsal in SimCord's browser page."""

import asyncio
import os
from collections.abc import Mapping
from typing import Any

from bot.rehearsal.display import Screen
from bot.rehearsal.talk import Talk
from bot.rehearsal.world import World

TICK = 0.25
"""Seconds between two looks at the wall clock."""


async def show_in_browser(world: World, screen: Screen) -> int:
    """Serve the world on this machine until Ctrl-C or until the page ends it; 1 when the bot failed."""
    world.follows_wall = True
    talk = Talk(world, screen)
    # The page shows one channel and has no way to another: the phone rings at once, and it shows that thread.
    await world.act(lambda: world.member.slash(world.channel, "screen start"))
    thread = max(world.places(), key=lambda place: place.id)
    preview = world.env.preview(
        thread, viewers=[world.member], layout="channel", timezone=os.environ.get("TZ") or "UTC"
    )
    # The page's actions and the clock take turns, as all operations must; the page itself would refuse and say so.
    act = preview._action

    async def in_turn(context_id: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
        return await world.act(lambda: act(context_id, body))

    preview._action = in_turn  # type: ignore[method-assign]  # SimCord has no hook for it
    async with preview:
        screen.note(
            f"Open this page in your browser, a phone is ringing there: {preview.url}\n"
            "Other commands: type / in the box at the bottom of the page, choose one, send it with the arrow.\n"
            "Ctrl-C ends the rehearsal. To run on real Discord: DISCORD_TOKEN=... make run (see the README)."
        )
        closed = asyncio.ensure_future(preview.wait_closed())
        while not closed.done():
            await asyncio.wait([closed], timeout=TICK)
            await world.tick()
            news = world.news()
            for place, _ in news:
                if place.is_thread and place.id > preview.channel.id:
                    preview.channel = place
                    screen.note(f"The thread “{place.name}” is open: reload the page (F5) to go there.")
            if news and not closed.done():
                await world.act(preview.refresh)
            talk.show_errors()
    return 1 if talk.failed else 0
