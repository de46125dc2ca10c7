"""A drill that goes well: lobby, rounds, limits, reveals, the end; teams and call drills."""

from itertools import pairwise

from bot.practice.drill.drill import AUTOMATIC, FORGOTTEN, LAST_CALL, LOBBY_LASTS, LOBBY_WAITS, SECOND, Phase, Team
from bot.practice.drill.effects import (
    AnswerTaken,
    BeginCall,
    DrillLine,
    KeepAnswer,
    KeepEntrant,
    OpenDrillThread,
    PutDrillLobby,
    PutPodium,
    PutReveal,
    PutRound,
    ReplyInDrill,
    ShowAnswerForm,
    UpdateLobby,
    UpdateRound,
)
from bot.practice.drill.events import CallOver, CallTaken, CancelPressed, StartPressed
from bot.practice.drill.teams import drawn
from bot.practice.events import Started

from .play import (
    ANN,
    BEN,
    CEM,
    DORA,
    MODERATOR,
    SECONDS,
    START,
    WORDS,
    Play,
    asked,
    fresh,
    kept,
    lines,
    lobby,
    phase_of,
    updates,
)

# The lobby


def test_a_drill_opens_its_lobby_and_who_joins_is_in() -> None:
    play = Play()
    assert play.take(Started(START)) == [PutDrillLobby()]
    assert phase_of(play) is Phase.LOBBY
    play.wait(5)
    assert play.join(ANN) == [KeepEntrant(ANN), UpdateLobby(), ReplyInDrill(DrillLine.JOINED)]
    assert play.join(ANN) == [ReplyInDrill(DrillLine.IN_ALREADY)]
    assert [entrant.id for entrant in play.drill.present] == [ANN]


def test_who_leaves_the_lobby_is_out_and_may_come_back() -> None:
    play = lobby(ANN, BEN)
    assert lines(play.leave(ANN)) == [ReplyInDrill(DrillLine.LEFT)]
    assert lines(play.leave(ANN)) == [ReplyInDrill(DrillLine.NOT_IN)]
    assert [entrant.id for entrant in play.drill.present] == [BEN]
    assert lines(play.join(ANN)) == [ReplyInDrill(DrillLine.JOINED)]
    assert [entrant.id for entrant in play.drill.present] == [ANN, BEN]  # their place is that of when they first came


def test_the_lobby_is_brought_up_to_date_at_most_every_three_seconds() -> None:
    play = lobby()
    shown = []
    for member in range(100, 200):
        if updates(play.join(member)):
            shown.append(play.at)
        if updates(play.wait(0.1)):
            shown.append(play.at)
    if updates(play.wait(10)):
        shown.append(play.at)
    assert all(later - earlier >= 2.9 * SECOND for earlier, later in pairwise(shown))
    assert 3 <= len(shown) <= 5  # ten seconds of joining
    assert not play.drill.stale


def test_a_drill_that_is_to_start_by_itself_does() -> None:
    play = lobby(ANN, drill=fresh(starts_at=START + 30 * SECOND))
    play.wait(29)
    assert phase_of(play) is Phase.LOBBY
    effects = play.wait(1)
    assert [effect for effect in effects if not isinstance(effect, UpdateLobby)] == [OpenDrillThread(), PutRound(0)]
    assert play.drill.thread_id is not None


def test_without_a_time_it_starts_when_a_moderator_says_so() -> None:
    play = lobby()
    assert play.take(StartPressed(play.at, MODERATOR)) == [ReplyInDrill(DrillLine.NOBODY_IN)]
    play.join(ANN)
    play.wait(3600)
    assert phase_of(play) is Phase.LOBBY
    assert play.take(StartPressed(play.at, MODERATOR)) == [OpenDrillThread(), PutRound(0), UpdateLobby()]


def test_a_lobby_that_nobody_starts_is_cancelled_after_a_day() -> None:
    play = lobby(ANN)
    play.wait(LOBBY_LASTS / SECOND)
    assert (phase_of(play), play.drill.ended_why) == (Phase.ENDED, "cancelled")


def test_a_lobby_with_nobody_in_it_waits_ten_minutes_and_is_cancelled() -> None:
    play = lobby(drill=fresh(starts_at=START + 30 * SECOND))
    assert play.wait(30) == [UpdateLobby()]  # says that it waits
    assert play.drill.waits_until == START + 30 * SECOND + LOBBY_WAITS
    play.wait(LOBBY_WAITS / SECOND - 1)
    assert phase_of(play) is Phase.LOBBY
    assert play.wait(1) == [UpdateLobby()]
    assert play.drill.ended_why == "cancelled"


