"""Plays shifts by their rules alone: the example of docs/dialer.md, and the core pack's campaigns."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bot.packs import BUILT_IN
from bot.packs.behaviours import RubricLoading
from bot.packs.campaigns import CampaignsLoading
from bot.packs.dialer import DialerLoading
from bot.packs.dialer_players import ShiftPlay
from bot.packs.folders import Folder
from bot.packs.problem import Problem
from bot.packs.usual import Usual
from bot.practice.dialer.content import Campaign
from bot.practice.dialer.drawing import connected
from bot.practice.dialer.hearing import Heard, listen
from bot.practice.dialer.shift import Connection
from bot.practice.timing import Pace

ROOT = Path(__file__).parents[3]
GOOD = "Good morning Mr Mueller, this is Ines Duarte from Harbour Hotels. It's about your stay. Do you have a minute?"


def documented() -> str:
    """The smallest complete campaign, as docs/dialer.md has it."""
    found = re.search(r"```yaml\n(id: towels\n.*?)```", (ROOT / "docs" / "dialer.md").read_text(), re.DOTALL)
    assert found
    return found.group(1)


@cache
def _base() -> tuple[RubricLoading, DialerLoading]:
    """The rubric, and what is usual to all campaigns."""
    folder, rubric = Folder.at(BUILT_IN), RubricLoading([])
    rubric.add(folder, base=True)
    calls, dialer = Usual(), DialerLoading()
    calls.read(folder, rubric)
    dialer.read(folder, rubric, calls)
    assert rubric.problems == []
    return rubric, dialer


def loaded(text: str, name: str = "towels") -> tuple[dict[str, Campaign], list[Problem]]:
    """This file as a campaign of a pack, and what is wrong with it."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "campaigns" / f"{name}.yaml"
        file.parent.mkdir()
        file.write_text(text, encoding="utf-8")
        return of_folder(Path(folder))


def of_folder(folder: Path) -> tuple[dict[str, Campaign], list[Problem]]:
    """The campaigns of a pack's folder, and what is wrong with them."""
    rubric, dialer = _base()
    problems: list[Problem] = []
    loading = CampaignsLoading(replace(rubric, problems=problems), dialer)
    return loading.of_pack(Folder.at(folder), folder, "hotel-desk", "1"), problems


@cache
def towels() -> Campaign:
    """The documented campaign."""
    campaigns, problems = loaded(documented())
    assert problems == []
    return campaigns["towels"]


@cache
def core() -> dict[str, Campaign]:
    """The campaigns that come with Headset."""
    campaigns, problems = of_folder(BUILT_IN / "packs" / "core")
    assert problems == []
    return campaigns


def one(kind: str = "person", answer: str = "go-on", at_once: bool = False) -> Connection:
    """A connection to Mr Mueller; to an office, to Mr Ito."""
    campaign = towels()
    found = campaign.kinds[kind]
    contact = campaign.contact("Jun Ito" if found.office else "Oskar Mueller")
    return connected(campaign, Random(1), contact, found, found.answer(answer), at_once=at_once)


def play(*connections: Connection, pace: Pace = Pace.REAL) -> ShiftPlay:
    """A shift of these connections, the first of which has said hello."""
    playing = ShiftPlay(towels(), pace=pace, size=len(connections), connections=connections)
    playing.connect()
    return playing


def heard(text: str, closed: bool = False) -> Heard:
    """What is heard in words to Mr Mueller."""
    return listen(text, towels(), towels().contact("Oskar Mueller"), closed)
