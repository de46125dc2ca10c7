"""Bring a database's tables up to date: numbered files, each in one transaction with its ledger row."""

import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.practice.records import StoreError
from bot.storage.transaction import transaction

FOLDER = Path(__file__).with_name("migrations")
# Kept in the file's header: tells a Headset database ("HSET") from another program's.
APPLICATION_ID = 0x48534554

_NAME = re.compile(r"(\d{4})_[a-z0-9_]+")
_LEDGER = """
CREATE TABLE IF NOT EXISTS migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    applied_at INTEGER NOT NULL
) STRICT
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema: `0001_start.sql` has number 1 and the name `0001_start`."""

    number: int
    name: str
    sql: str

    @property
    def digest(self) -> str:
        """Tells whether the file is still what was applied."""
        return sha256(self.sql.encode()).hexdigest()


def load(folder: Path = FOLDER) -> list[Migration]:
    """Read the migrations, in order. Raises StoreError when a name is wrong or a number is missing."""
    found = []
    for number, file in enumerate(sorted(folder.glob("*.sql")), start=1):
        match = _NAME.fullmatch(file.stem)
        if match is None or int(match[1]) != number:
            raise StoreError(f"{file} is out of step: number the migrations 0001, 0002, ... with none left out.")
        found.append(Migration(number, file.stem, file.read_text(encoding="utf-8")))
    return found


def statements(sql: str) -> Iterator[str]:
    """Split a script at the ends of its statements; two on one line are not split."""
    piece = ""
    for line in sql.splitlines(keepends=True):
        piece += line
        if sqlite3.complete_statement(piece):
            yield piece
            piece = ""
    if piece.strip():
        yield piece


def check(db: sqlite3.Connection, migrations: Sequence[Migration], path: Path) -> set[int]:
    """Return the numbers of the migrations applied, having changed nothing.

    Raises StoreError when the file belongs to another program or to a newer Headset, or when a migration was
    changed or removed after it was applied.
    """
    is_ours = db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    if not is_ours:
        if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise StoreError(f"{path} is another program's database: name another file for Headset's.")
        return set()
    known = {migration.number: migration for migration in migrations}
    applied = set()
    for number, name, digest in db.execute("SELECT number, name, digest FROM migrations ORDER BY number"):
        if number > len(known):
            raise StoreError(f"{path} was written by a newer Headset (it has {name}): update Headset to open it.")
        if known[number].digest != digest:
            raise StoreError(
                f"{path} was built with a different {name} than {known[number].name}.sql here: "
                "put that migration back as it was and make the change in a new one."
            )
        applied.add(number)
    return applied


def migrate(db: sqlite3.Connection, migrations: Sequence[Migration], path: Path) -> None:
    """Apply what is missing; a migration that fails leaves neither a table nor its ledger row.

    Safe when several processes do it at once: each looks again once it may write.
    """
    with transaction(db):
        # Written every time, for this is also how a read-only or locked file is noticed before anybody relies on it.
        applied = check(db, migrations, path)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(_LEDGER)
    for migration in migrations:
        if migration.number in applied:
            continue
        with transaction(db):
            applied = check(db, migrations, path)
            if migration.number not in applied:
                _apply(db, migration)


def _apply(db: sqlite3.Connection, migration: Migration) -> None:
    for statement in statements(migration.sql):
        db.execute(statement)
    # Foreign keys are not enforced meanwhile (a table may have to be rebuilt), so they are checked at the end.
    if db.execute("PRAGMA foreign_key_check").fetchone():
        raise sqlite3.IntegrityError(f"{migration.name} breaks a foreign key")
    db.execute(
        "INSERT INTO migrations (number, name, digest, applied_at) VALUES (?, ?, ?, ?)",
        (migration.number, migration.name, migration.digest, time.time_ns() // 1_000_000),
    )
