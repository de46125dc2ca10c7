"""Slips of the keyboard are read as what was meant; real words are left alone, and quotes keep what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scoring.reading import read
from bot.scoring.spelling import MOST, Spelling

WORDS = ("customer", "number", "apologise", "apologised", "broken", "promise", "moment", "coffee", "house")
KNOWN = Spelling(dict.fromkeys(WORDS, 9))


@pytest.mark.parametrize(
    ("slip", "meant"), [("custmoer", "customer"), ("nmuber", "number"), ("brkoen", "broken"), ("cofffee", "coffee")]
)
def test_a_slip_is_read_as_what_was_meant(slip: str, meant: str) -> None:
    reading = read(f"I ask for the {slip} first", KNOWN)
    assert meant in reading.text.split()
    assert slip in reading.answer[slice(*reading.span(0, len(reading.words)))]


@pytest.mark.parametrize("word", ["customer", "house", "mention", "Nmuber", "a", "apologised"])
def test_real_words_and_names_stay(word: str) -> None:
    assert word.lower() in read(f"I ask for {word} first", KNOWN).text.split()


@given(st.text(max_size=300))
def test_anything_can_be_read(text: str) -> None:
    assert len(read(text, KNOWN).words) == len(read(text).words)


def test_who_slips_everywhere_costs_no_time() -> None:
    looked = [f"xq{letter}zz{other}q" for letter in "bcdfghjk" for other in "bcdfghjklmnp"]
    assert len(KNOWN.mended([*looked, "nmuber"])) == 0
    assert len(looked) > MOST