def test_a_lobby_that_waits_starts_soon_after_the_first_comes() -> None:
    play = lobby(drill=fresh(starts_at=START + 30 * SECOND))
    play.wait(60)
    assert UpdateLobby() in play.join(ANN)  # the new time is shown at once
    play.leave(ANN)
    play.wait(LAST_CALL / SECOND)
    assert phase_of(play) is Phase.LOBBY  # they left again: it goes on waiting
    play.join(BEN)
    play.wait(LAST_CALL / SECOND)
    assert phase_of(play) is Phase.ANSWERING


def test_cancel_ends_the_lobby() -> None:
    play = lobby(ANN)
    assert play.take(CancelPressed(play.at, MODERATOR)) == [UpdateLobby(), ReplyInDrill(DrillLine.CANCELLED)]
    assert play.drill.ended_why == "cancelled"
    assert play.join(BEN) == [ReplyInDrill(DrillLine.OVER)]


# A round


def test_the_limit_counts_from_the_snowflake_of_the_card_in_whole_seconds() -> None:
    play = lobby(ANN)
    play.wait(1.234)
    play.take(StartPressed(play.at, MODERATOR))
    assert play.drill.round.asked_at == START + 1_234
    assert play.drill.round.closes_at == START + 2_000 + SECONDS * SECOND


def test_answering_opens_the_form_and_the_answer_is_kept_and_rated_elsewhere() -> None:
    play = asked(ANN, BEN)
    assert play.press(ANN) == [ShowAnswerForm(0)]
    play.wait(2)
    assert play.send(ANN) == [KeepAnswer(ANN, play.at, WORDS), AnswerTaken(0)]
    assert play.drill.answered == {ANN}


def test_when_all_have_answered_the_round_closes_at_once() -> None:
    play = asked(ANN, BEN)
    play.wait(20)
    play.send(ANN)
    assert play.send(BEN)[-2:] == [UpdateRound(0), PutReveal(0)]
    assert phase_of(play) is Phase.COMMENTING
    assert play.drill.round.closed_at == START + 20 * SECOND


def test_the_limit_passes_and_forms_opened_in_time_may_come_ten_seconds_later() -> None:
    play = asked(ANN, BEN)
    play.wait(59)
    assert play.press(ANN) == [ShowAnswerForm(0)]
    play.send(BEN)
    play.wait(11)
    assert phase_of(play) is Phase.CLOSING
    assert len(kept(play.send(ANN))) == 1  # sent exactly ten seconds after the limit
    assert phase_of(play) is Phase.COMMENTING


def test_a_round_closes_without_those_who_do_not_answer() -> None:
    play = asked(ANN, BEN)
    play.send(ANN)
    play.wait(72)
    assert phase_of(play) is Phase.CLOSING
    effects = play.wait(1)  # ten for the forms, three for what is on its way
    assert effects == [UpdateRound(0), PutReveal(0)]


def test_the_count_is_shown_about_six_times_a_round_at_most() -> None:
    play = asked(*range(100, 200))
    shown = 0
    for member in range(100, 199):
        shown += updates(play.send(member)) + updates(play.wait(0.6))
    shown += updates(play.wait(30))
    assert 4 <= shown <= 6 + 2  # and once at the limit, once when it has closed


def test_a_thousand_who_answer_within_seconds_need_few_edits() -> None:
    play = asked(*range(1000, 2000))
    shown = 0
    for member in range(1000, 2000):
        shown += updates(play.send(member)) + updates(play.wait(0.004))
    assert phase_of(play) is Phase.COMMENTING
    assert shown <= 2


def test_next_asks_the_next_round_and_after_the_last_comes_the_podium() -> None:
    play = asked(ANN)
    play.send(ANN)
    assert play.next() == [PutRound(1), ReplyInDrill(DrillLine.NEXT_COMES)]
    assert play.drill.answered == frozenset()
    play.send(ANN)
    assert play.next() == [PutPodium(early=False), UpdateLobby(), ReplyInDrill(DrillLine.ENDS)]
    assert (phase_of(play), play.drill.ended_why, play.drill.wake_at) == (Phase.ENDED, "done", None)


def test_an_automatic_drill_goes_on_by_itself_to_its_end() -> None:
    play = asked(ANN, drill=fresh(automatic=True))
    play.send(ANN)
    play.wait(AUTOMATIC / SECOND)
    assert play.drill.number == 1
    play.send(ANN)
    assert play.wait(AUTOMATIC / SECOND) == [PutPodium(early=False), UpdateLobby()]


def test_without_next_for_half_an_hour_it_ends_with_its_podium() -> None:
    play = asked(ANN)
    play.send(ANN)
    assert play.wait(FORGOTTEN / SECOND) == [PutPodium(early=True), UpdateLobby()]
    assert play.drill.ended_why == "early"


# Who needs more time


