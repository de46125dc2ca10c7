"""How slips of the ear and of the hand are told, in dictations and tickets."""

from collections.abc import Sequence

from bot.face.text import count, harmless
from bot.practice.skills.exercise import ExerciseRow
from bot.practice.skills.heard import NEARLY, Heard, Slip

RIGHT, NEAR, NOT, EXTRA = "✅", "🟡", "❌", "❓"
"""Marks of what was caught, nearly caught and lost, and of what nobody said."""

MEANT = 60
"""Characters of what was meant that are shown."""

LATELY = 5
"""Results before this one that are shown."""


def mark(heard: Heard) -> str:
    """The mark of how something was heard."""
    return RIGHT if heard.slip is Slip.RIGHT else NEAR if heard.slip in NEARLY else NOT


def told(heard: Heard, meant: str = "", uncorrected: str = "") -> str:
    """What happened, to `meant` if that is shown with it: "**4719**: the 1 and the 7 changed places."."""
    shown = harmless(meant, MEANT)
    if heard.slip is Slip.RIGHT:
        return shown
    return f"**{shown}**: {_happened(heard, uncorrected)}" if shown else _happened(heard, uncorrected)


def _happened(heard: Heard, uncorrected: str) -> str:
    one, other = harmless(heard.meant.upper(), 20), harmless(heard.typed.upper(), 20)
    match heard.slip:
        case Slip.SWAPPED:
            return f"the {one[0]} and the {one[-1]} changed places."
        case Slip.UNCORRECTED:
            first = f" (first it was {harmless(uncorrected, MEANT)})" if uncorrected else ""
            return f"you kept what was corrected{first}."
        case Slip.SOUNDS_ALIKE:
            return f"you have {other} for {one}. They sound alike on the telephone."
        case Slip.ONE_WRONG:
            return f"you have {other} for {one}."
        case Slip.ONE_MISSING:
            return f"one {one} is missing."
        case Slip.ONE_EXTRA:
            return f"there is one {other} too many."
        case Slip.WORD_MISSING:
            return f"“{harmless(heard.meant.capitalize(), 20)}” is missing."
        case Slip.OTHER_SCRIPT:
            return "write it in the letters A to Z, please; others I can't compare."
        case Slip.MISSING:
            return "missing."
    return "something else was written."


def points(earned: int, most: int) -> str:
    """Of how many points, so many."""
    return f"{earned} of {count(most, 'point')}"


def before(overall: int, earlier: Sequence[ExerciseRow]) -> str:
    """How the member did before, oldest first; `earlier` is newest first."""
    counted = [row.overall for row in earlier if row.overall is not None]
    if not counted:
        return ""
    best = max(counted)
    best_told = "Your best yet." if overall > best else f"Your best of late: {best}."
    return f"{best_told} Before: {', '.join(map(str, reversed(counted[:LATELY])))}."
