"""What is wrong in a content file, in words for the people who write content."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong: `what` it is and what would be right `instead`. Lines count from 1.

    `path` is the file as the reader knows it: the content folder as given, and the file's place in it.
    """

    path: str
    line: int
    what: str
    instead: str = ""

    def __str__(self) -> str:
        told = f"{self.path}:{self.line}: {self.what}"
        return f"{told}, {self.instead}" if self.instead else told


class Refused(Exception):
    """A file or entry that can't be used; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def shown(text: object, limit: int = 60) -> str:
    """`text` in quotes for a message, on one line and no longer than `limit` characters."""
    line = " ".join(str(text).split())
    line = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)
    return f"'{line[: limit - 1]}…'" if len(line) > limit else f"'{line}'"
