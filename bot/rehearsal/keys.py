"""Lines from the terminal, key by key so that typing shows, or from a script."""

import asyncio
import codecs
import math
import os
import re
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, Self

from rich.cells import cell_len

try:
    import termios
    import tty
except ImportError:  # Windows: lines come whole, and typing does not show
    HAS_KEYS = False
else:
    HAS_KEYS = True

_ESCAPE = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O.|[^\[O])")
_PARTIAL = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*|O)?\Z")
_PASTE_ON, _PASTE_OFF = "\x1b[?2004h", "\x1b[?2004l"
_PASTE_BEGINS, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"


class Lines(Protocol):
    """Where lines come from."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    async def line(self) -> str | None:
        """The next line; None when there are no more."""
        ...

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Print something: the line being typed steps aside."""
        ...

    def draw(self) -> None:
        """The prompt may have changed."""
        ...


class Script:
    """Lines from a pipe or a file: each is shown, as if it had been typed."""

    def __init__(self, show: Callable[[str], None]) -> None:
        self._show = show
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()

    def __enter__(self) -> Self:
        loop = asyncio.get_running_loop()

        def read() -> None:
            rest = b""
            while data := os.read(sys.stdin.fileno(), 65536):
                *whole, rest = (rest + data).split(b"\n")
                for line in whole:
                    loop.call_soon_threadsafe(self._lines.put_nowait, line.decode(errors="replace").rstrip("\r"))
            if rest:
                loop.call_soon_threadsafe(self._lines.put_nowait, rest.decode(errors="replace"))
            loop.call_soon_threadsafe(self._lines.put_nowait, None)

        # A daemon: a pipe that stays open must not keep the rehearsal from ending.
        threading.Thread(target=read, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        pass

    async def line(self) -> str | None:
        """The next line; None at the end of the script."""
        line = await self._lines.get()
        if line is not None:
            self._show(line)
        return line

    @contextmanager
    def aside(self) -> Iterator[None]:
        """There is no line to step aside."""
        yield

    def draw(self) -> None:
        """There is no prompt."""


class Keys:
    """A small line editor: text, backspace, Ctrl-U, Ctrl-W, paste. `on_key` hears the line after each key."""

    def __init__(self, prompt: Callable[[], str], on_key: Callable[[str], None]) -> None:
        self._prompt = prompt
        self._on_key = on_key
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._unread = ""
        self._typed = ""
        self._pasting = False
        self._drawn = ""

    def __enter__(self) -> Self:
        self._file = sys.stdin.fileno()
        self._saved = termios.tcgetattr(self._file)
        tty.setcbreak(self._file, termios.TCSANOW)  # what was typed ahead is not thrown away
        asyncio.get_running_loop().add_reader(self._file, self._readable)
        sys.stdout.write(_PASTE_ON)
        self.draw()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.get_running_loop().remove_reader(self._file)
        sys.stdout.write(_PASTE_OFF + "\n")
        sys.stdout.flush()
        termios.tcsetattr(self._file, termios.TCSADRAIN, self._saved)

    async def line(self) -> str | None:
        """The next line; None after Ctrl-D."""
        return await self._lines.get()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Print something: the line being typed steps aside."""
        self._erase()
        try:
            yield
        finally:
            self.draw()

    def draw(self) -> None:
        """Show the prompt and the line, if they differ from what stands there."""
        wanted = self._prompt() + self._typed
        if wanted != self._drawn:
            self._erase()
            sys.stdout.write(wanted)
            sys.stdout.flush()
            self._drawn = wanted

    def _erase(self) -> None:
        rows = max(1, math.ceil(cell_len(self._drawn) / shutil.get_terminal_size().columns))
        up = f"\x1b[{rows - 1}A" if rows > 1 else ""
        sys.stdout.write(f"{up}\r\x1b[J")
        sys.stdout.flush()
        self._drawn = ""

    def _readable(self) -> None:
        data = os.read(self._file, 65536)
        if not data:
            self._lines.put_nowait(None)
            return
        self._unread += self._decoder.decode(data)
        while self._unread and not _PARTIAL.match(self._unread):
            escape = _ESCAPE.match(self._unread)
            taken = escape.group() if escape else self._unread[0]
            self._unread = self._unread[len(taken) :]
            self._take(taken)
        self.draw()

    def _take(self, key: str) -> None:
        if key in (_PASTE_BEGINS, _PASTE_ENDS):
            self._pasting = key == _PASTE_BEGINS
        elif key in ("\r", "\n") and self._pasting:
            self._typed += " "
        elif key in ("\r", "\n"):
            self.draw()
            sys.stdout.write("\n")
            self._lines.put_nowait(self._typed)
            self._typed = self._drawn = ""
        elif key == "\x04" and not self._typed:
            self._lines.put_nowait(None)
        elif key in ("\x7f", "\x08"):
            self._typed = self._typed[:-1]
        elif key == "\x15":
            self._typed = ""
        elif key == "\x17":
            self._typed = re.sub(r"\S*\s*\Z", "", self._typed)
        elif key == "\t" or key.isprintable():
            self._typed += " " if key == "\t" else key
            self._on_key(self._typed)
