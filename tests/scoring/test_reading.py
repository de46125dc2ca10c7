"""The normalised form is the content format's contract; every word knows its span."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scoring.reading import read


@pytest.mark.parametrize(
    ("answer", "sentences"),
    [
        ("I'd say I'm sorry.", ["i would say i am sorry"]),
        ("I WON'T, can't and cannot!", ["i will not can not and can not"]),
        ("dont worry, im here", ["do not worry i am here"]),
        ("It\u2019s 2,000 of them", ["it is 2000 of them"]),
        ("45-50 calls, \u00a386.50, 90%", ["45 50 calls 86.50 90 percent"]),
        ("back at 4pm on the 3rd", ["back at 4 pm on the 3rd"]),
        ("Can you hold? Thanks", ["can you hold ?", "thanks"]),
        ("Mr. Hall waits. I ring.", ["mr hall waits", "i ring"]),
        ("He paid 4.15 today", ["he paid 4.15 today"]),
        ("first line\nsecond line", ["first line", "second line"]),
        ("her ID is missing", ["her id is missing"]),
        ("the customer's bill", ["the customers bill"]),
        ("i-understand-your-frustration", ["i understand your frustration"]),
        ("H\u200bell\u0301o @everyone ```code```", ["hello everyone code"]),
        ("", []),
        ("?!... \U0001f600", []),
    ],
)
def test_normalised_form(answer: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in read(answer).sentences] == sentences


def test_words_stand_where_they_were_written() -> None:
    answer = "Well \u201cI\u2019m so\u00a0sorry\u201d, I\u2019d said \u2013 twice."
    reading = read(answer)
    spans = {word.text: answer[word.start : word.end] for word in reading.words}
    assert spans["am"] == "I\u2019m"
    assert spans["sorry"] == "sorry"
    assert spans["would"] == "I\u2019d"
    assert spans["twice"] == "twice"


@pytest.mark.parametrize(
    ("answer", "quoted"),
    [
        ('I say "I am sorry" and fix it', ["i am sorry"]),
        ("I say \u201cthat\u2019s on us\u201d at once", ["that is on us"]),
        ("I say 'we got it wrong' to 'em", ["we got it wrong"]),
        ("the customers' phones and the agents' desks", []),
        ('I say "one" then "two words"', ["one", "two words"]),
        ('never closed "so it ends with its line\nnext', ["so it ends with its line"]),
    ],
)
def test_quotes(answer: str, quoted: list[str]) -> None:
    reading = read(answer)
    assert [" ".join(w.text for w in reading.words[a:b]) for a, b in reading.quotes] == quoted


@given(st.text(alphabet=st.characters(codec=None), max_size=300))
def test_any_text_is_read_and_every_word_has_its_place(answer: str) -> None:
    reading = read(answer)
    assert reading.text == "\n".join(sentence.text for sentence in reading.sentences)
    for word in reading.words:
        assert 0 <= word.start < word.end <= len(answer)
        assert reading.text[word.at : word.at + len(word.text)] == word.text
    for sentence in reading.sentences:
        assert sentence.first < sentence.last
        assert "  " not in sentence.text
    reading.text.encode()  # patterns are searched in UTF-8: no half characters


@given(st.text(alphabet="ab.'\"?! \n,-0159%\u2019\u201c\u201d", max_size=120))
def test_punctuation_of_any_kind(answer: str) -> None:
    reading = read(answer)
    assert all(0 <= first < last <= len(reading.words) for first, last in reading.quotes)
    starts = [word.start for word in reading.words]
    assert starts == sorted(starts)


def test_words_at_finds_the_words_of_a_match() -> None:
    reading = read("One two. Three four five.")
    start = reading.text.index("four")
    first, last = reading.words_at(start, start + len("four five"))
    assert [word.text for word in reading.words[first:last]] == ["four", "five"]
    assert reading.answer[slice(*reading.span(first, last))] == "four five"
