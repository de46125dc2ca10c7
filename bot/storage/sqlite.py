"""The storage port on one SQLite file."""

import asyncio
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from bot.practice.records import (
    BoardPlace,
    CallRow,
    Commit,
    Decision,
    DrillTurnRow,
    EffectRow,
    EntrantRow,
    ObjectionRow,
    PinRow,
    ScheduleRow,
    SessionRow,
    ShiftRow,
    StoreError,
    TurnRow,
    Waking,
)
from bot.practice.settings import GuildSettings, MemberSettings
from bot.practice.skills.exercise import ExerciseRow, MissedRow, SkillBest
from bot.practice.store import Store
from bot.storage import boards, drills, exercises, forgetting, sessions, statements
from bot.storage.errors import plain_errors
from bot.storage.opening import BUSY_MS, prepare
from bot.storage.statements import sql, values, writable
from bot.storage.transaction import transaction

T = TypeVar("T")


class SqliteStore(Store):
    """Implements `practice.store.Store` on one connection, whose thread does the methods one after another.

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
            await store._on_thread(set_up)
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
        return await self._write(lambda db: sessions.commit(db, change))

    async def session(self, session_id: int) -> SessionRow | None:
        row = await self._on_thread(lambda db: sql.session(db, session_id=session_id))
        return SessionRow(**row) if row else None

    async def live(self, guild_id: int, member_id: int) -> SessionRow | None:
        row = await self._on_thread(lambda db: sql.live_session(db, guild_id=guild_id, member_id=member_id))
        return SessionRow(**row) if row else None

    async def in_thread(self, thread_id: int) -> SessionRow | None:
        row = await self._on_thread(lambda db: sql.session_in_thread(db, thread_id=thread_id))
        return SessionRow(**row) if row else None

    async def waking(self) -> list[Waking]:
        return await self._on_thread(lambda db: [Waking(**row) for row in sql.waking(db)])

    async def pending(self) -> list[EffectRow]:
        return await self._on_thread(lambda db: [EffectRow(**row) for row in sql.pending(db)])

    async def tick(self, effect_id: int, message_id: int | None, at: int) -> None:
        # One statement is a transaction by itself; not so where rows come back, for aiosql does not ask for the end of
        # them, and there SQLite tells whether it could write.
        await self._on_thread(lambda db: sql.tick(db, effect_id=effect_id, message_id=message_id, at=at))

    async def turn(self, session_id: int, number: int, attempt: int) -> TurnRow | None:
        key = {"session_id": session_id, "number": number, "attempt": attempt}
        row = await self._on_thread(lambda db: sql.turn(db, **key))
        return TurnRow(**row) if row else None

    async def history(self, guild_id: int, member_id: int, limit: int, offset: int) -> list[TurnRow]:
        values = {"guild_id": guild_id, "member_id": member_id, "limit": limit, "offset": offset}
        return await self._on_thread(lambda db: [TurnRow(**row) for row in sql.history(db, **values)])

    async def call(self, session_id: int) -> CallRow | None:
        row = await self._on_thread(lambda db: sql.call(db, session_id=session_id))
        return CallRow(**row) if row else None

    async def calls(self, guild_id: int, member_id: int, limit: int, offset: int) -> list[CallRow]:
        values = {"guild_id": guild_id, "member_id": member_id, "limit": limit, "offset": offset}
        return await self._on_thread(lambda db: [CallRow(**row) for row in sql.calls(db, **values)])

    async def shift(self, session_id: int) -> ShiftRow | None:
        row = await self._on_thread(lambda db: sql.shift(db, session_id=session_id))
        return ShiftRow(**row) if row else None

    async def shifts(self, guild_id: int, member_id: int, limit: int, offset: int) -> list[ShiftRow]:
        values = {"guild_id": guild_id, "member_id": member_id, "limit": limit, "offset": offset}
        return await self._on_thread(lambda db: [ShiftRow(**row) for row in sql.shifts(db, **values)])

    async def keep_opinion(self, session_id: int, number: int, attempt: int, opinion: str) -> None:
        values = {"session_id": session_id, "number": number, "attempt": attempt, "opinion": writable(opinion)}
        await self._on_thread(lambda db: sql.keep_opinion(db, **values))

    async def object_to(self, session_id: int, number: int, attempt: int, member_id: int, at: int) -> bool:
        values = {"session_id": session_id, "number": number, "attempt": attempt, "member_id": member_id, "at": at}
        return await self._write(lambda db: sql.add_objection(db, **values) is not None)

    async def objection(self, session_id: int, number: int, attempt: int) -> ObjectionRow | None:
        key = {"session_id": session_id, "number": number, "attempt": attempt}
        row = await self._on_thread(lambda db: sql.objection(db, **key))
        return statements.objection(row) if row else None

    async def open_objections(self, guild_id: int) -> list[ObjectionRow]:
        return await self._on_thread(
            lambda db: [statements.objection(row) for row in sql.open_objections(db, guild_id=guild_id)]
        )

    async def decide(
        self, session_id: int, number: int, attempt: int, decision: Decision, effects: Sequence[str]
    ) -> list[EffectRow] | None:
        key = {"session_id": session_id, "number": number, "attempt": attempt}
        return await self._write(lambda db: sessions.decide(db, key, decision, effects))

    async def agreed(self) -> list[tuple[TurnRow, Decision]]:
        return await self._on_thread(sessions.agreed)

    async def rated(self, after: tuple[int, int, int], limit: int) -> list[TurnRow]:
        values = dict(zip(("session_id", "number", "attempt", "limit"), (*after, limit), strict=True))
        return await self._on_thread(lambda db: [TurnRow(**row) for row in sql.rated(db, **values)])

    async def board(self, guild_id: int, kind: str, period: str, limit: int, offset: int) -> list[BoardPlace]:
        return await self._on_thread(lambda db: boards.page(db, guild_id, kind, period, limit, offset))

    async def board_size(self, guild_id: int, kind: str, period: str) -> int:
        return await self._on_thread(lambda db: boards.size(db, guild_id, kind, period))

    async def place(self, guild_id: int, kind: str, period: str, member_id: int) -> BoardPlace | None:
        return await self._on_thread(lambda db: boards.place(db, guild_id, kind, period, member_id))

    async def around(self, guild_id: int, kind: str, period: str, member_id: int) -> list[BoardPlace]:
        return await self._on_thread(lambda db: boards.around(db, guild_id, kind, period, member_id))

    async def departed(self, guild_id: int, members: Sequence[int], gone: bool) -> None:
        await self._write(lambda db: boards.departed(db, guild_id, members, gone))

    async def averages(self, guild_id: int, members: Sequence[int], before: int) -> Mapping[int, tuple[float, int]]:
        return await self._on_thread(lambda db: drills.averages(db, guild_id, members, before))

    async def entrants(self, session_id: int) -> list[EntrantRow]:
        return await self._on_thread(
            lambda db: [statements.entrant(row) for row in sql.entrants(db, session_id=session_id)]
        )

    async def drill_turns(self, session_id: int) -> list[DrillTurnRow]:
        return await self._on_thread(
            lambda db: [DrillTurnRow(**row) for row in sql.drill_turns(db, session_id=session_id)]
        )

    async def drill_turn(self, session_id: int, round: int, member_id: int) -> DrillTurnRow | None:
        key = {"session_id": session_id, "round": round, "member_id": member_id}
        row = await self._on_thread(lambda db: sql.drill_turn(db, **key))
        return DrillTurnRow(**row) if row else None

    async def drill_history(self, guild_id: int, member_id: int, limit: int, offset: int) -> list[DrillTurnRow]:
        values = {"guild_id": guild_id, "member_id": member_id, "limit": limit, "offset": offset}
        return await self._on_thread(lambda db: [DrillTurnRow(**row) for row in sql.drill_history(db, **values)])

    async def unrated(self) -> list[DrillTurnRow]:
        return await self._on_thread(lambda db: [DrillTurnRow(**row) for row in sql.unrated(db)])

    async def rate_drill_turn(self, row: DrillTurnRow) -> DrillTurnRow:
        return await self._write(lambda db: drills.rate(db, row))

    async def drills(self, guild_id: int, live: bool, limit: int) -> list[SessionRow]:
        find = sql.live_drills if live else sql.drills
        return await self._on_thread(lambda db: [SessionRow(**row) for row in find(db, guild_id=guild_id, limit=limit)])

    async def keep_exercise(self, row: ExerciseRow) -> None:
        await self._write(lambda db: exercises.keep(db, row))

    async def exercise(self, session_id: int) -> ExerciseRow | None:
        row = await self._on_thread(lambda db: sql.exercise(db, session_id=session_id))
        return exercises.exercise(row) if row else None

    async def exercises(self, guild_id: int, member_id: int, skill: str, limit: int, offset: int) -> list[ExerciseRow]:
        which = {"guild_id": guild_id, "member_id": member_id, "skill": skill, "limit": limit, "offset": offset}
        return await self._on_thread(lambda db: [exercises.exercise(row) for row in sql.exercises(db, **which)])

    async def skill_bests(self, guild_id: int, member_id: int) -> list[SkillBest]:
        member = {"guild_id": guild_id, "member_id": member_id}
        return await self._on_thread(lambda db: [SkillBest(**row) for row in sql.skill_bests(db, **member)])

    async def missed(self, guild_id: int, member_id: int) -> list[MissedRow]:
        member = {"guild_id": guild_id, "member_id": member_id}
        found = await self._on_thread(lambda db: [MissedRow(**row) for row in sql.missed(db, **member)])
        return sorted(found, key=lambda row: row.due_at)

    async def guild_settings(self, guild_id: int) -> GuildSettings:
        row = await self._on_thread(lambda db: sql.guild_settings(db, guild_id=guild_id))
        return statements.guild_settings(row) if row else GuildSettings(guild_id)

    async def forgetful(self) -> list[GuildSettings]:
        return await self._on_thread(lambda db: [statements.guild_settings(row) for row in sql.forgetful(db)])

    async def keep_guild_settings(self, settings: GuildSettings) -> None:
        await self._on_thread(lambda db: sql.keep_guild_settings(db, **values(settings)))

    async def member_settings(self, guild_id: int, member_id: int) -> MemberSettings:
        row = await self._on_thread(lambda db: sql.member_settings(db, guild_id=guild_id, member_id=member_id))
        return statements.member_settings(row) if row else MemberSettings(guild_id, member_id)

    async def keep_member_settings(self, settings: MemberSettings) -> None:
        await self._write(lambda db: boards.keep_member_settings(db, settings))

    async def schedules(self, guild_id: int | None) -> list[ScheduleRow]:
        found = await self._on_thread(lambda db: [statements.schedule(row) for row in sql.schedules(db)])
        # All servers' are few; those that come no more stand last.
        own = [row for row in found if guild_id in (None, row.guild_id)]
        return sorted(own, key=lambda row: (row.next_at is None, row.next_at, row.id))

    async def keep_schedule(self, schedule: ScheduleRow) -> None:
        await self._on_thread(lambda db: sql.keep_schedule(db, **values(schedule)))

    async def drop_schedule(self, schedule_id: int) -> bool:
        return await self._write(lambda db: sql.drop_schedule(db, schedule_id=schedule_id) is not None)

    async def pins(self, guild_id: int | None) -> list[PinRow]:
        found = await self._on_thread(lambda db: [PinRow(**row) for row in sql.pins(db)])
        return [row for row in found if guild_id in (None, row.guild_id)]

    async def keep_pin(self, pin: PinRow) -> None:
        await self._on_thread(lambda db: sql.keep_pin(db, **values(pin)))

    async def drop_pin(self, pin: PinRow) -> None:
        key = {"guild_id": pin.guild_id, "channel_id": pin.channel_id, "kind": pin.kind}
        await self._on_thread(lambda db: sql.drop_pin(db, **key))

    async def names_to_take_back(self) -> list[tuple[int, int]]:
        return await self._on_thread(
            lambda db: [(row["guild_id"], row["member_id"]) for row in sql.names_to_take_back(db)]
        )

    async def name_taken_back(self, guild_id: int, member_id: int) -> None:
        await self._on_thread(lambda db: sql.name_taken_back(db, guild_id=guild_id, member_id=member_id))

    async def forget_answers(self, guild_id: int, before: int) -> int:
        records = 0
        while some := await self._write(lambda db: forgetting.forget(db, guild_id, before)):
            records += some
        return records

    async def noticed(self, guild_id: int, notice: str) -> bool:
        return await self._on_thread(lambda db: sql.notice(db, guild_id=guild_id, notice=notice) is not None)

    async def first_time(self, guild_id: int, notice: str, at: int) -> bool:
        return await self._write(lambda db: sql.add_notice(db, guild_id=guild_id, notice=notice, at=at) is not None)

    async def drop_guild(self, guild_id: int, at: int) -> list[int]:
        return await self._write(lambda db: sessions.drop_guild(db, guild_id, at))

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


def set_up(db: sqlite3.Connection) -> None:
    """Make a connection one that storage works with."""
    # A dict, and not sqlite3.Row, for aiosql knows how to take the one value out of it.
    db.row_factory = lambda cursor, row: {
        column[0]: value for column, value in zip(cursor.description, row, strict=True)
    }
    db.execute("PRAGMA foreign_keys = ON")
    # With a write-ahead log, NORMAL hands each commit to the system, so that it outlives this process however it
    # ends, and waits for the disk only at checkpoints: a power cut may cost the last commits but never the file.
    # FULL would wait at every commit, some milliseconds for each answer.
    db.execute("PRAGMA synchronous = NORMAL")
