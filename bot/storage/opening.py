"""Before a database is used: is the file there, is it ours, can it be written, are its tables up to date?"""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from bot.practice.records import StoreError
from bot.storage.errors import plain_errors
from bot.storage.migrate import check, load, migrate

BUSY_MS = 3000  # how long to wait for another process's write; a slash command must be answered within 3 s

_OLDEST = (3, 37, 0)  # STRICT tables; RETURNING came with 3.35


def prepare(path: Path, *, create_folder: bool = False, busy_ms: int = BUSY_MS) -> None:
    """Make the database at `path` ready, creating the file when there is none.

    With `create_folder` its folders are made too. Raises StoreError when it can't be used; the file is then as
    it was.
    """
    if sqlite3.sqlite_version_info < _OLDEST:
        raise StoreError(f"This Python has SQLite {sqlite3.sqlite_version}: use one with SQLite 3.37 or later.")
    _find_or_make(path, create_folder)
    migrations = load()
    with plain_errors(path), closing(connect(path, busy_ms)) as db:
        check(db, migrations, path)  # first, for what follows writes to the file
        _use_wal(db, path, busy_ms)
        migrate(db, migrations, path)


def connect(path: Path, busy_ms: int = BUSY_MS) -> sqlite3.Connection:
    """Connect with no transactions begun unasked."""
    return sqlite3.connect(path, timeout=busy_ms / 1000, isolation_level=None)


def _find_or_make(path: Path, create_folder: bool) -> None:
    try:
        if create_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise StoreError(f"{path} is a folder: name a file in it for the database.")
        if not path.parent.is_dir():
            raise StoreError(f"The folder {path.parent} does not exist: create it, or name another for the database.")
        if not path.exists():
            path.touch(mode=0o600)  # what members wrote is nobody else's business on a shared machine
    except OSError as error:
        raise StoreError(
            f"{path} can't be used ({error.strerror}): Headset needs a folder with space that its user may write to."
        ) from error


def _use_wal(db: sqlite3.Connection, path: Path, busy_ms: int) -> None:
    """Switch the file to a write-ahead log: it stays so."""
    deadline = time.monotonic() + busy_ms / 1000
    while True:
        try:
            mode = db.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        except sqlite3.OperationalError as error:
            # SQLite does not wait by itself when two processes switch a new file at the same moment.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            break
    if mode != "wal":
        raise StoreError(f"{path} is on a drive that can't hold a live database: put it on a local disk.")
