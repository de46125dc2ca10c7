"""`/notes`: a caller's message is read once, then a ticket is written. What was caught, lost or invented, by field.

docs/skills.md has the rule for the points.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from bot.practice.copying import words as plain_words
from bot.practice.skills.content import NOTES_FIELDS, Fact, Noted, NotesMessage, SkillContent
from bot.practice.skills.dates import MONTHS, named
from bot.practice.skills.exercise import Align, Exercise
from bot.practice.skills.heard import Heard, Slip, compare, distance, pair, words
from bot.practice.skills.spoken import figured, joined, runs
from bot.scoring.reading import Reading, read
from bot.scoring.voice import negators_in
from bot.scoring.wordlists import words as wordlist

POINTS = {"name": 20, "number": 20, "problem": 30, "since": 15, "promised": 15}
"""For each field; where the caller said nothing for one, the others share its points."""

INVENTED = 10
"""Points off for each thing that nobody said."""

COPIED = 0.6
"""Share of the message's pairs of words from which on a ticket is the message itself."""

LONGEST = 1_000
"""Characters of a field that are read."""

COUNTRY_CODE = 5
"""Figures of a country's code at most, with the 00 before it."""

FREE = ("problem", "since", "promised")
"""Fields of free text: a fact counts in whichever of them it stands."""

TITLES = wordlist("mr mrs ms miss mx dr sir madam mister missus herr frau señor señora")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT = {
    **{"mon": DAYS[0], "tue": DAYS[1], "tues": DAYS[1], "wed": DAYS[2], "weds": DAYS[2], "thu": DAYS[3]},
    **{"thur": DAYS[3], "thurs": DAYS[3], "fri": DAYS[4], "sat": DAYS[5], "sun": DAYS[6]},
    **{month[:3]: month for month in MONTHS},
    **{"sept": "september", "wk": "week", "wks": "weeks", "hr": "hour", "hrs": "hours", "min": "minutes"},
    **{"mins": "minutes", "mth": "month", "mths": "months", "yr": "year", "yrs": "years", "tmrw": "tomorrow"},
    **{"tmr": "tomorrow", "yest": "yesterday", "ystd": "yesterday", "appt": "appointment"},
    **{"acct": "account", "acc": "account", "cb": "call back", "callback": "call back", "addr": "address"},
    **{"del": "delivery", "deliv": "delivery", "eng": "engineer", "tech": "technician", "mgr": "manager"},
    **{"inv": "invoice", "pw": "password", "pwd": "password", "cust": "customer", "mtg": "meeting"},
    **{"wifi": "wifi", "wi-fi": "wifi", "e-mail": "email", "w/o": "without", "w/end": "weekend", "w/e": "weekend"},
    **{"wknd": "weekend", "nite": "night", "nightly": "every night", "txt": "text", "yday": "yesterday"},
    **{
        "y'day": "yesterday",
        "pickup": "pick up",
        "workdays": "working days",
        "1/2": "half",
        "\N{VULGAR FRACTION ONE HALF}": "half",
    },
    **{"doesnt": "does not", "pkg": "package", "ref": "reference", "w/c": "week", "asap": "as soon as possible"},
}
"""How tickets shorten words."""

_SHORT = re.compile(rf"(?<![\w/-])(?:{'|'.join(map(re.escape, sorted(SHORT, key=len, reverse=True)))})(?![\w/-])\.?")
_OWNER = re.compile(r"(?<=\w)['\N{RIGHT SINGLE QUOTATION MARK}]s\b")  # "the router's down"
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_ZERO = re.compile(r"(?<![\d:.,])0(?=\d(?![\d:]))")  # "the 04."
_ROUND = re.compile(r"(?<=\d)[.,](?:00|-)(?!\d)")  # "49.00"
_NOTHING = wordlist(
    "none no nothing na nil nope not said given mentioned unknown any x tbc asked known told yet n a was"
)
_DENIES = re.compile(
    r"^\W*(?:no|n/?a|none|nothing|nobody|not|never|nope|first (?:call|contact))\b"
    r"|\b(?:no|not|nothing|nobody|never)\b.*\bpromis"
)
"""How it is told that the caller said nothing of it: "nothing so far", "first call", "was not promised anything"."""

_SAID_SO = {
    **{"twice": ("2",), "couple": ("2", "14"), "both": ("2",), "pair": ("2",), "thrice": ("3",), "dozen": ("12",)},
    **{"fortnight": ("2", "14"), "half": ("30",), "quarter": ("15", "45"), "week": ("7",), "noon": ("12", "1200")},
    **{"midday": ("12", "1200"), "midnight": ("12", "00", "0"), "oclock": ("00",)},
}
"""Figures that are said by other words."""

