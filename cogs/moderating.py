"""Who is a moderator, as Discord says it of whoever acts."""

import discord

from bot.client import Headset
from bot.practice.settings import moderates


async def is_moderator(interaction: discord.Interaction[Headset]) -> bool:
    """Whether they may run drills and boards: the moderator role of `/setup`, Manage Events, or more.

    By what they may do in the server, not in one channel of it. Raises StoreError.
    """
    member = interaction.user
    if not isinstance(member, discord.Member):
        return False
    settings = await interaction.client.settings.guild(member.guild.id)
    granted = {name for name, has in member.guild_permissions if has}
    return moderates(settings, {role.id for role in member.roles}, granted)
