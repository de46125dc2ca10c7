"""packs/<slug>/calls/*.yaml: a call a file, checked and made into a CallScript."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from bot.packs.behaviours import RubricLoading, unknown_competency
from bot.packs.call_models import CallFile, FactModel, ReplyModel
from bot.packs.compiling import compiled
from bot.packs.folders import Folder, digest
from bot.packs.problem import shown
from bot.packs.reader import Document, Place
from bot.packs.sieve import Sieve
from bot.packs.usual import Usual, ears, made, unmade
from bot.packs.wording import checked
from bot.practice.calls.content import (
    Act,
    Beat,
    Caller,
    CallScript,
    Direction,
    Fact,
    Forbidden,
    Item,
    ModelLine,
    Needs,
    Outcome,
    Record,
    Reply,
    Transfer,
    Who,
)
from bot.practice.content import Kind, LookFor, Pattern, Question
from bot.scoring.reading import read
from bot.scoring.rubric import Rubric

FORBIDDEN = "forbidden-"
PSEUDO = ("verified", "solved")
"""What can be needed besides acts, with told-<fact> and looked-up-<record>."""
KEPT = ("tells-", "told-", "looked-up-", FORBIDDEN)
"""Beginnings of ids that records, facts and promises make: an act of that name would mean two things."""
OWN_ACT = -0.5
"""How far an act of the call's own moves the caller when it does not say."""


@dataclass(slots=True)
class CallsLoading:
    """The calls of all packs while they are read."""

    rubric: RubricLoading
    usual: Usual = field(default_factory=Usual)

    def of_pack(self, folder: Folder, path: Path, pack: str, version: str) -> dict[str, CallScript]:
        """The calls of a pack, by id."""
        calls: dict[str, CallScript] = {}
        files = folder.yaml_files(path / "calls", self.rubric.problems)
        for document, content in folder.documents(files, self.rubric.problems):
            model, _, problems = checked(CallFile, document)
            self.rubric.problems += problems
            if model is None:
                continue
            if model.id != Path(document.path).stem:
                what = f"the call {shown(model.id)} stands in a file of another name"
                self.rubric.problems.append(document.problem(("id",), what, f"name the file {model.id}.yaml"))
            building = _Building(
                document, model, self.rubric, self.usual, f"{pack} {version}+{digest([self.usual.file, content])}"
            )
            script = building.script()
            if script is not None:
                calls[model.id] = script
        return calls