_NEXT_DAY = re.compile(r"\b(?:next|following) (?:day|morning|evening)\b|\bday after\b|\bnight of\b|\bovernight\b")
_MONTH_ENDS = re.compile(rf"\bend of (?:{'|'.join(MONTHS)})\b")
_WEEK_ENDS = re.compile(r"\bend of (?:the|this) week\b|\bweekend\b")
_DENYING = wordlist("not never")  # "no heating" tells of it
_FILLERS = wordlist("a an the any been being really yet is are was it to be")
_LONG_WORD = re.compile(r"[a-z]{5,}")
_CAPITAL = re.compile(r"(?<=[a-z0-9,] )[A-Z][a-z]+")
_TITLED = re.compile(r"\b(?:mr|mrs|ms|miss|dr|mister)\.? +([^\W\d_]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WordHeard:
    """A name's word, or the number, and how it was written down."""

    meant: str
    heard: Heard


@dataclass(frozen=True, slots=True)
class FieldNoted:
    """A field of a ticket. `says` is what belongs there, or "" where the caller said nothing of it.

    `caught` and `lost` are facts; `elsewhere` are those of the caught that stand in another field. `points` of `most`.
    """

    field: str
    written: str
    says: str
    points: int
    most: int
    caught: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    heard: tuple[WordHeard, ...] = ()
    invented: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotesResult:
    """What a ticket came to. `why`: "gone" (the message is no longer in the pack) or "copied" (the ticket is the
    message itself)."""

    overall: int | None
    why: str = ""
    fields: tuple[FieldNoted, ...] = ()


def tasks(content: SkillContent, variant: str, seed: int, recent: Sequence[str]) -> tuple[str, ...]:
    """One message, none of the `recent` ones while there are others; then the one had longest ago."""
    there = [message.id for message in content.notes.values() if not message.retired]
    fresh = [message for message in there if message not in recent]
    if fresh:
        return (Random(seed).choice(fresh),)
    return (max(there, key=list(recent).index),) if there else ()


def check(exercise: Exercise, content: SkillContent, align: Align) -> NotesResult:
    """What the ticket came to."""
    message = content.notes.get(exercise.tasks[0])
    if message is None:
        return NotesResult(None, "gone")
    fields = exercise.answers[0].fields if exercise.answers else ()
    return noted(message, fields, align, names(content))


def names(content: SkillContent) -> frozenset[str]:
    """The names that the pack knows, in small letters: in a ticket they are no other words."""
    known = [message.fields["name"].says for message in content.notes.values() if "name" in message.fields]
    known += [f"{name.first} {name.last}" for name in content.dictation.names] if content.dictation else []
    return frozenset(word for name in known for word in words(name) if len(word) > 3 and word not in MONTHS)


def noted(
    message: NotesMessage, fields: Sequence[str], align: Align, known: frozenset[str] = frozenset()
) -> NotesResult:
    """The ticket's fields, in the order of `NOTES_FIELDS`, against what the caller said. Takes any text."""
    texts = [field[:LONGEST].strip() for field in (*fields, *[""] * len(NOTES_FIELDS))][: len(NOTES_FIELDS)]
    written = dict(zip(NOTES_FIELDS, texts, strict=True))
    said = _Said(message.text, align, known)
    readings = {field: read(said.mended(said.spelled_out(written[field]))) for field in FREE}
    whole = sum(POINTS[field] for field in NOTES_FIELDS if not message.fields[field].none)
    results = tuple(
        _field(field, message.fields[field], written[field], 100 * POINTS[field] / whole, readings, said)
        for field in NOTES_FIELDS
    )
    if _copied(message.text, " ".join(texts)):
        return NotesResult(None, "copied", results)
    off = INVENTED * sum(len(field.invented) for field in results)
    earned = min(100, sum(field.points for field in results))  # rounded, they may come to 101
    return NotesResult(max(0, earned - off), "", results)


def spelled_out(text: str) -> str:
    """A text with figures for numbers, and long words for short ones, in small letters."""
    long = _SHORT.sub(lambda found: SHORT[found.group().rstrip(".")], _OWNER.sub("", text.lower()))
    return _ORDINAL.sub("", figured(_ZERO.sub("", _ROUND.sub("", long))))


def _field(
    field: str, truth: Noted, written: str, most: float, readings: Mapping[str, Reading], said: "_Said"
) -> FieldNoted:
    """A field of the ticket; `most` points are for it."""
    if truth.none:
        return FieldNoted(field, written, "", 0, 0, invented=_where_nothing_is(written, said))
    if field not in FREE:
        heard = _name(truth.says, written, said.align) if field == "name" else _number(truth.says, written, said.align)
        share = sum(word.heard.share() for word in heard) / len(heard)
        return FieldNoted(field, written, truth.says, round(most * share), round(most), heard=heard)
    caught_in = {other: {fact.says for fact in _caught(truth.facts, readings[other], said.reading)} for other in FREE}
    here, there = caught_in[field], set[str]().union(*caught_in.values())
    caught = tuple(fact.says for fact in truth.facts if fact.says in there)
    lost = tuple(fact.says for fact in truth.facts if fact.says not in caught)
    elsewhere = tuple(says for says in caught if says not in here)
    points = round(most * len(caught) / len(truth.facts))
    invented = tuple(said.invented(written))
    return FieldNoted(field, written, truth.says, points, round(most), caught, lost, elsewhere, invented=invented)


def _where_nothing_is(written: str, said: "_Said") -> tuple[str, ...]:
    """What is invented in a field for which the caller said nothing: all of it, unless it tells just that."""
    if _DENIES.search(written.lower()):
        return tuple(said.invented(written))
    return () if set(plain_words(written)) <= _NOTHING else (written,)


def _name(meant: str, written: str, align: Align) -> tuple[WordHeard, ...]:
    """The words of a name, in any order, without titles."""
    parts = [word for word in words(meant) if word not in TITLES]
    typed = [word for word in words(written)[:12] if word not in TITLES]
    if "".join(typed) == "".join(parts):
        typed = parts
    found = pair(parts, typed, align)
    left = [word for word in typed if word not in found and len(word) > 1]  # an initial is no other name
    lost = Slip.WRONG if any(word.isascii() for word in left) else Slip.OTHER_SCRIPT if left else Slip.MISSING
    shown = [word for word in meant.split() if "".join(words(word)) not in TITLES]
    return tuple(
        WordHeard(show, compare(part, other, align) if other else Heard(lost))
        for show, part, other in zip(shown, parts, found, strict=True)
    )


def _number(meant: str, written: str, align: Align) -> tuple[WordHeard, ...]:
    """The number, in whichever groups it is written; other words, and other numbers, may stand with it."""
    digits = "".join(sign for sign in meant if sign.isdigit())
    typed = [_at_home(joined(run)[:40], digits) for run in runs(" ".join(written.split()))][:12]
    typed.append("".join(typed)[:40])
    near = min(filter(None, typed), key=lambda other: distance(digits, other, align), default="")
    return (WordHeard(meant, compare(digits, near, align)),)


def _at_home(typed: str, meant: str) -> str:
    """A number as it is dialled in its country: "+27 82 555 1073" is 082 555 1073."""
    code, own, rest = typed.partition(meant[1:])
    return meant if meant[0] == "0" and own and not rest and 1 < len(code) <= COUNTRY_CODE else typed


def _caught(facts: Sequence[Fact], reading: Reading, message: Reading) -> Iterator[Fact]:
    """The facts that a field has. A "not" right before one takes it back ("not leaking"), unless the caller says it so
    ("it won't charge") or the "not" is part of another fact."""
    found, said = _spans(facts, reading), _spans(facts, message)
    used = {at for spans in found.values() for first, last in spans for at in negators_in(reading, first, last)}
    for fact in facts:
        plainly = any(not _denied(message, first, set()) for first, _ in said[fact.says])
        if any(not plainly or not _denied(reading, first, used) for first, _ in found[fact.says]):
            yield fact


def _spans(facts: Sequence[Fact], reading: Reading) -> dict[str, list[tuple[int, int]]]:
    """Where each fact is found: its first word and the one after the last."""
    return {
        fact.says: [reading.words_at(match.start(), match.end()) for match in fact.pattern.finditer(reading.text)]
        for fact in facts
    }


def _denied(reading: Reading, word: int, used: set[int]) -> bool:
    """Whether a "not" stands before the word, with little words between at most."""
    first = reading.sentence_of(word).first
    while word > first and not reading.words[word].breaks:
        word -= 1
        if reading.words[word].text in _DENYING:
            return word not in used
        if reading.words[word].text not in _FILLERS:
            break
    return False


def _copied(message: str, ticket: str) -> bool:
    pairs = set(pairwise(plain_words(message)))
    return len(pairs & set(pairwise(plain_words(ticket)))) >= COPIED * len(pairs)


class _Said:
    """What the caller said: figures, days, months and names; whatever else a ticket has of these is invented."""

    def __init__(self, text: str, align: Align, known: frozenset[str]) -> None:
        self.align, self.known = align, known
        spoken = runs(text)
        self.long = [joined(run) for run in spoken if len(joined(run)) > 4]
        self.reading = read(spelled_out(text))
        self.words = set(words(spelled_out(text)))
        self.months = {month for month in MONTHS if month in self.words}
        self.at_weeks_end = bool(_WEEK_ENDS.search(text.lower()))
        self.numbers = {"0", "1", *map(joined, spoken)}
        self.numbers |= {figure.digits for run in spoken if len(joined(run)) <= 4 for figure in run}
        small = [int(number) for number in self.numbers - {"0"} if len(number) <= 2]
        self.numbers |= {figure for word in words(text) for figure in _SAID_SO.get(word, ())}
        self.numbers |= {"2"} if "before yesterday" in text.lower() else set()
        self.numbers |= {"28", "29", "30", "31"} if _MONTH_ENDS.search(text.lower()) else set()
        days = [at for at, day in enumerate(DAYS) if day in self.words]
        self.numbers |= {str((later - day) % 7) for day in days for later in days}  # "4 days" from Monday to Friday
        self.numbers |= {str(24 * days) for days in small} if self.words & {"day", "days"} else set()
        self.numbers |= {str(60 * hours) for hours in small} if self.words & {"hour", "hours"} else set()
        self.numbers |= {str(hour + 12) for hour in small if hour < 12}
        self.numbers |= {str(day + 1) for day in small if 1 < day < 31} if _NEXT_DAY.search(text.lower()) else set()
        self.numbers |= {str(hour - 1) for hour in small} if "quarter" in self.words else set()
        self.numbers |= {str(7 * weeks) for weeks in small} if "weeks" in self.words else set()

    def spelled_out(self, text: str) -> str:
        """The same as `spelled_out`, with dates in figures as the caller said them."""
        return spelled_out(named(text, self.months, self.numbers))

    def mended(self, text: str) -> str:
        """The text with slips of the keyboard in long words as what the caller said: "mashine" as "machine"."""
        return _LONG_WORD.sub(lambda found: self._meant(found.group()), text)

    def _meant(self, word: str) -> str:
        if word in self.words:
            return word
        if (one := word.removesuffix("s")) in self.words:  # "alarms" go off, too
            return one
        near = [other for other in self.words if other[0] == word[0] and len(other) > 4 and self._slipped(other, word)]
        return near[0] if len(near) == 1 else word

    def _slipped(self, meant: str, word: str) -> bool:
        """One letter is off, or two neighbours changed places; endings are no slips."""
        if meant.startswith(word) or word.startswith(meant):
            return False
        off = distance(meant, word, self.align)
        return off == 1 or (off == 2 and sorted(meant) == sorted(word))

    def invented(self, written: str) -> Iterator[str]:
        """What is in this text and was not said, each once."""
        text = self.spelled_out(written)
        seen = dict.fromkeys((*self._figures(text), *self._days(text), *self._names(written)))
        yield from seen

    def _figures(self, text: str) -> Iterator[str]:
        for run in runs(text):
            if not self._number(joined(run)):
                yield from (figure.digits[:20] for figure in run if not self._number(figure.digits))

    def _number(self, digits: str) -> bool:
        plain = digits.lstrip("0") or "0"
        if digits in self.numbers or plain in self.numbers or (len(digits) > 1 and any(digits in n for n in self.long)):
            return True
        return any(len(digits) > 4 and distance(number, digits, self.align) <= 2 for number in self.long)

    def _days(self, text: str) -> Iterator[str]:
        for word in words(text):
            day = word.removesuffix("s")
            weekend = day in DAYS[5:] and "weekend" in self.words
            if day == "friday" and self.at_weeks_end:
                continue
            dated = (word in MONTHS and word != "may") or (day in DAYS and not weekend)
            if dated and not {day, word, f"{day}s"} & self.words:
                yield word.capitalize()

    def _names(self, written: str) -> Iterator[str]:
        titled = [found.group(1) for found in _TITLED.finditer(written)]
        titled = [name for name in titled if name[0].isupper() or name in self.known]  # "the Dr signs"
        capital = [found.group() for found in _CAPITAL.finditer(written) if found.group().lower() in self.known]
        for name in (*titled, *capital):
            plain = "".join(words(name))
            if plain and not any(distance(plain, word, self.align) <= 1 for word in self.words):
                yield name
