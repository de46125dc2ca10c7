"""Phrases learned from examples, for a behaviour whose author has written none.

Looked for is what the examples share: telling words, or two or three words near one another, that stand in several
examples, in no counterexample, and hardly ever in what people say otherwise (the background). Of these the fewest are
taken that show each example twice, the most general first. They are ordinary phrases: the engine hears denials,
speakers and wishes in them as in all others. So nothing is learned from words that it would not count.

Everything is counted in a fixed order: the same examples and background give the same phrases.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import product

from bot.packs.phrases import compile_phrases
from bot.scoring.behaviours import findings_of
from bot.scoring.reading import read
from bot.scoring.rubric import Behaviour, Rubric
from bot.scoring.voice import Hearing, hear, negators_in
from bot.scoring.wordlists import FUNCTION_WORDS, NUMBER_WORDS

ENOUGH_EXAMPLES = 12
ENOUGH_COUNTEREXAMPLES = 6
MOST = 60
"""Examples, and counterexamples, that are learned from; further ones are only tried."""

_LONGEST = 60  # words of a sentence, and sentences of an example, that are learned from
_MOST_TRIPLES = 3_000  # that are looked at; of ordinary examples there are some hundred
_SHOWN_TWICE = 2  # phrases that should find each example: people seldom say a thing in the very same words
_SHARED = 2  # examples that must share a phrase
_SHARED_ALONE = 3  # and a single word, which says less
_OUTWEIGHS = 600  # each example beyond those may have one sentence in so many of the background against it
_GAPS = {0: "", 2: ".. ", 4: "... "}
_NUMBER = "{number}"
_WORD = re.compile(r"[a-z]+")
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ing|ied|ies|ed|es|ly|s|e|y)$")
_STEM = 6  # letters: apolog*, frustr*

Candidate = tuple[str | int, ...]
"""Words, stems (`call*`) or `{number}`, with the most words between each two: ("call*", 2, "back")."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How well a behaviour is learned: each of its texts was left out in turn, and then looked for."""

    found: int
    examples: int
    wrong: int
    """Counterexamples that were found."""
    counterexamples: int

    @property
    def good(self) -> bool:
        return 2 * self.found >= self.examples and not self.wrong

    def __str__(self) -> str:
        return (
            f"taught from {self.examples} examples: held out, {self.found} of {self.examples} found, "
            f"{self.wrong} of {self.counterexamples} counterexamples found"
        )


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence of a text. `open`: whether a finding may begin at a word; `negators`: the words that deny."""

    text: int
    owner: str
    words: tuple[str, ...]
    open: tuple[bool, ...]
    negators: frozenset[int]


class Background:
    """What people say otherwise: texts, each with the behaviour that it is an example of, if any."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self.lines = _Lines(line for owner, text in texts for line in _lines(text, 0, owner, None))

    def holds(self, candidate: Candidate, but: str, most: int) -> bool:
        """Do more than `most` sentences that are not of the behaviour `but` hold the candidate?"""
        return len(self.lines.holding(candidate, but, most + 1)) > most


