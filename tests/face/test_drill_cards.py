"""The lobby, a round and the panel say how the drill stands; the form and the feedback are for one member."""

from dataclasses import replace

import pytest

from bot.face import drill_cards as cards
from bot.face.drill_lines import LINES
from bot.practice.drill.drill import Drill, Phase, Round
from bot.practice.drill.effects import DrillLine
from tests.face.drill_scenes import (
    CHANNEL,
    DRILL_THREAD,
    PEOPLE,
    RUBRIC,
    SECONDS,
    TEAMS,
    answer,
    asked,
    call_scene,
    drill,
    entrants,
    scene,
)
from tests.face.scenes import ASKED_AT, QUESTION, labels, parts, said

NOT_BEGUN = (Round(QUESTION.id),) * 3


def lobby(**changes: object) -> Drill:
    return drill(**{"phase": Phase.LOBBY, "rounds": NOT_BEGUN, "thread_id": None, **changes})


def test_a_lobby_says_who_is_in_and_when_it_starts() -> None:
    text = said(cards.lobby(scene(lobby(starts_at=ASKED_AT))))
    assert "Tuesday evening" in text
    assert "3 questions, 60 s each" in text
    assert "**5 in:** Anna, Ben, Chidi, Dana, Emil" in text
    assert f"<t:{ASKED_AT // 1000}:R>" in text
    assert labels(cards.lobby(scene(lobby()))) == ["Join", "Leave", "Start", "Cancel"]
    assert "when a moderator presses **Start**" in said(cards.lobby(scene(lobby())))


def test_a_lobby_counts_all_and_names_some() -> None:
    many = entrants(*(f"@everyone{number} Name" for number in range(1000)))
    text = said(cards.lobby(scene(lobby(entrants=many))))
    assert "**1000 in:**" in text
    assert "and 980 more" in text
    assert "@everyone" not in text


def test_who_left_is_not_in() -> None:
    people = entrants(*PEOPLE)
    people[2] = replace(people[2], left_at=ASKED_AT)
    text = said(cards.lobby(scene(lobby(entrants=people))))
    assert "**4 in:**" in text
    assert "Ben" not in text


def test_a_lobby_that_nobody_joined_waits() -> None:
    waits = lobby(entrants={}, starts_at=ASKED_AT, waits_until=ASKED_AT + 600_000)
    text = said(cards.lobby(scene(waits)))
    assert "Nobody is in yet" in text
    assert f"<t:{(ASKED_AT + 600_000) // 1000}:t>" in text


def test_a_lobby_says_where_the_drill_runs_and_how_teams_are() -> None:
    members = entrants(*PEOPLE, team=0)
    shown = cards.lobby(scene(drill(entrants=members, teams=TEAMS)))
    assert f"<#{DRILL_THREAD}>" in said(shown)
    assert "5 in when it began" in said(shown)  # it is not edited while the drill runs
    assert "Teams: Reds 5, Blues 0" in said(shown)
    assert labels(shown) == ["Join", "Leave", "Manage"]
    assert f"<#{CHANNEL}>" not in said(cards.lobby(scene(drill(thread_id=CHANNEL))))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ended_why": "cancelled", "rounds": NOT_BEGUN}, "cancelled"),
        ({"ended_why": "done"}, "5 members took part"),
        ({"ended_why": "thread"}, "thread is gone"),
        ({"ended_why": "permission:Send Messages", "rounds": NOT_BEGUN}, "no question was put"),
    ],
)
def test_a_lobby_of_a_drill_that_is_over(changes: dict[str, object], words: str) -> None:
    shown = cards.lobby(scene(drill(phase=Phase.ENDED, ended_at=ASKED_AT + 1, **changes)))
    assert words in said(shown)
    assert labels(shown) == []


def test_a_round_has_its_question_its_limit_and_how_many_have_answered() -> None:
    shown = cards.round_card(scene(drill(answered=frozenset({1, 2}))), 0)
    text = said(shown)
    assert "Round 1 of 3" in text
    assert QUESTION.ask in text
    assert f"<t:{ASKED_AT // 1000 + 60}:R>" in text
    assert "**2 of 5** have answered" in text
    assert labels(shown) == ["Answer", "Manage"]


def test_a_round_that_is_put_ticks_from_now() -> None:
    asking = drill(phase=Phase.ASKING, rounds=NOT_BEGUN)
    assert f"<t:{ASKED_AT // 1000 + 61}:R>" in said(cards.round_card(scene(asking), 0, ASKED_AT + 1))


def test_who_answered_and_left_is_still_counted() -> None:
    people = entrants(*PEOPLE)
    people[1] = replace(people[1], left_at=ASKED_AT)
    text = said(cards.round_card(scene(drill(entrants=people, answered=frozenset({1}))), 0))
    assert "**1 of 5** have answered" in text


def test_a_pause_stops_the_clock_and_takes_answers() -> None:
    shown = cards.round_card(scene(drill(paused_at=ASKED_AT + 1)), 0)
    assert "Paused" in said(shown)
    assert "<t:" not in said(shown)
    assert "Answer" in labels(shown)


