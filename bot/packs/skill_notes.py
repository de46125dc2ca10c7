"""skills/notes.yaml: callers' messages, and the tickets that they make."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.aligning import align
from bot.packs.phrases import PhraseError, compile_phrases
from bot.packs.problem import Problem, shown
from bot.packs.reader import Document, Place
from bot.packs.sieve import Sieve
from bot.packs.skill_entries import named
from bot.packs.skill_models import NotesFile, NotesMessageModel, TicketModel
from bot.packs.wording import checked
from bot.practice.skills import notes as checking
from bot.practice.skills.content import NOTES_FIELDS, Fact, Noted, NotesMessage, SkillContent
from bot.practice.skills.spoken import figured, joined, runs

WORDS = (60, 120)
"""How many words a message has."""

LEAST = 3
"""Figures of a number."""

GOOD, POOR = 90, 40
"""What the good ticket earns at least, and the poor one at most."""


def notes(content: SkillContent, document: Document, problems: list[Problem]) -> SkillContent:
    """The file's messages."""
    model, numbers, found = checked(NotesFile, document, "messages")
    problems += found
    messages: dict[str, NotesMessage] = {}
    places = dict(content.places)
    sieve = Sieve()
    for place, entry in named(document, "messages", numbers, model.messages if model else [], problems):
        wrong: list[Problem] = []
        fields = {field: _noted(entry, field, document, (*place, field), sieve, wrong) for field in NOTES_FIELDS}
        wrong += _odd(entry, document, place)
        problems += wrong
        if not wrong:
            good, poor = _ticket(entry.good), _ticket(entry.poor)
            messages[entry.id] = NotesMessage(entry.id, entry.text.strip(), fields, entry.retired, good, poor)
            places["notes", entry.id] = document.path, document.line((*place, "id"))
    return replace(content, notes=messages, places=places)


def misses(skills: SkillContent) -> Iterator[Problem]:
    """Which messages' own tickets earn what they should not, with the file and line."""
    known = checking.names(skills)
    for message in skills.notes.values():
        path, line = skills.places["notes", message.id]
        good = checking.noted(message, message.good, align, known)
        poor = checking.noted(message, message.poor, align, known)
        if good.overall is None or good.overall < GOOD:
            what = f"{message.id}: the good ticket earns {_told(good)}; it should earn {GOOD}"
            yield Problem(path, line, what, "add its wordings to the facts, or mend it")
        if poor.overall is not None and poor.overall > POOR:
            what = f"{message.id}: the poor ticket earns {_told(poor)}; it should earn {POOR} at most"
            yield Problem(path, line, what, "see which phrases take too much")


def _told(result: checking.NotesResult) -> str:
    """What a ticket earned, and why no more."""
    lost = [f"lost {shown(fact)}" for field in result.fields for fact in field.lost]
    lost += [f"{word.meant} {word.heard.slip}" for field in result.fields for word in field.heard if word.heard.meant]
    lost += [f"invented {shown(thing)}" for field in result.fields for thing in field.invented]
    return f"{result.overall} ({', '.join(lost) or 'nothing lost'})"


def _noted(
    entry: NotesMessageModel, field: str, document: Document, place: Place, sieve: Sieve, problems: list[Problem]
) -> Noted:
    truth: str | Mapping[str, str] | None = getattr(entry, field)
    if truth is None:
        return Noted("", none=True)
    if isinstance(truth, str):
        return Noted(truth.strip())
    facts = []
    for says, phrase in truth.items():
        try:
            facts.append(Fact(says, compile_phrases([figured(phrase)], sieve=sieve)))
        except PhraseError as error:
            problems.append(document.problem((*place, says), error.what, error.instead))
    return Noted(", ".join(truth), tuple(facts))


def _odd(entry: NotesMessageModel, document: Document, place: Place) -> Iterator[Problem]:
    """What does not fit the message."""
    words = len(entry.text.split())
    if not WORDS[0] <= words <= WORDS[1]:
        what = f"{entry.id}: the message has {words} words"
        yield document.problem((*place, "text"), what, f"write {WORDS[0]} to {WORDS[1]}")
    for name in entry.name.split():
        if name.lower() not in entry.text.lower():
            yield document.problem((*place, "name"), f"{entry.id}: {shown(name)} is not in the message", "say the name")
    if entry.number is not None:
        digits = entry.number.replace(" ", "")
        if not (digits.isascii() and digits.isdigit() and len(digits) >= LEAST):
            what = f"{entry.id}: {shown(entry.number)} is not a number of {LEAST} figures or more"
            yield document.problem((*place, "number"), what, "write figures, in groups if you like")
        elif digits not in [joined(run) for run in runs(entry.text)]:
            what = f"{entry.id}: {shown(entry.number)} is not said in the message"
            yield document.problem((*place, "number"), what, "say its figures one after another, with commas only")


def _ticket(ticket: TicketModel) -> tuple[str, ...]:
    return tuple(str(getattr(ticket, field)) for field in NOTES_FIELDS)
