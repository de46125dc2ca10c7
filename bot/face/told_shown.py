"""A question that is followed by its call: how the recruiter leads over, and what was told beside what was shown."""

from bot.face.cards import NAME, SENTENCE, competency_name
from bot.face.lines import OUTCOMES
from bot.face.text import bar, harmless, lines, quote
from bot.practice.report import Standing, ToldAndShown
from bot.practice.screen import Outcome
from bot.stage import Scene
from bot.state import scorecard_of

ASK, QUOTED, MOST = 170, 130, 4
"""Characters of the question and of a quote on the report; competencies that it compares."""


def lead(scene: Scene) -> str:
    """What the recruiter says before the phone rings."""
    screen, name = scene.screen, harmless(scene.script.recruiter(scene.screen).name, NAME)
    asked = scene.script.questions.get(screen.shows)
    if asked is None:
        return ""
    answered = any(turn.question == screen.shows and turn.outcome is Outcome.ANSWERED for turn in screen.turns)
    told = "You told me; now show me." if answered else "Now show me."
    return (
        f"-# Question {screen.planned} of {screen.planned} · a call\n"
        f"**{name}:** I asked you: {quote(asked.ask, SENTENCE)} {told} Here is one."
    )


def told_and_shown(scene: Scene, seen: ToldAndShown) -> str:
    """The answer to the question beside its call, competency by competency."""
    asked = scene.script.questions.get(seen.question)
    told = "not answered" if seen.told is None else f"**{seen.told} of 100**"
    shown = "nothing said" if seen.shown is None else f"**{seen.shown} of 100**"
    how = f" ({OUTCOMES[scorecard_of(scene.call.scorecard).outcome]})" if scene.call else ""
    return lines(
        [
            "**Told and shown**",
            f"-# {harmless(asked.ask, ASK)}" if asked else "",
            f"Told: {told} · Shown: {shown}{how}",
            *(_beside(scene, *sides) for sides in seen.both[:MOST]),
        ]
    )


def _beside(scene: Scene, told: Standing, shown: Standing) -> str:
    name = harmless(competency_name(scene, told.competency), NAME)
    return lines(
        [
            f"**{name}:** told {bar(told.level)} {told.level:.1f} · shown {bar(shown.level)} {shown.level:.1f}",
            f"-# Told: {quote(told.quote, QUOTED)}" if told.quote else "",
            f"-# Shown: {quote(shown.quote, QUOTED)}" if shown.quote else "",
        ]
    )
