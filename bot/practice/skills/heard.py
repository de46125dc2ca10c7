"""How something was heard: what was written down against what was said, sign by sign."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.practice.skills.exercise import Align

ALIKE = ("mn", "bcdegptvz", "fsx", "ahjk", "iy", "quw", "59")
"""Letters and digits that sound alike on a telephone."""

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "\N{LATIN SMALL LETTER DOTLESS I}": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
_WORDS = re.compile(r"[^\W_]+")


class Slip(StrEnum):
    """How something was heard. `NEARLY` are one slip, and worth half."""

    RIGHT = "right"
    SWAPPED = "swapped"  # two neighbours changed places
    UNCORRECTED = "uncorrected"  # the caller took this back
    SOUNDS_ALIKE = "sounds_alike"
    ONE_WRONG = "one_wrong"
    ONE_MISSING = "one_missing"
    ONE_EXTRA = "one_extra"
    WORD_MISSING = "word_missing"
    WRONG = "wrong"
    MISSING = "missing"
    OTHER_SCRIPT = "other_script"


NEARLY = frozenset(Slip) - {Slip.RIGHT, Slip.WRONG, Slip.MISSING, Slip.OTHER_SCRIPT}


@dataclass(frozen=True, slots=True)
class Heard:
    """How it was heard. `meant` and `typed` are the signs, or the word, that the slip is about."""

    slip: Slip
    meant: str = ""
    typed: str = ""

    def share(self) -> float:
        """What it is worth: 1 where it is right, half with one slip, otherwise nothing."""
        return 1.0 if self.slip is Slip.RIGHT else 0.5 if self.slip in NEARLY else 0.0


def words(text: str) -> list[str]:
    """The words of a text in plain small letters, without accents, and digits of any script as 0 to 9."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    kept = "".join(sign for sign in plain if unicodedata.category(sign) not in ("Mn", "Cf", "Cs", "Cc") or sign == "\n")
    kept = kept.replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    return _WORDS.findall("".join(str(unicodedata.digit(sign, sign)) for sign in kept))


def compare(meant: str, typed: str, align: Align, uncorrected: str = "") -> Heard:
    """Both in plain letters and digits, as `words` makes them; `uncorrected`: what the caller said first."""
    if typed == meant:
        return Heard(Slip.RIGHT)
    if not typed:
        return Heard(Slip.MISSING)
    if uncorrected and typed == uncorrected:
        return Heard(Slip.UNCORRECTED)
    if not typed.isascii():
        return Heard(Slip.OTHER_SCRIPT)
    at = next((at for at, (one, other) in enumerate(zip(meant, typed, strict=False)) if one != other), 0)
    if meant[:at] + meant[at : at + 2][::-1] + meant[at + 2 :] == typed:
        return Heard(Slip.SWAPPED, meant[at : at + 2], typed[at : at + 2])
    return _one_off(meant, typed, align)


def distance(meant: str, typed: str, align: Align) -> int:
    """How many signs have to change."""
    return sum(
        max(op.end - op.start, op.other_end - op.other_start) for op in align(meant, typed) if op.kind != "equal"
    )


def pair(meant: Sequence[str], typed: Sequence[str], align: Align) -> list[str]:
    """The typed word that each meant one goes with, or "": equal ones first, then near ones, in any order."""
    left = list(typed)
    found: dict[int, str] = {}
    for near in (0, 1, 2, 3):
        for place, word in enumerate(meant):
            if place in found or near > len(word) // 2:
                continue
            other = min(left, key=lambda other: distance(word, other, align), default=None)
            if other is not None and distance(word, other, align) <= near:
                found[place] = other
                left.remove(other)
    return [found.get(place, "") for place in range(len(meant))]


def _one_off(meant: str, typed: str, align: Align) -> Heard:
    changes = [op for op in align(meant, typed) if op.kind != "equal"]
    if len(meant) < 2 or sum(max(op.end - op.start, op.other_end - op.other_start) for op in changes) != 1:
        return Heard(Slip.WRONG)
    one, other = meant[changes[0].start : changes[0].end], typed[changes[0].other_start : changes[0].other_end]
    if not other:
        return Heard(Slip.ONE_MISSING, one)
    if not one:
        return Heard(Slip.ONE_EXTRA, typed=other)
    alike = any(one in group and other in group for group in ALIKE)
    return Heard(Slip.SOUNDS_ALIKE if alike else Slip.ONE_WRONG, one, other)
