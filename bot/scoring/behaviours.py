"""Finds behaviours in an answer: the patterns' matches, after denial, speaker, contempt and overlap are weighed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.practice.content import LookFor, Pattern
from bot.scoring.reading import Reading
from bot.scoring.rubric import Behaviour, Rubric
from bot.scoring.score import Evidence
from bot.scoring.voice import Hearing, negators_in
from bot.scoring.wordlists import words

MOST_OF_ONE = 3  # findings of one behaviour that are kept: more of the same says nothing new
_LONGEST_QUOTE = 140  # characters: a longer sentence is quoted by its clause
_SAYS_LITTLE = 6  # words: a shorter clause ("and she got") is quoted with the one beside it
_JOINS = words("and but so because until before when while if then after")
_SUBJECTS = words("i we she he they it you the my our")


@dataclass(frozen=True, slots=True)
class Finding:
    """A behaviour shown by the words `first` up to, not including, `last` of the reading."""

    behaviour: Behaviour
    first: int
    last: int


def find(reading: Reading, hearing: Hearing, rubric: Rubric) -> list[Finding]:
    """What the answer shows, in the order of its words."""
    found: list[Finding] = []
    for behaviour in rubric.behaviours.values():
        found += findings_of(behaviour, reading, hearing, rubric)
    return _without_overlaps(found)


def findings_of(behaviour: Behaviour, reading: Reading, hearing: Hearing, rubric: Rubric) -> list[Finding]:
    """The first few findings of one behaviour, or of what its denial shows."""
    found: dict[str, Finding] = {}  # by its words: the same ones said again are no further finding
    for pattern in behaviour.patterns:
        for first, last in _matches(pattern, reading):
            shown = _shown(behaviour, pattern, reading, hearing, rubric, first, last)
            if shown is not None:
                said = " ".join(word.text for word in reading.words[first:last])
                found.setdefault(said, Finding(shown, first, last))
    return sorted(found.values(), key=lambda finding: finding.first)[:MOST_OF_ONE]


def look_fors(reading: Reading, hearing: Hearing, wanted: Iterable[LookFor]) -> frozenset[str]:
    """The ids of the look-fors that the answer has. A denied or despised one is not had."""
    return frozenset(
        item.id
        for item in wanted
        if any(
            not _denied(pattern, reading, hearing, first, last) and not hearing.despised(first, last)
            for pattern in item.patterns
            for first, last in _matches(pattern, reading)
        )
    )


def evidence(finding: Finding, reading: Reading) -> Evidence:
    """The finding with its quote, word for word."""
    start, end = _quote(reading, finding.first, finding.last)
    behaviour = finding.behaviour
    return Evidence(
        behaviour=behaviour.id,
        competency=behaviour.competency,
        supports=behaviour.supports,
        shows=behaviour.shows,
        quote=reading.answer[start:end],
        start=start,
        end=end,
    )


def _shown(
    behaviour: Behaviour, pattern: Pattern, reading: Reading, hearing: Hearing, rubric: Rubric, first: int, last: int
) -> Behaviour | None:
    """What a match shows: the behaviour, what its denial shows, or nothing."""
    if hearing.reported(first):
        return None
    shown: Behaviour | None = behaviour
    if _denied(pattern, reading, hearing, first, last):
        shown = rubric.behaviours.get(behaviour.negated) if behaviour.negated else None
    return None if shown is None or _idle(shown, hearing, first, last) else shown


def _idle(behaviour: Behaviour, hearing: Hearing, first: int, last: int) -> bool:
    """Nothing good is shown by what is despised or only wished, nothing bad by what is only supposed."""
    if behaviour.supports:
        return hearing.despised(first, last) or hearing.conditional(first)
    return hearing.hypothetical(first) or hearing.half_denied(first, last)


def _matches(pattern: Pattern, reading: Reading) -> Iterator[tuple[int, int]]:
    """The words that a pattern matches, each time within one of the reading's sentences. A match of nothing is none."""
    for match in pattern.finditer(reading.text):
        if match.end() > match.start():
            first, last = reading.words_at(match.start(), match.end())
            if reading.keeps(first) and reading.words[first].sentence == reading.words[last - 1].sentence:
                yield first, last


def _denied(pattern: Pattern, reading: Reading, hearing: Hearing, first: int, last: int) -> bool:
    """Is a match denied? A "not" within it denies it only when the pattern is found without that word too:
    "i would .. blame" found in "i would never blame" is denied, "do not care" is meant as it stands."""
    own_clause = [at for at in range(first + 1, last) if reading.words[at].breaks and reading.words[at].text == "i"]
    if hearing.denied(max(own_clause, default=first)):
        return True
    inside = negators_in(reading, first, last)
    if len(inside) % 2 == 0:
        return False
    kept = " ".join(reading.words[at].text for at in range(first, last) if at not in inside)
    return any(True for _ in pattern.finditer(kept))


def _without_overlaps(found: list[Finding]) -> list[Finding]:
    """Of findings for one competency that share words, the one that says most: strongest, then longest."""
    kept: dict[str, list[Finding]] = defaultdict(list)
    by_weight = sorted(
        found, key=lambda f: (-f.behaviour.strength, f.first - f.last, f.behaviour.supports, f.first, f.behaviour.id)
    )
    for finding in by_weight:
        rivals = kept[finding.behaviour.competency]
        if not any(rival.first < finding.last and finding.first < rival.last for rival in rivals):
            rivals.append(finding)
    return sorted((f for group in kept.values() for f in group), key=lambda f: (f.first, f.last, f.behaviour.id))


def passage(reading: Reading, first: int, last: int, longest: int) -> tuple[int, int] | None:
    """The span in the answer that shows what the words `first` up to `last` say: their sentence, or, where that takes
    more than `longest` characters, their clause, with the ones beside it while it says little. None if none fits."""
    sentence = reading.sentence_of(first)
    begin, until = sentence.first, sentence.last
    if _length(reading, begin, until) > longest:
        opens = [at for at in range(begin + 1, until) if _opens_clause(reading, at)]
        begin = max((at for at in opens if at <= first), default=begin)
        until = min((at for at in opens if at >= last), default=until)
        while until - begin < _SAYS_LITTLE:
            after = min((at for at in opens if at > until), default=sentence.last)
            before = max((at for at in opens if at < begin), default=sentence.first)
            if before < begin and _length(reading, before, until) <= longest:
                begin = before
            elif until < after and _length(reading, begin, after) <= longest:
                until = after
            else:
                return None
    return reading.span(begin, until) if _length(reading, begin, until) <= longest else None


def _length(reading: Reading, first: int, last: int) -> int:
    start, end = reading.span(first, last)
    return end - start


def _opens_clause(reading: Reading, at: int) -> bool:
    """Does a clause begin here: after a comma or the like, or with "and I", "because she"?"""
    word, after = reading.words[at], reading.words[at + 1 : at + 2]
    return word.breaks or (word.text in _JOINS and bool(after) and after[0].text in _SUBJECTS)


def _quote(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """What to quote for a finding; of a clause too long to read, the words about what shows it."""
    sentence = reading.sentence_of(first)
    about = reading.span(max(sentence.first, first - 4), min(sentence.last, last + 8))
    return passage(reading, first, last, _LONGEST_QUOTE) or about
