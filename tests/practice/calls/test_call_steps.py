"""The rules of a call: the clock, silence, holds, look-ups, handing over, and ends."""

from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from bot.packs.players import START, Play
from bot.practice.calls.call import ANSWER_AFTER, READING, SILENCES, Call, Phase
from bot.practice.calls.call_steps import MOST_MESSAGES, MOST_SAID, TRANSITIONS, step
from bot.practice.calls.content import Outcome
from bot.practice.calls.effects import (
    CallLine,
    KeepCall,
    PutBriefing,
    PutDesk,
    ReplyOnCall,
    SayLine,
    ShowRecord,
    ShowScorecard,
    TellOnCall,
)
from bot.practice.calls.events import BackPressed, HoldPressed, LinePosted, LookUpPressed, TransferPressed
from bot.practice.effects import DropThread, Effect, Line, OpenThread, Reply, ReplyLate, Share, ShowForm, Tell
from bot.practice.events import (
    Changed,
    DeadlinePassed,
    FormOpened,
    FormSubmitted,
    Gone,
    PickedUp,
    Refused,
    Resumed,
    Said,
    SharePressed,
    Started,
    Stopped,
    ThreadOpened,
    TypingSeen,
)
from bot.practice.timing import ARRIVAL, IDLE, TYPING_LASTS, Pace

from .plays import play, present, towels, varied

MINUTE = 60_000
SOLVES = "I'll send two towels up within ten minutes."


def fresh() -> Play:
    """A call in its lobby."""
    called = play(towels())
    called.call = replace(called.call, phase=Phase.OPENING, caller=None, log=(), taken_at=None)
    return called


def press(called: Play, what: str, after: int = 1_000) -> list[Effect]:
    called.at += after
    kinds = {"hold": HoldPressed, "back": BackPressed}
    return called.take(kinds[what](called.at, called.snowflake()))


def look_up(called: Play, record: str) -> list[Effect]:
    called.at += 1_000
    return called.take(LookUpPressed(called.at, called.snowflake(), record))


def said(effects: list[Effect]) -> str:
    return " ".join(effect.text for effect in effects if isinstance(effect, SayLine))


def wakes(called: Play) -> list[Effect]:
    """The next thing that happens by itself."""
    due = called.call.wake_at
    assert due is not None
    called.at = due
    return called.take(DeadlinePassed(due))


# Lobby


def test_the_card_comes_with_the_thread_and_the_caller_once_it_is_taken() -> None:
    called = fresh()
    assert called.take(Started(START)) == [OpenThread()]
    assert called.take(ThreadOpened(START, 9)) == [PutBriefing()]
    desk, line = called.take(PickedUp(START + 1))
    assert desk == PutDesk()
    assert isinstance(line, SayLine)
    assert line.text in towels().opening


def test_nobody_takes_the_call() -> None:
    called = fresh()
    called.take(Started(START))
    called.take(ThreadOpened(START, 9))
    assert called.call.wake_at == START + IDLE
    assert called.take(DeadlinePassed(START + IDLE)) == [Tell(Line.STILL_THERE)]
    assert called.take(DeadlinePassed(START + 2 * IDLE)) == [TellOnCall(CallLine.NOT_STARTED)]
    assert called.over


def test_words_before_the_call_is_taken_are_not_said_to_the_caller() -> None:
    called = fresh()
    called.take(Started(START))
    called.take(ThreadOpened(START, 9))
    assert called.take(Said(START + 5, called.snowflake() + 5, "Hello?")) == [Tell(Line.PICK_UP_FIRST)]
    assert called.call.log == ()


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


# Words


def test_a_sentence_in_pieces_is_answered_once() -> None:
    called = play(towels())
    at = START + 4_000
    called.take(Said(at, called.snowflake() + 1, "I'll send two towels"))
    called.take(Said(at + 2_000, called.snowflake() + 2, "within ten minutes"))
    assert called.call.wake_at == at + 2_000 + ANSWER_AFTER
    assert said(called.take(DeadlinePassed(at + 3_000))) == ""
    effects = called.take(DeadlinePassed(at + 2_000 + ANSWER_AFTER))
    assert said(effects) in towels().beats[-1].enter