def test_the_last_answers_come_in_without_saying_whose() -> None:
    shown = cards.round_card(scene(drill(phase=Phase.CLOSING, answered=frozenset({1, 2, 3, 4}))), 0)
    assert "the last answers are coming in" in said(shown)
    assert "Emil" not in said(shown)
    assert "Answer" in labels(shown)


@pytest.mark.parametrize("phase", [Phase.REVEALING, Phase.COMMENTING, Phase.ENDED])
def test_a_closed_round_takes_no_answers(phase: Phase) -> None:
    shown = cards.round_card(scene(drill(phase=phase, answered=frozenset({1, 2}))), 0)
    assert "Closed" in said(shown)
    assert "2 answers" in said(shown)
    assert labels(shown) == []


def test_an_earlier_round_and_a_skipped_one_take_no_answers() -> None:
    rounds = (asked(0), asked(1, skipped=True), asked(2))
    later = scene(drill(rounds=rounds, number=2))
    assert labels(cards.round_card(later, 0)) == labels(cards.round_card(later, 1)) == []
    assert "does not count" in said(cards.round_card(later, 1))


def test_a_call_drill_offers_the_call() -> None:
    shown = cards.round_card(call_scene([]), 0)
    assert labels(shown) == ["Take the call", "Manage"]
    assert "A lamp that has not come" in said(shown)
    assert "**0 of 5** have finished their call" in said(shown)
    assert "Round" not in said(cards.lobby(call_scene([])))


def test_a_question_that_left_the_pack_is_said() -> None:
    gone = scene(drill(rounds=(asked(0, question="gone"),)))
    assert "no longer in the pack" in said(cards.round_card(gone, 0))
    assert cards.form(gone, 0).to_dict()


@pytest.mark.parametrize(
    ("changes", "buttons"),
    [
        ({}, ["Pause", "+30 s", "Skip round", "Copies", "End"]),
        ({"paused_at": ASKED_AT}, ["Go on", "+30 s", "Skip round", "Copies", "End"]),
        ({"phase": Phase.LOBBY}, ["Start", "Cancel"]),
        ({"phase": Phase.COMMENTING}, ["Next round", "Pause", "Copies", "End"]),
        (
            {"phase": Phase.COMMENTING, "number": 2, "rounds": (asked(0),) * 3},
            ["To the podium", "Pause", "Copies", "End"],
        ),
        ({"phase": Phase.ENDED, "ended_at": ASKED_AT}, ["Copies"]),
    ],
)
def test_the_panel_has_what_a_moderator_can_do_now(changes: dict[str, object], buttons: list[str]) -> None:
    shown = cards.panel(scene(drill(**changes)))
    assert labels(shown) == buttons
    ids = [part["custom_id"] for part in parts(shown) if "custom_id" in part]
    assert len(set(ids)) == len(ids)
    assert any(id.startswith("headset_drill_member:") for id in ids) == ("ended_at" not in changes)


def test_the_form_says_the_question_in_full() -> None:
    long = replace(QUESTION, ask="What do you do? " * 20)
    pack = scene().pack
    form = cards.form(replace(scene(), pack=replace(pack, questions={QUESTION.id: long})), 0).to_dict()
    assert form["components"][0]["content"] == long.ask.strip()
    assert form["components"][1]["component"]["max_length"] == 4000


def test_feedback_is_the_cards_of_a_screen_and_says_what_earns_nothing() -> None:
    text = said(cards.feedback(answer(1), QUESTION, RUBRIC))
    assert "Round 1: 63 of 100" in text
    assert "Best moment" in text
    assert "**Change first:** Say “we”" in text
    assert "Answered in 40 s" in text
    assert "no points" not in text
    for repeats in ("own", "other", "strong"):
        assert "no points" in said(cards.feedback(answer(1, repeats=repeats), QUESTION, RUBRIC))
    assert "being rated" in said(cards.feedback(answer(1, overall=None), QUESTION, RUBRIC))


def test_copies_name_whoever_was_first() -> None:
    shown = cards.copies(scene(), [(answer(2, took=20), answer(1, took=50)), (answer(2, took=20), answer(3, took=55))])
    assert "Ben Okafor, then Anna Berg (30 s later), Chidi Mensah (35 s later)" in said(shown)
    assert "No two answers" in said(cards.copies(scene(), []))


def test_copies_tell_of_no_accommodation() -> None:
    shown = said(cards.copies(scene(), [(answer(1, took=10), answer(2, took=SECONDS + 50))]))
    assert f"{SECONDS - 10} s later" in shown


def test_every_line_has_its_words_and_gives_back_what_was_written() -> None:
    assert set(LINES) == set(DrillLine)
    assert "I would call them back." in said(cards.line(DrillLine.LATE, "I would call them back."))
    assert len(parts(cards.line(DrillLine.EMPTY, "  \n"))) == 1
