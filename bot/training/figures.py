"""How well scores agree with people's ratings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean
from typing import Any

from bot.scoring.features import OVERALL
from bot.training.calibration import score_for
from bot.training.examples import Example

APART = 1.5
"""Mean ratings of two answers to one question that must come in the raters' order."""


@dataclass(frozen=True, slots=True)
class Scored:
    """An example and what it got: `overall` 0 to 100, levels 1.0 to 5.0."""

    example: Example
    overall: float
    levels: Mapping[str, float]

    @property
    def rating(self) -> float:
        """The raters' mean overall, 1 to 5."""
        return self.example.given[OVERALL]


def figures(scored: Sequence[Scored]) -> dict[str, Any]:
    """The agreement with the raters.

    Spearman's rho overall, within authors and the mean of the competencies'; the share of pairs in the raters' order;
    the shares of bad answers (rated up to 1.5) over 50 and of good ones (from 4.5) under 50; the mean distance from the
    score that the rating stands for.
    """
    competencies = sorted({c for one in scored for c in one.example.given if c != OVERALL})
    authors = sorted({one.example.author for one in scored})
    bad, good = [s for s in scored if s.rating <= 1.5], [s for s in scored if s.rating >= 4.5]
    pairs = [(a, b) for a, b in _same_question(scored) if abs(a.rating - b.rating) >= APART]
    right = [(a.overall - b.overall) * (a.rating - b.rating) > 0 for a, b in pairs]
    return {
        "answers": len(scored),
        "rho": _rho(scored),
        "competencies": fmean(
            spearman([s.levels[c] for s in rated], [s.example.given[c] for s in rated])
            for c in competencies
            if len(rated := [s for s in scored if c in s.example.given]) > 2
        ),
        "pairs": _share(right),
        "bad_over_50": _share(s.overall > 50 for s in bad),
        "good_under_50": _share(s.overall < 50 for s in good),
        "distance": fmean(abs(s.overall - score_for(s.rating)) for s in scored),
        "authors": {author: _rho([s for s in scored if s.example.author == author]) for author in authors},
    }


def spearman(a: Sequence[float], b: Sequence[float]) -> float:
    """Rank correlation, -1 to 1; 0 where one of them never changes."""
    return _pearson(_ranks(a), _ranks(b))


def _rho(scored: Sequence[Scored]) -> float:
    return spearman([s.overall for s in scored], [s.rating for s in scored])


def _same_question(scored: Sequence[Scored]) -> Iterable[tuple[Scored, Scored]]:
    by_question: dict[str, list[Scored]] = {}
    for one in scored:
        by_question.setdefault(one.example.question.id, []).append(one)
    for group in by_question.values():
        yield from combinations(group, 2)


def _share(hits: Iterable[bool]) -> float:
    listed = list(hits)
    return sum(listed) / len(listed) if listed else 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 0; equal values share the middle of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks, begin = [0.0] * len(values), 0
    while begin < len(order):
        end = begin
        while end + 1 < len(order) and values[order[end + 1]] == values[order[begin]]:
            end += 1
        for place in order[begin : end + 1]:
            ranks[place] = (begin + end) / 2
        begin = end + 1
    return ranks


def _pearson(a: Sequence[float], b: Sequence[float]) -> float:
    mean_a, mean_b = fmean(a), fmean(b)
    together = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    alone = sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b)
    return float(together / alone**0.5) if alone else 0.0
