"""The cards that all exercises have: ready, told, over, and the buttons under a result."""

import discord

from bot.face.buttons import Action, ButtonId, SkillAction, SkillId
from bot.face.cards import given_back
from bot.face.layout import Buttons, button, card
from bot.face.skill_lines import ICONS, NAMES, variant_name, words
from bot.face.text import harmless
from bot.practice.effects import Line, Reply, ReplyLate
from bot.practice.skills.effects import ReplyOnSkill, SkillLine
from bot.practice.skills.exercise import Exercise
from bot.stage import ExerciseScene

NAME = 80
"""Characters that a variant's name may take."""


def ready(scene: ExerciseScene, how: str) -> discord.ui.LayoutView:
    """What is asked and how it is timed (`how`, of the skill's own cards); Go starts."""
    exercise = scene.exercise
    variant = variant_name(exercise.skill, exercise.variant, dict(scene.pack.skills.topics))
    named = f" · {harmless(variant, NAME)}" if variant else ""
    text_only = "\n-# The text version: practice without points." if exercise.text_only else ""
    return card(
        f"### {ICONS[exercise.skill]} {NAMES[exercise.skill]}{named}{text_only}",
        how,
        buttons=Buttons(button("Go", ButtonId(Action.PICK_UP, exercise.id), discord.ButtonStyle.success)),
    )


def after(exercise: Exercise) -> Buttons:
    """The buttons under a result."""
    return Buttons(
        button("Again", SkillId(SkillAction.AGAIN, exercise.id), discord.ButtonStyle.primary),
        button("Other skills", SkillId(SkillAction.OTHERS, exercise.id)),
    )


def tell(line: Line | SkillLine) -> discord.ui.LayoutView:
    """A short line, without a frame."""
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay(words(line)))
    return view


def told(exercise: Exercise, line: SkillLine) -> discord.ui.LayoutView:
    """A line in the thread; with the buttons of a result where the exercise is over with it."""
    return tell(line) if line not in _ENDS else card(words(line), buttons=after(exercise))


_ENDS = (SkillLine.NOT_STARTED, SkillLine.TIME_UP, SkillLine.NOT_ENDED)


def reply(said: Reply | ReplyOnSkill) -> discord.ui.LayoutView:
    """For the one who pressed; a form that is not taken goes back to them (a long one in the file of `late_files`)."""
    return given_back(words(said.line), said.text) if isinstance(said, ReplyLate) else tell(said.line)


def no_task() -> discord.ui.LayoutView:
    """No pack has anything of that kind."""
    return card("There is nothing of that kind in any pack here. Leave the topic out, or see `/skills`.")
