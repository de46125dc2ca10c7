"""The import rule of docs/architecture.md, where ruff can't hold it: which part of ours may use which."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PURE = ("bot.practice", "bot.scoring")
MAY_USE = {
    "bot/practice": PURE,
    "bot/scoring": PURE,
    "bot/packs": (*PURE, "bot.packs", "bot.aligning"),
    "bot/storage": (*PURE, "bot.storage"),
    "bot/face": (*PURE, "bot.face", "bot.desk", "bot.stage", "bot.state"),
}
"""`bot.state` turns stored scores back into objects, which cards show; by `bot.aligning` packs try tickets as we do."""


def imported(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def of(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("part", MAY_USE)
def test_ours_is_used_one_way(part: str) -> None:
    for file in (ROOT / part).rglob("*.py"):
        ours = {module for module in imported(file) if of(module, ("bot", "cogs"))}
        assert {module for module in ours if not of(module, MAY_USE[part])} == set(), file


@pytest.mark.parametrize("part", ["bot/practice", "bot/scoring"])
def test_the_pure_core_uses_the_standard_library_alone(part: str) -> None:
    """And of that nothing that reads a clock, waits, or touches the world."""
    worldly = {"asyncio", "time", "os", "pathlib", "socket", "sqlite3", "subprocess", "threading", "logging"}
    for file in (ROOT / part).rglob("*.py"):
        others = {module.split(".")[0] for module in imported(file)} - {"bot"}
        assert others <= sys.stdlib_module_names - worldly, file


def test_only_cogs_app_and_the_rehearsal_know_the_client() -> None:
    allowed = {"bot/app.py", "bot/client.py"}
    for file in (ROOT / "bot").rglob("*.py"):
        name = file.relative_to(ROOT).as_posix()
        if name not in allowed and not name.startswith("bot/rehearsal/"):
            assert not any(of(module, ("bot.client", "cogs")) for module in imported(file)), name
