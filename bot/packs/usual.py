"""rubric/calls.yaml: what is usual to all calls."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.packs.behaviours import RubricLoading
from bot.packs.call_models import ActModel, UsualFactModel, UsualFile
from bot.packs.compiling import compiled
from bot.packs.folders import Folder
from bot.packs.problem import Problem, shown
from bot.packs.reader import Document, Place
from bot.packs.sieve import Sieve
from bot.packs.wording import checked
from bot.practice.calls.content import Act, Reason, Trait
from bot.practice.content import Pattern
from bot.scoring.rubric import Behaviour

HARD_WORDS = "hard-words-of-"
"""The act of using a word that a trait finds too hard: this and the trait's id."""


@dataclass(slots=True)
class Usual:
    """Acts with what finds them, facts, reasons, traits and voices; empty until `read` has found them."""

    acts: dict[str, Act] = field(default_factory=dict)
    patterns: dict[str, tuple[Pattern, ...]] = field(default_factory=dict)
    unless: dict[str, tuple[Pattern, ...]] = field(default_factory=dict)
    facts: dict[str, UsualFactModel] = field(default_factory=dict)
    reasons: dict[str, Reason] = field(default_factory=dict)
    traits: dict[str, Trait] = field(default_factory=dict)
    voices: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    bad_agent: tuple[str, ...] = ()
    file: bytes = b""
    sieve: Sieve = field(default_factory=Sieve)

    def read(self, folder: Folder, rubric: RubricLoading) -> None:
        """Read a folder's rubric/calls.yaml, if it has one."""
        file = folder.path / "rubric" / "calls.yaml"
        if not file.exists():
            return
        for document, content in folder.documents([file], rubric.problems):
            self.file = content
            model, _, problems = checked(UsualFile, document)
            rubric.problems += problems
            if model is not None:
                self._take(document, model, rubric)

    def _take(self, document: Document, model: UsualFile, rubric: RubricLoading) -> None:
        for number, act in enumerate(model.acts):
            place: Place = ("acts", number)
            self.acts[act.id], self.patterns[act.id] = made(document, place, act, rubric, self.sieve)
            if act.unless:
                self.unless[act.id] = unmade(document, place, act.unless, rubric, self.sieve)
        for number, fact in enumerate(model.facts):
            name = f"asks-{fact.id}"
            self.facts[fact.id] = fact
            self.acts[name] = Act(name, asks=True, does=True)
            place = ("facts", number)
            self.patterns[name], problems = compiled(
                document, place, fact.phrases, fact.patterns, rubric.classes, self.sieve, apart=True
            )
            rubric.problems += problems
            if fact.unless:
                self.unless[name] = unmade(document, place, fact.unless, rubric, self.sieve)
        for reason in model.reasons:
            self.reasons[reason.id] = Reason(reason.id, reason.tension, reason.because, reason.felt or "")
        for number, trait in enumerate(model.traits):
            if trait.phrases:
                name = HARD_WORDS + trait.id
                self.acts[name] = Act(name)
                self.patterns[name] = _phrases(document, ("traits", number), trait.phrases, rubric, self.sieve)
            self.traits[trait.id] = Trait(
                trait.id,
                trait.says,
                tuple(trait.lines),
                trait.advice,
                trait.longest_sentence,
                trait.longest_message,
                trait.figures,
                bool(trait.phrases),
                trait.misses,
                trait.a_minute,
                tuple(trait.eases),
                tuple(trait.minds),
            )
        self.voices = {temper: {k: tuple(v) for k, v in lines.items()} for temper, lines in model.voices.items()}
        self.bad_agent = tuple(model.bad_agent)


def made(
    document: Document,
    place: Place,
    entry: ActModel,
    rubric: RubricLoading,
    sieve: Sieve,
    before: Act | None = None,
) -> tuple[Act, tuple[Pattern, ...]]:
    """An act and its patterns; what it leaves out is as in the act `before` it, if there was one."""
    patterns: tuple[Pattern, ...] = ()
    if entry.phrases or entry.patterns:
        patterns, problems = compiled(document, place, entry.phrases, entry.patterns, rubric.classes, sieve, apart=True)
        rubric.problems += problems
    for number, name in enumerate(entry.behaviours):
        behaviour = rubric.behaviours.get(name)
        if behaviour is None and name in rubric.refused:
            continue  # its own problem has been told
        if behaviour is None:
            what = f"the rubric has no behaviour {shown(name)}"
            place_of = (*place, "behaviours", number)
            rubric.problems.append(document.problem(place_of, what, "see content/rubric/behaviours"))
        else:
            patterns += behaviour.patterns
    before = before or Act(entry.id)
    act = Act(
        entry.id,
        bad=before.bad if entry.bad is None else entry.bad,
        asks=before.asks if entry.asks is None else entry.asks,
        does=before.does if entry.does is None else entry.does,
        tension=before.tension if entry.tension is None else entry.tension,
        because=entry.because or before.because,
        felt=entry.felt or before.felt,
    )
    if act.tension and not act.because:
        what = f"the act {shown(act.id)} moves tension and does not say why"
        problem: Problem = document.problem((*place, "id"), what, "add 'because: You ...', read by the agent")
        rubric.problems.append(problem)
    return act, patterns


def _phrases(
    document: Document, place: Place, phrases: list[str], rubric: RubricLoading, sieve: Sieve
) -> tuple[Pattern, ...]:
    patterns, problems = compiled(document, place, phrases, (), rubric.classes, sieve)
    rubric.problems += problems
    return patterns


def unmade(
    document: Document, place: Place, phrases: list[str], rubric: RubricLoading, sieve: Sieve
) -> tuple[Pattern, ...]:
    """What unmakes an act in the sentence in which it is found."""
    patterns, problems = compiled(document, place, phrases, (), rubric.classes, sieve, key="unless")
    rubric.problems += problems
    return patterns


def ears(acts: Mapping[str, Act], patterns: Mapping[str, tuple[Pattern, ...]]) -> dict[str, Behaviour]:
    """Acts as behaviours, each its own competency, so that none hides another."""
    return {
        name: Behaviour(name, name, not act.bad, act.because, "", 1, patterns[name])
        for name, act in acts.items()
        if patterns.get(name)
    }
