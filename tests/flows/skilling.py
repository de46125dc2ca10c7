"""What a member does at the skills desk, by the flow tests' world."""

import re
from typing import Any

import discord

from bot.practice.skills.exercise import Exercise, ExerciseRow

from .skill_packs import RIGHT, WRONG
from .world import Reply, World, buttons, text


async def begin(world: World, command: str, go: bool = True, **options: Any) -> Reply:
    """The command, and Go unless told not to."""
    reply = await world.command(command, **options)
    if go:
        await world.press("Go", who=options.get("who"))
    return reply


async def fill_in(world: World, form: Reply, *words: str, who: Any = None) -> Reply:
    """Fill in a form's fields in their order and send it."""
    assert form.modal is not None, form.text
    fields = [part["component"]["custom_id"] for part in form.modal["components"] if "component" in part]
    return Reply(await (who or world.anna).submit_modal(form.result, dict(zip(fields, words, strict=True))))


def results(world: World) -> list[discord.Message]:
    """The cards in the thread that end an exercise."""
    return [card for card in world.cards() if "Again" in buttons(card)]


async def kept(world: World, skill: str) -> list[ExerciseRow]:
    """Anna's exercises of a skill that are over, newest first."""
    return await world.bot.store.exercises(world.guild.id, world.anna.id, skill, 9, 0)


async def to_type(world: World) -> str:
    """The text that Anna's live exercise asks her to type."""
    session = await world.bot.desk.live(world.guild.id, world.anna.id)
    assert isinstance(session, Exercise)
    return world.bot.packs[session.pack].skills.typing[session.task].text


def letter(card: discord.Message, right: bool = True) -> str:
    """The letter of the right choice on a question's card, or of a wrong one."""
    shown = text(card)
    word = next(word for word in RIGHT if word in shown)
    found = re.search(rf"\*\*([A-D])\*\* · {(RIGHT if right else WRONG)[word]}", shown)
    assert found, shown
    return found[1]


async def choose(world: World, right: bool = True) -> None:
    """Press a letter on the newest card."""
    card = world.cards()[-1]
    await world.press(letter(card, right), card)
