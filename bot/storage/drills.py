"""Answers in drills: rated after they were kept."""

import sqlite3
from collections.abc import Mapping, Sequence

from bot.practice.records import DrillTurnRow
from bot.storage.counting import Rated
from bot.storage.repeats import Given, count_answer
from bot.storage.statements import sql, writable


def rate(db: sqlite3.Connection, row: DrillTurnRow) -> DrillTurnRow:
    """As `Store.rate_drill_turn` says."""
    key = {"session_id": row.session_id, "round": row.round, "member_id": row.member_id}
    score = {name: writable(getattr(row, name)) for name in ("overall", "score", "engine", "rubric", "repeats")}
    if sql.rate_drill_turn(db, **key, **score) is not None and row.overall is not None and not row.repeats:
        kept = DrillTurnRow(**sql.drill_turn(db, **key))
        rated = Rated(
            kept.guild_id, kept.member_id, kept.pack, kept.question, kept.answered_at, row.overall, in_drill=True
        )
        repeats = count_answer(db, Given(rated, row.session_id, row.round, 0, kept.answer))
        if repeats:
            sql.mark_drill_repeat(db, **key, repeats=repeats)
    return DrillTurnRow(**sql.drill_turn(db, **key))


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
