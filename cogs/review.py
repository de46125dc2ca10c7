"""`/review`: moderators look at the scores that members disagree with, one after another."""

import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any, Self

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Headset
from bot.face import cards, review_card
from bot.face.buttons import REVIEW, ReviewAction, ReviewId
from bot.practice.effects import Line
from bot.practice.records import StoreError
from bot.practice.reviewing import Unclear
from bot.practice.timing import snowflake_time
from bot.reviews import Case, Reviews
from cogs.buttons import unless_expired

log = logging.getLogger(__name__)


class Review(commands.Cog):
    """The moderators' command, and their forms."""

    def __init__(self, bot: Headset) -> None:
        self.bot = bot

    @app_commands.command(description="For moderators: the scores that members disagree with, the oldest first")
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_messages=True)
    async def review(self, interaction: discord.Interaction[Headset]) -> None:
        """The oldest open objection."""
        await interaction.response.defer(ephemeral=True)
        if not _is_moderator(interaction):
            await interaction.followup.send(view=review_card.not_a_moderator(), ephemeral=True)
            return
        view, files = _shown(*await _reviews(interaction).next())
        await interaction.followup.send(view=view, files=files, ephemeral=True)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Headset]) -> None:
        """Forms are taken by their id, so that one opened before a restart is not lost."""
        if interaction.type is discord.InteractionType.modal_submit:
            data: Any = interaction.data
            match = REVIEW.fullmatch(data.get("custom_id", ""))
            pressed = ReviewId.of(match) if match else None
            if pressed is not None:
                await _submitted(interaction, pressed, _written(data["components"]))


class ReviewButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=REVIEW):
    """A button of a moderator's card."""

    def __init__(self, item: discord.ui.Button[Any], pressed: ReviewId | None) -> None:
        super().__init__(item)
        self.pressed = pressed

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Made anew for each press, from the id alone."""
        assert isinstance(item, discord.ui.Button)
        return cls(item, ReviewId.of(match))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the form, or the next objection."""
        pressed = self.pressed
        assert pressed is not None
        await _with_case(interaction, pressed, lambda case: _pressed(interaction, pressed, case))


async def _pressed(interaction: discord.Interaction[Headset], pressed: ReviewId, case: Case) -> None:
    if pressed.action is ReviewAction.NEXT:
        view, files = _shown(*await _reviews(interaction).next(case))
        await interaction.response.edit_message(view=view, attachments=files)
    elif case.objection.decision is not None:
        view = review_card.decided_before(case.scene, case.index, case.objection.decision)
        await interaction.response.edit_message(view=view, attachments=[])
    else:
        await interaction.response.send_modal(review_card.form(case.scene, case.index, pressed.action))


async def _submitted(interaction: discord.Interaction[Headset], pressed: ReviewId, written: dict[str, str]) -> None:
    word, overall = written.get(review_card.WORD_FIELD, ""), written.get(review_card.OVERALL_FIELD)

    async def decide(case: Case) -> None:
        first = await _reviews(interaction).decide(
            case,
            by=interaction.user.id,
            at=snowflake_time(interaction.id),
            agreed=pressed.action is ReviewAction.WRONG,
            word=word,
            overall=int(overall) if overall else None,
            levels=written.get(review_card.LEVELS_FIELD, ""),
        )
        if first is None:
            view = review_card.decided(case.scene, case.index, pressed.action is ReviewAction.WRONG)
        else:
            view = review_card.decided_before(case.scene, case.index, first)
        await interaction.edit_original_response(view=view, attachments=[])

    with unless_expired(interaction):
        await interaction.response.defer()  # the member's screen may be busy for longer than Discord waits
    await _with_case(interaction, pressed, decide, word)


async def _with_case(
    interaction: discord.Interaction[Headset], pressed: ReviewId, act: Callable[[Case], Awaitable[None]], word: str = ""
) -> None:
    """Act on the objection, or say why not; `word`, which is written nowhere else, then goes back to its writer."""
    refusal: discord.ui.LayoutView | None = None
    with unless_expired(interaction):
        try:
            case = await _reviews(interaction).case(pressed.session, pressed.turn)
            if not _is_moderator(interaction):
                refusal = review_card.not_a_moderator()
            elif case is None:
                refusal = review_card.no_objection()
            else:
                await act(case)
        except Unclear as unclear:
            refusal = review_card.unclear(str(unclear), word)
        except StoreError as error:
            log.warning("review by %s: %s", interaction.user.id, error)
            refusal = cards.late(word, Line.TRY_LATER) if word else cards.tell(Line.TRY_LATER)
        if refusal is not None and interaction.response.is_done():
            await interaction.followup.send(view=refusal, ephemeral=True)
        elif refusal is not None:
            await interaction.response.send_message(view=refusal, ephemeral=True)


def _reviews(interaction: discord.Interaction[Headset]) -> Reviews:
    assert interaction.guild_id is not None
    return Reviews(interaction.client.store, interaction.client.desk, interaction.guild_id)


def _is_moderator(interaction: discord.Interaction[Headset]) -> bool:
    """In the server: who may manage one channel's messages decides nothing for all. (A server's own settings may
    give the command to others, and cards stay when a role is taken away.)"""
    member = interaction.user
    return isinstance(member, discord.Member) and member.guild_permissions.manage_messages


def _shown(case: Case | None, waiting: int) -> tuple[discord.ui.LayoutView, list[discord.File]]:
    if case is None:
        return review_card.nothing_more(waiting), []
    view = review_card.objection(case.scene, case.index, waiting)
    view.stop()  # presses are taken by the ids of the buttons: nothing about this view is kept in memory
    return view, review_card.files(case.scene.turns[case.index])


def _written(components: list[Any]) -> dict[str, str]:
    """What was filled in, by field."""
    fields = [component["component"] for component in components if "component" in component]
    return {
        field["custom_id"]: str(field.get("value") or next(iter(field.get("values") or ()), "")) for field in fields
    }


async def setup(bot: Headset) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(ReviewButton)
    await bot.add_cog(Review(bot))
