"""Discord's markdown, timestamps and mentions as text for a terminal."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from rich.text import Text

Names = Callable[[str, int], str]
"""The name behind a mention: kind (`@`, `@&` or `#`) and id."""

_MARKS = re.compile(
    r"\\(?P<escaped>[^A-Za-z0-9\s])"
    r"|<t:(?P<time>-?\d{1,13})(?::(?P<style>[tTdDfFR]))?>"
    r"|<(?P<kind>@&|@!?|#)(?P<id>\d+)>"
    r"|</(?P<command>[^:>]+):\d+>"
    r"|<a?:(?P<emoji>\w+):\d+>"
    r"|\[(?P<label>[^\]\n]+)\]\((?P<link>https?://[^)\s]+)\)"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?P<mark>\*\*|__|~~|\|\||\*)"
)
_STYLES = {"**": "bold", "__": "underline", "~~": "strike", "||": "reverse", "*": "italic"}
_HEADING = re.compile(r"#{1,3} ")
_UNITS = ((31_536_000, "year"), (2_592_000, "month"), (86_400, "day"), (3_600, "h"), (60, "min"), (1, "s"))
_CLOCKS = {
    "t": "%H:%M",
    "T": "%H:%M:%S",
    "d": "%d/%m/%Y",
    "D": "%d %B %Y",
    "f": "%d %B %Y %H:%M",
    "F": "%A, %d %B %Y %H:%M",
}


def plain(content: str, names: Names, now: datetime) -> Text:
    """What a reader on Discord would see of `content`, without its marks; `now` is what times are relative to."""
    lines, quoting = [], False
    for line in content.split("\n"):
        start, style = "", ""
        if quoting or line.startswith((">>> ", "> ")):
            quoting = quoting or line.startswith(">>> ")
            start, line = "│ ", line.removeprefix(">>> ").removeprefix("> ")
        if heading := _HEADING.match(line):
            style, line = "bold", line[heading.end() :]
        elif line.startswith("-# "):
            style, line = "dim", line[3:]
        elif line.startswith(("- ", "* ")):
            start, line = start + "• ", line[2:]
        lines.append(Text.assemble(start, _inline(line, names, now), style=style))
    return Text("\n").join(lines)


def _inline(line: str, names: Names, now: datetime) -> Text:
    text, open_marks, end = Text(), list[str](), 0
    for found in _MARKS.finditer(line):
        style = " ".join(_STYLES[mark] for mark in open_marks)
        text.append(line[end : found.start()], style)
        end = found.end()
        mark = found["mark"]
        if mark is None:
            text.append(_shown(found, names, now), style)
        elif mark in open_marks:
            open_marks.remove(mark)
        elif mark in line[end:]:
            open_marks.append(mark)
        else:
            text.append(mark, style)
    return text.append(line[end:])


def _shown(found: re.Match[str], names: Names, now: datetime) -> str:
    if found["time"]:
        return moment(int(found["time"]), found["style"] or "f", now)
    if found["kind"]:
        return names(found["kind"].rstrip("!"), int(found["id"]))
    if found["command"]:
        return f"/{found['command']}"
    if found["emoji"]:
        return f":{found['emoji']}:"
    if found["link"]:
        return f"{found['label']} ({found['link']})"
    return found["escaped"] or found["code"]


def moment(at: int, style: str, now: datetime) -> str:
    """A timestamp (seconds since 1970) as Discord shows it: `R` relative to `now`, the others by the local clock."""
    if style != "R":
        return datetime.fromtimestamp(at, UTC).astimezone().strftime(_CLOCKS[style])
    away = round(at - now.timestamp())
    # Up to two minutes in seconds: these are limits that run.
    size, unit = next(((size, unit) for size, unit in _UNITS if abs(away) >= size and abs(away) > 125), (1, "s"))
    count = abs(away) // size
    name = f"{unit}s" if count != 1 and unit in ("year", "month", "day") else unit
    return f"in {count} {name}" if away >= 0 else f"{count} {name} ago"
