"""`/leaderboard`: who has how many points."""

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Headset
from bot.face import replies
from bot.practice.points import ALL_TIME, POINTS, month, week
from bot.practice.timing import snowflake_time

PLACES_SHOWN = 10


class Boards(commands.Cog):
    """The leaderboard."""

    def __init__(self, bot: Headset) -> None:
        self.bot = bot

    @app_commands.command(description="Points: the best score on each question, added up")
    @app_commands.guild_only()
    @app_commands.describe(period="Which time counts (weeks and months are UTC)")
    async def leaderboard(
        self,
        interaction: discord.Interaction[Headset],
        period: Literal["this week", "this month", "all time"] = "this week",
    ) -> None:
        """The first places, and one's own."""
        assert interaction.guild_id is not None
        await interaction.response.defer(ephemeral=True)
        at = snowflake_time(interaction.id)
        key = {"this week": week(at), "this month": month(at)}.get(period, ALL_TIME)
        store, guild = self.bot.store, interaction.guild_id
        places = await store.board(guild, POINTS, key, PLACES_SHOWN, 0)
        own = await store.place(guild, POINTS, key, interaction.user.id)
        await interaction.followup.send(view=replies.board(period, places, own), ephemeral=True)


async def setup(bot: Headset) -> None:
    """Called by discord.py."""
    await bot.add_cog(Boards(bot))
