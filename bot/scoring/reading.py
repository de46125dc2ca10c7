"""Reads an answer: its sentences, its words in the form that patterns are written in, and where each stands.

The normalised text is lower case, contractions are spelled out ("I'd" -> "i would"), punctuation is dropped,
words stand one space apart and each sentence on a line; "2,000" is "2000", "45-50" is "45 50", "4pm" is "4 pm",
"90%" is "90 percent", and a question ends with the word "?". Every word knows its span in the answer as it was
written, so that whatever is found can be quoted word for word.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.scoring.spelling import Spelling
from bot.scoring.wordlists import CONTRACTIONS, IS_AFTER, NOT_I_WILL_BEFORE, NOT_I_WOULD_BEFORE

_QUOTE_MARKS = str.maketrans(
    dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02", '"')
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u00b4`\uff07", "'")
)
_TOKEN = re.compile(
    r"(?P<ordinal>\d{1,4}(?:st|nd|rd|th)\b)"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"|(?P<word>[^\W\d_][^\W_]*(?:'[^\W_]+)*)"
    r"|(?P<percent>%)"
    r"|(?P<end>[.!?\u2026\u3002\uff01\uff1f]+)"
    r"|(?P<line>\n)"
    r"|(?P<break>[,;:()\u2013\u2014]|--+| - |```)",
    re.IGNORECASE,
)
_LOWER_CASE = re.compile(r"(?<![^\s(\"'])[a-z]+(?![\w'])")  # names may be spelled as they like
_CLOSERS = re.compile(r"[\"')\]*_]*(?=\s|$)|(?=[A-Z])")
_SINGLE_QUOTE = re.compile(r"(?P<open>(?<![^\W_])'(?=[^\W_]))|(?P<close>(?<=[^\s])'(?![^\W_]))|(?P<line>\n)")
_ABBREVIATIONS = frozenset(["mr", "mrs", "ms", "dr", "st", "vs", "etc", "approx", "e.g", "i.e", "eg", "ie", "no"])
_LONGEST_QUOTE = 1200  # characters: a quote that is never closed ends with its line, or here


@dataclass(frozen=True, slots=True)
class Word:
    """A normalised word. `start` and `end` are its span in the answer, `at` its place in the normalised text.

    `breaks`: a comma, dash, colon or bracket stands before it. `quote`: number of the quoted passage it
    stands in, or -1. `colon`: that mark is a colon. Two words of one contraction share a span.
    """

    text: str
    start: int
    end: int
    at: int
    sentence: int
    quote: int
    breaks: bool
    capital: bool
    colon: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words `first` up to, not including, `last` of the reading; `text` is their normalised text."""

    first: int
    last: int
    text: str

    @property
    def asks(self) -> bool:
        return self.text.endswith("?")


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer as the scorer sees it. `text` holds the texts of all sentences, a line each."""

    answer: str
    text: str
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    quotes: tuple[tuple[int, int], ...]  # quoted passages: first word and the one after the last

    def without(self, numbers: Set[int]) -> "Reading":
        """The reading without some of its sentences, by their numbers; the words keep their places."""
        if not numbers:
            return self
        kept = tuple(s for s in self.sentences if self.words[s.first].sentence not in numbers)
        return replace(self, sentences=kept)

    def sentence_of(self, word: int) -> Sentence:
        """The sentence that a word stands in."""
        place = bisect_right(self.sentences, word, key=lambda sentence: sentence.first) - 1
        return self.sentences[place]

    def keeps(self, word: int) -> bool:
        """Does the word stand in one of the reading's sentences (see `without`)?"""
        place = bisect_right(self.sentences, word, key=lambda sentence: sentence.first) - 1
        return place >= 0 and word < self.sentences[place].last

    def words_at(self, start: int, end: int) -> tuple[int, int]:
        """The words that characters `start` to `end` of `text` touch: the first and the one after the last."""
        starts = _Starts(self.words)
        first = max(0, bisect_right(starts, start) - 1)
        last = max(first + 1, bisect_right(starts, max(start, end - 1)))
        return first, min(last, len(self.words))

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The span in the answer of the words `first` up to, not including, `last`."""
        return self.words[first].start, self.words[last - 1].end


class _Starts(Sequence[int]):
    """The words' places in the normalised text, for bisect, without copying them."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]  # bisect asks by int only
        return self._words[index].at


@dataclass(slots=True)
class _Raw:
    """A word before sentences are put together."""

    text: str
    start: int
    end: int
    breaks: bool
    colon: bool = False


def read(answer: str, spelling: Spelling | None = None) -> Reading:
    """Read an answer. Takes anything, raises nothing, in time linear in the answer's length.

    `spelling`: slips of the keyboard are read as what was meant; quotes keep them.
    """
    text, where = _clean(answer)
    slips = spelling.mended(_LOWER_CASE.findall(text)) if spelling else {}
    quoted = _quoted(text)
    words: list[Word] = []
    sentences: list[Sentence] = []
    quotes: list[tuple[int, int]] = []
    at, passage, latest = 0, 0, -1
    for raws in _sentences(text, slips):
        first = len(words)
        for raw in raws:
            while passage < len(quoted) and quoted[passage][1] <= raw.start:
                passage += 1
            inside = passage < len(quoted) and quoted[passage][0] <= raw.start
            if inside and passage != latest:
                quotes.append((len(words), len(words)))
                latest = passage
            if inside:
                quotes[-1] = (quotes[-1][0], len(words) + 1)
            start, end = where[raw.start], where[raw.end - 1] + 1
            quote = len(quotes) - 1 if inside else -1
            capital = answer[start : start + 1].isupper()
            words.append(Word(raw.text, start, end, at, len(sentences), quote, raw.breaks, capital, raw.colon))
            at += len(raw.text) + 1
        sentences.append(Sentence(first, len(words), " ".join(raw.text for raw in raws)))
    return Reading(answer, "\n".join(s.text for s in sentences), tuple(words), tuple(sentences), tuple(quotes))


