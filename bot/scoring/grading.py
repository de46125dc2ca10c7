"""From what was found to levels 1.0 to 5.0 and the overall score 0 to 100. docs/scoring.md explains the rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.practice.content import Kind, Question
from bot.scoring.behaviours import Finding
from bot.scoring.measures import Measures

FADING = 0.7  # what the second, third ... behaviour counts of the one before
AGAIN, AGAIN_AGAINST = 0.2, 0.6  # what a further finding of the same behaviour counts
BESIDE = 0.7  # levels that an answer loses that goes past the question
SERIOUS = 3  # the strength of evidence against that costs overall points besides the level
SERIOUS_KEEPS = (1.0, 0.75, 0.5)  # share of the overall score that is kept with no, one, more serious faults
SERIOUS_CAP = (100, 60, 40)  # and overall at most
FULL_FOR, FULL_OTHER, FULL_DETAIL = 6.0, 10.0, 8.0
_MEAN_TO_OVERALL = ((1.0, 2.0), (2.0, 25.0), (3.0, 50.0), (4.0, 75.0), (5.0, 95.0))


@dataclass(frozen=True, slots=True)
class Rule:
    """How many levels each part is worth at most; `against` is per point of strength."""

    start: float
    looked_for: float
    shown: float
    shown_elsewhere: float
    detail: float
    length: float
    figures: float = 0.0
    against: float = 0.5
    against_elsewhere: float = 0.15


GENERAL = Rule(start=1.2, looked_for=1.5, shown=1.4, shown_elsewhere=0.8, detail=0.6, length=0.4)
# Competencies about the telling rather than the customer have rules of their own.
RULES = {
    "specificity": Rule(start=1.2, looked_for=0.7, shown=1.4, shown_elsewhere=0.4, detail=0.8, length=0.4, figures=0.9),
    "structure": Rule(start=1.6, looked_for=1.2, shown=1.2, shown_elsewhere=1.0, detail=0.2, length=0.3, figures=0.3),
}

# Words that are enough, and that are more than a listener takes in: spoken, 140 words are about a minute.
_ENOUGH = {Kind.STORY: 120, Kind.PLAN: 90, Kind.FACT: 35, Kind.LINE: 40}
_TOO_MANY = {Kind.STORY: 320, Kind.PLAN: 320, Kind.FACT: 200, Kind.LINE: 130}


@dataclass(frozen=True, slots=True)
class Found:
    """All that levels are made of."""

    question: Question
    findings: Sequence[Finding]
    look_fors: frozenset[str]
    measures: Measures
    beside: bool = False  # the answer goes past the question

    def share(self) -> float:
        """The share of what the question looks for that the answer has."""
        wanted = len(self.question.look_for)
        return len(self.look_fors) / wanted if wanted else 0.5

    def of(self, competency: str, supports: bool) -> list[Finding]:
        """Findings for or against a competency, strongest first."""
        mine = [f for f in self.findings if f.behaviour.competency == competency and f.behaviour.supports == supports]
        return sorted(mine, key=lambda f: (-f.behaviour.strength, f.first))

    def not_of(self, competency: str, supports: bool) -> list[Finding]:
        """Findings for or against all other competencies."""
        return [f for f in self.findings if f.behaviour.competency != competency and f.behaviour.supports == supports]


def weight(findings: Sequence[Finding]) -> float:
    """Points of evidence: the strongest behaviour counts in full, each further one less, the same one again little."""
    strengths: dict[str, float] = {}
    for finding in findings:
        behaviour = finding.behaviour
        known = strengths.get(behaviour.id)
        again = AGAIN if behaviour.supports else AGAIN_AGAINST
        strengths[behaviour.id] = behaviour.strength if known is None else known + again * behaviour.strength
    ranked = sorted(strengths.values(), reverse=True)
    return sum(strength * FADING**place for place, strength in enumerate(ranked))


def level(competency: str, found: Found) -> float:
    """The level of one competency, 1.0 to 5.0."""
    rule = RULES.get(competency, GENERAL)
    measures = found.measures
    points = (
        rule.start
        + rule.looked_for * found.share()
        + rule.shown * min(1.0, weight(found.of(competency, True)) / FULL_FOR)
        + rule.shown_elsewhere * min(1.0, weight(found.not_of(competency, True)) / FULL_OTHER)
        + rule.detail * min(1.0, measures.particulars / FULL_DETAIL)
        + rule.figures * min(1.0, measures.figures / 4)
        + rule.length * fitting_length(found.question.kind, measures)
        - rule.against * weight(found.of(competency, False))
        - rule.against_elsewhere * weight(found.not_of(competency, False))
        - BESIDE * found.beside
    )
    return round(min(5.0, max(1.0, points)), 1)


def overall(question: Question, levels: Mapping[str, float], findings: Sequence[Finding]) -> int:
    """0 to 100: the weighted mean of the levels (3 is 50, 4 is 75, 5 is 95), less and capped for serious faults."""
    mean = sum(levels[c] * share for c, share in question.weights.items()) / sum(question.weights.values())
    faults = min(2, len(serious(findings)))
    return round(min(_on_scale(mean) * SERIOUS_KEEPS[faults], SERIOUS_CAP[faults]))


def serious(findings: Sequence[Finding]) -> frozenset[str]:
    """The behaviours found that nobody would be put through with."""
    return frozenset(f.behaviour.id for f in findings if not f.behaviour.supports and f.behaviour.strength >= SERIOUS)


def _on_scale(mean: float) -> float:
    for (low, at_low), (high, at_high) in pairwise(_MEAN_TO_OVERALL):
        if mean <= high:
            return at_low + (mean - low) / (high - low) * (at_high - at_low)
    return _MEAN_TO_OVERALL[-1][1]


def fitting_length(kind: Kind, measures: Measures) -> float:
    """1.0 for a fitting length, less for a shorter one, down to -1.0 for one that nobody could follow."""
    if measures.words <= _TOO_MANY[kind]:
        return min(1.0, measures.new_words / _ENOUGH[kind])
    return max(-1.0, 1.0 - 2 * (measures.words - _TOO_MANY[kind]) / _TOO_MANY[kind])
