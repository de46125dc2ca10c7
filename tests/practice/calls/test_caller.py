"""How the caller answers: every question, nothing unasked, never twice the same, and tension by reasons."""

import pytest

from bot.practice.calls.content import Outcome

from .plays import play, present, towels, varied

BRUSQUE = "What do you want?"


def test_the_caller_speaks_first_and_the_tension_begins_as_written() -> None:
    called = play(present())
    assert called.call.log[0].text in present().opening
    assert called.call.state.tension == present().caller.tension


def test_all_questions_of_one_message_are_answered() -> None:
    said = play(present()).say("May I have your name and the order number please?")
    assert "Ruth Adeyemi" in said
    assert "4471 209" in said


@pytest.mark.parametrize(
    "words", ["I'm so sorry.", "Hello, this is Sam.", "ok", "Purple monkey.", "Let me see.", "Bye."]
)
def test_no_fact_is_told_unasked(words: str) -> None:
    script = present()
    for seed in range(8):
        said = play(script, seed).say(words)
        for name in ("name", "order-number", "address", "phone"):
            assert script.facts[name].value not in said


def test_a_fact_that_the_caller_has_not_is_not_invented() -> None:
    script = present()
    assert play(script).say("What is your account number?").startswith(tuple(script.facts["account-number"].say))


def test_asked_again_they_say_so_and_mind() -> None:
    called = play(towels())
    first = called.say("What is your name please?")
    before = called.call.state.tension
    again = called.say("What is your name please?")
    assert "Ines Moura" in first
    assert "Ines Moura" in again
    assert again != first
    assert called.call.state.tension > before


def test_no_wording_comes_twice() -> None:
    called = play(present())
    for number in range(30):
        called.say(["ok", "I see.", "Let me see now.", "Thank you.", "Hello again."][number % 5])
    said = [line for line in called.call.state.said if line]
    assert len(said) == len(set(said))
    assert len({spoken.text for spoken in called.call.log if spoken.who == "caller"}) == 31


def test_not_understood_is_free_once() -> None:
    called = play(present())
    start = called.call.state.tension
    first = called.say("Purple monkey dishwasher.")
    assert first in present().voice["huh"]
    assert called.call.state.tension == start
    called.say("The invoice was on the fifth.")
    assert called.call.state.tension > start
    assert called.call.state.moves[-1].reason == "not-understood"


@pytest.mark.parametrize("word", ["ok", "Yes.", "mhm", "I see", "right"])
def test_a_short_yes_is_no_misunderstanding(word: str) -> None:
    called = play(present())
    called.say(word)
    called.say("okay")
    assert called.call.state.puzzled == 0


def test_the_same_kindness_counts_less_each_time() -> None:
    called = play(present())
    for words in (
        "I understand how awful that is.",
        "I understand how awful that is.",
        "I understand how awful that is.",
    ):
        called.say(words)
    amounts = [move.amount for move in called.call.state.moves if move.reason == "shows-understanding"]
    assert amounts[0] < amounts[1] < amounts[2] < 0


def test_sorry_again_with_nothing_done_is_a_formula() -> None:
    called = play(present())
    called.say("I'm sorry.")
    before = called.call.state.tension
    called.say("I'm really sorry.")
    assert called.call.state.moves[-1].reason == "formula"
    assert called.call.state.tension > before


def test_sorry_again_after_something_was_done_is_none() -> None:
    called = play(present())
    called.say("I'm sorry.")
    called.say("I'll sort this out for you.")
    called.say("I'm really sorry about it.")
    assert "formula" not in [move.reason for move in called.call.state.moves]


def test_the_temper_scales_what_heats() -> None:
    rise = {}
    for temper in ("mild", "even", "fiery"):
        script = varied(("  wants: Two towels, soon.\n", f"  wants: Two towels, soon.\n  temper: {temper}\n"))
        called = play(script)
        called.say("Calm down.")
        rise[temper] = called.call.state.tension - script.caller.tension
    assert rise["mild"] < rise["even"] < rise["fiery"]


def test_a_move_names_its_reason_and_the_sentence() -> None:
    called = play(present())
    called.say("Hello. You need to calm down. What did you order?")
    move = next(move for move in called.call.state.moves if move.reason == "calm-down")
    assert move.quote == "You need to calm down"
    assert move.because == "You told them to calm down."
    assert move.amount > 0


def test_at_ten_the_caller_hangs_up_with_a_line() -> None:
    called = play(towels())
    for words in ("Calm down.", "That is your own fault.", "You are wrong.", BRUSQUE, "Calm down!", "Shut up, idiot."):
        if not called.over:
            last = called.say(words)
    assert called.call.outcome is Outcome.HUNG_UP
    assert called.call.state.tension == 10
    assert last in towels().voice["hung-up"]


def test_keywords_are_not_understood_and_mind() -> None:
    called = play(present())
    before = called.call.state.tension
    said = called.say("apology, empathy, refund, replacement, courier, tomorrow")
    assert said in present().voice["keywords"]
    assert called.call.state.tension > before


def test_whatever_the_order_done_is_done() -> None:
    """The solution in one message: the caller goes to the end from the first beat."""
    called = play(towels())
    said = called.say("I'll send two towels up to your room within ten minutes.")
    assert said in towels().beats[-1].enter
    assert called.call.state.solved


