"""packs/<slug>/campaigns/*.yaml: a campaign a file, checked and made into a Campaign."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from bot.packs.behaviours import RubricLoading
from bot.packs.campaign_models import CampaignFile, LinesModel
from bot.packs.compiling import compiled
from bot.packs.dialer import DialerLoading
from bot.packs.folders import Folder, digest
from bot.packs.problem import shown
from bot.packs.reader import Document, Place
from bot.packs.sieve import Sieve
from bot.packs.usual import ears
from bot.packs.wording import checked
from bot.practice.calls.content import Act
from bot.practice.content import Pattern
from bot.practice.dialer.content import ASKS, PLACEHOLDERS, PRIVATE, SAYS_WHY, Campaign, Contact, Kind
from bot.scoring.reading import read
from bot.scoring.rubric import Rubric

FEWEST_HELLOS = 12
"""Hellos that a campaign needs, its own and the usual ones: nobody should hear the same twice in a shift."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_LITTLE = frozenset(["with", "from", "and", "the", "for", "our", "of", "in", "at"])
_SHORTEST = 2  # letters of a name's word


@dataclass(slots=True)
class CampaignsLoading:
    """The campaigns of all packs while they are read."""

    rubric: RubricLoading
    usual: DialerLoading = field(default_factory=DialerLoading)

    def of_pack(self, folder: Folder, path: Path, pack: str, version: str) -> dict[str, Campaign]:
        """The campaigns of a pack, by id."""
        campaigns: dict[str, Campaign] = {}
        files = folder.yaml_files(path / "campaigns", self.rubric.problems)
        for document, content in folder.documents(files, self.rubric.problems):
            model, _, problems = checked(CampaignFile, document)
            self.rubric.problems += problems
            if model is None:
                continue
            if model.id != Path(document.path).stem:
                what = f"the campaign {shown(model.id)} stands in a file of another name"
                self.rubric.problems.append(document.problem(("id",), what, f"name the file {model.id}.yaml"))
            made = f"{pack} {version}+{digest([self.usual.file, content])}"
            campaign = _Building(document, model, self.rubric, self.usual, made).campaign()
            if campaign is not None:
                campaigns[model.id] = campaign
        return campaigns


