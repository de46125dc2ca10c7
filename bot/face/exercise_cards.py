"""The cards that all exercises have, and which module has those of each skill."""

from bot.face.layout import Shown
from bot.practice.effects import Effect
from bot.stage import ExerciseScene


def to_show(effect: Effect, scene: ExerciseScene, now: int) -> Shown:
    """The cards of an effect of an exercise."""
    raise TypeError(effect)
