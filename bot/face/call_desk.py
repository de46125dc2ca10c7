"""The one card with the buttons of a call: kept near the end of the thread, brought up to date by edits."""

import contextlib
from collections.abc import Awaitable, Callable
from typing import TypeVar

import discord

from bot.face import call_cards
from bot.stage import CallScene

T = TypeVar("T")

DESK_MARK = 999_999
"""The component id that tells this card from all others of ours; below the marks of effects."""

LOOK_BACK = 100
"""Messages: Discord gives so many at once."""

NEAR, FAR = 4, 8
"""So many messages below it, and it is edited where it stands; so many lines later it moves down by itself."""


class CallDesks:
    """Puts and edits the cards; `attempt` tries again and tells refusals, as the stage does."""

    def __init__(
        self, bot: discord.Client, attempt: Callable[[Callable[[], Awaitable[object]]], Awaitable[object]]
    ) -> None:
        self._bot = bot
        self._attempt = attempt
        self._put_at: dict[int, int] = {}

    async def put(self, scene: CallScene, channel_id: int, nonce: str) -> int:
        """Let the card show the call as it is: its message's id. Twice is as good as once."""
        call = scene.call
        channel = self._bot.get_partial_messageable(channel_id, guild_id=call.guild_id)
        message_id = 0

        async def show() -> None:
            nonlocal message_id
            standing = await self._standing(channel)
            view = call_cards.desk(scene)
            view.children[0].id = DESK_MARK
            view.stop()  # presses are taken by the ids of the buttons
            if standing and (standing[0][0] <= NEAR or call.ended_at is not None):
                message_id = standing[0][1].id
                await standing[0][1].edit(view=view)
                old = standing[1:]
            else:
                message_id = (await channel.send(view=view, nonce=nonce)).id
                old = standing
            for _, message in old:
                with contextlib.suppress(discord.NotFound):  # somebody else was first
                    await message.delete()

        await self._attempt(show)
        if call.ended_at is None:
            self._put_at[call.id] = len(call.log)
        else:
            self._put_at.pop(call.id, None)
        return message_id

    async def follow(self, scene: CallScene, channel_id: int, nonce: str) -> None:
        """A line was said: the card comes along when the talk has left it behind."""
        call = scene.call
        if call.ended_at is None and len(call.log) - self._put_at.get(call.id, -FAR) >= FAR:
            await self.put(scene, channel_id, nonce)

    async def _standing(self, channel: discord.PartialMessageable) -> list[tuple[int, discord.Message]]:
        """Our cards in the thread with the number of messages below each, the newest first."""
        found: list[tuple[int, discord.Message]] = []
        below = 0
        async for message in channel.history(limit=LOOK_BACK):
            mark = getattr(message.components[0], "id", 0) if message.components else 0
            if message.author == self._bot.user and mark == DESK_MARK:
                found.append((below, message))
            below += 1
        return found
