"""Boards."""

import sqlite3

from bot.practice.records import BoardPlace, CallRow, ShiftRow, TurnRow
from bot.storage.statements import sql


def count(db: sqlite3.Connection, rated: TurnRow | CallRow | ShiftRow, question: str) -> None:
    """Raise the member's best for the question, and their points by the difference, where this is better."""
    if rated.overall is None:
        return
    key = {"guild_id": rated.guild_id, "member_id": rated.member_id, "pack": rated.pack, "question": question}
    best = {row["period"]: row["score"] for row in sql.best(db, **key)}
    better = [
        {**key, "period": period, "score": rated.overall, "gain": rated.overall - best.get(period, 0)}
        for period in dict.fromkeys(rated.periods)
        if rated.overall > best.get(period, -1)
    ]
    if better:
        sql.raise_best(db, better)
        sql.add_points(db, better)


def page(db: sqlite3.Connection, guild_id: int, kind: str, period: str, limit: int, offset: int) -> list[BoardPlace]:
    """As `Store.board` says."""
    if kind != "points":
        return []
    rows = list(sql.board(db, guild_id=guild_id, period=period, limit=limit, offset=offset))
    if not rows:
        return []
    first = sql.place(db, guild_id=guild_id, period=period, member_id=rows[0]["member_id"])
    places = [BoardPlace(**first)]
    for position, row in enumerate(rows[1:], start=offset + 2):
        above = places[-1]
        places.append(BoardPlace(above.rank if row["points"] == above.points else position, **row))
    return places


def size(db: sqlite3.Connection, guild_id: int, kind: str, period: str) -> int:
    """As `Store.board_size` says."""
    return len(page(db, guild_id, kind, period, 1_000_000, 0))


def place(db: sqlite3.Connection, guild_id: int, kind: str, period: str, member_id: int) -> BoardPlace | None:
    """As `Store.place` says."""
    if kind != "points":
        return None
    row = sql.place(db, guild_id=guild_id, period=period, member_id=member_id)
    return BoardPlace(**row) if row else None


def around(db: sqlite3.Connection, guild_id: int, kind: str, period: str, member_id: int) -> list[BoardPlace]:
    """As `Store.around` says."""
    places = page(db, guild_id, kind, period, 1_000_000, 0)
    for index, found in enumerate(places):
        if found.member_id == member_id:
            return places[max(0, index - 2) : index + 3]
    return []
