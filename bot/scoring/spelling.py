"""Slips of the keyboard: a word with letters together as in no known word, and one letter off a common one, is that.

Of common words with two letters swapped or one lost 60 % are read right so; of the words of 128 answers (dev) one was
read as another ("toffee" as "coffee").
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from string import ascii_lowercase

SHORTEST = 5
"""Letters: shorter words have too many neighbours to tell which was meant."""

MOST = 60
"""Words looked at in an answer: whoever needs more is not slipping, and looking costs time."""


class Spelling:
    """`known`: how many answers have each word; one that `common` answers or more have is what a slip may mean."""

    def __init__(self, known: Mapping[str, int], common: int = 8) -> None:
        self.known = known
        self._common = {word: times for word, times in known.items() if times >= common and len(word) >= SHORTEST - 1}
        self._runs = frozenset(run for word in known for run in _runs(word))
        self.meant = lru_cache(maxsize=10_000)(self._meant)

    def mended(self, words: Iterable[str]) -> dict[str, str]:
        """The slips among these words, each with the word that was meant."""
        odd = (word for word in dict.fromkeys(words) if len(word) >= SHORTEST and self._odd(word))
        looked = [word for word, _ in zip(odd, range(MOST), strict=False)]
        return {word: meant for word in looked if (meant := self.meant(word))}

    def _odd(self, word: str) -> bool:
        """Real words that nobody used yet are made of the same letters in a row as others; slips mostly are not."""
        return word not in self.known and any(run not in self._runs for run in _runs(word))

    def _meant(self, word: str) -> str:
        """The commonest word that is one swap, loss, doubling or change of a letter away; empty: none."""
        near = sorted((-self._common[other], other) for other in set(_near(word)) if other in self._common)
        return near[0][1] if near else ""


def _runs(word: str) -> Iterator[str]:
    padded = f" {word} "
    return (padded[at : at + 3] for at in range(len(padded) - 2))


def _near(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
