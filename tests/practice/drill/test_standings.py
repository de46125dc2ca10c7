"""How the members of a drill stand: places, ties, improvement, spread, strong answers, copies, teams, calls."""

import json
from dataclasses import replace

import pytest

from bot.practice.drill.comparing import compared, outcomes, tension_at, usual
from bot.practice.drill.drill import Drill, Entrant, Round, Team
from bot.practice.drill.examples import copies, strong_answers
from bot.practice.drill.standings import Place, best, improved, places, results, spread, team_scores
from bot.practice.records import CallRow, DrillTurnRow

from .play import ANN, BEN, CEM, DORA, SECONDS, START, fresh

LONG = "First I would tell the customer that I am sorry, then I would look up the parcel and call them back at four."
OTHER = "My last team lost its lead in May, so I took the rota over, and after two weeks nobody had to work on Sunday."
THIRD = "I keep a list of open cases, and before I go home each of them has a next step with a name and a time on it."
FOURTH = "When two people call at once I say how long it takes, ask who can wait, and note what both of them need."


def drilled(*members: int, rounds: int = 2, teams: tuple[Team, ...] = (), call: str = "") -> Drill:
    """A drill whose rounds were all asked, a minute apart."""
    drill = fresh(rounds=rounds, teams=teams, call=call)
    rounds_asked = tuple(Round(f"q{n}", n, asked(n), asked(n) + SECONDS * 1000) for n in range(1, rounds + 1))
    entrants = {member: Entrant(member, f"m{member}", START) for member in members}
    return replace(drill, rounds=rounds_asked, number=rounds - 1, entrants=entrants)


def asked(number: int) -> int:
    return START + number * 60_000


def answer(
    member: int,
    overall: int | None,
    number: int = 1,
    took: int = 10_000,
    text: str = LONG,
    repeats: str = "",
    shows: str = "",
) -> DrillTurnRow:
    """What a member answered in a round, counted from 1 as rows do."""
    moment = {"shows": shows, "quote": text[:20]} if shows else None
    return DrillTurnRow(
        session_id=100,
        round=number,
        member_id=member,
        guild_id=7,
        pack="core",
        question=f"q{number}",
        asked_at=asked(number),
        answered_at=asked(number) + took,
        answer=text,
        overall=overall,
        score=json.dumps({"feedback": {"best": moment}, "levels": {}}),
        repeats=repeats,
    )


def order(drill: Drill, *rows: DrillTurnRow) -> list[tuple[int, int, int]]:
    return [(place.rank, place.member_id, place.total) for place in places(drill, results(drill, rows))]


def changed(drill: Drill, member: int, **changes: object) -> Drill:
    entrants = {**drill.entrants, member: replace(drill.entrants[member], **changes)}  # type: ignore[arg-type]
    return replace(drill, entrants=entrants)


# Places


def test_the_total_of_all_rounds_counts() -> None:
    drill = drilled(ANN, BEN, CEM)
    rows = [answer(ANN, 50), answer(BEN, 70), answer(ANN, 60, 2), answer(BEN, 20, 2), answer(CEM, 95, 2)]
    assert order(drill, *rows) == [(1, ANN, 110), (2, CEM, 95), (3, BEN, 90)]


def test_ties_go_to_who_sent_earlier_in_all_rounds_together() -> None:
    drill = drilled(ANN, BEN)
    rows = [answer(ANN, 50, 1, 5_000), answer(ANN, 50, 2, 9_000), answer(BEN, 50, 1, 9_000), answer(BEN, 50, 2, 4_000)]
    assert order(drill, *rows) == [(1, BEN, 100), (2, ANN, 100)]


def test_then_to_whose_last_answer_was_sent_earlier() -> None:
    drill = drilled(ANN, BEN)
    rows = [answer(ANN, 50, 1, 4_000), answer(ANN, 50, 2, 9_000), answer(BEN, 50, 1, 5_000), answer(BEN, 50, 2, 8_000)]
    assert order(drill, *rows) == [(1, BEN, 100), (2, ANN, 100)]


def test_a_full_tie_shares_the_rank_and_the_next_is_left_out() -> None:
    drill = drilled(ANN, BEN, CEM)
    assert order(drill, answer(ANN, 50), answer(BEN, 50), answer(CEM, 40)) == [(1, ANN, 50), (1, BEN, 50), (3, CEM, 40)]


def test_a_round_without_an_answer_does_not_pass_for_an_early_one() -> None:
    drill = drilled(ANN, BEN)
    rows = [answer(ANN, 80), answer(BEN, 40, 1, 30_000), answer(BEN, 40, 2, 30_000)]
    assert order(drill, *rows) == [(1, BEN, 80), (2, ANN, 80)]


