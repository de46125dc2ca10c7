"""Rows for the tests, with everything that does not matter filled in."""

from typing import Any

from bot.practice.records import CallRow, DrillTurnRow, EntrantRow, SessionRow, ShiftRow, TurnRow
from bot.practice.settings import MemberSettings, Seen
from bot.practice.store import Store

GUILD = 1_100_000_000_000_000_001
WEEK, MONTH, SEASON, ALL = "week-1970-01", "month-1970-01", "season-1970-1", "all"  # of the rows below


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
        "answer": f"I rang back {session_id} {number} {attempt} times.",
        "overall": 60,
        "score": "{}",
        "engine": "1",
        "rubric": "1",
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
    }
    return ShiftRow(session_id=session_id, **(values | other))


def entrant(session_id: int = 1, member_id: int = 7, **other: Any) -> EntrantRow:
    values: dict[str, Any] = {
        "name": "Anna",
        "joined_at": 1_000,
        "team": None,
        "factor": 1.0,
        "named": False,
        "call_id": None,
        "left_at": None,
        "removed": False,
    }
    return EntrantRow(session_id=session_id, member_id=member_id, **(values | other))


def drill_turn(session_id: int = 1, round: int = 1, member_id: int = 7, **other: Any) -> DrillTurnRow:
    """Unrated, as it comes first."""
    values: dict[str, Any] = {
        "guild_id": GUILD,
        "pack": "core",
        "question": f"question-{round}",
        "asked_at": 1_000 + round,
        "answered_at": 2_000 + round,
        "answer": f"I drilled {session_id} {round} {member_id} times.",
    }
    return DrillTurnRow(session_id=session_id, round=round, member_id=member_id, **(values | other))


async def be_seen(store: Store, *members: int, seen: Seen = Seen.NAMED) -> None:
    """Let these members be on boards."""
    for member_id in members:
        await store.keep_member_settings(MemberSettings(GUILD, member_id, seen=seen))
