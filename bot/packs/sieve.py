"""Which of thousands of phrases may be in a text: told by its words, so that RE2 is asked for those few only.

RE2 is quick on text like what it has seen, and everybody's answer is new: to search one for all phrases takes it
15 ms, and most phrases have no word in common with it. So each way to word a phrase is looked up by its rarest slot,
and the slots' places are followed from one to the next, all places at once as the bits of a number.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, ClassVar, NamedTuple

import re2

from bot.packs.part import Part, Slot
from bot.practice.content import Match

MAX_MEMORY = 4 << 20
"""Bytes that one compiled phrase may use at most, with what it remembers to be fast; few come near."""
TEXTS_REMEMBERED = 64
WORDS_REMEMBERED = 4_000
_NEAR = 4  # words between two slots that are looked up together
_WIDEST = 8  # words between two slots that are counted; more count as any number. Lines stand further apart.


@dataclass(frozen=True, slots=True)
class Found:
    """Where a pattern was found."""

    first: int
    last: int

    def start(self) -> int:
        return self.first

    def end(self) -> int:
        return self.last


class Line(NamedTuple):
    """A line of a text in UTF-8 with a space at both ends, and the place in the text where it begins."""

    spaced: bytes
    at: int
    ascii: bool

    def place(self, byte: int) -> int:
        """The place in the text of a byte of the line."""
        return self.at + (byte if self.ascii else len(self.spaced[:byte].decode())) - 1


class Candidate(NamedTuple):
    """A phrase that may be in a line, and the bits of the line's words that its last slot may be."""

    phrase: int
    ends: int


@dataclass(frozen=True, slots=True)
class PhrasePattern:
    """All phrases of a behaviour or look-for: finds them in normalised sentences, whole words only."""

    sieve: "Sieve"
    number: int
    lines: ClassVar[bool] = True  # in sentences put on a line each, it finds what it finds in each alone

    @property
    def phrases(self) -> Sequence[Part]:
        return self.sieve.phrases_of(self.number)

    def finditer(self, text: str) -> Iterator[Match]:
        possible = self.sieve.possible(text).get(self.number)
        return self.sieve.found(possible) if possible else iter(())


class _Index:
    """The ways to word phrases, each by the two neighbouring slots that are rarest together, or by one slot."""

    def __init__(self, phrases: Sequence[Part]) -> None:
        self.ways = [(number, way.slots) for number, phrase in enumerate(phrases) for way in phrase.ways]
        often = Counter(word for _, slots in self.ways for slot in slots for word in slot.words)
        self._words = frozenset(often)
        sizes: dict[frozenset[str], int] = {}  # how often the words of a slot are asked for

        def size(words: frozenset[str]) -> int:
            if words not in sizes:
                sizes[words] = sum([often[word] for word in words])
            return sizes[words]

        self.pairs: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.alone: dict[str, list[int]] = defaultdict(list)
        for number, (_, slots) in enumerate(self.ways):
            pairs = [(a, b) for a, b in pairwise(slots) if b.before <= _NEAR]
            if pairs:
                first, second = min(pairs, key=lambda pair: size(pair[0].words) * size(pair[1].words))
                for word in first.words:
                    for after in second.words:
                        self.pairs[word][after].append(number)
            else:
                for word in min([slot.words for slot in slots], key=size):
                    self.alone[word].append(number)
        self.keys = lru_cache(WORDS_REMEMBERED)(self._keys)

    def _keys(self, word: str) -> tuple[str, ...]:
        """The keys that a word of a text goes by."""
        beginnings = (f"{word[:end]}*" for end in range(1, len(word) + 1))
        return tuple(key for key in (word, *beginnings) if key in self._words)

    def possible(self, line: Sequence[tuple[str, ...]]) -> Iterator[list[int]]:
        """Ways that may be in a line, given by the keys of its words."""
        for at, keys in enumerate(line, 1):
            for key in keys:
                if key in self.alone:
                    yield self.alone[key]
                if key in self.pairs:
                    seconds = self.pairs[key]
                    for following in line[at : at + 1 + _NEAR]:
                        for second in following:
                            if second in seconds:
                                yield seconds[second]


