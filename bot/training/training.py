"""From rated answers to a model's file, judged on questions that it was not trained on."""

import base64
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np

from bot.scoring.features import OVERALL, features
from bot.scoring.measures import content_words, words_of
from bot.scoring.model import FORMAT, Model, on_line
from bot.scoring.reading import read
from bot.scoring.scorer import Scorer, settled
from bot.scoring.seen import Seen
from bot.scoring.spelling import SHORTEST
from bot.scoring.topic import Spoken
from bot.training.calibration import rising_line, score_for
from bot.training.disturbing import disturbed
from bot.training.examples import Example
from bot.training.figures import Scored, figures
from bot.training.ridge import Fitted, Matrix, Rated, Spread, fit

FOLDS = 5

OPPOSITES_WEIGHT = 0.2
"""What an answer that was written with its opposite counts: these are short and good or short and bad, and with full
weight the model learned that short is good (2026-11: rho .737 in place of .753, held out)."""

Lines = dict[str, list[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Row:
    """An example as the scorer sees it; `twin`: once more, disturbed, for training only."""

    example: Example
    seen: Seen
    rated: Rated
    twin: Rated | None

    @property
    def question(self) -> str:
        """The id of what was asked."""
        return self.example.question.id


@dataclass(frozen=True, slots=True)
class Trained:
    """A model's file and its figures; the held-out scores of all examples, and those of the rules alone."""

    file: bytes
    judged: Mapping[str, Any]
    held_out: Sequence[Scored]
    rules: Sequence[Scored]


def train(examples: Sequence[Example], scorer: Scorer, say: Callable[[str], object] = print) -> Trained:
    """Train on examples. `scorer`: the rules, without a model."""
    rows = [_row(example, number, scorer) for number, example in enumerate(examples)]
    fold_of = _folds({example.question.id for example in examples})
    raw: list[Mapping[str, float]] = [{} for _ in rows]
    for fold in range(FOLDS):
        held_out = [n for n, row in enumerate(rows) if fold_of[row.question] == fold]
        learned = [row for row in rows if fold_of[row.question] != fold]
        say(f"fold {fold + 1} of {FOLDS}: {len(learned)} answers learned, {len(held_out)} held out")
        model = Model(_file(_fit(learned), {}, Spoken(0, {}, {}), {}, {}))
        for n in held_out:
            raw[n] = model.raw(rows[n].rated.features, rows[n].rated.given)
    scored = [_scored(row, None) for row in rows]
    rules = list(scored)
    for fold in range(FOLDS):  # calibrated on the other folds
        lines = _lines((row, values) for row, values in zip(rows, raw, strict=True) if fold_of[row.question] != fold)
        for n, row in enumerate(rows):
            if fold_of[row.question] == fold:
                scored[n] = _scored(
                    row, {task: on_line(lines[task], value) for task, value in raw[n].items() if task in lines}
                )
    say("all folds judged; learning from all answers")
    judged = figures([one for one in scored if one.example.judged])
    file = _file(_fit(rows), _lines(zip(rows, raw, strict=True)), spoken(examples), spellings(examples), judged)
    return Trained(file, judged, scored, rules)


def spoken(examples: Iterable[Example]) -> Spoken:
    """How many answers have which word stems; near-pairs say the same again and are not counted."""
    anywhere: Counter[str] = Counter()
    questions: dict[str, tuple[int, Counter[str]]] = {}
    answers = 0
    for example in examples:
        if example.of is None:
            stems = set(content_words(words_of(read(example.answer))))
            anywhere.update(stems)
            counted, counts = questions.get(example.question.id, (0, Counter()))
            counts.update(stems)
            questions[example.question.id] = counted + 1, counts
            answers += 1
    often = {word for word, count in anywhere.items() if count >= 2}
    return Spoken(
        answers,
        {word: anywhere[word] for word in sorted(often)},
        {
            question: (counted, {word: counts[word] for word in sorted(often & counts.keys())})
            for question, (counted, counts) in sorted(questions.items())
        },
    )


def spellings(examples: Iterable[Example]) -> dict[str, int]:
    """How many answers have which word; words of one answer alone may be its slips."""
    said = Counter(word for example in examples for word in set(words_of(read(example.answer))) if word.isalpha())
    return {word: answers for word, answers in sorted(said.items()) if answers >= 2 and len(word) >= SHORTEST - 1}


def _row(example: Example, number: int, scorer: Scorer) -> Row:
    seen = scorer.see(example.question, example.answer)
    twin = None
    if seen.junk is None and not example.opposite:
        other = disturbed(example, number)
        seen_again = scorer.see(other.question, other.answer)
        twin = Rated(features(seen_again), other.given, disturbed=True) if seen_again.junk is None else None
    weight = OPPOSITES_WEIGHT if example.opposite else 1.0
    return Row(example, seen, Rated(features(seen), example.given, weight=weight), twin)


def _folds(questions: Iterable[str]) -> dict[str, int]:
    """Each question's fold: near-pairs answer the same question, so they stay together."""
    listed = sorted(questions)
    Random(0).shuffle(listed)
    return {question: number % FOLDS for number, question in enumerate(listed)}


def _fit(rows: Iterable[Row]) -> Fitted:
    listed = list(rows)
    twins = [row.twin for row in listed if row.twin is not None]
    tasks = {task for row in listed for task in row.rated.given if task != OVERALL}
    return fit([*(row.rated for row in listed), *twins], (OVERALL, *sorted(tasks)))


def _lines(rows: Iterable[tuple[Row, Mapping[str, float]]]) -> Lines:
    """The calibration of each task, from held-out raw predictions."""
    raw: dict[str, list[float]] = defaultdict(list)
    given: dict[str, list[float]] = defaultdict(list)
    for row, values in rows:
        for task, value in values.items():
            rating = row.example.given[task]
            raw[task].append(value)
            given[task].append(score_for(rating) if task == OVERALL else rating)
    return {
        task: rising_line(raw[task], given[task], *((0.0, 100.0, 12) if task == OVERALL else (1.0, 5.0, 8)))
        for task in raw
    }


def _scored(row: Row, values: Mapping[str, float] | None) -> Scored:
    """What the scorer would give; `values` None: by the rules alone."""
    return Scored(row.example, *settled(row.seen, values))


def _file(fitted: Fitted, lines: Lines, words: Spoken, known: Mapping[str, int], judged: Mapping[str, Any]) -> bytes:
    """The model's file. Without a date, so that the same labels make the same file on the same machine."""
    content = {
        "format": FORMAT,
        "figures": judged,
        "tasks": fitted.tasks,
        "bias": _short(fitted.bias),
        "whole": _numbers(fitted.whole, fitted.whole_weights),
        "each": _numbers(fitted.each, fitted.each_weights),
        "words": _grams(fitted.words, fitted.word_weights),
        "letters": _grams(fitted.letters, fitted.letter_weights),
        "lines": lines,
        "spelling": known,
        "spoken": {"answers": words.answers, "anywhere": words.anywhere, "questions": words.questions},
    }
    return gzip.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)


def _numbers(spread: Spread, weights: Matrix) -> dict[str, Any]:
    return {
        "names": spread.names,
        "means": _short(spread.means),
        "deviations": _short(spread.deviations),
        "weights": _short(weights),
    }


def _grams(grams: Sequence[str], weights: Matrix) -> dict[str, Any]:
    """Weights as 8-bit integers with one scale: a quarter of the size, and no score moves by a point."""
    scale = float(np.abs(weights).max()) / 127 if weights.size else 1.0
    small = np.round(weights / scale).astype(np.int8)
    return {"grams": "\n".join(grams), "scale": scale, "weights": base64.b64encode(small.tobytes()).decode()}


def _short(values: Matrix) -> Any:
    return np.round(values, 5).tolist()
