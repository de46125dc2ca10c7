"""`packs check`: behaviours on their own examples, strong answers, and what is printed."""

import json
from pathlib import Path

import pytest

from bot.packs import BUILT_IN
from bot.packs.checking import check
from bot.packs.command import run_check, write_schemas
from bot.packs.loading import load
from bot.packs.models import json_schemas
from bot.practice.content import Question
from bot.scoring.score import Feedback, Score

from .folders import BEHAVIOURS, COMPETENCIES, PACK, QUESTIONS, line_of, put, write


def printed(folder: Path, verbose: bool = False) -> tuple[int, list[str]]:
    lines: list[str] = []
    return run_check([folder], verbose, lines.append), lines


def rating(overall: int, junk: str | None = None) -> Score:
    return Score(overall, {}, (), junk, (), Feedback(None, None, "", ""), "1", "1")


def test_all_good(tmp_path: Path) -> None:
    report = check(load(built_in=write(tmp_path)), lambda question, answer: rating(70))
    assert report.good
    assert not report.warnings
    assert [(t.behaviour, t.found, t.examples, t.passed, t.counterexamples) for t in report.tallies] == [
        ("promises-callback", 1, 1, 1, 1),
        ("blames-others", 1, 1, 0, 0),
    ]


def test_misses_are_told_at_their_line(tmp_path: Path) -> None:
    behaviours = BEHAVIOURS.replace("I'll call you back myself before six today.", "Somebody will write to you.")
    behaviours = behaviours.replace("The warehouse will call you back at some point.", "I will call you back.")
    file = f"{tmp_path}/rubric/behaviours/ownership.yaml"
    code, lines = printed(write(tmp_path, behaviours=behaviours))
    assert code == 1
    example, counter = line_of(behaviours, "Somebody"), line_of(behaviours, "I will call you back.")
    assert lines[0] == f'{file}:{example}: promises-callback: example not found: "Somebody will write to you."'
    assert lines[1] == f'{file}:{counter}: promises-callback: counterexample found: "I will call you back."'
    assert "1 of 2 examples found, 0 of 1 counterexamples not found. 0 problems, 2 misses" in lines[-1]


def test_a_miss_says_what_was_found_instead(tmp_path: Path) -> None:
    behaviours = BEHAVIOURS.replace("That's not my fault.", "I will call you back.")
    report = check(load(built_in=write(tmp_path, behaviours=behaviours)))
    assert [str(miss).partition("found: ")[2] for miss in report.misses] == [
        '"I will call you back." (found is promises-callback)'
    ]


def test_verbose_has_a_line_for_every_behaviour(tmp_path: Path) -> None:
    line = "promises-callback (ownership, for): 1 of 1 examples found, 1 of 1 counterexamples not found"
    assert line in printed(write(tmp_path), verbose=True)[1]
    assert line not in printed(tmp_path)[1]


def test_problems_make_it_fail(tmp_path: Path) -> None:
    code, lines = printed(write(tmp_path, questions=QUESTIONS.replace("hint:", "hintt:")))
    assert code == 1
    assert any("unknown key 'hintt', did you mean 'hint'?" in line for line in lines)


@pytest.mark.parametrize(
    ("score", "words"),
    [(rating(69), "rates 69; it should rate 70 or more"), (rating(90, "an echo"), "counts as junk (an echo)")],
)
def test_strong_answers_must_rate_well(tmp_path: Path, score: Score, words: str) -> None:
    asked: list[tuple[str, str]] = []

    def rate(question: Question, answer: str) -> Score:
        asked.append((question.id, answer))
        return score

    report = check(load(built_in=write(tmp_path)), rate)
    assert asked == [("call-volume", "I took about eighty calls a day.")]
    assert report.good
    assert len(report.warnings) == 1
    assert str(report.warnings[0]).startswith(f"{tmp_path}/packs/core/questions.yaml:2: call-volume: ")
    assert words in str(report.warnings[0])


def test_a_strong_answer_has_what_to_look_for(tmp_path: Path) -> None:
    questions = QUESTIONS.replace("about eighty calls a day", "some calls")
    report = check(load(built_in=write(tmp_path, questions=questions)))
    assert [str(warning).partition(": call-volume: ")[2] for warning in report.warnings] == [
        "its strong answer has not what to look for: calls-a-day"
    ]


def test_a_folder_of_packs_is_checked_with_headsets_own_rubric(tmp_path: Path) -> None:
    put(tmp_path / "mine/pack.yaml", PACK.replace("id: core", "id: mine"))
    put(tmp_path / "mine/questions.yaml", QUESTIONS.replace("ownership: 3", "owner-ship: 3"))
    code, lines = printed(tmp_path)
    assert code == 1
    place = f"{tmp_path}/mine/questions.yaml:{line_of(QUESTIONS, 'weights')}: "
    assert any(line.startswith(place) and "did you mean 'ownership'?" in line for line in lines)


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    code, lines = printed(tmp_path / "nowhere")
    assert code == 1
    assert f"{tmp_path}/nowhere:1: there is no such folder, check the name" in lines


def test_a_whole_content_folder_stands_in_place_of_the_built_in_one(tmp_path: Path) -> None:
    assert COMPETENCIES.count("- id:") == 2
    assert printed(write(tmp_path))[1][-1].startswith("1 pack, 1 question, 2 behaviours: ")


def test_the_editors_schemas_are_those_of_the_models(tmp_path: Path) -> None:
    files = write_schemas(tmp_path)
    assert {file.stem for file in files} == json_schemas().keys()
    for file in files:
        committed = BUILT_IN / "schema" / file.name
        assert committed.read_text() == file.read_text(), "run `python -m bot packs schema`"


def test_the_schemas_use_the_files_own_keys() -> None:
    schemas = json_schemas()
    behaviour = schemas["behaviours"]["$defs"]["BehaviourModel"]
    assert {"id", "competency", "for", "shows", "advice"} <= set(behaviour["required"])
    assert behaviour["additionalProperties"] is False
    assert set(schemas["competencies"]["$defs"]["Anchors"]["properties"]) == {"1", "3", "5"}
    assert schemas["questions"]["$defs"]["Kind"]["enum"] == ["story", "plan", "fact", "line"]
    json.dumps(schemas)
