"""The storage port on one SQLite file."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import aiosql
import aiosqlite
from aiosql.adapters.aiosqlite import AioSQLiteAdapter

from bot.practice.records import (
    AlreadyLive,
    BoardPlace,
    Commit,
    EffectRow,
    SessionRow,
    Store,
    StoreError,
    TurnRow,
    Waking,
)
from bot.storage.backup import backup
from bot.storage.errors import plain_errors
from bot.storage.opening import BUSY_MS, prepare


class _OneErrand(AioSQLiteAdapter):
    """Sends each statement to the connection's thread once, where aiosql's own goes thrice (execute, fetch, close).

    Besides the time (a fifth of a commit), no statement is left half-read when its caller is cancelled between.
    """

    async def select(
        self, conn: aiosqlite.Connection, query_name: str, sql: str, parameters: Any, record_class: Any = None
    ) -> AsyncGenerator[sqlite3.Row, None]:
        for row in await conn.execute_fetchall(sql, parameters):
            yield row

    async def select_one(
        self, conn: aiosqlite.Connection, query_name: str, sql: str, parameters: Any, record_class: Any = None
    ) -> sqlite3.Row | None:
        return next(iter(await conn.execute_fetchall(sql, parameters)), None)

    async def select_value(self, conn: aiosqlite.Connection, query_name: str, sql: str, parameters: Any) -> Any:
        row = await self.select_one(conn, query_name, sql, parameters)
        return row[0] if row else None

    async def insert_update_delete(
        self, conn: aiosqlite.Connection, query_name: str, sql: str, parameters: Any
    ) -> None:
        await conn.execute_fetchall(sql, parameters)


_sql: Any = aiosql.from_path(Path(__file__).with_name("queries.sql"), _OneErrand, mandatory_parameters=False)


class SqliteStore(Store):
    """Implements `practice.records.Store`. One connection, and one user of it at a time.

    A method that is cancelled has written all or nothing.
    """

    def __init__(self, path: Path, db: aiosqlite.Connection) -> None:
        self.path = path
        self._db = db
        self._lock = asyncio.Lock()
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
            try:
                db.row_factory = sqlite3.Row
                await db.execute("PRAGMA foreign_keys = ON")
                # With a write-ahead log, NORMAL hands each commit to the system, so that it outlives this process
                # however it ends, and waits for the disk only at checkpoints: a power cut may cost the last
                # commits but never the file. FULL would wait at every commit, some milliseconds for each answer.
                await db.execute("PRAGMA synchronous = NORMAL")
            except BaseException:
                await db.close()
                raise
        return cls(path, db)

    async def close(self) -> None:
        """Wait for what is being written, then close; again: no change."""
        async with self._lock:
            self._closed = True
            with plain_errors(self.path):
                await self._db.close()

    async def backup(self, target: Path) -> None:
        """Copy the database to the new file `target`; writing goes on meanwhile."""
        await backup(self.path, target)

    async def commit(self, change: Commit) -> list[EffectRow]:
        async with self._transaction() as db:
            await _put_session(db, change.session)
            for turn in change.turns:
                if await _sql.add_turn(db, **_turn_values(turn)) is not None:
                    await _count(db, turn)
            return [await _add_effect(db, change.session.id, body) for body in change.effects]

    async def session(self, session_id: int) -> SessionRow | None:
        async with self._connection() as db:
            row = await _sql.session(db, session_id=session_id)
        return SessionRow(**row) if row else None

    async def live(self, guild_id: int, member_id: int) -> SessionRow | None:
        async with self._connection() as db:
            row = await _sql.live_session(db, guild_id=guild_id, member_id=member_id)
        return SessionRow(**row) if row else None

    async def in_thread(self, thread_id: int) -> SessionRow | None:
        async with self._connection() as db:
            row = await _sql.session_in_thread(db, thread_id=thread_id)
        return SessionRow(**row) if row else None

    async def waking(self) -> list[Waking]:
        async with self._connection() as db:
            return [Waking(**row) async for row in _sql.waking(db)]

    async def pending(self) -> list[EffectRow]:
        async with self._connection() as db:
            return [EffectRow(**row) async for row in _sql.pending(db)]

    async def tick(self, effect_id: int, message_id: int | None, at: int) -> None:
        async with self._connection() as db:
            await _sql.tick(db, effect_id=effect_id, message_id=message_id, at=at)

    async def turn(self, session_id: int, number: int, attempt: int) -> TurnRow | None:
        async with self._connection() as db:
            row = await _sql.turn(db, session_id=session_id, number=number, attempt=attempt)
        return _turn(row) if row else None

    async def history(self, guild_id: int, member_id: int, limit: int, offset: int) -> list[TurnRow]:
        async with self._connection() as db:
            rows = _sql.history(db, guild_id=guild_id, member_id=member_id, limit=limit, offset=offset)
            return [_turn(row) async for row in rows]

    async def object_to(self, session_id: int, number: int, attempt: int, member_id: int, at: int) -> bool:
        async with self._connection() as db:
            key = {"session_id": session_id, "number": number, "attempt": attempt}
            return await _sql.add_objection(db, **key, member_id=member_id, at=at) is not None

    async def objections(self, guild_id: int) -> list[TurnRow]:
        """The turns on the server whose score somebody objected to, the newest objection first."""
        async with self._connection() as db:
            return [_turn(row) async for row in _sql.objections(db, guild_id=guild_id)]

    async def board(self, guild_id: int, period: str, limit: int, offset: int) -> list[BoardPlace]:
        async with self._connection() as db:
            rows = [row async for row in _sql.board(db, guild_id=guild_id, period=period, limit=limit, offset=offset)]
            if not rows:
                return []
            first = await _sql.place(db, guild_id=guild_id, period=period, member_id=rows[0]["member_id"])
        places = [BoardPlace(**first)]
        for position, row in enumerate(rows[1:], start=offset + 2):
            above = places[-1]
            places.append(BoardPlace(above.rank if row["points"] == above.points else position, **row))
        return places

    async def place(self, guild_id: int, period: str, member_id: int) -> BoardPlace | None:
        async with self._connection() as db:
            row = await _sql.place(db, guild_id=guild_id, period=period, member_id=member_id)
        return BoardPlace(**row) if row else None

    async def leave_boards(self, guild_id: int, member_id: int) -> None:
        """The member left the server: take them off its boards; their turns stay."""
        async with self._transaction() as db:
            await _sql.drop_points(db, guild_id=guild_id, member_id=member_id)
            await _sql.drop_best(db, guild_id=guild_id, member_id=member_id)

    async def first_time(self, guild_id: int, notice: str, at: int) -> bool:
        async with self._connection() as db:
            return await _sql.add_notice(db, guild_id=guild_id, notice=notice, at=at) is not None

    async def drop_guild(self, guild_id: int, at: int) -> list[int]:
        async with self._transaction() as db:
            await _sql.drop_effects(db, guild_id=guild_id)
            return [row["id"] async for row in _sql.end_sessions(db, guild_id=guild_id, at=at)]

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[aiosqlite.Connection]:
        """The connection, for a while of one's own; one statement by itself is a transaction."""
        async with self._lock:
            if self._closed:
                raise StoreError(f"{self.path} is closed: Headset is shutting down, start it again.")
            with plain_errors(self.path):
                yield self._db

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[aiosqlite.Connection]:
        async with self._connection() as db:
            try:
                await db.execute("BEGIN IMMEDIATE")
                yield db
                await db.execute("COMMIT")
            except BaseException:
                # The connection's thread does its errands in turn, so this comes before anybody's next statement
                # even if we are cancelled again while waiting; outside a transaction it does nothing.
                await db.rollback()
                raise


