"""What moderators press in a drill, also two of them at once."""

import pytest

from bot.practice.drill.drill import FORGOTTEN, SECOND, Phase
from bot.practice.drill.effects import (
    DrillLine,
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
    CancelPressed,
    EndPressed,
    ExtendPressed,
    NextRoundPressed,
    PausePressed,
    RoundPosted,
    SkipRoundPressed,
    StartPressed,
    UnpausePressed,
)
from bot.practice.events import ThreadOpened

from .play import ANN, BEN, MODERATOR, SECOND_MODERATOR, asked, fresh, kept, lobby, phase_of, said


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


def test_a_pause_before_the_card_stands_is_shown_on_it() -> None:
    play = lobby(ANN)
    for event in (StartPressed(play.at, MODERATOR), ThreadOpened(play.at, 9), PausePressed(play.at, MODERATOR, 0)):
        play.take(event, perform=False)
    assert play.take(RoundPosted(play.at + SECOND, 77, 0)) == [UpdateRound(0)]


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
