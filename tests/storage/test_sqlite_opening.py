"""What can be wrong with a database file: one sentence each, and the file stays as it was."""
# ruff: noqa: ASYNC240  # nothing else waits for the loop while a test looks at a file

import asyncio
import errno
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.practice.records import Commit, StoreError
from bot.storage import migrate, opening, sqlite
from bot.storage.sqlite import SqliteStore

from .rows import session, turn


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "headset.sqlite3"


async def _made(path: Path) -> None:
    """A database with one session in it, closed."""
    store = await SqliteStore.open(path)
    await store.commit(Commit(session(1), (turn(1),)))
    await store.close()


async def _refused(path: Path, **options) -> str:
    with pytest.raises(StoreError) as caught:
        await SqliteStore.open(path, **{"busy_ms": 50} | options)
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith(".")
    assert str(path) in message or str(path.parent) in message
    return message


def _plain(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


async def test_the_file_is_a_folder(path: Path) -> None:
    path.mkdir()
    assert "is a folder" in await _refused(path)


async def test_the_folder_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "headset.sqlite3"
    assert "does not exist" in await _refused(path)
    assert not (tmp_path / "a").exists()
    store = await SqliteStore.open(path, create_folder=True)
    await store.close()
    assert path.is_file()


async def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")
    assert "does not exist" in await _refused(tmp_path / "a" / "headset.sqlite3")
    assert "can't be used" in await _refused(tmp_path / "a" / "headset.sqlite3", create_folder=True)
    assert (tmp_path / "a").read_text() == "mine"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC])
async def test_the_folder_can_not_be_written(path: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *args, **kwargs) -> None:
        raise OSError(number, errno.errorcode[number])

    monkeypatch.setattr(Path, "touch", refuse)
    assert f"can't be used ({errno.errorcode[number]})" in await _refused(path)


