"""A drill in which things go wrong: late, second and empty answers, leaving, refusals, the bot away."""

import pytest

from bot.practice.drill.drill import AFTER_AWAY, AWAY, SECOND, Phase
from bot.practice.drill.effects import (
    AnswerTaken,
    DrillLine,
    KeepAnswer,
    KeepEntrant,
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
    AnswerSent,
    CancelPressed,
    EndPressed,
    LobbyPosted,
    RemovePressed,
    Revealed,
    RoundPosted,
    StartPressed,
)
from bot.practice.effects import DropThread, Effect
from bot.practice.events import DeadlinePassed, Event, Gone, Refused, Started, ThreadOpened

from .play import (
    ANN,
    BEN,
    CEM,
    DORA,
    MODERATOR,
    SECOND_MODERATOR,
    START,
    WORDS,
    Play,
    asked,
    fresh,
    kept,
    lines,
    lobby,
    phase_of,
    said,
)

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


def test_what_was_sent_in_time_counts_when_the_next_round_is_on_or_the_drill_is_over() -> None:
    """An automatic drill goes on by itself meanwhile. Later than their own limit is late, whoever else had longer."""
    play = lobby(ANN, BEN, drill=fresh(rounds=2, automatic=True))
    play.join(CEM, factor=2.0)
    play.take(StartPressed(play.at, MODERATOR))
    limit = play.drill.round.closes_at or 0
    play.wait(180)
    assert play.drill.number == 1
    assert play.send(ANN, round=0, at=limit + 10_000) == [KeepAnswer(ANN, limit + 10_000, WORDS, 0), AnswerTaken(0)]
    assert play.drill.answered == frozenset()  # of this round
    assert play.send(BEN, round=0, at=limit + 10_001) == said(DrillLine.LATE, WORDS)
    assert len(kept(play.send(CEM, round=0, at=limit + 50_000))) == 1
    last = play.drill.round.closes_at or 0
    play.wait(600)
    assert phase_of(play) is Phase.ENDED
    assert play.send(BEN, at=last, round=1) == [KeepAnswer(BEN, last, WORDS, 1), AnswerTaken(1)]
    assert play.send(DORA, at=last, round=1) == said(DrillLine.LATE, WORDS)  # never in it


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


def test_a_round_that_all_have_answered_before_we_know_that_its_card_stands_closes_then() -> None:
    play = lobby(ANN)
    for event in (StartPressed(play.at, MODERATOR), ThreadOpened(play.at, 9)):
        play.take(event, perform=False)
    play.send(ANN)
    assert play.take(RoundPosted(START, 77, 0)) == [UpdateRound(0), PutReveal(0)]


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


def test_a_round_with_nobody_there_closes_at_its_limit() -> None:
    play = asked(ANN, drill=fresh(automatic=True))
    play.leave(ANN)
    play.wait(45 + 59)
    assert phase_of(play) is Phase.ANSWERING
    assert play.wait(1) == [UpdateRound(1), PutReveal(1)]


def test_who_has_left_can_still_be_removed() -> None:
    play = asked(ANN, BEN)
    play.leave(BEN)
    assert play.take(RemovePressed(play.at, MODERATOR, 0, BEN)) == [KeepEntrant(BEN), *said(DrillLine.TAKEN_OUT)]
    assert play.join(BEN) == said(DrillLine.REMOVED)


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


def test_a_lobby_that_stands_after_all_says_that_it_was_cancelled() -> None:
    play = Play()
    play.take(Started(START), perform=False)
    play.take(CancelPressed(START, MODERATOR))
    assert play.take(LobbyPosted(START, 77)) == [UpdateLobby()]
    assert play.drill.lobby_id == 77


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


def test_who_has_more_time_has_no_multiple_of_the_time_that_the_bot_was_away() -> None:
    play = lobby(ANN)
    play.join(BEN, factor=2.0)
    play.take(StartPressed(play.at, MODERATOR))
    play.at = START + 600 * SECOND
    play.take(DeadlinePassed(play.at))
    again = play.drill.round.closes_at or 0
    assert again >= play.at + AFTER_AWAY
    assert play.drill.limit_of(play.entrant(BEN)) == again + 60 * SECOND


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