def _clean(answer: str) -> tuple[str, Sequence[int]]:
    """The answer with one kind of quote mark, without invisible characters and accents; and where each
    character of the result stands in the answer."""
    if answer.isascii() and answer.isprintable():
        return answer.translate(_QUOTE_MARKS), range(len(answer))
    out: list[str] = []
    where: list[int] = []
    for i, char in enumerate(answer.translate(_QUOTE_MARKS)):
        if char.isascii():
            kept = char if char.isprintable() else "\n" if char in "\r\n" else " "
            if char in "\x00\x08\x7f":
                continue
        elif unicodedata.category(char) in ("Cf", "Cc", "Cs", "Mn"):
            continue
        elif char in "\u2013\u2014\u2026":
            kept = char
        else:
            decomposed = unicodedata.normalize("NFKD", char)
            kept = "".join(c for c in decomposed if unicodedata.category(c) != "Mn") or " "
        for c in kept:
            out.append(c)
            where.append(i)
    return "".join(out), where


def _quoted(text: str) -> list[tuple[int, int]]:
    """Quoted passages, in order, not overlapping: double marks, then single ones outside them."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for mark in re.finditer(r'"|\n', text):
        i = mark.start()
        if opened is None:
            opened = i + 1 if mark.group() == '"' else None
        else:
            if i > opened:
                found.append((opened, min(i, opened + _LONGEST_QUOTE)))
            opened = None
    if opened is not None and opened < len(text):
        found.append((opened, min(len(text), opened + _LONGEST_QUOTE)))
    return sorted(found + _single_quoted(text, found))


def _single_quoted(text: str, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Passages of two words or more in single marks: an apostrophe alone ("'em") is none."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    nearest = 0
    for mark in _SINGLE_QUOTE.finditer(text):
        i = mark.start()
        while nearest < len(taken) and taken[nearest][1] <= i:
            nearest += 1
        if mark.lastgroup == "line" or (nearest < len(taken) and taken[nearest][0] <= i):
            opened = None
        elif mark.lastgroup == "open":
            opened = opened or i + 1
        elif opened:
            if " " in text[opened:i] and i - opened <= _LONGEST_QUOTE:
                found.append((opened, i))
            opened = None
    return found


def _sentences(text: str, slips: Mapping[str, str]) -> Iterator[list[_Raw]]:
    """The text's sentences as words; a question gets the last word "?". Empty ones are left out."""
    raws: list[_Raw] = []
    breaks = colon = False
    for token in _TOKEN.finditer(text):
        group = token.lastgroup
        if group in ("end", "line"):
            if group == "end" and not _ends_sentence(text, token, raws):
                continue
            if raws:
                if "?" in token.group() or "\uff1f" in token.group():
                    raws.append(_Raw("?", token.start(), token.end(), False))
                yield _spell_out(raws)
            raws, breaks, colon = [], False, False
        elif group == "break":
            breaks, colon = True, colon or token.group() == ":"
        else:
            word = _folded(token)
            raws.append(_Raw(slips.get(word, word), token.start(), token.end(), breaks, colon))
            breaks = colon = False
    if raws:
        yield _spell_out(raws)


def _ends_sentence(text: str, token: re.Match[str], raws: list[_Raw]) -> bool:
    if not _CLOSERS.match(text, token.end()):
        return False
    if token.group() != "." or not raws or raws[-1].end != token.start():
        return True
    last = raws[-1].text
    return last not in _ABBREVIATIONS and not (len(last) == 1 and last.isalpha() and last != "i")


def _folded(token: re.Match[str]) -> str:
    match token.lastgroup:
        case "number":
            return token.group().replace(",", "")
        case "percent":
            return "percent"
        case _:
            return token.group().lower()


def _spell_out(raws: list[_Raw]) -> list[_Raw]:
    """Contractions as words: "don't" and "dont" -> "do not", "I'd" -> "i would", "she's" -> "she is"."""
    out: list[_Raw] = []
    for raw, following in pairwise([*raws, _Raw("", 0, 0, False)]):
        before = out[-1].text if out else ""
        parts = _parts(raw.text, before, following.text)
        for number, part in enumerate(parts):
            out.append(_Raw(part, raw.start, raw.end, raw.breaks and number == 0, raw.colon and number == 0))
    return out


def _parts(word: str, before: str, after: str) -> tuple[str, ...]:
    if word == "id" and before in NOT_I_WOULD_BEFORE:
        return (word,)
    if word in ("ill", "il") and before in NOT_I_WILL_BEFORE:
        return (word,)
    known = CONTRACTIONS.get(word)
    if known is not None:
        return known
    if "'" not in word:
        return (word,)
    stem, _, tail = word.rpartition("'")
    stem = stem.replace("'", "")
    match tail:
        case "d":
            return (stem, "had" if after in ("been", "better") else "would")
        case "ll":
            return (stem, "will")
        case "re":
            return (stem, "are")
        case "ve":
            return (stem, "have")
        case "m":
            return (stem, "am")
        case "s" if stem in IS_AFTER:
            return (stem, "is")
        case "t" if stem.endswith("n") and len(stem) > 2:
            return (stem[:-1], "not")
        case _:
            return (stem + tail,)
