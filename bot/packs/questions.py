"""A pack's files: who asks, and the questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from bot.packs.behaviours import unknown_competency
from bot.packs.calls import CallsLoading
from bot.packs.campaigns import CampaignsLoading
from bot.packs.compiling import compiled
from bot.packs.folders import Folder, digest
from bot.packs.models import LookForModel, PackFile, QuestionModel, QuestionsFile
from bot.packs.part import Part
from bot.packs.problem import Problem, shown
from bot.packs.reader import Document, Place
from bot.packs.sieve import Sieve
from bot.packs.skills import skills_of_pack
from bot.packs.wording import checked
from bot.practice.calls.content import CallScript
from bot.practice.content import FollowUp, LookFor, Pack, Question, Recruiter
from bot.scoring.rubric import Competency


@dataclass(slots=True)
class PacksLoading:
    """The packs while their folders are read, one after another."""

    problems: list[Problem]
    competencies: dict[str, Competency]
    classes: Mapping[str, Part]
    calls: CallsLoading
    campaigns: CampaignsLoading
    packs: dict[str, Pack] = field(default_factory=dict)
    places: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    """Where the question (pack id, question id) is: file and line."""
    first: dict[str, str] = field(default_factory=dict)  # where a pack's id was given: "file:line"

    def add(self, folder: Folder) -> bool:
        """Read a folder's packs; False when it has none."""
        paths = folder.packs(self.problems)
        for path in paths:
            self._pack(folder, path)
        return bool(paths)

    def _pack(self, folder: Folder, path: Path) -> None:
        head = self._head(folder, path)
        if head is None:
            self._questions(
                folder, path, str(path), [], None
            )  # the pack can't be used, but all its mistakes are told at once
            return
        document, model = head
        files: list[bytes] = []
        calls = self.calls.of_pack(folder, path, model.id, model.version)
        questions = self._questions(folder, path, model.id, files, calls)
        if not any(not question.retired for question in questions.values()):
            what = f"the pack {shown(model.id)} has no questions that can be used"
            self.problems.append(document.problem(("id",), what, "put them into questions.yaml beside this file"))
            return
        version = f"{model.id} {model.version}+{digest(files)}"
        questions = {name: replace(question, version=version) for name, question in questions.items()}
        recruiters = tuple(Recruiter(recruiter.name, recruiter.role) for recruiter in model.recruiters)
        campaigns = self.campaigns.of_pack(folder, path, model.id, model.version)
        skills = skills_of_pack(folder, path, model.id, model.version, self.problems)
        self.packs[model.id] = Pack(
            model.id, model.title, model.about, model.company, recruiters, questions, calls, campaigns, skills
        )

    def _head(self, folder: Folder, path: Path) -> tuple[Document, PackFile] | None:
        """What pack.yaml says; None when it is wrong."""
        for document, _ in folder.documents([path / "pack.yaml"], self.problems):
            model, _, problems = checked(PackFile, document)
            self.problems += problems
            if model is None:
                return None
            here = f"{document.path}:{document.line(('id',))}"
            if (first := self.first.setdefault(model.id, here)) != here:
                what = f"there is a pack {shown(model.id)} already, at {first}"
                self.problems.append(document.problem(("id",), what, "give this one another id"))
                return None
            return document, model
        return None

    def _questions(
        self, folder: Folder, path: Path, pack: str, read: list[bytes], calls: Mapping[str, CallScript] | None
    ) -> dict[str, Question]:
        """The pack's questions; the bytes of their files go to `read`. `calls`: the pack's; None: not known."""
        files = [file for file in folder.yaml_files(path, self.problems) if file.name == "questions.yaml"]
        files += folder.yaml_files(path / "questions", self.problems)
        questions: dict[str, Question] = {}
        for document, content in folder.documents(files, self.problems):
            read.append(content)
            model, numbers, problems = checked(QuestionsFile, document, "questions")
            self.problems += problems
            for number, entry in zip(numbers, model.questions if model else [], strict=True):
                place: Place = ("questions", number)
                if first := self.places.get((pack, entry.id)):
                    what = f"there is a question {shown(entry.id)} already, at {first[0]}:{first[1]}"
                    self.problems.append(document.problem((*place, "id"), what, "give this one another id"))
                    continue
                self.places[pack, entry.id] = document.path, document.line((*place, "id"))
                if question := self._question(document, place, entry):
                    has_call = calls is None or self._has_call(document, place, entry, calls)
                    questions[entry.id] = question if has_call else replace(question, call="")
        return questions

    def _has_call(
        self, document: Document, place: Place, entry: QuestionModel, calls: Mapping[str, CallScript]
    ) -> bool:
        """Whether the call that the question names, if any, is there; without it the question is still good."""
        if entry.call is None or entry.call in calls:
            return True
        near = get_close_matches(entry.call, calls, n=1)
        instead = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(calls) or 'none'}"
        what = f"this pack has no call {shown(entry.call)}"
        self.problems.append(document.problem((*place, "call"), what, instead))
        return False

    def _question(self, document: Document, place: Place, entry: QuestionModel) -> Question | None:
        problems: list[Problem] = []
        for name in entry.weights:
            if problem := unknown_competency(document, (*place, "weights", name), name, self.competencies):
                problems.append(problem)
        look_for = self._look_for(document, place, entry.look_for, problems)
        follow_up = None
        if entry.follow_up is not None:
            follow_up = FollowUp(tuple(entry.follow_up.when_missing), entry.follow_up.ask)
            known = [look.id for look in entry.look_for]
            for number, name in enumerate(entry.follow_up.when_missing):
                if name not in known:
                    near = get_close_matches(name, known, n=1)
                    instead = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(known) or 'none'}"
                    what = f"this question has no look_for {shown(name)}"
                    problems.append(document.problem((*place, "follow_up", "when_missing", number), what, instead))
        if problems:
            self.problems += problems
            return None
        total = sum(entry.weights.values())
        return Question(
            id=entry.id,
            kind=entry.kind,
            ask=entry.ask.strip(),
            weights={name: weight / total for name, weight in entry.weights.items()},
            look_for=look_for,
            hint=entry.hint.strip(),
            strong_answer=entry.strong_answer.strip(),
            follow_up=follow_up,
            retired=entry.retired,
            call=entry.call or "",
            figures=entry.figures,
        )

    def _look_for(
        self, document: Document, place: Place, entries: list[LookForModel], problems: list[Problem]
    ) -> tuple[LookFor, ...]:
        found: dict[str, LookFor] = {}
        sieve = Sieve()  # of its own: an answer is searched for what its question looks for, and seldom for others'
        for number, entry in enumerate(entries):
            here: Place = (*place, "look_for", number)
            if entry.id in found:
                what = f"this question has a look_for {shown(entry.id)} already"
                problems.append(document.problem((*here, "id"), what, "give this one another id"))
                continue
            patterns, wrong = compiled(document, here, entry.phrases, entry.patterns, self.classes, sieve)
            problems += wrong
            found[entry.id] = LookFor(entry.id, entry.says, patterns, entry.line or "")
        return tuple(found.values())
