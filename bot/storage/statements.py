"""The statements of `queries/` as functions, and rows as the records that they are."""

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import aiosql

from bot.practice.records import (
    CallRow,
    Decision,
    Done,
    DrillTurnRow,
    EntrantRow,
    ObjectionRow,
    PinRow,
    ScheduleRow,
    SessionRow,
    ShiftRow,
    TurnRow,
)
from bot.practice.settings import GuildSettings, MemberSettings, Seen
from bot.practice.skills.exercise import ExerciseRow, MissedRow

# Synchronous: the statements of one method run together on the connection's thread (see `SqliteStore._on_thread`).
sql: Any = aiosql.from_path(Path(__file__).with_name("queries"), "sqlite3", mandatory_parameters=False)

Row = Mapping[str, Any]


def values(
    row: SessionRow
    | TurnRow
    | CallRow
    | ShiftRow
    | Done
    | Decision
    | EntrantRow
    | DrillTurnRow
    | GuildSettings
    | MemberSettings
    | ScheduleRow
    | PinRow
    | ExerciseRow
    | MissedRow,
) -> dict[str, Any]:
    """A record as the parameters of a statement."""
    # Not asdict: its deep copy takes as long as the statement.
    return {field.name: writable(getattr(row, field.name)) for field in fields(row)}


def writable(value: Any) -> Any:
    """Half a surrogate pair, which JSON lets through, can't be stored: it becomes "?", of the same length."""
    return value.encode(errors="replace").decode() if isinstance(value, str) else value


def entrant(row: Row) -> EntrantRow:
    """The record in a row, here and below."""
    return EntrantRow(**{**row, "named": bool(row["named"]), "removed": bool(row["removed"])})


def objection(row: Row) -> ObjectionRow:
    key = {name: row[name] for name in ("session_id", "number", "attempt", "member_id", "objected_at")}
    if row["decided_at"] is None:
        return ObjectionRow(**key)
    return ObjectionRow(
        **key,
        decision=Decision(
            by=row["decided_by"],
            at=row["decided_at"],
            agreed=bool(row["agreed"]),
            word=row["word"],
            overall=row["overall"],
            levels=json.loads(row["levels"]),
        ),
    )


def guild_settings(row: Row) -> GuildSettings:
    return GuildSettings(**{**row, "boards_public": bool(row["boards_public"])})


def member_settings(row: Row) -> MemberSettings:
    return MemberSettings(**{**row, "seen": Seen(row["seen"]), "named_answers": bool(row["named_answers"])})


def schedule(row: Row) -> ScheduleRow:
    return ScheduleRow(**{**row, "weekly": bool(row["weekly"])})
