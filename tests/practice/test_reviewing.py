"""What moderators write about levels, and which objection they see next."""

import pytest

from bot.practice.records import ObjectionRow
from bot.practice.reviewing import Unclear, following, ratings

RATED = {"ownership": "Ownership", "empathy": "Empathy", "efficiency": "Efficiency and hold manners"}


@pytest.mark.parametrize(
    ("written", "levels"),
    [
        ("", {}),
        (" \n", {}),
        ("ownership 2, empathy 4", {"ownership": 2, "empathy": 4}),
        ("Ownership: 2; EMPATHY=4.", {"ownership": 2, "empathy": 4}),
        ("efficiency and hold manners 1\nempathy  5,", {"efficiency": 1, "empathy": 5}),
    ],
)
def test_levels_as_somebody_writes_them(written: str, levels: dict[str, int]) -> None:
    assert ratings(3, written, RATED) == levels


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("ownership", "“ownership”"),
        ("good", "ownership 2, empathy 4"),
        ("2", "“2”"),
        ("resolution 2", "not rated on “resolution”, but on Ownership, Empathy"),
        ("ownership 0", "from 1 to 5"),
        ("ownership 6", "from 1 to 5"),
        ("ownership 2.5", "“"),
        ("ownership 2, Ownership 3", "two levels for Ownership"),
    ],
)
def test_what_can_not_be_read_is_told(written: str, why: str) -> None:
    with pytest.raises(Unclear) as caught:
        ratings(3, written, RATED)
    assert why in str(caught.value)


def test_levels_need_a_rating_of_the_whole() -> None:
    """A label always has `overall`."""
    with pytest.raises(Unclear, match="whole answer too"):
        ratings(None, "ownership 2", RATED)
    assert ratings(None, "", RATED) == {}


def test_the_oldest_first_and_then_the_one_after() -> None:
    first, second, third = (ObjectionRow(1, number, 1, 7, 50) for number in (1, 2, 3))
    waiting = [first, third]  # somebody else decided on the second
    assert following(waiting, None) == first
    assert following(waiting, second) == third
    assert following(waiting, third) is None
    assert following([], None) is None
