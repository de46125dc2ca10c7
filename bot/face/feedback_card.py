"""The feedback card: what an answer earned and cost, in its own words, and what to do next."""

from collections.abc import Iterable
from typing import NamedTuple

import discord

from bot.face.buttons import Action, ButtonId
from bot.face.cards import GONE, asked_in, competency_name
from bot.face.layout import MESSAGE_PARTS, MESSAGE_TEXT, Buttons, Container, button, frame
from bot.face.text import bar, count, harmless, lines, quote, seconds, size
from bot.practice.content import Question
from bot.practice.records import TurnRow
from bot.practice.screen import Screen, Turn
from bot.practice.timing import seconds_to_say
from bot.scoring.score import Evidence, Score
from bot.stage import Scene
from bot.state import score_of

CARD_TEXT = 1300
"""Characters of one card, so that three fit in a message."""

REASONS = 2
"""Levels that get their reason: more is a wall of text on a phone."""


class Most(NamedTuple):
    """Characters that these may take on a card."""

    ask: int
    shows: int
    quote: int
    advice: int
    name: int


ROOMY = Most(ask=170, shows=100, quote=160, advice=200, name=50)
TIGHT = Most(ask=80, shows=60, quote=90, advice=100, name=25)


def feedback(scene: Scene, indexes: Iterable[int], last: bool) -> list[discord.ui.LayoutView]:
    """The cards of these turns, in as few messages as Discord's limits allow."""
    views: list[discord.ui.LayoutView] = []
    for index in indexes:
        row = scene.turns.get(index)
        if row is None:
            continue
        view = discord.ui.LayoutView(timeout=None)
        view.add_item(_card(scene, index, row, last))
        if views and _fits(views[-1], view):
            views[-1].add_item(view.children[0])
        else:
            views.append(view)
    return views


def _fits(first: discord.ui.LayoutView, second: discord.ui.LayoutView) -> bool:
    together = [item for view in (first, second) for item in view.walk_children()]
    text = sum(size(item.content) for item in together if isinstance(item, discord.ui.TextDisplay))
    return len(together) <= MESSAGE_PARTS and text <= MESSAGE_TEXT


def _card(scene: Scene, index: int, row: TurnRow, last: bool) -> Container:
    turn, asked = scene.screen.turns[index], asked_in(scene, index)
    attempt = f", attempt {turn.attempt}" if turn.attempt > 1 else ""
    buttons = _buttons(scene.screen, index, last)
    if row.score is None:
        return frame(
            f"### Question {turn.number}{attempt}: not rated\n{GONE} Your answer is kept.",
            _timing(turn, row),
            buttons=buttons,
        )
    score = score_of(row.score)
    head, timing = f"### Question {turn.number}{attempt}: {score.overall} of 100", _timing(turn, row)
    texts = _texts(scene, score, asked, ROOMY)
    if sum(map(size, (head, *texts, timing))) > CARD_TEXT:
        texts = _texts(scene, score, asked, TIGHT)
    ask, levels, moments, advice = texts
    levels = _with_reasons(score, levels, CARD_TEXT - sum(map(size, (head, *texts, timing))))
    return frame(lines([head, ask, levels]), moments, lines([advice, timing]), buttons=buttons, ruled=True)


def _texts(scene: Scene, score: Score, asked: Question | None, most: Most) -> tuple[str, str, str, str]:
    said = score.feedback
    ask = f"-# {harmless(asked.ask, most.ask)}" if asked else ""
    names = {name: harmless(competency_name(scene, name), most.name) for name in score.levels}
    if score.junk:
        all_alike = min((level.value for level in score.levels.values()), default=1.0)
        levels = f"{bar(all_alike)} **{all_alike:.1f}** on all: {', '.join(names.values())}"
    else:
        levels = lines(
            f"{bar(level.value)} **{level.value:.1f}** {names[name]}" for name, level in score.levels.items()
        )
    moments = [_moment("Best moment", said.best, most), _moment("Cost you most", said.costliest, most)]
    advice = lines(
        [
            *(harmless(note, most.advice) for note in said.notes[:2]),
            f"**Change first:** {harmless(said.change, most.advice)}" if said.change else "",
            f"**A stronger line:** {quote(said.stronger, most.advice)}" if said.stronger else "",
        ]
    )
    return ask, levels, "\n\n".join(filter(None, moments)), advice


def _moment(title: str, found: Evidence | None, most: Most) -> str:
    if found is None:
        return ""
    return f"**{title}:** Here you {harmless(found.shows, most.shows)}.\n> {quote(found.quote, most.quote)}"


def _with_reasons(score: Score, levels: str, room: int) -> str:
    """The levels, the weakest with their reasons as far as there is room."""
    if score.junk:
        return levels
    told: dict[str, str] = {}
    for level in sorted(score.levels.values(), key=lambda level: level.value)[:REASONS]:
        reason = f"\n-# {harmless(level.reason, ROOMY.advice)}"
        if size(reason) <= room:
            told[level.competency] = reason
            room -= size(reason)
    return lines(row + told.get(name, "") for name, row in zip(score.levels, levels.split("\n"), strict=True))


def _timing(turn: Turn, row: TurnRow) -> str:
    words = len(row.answer.split())
    parts = []
    if turn.began_at is not None and turn.asked_at is not None:
        parts.append(f"began after {seconds(turn.began_at - turn.asked_at)}")
    if turn.answer_time is not None:
        parts.append(f"answered in {seconds(turn.answer_time)}")
    parts.append(f"{count(words, 'word')}, about {seconds(seconds_to_say(words) * 1000)} to say")
    text = ", ".join(parts)
    changed = "You changed a message afterwards. As on the phone, the first wording counts."
    return lines([f"-# {text[0].upper()}{text[1:]}.", f"-# {changed}" if turn.changed else ""])


def _buttons(screen: Screen, index: int, last: bool) -> Buttons:
    def pressed(action: Action) -> ButtonId:
        return ButtonId(action, screen.id, index)

    row = Buttons()
    if screen.limits.feedback_at_once and not screen.encore and screen.ended_at is None:
        label = "Finish and see my report" if last else "Next"
        row.add_item(button(label, pressed(Action.NEXT), discord.ButtonStyle.primary))
    row.add_item(button("Try again", pressed(Action.TRY_AGAIN)))
    row.add_item(button("A strong answer", pressed(Action.STRONG)))
    row.add_item(button("I disagree", pressed(Action.DISAGREE)))
    return row