def test_a_round_that_was_skipped_counts_for_nobody() -> None:
    drill = drilled(ANN, BEN)
    drill = replace(drill, rounds=(replace(drill.rounds[0], skipped=True), drill.rounds[1]))
    assert order(drill, answer(ANN, 90), answer(ANN, 10, 2), answer(BEN, 20, 2)) == [(1, BEN, 20), (2, ANN, 10)]


def test_who_left_stands_and_who_was_removed_does_not() -> None:
    drill = drilled(ANN, BEN, CEM)
    drill = changed(drill, ANN, left_at=START)
    drill = changed(drill, BEN, left_at=START, removed=True)
    assert order(drill, answer(ANN, 50), answer(BEN, 90), answer(CEM, 40)) == [(1, ANN, 50), (2, CEM, 40)]


def test_who_never_answered_has_no_place() -> None:
    assert order(drilled(ANN, BEN), answer(ANN, 0)) == [(1, ANN, 0)]


def test_answers_that_are_not_rated_yet_do_not_count() -> None:
    assert order(drilled(ANN, BEN), answer(ANN, None), answer(BEN, 5)) == [(1, BEN, 5)]


# A round


def test_the_best_three_of_a_round_and_their_ties() -> None:
    drill = drilled(ANN, BEN, CEM, DORA)
    rows = [answer(ANN, 60), answer(BEN, 80, took=20_000), answer(CEM, 80, took=9_000), answer(DORA, 60)]
    found = best(results(drill, rows), 0)
    assert [(rank, result.member_id) for rank, result in found] == [(1, CEM), (2, BEN), (3, ANN)]


def test_who_reached_nothing_is_none_of_the_best() -> None:
    assert best(results(drilled(ANN), [answer(ANN, 0)]), 0) == ()


def test_the_spread_has_five_parts_of_twenty() -> None:
    members = range(100, 110)
    rows = [
        answer(member, overall)
        for member, overall in zip(members, (0, 19, 20, 39, 40, 59, 60, 79, 80, 100), strict=True)
    ]
    assert spread(results(drilled(*members), rows), 0) == (2, 2, 2, 2, 2)
    assert spread(results(drilled(*members), rows), 1) == (0, 0, 0, 0, 0)


# Improvement


def place(member: int, total: int, answered: int = 2) -> Place:
    return Place(1, member, f"m{member}", None, total, answered, 0, 0)


def test_most_improved_against_their_own_average_of_at_least_five_answers() -> None:
    stood = [place(ANN, 160), place(BEN, 100), place(CEM, 180), place(DORA, 60)]
    averages = {ANN: (70.0, 30), BEN: (20.0, 5), CEM: (10.0, 4), DORA: (40.0, 9)}
    found = improved(stood, averages)
    assert [(one.member_id, one.gain) for one in found] == [(BEN, 30.0), (ANN, 10.0)]


# Strong answers and copies


def test_strong_answers_are_the_best_from_seventy_on_without_names() -> None:
    drill = drilled(ANN, BEN, CEM, DORA)
    rows = [
        answer(ANN, 70, text=LONG, shows="said sorry"),
        answer(BEN, 69, text=OTHER),
        answer(CEM, 90, text=THIRD),
        answer(DORA, 75, text=FOURTH),
    ]
    found = strong_answers(drill, rows, 0)
    assert [(one.member_id, one.name) for one in found] == [(CEM, None), (DORA, None), (ANN, None)]
    assert (found[2].shows, found[2].quote) == ("said sorry", LONG[:20])
    assert (found[0].shows, found[0].quote) == ("", "")
    assert len(strong_answers(drill, rows, 0, most=1)) == 1
    assert strong_answers(drill, rows, 1) == ()


def test_a_strong_answer_has_a_name_where_its_member_allows_it() -> None:
    drill = changed(drilled(ANN), ANN, named=True)
    assert strong_answers(drill, [answer(ANN, 80)], 0)[0].name == f"m{ANN}"


def test_of_answers_that_are_alike_only_the_first_is_an_example() -> None:
    rows = [answer(ANN, 80, took=30_000), answer(BEN, 78, took=20_000, text=LONG.upper() + "!"), answer(CEM, 60, 1, 90)]
    assert strong_answers(drilled(ANN, BEN, CEM), rows, 0) == ()  # the first of the three was no strong one
    found = strong_answers(drilled(ANN, BEN), rows[:2], 0)
    assert [one.member_id for one in found] == [BEN]


