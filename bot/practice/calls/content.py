"""What a call is made of, once its YAML is checked. Content decides; `caller` and `call_steps` interpret."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.practice.content import Pattern, Question
from bot.scoring.rubric import Rubric

Needs = tuple[tuple[str, ...], ...]
"""Acts that are needed: of each group any one. YAML writes a group as "apologises or shows-understanding"."""


class Direction(StrEnum):
    """Who rings whom."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class Temper(StrEnum):
    """How quickly the caller heats up."""

    MILD = "mild"
    EVEN = "even"
    FIERY = "fiery"


class Outcome(StrEnum):
    """How a call ended."""

    SOLVED = "solved"
    ESCALATED = "escalated"
    HUNG_UP = "hung-up"  # the caller did
    ABANDONED = "abandoned"  # the agent was silent, or left
    CLOSED = "closed"  # the agent ended it unsolved


@dataclass(frozen=True, slots=True)
class Act:
    """Something that an agent's words do. `tension` moves the caller (points of 10, minus soothes).

    `because` tells the agent ("You told them to calm down."), `felt` is the caller's own sentence about it.
    `asks`: counts only where something is asked. `does`: gets the matter on, so an apology before it is no formula.
    """

    id: str
    bad: bool = False
    asks: bool = False
    does: bool = False
    tension: float = 0.0
    because: str = ""
    felt: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """What moves tension besides words: silence, a hold, waiting."""

    id: str
    tension: float
    because: str
    felt: str = ""


@dataclass(frozen=True, slots=True)
class Trait:
    """A clue: something about the caller that they never state, and that words should be fitted to.

    Sentences longer than `longest_sentence` words, messages longer than `longest_message`, more than `figures`
    figures in a message, or a word of `hard_words` are too much; with `misses` the caller has then not heard them.
    `eases` and `minds`: acts that soothe, or annoy, half as much again. `a_minute`: tension by the clock.
    """

    id: str
    says: str
    lines: tuple[str, ...]
    advice: str
    longest_sentence: int | None = None
    longest_message: int | None = None
    figures: int | None = None
    hard_words: bool = False
    misses: bool = False
    a_minute: float = 0.0
    eases: tuple[str, ...] = ()
    minds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """What the caller knows and tells only when asked. `right`: it agrees with the company's records.

    Without a value they have none to tell (`say` says so).
    """

    id: str
    value: str
    say: tuple[str, ...]
    right: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """What the company's system knows. `private`: customer data, to be told only after the identity check."""

    id: str
    title: str
    seconds: int
    text: str
    private: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """What the caller says when all of its conditions hold; each wording once in a call."""

    id: str
    say: tuple[str, ...]
    heard: Needs = ()  # in this message
    done: Needs = ()  # in the call so far
    not_done: tuple[str, ...] = ()
    tension_from: float | None = None
    tension_to: float | None = None
    after_seconds: int | None = None
    beats: tuple[str, ...] = ()  # empty: in any
    tension: float = 0.0
    because: str = ""
    go: str = ""
    end: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Beat:
    """What the caller is at. It ends when everything in `until` has been heard; the last beat closes the call.

    `enter` is said on coming to it, `prompts` lead on when the caller has nothing else to say.
    """

    id: str
    enter: tuple[str, ...]
    prompts: tuple[str, ...]
    until: Needs
    next: str
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the hidden checklist. `missing` is what the scorecard says without it; `never`: acts that undo it."""

    id: str
    says: str
    needs: Needs
    needed: bool
    missing: str
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A promise that policy forbids: the act that finds it, and what to say instead."""

    act: str
    instead: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """Whether the call may be passed on, to whom, and what must have been said before it is a warm handover."""

    allowed: bool
    to: str
    needs: Needs
    say: tuple[str, ...]
    refuse: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who rings, or is rung. `about` and `wants` are for afterwards: the member finds out by asking."""

    name: str
    about: str
    wants: str
    temper: Temper
    tension: float
    traits: tuple[Trait, ...] = ()


class Who(StrEnum):
    """Who a line of a transcript belongs to."""

    AGENT = "agent"
    CALLER = "caller"
    PRESS = "press"  # a button: "hold", "back", "look up order", "transfer", "close"


@dataclass(frozen=True, slots=True)
class ModelLine:
    """A line of the model transcript."""

    who: Who
    text: str


@dataclass(frozen=True, slots=True)
class CallScript:
    """A call as content: everything of it that does not change while it is played.

    `acts` are the usual ones and its own by id, and `ears` finds them (a rubric whose behaviours are acts).
    `voice` has what the caller says in usual situations, by situation or act. `question` is what the agent's
    words are rated as.
    """

    id: str
    title: str
    direction: Direction
    difficulty: int
    trade: str
    company: str
    role: str
    reason: str  # outbound: who is rung, and why
    policy: tuple[str, ...]
    caller: Caller
    opening: tuple[str, ...]
    facts: Mapping[str, Fact]
    verify: tuple[str, ...]
    records: Mapping[str, Record]
    beats: tuple[Beat, ...]
    replies: tuple[Reply, ...]
    checklist: tuple[Item, ...]
    forbidden: tuple[Forbidden, ...]
    private: tuple[str, ...]  # acts that tell customer data
    transfer: Transfer
    wanders: tuple[str, ...]
    model: tuple[ModelLine, ...]
    model_ends: Outcome
    bad_agent: tuple[str, ...]
    acts: Mapping[str, Act]
    reasons: Mapping[str, Reason]
    voice: Mapping[str, tuple[str, ...]]
    ears: Rubric
    question: Question
    retired: bool = False
    file: str = ""
    unless: Mapping[str, tuple[Pattern, ...]] = field(default_factory=dict)  # by act: what unmakes it in its sentence
    own: frozenset[str] = frozenset()  # acts that ask for facts of this call's own
    lines: Mapping[str, int] = field(default_factory=dict)  # where "beat <id>", "reply <id>", ... stand in the file

    def beat(self, name: str) -> Beat:
        """The beat of this id. Raises KeyError."""
        for beat in self.beats:
            if beat.id == name:
                return beat
        raise KeyError(name)
