"""What the readers of all skills' files share."""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from bot.packs.problem import Problem, shown
from bot.packs.reader import Document, Place


class HasId(Protocol):
    """An entry of a list."""

    @property
    def id(self) -> str: ...


Entry = TypeVar("Entry", bound=HasId)


def named(
    document: Document, key: str, numbers: Sequence[int], entries: Sequence[Entry], problems: list[Problem]
) -> Iterator[tuple[Place, Entry]]:
    """The entries of the list `key` with their places, as `wording.checked` returned them; of those with one id only
    the first, and the others are told."""
    first: dict[str, int] = {}
    for number, entry in zip(numbers, entries, strict=True):
        place: Place = (key, number)
        line = document.line((*place, "id"))
        if first.setdefault(entry.id, line) == line:
            yield place, entry
        else:
            what = f"there is {shown(entry.id)} already, in line {first[entry.id]}"
            problems.append(document.problem((*place, "id"), what, "give this one another id"))


def plain(text: str) -> str:
    """A text by its words alone, however it is spaced, cased and stopped."""
    return " ".join("".join(sign if sign.isalnum() or sign in "+=*/<>$%" else " " for sign in text.lower()).split())
