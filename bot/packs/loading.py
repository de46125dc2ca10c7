"""Content folders to a Library: what is wrong is reported and left out, the rest is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path

from bot.packs import BUILT_IN
from bot.packs.behaviours import Example, RubricLoading
from bot.packs.calls import CallsLoading
from bot.packs.campaigns import CampaignsLoading
from bot.packs.folders import Folder
from bot.packs.problem import Problem
from bot.packs.questions import PacksLoading
from bot.packs.teaching import Lesson
from bot.practice.content import Pack, Question
from bot.scoring.model import BadModel, Model
from bot.scoring.rubric import Rubric
from bot.scoring.scorer import Scorer

MODEL = "rubric/model.json.gz"
"""The scoring model's place in the built-in content; `python -m bot train` writes it."""

MOST_OF_ONE_FILE = 50
"""Problems that are told of one file."""


@dataclass(frozen=True, slots=True)
class Library:
    """All content that is good, and the problems of what is not.

    `examples` are the behaviours' own tests, by behaviour; `places` says in which file and line a question is,
    by pack id and question id; `lessons` are what taught the behaviours that have no phrases of their own.
    """

    rubric: Rubric
    packs: Mapping[str, Pack]
    problems: tuple[Problem, ...]
    examples: Mapping[str, tuple[Example, ...]] = field(default_factory=dict)
    places: Mapping[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    model: Model | None = None
    lessons: Mapping[str, Lesson] = field(default_factory=dict)

    def scorer(self) -> Scorer:
        """Rates answers by this content, with the model where there is one."""
        questions = [question for pack in self.packs.values() for question in pack.questions.values()]
        return Scorer(self.rubric, questions, self.model)

    def question(self, pack_id: str, question_id: str) -> Question | None:
        """A question, retired ones too; None when there is none (any more)."""
        pack = self.packs.get(pack_id)
        return pack.questions.get(question_id) if pack else None


def load(folders: Sequence[Path] = (), built_in: Path = BUILT_IN) -> Library:
    """The built-in content and that of more folders. Never raises for what is in them.

    Each may have rubric/behaviours/ and packs/, or be a folder of packs, or a pack.
    """
    problems: list[Problem] = []
    known: list[Folder] = []
    for path in (built_in, *folders):
        folder = Folder.at(path)
        if not path.is_dir():
            problems.append(Problem(folder.shown, 1, "there is no such folder", "check the name"))
        elif not any(_same(path, other.path) for other in known):
            known.append(folder)
    rubric = RubricLoading(problems)
    for folder in known:
        rubric.add(folder, base=folder.path == built_in)
    calls = CallsLoading(rubric)
    for folder in known:
        calls.usual.read(folder, rubric)
    campaigns = CampaignsLoading(rubric)
    for folder in known:
        campaigns.usual.read(folder, rubric, calls.usual)
    packs = PacksLoading(problems, rubric.competencies, rubric.classes, calls, campaigns)
    for folder in known:
        if not packs.add(folder) and not (folder.path / "rubric").exists():
            problems.append(
                Problem(folder.shown, 1, "there is no pack in this folder", "a pack is a folder with a pack.yaml")
            )
    rubric.teach(q.strong_answer for pack in packs.packs.values() for q in pack.questions.values())
    model = None
    try:
        model = _model(built_in / MODEL)
    except BadModel as error:
        problems.append(Problem(MODEL, 1, str(error)))
    made = rubric.rubric()
    return Library(made, packs.packs, _readable(problems), rubric.examples, packs.places, model, rubric.lessons)


@cache
def _model(file: Path) -> Model | None:
    return Model(file.read_bytes()) if file.is_file() else None


def _readable(problems: list[Problem]) -> tuple[Problem, ...]:
    """The problems by file and line, and of one file no more than somebody reads."""
    told: list[Problem] = []
    for _, group in groupby(sorted(set(problems)), key=lambda problem: problem.path):
        of_file = list(group)
        told += of_file[:MOST_OF_ONE_FILE]
        if rest := of_file[MOST_OF_ONE_FILE:]:
            told.append(Problem(rest[0].path, rest[0].line, f"{len(rest)} more problems from here on"))
    return tuple(told)


def _same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False
