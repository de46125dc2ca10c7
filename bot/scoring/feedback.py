"""What the member is told: quotes that stand in the answer, one thing to change, a line to try, plain notes."""

from collections.abc import Mapping, Sequence

from bot.practice.content import LookFor, Question
from bot.scoring.behaviours import Finding, evidence, findings_of, look_fors
from bot.scoring.grading import Found, serious
from bot.scoring.measures import copied_share, runs, words_of
from bot.scoring.reading import Reading
from bot.scoring.rubric import Rubric
from bot.scoring.score import Evidence, Feedback, Level
from bot.scoring.sources import Source


def feedback(
    found: Found, levels: Mapping[str, Level], reading: Reading, rubric: Rubric, own: Source, notes: Sequence[str]
) -> Feedback:
    """Feedback to a rated answer."""
    question = found.question
    weakest = max(
        levels.values(), key=lambda at: (5.0 - at.value) * question.weights.get(at.competency, 0.0)
    ).competency
    best = _heaviest(found, supports=True)
    costliest = _heaviest(found, supports=False)
    missing = [item for item in question.look_for if item.id not in found.look_fors]
    change = _change(found, weakest, costliest, missing, own)
    return Feedback(
        best=evidence(best, reading) if best else None,
        costliest=evidence(costliest, reading) if costliest else None,
        change=change,
        stronger=_stronger(own, missing, weakest, rubric, reading),
        notes=tuple(notes),
    )


def junk_feedback(question: Question, why: str) -> Feedback:
    """Feedback to an answer that is none: what it is, and a way in. No praise, no blame."""
    return Feedback(best=None, costliest=None, change=question.hint or why, stronger="", notes=(why,))


def _heaviest(found: Found, supports: bool) -> Finding | None:
    """The finding that earned or cost most: by strength and the weight of its competency in the question."""
    weights = found.question.weights
    mine = [f for f in found.findings if f.behaviour.supports == supports]
    rated = [f for f in mine if f.behaviour.competency in weights or (not supports and serious([f]))]
    return max(
        rated,
        key=lambda f: (f.behaviour.strength * (0.5 + weights.get(f.behaviour.competency, 0.0)), f.last - f.first),
        default=None,
    )


def _change(found: Found, weakest: str, costliest: Finding | None, missing: list[LookFor], own: Source) -> str:
    """The one thing to change first."""
    if costliest and (not missing or costliest.behaviour.competency == weakest or serious([costliest])):
        return costliest.behaviour.advice
    if missing:
        return f"Add what is still missing: {missing[0].says}."
    shown = {f.behaviour.id for f in found.findings}
    left = [b for b in own.shows_for(weakest) if b.id not in shown]
    return left[0].advice if left else "Keep it like this, and say it aloud once more, a little slower."


def _stronger(own: Source, missing: list[LookFor], weakest: str, rubric: Rubric, answer: Reading) -> str:
    """The sentence of the strong answer that has what is missing first, or that shows the weakest competency."""
    said = frozenset(runs(words_of(answer), 3))
    fresh = [line for line in own.lines if copied_share(runs(words_of(line.reading), 3), said) <= 0.5]
    for wanted in missing:
        for line in fresh:
            if look_fors(line.reading, line.hearing, [wanted]):
                return line.text
    for behaviour in own.shows_for(weakest):
        for line in fresh:
            if findings_of(behaviour, line.reading, line.hearing, rubric):
                return line.text
    return ""


def seen(evidences: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence in the order of the answer, none twice."""
    return tuple(sorted(dict.fromkeys(evidences), key=lambda e: (e.start, e.end, e.behaviour)))
