"""rubric/dialer.yaml: what is usual to all campaigns."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.packs.behaviours import RubricLoading
from bot.packs.campaign_models import AnswerModel, DialerFile, KindModel
from bot.packs.compiling import compiled
from bot.packs.folders import Folder
from bot.packs.problem import shown
from bot.packs.reader import Document, Place
from bot.packs.sieve import Sieve
from bot.packs.usual import Usual
from bot.packs.wording import checked
from bot.practice.calls.content import Needs
from bot.practice.content import Pattern
from bot.practice.dialer.content import (
    GIVES_NAME,
    NAMES_COMPANY,
    PRIVATE,
    PSEUDO,
    SAYS_WHY,
    USES_NAME,
    Answer,
    Kind,
    Part,
)

FOUND_BY_NAMES = (USES_NAME, NAMES_COMPANY, GIVES_NAME, SAYS_WHY, PRIVATE)
"""Acts that every campaign has of its own."""


@dataclass(slots=True)
class DialerLoading:
    """What is usual to campaigns; empty until `read` has found it."""

    patterns: dict[str, tuple[Pattern, ...]] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    hellos: tuple[str, ...] = ()
    polite: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    spelling: frozenset[str] = frozenset()
    pusher: tuple[str, ...] = ()
    file: bytes = b""
    sieve: Sieve = field(default_factory=Sieve)

    def read(self, folder: Folder, rubric: RubricLoading, calls: Usual) -> None:
        """Read a folder's rubric/dialer.yaml, if it has one."""
        file = folder.path / "rubric" / "dialer.yaml"
        if not file.exists():
            return
        for document, content in folder.documents([file], rubric.problems):
            model, _, problems = checked(DialerFile, document)
            rubric.problems += problems
            if model is not None:
                self.file = content
                self._take(document, model, rubric, calls)

    def _take(self, document: Document, model: DialerFile, rubric: RubricLoading, calls: Usual) -> None:
        self._acts(document, model, rubric, calls)
        self.parts = {name: Part(part.says, part.advice) for name, part in model.parts.items()}
        self.hellos, self.polite, self.never = tuple(model.hellos), tuple(model.polite), tuple(model.never)
        self.spelling = frozenset(word for line in model.spelling for word in line.lower().split())
        self.pusher = tuple(model.pusher)
        self._named(document, ("polite",), model.polite, rubric)
        self._named(document, ("never",), model.never, rubric)
        anybody = tuple(self._answer(document, ("anybody", n), entry, rubric) for n, entry in enumerate(model.anybody))
        for number, entry in enumerate(model.kinds):
            self.kinds[entry.id] = self._kind(document, ("kinds", number), entry, model, anybody, rubric)

    def _acts(self, document: Document, model: DialerFile, rubric: RubricLoading, calls: Usual) -> None:
        for number, act in enumerate(model.acts):
            place: Place = ("acts", number)
            patterns: tuple[Pattern, ...] = ()
            if act.phrases or act.patterns:
                patterns, problems = compiled(document, place, act.phrases, act.patterns, rubric.classes, self.sieve)
                rubric.problems += problems
            for other, name in enumerate(act.also):
                if name not in calls.patterns:
                    what = f"rubric/calls.yaml has no act {shown(name)}"
                    rubric.problems.append(document.problem((*place, "also", other), what, "see its 'acts'"))
                patterns += calls.patterns.get(name, ())
            self.patterns[act.id] = patterns

    def _named(self, document: Document, place: Place, names: Iterable[str], rubric: RubricLoading) -> None:
        """Every act that is named must be one, and the first of those that would do needs a part to be told by."""
        for number, need in enumerate(names):
            first, *_ = names_of = need.split(" or ")
            for name in names_of:
                if name not in (*self.patterns, *FOUND_BY_NAMES, *PSEUDO):
                    what, instead = f"there is no act {shown(name)}", "see 'acts'"
                    rubric.problems.append(document.problem((*place, number), what, instead))
            if first not in self.parts:
                what, instead = f"nothing says what {shown(first)} is called", "add it to 'parts'"
                rubric.problems.append(document.problem((*place, number), what, instead))

    def _kind(
        self,
        document: Document,
        place: Place,
        entry: KindModel,
        model: DialerFile,
        anybody: tuple[Answer, ...],
        rubric: RubricLoading,
    ) -> Kind:
        self._named(document, (*place, "opener"), entry.opener, rubric)
        self._named(document, (*place, "never"), entry.never, rubric)
        answers = tuple(
            self._answer(document, (*place, "answers", n), answer, rubric) for n, answer in enumerate(entry.answers)
        )
        if not any(answer.share for answer in answers):
            what = f"no answer of {shown(entry.id)} is ever drawn"
            rubric.problems.append(document.problem((*place, "id"), what, "give one of them a share"))
        if any(answer.say for answer in answers) and not (entry.neutral or entry.hellos):
            what = f"nobody says hello on {shown(entry.id)}"
            rubric.problems.append(document.problem((*place, "id"), what, "add 'hellos:'"))
        easy, middle, hard = entry.shares
        return Kind(
            id=entry.id,
            title=entry.title,
            lesson=entry.lesson,
            shares=(easy, middle, hard),
            opener=needs(entry.opener),
            never=tuple(entry.never),
            neutral=entry.neutral,
            office=entry.office,
            hellos=tuple(entry.hellos),
            again=tuple(entry.again or model.again),
            gone=tuple(entry.gone or model.gone),
            answers=(*anybody, *answers) if entry.neutral else answers,
        )

    def _answer(self, document: Document, place: Place, entry: AnswerModel, rubric: RubricLoading) -> Answer:
        for key, names in (("needs", entry.needs), ("never", entry.never)):
            self._named(document, (*place, key), names, rubric)
        if not entry.at_once and not entry.say:
            what = f"nothing is ever said for {shown(entry.id)}"
            rubric.problems.append(document.problem((*place, "id"), what, "add 'say:' or 'at_once:'"))
        return Answer(
            id=entry.id,
            share=entry.share,
            at_once=tuple(entry.at_once),
            say=tuple(entry.say),
            needs=needs(entry.needs),
            never=tuple(entry.never),
            when_heard=tuple(entry.when_heard),
            when_missing=needs(entry.when_missing),
            ends=entry.ends,
            good=tuple(entry.good),
            bad=tuple(entry.bad),
            model=entry.model,
        )


def needs(lines: Iterable[str]) -> Needs:
    """Lines of acts, several joined by ' or ', as groups."""
    return tuple(tuple(line.split(" or ")) for line in lines)