def test_still_typing_is_not_answered_into() -> None:
    called = play(towels())
    at = START + 4_000
    called.take(Said(at, called.snowflake() + 1, "I'll send"))
    called.take(TypingSeen(at + 1_000))
    assert called.call.wake_at == at + 1_000 + TYPING_LASTS


def test_a_message_seen_already_is_not_heard_again() -> None:
    called = play(towels())
    event = Said(START + 4_000, called.snowflake() + 1, "Hello")
    called.take(event)
    called.take(event)
    assert called.call.pending == 1


def test_pictures_are_told_once() -> None:
    called = play(towels())
    assert called.take(Said(START + 1, called.snowflake() + 1, "")) == [Tell(Line.NO_WORDS)]
    assert called.take(Said(START + 2, called.snowflake() + 2, "…")) == []


def test_a_form_is_answered_at_once() -> None:
    called = play(towels())
    effects = called.take(FormSubmitted(START + 9_000, 77, 0, 0, SOLVES))
    assert said(effects) in towels().beats[-1].enter


def test_a_form_after_the_end_gives_the_words_back() -> None:
    called = play(towels())
    called.take(Stopped(START + 1))
    assert called.take(FormSubmitted(START + 2, 78, 0, 0, "too late")) == [ReplyLate(Line.LATE, "too late")]


def test_an_edit_changes_nothing_and_is_told_once() -> None:
    called = play(towels())
    called.take(Said(START + 1, called.snowflake() + 1, "Hello"))
    number = called.call.log[-1].message_id
    before = called.call.log
    assert called.take(Changed(START + 2, number)) == [Tell(Line.CHANGED)]
    assert called.take(Changed(START + 3, number)) == []
    assert called.call.log == before


def test_the_longest_silence_is_the_agents() -> None:
    called = play(towels())
    called.say("Hello", think=3_000)
    called.say("ok", think=9_000)
    assert called.call.longest_silence == 9_000


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


# Look-ups


def test_a_record_comes_after_its_seconds() -> None:
    called = play(present())
    assert PutDesk() in look_up(called, "order")
    assert called.call.look_up is not None
    assert called.call.look_up.due == called.at + 20_000
    while called.call.look_up:
        effects = wakes(called)
    assert ShowRecord("order") in effects
    assert called.call.looked_up == ("order",)


def test_one_look_up_at_a_time_and_known_records_at_once() -> None:
    called = play(present())
    look_up(called, "order")
    assert look_up(called, "stock") == [ReplyOnCall(CallLine.LOOKING_UP)]
    assert look_up(called, "nothing") == [ReplyOnCall(CallLine.NO_SUCH_RECORD)]
    while called.call.look_up:
        wakes(called)
    assert look_up(called, "order") == [ShowRecord("order")]


def test_saying_what_one_does_makes_them_patient() -> None:
    silent, telling = play(present()), play(present())
    for called, words in ((silent, "Hello."), (telling, "Let me look that up for you.")):
        called.say(words)
        look_up(called, "order")
    assert silent.call.silent_at is not None
    assert telling.call.silent_at is not None
    waits = [called.call.silent_at - called.at for called in (silent, telling) if called.call.silent_at]
    assert waits[1] - waits[0] > 5_000


def test_a_record_can_come_during_a_hold() -> None:
    called = play(present())
    called.say("May I put you on hold for one minute while I check?")
    press(called, "hold")
    look_up(called, "order")
    assert ShowRecord("order") in wakes(called)
    assert called.call.phase is Phase.HOLDING


# Handing over


def test_where_nobody_takes_it_they_stay() -> None:
    called = play(towels())
    before = called.call.state.tension
    called.press("transfer")
    assert called.call.phase is Phase.TALKING
    assert called.call.state.tension > before


TRANSFER = (("beats:\n", "transfer: {allowed: true, to: the night manager}\n\nbeats:\n"),)


