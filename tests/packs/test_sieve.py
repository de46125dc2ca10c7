"""The sieve holds back no phrase that is in a text: with it, patterns find what RE2 alone finds."""

from collections.abc import Sequence

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from bot.packs.loading import Library, load
from bot.packs.part import Part
from bot.packs.phrases import PhraseError, compile_phrases, parse, word_class
from bot.packs.sieve import PhrasePattern, Sieve
from bot.scoring.reading import read

CLASSES = {"who": word_class(["him", "the (old)? man*", "b"]), "do": word_class(["(c|d) b", "ca*"])}
WORDS = (
    "a",
    "b",
    "c",
    "call",
    "calls",
    "cab",
    "him",
    "the",
    "old",
    "man",
    "men",
    "5",
    "2.5",
    "k",
    "and",
    "ten",
    "?",
    "é",
)


def alone(phrases: Sequence[Part], text: str) -> list[tuple[int, int]]:
    """What one regular expression of all phrases finds, line by line."""
    pattern = re2.compile(f" (?:{'|'.join(phrase.source for phrase in phrases)})")
    found, at = [], 0
    for line in text.split("\n"):
        position = 0
        while match := pattern.search(f" {line} ", position):
            found.append((at + match.start(), at + match.end() - 2))
            position = match.end() - 1
        at += len(line) + 1
    return found


def sieved(pattern: PhrasePattern, text: str) -> list[tuple[int, int]]:
    return [(match.start(), match.end()) for match in pattern.finditer(text)]


atoms = st.sampled_from(
    [
        "a",
        "b",
        "c",
        "call",
        "ca*",
        "him",
        "5",
        "2.5",
        "?",
        "é",
        "...",
        "..",
        "{number}",
        "{who}",
        "{do}",
        "{who}?",
        "gonna",
    ]
)
phrases = st.recursive(
    st.lists(atoms, min_size=1, max_size=4).map(" ".join),
    lambda inner: st.tuples(
        st.lists(inner, min_size=1, max_size=4).map("|".join), st.sampled_from([")", ")?"]), st.lists(atoms, max_size=2)
    ).map(lambda made: f"({made[0]}{made[1]} {' '.join(made[2])}"),
    max_leaves=8,
)
texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join), max_size=4).map("\n".join)


@given(st.lists(st.lists(phrases, min_size=1, max_size=4), min_size=1, max_size=4), st.lists(texts, max_size=4))
def test_random_phrases_are_found_as_without_it(groups: list[list[str]], said: list[str]) -> None:
    sieve = Sieve()
    made = []
    for group in groups:
        try:
            parts = [parse(phrase, CLASSES) for phrase in group]
        except PhraseError:
            continue
        made.append((parts, sieve.pattern(parts)))
    for text in said:
        for parts, pattern in made:
            assert sieved(pattern, text) == alone(parts, text), text


@pytest.fixture(scope="module")
def library() -> Library:
    return load(())


def test_all_content_is_found_as_without_it(library: Library) -> None:
    patterns = [p for behaviour in library.rubric.behaviours.values() for p in behaviour.patterns]
    said = [example.text for examples in library.examples.values() for example in examples]
    for pack in library.packs.values():
        for question in pack.questions.values():
            patterns += [p for item in question.look_for for p in item.patterns]
            said.append(question.strong_answer)
    text = read("\n".join(said)).text
    found = 0
    for pattern in patterns:
        if isinstance(pattern, PhrasePattern):
            places = sieved(pattern, text)
            assert places == alone(pattern.phrases, text)
            found += len(places)
    assert found > len(said)


def test_patterns_added_later_are_found_too() -> None:
    sieve = Sieve()
    first = compile_phrases(["call back"], sieve=sieve)
    assert sieved(first, "i call back") == [(2, 11)]
    second = compile_phrases(["i call"], sieve=sieve)
    assert sieved(second, "i call back") == [(0, 6)]
    assert sieved(first, "i call back") == [(2, 11)]


def test_places_count_characters() -> None:
    assert sieved(compile_phrases(["café b"]), "ünï café b\né café b") == [(4, 10), (13, 19)]


@pytest.mark.parametrize("gap", range(20))
def test_nothing_is_found_across_sentences(gap: int) -> None:
    pattern = compile_phrases(["a (b b b b b b b b b b b b)? c", "{number} c"])
    between = " ".join(["b"] * gap)
    assert sieved(pattern, f"a {between}\nc") == []
    assert sieved(pattern, f"5 {between}\nc") == []
