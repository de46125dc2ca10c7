"""Fixtures of the flow tests."""

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

import bot.app
from bot.config import Config
from bot.packs.loading import Library, load
from bot.scoring.scorer import Scorer

from . import call_packs, dialer_packs, packs, skill_packs
from .world import World, config_in, worlds


@pytest.fixture(scope="session")
def pack_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tests' packs."""
    written = dialer_packs.write(call_packs.write(packs.write(tmp_path_factory.mktemp("packs"))))
    return skill_packs.write(written)


@pytest.fixture(scope="session")
def library(pack_folder: Path) -> Library:
    """All content, read once: it is the same for every test."""
    read = load((pack_folder,))
    assert not read.problems
    return read


@pytest.fixture(scope="session")
def scorer(library: Library) -> Scorer:
    """Made once, too."""
    return library.scorer()


@pytest.fixture(autouse=True)
def _read_once(library: Library, scorer: Scorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.app, "load", lambda folders: library)
    monkeypatch.setattr(Library, "scorer", lambda library: scorer)


@pytest.fixture
def config(tmp_path: Path, pack_folder: Path) -> Config:
    """Settings for one test."""
    return config_in(tmp_path, pack_folder)


@pytest.fixture
async def world(config: Config) -> AsyncIterator[World]:
    """A server with the bot, a channel and Anna."""
    async with worlds(config) as made:
        yield made


@pytest.fixture(autouse=True)
def _no_error_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """The bot logs an error only for what is its own fault."""
    yield
    ours = [record for record in caplog.get_records("call") if record.name.split(".")[0] in ("bot", "cogs")]
    assert [record.getMessage() for record in ours if record.levelno >= logging.ERROR] == []
