"""What an opener has, and a better one made of the agent's own words plus what they lack: nothing is invented."""

import re
from dataclasses import dataclass

from bot.practice.dialer.content import (
    ASKS,
    GIVES_NAME,
    GREETS,
    NAMES_COMPANY,
    SAYS_WHY,
    USES_NAME,
    Campaign,
    Contact,
)
from bot.practice.dialer.hearing import Heard, listen
from bot.practice.dialer.verdict import BREATH_WORDS

PARTS = (GREETS, USES_NAME, GIVES_NAME, NAMES_COMPANY, SAYS_WHY, ASKS[0])
"""What an opener has, in the order it comes: greeting, their name, who is calling, from where, why, and a question
whether they have time or you may go on."""

_END = ".!?"
_CLAUSE = re.compile(r"[,;:\n]\s*|(?<=[.!?])\s+")
_AND = re.compile(r"^(?:and|but|so|or)\b\s*", re.IGNORECASE)
_LEANS = re.compile(r"^(?:to|which|that|who|if|as|because|where|when|with|of|from|for)\b", re.IGNORECASE)
_LONG_CLAUSE = 25  # words


@dataclass(slots=True)
class _Line:
    """A sentence in the making."""

    text: str
    acts: frozenset[str]
    asks: bool


def parts_of(heard: Heard) -> tuple[str, ...]:
    """The parts of an opener that these words have."""
    return tuple(part for part in PARTS if part in heard.acts or (part == ASKS[0] and ASKS[1] in heard.acts))


def corrected(heard: Heard, campaign: Campaign, contact: Contact) -> str:
    """Their opener with what it lacks, in one breath; what is no part of an opener is left out."""
    if heard.words > BREATH_WORDS:
        heard = _clauses(heard, campaign, contact)
    has = set(parts_of(heard))
    lines = _kept(heard)
    if USES_NAME not in has:
        _add_name(lines, heard, contact)
    elif GREETS not in has:
        lines.insert(0, _Line("Hello", frozenset([GREETS]), False))
    _add_who(lines, has, campaign)
    if SAYS_WHY not in has:
        lines.insert(_after(lines, {GREETS, USES_NAME, GIVES_NAME, NAMES_COMPANY}), _sentence(campaign.why, SAYS_WHY))
    if ASKS[0] not in has:
        lines.append(_sentence(campaign.ask, ASKS[0]))
    return " ".join(_written(line) for line in lines if line.text)


def _clauses(heard: Heard, campaign: Campaign, contact: Contact) -> Heard:
    """Their words clause by clause, without those that stand on no feet of their own or say nothing new."""
    kept: list[str] = []
    had: set[str] = set()
    for clause in _CLAUSE.split(heard.text):
        clause = _AND.sub("", clause.strip())
        parts = set(parts_of(listen(clause, campaign, contact)))
        short = len(clause.split()) <= _LONG_CLAUSE
        if parts - had and short and not _LEANS.match(clause):
            kept.append(clause)
            had |= parts
    return listen("\n".join(kept), campaign, contact)


def _kept(heard: Heard) -> list[_Line]:
    """Their sentences that are part of an opener, each once; what only asks to go on comes last."""
    wanted = {*PARTS, *ASKS}
    lines = []
    for number, sentence in enumerate(heard.sentences):
        acts = frozenset(act for act, at in heard.acts.items() if at == number and act in wanted)
        if acts:
            hello = acts == {GREETS} or acts == {GREETS, USES_NAME}
            lines.append(_Line(sentence.strip(" ,;:-"), acts, heard.asks[number] and not hello))
    return sorted(lines, key=lambda line: line.acts <= set(ASKS))


def _add_name(lines: list[_Line], heard: Heard, contact: Contact) -> None:
    """Their name after the greeting's own words; without a greeting, both."""
    greeting = next((line for line in lines if GREETS in line.acts), None)
    if greeting is None:
        lines.insert(0, _Line(f"Hello, {contact.call}", frozenset([GREETS, USES_NAME]), False))
        return
    start, end = heard.spans[GREETS]
    said = heard.text[start:end]
    before, found, after = greeting.text.partition(said)
    rest = after.lstrip(" ,")
    greeting.text = f"{before}{found}, {contact.call}" + (f", {rest}" if rest else "")


def _add_who(lines: list[_Line], has: set[str], campaign: Campaign) -> None:
    """Who is calling, and from where."""
    after_name = _after(lines, {GREETS, USES_NAME})
    if not {GIVES_NAME, NAMES_COMPANY} & has:
        lines.insert(after_name, _sentence(f"This is {campaign.you} from {campaign.company}.", GIVES_NAME))
    elif GIVES_NAME not in has:
        lines.insert(after_name, _sentence(f"My name is {campaign.you}.", GIVES_NAME))
    elif NAMES_COMPANY not in has:
        line = _sentence(f"I'm calling from {campaign.company}.", NAMES_COMPANY)
        lines.insert(_after(lines, {GIVES_NAME}), line)


def _sentence(text: str, act: str) -> _Line:
    return _Line(text.rstrip(_END), frozenset([act]), text.endswith("?"))


def _after(lines: list[_Line], acts: set[str]) -> int:
    """The place after the last line that does one of these, and before what asks to go on."""
    return max((n + 1 for n, line in enumerate(lines) if acts & line.acts), default=0)


def _written(line: _Line) -> str:
    text = line.text.strip()
    return text[:1].upper() + text[1:] + ("?" if line.asks else ".")
