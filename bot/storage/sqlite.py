"""The storage port on one SQLite file."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import aiosql
import aiosqlite

from bot.practice.records import (
    AlreadyLive,
    BoardPlace,
    CallRow,
    Commit,
    Decision,
    Done,
    EffectRow,
    ObjectionRow,
    SessionRow,
    ShiftRow,
    Store,
    StoreError,
    TurnRow,
    Waking,
)
from bot.storage.errors import plain_errors
from bot.storage.opening import BUSY_MS, prepare
from bot.storage.transaction import transaction

# Synchronous: the statements of one method run together on the connection's thread (see `_on_thread`).
_sql: Any = aiosql.from_path(Path(__file__).with_name("queries.sql"), "sqlite3", mandatory_parameters=False)

T = TypeVar("T")


class SqliteStore(Store):
    """Implements `practice.records.Store` on one connection, whose thread does the methods one after another.

    A method that is cancelled has written all or nothing; what it began may still be written.
    """

    def __init__(self, path: Path, db: aiosqlite.Connection) -> None:
        self.path = path
        self._db = db
        self._closed = False

    @classmethod
    async def open(cls, path: Path, *, create_folder: bool = False, busy_ms: int = BUSY_MS) -> "SqliteStore":
        """Open the database at `path`, or make it; with `create_folder` its folders too.

        `busy_ms` is how long to wait for another process's write. Raises StoreError when it can't be used.
        """
        path = path.absolute()  # noqa: ASYNC240  # looks up the working folder, touches no disk
        await asyncio.to_thread(prepare, path, create_folder=create_folder, busy_ms=busy_ms)
        with plain_errors(path):
            db = aiosqlite.connect(path, timeout=busy_ms / 1000, isolation_level=None)
            # Else a program that fails before it closes the store never ends: Python waits for the thread. What is
            # committed is safe all the same.
            db._thread.daemon = True
            await db
        store = cls(path, db)
        try:
            await store._on_thread(_set_up)
        except BaseException:
            await db.close()
            raise
        return store

    async def close(self) -> None:
        """Wait for what is being written, then close; again: no change."""
        if not self._closed:
            self._closed = True
            with plain_errors(self.path):
                await self._db.close()

    async def commit(self, change: Commit) -> list[EffectRow]:
        return await self._write(lambda db: _commit(db, change))

    async def session(self, session_id: int) -> SessionRow | None:
        row = await self._on_thread(lambda db: _sql.session(db, session_id=session_id))
        return SessionRow(**row) if row else None

    async def live(self, guild_id: int, member_id: int) -> SessionRow | None:
        row = await self._on_thread(lambda db: _sql.live_session(db, guild_id=guild_id, member_id=member_id))
        return SessionRow(**row) if row else None

    async def in_thread(self, thread_id: int) -> SessionRow | None:
        row = await self._on_thread(lambda db: _sql.session_in_thread(db, thread_id=thread_id))
        return SessionRow(**row) if row else None

    async def waking(self) -> list[Waking]:
        return await self._on_thread(lambda db: [Waking(**row) for row in _sql.waking(db)])

    async def pending(self) -> list[EffectRow]:
        return await self._on_thread(lambda db: [EffectRow(**row) for row in _sql.pending(db)])

    async def tick(self, effect_id: int, message_id: int | None, at: int) -> None:
        # One statement is a transaction by itself; not so where rows come back, for aiosql does not ask for the end of
        # them, and there SQLite tells whether it could write.
        await self._on_thread(lambda db: _sql.tick(db, effect_id=effect_id, message_id=message_id, at=at))

    async def turn(self, session_id: int, number: int, attempt: int) -> TurnRow | None:
        key = {"session_id": session_id, "number": number, "attempt": attempt}
        row = await self._on_thread(lambda db: _sql.turn(db, **key))
        return _turn(row) if row else None

    async def history(self, guild_id: int, member_id: int, limit: int, offset: int) -> list[TurnRow]:
        values = {"guild_id": guild_id, "member_id": member_id, "limit": limit, "offset": offset}
        return await self._on_thread(lambda db: [_turn(row) for row in _sql.history(db, **values)])

    async def call(self, session_id: int) -> CallRow | None:
        row = await self._on_thread(lambda db: _sql.call(db, session_id=session_id))
        return _call(row) if row else None

    async def calls(self, guild_id: int, member_id: int, limit: int, offset: int) -> list[CallRow]:
        values = {"guild_id": guild_id, "member_id": member_id, "limit": limit, "offset": offset}
        return await self._on_thread(lambda db: [_call(row) for row in _sql.calls(db, **values)])

    async def shift(self, session_id: int) -> ShiftRow | None:
        row = await self._on_thread(lambda db: _sql.shift(db, session_id=session_id))
        return _shift(row) if row else None

    async def shifts(self, guild_id: int, member_id: int, limit: int, offset: int) -> list[ShiftRow]:
        values = {"guild_id": guild_id, "member_id": member_id, "limit": limit, "offset": offset}
        return await self._on_thread(lambda db: [_shift(row) for row in _sql.shifts(db, **values)])

    async def keep_opinion(self, session_id: int, number: int, attempt: int, opinion: str) -> None:
        values = {"session_id": session_id, "number": number, "attempt": attempt, "opinion": _writable(opinion)}
        await self._on_thread(lambda db: _sql.keep_opinion(db, **values))

    async def object_to(self, session_id: int, number: int, attempt: int, member_id: int, at: int) -> bool:
        values = {"session_id": session_id, "number": number, "attempt": attempt, "member_id": member_id, "at": at}
        return await self._write(lambda db: _sql.add_objection(db, **values) is not None)

    async def objection(self, session_id: int, number: int, attempt: int) -> ObjectionRow | None:
        key = {"session_id": session_id, "number": number, "attempt": attempt}
        row = await self._on_thread(lambda db: _sql.objection(db, **key))
        return _objection(row) if row else None

    async def open_objections(self, guild_id: int) -> list[ObjectionRow]:
        return await self._on_thread(
            lambda db: [_objection(row) for row in _sql.open_objections(db, guild_id=guild_id)]
        )

    async def decide(
        self, session_id: int, number: int, attempt: int, decision: Decision, effects: Sequence[str]
    ) -> list[EffectRow] | None:
        key = {"session_id": session_id, "number": number, "attempt": attempt}
        return await self._write(lambda db: _decide(db, key, decision, effects))

    async def agreed(self) -> list[tuple[TurnRow, Decision]]:
        return await self._on_thread(_agreed)

    async def rated(self, after: tuple[int, int, int], limit: int) -> list[TurnRow]:
        values = dict(zip(("session_id", "number", "attempt", "limit"), (*after, limit), strict=True))
        return await self._on_thread(lambda db: [_turn(row) for row in _sql.rated(db, **values)])

    async def board(self, guild_id: int, period: str, limit: int, offset: int) -> list[BoardPlace]:
        return await self._on_thread(lambda db: _board(db, guild_id, period, limit, offset))

    async def place(self, guild_id: int, period: str, member_id: int) -> BoardPlace | None:
        key = {"guild_id": guild_id, "period": period, "member_id": member_id}
        row = await self._on_thread(lambda db: _sql.place(db, **key))
        return BoardPlace(**row) if row else None

    async def noticed(self, guild_id: int, notice: str) -> bool:
        return await self._on_thread(lambda db: _sql.notice(db, guild_id=guild_id, notice=notice) is not None)

    async def first_time(self, guild_id: int, notice: str, at: int) -> bool:
        return await self._write(lambda db: _sql.add_notice(db, guild_id=guild_id, notice=notice, at=at) is not None)

    async def drop_guild(self, guild_id: int, at: int) -> list[int]:
        return await self._write(lambda db: _drop_guild(db, guild_id, at))

    async def _write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` as one transaction: all of it, or, when it raises, nothing."""

        def whole(db: sqlite3.Connection) -> T:
            with transaction(db):
                return work(db)

        return await self._on_thread(whole)

    async def _on_thread(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Let the connection's thread run `work`, after what it was given before.

        Handing a task to the thread costs more than a statement does, and aiosqlite's public methods do it two or
        three times for each: so a method of the store goes there once, by the private one that they all use. And as
        nothing waits for the loop between two statements, nobody's can come between them, nor a cancellation.
        """
        if self._closed:
            raise StoreError(f"{self.path} is closed: Headset is shutting down, start it again.")
        run: Callable[..., Any] = self._db._execute
        with plain_errors(self.path):
            result: T = await run(work, self._db._conn)
        return result


def _set_up(db: sqlite3.Connection) -> None:
    # A dict, and not sqlite3.Row, for aiosql knows how to take the one value out of it.
    db.row_factory = lambda cursor, row: {
        column[0]: value for column, value in zip(cursor.description, row, strict=True)
    }
    db.execute("PRAGMA foreign_keys = ON")
    # With a write-ahead log, NORMAL hands each commit to the system, so that it outlives this process however it
    # ends, and waits for the disk only at checkpoints: a power cut may cost the last commits but never the file.
    # FULL would wait at every commit, some milliseconds for each answer.
    db.execute("PRAGMA synchronous = NORMAL")


def _commit(db: sqlite3.Connection, change: Commit) -> list[EffectRow]:
    _put_session(db, change.session)
    for turn in change.turns:
        if _sql.add_turn(db, **_with_periods(turn)) is not None:
            _count(db, turn, turn.question)
    for call in change.calls:
        if _sql.add_call(db, **_with_periods(call)) is not None:
            _count(db, call, f"call/{call.call}")
    for shift in change.shifts:
        if _sql.add_shift(db, **_with_periods(shift)) is not None:
            _count(db, shift, f"dialer/{shift.campaign}")
    if change.done is not None:
        _sql.tick(db, **_values(change.done))
    return [_add_effect(db, change.session.id, body) for body in change.effects]


def _put_session(db: sqlite3.Connection, session: SessionRow) -> None:
    try:
        _sql.put_session(db, **_values(session))
    except sqlite3.IntegrityError as error:
        other = _sql.live_session(db, guild_id=session.guild_id, member_id=session.member_id)
        if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_UNIQUE and other:
            raise AlreadyLive(other["id"]) from error
        raise


def _count(db: sqlite3.Connection, rated: TurnRow | CallRow | ShiftRow, question: str) -> None:
    """Raise the member's best for the question, and their points by the difference, where this is better."""
    if rated.overall is None:
        return
    key = {"guild_id": rated.guild_id, "member_id": rated.member_id, "pack": rated.pack, "question": question}
    best = {row["period"]: row["score"] for row in _sql.best(db, **key)}
    better = [
        {**key, "period": period, "score": rated.overall, "gain": rated.overall - best.get(period, 0)}
        for period in dict.fromkeys(rated.periods)
        if rated.overall > best.get(period, -1)
    ]
    if better:
        _sql.raise_best(db, better)
        _sql.add_points(db, better)


def _add_effect(db: sqlite3.Connection, session_id: int, body: str) -> EffectRow:
    id = _sql.add_effect(db, session_id=session_id, body=_writable(body))
    return EffectRow(id, session_id, body)


def _board(db: sqlite3.Connection, guild_id: int, period: str, limit: int, offset: int) -> list[BoardPlace]:
    rows = list(_sql.board(db, guild_id=guild_id, period=period, limit=limit, offset=offset))
    if not rows:
        return []
    first = _sql.place(db, guild_id=guild_id, period=period, member_id=rows[0]["member_id"])
    places = [BoardPlace(**first)]
    for position, row in enumerate(rows[1:], start=offset + 2):
        above = places[-1]
        places.append(BoardPlace(above.rank if row["points"] == above.points else position, **row))
    return places


def _drop_guild(db: sqlite3.Connection, guild_id: int, at: int) -> list[int]:
    _sql.drop_effects(db, guild_id=guild_id)
    return [row["id"] for row in _sql.end_sessions(db, guild_id=guild_id, at=at)]


def _decide(
    db: sqlite3.Connection, key: Mapping[str, int], decision: Decision, effects: Sequence[str]
) -> list[EffectRow] | None:
    if _sql.decide(db, **key, **_values(decision) | {"levels": json.dumps(decision.levels)}) is None:
        return None
    return [_add_effect(db, key["session_id"], body) for body in effects]


def _agreed(db: sqlite3.Connection) -> list[tuple[TurnRow, Decision]]:
    found = []
    for row in list(_sql.agreed(db)):
        objection = _objection(row)
        turn = _sql.turn(db, **{name: row[name] for name in ("session_id", "number", "attempt")})
        assert objection.decision is not None
        found.append((_turn(turn), objection.decision))
    return found


def _objection(row: Mapping[str, Any]) -> ObjectionRow:
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


def _with_periods(row: TurnRow | CallRow | ShiftRow) -> dict[str, Any]:
    return {**_values(row), "periods": json.dumps(row.periods)}


def _turn(row: Mapping[str, Any]) -> TurnRow:
    return TurnRow(**{**row, "periods": tuple(json.loads(row["periods"]))})


def _call(row: Mapping[str, Any]) -> CallRow:
    return CallRow(**{**row, "periods": tuple(json.loads(row["periods"]))})


def _shift(row: Mapping[str, Any]) -> ShiftRow:
    return ShiftRow(**{**row, "periods": tuple(json.loads(row["periods"]))})


def _values(row: SessionRow | TurnRow | CallRow | ShiftRow | Done | Decision) -> dict[str, Any]:
    # Not asdict: its deep copy takes as long as the statement.
    return {field.name: _writable(getattr(row, field.name)) for field in fields(row)}


def _writable(value: Any) -> Any:
    """Half a surrogate pair, which JSON lets through, can't be stored: it becomes "?", of the same length."""
    return value.encode(errors="replace").decode() if isinstance(value, str) else value
