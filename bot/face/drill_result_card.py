"""The end of a drill: the podium with a picture of the field, and what one member made of it."""

from collections.abc import Mapping, Sequence
from functools import partial
from statistics import fmean

import discord

from bot.face.buttons import DrillAction, DrillId
from bot.face.drill_charts import Field, draw_field, said_field
from bot.face.layout import Buttons, Picture, Shown, button, card
from bot.face.text import bar, count, harmless, lines, quote
from bot.practice.drill.drill import Drill
from bot.practice.drill.standings import PODIUM, Place, improved, places, results, team_scores
from bot.scoring.score import Score
from bot.stage import DrillScene
from bot.state import score_of, scorecard_of

PICTURE = "field.png"
TITLE, NAME, ASK, SHOWS, QUOTED, ADVICE = 100, 60, 50, 100, 160, 300
"""Characters that these may take on a card, escapes included."""

TEAMS, ROUNDS = 10, 20
"""How many have a line on a card."""


def podium(scene: DrillScene, early: bool) -> Shown:
    """Who came first, who improved most, and how all did; `early`: not all rounds were played."""
    drill = scene.drill
    stand = standing(scene)
    head = lines([f"### 🏁 {harmless(drill.title, TITLE) or 'Drill'}: the podium", _played(drill, stand, early)])
    if not stand:
        return Shown([card(head, "Nobody answered, so there is none. Another time!")])
    field = Field([place.total / len(drill.played) for place in stand])
    buttons = Buttons(
        button("My result", DrillId(DrillAction.MINE, drill.id, drill.number), discord.ButtonStyle.primary),
        button("Export", DrillId(DrillAction.EXPORT, drill.id, drill.number)),
    )
    view = card(
        lines([head, _first(drill, stand)]),
        lines([_improved(scene, stand), _teams(drill, stand)]),
        "-# **My result** is for your eyes only. **Export** is for moderators.",
        picture=(PICTURE, said_field(field)),
        buttons=buttons,
        ruled=True,
    )
    return Shown([view], Picture(PICTURE, partial(draw_field, field)))


def standing(scene: DrillScene) -> tuple[Place, ...]:
    """All who stand in the drill, the best first."""
    return places(scene.drill, results(scene.drill, scene.turns, scene.calls))


def _played(drill: Drill, stand: Sequence[Place], early: bool) -> str:
    rounds = "one call" if drill.call else count(len(drill.played), "round")
    of = f" of {len(drill.rounds)}, as it ended early or rounds were skipped" if early and not drill.call else ""
    return f"-# {rounds}{of} · {count(len(stand), 'member')} answered"


def _first(drill: Drill, stand: Sequence[Place]) -> str:
    many = len(drill.played) > 1
    rows = []
    for place in stand[:PODIUM]:
        each = f" ({place.total / len(drill.played):.0f} a round)" if many else ""
        rows.append(f"### {place.rank}\\. {_name(place)} · {count(place.total, 'point')}{each}")
    totals = [place.total for place in stand[: PODIUM + 1]]
    tied = len(set(totals)) < len(totals)
    return lines([*rows, "-# Of equal points, those sent earlier stand first." if tied else ""])


def _name(place: Place) -> str:
    return harmless(place.name, NAME) or "A member"


def _improved(scene: DrillScene, stand: Sequence[Place]) -> str:
    found = improved(stand, scene.averages)
    if not found:
        return ""
    first = found[0]
    return (
        f"**Most improved:** {harmless(first.name, NAME) or 'A member'}, {first.now:.0f} an answer, "
        f"{first.gain:.0f} above their own average before."
    )


def _teams(drill: Drill, stand: Sequence[Place]) -> str:
    rows = [
        f"{team.rank}\\. {harmless(team.name, NAME)} · {team.score:.1f} ({count(team.members, 'member')})"
        for team in team_scores(drill, stand)[:TEAMS]
    ]
    return lines(["**Teams**, by the mean of who answered", *rows]) if rows else ""


