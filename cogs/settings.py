"""`/settings`: what members set for themselves; and the buttons under a board that show them on it."""

import logging
import re
from typing import Any, Self

import discord
from discord import app_commands
from discord.ext import commands

from bot import zones
from bot.client import Headset
from bot.face import cards, settings_cards, setup_cards
from bot.face.settings_cards import SEEN, SETTINGS, Own
from bot.practice.effects import Line
from bot.practice.records import StoreError
from bot.practice.settings import FACTORS, MemberSettings, Seen
from cogs.buttons import unless_expired
from cogs.setup import zone_choices

log = logging.getLogger(__name__)


class MemberSettingsCog(commands.Cog, name="Settings"):
    """The members' command."""

    def __init__(self, bot: Headset) -> None:
        self.bot = bot

    @app_commands.command(name="settings", description="Your name on boards, your time, your time zone; for your eyes")
    @app_commands.guild_only()
    @app_commands.describe(timezone="Type your city, like Berlin; all else is set on the card that comes")
    async def set_own(self, interaction: discord.Interaction[Headset], timezone: str | None = None) -> None:
        """The card, with a new time zone if one was given."""
        await interaction.response.defer(ephemeral=True)
        assert interaction.guild is not None
        try:
            changes = {"zone": zones.named(timezone)} if timezone else {}
        except zones.UnknownZone as unknown:
            await interaction.followup.send(view=setup_cards.unknown_zone(str(unknown)), ephemeral=True)
            return
        await interaction.followup.send(view=await _changed(interaction, interaction.guild, changes), ephemeral=True)

    @set_own.autocomplete("timezone")
    async def _zones(self, interaction: discord.Interaction[Headset], typed: str) -> list[app_commands.Choice[str]]:
        return zone_choices(interaction, typed)


class SettingsItem(discord.ui.DynamicItem[discord.ui.Item[Any]], template=SETTINGS):
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
            if guild is None:
                await interaction.response.send_message(view=settings_cards.on_servers_only(), ephemeral=True)
                return
            try:
                own = await interaction.client.settings.member(guild.id, interaction.user.id)
                view = await _changed(interaction, guild, _asked(own, self.what, _value(interaction)))
            except StoreError as error:
                log.warning("settings of %s: %s", interaction.user.id, error)
                await interaction.response.send_message(view=cards.tell(Line.TRY_LATER), ephemeral=True)
            else:
                await interaction.response.edit_message(view=view)


class SeenButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=SEEN):
    """A button under a board: how others see the member from now on."""

    def __init__(self, item: discord.ui.Button[Any], seen: Seen) -> None:
        super().__init__(item)
        self.seen = seen

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Made anew for each press, from the id alone."""
        assert isinstance(item, discord.ui.Button)
        return cls(item, Seen(match["seen"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Keep it, and say so to whoever pressed: the board may be there for all."""
        with unless_expired(interaction):
            if interaction.guild_id is None:
                view = settings_cards.on_servers_only()
            else:
                try:
                    settings = interaction.client.settings
                    await settings.change_member(interaction.guild_id, interaction.user.id, seen=self.seen)
                    view = settings_cards.seen_changed(self.seen)
                except StoreError as error:
                    log.warning("settings of %s: %s", interaction.user.id, error)
                    view = cards.tell(Line.TRY_LATER)
            await interaction.response.send_message(view=view, ephemeral=True)


def _value(interaction: discord.Interaction[Any]) -> str:
    data: Any = interaction.data
    return str(next(iter(data.get("values", ())), ""))


def _asked(own: MemberSettings, what: str, value: str) -> dict[str, Any]:
    """What an item changes."""
    if what == Own.SEEN and value in (Seen.NAMED, Seen.ANONYMOUS, Seen.ABSENT):
        return {"seen": Seen(value)}
    if what == Own.FACTOR and value in map(str, FACTORS):
        return {"factor": float(value)}
    if what == Own.NAMED:
        return {"named_answers": not own.named_answers}
    if what == Own.ZONE:
        return {"zone": None}
    return {}


async def _changed(
    interaction: discord.Interaction[Headset], guild: discord.Guild, changes: dict[str, Any]
) -> discord.ui.LayoutView:
    """The card, once these changes are kept. Raises StoreError."""
    bot, member = interaction.client, interaction.user.id
    if changes:
        own = await bot.settings.change_member(guild.id, member, **changes)
    else:
        own = await bot.settings.member(guild.id, member)
    zone = own.zone or (await bot.settings.guild(guild.id)).zone
    now = zones.clock(zone, bot.clock.now())
    view = settings_cards.settings(guild.name, own, zone, now, setup_cards.KEPT if changes else "")
    view.stop()  # presses are taken by the ids of the items: nothing about this view is kept in memory
    return view


async def setup(bot: Headset) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(SettingsItem, SeenButton)
    await bot.add_cog(MemberSettingsCog(bot))
