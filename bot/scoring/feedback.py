"""What the member is told: quotes that stand in the answer, one thing to change, a line to try, plain notes."""

from collections.abc import Mapping, Sequence

from bot.practice.content import LookFor, Question
from bot.scoring.behaviours import Finding, evidence, look_fors
from bot.scoring.grading import Found, serious
from bot.scoring.measures import copied_share, words_of
from bot.scoring.reading import Reading, Sentence, read
from bot.scoring.rubric import Rubric
from bot.scoring.score import Evidence, Feedback, Level
from bot.scoring.voice import hear


def feedback(
    found: Found, levels: Mapping[str, Level], reading: Reading, rubric: Rubric, notes: Sequence[str]
) -> Feedback:
    """Feedback to a rated answer."""
    question = found.question
    weakest = max(
        levels.values(), key=lambda at: (5.0 - at.value) * question.weights.get(at.competency, 0.0)
    ).competency
    best = _heaviest(found, supports=True)
    costliest = _heaviest(found, supports=False)
    missing = [item for item in question.look_for if item.id not in found.look_fors]
    change = _change(found, weakest, costliest, missing, rubric)
    return Feedback(
        best=evidence(best, reading) if best else None,
        costliest=evidence(costliest, reading) if costliest else None,
        change=change,
        stronger=_stronger(question, missing, weakest, rubric, reading),
        notes=tuple(notes),
    )


def junk_feedback(question: Question, why: str) -> Feedback:
    """Feedback to an answer that is none: what it is, and a way in. No praise, no blame."""
    return Feedback(best=None, costliest=None, change=question.hint or why, stronger="", notes=(why,))


def _heaviest(found: Found, supports: bool) -> Finding | None:
    """The finding that earned or cost most: by strength and the weight of its competency in the question."""
    weights = found.question.weights
    mine = [f for f in found.findings if f.behaviour.supports == supports]
    rated = [f for f in mine if f.behaviour.competency in weights or (not supports and f.behaviour.id in serious([f]))]
    return max(
        rated,
        key=lambda f: (f.behaviour.strength * (0.5 + weights.get(f.behaviour.competency, 0.0)), f.last - f.first),
        default=None,
    )


def _change(found: Found, weakest: str, costliest: Finding | None, missing: list[LookFor], rubric: Rubric) -> str:
    if costliest and (costliest.behaviour.id in serious(found.findings) or not missing):
        return costliest.behaviour.advice
    if costliest and costliest.behaviour.competency == weakest:
        return costliest.behaviour.advice
    if missing:
        return f"Add what is still missing: {missing[0].says}."
    shown = {f.behaviour.id for f in found.findings}
    left = [b for b in rubric.behaviours.values() if b.competency == weakest and b.supports and b.id not in shown]
    best = max(left, key=lambda b: b.strength, default=None)
    return best.advice if best else "Keep it like this, and say it aloud once more, a little slower."


def _stronger(question: Question, missing: list[LookFor], weakest: str, rubric: Rubric, answer: Reading) -> str:
    """The sentence of the strong answer that has what is missing first, or that shows the weakest competency."""
    strong = read(question.strong_answer)
    hearing = hear(strong)
    said = words_of(answer)
    for wanted in missing:
        for sentence in strong.sentences:
            one = read(_original(strong, sentence))
            if look_fors(one, hear(one), [wanted]) and not _already_said(sentence, said):
                return _original(strong, sentence)
    showing = [b for b in rubric.behaviours.values() if b.competency == weakest and b.supports]
    for behaviour in sorted(showing, key=lambda b: -b.strength):
        for sentence in strong.sentences:
            found = any(True for p in behaviour.patterns for _ in p.finditer(sentence.text))
            if found and not hearing.denied(sentence.first) and not _already_said(sentence, said):
                return _original(strong, sentence)
    return ""


def _already_said(sentence: Sentence, said: list[str]) -> bool:
    return copied_share(sentence.text.split(), said, 3) > 0.5


def _original(reading: Reading, sentence: Sentence) -> str:
    """The sentence as it was written, with the mark at its end."""
    start, end = reading.span(sentence.first, sentence.last)
    while end < len(reading.answer) and reading.answer[end] in ".!?\"'\u201d\u2019)":
        end += 1
    while start > 0 and reading.answer[start - 1] in "\"'\u201c\u2018(":
        start -= 1
    return reading.answer[start:end]


def seen(evidences: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence in the order of the answer, none twice."""
    return tuple(sorted(dict.fromkeys(evidences), key=lambda e: (e.start, e.end, e.behaviour)))
