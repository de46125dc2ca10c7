"""Is an answer about what was asked? Told by its words against the words of all known questions."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from bot.scoring.measures import content_words, words_of
from bot.scoring.reading import Reading
from bot.scoring.sources import Source

ENOUGH_QUESTIONS = 10  # with fewer to compare, nothing is said
ENOUGH_WORDS = 30  # shorter answers have too few words to tell
FITS_BETTER = 0.25  # share of the known questions that must fit better
FITS_LESS = 0.6  # and how well the one asked may fit at most, against the best
LOOKED_FOR = 1 / 3  # and which share of what it looks for may be there at most


PRIOR = 4.0  # answers' worth of what is said everywhere, mixed into what is said to a question
IN_TEXTS = 2.0  # answers' worth of the question's own texts
TELLING = 0.3  # a word this much likelier (log odds) with a question than anywhere speaks for it


@dataclass(frozen=True, slots=True)
class Spoken:
    """How many of the rated answers have a word stem: of all `answers`, and of the answers to each question."""

    answers: int
    anywhere: Mapping[str, int]
    questions: Mapping[str, tuple[int, Mapping[str, int]]]

    def log_odds(self, question: str, vocabulary: Set[str]) -> dict[str, float]:
        """The stems that speak for a question, and how much. `vocabulary`: of its texts."""
        answers, counts = self.questions.get(question, (0, {}))
        odds = {}
        for word in counts.keys() | vocabulary:
            anywhere = (self.anywhere.get(word, 0) + 0.5) / (self.answers + 1)
            here = (counts.get(word, 0) + PRIOR * anywhere + IN_TEXTS * (word in vocabulary)) / (
                answers + PRIOR + IN_TEXTS
            )
            if (value := math.log(here / anywhere)) > TELLING:
                odds[word] = value
        return odds


@dataclass(frozen=True, slots=True)
class Fit:
    """`better`: share of the known questions that fit better; `best`: the ids of those, best first;
    `ratio`: the fit of the question asked as a share of the best one's. `elsewhere`: how much likelier, in log odds a
    word, the words are in answers to another question than in answers to this one; 0.0 or more."""

    better: float
    ratio: float
    best: tuple[str, ...]
    elsewhere: float = 0.0

    def beside(self, looked_for: float, words: int) -> bool:
        """Does the answer go past the question? `looked_for`: share of the look-fors that it has."""
        far = self.better > FITS_BETTER and self.ratio < FITS_LESS
        return far and looked_for < LOOKED_FOR and words >= ENOUGH_WORDS


class Topics:
    """The words of all known questions, each weighed by how few questions share it."""

    def __init__(self, sources: Iterable[Source], spoken: Spoken | None = None) -> None:
        vocabularies = {source.question.id: source.vocabulary for source in sources}
        shared = Counter(word for vocabulary in vocabularies.values() for word in vocabulary)
        weights = {word: math.log(len(vocabularies) / count) for word, count in shared.items()}
        self._ids = tuple(vocabularies)
        self._words: Mapping[str, list[tuple[str, float]]] = defaultdict(list)
        for name, vocabulary in vocabularies.items():
            norm = math.sqrt(sum(weights[word] ** 2 for word in vocabulary)) or 1.0
            for word in vocabulary:
                self._words[word].append((name, weights[word] / norm))
        self._rated = frozenset(spoken.questions if spoken else ())
        self._odds: Mapping[str, list[tuple[str, float]]] = defaultdict(list)
        if spoken is not None:
            for name, vocabulary in vocabularies.items():
                for word, odds in spoken.log_odds(name, vocabulary).items():
                    self._odds[word].append((name, odds))

    def fit(self, reading: Reading, asked: str) -> Fit:
        """How well the answer fits the question asked, among all known ones."""
        if len(self._ids) < ENOUGH_QUESTIONS or asked not in self._ids:
            return Fit(0.0, 1.0, ())
        stems = sorted(set(content_words(words_of(reading))))  # sorted, so that sums come out the same in every run
        fits = self._sums(stems, self._words)
        own, top = fits[asked], max(fits.values())
        best = sorted((name for name in self._ids if fits[name] > own), key=lambda name: (-fits[name], name))
        ratio = own / top if top else 1.0
        return Fit(len(best) / (len(self._ids) - 1), ratio, tuple(best), self._elsewhere(stems, asked))

    def _elsewhere(self, stems: Sequence[str], asked: str) -> float:
        """Only questions with rated answers are known well enough to claim an answer."""
        if not self._rated:
            return 0.0
        sums = self._sums(stems, self._odds)
        best = max(value for name, value in sums.items() if name in self._rated or name == asked)
        return (best - sums[asked]) / math.sqrt(len(stems) + 5)

    def _sums(self, stems: Sequence[str], worth: Mapping[str, list[tuple[str, float]]]) -> dict[str, float]:
        sums = dict.fromkeys(self._ids, 0.0)
        for word in stems:
            for name, value in worth.get(word, ()):
                sums[name] += value
        return sums
