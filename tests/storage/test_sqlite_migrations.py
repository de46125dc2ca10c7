"""Migrations: applied once each, whole or not at all, and noticed when they are not what they were."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.practice.points import POINTS
from bot.practice.records import BoardPlace, StoreError
from bot.practice.settings import MemberSettings, Seen
from bot.storage import migrate
from bot.storage.opening import prepare
from bot.storage.sqlite import SqliteStore


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations that a test may change."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.FOLDER, folder)
    monkeypatch.setattr("bot.storage.opening.load", lambda: migrate.load(folder))
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "headset.sqlite3"


def _rows(path: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


def _next(folder: Path, name: str, sql: str) -> str:
    stem = f"{len(migrate.load(folder)) + 1:04}_{name}"
    (folder / f"{stem}.sql").write_text(sql, encoding="utf-8")
    return stem


def test_the_schema(path: Path) -> None:
    """The tables as the program expects them; who adds a migration says here what it leads to."""
    prepare(path)
    tables = {
        name: [column for (column,) in _rows(path, f"SELECT name FROM pragma_table_info('{name}')")]
        for (name,) in _rows(path, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    }
    turn_key, member = ["session_id", "number", "attempt"], ["guild_id", "member_id"]
    assert tables == {
        "migrations": ["number", "name", "digest", "applied_at"],
        "sessions": [
            *("id", "kind", "guild_id", "channel_id", "thread_id", "member_id"),
            *("state", "wake_at", "started_at", "ended_at"),
        ],
        "turns": [
            *(*turn_key, *member, "pack", "question", "asked_at", "began_at", "answered_at"),
            *("outcome", "answer", "overall", "score", "engine", "rubric", "opinion", "repeats"),
        ],
        "calls": [
            *("session_id", *member, "pack", "call", "started_at", "ended_at", "outcome", "satisfaction", "overall"),
            *("scorecard", "engine", "rubric", "log", "drill"),
        ],
        "shifts": [
            *("session_id", *member, "pack", "campaign", "started_at", "ended_at", "connections", "hits", "overall"),
            *("result", "content", "dialled", "log"),
        ],
        "effects": ["id", "session_id", "body", "message_id", "done_at"],
        "objections": [
            *(*turn_key, "member_id", "objected_at"),
            *("decided_by", "decided_at", "agreed", "word", "overall", "levels"),
        ],
        "entrants": [
            *("session_id", "member_id", "name", "joined_at", "team", "factor", "named", "call_id", "left_at"),
            "removed",
        ],
        "drill_turns": [
            *("session_id", "round", "member_id", "guild_id", "pack", "question", "asked_at", "answered_at"),
            *("answer", "overall", "score", "engine", "rubric", "repeats"),
        ],
        "guilds": ["guild_id", "channel_id", "moderator_role_id", "zone", "dates", "boards_public", "keep_days"],
        "members": [*member, "seen", "factor", "zone", "named_answers", "gone"],
        "schedules": [
            *("id", "guild_id", "channel_id", "member_id", "title", "request"),
            *("weekly", "local", "next_at", "event_id", "stage"),
        ],
        "pins": ["guild_id", "channel_id", "kind", "period", "message_id", "edited_at", "week"],
        "best_scores": [*member, "pack", "question", "day", "score"],
        "days": [*member, "own_day", "day", "answers", "total"],
        "standings": [*member, "board", "value", "shown"],
        "counts": ["guild_id", "board", "level", "bucket", "members"],
        "prints": ["guild_id", "print", "member_id", "session_id", "number", "attempt"],
        "exercises": [
            *("session_id", *member, "pack", "skill", "variant", "tasks", "started_at", "ended_at"),
            *("overall", "result", "content"),
        ],
        "missed": [*member, "pack", "question", "step", "due_at"],
        "notices": ["guild_id", "notice", "said_at"],
        "names_to_take_back": [*member],
    }
    indexes = {name for (name,) in _rows(path, "SELECT name FROM sqlite_master WHERE type = 'index' AND sql NOTNULL")}
    assert indexes == {
        *("sessions_one_live", "sessions_waking", "sessions_thread", "sessions_drills", "sessions_live_drills"),
        *("turns_history", "effects_pending", "objections_open", "calls_history", "shifts_history"),
        *("drill_turns_history", "drill_turns_unrated", "standings_shown", "exercises_history"),
        *("turns_words", "drill_turns_words", "calls_words", "shifts_words"),
    }


def test_opened_again_nothing_is_applied_twice(path: Path) -> None:
    prepare(path)
    ledger = _rows(path, "SELECT * FROM migrations")
    prepare(path)
    assert _rows(path, "SELECT * FROM migrations") == ledger
    assert [row[0] for row in ledger] == list(range(1, len(migrate.load()) + 1))


def test_an_older_database_is_brought_up_to_date(path: Path, folder: Path) -> None:
    prepare(path)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO notices VALUES (1, 'kept', 1)")
    stem = _next(folder, "mood", "ALTER TABLE notices ADD COLUMN mood TEXT;\nUPDATE notices SET mood = 'a;b';\n")
    prepare(path)
    assert _rows(path, "SELECT notice, mood FROM notices") == [("kept", "a;b")]
    assert _rows(path, "SELECT name FROM migrations ORDER BY number")[-1] == (stem,)


def test_objections_of_before_there_were_decisions_are_open(path: Path, folder: Path) -> None:
    later = {file.name: file.read_text() for file in folder.glob("*.sql") if not file.name.startswith("0001")}
    for name in later:
        (folder / name).unlink()
    prepare(path)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO objections VALUES (1, 1, 1, 7, 50)")
        db.execute("INSERT INTO sessions VALUES (1, 'screen', 2, 3, 4, 7, '{}', NULL, 1, 2)")
        turn = "(1, 1, 1, 2, 7, 'core', 'q', 1, NULL, 2, 'answered', 'a', 60, '{}', 'e', 'r', '[]')"
        db.execute(f"INSERT INTO turns VALUES {turn}")
    for name, sql in later.items():
        (folder / name).write_text(sql)
    prepare(path)
    assert _rows(path, "SELECT session_id, member_id, objected_at, decided_at FROM objections") == [(1, 7, 50, None)]


async def test_points_of_before_stand_and_are_nobodys_to_see(path: Path, folder: Path) -> None:
    """Nobody was asked whether they want to be seen; seasons are summed up from the answers."""
    later = {file.name: file.read_text() for file in folder.glob("*.sql") if file.name > "0006"}  # noqa: ASYNC240  # nothing else waits for the loop
    for name in later:
        (folder / name).unlink()
    prepare(path)
    december = 1_765_000_000_000  # 6 December 2025
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO sessions VALUES (1, 'screen', 2, 3, 4, 7, '{}', NULL, 1, 2)")
        for attempt, at, overall in ((1, december, 60), (2, december + 40 * 86_400_000, 90), (3, december + 9, 50)):
            turn = (
                f"(1, 1, {attempt}, 2, 7, 'core', 'q', {at}, NULL, {at}, 'answered', 'a', {overall}, '{{}}', 'e', 'r'"
            )
            db.execute(f"INSERT INTO turns VALUES {turn}, '[]', NULL)")
        db.execute(
            "INSERT INTO points VALUES (2, 7, 'week-2025-49', 60), (2, 7, 'month-2025-12', 60), "
            "(2, 7, 'week-2026-03', 90), (2, 7, 'month-2026-01', 90), (2, 7, 'all', 90)"
        )
    for name, sql in later.items():
        (folder / name).write_text(sql)
    store = await SqliteStore.open(path)
    points = {
        period: await store.place(2, POINTS, period, 7)
        for period in ("week-2025-49", "month-2025-12", "season-2025-4", "week-2026-03", "season-2026-1", "all")
    }
    assert {period: place.points for period, place in points.items() if place} == {
        "week-2025-49": 60, "month-2025-12": 60, "season-2025-4": 60, "week-2026-03": 90, "season-2026-1": 90, "all": 90
    }  # fmt: skip
    assert await store.board(2, POINTS, "all", 10, 0) == []
    await store.keep_member_settings(MemberSettings(2, 7, Seen.NAMED))
    assert await store.board(2, POINTS, "all", 10, 0) == [BoardPlace(1, 7, 90)]
    await store.close()


@pytest.mark.parametrize(
    "last",
    [
        "INSERT INTO nowhere VALUES (1);",
        "CREATE TABLE cut_off (a",
        "INSERT INTO effects (session_id, body) VALUES (404, 'of no session');",  # foreign keys hold afterwards
    ],
)
def test_a_migration_that_fails_is_undone(path: Path, folder: Path, last: str) -> None:
    prepare(path)
    before = _rows(path, "SELECT * FROM sqlite_master"), _rows(path, "SELECT * FROM migrations")
    _next(folder, "good", "CREATE TABLE good (a TEXT);")
    good = migrate.load(folder)[-1]
    stem = _next(folder, "bad", f"CREATE TABLE half (a TEXT);\nDELETE FROM migrations;\n{last}\n")
    with pytest.raises(StoreError):
        prepare(path)
    names = {name for (name,) in _rows(path, "SELECT name FROM sqlite_master")}
    assert "good" in names  # the one before it stands
    assert "half" not in names
    assert _rows(path, "SELECT number FROM migrations") == [*((row[0],) for row in before[1]), (good.number,)]
    (folder / f"{stem}.sql").write_text("CREATE TABLE half (a TEXT);")
    prepare(path)
    assert _rows(path, "SELECT name FROM migrations ORDER BY number")[-1] == (stem,)


def test_a_first_migration_that_fails_leaves_no_table(path: Path, folder: Path) -> None:
    first = next(folder.glob("0001_*.sql"))
    first.write_text(first.read_text() + "\nnonsense;\n")
    with pytest.raises(StoreError):
        prepare(path)
    assert _rows(path, "SELECT name FROM sqlite_master") == [("migrations",)]
    assert _rows(path, "SELECT * FROM migrations") == []


def test_a_changed_migration_is_noticed(path: Path, folder: Path) -> None:
    prepare(path)
    first = next(folder.glob("0001_*.sql"))
    first.write_text(first.read_text() + "-- a word more\n")
    with pytest.raises(StoreError, match="different 0001_start"):
        prepare(path)


def test_line_ends_are_no_change(path: Path, folder: Path) -> None:
    prepare(path)
    first = next(folder.glob("0001_*.sql"))
    first.write_bytes(first.read_bytes().replace(b"\n", b"\r\n"))
    prepare(path)


def test_a_missing_migration_is_noticed(path: Path, folder: Path) -> None:
    last_but_one = _next(folder, "last_but_one", "CREATE TABLE last_but_one (a TEXT);")
    last = _next(folder, "last", "CREATE TABLE last (a TEXT);")
    prepare(path)
    (folder / f"{last_but_one}.sql").unlink()
    with pytest.raises(StoreError, match="out of step"):
        prepare(path)
    (folder / f"{last}.sql").unlink()
    with pytest.raises(StoreError, match="newer Headset"):
        prepare(path)


@pytest.mark.parametrize("name", ["start.sql", "9000_gap.sql", "0001_twice.sql", "0002-dash.sql"])
def test_a_wrong_name_is_noticed(folder: Path, name: str) -> None:
    (folder / name).write_text("SELECT 1;")
    with pytest.raises(StoreError, match="out of step"):
        migrate.load(folder)


def test_a_script_is_split_at_the_ends_of_its_statements() -> None:
    trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM b;\n  DELETE FROM c;\nEND;\n"
    pieces = [
        "-- first; of all\nCREATE TABLE a (\n  x TEXT -- not; here\n);\n",
        trigger,
        "INSERT INTO a VALUES (';');\n",
    ]
    assert list(migrate.statements("".join(pieces))) == pieces
    assert list(migrate.statements("SELECT 1;\n-- the end")) == ["SELECT 1;\n", "-- the end"]
