"""The scorecard: what came of a call, in figures and in the caller's own words."""

from dataclasses import replace

from bot.packs.players import Play
from bot.practice.calls.call import Scene
from bot.practice.calls.content import Outcome
from bot.practice.calls.scorecard import FAILED_CAP, LOST_CAP, Scorecard

from .plays import play, present, rate, towels, varied

SOLVES = "I'll send two towels up within ten minutes."


def card(called: Play) -> Scorecard:
    assert called.scorecard is not None
    return called.scorecard


def solved() -> Play:
    called = play(towels())
    called.say("Good evening, this is Sam at Harbour Hotels. I'm sorry about that.")
    called.say(SOLVES)
    called.say("Have a good night!")
    return called


def test_a_good_call() -> None:
    scorecard = card(solved())
    assert scorecard.outcome is Outcome.SOLVED
    assert scorecard.satisfaction == 5
    assert scorecard.overall == round((80 + 95) / 2)  # the words rate 80, and a caller who is content is worth 95
    assert all(item.done for item in scorecard.checklist)
    assert scorecard.fails == ()
    assert scorecard.handle_time == 3 * (4_000 + 2_500)


def test_a_caller_who_hung_up() -> None:
    called = play(towels())
    for words in ("Calm down.", "That is your own fault.", "You are wrong.", "What do you want?", "Calm down!"):
        if not called.over:
            called.say(words)
    scorecard = card(called)
    assert scorecard.outcome is Outcome.HUNG_UP
    assert scorecard.satisfaction == 1
    assert scorecard.overall is not None
    assert scorecard.overall <= LOST_CAP
    assert not any(item.done for item in scorecard.checklist)
    felt = {towels().acts[move.reason].felt for move in called.call.state.moves if move.reason in towels().acts}
    assert any(words and words in scorecard.felt for words in felt)


def test_an_auto_fail_caps_the_score_and_costs_satisfaction() -> None:
    called = play(towels())
    called.say("Oh shit.")
    called.say(SOLVES)
    called.say("Have a good night!")
    scorecard = card(called)
    assert scorecard.outcome is Outcome.SOLVED
    assert scorecard.overall == FAILED_CAP
    assert scorecard.satisfaction < card(solved()).satisfaction


def test_three_moments_moved_it_most_each_with_its_sentence() -> None:
    called = play(present())
    called.say("Calm down. I understand how awful that is.")
    called.say("You are wrong.")
    called.say("I'm so sorry.")
    called.say("Thank you.")
    called.press("close")
    moments = card(called).moments
    assert len(moments) == 3
    assert {moment.quote for moment in moments} >= {"Calm down", "You are wrong"}
    assert [moment.at for moment in moments] == sorted(moment.at for moment in moments)
    smallest = min(abs(moment.amount) for moment in moments)
    assert all(abs(move.amount) <= smallest for move in called.call.state.moves if move.quote == "Thank you")


def test_the_curve_goes_from_the_first_to_the_last_moment() -> None:
    called = solved()
    curve = card(called).curve
    assert curve[0] == (0, towels().caller.tension)
    assert curve[-1] == (card(called).handle_time, called.call.state.tension)
    assert [at for at, _ in curve] == sorted(at for at, _ in curve)


def test_holds_are_counted_and_the_open_one_too() -> None:
    called = play(present())
    called.say("May I put you on hold for one minute while I check?")
    called.press("hold")
    called.at += 30_000
    called.press("back")
    called.press("hold")
    called.at += 9_000
    called.press("close")
    assert card(called).holds == 2
    assert card(called).hold_time == 31_000 + 10_000


def test_the_talk_share_counts_words() -> None:
    called = play(towels())
    called.say("one two three four")
    called.press("close")
    agent = 4
    caller = sum(len(spoken.text.split()) for spoken in called.call.log if spoken.who == "caller")
    assert card(called).talk_share == round(agent / (agent + caller), 2)


def test_keywords_are_not_rated() -> None:
    asked: list[str] = []
    scene = Scene(present(), lambda question, text: (asked.append(text), rate(question, text))[1])
    called = Play(scene)
    called.say("apology, empathy, refund, replacement, courier, tomorrow")
    called.say("Hello, what did you order?")
    called.press("close")
    assert asked == ["Hello, what did you order?"]


def test_nothing_said_is_not_rated() -> None:
    called = play(present())
    while not called.over:
        called.wait()
    assert card(called).score is None
    assert card(called).overall is None
    assert card(called).satisfaction == 1


def test_adapting_is_measured_in_words_a_sentence() -> None:
    script = varied(("  wants: Two towels, soon.\n", "  wants: Two towels, soon.\n  traits: [second-language]\n"))
    called = play(script)
    called.say("Bear with me while I have a look for you, it will not take very long.")
    called.say("I look now. I will send two towels.")
    called.press("close")
    adapted = card(called).adapted[0]
    assert adapted.trait == "second-language"
    assert adapted.before == 16.0
    assert adapted.after == 4.0
    assert adapted.advice


def test_a_caller_without_a_clue_has_nothing_to_adapt_to() -> None:
    assert card(solved()).adapted == ()


def test_the_words_are_rated_as_an_answer_to_the_checklist() -> None:
    question = present().question
    assert {item.id for item in question.look_for} >= {"replacement", "by-when", "cared"}
    assert round(sum(question.weights.values()), 6) == 1
    assert replace(question, version="").strong_answer == ""
