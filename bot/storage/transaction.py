"""All or nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Write what is done inside at the end of it; when it raises, or can't be written, nothing.

    The connection must begin no transactions by itself (isolation_level None).
    """
    db.execute("BEGIN IMMEDIATE")  # else two processes that first read and then write may refuse each other
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        db.rollback()  # does nothing when SQLite has rolled back by itself
        raise
