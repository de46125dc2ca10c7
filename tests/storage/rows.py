"""Rows for the tests, with everything that does not matter filled in."""

from typing import Any

from bot.practice.records import CallRow, SessionRow, ShiftRow, TurnRow

GUILD = 1_100_000_000_000_000_001
WEEK, MONTH, ALL = "2025-W47", "2025-11", "all"


def session(id: int = 1, **other: Any) -> SessionRow:
    values: dict[str, Any] = {
        "kind": "screen",
        "guild_id": GUILD,
        "channel_id": 20,
        "thread_id": None,
        "member_id": 7,
        "state": "{}",
        "wake_at": None,
        "started_at": 1_000,
        "ended_at": None,
    }
    return SessionRow(id=id, **(values | other))


def turn(session_id: int = 1, number: int = 1, attempt: int = 1, **other: Any) -> TurnRow:
    values: dict[str, Any] = {
        "guild_id": GUILD,
        "member_id": 7,
        "pack": "core",
        "question": f"question-{number}",
        "asked_at": 1_000 + number,
        "began_at": None,
        "answered_at": 2_000 + number,
        "outcome": "answered",
        "answer": "I rang them back the same day.",
        "overall": 60,
        "score": "{}",
        "engine": "1",
        "rubric": "1",
        "periods": (WEEK, MONTH, ALL),
    }
    return TurnRow(session_id=session_id, number=number, attempt=attempt, **(values | other))


def call(session_id: int = 1, **other: Any) -> CallRow:
    values: dict[str, Any] = {
        "guild_id": GUILD,
        "member_id": 7,
        "pack": "core",
        "call": "late-parcel",
        "started_at": 1_000,
        "ended_at": 200_000,
        "outcome": "solved",
        "satisfaction": 4,
        "overall": 70,
        "scorecard": "{}",
        "engine": "1",
        "rubric": "1",
        "log": "[]",
        "periods": (WEEK, MONTH, ALL),
    }
    return CallRow(session_id=session_id, **(values | other))


def shift(session_id: int = 1, **other: Any) -> ShiftRow:
    values: dict[str, Any] = {
        "guild_id": GUILD,
        "member_id": 7,
        "pack": "core",
        "campaign": "city-buses",
        "started_at": 1_000,
        "ended_at": 200_000,
        "connections": 6,
        "hits": 4,
        "overall": 67,
        "result": "{}",
        "content": "core 1+abc",
        "dialled": "[]",
        "log": "[]",
        "periods": (WEEK, MONTH, ALL),
    }
    return ShiftRow(session_id=session_id, **(values | other))