class Lesson:
    """A behaviour's examples and counterexamples, read once, to learn from all of them or without one."""

    def __init__(
        self, name: str, supports: bool, examples: Iterable[str], counterexamples: Iterable[str], background: Background
    ) -> None:
        """`supports`: whether the behaviour speaks for its competency; what is only wished shows nothing good."""
        self.name = name
        self.supports = supports
        self.examples = different(examples)[:MOST]
        self.counterexamples = different(counterexamples)[:MOST]
        self._background = background
        self._wrong = self._lines(self.counterexamples)
        self._in_counterexamples: dict[Candidate, int] = {}
        self._in_background: dict[tuple[Candidate, int], bool] = {}

    @cached_property
    def phrases(self) -> tuple[str, ...]:
        """What is learned from all; nothing, when the examples share nothing."""
        return self._learn(-1, -1)

    def held_out(self) -> HeldOut:
        """Learn without each text in turn, and see whether the engine finds it then. Some seconds at the most."""
        everything = -1
        found = [
            self._finds(self._learn(~(1 << number), everything), text) for number, text in enumerate(self.examples)
        ]
        wrong = [
            self._finds(self._learn(everything, ~(1 << number)), text)
            for number, text in enumerate(self.counterexamples)
        ]
        return HeldOut(sum(found), len(found), sum(wrong), len(wrong))

    def _finds(self, phrases: Sequence[str], text: str) -> bool:
        if not phrases:
            return False
        behaviour = Behaviour(self.name, "", self.supports, "", "", 1, (compile_phrases(phrases),))
        reading = read(text)
        return bool(findings_of(behaviour, reading, hear(reading), Rubric("", {}, {self.name: behaviour})))

    def _lines(self, texts: Sequence[str]) -> "_Lines":
        return _Lines(line for number, text in enumerate(texts) for line in _lines(text, number, "", self.supports))

    def _learn(self, examples: int, counterexamples: int) -> tuple[str, ...]:
        """The phrases learned from some of the texts, given as bits."""
        shared = {candidate: bits & examples for candidate, bits in self._candidates.items()}
        by_reach = sorted(
            (c for c, bits in shared.items() if bits.bit_count() >= (_SHARED_ALONE if len(c) == 1 else _SHARED)),
            key=lambda c: (-shared[c].bit_count(), len(c), -sum(map(_gap, c)), -_phrase(c).count("*"), _phrase(c)),
        )
        good: dict[Candidate, bool] = {}
        chosen: list[Candidate] = []
        times = [0] * len(self.examples)
        while True:
            wanted = sum(1 << number for number, found in enumerate(times) if found < _SHOWN_TWICE)
            best, most = None, 0
            for candidate in by_reach:
                size = shared[candidate].bit_count()
                if size <= most:
                    break  # no later one can find more
                gain = (shared[candidate] & wanted).bit_count()
                if gain <= most or any(_says_again(candidate, other, shared) for other in chosen):
                    continue
                if candidate not in good:
                    good[candidate] = self._good(candidate, size, counterexamples)
                if good[candidate]:
                    best, most = candidate, gain
            if best is None:
                return tuple(_phrase(candidate) for candidate in chosen)
            chosen.append(best)
            for number in range(len(times)):
                times[number] += shared[best] >> number & 1

    def _good(self, candidate: Candidate, size: int, counterexamples: int) -> bool:
        """In none of these counterexamples, and in the background only where `size` examples outweigh it."""
        if candidate not in self._in_counterexamples:
            self._in_counterexamples[candidate] = self._wrong.texts(candidate)
        if self._in_counterexamples[candidate] & counterexamples:
            return False
        most = (size - _SHARED) * len(self._background.lines.lines) // _OUTWEIGHS
        if (candidate, most) not in self._in_background:
            self._in_background[candidate, most] = not self._background.holds(candidate, self.name, most)
        return self._in_background[candidate, most]

    @cached_property
    def _candidates(self) -> dict[Candidate, int]:
        """What two or more examples share, and which: bits."""
        lines = self._lines(self.examples)
        alone: dict[Candidate, int] = defaultdict(int)
        near: dict[tuple[str, str], dict[int, int]] = defaultdict(lambda: dict.fromkeys(_GAPS, 0))
        for line in lines.lines:
            bit = 1 << line.text
            for at, begins in enumerate(line.open):
                for key in _keys(line.words[at]) if begins else ():
                    if _tells(key):
                        alone[key,] |= bit
                for after in _following(line, at):
                    for pair in product(_keys(line.words[at]), _keys(line.words[after])):
                        for gap in _GAPS:
                            near[pair][gap] |= bit if after - at - 1 <= gap else 0
        shared = {pair: gaps for pair, gaps in near.items() if gaps[4].bit_count() >= _SHARED}
        pairs: list[Candidate] = [(one, gap, two) for (one, two), gaps in shared.items() for gap in gaps]
        candidates = alone | {pair: lines.texts(pair) for pair in pairs if _says_enough(pair)}
        candidates |= {triple: lines.texts(triple) for triple in _triples(shared)}
        return {candidate: bits for candidate, bits in candidates.items() if bits.bit_count() >= _SHARED}


