"""The Discord client."""

import logging
from collections.abc import Awaitable, Callable, Mapping

import discord
from discord.ext import commands
from yarl import URL

from bot.config import Config
from bot.desk import Desk
from bot.practice.content import Pack
from bot.practice.records import Store

log = logging.getLogger(__name__)

COGS = ("cogs.screen", "cogs.listening", "cogs.boards", "cogs.help")


def now() -> int:
    """The present in ms UTC."""
    return round(discord.utils.utcnow().timestamp() * 1000)


def intents(message_content: bool) -> discord.Intents:
    """What the bot listens to: servers, messages and typing in them; message content only if granted."""
    wanted = discord.Intents.none()
    wanted.guilds = True
    wanted.guild_messages = True
    wanted.guild_typing = True
    wanted.message_content = message_content
    return wanted


class Headset(commands.AutoShardedBot):
    """The bot: its cogs turn what happens on Discord into events for the desk."""

    def __init__(self, config: Config, setup: Callable[["Headset"], Awaitable[None]]) -> None:
        super().__init__(
            command_prefix=(),
            help_command=None,
            intents=intents(config.message_content),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            shard_count=config.shards,
        )
        if config.api_base:
            discord.http.Route.BASE = config.api_base
        if config.gateway:
            discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(config.gateway)
        self.config = config
        self.desk: Desk
        self.store: Store
        self.packs: Mapping[str, Pack]
        self._setup = setup

    async def setup_hook(self) -> None:
        """Open storage and content, load the cogs, tell Discord the commands."""
        await self._setup(self)
        for cog in COGS:
            await self.load_extension(cog)
        await self.tree.sync()

    async def on_ready(self) -> None:
        """Discord is there; events may have been missed."""
        log.info("ready as %s in %s servers", self.user, len(self.guilds))
        self.desk.connected(fresh=True)

    async def on_resumed(self) -> None:
        """Discord is back, and has sent what we missed."""
        self.desk.connected(fresh=False)

    async def on_disconnect(self) -> None:
        """Discord is away."""
        self.desk.disconnected()
