"""What a drill does on Discord besides posting cards: find its place, open its thread on the lobby, edit its cards."""

import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import discord

from bot.face.permissions import missing_for_drill
from bot.practice.drill.drill import Drill
from bot.stage import DiscordRefused, DiscordUnreachable

log = logging.getLogger(__name__)
T = TypeVar("T")

UNKNOWN_MESSAGE, THREAD_ON_IT_ALREADY = 10008, 160004

Place = discord.TextChannel | discord.Thread | discord.VoiceChannel | discord.StageChannel
"""Where a drill can be: messages stand there."""


class DrillStage:
    """`attempt` tries again and tells refusals, as the stage does."""

    def __init__(
        self, bot: discord.Client, attempt: Callable[[Callable[[], Awaitable[object]]], Awaitable[object]]
    ) -> None:
        self._bot = bot
        self._attempt = attempt

    async def check(self, drill: Drill) -> None:
        """Raises DiscordRefused where the drill can't be held, before anything of it stands there."""
        place = await self._place(drill)
        if drill.call and not (isinstance(place, discord.TextChannel) and not place.is_news()):
            sentence = "A call drill needs a text channel: every member gets a private thread there."
            raise DiscordRefused("channel", sentence)
        missing = missing_for_drill(place, calls=bool(drill.call))
        if missing:
            raise DiscordRefused("permission", ", ".join(missing))

    async def open(self, drill: Drill) -> int:
        """The thread on the lobby card, or the channel itself where there are no threads; its id."""
        place = await self._place(drill)
        if not isinstance(place, discord.TextChannel):
            return place.id
        if drill.lobby_id is None:
            raise DiscordRefused("thread", "the lobby never stood")
        lobby = place.get_partial_message(drill.lobby_id)

        async def open_once() -> object:
            # A message has one thread, with the message's id: opened twice, it is the same.
            if place.guild.get_thread(lobby.id) is None:
                try:
                    await lobby.create_thread(name=thread_name(drill), auto_archive_duration=1440)
                except discord.HTTPException as error:
                    if error.code != THREAD_ON_IT_ALREADY:
                        raise
            return None

        await self._attempt(open_once)
        return lobby.id

    async def edit(self, channel_id: int, message_id: int | None, guild_id: int, view: discord.ui.LayoutView) -> None:
        """Bring a card up to date; one that was deleted stays so."""
        if message_id is None:
            return
        view.stop()  # presses are taken by the ids of the buttons: nothing about this view is kept in memory
        channel = self._bot.get_partial_messageable(channel_id, guild_id=guild_id)
        message = channel.get_partial_message(message_id)

        async def edit_once() -> object:
            try:
                await message.edit(view=view)
            except discord.NotFound as error:
                if error.code != UNKNOWN_MESSAGE:
                    raise
                log.info("a card of a drill in %s was deleted", channel_id)
            return None

        await self._attempt(edit_once)

    async def _place(self, drill: Drill) -> Place:
        guild = self._bot.get_guild(drill.guild_id)
        if guild is not None and guild.unavailable:
            raise DiscordUnreachable(f"server {guild.id} is not there yet")
        channel: object = self._bot.get_channel(drill.channel_id)
        if channel is None:  # an archived thread is not at hand
            with contextlib.suppress(DiscordRefused):
                channel = await self._attempt(lambda: self._bot.fetch_channel(drill.channel_id))
        if isinstance(channel, Place):
            return channel
        if isinstance(channel, discord.ForumChannel):
            raise DiscordRefused("channel", "A drill can't be held in a forum itself. Launch it in one of its posts.")
        raise DiscordRefused("channel", "I can't see the channel of this drill. It may be gone, or closed to me.")


def thread_name(drill: Drill) -> str:
    """The name of the drill's thread."""
    return f"Drill · {drill.title}"[:100]