def test_what_repeats_an_answer_of_others_or_is_of_a_removed_member_is_no_example() -> None:
    drill = changed(drilled(ANN, BEN), BEN, removed=True, left_at=START)
    rows = [answer(ANN, 95, text=LONG, repeats="strong"), answer(BEN, 90, text=OTHER)]
    assert strong_answers(drill, rows, 0) == ()
    assert len(strong_answers(drill, [answer(ANN, 95, repeats="own")], 0)) == 1


def test_copies_are_found_by_round_with_the_first_first() -> None:
    rows = [
        answer(BEN, 50, 1, 20_000, LONG + " Promised."),
        answer(ANN, 50, 1, 10_000, LONG),
        answer(CEM, 50, 1, 15_000, OTHER),
        answer(CEM, 50, 2, 15_000, LONG),
    ]
    found = copies(rows)
    assert [(copied.round, [row.member_id for row in copied.answers]) for copied in found] == [(0, [ANN, BEN])]


def test_a_few_words_in_common_are_no_copy() -> None:
    assert copies([answer(ANN, 0, text="I don't know."), answer(BEN, 0, text="I don't know")]) == ()


# Teams


def test_a_team_has_the_mean_of_its_members_who_answered() -> None:
    drill = drilled(ANN, BEN, CEM, DORA, teams=(Team("Red"), Team("Blue"), Team("Green")))
    for member, team in ((ANN, 0), (BEN, 0), (CEM, 1), (DORA, 1)):
        drill = changed(drill, member, team=team)
    stood = places(drill, results(drill, [answer(ANN, 80), answer(BEN, 60), answer(CEM, 75)]))  # Dora is absent
    found = team_scores(drill, stood)
    assert [(one.rank, one.name, one.score, one.members) for one in found] == [
        (1, "Blue", 75.0, 1),
        (2, "Red", 70.0, 2),
        (3, "Green", 0.0, 0),
    ]


def test_teams_with_equal_scores_share_their_rank() -> None:
    drill = drilled(ANN, BEN, teams=(Team("Red"), Team("Blue")))
    drill = changed(changed(drill, ANN, team=0), BEN, team=1)
    stood = places(drill, results(drill, [answer(ANN, 50), answer(BEN, 50, took=1)]))
    assert [one.rank for one in team_scores(drill, stood)] == [1, 1]


# Calls


def call(
    member: int, overall: int | None, outcome: str, curve: list[tuple[int, float]], satisfaction: int = 3
) -> CallRow:
    taken = asked(1) + member * 1000
    return CallRow(
        session_id=member,
        guild_id=7,
        member_id=member,
        pack="core",
        call="late-parcel",
        started_at=taken,
        ended_at=taken + curve[-1][0],
        outcome=outcome,
        satisfaction=3,
        overall=overall,
        scorecard=json.dumps({"curve": curve}),
        engine=None,
        rubric=None,
        log="[]",
    )


def test_calls_are_compared_by_what_came_of_them() -> None:
    drill = changed(drilled(ANN, BEN, CEM, rounds=1, call="late-parcel"), CEM, removed=True)
    calls = {
        ANN: call(ANN, 55, "hung-up", [(0, 4.0), (9_000, 8.0)]),
        BEN: call(BEN, 80, "solved", [(0, 4.0), (20_000, 1.0)]),
        CEM: call(CEM, 90, "solved", [(0, 4.0), (20_000, 1.0)]),
    }
    found = compared(drill, calls)
    assert [(one.member_id, one.outcome, one.length, one.tension) for one in found] == [
        (BEN, "solved", 20_000, 1.0),
        (ANN, "hung-up", 9_000, 8.0),
    ]
    assert outcomes(found) == (("solved", 1), ("hung-up", 1))
    assert [one.member_id for one in places(drill, results(drill, [], calls))] == [BEN, ANN]


def test_a_call_in_which_nothing_was_said_is_worth_nothing() -> None:
    drill = drilled(ANN, rounds=1, call="late-parcel")
    stood = places(drill, results(drill, [], {ANN: call(ANN, None, "abandoned", [(0, 4.0), (9_000, 8.0)])}))
    assert [one.total for one in stood] == [0]


@pytest.mark.parametrize(("at", "tension"), [(0, 4.0), (999, 4.0), (1_000, 6.0), (99_000, 2.0)])
def test_the_tension_is_that_of_the_last_point_up_to_a_moment(at: int, tension: float) -> None:
    assert tension_at(((0, 4.0), (1_000, 6.0), (2_000, 2.0)), at) == tension


def test_the_usual_curve_is_the_median_while_half_are_on() -> None:
    curves = (((0, 4.0), (100, 4.0)), ((0, 6.0), (200, 6.0)), ((0, 8.0), (300, 8.0)))
    found = usual(curves, points=3)
    assert found == ((0, 6.0), (100, 6.0), (200, 7.0))
    assert usual(()) == ()
