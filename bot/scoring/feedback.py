"""What the member is told: quotes that stand in the answer, one thing to change, a line to try, plain notes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.practice.content import Kind, LookFor, Question
from bot.scoring.behaviours import Finding, evidence, findings_of, look_fors, passage
from bot.scoring.grading import RULES, Found, serious
from bot.scoring.measures import copied_share, runs, words_of
from bot.scoring.reading import Reading
from bot.scoring.rubric import Behaviour, Competency, Rubric
from bot.scoring.score import Evidence, Feedback, Level
from bot.scoring.sources import Line, Source
from bot.scoring.telling import Telling

_TELLING = 90  # characters
_SHORT = 90  # characters of a quote within a sentence of ours
KEEP = "Nothing big: keep it like this, and say it aloud once more, a little slower."
MORE = "All that was asked is there: tell it with a little more, such as who, when and the words that you said."
GOOD = 4.0  # the level from which a competency needs no mending
BOTTOM = 1.5  # the level below which nothing is praised
POOR = 2.5  # the level below which what cost it is looked for
STRONG = 4.5  # the level from which nothing "stronger still" is asked for
_TALE, _PAST, _PLAN = {Kind.STORY}, {Kind.STORY, Kind.FACT}, {Kind.PLAN, Kind.LINE}
# The kinds of question to which the advice of these behaviours is an answer; that of all others is to any.
_ADVISED_FOR = {
    "counts-the-work": _PAST,
    "says-for-how-long": _PAST,
    "gives-checkable-result": _PAST,
    "dates-the-story": _TALE,
    "sets-out-the-problem": _TALE,
    "says-how-it-ended": _TALE,
    "reaches-a-good-end": _TALE,
    "tells-own-past-act": _TALE,
    "opens-with-the-first-step": _PLAN,
    "quotes-own-words": _PLAN,
    "plans-a-visible-act": _PLAN,
}
_ASK_FOR_FIGURES = {"counts-the-work", "says-for-how-long"}  # as if nobody had listened, to who gives some
_SOMEBODYS_STORY = re.compile(
    r"\bsince then\b|\b(?:i|we) (?:was|were|had|did|said|told|rang|went|wrote|made|took|got|heard|saw|felt|knew|"
    r"thought|found|kept|left|gave|came|ran|sat|stood|began|brought|met|paid|sent|sold|spoke|lost|[a-z]+ed)\b"
)


def feedback(
    found: Found,
    levels: Mapping[str, Level],
    reading: Reading,
    rubric: Rubric,
    own: Source,
    notes: Sequence[str],
    telling: Telling | None = None,
) -> Feedback:
    """Feedback to a rated answer. `telling`: the model's part, which must bear out what is quoted."""
    question = found.question
    weak = sorted(levels.values(), key=lambda at: (at.value - 5.0) * question.weights.get(at.competency, 0.0))
    missing = [item for item in question.look_for if item.id not in found.look_fors]
    quoted = replace(found, findings=[f for f in found.findings if _quotable(f, telling)])
    costliest = _heaviest(quoted, reading, supports=False)
    costs = evidence(costliest, reading) if costliest else None
    best = _heaviest(quoted, reading, supports=True, beside=(costs.start, costs.end) if costs else (0, 0))
    return Feedback(
        best=evidence(best, reading) if best else None,
        costliest=costs,
        change=_change(found, weak, costliest, missing, own),
        stronger=_stronger(own, missing, weak[0], rubric, reading),
        notes=tuple(notes),
    )


def junk_feedback(question: Question, why: str) -> Feedback:
    """Feedback to an answer that is none: what it is, and a way in. No praise, no blame."""
    return Feedback(best=None, costliest=None, change=question.hint or why, stronger="", notes=(why,))


def told(found: Found, levels: Mapping[str, float]) -> Found:
    """What may be told of what was found. A level is the whole's: nobody is blamed for little where it is high, or
    praised where it is at the bottom."""
    grave = serious(found.findings)
    high = {competency for competency, value in levels.items() if value >= GOOD}
    low = {competency for competency, value in levels.items() if value < BOTTOM}
    kept = [
        f
        for f in found.findings
        if f.behaviour.competency not in (low if f.behaviour.supports else high) or f.behaviour.id in grave
    ]
    return replace(found, findings=kept)


def reason(
    competency: Competency, found: Found, own: Source, reading: Reading, value: float, telling: Telling | None
) -> str:
    """One sentence to the member: what made the level, and what would lift it. `telling`: asked where no behaviour
    was found that did."""
    earned = found.of(competency.id, True)[:1]
    cost = [_you_did(f, reading, telling) for f in found.of(competency.id, False)][:1]
    you = "".join(_you_did(f, reading, telling) for f in earned)
    if cost:
        return f"You {you}, but you {cost[0]}." if earned else f"You {cost[0]}."
    more = _advice(competency.id, found, own) if value < STRONG else ""
    alone = telling if competency.id not in RULES else None  # how an answer is told shows in no single sentence
    if earned:
        return f"You {you}; stronger still: {more}" if more else f"You {you}."
    if value >= GOOD - 0.5:
        quote = alone.strongest(competency.id, earns=True) if alone else ""
        whole = f"This counted most: “{quote}”" if quote else "Your answer as a whole speaks for it"
        return f"{whole}; stronger still: {more}" if more else f"{whole}."
    if value < POOR and alone and (quote := alone.strongest(competency.id, earns=False)):
        lost = f"This pulled it down most: “{quote}”"
        return f"{lost}; try this: {more}" if more else f"{lost}."
    return f"{_nothing(competency, found)}; try this: {more}" if more else f"{_nothing(competency, found)}."


