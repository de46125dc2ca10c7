"""The rubric's files: competencies, word classes and behaviours."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from bot.packs.compiling import compiled
from bot.packs.folders import Folder, digest
from bot.packs.models import BehaviourModel, BehavioursFile, CompetenciesFile
from bot.packs.part import Part
from bot.packs.phrases import PhraseError, parse, word_class
from bot.packs.problem import Problem, Refused, shown
from bot.packs.reader import Document, Place
from bot.packs.sieve import PhrasePattern, Sieve
from bot.packs.teaching import ENOUGH_COUNTEREXAMPLES, ENOUGH_EXAMPLES, Background, Lesson, different
from bot.packs.wording import checked
from bot.practice.content import Pattern
from bot.scoring.rubric import Behaviour, Competency, Rubric


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that must show a behaviour, or (counterexample) must not."""

    path: str
    line: int
    text: str
    counter: bool


@dataclass(slots=True)
class RubricLoading:
    """The rubric while its folders are read, one after another."""

    problems: list[Problem]
    version: str = ""
    competencies: dict[str, Competency] = field(default_factory=dict)
    classes: dict[str, Part] = field(default_factory=dict)
    sieve: Sieve = field(default_factory=Sieve)
    behaviours: dict[str, Behaviour] = field(default_factory=dict)
    examples: dict[str, tuple[Example, ...]] = field(default_factory=dict)
    files: list[bytes] = field(default_factory=list)  # what the version is made from
    places: dict[str, str] = field(default_factory=dict)  # where a class, competency or behaviour is: "file:line"
    denials: list[tuple[str, str, Problem]] = field(
        default_factory=list
    )  # behaviour, what it names, the problem if not
    refused: set[str] = field(default_factory=set)  # behaviours that were there and wrong
    lessons: dict[str, Lesson] = field(default_factory=dict)  # of the behaviours that `teach` has taught
    taught: dict[str, tuple[PhrasePattern, Problem]] = field(
        default_factory=dict
    )  # what `teach` is to fill, and the problem if it can't

    def add(self, folder: Folder, base: bool) -> None:
        """Read a folder's rubric/. `base`: it brings the competencies; others add word classes and behaviours."""
        rubric = folder.path / "rubric"
        anchors = rubric / "competencies.yaml"
        if base:
            self._competencies(folder, anchors)
        elif anchors.exists():
            what = "competencies come from Headset's own rubric"
            self.problems.append(Problem(folder.name(anchors), 1, what, "delete this file; behaviours may stay"))
        self._words(folder, rubric / "words.yaml")
        files = folder.yaml_files(rubric / "behaviours", self.problems)
        for document, content in folder.documents(files, self.problems):
            self.files.append(content)
            self._behaviours(document)

    def teach(self, answers: Iterable[str]) -> None:
        """Learn the phrases of the behaviours that have none. `answers`: ordinary ones, to tell the examples from."""
        if not self.taught:
            return
        said = [(name, example.text) for name, examples in self.examples.items() for example in examples]
        background = Background([*said, *(("", answer) for answer in answers)])
        for name, (pattern, problem) in self.taught.items():
            lesson = Lesson(
                name,
                self.behaviours[name].supports,
                [example.text for example in self.examples[name] if not example.counter],
                [example.text for example in self.examples[name] if example.counter],
                background,
            )
            if not lesson.phrases:
                self.problems.append(problem)
                del self.behaviours[name], self.examples[name]
                continue
            self.lessons[name] = lesson
            self.sieve.extend(pattern, [parse(phrase, {}) for phrase in lesson.phrases])
            self.files.append("\n".join(lesson.phrases).encode())  # other content may change them: a new version
        self.taught = {}

    def rubric(self) -> Rubric:
        """The rubric of all folders. Its version changes with the files' text."""
        for behaviour, named, problem in self.denials:
            if named not in self.behaviours:
                self.behaviours[behaviour] = replace(self.behaviours[behaviour], negated=None)
                if named not in self.refused:  # else its own problem has been told
                    self.problems.append(problem)
        return Rubric(f"{self.version or 'none'}+{digest(self.files)}", self.competencies, self.behaviours)

    def _competencies(self, folder: Folder, file: Path) -> None:
        for document, content in folder.documents([file], self.problems):
            self.files.append(content)
            model, numbers, problems = checked(CompetenciesFile, document, "competencies")
            self.problems += problems
            if model is None:
                continue
            self.version = model.version
            for number, entry in zip(numbers, model.competencies, strict=True):
                if self._is_new("competency", entry.id, document, ("competencies", number, "id")):
                    levels = {1: entry.levels.one, 3: entry.levels.three, 5: entry.levels.five}
                    self.competencies[entry.id] = Competency(entry.id, entry.name, entry.asks, levels)

    def _words(self, folder: Folder, file: Path) -> None:
        try:
            document, content = folder.read(file)
        except Refused as refused:
            if file.exists() or file.is_symlink():  # a rubric without word classes is fine
                self.problems.append(refused.problem)
            return
        self.files.append(content)
        for name, entries in document.data.items():
            if not isinstance(entries, list) or not entries or not all(isinstance(entry, str) for entry in entries):
                what = f"the word class {shown(name)} is not a list of texts"
                self.problems.append(document.problem((name,), what, "write its entries on lines beginning with '- '"))
            elif name == "number":
                what = "'number' is built in and can't be given again"
                self.problems.append(document.problem((name,), what, "give the class another name"))
            elif self._is_new("word class", name, document, (name,)):
                self._class(document, name, entries)

    def _class(self, document: Document, name: str, entries: list[str]) -> None:
        good = []
        for number, entry in enumerate(entries):
            try:
                word_class([entry])
                good.append(entry)
            except PhraseError as error:
                self.problems.append(document.problem((name, number), error.what, error.instead))
        if good:
            self.classes[name] = word_class(good)

    def _behaviours(self, document: Document) -> None:
        model, numbers, problems = checked(BehavioursFile, document, "behaviours")
        self.problems += problems
        named = document.data.get("behaviours")
        for entry in named if isinstance(named, list) else []:
            if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                self.refused.add(entry["id"])
        for number, entry in zip(numbers, model.behaviours if model else [], strict=True):
            self._behaviour(document, ("behaviours", number), entry)

    def _behaviour(self, document: Document, place: Place, entry: BehaviourModel) -> None:
        if not self._is_new("behaviour", entry.id, document, (*place, "id")):
            return
        if problem := unknown_competency(document, (*place, "competency"), entry.competency, self.competencies):
            self.problems.append(problem)
            return
        patterns, problems = self._patterns(document, place, entry)
        if problems:
            self.problems += problems
            return
        self.behaviours[entry.id] = Behaviour(
            entry.id,
            entry.competency,
            entry.supports,
            entry.shows,
            entry.advice,
            entry.strength,
            patterns,
            entry.negated,
        )
        if entry.negated:
            what = f"'negated' names {shown(entry.negated)}, and there is no such behaviour"
            problem = document.problem((*place, "negated"), what, "name a behaviour's id, or delete the line")
            self.denials.append((entry.id, entry.negated, problem))
        self.examples[entry.id] = tuple(
            Example(document.path, document.line((*place, key, number)), text, key == "counterexamples")
            for key, texts in (("examples", entry.examples), ("counterexamples", entry.counterexamples))
            for number, text in enumerate(texts)
        )

    def _patterns(
        self, document: Document, place: Place, entry: BehaviourModel
    ) -> tuple[tuple[Pattern, ...], list[Problem]]:
        """The patterns of its phrases; without phrases one for `teach` to fill, if there are examples enough."""
        if entry.phrases or entry.patterns:
            return compiled(document, place, entry.phrases, entry.patterns, self.classes, self.sieve)
        given = len(different(entry.examples)), len(different(entry.counterexamples))
        more = max(0, ENOUGH_EXAMPLES - given[0]), max(0, ENOUGH_COUNTEREXAMPLES - given[1])
        if any(more):
            what = "there are no phrases, and {} different examples and {} counterexamples are too few to learn from"
            wanted = " and ".join(
                f"{number} {name}" for number, name in zip(more, ("examples", "counterexamples"), strict=True) if number
            )
            return (), [document.problem(place, what.format(*given), f"add 'phrases:', or {wanted} more")]
        what = f"{entry.id} has no phrases, and its examples share nothing that tells them from other answers"
        pattern = self.sieve.pattern([])
        problem = document.problem((*place, "examples"), what, "add examples that say it in like words, or 'phrases:'")
        self.taught[entry.id] = pattern, problem
        return (pattern,), []

    def _is_new(self, what: str, name: str, document: Document, place: Place) -> bool:
        """Whether this is the first of its name; the second is a problem that says where the first is."""
        here = f"{document.path}:{document.line(place)}"
        first = self.places.setdefault(f"{what} {name}", here)
        if first == here:
            return True
        self.problems.append(
            document.problem(
                place, f"there is a {what} {shown(name)} already, at {first}", "give this one another name"
            )
        )
        return False


def unknown_competency(
    document: Document, place: Place, name: str, competencies: dict[str, Competency]
) -> Problem | None:
    """The problem of naming a competency that is none, or None."""
    if name in competencies:
        return None
    near = get_close_matches(name, competencies, n=1)
    instead = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(competencies) or 'none'}"
    return document.problem(place, f"there is no competency {shown(name)}", instead)
