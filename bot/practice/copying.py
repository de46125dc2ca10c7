"""Whether two answers are the same or nearly the same: without a difference in case, marks and white space."""

import re
import unicodedata
from collections.abc import Sequence
from zlib import crc32

NEARLY = 0.8
"""Answers whose runs of three words agree to this share of all of both are nearly the same."""

RUN = 3
SHORT = 8
"""With fewer words than this, runs say little: only equal ones are the same."""

PRINTS = 3
"""So many numbers find an answer again: the least of all its runs'."""

_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a text in small letters; apostrophes join ("don't" is "dont")."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("'", "").replace("\u2019", "")
    return _WORD.findall(plain)


def same(first: str, second: str) -> bool:
    """Whether one answer is the other again, or nearly. Two without a word are not: nothing was copied."""
    one, other = words(first), words(second)
    if not one or not other:
        return False
    if one == other:
        return True
    if min(len(one), len(other)) < SHORT:
        return False
    ones, others = set(_runs(one)), set(_runs(other))
    return len(ones & others) >= NEARLY * len(ones | others)


def prints(text: str) -> tuple[int, ...]:
    """Numbers (0 to 2**32 - 1) by which to find answers that may be the same: those that are share one.

    (Two that `same` takes for nearly the same share one in more than 99 of 100 cases; hardly any others do.) They are
    the same in every process. Empty when there is no word.
    """
    said = words(text)
    if not said:
        return ()
    runs = set(_runs(said)) if len(said) >= SHORT else {tuple(said)}
    return tuple(sorted({crc32(" ".join(run).encode(errors="replace")) for run in runs})[:PRINTS])


def _runs(said: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(said[start : start + RUN]) for start in range(len(said) - RUN + 1)]
