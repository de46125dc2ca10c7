"""`/leaderboard`, the buttons that turn its pages, and `/board`: boards pinned in a channel."""

import logging
import re
from typing import Any, Literal, Self

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Headset
from bot.face import board_cards, board_wall
from bot.face.board_cards import IDS, SPANS, BoardId
from bot.pins import MOST_PINS, TooMany
from bot.practice.effects import Line, Reply
from bot.practice.points import ALL_TIME, IMPROVEMENT
from bot.practice.records import StoreError
from bot.practice.timing import snowflake_time
from bot.stage import DiscordRefused, DiscordUnreachable
from cogs.buttons import show, unless_expired
from cogs.moderating import is_moderator

log = logging.getLogger(__name__)

Period = Literal["this week", "this month", "this season", "all time"]
Kind = Literal["points", "drills", "improvement", "consistency", "skills"]
NAMED = {name: span for span, name in SPANS.items()}


class Leaderboard(commands.Cog):
    """Boards for whoever asks."""

    def __init__(self, bot: Headset) -> None:
        self.bot = bot

    @app_commands.command(description="Who has how many points, and where you stand")
    @app_commands.guild_only()
    @app_commands.describe(
        period="Which time counts (weeks and months begin at this server's midnight)",
        kind="What counts. improvement: against your own average. consistency: days in a row",
        page="Ten places each",
        public="Show it to all in this channel",
    )
    async def leaderboard(
        self,
        interaction: discord.Interaction[Headset],
        period: Period = "this week",
        kind: Kind = "points",
        page: app_commands.Range[int, 1, 100_000] = 1,
        public: bool = False,
    ) -> None:
        """A page, and one's own place."""
        wanted = BoardId(kind, NAMED[period], page)
        guild_id = interaction.guild_id
        assert guild_id is not None
        allowed = public and (await self.bot.settings.guild(guild_id)).boards_public
        if not allowed or (kind == IMPROVEMENT and wanted.span == ALL_TIME):  # what is refused is for one pair of eyes
            await interaction.response.defer(ephemeral=True)
            view = await _read(interaction, wanted, board_cards.not_public() if public and not allowed else "")
            await interaction.followup.send(view=view, ephemeral=True)
            return
        await interaction.response.defer()
        shown = await self.bot.boards.page(guild_id, kind, wanted.span, page, snowflake_time(interaction.id))
        assert interaction.channel_id is not None
        await self.bot.pins.shown(guild_id, interaction.channel_id)
        await interaction.followup.send(view=board_wall.for_all(shown))

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed from a server."""
        try:
            await self.bot.pins.guild_gone(guild.id)
        except StoreError as error:
            # They are given up when Discord refuses to edit them.
            log.warning("server %s: its pinned boards can't be dropped now: %s", guild.id, error)


async def _read(interaction: discord.Interaction[Headset], wanted: BoardId, note: str = "") -> discord.ui.LayoutView:
    if wanted.kind == IMPROVEMENT and wanted.span == ALL_TIME:
        return board_cards.no_improvement_of_all_time()
    assert interaction.guild_id is not None
    at, reader = snowflake_time(interaction.id), interaction.user.id
    page = await interaction.client.boards.page(interaction.guild_id, wanted.kind, wanted.span, wanted.page, at, reader)
    view = board_cards.board(page, note)
    view.stop()  # presses are taken by the ids of the buttons: nothing about this view is kept in memory
    return view


class BoardButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=IDS):
    """A button that shows a page to whoever presses it: in place if that is for their eyes, else on a card that is."""

    def __init__(self, item: discord.ui.Button[Any], wanted: BoardId | None) -> None:
        super().__init__(item)
        self.wanted = wanted

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Made anew for each press, from the id alone."""
        assert isinstance(item, discord.ui.Button)
        return cls(item, BoardId.of(match))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page as it is now."""
        if self.wanted is None:
            await show(interaction, [Reply(Line.OLD_BUTTON)])
            return
        own = interaction.message is not None and interaction.message.flags.ephemeral
        with unless_expired(interaction):
            await interaction.response.defer(ephemeral=True, thinking=not own)
            try:
                view = await _read(interaction, self.wanted)
            except StoreError:
                await show(interaction, [Reply(Line.TRY_LATER)])
            else:
                await interaction.edit_original_response(view=view)


class BoardCommands(
    commands.GroupCog, group_name="board", group_description="For moderators: boards pinned in a channel"
):
    """Boards for all."""

    def __init__(self, bot: Headset) -> None:
        super().__init__()
        self.bot = bot

    @app_commands.command(description="Pin a board here that keeps itself up to date, and tells how each week ended")
    @app_commands.guild_only()
    @app_commands.describe(period="Which time counts", kind="What counts")
    async def pin(
        self, interaction: discord.Interaction[Headset], period: Period = "this week", kind: Kind = "points"
    ) -> None:
        """Post it, and look after it from now on."""
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send(view=await self._pin(interaction, NAMED[period], kind), ephemeral=True)

    async def _pin(self, interaction: discord.Interaction[Headset], span: str, kind: str) -> discord.ui.LayoutView:
        channel = interaction.channel
        if not await is_moderator(interaction):
            return board_cards.not_a_moderator()
        if not isinstance(channel, discord.TextChannel | discord.VoiceChannel | discord.StageChannel):
            return board_cards.pin_in_a_channel()
        if not (await self.bot.settings.guild(channel.guild.id)).boards_public:
            return board_cards.pins_not_public()
        if kind == IMPROVEMENT and span == ALL_TIME:
            return board_cards.no_improvement_of_all_time()
        missing = board_wall.missing_for_pin(channel)
        if missing:
            return board_cards.pin_refused(channel.id, missing)
        try:
            await self.bot.pins.pin(channel.guild.id, channel.id, kind, span, snowflake_time(interaction.id))
        except TooMany:
            return board_cards.too_many_pins(MOST_PINS)
        except DiscordRefused:
            return board_cards.pin_refused(channel.id, [])
        except DiscordUnreachable:
            return board_cards.is_pinned(standing=False)
        return board_cards.is_pinned(standing=True)

    @app_commands.command(description="Take down boards that are pinned here")
    @app_commands.guild_only()
    @app_commands.describe(kind="Only the board of this kind")
    async def unpin(self, interaction: discord.Interaction[Headset], kind: Kind | None = None) -> None:
        """Delete them; nothing of the boards themselves is lost."""
        await interaction.response.defer(ephemeral=True)
        assert interaction.guild_id is not None
        assert interaction.channel_id is not None
        if await is_moderator(interaction):
            view = board_cards.unpinned(await self.bot.pins.unpin(interaction.guild_id, interaction.channel_id, kind))
        else:
            view = board_cards.not_a_moderator()
        await interaction.followup.send(view=view, ephemeral=True)


async def setup(bot: Headset) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(BoardButton)
    await bot.add_cog(Leaderboard(bot))
    await bot.add_cog(BoardCommands(bot))
