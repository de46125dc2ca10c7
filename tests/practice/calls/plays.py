"""Plays calls by their rules alone: the example of docs/calls.md, and the core pack's easy one."""

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.packs.loading import Library, load
from bot.packs.players import Play
from bot.practice.calls.call import Scene
from bot.practice.calls.content import CallScript
from bot.practice.content import Question
from bot.practice.timing import Pace
from bot.scoring.score import Feedback, Score

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
    """The built-in content, and the documented call."""
    return with_call(documented())


def with_call(text: str, name: str = "towels") -> Library:
    """The built-in content, and this call in a pack of its own."""
    with TemporaryDirectory() as folder:
        pack = Path(folder) / "packs" / "hotel-desk"
        (pack / "calls").mkdir(parents=True)
        (pack / "pack.yaml").write_text(PACK)
        (pack / "questions.yaml").write_text(QUESTIONS)
        (pack / "calls" / f"{name}.yaml").write_text(text)
        return load([Path(folder)])


def towels() -> CallScript:
    return library().packs["hotel-desk"].calls["towels"]


@cache
def varied(*changes: tuple[str, str]) -> CallScript:
    """The documented call with some of its text otherwise."""
    text = documented()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    made = with_call(text)
    calls = made.packs["hotel-desk"].calls
    assert "towels" in calls, [str(problem) for problem in made.problems]
    return calls["towels"]


def present() -> CallScript:
    return library().packs["core"].calls["late-birthday-present"]


def rate(_: Question, answer: str) -> Score:
    return Score(80, {}, (), None, (), Feedback(None, None, "", ""), "engine", "rubric")


def play(script: CallScript, seed: int = 1, pace: Pace = Pace.REAL) -> Play:
    return Play(Scene(script, rate), seed, pace)
