"""What a campaign is made of, once its YAML is checked. Content decides; `hearing` and `verdict` interpret."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.practice.calls.content import Needs
from bot.scoring.rubric import Rubric

GREETS = "greets"
USES_NAME = "uses-name"
GIVES_NAME = "gives-name"
NAMES_COMPANY = "names-company"
SAYS_WHY = "says-why"
ASKS = ("asks-to-go-on", "asks-agreement")
"""The acts of an opener, of the last either."""

CHECKS_LINE = "checks-line"
PRIVATE = "private"

HELLO_BACK = "hello-back"
OTHER_QUESTION = "other-question"
HANGS_UP = "hangs-up"
CLOSES = "closes"
PSEUDO = (HELLO_BACK, OTHER_QUESTION, HANGS_UP, CLOSES)
"""Acts without phrases: answering hello with hello, asking anything that no act is, hanging up without a message,
and hanging up after one."""

LATE = "late"
SILENT = "silent"
BREATH = "one-breath"
SLIPS = (LATE, SILENT, BREATH, HELLO_BACK, HANGS_UP)
"""What costs a hit besides acts."""


class CampaignKind(StrEnum):
    """What people are rung for."""

    SURVEY = "survey"
    SALES = "sales"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody on the list. `call` is how to address them ("Ms Mueller"), `office` where they are rung, if at work.

    `words` are the words of their name as `scoring.reading` writes them.
    """

    name: str
    call: str
    words: frozenset[str]
    office: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What whoever picked up comes out with, and what the agent should make of it.

    It is told in the very hello (`at_once`) or in answer to the opener (`say`). `needs` must be in the agent's words
    after that and `never` must not. Given whatever was drawn when the opener has one of `when_heard`, or lacks
    one of `when_missing`. `ends`: nothing is expected any more. `good` and `bad` are last words, `model` a good
    agent's.
    """

    id: str
    share: int
    at_once: tuple[str, ...]
    say: tuple[str, ...]
    needs: Needs
    never: tuple[str, ...]
    when_heard: tuple[str, ...]
    when_missing: Needs
    ends: bool
    good: tuple[str, ...]
    bad: tuple[str, ...]
    model: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of connection. `shares` by difficulty 1 to 3; `opener` is what the first words need, `never` what no
    words may do. `neutral`: hellos that tell nothing suit it too. `office`: only for contacts who are rung at work.
    `again` is the second hello, `gone` what is heard when nothing follows that."""

    id: str
    title: str
    lesson: str
    shares: tuple[int, int, int]
    opener: Needs
    never: tuple[str, ...]
    neutral: bool
    office: bool
    hellos: tuple[str, ...]
    again: tuple[str, ...]
    gone: tuple[str, ...]
    answers: tuple[Answer, ...]

    def answer(self, name: str) -> Answer:
        """The answer of this id. Raises KeyError."""
        for answer in self.answers:
            if answer.id == name:
                return answer
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Part:
    """What can be missing, or spoil a connection: `says` names it, `advice` is what to do next time."""

    says: str
    advice: str


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign: who rings whom, and why. `why` and `ask` are the sentences of a good opener.

    `ears` finds the acts (a rubric whose behaviours are acts). `called` and `you_words` are the words of the company
    and of the agent's name, `spelling` the words that a slip of the fingers is read as.
    """

    id: str
    title: str
    kind: CampaignKind
    company: str
    you: str
    purpose: str
    policy: tuple[str, ...]
    why: str
    ask: str
    contacts: tuple[Contact, ...]
    hellos: tuple[str, ...]
    kinds: Mapping[str, Kind]
    polite: tuple[str, ...]
    never: tuple[str, ...]
    parts: Mapping[str, Part]
    ears: Rubric
    called: frozenset[str]
    you_words: frozenset[str]
    spelling: frozenset[str]
    pusher: tuple[str, ...]
    version: str
    retired: bool = False
    file: str = ""

    def contact(self, name: str) -> Contact:
        """The contact of this name. Raises KeyError."""
        for contact in self.contacts:
            if contact.name == name:
                return contact
        raise KeyError(name)

    def filled(self, line: str, contact: Contact) -> str:
        """A line with its names filled in."""
        first, _, rest = contact.name.partition(" ")
        names = {
            "{name}": contact.name,
            "{call}": contact.call,
            "{first}": first,
            "{last}": rest or first,
            "{office}": contact.office,
            "{company}": self.company,
            "{you}": self.you,
            "{why}": self.why,
            "{ask}": self.ask,
        }
        for placeholder, name in names.items():
            line = line.replace(placeholder, name)
        return line


PLACEHOLDERS = ("name", "call", "first", "last", "office", "company", "you", "why", "ask")
"""What `Campaign.filled` fills in."""
