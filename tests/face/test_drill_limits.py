"""Whatever is in a drill, no card of it exceeds what Discord takes in one message."""

from dataclasses import replace

import discord
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.face import drill_cards
from bot.face.drill_result_card import own_result, podium
from bot.face.drill_reveal_card import reveal
from bot.practice.content import Kind, LookFor, Question
from bot.practice.drill.drill import Drill, Entrant, Phase, Team
from bot.practice.drill.effects import DrillLine
from bot.practice.records import DrillTurnRow
from bot.scoring.score import Evidence, Feedback, Level, Score
from bot.stage import DrillScene
from tests.face.drill_scenes import RUBRIC, answer, asked, drill, scene
from tests.face.scenes import ASKED_AT, QUESTION, pack
from tests.face.test_limits import check, questions, scores, words

MOST_ROUNDS, MEMBERS = 20, 40


@st.composite
def scenes(draw: st.DrawFn) -> DrillScene:
    """A drill in which everything may be of the worst kind, with answers to all of its rounds."""
    question = replace(draw(questions), id=QUESTION.id)
    name, rounds = draw(words(32)), draw(st.integers(1, MOST_ROUNDS))
    teams = tuple(Team(draw(words(100))) for _ in range(draw(st.integers(0, 25))))
    made = drill(
        title=draw(words(100)),
        member_name=name,
        teams=teams,
        rounds=tuple(asked(index) for index in range(rounds)),
        number=rounds - 1,
        phase=draw(st.sampled_from(Phase)),
        paused_at=draw(st.none() | st.just(ASKED_AT)),
        starts_at=draw(st.none() | st.just(ASKED_AT)),
        automatic=draw(st.booleans()),
        entrants={
            id: Entrant(id, name, ASKED_AT, team=id % len(teams) if teams else None, named=draw(st.booleans()))
            for id in range(1, 6)
        },
    )
    turns = [
        answer(member, number, draw(st.integers(0, 100)), score=draw(scores()), answer=draw(words(4000)))
        for member in (1, 2, 3)
        for number in {1, rounds}
    ]
    return scene(made, turns, pack=pack(question, title=name), averages=dict.fromkeys(made.entrants, (1.0, 9)))


def every_card(shown: DrillScene) -> list[discord.ui.LayoutView]:
    last, row = len(shown.drill.rounds) - 1, shown.turns[0]
    question = shown.pack.questions[QUESTION.id]
    over = replace(shown, drill=replace(shown.drill, ended_at=ASKED_AT, phase=Phase.ENDED))
    return [
        drill_cards.lobby(shown),
        drill_cards.lobby(over),
        drill_cards.round_card(shown, last),
        drill_cards.panel(shown),
        drill_cards.feedback(replace(row, repeats="own"), question, RUBRIC),
        drill_cards.copies(shown, copied(shown.drill, row)),
        *reveal(shown, last).views,
        *podium(shown, True).views,
        own_result(shown, 1),
    ]


def copied(of: Drill, row: DrillTurnRow) -> list[tuple[DrillTurnRow, DrillTurnRow]]:
    members = list(of.entrants)
    return [
        (replace(row, round=number, member_id=1), replace(row, round=number, member_id=member))
        for number in range(1, len(of.rounds) + 1)
        for member in members[1:]
    ]


@settings(max_examples=25, deadline=None)
@given(scenes())
def test_every_card_of_a_drill(shown: DrillScene) -> None:
    for view in every_card(shown):
        check(view)
    form = drill_cards.form(shown, 0).to_dict()
    assert len(form["title"]) <= 45
    assert form["components"][0]["content"].strip()


@given(words(4000))
def test_an_answer_given_back(text: str) -> None:
    check(drill_cards.line(DrillLine.LATE, text))


def test_the_longest_of_all() -> None:
    """Every part of everything is as long as it may be, and there is as much of it as may be."""
    worst = "*" * 4000
    found = Evidence("b", "ownership", True, worst, worst, 0, 1)
    levels = {name: Level(name, 1.0, worst) for name in RUBRIC.competencies}
    score = Score(100, levels, (found,), None, (), Feedback(found, found, worst, worst, ()), "engine", "rubric")
    question = Question(
        QUESTION.id, Kind.PLAN, worst, {"ownership": 1.0}, (LookFor("x", worst, ()),) * 30, worst, worst
    )
    entrants = {id: Entrant(id, worst, ASKED_AT, team=id % 25, named=True) for id in range(1, MEMBERS + 1)}
    made = drill(
        title=worst,
        member_name=worst,
        teams=(Team(worst),) * 25,
        entrants=entrants,
        rounds=tuple(asked(index) for index in range(MOST_ROUNDS)),
        number=MOST_ROUNDS - 1,
    )
    turns = [
        answer(member, number, 100, score=score, answer=f"{'* ' * 1900}{member}{number}")
        for member in entrants
        for number in (1, MOST_ROUNDS)
    ]
    averages = dict.fromkeys(entrants, (1.0, 9))
    shown = scene(made, turns, pack=pack(question, title=worst), averages=averages)
    for phase in (Phase.LOBBY, Phase.ANSWERING):
        for view in every_card(replace(shown, drill=replace(made, phase=phase))):
            check(view)
