"""The rules of a call: silence and holds."""

from dataclasses import replace

import pytest

from bot.packs.players import START
from bot.practice.calls.call import READING, SILENCES, Phase
from bot.practice.calls.call_steps import step
from bot.practice.calls.content import Outcome
from bot.practice.calls.effects import (
    CallLine,
    PutDesk,
    ReplyOnCall,
    ShowScorecard,
    TellOnCall,
)
from bot.practice.calls.events import LinePosted
from bot.practice.effects import Line, Reply, ShowForm
from bot.practice.events import (
    DeadlinePassed,
    FormOpened,
    Said,
    Stopped,
    TypingSeen,
)
from bot.practice.timing import ARRIVAL, TYPING_LASTS, Pace

from .plays import MINUTE, SOLVES, play, present, press, said, towels, varied, wakes

# Silence


@pytest.mark.parametrize("pace", list(Pace))
def test_silence_is_counted_from_the_line_in_discord_and_its_reading(pace: Pace) -> None:
    called = play(towels(), pace=pace)
    words = len(called.call.log[0].text.split())
    assert called.call.silent_at == START + READING * words + SILENCES[pace]
    assert called.call.wake_at == called.call.silent_at + ARRIVAL


def test_no_clock_runs_while_the_line_is_on_its_way() -> None:
    called = play(towels())
    waiting = replace(called.call, line_at=None)
    assert waiting.wake_at is None
    posted, _ = step(waiting, LinePosted(START + 9_000, 1, 0), called.scene)
    assert posted.line_at == START + 9_000


def test_an_older_line_does_not_start_the_clock() -> None:
    called = play(towels())
    called.say("ok")
    at = called.call.line_at
    called.take(LinePosted(called.at + 5_000, 1, 0))
    assert called.call.line_at == at


def test_three_silences_hello_annoyed_and_gone() -> None:
    called = play(towels())
    voice, start = towels().voice, towels().caller.tension
    assert said(wakes(called)) in voice["hello"]
    first = called.call.state.tension
    assert said(wakes(called)) in (*voice["hello-again"], *voice.get("hello-again-hot", ()))
    assert called.call.state.tension - first > first - start > 0
    effects = wakes(called)
    assert said(effects) in voice["hello-gone"]
    assert called.call.outcome is Outcome.ABANDONED
    assert ShowScorecard() in effects


def test_words_end_the_row_of_silences() -> None:
    called = play(towels())
    wakes(called)
    called.say("Hello, this is Sam.")
    assert called.call.silences == 0


def test_typing_holds_the_silence_back() -> None:
    called = play(towels())
    silent = called.call.silent_at
    assert silent is not None
    called.take(TypingSeen(silent - 1_000))
    assert called.call.silent_at == silent - 1_000 + max(SILENCES[Pace.REAL], TYPING_LASTS)


def test_typing_dated_before_the_line_says_nothing() -> None:
    called = play(towels())
    silent = called.call.silent_at
    called.take(TypingSeen(START - 1_000))
    assert called.call.silent_at == silent


def test_an_open_form_is_given_time() -> None:
    called = play(towels())
    silent = called.call.silent_at
    assert silent is not None
    assert called.take(FormOpened(START + 1_000, 1, 0, 0)) == [ShowForm(0, 0)]
    assert called.call.silent_at is not None
    assert called.call.silent_at - silent > SILENCES[Pace.REAL]


def test_the_bot_was_away_and_it_is_nobodys_silence() -> None:
    called = play(towels())
    due = called.call.wake_at
    assert due is not None
    before = called.call.state.tension
    effects = called.take(DeadlinePassed(due + 5 * MINUTE))
    assert said(effects) in towels().voice["resumed"]
    assert called.call.state.tension == before
    assert called.call.silences == 0


def test_once_solved_silence_is_a_goodbye() -> None:
    called = play(towels())
    called.say(SOLVES)
    wakes(called)
    assert called.call.outcome is Outcome.SOLVED


# Holds


def test_an_announced_hold_costs_nothing() -> None:
    called = play(towels())
    called.say("May I put you on hold for two minutes while I ask for towels?")
    before = called.call.state.tension
    assert PutDesk() in press(called, "hold")
    assert called.call.phase is Phase.HOLDING
    assert called.call.hold.asked
    assert called.call.hold.estimate == 2 * MINUTE
    assert called.call.state.tension == before


def test_hold_without_asking_raises_tension() -> None:
    called = play(towels())
    before = called.call.state.tension
    press(called, "hold")
    assert called.call.state.moves[-1].reason == "hold-unasked"
    assert called.call.state.tension > before


