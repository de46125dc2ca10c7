"""Answers of drills are rated beside all else, each once, and whoever waits for one gets it."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot import rating
from bot.practice.content import Kind, Pack, Question
from bot.practice.records import DrillTurnRow, StoreError
from bot.rating import Rater
from bot.scoring.score import Feedback, Score
from bot.tasks import Tasks

STRONG = "I am sorry for that. I will call the depot now and call you back before six today."
PACKS = {
    "core": Pack(
        "core",
        "Core",
        "",
        "Linden Care",
        (),
        {"late": Question("late", Kind.LINE, "What do you say?", {"ownership": 1.0}, (), "", STRONG)},
    )
}
MISTAKE = "what we can't rate"


def turn(member: int, answer: str = "I will see to it.") -> DrillTurnRow:
    return DrillTurnRow(1, 1, member, 9, "core", "late", 0, 1000, answer)


class Shelf:
    """A store of answers."""

    def __init__(self, *unrated: DrillTurnRow) -> None:
        self.waiting = list(unrated)
        self.rated: list[DrillTurnRow] = []
        self.broken = 0

    async def unrated(self) -> list[DrillTurnRow]:
        return self.waiting

    async def rate_drill_turn(self, row: DrillTurnRow) -> DrillTurnRow:
        if self.broken:
            self.broken -= 1
            raise StoreError("The disk is full.")
        self.rated.append(row)
        return row

    async def drill_turn(self, session_id: int, round: int, member_id: int) -> DrillTurnRow | None:
        return next((row for row in self.rated if row.member_id == member_id), None)


def rate(_: Question, answer: str) -> Score:
    if answer == MISTAKE:
        raise ZeroDivisionError
    return Score(60, {}, (), None, (), Feedback(None, None, "", ""), "1", "core 1")


def rater(shelf: Shelf, tasks: Tasks, busy: Callable[[], bool] = lambda: False) -> Rater:
    return Rater(shelf, PACKS, rate, tasks, lambda guild: None, busy)  # type: ignore[arg-type]


async def test_each_is_rated_once_and_found_later() -> None:
    shelf = Shelf(turn(1), turn(2, STRONG.upper()))
    made = rater(shelf, Tasks())
    await made.open()
    made.add([turn(1), turn(3)])  # the first is in the queue already
    found = await made.rated(1, 1, 2)
    assert found is not None
    assert found.repeats == "strong"
    await made.settled(1)
    assert [row.member_id for row in shelf.rated] == [1, 2, 3]
    assert {row.overall for row in shelf.rated} == {60}
    assert await made.rated(1, 1, 3) == replace(shelf.rated[2])
    assert await made.rated(1, 1, 4) is None


async def test_storage_that_fails_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rating, "AGAIN_AFTER", 0.001)
    shelf = Shelf()
    shelf.broken = 2
    made = rater(shelf, Tasks())
    made.add([turn(1), turn(2)])
    await made.settled(1)
    assert [row.member_id for row in shelf.rated] == [1, 2]


async def test_what_can_not_be_rated_is_waited_for_no_more(caplog: pytest.LogCaptureFixture) -> None:
    shelf = Shelf()
    made = rater(shelf, Tasks())
    made.add([turn(1, MISTAKE), turn(2)])
    await made.settled(1)
    assert [row.member_id for row in shelf.rated] == [2]
    assert "can't be rated" in caplog.text


async def test_what_has_no_question_any_more_is_not_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    gone = [replace(turn(1), question="gone"), replace(turn(2), pack="gone")]
    shelf = Shelf(*gone, turn(3))
    made = rater(shelf, Tasks())
    await made.open()
    await made.settled(1)
    assert [row.member_id for row in shelf.rated] == [3]
    (told,) = caplog.records
    assert told.levelname == "WARNING"
    assert "2 answers" in told.message


async def test_those_who_press_and_send_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    presses = iter([True] * 5)
    shelf = Shelf()
    made = rater(shelf, Tasks(), lambda: next(presses, False))
    made.add([turn(1)])
    await asyncio.sleep(0.02)
    assert not shelf.rated
    await made.settled(1)
    monkeypatch.setattr(rating, "PATIENCE", 0.02)
    made = rater(shelf, Tasks(), lambda: True)  # but not for ever
    made.add([turn(2)])
    await made.settled(1)
    assert len(shelf.rated) == 2


async def test_stopped_it_leaves_nobody_waiting() -> None:
    tasks = Tasks()
    made = rater(Shelf(), tasks, lambda: True)
    made.add([turn(1)])
    waiting = asyncio.ensure_future(made.rated(1, 1, 1))
    await asyncio.sleep(0.01)
    await tasks.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting
