"""SQLite's errors as sentences: what is wrong with which file, and what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.practice.records import StoreError

_SENTENCES = {
    sqlite3.SQLITE_BUSY: "{path} is locked by another program: close that program and try again.",
    sqlite3.SQLITE_READONLY: "{path} is read-only: let the user who runs Headset write to the file and its folder.",
    sqlite3.SQLITE_PERM: "{path} may not be used: let the user who runs Headset write to the file and its folder.",
    sqlite3.SQLITE_IOERR: "The disk failed while {path} was read or written ({error}): check the disk and its space.",
    sqlite3.SQLITE_CORRUPT: "{path} is damaged ({error}): put a backup in its place.",
    sqlite3.SQLITE_FULL: "There is no space left to write to {path}: free some space on its disk.",
    sqlite3.SQLITE_CANTOPEN: "{path} can't be opened: let the user who runs Headset write to the file and its folder.",
    sqlite3.SQLITE_NOTADB: "{path} is not a database: name another file, or put a backup in its place.",
    sqlite3.SQLITE_CONSTRAINT: "{path} refused what was to be written ({error}): this is a mistake in Headset, "
    "please report it.",
}
_SENTENCES[sqlite3.SQLITE_LOCKED] = _SENTENCES[sqlite3.SQLITE_BUSY]
_OTHER = "{path} can't be used ({error}): this may be a mistake in Headset, please report it."


def sentence(error: sqlite3.Error, path: Path) -> str:
    """What is wrong with the database at `path`, and what to do."""
    if str(error).startswith("Could not decode to UTF-8"):  # we write nothing else: the damage hit a text
        return _SENTENCES[sqlite3.SQLITE_CORRUPT].format(path=path, error="a text can't be read")
    # The low byte is the kind of error, the rest its variety; errors of the Python module itself have no code.
    kind = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _SENTENCES.get(kind, _OTHER).format(path=path, error=error)


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into StoreError."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(sentence(error, path)) from error
