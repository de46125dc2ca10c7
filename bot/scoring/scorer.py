"""The scorer: an answer in, a score with its reasons out. Deterministic, no I/O."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.practice.content import Question
from bot.scoring.behaviours import evidence
from bot.scoring.features import OVERALL, features, rule_levels
from bot.scoring.feedback import feedback, junk_feedback, reason, seen_once, told
from bot.scoring.figure_checks import remarks
from bot.scoring.grading import SERIOUS_CAP, overall, serious
from bot.scoring.junk import EMPTY, LANGUAGE
from bot.scoring.model import Model
from bot.scoring.rubric import Rubric
from bot.scoring.score import Evidence, Level, Score
from bot.scoring.seen import Seen, see
from bot.scoring.sources import Source, source
from bot.scoring.spelling import Spelling
from bot.scoring.telling import Telling
from bot.scoring.topic import Topics

RULES = "rules-4"
LONGEST = 8_000  # characters that are rated: an hour's typing; what comes after is not read
TO_GRADER_CAP = 30  # overall at most for an answer that also gives the scorer orders
FAULT_COSTS = (0.0, 0.1, 0.3, 0.6)
"""Levels, by the strength of the evidence against, that the model's level loses besides what the model makes of it:
held out it changes no agreement (rho of levels .741 in place of .743), and one fault in a good answer is felt."""
LANGUAGE_LEVEL = 2.4  # what an answer in another language gets: raters who read it gave 2.3 in the mean of 22


class Scorer:
    """Rates answers by one rubric. `questions`: all known ones, to see that an answer belongs to another.

    `model`: what was learned from rated answers; without it the rules decide alone. `spelling`: the model's, unless
    another is given.
    """

    def __init__(
        self,
        rubric: Rubric,
        questions: Iterable[Question] = (),
        model: Model | None = None,
        spelling: Spelling | None = None,
    ) -> None:
        self.rubric = rubric
        self.model = model
        self._spelling = model.spelling if model and spelling is None else spelling
        self.engine = f"{RULES} {model.version}" if model else RULES
        self._sources = {question.id: source(question, rubric) for question in questions}
        self._topics = Topics(self._sources.values(), model.spoken if model else None)

    def rate(self, question: Question, answer: str) -> Score:
        """Rate an answer to a question. The same answer gets the same score; raises nothing, whatever the answer."""
        seen = self.see(question, answer)
        model = None if question.by_rules else self.model
        values = None if model is None or seen.junk else model.rate(features(seen))
        total, levels = settled(seen, values)
        if seen.junk is not None:
            return self._junk(question, seen.junk, total, levels)
        telling = Telling(seen, model) if model else None
        seen = replace(seen, found=replace(told(seen.found, levels), look_fors=seen.said))
        rated = {c: self._level(c, value, seen, telling) for c, value in levels.items()}
        return Score(
            overall=total,
            levels=rated,
            evidence=self._evidence(seen),
            junk=None,
            missing=tuple(item.id for item in question.look_for if item.id not in seen.found.look_fors),
            feedback=feedback(seen.found, rated, seen.whole, self.rubric, seen.own, _notes(seen, answer), telling),
            engine=self.engine,
            rubric=self.version(question),
        )

    def see(self, question: Question, answer: str) -> Seen:
        """Read an answer: all that a score is made of."""
        own = self._source(question)
        return see(answer[:LONGEST], question, own, self.rubric, self._topics, self._sources, self._spelling)

    def version(self, question: Question) -> str:
        """The versions of the rubric and of the question's pack, as scores keep them."""
        return f"{self.rubric.version} {question.version}".rstrip()

    def _source(self, question: Question) -> Source:
        """The question's texts, read again when its content has changed."""
        known = self._sources.get(question.id)
        if known is None or known.question is not question:
            known = self._sources[question.id] = source(question, self.rubric)
        return known

    def _level(self, competency: str, value: float, seen: Seen, telling: Telling | None) -> Level:
        known = self.rubric.competencies[competency]
        return Level(competency, value, reason(known, seen.found, seen.own, seen.whole, value, telling))

    def _junk(self, question: Question, why: str, total: int, levels: Mapping[str, float]) -> Score:
        return Score(
            overall=total,
            levels={c: Level(c, value, why) for c, value in levels.items()},
            evidence=(),
            junk=why,
            missing=tuple(item.id for item in question.look_for),
            feedback=junk_feedback(question, why),
            engine=self.engine,
            rubric=self.version(question),
        )

    def _evidence(self, seen: Seen) -> tuple[Evidence, ...]:
        grave = serious(seen.found.findings)
        return seen_once(
            [
                evidence(f, seen.whole)
                for f in seen.found.findings
                if f.behaviour.competency in seen.question.weights or f.behaviour.id in grave
            ]
        )


def settled(seen: Seen, values: Mapping[str, float] | None) -> tuple[int, dict[str, float]]:
    """The overall score, 0 to 100, and the levels, 1.0 to 5.0. `values`: what the model says; None: rules alone.

    What is no answer gets what the rules say, whatever the model: it has hardly seen any.
    """
    question = seen.question
    if seen.junk is not None:
        levels = dict.fromkeys(question.weights, LANGUAGE_LEVEL if seen.junk == LANGUAGE else 1.0)
        return 0 if seen.junk == EMPTY else overall(question, levels, ()), levels
    levels = rule_levels(seen)
    total: float = overall(question, levels, seen.found.findings)
    if values is not None:
        levels = {c: _less_faults(c, values[c], seen) if c in values else level for c, level in levels.items()}
        total = min(values[OVERALL], SERIOUS_CAP[min(2, len(serious(seen.found.findings)))])
    return round(min(total, TO_GRADER_CAP) if seen.orders else total), levels


def _less_faults(competency: str, value: float, seen: Seen) -> float:
    """The model's level less what the strongest evidence against it costs: a fault found must be felt in its place."""
    worst = max((f.behaviour.strength for f in seen.found.of(competency, False)), default=0)
    return round(max(1.0, value - FAULT_COSTS[worst]), 1)


def _notes(seen: Seen, answer: str) -> list[str]:
    measures, notes = seen.found.measures, []
    if seen.found.beside:
        notes.append("I heard little of what was asked here: begin with the question's own words, then your part.")
    if seen.orders:
        notes.append("A part of this speaks to the scorer; on the phone it would cost you the job, so it does here.")
    if seen.question.figures:
        notes += remarks(seen.reading, seen.hearing)
    if measures.words < 20 and not measures.figures:
        notes.append("This is short: a recruiter would want to hear a little more.")
    if measures.words > 260:
        notes.append("This is long to say; keep it under two minutes.")
    if measures.repetition > 0.25 and measures.words > 30:
        notes.append("Some of this is said more than once.")
    if len(answer) > LONGEST:
        notes.append("Only the first part was rated: it is far longer than anybody could say on the phone.")
    return notes
