"""What one event changes, in one transaction; what moderators decide; the end of a server's sessions."""

import json
import sqlite3
from collections.abc import Mapping, Sequence

from bot.practice.records import AlreadyLive, CallRow, Commit, Decision, EffectRow, SessionRow, ShiftRow, TurnRow
from bot.storage import exercises
from bot.storage.counting import Rated, count
from bot.storage.repeats import Given, count_answer
from bot.storage.statements import objection, sql, values, writable


def commit(db: sqlite3.Connection, change: Commit) -> list[EffectRow]:
    """As `Store.commit` says."""
    _put_session(db, change.session)
    for answer in change.turns:
        if sql.add_turn(db, **values(answer)) is not None:
            _count_turn(db, answer)
    for call in change.calls:
        if sql.add_call(db, **values(call)) is not None:
            _count(db, call, f"call/{call.call}")
    for shift in change.shifts:
        if sql.add_shift(db, **values(shift)) is not None:
            _count(db, shift, f"dialer/{shift.campaign}")
    for entrant in change.entrants:
        sql.put_entrant(db, **values(entrant))
    for given in change.drill_turns:
        sql.add_drill_turn(db, **values(given))
    for exercise in change.exercises:
        exercises.keep(db, exercise)
    for missed in change.missed:
        exercises.keep_missed(db, missed)
    if change.done is not None:
        sql.tick(db, **values(change.done))
    return [_add_effect(db, change.session.id, body) for body in change.effects]


def _count_turn(db: sqlite3.Connection, row: TurnRow) -> None:
    """Count a rated turn, unless it repeats an answer: then that is noted."""
    if row.overall is None or row.repeats:
        return
    at = row.answered_at or row.asked_at
    rated = Rated(row.guild_id, row.member_id, row.pack, row.question, at, row.overall)
    repeats = count_answer(db, Given(rated, row.session_id, row.number, row.attempt, row.answer))
    if repeats:
        sql.mark_repeat(db, session_id=row.session_id, number=row.number, attempt=row.attempt, repeats=repeats)


def _count(db: sqlite3.Connection, row: CallRow | ShiftRow, question: str) -> None:
    if row.overall is not None:
        in_drill = isinstance(row, CallRow) and row.drill is not None
        count(db, Rated(row.guild_id, row.member_id, row.pack, question, row.ended_at, row.overall, in_drill))


def _put_session(db: sqlite3.Connection, session: SessionRow) -> None:
    try:
        sql.put_session(db, **values(session))
    except sqlite3.IntegrityError as error:
        other = sql.live_session(db, guild_id=session.guild_id, member_id=session.member_id)
        if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_UNIQUE and other:
            raise AlreadyLive(other["id"]) from error
        raise


def _add_effect(db: sqlite3.Connection, session_id: int, body: str) -> EffectRow:
    id = sql.add_effect(db, session_id=session_id, body=writable(body))
    return EffectRow(id, session_id, body)


def decide(
    db: sqlite3.Connection, key: Mapping[str, int], decision: Decision, effects: Sequence[str]
) -> list[EffectRow] | None:
    """As `Store.decide` says."""
    if sql.decide(db, **key, **values(decision) | {"levels": json.dumps(decision.levels)}) is None:
        return None
    return [_add_effect(db, key["session_id"], body) for body in effects]


def agreed(db: sqlite3.Connection) -> list[tuple[TurnRow, Decision]]:
    """As `Store.agreed` says."""
    found = []
    for row in list(sql.agreed(db)):
        objected = objection(row)
        answer = sql.turn(db, **{name: row[name] for name in ("session_id", "number", "attempt")})
        assert objected.decision is not None
        if answer["answer"]:  # what was forgotten is no example
            found.append((TurnRow(**answer), objected.decision))
    return found


def drop_guild(db: sqlite3.Connection, guild_id: int, at: int) -> list[int]:
    """As `Store.drop_guild` says."""
    sql.drop_effects(db, guild_id=guild_id)
    ended = [*sql.end_sessions(db, guild_id=guild_id, at=at), *sql.end_drills(db, guild_id=guild_id, at=at)]
    return [row["id"] for row in ended]