def test_a_warm_handover_escalates() -> None:
    called = play(varied(*TRANSFER))
    called.say("I'll put you through to the night manager, so you don't have to explain it again.")
    called.press("transfer")
    assert called.call.outcome is Outcome.ESCALATED


def test_a_cold_one_meets_an_objection_and_then_leaves_them_behind() -> None:
    called = play(varied(*TRANSFER))
    called.press("transfer")
    assert called.call.phase is Phase.TALKING
    assert called.call.state.moves[-1].reason == "passed-on"
    called.press("transfer")
    assert called.call.outcome is Outcome.CLOSED


# Ends and auto-fails


def test_closed_once_solved() -> None:
    called = play(towels())
    called.say(SOLVES)
    called.press("close")
    assert called.call.outcome is Outcome.SOLVED
    assert called.call.fails == ()


def test_closed_in_the_middle_is_hanging_up_on_them() -> None:
    called = play(towels())
    called.say("Hello.")
    called.press("close")
    assert called.call.outcome is Outcome.CLOSED
    assert [fail.id for fail in called.call.fails] == ["hanging-up"]
    assert called.call.fails[0].instead


def test_closed_with_the_next_step_told_is_not() -> None:
    called = play(towels())
    called.say("I will call you back about it.")
    called.press("close")
    assert called.call.outcome is Outcome.CLOSED
    assert called.call.fails == ()


def test_the_last_words_count_though_close_is_pressed_at_once() -> None:
    called = play(towels())
    called.at += 3_000
    called.take(Said(called.at, called.snowflake() + 1, SOLVES))
    called.press("close")
    assert called.call.outcome is Outcome.SOLVED


def test_swearing_at_them_fails() -> None:
    called = play(present())
    called.say("What the fuck do you want?")
    assert [fail.id for fail in called.call.fails] == ["profanity"]
    assert called.call.fails[0].quote == "What the fuck do you want?"


def test_swearing_that_others_did_does_not() -> None:
    called = play(present())
    called.say("The customer said 'what the fuck' to my colleague.")
    assert called.call.fails == ()


def test_data_before_the_check_fails_and_after_it_does_not() -> None:
    early, late = play(present()), play(present())
    for called in (early, late):
        called.press("look up order")
    early.say("Your parcel is stuck at the sorting centre.")
    late.say("May I have your name and order number, please?")
    late.say("Your parcel is stuck at the sorting centre.")
    assert [fail.id for fail in early.call.fails] == ["data-before-check"]
    assert late.call.fails == ()


def test_data_told_too_fast_for_a_hard_of_hearing_caller_are_told_all_the_same() -> None:
    """Said is said: it fails the call, though they did not catch it and nothing of it is done."""
    private = (
        "\nrecords:\n  - {id: stay, title: the stay, seconds: 15, text: Paid., reveals_customer_data: true, "
        "tells: [the room is paid]}\n\nverify: [name]\n\nbeats:\n"
    )
    hard = ("  wants: Two towels, soon.\n", "  wants: Two towels, soon.\n  traits: [hard-of-hearing]\n")
    called = play(varied(hard, ("\nbeats:\n", private)))
    called.press("look up stay")
    called.say(
        "Well now then, as far as I can see it on my screen here at the desk, the room is paid, with "
        "breakfast, until the end of next week, so that there is nothing to worry about at all for you."
    )
    assert [fail.id for fail in called.call.fails] == ["data-before-check"]
    assert "tells-stay" not in called.call.state.done


def test_what_the_system_says_is_not_told_before_it_is_seen() -> None:
    called = play(present())
    called.say("Maybe it is stuck at the sorting centre.")
    assert called.call.fails == ()
    assert "tells-order" not in called.call.state.done


def test_a_forbidden_promise_fails_with_what_to_say_instead() -> None:
    called = play(present())
    called.say("I guarantee that it comes.")
    assert [fail.id for fail in called.call.fails] == ["forbidden-promise"]
    assert called.call.fails[0].instead == present().forbidden[0].instead


