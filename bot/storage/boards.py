"""Boards as they are shown: places from the top, a member's own, and who may be seen."""

import sqlite3
from collections.abc import Sequence

from bot.practice.records import BoardPlace
from bot.practice.settings import MemberSettings, Seen
from bot.storage.counting import board_of, show
from bot.storage.counting import shown as is_shown
from bot.storage.statements import Row, sql, values

_NEIGHBOURS = 2
_MOST = 2**62


def page(db: sqlite3.Connection, guild_id: int, kind: str, period: str, limit: int, offset: int) -> list[BoardPlace]:
    """As `Store.board` says."""
    board = {"guild_id": guild_id, "board": board_of(kind, period)}
    start = _at(db, board, offset) if offset else (_MOST, 0)
    if start is None:
        return []
    value, above = start
    rows = sql.page(db, **board, value=value, limit=limit, offset=offset - above)
    return _ranked(sorted(rows, key=_order), above + 1, offset)


def _at(db: sqlite3.Connection, board: dict[str, int], offset: int) -> tuple[int, int] | None:
    """The value of the place after `offset` others, and how many are above that value."""
    coarse = sql.bucket_at(db, **board, level=1, lowest=-_MOST, highest=_MOST, offset=offset)
    if coarse is None:
        return None
    lowest, above = coarse["bucket"] << 7, coarse["above"]
    fine = sql.bucket_at(db, **board, level=0, lowest=lowest, highest=lowest + 127, offset=offset - above)
    return fine["bucket"], above + fine["above"]


def _ranked(rows: Sequence[Row], rank: int, offset: int) -> list[BoardPlace]:
    """Rows that follow one another on a board; `rank` is the first one's, `offset` how many stand before it."""
    places: list[BoardPlace] = []
    for position, row in enumerate(rows, start=offset + 1):
        if places and row["value"] != places[-1].points:
            rank = position
        places.append(_place(rank, row))
    return places


def _order(row: Row) -> tuple[int, int]:
    return -row["value"], row["member_id"]


def size(db: sqlite3.Connection, guild_id: int, kind: str, period: str) -> int:
    """As `Store.board_size` says."""
    return int(sql.board_size(db, guild_id=guild_id, board=board_of(kind, period)))


def place(db: sqlite3.Connection, guild_id: int, kind: str, period: str, member_id: int) -> BoardPlace | None:
    """As `Store.place` says."""
    own = _own(db, {"guild_id": guild_id, "board": board_of(kind, period)}, member_id)
    return own[0] if own else None


def _own(db: sqlite3.Connection, board: dict[str, int], member_id: int) -> tuple[BoardPlace, int] | None:
    """The member's place, and how many are shown with as much as they have."""
    own = sql.standing(db, **board, member_id=member_id)
    if own is None:
        return None
    rank = 1 + sql.above(db, **board, value=own["value"])
    return _place(rank, {**own, "member_id": member_id}), own["equal"] or 0


def _place(rank: int, row: Row) -> BoardPlace:
    return BoardPlace(rank, row["member_id"], row["value"], row["seen"] == Seen.NAMED)


def around(db: sqlite3.Connection, guild_id: int, kind: str, period: str, member_id: int) -> list[BoardPlace]:
    """As `Store.around` says."""
    board = {"guild_id": guild_id, "board": board_of(kind, period)}
    found = _own(db, board, member_id)
    if found is None:
        return []
    own, equal = found
    near = sql.neighbours(db, **board, member_id=member_id, value=own.points)
    rows = sorted(near, key=_order)
    above = [row for row in rows if _order(row) < (-own.points, member_id)]
    places, rank, value = [own], own.rank, own.points
    for row in reversed(above[-_NEIGHBOURS:]):
        rank -= row["equal"] if row["value"] != value else 0
        value = row["value"]
        places.insert(0, _place(rank, row))
    rank, value = own.rank, own.points
    for row in rows[len(above) :][:_NEIGHBOURS]:
        rank += equal if row["value"] != value else 0
        value, equal = row["value"], row["equal"]
        places.append(_place(rank, row))
    return places


def departed(db: sqlite3.Connection, guild_id: int, members: Sequence[int], gone: bool) -> None:
    """As `Store.departed` says."""
    for member_id in members:
        show(db, guild_id, member_id, gone)


def keep_member_settings(db: sqlite3.Connection, settings: MemberSettings) -> None:
    """As `Store.keep_member_settings` says."""
    member = {"guild_id": settings.guild_id, "member_id": settings.member_id}
    before = sql.member_settings(db, **member)
    if before and Seen(before["seen"]).on_boards and before["seen"] != settings.seen:
        sql.take_name_back(db, **member)
    sql.keep_member_settings(db, **values(settings))
    on = is_shown({"seen": settings.seen, "gone": 0})
    sql.show_member(db, guild_id=settings.guild_id, member_id=settings.member_id, shown=on)
