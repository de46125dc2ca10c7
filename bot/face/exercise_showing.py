"""Which cards show an effect of an exercise, by its skill."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

import discord

from bot.face import basics_cards, dictation_cards, exercise_cards, notes_cards, typing_card
from bot.face.layout import Shown
from bot.practice.effects import Effect, Tell
from bot.practice.skills.effects import PutPiece, PutReady, PutTask, ShowResult, TellSkill
from bot.practice.skills.exercise import Skill
from bot.stage import ExerciseScene

TASKS_FROM, PIECES_FROM, PIECES_AGAIN_FROM, PIECES_TO = 970_000, 980_000, 985_000, 990_000
"""Component ids that say which task or piece of an exercise a message is; below the marks of effects."""


class SkillCards(Protocol):
    """What the module with the cards of a skill has."""

    def ready(self, scene: ExerciseScene) -> str:
        """What is asked and how it is timed, in two or three lines."""
        ...

    def task(self, scene: ExerciseScene, number: int) -> Shown:
        """The card of a task (index)."""
        ...

    def result(self, scene: ExerciseScene) -> Shown:
        """The result card."""
        ...


CARDS: Mapping[Skill, SkillCards] = {
    Skill.TYPING: typing_card,
    Skill.DICTATION: dictation_cards,
    Skill.NOTES: notes_cards,
    Skill.BASICS: basics_cards,
}
"""The cards of each skill that has exercises."""

FORMS: Mapping[Skill, Callable[[ExerciseScene, int], discord.ui.Modal]] = {
    Skill.TYPING: typing_card.form,
    Skill.DICTATION: dictation_cards.form,
    Skill.NOTES: notes_cards.form,
}


def to_show(effect: Effect, scene: ExerciseScene) -> Shown:
    """The cards of an effect of an exercise."""
    skill = CARDS[scene.exercise.skill]
    match effect:
        case PutReady():
            return Shown([exercise_cards.ready(scene, skill.ready(scene))])
        case PutTask():
            return _marked(skill.task(scene, effect.number), TASKS_FROM + effect.number)
        case PutPiece():
            begin = PIECES_AGAIN_FROM if effect.again else PIECES_FROM
            return _marked(dictation_cards.piece(scene, effect.piece), begin + effect.piece)
        case TellSkill():
            return Shown([exercise_cards.told(scene.exercise, effect.line)])
        case Tell():
            return Shown([exercise_cards.tell(effect.line)])
        case ShowResult():
            return skill.result(scene)
    raise TypeError(effect)


def hidden(scene: ExerciseScene, number: int) -> discord.ui.LayoutView:
    """The card of the task of notes without its words."""
    return notes_cards.hidden(scene, number)


def form(scene: ExerciseScene, number: int) -> discord.ui.Modal:
    """The form for the task (index)."""
    return FORMS[scene.exercise.skill](scene, number)


def explained(scene: ExerciseScene, number: int) -> discord.ui.LayoutView:
    """The answer to a question of basics (index), explained."""
    return basics_cards.explained(scene, number)


def _marked(shown: Shown, mark: int) -> Shown:
    """The message says by a component's id what it is, so that its clock can start as it stands."""
    for item in shown.views[0].walk_children():
        if isinstance(item, discord.ui.TextDisplay):
            item.id = mark
            break
    return shown


def task_of(message: discord.Message) -> int | None:
    """Which task (index) of its exercise this message of ours puts; None: none."""
    return next((id - TASKS_FROM for id in _ids(message.components) if TASKS_FROM <= id < PIECES_FROM), None)


def piece_of(message: discord.Message) -> tuple[int, bool] | None:
    """Which piece (index) of a dictation this message of ours is, and whether it is said again; None: none."""
    for id in _ids(message.components):
        if PIECES_FROM <= id < PIECES_TO:
            again = id >= PIECES_AGAIN_FROM
            return id - (PIECES_AGAIN_FROM if again else PIECES_FROM), again
    return None


def _ids(components: Any) -> Iterator[int]:
    for component in components:
        yield getattr(component, "id", None) or 0
        yield from _ids(getattr(component, "children", ()))
