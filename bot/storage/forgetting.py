"""Emptying what members wrote and said, quotes in scores with it; the scores themselves stay."""

import json
import sqlite3
from collections.abc import Iterator, Set
from typing import Any

from bot.practice.copying import words
from bot.storage.statements import sql

AT_ONCE = 200
"""Records in one transaction: others must get their turn."""

_RUN = 4
_THEIRS = ("quote", "text")


def forget(db: sqlite3.Connection, guild_id: int, before: int) -> int:
    """As `Store.forget_answers` says, some of it; 0 when there is no more."""
    which = {"guild_id": guild_id, "before": before, "limit": AT_ONCE}
    turns = list(sql.old_turns(db, **which))
    for row in turns:
        said = row.pop("answer")
        sql.forget_turn(db, **row | {name: without(row[name], said) for name in ("score", "opinion")})
    drill_turns = list(sql.old_drill_turns(db, **which))
    for row in drill_turns:
        sql.forget_drill_turn(db, **row | {"score": without(row["score"], row.pop("answer"))})
    calls = list(sql.old_calls(db, **which))
    for row in calls:
        sql.forget_call(db, session_id=row["session_id"], scorecard=without(row["scorecard"], row["log"]))
    shifts = list(sql.old_shifts(db, **which))
    for row in shifts:
        sql.forget_shift(db, session_id=row["session_id"], result=without(row["result"], row["log"]))
    for row in (*calls, *shifts):
        sql.forget_state(db, session_id=row["session_id"], state=without(row["state"], row["log"]))
    exercises = list(sql.old_exercises(db, **which))
    for row in exercises:
        sql.forget_exercise(db, session_id=row["session_id"])
        if row["state"] is not None:
            state = json.dumps(json.loads(row["state"]) | {"answers": []})
            sql.forget_state(db, session_id=row["session_id"], state=state)
    return len(turns) + len(drill_turns) + len(calls) + len(shifts) + len(exercises)


def without(kept: str | None, said: str) -> str | None:
    """JSON without the strings that quote what was said: by their name, or by four words of it in a row."""
    if kept is None:
        return None
    return json.dumps(_without(json.loads(kept), set(_runs(said))))


def _without(value: Any, said: Set[tuple[str, ...]], name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _without(part, said, key) for key, part in value.items()}
    if isinstance(value, list):
        return [_without(part, said) for part in value]
    if isinstance(value, str) and (name in _THEIRS or not said.isdisjoint(_runs(value))):
        return ""
    return value


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    said = words(text)
    return zip(*(said[start:] for start in range(_RUN)), strict=False)
