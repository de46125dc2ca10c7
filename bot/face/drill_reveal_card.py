"""The reveal of a round: how all did, the best, and what strong answers have."""

from collections.abc import Sequence
from functools import partial

import discord

from bot.face.buttons import DrillAction, DrillId
from bot.face.drill_cards import next_label, number
from bot.face.drill_charts import Tensions, draw_tensions, said_tensions
from bot.face.layout import MESSAGE_TEXT, Buttons, Picture, Shown, button, card
from bot.face.lines import OUTCOMES
from bot.face.text import count, harmless, lines, quote, seconds, size
from bot.practice.calls.content import Outcome
from bot.practice.content import Question
from bot.practice.drill.comparing import Compared, compared, outcomes
from bot.practice.drill.drill import AUTOMATIC, SECOND, Drill
from bot.practice.drill.examples import STRONG, Strong, strong_answers
from bot.practice.drill.standings import BINS, PODIUM, Result, best, places, results, spread
from bot.scoring.rubric import Rubric
from bot.stage import DrillScene

PICTURE = "tensions.png"
NAME, ASK, SHOWS, QUOTED, ANSWER, LOOK_FOR = 60, 200, 100, 160, 900, 100
"""Characters that these may take on the card, escapes included."""

SQUARES, LOOK_FORS = 12, 4


def reveal(scene: DrillScene, index: int) -> Shown:
    """How a round (index) went, for all to see."""
    drill = scene.drill
    reached = results(drill, scene.turns, scene.calls)
    head = f"### {number(drill, index)}: how it went"
    standing = [
        _spread(reached, index, "call" if drill.call else "answer"),
        _best(scene, reached, index),
        _so_far(drill, reached, index),
    ]
    style = discord.ButtonStyle.secondary if drill.automatic else discord.ButtonStyle.primary
    buttons = Buttons(
        button(next_label(drill, index), DrillId(DrillAction.NEXT, drill.id, index), style),
        button("Manage", DrillId(DrillAction.MANAGE, drill.id, index)),
    )
    note = _note(drill, index)
    if drill.call:
        calls = compared(drill, scene.calls)
        shown = Tensions([call.curve for call in calls if call.curve])
        picture = Picture(PICTURE, partial(draw_tensions, shown)) if shown.curves else None
        alt = (PICTURE, said_tensions(shown)) if shown.curves else None
        texts = [lines([head, _outcomes(calls)]), *standing, note]
        return Shown([card(*texts, buttons=buttons, picture=alt, ruled=True)], picture)
    asked = scene.pack.questions.get(drill.rounds[index].question)
    texts = [lines([head, f"-# {harmless(asked.ask, ASK)}" if asked else ""]), *standing]
    room = MESSAGE_TEXT - sum(size(text) for text in (*texts, note))
    strong = _strong(scene.rubric, strong_answers(drill, scene.turns, index), asked, room)
    return Shown([card(*texts, *strong, note, buttons=buttons, ruled=True)])


def _spread(reached: Sequence[Result], index: int, what: str) -> str:
    """How many scored what, as bars: the figures say the same."""
    bins = spread(reached, index)
    if not sum(bins):
        return "Nobody answered this time. The next one is easier for having read this one."
    most = max(bins)
    rows = [
        f"`{_range(part):<9}` {'▰' * -(-SQUARES * answers // most)} {answers}"
        for part, answers in reversed(list(enumerate(bins)))
    ]
    return lines([f"**{count(sum(bins), what)}, by score**", *rows])


def _range(part: int) -> str:
    return f"{20 * part} to {20 * part + 19 + (part == BINS - 1)}"


def _best(scene: DrillScene, reached: Sequence[Result], index: int) -> str:
    rows = [
        f"{rank}\\. **{harmless(scene.drill.entrants[result.member_id].name, NAME) or 'A member'}** · "
        f"{result.overall} of 100 after {seconds(scene.drill.shown_time(index, result.took))}"
        for rank, result in best(reached, index)
    ]
    return lines(["**The best**", *rows]) if rows else ""


def _so_far(drill: Drill, reached: Sequence[Result], index: int) -> str:
    """Who leads, once there is more than one round to add up."""
    played = [round for round in drill.played if round <= index]
    if len(played) < 2:
        return ""
    first = places(drill, [result for result in reached if result.round <= index])[:PODIUM]
    named = [f"{place.rank}. {harmless(place.name, NAME) or 'A member'} {place.total}" for place in first]
    return f"**After {len(played)} rounds:** {', '.join(named)}" if named else ""


def _strong(rubric: Rubric, found: Sequence[Strong], asked: Question | None, room: int) -> list[str]:
    """One to three strong answers with what to take from each; or what one would have had."""
    if not found:
        says = (
            lines(f"- {harmless(look_for.says, LOOK_FOR)}" for look_for in asked.look_for[:LOOK_FORS]) if asked else ""
        )
        return [f"No answer reached {STRONG} this time. A strong one has:\n{says}"] if says else []
    heads = [_take(rubric, strong) for strong in found]
    each = min(ANSWER, (room - sum(map(size, heads))) // len(found) - len("\n>>> "))
    return [
        f"{head}\n>>> {harmless(strong.text, each, keep_lines=True)}" for head, strong in zip(heads, found, strict=True)
    ]


def _take(rubric: Rubric, strong: Strong) -> str:
    by = f" by {harmless(strong.name, NAME)}" if strong.name else ""
    head = f"**A strong answer{by}** · {strong.overall} of 100"
    if not strong.shows or not strong.quote:
        return lines([head, f"**Strongest in:** {harmless(rubric.name(strong.best), NAME)}" if strong.best else ""])
    return f"{head}\n**What to take from it:** {harmless(strong.shows, SHOWS)}, as in {quote(strong.quote, QUOTED)}"


def _outcomes(calls: Sequence[Compared]) -> str:
    told = [f"{OUTCOMES[Outcome(outcome)]} {times}" for outcome, times in outcomes(calls)]
    return " · ".join(told) or "Nobody took the call."


def _note(drill: Drill, index: int) -> str:
    if not drill.automatic:
        return ""
    what = "next round" if index + 1 < len(drill.rounds) else "podium"
    return f"-# The {what} comes by itself in {AUTOMATIC // SECOND} seconds."
