"""`/typing`: a text is copied from a picture. What it came to: words a minute, accuracy, and what kinds of slips.

docs/skills.md has the rule for the points, and where the figures of what jobs ask come from.
"""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from bot.practice.skills.content import SkillContent
from bot.practice.skills.exercise import Align, Exercise, Op
from bot.practice.skills.slips import Slips, find

ENTRY, CHAT = (35, 40), (45, 55)
"""Words a minute that jobs ask for: to enter data, and to write with customers."""

TOO_FAST = 200
"""Words a minute above which no hand copied the text: the record for a minute is 216, of words known beforehand."""

FULL_SPEED, FULL_ACCURACY = 50, 98
"""Words a minute, and per cent, from which on the points are full."""

LIKE = 0.5
"""Share of characters that must be right for it to be the text at all."""

RUN = 6
"""Characters in a row that show how far somebody came in the text."""

MARK = "\N{NO-BREAK SPACE}"
"""Stands in the text that a form shows."""

_ALIKE = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032\u00b4`", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | {"\u2026": "..."}
)
"""What phones and word processors make of plain quotes, dashes and dots."""


class NotCounted(StrEnum):
    """Why there are no points."""

    EMPTY = "empty"
    OTHER_TEXT = "other_text"  # nothing like the text came
    EARLY = "early"  # sent before half of the text was typed
    PRACTICE = "practice"  # the version in words, for screen readers
    PASTED = "pasted"
    TOO_FAST = "too_fast"
    GONE = "gone"  # the text is no longer in the pack


@dataclass(frozen=True, slots=True)
class TypingResult:
    """What a text came to. `wpm` counts correct characters, five to a word; `accuracy` is in per cent, rounded down.

    `took` is in ms. `reached` of the text's `words` were typed before it was sent. `slips`: the most frequent first.
    """

    overall: int | None
    why: str = ""
    wpm: float = 0.0
    accuracy: float = 0.0
    took: int = 0
    words: int = 0
    reached: int = 0
    slips: tuple[Slips, ...] = ()
    by_form: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A result among those before it that count: the `best` of those, and the `course` of words a minute, the oldest
    of the last few first and this one at the end."""

    best: TypingResult | None
    course: tuple[float, ...]

    @property
    def gained(self) -> float | None:
        """Words a minute above the average of those before; None: there are none."""
        *before, now = self.course
        return now - sum(before) / len(before) if before else None


def tasks(content: SkillContent, variant: str, seed: int, recent: Sequence[str]) -> tuple[str, ...]:
    """One text of this length, none of the `recent` ones while there are others; then the one had longest ago."""
    texts = [text.id for text in content.typing.values() if text.length == variant and not text.retired]
    fresh = [text for text in texts if text not in recent]
    if fresh:
        return (Random(seed).choice(fresh),)
    return (max(texts, key=list(recent).index),) if texts else ()


def check(exercise: Exercise, content: SkillContent, align: Align) -> TypingResult:
    """What the first message, or the form, came to. The clock is Discord's; the time factor changes nothing here."""
    if exercise.tasks[0] not in content.typing:
        return TypingResult(None, NotCounted.GONE)
    text = canonical(content.typing[exercise.tasks[0]].text)
    words = text.count(" ") + 1
    if not exercise.answers or exercise.asked_at is None:
        return TypingResult(None, NotCounted.EMPTY, words=words)
    answer = exercise.answers[0]
    typed = canonical(answer.text)
    if not typed:
        return TypingResult(None, NotCounted.EMPTY, words=words, by_form=answer.by_form)
    part = text[: _reached(text, typed, align)]
    right, wrong = counted(align(part, typed))
    took = max(1, answer.at - exercise.asked_at)
    wpm = round(right * 12_000 / took, 1)
    accuracy = math.floor(1000 * right / (right + wrong + len(text) - len(part))) / 10
    why = ""
    if right < LIKE * (right + wrong):
        why = NotCounted.OTHER_TEXT
    elif len(part) < len(text) / 2:
        why = NotCounted.EARLY
    elif exercise.text_only:
        why = NotCounted.PRACTICE
    elif answer.by_form and answer.text.count(MARK) >= 2:
        why = NotCounted.PASTED
    elif wpm > TOO_FAST:
        why = NotCounted.TOO_FAST
    return TypingResult(
        overall=None if why else overall(wpm, accuracy),
        why=str(why),
        wpm=wpm,
        accuracy=accuracy,
        took=took,
        words=words,
        reached=part.count(" ") + 1,
        slips=() if why == NotCounted.OTHER_TEXT else find(part, typed, align),
        by_form=answer.by_form,
    )


def overall(wpm: float, accuracy: float) -> int:
    """0 to 100: two points for each word a minute up to 50; four off for each per cent that is missing to 98."""
    missing = max(0.0, FULL_ACCURACY - accuracy)
    return max(0, round(100 / FULL_SPEED * min(wpm, FULL_SPEED) - 4 * missing))


def standing(result: TypingResult, earlier: Sequence[TypingResult]) -> Standing:
    """`earlier`: the member's results of this length, newest first."""
    before = [other for other in earlier if other.overall is not None]
    course = [*(other.wpm for other in before[:4][::-1]), result.wpm]
    best = max(before, key=lambda other: (other.overall or 0, other.wpm), default=None)
    return Standing(best, tuple(course))


def canonical(text: str) -> str:
    """A text as it is compared: composed, with the plain quotes and dashes that keyboards of phones make typographic,
    and single spaces for whatever ends a line. Invisible characters are gone; doubled spaces stay."""
    text = unicodedata.normalize("NFC", text).translate(_ALIKE)
    kept = " ".join(line for line in map(str.strip, text.splitlines()) if line)
    visible = (char for char in kept if unicodedata.category(char) not in ("Cc", "Cf"))
    return "".join(" " if char.isspace() else char for char in visible).strip()


def marked(text: str) -> str:
    """The text for a form, which hides the picture: every fourth space is one that no hand types, and pastes bring."""
    words = text.split(" ")
    spaces = [MARK if number % 4 == 0 else " " for number in range(1, len(words))]
    return "".join(word + space for word, space in zip(words, [*spaces, ""], strict=True))


def counted(ops: Sequence[Op]) -> tuple[int, int]:
    """How many characters are equal, and how many changes there are."""
    right = sum(op.end - op.start for op in ops if op.kind == "equal")
    wrong = sum(max(op.end - op.start, op.other_end - op.other_start) for op in ops if op.kind != "equal")
    return right, wrong


def _reached(text: str, typed: str, align: Align) -> int:
    """How many characters of the text were typed before it was sent: to the end of the last word that was begun."""
    runs = [op for op in align(text, typed) if op.kind == "equal" and op.end - op.start >= RUN]
    if not runs:
        return len(text)
    end = text.find(" ", runs[-1].end)
    if end < 0 or 2 * (len(typed) - runs[-1].other_end) >= len(text) - end:  # they typed on, however badly
        return len(text)
    return end
