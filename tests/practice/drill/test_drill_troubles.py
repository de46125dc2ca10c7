"""A drill in which things go wrong: late, second and empty answers, leaving, moderators, refusals, the bot away."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.drill.drill import AFTER_AWAY, AWAY, FORGOTTEN, SECOND, Drill, Phase
from bot.practice.drill.drill_steps import step
from bot.practice.drill.effects import (
    AnswerTaken,
    DrillLine,
    KeepAnswer,
    KeepEntrant,
    OpenDrillThread,
    PutPodium,
    PutReveal,
    PutRound,
    ReplyInDrill,
    ShowAnswerForm,
    TellDrill,
    UpdateLobby,
    UpdateRound,
)
from bot.practice.drill.events import (
    AnswerPressed,
    AnswerSent,
    CallOver,
    CallTaken,
    CancelPressed,
    EndPressed,
    ExtendPressed,
    JoinPressed,
    LeavePressed,
    LobbyPosted,
    NextRoundPressed,
    PausePressed,
    RemovePressed,
    Revealed,
    RoundPosted,
    SkipRoundPressed,
    StartPressed,
    UnpausePressed,
)
from bot.practice.effects import DropThread, Effect
from bot.practice.events import DeadlinePassed, Event, Gone, Refused, Started, Stopped, ThreadOpened

from .play import ANN, BEN, CEM, MODERATOR, START, WORDS, Play, asked, fresh, kept, lines, lobby, phase_of

SECOND_MODERATOR = 2


def said(line: DrillLine, text: str = "") -> list[ReplyInDrill]:
    return [ReplyInDrill(line, text)]


# Answers


def test_the_first_answer_stands_and_a_second_is_given_back() -> None:
    play = asked(ANN, BEN)
    play.send(ANN)
    assert play.send(ANN, "Another, better one.") == said(DrillLine.ANSWERED_ALREADY, "Another, better one.")
    assert play.press(ANN) == said(DrillLine.ANSWERED_ALREADY)


def test_answer_pressed_twice_opens_the_form_twice() -> None:
    play = asked(ANN, BEN)
    assert play.press(ANN) == play.press(ANN) == [ShowAnswerForm(0)]


@pytest.mark.parametrize("text", ["", "   ", "...", "\n-\n"])
def test_an_empty_form_is_told_and_they_may_answer_again(text: str) -> None:
    play = asked(ANN, BEN)
    assert play.send(ANN, text) == said(DrillLine.EMPTY, text)
    assert kept(play.send(ANN)) == [KeepAnswer(ANN, play.at, WORDS)]


def test_answers_too_late_are_given_back_and_late_is_by_the_snowflake() -> None:
    play = asked(ANN, BEN)
    limit = play.drill.round.closes_at or 0
    play.wait(72)
    assert play.press(ANN) == said(DrillLine.LATE)
    assert play.send(ANN, at=limit + 10_001) == said(DrillLine.LATE, WORDS)
    assert len(kept(play.send(ANN, at=limit + 10_000))) == 1
    assert len(kept(play.send(BEN, at=limit - 1))) == 1


def test_what_was_sent_in_time_counts_when_it_is_heard_of_after_the_close() -> None:
    """A connection can be dead for a while before that shows; what was sent meanwhile comes when it is back."""
    play = asked(ANN, BEN)
    play.send(BEN)
    limit = play.drill.round.closes_at or 0
    play.wait(90)
    assert phase_of(play) is Phase.COMMENTING
    assert play.send(ANN, at=limit) == [KeepAnswer(ANN, limit, WORDS), AnswerTaken(0)]
    assert play.send(CEM) == said(DrillLine.LATE, WORDS)


def test_nobody_answers_after_the_strong_answers_were_shown() -> None:
    play = asked(ANN)
    play.wait(5)
    play.send(ANN)  # all have: closed, long before the limit
    play.wait(1)
    assert play.press(BEN) == said(DrillLine.LATE)
    assert play.send(BEN) == said(DrillLine.LATE, WORDS)


def test_answers_to_an_earlier_round_or_a_drill_that_is_over_are_given_back() -> None:
    play = asked(ANN, BEN)
    play.wait(80)
    play.next()
    assert play.send(ANN, round=0) == said(DrillLine.LATE, WORDS)
    assert play.press(ANN, round=0) == said(DrillLine.LATE)
    play.take(EndPressed(play.at, MODERATOR, 1))
    assert play.send(ANN) == said(DrillLine.LATE, WORDS)


def test_an_answer_that_is_there_before_we_know_that_the_card_stands_is_kept() -> None:
    play = lobby(ANN, BEN)
    for event in (StartPressed(play.at, MODERATOR), ThreadOpened(play.at, 9)):
        play.take(event, perform=False)
    assert phase_of(play) is Phase.ASKING
    play.at += 5 * SECOND
    assert play.press(ANN) == [ShowAnswerForm(0)]
    assert len(kept(play.send(ANN))) == 1
    assert play.drill.round.asked_at is not None
    play.take(RoundPosted(START + 1_000, 77, 0))
    assert play.drill.round.asked_at == START + 1_000
    assert play.drill.answered == {ANN}


# Leaving


def test_who_leaves_no_longer_holds_up_the_round_and_keeps_what_they_answered() -> None:
    play = asked(ANN, BEN)
    play.send(ANN)
    effects = play.leave(BEN)
    assert effects == [KeepEntrant(BEN), UpdateRound(0), PutReveal(0), ReplyInDrill(DrillLine.LEFT)]
    play = asked(ANN, BEN)
    play.send(ANN)
    play.leave(ANN)
    assert play.drill.answered == {ANN}
    assert phase_of(play) is Phase.ANSWERING


def test_when_all_have_left_the_round_closes_and_the_drill_goes_on() -> None:
    play = asked(ANN, drill=fresh(automatic=True))
    assert play.leave(ANN)[:-1] == [KeepEntrant(ANN), TellDrill(DrillLine.NOBODY_LEFT), UpdateRound(0), PutReveal(0)]
    play.wait(45)
    assert (phase_of(play), play.drill.number) == (Phase.ANSWERING, 1)
    assert play.press(BEN)[-1] == ShowAnswerForm(1)
    play.wait(600)
    assert play.drill.ended_why == "done"


def test_a_form_sent_after_leaving_counts_and_brings_them_back() -> None:
    play = asked(ANN, BEN)
    play.press(ANN)
    play.leave(ANN)
    assert len(kept(play.send(ANN))) == 1
    assert play.entrant(ANN).left_at is None


def test_who_was_removed_is_out_for_good() -> None:
    play = asked(ANN, BEN, CEM)
    assert lines(play.take(RemovePressed(play.at, MODERATOR, 0, BEN))) == said(DrillLine.TAKEN_OUT)
    assert lines(play.take(RemovePressed(play.at, SECOND_MODERATOR, 0, BEN))) == said(DrillLine.DONE_ALREADY)
    assert play.take(RemovePressed(play.at, MODERATOR, 0, 99)) == said(DrillLine.NOT_IN)
    assert play.join(BEN) == play.press(BEN) == said(DrillLine.REMOVED)
    assert play.send(BEN) == said(DrillLine.REMOVED, WORDS)
    assert play.leave(BEN) == said(DrillLine.NOT_IN)
    play.send(ANN)
    play.send(CEM)
    assert phase_of(play) is Phase.COMMENTING  # nobody waits for them


def test_the_drill_goes_on_without_the_moderator_who_launched_it() -> None:
    play = asked(ANN)
    assert play.take(Gone(play.at, "member")) == []
    assert phase_of(play) is Phase.ANSWERING


# Moderators


def test_two_moderators_who_press_start_at_once_start_once() -> None:
    play = lobby(ANN)
    assert OpenDrillThread() in play.take(StartPressed(play.at, MODERATOR), perform=False)
    assert play.take(StartPressed(play.at, SECOND_MODERATOR)) == said(DrillLine.STARTED_ALREADY)
    assert play.take(ThreadOpened(play.at, 9))[0] == PutRound(0)
    assert play.take(StartPressed(play.at, SECOND_MODERATOR)) == said(DrillLine.STARTED_ALREADY)
    assert play.take(CancelPressed(play.at, SECOND_MODERATOR)) == said(DrillLine.STARTED_ALREADY)


@pytest.mark.parametrize("kind", [NextRoundPressed, SkipRoundPressed, PausePressed, ExtendPressed])
def test_two_who_press_the_same_at_once_do_it_once(kind: type[NextRoundPressed | ExtendPressed]) -> None:
    play = asked(ANN, drill=fresh(rounds=3))
    if kind is NextRoundPressed:
        play.send(ANN)
    play.take(kind(play.at, MODERATOR, 0))
    before = play.drill
    assert play.take(kind(play.at + 500, SECOND_MODERATOR, 0)) == said(DrillLine.DONE_ALREADY)
    assert play.drill == before


def test_two_who_cancel_or_end_at_once_do_it_once() -> None:
    play = lobby(ANN)
    play.take(CancelPressed(play.at, MODERATOR))
    assert play.take(CancelPressed(play.at, SECOND_MODERATOR)) == said(DrillLine.DONE_ALREADY)
    play = asked(ANN)
    play.take(EndPressed(play.at, MODERATOR, 0))
    assert play.take(EndPressed(play.at, SECOND_MODERATOR, 0)) == said(DrillLine.OVER)


def test_next_while_the_round_is_on_is_too_early() -> None:
    assert asked(ANN).next() == said(DrillLine.NOT_YET)


def test_a_pause_moves_the_limit_and_answers_are_taken_in_it() -> None:
    play = asked(ANN, BEN)
    limit = play.drill.round.closes_at or 0
    play.wait(50)
    assert play.take(PausePressed(play.at, MODERATOR, 0)) == [UpdateRound(0), ReplyInDrill(DrillLine.PAUSED)]
    play.wait(100)
    assert phase_of(play) is Phase.ANSWERING
    assert len(kept(play.send(ANN))) == 1
    assert play.press(BEN) == [ShowAnswerForm(0)]
    assert UpdateRound(0) in play.take(UnpausePressed(play.at, MODERATOR, 0))
    assert play.drill.round.closes_at == limit + 100 * SECOND
    assert play.take(UnpausePressed(play.at, MODERATOR, 0)) == said(DrillLine.NOT_PAUSED)
    play.wait(9)
    assert phase_of(play) is Phase.ANSWERING
    play.wait(1)
    assert phase_of(play) is Phase.CLOSING


def test_a_pause_counts_once_for_those_with_more_time_too() -> None:
    play = lobby(ANN)
    play.join(BEN, factor=2.0)
    play.take(StartPressed(play.at, MODERATOR))
    limit = play.drill.limit_of(play.entrant(BEN)) or 0
    play.take(PausePressed(play.at, MODERATOR, 0))
    play.wait(100)
    play.take(UnpausePressed(play.at, MODERATOR, 0))
    assert play.drill.limit_of(play.entrant(BEN)) == limit + 100 * SECOND


def test_all_who_answer_in_a_pause_close_the_round_when_it_is_over() -> None:
    play = asked(ANN)
    play.take(PausePressed(play.at, MODERATOR, 0))
    play.send(ANN)
    assert phase_of(play) is Phase.ANSWERING
    assert PutReveal(0) in play.take(UnpausePressed(play.at, MODERATOR, 0))


def test_a_pause_holds_the_next_round_and_is_over_when_it_is_forgotten() -> None:
    play = asked(ANN, drill=fresh(automatic=True))
    play.send(ANN)
    play.wait(40)
    assert TellDrill(DrillLine.PAUSED) in play.take(PausePressed(play.at, MODERATOR, 0))
    play.wait(FORGOTTEN / SECOND - 1)
    assert play.drill.number == 0
    assert play.wait(1) == [TellDrill(DrillLine.WENT_ON)]
    play.wait(5)
    assert play.drill.number == 1


def test_a_round_is_extended_also_when_its_limit_has_just_passed() -> None:
    play = asked(ANN, BEN)
    limit = play.drill.round.closes_at or 0
    effects = play.take(ExtendPressed(play.at, MODERATOR, 0, seconds=30))
    assert effects == [UpdateRound(0), ReplyInDrill(DrillLine.EXTENDED)]
    assert play.drill.round.closes_at == limit + 30 * SECOND
    play.wait(95)
    assert phase_of(play) is Phase.CLOSING
    play.take(ExtendPressed(play.at, MODERATOR, 0, seconds=30))
    assert play.drill.round.closes_at == play.at + 30 * SECOND
    assert phase_of(play) is Phase.ANSWERING
    assert play.press(ANN) == [ShowAnswerForm(0)]


def test_a_round_that_is_skipped_does_not_count_and_the_next_comes() -> None:
    play = asked(ANN, BEN)
    play.send(ANN)
    effects = play.take(SkipRoundPressed(play.at, MODERATOR, 0))
    assert effects == [UpdateRound(0), PutRound(1), ReplyInDrill(DrillLine.SKIPPED)]
    assert play.drill.played == (1,)
    play.send(ANN)
    play.send(BEN)
    play.next()
    assert PutPodium(early=True) in play.effects


def test_skipping_the_only_round_ends_without_a_podium() -> None:
    play = asked(ANN, drill=fresh(rounds=1))
    effects = play.take(SkipRoundPressed(play.at, MODERATOR, 0))
    assert effects == [UpdateRound(0), TellDrill(DrillLine.OVER), UpdateLobby(), ReplyInDrill(DrillLine.SKIPPED)]


def test_end_shows_the_podium_and_a_round_under_way_counts_if_it_was_answered() -> None:
    play = asked(ANN, BEN)
    play.send(ANN)
    effects = play.take(EndPressed(play.at, MODERATOR, 0))
    assert effects == [UpdateRound(0), PutPodium(early=True), UpdateLobby(), ReplyInDrill(DrillLine.ENDS)]
    assert play.drill.played == (0,)
    play = asked(ANN)
    effects = play.take(EndPressed(play.at, MODERATOR, 0))
    assert TellDrill(DrillLine.OVER) in effects
    assert play.drill.played == ()


# Refusals, and things that are gone


def test_a_lobby_that_discord_refuses_is_no_drill() -> None:
    play = Play()
    play.take(Started(START), perform=False)
    assert play.take(Refused(START, "permission", "Send Messages")) == []
    assert play.drill.ended_why == play.drill.refused == "permission:Send Messages"


@pytest.mark.parametrize("event", [Gone(START, "lobby"), Gone(START, "thread"), Refused(START, "thread")])
def test_a_lobby_that_is_deleted_cancels_the_drill(event: Event) -> None:
    play = lobby(ANN)
    assert play.take(event) == []
    assert play.drill.ended_why == "cancelled"


def test_a_drill_that_runs_needs_its_lobby_no_more() -> None:
    play = asked(ANN)
    assert play.take(Gone(play.at, "lobby")) == []
    assert phase_of(play) is Phase.ANSWERING


@pytest.mark.parametrize("event", [Gone(START, "thread"), Refused(START, "thread"), Refused(START, "locked")])
def test_a_thread_that_is_deleted_ends_the_drill_and_keeps_what_was_answered(event: Event) -> None:
    play = asked(ANN, BEN)
    play.send(ANN)
    assert play.take(event) == [UpdateLobby()]
    assert (play.drill.ended_why, play.drill.played) == ("thread", (0,))


def test_a_thread_that_cannot_be_opened_is_told_on_the_lobby() -> None:
    play = lobby(ANN)
    play.take(StartPressed(play.at, MODERATOR), perform=False)
    assert play.take(Refused(play.at, "permission", "Create Public Threads")) == [UpdateLobby()]
    assert play.drill.refused == "permission:Create Public Threads"


@pytest.mark.parametrize(("thread_id", "effects"), [(9, [DropThread()]), (8, [])])
def test_cancelled_while_the_thread_opens_leaves_no_thread(thread_id: int, effects: list[Effect]) -> None:
    play = lobby(ANN)
    play.take(StartPressed(play.at, MODERATOR), perform=False)
    assert lines(play.take(CancelPressed(play.at, MODERATOR))) == said(DrillLine.CANCELLED)
    assert play.take(ThreadOpened(play.at, thread_id)) == effects  # 8 is the channel itself
    assert play.take(ThreadOpened(play.at, thread_id)) == []


def test_a_question_that_cannot_be_shown_is_left_out() -> None:
    play = lobby(ANN)
    for event in (StartPressed(play.at, MODERATOR), ThreadOpened(play.at, 9)):
        play.take(event, perform=False)
    assert play.take(Refused(play.at, "content", "a mistake")) == [UpdateRound(0), PutRound(1)]
    assert play.drill.played == (1,)


def test_a_reveal_that_cannot_be_shown_does_not_hold_up_the_drill() -> None:
    play = asked(ANN)
    play.take(AnswerSent(play.at, 1, ANN, "Ann", round=0, text=WORDS), perform=False)
    assert play.take(Refused(play.at, "content", "a mistake"), perform=False) == [PutRound(1)]
    assert play.drill.played == (0,)


def test_a_mistake_in_the_middle_of_a_round_ends_the_drill_with_its_podium() -> None:
    play = asked(ANN, BEN)
    play.send(ANN)
    assert play.take(Refused(play.at, "content", "a mistake in the rules"))[1:] == [PutPodium(True), UpdateLobby()]


def test_when_the_bot_is_out_of_the_server_nothing_is_done_any_more() -> None:
    play = asked(ANN)
    assert play.take(Gone(play.at, "server")) == []
    assert play.drill.ended_why == "server"


def test_what_is_posted_again_after_a_crash_changes_nothing() -> None:
    play = Play()
    play.take(Started(START))
    _changes_nothing(play, LobbyPosted(START + 5, 1), Started(START))
    play.join(ANN, BEN)
    play.take(StartPressed(play.at, MODERATOR))
    play.send(ANN)
    _changes_nothing(play, ThreadOpened(START, 5), RoundPosted(START + 5, 5, 0), Revealed(START + 5, 0))
    play.send(BEN)
    _changes_nothing(play, Revealed(START + 99, 0), RoundPosted(START + 5, 5, 0))


def _changes_nothing(play: Play, *events: Event) -> None:
    for event in events:
        before = play.drill
        play.take(event, perform=False)
        assert play.drill == before


# The bot was away


def test_a_round_whose_limit_passed_while_the_bot_was_away_has_thirty_seconds_more_once() -> None:
    play = asked(ANN, BEN)
    play.send(ANN)
    play.wait(20)
    play.at = START + 60 * SECOND + AWAY + 1
    assert play.take(DeadlinePassed(play.at)) == [UpdateRound(0)]
    assert (play.drill.round.closes_at or 0) >= play.at + AFTER_AWAY
    assert play.press(BEN) == [ShowAnswerForm(0)]
    play.at += 120 * SECOND
    play.take(DeadlinePassed(play.at))
    assert phase_of(play) is not Phase.ANSWERING


def test_a_round_in_which_the_bot_was_away_has_thirty_seconds_left_when_it_is_back() -> None:
    play = asked(ANN, BEN)
    play.wait(20)  # looked at after 15
    play.at = START + 55 * SECOND
    play.take(DeadlinePassed(play.at))
    assert play.drill.round.closes_at == START + 85 * SECOND


def test_a_round_has_no_more_time_for_a_short_break_or_when_there_is_enough() -> None:
    play = asked(ANN, BEN)
    limit = play.drill.round.closes_at
    play.at = START + 29 * SECOND
    play.take(DeadlinePassed(play.at))  # it was due at 15
    assert play.drill.round.closes_at == limit
    play = asked(ANN, BEN, drill=fresh(seconds=300))
    limit = play.drill.round.closes_at
    play.at = START + 200 * SECOND
    play.take(DeadlinePassed(play.at))
    assert play.drill.round.closes_at == limit


def test_forms_that_could_not_be_sent_while_the_bot_was_away_can_be_sent_again() -> None:
    play = asked(ANN, BEN)
    play.wait(65)
    assert phase_of(play) is Phase.CLOSING
    play.at = START + 100 * SECOND
    play.take(DeadlinePassed(play.at))
    assert phase_of(play) is Phase.ANSWERING
    assert len(kept(play.send(ANN))) == 1


def test_a_deadline_that_comes_too_early_changes_nothing() -> None:
    play = asked(ANN)
    before = play.drill
    assert play.take(DeadlinePassed(play.at)) == []
    assert play.drill == before


# Whatever comes


EVENTS = st.sampled_from(
    [
        lambda at, by, n: JoinPressed(at, at, by, "m", 1.0 + by % 2),
        lambda at, by, n: LeavePressed(at, by),
        lambda at, by, n: AnswerPressed(at, at, by, "m", 2.0 if by % 2 else 1.0, round=n),
        lambda at, by, n: AnswerSent(at, at, by, "m", round=n, text=WORDS),
        lambda at, by, n: AnswerSent(at, at, by, "m", round=n, text=" "),
        lambda at, by, n: CallTaken(at, by, at),
        lambda at, by, n: CallOver(at, by),
        lambda at, by, n: StartPressed(at, by, n),
        lambda at, by, n: CancelPressed(at, by, n),
        lambda at, by, n: NextRoundPressed(at, by, n),
        lambda at, by, n: PausePressed(at, by, n),
        lambda at, by, n: UnpausePressed(at, by, n),
        lambda at, by, n: ExtendPressed(at, by, n),
        lambda at, by, n: SkipRoundPressed(at, by, n),
        lambda at, by, n: RemovePressed(at, by, n, by + 1),
        lambda at, by, n: EndPressed(at, by, n),
        lambda at, by, n: RoundPosted(at, at, n),
        lambda at, by, n: LobbyPosted(at, at),
        lambda at, by, n: ThreadOpened(at, at),
        lambda at, by, n: Revealed(at, n),
        lambda at, by, n: Refused(at, ("permission", "thread", "content")[n], ""),
        lambda at, by, n: Gone(at, ("thread", "member", "lobby")[n]),
        lambda at, by, n: Stopped(at),
        lambda at, by, n: Started(at),
        lambda at, by, n: DeadlinePassed(at),
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    call=st.sampled_from(["", "late-parcel"]),
    automatic=st.booleans(),
    starts=st.booleans(),
    under_way=st.booleans(),
    acts=st.lists(
        st.tuples(EVENTS, st.integers(0, 90_000), st.integers(11, 14), st.integers(0, 2), st.booleans()), max_size=40
    ),
)
def test_whatever_comes_no_answer_is_lost_and_it_comes_to_an_end(
    call: str, automatic: bool, starts: bool, under_way: bool, acts: list[tuple[object, int, int, int, bool]]
) -> None:
    drill = fresh(rounds=3, automatic=automatic, call=call, starts_at=START + 30 * SECOND if starts else None)
    play = asked(ANN, BEN, CEM, drill=drill) if under_way else lobby(ANN, drill=drill)
    answered: set[tuple[int, int]] = set()  # round and member
    for make, gap, by, number, waits in acts:
        play.at += gap
        event = make(play.at, by, number)  # type: ignore[operator]
        before = play.drill
        _keep(play.take(event, perform=waits), before, answered, event)
        if not call and play.drill.number == before.number:
            assert {member for round, member in answered if round == play.drill.number} == play.drill.answered
        if waits and play.drill.wake_at is not None:
            play.wait(gap / SECOND)
        assert all(member in play.drill.entrants for _, member in answered)
    _finish(play)
    assert phase_of(play) is Phase.ENDED
    assert play.drill.wake_at is None
    assert play.drill.ended_at is not None


def _keep(effects: list[Effect], before: Drill, answered: set[tuple[int, int]], event: Event) -> None:
    """Every answer is kept, once, or given back."""
    if not isinstance(event, AnswerSent):
        return
    for effect in kept(effects):
        assert (event.round, effect.member_id) not in answered
        assert effect.text == event.text
        answered.add((event.round, effect.member_id))
    given_back = [line for line in lines(effects) if line.text == event.text]
    assert len(kept(effects)) + len(given_back) == 1, (before.phase, effects)


def _finish(play: Play) -> None:
    """What was not performed is, as after a crash; and time goes on, with nobody there."""
    for _ in range(20):
        number = play.drill.number
        for event in (
            LobbyPosted(play.at, 1),
            ThreadOpened(play.at, 2),
            RoundPosted(play.at, 3, number),
            Revealed(play.at, number),
        ):
            play.take(event)
        play.wait(24 * 3600)


def test_every_event_of_who_presses_has_an_answer_in_every_phase() -> None:
    for phase in Phase:
        drill = replace(fresh(), phase=phase)
        for event in (JoinPressed(START, 1, ANN, "Ann"), AnswerPressed(START, 1, ANN, "Ann"), LeavePressed(START, ANN)):
            assert step(drill, event)[1], (phase, event)
        for kind in (StartPressed, CancelPressed, NextRoundPressed, PausePressed, SkipRoundPressed, EndPressed):
            assert step(drill, kind(START, MODERATOR, 0))[1], (phase, kind)
