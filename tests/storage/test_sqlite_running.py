"""What can go wrong while the bot runs: a sentence, nothing half-written, and it goes on when the cause is gone."""

import asyncio
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from functools import partial
from pathlib import Path

import aiosqlite
import pytest

from bot.practice.points import POINTS
from bot.practice.records import BoardPlace, Commit, EffectRow, StoreError
from bot.storage import sessions, sqlite
from bot.storage.sqlite import SqliteStore

from .rows import ALL, GUILD, session, turn

ROOT = Path(sqlite.__file__).parents[2]


@pytest.fixture
async def small(tmp_path: Path):
    store = await SqliteStore.open(tmp_path / "headset.sqlite3", busy_ms=50)
    await store.commit(Commit(session(1)))
    yield store
    await store.close()


async def test_the_disk_is_full(small: SqliteStore) -> None:
    [row] = await small._db.execute_fetchall("PRAGMA page_count")
    await small._db.execute_fetchall(f"PRAGMA max_page_count = {row['page_count']}")
    big = turn(1, answer="word " * 20_000)
    with pytest.raises(StoreError, match="no space left"):
        await small.commit(Commit(session(1, state="new"), (big,), ("greet",)))
    assert await small.session(1) == session(1)
    assert await small.turn(1, 1, 1) is None
    assert await small.pending() == []
    await small._db.execute_fetchall("PRAGMA max_page_count = 100000")
    assert len(await small.commit(Commit(session(1, state="new"), (big,), ("greet",)))) == 1
    assert await small.turn(1, 1, 1) == big


async def test_another_process_holds_the_file(small: SqliteStore) -> None:
    with closing(sqlite3.connect(small.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for write in (
            small.commit(Commit(session(1, state="new"))),
            small.tick(1, None, 5),
            small.first_time(GUILD, "notice", 5),
            small.drop_guild(GUILD, 5),
        ):
            with pytest.raises(StoreError, match="locked by another program"):
                await write
        assert await small.session(1) == session(1)  # who only reads need not wait
        other.execute("ROLLBACK")
    assert await small.first_time(GUILD, "notice", 5) is True
    await small.commit(Commit(session(1, state="new")))


async def test_the_disk_fails_at_the_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = False

    class Failing(sqlite3.Connection):
        def execute(self, sql: str, *args) -> sqlite3.Cursor:
            if failing and sql == "COMMIT":
                error = sqlite3.OperationalError("disk I/O error")
                error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
                raise error
            return super().execute(sql, *args)

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Failing))
    store = await SqliteStore.open(tmp_path / "headset.sqlite3")
    await store.commit(Commit(session(1)))
    failing = True
    for write in (
        store.commit(Commit(session(1, state="new"), (turn(1),), ("greet",))),
        store.first_time(GUILD, "notice", 5),
        store.drop_guild(GUILD, 5),
    ):
        with pytest.raises(StoreError, match="disk failed"):
            await write
    failing = False
    assert await store.session(1) == session(1)
    assert await store.pending() == []
    assert await store.first_time(GUILD, "notice", 6) is True
    await store.commit(Commit(session(1, state="new")))
    await store.close()


async def test_a_commit_that_the_database_refuses_at_its_end(small: SqliteStore, monkeypatch) -> None:
    """Here it is SQLite itself that fails COMMIT, which leaves the transaction open."""
    plain = sessions.commit

    def orphan(db: sqlite3.Connection, change: Commit) -> list[EffectRow]:
        db.execute("PRAGMA defer_foreign_keys = ON")
        db.execute("INSERT INTO effects (session_id, body) VALUES (99, 'orphan')")
        return plain(db, change)

    monkeypatch.setattr(sessions, "commit", orphan)
    with pytest.raises(StoreError, match="refused what was to be written"):
        await small.commit(Commit(session(1, state="new"), effects=("greet",)))
    monkeypatch.undo()
    assert await small.session(1) == session(1)
    assert await small.pending() == []
    await small.commit(Commit(session(1, state="new")))


