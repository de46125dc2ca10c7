"""Which slips of the fingers a typed text has: words are paired first, then compared letter by letter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.practice.skills.exercise import Align

EXAMPLES = 3
"""Examples that are kept of each kind."""

LONGEST = 60
"""Characters that are kept of an example."""

MOST_PAIRS = 400
"""Pairs of words that are tried for a stretch without one right word; a longer one is paired in order."""

_STOPS = ".,;:!?'\"()"

_FIRST = 0xF0000  # private characters stand for words, so that words are aligned as letters are


class Slip(StrEnum):
    """Kinds of slips."""

    DOUBLED = "doubled"
    LEFT_OUT = "left_out"
    EXTRA = "extra"
    SWAPPED = "swapped"
    WRONG_LETTER = "wrong_letter"
    FIGURE = "figure"
    CASE = "case"
    PUNCTUATION = "punctuation"
    SPACING = "spacing"
    OTHER_WORD = "other_word"
    WORD_LEFT_OUT = "word_left_out"
    WORD_ADDED = "word_added"


@dataclass(frozen=True, slots=True)
class Example:
    """What stood there, and what was typed; one of them is empty where words were left out or added."""

    meant: str
    typed: str


@dataclass(frozen=True, slots=True)
class Slips:
    """How often there is a kind of slip, with a few examples."""

    kind: Slip
    count: int
    examples: tuple[Example, ...]


Found = tuple[Slip, int, Example | None]
Column = tuple[str, str]  # a letter as it stood and as it was typed; empty: it is missing


def find(text: str, typed: str, align: Align) -> tuple[Slips, ...]:
    """The slips by kind, the most frequent first. Both texts are `typing.canonical`."""
    counts: dict[Slip, int] = {}
    examples: dict[Slip, dict[Example, None]] = {}
    for kind, count, example in _all(text.split(" "), typed.split(" "), align):
        counts[kind] = counts.get(kind, 0) + count
        if example:
            short = Example(_clipped(example.meant), _clipped(example.typed))
            examples.setdefault(kind, {})[short] = None
    kinds = sorted(counts, key=lambda kind: (-counts[kind], list(Slip).index(kind)))
    return tuple(Slips(kind, counts[kind], tuple(examples.get(kind, ()))[:EXAMPLES]) for kind in kinds)


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "\N{HORIZONTAL ELLIPSIS}"


def _all(meant: Sequence[str], typed: Sequence[str], align: Align) -> Iterator[Found]:
    letters = {word: chr(_FIRST + number) for number, word in enumerate(dict.fromkeys([*meant, *typed]))}
    start = other_start = 0
    ops = align("".join(letters[word] for word in meant), "".join(letters[word] for word in typed))
    equal = [op for op in ops if op.kind == "equal"]
    for end, other_end, next_start, next_other in [
        *((op.start, op.other_start, op.end, op.other_end) for op in equal),
        (len(meant), len(typed), 0, 0),
    ]:
        yield from _stretch(meant[start:end], typed[other_start:other_end], align)
        start, other_start = next_start, next_other


def _stretch(meant: Sequence[str], typed: Sequence[str], align: Align) -> Iterator[Found]:
    """The slips of some words of which none is right."""
    left_out: list[str] = []
    added: list[str] = []
    for word, other in _paired(meant, typed, align):
        if not word:
            added.append(other)
        elif not other:
            left_out.append(word)
        else:
            yield from _word(word, other, align)
    words = [word for word in added if word]
    if left_out:
        yield Slip.WORD_LEFT_OUT, len(left_out), Example(" ".join(left_out), "")
    if words:
        yield Slip.WORD_ADDED, len(words), Example("", " ".join(words))
    if len(words) < len(added):  # an empty word stands between two spaces
        yield Slip.SPACING, len(added) - len(words), None


def _paired(meant: Sequence[str], typed: Sequence[str], align: Align) -> list[Column]:
    """Which word was typed for which, with the fewest changes; two words may have run into one, or one have split."""
    if not meant or not typed or len(meant) * len(typed) > MOST_PAIRS:
        longest = max(len(meant), len(typed))
        return list(zip(_filled(meant, longest), _filled(typed, longest), strict=True))

    @cache
    def best(i: int, j: int) -> tuple[int, Column | None, tuple[int, int]]:
        """Changes from these words on, the first pair, and where the next one begins."""
        ways: list[tuple[int, Column | None, tuple[int, int]]] = []
        for words, others in ((2, 2), (1, 1), (2, 1), (1, 2), (1, 0), (0, 1)):
            if i + words <= len(meant) and j + others <= len(typed):
                pair = " ".join(meant[i : i + words]), " ".join(typed[j : j + others])
                if (cost := _cost(*pair, align)) is not None:
                    ways.append((cost + best(i + words, j + others)[0], pair, (i + words, j + others)))
        return min(ways, key=lambda way: way[0]) if ways else (0, None, (i, j))

    pairs, place = list[Column](), (0, 0)
    while (way := best(*place))[1] is not None:
        pairs.append(way[1])
        place = way[2]
    return pairs


def _cost(meant: str, typed: str, align: Align) -> int | None:
    """Changes between one word and another. None: two words are not likely to have become this."""
    if not meant or not typed:
        return len(meant) + len(typed) + 1
    if " " in meant and " " in typed:
        return 1 if meant.replace(" ", "") == typed.replace(" ", "") else None  # the space slipped: "th enew"
    changes = sum(letter != other for letter, other in _columns(meant, typed, align))
    return None if " " in meant + typed and 2 * changes > max(len(meant), len(typed)) else changes


def _filled(words: Sequence[str], length: int) -> list[str]:
    return [*words, *[""] * (length - len(words))]


def _word(meant: str, typed: str, align: Align) -> Iterator[Found]:
    """The slips of a word, or of two that ran into one."""
    example = Example(meant, typed)
    if meant.casefold() == typed.casefold():
        if meant != typed:
            yield Slip.CASE, 1, example
        return
    if _unlike(meant, typed, align):
        yield Slip.OTHER_WORD, 1, example
        return
    columns = list(_columns(meant, typed, align))
    place = 0
    while place < len(columns):
        swapped = _swapped(columns[place : place + 3])
        if swapped:
            spaced = any(" " in column for column in columns[place : place + swapped])
            yield Slip.SPACING if spaced else Slip.SWAPPED, 1, example
        elif columns[place][0] != columns[place][1]:
            yield _kind(columns, place), 1, example
        place += swapped or 1


def _unlike(meant: str, typed: str, align: Align) -> bool:
    """Whether these are two words, and not one with slips."""
    word, other = (text.strip(_STOPS) for text in (meant, typed))
    longest = max(len(word), len(other))
    if " " in meant + typed or longest < 2 or (word.isdigit() and other.isdigit()):
        return False
    return 2 * sum(a == b for a, b in _columns(word, other, align)) < longest


def _columns(meant: str, typed: str, align: Align) -> Iterator[Column]:
    for op in align(meant, typed):
        yield from zip(
            _filled(list(meant[op.start : op.end]), op.other_end - op.other_start),
            _filled(list(typed[op.other_start : op.other_end]), op.end - op.start),
            strict=True,
        )


def _swapped(columns: Sequence[Column]) -> int:
    """How many of the columns are one swap of neighbours: "hte" is aligned with "the" in two ways."""
    match columns:
        case [(a, b), (c, d), *_] if a == d and b == c and a and b and a != b:
            return 2
        case [(a, ""), (b, c), ("", d)] | [("", a), (b, c), (d, "")] if a == d and b == c and a != b:
            return 3
    return 0


def _kind(columns: Sequence[Column], place: int) -> Slip:
    letter, other = columns[place]
    both = letter + other
    if letter and letter.casefold() == other.casefold():
        return Slip.CASE
    if any(char.isspace() for char in both):
        return Slip.SPACING
    if not letter and other.isalpha() and other.casefold() in _neighbours(columns, place):
        return Slip.DOUBLED
    if not all(char.isalnum() for char in both):
        return Slip.PUNCTUATION
    if any(char.isdigit() for char in both):
        return Slip.FIGURE
    return Slip.WRONG_LETTER if letter and other else Slip.LEFT_OUT if letter else Slip.EXTRA


def _neighbours(columns: Sequence[Column], place: int) -> tuple[str, ...]:
    """What was typed before and after."""
    before = "".join(typed for _, typed in columns[:place])[-1:]
    after = "".join(typed for _, typed in columns[place + 1 :])[:1]
    return before.casefold(), after.casefold()
