"""What packs hold, once they are checked: questions, recruiters, packs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from bot.practice.skills.content import SkillContent

if TYPE_CHECKING:  # calls and campaigns are made of this module's patterns and questions
    from bot.practice.calls.content import CallScript
    from bot.practice.dialer.content import Campaign


class Match(Protocol):
    """Where a pattern was found; positions count characters of the text searched."""

    def start(self) -> int: ...

    def end(self) -> int: ...


class Pattern(Protocol):
    """A compiled pattern. `packs` makes them with RE2, so that none can hang the bot.

    The text is one sentence or several, a line each; nothing is found across lines.
    """

    def finditer(self, text: str) -> Iterator[Match]: ...


class Kind(StrEnum):
    """What a question asks for."""

    STORY = "story"  # tell me about a time
    PLAN = "plan"  # how would you
    FACT = "fact"  # figures and names
    LINE = "line"  # the words you would say on the call


@dataclass(frozen=True, slots=True)
class LookFor:
    """One thing that a good answer to a question has.

    `says` is shown to members ("calls a day, as a number"); the patterns find it in a sentence as
    `scoring.reading` writes it: lower case, contractions spelled out, single spaces. `line`: words to try for
    it, with "..." where the member's own facts go; empty: none.
    """

    id: str
    says: str
    patterns: tuple[Pattern, ...]
    line: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What the recruiter asks, once, when an answer has none of the look-fors named in `when_missing`."""

    when_missing: tuple[str, ...]
    ask: str


@dataclass(frozen=True, slots=True)
class Question:
    """One thing the recruiter asks. `weights` maps competency ids to their share (sum 1.0).

    `version` is its pack's, with the pack's id: weights and look-fors decide what an answer gets. `call` is the id of
    the pack's call in which the member may have to show, later in the screen, what they tell here; empty: none.
    `by_rules`: rated by the rules alone, as an agent's words on a call are: the model has learned from answers to
    recruiters. `figures`: it asks for figures of the member's work, which are checked against one another.
    """

    id: str
    kind: Kind
    ask: str
    weights: Mapping[str, float]
    look_for: tuple[LookFor, ...]
    hint: str
    strong_answer: str
    follow_up: FollowUp | None = None
    retired: bool = False
    version: str = ""
    call: str = ""
    by_rules: bool = False
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Recruiter:
    """Who asks: a name and what they do ("Talent Partner")."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Pack:
    """A folder of content. `questions`, `calls` and `campaigns` map ids to them, in the order of the files, retired
    ones too."""

    id: str
    title: str
    about: str
    company: str
    recruiters: tuple[Recruiter, ...]
    questions: Mapping[str, Question] = field(default_factory=dict)
    calls: "Mapping[str, CallScript]" = field(default_factory=dict)
    campaigns: "Mapping[str, Campaign]" = field(default_factory=dict)
    skills: SkillContent = field(default_factory=SkillContent)