def test_a_member_with_a_time_factor_has_that_much_longer_and_the_round_waits_for_them() -> None:
    play = asked(ANN, drill=fresh())
    play.join(BEN, factor=2.0)
    play.send(ANN)
    play.wait(100)
    assert phase_of(play) is Phase.CLOSING
    assert play.press(BEN, factor=2.0) == [ShowAnswerForm(0)]
    assert play.press(CEM)[-1] == ReplyInDrill(DrillLine.LATE)
    play.wait(30)  # 130 s after the card: ten after twice the limit
    assert len(kept(play.send(BEN))) == 1
    assert phase_of(play) is Phase.COMMENTING


def test_the_round_waits_no_longer_than_for_those_who_are_there_without_an_answer() -> None:
    play = lobby(ANN)
    play.join(BEN, factor=2.0)
    play.take(StartPressed(play.at, MODERATOR))
    play.send(BEN)
    play.wait(73)
    assert phase_of(play) is Phase.COMMENTING


# Who comes later


def test_answer_joins_whoever_is_not_in() -> None:
    play = asked(ANN)
    assert play.press(BEN)[0] == KeepEntrant(BEN)
    assert play.effects[-1] == ShowAnswerForm(0)
    play.send(ANN)
    assert phase_of(play) is Phase.ANSWERING  # Ben is waited for


def test_joining_is_possible_until_the_last_round_closes() -> None:
    play = asked(ANN)
    play.send(ANN)
    assert lines(play.join(BEN)) == [ReplyInDrill(DrillLine.JOINED)]
    play.next()
    play.wait(65)
    assert phase_of(play) is Phase.CLOSING
    assert lines(play.join(CEM)) == [ReplyInDrill(DrillLine.JOINED)]
    play.wait(10)
    assert phase_of(play) is Phase.COMMENTING
    assert lines(play.join(DORA)) == [ReplyInDrill(DrillLine.OVER)]


# Teams


def test_teams_are_drawn_evenly_at_the_start_and_latecomers_go_where_fewest_are() -> None:
    members = range(100, 107)
    play = asked(*members, drill=fresh(teams=(Team("Red"), Team("Blue"))))
    sizes = [sum(entrant.team == team for entrant in play.drill.present) for team in (0, 1)]
    assert sorted(sizes) == [3, 4]
    play.join(ANN)
    assert play.entrant(ANN).team == sizes.index(3)


def test_every_drawn_member_is_kept_with_their_team() -> None:
    play = lobby(ANN, BEN, drill=fresh(teams=(Team("Red"), Team("Blue"))))
    effects = play.take(StartPressed(play.at, MODERATOR))
    assert {effect.member_id for effect in effects if isinstance(effect, KeepEntrant)} == {ANN, BEN}


def test_the_same_seed_draws_the_same_teams_whoever_joined_first() -> None:
    assert drawn([1, 2, 3, 4, 5], 2, seed=9) == drawn([5, 4, 3, 2, 1], 2, seed=9)
    assert any(drawn(range(8), 2, seed) != drawn(range(8), 2, 0) for seed in range(1, 4))


def test_teams_that_are_roles_take_those_who_have_them() -> None:
    play = lobby(drill=fresh(teams=(Team("Red", 70), Team("Blue", 71))))
    play.join(ANN, roles=(5, 71))
    play.join(BEN, roles=(70, 71))
    play.join(CEM)
    assert [play.entrant(member).team for member in (ANN, BEN, CEM)] == [1, 0, None]


# A call drill


def test_in_a_call_drill_each_takes_a_call_and_the_round_closes_when_all_are_over() -> None:
    play = asked(ANN, BEN, drill=fresh(rounds=1, call="late-parcel", seconds=600))
    for member in (ANN, BEN):
        assert play.press(member) == [BeginCall()]
        assert play.take(CallTaken(play.at, member, 500 + member)) == [KeepEntrant(member)]
    assert play.entrant(ANN).call_id == 500 + ANN
    assert play.press(ANN) == [ReplyInDrill(DrillLine.ANSWERED_ALREADY)]
    play.wait(60)
    play.take(CallOver(play.at, ANN))
    assert play.drill.answered == {ANN}
    assert play.take(CallOver(play.at, BEN)) == [UpdateRound(0), PutReveal(0)]


def test_calls_that_go_on_too_long_are_not_waited_for() -> None:
    play = asked(ANN, BEN, drill=fresh(rounds=1, call="late-parcel", seconds=600))
    play.take(CallTaken(play.at, ANN, 500))
    assert play.wait(600)[-2:] == [UpdateRound(0), PutReveal(0)]
    assert play.take(CallOver(play.at, ANN)) == []  # stopped for the reveal
    assert play.drill.answered == {ANN}
