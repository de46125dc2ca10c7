"""`/screen`: start, resume, stop, history; and the buttons and forms of its cards."""

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Headset
from bot.face import replies
from bot.practice.events import Resumed, Stopped
from bot.practice.screen import Screen
from bot.practice.timing import Pace
from bot.screens import ScreenRequest
from cogs.buttons import PracticeButton, submitted
from cogs.starting import asked, begin, practice_channel_id, tell_live

HISTORY_PAGE = 5
CHOICES_SHOWN = 25


class ScreenCommands(commands.GroupCog, group_name="screen", group_description="Practise a phone screen"):
    """The commands of the phone screen."""

    def __init__(self, bot: Headset) -> None:
        super().__init__()
        self.bot = bot

    @app_commands.command(description="Start a phone screen in a thread of your own")
    @app_commands.guild_only()
    @app_commands.describe(
        pack="Which questions (core when you leave it out)",
        questions="How many questions",
        pace="relaxed: no limits. real: 30 s to begin, 120 s to answer. pressure: 10 s and 60 s",
        visibility="Who can read along: nobody but you and the moderators, or everybody",
    )
    async def start(
        self,
        interaction: discord.Interaction[Headset],
        pack: str = "core",
        questions: app_commands.Range[int, 3, 10] = 5,
        pace: Literal["relaxed", "real", "pressure"] = "relaxed",
        visibility: Literal["private", "public"] = "private",
    ) -> None:
        """Open a thread and let the recruiter call."""
        await interaction.response.defer(ephemeral=True)
        request = ScreenRequest(
            **asked(interaction, await practice_channel_id(interaction)),
            pack=pack,
            questions=questions,
            pace=Pace(pace),
            public=visibility == "public",
        )
        await begin(interaction, request)

    @start.autocomplete("pack")
    async def _packs(self, _: discord.Interaction[Headset], typed: str) -> list[app_commands.Choice[str]]:
        wanted = typed.casefold()
        return [
            app_commands.Choice(name=pack.title[:100], value=pack.id)
            for pack in self.bot.packs.values()
            if wanted in pack.title.casefold() or wanted in pack.id
        ][:CHOICES_SHOWN]

    @app_commands.command(description="Go on with your paused phone screen")
    @app_commands.guild_only()
    async def resume(self, interaction: discord.Interaction[Headset]) -> None:
        """Go on where the screen paused."""
        await tell_live(interaction, Resumed, Screen)

    @app_commands.command(description="End your phone screen now, with a report of what you answered")
    @app_commands.guild_only()
    async def stop(self, interaction: discord.Interaction[Headset]) -> None:
        """End early."""
        await tell_live(interaction, Stopped, Screen)

    @app_commands.command(description="Your answers so far, with their feedback, for your eyes")
    @app_commands.guild_only()
    async def history(
        self, interaction: discord.Interaction[Headset], page: app_commands.Range[int, 1, 1000] = 1
    ) -> None:
        """The member's own turns, newest first."""
        assert interaction.guild_id is not None
        await interaction.response.defer(ephemeral=True)
        offset = (page - 1) * HISTORY_PAGE
        turns = await self.bot.store.history(interaction.guild_id, interaction.user.id, HISTORY_PAGE + 1, offset)
        shown, packs = turns[:HISTORY_PAGE], self.bot.packs
        keep_days = (await self.bot.settings.guild(interaction.guild_id)).keep_days
        view = replies.history(shown, page, len(turns) > HISTORY_PAGE, packs, self.bot.rubric, keep_days)
        await interaction.followup.send(view=view, files=replies.history_files(shown, packs), ephemeral=True)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Headset]) -> None:
        """Forms are taken by their id: discord.py forgets forms that were opened before a restart."""
        if interaction.type is discord.InteractionType.modal_submit:
            await submitted(interaction)


async def setup(bot: Headset) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(PracticeButton)
    await bot.add_cog(ScreenCommands(bot))
