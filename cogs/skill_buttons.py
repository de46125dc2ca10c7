"""The buttons and forms of exercises: an id pressed becomes an event, or a new exercise."""

import logging
import re
from typing import Any, Self

import discord

from bot.client import Headset
from bot.exercises import ExerciseRequest
from bot.face import cards, exercise_cards, exercise_showing, figures_card, skills_card
from bot.face.buttons import SKILLS, SkillAction, SkillId
from bot.practice.effects import Line, Reply, ReplyLate
from bot.practice.events import Event, FormOpened, FormSubmitted, NextPressed
from bot.practice.records import StoreError
from bot.practice.skills.basics import is_due
from bot.practice.skills.effects import Explain, ReplyOnSkill, ShowSkillForm
from bot.practice.skills.events import Chosen, FieldsSubmitted, SayAgainPressed
from bot.practice.skills.exercise import Exercise, Skill
from bot.practice.skills.typing import TypingResult
from bot.practice.timing import snowflake_time
from bot.sessions import ReplyEffect
from bot.state import EXERCISE, exercise_result_of
from cogs.buttons import in_time, unless_expired
from cogs.starting import asked, begin, practice_channel_id

log = logging.getLogger(__name__)

LOOKED_AT = 200
"""So many of a member's last typing results are looked at for the fastest."""

Interaction = discord.Interaction[Any]


class SkillButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=SKILLS):
    """Any button of an exercise, besides Go, and of the card of all skills."""

    def __init__(self, item: discord.ui.Button[Any], pressed: SkillId | None) -> None:
        super().__init__(item)
        self.pressed = pressed

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str]) -> Self:
        """Made anew for each press, from the id alone."""
        assert isinstance(item, discord.ui.Button)
        return cls(item, SkillId.of(match))

    async def callback(self, interaction: Interaction) -> None:
        """Tell the desk, or begin what was asked for."""
        try:
            await _take(interaction, self.pressed)
        except StoreError as error:
            log.warning("button %s: %s", self.custom_id, error)
            await _show(interaction, [Reply(Line.TRY_LATER)])


async def _take(interaction: Interaction, pressed: SkillId | None) -> None:
    event = _event(interaction, pressed) if pressed else None
    if pressed is not None and event is not None:
        handled = interaction.client.desk.handle(pressed.session, event, interaction.user.id)
        # A form can only be the first answer to a press, so nothing may come before it.
        waits = handled if pressed.action is SkillAction.FORM else in_time(interaction, handled)
        await _show(interaction, await waits, pressed)
    elif pressed is not None and pressed.action is SkillAction.AGAIN:
        await _again(interaction, pressed)
    elif pressed is not None and pressed.action is SkillAction.OTHERS:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send(view=await overview(interaction), ephemeral=True)
    elif pressed is not None and pressed.action is SkillAction.BEGIN and pressed.number < len(skills_card.SKILLS):
        await _begin(interaction, skills_card.SKILLS[pressed.number])
    else:
        await _show(interaction, [Reply(Line.OLD_BUTTON)])


async def _begin(interaction: Interaction, skill: Skill) -> None:
    """From the card of all skills."""
    if skill is not Skill.FIGURES:
        await begin_exercise(interaction, skill)
        return
    form = figures_card.form()
    form.stop()  # taken by its id when it comes back, in cogs.figures
    await interaction.response.send_modal(form)


def _event(interaction: Interaction, pressed: SkillId) -> Event | None:
    key = snowflake_time(interaction.id), interaction.id, pressed.number, 0
    match pressed.action:
        case SkillAction.FORM:
            return FormOpened(*key)
        case SkillAction.SAY_AGAIN:
            return SayAgainPressed(*key)
        case SkillAction.NEXT:
            return NextPressed(*key)
        case SkillAction.CHOOSE if pressed.choice is not None:
            return Chosen(*key, pressed.choice)
    return None


async def submitted(interaction: Interaction) -> None:
    """A form came in; by its id alone, so that one opened before a restart is not lost."""
    data: Any = interaction.data
    match = SKILLS.fullmatch(data.get("custom_id", ""))
    pressed = SkillId.of(match) if match else None
    if pressed is None or pressed.action is not SkillAction.FORM:
        return
    key = snowflake_time(interaction.id), interaction.id, pressed.number, 0
    fields = written(data["components"])
    # A text has one field, a ticket or a dictation several.
    event = FormSubmitted(*key, fields[0]) if len(fields) == 1 else FieldsSubmitted(*key, fields)
    handled = interaction.client.desk.handle(pressed.session, event, interaction.user.id)
    await _show(interaction, await in_time(interaction, handled), pressed)