@dataclass(slots=True)
class _Building:
    """One campaign, from its file."""

    document: Document
    model: CampaignFile
    rubric: RubricLoading
    usual: DialerLoading
    version: str

    def campaign(self) -> Campaign | None:
        """The campaign; None when anything in it is wrong, which is told."""
        before = len(self.rubric.problems)
        model, usual = self.model, self.usual
        if not usual.kinds:
            self._problem(("id",), "there are no kinds of connections", "see the problems of rubric/dialer.yaml")
            return None
        patterns = self._patterns()
        kinds = dict(usual.kinds)
        for number, lines in enumerate(model.lines):
            self._add(kinds, ("lines", number), lines)
        self._checks()
        if len(self.rubric.problems) > before:
            return None
        called = [*_words(model.company, 4)[:1], *(word for name in model.also_called for word in _words(name))]
        return Campaign(
            id=model.id,
            title=model.title,
            kind=model.kind,
            company=model.company,
            you=model.you,
            purpose=model.purpose.strip(),
            policy=tuple(model.policy),
            why=model.why.say,
            ask=model.ask,
            contacts=tuple(Contact(c.name, c.call, frozenset(_words(c.name)), c.office) for c in model.contacts),
            hellos=tuple(dict.fromkeys((*usual.hellos, *model.hellos))),
            kinds=kinds,
            polite=usual.polite,
            never=usual.never,
            parts=usual.parts,
            ears=Rubric("dialer", {}, ears({name: Act(name) for name in patterns}, patterns)),
            called=frozenset(called or _words(model.company)),
            you_words=frozenset(_words(model.you)),
            spelling=usual.spelling | self._vocabulary(),
            pusher=usual.pusher,
            version=self.version,
            retired=model.retired,
            file=self.document.path,
        )

    def _problem(self, place: Place, what: str, instead: str) -> None:
        self.rubric.problems.append(self.document.problem(place, what, instead))

    def _patterns(self) -> dict[str, tuple[Pattern, ...]]:
        """The usual acts, and those of the campaign's own: why it rings, and what is private."""
        patterns, sieve = dict(self.usual.patterns), Sieve()
        own = (
            (SAYS_WHY, ("why",), self.model.why.phrases),
            (PRIVATE, ("private",), self.model.private),
            (ASKS[0], ("also_asks",), self.model.also_asks),
        )
        for name, place, phrases in own:
            if phrases:
                found, problems = compiled(self.document, place, phrases, (), self.rubric.classes, sieve)
                self.rubric.problems += problems
                patterns[name] = (*patterns.get(name, ()), *found)
        return patterns

    def _vocabulary(self) -> set[str]:
        """The campaign's own words, as they are spelled: company, and what its reason is made of."""
        return {word for text in (self.model.company, self.model.why.say, self.model.ask) for word in _words(text, 3)}

    def _add(self, kinds: dict[str, Kind], place: Place, lines: LinesModel) -> None:
        kind = kinds.get(lines.kind)
        if kind is None:
            self._problem((*place, "kind"), f"there is no kind {shown(lines.kind)}", _near(lines.kind, kinds))
            return
        kind = replace(kind, hellos=(*kind.hellos, *lines.hellos))
        ids = [answer.id for answer in kind.answers]
        if lines.answer is None and (lines.at_once or lines.say or lines.good or lines.bad):
            self._problem(place, "these lines belong to no answer", f"add 'answer:', one of {', '.join(ids)}")
        elif lines.answer is not None and lines.answer not in ids:
            what = f"the kind {shown(kind.id)} has no answer {shown(lines.answer)}"
            self._problem((*place, "answer"), what, _near(lines.answer, ids))
        answers = tuple(
            replace(
                answer,
                at_once=(*answer.at_once, *lines.at_once),
                say=(*answer.say, *lines.say),
                good=(*answer.good, *lines.good),
                bad=(*answer.bad, *lines.bad),
            )
            if answer.id == lines.answer
            else answer
            for answer in kind.answers
        )
        kinds[kind.id] = replace(kind, answers=answers)

    def _checks(self) -> None:
        model = self.model
        hellos = len({*self.usual.hellos, *model.hellos})
        if hellos < FEWEST_HELLOS:
            what = f"there are {hellos} hellos"
            self._problem(("hellos",), what, f"give {FEWEST_HELLOS} or more, with the usual ones")
        if not any(not contact.office for contact in model.contacts):
            self._problem(("contacts",), "everybody is rung at work", "add contacts without 'office'")
        if not model.ask.rstrip().endswith("?"):
            self._problem(("ask",), "'ask' asks nothing", "write a question that yes or no answers")
        self._contacts()
        for place, line in self._lines():
            for name in _PLACEHOLDER.findall(line):
                if name not in PLACEHOLDERS:
                    instead = f"there are {', '.join('{' + known + '}' for known in PLACEHOLDERS)}"
                    self._problem(place, f"nothing fills in {shown('{' + name + '}')}", instead)

    def _contacts(self) -> None:
        seen: set[str] = set()
        you = set(_words(self.model.you))
        for number, contact in enumerate(self.model.contacts):
            place: Place = ("contacts", number)
            if contact.name in seen:
                self._problem(place, f"{shown(contact.name)} is on the list already", "everybody once")
            seen.add(contact.name)
            if you.intersection(_words(contact.name)):
                what = f"{shown(contact.name)} has a name of the agent's, {shown(self.model.you)}"
                self._problem(place, what, "choose another: one could not be told from the other")

    def _lines(self) -> Iterable[tuple[Place, str]]:
        for number, hello in enumerate(self.model.hellos):
            yield ("hellos", number), hello
        for number, lines in enumerate(self.model.lines):
            for key in ("hellos", "at_once", "say", "good", "bad"):
                for at, line in enumerate(getattr(lines, key)):
                    yield ("lines", number, key, at), line


def _words(text: str, shortest: int = _SHORTEST) -> list[str]:
    """The telling words of a name, as `scoring.reading` writes them."""
    words = [word.text for word in read(text).words if word.text.isalpha() and word.text not in _LITTLE]
    return [word for word in words if len(word) >= shortest]


def _near(name: str, known: Iterable[str]) -> str:
    known = list(known)
    near = get_close_matches(name, known, n=1)
    return f"did you mean '{near[0]}'?" if near else f"there are {', '.join(known)}"
