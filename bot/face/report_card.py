"""The report at the end of a screen, the picture on it in words, and what is shared of it."""

import discord

from bot.face.buttons import Action, ButtonId
from bot.face.cards import NAME, SENTENCE, asked_in, competency_name
from bot.face.charts import Chart, Times
from bot.face.layout import ALT_TEXT, Buttons, button, card
from bot.face.text import clipped, count, harmless, lines, quote, seconds
from bot.face.told_shown import told_and_shown
from bot.practice.report import Report, Standing
from bot.practice.screen import Outcome, Turn
from bot.stage import Scene

PICTURE = "report.png"
SHOWS = 150


def report(scene: Scene, summary: Report, early: bool) -> discord.ui.LayoutView:
    """What the whole screen came to."""
    ended = " (ended early)" if early else ""
    buttons = Buttons(button("Share", ButtonId(Action.SHARE, scene.screen.id), discord.ButtonStyle.primary))
    picture = (PICTURE, alt_text(chart(scene, summary))) if summary.levels else None
    standings = [_standing(scene, "Strongest", summary.strongest), _standing(scene, "Weakest", summary.weakest)]
    return card(
        f"### Your report{ended}: {summary.score} of 100\n{_answered(summary)}",
        *standings,
        told_and_shown(scene, summary.told_and_shown) if summary.told_and_shown else "",
        lines([_practise(scene, summary), _times(summary)]),
        "-# **Share** posts your score and your strongest side in the channel; no answers.",
        picture=picture,
        buttons=buttons,
    )


def _answered(summary: Report) -> str:
    if summary.answered == summary.planned:
        return f"All {summary.planned} questions answered."
    text = f"{summary.answered} of {count(summary.asked, 'question')} answered"
    return text + (f"; {summary.planned} were planned." if summary.asked < summary.planned else ".")


def _times(summary: Report) -> str:
    times = []
    if summary.began_after is not None and summary.slowest_start is not None:
        slowest = f" (slowest {seconds(summary.slowest_start)})" if summary.answered > 1 else ""
        times.append(f"began after {seconds(summary.began_after)}{slowest}")
    if summary.answered_in is not None:
        times.append(f"finished after {seconds(summary.answered_in)}")
    usually = " usually" if summary.answered > 1 else ""
    return f"**Time:** You{usually} {' and '.join(times)}." if times else ""


def _standing(scene: Scene, title: str, standing: Standing | None) -> str:
    if standing is None:
        return ""
    head = f"**{title}:** {harmless(competency_name(scene, standing.competency), NAME)}, {standing.level:.1f} of 5."
    if not standing.quote:
        return head
    return f"{head} Here you {harmless(standing.shows or '', SHOWS)}:\n> {quote(standing.quote)}"


def _practise(scene: Scene, summary: Report) -> str:
    asked = None if summary.again is None else asked_in(scene, summary.again)
    if summary.again is None or asked is None:
        return ""
    number = scene.screen.turns[summary.again].number
    return f"**Practise next:** question {number}, {quote(asked.ask, SENTENCE)} Press **Try again** on its card."


def chart(scene: Scene, summary: Report) -> Chart:
    """What the report's picture shows."""
    limits = scene.screen.limits
    return Chart(
        levels=tuple((competency_name(scene, name), level) for name, level in summary.levels),
        times=tuple(_turn_times(scene.screen.turns[index]) for index in summary.turns),
        begin_limit=limits.begin,
        answer_limit=limits.answer,
    )


def _turn_times(turn: Turn) -> Times:
    if turn.outcome is not Outcome.ANSWERED:
        return Times(turn.number, None, None, "skipped" if turn.outcome is Outcome.SKIPPED else "no answer")
    began = None if turn.began_at is None or turn.asked_at is None else max(0, turn.began_at - turn.asked_at)
    return Times(turn.number, began, turn.answer_time, follow_up=len(turn.parts) > 1)


def alt_text(shown: Chart) -> str:
    """Says what the picture says."""
    levels = ", ".join(f"{name} {level:.1f}" for name, level in shown.levels)
    times = "; ".join(_said(time) for time in shown.times)
    limits = ""
    if shown.begin_limit is not None and shown.answer_limit is not None:
        limits = f", with {shown.begin_limit // 1000} s to begin and {shown.answer_limit // 1000} s to answer"
    timed = f" Time for each question{limits}: {times}." if times else ""
    return clipped(f"Levels from 1 to 5: {levels}.{timed}", ALT_TEXT)


def _said(time: Times) -> str:
    parts = [f"question {time.number}"]
    if time.began_after is not None:
        parts.append(f"began after {seconds(time.began_after)}")
    if time.answered_in is not None:
        parts.append(f"answered in {seconds(time.answered_in)}")
    if time.follow_up:
        parts.append("with a follow-up")
    return ", ".join([*parts, time.note] if time.note else parts)


def share(scene: Scene, summary: Report) -> discord.ui.LayoutView:
    """The short version for the channel."""
    name, pack = harmless(scene.screen.member_name, NAME), harmless(scene.script.pack.title, NAME)
    best = summary.strongest
    side = (
        f"\nStrongest: {harmless(competency_name(scene, best.competency), NAME)}, {best.level:.1f} of 5."
        if best
        else ""
    )
    return card(
        f"**{name or 'A member'}** practised a phone screen: **{summary.score} of 100**\n"
        f"-# {pack}, pace {scene.screen.pace}, {summary.answered} of {count(summary.asked, 'question')} answered"
        f"{side}",
        "-# Your turn? `/screen start`",
    )