def written(components: list[Any]) -> tuple[str, ...]:
    """The texts of a form's fields, in their order."""
    inner = [component["component"] for component in components if "component" in component]
    return tuple(str(field.get("value") or "") for field in inner)


async def _show(interaction: Interaction, replies: list[ReplyEffect], pressed: SkillId | None = None) -> None:
    """Answer the interaction, with nothing to see when the thread itself shows what follows."""
    reply = replies[0] if replies else None
    with unless_expired(interaction):
        if isinstance(reply, Reply | ReplyOnSkill):
            view = exercise_cards.reply(reply)
            files = cards.late_files(reply.text) if isinstance(reply, ReplyLate) else []
            if interaction.response.is_done():
                await interaction.followup.send(view=view, files=files, ephemeral=True)
            else:
                await interaction.response.send_message(view=view, files=files, ephemeral=True)
        elif isinstance(reply, Explain | ShowSkillForm) and pressed is not None:
            await _show_task(interaction, reply, pressed)
        elif not interaction.response.is_done():
            await interaction.response.defer()


async def _show_task(interaction: Interaction, reply: Explain | ShowSkillForm, pressed: SkillId) -> None:
    """The form that was asked for; or the answer explained on the card that was pressed."""
    desk = interaction.client.desk
    exercise = await desk.session(pressed.session)
    scene = await desk.exercise_scene(exercise) if isinstance(exercise, Exercise) else None
    assert scene is not None  # its step has just asked for this
    if isinstance(reply, ShowSkillForm):
        form = exercise_showing.form(scene, reply.number)
        form.stop()  # taken by its id when it comes back: nothing is kept in memory
        await interaction.response.send_modal(form)
        return
    view = exercise_showing.explained(scene, reply.number)
    view.stop()
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view)
    else:
        await interaction.response.edit_message(view=view)


async def _again(interaction: Interaction, pressed: SkillId) -> None:
    """Another exercise of the same kind, where this one was."""
    exercise = await interaction.client.desk.session(pressed.session)
    if not isinstance(exercise, Exercise):
        await _show(interaction, [Reply(Line.OLD_BUTTON)])
    elif exercise.member_id != interaction.user.id:
        await _show(interaction, [Reply(Line.NOT_YOURS)])
    else:
        await begin_exercise(interaction, exercise.skill, exercise.variant, exercise.text_only)


async def begin_exercise(interaction: Interaction, skill: Skill, variant: str = "", text_only: bool = False) -> None:
    """Begin an exercise, in this thread if it is one of the member's exercises."""
    there = await _own_thread(interaction)
    await interaction.response.defer(ephemeral=True, thinking=there is None)
    request = ExerciseRequest(
        **asked(interaction, await practice_channel_id(interaction) if there is None else there.parent_id),
        skill=skill,
        variant=variant or ("short" if skill is Skill.TYPING else ""),
        text_only=text_only,
        thread_id=there.id if there else None,
    )
    await begin(interaction, request, quiet=there is not None)


async def _own_thread(interaction: Interaction) -> discord.Thread | None:
    """The thread that we are in, if it was opened for an exercise of this member."""
    if not isinstance(interaction.channel, discord.Thread) or interaction.type is not COMPONENT:
        return None
    row = await interaction.client.store.in_thread(interaction.channel.id)
    mine = row is not None and row.kind == EXERCISE and row.member_id == interaction.user.id
    return interaction.channel if mine else None


COMPONENT = discord.InteractionType.component


async def overview(interaction: Interaction) -> discord.ui.LayoutView:
    """The card of all skills, for this member. Raises StoreError."""
    bot: Headset = interaction.client
    assert interaction.guild_id is not None
    key = interaction.guild_id, interaction.user.id
    rows = await bot.store.exercises(*key, Skill.TYPING, LOOKED_AT, 0)
    counted = [exercise_result_of(TypingResult, row) for row in rows if row.overall is not None]
    fastest = max((result for result in counted if result), key=lambda result: result.wpm, default=None)
    due = sum(is_due(row.due_at, snowflake_time(interaction.id)) for row in await bot.store.missed(*key))
    view = skills_card.overview(await bot.store.skill_bests(*key), fastest, due)
    view.stop()  # presses are taken by the ids of the buttons: nothing about this view is kept in memory
    return view
