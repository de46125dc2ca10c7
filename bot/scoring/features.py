"""What the model reads of an answer: named numbers, and the words as they are heard. Training and the bot share it.

Nothing here depends on punctuation or capitals alone: who types without them says the same.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from bot.practice.content import Kind
from bot.scoring.behaviours import Finding
from bot.scoring.grading import Found, fitting_length, level, overall, serious, weight
from bot.scoring.measures import content_words, words_of
from bot.scoring.seen import Seen
from bot.scoring.wordlists import FUNCTION_WORDS, words

OVERALL = "overall"
"""The task beside the competencies: would you put this candidate through?"""

# Who it was, man or woman, is nothing to the rating.
_ALIKE = {
    **dict.fromkeys(("he", "she"), "they"),
    **dict.fromkeys(("him", "her"), "them"),
    **dict.fromkeys(("his", "hers"), "their"),
    **dict.fromkeys(("himself", "herself"), "themselves"),
    **dict.fromkeys(("mr", "mrs", "ms", "miss"), "mr"),
    **dict.fromkeys(("sir", "madam", "maam"), "sir"),
    **dict.fromkeys(("man", "woman", "lady", "gentleman", "guy", "girl", "bloke"), "person"),
}
_I, _YOU = words("i my me"), words("you your")
_THEY = words("they them their he she him her")
_WOULD, _PAST = words("would will can"), words("was were had did said told went got came took")
_NO_LOOK_FORS = 0.4  # the share of look-fors that is taken where a question has none


@dataclass(frozen=True, slots=True)
class Features:
    """What the rules give (1 to 5), and numbers about, each competency and `OVERALL`; numbers about the whole answer;
    and grams of words and letters."""

    rules: Mapping[str, float]
    each: Mapping[str, Mapping[str, float]]
    whole: Mapping[str, float]
    words: Set[str]
    letters: Set[str]


def features(seen: Seen) -> Features:
    """What the model reads of an answer."""
    levels = rule_levels(seen)
    total = 0 if seen.junk else overall(seen.question, levels, seen.found.findings)
    each = {c: _about(c, at, seen.found) for c, at in levels.items()}
    rows = list(each.values())
    each[OVERALL] = {name: _mean(row[name] for row in rows) for name in rows[0]}
    heard = _heard(seen)
    rules = {**levels, OVERALL: 1 + total / 25}
    return Features(rules, each, _about_whole(seen, rows), _word_grams(heard), _letter_grams(heard))


def rule_levels(seen: Seen) -> dict[str, float]:
    """The levels, 1.0 to 5.0, that the rules alone give."""
    return {c: 1.0 if seen.junk else level(c, seen.found) for c in seen.question.weights}


def _about_whole(seen: Seen, each: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Numbers about the whole answer, most of them 0 to 1. `each`: those about each competency."""
    found, measures, fit = seen.found, seen.found.measures, seen.fit
    said = words_of(seen.reading)
    content = set(content_words(said))
    on_topic = len(content & seen.own.vocabulary)
    by_kind = {
        "looked_for": found.share() if seen.question.look_for else _NO_LOOK_FORS,
        "length": math.log1p(measures.new_words) / 5.5,
        "particulars": min(1.0, measures.particulars / 8),
        "figures": min(1.0, measures.figures / 4),
    }
    return {
        **by_kind,
        "no_look_fors": float(not seen.question.look_for),
        **_evidence(found.findings),
        "names": min(1.0, measures.names / 4),
        "speech": min(1.0, measures.speech / 30),
        "any_speech": float(measures.speech > 3),
        "acts": min(1.0, measures.acts / 8),
        "order": min(1.0, measures.order / 4),
        "results": min(1.0, measures.results / 3),
        "hedges": min(1.0, measures.hedges / 3),
        "short": max(0.0, 1 - measures.new_words / 25),
        "very_short": max(0.0, 1 - measures.new_words / 10),
        "long": max(0.0, (measures.words - 150) / 150),
        "fitting_length": fitting_length(seen.question.kind, measures),
        "little_words": measures.function_share,
        "soup": max(0.0, 0.38 - measures.function_share) * 4,
        "foreign": min(1.0, measures.foreign_share * 4),
        "variety": measures.variety,
        "repetition": measures.repetition,
        "beside": float(found.beside),
        "others_fit_better": fit.better,
        "fit": fit.ratio,
        "on_topic": min(1.0, on_topic / 8),
        "on_topic_share": on_topic / max(4, len(content)),
        "content": min(1.0, len(content) / 60),
        "orders": float(seen.orders),
        "echoes": min(1.0, seen.echoes / 2),
        "junk": float(seen.junk is not None),
        **_voice(seen),
        **_ways(said),
        **{f"is_{kind}": float(seen.question.kind is kind) for kind in Kind},
        **{f"{name}_{kind}": value * (seen.question.kind is kind) for name, value in by_kind.items() for kind in Kind},
        "rule": _mean(row["rule"] for row in each),
        "mean_against": _mean(row["against"] for row in each),
        "most_against": max(row["strongest_against"] for row in each),
        "mean_for": _mean(row["for"] for row in each),
    }


