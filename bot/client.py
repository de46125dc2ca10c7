"""The Discord client."""

import logging
from collections.abc import Awaitable, Callable, Mapping

import discord
from discord import app_commands
from discord.ext import commands
from yarl import URL

from bot.boards import Boards
from bot.clock import DiscordClock
from bot.config import Config
from bot.desk import Desk
from bot.face import cards, moderators, replies
from bot.face.expired import expired
from bot.forgetting import Forgetting
from bot.pins import Pins
from bot.practice.content import Pack
from bot.practice.effects import Line
from bot.practice.records import StoreError
from bot.practice.store import Store
from bot.scoring.rubric import Rubric
from bot.settings import Settings

log = logging.getLogger(__name__)

GUILD_READY_TIMEOUT = 0.5
"""Seconds without another server arriving after which the bot is ready. discord.py waits 2: more than is needed, since
what concerns a server that comes later waits for it (see `face.stage`)."""

FORMS_ONLY = "no_message_content"
"""The notice that answers can be given in forms only."""

COGS = (
    "cogs.screen",
    "cogs.call",
    "cogs.skills",
    "cogs.figures",
    "cogs.drill",
    "cogs.drill_schedule",
    "cogs.listening",
    "cogs.boards",
    "cogs.review",
    "cogs.setup",
    "cogs.settings",
    "cogs.help",
)


def now() -> int:
    """The present in ms UTC by our own clock; what decides anything asks `Headset.clock`."""
    return round(discord.utils.utcnow().timestamp() * 1000)


def intents(message_content: bool) -> discord.Intents:
    """What the bot listens to: servers, messages and typing in them; message content only if granted."""
    wanted = discord.Intents.none()
    wanted.guilds = True
    wanted.guild_messages = True
    wanted.guild_typing = True
    wanted.message_content = message_content
    return wanted


class Tree(app_commands.CommandTree["Headset"]):
    """The commands, and what is said when one of them fails."""

    async def on_error(
        self, interaction: discord.Interaction["Headset"], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the member, unless Discord takes no more answers: then nothing is wrong but the time."""
        cause = getattr(error, "original", error)
        if expired(cause):
            log.info("command %s: its interaction expired before the answer", interaction.id)
            return
        if isinstance(cause, StoreError):
            log.warning("command %s: %s", interaction.id, cause)
            view = cards.tell(Line.TRY_LATER)
        else:
            log.error("command %s failed", interaction.id, exc_info=cause)
            view = replies.went_wrong()
        try:
            if interaction.response.is_done():
                await interaction.followup.send(view=view, ephemeral=True)
            else:
                await interaction.response.send_message(view=view, ephemeral=True)
        except discord.HTTPException as again:
            log.info("command %s: can't be told: %s", interaction.id, again)


class Headset(commands.AutoShardedBot):
    """The bot: its cogs turn what happens on Discord into events for the desk."""

    def __init__(self, config: Config, setup: Callable[["Headset"], Awaitable[None]]) -> None:
        super().__init__(
            command_prefix=(),
            tree_cls=Tree,
            help_command=None,
            intents=intents(config.message_content),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            shard_count=config.shards,
            guild_ready_timeout=GUILD_READY_TIMEOUT,
        )
        if config.api_base:
            discord.http.Route.BASE = config.api_base
        if config.gateway:
            discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(config.gateway)
        self.config = config
        self.clock = DiscordClock(now)
        self.desk: Desk
        self.store: Store
        self.settings: Settings
        self.forgetting: Forgetting
        self.boards: Boards
        self.pins: Pins
        self.packs: Mapping[str, Pack]
        self.rubric: Rubric
        self._setup = setup
        self._shards_up: set[int] = set()
        self._missed = False

    async def setup_hook(self) -> None:
        """Open storage and content, load the cogs, tell Discord the commands."""
        await self._setup(self)
        for cog in COGS:
            await self.load_extension(cog)
        await self.tree.sync()

    async def on_ready(self) -> None:
        """Discord is there."""
        log.info("ready as %s in %s servers", self.user, len(self.guilds))

    async def on_shard_ready(self, shard_id: int) -> None:
        """A shard has a new session: what came before is missed. (`on_ready` fires only when all shards are new.)"""
        self._missed = True
        self._shard_up(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """A shard is back, and Discord has sent what it missed."""
        self._shard_up(shard_id)

    def _shard_up(self, shard_id: int) -> None:
        self._shards_up.add(shard_id)
        if len(self._shards_up) == self.shard_count:
            self.desk.connected(fresh=self._missed)
            self.pins.connected()
            self._missed = False

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Discord is away, if only for some servers."""
        self._shards_up.discard(shard_id)
        self.desk.disconnected()
        self.pins.disconnected()

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server is there, at login or after an outage of Discord's."""
        await self._tell_of_forms_only(guild)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot is new on a server."""
        await self._tell_of_forms_only(guild)

    async def _tell_of_forms_only(self, guild: discord.Guild) -> None:
        """Once to each server's moderators, when answers can be given in forms only."""
        if self.config.message_content:
            return
        try:
            # Noted once it is told: should we be killed in between, it is told twice, and not never.
            if not await self.store.noticed(guild.id, FORMS_ONLY) and await moderators.tell(
                self, guild, replies.no_message_content(guild.name)
            ):
                await self.store.first_time(guild.id, FORMS_ONLY, self.clock.now())
        except (StoreError, RuntimeError):  # RuntimeError is aiohttp's, of a session that is closed
            if not self.is_closed():
                raise

    async def close(self) -> None:
        """Stop in order: the desk takes nothing more, Discord is told goodbye, then storage closes."""
        if hasattr(self, "desk"):
            await self.desk.close()
        if hasattr(self, "pins"):
            await self.pins.close()
        if hasattr(self, "forgetting"):
            await self.forgetting.close()
        await super().close()
        if hasattr(self, "store"):
            await self.store.close()
