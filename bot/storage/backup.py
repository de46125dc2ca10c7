"""A copy of the database as of one moment, while others write to it."""

import asyncio
import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from bot.practice.records import StoreError
from bot.storage.errors import plain_errors
from bot.storage.migrate import APPLICATION_ID
from bot.storage.opening import connect


async def backup(database: Path, target: Path) -> None:
    """Copy `database` to the new file `target`: whole and checked, or not at all.

    Works while this or another process writes to it. Raises StoreError, also when `target` exists.
    """
    await asyncio.to_thread(_backup, database, target)


def _backup(database: Path, target: Path) -> None:
    database, target = database.absolute(), target.absolute()
    try:
        if not database.is_file():
            raise StoreError(f"There is no database at {database}: name the file that Headset runs on.")
        _refuse_existing(target)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        os.close(handle)
        part = Path(name)
        try:
            _copy(database, part)
            _refuse_existing(target)
            part.replace(target)
        finally:
            for left in (part, part.with_name(f"{part.name}-journal")):
                left.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"The backup {target} of {database} can't be made ({error.strerror}): "
            "name a file in a folder that you may write to, and be a user who may read the database."
        ) from error


def _refuse_existing(target: Path) -> None:
    if target.exists():
        raise StoreError(f"{target} exists already: name a new file for the backup.")


def _copy(database: Path, part: Path) -> None:
    with plain_errors(database), closing(connect(database)) as source:
        source.execute("PRAGMA query_only = ON")
        if source.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise StoreError(f"{database} is not a Headset database: name the file that Headset runs on.")
        with closing(connect(part)) as copy:
            try:
                # In one go: with a write-ahead log this holds up no writer, and none can make it start again.
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
                found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_FULL:
                    raise
                raise StoreError(f"There is no space left for the backup in {part.parent}: free some.") from error
        if found != "ok":
            raise StoreError(f"{database} is damaged ({found}): keep your older backups, this one was thrown away.")