@dataclass(slots=True)
class _Lines:
    """Sentences, and where in them each word is."""

    given: Iterable[_Line]
    lines: list[_Line] = field(init=False)
    _words: dict[str, dict[int, list[int]]] = field(init=False)
    _sorted: list[str] = field(init=False)
    _known: dict[str, Mapping[int, Sequence[int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lines = list(self.given)
        self._words = defaultdict(lambda: defaultdict(list))
        for number, line in enumerate(self.lines):
            for at, word in enumerate(line.words):
                self._words[word][number].append(at)
        self._sorted = sorted(self._words)

    def texts(self, candidate: Candidate) -> int:
        """The texts that hold a candidate: bits."""
        bits = 0
        for number in self.holding(candidate):
            bits |= 1 << self.lines[number].text
        return bits

    def holding(self, candidate: Candidate, but: str | None = None, most: int = 1_000_000) -> set[int]:
        """The lines that hold a candidate, as many as `most`, without those of the behaviour `but`."""
        places = [self._places(str(key)) for key in candidate[::2]]
        gaps = [_gap(gap) for gap in candidate[1::2]]
        holding: set[int] = set()
        for number in min(places, key=len):
            line = self.lines[number]
            if line.owner != but and all(number in where for where in places):
                ends = [at for at in places[0][number] if line.open[at]]
                for where, gap in zip(places[1:], gaps, strict=True):
                    ends = [at for at in where[number] if any(_reaches(line, end, at, gap) for end in ends)]
                if ends:
                    holding.add(number)
                    if len(holding) >= most:
                        break
        return holding

    def _places(self, key: str) -> Mapping[int, Sequence[int]]:
        """In which lines, and where, a word is that goes by the key."""
        if key not in self._known:
            words = [key] if key in self._words else []
            if key == _NUMBER:
                words = [word for word in self._sorted if _keys(word) == (_NUMBER,)]
            elif key.endswith("*"):
                first, last = bisect_left(self._sorted, key[:-1]), bisect_left(self._sorted, f"{key[:-1]}\U0010ffff")
                words = self._sorted[first:last]
            found: dict[int, list[int]] = defaultdict(list)
            for word in words:
                for number, places in self._words[word].items():
                    found[number] += places
            self._known[key] = found
        return self._known[key]


def different(texts: Iterable[str]) -> list[str]:
    """The texts that say something, each once: capitals and punctuation make no difference."""
    by_reading = {read(text).text: text for text in reversed(list(texts))}
    by_reading.pop("", None)
    return list(reversed(by_reading.values()))


def _lines(text: str, number: int, owner: str, supports: bool | None) -> Iterator[_Line]:
    """The sentences of a text. Where `supports` is not given, all that is said counts, by whom and how ever."""
    reading = read(text)
    hearing = None if supports is None else hear(reading)
    for sentence in reading.sentences[:_LONGEST]:
        first, last = sentence.first, min(sentence.last, sentence.first + _LONGEST)
        words = tuple(word.text for word in reading.words[first:last])
        if hearing is None:
            yield _Line(number, owner, words, (True,) * len(words), frozenset())
        else:
            begins = tuple(not _mute(hearing, at, bool(supports)) for at in range(first, last))
            negators = frozenset(at - first for at in negators_in(reading, first, last))
            yield _Line(number, owner, words, begins, negators)


def _mute(hearing: Hearing, at: int, supports: bool) -> bool:
    """Would the engine count nothing that begins at this word?"""
    if hearing.reported(at) or hearing.denied(at):
        return True
    if supports:
        return hearing.despised(at, at + 1) or hearing.conditional(at)
    return hearing.hypothetical(at) or hearing.half_denied(at, at + 1)


@lru_cache(20_000)
def _keys(word: str) -> tuple[str, ...]:
    """What a word may go by in a phrase, the most general first; nothing, for what phrases can't be made of."""
    if word in NUMBER_WORDS or word[0].isdigit():
        return (_NUMBER,)
    if word == "?" or word in FUNCTION_WORDS:
        return (word,)
    if not _WORD.fullmatch(word):
        return ()
    return (word,) if len(word) < 4 else (f"{_ENDING.sub('', word)[:_STEM]}*", word)


def _tells(key: str) -> bool:
    """Does it say something by itself, as "the", "?" or a figure does not?"""
    return key not in FUNCTION_WORDS and key not in ("?", _NUMBER)


def _following(line: _Line, at: int) -> Iterator[int]:
    """The words near enough behind one for a phrase, up to a denial between."""
    for after in range(at + 1, min(at + 6, len(line.words))) if line.open[at] else ():
        yield after
        if after in line.negators:
            return


def _reaches(line: _Line, before: int, at: int, gap: int) -> bool:
    """Does a word stand at most so many words behind another, and no denial between?"""
    return 0 <= at - before - 1 <= gap and not any(between in line.negators for between in range(before + 1, at))


def _triples(shared: Mapping[tuple[str, str], Mapping[int, int]]) -> list[Candidate]:
    """Triples made of pairs that the same examples share, those of the most examples first."""
    behind: dict[str, list[str]] = defaultdict(list)
    for one, two in shared:
        behind[one].append(two)
    found: list[tuple[int, Candidate]] = []
    for (one, two), gaps in shared.items():
        for three in behind[two]:
            for gap, second in product(_GAPS, _GAPS):
                together = gaps[gap] & shared[two, three][second]
                triple: Candidate = (one, gap, two, second, three)
                if together.bit_count() >= _SHARED and _says_enough(triple):
                    found.append((-together.bit_count(), triple))
    return [triple for _, triple in sorted(found, key=lambda each: (each[0], _phrase(each[1])))[:_MOST_TRIPLES]]


def _says_enough(candidate: Candidate) -> bool:
    """Two telling words may stand apart; one must have its companions beside it, or it says nothing."""
    keys = [str(key) for key in candidate[::2]]
    telling = sum(map(_tells, keys))
    return telling == len(keys) or (telling > 0 and sum(map(_gap, candidate)) <= 2 * telling)


def _says_again(candidate: Candidate, other: Candidate, shared: Mapping[Candidate, int]) -> bool:
    """Does it find nothing that another did not find by one of the same words? So does `call* you` after `call*`."""
    return not shared[candidate] & ~shared[other] and not _roots(candidate).isdisjoint(_roots(other))


def _roots(candidate: Candidate) -> set[str]:
    keys = [str(key) for key in candidate[::2]]
    return {key if key.endswith("*") else _keys(key)[0] for key in keys if _tells(key)}


def _gap(of: str | int) -> int:
    return of if isinstance(of, int) else 0


def _phrase(candidate: Candidate) -> str:
    """The candidate in the phrase language."""
    return "".join(_GAPS[each] if isinstance(each, int) else f"{each} " for each in candidate).strip()
