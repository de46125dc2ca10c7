"""The phrase language finds what its page says, whole words only, and counts characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.packs.phrases import LONG, PhraseError, compile_phrases, compile_raw, parse, word_class
from bot.packs.sieve import compile_phrase
from bot.scoring.reading import read


def found(phrase: str | list[str], text: str, **classes: list[str]) -> list[str]:
    phrases = [phrase] if isinstance(phrase, str) else phrase
    words = {name: word_class(entries) for name, entries in classes.items()}
    return [text[m.start() : m.end()] for m in compile_phrases(phrases, words).finditer(text)]


@pytest.mark.parametrize(
    ("phrase", "text", "quotes"),
    [
        ("call", "call", ["call"]),
        ("call", "i call you", ["call"]),
        ("call", "recall calls", []),
        ("apolog*", "i apologise and apologies", ["apologise", "apologies"]),
        ("apolog*", "unapologetic", []),
        ("sorry", "sorry sorry sorry", ["sorry", "sorry", "sorry"]),
        ("(call|ring you) back", "call back or ring you back or call you back", ["call back", "ring you back"]),
        ("(call|calls) you", "calls you", ["calls you"]),
        ("i (will|would)? call", "i call i will call i may call", ["i call", "i will call"]),
        ("call you (back)?", "call you", ["call you"]),
        ("call you (back)?", "call you back", ["call you back"]),
        ("call ... back", "call back", ["call back"]),
        ("call ... back", "call a b c d back", ["call a b c d back"]),
        ("call ... back", "call a b c d e back", []),
        ("call .. back", "call a b back", ["call a b back"]),
        ("call .. back", "call a b c back", []),
        ("call ... back", "call back and back", ["call back"]),
        ("call ... back", "call\nback", []),
        ("back", "call\nback", ["back"]),
        ("can you repeat that ?", "can you repeat that ?", ["can you repeat that ?"]),
        ("can you repeat that ?", "can you repeat that", []),
        ("café", "un café noir", ["café"]),
        ("caf", "un café noir", []),
        ("noir", "un café ünï noir", ["noir"]),
        ("{number} calls", "80 calls", ["80 calls"]),
        ("{number} percent", "99.5 percent", ["99.5 percent"]),
        ("{number} calls", "eighty five calls", ["eighty five calls"]),
        ("{number} calls", "a hundred and twenty calls", ["hundred and twenty calls"]),
        ("{number} calls", "two dozen calls", ["two dozen calls"]),
        ("{number} calls", "many calls", []),
        ("{number} a day", "2 k a day", ["2 k a day"]),
        ("86.50", "it was 86.50 or 86x50", ["86.50"]),
        ("a ((b|c) d|e)? f", "a b d f a e f a f a d f", ["a b d f", "a e f", "a f"]),
        ("i am gonna call", "i am going to call", ["i am going to call"]),
    ],
)
def test_found(phrase: str, text: str, quotes: list[str]) -> None:
    assert found(phrase, text) == quotes


def test_classes() -> None:
    assert found("call {who} back", "call the old customer back call him back", who=["him", "the (old)? customer"]) == [
        "call the old customer back",
        "call him back",
    ]
    assert found("call {who}? back", "call back", who=["him"]) == ["call back"]


def test_phrases_of_one_behaviour_are_found_from_left_to_right() -> None:
    phrases = [f"word{letter} ... (a|b) {{number}}" for letter in "abcdefghijklmnopqrst"]
    assert found(phrases, "wordt x b 5 and worda a one") == ["wordt x b 5", "worda a one"]
    assert found(["call back", "i call", "i"], "i call back") == ["i call"]
    assert found(["i", "i call", "call back"], "i call back") == ["i", "call back"]


def test_a_phrase_that_stands_for_too_much_is_refused_at_once() -> None:
    with pytest.raises(PhraseError, match="too many wordings"):
        compile_phrases(["go " + "{long} " * 150], {"long": word_class(["(" + "|".join(["... go"] * 400) + ")"])})


def test_what_is_compiled_later_is_never_refused() -> None:
    """The densest phrases just short enough to be compiled when they are needed: nothing raises, nor does a search."""
    for word in (" ...", " ..", " g*", " {number}", " (... (.. g*)?)?"):
        one, two = (len(parse("go" + word * count, {}).source) for count in (1, 2))
        times = 1 + (LONG - one) // (two - one)
        dense = parse("go" + word * times, {})
        assert LONG - (two - one) < len(dense.source) <= LONG
        compile_phrase(dense).search(b" go go ")


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("...", "found in anything"),
        (".. ...", "found in anything"),
        ("(please)?", "found in anything"),
        ("(please)? ...", "found in anything"),
        ("(a", "not closed"),
        ("a)", "too many"),
        ("(a|)", "nothing where a word should be"),
        ("()", "nothing where a word should be"),
        (" ", "nothing where a word should be"),
        ("{nobody} called", "no word class '{nobody}', known are number"),
        ("{number", "without its partner"),
        ("I call", "write 'i'"),
        ("i'd call", "spell contractions out"),
        ("co-worker", "a space for the hyphen"),
        ("ten%", "percent"),
        ("yes, please", "punctuation"),
        ("colo*r", "at the end of a word"),
        ("*", "at the end of a word"),
        ("that?", "a word of its own"),
        ("(" * 50 + "a" + ")" * 50, "flatter"),
    ],
)
def test_refused(phrase: str, words: str) -> None:
    with pytest.raises(PhraseError, match=r".") as caught:
        compile_phrases([phrase])
    assert words in str(caught.value)


@pytest.mark.parametrize("source", ["(", "a{1001}", "((a{100}){100}){100}", r"(?=a)", r"(a)\1", "[z-a]"])
def test_what_re2_refuses(source: str) -> None:
    with pytest.raises(PhraseError, match="is refused"):
        compile_raw(source)


@pytest.mark.parametrize("source", [".*", "", r"\w+", "a*"])
def test_raw_patterns_that_find_anything(source: str) -> None:
    with pytest.raises(PhraseError, match="found in anything"):
        compile_raw(source)


def test_raw_patterns_stay_in_their_sentence_and_count_characters() -> None:
    text = "élan 12\ni go\nb 34"
    pattern = compile_raw(r"^[a-z]+ [^x]*[0-9]+$")
    assert [text[m.start() : m.end()] for m in pattern.finditer(text)] == ["b 34"]
    assert [(m.start(), m.end()) for m in compile_raw(r"\b12\b").finditer(text)] == [(5, 7)]


def test_phrases_are_found_in_what_reading_makes_of_an_answer() -> None:
    reading = read("Naïve? I'd phone 2,000 people at 9 o'clock. I can't call you — \u201cback\u201d.")
    for phrase in ("i would phone {number} people", "o'clock", "can not call you back", "naive ?"):
        assert found(phrase, reading.text), phrase


@given(st.text(st.sampled_from("ab *|(){}?. é'\n0"), max_size=40))
def test_no_phrase_raises_anything_else(phrase: str) -> None:
    try:
        pattern = compile_phrases([phrase])
    except PhraseError:
        return
    for text in ("a b a b", "", "é a\nb 0 ?"):
        for match in pattern.finditer(text):
            quote = text[match.start() : match.end()]
            assert quote.strip() == quote != ""
            assert "\n" not in quote
