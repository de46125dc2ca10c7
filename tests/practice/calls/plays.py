"""Plays calls by their rules alone: the example of docs/calls.md, and the core pack's easy one."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.packs import BUILT_IN
from bot.packs.behaviours import RubricLoading
from bot.packs.calls import CallsLoading
from bot.packs.folders import Folder
from bot.packs.loading import Library, load
from bot.packs.players import Play
from bot.packs.problem import Problem
from bot.packs.usual import Usual
from bot.practice.calls.call import Phase, Scene
from bot.practice.calls.content import CallScript
from bot.practice.calls.effects import SayLine
from bot.practice.calls.events import BackPressed, HoldPressed, LookUpPressed
from bot.practice.content import Question
from bot.practice.effects import Effect
from bot.practice.events import DeadlinePassed
from bot.practice.timing import Pace
from bot.scoring.score import Feedback, Score

MINUTE = 60_000
SOLVES = "I'll send two towels up within ten minutes."
ROOT = Path(__file__).parents[3]
PACK = """\
id: hotel-desk
title: Hotel
version: "1"
about: A hotel.
company: Harbour Hotels
recruiters:
  - {name: Ines, role: Manager}
"""
QUESTIONS = """\
questions:
  - {id: any, kind: fact, ask: How many?, weights: {empathy: 1}, hint: Say it., strong_answer: About eighty a day.}
"""


def documented() -> str:
    """The smallest complete call, as docs/calls.md has it."""
    found = re.search(r"```yaml\n(id: towels\n.*?)```", (ROOT / "docs" / "calls.md").read_text(), re.DOTALL)
    assert found
    return found.group(1)


@cache
def library() -> Library:
    """The built-in content."""
    return load()


@cache
def _base() -> tuple[RubricLoading, Usual]:
    """The rubric, and what is usual to all calls."""
    folder, rubric = Folder.at(BUILT_IN), RubricLoading([])
    rubric.add(folder, base=True)
    usual = Usual()
    usual.read(folder, rubric)
    return rubric, usual


def loaded(text: str, name: str = "towels") -> tuple[dict[str, CallScript], list[Problem]]:
    """This file as a call of a pack, and what is wrong with it."""
    rubric, usual = _base()
    problems: list[Problem] = []
    with TemporaryDirectory() as folder:
        file = Path(folder) / "calls" / f"{name}.yaml"
        file.parent.mkdir()
        file.write_text(text)
        loading = CallsLoading(replace(rubric, problems=problems), usual)
        return loading.of_pack(Folder.at(Path(folder)), Path(folder), "hotel-desk", "1"), problems


@cache
def varied(*changes: tuple[str, str]) -> CallScript:
    """The documented call with some of its text otherwise."""
    text = documented()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    calls, problems = loaded(text)
    assert "towels" in calls, [str(problem) for problem in problems]
    return calls["towels"]


def towels() -> CallScript:
    """The documented call."""
    return varied()


def present() -> CallScript:
    return library().packs["core"].calls["late-birthday-present"]


def rate(_: Question, answer: str) -> Score:
    return Score(80, {}, (), None, (), Feedback(None, None, "", ""), "engine", "rubric")


def play(script: CallScript, seed: int = 1, pace: Pace = Pace.REAL) -> Play:
    return Play(Scene(script, rate), seed, pace)


def fresh() -> Play:
    """A call in its lobby."""
    called = play(towels())
    called.call = replace(called.call, phase=Phase.OPENING, caller=None, log=(), taken_at=None)
    return called


def press(called: Play, what: str, after: int = 1_000) -> list[Effect]:
    called.at += after
    kinds = {"hold": HoldPressed, "back": BackPressed}
    return called.take(kinds[what](called.at, called.snowflake()))


def look_up(called: Play, record: str) -> list[Effect]:
    called.at += 1_000
    return called.take(LookUpPressed(called.at, called.snowflake(), record))


def said(effects: list[Effect]) -> str:
    return " ".join(effect.text for effect in effects if isinstance(effect, SayLine))


def wakes(called: Play) -> list[Effect]:
    """The next thing that happens by itself."""
    due = called.call.wake_at
    assert due is not None
    called.at = due
    return called.take(DeadlinePassed(due))
