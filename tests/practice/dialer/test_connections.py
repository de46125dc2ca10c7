"""Each kind of connection has its own idea of a hit (issue 4, "The auto-dialer")."""

import pytest

from bot.practice.dialer.content import BREATH, HANGS_UP, HELLO_BACK, SILENT
from bot.practice.dialer.verdict import Verdict

from .shifts import GOOD, heard, one, play

OFFICE = "Good morning, this is Ines Duarte from Harbour Hotels. May I speak to Mr Ito? It's about his stay, last week."


def verdict(kind: str, answer: str, *said: str, at_once: bool = False) -> Verdict:
    """What became of a connection on which this was said, one after another."""
    playing = play(one(kind, answer, at_once))
    for text in said:
        if text == "(close)":
            playing.hang_up()
        else:
            playing.say(text)
    while not playing.over:
        playing.wait()
    found = playing.shift.connections[0].verdict
    assert found is not None
    return found


def test_the_whole_opener_is_a_hit() -> None:
    assert verdict("person", "go-on", GOOD) == Verdict(True)


def test_a_greeting_is_missed_but_costs_nothing() -> None:
    found = verdict("person", "go-on", GOOD.removeprefix("Good morning "))
    assert found.hit
    assert found.wished == ("greets",)


def test_its_anna_is_a_name_and_its_short_is_none() -> None:
    assert "gives-name" in heard("Good morning Mr Mueller, it's Anna.").acts
    assert "gives-name" not in heard("Good morning Mr Mueller, it's short.").acts
    assert "gives-name" not in heard("Good morning Mr Mueller, it's a survey.").acts


@pytest.mark.parametrize("text", ["Hello?", "hello", "Hi, can you hear me?"])
@pytest.mark.parametrize("kind", [("person", "go-on"), ("wrong-number", "nobody-here"), ("driving", "at-the-wheel")])
def test_hello_back_is_a_miss_whatever_follows(kind: tuple[str, str], text: str) -> None:
    found = verdict(*kind, text, GOOD)
    assert not found.hit
    assert found.missing == (HELLO_BACK,)


def test_what_comes_when_asked_for_is_told_and_is_no_hit() -> None:
    found = verdict(
        "person",
        "go-on",
        "Good morning Mr Mueller, it's about your stay. Do you have a minute?",
        "Sorry, this is Ines Duarte from Harbour Hotels.",
    )
    assert not found.hit
    assert found.missing == found.later == ("gives-name", "names-company")


def test_more_than_one_breath_is_a_miss() -> None:
    assert verdict("person", "go-on", GOOD + " We have asked many guests already," * 8).missing == (BREATH,)


@pytest.mark.parametrize(
    ("answer", "good", "bad"),
    [
        ("who-again", "Of course: Ines Duarte, from Harbour Hotels.", "It doesn't matter."),
        ("busy", "No problem, when would be a good time?", "But it only takes a minute."),
        ("not-interested", "That's fine, thank you. Goodbye.", "Are you sure? Your opinion is important."),
    ],
)
def test_the_person_answers_and_wants_a_fitting_word(answer: str, good: str, bad: str) -> None:
    assert verdict("person", answer, GOOD, good).hit
    assert not verdict("person", answer, GOOD, bad).hit
    assert not verdict("person", answer, GOOD).hit  # nothing more was said


def test_take_me_off_must_be_honoured_at_once() -> None:
    honoured = "I'm sorry for the disturbance. I'll take you off the list right now. Goodbye."
    assert verdict("take-me-off", "off-the-list", GOOD, honoured).hit
    assert verdict("take-me-off", "off-the-list", honoured, at_once=True).hit


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Sorry. Goodbye.", "confirms-removal"),
        ("I'll take you off the list. Goodbye.", "apologises"),
        ("I'm sorry, I'll take you off the list.", "says-goodbye"),
        ("I'm sorry, but I can't take you off the list. Goodbye.", "confirms-removal"),
    ],
)
def test_take_me_off_confirms_apologises_and_says_goodbye(text: str, lacks: str) -> None:
    assert lacks in verdict("take-me-off", "off-the-list", GOOD, text).missing


