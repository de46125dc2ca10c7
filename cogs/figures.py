"""`/figures`: a form with one's own figures; the answer is for the member's eyes, and kept as an exercise."""

import logging
import re
from typing import Any, Self

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Headset
from bot.face import cards, figures_card
from bot.face.lines import LINES
from bot.practice.effects import Line
from bot.practice.records import StoreError
from bot.practice.skills.exercise import ExerciseRow, Skill
from bot.practice.skills.figures import FiguresResult, NotCounted, check
from bot.practice.timing import snowflake_time
from bot.state import exercise_result_json, exercise_result_of
from cogs.buttons import unless_expired
from cogs.skill_buttons import written

log = logging.getLogger(__name__)


class Figures(commands.Cog):
    """The command, and its form."""

    @app_commands.command(description="Your own figures, held against one another, and the sentences to say them in")
    @app_commands.guild_only()
    async def figures(self, interaction: discord.Interaction[Headset]) -> None:
        """Open the form."""
        await open_form(interaction)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Headset]) -> None:
        """The form is taken here by its id alone: one opened before a restart can be sent after it."""
        data: Any = interaction.data
        if interaction.type is discord.InteractionType.modal_submit and data.get("custom_id") == figures_card.FORM:
            await _submitted(interaction, written(data["components"]))


class ChangeButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=figures_card.CHANGE):
    """Opens the form again, with what was written."""

    def __init__(self, item: discord.ui.Button[Any], kept: int) -> None:
        super().__init__(item)
        self.kept = kept

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Made anew for each press, from the id alone."""
        assert isinstance(item, discord.ui.Button)
        return cls(item, int(match["row"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """What can't be read, or is somebody else's, is an empty form."""
        before: FiguresResult | None = None
        try:
            row = await interaction.client.store.exercise(self.kept)
            if row and row.skill == Skill.FIGURES and row.member_id == interaction.user.id:
                before = exercise_result_of(FiguresResult, row)
        except StoreError as error:
            log.warning("button %s: %s", self.custom_id, error)
        await open_form(interaction, before)


async def open_form(interaction: discord.Interaction[Any], before: FiguresResult | None = None) -> None:
    """Open the form, with what was written `before`."""
    form = figures_card.form(before.written if before else ())
    form.stop()  # taken by its id when it comes back: nothing is kept in memory
    with unless_expired(interaction):
        await interaction.response.send_modal(form)


async def _submitted(interaction: discord.Interaction[Headset], fields: tuple[str, ...]) -> None:
    """Keep what it came to, and show it; an empty form is only told of."""
    with unless_expired(interaction):
        await interaction.response.defer(ephemeral=True, thinking=True)
    result = check(fields)
    view = figures_card.result(result, 0 if result.why == NotCounted.EMPTY else interaction.id)
    try:
        if result.why != NotCounted.EMPTY:
            row = _row(interaction, result)
            await interaction.client.store.keep_exercise(row)
            interaction.client.desk.counted(row.guild_id)
    except StoreError as error:
        log.warning("figures of %s: %s", interaction.user.id, error)
        view = cards.given_back(LINES[Line.TRY_LATER], "\n".join(filter(None, fields)))
    view.stop()  # the press of its button is taken by its id
    with unless_expired(interaction):
        await interaction.followup.send(view=view, ephemeral=True)


def _row(interaction: discord.Interaction[Headset], result: FiguresResult) -> ExerciseRow:
    at = snowflake_time(interaction.id)
    assert interaction.guild_id is not None
    return ExerciseRow(
        session_id=interaction.id,
        guild_id=interaction.guild_id,
        member_id=interaction.user.id,
        pack="",
        skill=Skill.FIGURES,
        variant="",
        tasks=(),
        started_at=at,
        ended_at=at,
        overall=result.overall,
        result=exercise_result_json(result),
    )


async def setup(bot: Headset) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(ChangeButton)
    await bot.add_cog(Figures())
