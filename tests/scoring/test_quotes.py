"""What is quoted: the clause or sentence that shows something, whole, never some words out of it."""

import pytest

from bot.scoring.behaviours import passage
from bot.scoring.reading import read

STORY = (
    "When the lines moved over to the new building in March I wrote the sheet with all extensions, and she got it, "
    "which the caretaker, who had lost his own, copied for the whole of the second floor before the first day was over"
)


def quoted(answer: str, words: str, longest: int) -> str | None:
    reading = read(answer)
    first, last = reading.words_at(reading.text.index(words), reading.text.index(words) + len(words))
    span = passage(reading, first, last, longest)
    return span and answer[span[0] : span[1]]


@pytest.mark.parametrize(
    ("words", "longest", "quote"),
    [
        ("i wrote the", 300, STORY),
        (
            "i wrote the",
            100,
            "When the lines moved over to the new building in March I wrote the sheet with all extensions",
        ),
        ("i wrote the", 60, None),
        ("and she got", 60, "and she got it, which the caretaker"),
        ("who had lost", 60, "which the caretaker, who had lost his own"),
        ("copied for", 60, "copied for the whole of the second floor"),
    ],
)
def test_a_whole_clause_is_quoted_or_nothing(words: str, longest: int, quote: str | None) -> None:

    assert quoted(STORY, words, longest) == quote


def test_a_clause_without_commas_ends_where_the_next_person_acts() -> None:
    told = (
        "so i said sorry to her at once and she told me that the last letter had gone to her old flat because he moved"
    )
    assert quoted(told, "said sorry", 60) == "so i said sorry to her at once"
    assert quoted(told, "the last letter", 60) is None


def test_a_short_sentence_is_quoted_whole() -> None:
    assert quoted("It was late. I rang the depot, and she got it. He left.", "she got", 90) == (
        "I rang the depot, and she got it"
    )
