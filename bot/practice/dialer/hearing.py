"""What is heard in the agent's words: acts, each with the sentence that does it. Typing style hardly matters."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass

from bot.practice.dialer.content import (
    ASKS,
    CHECKS_LINE,
    CLOSES,
    GIVES_NAME,
    GREETS,
    HANGS_UP,
    HELLO_BACK,
    NAMES_COMPANY,
    OTHER_QUESTION,
    USES_NAME,
    Campaign,
    Contact,
)
from bot.scoring.behaviours import find
from bot.scoring.reading import Reading, read
from bot.scoring.voice import Hearing, hear
from bot.scoring.wordlists import FUNCTION_WORDS, words

LONGEST = 1_000
"""Characters that are heard: three minutes of typing."""

HELLO_WORDS = 8
"""An answer of no more words than this that only greets, or asks whether anybody is there, is hello said back."""

GOODBYE_WORDS = 4
"""A goodbye of no more words is hanging up politely."""

_ASKING = (
    *ASKS,
    "asks-for-person",
    "asks-for-grown-up",
    "asks-when",
    "offers-call-back",
    "apologises",
    CHECKS_LINE,
    GREETS,
)
_NO_NAMES = words(
    """calling ringing phoning just sorry regarding important urgent quick only glad happy afraid interested sure fine
    okay ok good great right wrong really very speaking here there short brief free easy nothing voluntary"""
)
_POLITE = words(
    "please sorry thanks thank hello hi yes no okay ok good morning goodbye bye sir madam mr mrs ms oh well"
)
_HEAP, _A_PIECE = 3, 1.4  # telling words, and words between two commas, that make a heap of keywords
_INTRODUCES = (("this", "is"), ("it", "is"), ("i", "am"))
_WORD = re.compile(r"[^\W\d_]{3,}")
_SHORTEST = 4  # letters of a word that others are taken for
_NAME_SLIPS = 5  # letters of a name from which on a slip in it is forgiven


@dataclass(frozen=True, slots=True)
class Heard:
    """What one message, or several in a row, came to.

    `acts` maps each act to its sentence (index), `spans` to its first and last character in `text`.
    """

    text: str
    acts: Mapping[str, int]
    spans: Mapping[str, tuple[int, int]]
    sentences: tuple[str, ...]
    asks: tuple[bool, ...]
    words: int

    def quote(self, act: str) -> str:
        """The sentence that does it, as it was written; empty when there is none."""
        at = self.acts.get(act, -1)
        return self.sentences[at] if 0 <= at < len(self.sentences) else ""


def listen(text: str, campaign: Campaign, contact: Contact, closed: bool = False) -> Heard:
    """Hear what the agent said. `closed`: then they hung up. Takes anything, raises nothing."""
    text = text[:LONGEST]
    theirs = read(text)
    reading = read(mended(text, campaign.spelling))
    if len(reading.words) != len(theirs.words) or len(reading.sentences) != len(theirs.sentences):
        reading = theirs
    if _keywords(reading):
        return _with_pseudo(Heard(text, {}, {}, (), (), len(theirs.words)), closed)
    hearing = hear(reading)
    places: dict[str, tuple[int, int]] = {}
    for finding in find(reading, hearing, campaign.ears):
        if finding.behaviour.id != GIVES_NAME or _names_somebody(reading, finding.first, finding.last):
            places.setdefault(finding.behaviour.id, (finding.first, finding.last))
    named = ((USES_NAME, contact.words), (NAMES_COMPANY, campaign.called), (GIVES_NAME, campaign.you_words))
    for act, names in named:
        at = _named(reading, hearing, names)
        if at is not None and (act != GIVES_NAME or act not in places):
            places[act] = (at, at + 1)
    acts = {act: reading.words[first].sentence for act, (first, _) in places.items()}
    heard = Heard(
        text=text,
        acts=acts,
        spans={act: theirs.span(*place) for act, place in places.items()},
        sentences=tuple(text[slice(*theirs.span(s.first, s.last - s.asks))] for s in theirs.sentences),
        asks=tuple(sentence.asks for sentence in theirs.sentences),
        words=sum(word.text != "?" for word in theirs.words),
    )
    return _with_pseudo(heard, closed)


def _with_pseudo(heard: Heard, closed: bool) -> Heard:
    """What was heard, with what no phrase finds."""
    acts = dict(heard.acts)
    asked = {acts[name] for name in _ASKING if name in acts}
    for number, asks in enumerate(heard.asks):
        if asks and number not in asked:
            acts.setdefault(OTHER_QUESTION, number)
    if heard.words and heard.words <= HELLO_WORDS and heard.acts and {GREETS, CHECKS_LINE}.issuperset(heard.acts):
        acts[HELLO_BACK] = 0
    goodbye = "says-goodbye" in acts and heard.words <= GOODBYE_WORDS
    if goodbye or (closed and not heard.words):
        acts[HANGS_UP] = 0
    if closed and heard.words:
        acts[CLOSES] = len(heard.sentences) - 1
    return Heard(heard.text, acts, heard.spans, heard.sentences, heard.asks, heard.words)


def _keywords(reading: Reading) -> bool:
    """Catchwords in a row instead of sentences: nobody talks so."""
    said = [word.text for word in reading.words if word.text != "?"]
    pieces = len(reading.sentences) + sum(word.breaks for word in reading.words)
    telling = [word for word in said if word not in FUNCTION_WORDS and word not in _POLITE]
    return len(telling) >= _HEAP and len(said) <= _A_PIECE * pieces


def _names_somebody(reading: Reading, first: int, last: int) -> bool:
    """Does "this is ..." go on with a name? "This is a survey from Lantern" says nobody's."""
    said = [word.text for word in reading.words[first:last]]
    for at in range(len(said) - 2):
        if (said[at], said[at + 1]) in _INTRODUCES:
            return said[at + 2] not in FUNCTION_WORDS and said[at + 2] not in _NO_NAMES
    return True


def _named(reading: Reading, hearing: Hearing, names: Set[str]) -> int | None:
    """The word that is one of these names, a slip of the fingers forgiven; names in a heap of keywords name nobody."""
    for at, word in enumerate(reading.words):
        if any(same_name(word.text, name) for name in names) and not hearing.despised(at, at + 1):
            return at
    return None


def same_name(word: str, name: str) -> bool:
    """Is the word this name, with one slip at most if it is long enough to tell? A possessive "s" is none."""
    if word == name or word == f"{name}s":
        return True
    return len(name) >= _NAME_SLIPS and word[:1] == name[:1] and one_slip(word, name)


def mended(text: str, spelling: Set[str]) -> str:
    """The text with slips of the fingers put right: "thsi is sam form lantern"."""
    return _WORD.sub(lambda found: _mended(found.group(), spelling), text)


def _mended(word: str, spelling: Set[str]) -> str:
    plain = word.lower()
    if plain in spelling or plain in FUNCTION_WORDS:
        return word
    near = [known for known in spelling if len(known) >= _SHORTEST and known[0] == plain[0] and one_slip(plain, known)]
    return min(near) if near else word


def one_slip(word: str, other: str) -> bool:
    """Do two words differ in one letter left out, put in, changed, or two that changed places?"""
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(word), len(other)) - start and word[-1 - end] == other[-1 - end]:
        end += 1
    one, two = word[start : len(word) - end], other[start : len(other) - end]
    return (len(one) <= 1 and len(two) <= 1) or (len(one) == 2 and one == two[::-1])