def _heard(seen: Seen) -> list[list[str]]:
    """The words sentence by sentence: figures as "#", denied ones after "!", and after "~" what others say or what is
    despised."""
    return [[_word(seen, at) for at in range(sentence.first, sentence.last)] for sentence in seen.reading.sentences]


def _word_grams(rows: list[list[str]]) -> set[str]:
    """The words, and the pairs of neighbours within a sentence."""
    return {gram for row in rows for gram in (*row, *(f"{a} {b}" for a, b in pairwise(row)))}


def _letter_grams(rows: list[list[str]]) -> set[str]:
    """Three to five letters in a row within a word: typos and endings leave most of them."""
    return {gram for word in {word for row in rows for word in row} for gram in _letters(f" {word} ")}


def _letters(word: str) -> Iterator[str]:
    for size in (3, 4, 5):
        for at in range(len(word) - size + 1):
            yield word[at : at + size]


def _word(seen: Seen, at: int) -> str:
    word = seen.whole.words[at].text
    if word[0].isdigit():
        word = "#"
    word = _ALIKE.get(word, word)
    if word in FUNCTION_WORDS:
        return word
    if seen.hearing.denied(at):
        return "!" + word
    return "~" + word if seen.hearing.reported(at) or seen.hearing.contempt[at] else word


def _about(competency: str, rule: float, found: Found) -> dict[str, float]:
    mine, against = found.of(competency, True), found.of(competency, False)
    return {
        "rule": (rule - 1) / 4,
        "for": min(1.0, weight(mine) / 6),
        "any_for": float(bool(mine)),
        "kinds_for": min(1.0, len({f.behaviour.id for f in mine}) / 3),
        "against": min(1.0, weight(against) / 4),
        "any_against": float(bool(against)),
        "strongest_against": max((f.behaviour.strength for f in against), default=0) / 3,
        "for_others": min(1.0, weight(found.not_of(competency, True)) / 10),
        "against_others": min(1.0, weight(found.not_of(competency, False)) / 6),
    }


def _evidence(findings: Iterable[Finding]) -> dict[str, float]:
    for_it = [f for f in findings if f.behaviour.supports]
    against = [f for f in findings if not f.behaviour.supports]
    grave = len(serious(against))
    return {
        "for": min(1.0, weight(for_it) / 10),
        "kinds_for": min(1.0, len({f.behaviour.id for f in for_it}) / 8),
        "against": min(1.0, weight(against) / 6),
        "any_against": float(bool(against)),
        "serious": min(grave, 2) / 2,
        "any_serious": float(grave > 0),
    }


def _voice(seen: Seen) -> dict[str, float]:
    hearing = seen.hearing
    places = [at for sentence in seen.reading.sentences for at in range(sentence.first, sentence.last)]
    total = max(1, len(places))
    return {
        "denied": sum(hearing.denied(at) for at in places) / total,
        "reported": sum(hearing.reported(at) for at in places) / total,
        "contempt": float(any(hearing.contempt)),
        "wished": float(any(hearing.wished)),
    }


def _ways(said: list[str]) -> dict[str, float]:
    """Of whom and of what time the answer speaks."""
    total = max(1, len(said))
    return {
        "i": sum(word in _I for word in said) / total * 5,
        "you": sum(word in _YOU for word in said) / total * 5,
        "they": sum(word in _THEY for word in said) / total * 5,
        "would": sum(word in _WOULD for word in said) / total * 10,
        "past": sum(word in _PAST or (len(word) > 4 and word.endswith("ed")) for word in said) / total * 8,
        "word_length": sum(map(len, said)) / total / 6,
    }


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