async def test_a_method_is_one_errand_to_the_connections_thread(small: SqliteStore, monkeypatch) -> None:
    """It rests on a private method of aiosqlite: when this fails, look at what `Connection._execute` has become."""
    execute = aiosqlite.Connection._execute
    errands = []

    async def count(self: aiosqlite.Connection, work, db: sqlite3.Connection):
        def on_thread(db: sqlite3.Connection):
            errands.append((threading.current_thread(), type(db)))
            return work(db)

        return await execute(self, on_thread, db)

    monkeypatch.setattr(aiosqlite.Connection, "_execute", count)
    [effect] = await small.commit(Commit(session(1), (turn(1), turn(1, 2)), ("greet",)))
    await small.tick(effect.id, 900, 5)
    assert await small.session(1) == session(1)
    assert len(await small.around(GUILD, POINTS, ALL, 7)) == 1
    assert errands == [(small._db._thread, sqlite3.Connection)] * 4
    assert small._db._thread is not threading.current_thread()


async def test_an_errand_whose_caller_is_gone_harms_nobody(small: SqliteStore) -> None:
    """Cancelled while the thread is busy: what it was given is done whole, in turn, also what fails."""
    busy = threading.Event()
    blocked = asyncio.create_task(small._on_thread(lambda db: busy.wait(5)))
    good = asyncio.create_task(small.commit(Commit(session(1, state="new"), (turn(1),), ("greet",))))
    bad = asyncio.create_task(small.commit(Commit(session(1, state="bad"), (turn(1, 2), turn(1, 3, overall=101)))))
    await asyncio.sleep(0)
    good.cancel()
    bad.cancel()
    await asyncio.gather(good, bad, return_exceptions=True)
    assert good.cancelled()
    assert bad.cancelled()
    busy.set()
    await blocked
    assert await small.session(1) == session(1, state="new")
    assert await small.turn(1, 1, 1) == turn(1)
    assert await small.turn(1, 2, 1) is None
    assert [effect.body for effect in await small.pending()] == ["greet"]


