"""A member at a real terminal: keys, the clock, the prompt."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.rehearsal.conftest import ROOT

pty = pytest.importorskip("pty", reason="pseudo-terminals are a Unix thing")


class Terminal:
    """Types keys and reads what the screen shows."""

    def __init__(self, running: asyncio.subprocess.Process, file: int) -> None:
        self.running = running
        self.shown = ""
        self._file = file
        os.set_blocking(file, False)

    def type(self, keys: str) -> None:
        os.write(self._file, keys.encode())

    async def until(self, there: Callable[[str], bool], seconds: float = 30) -> str:
        """What has been shown since the last call, when it is what we wait for."""
        async with asyncio.timeout(seconds):
            while True:
                try:
                    self.shown += os.read(self._file, 65536).decode(errors="replace")
                except BlockingIOError:  # nothing more for now
                    if there(self.shown):
                        break
                    await asyncio.sleep(0.05)
                except OSError:  # Linux: the other side has closed
                    break
        shown, self.shown = self.shown, ""
        assert there(shown), shown
        return shown


@pytest.fixture
async def terminal(environment: dict[str, str]) -> AsyncIterator[Terminal]:
    ours, theirs = pty.openpty()
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=ROOT,
        env=environment | {"TERM": "xterm", "COLUMNS": "90", "LINES": "40"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    yield Terminal(running, ours)
    if running.returncode is None:
        running.kill()
        await running.wait()
    os.close(ours)


async def test_a_newcomer_gets_to_the_feedback_by_typing_only(terminal: Terminal, tmp_path: Path) -> None:
    welcome = await terminal.until(lambda shown: "Press Enter" in shown and "> " in shown)
    assert "DISCORD_TOKEN=" in welcome
    for what in ("/screen start", "/help", "quit"):
        assert what in welcome
    terminal.type("/screen start pack=small questions=3 pace=real\n")
    await terminal.until(lambda shown: "[1]" in shown and "Pick up" in shown)
    terminal.type("1\n")
    await terminal.until(lambda shown: "Question 1 of 3" in shown and "s to begin) >" in shown)

    # The first key counts as beginning: from then on the prompt shows the time to answer. Backspace and arrows work.
    terminal.type("I apologise and I call them backk\x7f\x1b[D by six.")
    counting = await terminal.until(lambda shown: "by six." in shown and "s) > I" in shown)
    assert "I call them back by six." in counting
    terminal.type("\n")
    # Silence ends the answer by the wall clock, about six seconds after the last words.
    await terminal.until(lambda shown: "Question 2 of 3" in shown, 12)

    terminal.type("quit\n")
    await asyncio.wait_for(terminal.running.wait(), 10)
    assert terminal.running.returncode == 0, await terminal.until(lambda shown: True)


async def test_ctrl_c_ends_it_without_a_traceback(terminal: Terminal) -> None:
    await terminal.until(lambda shown: "Press Enter" in shown and "> " in shown)
    terminal.type("half a sent")
    terminal.running.send_signal(signal.SIGINT)
    await asyncio.wait_for(terminal.running.wait(), 10)
    assert terminal.running.returncode == 0
    shown = await terminal.until(lambda shown: True)
    assert "Traceback" not in shown