def test_a_promise_that_is_denied_is_none() -> None:
    called = play(present())
    called.say("I can't guarantee that it comes.")
    assert called.call.fails == ()


def test_stopped_left_and_gone_are_abandoned_with_a_scorecard() -> None:
    for event in (Stopped(START + 9_000), Gone(START + 9_000, "member")):
        called = play(towels())
        called.say("Hello.")
        effects = called.take(event)
        assert any(isinstance(effect, KeepCall) for effect in effects)
        assert called.call.outcome is Outcome.ABANDONED
        assert called.call.wake_at is None


def test_stopped_before_it_began_keeps_nothing() -> None:
    called = fresh()
    called.take(Started(START))
    called.take(ThreadOpened(START, 9))
    assert called.take(Stopped(START + 1)) == [Tell(Line.STOPPED)]


def test_stopped_while_the_thread_is_made_drops_it() -> None:
    called = fresh()
    called.take(Stopped(START + 1))
    assert called.take(ThreadOpened(START + 2, 9)) == [DropThread()]


@pytest.mark.parametrize("reason", ["permission", "thread", "content"])
def test_discord_refusing_ends_the_call(reason: str) -> None:
    called = play(towels())
    called.say("Hello.")
    effects = called.take(Refused(called.at, reason, "x"))
    assert called.over
    assert any(isinstance(effect, KeepCall) for effect in effects)
    assert (Tell(Line.WENT_WRONG) in effects) is (reason != "thread")


def test_shared_once() -> None:
    called = play(towels())
    called.take(Stopped(called.at + 1))
    share = SharePressed(called.at + 2)
    assert called.take(share) == [Share(), Reply(Line.SHARED)]
    assert called.take(share) == [Reply(Line.SHARED_ALREADY)]


def test_resume_has_nothing_to_resume() -> None:
    called = play(towels())
    assert called.take(Resumed(called.at)) == [Reply(Line.NOT_PAUSED)]


def test_a_call_is_plain_data() -> None:
    called = play(present())
    called.say("I'm sorry. What is your name?")
    called.say("May I put you on hold for one minute?")
    press(called, "hold")
    look_up(called, "order")
    adapter = TypeAdapter(Call)
    assert adapter.validate_json(adapter.dump_json(called.call)) == called.call


def test_the_scorecard_is_plain_data() -> None:
    called = play(present())
    called.say("Hello.")
    kept = next(effect for effect in called.take(Stopped(called.at)) if isinstance(effect, KeepCall))
    adapter = TypeAdapter(KeepCall)
    assert adapter.validate_json(adapter.dump_json(kept)) == kept


def test_every_phase_is_left_by_the_table() -> None:
    assert {phase for phase, _ in TRANSITIONS} == set(Phase)


def test_a_cold_handover_from_hold_takes_them_off_it_on_the_card_too() -> None:
    called = play(towels())
    press(called, "hold")
    called.at += 2_000
    effects = called.take(TransferPressed(called.at, called.snowflake()))
    assert called.call.phase is Phase.TALKING
    assert PutDesk() in effects


@pytest.mark.parametrize("words", ["One moment please.", "One moment please. " * 100])
@pytest.mark.parametrize("form", [True, False])
def test_too_much_said_ends_it_typed_or_in_forms(words: str, form: bool) -> None:
    called = play(towels())
    for number in range(MOST_MESSAGES + 1):
        if called.call.ended_at is not None:
            break
        called.at += 100
        event = FormSubmitted(called.at, number, 0, 0, words) if form else Said(called.at, number + 1, words)
        called.take(event)
    assert called.call.ended_why == "too long"
    assert called.scorecard is not None
    assert sum(len(spoken.text) for spoken in called.call.log) < 2 * MOST_SAID


def test_asked_late_whether_they_are_there_they_have_time_to_say_so() -> None:
    called = fresh()
    called.take(ThreadOpened(START, 9))
    called.at = START + 6 * IDLE  # the bot was away
    assert called.take(DeadlinePassed(called.at)) == [Tell(Line.STILL_THERE)]
    assert called.call.wake_at == called.at + IDLE
