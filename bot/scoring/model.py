"""The trained part of the scorer: a linear reading of rules, words and letters. docs/scoring.md explains it.

`python -m bot train` makes its file from rated answers; here it is only read. Pure and deterministic.
"""

from __future__ import annotations  # array[int] can be written, not run

import base64
import gzip
import hashlib
import json
import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bot.scoring.features import Features
from bot.scoring.spelling import Spelling
from bot.scoring.topic import Spoken

FORMAT = 2
RULES_SHARE = 0.3
"""What the rules count beside what was learned: held out, rho was .746 without, .753, .755, .751, .739 at .15, .3, .45,
.6 (2026-11). What was learned is best on answers like those it learned from; the rules hold for others too."""

FAR = 4.0  # standard deviations: further away, a number says no more

Line = Sequence[tuple[float, float]]
"""A rising broken line: points (raw, calibrated)."""


class BadModel(ValueError):
    """This file is no model, or one of another version; the message is one sentence on what to do."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Named numbers: how they were spread in training, and what each weighs, a row per name, a column per task."""

    names: tuple[str, ...]
    means: tuple[float, ...]
    deviations: tuple[float, ...]
    weights: tuple[tuple[float, ...], ...]

    def weigh(self, values: Mapping[str, float], column: int) -> float:
        """What these values are worth for a task."""
        return sum(
            max(-FAR, min(FAR, (values[name] - mean) / deviation)) * row[column]
            for name, mean, deviation, row in zip(self.names, self.means, self.deviations, self.weights, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Grams:
    """Known grams with their places, and for each task what each place weighs."""

    places: Mapping[str, int]
    scale: float
    columns: tuple[array[int], ...]

    def known(self, grams: Iterable[str]) -> list[int]:
        """The places of those that are known."""
        return [place for gram in grams if (place := self.places.get(gram)) is not None]

    def weigh(self, known: Sequence[int], column: int) -> float:
        """What they are worth for a task: their sum over the root of their number, so that more is not better."""
        weights = self.columns[column]
        return self.scale * sum(weights[place] for place in known) / math.sqrt(len(known)) if known else 0.0


class Model:
    """Says what raters would give. `version` changes with every training; `figures` is how well it did, held out."""

    def __init__(self, file: bytes) -> None:
        """Read a model's file. Raises BadModel."""
        try:
            content = json.loads(gzip.decompress(file))
            if content["format"] != FORMAT:
                raise BadModel("The scoring model is of another version of Headset: run `python -m bot train`.")
            self.tasks: tuple[str, ...] = tuple(content["tasks"])
            self.figures: Mapping[str, Any] = content["figures"]
            self._bias: list[float] = content["bias"]
            self._whole, self._each = _numbers(content["whole"]), _numbers(content["each"])
            self._words, self._letters = (_grams(content[key], len(self.tasks)) for key in ("words", "letters"))
            self._lines: Mapping[str, Line] = {
                task: [(x, y) for x, y in line] for task, line in content["lines"].items()
            }
            self.spoken = _spoken(content["spoken"])
            self.spelling = Spelling(content["spelling"])
        except (OSError, EOFError, KeyError, TypeError, ValueError) as error:
            if isinstance(error, BadModel):
                raise
            raise BadModel(f"The scoring model can't be read ({error}): run `python -m bot train`.") from error
        self._columns = {task: number for number, task in enumerate(self.tasks)}
        self.version = hashlib.sha256(file).hexdigest()[:8]

    def knows(self, task: str) -> bool:
        """Whether it was trained, and calibrated, for this competency."""
        return task in self._columns and task in self._lines

    def raw(self, features: Features, tasks: Iterable[str]) -> dict[str, float]:
        """What raters would give, 1 to 5, before calibration, for those of the tasks that it knows."""
        words, letters = self._words.known(features.words), self._letters.known(features.letters)
        out = {}
        for task in (task for task in tasks if task in self._columns):
            column = self._columns[task]
            learned = (
                self._bias[column]
                + self._whole.weigh(features.whole, column)
                + self._each.weigh(features.each[task], column)
                + self._words.weigh(words, column)
                + self._letters.weigh(letters, column)
            )
            out[task] = (1 - RULES_SHARE) * learned + RULES_SHARE * features.rules[task]
        return out

    def calibrated(self, task: str, raw: float) -> float:
        """0 to 100 for `OVERALL`, 1.0 to 5.0 for a level. Higher raw, higher result."""
        return on_line(self._lines[task], raw)

    def rate(self, features: Features) -> dict[str, float]:
        """The levels, 1.0 to 5.0, of the competencies that it knows, and `OVERALL`, 0 to 100."""
        raw = self.raw(features, filter(self.knows, features.each))
        return {task: self.calibrated(task, value) for task, value in raw.items()}


def on_line(line: Line, raw: float) -> float:
    """The calibrated value: between two points on the way from one to the other, beyond the ends the end's."""
    if raw <= line[0][0]:
        return line[0][1]
    for (x0, y0), (x1, y1) in pairwise(line):
        if raw <= x1:
            return y0 + (raw - x0) / (x1 - x0) * (y1 - y0)
    return line[-1][1]


def _numbers(content: Mapping[str, Any]) -> Numbers:
    return Numbers(
        tuple(content["names"]),
        tuple(content["means"]),
        tuple(content["deviations"]),
        tuple(tuple(row) for row in content["weights"]),
    )


def _grams(content: Mapping[str, Any], tasks: int) -> Grams:
    flat = array("b", base64.b64decode(content["weights"]))
    places = {gram: place for place, gram in enumerate(content["grams"].split("\n"))}
    if len(flat) != len(places) * tasks:
        raise BadModel("The scoring model is damaged: run `python -m bot train`.")
    return Grams(places, content["scale"], tuple(flat[task::tasks] for task in range(tasks)))


def _spoken(content: Mapping[str, Any]) -> Spoken:
    questions = {question: (answers, counts) for question, (answers, counts) in content["questions"].items()}
    return Spoken(content["answers"], content["anywhere"], questions)
