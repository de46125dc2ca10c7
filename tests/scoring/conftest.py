"""A small rubric and question of our own, with patterns from `re`: the engine knows them by their protocol only."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.practice.content import Kind, LookFor, Match, Question
from bot.scoring.rubric import Behaviour, Competency, Rubric
from bot.scoring.scorer import Scorer


class Words:
    """A pattern of whole words."""

    def __init__(self, source: str) -> None:
        self._compiled = re.compile(rf"(?<![^ \n])(?:{source})(?![^ \n])")

    def finditer(self, text: str) -> Iterator[Match]:
        return self._compiled.finditer(text)


def behaviour(name: str, competency: str, supports: bool, strength: int, *sources: str, negated: str | None = None):
    return Behaviour(
        id=name,
        competency=competency,
        supports=supports,
        shows=f"shows {name}",
        advice=f"Mind {name}.",
        strength=strength,
        patterns=tuple(Words(source) for source in sources),
        negated=negated,
    )


def look_for(name: str, *sources: str) -> LookFor:
    return LookFor(name, f"says {name}", tuple(Words(source) for source in sources))


BEHAVIOURS = (
    behaviour(
        "blames",
        "ownership",
        False,
        3,
        "(?:i )?(?:[^ \\n]+ ){0,2}?blam(?:e|ed|ing) (?:a|my|the) colleague",
        negated="protects",
    ),
    behaviour("protects", "ownership", True, 2, "leave names out"),
    behaviour("apologises", "ownership", True, 1, "(?:apologise|apologised|apologising)", "i am (?:so )?sorry"),
    behaviour("calls-back", "ownership", True, 2, "(?:call|called|ring) (?:you|her|him|them) back"),
    behaviour("understands", "empathy", True, 1, "i understand your frustration", "i can see why"),
    behaviour("dismisses", "empathy", False, 2, "calm down"),
    behaviour("rude", "empathy", False, 3, "you are (?:useless|stupid)"),
    behaviour("not-my-problem", "empathy", False, 3, "not my problem"),
)


@pytest.fixture(scope="session")
def rubric() -> Rubric:
    names = {"ownership": "Ownership", "empathy": "Empathy"}
    anchors = {1: "does not", 3: "does somewhat", 5: "does"}
    competencies = {key: Competency(key, name, f"Is there {key}?", anchors) for key, name in names.items()}
    return Rubric("test-1", competencies, {b.id: b for b in BEHAVIOURS})


@pytest.fixture(scope="session")
def question() -> Question:
    return Question(
        id="late-parcel",
        kind=Kind.PLAN,
        ask="A customer shouts because the parcel is three weeks late. What do you say and do?",
        weights={"ownership": 0.6, "empathy": 0.4},
        look_for=(
            look_for("finds", "tracking number", "look (?:it|the parcel) up", "depot"),
            look_for("time", "by (?:noon|tonight|five)", "before (?:noon|six)"),
            look_for("sorry", "sorry", "apologise"),
            look_for("feeling", "angry|upset|birthday"),
        ),
        hint="Begin with the person, then the parcel.",
        strong_answer=(
            "I would let her finish first. Then I say that I am sorry, three weeks is far too long for a present. "
            "I look the parcel up while she stays on the line, call the depot myself, and call her back before six."
        ),
    )


@pytest.fixture(scope="session")
def other_question() -> Question:
    return Question(
        id="spreadsheets",
        kind=Kind.FACT,
        ask="Which spreadsheet and typing software have you worked with?",
        weights={"ownership": 1.0},
        look_for=(
            look_for("excel", "excel"),
            look_for("pivot", "pivot tables?"),
            look_for("speed", "words a minute"),
            look_for("years", "years"),
        ),
        hint="Name them.",
        strong_answer="Five years of Excel with pivot tables, and I type sixty words a minute in any software.",
    )


FILLERS = (
    (
        "How do you get to work in winter?",
        "I cycle to the station, lock my bike and take the early train with a thermos.",
    ),
    (
        "Which languages do you speak at home?",
        "Polish with my grandmother, German with neighbours, English on television.",
    ),
    ("What would your teacher say about you?", "She would remember a quiet pupil who drew horses in every margin."),
    ("How do you keep a garden alive?", "Water at dawn, mulch against the sun, and pull the weeds before they seed."),
    ("When can you start with us?", "My contract ends in March, and I could begin the Monday after the holiday."),
    ("What salary do you expect?", "Eighteen an hour with the night allowance, as in the advertisement."),
    ("Describe your favourite meal.", "Dumplings with mushrooms, fried in butter, the way my aunt folds them."),
    ("How do you prepare for an exam?", "I write cards, shuffle them on the bus and test myself every evening."),
    ("What do you do when the printer jams?", "I open the tray, pull the sheet out slowly and restart the queue."),
)


@pytest.fixture(scope="session")
def scorer(rubric: Rubric, question: Question, other_question: Question) -> Scorer:
    fillers = [
        replace(other_question, id=f"filler-{number}", ask=ask, strong_answer=strong, look_for=(), hint="")
        for number, (ask, strong) in enumerate(FILLERS)
    ]
    return Scorer(rubric, (question, other_question, *fillers))
