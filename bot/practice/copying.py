"""Whether two answers are the same or nearly the same: without a difference in case, marks and white space."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import combinations, pairwise
from zlib import crc32

NEARLY = 0.8
"""Answers are nearly the same when they share so much of all pairs of neighbouring words that either has.

Of 20 words one may be another, of 60 three.
"""

SHORT = 8
"""With fewer words than this, pairs say little: only equal ones are the same."""

LEAST = 3
"""So many of the least numbers find an answer again, two and two."""

_PRIME = 2**31 - 1
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a text in small letters; apostrophes join ("don't" is "dont")."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text).replace("\u2019", "")
    return _WORD.findall(plain.casefold().replace("'", ""))


def same(first: str, second: str) -> bool:
    """Whether one answer is the other again, or nearly. Two without a word are not: nothing was copied."""
    return same_words(words(first), words(second))


def same_words(first: Sequence[str], second: Sequence[str]) -> bool:
    """The same of texts whose words are known."""
    if not first or not second:
        return False
    if first == second:
        return True
    if min(len(first), len(second)) < SHORT:
        return False
    ones, others = set(pairwise(first)), set(pairwise(second))
    return len(ones & others) >= NEARLY * len(ones | others)


def prints(said: Sequence[str], about: str) -> tuple[int, ...]:
    """Up to three numbers (0 to 2**32 - 1) by which to find answers to the question `about` that may be the same.

    Those that are share one (of those that `same` takes for nearly the same, 97 of 100); hardly any others do. They are
    the same in every process. None when there is no word.
    """
    if len(said) < SHORT:
        return (_number(about, *said),) if said else ()
    # The least of its pairs' numbers are likely those of a text with nearly the same pairs, too. A single one may be a
    # common phrase's, which a thousand answers share: two and two are not.
    numbers = [crc32(word) for word in " ".join(said).encode(errors="replace").split(b" ")]
    pairs = sorted({(one + 3 * two) % _PRIME for one, two in pairwise(numbers)})[:LEAST]
    return tuple(_number(about, str(one), str(other)) for one, other in combinations(pairs, 2))


def _number(*parts: str) -> int:
    return crc32(" ".join(parts).encode(errors="replace"))
