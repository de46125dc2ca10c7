"""The cards that all exercises have, and which module has those of each skill."""

import discord

from bot.face.buttons import SkillAction, SkillId
from bot.face.layout import Buttons, Shown, button
from bot.practice.effects import Effect
from bot.practice.skills.exercise import Exercise
from bot.stage import ExerciseScene


def to_show(effect: Effect, scene: ExerciseScene, now: int) -> Shown:
    """The cards of an effect of an exercise."""
    raise TypeError(effect)


def after(exercise: Exercise) -> Buttons:
    """The buttons under a result."""
    return Buttons(
        button("Again", SkillId(SkillAction.AGAIN, exercise.id), discord.ButtonStyle.primary),
        button("Other skills", SkillId(SkillAction.OTHERS, exercise.id)),
    )
