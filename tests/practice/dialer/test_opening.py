"""What an opener has, however it is typed, and the better one made of it."""

import pytest

from bot.practice.dialer.content import HELLO_BACK, OTHER_QUESTION
from bot.practice.dialer.opening import PARTS, corrected, parts_of

from .shifts import GOOD, heard, towels

GREETING, NAME, WHO, WHERE, WHY, ASK = PARTS


def better(text: str) -> str:
    return corrected(heard(text), towels(), towels().contact("Oskar Mueller"))


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.lower().replace(".", ""),
        "hi mr mueller its ines from harbour hotels its about your stay last week got a minute",
        "Helo Mr Muller, thsi is Inés form Harbuor Hotels. Its about yuor stay last week, do you hav a minut?",
        "Good evening, am I speaking with Oskar Mueller? Ines Duarte, Harbour Hotels. It is about how you slept. "
        "Is this a good time?",
        "Mr Mueller, good day! My name is Ines Duarte and I'm calling from Harbour Hotels about your visit. "
        "May I ask you two things?",
        "Good morning Mr Mueller\nthis is Ines from Harbour Hotels\nabout your stay\ndo you have a moment",
    ],
)
def test_a_whole_opener_is_heard_in_any_wording_and_typing(text: str) -> None:
    assert parts_of(heard(text)) == PARTS


def test_the_agent_may_use_a_name_of_their_own() -> None:
    assert WHO in parts_of(heard("Good morning Mr Mueller, this is Tunde from Harbour Hotels."))


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Good morning, this is Ines from Harbour Hotels about your stay. Do you have a minute?", NAME),
        ("Good morning Mr Mueller, I'm calling from Harbour Hotels about your stay. Do you have a minute?", WHO),
        ("Good morning Mr Mueller, this is a survey from Harbour Hotels about your stay. Got a minute?", WHO),
        ("Good morning Mr Mueller, this is Ines, it's about your stay. Do you have a minute?", WHERE),
        ("Good morning Mr Mueller, this is Ines from Harbour Hotels. Do you have a minute?", WHY),
        ("Good morning Mr Mueller, this is Ines from Harbour Hotels about your stay last week.", ASK),
        ("Mr Mueller? Ines Duarte, Harbour Hotels, it's about your stay. Do you have a minute?", GREETING),
    ],
)
def test_what_is_not_said_is_missing(text: str, missing: str) -> None:
    assert set(PARTS) - set(parts_of(heard(text))) == {missing}


@pytest.mark.parametrize("text", ["Hello?", "hello", "hi??", "Yes, hello? Can you hear me?", "hello, who is this?"])
def test_hello_said_back(text: str) -> None:
    assert HELLO_BACK in heard(text).acts


@pytest.mark.parametrize("text", [GOOD, "Hello Mr Mueller?", "Hello, this is Ines."])
def test_who_says_more_has_not_said_hello_back(text: str) -> None:
    assert HELLO_BACK not in heard(text).acts


def test_keywords_are_nothing() -> None:
    assert heard("morning, mueller, ines, harbour, stay, minute").acts.keys() <= {HELLO_BACK, OTHER_QUESTION}


@pytest.mark.parametrize("text", ["", "?!", "🙂", "x" * 5000, "\n\n", "a" + "\u0301" * 900])
def test_anything_can_be_heard(text: str) -> None:
    assert parts_of(heard(text)) == ()


def test_a_promise_that_is_denied_is_none() -> None:
    assert "confirms-removal" in heard("I'll take you off the list.").acts
    assert "confirms-removal" not in heard("I can't take you off the list.").acts
    assert "confirms-removal" in heard("We won't call you again.").acts
    assert "offers-call-back" not in heard("We won't call you again.").acts


# The better opener


def test_only_what_is_missing_is_added() -> None:
    assert better("good morning this is Ines from Harbour Hotels, it's about your stay. do you have a minute?") == (
        "Good morning, Mr Mueller, this is Ines from Harbour Hotels, it's about your stay. Do you have a minute?"
    )
    assert better("Good morning Mr Mueller, this is Ines from Harbour Hotels.") == (
        "Good morning Mr Mueller, this is Ines from Harbour Hotels. It's about your stay with us last week. "
        "Do you have a minute?"
    )


def test_who_and_where_come_after_the_name_and_before_the_reason() -> None:
    assert better("Hello Mr Mueller. It's about your stay. Do you have a minute?") == (
        "Hello Mr Mueller. This is Ines Duarte from Harbour Hotels. It's about your stay. Do you have a minute?"
    )


def test_hello_back_becomes_an_opener() -> None:
    assert better("Hello?") == (
        "Hello, Mr Mueller. This is Ines Duarte from Harbour Hotels. It's about your stay with us last week. "
        "Do you have a minute?"
    )


def test_a_whole_opener_stays_as_it_was() -> None:
    assert better(GOOD) == GOOD


def test_what_is_no_part_of_an_opener_is_left_out() -> None:
    assert "weather" not in better("Good morning Mr Mueller. What weather. This is Ines from Harbour Hotels.")


def test_out_of_a_long_one_one_breath_is_made() -> None:
    long = (
        "Good morning, good morning, I do hope that this finds you well on such a fine day as today is for all of us, "
        "my name is Ines Duarte, and I have the great pleasure of calling you from Harbour Hotels, which as you may "
        "know is the hotel by the harbour, and it is about your stay last week, and I wanted to ask, do you have "
        "a minute?"
    )
    made = better(long)
    assert len(made.split()) < 45
    assert set(parts_of(heard(made))) == set(PARTS)
    assert "My name is Ines Duarte." in made
    assert made.endswith("Do you have a minute?")


@pytest.mark.parametrize(
    "text", ["Hello?", "ines here", "it's about your stay", "got a minute?", GOOD, "", "blah blah"]
)
def test_the_better_one_is_always_whole(text: str) -> None:
    assert set(parts_of(heard(better(text)))) == set(PARTS)
