"""Strong answers of a round, for all to learn from, and answers that were copied, for moderators."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.practice.copying import SHORT, prints, same_words, words
from bot.practice.drill.drill import Drill
from bot.practice.records import DrillTurnRow

STRONG = 70
"""Overall at least, of 100, of an answer that is shown as an example."""

MOST_STRONG = 3


@dataclass(frozen=True, slots=True)
class Strong:
    """A strong answer. `name` is the member's where they allow it, else None; `member_id` is not to be shown.

    `shows` is what made it strong (a behaviour, as a sentence says it after "you") and `quote` the words that do; both
    empty where the score names none. `best` is the competency (id) in which it is rated highest, "" for none.
    """

    member_id: int
    name: str | None
    overall: int
    text: str
    shows: str
    quote: str
    best: str = ""


@dataclass(frozen=True, slots=True)
class Copied:
    """Answers of several members to a round (index) that are the same or nearly so, the first that was sent first."""

    round: int
    answers: tuple[DrillTurnRow, ...]


def strong_answers(
    drill: Drill, turns: Iterable[DrillTurnRow], index: int, most: int = MOST_STRONG
) -> tuple[Strong, ...]:
    """The best answers of a round from STRONG on, no two alike: of those that are, the first that was sent.

    Answers that repeat somebody else's (`repeats`) are no examples, nor those of members who were removed.
    """
    sent = _read(row for row in turns if row.round == index + 1)
    by_print: dict[int, list[_Read]] = {}
    for read in sent:
        for key in read.prints:
            by_print.setdefault(key, []).append(read)
    shown: list[_Read] = []
    for read in sorted(sent, key=lambda read: -(read.row.overall or 0)):
        if len(shown) == most or (read.row.overall or 0) < STRONG:
            break
        likely = [other for key in read.prints for other in by_print[key] if other.order < read.order]
        alike = any(same_words(other.words, read.words) for other in (*shown, *likely))
        if not alike and read.row.repeats in ("", "own") and not _removed(drill, read.row):
            shown.append(read)
    return tuple(_strong(drill, read.row) for read in shown)


def copies(turns: Iterable[DrillTurnRow]) -> tuple[Copied, ...]:
    """Answers that members have in common, by round; for moderators only: it may be chance, or a shared script.

    Answers of a few words are no sign: members write those alike, each on their own.
    """
    by_round: dict[int, list[_Read]] = {}
    for read in _read(turns):
        if len(read.words) >= SHORT:
            by_round.setdefault(read.row.round, []).append(read)
    return tuple(
        Copied(number - 1, tuple(read.row for read in group))
        for number, sent in by_round.items()
        for group in _alike(sent)
        if len(group) > 1
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """An answer, its words, and the numbers by which those that may be the same are found."""

    row: DrillTurnRow
    words: Sequence[str]
    prints: tuple[int, ...]

    @property
    def order(self) -> tuple[int, int, int]:
        return self.row.round, self.row.answered_at, self.row.member_id


def _read(turns: Iterable[DrillTurnRow]) -> list[_Read]:
    """The answers in the order in which they were sent, by round."""
    said = ((row, words(row.answer)) for row in turns)
    read = [_Read(row, found, prints(found, row.question)) for row, found in said]
    return sorted(read, key=lambda read: read.order)


def _alike(sent: Sequence[_Read]) -> list[list[_Read]]:
    """Each answer with the first one that it is the same as: looked for only where they share a print."""
    groups: list[list[_Read]] = []
    by_print: dict[int, list[list[_Read]]] = {}
    for read in sent:
        likely = (group for key in read.prints for group in by_print.get(key, ()))
        group = next((group for group in likely if same_words(group[0].words, read.words)), None)
        if group is not None:
            group.append(read)
            continue
        groups.append([read])
        for key in read.prints:
            by_print.setdefault(key, []).append(groups[-1])
    return groups


def _removed(drill: Drill, row: DrillTurnRow) -> bool:
    entrant = drill.entrants.get(row.member_id)
    return entrant is None or entrant.removed


def _strong(drill: Drill, row: DrillTurnRow) -> Strong:
    entrant = drill.entrants[row.member_id]
    score: dict[str, Any] = json.loads(row.score) if row.score else {"feedback": {"best": None}, "levels": {}}
    moment, levels = score["feedback"]["best"] or {}, score["levels"]
    return Strong(
        member_id=row.member_id,
        name=entrant.name if entrant.named else None,
        overall=row.overall or 0,
        text=row.answer,
        shows=moment.get("shows", ""),
        quote=moment.get("quote", ""),
        best=max(levels, key=lambda name: levels[name]["value"], default=""),
    )
