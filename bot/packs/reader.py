"""YAML as trainers mean it: no surprises, and every value knows its line.

Stricter than YAML on purpose. Two equal keys are an error, `no` and `12:30` and `007` stay text, and what only
programmers use (tags, anchors, aliases, several documents in a file) is refused.
"""

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.packs.problem import Problem, Refused, shown

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_VALUES = 20_000
"""In one file: far more than anybody writes, and little enough to check in a moment."""

# libyaml where the wheel brings it (ten times faster), else the same parser in Python.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_INT = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_LOST = re.compile(r" +#[^\s#]\S*")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")

_QUOTES = "put the whole text in double quotes"
# What the parser says -> what is wrong, what would be right. The first that fits.
_PLAIN_WORDS = (
    ("mapping values are not allowed", "there is ': ' inside a text or a wrong indentation", _QUOTES),
    ("block sequence entries are not allowed", "'- ' stands where no list can begin", "begin the list on its own line"),
    (
        "expected '-' indicator",
        "this line does not fit the list above it",
        "begin it with '- ', or quote a text that begins with { or [ or a quote",
    ),
    (
        "expected key",
        "this line does not fit the lines above it",
        "indent it like its neighbours, and write a text that begins with { or [ or a quote wholly in double quotes",
    ),
    ("expected ',' or", "a { or [ is opened and not closed", "close it, or put the text in double quotes"),
    ("unexpected end of stream", "a quote is opened and never closed", "close it with the same quote"),
    ("could not find expected ':'", "a key without ':'", "write 'key: value'"),
    ("unknown escape", "a backslash in double quotes means something else", "use single quotes"),
    ("cannot start any token", "a text may not begin with @, ` or %", _QUOTES),
    ("block scalar", "more stands behind > or | than may", "begin the text on the next line"),
    ("an anchor", "a text may not begin with &", _QUOTES),
    ("an alias", "a text may not begin with *", _QUOTES),
    ("a tag", "a text may not begin with !", _QUOTES),
    ("a directive", "a line may not begin with %", "delete it, or put the text in double quotes"),
)

Place = tuple[str | int, ...]
"""Where a value stands in a document: keys and positions (from 0), as pydantic writes them."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file's mapping. `path` is the file's name in messages; `lines` has the line of every place in it."""

    path: str
    data: dict[str, Any]
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """The line of a place, or of what is around it when it is not there (a missing key)."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, what: str, instead: str = "") -> Problem:
        return Problem(self.path, self.line(place), what, instead)


def read(file: Path, path: str, within: Path | None = None) -> tuple[Document, bytes]:
    """The file's mapping and its bytes. `within`: the folder that it must lie in, links followed.

    Raises Refused.
    """
    content = _content(file, path, within)
    return parse(_text(content, path), path), content


def parse(text: str, path: str) -> Document:
    """The mapping that a text is. Raises Refused."""
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            raise Refused(Problem(path, number, "a tab", "use spaces: two for each step of indentation"))
        if found := _UNPRINTABLE.search(line):
            what = f"an invisible character (U+{ord(found.group()):04X}) at position {found.start() + 1}"
            raise Refused(Problem(path, number, what, "delete it"))
    try:
        document = _Builder(path, text).build(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        raise Refused(_reworded(error, path)) from None
    if document is None:
        raise Refused(Problem(path, 1, "the file is empty", "write its keys, or delete the file"))
    return document


def _content(file: Path, path: str, within: Path | None) -> bytes:
    try:
        if within is not None and not file.resolve().is_relative_to(within.resolve()):
            raise Refused(Problem(path, 1, "a link that leads out of the content folder", "put the file itself here"))
        about = file.stat()
        if not stat.S_ISREG(about.st_mode):
            raise Refused(Problem(path, 1, "this is no file", "put a text file here"))
        with file.open("rb") as stream:
            content = b"" if about.st_size > MAX_BYTES else stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Refused(Problem(path, 1, "the file is missing", "add it")) from None
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: links in a circle
        reason = getattr(error, "strerror", None) or "links in a circle"
        what = f"the file can't be read ({reason})"
        raise Refused(Problem(path, 1, what, "check that it is there and may be read")) from None
    if max(about.st_size, len(content)) > MAX_BYTES:
        what = (
            f"the file has {max(about.st_size, len(content)) / 1_000_000:.1f} MB; the most is {MAX_BYTES // 10**6} MB"
        )
        raise Refused(Problem(path, 1, what, "split it into several files"))
    return content


def _text(content: bytes, path: str) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Refused(Problem(path, line, "this is not UTF-8 text", "save the file with the encoding UTF-8")) from None


def _reworded(error: yaml.YAMLError, path: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = f"{getattr(error, 'problem', None) or error} {getattr(error, 'context', None) or ''}"
    line = mark.line + 1 if mark else 1
    for words, what, instead in _PLAIN_WORDS:
        if words in said:
            # An unclosed quote is noticed at the end of the file; where it was opened is what helps.
            if "end of stream" in words and (opened := getattr(error, "context_mark", None)):
                line = opened.line + 1
            return Problem(path, line, what, instead)
    return Problem(path, line, "this line can't be read", "check indentation, quotes and brackets")


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled; `key` is the mapping's key whose value comes next."""

    value: dict[str, Any] | list[Any]
    place: Place
    key: str | None = None