async def test_the_file_is_damaged_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "headset.sqlite3"
    store = await SqliteStore.open(path)
    for id in range(1, 60):
        await store.commit(Commit(session(id, member_id=id, state="s" * 4000)))
    await store.close()
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = b"\xa5" * (len(content) - len(content) // 2)
    path.write_bytes(content)
    store = await SqliteStore.open(path)
    results = await asyncio.gather(*(store.session(id) for id in range(1, 60)), return_exceptions=True)
    damaged = [str(result) for result in results if isinstance(result, StoreError)]
    assert damaged
    assert all("is damaged" in message for message in damaged), set(damaged)
    assert session(1, member_id=1, state="s" * 4000) in results  # what is whole is still read
    await store.close()


def test_a_program_that_fails_before_closing_ends(tmp_path: Path) -> None:
    code = (
        "import asyncio, pathlib, sys\n"
        "from bot.storage.sqlite import SqliteStore\n"
        "async def main():\n"
        "    store = await SqliteStore.open(pathlib.Path(sys.argv[1]))\n"
        "    await store.first_time(1, 'kept', 1)\n"
        "    raise SystemExit(3)\n"
        "asyncio.run(main())\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "headset.sqlite3")]
    assert subprocess.run(command, cwd=ROOT, timeout=20).returncode == 3
    with closing(sqlite3.connect(tmp_path / "headset.sqlite3")) as db:
        assert db.execute("SELECT notice FROM notices").fetchall() == [("kept",)]


async def test_the_first_tick_keeps_its_message(small: SqliteStore) -> None:
    [effect] = await small.commit(Commit(session(1), effects=("greet",)))
    await small.tick(effect.id, 900, 5)
    await small.tick(effect.id, None, 6)
    [row] = await small._db.execute_fetchall("SELECT message_id, done_at FROM effects")
    assert row == {"message_id": 900, "done_at": 5}


async def test_what_is_done_is_not_kept(small: SqliteStore) -> None:
    """Bodies of effects done would soon be most of the file."""
    first, second = await small.commit(Commit(session(1), effects=("greet", "ask")))
    await small.tick(first.id, 900, 5)
    rows = await small._db.execute_fetchall("SELECT id, body, message_id FROM effects ORDER BY id")
    assert rows == [
        {"id": first.id, "body": "", "message_id": 900},
        {"id": second.id, "body": "ask", "message_id": None},
    ]


async def test_close_waits_for_what_is_being_written(tmp_path: Path) -> None:
    store = await SqliteStore.open(tmp_path / "headset.sqlite3")
    writing = asyncio.create_task(store.commit(Commit(session(1), (turn(1),))))
    await asyncio.sleep(0)
    await store.close()
    await writing
    store = await SqliteStore.open(tmp_path / "headset.sqlite3")
    assert await store.turn(1, 1, 1) == turn(1)
    await store.close()


# Few, and sorted once they are found: one drill's, one member's, a board's buckets, or what the command line reads.
_SORTED = {"agreed", "open_objections", "entrants", "drill_turns", "days_since", "bucket_at", "missed"}
# Read whole: a handful for each server, or what the command line reads.
_WHOLE = {"agreed", "schedules", "pins", "forgetful", "names_to_take_back"}


async def test_nothing_is_read_in_full_that_grows(small: SqliteStore) -> None:
    """Each statement finds its rows by an index; boards and effects come in its order, with no sorting."""
    folder = Path(sqlite.__file__).with_name("queries")
    text = "\n".join(file.read_text(encoding="utf-8") for file in folder.glob("*.sql"))
    sorts = set()
    for name, sql in re.findall(r"-- name: (\w+)\S*\n(.*?;)", text, re.DOTALL):
        parameters = dict.fromkeys(re.findall(r":(\w+)", sql), 1)
        for row in await small._db.execute_fetchall(f"EXPLAIN QUERY PLAN {sql}", parameters):
            plan = row["detail"]
            # The index of what is live, pending or open holds nothing else, so it may be read from end to end.
            if plan.startswith("SCAN") and name not in _WHOLE:
                # And so may what a subquery has found.
                whole = "sessions_waking|effects_pending|objections_open|drill_turns_unrated"
                found = r"CONSTANT ROW|equal_above|more|equal_below|less|SCAN [dnp]$|\(subquery|counted|one$|rated$"
                assert re.search(f"{whole}|{found}", plan), (name, plan)
            if "TEMP B-TREE FOR ORDER BY" in plan:
                sorts.add(name)
    assert sorts <= _SORTED, sorts


async def test_places_are_found_by_the_index_of_those_who_are_shown(small: SqliteStore) -> None:
    """And ranks from the counts: nobody's row is read that is not shown."""
    text = Path(sqlite.__file__).with_name("queries").joinpath("boards.sql").read_text(encoding="utf-8")
    statements = dict(re.findall(r"-- name: (\w+)\S*\n(.*?;)", text, re.DOTALL))
    for name in ("page", "neighbours"):
        parameters = dict.fromkeys(re.findall(r":(\w+)", statements[name]), 1)
        plans = await small._db.execute_fetchall(f"EXPLAIN QUERY PLAN {statements[name]}", parameters)
        details = [row["detail"] for row in plans if "standings" in row["detail"]]
        assert details
        assert all("USING COVERING INDEX standings_shown" in detail for detail in details), details


# Commits one event after another and says so, until it is killed: event n is turn n, its points, and two effects.
_WRITER = """
import asyncio, pathlib, sys
from bot.practice.records import Commit
from bot.storage.sqlite import SqliteStore
from tests_rows import session, turn

async def main():
    store = await SqliteStore.open(pathlib.Path(sys.argv[1]))
    for n in range(1, 1_000_000):
        big = turn(1, n, answer="word " * 2000, overall=1)
        await store.commit(Commit(session(1, state=str(n)), (big,), (f"{n}a", f"{n}b")))
        print(n, flush=True)

asyncio.run(main())
""".replace("from tests_rows", f"sys.path.insert(0, {str(Path(__file__).parent)!r})\nfrom rows")


@pytest.mark.parametrize("events", [1, 40, 150])
async def test_killed_while_writing(tmp_path: Path, events: int) -> None:
    path = tmp_path / "headset.sqlite3"
    writer = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _WRITER, str(path), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert writer.stdout is not None
    said = 0
    while said < events:
        said = int(await writer.stdout.readline())
    writer.send_signal(signal.SIGKILL)
    said = int(([b"%d" % said, *(await writer.stdout.read()).split()])[-1])
    await writer.wait()

    store = await SqliteStore.open(path)
    row = await store.session(1)
    assert row is not None
    kept = int(row.state)
    assert kept in (said, said + 1)  # every commit that was told of, and at most the one after it
    assert [t.number for t in await store.history(GUILD, 7, 10_000, 0)] == list(range(kept, 0, -1))
    assert [e.body for e in await store.pending()] == [f"{n}{x}" for n in range(1, kept + 1) for x in "ab"]
    assert await store.place(GUILD, POINTS, ALL, 7) == BoardPlace(1, 7, kept, named=False)
    await store.close()
