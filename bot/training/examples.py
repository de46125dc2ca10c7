"""Rated answers, and the questions that they answer."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

import yaml

from bot.packs.loading import Library
from bot.practice.content import Kind, Question
from bot.scoring.features import OVERALL

NEAR_PAIR, WITH_OPPOSITE = "P", "N"
"""Authors (labels/README.md): of answers that are another's with one thing changed, and of answers that were written to
be turned to their opposite."""


class BadLabels(ValueError):
    """The labels can't be used; the message is one sentence on what is wrong and where."""


@dataclass(frozen=True, slots=True)
class Example:
    """A rated answer. `given`: the raters' mean, 1 to 5, for each of the question's competencies and `OVERALL`.
    `of`: the id of the answer that a near-pair was made from. `opposite`: one of a pair of opposites."""

    id: str
    question: Question
    author: str
    answer: str
    given: Mapping[str, float]
    of: str | None = None
    opposite: bool = False

    @property
    def judged(self) -> bool:
        """Whether it counts for the figures: those made in pairs are no sample of what people say."""
        return self.author not in (NEAR_PAIR, WITH_OPPOSITE)


def read_examples(files: Iterable[Path], questions: Mapping[str, Question]) -> list[Example]:
    """The rated answers of files of JSON lines; those to questions that are gone are left out. Raises BadLabels."""
    examples = []
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            try:
                label = json.loads(line)
                if (question := questions.get(label["question"])) is not None:
                    examples.append(_example(label, question))
            except (ValueError, KeyError, TypeError) as error:
                raise BadLabels(f"{file.name}:{number} is no rated answer ({error!r}).") from error
    return examples


def known_questions(library: Library, beside: Path) -> dict[str, Question]:
    """Core questions by id and those of other packs by `pack/id`; and those of `beside`, the labels' questions.yaml,
    which nobody wrote look-fors for."""
    known = {}
    for pack in library.packs.values():
        for question in pack.questions.values():
            known[question.id if pack.id == "core" else f"{pack.id}/{question.id}"] = question
    listed: Sequence[Mapping[str, Any]] = yaml.safe_load(beside.read_text(encoding="utf-8"))["questions"]
    for item in listed:
        weights = {competency: 1 / len(item["rates"]) for competency in item["rates"]}
        known[item["id"]] = Question(item["id"], Kind(item["kind"]), item["ask"], weights, (), "", "")
    return known


def _example(label: Mapping[str, Any], question: Question) -> Example:
    ratings = label["ratings"]
    given = {c: fmean(rating["levels"][c] for rating in ratings) for c in question.weights if c in ratings[0]["levels"]}
    opposite = label["author"] == WITH_OPPOSITE or label.get("change") == "opposite"
    given[OVERALL] = fmean(rating["overall"] for rating in ratings)
    return Example(label["id"], question, label["author"], label["answer"], given, label.get("of"), opposite)
