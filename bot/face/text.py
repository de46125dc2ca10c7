"""Text for cards: what others wrote made harmless, bars, durations, lengths as Discord may count them."""

import re
import unicodedata
from collections.abc import Iterable

QUOTE = 160
"""Characters of a quote on a card, its escapes included."""

_MARKS = re.compile(r"[\\*_~|`<\[\]]|(?<=:)//|^\s*(?:[#>+-]|\d+(?=[.)]))", re.MULTILINE)
_MENTION = re.compile(r"@(?=everyone|here|[!&]?\d{15,})")
_JOINERS = "\u200c\u200d"  # they shape letters and emoji; all other invisible characters only hide something


def size(text: str) -> int:
    """Characters as Discord may count them at most: an emoji as the two that UTF-16 takes."""
    return len(text) + sum(character > "\uffff" for character in text)


def harmless(text: str, most: int, keep_lines: bool = False) -> str:
    """What somebody wrote, as they wrote it to the eye: no markdown, mention, link or hidden character works.

    At most `most` characters long, escapes included; what does not fit is left out with "…".
    """
    visible = "".join(character for character in text if not _hidden(character))
    kept = visible.splitlines() if keep_lines else [visible]
    return _fitted(lines(" ".join(line.split()) for line in kept), most)


def _hidden(character: str) -> bool:
    if character in _JOINERS or character.isspace():
        return False
    return unicodedata.category(character) in ("Cc", "Cf", "Cs")


def _fitted(text: str, most: int) -> str:
    escaped = _escape(text[:most])
    if len(text) <= most and size(escaped) <= most:
        return escaped
    low, high = 0, min(len(text), most)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size(_escape(text[:middle])) < most else (low, middle - 1)
    return _escape(text[:low].rstrip()) + "…"


def _escape(text: str) -> str:
    return _MENTION.sub("@\u200b", _MARKS.sub(_backslashed, text))


def _backslashed(found: re.Match[str]) -> str:
    mark = found[0]
    if mark.strip().isdigit():
        return mark + "\\"  # "1." begins a list; the dot is what follows
    return f"{mark[:-1]}\\{mark[-1]}" if mark != "//" else "\\//"


def quote(text: str, most: int = QUOTE) -> str:
    """A member's words on one line, harmless, in quotation marks."""
    return f"“{harmless(text, most - 2)}”"


def clipped(text: str, most: int) -> str:
    """A text of ours, or of a pack, cut at the last word that fits."""
    if size(text) <= most:
        return text
    return text[: most - 1 - (size(text) - len(text))].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def bar(level: float) -> str:
    """A level 1 to 5 as five squares."""
    filled = max(0, min(5, round(level)))
    return "▰" * filled + "▱" * (5 - filled)


def stars(number: int) -> str:
    """1 to 5 as stars, with the figure."""
    return f"{'★' * number}{'☆' * (5 - number)} {number} of 5"


def seconds(milliseconds: int) -> str:
    """A duration as one says it: "38 s", "2 min 5 s"."""
    whole = max(0, round(milliseconds / 1000))
    if whole < 120:
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60} s" if whole % 60 else f"{whole // 60} min"


def count(number: int, thing: str) -> str:
    """A number with its word: "1 word", "2 words"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def lines(texts: Iterable[str]) -> str:
    """The lines that say something, one under the other."""
    return "\n".join(text for text in texts if text)
