"""The phrase language, compiled to RE2: no phrase of anybody's can hang the bot.

A phrase becomes a regular expression over sentences with a space before and after each, in which every word takes
the space behind it along: `(call|ring) ... back` is ` (?:call |ring )(?:[^ ]+ ){0,4}?back `. So words are whole words
without look-around, which RE2 has not, and without `\b`, which takes accented letters for gaps.

Patterns take one sentence or several, a line each, as `scoring.reading` writes them; none is found across lines.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import re2

from bot.packs.problem import shown
from bot.practice.content import Match, Pattern
from bot.scoring.wordlists import CONTRACTIONS

MAX_MEMORY = 4 << 20
"""Bytes that one compiled pattern may use at most, with what it remembers to be fast; few come near."""

_NUMBER_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
    "million dozen dozens"
).replace(" ", "|")
_NUMBER = rf"(?:[0-9]+(?:\.[0-9]+)? (?:k )?|(?:(?:{_NUMBER_WORDS}) )(?:(?:and )?(?:{_NUMBER_WORDS}) )*)"

_TOKEN = re.compile(r"\s+|\.\.\.?(?=[\s)|]|$)|[()|]|\{[^{}]*\}|[^\s(){}|]+")
_WORD = re.compile(r"[^\W_]+(\.[0-9]+)?\*?")
# "id" and "ill" are words too, depending on what stands before them.
_SPELLED_OUT = {word: parts for word, parts in CONTRACTIONS.items() if word not in ("id", "ill", "il")}
_NONSENSE = ("", "xq", "xq xz qx zq xq", "xq xz qx zq xq ?")  # what nothing should be found in


class PhraseError(ValueError):
    """A phrase that can't be used: `what` is wrong with it, and what would be right `instead`."""

    def __init__(self, what: str, instead: str) -> None:
        super().__init__(f"{what}, {instead}")
        self.what = what
        self.instead = instead


@dataclass(frozen=True, slots=True)
class Found:
    """Where a pattern was found."""

    first: int
    last: int

    def start(self) -> int:
        return self.first

    def end(self) -> int:
        return self.last


@dataclass(frozen=True, slots=True)
class PhrasePattern:
    """All phrases of a behaviour or look-for in one: finds them in normalised sentences, whole words only."""

    source: str
    compiled: Any = field(repr=False, compare=False)

    def finditer(self, text: str) -> Iterator[Match]:
        padded = _padded(text)
        position = 0
        while found := self.compiled.search(padded, position):
            first, last = found.span()  # with a space at both ends
            added = 1 + 2 * padded.count("\n", 0, first)
            yield Found(first + 1 - added, last - 1 - added)
            position = last - 1  # the space behind this match is the one before the next


@lru_cache(maxsize=64)
def _padded(text: str) -> str:
    """Every line with a space before and after it: made once, searched by hundreds of patterns."""
    return f" {text} ".replace("\n", " \n ")


def compile_phrases(phrases: Sequence[str], classes: Mapping[str, str] | None = None) -> tuple[Pattern, ...]:
    """All phrases as patterns, as few as RE2's limits allow. Raises PhraseError, which then names no phrase.

    To learn which phrase is wrong, call `check_phrase` with each.
    """
    sources = [phrase_source(phrase, classes or {}) for phrase in phrases]
    return tuple(_combined(sources))


def check_phrase(phrase: str, classes: Mapping[str, str]) -> None:
    """Raises PhraseError when the phrase can't be used."""
    compile_phrases([phrase], classes)


def compile_raw(source: str) -> Pattern:
    """An RE2 regular expression as a pattern. Raises PhraseError."""
    try:
        compiled = _compile(f"(?m:{source})")  # ^ and $ are a sentence's, not the answer's
    except re2.error as error:
        what = f"the pattern {shown(source)} is refused ({_said(error)})"
        raise PhraseError(what, "see RE2's syntax; look-around and back-references are not in it") from None
    if any(compiled.search(text) for text in _NONSENSE):
        raise PhraseError(f"the pattern {shown(source)} is found in anything", "name at least one word")
    found: Pattern = compiled
    return found


def phrase_source(phrase: str, classes: Mapping[str, str]) -> str:
    """The regular expression of a phrase; `classes` are sources themselves (see class_source). Raises PhraseError."""
    return _Parser(phrase, classes).parse()


def class_source(entries: Sequence[str]) -> str:
    """The regular expression of a word class: any of its entries. Raises PhraseError."""
    return f"(?:{'|'.join(phrase_source(entry, {}) for entry in entries)})"


