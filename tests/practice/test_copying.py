"""The same or nearly the same answer: what counts as copied, and what as another try."""

import subprocess
import sys

import pytest

from bot.practice.copying import prints, same, words

TOLD = (
    "I am so sorry, that is our mistake. I'd look up the order while she is on the line, send a replacement by express "
    "today and call her back tomorrow before ten, to check that it has come."
)


@pytest.mark.parametrize(
    "again",
    [
        TOLD,
        TOLD.upper(),
        f"  {TOLD.replace(', ', ' - ').replace('.', '!!')}\n",
        TOLD.replace("I'd", "I\u2019d"),
        TOLD.replace("sorry", "sorry indeed"),
        TOLD.replace("today", "now"),
        TOLD.replace("order", "\uff4f\uff52\uff44\uff45\uff52"),  # the same letters, wide
    ],
)
def test_the_same_words_or_nearly_are_the_same(again: str) -> None:
    assert same(TOLD, again)
    assert same(again, TOLD)
    assert set(prints(words(TOLD), "core/q")) & set(prints(words(again), "core/q"))


@pytest.mark.parametrize(
    "other",
    [
        "",
        "I am so sorry.",
        f"{TOLD} Then I would leave a note on the account, and ask my lead whether we can pay her the postage too.",
        "First I say sorry, for the mistake was ours. While she waits I find her order, and a new one goes out the "
        "same day by express. Tomorrow at ten I ring her: has it come?",
    ],
)
def test_other_words_for_the_same_are_another_try(other: str) -> None:
    assert not same(TOLD, other)


def test_short_answers_are_the_same_when_they_are_equal() -> None:
    assert same("Fourteen days.", "fourteen  days")
    assert not same("Within fourteen days of the sale.", "Within forty days of the sale.")
    assert not same("...", "!!!")
    assert prints(words("..."), "core/q") == ()


def test_prints_are_of_the_question_and_the_same_in_every_process() -> None:
    mine = prints(words(TOLD), "core/q")
    assert len(mine) == 3
    assert all(0 <= number < 2**63 for number in mine)
    assert not set(mine) & set(prints(words(TOLD), "core/other"))
    code = f"from bot.practice.copying import prints, words; print(prints(words({TOLD!r}), 'core/q'))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == str(mine)
