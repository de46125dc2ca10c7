"""The skills desk: exercises that are over, and what comes back in basics."""

import json
import sqlite3

from bot.practice.skills.exercise import ExerciseRow, MissedRow
from bot.storage.counting import Rated, count_skill
from bot.storage.statements import Row, sql, values


def keep(db: sqlite3.Connection, row: ExerciseRow) -> None:
    """Store an exercise (again: no change), and count it on the boards of skills."""
    if sql.add_exercise(db, **values(row) | {"tasks": json.dumps(row.tasks)}) is not None and row.overall is not None:
        question = f"{row.skill}/{row.variant}"
        count_skill(db, Rated(row.guild_id, row.member_id, SKILLS, question, row.ended_at, row.overall))


SKILLS = "skill"
"""Stands for the pack where best scores are kept: which pack a task came from makes no difference to a skill."""


def keep_missed(db: sqlite3.Connection, row: MissedRow) -> None:
    """Note when a question comes back, or that it has been learned."""
    key = values(row)
    if row.step is None:
        del key["step"], key["due_at"]
        sql.drop_missed(db, **key)
    else:
        sql.put_missed(db, **key)


def exercise(row: Row) -> ExerciseRow:
    """The record in a row."""
    return ExerciseRow(**{**row, "tasks": tuple(json.loads(row["tasks"]))})
