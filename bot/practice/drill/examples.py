"""Strong answers of a round, for all to learn from, and answers that were copied, for moderators."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.practice.copying import is_telling, prints, same
from bot.practice.drill.drill import Drill
from bot.practice.records import DrillTurnRow

STRONG = 70
"""Overall at least, of 100, of an answer that is shown as an example."""

MOST_STRONG = 3


@dataclass(frozen=True, slots=True)
class Strong:
    """A strong answer. `name` is the member's where they allow it, else None; `member_id` is not to be shown.

    `shows` is what made it strong (a behaviour, as a sentence says it after "you") and `quote` the words that do; both
    empty where the score names none.
    """

    member_id: int
    name: str | None
    overall: int
    text: str
    shows: str
    quote: str


@dataclass(frozen=True, slots=True)
class Copied:
    """Answers of several members to a round (index) that are the same or nearly so, the first that was sent first."""

    round: int
    answers: tuple[DrillTurnRow, ...]


def strong_answers(
    drill: Drill, turns: Iterable[DrillTurnRow], index: int, most: int = MOST_STRONG
) -> tuple[Strong, ...]:
    """The best answers of a round from STRONG on, no two alike: of those that are, the first that was sent.

    Answers that repeat another (`repeats`) are no examples, nor those of members who were removed.
    """
    sent = sorted((row for row in turns if row.round == index + 1), key=_order)
    by_print: dict[int, list[DrillTurnRow]] = {}
    for row in sent:
        for key in prints(row.answer, row.question):
            by_print.setdefault(key, []).append(row)
    good = [row for row in sent if not row.repeats and (row.overall or 0) >= STRONG and not _removed(drill, row)]
    shown: list[DrillTurnRow] = []
    for row in sorted(good, key=lambda row: -(row.overall or 0)):
        likely = (
            other for key in prints(row.answer, row.question) for other in by_print[key] if _order(other) < _order(row)
        )
        if not any(same(other.answer, row.answer) for other in (*shown, *likely)):
            shown.append(row)
        if len(shown) == most:
            break
    return tuple(_strong(drill, row) for row in shown)


def copies(turns: Iterable[DrillTurnRow]) -> tuple[Copied, ...]:
    """Answers that members have in common, by round; for moderators only: it may be chance, or a shared script.

    Answers of a few words are no sign: members write those alike, each on their own.
    """
    by_round: dict[int, list[DrillTurnRow]] = {}
    for row in sorted((row for row in turns if is_telling(row.answer)), key=_order):
        by_round.setdefault(row.round, []).append(row)
    return tuple(
        Copied(number - 1, tuple(group))
        for number, rows in by_round.items()
        for group in _alike(rows)
        if len(group) > 1
    )


def _alike(rows: Sequence[DrillTurnRow]) -> list[list[DrillTurnRow]]:
    """Each answer with the first one that it is the same as: looked for only where they share a print."""
    groups: list[list[DrillTurnRow]] = []
    by_print: dict[int, list[list[DrillTurnRow]]] = {}
    for row in rows:
        keys = prints(row.answer, row.question)
        likely = (group for key in keys for group in by_print.get(key, ()))
        group = next((group for group in likely if same(group[0].answer, row.answer)), None)
        if group is not None:
            group.append(row)
            continue
        groups.append([row])
        for key in keys:
            by_print.setdefault(key, []).append(groups[-1])
    return groups


def _order(row: DrillTurnRow) -> tuple[int, int, int]:
    return row.round, row.answered_at, row.member_id


def _removed(drill: Drill, row: DrillTurnRow) -> bool:
    entrant = drill.entrants.get(row.member_id)
    return entrant is None or entrant.removed


def _strong(drill: Drill, row: DrillTurnRow) -> Strong:
    entrant = drill.entrants[row.member_id]
    moment = (json.loads(row.score)["feedback"]["best"] if row.score else None) or {}
    return Strong(
        member_id=row.member_id,
        name=entrant.name if entrant.named else None,
        overall=row.overall or 0,
        text=row.answer,
        shows=moment.get("shows", ""),
        quote=moment.get("quote", ""),
    )