class Sieve:
    """All phrases of a library. It grows while content is loaded, and is only asked from then on."""

    def __init__(self) -> None:
        self._phrases: list[Part] = []
        self._patterns: list[int] = []  # each phrase's pattern
        self._made = 0  # patterns
        self._compiled: dict[int, Any] = {}
        self._index: _Index | None = None
        self.possible = lru_cache(TEXTS_REMEMBERED)(self._possible)

    def pattern(self, phrases: Sequence[Part]) -> PhrasePattern:
        """The phrases as one pattern. Where several begin at the same word, the first of them is found."""
        made = PhrasePattern(self, self._made)
        self._made += 1
        self.extend(made, phrases)
        return made

    def extend(self, pattern: PhrasePattern, phrases: Sequence[Part]) -> None:
        """Add phrases to one of its patterns: those that can be known only when all content is read."""
        self._phrases += phrases
        self._patterns += [pattern.number] * len(phrases)
        self._index = None
        self.possible.cache_clear()

    def phrases_of(self, pattern: int) -> Sequence[Part]:
        """The phrases of a pattern."""
        return [phrase for phrase, number in zip(self._phrases, self._patterns, strict=True) if number == pattern]

    def found(self, possible: Sequence[tuple[Line, Sequence[Candidate]]]) -> Iterator[Match]:
        """Where any of the phrases is, from left to right: what one regular expression of all would find."""
        for line, candidates in possible:
            matches = [match for candidate in candidates if (match := self._next(line, candidate, 0))]
            while matches:
                first, last, _ = min(matches, key=lambda match: match[0])  # the first of those that begin together
                yield Found(line.place(first + 1), line.place(last - 1))  # without the space at both ends
                last -= 1  # the space behind this match is the one before the next
                words = line.spaced.count(b" ", 0, last)
                matches = [
                    match
                    for known in matches
                    if (match := known if known[0] >= last else self._next(line, known[2], last, words))
                ]

    def _next(
        self, line: Line, candidate: Candidate, position: int, words: int = 0
    ) -> tuple[int, int, Candidate] | None:
        """The first match from a position on, which so many words stand before."""
        if not candidate.ends >> words:
            return None
        compiled = self._compiled.get(candidate.phrase)
        if compiled is None:
            compiled = self._compiled[candidate.phrase] = compile_phrase(self._phrases[candidate.phrase])
        match = compiled.search(line.spaced, position)
        return (*match.span(), candidate) if match else None

    def _possible(self, text: str) -> dict[int, list[tuple[Line, list[Candidate]]]]:
        """The lines in which each pattern may be found, and with which phrases; no others are in the text."""
        index = self._index = self._index or _Index(self._phrases)
        lines: list[tuple[Line, int, int]] = []  # of each bit: its line, the first bit of the line, and all of them
        places: dict[str, int] = defaultdict(int)  # the bits of the words that go by a key
        ways: set[int] = set()
        at = 0
        for line in text.split("\n"):
            keys = [index.keys(word) for word in line.split(" ")]
            ways.update(*index.possible(keys))
            first = len(lines)
            for bit, of_word in enumerate(keys, first):
                for key in of_word:
                    places[key] |= 1 << bit
            made = Line(f" {line} ".encode(), at, line.isascii()), first, ((1 << len(keys)) - 1) << first
            lines += [made] * (len(keys) + _WIDEST + 1)
            at += len(line) + 1
        possible: dict[int, dict[Line, list[Candidate]]] = defaultdict(dict)
        for phrase, ends in _ends([index.ways[number] for number in sorted(ways)], places).items():
            left = ends
            while left:
                found, first, bits = lines[(left & -left).bit_length() - 1]
                candidate = Candidate(phrase, (left & bits) >> first)
                possible[self._patterns[phrase]].setdefault(found, []).append(candidate)
                left &= ~bits
        return {pattern: sorted(of_lines.items(), key=_place) for pattern, of_lines in possible.items()}


def _place(of_line: tuple[Line, list[Candidate]]) -> int:
    return of_line[0].at


def _ends(ways: Iterable[tuple[int, Sequence[Slot]]], places: Mapping[str, int]) -> dict[int, int]:
    """Where the last slot of a phrase stands with all others in reach before it: bits, by phrase."""
    ends: dict[int, int] = defaultdict(int)
    present = frozenset(places)
    standing: dict[frozenset[str], int] = {}  # where a slot's words stand, once it was asked for
    for phrase, slots in ways:
        reached = -1  # the first slot may be anywhere
        for words, before in slots:
            here = standing.get(words)
            if here is None:
                here = 0
                for key in words & present:
                    here |= places[key]
                standing[words] = here
            reached = here if reached < 0 else here & _ahead(reached, before)
            if not reached:
                break
        else:
            ends[phrase] |= reached
    return ends


def _ahead(places: int, between: int) -> int:
    """The places after those given, with at most so many words between."""
    if between > _WIDEST:
        return -(places & -places) << 1
    ahead = places << 1
    for _ in range(between):
        ahead |= ahead << 1
    return ahead


def compile_phrase(phrase: Part) -> Any:
    """The phrase for a line in UTF-8 with a space at both ends. Raises re2.error when it stands for too much.

    Words end at spaces, so bytes do for letters, and RE2 has less to build than for characters.
    """
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MAX_MEMORY
    options.encoding = re2.Options.Encoding.LATIN1
    return re2.compile(f" {phrase.source}".encode(), options)
