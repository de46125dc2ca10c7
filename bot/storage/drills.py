"""Answers in drills: rated after they were kept."""

import sqlite3
from collections.abc import Mapping, Sequence

from bot.practice.records import DrillTurnRow
from bot.storage.statements import sql, values


def rate(db: sqlite3.Connection, row: DrillTurnRow) -> DrillTurnRow:
    """As `Store.rate_drill_turn` says."""
    key = {"session_id": row.session_id, "round": row.round, "member_id": row.member_id}
    rated = {name: value for name, value in values(row).items() if name in _RATED}
    sql.rate_drill_turn(db, **key, **rated)
    return DrillTurnRow(**sql.drill_turn(db, **key))


_RATED = ("overall", "score", "engine", "rubric", "repeats")


def averages(
    db: sqlite3.Connection, guild_id: int, members: Sequence[int], before: int
) -> Mapping[int, tuple[float, int]]:
    """As `Store.averages` says."""
    found = {}
    for member_id in members:
        row = sql.average(db, guild_id=guild_id, member_id=member_id, before=before)
        if row["answers"]:
            found[member_id] = (float(row["mean"]), int(row["answers"]))
    return found
