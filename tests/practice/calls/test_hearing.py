"""What the caller hears: acts in usual wordings, and nothing that was not said or not asked."""

import pytest

from bot.practice.calls.hearing import listen

from .plays import present, varied

HARD_OF_HEARING = (("  wants: Two towels, soon.\n", "  wants: Two towels, soon.\n  traits: [hard-of-hearing]\n"),)


def heard(text: str) -> set[str]:
    return set(listen(text, present()).acts)


@pytest.mark.parametrize(
    ("fact", "question"),
    [
        ("order-number", "What's your order number?"),
        ("order-number", "Could you give me the order number please"),
        ("order-number", "order nr?"),
        ("order-number", "I'll need your order number."),
        ("order-number", "Do you have the number of the order there?"),
        ("order-number", "And your order reference, madam?"),
        ("name", "May I have your full name?"),
        ("name", "Who am I speaking with?"),
        ("name", "name pls"),
        ("name", "Can you spell your surname for me?"),
        ("name", "and your name please madam"),
        ("address", "Could you confirm your address for me, please?"),
        ("address", "Where do you live?"),
        ("phone", "What is the best number to reach you?"),
        ("email", "Can I take your email address?"),
        ("date-of-birth", "For security, when were you born?"),
        ("date-of-birth", "Please tell me your date of birth."),
        ("what-ordered", "What did you order?"),
        ("what-ordered", "Can you tell me a little about what you ordered?"),
        ("date-ordered", "When did you place the order?"),
        ("party", "When do you need it by?"),
        ("party", "And when is his birthday?"),
    ],
)
def test_questions_are_heard_in_any_usual_wording(fact: str, question: str) -> None:
    assert f"asks-{fact}" in heard(question)


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("order-number", "I have your order number here."),
        ("order-number", "Can I put you on hold while I check the order number?"),
        ("order-number", "I don't need your order number."),
        ("address", "Shall I send it to your address?"),
        ("name", "My name is Sam."),
        ("email", "You will get a confirmation email."),
        ("phone", "I'll call you on your phone number tomorrow."),
    ],
)
def test_what_is_only_mentioned_is_not_asked(fact: str, words: str) -> None:
    assert f"asks-{fact}" not in heard(words)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("apologises", "I'm so sorry about this."),
        ("apologises", "My apologies, madam."),
        ("takes-it-on", "I'll sort this out for you."),
        ("takes-it-on", "Leave it with me."),
        ("shows-understanding", "I can see why you're upset."),
        ("restates", "So you ordered a train and it never came, is that right?"),
        ("asks-hold", "May I put you on hold for two minutes?"),
        ("asks-hold", "Could you hold the line for a moment please?"),
        ("hold-estimate", "Could you hold for about two minutes while I ask?"),
        ("hold-reason", "Could you hold for about two minutes while I ask?"),
        ("promises-time", "It will be there tomorrow before six."),
        ("promises-time", "You'll have it within three working days."),
        ("offers-refund", "I can give you your money back."),
        ("offers-call-back", "I will call you back this afternoon."),
        ("offers-supervisor", "I'll get my supervisor for you."),
        ("says-what-doing", "Let me just look that up."),
        ("asks-anything-else", "Is there anything else I can do for you?"),
        ("says-goodbye", "Have a lovely day!"),
        ("calm-down", "You need to calm down."),
        ("blames-customer", "You should have checked that."),
        ("argues", "That is not true, you are wrong."),
        ("refuses-flat", "There's nothing I can do."),
        ("swears", "What the fuck do you want?"),
    ],
)
def test_usual_acts_are_heard(act: str, words: str) -> None:
    assert act in heard(words)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("offers-refund", "I can't refund that."),
        ("takes-it-on", "I won't sort this out for you."),
        ("calm-down", "I would never tell you to calm down."),
        ("asks-hold", "I won't put you on hold."),
    ],
)
def test_what_is_denied_is_not_done(act: str, words: str) -> None:
    assert act not in heard(words)


def test_nothing_good_comes_of_a_sentence_with_blame() -> None:
    acts = heard("I'm sorry but that is your own fault. What did you order?")
    assert {"blames-customer", "asks-what-ordered"} <= acts
    assert "apologises" not in acts


@pytest.mark.parametrize(
    "words",
    [
        "apology, empathy, refund, replacement, tomorrow, courier",
        "Sorry. Refund. Replacement. Courier. Tomorrow. Empathy.",
        "thank, send, two, trains, within, ten, minutes, right",
        "sorry refund replacement courier tomorrow empathy ownership solution",
    ],
)
def test_a_list_of_keywords_says_nothing(words: str) -> None:
    assert not {"apologises", "offers-refund", "offers-replacement", "promises-time"} & heard(words)


def test_short_questions_and_figures_are_no_keywords() -> None:
    assert {"asks-name", "asks-order-number"} <= heard("Full name? Order number?")
    assert not listen("Four, two, eight, seven.", present()).keywords
    assert not listen("Yes, sure, okay, right.", present()).keywords
    assert not listen("Brightline Mobile, good morning, Alex speaking, billing department.", present()).keywords


@pytest.mark.parametrize(
    ("words", "ms"),
    [
        ("May I put you on hold for two minutes?", 120_000),
        ("Can you hold for 30 seconds?", 30_000),
        ("Would you hold a minute, please?", 60_000),
        ("May I put you on hold for a couple of minutes?", 120_000),
        ("Can you hold for half a minute?", 30_000),
        ("Can I put you on hold?", None),
    ],
)
def test_the_time_of_a_hold_is_heard(words: str, ms: int | None) -> None:
    assert listen(words, present()).estimate == ms


def test_a_question_that_is_no_act_is_known_for_one() -> None:
    assert listen("Are you wearing shoes today?", present()).open_question
    assert not listen("What did you order?", present()).open_question


def test_hard_of_hearing_long_sentences_are_lost_and_short_ones_not() -> None:
    script = varied(*HARD_OF_HEARING)
    long = (
        "I would be very happy to send two towels up to your room right now if you could just tell me which "
        "room you are staying in at the moment."
    )
    lost = listen(long, script)
    assert lost.missed
    assert lost.too_much == ("hard-of-hearing",)
    assert "sends-towels" not in lost.acts
    assert "sends-towels" in listen("I will send two towels up.", script).acts


def test_hard_of_hearing_two_figures_at_once_are_too_many() -> None:
    script = varied(*HARD_OF_HEARING)
    assert listen("It is 46 euros. They come at 8.", script).too_much
    assert not listen("It is 46 euros.", script).too_much


def test_bad_words_are_heard_even_when_lost() -> None:
    script = varied(*HARD_OF_HEARING)
    words = "Calm down and listen to me because I have been telling you for twenty minutes now that nothing will come."
    assert "calm-down" in listen(words, script).acts


@pytest.mark.parametrize("words", ["", "???", "💜", "\x00\x01", "a" * 5000, "1 2 3", "-- -- --", "。。。"])
def test_anything_can_be_listened_to(words: str) -> None:
    listen(words, present())
