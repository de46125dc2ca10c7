"""Backups: whole, of one moment, taken while others write, and never over anything."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.practice.points import POINTS
from bot.practice.records import Commit, StoreError
from bot.storage import opening
from bot.storage.backup import backup
from bot.storage.sqlite import SqliteStore

from .rows import ALL, GUILD, session, turn


@pytest.fixture
async def store(tmp_path: Path):
    store = await SqliteStore.open(tmp_path / "headset.sqlite3")
    await store.commit(Commit(session(1), (turn(1),), ("greet",)))
    yield store
    await store.close()


async def _refused(database: Path, target: Path) -> str:
    folder = set(target.parent.iterdir()) if target.parent.is_dir() else None
    with pytest.raises(StoreError) as caught:
        await backup(database, target)
    assert folder is None or set(target.parent.iterdir()) == folder  # nothing left behind
    return str(caught.value)


async def test_a_backup_opens_as_a_database(store: SqliteStore, tmp_path: Path) -> None:
    (tmp_path / "copies").mkdir()
    target = tmp_path / "copies" / "monday.sqlite3"
    await backup(store.path, target)
    assert list(target.parent.iterdir()) == [target]
    copy = await SqliteStore.open(target)
    assert await copy.session(1) == session(1)
    assert await copy.turn(1, 1, 1) == turn(1)
    assert [effect.body for effect in await copy.pending()] == ["greet"]
    await copy.close()


async def test_a_backup_of_a_database_that_nobody_runs(store: SqliteStore, tmp_path: Path) -> None:
    await store.close()
    before = store.path.read_bytes()
    await backup(store.path, tmp_path / "copy.sqlite3")
    assert store.path.read_bytes() == before
    assert (tmp_path / "copy.sqlite3").is_file()


async def test_writing_goes_on_and_the_copy_is_of_one_moment(store: SqliteStore, tmp_path: Path) -> None:
    done = False

    async def write() -> int:
        number = 1
        while not done:
            number += 1
            await store.commit(Commit(session(1, state=str(number)), (turn(1, number, overall=1),)))
        return number

    writing = asyncio.create_task(write())
    targets = [tmp_path / f"{n}.sqlite3" for n in range(5)]
    try:
        for target in targets:
            await asyncio.sleep(0.02)
            await backup(store.path, target)
    finally:
        done = True
        written = await writing
    for target in targets:
        copy = await SqliteStore.open(target)
        row = await copy.session(1)
        assert row is not None
        number = int(row.state)
        assert number <= written
        assert len(await copy.history(GUILD, 7, 100_000, 0)) == number
        place = await copy.place(GUILD, POINTS, ALL, 7)
        assert place is not None
        assert place.points == 60 + number - 1
        await copy.close()


async def test_it_works_while_another_writer_holds_the_file(store: SqliteStore, tmp_path: Path) -> None:
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM effects")
        await backup(store.path, tmp_path / "copy.sqlite3")
    copy = await SqliteStore.open(tmp_path / "copy.sqlite3")
    assert len(await copy.pending()) == 1
    await copy.close()


async def test_nothing_is_overwritten(store: SqliteStore, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"
    target.write_text("mine")
    assert "exists already" in await _refused(store.path, target)
    assert target.read_text() == "mine"
    assert "exists already" in await _refused(store.path, store.path)
    assert "exists already" in await _refused(store.path, tmp_path)


async def test_a_target_that_can_not_be_written(store: SqliteStore, tmp_path: Path) -> None:
    assert "can't be made (No such file" in await _refused(store.path, tmp_path / "nowhere" / "copy.sqlite3")


@pytest.mark.parametrize("method", ["is_file", "exists", "replace"])
async def test_files_that_may_not_be_touched(
    store: SqliteStore, tmp_path: Path, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, *args) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, method, refuse)
    assert "can't be made (Permission denied)" in await _refused(store.path, tmp_path / "copy.sqlite3")


async def test_no_space_for_the_copy(store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(file: Path) -> sqlite3.Connection:
        db = opening.connect(file)
        if file != store.path:
            db.execute("PRAGMA max_page_count = 4")
        return db

    monkeypatch.setattr("bot.storage.backup.connect", connect)
    assert "no space left for the backup" in await _refused(store.path, tmp_path / "copy.sqlite3")


async def test_a_source_that_is_no_headset_database(tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"
    assert "no database at" in await _refused(tmp_path / "nothing.sqlite3", target)
    assert not (tmp_path / "nothing.sqlite3").exists()
    (tmp_path / "text").write_text("Dear diary, " * 400)
    assert "is not a database" in await _refused(tmp_path / "text", target)
    with closing(sqlite3.connect(tmp_path / "recipes.sqlite3")) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    assert "is not a Headset database" in await _refused(tmp_path / "recipes.sqlite3", target)


async def test_a_damaged_database_is_not_taken_for_a_backup(store: SqliteStore, tmp_path: Path) -> None:
    for id in range(2, 60):
        await store.commit(Commit(session(id, member_id=100 + id, state="s" * 4000)))
    await store.close()
    content = bytearray(store.path.read_bytes())
    content[len(content) // 2 :] = b"\xa5" * (len(content) - len(content) // 2)
    store.path.write_bytes(content)
    assert "is damaged" in await _refused(store.path, tmp_path / "copy.sqlite3")
