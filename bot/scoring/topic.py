"""Is an answer about what was asked? Told by its words against the words of all known questions."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.scoring.measures import content_words, words_of
from bot.scoring.reading import Reading
from bot.scoring.sources import Source

ENOUGH_QUESTIONS = 10  # with fewer to compare, nothing is said
ENOUGH_WORDS = 30  # shorter answers have too few words to tell
FITS_BETTER = 0.25  # share of the known questions that must fit better
FITS_LESS = 0.6  # and how well the one asked may fit at most, against the best
LOOKED_FOR = 1 / 3  # and which share of what it looks for may be there at most


@dataclass(frozen=True, slots=True)
class Fit:
    """`better`: share of the known questions that fit better; `best`: the ids of those, best first;
    `ratio`: the fit of the question asked as a share of the best one's."""

    better: float
    ratio: float
    best: tuple[str, ...]

    def beside(self, looked_for: float, words: int) -> bool:
        """Does the answer go past the question? `looked_for`: share of the look-fors that it has."""
        far = self.better > FITS_BETTER and self.ratio < FITS_LESS
        return far and looked_for < LOOKED_FOR and words >= ENOUGH_WORDS


class Topics:
    """The words of all known questions, each weighed by how few questions share it."""

    def __init__(self, sources: Iterable[Source]) -> None:
        vocabularies = {source.question.id: source.vocabulary for source in sources}
        shared = Counter(word for vocabulary in vocabularies.values() for word in vocabulary)
        weights = {word: math.log(len(vocabularies) / count) for word, count in shared.items()}
        self._ids = tuple(vocabularies)
        self._words: Mapping[str, list[tuple[str, float]]] = defaultdict(list)
        for name, vocabulary in vocabularies.items():
            norm = math.sqrt(sum(weights[word] ** 2 for word in vocabulary)) or 1.0
            for word in vocabulary:
                self._words[word].append((name, weights[word] / norm))

    def fit(self, reading: Reading, asked: str) -> Fit:
        """How well the answer fits the question asked, among all known ones."""
        if len(self._ids) < ENOUGH_QUESTIONS or asked not in self._ids:
            return Fit(0.0, 1.0, ())
        fits = dict.fromkeys(self._ids, 0.0)
        # Sorted, so that sums of floats come out the same in every run.
        for word in sorted(set(content_words(words_of(reading)))):
            for name, worth in self._words.get(word, ()):
                fits[name] += worth
        own, top = fits[asked], max(fits.values())
        best = sorted((name for name in self._ids if fits[name] > own), key=lambda name: (-fits[name], name))
        return Fit(len(best) / (len(self._ids) - 1), own / top if top else 1.0, tuple(best))
