"""The table for moderators: the columns of the issue, read by spreadsheets, and no formula of anybody's in it."""

import csv
from dataclasses import replace
from io import StringIO

import pytest

from bot.face import drill_export
from bot.stage import DrillScene
from tests.face.drill_scenes import PEOPLE, SECONDS, TEAMS, answer, call_scene, drill, entrants, scene


def table(of: DrillScene) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(drill_export.csv(of).decode("utf-8-sig"), newline="")))


def test_a_row_for_each_answer() -> None:
    people = {id: replace(entrant, team=1) for id, entrant in entrants(*PEOPLE).items()}
    rows = table(scene(drill(entrants=people, teams=TEAMS), [answer(2, 2, 40), answer(1, 1, 88, took=41), answer(7)]))
    assert list(rows[0]) == [
        *("member", "name", "team", "round", "question", "score"),
        *("Empathy", "Ownership", "Resolution"),
        *("seconds", "answer"),
    ]
    assert [(row["member"], row["name"], row["team"], row["round"], row["score"]) for row in rows] == [
        ("7", "", "", "1", "63"),
        ("1", "Anna Berg", "Blues", "1", "88"),
        ("2", "Ben Okafor", "Blues", "2", "40"),
    ]
    assert rows[1]["question"] == "A customer says that the lamp came broken. What do you do?"
    assert rows[1]["Ownership"] == "3.6"
    assert rows[1]["seconds"] == "41.0"


def test_it_begins_with_the_mark_of_utf_8_and_keeps_all_letters() -> None:
    made = drill_export.csv(scene(turns=[answer(1, answer="Größe, “喂”\nand a second line")]))
    assert made.startswith(b"\xef\xbb\xbf")
    assert table(scene(turns=[answer(1, answer="Größe, “喂”\nand a second line")]))[0]["answer"].startswith(
        "Größe, “喂”"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "  =", "\uff1d"])
def test_no_cell_is_a_formula(start: str) -> None:
    evil = f"{start}HYPERLINK(1)"
    people = entrants(evil)
    rows = table(scene(drill(entrants=people), [answer(1, answer=evil)]))
    assert rows[0]["answer"] == rows[0]["name"] == f"'{evil}"


def test_unrated_answers_are_in_it() -> None:
    rows = table(scene(turns=[answer(1, overall=None)]))
    assert (rows[0]["score"], rows[0]["member"]) == ("", "1")


def test_no_time_tells_of_an_accommodation() -> None:
    rows = table(scene(turns=[answer(1, took=SECONDS + 50), answer(2, took=SECONDS - 1)]))
    assert {row["member"]: row["seconds"] for row in rows} == {"1": f"{SECONDS}.0", "2": f"{SECONDS - 1}.0"}


def test_calls_are_rows_too() -> None:
    rows = table(call_scene([80, 60]))
    assert [(row["question"], row["score"], row["seconds"]) for row in rows] == [
        ("A lamp that has not come", "80", "185.0"),
        ("A lamp that has not come", "60", "185.0"),
    ]