class _Builder:
    """Builds the document from the parser's events, so that nothing is expanded before it is checked."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.lines: dict[Place, int] = {}
        self.open: list[_Open] = []
        self.root: Any = None
        self.documents = 0

    def build(self, events: Iterator[Any]) -> Document | None:
        for event in events:
            match event:
                case yaml.DocumentStartEvent():
                    self._document(event)
                case yaml.AliasEvent():
                    self._refuse(event, f"'*{event.anchor}' refers to another place", "write it out")
                case yaml.ScalarEvent():
                    self._scalar(event)
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self._begin(event)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self.open.pop()
        if self.root is None:
            return None
        if not isinstance(self.root, dict):
            raise Refused(Problem(self.path, 1, "the file is not made of 'key: value' lines", "begin with a key"))
        return Document(self.path, self.root, self.lines)

    def _refuse(self, event: Any, what: str, instead: str) -> None:
        raise Refused(Problem(self.path, event.start_mark.line + 1, what, instead))

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._refuse(event, "'---' begins a second document", "make it a file of its own")

    def _checked(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, f"'&{event.anchor}' names a place for references", "write things out where they go")
        if event.tag is not None:
            self._refuse(event, f"{shown(event.tag)} is a tag, and tags are not used", _QUOTES)

    def _scalar(self, event: Any) -> None:
        self._checked(event)
        top = self.open[-1] if self.open else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self._key(top, event)
        else:
            plain = not event.style
            # "our #1 plan": YAML takes what follows for a remark, and the text would silently lose its end.
            if plain and (lost := _LOST.match(self.text, event.end_mark.index)):
                self._refuse(event, f"from {shown(lost.group().strip())} on, this text is taken for a remark", _QUOTES)
            self._add(event, _plain(event.value) if plain else event.value)

    def _key(self, top: _Open, event: Any) -> None:
        key, place = event.value, (*top.place, event.value)
        if key in top.value:
            first = self.lines[place]
            self._refuse(event, f"the key {shown(key)} stands here a second time (first in line {first})", "keep one")
        self.lines[place] = event.start_mark.line + 1
        top.key = key

    def _begin(self, event: Any) -> None:
        self._checked(event)
        if len(self.open) >= MAX_DEPTH:
            self._refuse(event, f"more than {MAX_DEPTH} levels inside one another", "make it flatter")
        if self.open and isinstance(self.open[-1].value, dict) and self.open[-1].key is None:
            self._refuse(event, "a key must be a plain word", _QUOTES)
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.open.append(_Open(value, self._add(event, value)))

    def _add(self, event: Any, value: Any) -> Place:
        """Put a value where it belongs; return its place."""
        if len(self.lines) > MAX_VALUES:
            self._refuse(event, f"the file has more than {MAX_VALUES:,} values", "split it into several files")
        if not self.open:
            self.root = value
            return ()
        top = self.open[-1]
        if isinstance(top.value, list):
            place: Place = (*top.place, len(top.value))
            self.lines[place] = event.start_mark.line + 1
            top.value.append(value)
            return place
        assert top.key is not None
        place = (*top.place, top.key)
        top.value[top.key] = value
        top.key = None
        return place


def _plain(text: str) -> str | int | float | bool | None:
    """What unquoted text means: only decimal numbers, `true`, `false` and nothing are not text."""
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
