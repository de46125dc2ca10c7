"""The skills desk: `/skills`, `/typing`, `/dictation`, `/notes`, `/basics`."""

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Headset
from bot.practice.skills.exercise import Skill
from cogs.skill_buttons import SkillButton, begin_exercise, overview, submitted

CHOICES_SHOWN = 25


class Skills(commands.Cog):
    """The commands of exercises."""

    def __init__(self, bot: Headset) -> None:
        self.bot = bot

    @app_commands.command(description="All exercises of the skills desk, your bests, and what employers usually ask")
    @app_commands.guild_only()
    async def skills(self, interaction: discord.Interaction[Headset]) -> None:
        """One card, for the member's eyes."""
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send(view=await overview(interaction), ephemeral=True)

    @app_commands.command(description="Copy a text from a picture: words a minute, accuracy, what kind of slips")
    @app_commands.guild_only()
    @app_commands.describe(
        length="How long the text is",
        text_version="The text as text, for screen readers: practice without points",
    )
    async def typing(
        self,
        interaction: discord.Interaction[Headset],
        length: Literal["short", "medium", "long"] = "short",
        text_version: bool = False,
    ) -> None:
        """Open a thread with a text to type."""
        await begin_exercise(interaction, Skill.TYPING, length, text_version)

    @app_commands.command(description="A caller spells and dictates; you fill in the form")
    @app_commands.guild_only()
    async def dictation(self, interaction: discord.Interaction[Headset]) -> None:
        """Open a thread in which a caller gives their details."""
        await begin_exercise(interaction, Skill.DICTATION)

    @app_commands.command(description="A caller speaks and is gone; you write the ticket from memory")
    @app_commands.guild_only()
    async def notes(self, interaction: discord.Interaction[Headset]) -> None:
        """Open a thread with a caller's message."""
        await begin_exercise(interaction, Skill.NOTES)

    @app_commands.command(description="Ten questions on computers and the words of the trade; what you miss comes back")
    @app_commands.guild_only()
    @app_commands.describe(topic="One topic only (all of them when you leave it out)")
    async def basics(self, interaction: discord.Interaction[Headset], topic: str = "") -> None:
        """Open a thread with ten questions."""
        await begin_exercise(interaction, Skill.BASICS, self._topic(topic))

    @basics.autocomplete("topic")
    async def _topics(self, _: discord.Interaction[Headset], typed: str) -> list[app_commands.Choice[str]]:
        wanted, topics = typed.casefold(), self._all_topics()
        fits = [(id, title) for id, title in topics.items() if wanted in id.casefold() or wanted in title.casefold()]
        return [app_commands.Choice(name=title[:100], value=id) for id, title in fits][:CHOICES_SHOWN]

    def _all_topics(self) -> dict[str, str]:
        return {id: title for pack in self.bot.packs.values() for id, title in pack.skills.topics.items()}

    def _topic(self, typed: str) -> str:
        """The id of a topic, by its title or id; what is neither finds no question, and is told so."""
        wanted = typed.strip().casefold()
        titles = {title.casefold(): id for id, title in self._all_topics().items()}
        return titles.get(wanted, wanted)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Headset]) -> None:
        """Forms are taken here by their id alone: one opened before a restart can be sent after it."""
        if interaction.type is discord.InteractionType.modal_submit:
            await submitted(interaction)


async def setup(bot: Headset) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(SkillButton)
    await bot.add_cog(Skills(bot))
