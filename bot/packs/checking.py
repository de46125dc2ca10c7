"""Content tried on itself: are the behaviours found in their examples, and do the strong answers rate well?"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from bot.packs import call_checking, campaign_checking, skill_checking, skill_notes
from bot.packs.behaviours import Example
from bot.packs.loading import Library
from bot.packs.problem import Problem
from bot.packs.teaching import HeldOut
from bot.practice.content import Question
from bot.scoring.behaviours import Finding, find, look_fors
from bot.scoring.reading import read
from bot.scoring.rubric import Behaviour, Rubric
from bot.scoring.score import Score
from bot.scoring.voice import hear

STRONG = 70
"""A strong answer should rate at least this, 0 to 100."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How a behaviour did: of its examples so many were found, of its counterexamples so many were (rightly) not."""

    behaviour: str
    competency: str
    supports: bool
    found: int
    examples: int
    passed: int
    counterexamples: int

    def __str__(self) -> str:
        return (
            f"{self.behaviour} ({self.competency}, {'for' if self.supports else 'against'}): "
            f"{self.found} of {self.examples} examples found, "
            f"{self.passed} of {self.counterexamples} counterexamples not found"
        )


@dataclass(frozen=True, slots=True)
class Taught:
    """What a behaviour without phrases learned from its examples, and how well it does on unseen ones."""

    behaviour: str
    held_out: HeldOut
    phrases: tuple[str, ...]

    def line(self, most: int | None = None) -> str:
        """For a reader: with all phrases, or `most` of them."""
        shown = "; ".join(self.phrases[:most])
        rest = len(self.phrases[most:]) if most else 0
        return f"{self.behaviour}: {self.held_out}; phrases: {shown}{f'; and {rest} more' if rest else ''}"


@dataclass(frozen=True, slots=True)
class Report:
    """What `packs check` says: what was refused, what the examples missed, and what a trainer should look at."""

    problems: tuple[Problem, ...]
    misses: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    tallies: tuple[Tally, ...]
    taught: tuple[Taught, ...] = ()

    @property
    def good(self) -> bool:
        """Nothing refused and nothing missed; warnings are advice."""
        return not self.problems and not self.misses


def check(library: Library, score: Callable[[Question, str], Score] | None = None) -> Report:
    """Try the library on its own examples. `score` rates an answer; without it strong answers are only read."""
    tallies: list[Tally] = []
    misses: list[Problem] = []
    warnings = list(_warnings(library, score))
    taught: list[Taught] = []
    for behaviour in library.rubric.behaviours.values():
        examples = library.examples.get(behaviour.id, ())
        rivals = _rivals(behaviour, library.rubric)
        wrong = [miss for example in examples if (miss := _miss(behaviour.id, example, library.rubric, rivals))]
        counters = sum(example.counter for example in examples)
        missed = sum(not example.counter for example, _ in wrong)
        tallies.append(
            Tally(
                behaviour.id,
                behaviour.competency,
                behaviour.supports,
                found=len(examples) - counters - missed,
                examples=len(examples) - counters,
                passed=counters - (len(wrong) - missed),
                counterexamples=counters,
            )
        )
        lesson = library.lessons.get(behaviour.id)
        for example, problem in wrong:  # no examples teach so well that all are found: for a lesson this is advice
            (misses if lesson is None or example.counter else warnings).append(problem)
        if lesson is not None:
            taught.append(Taught(behaviour.id, lesson.held_out(), lesson.phrases))
            warnings += _not_learned(taught[-1], examples[0])
    if score is not None:
        for call in (call for pack in library.packs.values() for call in pack.calls.values()):
            wrong_calls, odd_calls = call_checking.tried(call, score)
            misses += wrong_calls
            warnings += odd_calls
        for pack in library.packs.values():
            misses += [miss for campaign in pack.campaigns.values() for miss in campaign_checking.misses(campaign)]
    misses += [miss for pack in library.packs.values() for miss in skill_notes.misses(pack.skills)]
    return Report(library.problems, tuple(sorted(misses)), tuple(sorted(warnings)), tuple(tallies), tuple(taught))


def _not_learned(taught: Taught, first: Example) -> Iterator[Problem]:
    if not taught.held_out.good:
        what = f"{taught.behaviour}: not learned well ({taught.held_out})"
        instead = "add examples in like words and counterexamples that look alike, or write phrases"
        yield Problem(first.path, first.line, what, instead)


def _rivals(behaviour: Behaviour, rubric: Rubric) -> Rubric:
    """What may hide a behaviour, or show it by being denied: to look for these alone is quicker, and finds the same."""
    ids = {other.id for other in rubric.behaviours.values() if other.competency == behaviour.competency}
    kept = {other.id: other for other in rubric.behaviours.values() if other.id in ids or other.negated in ids}
    return replace(rubric, behaviours=kept)


def _ids(findings: Iterable[Finding]) -> set[str]:
    return {finding.behaviour.id for finding in findings}


def _miss(behaviour: str, example: Example, rubric: Rubric, rivals: Rubric) -> tuple[Example, Problem] | None:
    """The problem of an example that is not found, or of a counterexample that is."""
    reading = read(example.text)
    hearing = hear(reading)
    if (behaviour in _ids(find(reading, hearing, rivals))) != example.counter:
        return None
    found = _ids(find(reading, hearing, rubric))
    what = "counterexample found" if example.counter else "example not found"
    others = ", ".join(sorted(found - {behaviour}))
    seen = f" (found is {others})" if others and not example.counter else ""
    return example, Problem(example.path, example.line, f'{behaviour}: {what}: "{example.text.strip()}"{seen}')


def _warnings(library: Library, score: Callable[[Question, str], Score] | None) -> Iterator[Problem]:
    for pack in library.packs.values():
        for question in pack.questions.values():
            path, line = library.places[pack.id, question.id]
            for warning in _about(question, score):
                yield Problem(path, line, f"{question.id}: {warning}")
        yield from skill_checking.warnings(pack.skills)


def _about(question: Question, score: Callable[[Question, str], Score] | None) -> Iterator[str]:
    """What is odd about a question's strong answer, in sentences."""
    reading = read(question.strong_answer)
    had = look_fors(reading, hear(reading), question.look_for)
    if missing := [item.id for item in question.look_for if item.id not in had]:
        yield f"its strong answer has not what to look for: {', '.join(missing)}"
    if score is None:
        return
    # The scorer takes the strong answer itself, said back, for junk; here it is to be rated as anybody's.
    rated = score(replace(question, strong_answer=""), question.strong_answer)
    if rated.junk:
        yield f"its strong answer counts as junk ({rated.junk})"
    elif rated.overall < STRONG:
        yield f"its strong answer rates {rated.overall}; it should rate {STRONG} or more"