def _combined(sources: list[str]) -> Iterator[Pattern]:
    source = f" (?:{'|'.join(sources)})"
    try:
        compiled = _compile(source)
    except re2.error as error:
        if len(sources) == 1:
            what = f"this stands for too many wordings at once ({_said(error)})"
            raise PhraseError(what, "split it into several") from None
        half = len(sources) // 2
        yield from _combined(sources[:half])
        yield from _combined(sources[half:])
        return
    pattern = PhrasePattern(source, compiled)
    if any(True for text in _NONSENSE for _ in pattern.finditer(text)):
        raise PhraseError("this is found in anything", "name at least one word")
    yield pattern


def _compile(source: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MAX_MEMORY
    options.never_nl = True  # never across sentences, even where a pattern says [^a]
    return re2.compile(source, options)


def _said(error: Any) -> str:
    """What RE2 says, in its own words."""
    said = error.args[0] if error.args else error
    return said.decode(errors="replace") if isinstance(said, bytes) else str(said)


class _Parser:
    """Recursive descent over a phrase: a sequence of words, gaps, {classes} and (groups|of alternatives)."""

    def __init__(self, phrase: str, classes: Mapping[str, str]) -> None:
        self.phrase = phrase
        self.classes = classes
        self.tokens: list[tuple[str, bool]] = []  # a token, and whether it stands right behind the one before
        position, spaced = 0, True
        while position < len(phrase):
            found = _TOKEN.match(phrase, position)
            if found is None:
                raise self._error(f"there is a {phrase[position]} without its partner", "close every bracket")
            if not found.group().isspace():
                self.tokens.append((found.group(), not spaced))
            spaced = found.group().isspace()
            position = found.end()
        self.next = 0
        self.depth = 0

    def _error(self, what: str, instead: str) -> PhraseError:
        return PhraseError(f"in the phrase {shown(self.phrase)} {what}", instead)

    def _peek(self) -> str | None:
        return self.tokens[self.next][0] if self.next < len(self.tokens) else None

    def parse(self) -> str:
        source = self._alternatives()
        if self._peek() is not None:
            raise self._error("there is a ) too many", "open every bracket that is closed")
        return source

    def _alternatives(self) -> str:
        options = [self._sequence()]
        while self._peek() == "|":
            self.next += 1
            options.append(self._sequence())
        return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"

    def _sequence(self) -> str:
        parts: list[str] = []
        while (token := self._peek()) not in (None, "|", ")"):
            assert token is not None
            self.next += 1
            parts.append(self._part(token))
        if not parts:
            raise self._error("there is nothing where a word should be", "write a word there, or '( ... )?' around it")
        return "".join(parts)

    def _part(self, token: str) -> str:
        if token == "(":
            self.depth += 1
            if self.depth > 10:
                raise self._error("there are too many brackets inside one another", "make it flatter")
            inner = self._alternatives()
            if self._peek() != ")":
                raise self._error("there is a ( that is not closed", "write the )")
            self.next += 1
            self.depth -= 1
            return self._optional(inner)
        if token.startswith("{"):
            return self._optional(self._class(token[1:-1]))
        if token == "...":
            return "(?:[^ ]+ ){0,4}?"
        if token == "..":
            return "(?:[^ ]+ ){0,2}?"
        return self._word(token)

    def _optional(self, source: str) -> str:
        """A group or class, with the '?' that may stand right behind it."""
        if self.next < len(self.tokens) and self.tokens[self.next] == ("?", True):
            self.next += 1
            return f"(?:{source})?"
        return source

    def _class(self, name: str) -> str:
        if name == "number":
            return _NUMBER
        if name not in self.classes:
            known = ", ".join(sorted({*self.classes, "number"}))
            raise self._error(f"there is no word class {shown('{' + name + '}')}", f"known are {known}")
        return self.classes[name]

    def _word(self, token: str) -> str:
        if token == "?":  # a question's last token
            return r"\? "
        if token in _SPELLED_OUT:  # it would never be found as it stands
            return "".join(f"{word} " for word in _SPELLED_OUT[token])
        if token != token.lower():
            raise self._error(f"{shown(token)} has capitals", f"write {shown(token.lower())}")
        if not _WORD.fullmatch(token):
            raise self._error(f"{shown(token)} is not a word", _advice(token))
        source = token.replace(".", r"\.")  # the one sign in a word that means something to RE2
        return f"{source[:-1]}[^ ]* " if token.endswith("*") else f"{source} "


def _advice(token: str) -> str:
    if "'" in token or "\N{RIGHT SINGLE QUOTATION MARK}" in token:
        return "spell contractions out ('i would', 'it is') and leave apostrophes away"
    if "*" in token:
        return "put the * at the end of a word, or write ... for any words"
    if token.endswith("?"):
        return "write ? as a word of its own, or right behind a ) to make a group optional"
    if "-" in token:
        return "write a space for the hyphen"
    if "%" in token:
        return "write percent"
    return "leave punctuation away"
