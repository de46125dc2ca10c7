"""The scorer: an answer in, a score with its reasons out. Deterministic, no I/O."""

from collections.abc import Iterable
from dataclasses import replace

from bot.practice.content import Question
from bot.scoring import junk as none_at_all
from bot.scoring.behaviours import evidence, find, look_fors
from bot.scoring.feedback import feedback, junk_feedback, reason, seen
from bot.scoring.grading import Found, level, overall, serious
from bot.scoring.measures import measure
from bot.scoring.reading import Reading, read
from bot.scoring.rubric import Rubric
from bot.scoring.score import Evidence, Level, Score
from bot.scoring.sources import Source, source
from bot.scoring.topic import Topics
from bot.scoring.voice import hear

ENGINE = "rules-2"
LONGEST = 8_000  # characters that are rated: an hour's typing; what comes after is not read
TO_GRADER_CAP = 30  # overall at most for an answer that also gives the scorer orders
LANGUAGE_LEVEL = 2.0  # what an answer in another language gets: something was said


class Scorer:
    """Rates answers by one rubric. `questions`: all known ones, to see that an answer belongs to another."""

    def __init__(self, rubric: Rubric, questions: Iterable[Question] = ()) -> None:
        self.rubric = rubric
        self._sources = {question.id: source(question, rubric) for question in questions}
        self._topics = Topics(self._sources.values())

    def rate(self, question: Question, answer: str) -> Score:
        """Rate an answer to a question. The same answer gets the same score; raises nothing, whatever the answer."""
        whole = read(answer[:LONGEST])
        hearing = hear(whole)
        own = self._source(question)
        to_grader = none_at_all.to_grader(whole)
        reading = whole.without(to_grader | none_at_all.echoed(whole, own))
        measures = measure(reading, hearing, question.kind)
        had = look_fors(reading, hearing, question.look_for)
        found = Found(question, find(reading, hearing, self.rubric), had, measures)
        fit = self._topics.fit(reading, question.id)
        why = none_at_all.junk(whole, measures, own, self._sources, bool(to_grader)) or none_at_all.elsewhere(
            reading, hearing, fit, found.share(), self._sources
        )
        if why is not None:
            return self._junk(question, why)
        found = replace(found, beside=fit.beside(found.share(), measures.words))
        levels = {c: self._level(c, found, own) for c in question.weights}
        total = overall(question, levels, found.findings)
        notes = _notes(found, bool(to_grader), answer)
        return Score(
            overall=min(total, TO_GRADER_CAP) if to_grader else total,
            levels=levels,
            evidence=self._evidence(found, whole),
            junk=None,
            missing=tuple(item.id for item in question.look_for if item.id not in had),
            feedback=feedback(found, levels, whole, self.rubric, own, notes),
            engine=ENGINE,
            rubric=self.version(question),
        )

    def version(self, question: Question) -> str:
        """The versions of the rubric and of the question's pack, as scores keep them."""
        return f"{self.rubric.version} {question.version}".rstrip()

    def _source(self, question: Question) -> Source:
        """The question's texts, read again when its content has changed."""
        known = self._sources.get(question.id)
        if known is None or known.question is not question:
            known = self._sources[question.id] = source(question, self.rubric)
        return known

    def _level(self, competency: str, found: Found, own: Source) -> Level:
        value = level(competency, found)
        return Level(competency, value, reason(self.rubric.competencies[competency], found, own, value))

    def _junk(self, question: Question, why: str) -> Score:
        foreign = why == none_at_all.LANGUAGE
        value = LANGUAGE_LEVEL if foreign else 1.0
        levels = {c: Level(c, value, why) for c in question.weights}
        total = 0 if why == none_at_all.EMPTY else overall(question, levels, ())
        return Score(
            overall=total,
            levels=levels,
            evidence=(),
            junk=why,
            missing=tuple(item.id for item in question.look_for),
            feedback=junk_feedback(question, why),
            engine=ENGINE,
            rubric=self.version(question),
        )

    def _evidence(self, found: Found, reading: Reading) -> tuple[Evidence, ...]:
        grave = serious(found.findings)
        return seen(
            [
                evidence(f, reading)
                for f in found.findings
                if f.behaviour.competency in found.question.weights or f.behaviour.id in grave
            ]
        )


def _notes(found: Found, to_grader: bool, answer: str) -> list[str]:
    measures, notes = found.measures, []
    if found.beside:
        notes.append("I heard little of what was asked here: begin with the question's own words, then your part.")
    if to_grader:
        notes.append("A part of this speaks to the scorer; on the phone it would cost you the job, so it does here.")
    if measures.words < 20 and not measures.figures:
        notes.append("This is short: a recruiter would want to hear a little more.")
    if measures.words > 260:
        notes.append("This is long to say; keep it under two minutes.")
    if measures.repetition > 0.25 and measures.words > 30:
        notes.append("Some of this is said more than once.")
    if len(answer) > LONGEST:
        notes.append("Only the first part was rated: it is far longer than anybody could say on the phone.")
    return notes
