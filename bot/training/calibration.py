"""From raw predictions to what raters gave: a rising broken line for each task, made from held-out predictions."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median

RATING_TO_SCORE = ((1.0, 2.0), (2.0, 25.0), (3.0, 50.0), (4.0, 75.0), (5.0, 95.0))
"""What a mean rating should score, 0 to 100."""


@dataclass(slots=True)
class _Share:
    """Neighbouring predictions with what they were given."""

    places: list[float]
    given: float
    weight: int


def score_for(rating: float) -> float:
    """The score, 0 to 100, that a mean rating of 1 to 5 stands for."""
    for (low, at_low), (high, at_high) in pairwise(RATING_TO_SCORE):
        if rating <= high:
            return at_low + (rating - low) / (high - low) * (at_high - at_low)
    return RATING_TO_SCORE[-1][1]


def rising_line(
    raw: Sequence[float], given: Sequence[float], lowest: float, highest: float, shares: int
) -> list[tuple[float, float]]:
    """Points from raw to given: equal shares of the predictions, pooled where what was given does not rise.

    Of a share the middle between mean and median is taken. Strictly rising, so that no order is lost.
    """
    ranked = sorted(zip(raw, given, strict=True))
    pooled: list[_Share] = []
    for number in range(shares):
        part = ranked[number * len(ranked) // shares : (number + 1) * len(ranked) // shares]
        if not part:
            continue
        at, got = fmean(x for x, _ in part), [y for _, y in part]
        pooled.append(_Share([at], (fmean(got) + median(got)) / 2, len(part)))
        while len(pooled) > 1 and pooled[-2].given >= pooled[-1].given:
            after, before = pooled.pop(), pooled.pop()
            weight = before.weight + after.weight
            mean = (before.given * before.weight + after.given * after.weight) / weight
            pooled.append(_Share(before.places + after.places, mean, weight))
    points = [(place, share.given) for share in pooled for place in share.places]
    points = [(points[0][0] - 1.0, lowest), *points, (points[-1][0] + 1.0, highest)]
    line: list[tuple[float, float]] = []
    step = 0.0002 * (highest - lowest)
    for x, y in points:
        y = min(max(y, line[-1][1] + step if line else lowest), highest)
        line.append((round(x, 4), round(y, 4)))
    return line