def _quotable(finding: Finding, telling: Telling | None) -> bool:
    """Whether a finding is sure enough to hold its words up: of slight ones half the quotes showed something else."""
    return telling is None or (finding.behaviour.strength > 1 and telling.bears_out(finding))


def _you_did(finding: Finding, reading: Reading, telling: Telling | None) -> str:
    """What the member did, with the words that did it when they are few and it is sure."""
    if not _quotable(finding, telling):
        return finding.behaviour.shows
    span = passage(reading, finding.first, finding.last, _SHORT)
    quote = reading.answer[span[0] : span[1]] if span else ""
    return f"{finding.behaviour.shows} (“{quote}”)" if quote.count(" ") > 1 else finding.behaviour.shows


def _nothing(competency: Competency, found: Found) -> str:
    """What to say where no behaviour was found. How an answer is told shows in what it has, not in one sentence."""
    wanted, heard = len(found.question.look_for), len(found.look_fors)
    if competency.id not in RULES or not wanted:
        return f"I heard nothing yet that stands for {competency.name.lower()}"
    if heard == wanted:
        return "All that makes a full answer is there, told a little thinly"
    return f"I heard {heard} of the {wanted} things that make a full answer here"


def _advice(competency: str, found: Found, own: Source) -> str:
    """How to do what the strong answer does for a competency and this one does not, as the end of a sentence."""
    advice = next((b.advice for b in _left(competency, found, own)), "")
    return advice[:1].lower() + advice[1:]


def _left(competency: str, found: Found, own: Source) -> list[Behaviour]:
    """What the strong answer shows for a competency and this one does not."""
    had = {f.behaviour.id for f in found.findings} | (_ASK_FOR_FIGURES if found.measures.figures > 1 else set())
    kind = found.question.kind
    return [b for b in own.shows_for(competency) if b.id not in had and kind in _ADVISED_FOR.get(b.id, Kind)]


def _heaviest(found: Found, reading: Reading, supports: bool, beside: tuple[int, int] = (0, 0)) -> Finding | None:
    """The finding that earned or cost most: by strength and the weight of its competency in the question.
    None is taken whose quote shares characters with `beside`: nobody is praised for what they are blamed for."""
    weights = found.question.weights
    mine = [f for f in found.findings if f.behaviour.supports == supports]
    rated = [f for f in mine if f.behaviour.competency in weights or (not supports and serious([f]))]
    quotes = {f: evidence(f, reading) for f in rated}
    rated = [f for f in rated if quotes[f].end <= beside[0] or quotes[f].start >= beside[1]]

    def telling(finding: Finding) -> int:
        """Of equals, the one with more to read in its quote, up to a long sentence."""
        return min(len(quotes[finding].quote), _TELLING)

    return max(
        rated,
        key=lambda f: (f.behaviour.strength * (0.5 + weights.get(f.behaviour.competency, 0.0)), telling(f)),
        default=None,
    )


def _change(found: Found, weak: Sequence[Level], costliest: Finding | None, missing: list[LookFor], own: Source) -> str:
    """The one thing to change first. `weak`: the levels, the one that costs most first."""
    if costliest and (not missing or costliest.behaviour.strength > 1):
        return costliest.behaviour.advice
    if missing:
        return f"Add this, I didn't hear it yet: {missing[0].says}."
    to_mend = [level.competency for level in weak if level.value < GOOD]
    left = [b for competency in to_mend for b in _left(competency, found, own)]
    return left[0].advice if left else MORE if to_mend else KEEP


def _stronger(own: Source, missing: list[LookFor], weakest: Level, rubric: Rubric, answer: Reading) -> str:
    """Words to try for what is missing first: the look-for's own, or a sentence of the strong answer. Nothing where
    nothing is missing and nothing weak, and nothing out of somebody else's story."""
    said = frozenset(runs(words_of(answer), 3))
    fresh = [
        line
        for line in own.lines
        if _anybodys(line, own.question) and copied_share(runs(words_of(line.reading), 3), said) <= 0.5
    ]
    for wanted in missing:
        if wanted.line:
            return wanted.line
        for line in fresh:
            if look_fors(line.reading, line.hearing, [wanted]):
                return line.text
    for behaviour in own.shows_for(weakest.competency) if weakest.value < GOOD else ():
        for line in fresh:
            if findings_of(behaviour, line.reading, line.hearing, rubric):
                return line.text
    return ""


def _anybodys(line: Line, question: Question) -> bool:
    """Could anybody say this line? Not one that tells of what somebody did, or of their people and figures."""
    if question.kind not in (Kind.PLAN, Kind.LINE) or _SOMEBODYS_STORY.search(line.reading.text):
        return False
    asked = question.ask.lower()
    words = line.reading.words
    if any(word.text[0].isdigit() for word in words):  # somebody's own figures
        return False
    return not any(
        word.capital and word.text not in ("i", "am", "will", "would", "have") and word.text not in asked
        for before, word in pairwise(words)
        if before.quote == word.quote
    )


def seen_once(evidences: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence in the order of the answer, none twice."""
    return tuple(sorted(dict.fromkeys(evidences), key=lambda e: (e.start, e.end, e.behaviour)))