async def _put_session(db: aiosqlite.Connection, session: SessionRow) -> None:
    try:
        await _sql.put_session(db, **_writable(asdict(session)))
    except sqlite3.IntegrityError as error:
        other = await _sql.live_session(db, guild_id=session.guild_id, member_id=session.member_id)
        if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_UNIQUE and other:
            raise AlreadyLive(other["id"]) from error
        raise


async def _count(db: aiosqlite.Connection, turn: TurnRow) -> None:
    """Raise the member's best for the question, and their points by the difference, where the turn is better."""
    if turn.overall is None:
        return
    key = {"guild_id": turn.guild_id, "member_id": turn.member_id, "pack": turn.pack, "question": turn.question}
    best = {row["period"]: row["score"] async for row in _sql.best(db, **key)}
    better = [
        {**key, "period": period, "score": turn.overall, "gain": turn.overall - best.get(period, 0)}
        for period in dict.fromkeys(turn.periods)
        if turn.overall > best.get(period, -1)
    ]
    if better:
        await _sql.raise_best(db, better)
        await _sql.add_points(db, better)


async def _add_effect(db: aiosqlite.Connection, session_id: int, body: str) -> EffectRow:
    values = _writable({"session_id": session_id, "body": body})
    return EffectRow(await _sql.add_effect(db, **values), session_id, body)


def _turn_values(turn: TurnRow) -> dict[str, Any]:
    return _writable({**asdict(turn), "periods": json.dumps(turn.periods)})


def _turn(row: Mapping[str, Any]) -> TurnRow:
    return TurnRow(**{**row, "periods": tuple(json.loads(row["periods"]))})


def _writable(values: Mapping[str, Any]) -> dict[str, Any]:
    """Half a surrogate pair, which JSON lets through, can't be stored: it becomes "?", of the same length."""
    return {
        name: value.encode(errors="replace").decode() if isinstance(value, str) else value
        for name, value in values.items()
    }
