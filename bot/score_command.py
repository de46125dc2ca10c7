"""`score`: rates answers from JSON lines, with the same scorer as the bot."""

import asyncio
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from bot.config import Config
from bot.packs.loading import Library, load
from bot.packs.problem import shown
from bot.practice.content import Question
from bot.scoring.rubric import Rubric
from bot.scoring.score import Score
from bot.scoring.second_opinion import NoOpinion

if TYPE_CHECKING:
    from bot.judge import Judge

SecondReader = Callable[[Question, str], dict[str, Any] | None]

LONGEST_LINE = 1_000_000
"""Bytes: a longer line is refused without being kept."""

_SURROGATES = re.compile("[\ud800-\udfff]")  # halves of characters: JSON may hold them, text may not


class BadLine(ValueError):
    """A line that can't be rated; the message is one sentence on why."""


def run_score(
    file: Path | None, folders: Sequence[Path] = (), out: TextIO | None = None, judged_by: Config | None = None
) -> int:
    """Rate the lines of a file (None: standard input) and write a line for each to `out` (None: standard output).

    What is wrong with a line goes to standard error, and the others are rated still. Returns 1 when any was wrong.
    `judged_by`: settings that name a judge, who is asked for a second opinion on each answer.
    """
    try:
        stream = sys.stdin.buffer if file is None else file.open("rb")
    except OSError as error:
        return _complain(f"{file} can't be read: {error.strerror}.")
    library = load(folders)
    if library.problems:
        _complain(f"Not all content is good ({len(library.problems)} problems); see `python -m bot packs check`.")
    with stream, _second_reader(judged_by, library.rubric) as second:
        return _score_all(stream, Rating(library, second), out or sys.stdout)


class Rating:
    """Rates one line after another."""

    def __init__(self, library: Library, second: SecondReader | None = None) -> None:
        self.library = library
        self.second = second
        self.scorer = library.scorer()

    def line(self, text: bytes) -> dict[str, Any]:
        """The result for a line. Raises BadLine."""
        given = _object(text)
        name, answer, seconds = given.get("question"), given.get("answer"), given.get("seconds")
        if not isinstance(name, str):
            raise BadLine('it needs "question": the id of a question, in quotes')
        if not isinstance(answer, str):
            raise BadLine('it needs "answer": a text in quotes')
        if seconds is not None and not _is_duration(seconds):
            raise BadLine('"seconds" must be a number, 0 or more; it may be left away')
        answer = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", answer)
        question = self._question(name)
        result = _result(name, self.scorer.rate(question, answer))
        return result | {"second_opinion": self.second(question, answer)} if self.second else result

    def _question(self, name: str) -> Question:
        """A question by `id` (of core, or of the only pack that has it) or `pack/id`. Raises BadLine."""
        pack, slash, question = name.rpartition("/")
        if slash:
            found = [self.library.question(pack, question)]
        else:
            core = self.library.question("core", name)
            found = [core] if core else [self.library.question(pack, name) for pack in self.library.packs]
        known = [question for question in found if question]
        if not known:
            raise BadLine(f"there is no question {shown(name)}")
        if len(known) > 1:
            raise BadLine(f"several packs have a question {shown(name)}; write pack/{name} with the pack's id")
        return known[0]


@contextmanager
def _second_reader(config: Config | None, rubric: Rubric) -> Iterator[SecondReader | None]:
    """Asks the judge and waits for the opinion; None when the settings name no judge."""
    if config is None or config.judge_url is None:
        yield None
        return
    from bot.judge import configured  # aiohttp takes a while to import, and most do without

    async def begin() -> "Judge | None":
        return configured(config, rubric)

    with asyncio.Runner() as runner:
        judge = runner.run(begin())
        assert judge is not None
        try:
            yield lambda question, answer: runner.run(_second_opinion(judge, question, answer))
        finally:
            runner.run(judge.close())


async def _second_opinion(judge: "Judge", question: Question, answer: str) -> dict[str, Any] | None:
    """An opinion, or why there is none; None when nothing was said."""
    if not answer.strip():
        return None
    try:
        return asdict(await judge.read(question, answer))
    except NoOpinion as why:
        return {"none": str(why)}


def _score_all(stream: BinaryIO, rating: Rating, out: TextIO) -> int:
    worst = 0
    for number, line in _lines(stream):
        try:
            if line is None:
                raise BadLine(f"it is longer than {LONGEST_LINE:,} bytes")
            result = rating.line(line)
        except BadLine as error:
            worst = _complain(f"line {number}: {error}.")
        else:
            out.write(json.dumps(result) + "\n")
            out.flush()
    return worst


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines that are not blank, with their numbers from 1; None for one that is too long."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            while not line.endswith(b"\n") and (line := stream.readline(LONGEST_LINE)):
                pass
            yield number, None
        elif line.strip():
            yield number, line


def _object(text: bytes) -> dict[str, Any]:
    try:
        given = json.loads(text.decode("utf-8-sig").rstrip())
    except UnicodeDecodeError:
        raise BadLine("it is not UTF-8 text") from None
    except RecursionError:
        raise BadLine("it has too many levels inside one another") from None
    except ValueError as error:
        where = f" (column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise BadLine(f"it is not JSON{where}") from None
    if not isinstance(given, dict):
        raise BadLine('it is not an object like {"question": "call-volume", "answer": "About 80 calls a day."}')
    return given


def _is_duration(seconds: object) -> bool:
    return isinstance(seconds, int | float) and not isinstance(seconds, bool) and 0 <= seconds < 1e9


def _result(question: str, score: Score) -> dict[str, Any]:
    return {
        "question": question,
        "overall": score.overall,
        "levels": {competency: level.value for competency, level in score.levels.items()},
        "evidence": [
            {"behaviour": e.behaviour, "competency": e.competency, "for": e.supports, "quote": e.quote}
            for e in score.evidence
        ],
        "junk": score.junk is not None,
        "engine": score.engine,
        "rubric": score.rubric,
    }


def _complain(what: str) -> int:
    print(what, file=sys.stderr)
    return 1
