"""The result of a shift at the auto-dialer, and what is shared of it."""

from collections.abc import Iterable

import discord

from bot.face.buttons import Action, ButtonId, CallAction, CallId
from bot.face.layout import MESSAGE_TEXT, Buttons, button, card
from bot.face.shift_cards import settings, tenths
from bot.face.text import count, harmless, lines, quote, size
from bot.practice.calls.call import SECOND
from bot.practice.dialer.content import Part
from bot.practice.dialer.result import About, ShiftResult, about
from bot.practice.dialer.shift import FEWEST
from bot.practice.records import ShiftRow
from bot.stage import ShiftScene
from bot.state import shift_result_of

NAME, SHORT, SENTENCE, SAID = 60, 110, 160, 450
"""Characters that these may take on the card."""

MOST_MISSING, MOST_LESSONS = 4, 3


def result(scene: ShiftScene, early: bool) -> discord.ui.LayoutView:
    """What the whole shift came to; `early`: not all numbers were dialled."""
    row = record(scene)
    came, shift = shift_result_of(row.result), scene.shift
    done = [number for number, dialled in enumerate(shift.connections) if dialled.verdict is not None]
    told = {number: about(shift, scene.campaign, number) for number in done}
    texts = [
        lines([_head(row), _early(row, shift.size) if early else "", _times(scene, came)]),
        lines(_row(number, each) for number, each in told.items()),
        _missing(scene, came),
        _corrected(came),
        _lessons(told.values()),
    ]
    while sum(size(text) + 1 for text in texts) > MESSAGE_TEXT:
        texts.pop()  # the last says least
    buttons = Buttons(
        button("Another shift", CallId(CallAction.ANOTHER, shift.id), discord.ButtonStyle.primary),
        button("Share", ButtonId(Action.SHARE, shift.id)),
    )
    return card(*texts, buttons=buttons, ruled=True)


def record(scene: ShiftScene) -> ShiftRow:
    """What was stored of the shift."""
    if scene.record is None:
        raise LookupError(f"shift {scene.shift.id} has no record")
    return scene.record


def _head(row: ShiftRow) -> str:
    rated = "not rated, as nothing was said" if row.overall is None else f"{row.overall} of 100"
    return f"### 🎧 {row.hits} of {count(row.connections, 'connection')} hit · {rated}"


def _early(row: ShiftRow, size: int) -> str:
    few = f" Fewer than {FEWEST} count as {FEWEST}." if row.connections < FEWEST else ""
    return f"-# It ended before all {size} were through.{few}"


def _times(scene: ShiftScene, came: ShiftResult) -> str:
    if came.begin is None or came.send is None:
        return ""
    limit = scene.shift.limit // SECOND
    return (
        f"**To begin:** median {tenths(came.begin.median)}, worst {tenths(came.begin.worst)}. "
        f"**To send:** median {tenths(came.send.median)}, worst {tenths(came.send.worst)}.\n"
        f"-# From their hello. At this pace they wait {limit} seconds; twice that for whoever types."
    )


def _row(number: int, told: About) -> str:
    sent = f", {tenths(told.send)}" if told.send is not None else ""
    lacked = (*told.missing, *(part for part, _ in told.spoilt))
    why = f" · {harmless(', '.join(part.says for part in lacked), SHORT)}" if lacked else ""
    return f"{'✅' if told.hit else '❌'} **{number + 1}** {harmless(told.title, NAME)}{sent}{why}"


def _missing(scene: ShiftScene, came: ShiftResult) -> str:
    """What went wrong more than once."""
    parts = scene.campaign.parts
    rows = []
    for name, times in came.missing[:MOST_MISSING]:
        part = parts.get(name, Part(name, ""))
        if times > 1:
            rows.append(f"- {harmless(part.says, NAME)}, {times} times")
    return lines(["**Missing or wrong most often**", *rows]) if rows else ""


def _corrected(came: ShiftResult) -> str:
    """An opener of theirs, and the same made whole."""
    if came.corrected is None:
        return ""
    return (
        f"**One opener of yours** (connection {came.corrected.connection + 1})\n{quote(came.corrected.said, SAID)}\n"
        f"**The same, whole**\n{quote(came.corrected.better, SAID)}"
    )


def _lessons(told: Iterable[About]) -> str:
    """What a hit is with those who were missed."""
    missed = {each.title: each.lesson for each in told if not each.hit}
    rows = [
        f"**{harmless(title, NAME)}:** {harmless(lesson, SENTENCE)}"
        for title, lesson in list(missed.items())[:MOST_LESSONS]
    ]
    return lines(rows)


def share(scene: ShiftScene) -> discord.ui.LayoutView:
    """The short version for the channel: no words of the shift."""
    row, shift = record(scene), scene.shift
    came = shift_result_of(row.result)
    name = harmless(shift.member_name, NAME) or "A member"
    rated = "" if row.overall is None else f": **{row.overall} of 100**"
    sent = f" · sent after {tenths(came.send.median)} (median)" if came.send else ""
    return card(
        f"**{name}** was at the auto-dialer{rated}\n"
        f"-# {harmless(scene.campaign.title, NAME)}, {settings(shift)}\n"
        f"🎧 {row.hits} of {count(row.connections, 'connection')} hit{sent}",
        "-# Your turn? `/call dialer`",
    )
