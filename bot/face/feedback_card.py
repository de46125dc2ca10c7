"""The feedback card: what an answer earned and cost, in its own words, and what to do next."""

from collections.abc import Iterable, Mapping
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
from bot.scoring.rubric import Rubric
from bot.scoring.score import Evidence, Score
from bot.scoring.second_opinion import Opinion
from bot.stage import Scene
from bot.state import opinion_of, score_of

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


QUOTED = 300
"""Characters that the quotes of a second opinion may take on a card."""

REPEATS = {
    "own": "You gave nearly this answer before. It is rated, but earns no points again.",
    "other": "Another member gave nearly this answer. It is rated, but earns no points.",
    "strong": "This is nearly the strong answer that I show. It is rated, but earns no points.",
}
"""What is said of an answer that earns nothing, by whose it repeats (`TurnRow.repeats`)."""

ROOMY = Most(ask=170, shows=100, quote=160, advice=200, name=50)
TIGHT = Most(ask=80, shows=60, quote=90, advice=100, name=25)


def feedback(scene: Scene, indexes: Iterable[int], last: bool) -> list[discord.ui.LayoutView]:
    """The cards of these turns, in as few messages as Discord's limits allow.

    Second opinions have what room the cards leave: they come later, and no card may change its message then.
    """
    messages: list[dict[int, Container]] = []
    for index in indexes:
        if index not in scene.turns:
            continue
        card = _card(scene, index, last)
        if messages and _left([*messages[-1].values(), card]) >= 0:
            messages[-1][index] = card
        else:
            messages.append({index: card})
    return [_view(_with_opinions(scene, cards, last)) for cards in messages]


def _with_opinions(scene: Scene, cards: Mapping[int, Container], last: bool) -> Iterable[Container]:
    rows = {index: scene.turns[index] for index in cards}
    given = {index: opinion_of(row.opinion) for index, row in rows.items() if row.score and row.opinion}
    if not given:
        return cards.values()
    room = _left(cards.values()) // len(given)
    told = {index: _opinion(scene, opinion, room) for index, opinion in given.items()}
    with_opinions = [_card(scene, index, last, told.get(index, "")) for index in cards]
    return with_opinions if _left(with_opinions) >= 0 else cards.values()


def _view(cards: Iterable[Container]) -> discord.ui.LayoutView:
    view = discord.ui.LayoutView(timeout=None)
    for card in cards:
        view.add_item(card)
    return view


def _left(cards: Iterable[Container]) -> int:
    """Characters that still fit in a message of these cards; less than 0: it is too much already."""
    items = [item for card in cards for item in (card, *card.walk_children())]
    text = sum(size(item.content) for item in items if isinstance(item, discord.ui.TextDisplay))
    return MESSAGE_TEXT - text if len(items) <= MESSAGE_PARTS else -1


def _card(scene: Scene, index: int, last: bool, opinion: str = "") -> Container:
    turn, row, asked = scene.screen.turns[index], scene.turns[index], asked_in(scene, index)
    attempt = f", attempt {turn.attempt}" if turn.attempt > 1 else ""
    buttons = _buttons(scene.screen, index, last)
    if row.score is None:
        return frame(
            f"### Question {turn.number}{attempt}: not rated\n{GONE} Your answer is kept.",
            _timing(turn, row),
            buttons=buttons,
        )
    head = f"### Question {turn.number}{attempt}: {score_of(row.score).overall} of 100"
    texts = rated(scene.script.rubric, score_of(row.score), asked, head, _timing(turn, row))
    return frame(*texts, opinion, buttons=buttons, ruled=True)


def rated(rubric: Rubric, score: Score, asked: Question | None, head: str, timing: str) -> tuple[str, str, str]:
    """What an answer came to, in `CARD_TEXT` characters: head and levels, the two moments, advice and `timing`."""
    texts = _texts(rubric, score, asked, ROOMY)
    if sum(map(size, (head, *texts, timing))) > CARD_TEXT:
        texts = _texts(rubric, score, asked, TIGHT)
    ask, levels, moments, advice = texts
    levels = _with_reasons(score, levels, CARD_TEXT - sum(map(size, (head, *texts, timing))))
    return lines([head, ask, levels]), moments, lines([advice, timing])


def _opinion(scene: Scene, opinion: Opinion, room: int) -> str:
    """One line, with as many of its quotes as there is room for; empty when it does not fit at all."""
    levels = ", ".join(f"{harmless(competency_name(scene, c), TIGHT.name)} {n}" for c, n in opinion.levels.items())
    line = f"-# A second reader (a language model) would give {levels}, of 5."
    most = min(room, size(line) + QUOTED)
    for remark in opinion.remarks:
        more = f" {quote(remark.quote, TIGHT.quote)}: {harmless(remark.shows, TIGHT.shows)}."
        if size(line) + size(more) <= most:
            line += more
    return line if size(line) <= room else ""


def _texts(rubric: Rubric, score: Score, asked: Question | None, most: Most) -> tuple[str, str, str, str]:
    said = score.feedback
    ask = f"-# {harmless(asked.ask, most.ask)}" if asked else ""
    names = {name: harmless(rubric.name(name), most.name) for name in score.levels}
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
            f"**A stronger line:** {quote(_unquoted(said.stronger), most.advice)}" if said.stronger else "",
        ]
    )
    return ask, levels, "\n\n".join(filter(None, moments)), advice


def _unquoted(line: str) -> str:
    """A pack's line to say, without quotation marks of its own around the whole of it."""
    inner = line[1:-1]
    return inner if line == f'"{inner}"' and '"' not in inner else line


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
    repeats = REPEATS.get(row.repeats, "")
    notes = [f"-# {note}" for note in (changed if turn.changed else "", repeats) if note]
    return lines([f"-# {text[0].upper()}{text[1:]}.", *notes])


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