class _Building:
    """One call, from its file."""

    def __init__(self, document: Document, model: CallFile, rubric: RubricLoading, usual: Usual, version: str) -> None:
        self.document, self.model, self.rubric, self.usual, self.version = document, model, rubric, usual, version
        self.acts: dict[str, Act] = dict(usual.acts)
        self.patterns: dict[str, tuple[Pattern, ...]] = dict(usual.patterns)
        self.unless: dict[str, tuple[Pattern, ...]] = dict(usual.unless)
        self.lines: dict[str, int] = {}
        self.sieve = Sieve()

    def script(self) -> CallScript | None:
        """The call; None when anything in it is wrong, which is told."""
        before = len(self.rubric.problems)
        model, usual = self.model, self.usual
        facts = self._facts()
        self._acts()
        self._checks()
        beats = self._beats()
        checklist = self._checklist()
        transfer = self._transfer()
        if len(self.rubric.problems) > before:
            return None
        total = sum(model.weights.values())
        return CallScript(
            id=model.id,
            title=model.title,
            direction=model.direction,
            difficulty=model.difficulty,
            trade=model.trade,
            company=model.company,
            role=model.role,
            reason=model.reason or "",
            policy=tuple(model.policy),
            caller=Caller(
                model.caller.name,
                model.caller.about,
                model.caller.wants,
                model.caller.temper,
                float(model.caller.tension),
                tuple(usual.traits[name] for name in model.caller.traits),
            ),
            opening=tuple(model.opening),
            facts=facts,
            verify=tuple(model.verify),
            records={
                r.id: Record(r.id, r.title, r.seconds, r.text.strip(), r.reveals_customer_data) for r in model.records
            },
            beats=beats,
            replies=tuple(self._reply(f"any-{n}", ("replies", n), r) for n, r in enumerate(model.replies)),
            checklist=checklist,
            forbidden=tuple(Forbidden(f"{FORBIDDEN}{n}", f.instead) for n, f in enumerate(model.forbidden)),
            private=tuple(f"tells-{r.id}" for r in model.records if r.reveals_customer_data and r.tells),
            transfer=transfer,
            wanders=tuple(model.wanders),
            model=tuple(ModelLine(line.who, line.text) for line in model.model),
            model_ends=model.model_ends,
            bad_agent=tuple(model.bad_agent) or usual.bad_agent,
            acts=self.acts,
            reasons=usual.reasons,
            voice=self._voice(),
            ears=Rubric("calls", {}, ears(self.acts, self.patterns)),
            question=Question(
                id=f"call-{model.id}",
                kind=Kind.LINE,
                ask=f"{model.title}. {model.role}",
                weights={name: weight / total for name, weight in model.weights.items()},
                look_for=self._look_for(checklist),
                hint="",
                strong_answer="",
                version=self.version,
                by_rules=True,
            ),
            retired=model.retired,
            file=self.document.path,
            unless=self.unless,
            own=frozenset(f"asks-{name}" for name in facts if name not in usual.facts),
            lines=self.lines,
        )

    def _problem(self, place: Place, what: str, instead: str) -> None:
        self.rubric.problems.append(self.document.problem(place, what, instead))

    def _near(self, name: str, known: Iterable[str]) -> str:
        near = get_close_matches(name, list(known), n=1)
        return f"did you mean '{near[0]}'?" if near else "see docs/calls.md for what there is"

    # What the caller knows, and what can be heard

    def _facts(self) -> dict[str, Fact]:
        facts: dict[str, Fact] = {}
        for name, usual in self.usual.facts.items():
            facts[name] = Fact(name, "", tuple(usual.none))
        for name, fact in self.model.facts.items():
            facts[name] = self._fact(name, fact)
        return facts

    def _fact(self, name: str, fact: FactModel) -> Fact:
        place: Place = ("facts", name)
        usual = self.usual.facts.get(name)
        act = f"asks-{name}"
        if usual is None and not (fact.say and fact.asked_by):
            what = f"{shown(name)} is no usual fact and has not both 'say' and 'asked_by'"
            self._problem(place, what, f"give both; usual are {', '.join(self.usual.facts)}")
        if fact.asked_by:
            self.patterns[act] = self.patterns.get(act, ()) + self._patterns((*place, "asked_by"), fact.asked_by)
            self.acts[act] = Act(act, asks=True, does=True)
        self._unless(place, act, fact.unless)
        wordings: Sequence[str] = fact.say or (usual.says if usual and fact.value else usual.none if usual else ())
        return Fact(name, fact.value, tuple(say.replace("{value}", fact.value) for say in wordings), fact.right)

    def _unless(self, place: Place, act: str, phrases: list[str]) -> None:
        if phrases:
            patterns = unmade(self.document, place, phrases, self.rubric, self.sieve)
            self.unless[act] = self.unless.get(act, ()) + patterns

    def _acts(self) -> None:
        model = self.model
        for number, name in enumerate(model.drop):
            if name not in self.usual.acts:
                self._problem(("drop", number), f"there is no usual act {shown(name)}", self._near(name, self.acts))
            self.patterns[name] = ()
        for number, entry in enumerate(model.acts):
            if entry.id.startswith(KEPT) and entry.id not in self.usual.acts:
                beginning = next(kept for kept in KEPT if entry.id.startswith(kept))
                what = f"an act can't be called {shown(entry.id)}: '{beginning}...' is made by the call itself"
                self._problem(("acts", number, "id"), what, "give it another id, like 'says-...'")
            before = self.acts.get(entry.id)
            known = before or Act(entry.id, does=True, tension=OWN_ACT, because="You did what was needed.")
            act, patterns = made(self.document, ("acts", number), entry, self.rubric, self.sieve, known)
            self.acts[entry.id] = act
            self.patterns[entry.id] = self.patterns.get(entry.id, ()) + patterns
            self.lines[f"act {entry.id}"] = self.document.line(("acts", number))
            self._unless(("acts", number), entry.id, entry.unless)
            if not self.patterns[entry.id] and entry.id not in model.drop:
                self._problem(("acts", number), f"nothing finds the act {shown(entry.id)}", "add 'phrases:'")
        for number, record in enumerate(model.records):
            if record.tells:
                name = f"tells-{record.id}"
                self.acts[name] = Act(name, does=True, tension=-0.3, because="You told them what the system says.")
                self.patterns[name] = self._patterns(("records", number, "tells"), record.tells)
        for number, forbidden in enumerate(model.forbidden):
            name = f"{FORBIDDEN}{number}"
            self.acts[name] = Act(name, bad=False)
            self.patterns[name] = self._patterns(("forbidden", number, "phrases"), forbidden.phrases)
        self.acts["names-company"] = Act("names-company", tension=-0.1, because="You named the company.")
        self.patterns["names-company"] = self._names(model.company)
        self.acts["uses-name"] = Act("uses-name", tension=-0.2, because="You used their name.")
        self.patterns["uses-name"] = self._names(model.caller.name, all_words=True)

    def _patterns(self, place: Place, phrases: list[str]) -> tuple[Pattern, ...]:
        """The phrases of the list at `place` as patterns."""
        *entry, key = place
        patterns, problems = compiled(
            self.document, tuple(entry), phrases, (), self.rubric.classes, self.sieve, apart=True, key=str(key)
        )
        self.rubric.problems += problems
        return patterns

    def _names(self, text: str, all_words: bool = False) -> tuple[Pattern, ...]:
        """A pattern for a name: of a company its first telling word, of a person any of theirs."""
        found = [word.text for word in read(text).words if word.text.isalpha()]
        telling = [word for word in found if len(word) > 3 and word not in ("with", "from", "the")] or found
        words = found if all_words else telling[:1]
        patterns, _ = compiled(self.document, (), words or ["nobody"], (), {}, self.sieve)
        return patterns

    # Needs, beats, replies, checklist

    def _known(self, needs: Sequence[str], place: Place) -> Needs:
        known = [
            *self.acts,
            *PSEUDO,
            *(f"told-{name}" for name in self.model.facts),
            *(f"looked-up-{record.id}" for record in self.model.records),
        ]
        for number, need in enumerate(needs):
            for name in need.split(" or "):
                if name not in known:
                    what = f"there is no act {shown(name)}"
                    self._problem((*place, number), what, self._near(name, known))
        return _needs(needs)

    def _beats(self) -> tuple[Beat, ...]:
        entries = self.model.beats
        ids = [beat.id for beat in entries]
        beats: list[Beat] = []
        for number, entry in enumerate(entries):
            place: Place = ("beats", number)
            self.lines[f"beat {entry.id}"] = self.document.line((*place, "id"))
            last = number == len(entries) - 1
            if ids.index(entry.id) != number:
                self._problem((*place, "id"), f"there is a beat {shown(entry.id)} already", "give it another id")
            if not last and not entry.until:
                self._problem((*place, "id"), f"the beat {shown(entry.id)} never ends", "add 'until:' with acts")
            if number and not entry.enter:
                self._problem((*place, "id"), f"nothing is said on coming to {shown(entry.id)}", "add 'enter:'")
            if entry.next and entry.next not in ids:
                self._problem((*place, "next"), f"there is no beat {shown(entry.next)}", self._near(entry.next, ids))
            beats.append(
                Beat(
                    entry.id,
                    tuple(entry.enter or ()),
                    tuple(entry.prompts),
                    self._known(entry.until, (*place, "until")),
                    entry.next or ("" if last else ids[number + 1]),
                    tuple(
                        self._reply(f"{entry.id}-{n}", (*place, "replies", n), reply)
                        for n, reply in enumerate(entry.replies)
                    ),
                )
            )
        return tuple(beats)

    def _reply(self, name: str, place: Place, entry: ReplyModel) -> Reply:
        ids = [beat.id for beat in self.model.beats]
        self.lines[f"reply {name}"] = self.document.line(place)
        for beat in (*entry.beats, *([entry.go] if entry.go else [])):
            if beat not in ids:
                self._problem(place, f"there is no beat {shown(beat)}", self._near(beat, ids))
        limits = (entry.tension_from, entry.tension_to, entry.after_seconds)
        if not (entry.heard or entry.done or any(limit is not None for limit in limits)):
            self._problem(place, "this reply has no condition and would swallow all others", "add 'heard:' with acts")
        if entry.tension and not entry.because:
            self._problem(place, "this reply moves tension and does not say why", "add 'because: You ...'")
        self._known(entry.not_done, (*place, "not_done"))
        for need in entry.heard:
            for condition in need.split(" or "):
                if condition in PSEUDO or condition.startswith("looked-up-"):
                    self._problem((*place, "heard"), f"{shown(condition)} can't be heard", "put it under 'done:'")
        return Reply(
            name,
            tuple(entry.say),
            self._known(entry.heard, (*place, "heard")),
            self._known(entry.done, (*place, "done")),
            tuple(entry.not_done),
            entry.tension_from,
            entry.tension_to,
            entry.after_seconds,
            tuple(entry.beats),
            entry.tension,
            entry.because or "",
            entry.go or "",
            entry.end,
        )

    def _transfer(self) -> Transfer:
        entry = self.model.transfer
        if entry is None:
            return Transfer(False, "", (), (), ())
        needs = self._known(entry.needs, ("transfer", "needs"))
        return Transfer(entry.allowed, entry.to, needs, tuple(entry.say), tuple(entry.refuse))

    def _checklist(self) -> tuple[Item, ...]:
        items = []
        for number, entry in enumerate(self.model.checklist):
            needs = self._known(entry.acts, ("checklist", number, "acts"))
            self.lines[f"item {entry.id}"] = self.document.line(("checklist", number))
            self._known(entry.never, ("checklist", number, "never"))
            if entry.never and entry.needed:
                what = f"{shown(entry.id)} has 'never' and is needed: one slip, and nobody could solve the call"
                self._problem(("checklist", number), what, "add 'needed: false'")
            if not (entry.acts or entry.never):
                self._problem(("checklist", number), f"nothing does {shown(entry.id)}", "add 'acts:' or 'never:'")
            items.append(Item(entry.id, entry.says, needs, entry.needed, entry.missing, tuple(entry.never)))
        return tuple(items)

    def _look_for(self, checklist: Sequence[Item]) -> tuple[LookFor, ...]:
        """The checklist as look-fors: an item of several acts is found by the first of them that words can show."""
        found = []
        for item in checklist:
            groups = [[p for name in group for p in self.patterns.get(name, ())] for group in item.needs]
            telling = next((patterns for patterns in groups if patterns), None)
            if telling:
                found.append(LookFor(item.id, item.says, tuple(telling)))
        return tuple(found)

    def _voice(self) -> dict[str, tuple[str, ...]]:
        voices, temper = self.usual.voices, str(self.model.caller.temper)
        own = {name: tuple(lines) for name, lines in self.model.voice.items()}
        return {**voices.get("any", {}), **voices.get(temper, {}), **own}

    def _checks(self) -> None:
        """What names something else: does it exist?"""
        model = self.model
        for name in model.weights:
            problem = unknown_competency(self.document, ("weights", name), name, self.rubric.competencies)
            if problem:
                self.rubric.problems.append(problem)
        for number, trait in enumerate(model.caller.traits):
            if trait not in self.usual.traits:
                instead = f"there are {', '.join(self.usual.traits) or 'none'}"
                self._problem(("caller", "traits", number), f"there is no trait {shown(trait)}", instead)
        for number, fact in enumerate(model.verify):
            if fact not in model.facts:
                what = f"'verify' names {shown(fact)}, which is none of this call's facts"
                self._problem(("verify", number), what, "give it under 'facts:'")
        known = {*self.usual.voices.get("any", {}), *self.acts}
        for name in model.voice:
            if name.removesuffix("-hot") not in known:
                what = f"there is no situation or act {shown(name)}"
                self._problem(("voice", name), what, self._near(name, known))
        if model.direction is Direction.OUTBOUND and not model.reason:
            self._problem(("id",), "an outbound call has a 'reason'", "say who is rung and why")
        if model.model_ends not in (Outcome.SOLVED, Outcome.ESCALATED):
            self._problem(("model_ends",), "the model transcript ends badly", "it can be solved or escalated")
        records = [record.id for record in model.records]
        for number, line in enumerate(model.model):
            self.lines[f"model {number}"] = self.document.line(("model", number))
            record = line.text.removeprefix("look up ")
            if line.who is Who.PRESS and line.text.startswith("look up ") and record not in records:
                self._problem(("model", number), f"there is no record {shown(record)}", self._near(record, records))


def _needs(needs: Sequence[str]) -> Needs:
    return tuple(tuple(need.split(" or ")) for need in needs)
