"""Figures as callers say them: "double four, one nine", "the twenty-first", "seventeen"."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

_ORDINALS = {
    **{"first": "one", "second": "two", "third": "three", "fifth": "five"},
    **{"eighth": "eight", "ninth": "nine", "twelfth": "twelve"},
}
_SMALL = {word: value for value, word in enumerate((*UNITS, *TEENS))} | {"oh": 0, "nought": 0, "nil": 0, "niner": 9}
_ROUND = {word: 10 * value for value, word in enumerate(TENS) if word}
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_LARGE = {"hundred": 100, "thousand": 1000}
NUMBER_WORDS = frozenset({*_SMALL, *_ROUND, *_LARGE})
"""Words that are read as figures."""

_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+|[^\W\d_]+")
_BETWEEN = re.compile(r"[ ,/:-]*|\.")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it was said in one go, as digits, and its span in the text."""

    digits: str
    start: int
    end: int


def figures(text: str) -> Iterator[Figure]:
    """The numbers of a text in order, in figures or in words."""
    tokens = [(_word(found.group()), found.start(), found.end()) for found in _TOKEN.finditer(text)]
    at = 0
    while at < len(tokens):
        near = _near(text, tokens, at, 6)
        digits, used = _figure([word for word, _, _ in tokens[at : at + near]])
        if used:
            yield Figure(digits, tokens[at][1], tokens[at + used - 1][2])
        at += used or 1


def runs(text: str) -> list[list[Figure]]:
    """The numbers of a text, those said right after one another together: the groups of a phone number."""
    found: list[list[Figure]] = []
    for figure in figures(text):
        if found and _BETWEEN.fullmatch(text, found[-1][-1].end, figure.start):
            found[-1].append(figure)
        else:
            found.append([figure])
    return found


def joined(run: Sequence[Figure]) -> str:
    """The digits of a run."""
    return "".join(figure.digits for figure in run)


def figured(text: str) -> str:
    """The text with figures for the numbers that stand in words."""
    out, at = list[str](), 0
    for figure in figures(text):
        out += [text[at : figure.start], figure.digits]
        at = figure.end
    return "".join([*out, text[at:]])


def in_words(number: int) -> str:
    """A number from 0 to 99 as one says it: "seventeen", "forty-two"."""
    if number < 20:
        return (*UNITS, *TEENS)[number]
    return TENS[number // 10] + (f"-{UNITS[number % 10]}" if number % 10 else "")


def ordinal(number: int) -> str:
    """A number from 1 to 99 in order: "third", "twenty-first"."""
    head, dash, last = in_words(number).rpartition("-")
    back = {word: order for order, word in _ORDINALS.items()}
    return f"{head}{dash}{back.get(last) or (last[:-1] + 'ieth' if last.endswith('y') else last + 'th')}"


def _word(token: str) -> str:
    """A token, plain: digits of any script as 0 to 9; ordinals as the numbers they are of."""
    if token[0].isdigit():
        return "".join(str(unicodedata.digit(sign, 0)) for sign in token if sign != ",")
    word = token.lower()
    if word in _ORDINALS:
        return _ORDINALS[word]
    if word.endswith("ieth"):
        return word[:-4] + "y"
    return word[:-2] if word.endswith("th") and word[:-2] in _SMALL else word


def _figure(words: Sequence[str]) -> tuple[str, int]:
    """The digits that the first of these words make, and how many words; 0: none."""
    first = words[0]
    if first in _TIMES and len(words) > 1 and (_SMALL.get(words[1], 10) < 10 or len(words[1]) == 1):
        digit = str(_SMALL[words[1]]) if words[1] in _SMALL else words[1]
        return (digit * _TIMES[first], 2) if digit.isdigit() else ("", 0)
    if first.isdigit():
        return first, 1
    value, used = _below_hundred(words)
    if not used and first not in _LARGE:
        return "", 0
    value, whole = value if used else 1, 0
    while used < len(words) and words[used] in _LARGE:
        large = _LARGE[words[used]]
        value, whole = (value * 100, whole) if large == 100 else (0, whole + value * 1000)
        used += 1
        skip = 1 if words[used : used + 1] == ["and"] else 0
        more, further = _below_hundred(words[used + skip :])
        if further:
            value, used = value + more, used + skip + further
    return str(whole + value), used


def _below_hundred(words: Sequence[str]) -> tuple[int, int]:
    if not words:
        return 0, 0
    if words[0] in _ROUND:
        unit = _SMALL.get(words[1], 0) if len(words) > 1 else 0
        return (_ROUND[words[0]] + unit, 2) if 0 < unit < 10 else (_ROUND[words[0]], 1)
    return (_SMALL[words[0]], 1) if words[0] in _SMALL else (0, 0)


def _near(text: str, tokens: Sequence[tuple[str, int, int]], at: int, most: int) -> int:
    """How many tokens follow one another with a space or hyphen, at most so many: "twenty, one" are two numbers."""
    count = min(most, len(tokens) - at)
    for number in range(1, count):
        between = text[tokens[at + number - 1][2] : tokens[at + number][1]]
        if between not in (" ", "-"):
            return number
    return count