@pytest.mark.parametrize(
    "text",
    [
        "But it only takes a minute.",
        "May I ask why?",
        "Before I do: are you sure?",
        "Just one quick question first.",
        "Can I call you back another day?",
        "What don't you like about it?",
    ],
)
def test_persuading_somebody_who_wants_off_is_a_miss(text: str) -> None:
    found = verdict("take-me-off", "off-the-list", GOOD, f"I'm sorry, I'll take you off. {text} Goodbye.")
    assert not found.hit
    assert found.spoilt


def test_driving_offers_to_ring_back_and_ends_at_once() -> None:
    assert verdict("driving", "at-the-wheel", GOOD, "I'll call you back later. Drive safely!").hit
    assert verdict("driving", "at-the-wheel", "I'll call back tomorrow, bye!", at_once=True).hit
    assert not verdict("driving", "at-the-wheel", GOOD, "Goodbye.").hit
    assert not verdict("driving", "at-the-wheel", GOOD, "I'll call back. Do you have a minute all the same? Bye.").hit
    assert not verdict("driving", "at-the-wheel", GOOD, "I'll call back. When are you home? Bye.").hit


def test_a_child_is_asked_for_a_grown_up_and_nothing_else() -> None:
    assert verdict("child", "small-voice", "Hello! Can you get your mum or dad, please?", at_once=True).hit
    for text in (
        GOOD,
        "Hello! Are you alone at home? Can you get your mum?",
        "Can you get your dad? It's about your stay last week.",
        "Hello!",
    ):
        assert not verdict("child", "small-voice", text, at_once=True).hit


@pytest.mark.parametrize(
    ("said", "hit"),
    [
        (("Hello Mr Mueller, this is Ines Duarte from Harbour Hotels. Please call us on 555 0142.",), True),
        (("This is Ines from Harbour Hotels, it's about your stay. Goodbye.",), True),
        (("ines, harbour hotels, ill try again tomorrow, bye",), True),
        (("(close)",), True),
        (("Goodbye.",), True),
        (("This is Ines from Harbour Hotels.",), False),
        (("It's about your stay, please ring 555 0142.",), False),
        ((), False),
    ],
)
def test_a_machine_is_told_name_company_and_number_or_reason_or_hung_up_on(said: tuple[str, ...], hit: bool) -> None:
    assert verdict("voicemail", "beep", *said, at_once=True).hit is hit


def test_a_wrong_number_gets_an_apology_and_a_goodbye() -> None:
    assert verdict("wrong-number", "nobody-here", GOOD, "I'm sorry to have disturbed you. Goodbye.").hit
    assert verdict("wrong-number", "nobody-here", GOOD, "Oh, sorry!", "(close)").missing == ("says-goodbye",)
    assert not verdict("wrong-number", "nobody-here", GOOD, "Sorry. But do you have a minute all the same? Bye.").hit


def test_somebody_else_at_home_is_asked_when_to_ring_again() -> None:
    assert verdict("someone-else", "not-in", GOOD, "Thank you, when can I reach him?").hit
    assert verdict("someone-else", "not-in", GOOD, "I'll call again tomorrow.").hit
    assert not verdict("someone-else", "not-in", GOOD, "Oh. Bye.").hit


def test_an_office_hears_who_from_where_for_whom_and_why() -> None:
    assert verdict("gatekeeper", "put-through", OFFICE).hit
    assert verdict("gatekeeper", "in-a-meeting", OFFICE, "When would be a good time to call again?").hit
    short = "Good morning, Ines Duarte from Harbour Hotels. Mr Ito, please."
    assert verdict("gatekeeper", "put-through", short, "That is confidential.").missing == ("says-why",)
    assert verdict("gatekeeper", "put-through", short, "It's about your stay last week.").hit


def test_silence_misses() -> None:
    assert verdict("person", "go-on") == Verdict(False, (SILENT,))


def test_hanging_up_on_a_person_without_a_word_misses() -> None:
    assert verdict("person", "go-on", "(close)") == Verdict(False, (HANGS_UP,))
    assert verdict("person", "busy", GOOD, "(close)").missing == ("offers-call-back",)


def test_rudeness_spoils_anything() -> None:
    assert [spoilt.act for spoilt in verdict("person", "go-on", GOOD + " Idiot.").spoilt] == ["rude"]
