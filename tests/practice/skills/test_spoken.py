"""Figures as callers say them."""

import pytest

from bot.practice.skills.spoken import figured, in_words, joined, ordinal, runs


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("oh seven seven, double four, one nine", ["0774419"]),
        ("Triple five, twenty-one", ["55521"]),
        ("twenty, one", ["201"]),
        ("the twenty-first of May at 4:30", ["21", "430"]),
        ("a hundred and forty euros", ["140"]),
        ("two thousand five hundred and twelve", ["2512"]),
        ("1,200 boxes, 49.90 each", ["1200", "4990"]),
        ("four, they said. Nine.", ["4", "9"]),
        ("double glazing, someone, weight", []),
        ("\N{ARABIC-INDIC DIGIT FOUR}\N{FULLWIDTH DIGIT SEVEN}", ["47"]),
    ],
)
def test_numbers_said_one_after_another_are_one(text: str, numbers: list[str]) -> None:
    assert [joined(run) for run in runs(text)] == numbers


def test_words_become_figures_in_place() -> None:
    assert figured("Two bags, double four; twenty-two days.") == "2 bags, 44; 22 days."
    assert figured("nothing to change") == "nothing to change"


def test_numbers_as_they_are_said() -> None:
    assert [in_words(number) for number in (0, 13, 20, 42)] == ["zero", "thirteen", "twenty", "forty-two"]
    assert [ordinal(number) for number in (1, 5, 12, 13)] == ["first", "fifth", "twelfth", "thirteenth"]
    assert [ordinal(number) for number in (20, 21, 32)] == ["twentieth", "twenty-first", "thirty-second"]
    assert all([joined(run) for run in runs(ordinal(number))] == [str(number)] for number in range(1, 100))
