"""Boards as somebody reads them."""

from dataclasses import dataclass

from bot.practice.records import BoardPlace
from bot.practice.settings import Seen


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever reads a board, with the places around their own (empty: they have none)."""

    member_id: int
    seen: Seen
    around: tuple[BoardPlace, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a board; `number` counts from 1 to `last`. `span` and `period` as in `practice.points`."""

    kind: str
    span: str
    period: str
    number: int
    last: int
    places: tuple[BoardPlace, ...]
    reader: Reader | None = None


@dataclass(frozen=True, slots=True)
class Recap:
    """A week that is over: `begin` to `end` in ms UTC, the first places, and who was first on other boards, if anybody.

    `practised`: how many are on the week's board. `days`: the first and the last one, as the server writes dates.
    """

    begin: int
    end: int
    practised: int
    places: tuple[BoardPlace, ...]
    improved: BoardPlace | None
    streak: BoardPlace | None
    drills: BoardPlace | None
    days: str = ""
