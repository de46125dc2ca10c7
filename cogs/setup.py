"""`/setup`: what a server sets, and a check of what the bot lacks there."""

import logging
import re
from typing import Any, Self

import discord
from discord import app_commands
from discord.ext import commands

from bot import zones
from bot.client import Headset
from bot.face import cards, setup_cards
from bot.face.permissions import lacking
from bot.face.setup_cards import SETUP, Found, Setting
from bot.practice.dates import LANGUAGES, written
from bot.practice.effects import Line
from bot.practice.records import StoreError
from bot.practice.settings import KEEP_DAYS, GuildSettings
from cogs.buttons import unless_expired

log = logging.getLogger(__name__)

CHOICES_SHOWN = 25


class Setup(commands.Cog):
    """The command of those who manage a server."""

    def __init__(self, bot: Headset) -> None:
        self.bot = bot

    @app_commands.command(name="setup", description="For those who manage this server: its settings, and what I lack")
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.describe(timezone="Type a city, like Berlin; all else is set on the card that comes")
    async def set_up(self, interaction: discord.Interaction[Headset], timezone: str | None = None) -> None:
        """The card, with a new time zone if one was given."""
        await interaction.response.defer(ephemeral=True)
        guild = interaction.guild
        if guild is None or not _manages(interaction):
            await interaction.followup.send(view=setup_cards.not_a_manager(), ephemeral=True)
            return
        try:
            changes = {"zone": zones.named(timezone)} if timezone else {}
        except zones.UnknownZone as unknown:
            await interaction.followup.send(view=setup_cards.unknown_zone(str(unknown)), ephemeral=True)
            return
        await interaction.followup.send(view=await _changed(interaction, guild, changes), ephemeral=True)

    @set_up.autocomplete("timezone")
    async def _zones(self, interaction: discord.Interaction[Headset], typed: str) -> list[app_commands.Choice[str]]:
        return zone_choices(interaction, typed)


def zone_choices(interaction: discord.Interaction[Headset], typed: str) -> list[app_commands.Choice[str]]:
    """The time zones that what is typed may mean, each with what clocks show there."""
    now = interaction.client.clock.now()
    return [
        app_commands.Choice(name=f"{zone.replace('_', ' ')} ({zones.clock(zone, now)})", value=zone)
        for zone in zones.search(typed, CHOICES_SHOWN)
    ]


class SetupItem(discord.ui.DynamicItem[discord.ui.Item[Any]], template=SETUP):
    """A list or a button of the card."""

    def __init__(self, item: discord.ui.Item[Any], what: str) -> None:
        super().__init__(item)
        self.what = what

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Made anew for each press, from the id alone."""
        return cls(item, match["what"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Keep what was chosen, and show the card as it is now."""
        guild = interaction.guild
        with unless_expired(interaction):
            if guild is None or not _manages(interaction):
                await interaction.response.send_message(view=setup_cards.not_a_manager(), ephemeral=True)
                return
            try:
                settings = await interaction.client.settings.guild(guild.id)
                asked = _asked(guild, settings, self.what, _value(interaction))
                refused = asked if isinstance(asked, str) else ""
                view = await _changed(interaction, guild, {} if isinstance(asked, str) else asked, refused)
            except StoreError as error:
                log.warning("setup of server %s: %s", guild.id, error)
                await interaction.response.send_message(view=cards.tell(Line.TRY_LATER), ephemeral=True)
            else:
                await interaction.response.edit_message(view=view)


def _manages(interaction: discord.Interaction[Any]) -> bool:
    """By what they may do in the server: its own settings may give the command to others, and cards stay when a role is
    taken away."""
    member = interaction.user
    return isinstance(member, discord.Member) and member.guild_permissions.manage_guild


def _value(interaction: discord.Interaction[Any]) -> str:
    data: Any = interaction.data
    return str(next(iter(data.get("values", ())), ""))


def _asked(guild: discord.Guild, settings: GuildSettings, what: str, value: str) -> dict[str, Any] | str:
    """What an item changes, or why it can't."""
    if what == Setting.CHANNEL:
        channel = guild.get_channel(int(value)) if value else None
        if value and (channel is None or channel.type is not discord.ChannelType.text):
            return setup_cards.NO_SUCH_CHANNEL
        return {"channel_id": channel.id if channel else None}
    if what == Setting.MODERATORS:
        if value == str(guild.default_role.id):
            return setup_cards.NOT_EVERYONE
        return {"moderator_role_id": int(value) if value else None}
    if what == Setting.DATES and value in LANGUAGES:
        return {"dates": value}
    if what == Setting.KEEP and value in [str(days or setup_cards.FOR_GOOD) for days in KEEP_DAYS]:
        return {"keep_days": int(value) or None}
    if what == Setting.BOARDS:
        return {"boards_public": not settings.boards_public}
    return {}


async def _changed(
    interaction: discord.Interaction[Headset], guild: discord.Guild, changes: dict[str, Any], told: str = ""
) -> discord.ui.LayoutView:
    """The card, once these changes are kept. Raises StoreError."""
    bot = interaction.client
    if changes:
        settings, told = await bot.settings.change_guild(guild.id, **changes), setup_cards.KEPT
    else:
        settings = await bot.settings.guild(guild.id)
    view = setup_cards.setup(guild.name, settings, _found(interaction, guild, settings), told)
    view.stop()  # presses are taken by the ids of the items: nothing about this view is kept in memory
    return view


def _found(interaction: discord.Interaction[Headset], guild: discord.Guild, settings: GuildSettings) -> Found:
    bot = interaction.client
    set_one = guild.get_channel(settings.channel_id or 0)
    here = interaction.channel.parent if isinstance(interaction.channel, discord.Thread) else interaction.channel
    checked = next((one for one in (set_one, here) if isinstance(one, discord.TextChannel)), None)
    now = bot.clock.now()
    return Found(
        channel_there=set_one is not None,
        role_there=guild.get_role(settings.moderator_role_id or 0) is not None,
        checked=checked.id if checked else None,
        lacks=tuple(lacking(checked)) if checked else (),
        reads_messages=bot.config.message_content,
        now=zones.clock(settings.zone, now),
        today=written(zones.local(settings.zone, now).date(), settings.dates),
    )


async def setup(bot: Headset) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(SetupItem)
    await bot.add_cog(Setup(bot))
