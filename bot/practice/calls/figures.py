"""Figures in what is said, written or spelled out."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.scoring.reading import Reading
from bot.scoring.wordlists import NUMBER_WORDS

_UNDER_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_DIGITS = {
    **{word: str(number) for number, word in enumerate(_UNDER_TWENTY.split(" "))},
    **{word: str(10 * number) for number, word in enumerate(_TENS.split(" "), 2)},
    "oh": "0",
}
_TIMES = {"double": 2, "triple": 3}
_UNITS = {"second": 1_000, "sec": 1_000, "minute": 60_000, "min": 60_000, "moment": 60_000}
_FIGURES = {
    "a": 1.0,
    "one": 1.0,
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "ten": 10.0,
    "fifteen": 15.0,
    "twenty": 20.0,
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "couple": 2.0,
    "few": 3.0,
    "half": 0.5,
}


def digits(said: Iterable[str]) -> str:
    """The digits of what is said: "four one eight seven" is 4187, "forty six" 46, "double five" 55."""
    figure, times, tens = "", 1, False
    for word in said:
        here = _DIGITS.get(word) or "".join(character for character in word if character.isdigit())
        figure = figure[:-1] + here if tens and len(here) == 1 else figure + here * times
        tens = word in _TENS.split(" ")
        times = _TIMES.get(word, 1)
    return figure


def figure_groups(said: Sequence[str]) -> int:
    """How many figures are said; digits in a row are one."""
    groups, inside = 0, False
    for word, following in pairwise([*said, ""]):
        one = word == "one" and (inside or following in NUMBER_WORDS)  # "four one eight", not "one of them"
        figure = one or word[0].isdigit() or (word in NUMBER_WORDS and word != "half")
        groups += figure and not inside
        inside = figure
    return groups


def estimate(reading: Reading) -> int | None:
    """The longest time named in seconds or minutes, in ms."""
    times = []
    said = [word.text for word in reading.words]
    for at, word in enumerate(said):
        unit = _UNITS.get(word.removesuffix("s"))
        before = [w for w in said[max(0, at - 3) : at] if w in _FIGURES or w.replace(".", "", 1).isdigit()]
        if unit and before:
            figure = "half" if "half" in before else before[-1]
            times.append(round(unit * (_FIGURES[figure] if figure in _FIGURES else float(figure))))
    return max(times, default=None)
