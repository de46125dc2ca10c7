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

from bot.packs import part
from bot.packs.part import Part
from bot.packs.problem import shown
from bot.packs.sieve import MAX_MEMORY, PhrasePattern, Sieve, compile_phrase
from bot.practice.content import Match, Pattern
from bot.scoring.wordlists import CONTRACTIONS

LONG = 8_000
"""Characters of a phrase's regular expression from which on it is tried whether RE2 takes it. Shorter ones are
compiled when first needed."""

_NUMBER_WORDS = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|hundreds|thousand|thousands|"
    "million|dozen|dozens"
)
_ANY_NUMBER_WORD = f"(?:{_NUMBER_WORDS}) "
_NUMBER = part.words(
    rf"(?:[0-9]+(?:\.[0-9]+)? (?:k )?|{_ANY_NUMBER_WORD}(?:(?:and )?{_ANY_NUMBER_WORD})*)",
    [*_NUMBER_WORDS.split("|"), *(f"{digit}*" for digit in range(10))],
    after=part.FAR,
)

_TOKEN = re.compile(r"\s+|\.\.\.?(?=[\s)|]|$)|[()|]|\{[^{}]*\}|[^\s(){}|]+")
_WORD = re.compile(r"[^\W_]+(\.[0-9]+)?\*?")
# "id" and "ill" are words too, depending on what stands before them.
_SPELLED_OUT = {word: parts for word, parts in CONTRACTIONS.items() if word not in ("id", "ill", "il")}
_OF_ALL_LINES = re.compile(r"\\[AzC]")  # what takes a text of several lines for one
_NONSENSE = ("", "xq", "xq xz qx zq xq", "xq xz qx zq xq ?")  # what nothing should be found in


class PhraseError(ValueError):
    """A phrase that can't be used: `what` is wrong with it, and what would be right `instead`."""

    def __init__(self, what: str, instead: str) -> None:
        super().__init__(f"{what}, {instead}")
        self.what = what
        self.instead = instead


@dataclass(frozen=True, slots=True)
class RawPattern:
    """A regular expression as somebody wrote it. `lines`: in lines it finds what it finds in each line alone."""

    compiled: Any = field(repr=False)
    lines: bool

    def finditer(self, text: str) -> Iterator[Match]:
        found: Iterator[Match] = self.compiled.finditer(text)
        return found


def compile_phrases(
    phrases: Sequence[str], classes: Mapping[str, Part] | None = None, sieve: Sieve | None = None
) -> PhrasePattern:
    """All phrases as one pattern. Raises PhraseError. Patterns that share a sieve are found together, and quickly."""
    return (sieve or Sieve()).pattern([parse(phrase, classes or {}) for phrase in phrases])


def compile_raw(source: str) -> Pattern:
    """An RE2 regular expression as a pattern. Raises PhraseError."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MAX_MEMORY
    options.never_nl = True  # never across sentences, even where a pattern says [^a]
    try:
        compiled = re2.compile(f"(?m:{source})", options)  # ^ and $ are a sentence's, not the answer's
    except re2.error as error:
        what = f"the pattern {shown(source)} is refused ({_said(error)})"
        raise PhraseError(what, "see RE2's syntax; look-around and back-references are not in it") from None
    if any(compiled.search(text) for text in _NONSENSE):
        raise PhraseError(f"the pattern {shown(source)} is found in anything", "name at least one word")
    return RawPattern(compiled, lines=not _OF_ALL_LINES.search(source))


def parse(phrase: str, classes: Mapping[str, Part]) -> Part:
    """What a phrase is made of, `classes` being the word classes that it may name. Raises PhraseError."""
    parsed = _Parser(phrase, classes).parse()
    if parsed.anything:
        raise PhraseError("this is found in anything", "name at least one word")
    if len(parsed.source) > LONG:
        try:
            compile_phrase(parsed)
        except re2.error as error:
            what = f"this stands for too many wordings at once ({_said(error)})"
            raise PhraseError(what, "split it into several") from None
    return parsed


def word_class(entries: Sequence[str]) -> Part:
    """A word class: any of its entries, which are phrases. Raises PhraseError."""
    return part.alternatives([_Parser(entry, {}).parse() for entry in entries])


def _said(error: Any) -> str:
    """What RE2 says, in its own words."""
    said = error.args[0] if error.args else error
    return said.decode(errors="replace") if isinstance(said, bytes) else str(said)


class _Parser:
    """Recursive descent over a phrase: a sequence of words, gaps, {classes} and (groups|of alternatives)."""

    def __init__(self, phrase: str, classes: Mapping[str, Part]) -> None:
        self.phrase = phrase
        self.classes = classes
        self.tokens: list[tuple[str, bool]] = []  # a token, and whether it stands right behind the one before
        spaced, end = True, 0
        for found in _TOKEN.finditer(phrase):
            if found.start() != end:
                break
            token, end = found.group(), found.end()
            if not token.isspace():
                self.tokens.append((token, not spaced))
            spaced = token.isspace()
        if end < len(phrase):
            raise self._error(f"there is a {phrase[end]} without its partner", "close every bracket")
        self.next = 0
        self.depth = 0

    def _error(self, what: str, instead: str) -> PhraseError:
        return PhraseError(f"in the phrase {shown(self.phrase)} {what}", instead)

    def _peek(self) -> str | None:
        return self.tokens[self.next][0] if self.next < len(self.tokens) else None

    def parse(self) -> Part:
        parsed = self._alternatives()
        if self._peek() is not None:
            raise self._error("there is a ) too many", "open every bracket that is closed")
        return parsed

    def _alternatives(self) -> Part:
        options = [self._sequence()]
        while self._peek() == "|":
            self.next += 1
            options.append(self._sequence())
        return part.alternatives(options)

    def _sequence(self) -> Part:
        parts: list[Part] = []
        while (token := self._peek()) not in (None, "|", ")"):
            assert token is not None
            self.next += 1
            parts.append(self._part(token))
        if not parts:
            raise self._error("there is nothing where a word should be", "write a word there, or '( ... )?' around it")
        return part.sequence(parts)

    def _part(self, token: str) -> Part:
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
            return part.gap(4)
        if token == "..":
            return part.gap(2)
        return self._word(token)

    def _optional(self, inner: Part) -> Part:
        """A group or class, with the '?' that may stand right behind it."""
        if self.next < len(self.tokens) and self.tokens[self.next] == ("?", True):
            self.next += 1
            return part.optional(inner)
        return inner

    def _class(self, name: str) -> Part:
        if name == "number":
            return _NUMBER
        if name not in self.classes:
            known = ", ".join(sorted({*self.classes, "number"}))
            raise self._error(f"there is no word class {shown('{' + name + '}')}", f"known are {known}")
        return self.classes[name]

    def _word(self, token: str) -> Part:
        if token == "?":  # a question's last token
            return part.words(r"\? ", [token])
        if spelled_out := _SPELLED_OUT.get(token):  # it would never be found as it stands
            return part.words("".join(f"{word} " for word in spelled_out), *([word] for word in spelled_out))
        if token != token.lower():
            raise self._error(f"{shown(token)} has capitals", f"write {shown(token.lower())}")
        if not _WORD.fullmatch(token):
            raise self._error(f"{shown(token)} is not a word", _advice(token))
        return _plain_word(token)


@lru_cache(maxsize=8_000)
def _plain_word(token: str) -> Part:
    """Most of all phrases are the same few thousand words."""
    source = token.replace(".", r"\.")  # the one sign in a word that means something to RE2
    return part.words(f"{source[:-1]}[^ ]* " if token.endswith("*") else f"{source} ", [token])


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
