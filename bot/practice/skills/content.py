"""What packs hold for the skills desk, once it is checked. Retired entries stay, for what was made of them before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # packs are made of skills' content
    from bot.practice.content import Pattern

LENGTHS = ("short", "medium", "long")
"""Lengths of a typing text, which are the variants of the skill."""

NOTES_FIELDS = ("name", "number", "problem", "since", "promised")
"""The fields of a ticket, in the order of its form."""

DICTATION_FIELDS = ("name", "order", "date", "address")
"""The fields of a dictation's form, in its order."""


@dataclass(frozen=True, slots=True)
class TypingText:
    """A text to type; `length` is one of `LENGTHS`, `about` says what it is ("a customer note")."""

    id: str
    length: str
    text: str
    about: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that must be caught: `says` is shown to members, `pattern` finds it in a ticket, however worded."""

    says: str
    pattern: "Pattern"


@dataclass(frozen=True, slots=True)
class Noted:
    """What belongs in one field of a ticket; `says` is shown to members.

    `facts` must be caught (the name and the number have none: they are compared themselves). `none`: the caller said
    nothing of it, so anything written is invented.
    """

    says: str
    facts: tuple[Fact, ...] = ()
    none: bool = False


@dataclass(frozen=True, slots=True)
class NotesMessage:
    """What a caller says, in 60 to 120 words, and the ticket that it makes: `fields` by `NOTES_FIELDS`.

    `good` and `poor` are tickets in that order, by which packs are checked.
    """

    id: str
    text: str
    fields: Mapping[str, Noted]
    retired: bool = False
    good: tuple[str, ...] = ()
    poor: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BasicsQuestion:
    """A question with two to four choices, of which the one at index `right` is right; `why` takes two lines.

    `difficulty`: 1, most know it, to 3, few do.
    """

    id: str
    topic: str
    ask: str
    choices: tuple[str, ...]
    right: int
    why: str
    retired: bool = False
    difficulty: int = 2


@dataclass(frozen=True, slots=True)
class DictatedName:
    """A name as it is written, and where it is at home ("Poland")."""

    first: str
    last: str
    country: str


@dataclass(frozen=True, slots=True)
class DictationContent:
    """What dictations are made of, from a seed: names, streets without number, towns, and what order numbers look like
    (`A` stands for a letter, `9` for a digit: "AA-999-999").

    `homely` are words by which callers spell instead of the telephone alphabet's ("Berta").
    """

    names: tuple[DictatedName, ...] = ()
    streets: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    homely: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SkillContent:
    """A pack's part in the skills desk; ids map to entries in the order of the files.

    `topics` maps the ids of the topics of basics to their titles. `version` changes with the files; `places` says in
    which file and line an entry is, by skill and id, where its reader notes that.
    """

    typing: Mapping[str, TypingText] = field(default_factory=dict)
    notes: Mapping[str, NotesMessage] = field(default_factory=dict)
    basics: Mapping[str, BasicsQuestion] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    dictation: DictationContent | None = None
    version: str = ""
    places: Mapping[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