def own_result(scene: DrillScene, member_id: int) -> discord.ui.LayoutView:
    """What one member made of it, for their eyes."""
    drill = scene.drill
    scores = _scores(scene, member_id)
    if not scores:
        return card("You have no answer in this drill that counts. Next time!")
    stand = standing(scene)
    place = next((place for place in stand if place.member_id == member_id), None)
    if place is None:
        head = "### Your result\n-# You were taken out of this drill, so you have no place in it."
    else:
        head = f"### Your result: place {place.rank} of {len(stand)}, {count(place.total, 'point')}"
    rated = {index: score for index, (_, score) in scores.items() if score is not None}
    return card(
        lines([head, _against(scene, place), _team(drill, place, stand)]),
        lines(_round(scene, index, scores) for index in range(min(ROUNDS, len(drill.rounds)))),
        _sides(scene, list(rated.values())),
        _next(scene, rated),
        ruled=True,
    )


def _scores(scene: DrillScene, member_id: int) -> Mapping[int, tuple[int, Score | None]]:
    """Overall and score of what they answered, by round (index)."""
    counts = scene.drill.played
    own = {
        row.round - 1: (row.overall, score_of(row.score))
        for row in scene.turns
        if row.member_id == member_id and row.overall is not None and row.score and row.round - 1 in counts
    }
    call = scene.calls.get(member_id)
    return {0: (call.overall or 0, scorecard_of(call.scorecard).score)} if call else own


def _against(scene: DrillScene, place: Place | None) -> str:
    mean, answers = scene.averages.get(place.member_id, (0.0, 0)) if place else (0.0, 0)
    if place is None or not answers:
        return ""
    return f"-# {place.mean:.0f} an answer; before this drill your average was {mean:.0f} ({count(answers, 'answer')})."


def _team(drill: Drill, place: Place | None, stand: Sequence[Place]) -> str:
    if place is None or place.team is None:
        return ""
    teams = team_scores(drill, stand)
    own = next((team for team in teams if team.team == place.team), None)
    return f"-# Your team, {harmless(own.name, NAME)}: place {own.rank} of {len(teams)}." if own else ""


def _round(scene: DrillScene, index: int, scores: Mapping[int, tuple[int, Score | None]]) -> str:
    drill = scene.drill
    asked = scene.pack.questions.get(drill.rounds[index].question)
    script = scene.pack.calls.get(drill.call)
    what = harmless(script.title if script else asked.ask if asked else "", ASK)
    if index in scores:
        overall = scores[index][0]
        return f"{bar(overall / 20)} **{overall}** {what}"
    return f"-# {'did not count here' if index not in drill.played else 'no answer'} · {what}"


def _sides(scene: DrillScene, rated: Sequence[Score]) -> str:
    """The strongest and the weakest competency over all rounds, with the words behind them."""
    levels: dict[str, list[float]] = {}
    for score in rated:
        for competency, level in score.levels.items():
            levels.setdefault(competency, []).append(level.value)
    means = sorted(levels, key=lambda competency: fmean(levels[competency]))
    if not means:
        return ""
    sides = [("Strongest", means[-1], True), ("Weakest", means[0], False)]
    return lines(
        f"**{title}:** {harmless(scene.rubric.name(competency), NAME)}, {fmean(levels[competency]):.1f} of 5."
        f"{_evidence(rated, competency, supports)}"
        for title, competency, supports in (sides if len(means) > 1 else sides[:1])
    )


def _evidence(rated: Sequence[Score], competency: str, supports: bool) -> str:
    for score in sorted(rated, key=lambda score: score.overall, reverse=supports):
        for found in score.evidence:
            if found.competency == competency and found.supports == supports:
                return f" You {harmless(found.shows, SHOWS)}: {quote(found.quote, QUOTED)}"
    return ""


def _next(scene: DrillScene, rated: Mapping[int, Score]) -> str:
    """What to practise: what the weakest round should change first."""
    if not rated:
        return ""
    index = min(rated, key=lambda index: rated[index].overall)
    change = harmless(rated[index].feedback.change, ADVICE)
    round = "" if scene.drill.call else f" (round {index + 1})"
    command = "/call start" if scene.drill.call else "/screen start"
    return lines([f"**Practise next{round}:** {change}" if change else "", f"-# On your own: `{command}`"])
