"""The scorecard of a call: what came of it, what moved the caller, what to do next time; and what is shared of it."""

from collections.abc import Iterable

import discord

from bot.face.buttons import Action, ButtonId, CallAction, CallId
from bot.face.charts import Curve
from bot.face.layout import ALT_TEXT, MESSAGE_TEXT, Buttons, button, card
from bot.face.lines import FAILS, OUTCOMES
from bot.face.text import bar, clipped, count, harmless, lines, quote, seconds, size, stars
from bot.practice.calls.call import Move
from bot.practice.calls.scorecard import Adapted, Scorecard
from bot.scoring.score import Score
from bot.stage import CallScene
from bot.state import scorecard_of

PICTURE = "tension.png"
NAME, SHORT, SENTENCE, QUOTED = 60, 120, 240, 130
"""Characters that these may take on the card."""

LEAST = ("adapted", "levels", "missed", "moments", "fails")
"""When the card is too full, these lose lines, the first named first."""


def scorecard(scene: CallScene) -> discord.ui.LayoutView:
    """What the whole call came to."""
    card_ = result(scene)
    parts = {
        "head": [_head(card_)],
        "felt": [f"{stars(card_.satisfaction)} · **{_name(scene)}:** {quote(card_.felt, SENTENCE)}"],
        "times": [_times(card_)],
        "fails": _fails(card_),
        "moments": _moments(card_),
        "missed": _missed(card_),
        "levels": _levels(scene, card_.score),
        "adapted": [_adapted(adapted) for adapted in card_.adapted],
    }
    _fit(parts)
    texts = {name: lines(rows) for name, rows in parts.items()}
    buttons = Buttons(
        button("Same caller again", CallId(CallAction.SAME, scene.call.id), discord.ButtonStyle.primary),
        button("Another call", CallId(CallAction.ANOTHER, scene.call.id)),
        button("How it could have gone", CallId(CallAction.MODEL, scene.call.id)),
    )
    if not scene.call.in_screen:  # the screen's report is shared
        buttons.add_item(button("Share", ButtonId(Action.SHARE, scene.call.id)))
    return card(
        lines([texts["head"], texts["felt"], texts["times"]]),
        *(texts[name] for name in ("fails", "moments", "missed", "levels", "adapted")),
        picture=(PICTURE, alt_text(curve(scene))),
        buttons=buttons,
        ruled=True,
    )


def result(scene: CallScene) -> Scorecard:
    """The scorecard that was stored."""
    if scene.record is None:
        raise LookupError(f"call {scene.call.id} has no record")
    return scorecard_of(scene.record.scorecard)


def _fit(parts: dict[str, list[str]]) -> None:
    """Take away what the card has no room for, the least important first; each part keeps its first line longest."""
    for keeps in (2, 1, 0):
        for name in LEAST:
            while len(parts[name]) > keeps and _size(parts.values()) > MESSAGE_TEXT:
                parts[name].pop()


def _size(parts: Iterable[list[str]]) -> int:
    return sum(size(row) + 1 for rows in parts for row in rows)


def _name(scene: CallScene) -> str:
    return harmless(scene.script.caller.name, NAME)


def _head(card_: Scorecard) -> str:
    rated = "not rated, as nothing was said" if card_.overall is None else f"{card_.overall} of 100"
    head = f"### {OUTCOMES[card_.outcome]} · {rated}"
    if card_.score is None or card_.overall is None or card_.overall >= card_.score.overall:
        return head
    why = "an auto-fail" if card_.fails else "how it ended"
    return f"{head}\n-# Your words alone would have had {card_.score.overall}; {why} holds it at {card_.overall}."


def _times(card_: Scorecard) -> str:
    held = f", {seconds(card_.hold_time)} of it in {count(card_.holds, 'hold')}" if card_.holds else ", no hold"
    return (
        f"**Time:** {seconds(card_.handle_time)}{held}. Longest silence {seconds(card_.longest_silence)}. "
        f"You said {round(card_.talk_share * 100)} % of the words."
    )


