"""Which sentence made the model's level: the one whose removal changes it most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.scoring.behaviours import Finding
from bot.scoring.features import OVERALL, features
from bot.scoring.model import Model
from bot.scoring.seen import Seen

CLEAR = 0.3
"""Levels that a sentence must be worth to be quoted for it: below that, it is the answer as a whole."""

AHEAD = 1.5
"""How many times as much as any other sentence it must be worth: where two are alike, neither is the reason."""

MOVES = 0.05
"""Levels that a sentence must move for a finding in it to be quoted."""

MOST_SENTENCES = 12
"""Sentences that are left out in turn: those of two minutes' talk."""

_QUOTABLE = range(4, 31)  # words: a shorter sentence says nothing alone, a longer one is the answer


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the answer, and what leaving it out does.

    `worth`: the level with it less the level without it, by competency. `shows_something`: it has a behaviour, or
    something looked for; without either, what the model likes of it is only its way of speaking.
    """

    number: int
    words: int
    text: str
    worth: Mapping[str, float]
    shows_something: bool


class Telling:
    """Leaves each sentence out once, when first asked; about as long as rating so many short answers."""

    def __init__(self, seen: Seen, model: Model) -> None:
        self._seen = seen
        self._model = model

    def strongest(self, competency: str, earns: bool) -> str:
        """The sentence, word for word, that earned (or cost) most of a level; empty when none did clearly."""
        return standing_out(self._sentences, competency, earns)

    def bears_out(self, finding: Finding) -> bool:
        """Whether the model's level moves with the finding's sentence as the finding says.

        Of quotes of strong findings 93 in 100 showed what they were said to show where it does, 88 where it was not
        asked (2026-11).
        """
        number = self._seen.whole.words[finding.first].sentence
        behaviour = finding.behaviour
        for sentence in self._sentences:
            if sentence.number == number:
                worth = sentence.worth.get(behaviour.competency)
                return worth is None or (worth if behaviour.supports else -worth) >= MOVES
        return len(self._seen.reading.sentences) < 2

    @cached_property
    def _sentences(self) -> list[Sentence]:
        seen, model = self._seen, self._model
        if len(seen.reading.sentences) < 2:
            return []
        whole = model.rate(features(seen))
        told = []
        for sentence in seen.reading.sentences[:MOST_SENTENCES]:
            number = seen.whole.words[sentence.first].sentence
            rest = seen.without_sentence(number)
            without = model.rate(features(rest))
            start, end = seen.whole.span(sentence.first, sentence.last)
            worth = {c: whole[c] - without[c] for c in whole if c != OVERALL}
            words = sentence.last - sentence.first
            told.append(Sentence(number, words, seen.whole.answer[start:end], worth, _shown(seen) > _shown(rest)))
        return told


def standing_out(sentences: Sequence[Sentence], competency: str, earns: bool) -> str:
    """The sentence that alone earned (or cost) much of a level, and of this one more than of others; or nothing."""
    sign = 1 if earns else -1
    ranked = sorted(sentences, key=lambda sentence: -sign * sentence.worth.get(competency, 0.0))
    if not ranked:
        return ""
    best, *others = ranked
    value = sign * best.worth.get(competency, 0.0)
    ahead = not others or value >= AHEAD * sign * others[0].worth.get(competency, 0.0)
    its_own = value >= max(sign * worth for worth in best.worth.values()) - MOVES
    tells = ahead and its_own and best.words in _QUOTABLE and (best.shows_something or not earns)
    return best.text if value >= CLEAR and tells else ""


def _shown(seen: Seen) -> int:
    good = sum(finding.behaviour.supports for finding in seen.found.findings)
    return good + len(seen.found.look_fors)
