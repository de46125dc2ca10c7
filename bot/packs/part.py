"""What phrases are made of: a regular expression, and the words without which it finds nothing.

Words go by keys: a word itself, or `word*` for all that begin so. The sieve asks for these keys before RE2 is asked.
They may let a sentence pass in which nothing is found, and must never hold one back in which something is.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

FAR = 1000
"""As many words as anybody likes."""
MOST_WAYS = 6
"""Ways that are told apart for one phrase; more are thrown together, which lets more sentences pass."""


class Slot(NamedTuple):
    """A place where one of `words` must stand, with at most `before` other words since the slot before."""

    words: frozenset[str]
    before: int


class Way(NamedTuple):
    """One way to word a phrase: its slots in their order, and at most so many words `after` the last."""

    slots: tuple[Slot, ...]
    after: int

    def length(self, first: int = 0) -> int:
        """How many words it has at most, from a slot on."""
        return sum(slot.before + 1 for slot in self.slots[first:]) + self.after


class Part(NamedTuple):
    """A phrase or a part of it: `source` is its regular expression, every word with the space behind it."""

    source: str
    ways: tuple[Way, ...]

    @property
    def anything(self) -> bool:
        """Is it found whatever the words are? A question's last token "?" is no word."""
        return any(all("?" in slot.words for slot in way.slots) for way in self.ways)


def words(source: str, *keys: Iterable[str], after: int = 0) -> Part:
    """Words one behind the other, each any of its keys."""
    return Part(source, (Way(tuple(Slot(frozenset(key), 0) for key in keys), after),))


def gap(most: int) -> Part:
    """Any words, `most` of them at most."""
    return Part(f"(?:[^ ]+ ){{0,{most}}}?", (Way((), most),))


def sequence(parts: Sequence[Part]) -> Part:
    """One part behind the other."""
    if len(parts) == 1:
        return parts[0]
    ways: Sequence[Way] = (Way((), 0),)
    for part in parts:
        ways = _fewer([_joined(way, other) for way in ways for other in part.ways])
    return Part("".join([part.source for part in parts]), tuple(ways))


def alternatives(parts: Sequence[Part]) -> Part:
    """Any one of the parts."""
    if len(parts) == 1:
        return parts[0]
    ways = _fewer(_by_length([way for part in parts for way in part.ways]))
    return Part(f"(?:{'|'.join([part.source for part in parts])})", tuple(ways))


def optional(part: Part) -> Part:
    """The part or nothing."""
    return Part(f"(?:{part.source})?", (Way((), max(way.length() for way in part.ways)),))


def _joined(way: Way, other: Way) -> Way:
    if not other.slots:
        return Way(way.slots, way.after + other.after)
    (words, before), *rest = other.slots
    return Way((*way.slots, Slot(words, before + way.after), *rest), other.after)


def _fewer(ways: list[Way]) -> list[Way]:
    if len(ways) <= MOST_WAYS:
        return ways
    ways = _by_length(ways)
    return ways if len(ways) <= MOST_WAYS else [_together(ways)]


def _by_length(ways: list[Way]) -> list[Way]:
    """The ways with as many slots thrown together: `(a|b|c d)` has two."""
    ways = sorted(ways, key=lambda way: len(way.slots))
    return [_together(list(group)) for _, group in groupby(ways, key=lambda way: len(way.slots))]


def _together(ways: list[Way]) -> Way:
    """One way that lets pass whatever one of them does."""
    if len(ways) == 1:
        return ways[0]
    slots = tuple(
        Slot(frozenset().union(*[slot.words for slot in nth]), max([slot.before for slot in nth]))
        for nth in zip(*[way.slots for way in ways], strict=False)  # as many as all have
    )
    return Way(slots, max(way.length(len(slots)) for way in ways))
