"""The port's tests run on every engine: to add one, name its opener in ENGINES."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.storage.sqlite import SqliteStore

Opener = Callable[[Path], Awaitable[SqliteStore]]  # the folder is the test's own; the same folder, the same data

ENGINES: dict[str, Opener] = {"sqlite": lambda folder: SqliteStore.open(folder / "headset.sqlite3")}


@pytest.fixture(params=ENGINES)
def open_store(request: pytest.FixtureRequest) -> Opener:
    return ENGINES[request.param]


@pytest.fixture
async def store(open_store: Opener, tmp_path: Path) -> AsyncIterator[SqliteStore]:
    store = await open_store(tmp_path)
    yield store
    await store.close()
