"""What agents really said and callers took for something else: openings, limits, rules, nouns that only mention.

Each act has several wordings of different people; the calls' own phrases play no part.
"""

import pytest

from bot.practice.calls.figures import digits, estimate, figure_groups
from bot.practice.calls.hearing import listen
from bot.scoring.reading import read

from .plays import play, present, varied


def heard(text: str) -> set[str]:
    return set(listen(text, varied()).acts)


OPENINGS = [
    "Good morning, Harbour Hotels, Ben speaking. How can I help?",
    "Hello, house phone, Ben. What can I do for you?",
    "Harbour Hotels, good morning, Tom here, how can I help you",
    "Reception. Maria. How may I help?",
    "hi this is harbour hotels my name is Lily how can i help",
]


@pytest.mark.parametrize("words", OPENINGS)
def test_an_opening_is_no_list_of_keywords_and_its_question_is_heard(words: str) -> None:
    assert not listen(words, varied()).keywords
    assert "asks-help" in heard(words)


@pytest.mark.parametrize("words", ["Good evening. Harbour. Alex.", "Hello, front desk, Ben.", "Harbour Hotels, Kim."])
def test_an_opening_without_a_sentence_is_none_either(words: str) -> None:
    assert not listen(words, varied()).keywords


@pytest.mark.parametrize(
    "words",
    [
        "Found it. Madrid. Lands tonight, 22:15. Courier tomorrow between 7 and 9.",
        "Bill shows open. Line back in two hours, no fee.",
    ],
)
def test_a_telegram_is_no_list_of_keywords(words: str) -> None:
    assert not listen(words, varied()).keywords


def test_a_question_beside_a_list_is_heard_and_the_list_is_not() -> None:
    said = listen("Sorry, refund, voucher, tomorrow, towels, courier. What is your name?", varied())
    assert "asks-name" in said.acts
    assert not {"apologises", "offers-refund", "offers-discount", "promises-time"} & set(said.acts)
    assert said.keywords


ACTS = {
    "takes-it-on": ["I can take care of this", "I'll take care of it right away.", "That is on us", "its my fault"],
    "sets-limit": [
        "I can't help you while you insult me",
        "Stop calling me an idiot, please",
        "stop calling me names",
        "you need to stop swearing",
        "You have to stop shouting at me or I will end the call",
    ],
    "asks-help": [
        "What is it about?",
        "What's wrong with it?",
        "So, what's up with the room?",
        "What's wrong with the booking?",
    ],
    "asks-agreement": [
        "ok for you?",
        "It is good for you?",
        "Is ok so?",
        "What would suit you better?",
        "Is everything clear?",
    ],
    "promises-time": [
        "You get it in 5 working days",
        "3 working days",
        "You would have it today",
        "you'd have it back in ten working days",
        "You'll have it on Tuesday.",
        "Tomorrow morning.",
    ],
    "offers-discount": [
        "You could have a voucher",
        "no its free",
        "It's on us, free of charge.",
        "you don't pay anything for it",
    ],
    "gives-condolence": ["my condolence", "My sincere condolences.", "I'm so sorry for your loss."],
    "gives-name": ["Ben speaking, good morning.", "Hi, this is Sam, what's going on?", "calling from Lantern, hello"],
    "says-why-calling": [
        "calling from Lantern regarding a survey",
        "it's about yesterday",
        "I call you about the bill",
    ],
    "says-what-doing": ["checking cabins", "I'm working it out now", "Yes, booking it now"],
    "refuses-kindly": ["We are unable to refund that", "I'm afraid that is not possible"],
    "blames-customer": [
        "Why didn't you call earlier?",
        "Why did you not check it",
        "You should have told us.",
        "You could have checked.",
    ],
    "insults": [
        "You idiot",
        "idiot!",
        "Are you an idiot?",
        "Idiots like you call every day",
        "What kind of moron are you",
    ],
    "asks-name": [
        "am I speaking with Mr Mensah?",
        "I speak with Mrs Mokoena please?",
        "Name and last four digits?",
        "address and name please",
    ],
    "asks-address": ["and address", "Please name and address", "Where should I send it?", "Where to?"],
    "asks-account-number": ["and his name and the customer number", "customer number please"],
    "asks-date-of-birth": ["When are you born, please?", "How old are you?"],
    "asks-anything-else": ["Else?", "Anything else?"],
    "says-goodbye": ["Have a lovely crossing, both of you!", "good night", "Sleep well and thank you", "Bye then."],
}


@pytest.mark.parametrize(("act", "words"), [(act, words) for act, said in ACTS.items() for words in said])
def test_good_acts_and_questions_in_other_peoples_words(act: str, words: str) -> None:
    assert act in heard(words)