def _fails(card_: Scorecard) -> list[str]:
    rows = []
    for fail in card_.fails:
        said = f" {quote(fail.quote, QUOTED)}" if fail.quote else ""
        rows.append(f"⛔ **{FAILS.get(fail.id, fail.id)}**{said}\nInstead: {harmless(fail.instead, SENTENCE)}")
    return rows and ["**What failed this call**", *rows]


def _moments(card_: Scorecard) -> list[str]:
    rows = [_moment(number, move) for number, move in enumerate(card_.moments, 1)]
    return rows and ["**What moved them most** (the numbers stand in the picture)", *rows]


def _moment(number: int, move: Move) -> str:
    way = "up" if move.amount > 0 else "down"
    why = f"{harmless(move.because, SHORT)} Tension {way} {abs(move.amount):.1f}."
    return f"{number}\\. {quote(move.quote, QUOTED)}\n-# {why}"


def _missed(card_: Scorecard) -> list[str]:
    rows = [f"- {harmless(item.missing, SENTENCE)}" for item in card_.checklist if not item.done]
    done = sum(item.done for item in card_.checklist)
    if not rows:
        return [f"**Checklist:** all {done} done."] if done else []
    return [f"**Missing** ({done} of {len(card_.checklist)} done)", *rows]


def _levels(scene: CallScene, score: Score | None) -> list[str]:
    if score is None:
        return []
    rows = []
    for competency, level in score.levels.items():
        row = f"{bar(level.value)} **{level.value:.1f}** {harmless(scene.rubric.name(competency), NAME)}"
        said = _evidence(score, competency, level.value >= 3)
        rows.append(f"{row}\n-# {said}" if said else row)
    return ["**Levels**", *rows]


def _evidence(score: Score, competency: str, good: bool) -> str:
    """The words behind a level: what spoke for it, or against."""
    own = [found for found in score.evidence if found.competency == competency]
    found = next((one for one in own if one.supports == good), None) or next(iter(own), None)
    return f"You {harmless(found.shows, SHORT)}: {quote(found.quote, QUOTED)}" if found else ""


def _adapted(adapted: Adapted) -> str:
    if adapted.after is None:
        return ""
    before = f"{adapted.before:.0f} words a sentence before it showed, " if adapted.before is not None else ""
    return (
        f"**The clue:** this caller {harmless(adapted.says, SENTENCE)}. You used {before}"
        f"{adapted.after:.0f} {'after' if before else 'words a sentence'}. {harmless(adapted.advice, SENTENCE)}"
    )


def curve(scene: CallScene) -> Curve:
    """What the scorecard's picture shows."""
    card_, call = result(scene), scene.call
    taken = call.taken_at or 0
    return Curve(
        points=card_.curve,
        marks=tuple((max(0, move.at - taken), move.tension) for move in card_.moments),
        holds=tuple((hold.since - taken, (hold.until or call.ended_at or hold.since) - taken) for hold in call.holds),
    )


def alt_text(shown: Curve) -> str:
    """Says what the picture says."""
    first, last = shown.points[0], shown.points[-1]
    highest = max(shown.points, key=lambda point: point[1])
    moments = "; ".join(
        f"moment {number} after {seconds(at)}, at {tension:.1f}" for number, (at, tension) in enumerate(shown.marks, 1)
    )
    said = (
        f"Their tension from 0 to 10: {first[1]:.1f} at the start, highest {highest[1]:.1f} after "
        f"{seconds(highest[0])}, {last[1]:.1f} at the end after {seconds(last[0])}."
    )
    return clipped(f"{said} {moments}." if moments else said, ALT_TEXT)


def share(scene: CallScene) -> discord.ui.LayoutView:
    """The short version for the channel."""
    card_, call, script = result(scene), scene.call, scene.script
    name = harmless(call.member_name, NAME) or "A member"
    rated = "" if card_.overall is None else f": **{card_.overall} of 100**"
    return card(
        f"**{name}** took a call{rated}\n"
        f"-# {harmless(script.title, NAME)}, difficulty {script.difficulty} of 3, pace {call.pace}\n"
        f"{OUTCOMES[card_.outcome]} · {stars(card_.satisfaction)} · {seconds(card_.handle_time)}",
        "-# Your turn? `/call start`",
    )