def test_solved_a_goodbye_ends_it() -> None:
    called = play(towels())
    called.say("I'll send two towels up within ten minutes.")
    called.say("Have a good night!")
    assert called.call.outcome is Outcome.SOLVED


def test_a_goodbye_too_early_is_not_taken() -> None:
    called = play(towels())
    called.say("Hello, this is the desk.")
    assert called.say("Goodbye!") in towels().voice["goodbye-early"]
    assert called.call.outcome is None


def test_done_but_for_something_they_do_not_say_that_nothing_was_solved() -> None:
    """Two of three things are done."""
    third = "  - {id: cares, says: cared, acts: [apologises], missing: Say sorry.}\n\nmodel:\n"
    called = play(varied(("\nmodel:\n", third)))
    called.say("I'll send two towels up within ten minutes.")
    assert called.say("Anything else?") in towels().voice["goodbye-nearly"]


def test_how_can_i_help_is_answered() -> None:
    """A question that is not answered is no talk between people."""
    for words in ("Good evening, this is Sam. How can I help?", "hello thanks for calling, what can I do for you"):
        said = play(towels()).say(words)
        assert said.startswith(tuple(towels().voice["asks-help"]))


def test_solved_and_goodbye_in_one_message_beside_a_reply_of_its_own() -> None:
    reply = 'replies:\n  - heard: [thanks]\n    say: ["Not at all.", "Any time."]\n\nchecklist:\n'
    called = play(varied(("checklist:\n", reply)))
    called.say("I'll send two towels up within ten minutes.")
    said = called.say("Thank you for calling. Good night!")
    assert said.startswith(("Not at all.", "Any time."))
    assert called.call.outcome is Outcome.SOLVED


def test_relief_does_not_swallow_what_they_say_to_another_thing() -> None:
    for own, kept in (("Not at all.", True), ("Why is that?", False)):  # a question would ask for what is there already
        reply = f'replies:\n  - heard: [thanks]\n    say: ["{own}", "Hm. {own}"]\n\nchecklist:\n'
        said = play(varied(("checklist:\n", reply))).say("Thank you. I'll send two towels up within ten minutes.")
        assert (own in said) is kept
        assert any(line in said for line in towels().beats[-1].enter)


def test_a_reply_of_its_own_is_enough() -> None:
    """No prompt behind it, which may not know what was said."""
    reply = 'replies:\n  - heard: [greets]\n    say: ["Evening.", "Yes, hello."]\n\nchecklist:\n'
    assert play(varied(("checklist:\n", reply))).say("Good evening!") in ("Evening.", "Yes, hello.")


def test_a_sentence_begins_with_a_capital_though_a_value_does_not() -> None:
    called = play(varied(('    value: "412"', "    value: the blue one")))
    said = [called.say("Which room are you in?") for _ in range(6)]
    assert any(line.startswith("The blue one") for line in said)
    assert not any(line.startswith("the blue one") for line in said)


def test_told_what_comes_next_they_let_the_agent_go() -> None:
    called = play(towels())
    called.say("I will call you back about it.")
    called.say("Goodbye!")
    assert called.call.outcome is Outcome.CLOSED
    assert not called.call.fails


def test_an_offended_caller_does_not_go_on_as_if_nothing_was() -> None:
    called = play(present())
    said = called.say("Calm down. What is your name?")
    assert not any(line in said for line in present().beats[1].enter)


def test_the_clue_costs_nothing_when_it_first_shows() -> None:
    script = varied(("  wants: Two towels, soon.\n", "  wants: Two towels, soon.\n  traits: [second-language]\n"))
    called = play(script)
    start = called.call.state.tension
    said = called.say("Bear with me.")
    assert said in script.caller.traits[0].lines
    assert called.call.state.clue_at is not None
    assert called.call.state.tension <= start
    called.say("Bear with me while I get the ball rolling.")
    assert called.call.state.moves[-1].reason == "too-much"


def test_somebody_in_a_hurry_minds_the_minutes() -> None:
    script = varied(("  wants: Two towels, soon.\n", "  wants: Two towels, soon.\n  traits: [in-a-hurry]\n"))
    called = play(script)
    called.say("ok", think=9_000)
    called.at += 180_000
    called.say("ok", think=0)
    assert "by-the-clock" in [move.reason for move in called.call.state.moves]


def test_a_fact_told_just_now_can_be_answered_to() -> None:
    reply = 'replies:\n  - heard: [told-room]\n    say: ["It\'s a nice room.", "Sea view."]\n\nchecklist:\n'
    script = varied(("checklist:\n", reply))
    said = play(script).say("Which room are you in?")
    assert "412" in said
    assert said.endswith(("It's a nice room.", "Sea view."))


def test_the_same_seed_gives_the_same_call() -> None:
    words = ["Hello.", "I'm sorry. What did you order?", "ok", "What?", "Calm down."]
    logs = []
    for seed in (5, 5, 6):
        called = play(present(), seed)
        for line in words:
            called.say(line)
        logs.append([spoken.text for spoken in called.call.log])
    assert logs[0] == logs[1]
    assert logs[0] != logs[2]