def test_asked_and_pressed_at_once_was_asked() -> None:
    """The question has not been answered when Hold is pressed: it is heard first."""
    called = play(towels())
    called.at += 3_000
    called.take(Said(called.at, called.snowflake() + 1, "Can I put you on hold for a minute while I check?"))
    effects = press(called, "hold")
    assert said(effects)
    assert called.call.hold.asked


def test_furious_they_refuse_and_mind_being_held() -> None:
    script = varied(("  wants: Two towels, soon.\n", "  wants: Two towels, soon.\n  tension: 9\n"))
    called = play(script)
    assert called.say("Can I put you on hold?") in script.voice["hold-no"]
    press(called, "hold")
    assert called.call.state.moves[-1].reason == "hold-against-will"


def test_a_hold_kept_as_said_counts_for_the_agent() -> None:
    called = play(present())
    called.say("May I put you on hold for one minute while I check?")
    press(called, "hold")
    effects = press(called, "back", 50_000)
    assert called.call.phase is Phase.TALKING
    assert said(effects) in present().voice["hold-back"]
    assert [move.reason for move in called.call.state.moves][-1] == "hold-kept"
    assert called.call.hold.until == called.at


def test_back_too_late_is_said() -> None:
    called = play(present())
    called.say("May I put you on hold for half a minute while I check?")
    press(called, "hold")
    assert said(press(called, "back", 60_000)) in present().voice["hold-back-late"]


def test_each_45_seconds_beyond_the_estimate_annoy() -> None:
    called = play(present())
    called.say("May I put you on hold for one minute while I check?")
    press(called, "hold")
    assert called.call.wake_at == called.at + 105_000
    wakes(called)
    assert called.call.state.moves[-1].reason == "hold-too-long"


def test_two_silent_minutes_fail_three_are_forgotten_five_gone() -> None:
    called = play(present())
    called.say("May I put you on hold for two minutes while I check?")
    press(called, "hold")
    since = called.call.hold.since
    heard = []
    while not called.over:
        effects = wakes(called)
        if text := said(effects):
            heard.append((called.at - since, text))
    assert [fail.id for fail in called.call.fails] == ["two-silent-minutes"]
    assert called.call.fails[0].at == since + 2 * MINUTE
    assert heard[0][0] == 3 * MINUTE
    assert heard[0][1] in present().voice["hold-forgotten"]
    assert heard[-1][0] == 5 * MINUTE
    assert called.call.outcome is Outcome.ABANDONED


def test_checking_in_in_time_fails_nothing() -> None:
    called = play(present())
    for _ in range(4):
        called.say("May I put you on hold for one minute while I check?")
        press(called, "hold")
        press(called, "back", 44_000)
    assert called.call.fails == ()
    assert called.call.phase is Phase.TALKING


def test_words_on_hold_take_them_off_it() -> None:
    called = play(present())
    called.say("May I put you on hold for one minute?")
    press(called, "hold")
    called.at += 20_000
    effects = called.take(Said(called.at, called.snowflake() + 1, "Thank you for holding."))
    assert effects[:2] == [TellOnCall(CallLine.CAME_BACK), PutDesk()]
    assert called.call.phase is Phase.TALKING
    assert called.call.pending == 1


def test_words_sent_before_the_hold_that_come_after_it_make_no_hold_of_less_than_nothing() -> None:
    called = play(present())
    called.say("May I put you on hold for one minute?")
    press(called, "hold")
    called.take(Said(called.call.hold.since - 500, called.snowflake() + 1, "One moment."))
    assert called.call.hold.until == called.call.hold.since


def test_buttons_of_another_state_are_told() -> None:
    called = play(present())
    assert press(called, "back") == [ReplyOnCall(CallLine.NOT_ON_HOLD)]
    press(called, "hold")
    assert press(called, "hold") == [ReplyOnCall(CallLine.ALREADY_ON_HOLD)]
    called.take(Stopped(called.at))
    assert press(called, "back") == [Reply(Line.OLD_BUTTON)]


def test_away_in_the_middle_of_a_hold_it_goes_on_where_it_was() -> None:
    called = play(present())
    called.say("May I put you on hold for one minute?")
    press(called, "hold")
    due = called.call.wake_at
    assert due is not None
    assert called.take(DeadlinePassed(due + 10 * MINUTE)) == []
    assert called.call.phase is Phase.HOLDING
    assert called.call.wake_at == due + 10 * MINUTE
