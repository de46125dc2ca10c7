"""The fit: ridge regression over (answer, task) pairs. All tasks share weights, and each has some of its own."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.scoring.features import Features
from bot.scoring.model import FAR

WHOLE, EACH, WORDS, LETTERS = 0.7, 1.0, 1.0, 1.0  # what each group of features may weigh
OWN = 0.3  # how far a task may differ from what all share
PENALTY = 3.0
IN_ANSWERS, LETTERS_IN_ANSWERS = 4, 6  # answers that a gram must stand in
# A dozen other settings of these were within 0.01 of the rho reached, held out (2026-11).

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Rated:
    """Features of an answer and what it was given, by task (1 to 5). `disturbed`: its grams make no vocabulary.
    `weight`: how much it counts beside others."""

    features: Features
    given: Mapping[str, float]
    disturbed: bool = False
    weight: float = 1.0


@dataclass(frozen=True)
class Fitted:
    """What was learned: columns are tasks, rows grams or numbers."""

    tasks: tuple[str, ...]
    bias: Matrix
    words: tuple[str, ...]
    word_weights: Matrix
    letters: tuple[str, ...]
    letter_weights: Matrix
    whole: "Spread"
    whole_weights: Matrix
    each: "Spread"
    each_weights: Matrix


@dataclass(frozen=True)
class Spread:
    """How named numbers are spread; `scaled` has them in standard deviations."""

    names: tuple[str, ...]
    means: Matrix
    deviations: Matrix

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, float]]) -> "Spread":
        """The spread of these rows."""
        names = tuple(rows[0])
        values = np.array([[row[name] for name in names] for row in rows])
        return cls(names, values.mean(0), values.std(0) + 1e-3)

    def scaled(self, rows: Sequence[Mapping[str, float]]) -> Matrix:
        """Rows as distances from the mean in standard deviations, none over FAR."""
        values = np.array([[row[name] for name in self.names] for row in rows])
        return np.clip((values - self.means) / self.deviations, -FAR, FAR)


class GramSet:
    """Grams that stand in enough answers, and the rows of answers in them, each of length 1."""

    def __init__(self, rows: Sequence[frozenset[str]], counted: Sequence[bool], least: int) -> None:
        found = Counter(gram for row, counts in zip(rows, counted, strict=True) if counts for gram in row)
        self.grams = tuple(sorted(gram for gram, answers in found.items() if answers >= least))
        places = {gram: place for place, gram in enumerate(self.grams)}
        self.rows = [sorted(places[gram] for gram in row if gram in places) for row in rows]

    @cached_property
    def matrix(self) -> NDArray[np.float32]:
        """A row an answer, a column a gram."""
        made = np.zeros((len(self.rows), len(self.grams)), np.float32)
        for number, row in enumerate(self.rows):
            if row:
                made[number, row] = 1 / np.sqrt(len(row))
        return made


def fit(rated: Sequence[Rated], tasks: tuple[str, ...]) -> Fitted:
    """Learn from rated answers. The same rows give the same weights, but for the last digits."""
    counted = [not row.disturbed for row in rated]
    words = GramSet([frozenset(row.features.words) for row in rated], counted, IN_ANSWERS)
    letters = GramSet([frozenset(row.features.letters) for row in rated], counted, LETTERS_IN_ANSWERS)
    pairs = [(number, task) for number, row in enumerate(rated) for task in tasks if task in row.given]
    answer_of = np.array([number for number, _ in pairs])
    task_of = np.array([tasks.index(task) for _, task in pairs])
    given = np.array([rated[number].given[task] for number, task in pairs])
    whole = Spread.of([row.features.whole for row in rated])
    numbers = whole.scaled([row.features.whole for row in rated])
    each = Spread.of([rated[number].features.each[task] for number, task in pairs])
    per_pair = each.scaled([rated[number].features.each[task] for number, task in pairs])

    kernels = [words.matrix @ words.matrix.T, letters.matrix @ letters.matrix.T, numbers @ numbers.T]
    word_scale, letter_scale, whole_scale = (
        float(size / np.mean(np.diag(kernel))) for size, kernel in zip((WORDS, LETTERS, WHOLE), kernels, strict=True)
    )
    each_scale = EACH / per_pair.shape[1]
    alike = word_scale * kernels[0] + letter_scale * kernels[1] + whole_scale * kernels[2]
    # Single precision: half the memory and time (10,000 pairs are 400 MB), and no score moves by a point.
    system = alike.astype(np.float32)[np.ix_(answer_of, answer_of)]
    system += (each_scale * (per_pair @ per_pair.T)).astype(np.float32)
    system[task_of[:, None] == task_of[None, :]] *= 1 + OWN
    system += 1.0  # a constant that all share
    system[np.diag_indices_from(system)] += [PENALTY / rated[number].weight for number in answer_of]
    means = np.array([given[task_of == task].mean() if (task_of == task).any() else 3.0 for task in range(len(tasks))])
    dual = np.linalg.solve(system, (given - means[task_of]).astype(np.float32)).astype(np.float64)

    by_pair = np.zeros((len(pairs), len(tasks)))
    by_pair[np.arange(len(pairs)), task_of] = OWN * dual
    by_pair += dual[:, None]
    by_answer = np.zeros((len(rated), len(tasks)))
    np.add.at(by_answer, answer_of, by_pair)

    def weights(rows: Any, scale: float, by: Matrix = by_answer) -> Matrix:
        """From the dual: what all tasks share, and of each task its own."""
        return np.asarray(scale * (rows.T @ by.astype(rows.dtype)), dtype=np.float64)

    return Fitted(
        tasks,
        means + dual.sum(),
        words.grams,
        weights(words.matrix, word_scale),
        letters.grams,
        weights(letters.matrix, letter_scale),
        whole,
        weights(numbers, whole_scale),
        each,
        weights(per_pair, each_scale, by_pair),
    )
