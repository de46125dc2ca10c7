"""`/help`: what Headset is and how one begins."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Headset
from bot.face import replies


class Help(commands.Cog):
    """The one help command."""

    def __init__(self, bot: Headset) -> None:
        self.bot = bot

    @app_commands.command(name="help", description="What Headset does, and how to begin")
    async def show_help(self, interaction: discord.Interaction[Headset]) -> None:
        """One card that says all there is to know."""
        await interaction.response.send_message(view=replies.help_card(), ephemeral=True)


async def setup(bot: Headset) -> None:
    """Called by discord.py."""
    await bot.add_cog(Help(bot))