NOT = {
    "says-goodbye": ["I can take care of this", "Let me have a good look at it."],
    "refuses-flat": [
        "If I can't help you, you'll get my supervisor",
        "I can't help you while you insult me",
        "I can't do that without your date of birth",
    ],
    "asks-what-ordered": [
        "What is it about?",
        "What is wrong with it?",
        "Which one would you prefer?",
        "What's your order number.",
    ],
    "offers-cancel": ["By the end of it you will have your money", "I'm unable to cancel this", "Did you cancel it?"],
    "dismisses": ["When did it happen?", "Please call us if it happens again"],
    "gives-name": ["am I speaking with Mr Mensah?", "haha same here", "I can send it from here"],
    "asks-booking-reference": ["What's wrong with the booking?"],
    "asks-hold": ["I put a hold on the card"],
    "promises-time": [
        "The rule is: money back within 30 days",
        "Did it arrive on Tuesday?",
        "You can return it before 45 days",
        "It left us on Monday",
    ],
    "offers-refund": [
        "The refund period is over",
        "We are unable to refund that",
        "A refund is not possible",
        "Did you get a refund?",
        "Refund is only 30 days.",
    ],
    "blames-customer": [
        "You could have a voucher",
        "You should have it by tomorrow",
        "You should not have to call twice",
    ],
    "argues": [
        "Four people put you through, that's not right",
        "That is not right, I'm sorry.",
        "What we told you yesterday is not correct",
        "you need to stop swearing",
    ],
    "rude": ["Ask her to ring us when she can", "stop calling me names"],
    "restates": ["So you will have it tomorrow", "Is there anything you'd like me to repeat?"],
    "offers-discount": ["That mistake is on us", "Tuesday at nine is free"],
    "explains": ["I am calling because of your bill"],
    "blames-colleague": ["Our technician did not come yesterday, and I am sorry"],
    "sets-limit": ["I want to help you and I will check it"],
    "insults": ["Stop calling me an idiot", "I'm not an idiot", "You called me an idiot.", "Nobody here is stupid."],
    "swears": ["Stop calling me an idiot", "I'm not an idiot"],
    "calm-down": ["Please stop shouting or I will end the call"],
    "asks-email": ["you will receive an email", "you get it by email"],
    "asks-order-number": ["I can confirm that the order number is right", "Wrong number on the order, our fault."],
    "asks-address": ["I can confirm your address is on file", "I have your address here, is that the house?"],
    "asks-agreement": ["what do you do", "Where should I send it?"],
}


@pytest.mark.parametrize(("act", "words"), [(act, words) for act, said in NOT.items() for words in said])
def test_what_only_looks_like_an_act_is_none(act: str, words: str) -> None:
    assert act not in heard(words)


def test_calling_them_an_idiot_fails_the_call_and_asking_them_to_stop_does_not() -> None:
    called = play(present())
    called.say("Please stop calling me an idiot, I want to help you.")
    assert not called.call.fails
    called.say("You idiot.")
    assert [fail.id for fail in called.call.fails] == ["profanity"]


def test_please_asks_for_what_follows_it_only() -> None:
    assert "asks-order-number" not in set(listen("Please keep the order number safe.", present()).acts)
    assert "asks-order-number" in set(listen("Please, the order number.", present()).acts)


def test_an_act_spoilt_in_one_sentence_counts_in_a_clean_one() -> None:
    acts = listen("I'm sorry but that is your own fault. I'm sorry, really.", varied()).acts
    assert acts["apologises"] == "I'm sorry, really"


def test_a_figure_of_theirs_said_again_is_read_back() -> None:
    """The order is 4471 209."""
    for words in ("Four four seven one.", "double four seven one", "4471, two oh nine"):
        assert "reads-back" in listen(words, present()).acts
    assert "reads-back" not in listen("Nine nine nine nine.", present()).acts


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        ("four one eight seven", "4187"),
        ("forty six", "46"),
        ("twenty five oh three", "2503"),
        ("double five nine", "559"),
        ("10 15", "1015"),
        ("no figure", ""),
    ],
)
def test_figures_spelled_out_are_digits(said: str, figure: str) -> None:
    assert digits(said.split()) == figure


def test_digits_in_a_row_are_one_figure() -> None:
    assert figure_groups(["four", "one", "eight", "seven"]) == 1
    assert figure_groups(["one", "of", "them"]) == 0
    assert figure_groups(["46", "euros", "at", "8"]) == 2


def test_half_a_minute_is_half_a_minute() -> None:
    assert estimate(read("half a minute")) == 30_000