async def test_a_new_file_is_for_its_owner_alone(path: Path) -> None:
    await _made(path)
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [b"Dear diary, " * 400, b"\x00" * 4096, b"SQLite format 3\x00" + b"\xff" * 5000])
async def test_the_file_is_not_a_database(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert "is not a database" in await _refused(path)
    assert path.read_bytes() == content


async def test_an_empty_file_is_a_new_database(path: Path) -> None:
    path.touch()
    await _made(path)


async def test_the_database_is_another_programs(path: Path) -> None:
    with closing(_plain(path)) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    assert "another program's" in await _refused(path)
    assert path.read_bytes() == before


async def test_the_database_is_from_a_newer_headset(path: Path) -> None:
    await _made(path)
    with closing(_plain(path)) as db:
        db.execute("INSERT INTO migrations VALUES (9999, '9999_future', 'x', 1)")
    before = path.read_bytes()
    message = await _refused(path)
    assert "newer Headset" in message
    assert "9999_future" in message
    assert path.read_bytes() == before


@pytest.mark.parametrize("wal", [True, False])
async def test_the_file_is_read_only(path: Path, wal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    await _made(path)
    if not wal:
        with closing(_plain(path)) as db:
            db.execute("PRAGMA journal_mode = DELETE")
    before = path.read_bytes()

    def connect(file: Path, busy_ms: int) -> sqlite3.Connection:
        # What SQLite does by itself with a file that may not be written; root may write any.
        return sqlite3.connect(f"file:{file}?mode=ro", uri=True, isolation_level=None)

    monkeypatch.setattr(opening, "connect", connect)
    assert "is read-only" in await _refused(path)
    assert path.read_bytes() == before


async def test_another_process_holds_the_file(path: Path) -> None:
    await _made(path)
    with closing(_plain(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "is locked by another program" in await _refused(path)
    store = await SqliteStore.open(path)
    await store.close()


async def test_another_process_holds_a_new_file(path: Path) -> None:
    with closing(_plain(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "is locked by another program" in await _refused(path)


async def test_the_file_is_cut_off(path: Path) -> None:
    await _made(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "is damaged" in await _refused(path)
    assert path.read_bytes() == whole[: len(whole) // 2]


async def test_the_tables_are_overwritten(path: Path) -> None:
    await _made(path)
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xa5" * 3996  # the first page holds the schema
    path.write_bytes(content)
    assert "is damaged" in await _refused(path)
    assert path.read_bytes() == content


async def test_no_space_for_a_new_database(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = opening.connect

    def connect(file: Path, busy_ms: int) -> sqlite3.Connection:
        db = plain(file, busy_ms)
        db.execute("PRAGMA max_page_count = 4")
        return db

    monkeypatch.setattr(opening, "connect", connect)
    assert "no space left" in await _refused(path)
    monkeypatch.undo()
    await _made(path)  # what was left there is no hindrance later


async def test_a_drive_that_can_not_hold_a_log(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # In memory SQLite keeps another journal and says so, as it does on drives without shared memory.
    monkeypatch.setattr(opening, "connect", lambda file, busy_ms: sqlite3.connect(":memory:", isolation_level=None))
    assert "local disk" in await _refused(path)


async def test_an_old_sqlite(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 1))
    with pytest.raises(StoreError, match=r"SQLite 3\.37 or later"):
        await SqliteStore.open(path)
    assert not path.exists()


async def test_a_failure_after_connecting_closes_the_connection(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "set_up", lambda db: db.execute("SELECT nothing"))
    await _refused(path)  # a connection left open would warn, and warnings fail the tests


async def test_the_connection_is_set_up(path: Path) -> None:
    store = await SqliteStore.open(path, busy_ms=1234)
    values = {}
    for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout"):
        [row] = await store._db.execute_fetchall(f"PRAGMA {name}")
        [values[name]] = row.values()
    await store.close()
    assert values == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1, "busy_timeout": 1234}


async def test_another_process_applies_the_migrations_first(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = opening.connect
    begun = 0

    class Overtaken(sqlite3.Connection):
        def execute(self, sql: str, *args) -> sqlite3.Cursor:
            nonlocal begun
            begun += sql == "BEGIN IMMEDIATE"
            if begun == 2:  # looked, found the tables missing, and is about to make them
                begun += 1
                with closing(plain(path)) as other:
                    migrate.migrate(other, migrate.load(), path)
            return super().execute(sql, *args)

    def connect(file: Path, busy_ms: int) -> sqlite3.Connection:
        return sqlite3.connect(file, isolation_level=None, factory=Overtaken)

    monkeypatch.setattr(opening, "connect", connect)
    await _made(path)
    assert begun > 2


async def test_another_process_switches_the_new_file_to_a_log(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusals = 3

    class Late(sqlite3.Connection):
        def execute(self, sql: str, *args) -> sqlite3.Cursor:
            nonlocal refusals
            if "journal_mode" in sql and refusals:
                refusals -= 1
                error = sqlite3.OperationalError("database is locked")
                error.sqlite_errorcode = sqlite3.SQLITE_BUSY
                raise error
            return super().execute(sql, *args)

    def connect(file: Path, busy_ms: int) -> sqlite3.Connection:
        return sqlite3.connect(file, isolation_level=None, factory=Late)

    monkeypatch.setattr(opening, "connect", connect)
    await _made(path)
    assert refusals == 0


async def test_many_processes_open_a_new_database_at_once(path: Path) -> None:
    code = (
        "import asyncio, pathlib, sys\n"
        "from bot.storage.sqlite import SqliteStore\n"
        "async def main():\n"
        "    store = await SqliteStore.open(pathlib.Path(sys.argv[1]), busy_ms=20_000)\n"
        "    await store.first_time(1, sys.argv[2], 1)\n"
        "    await store.close()\n"
        "sys.stdin.readline()\n"  # all start together
        "asyncio.run(main())\n"
    )
    processes = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", code, str(path), str(number)),
            cwd=Path(migrate.__file__).parents[2],
            stdin=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        for number in range(5)
    ]
    outcomes = await asyncio.gather(*(process.communicate(b"\n") for process in processes))
    assert [process.returncode for process in processes] == [0] * 5, outcomes
    with closing(_plain(path)) as db:
        assert db.execute("SELECT count(*) FROM notices").fetchone() == (5,)
        assert db.execute("SELECT count(*) FROM migrations").fetchone() == (len(migrate.load()),)
