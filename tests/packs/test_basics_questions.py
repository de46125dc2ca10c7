"""Questions of basics from YAML: the documented one, what is refused and where, and those that come with Headset."""

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.packs.folders import Folder
from bot.packs.loading import load
from bot.packs.problem import Problem
from bot.packs.skill_checking import warnings
from bot.packs.skills import skills_of_pack
from bot.practice.skills.content import SkillContent

from .folders import line_of, put

DOCUMENTED = re.search(
    r"```yaml\n(topics:\n.*?)```",
    (Path(__file__).parents[2] / "docs" / "content.md").read_text(encoding="utf-8"),
    re.DOTALL,
)
assert DOCUMENTED
GOOD = DOCUMENTED[1]
SECOND = """\
  - id: late-check-out
    topic: front-desk
    difficulty: 2
    ask: Until when may a guest with late check-out stay?
    right: As agreed
    wrong: [Until noon, Until six]
    why: Every house has its own hours. Say the hour.
"""


def read(folder: Path, text: str, name: str = "basics") -> tuple[SkillContent, list[Problem]]:
    """What this file comes to, and what is wrong with it."""
    problems: list[Problem] = []
    put(folder / "skills" / f"{name}.yaml", text)
    return skills_of_pack(Folder.at(folder), folder, "hotel", "1", problems), problems


def test_the_documented_question_is_complete(tmp_path: Path) -> None:
    skills, problems = read(tmp_path, GOOD)
    assert problems == []
    assert skills.topics == {"front-desk": "Words of the front desk"}
    question = skills.basics["no-show"]
    assert question.choices[question.right] == "A guest who never arrives"
    assert (len(question.choices), question.topic, question.difficulty) == (4, "front-desk", 1)
    assert skills.version.startswith("hotel 1+")
    assert list(warnings(skills)) == []


def test_the_place_of_the_right_choice_tells_nothing(tmp_path: Path) -> None:
    """Buttons carry the index, so it is not always the first."""
    skills, _ = read(tmp_path, GOOD + SECOND)
    assert all(list(question.choices) == sorted(question.choices) for question in skills.basics.values())


@pytest.mark.parametrize(
    ("old", "new", "at", "what"),
    [
        ("    right: A guest who never arrives\n", "", "id: no-show", "the key 'right' is missing"),
        (
            "topic: front-desk\n    difficulty: 1",
            "topic: frontdesk\n    difficulty: 1",
            "topic: frontd",
            "'front-desk'?",
        ),
        ("difficulty: 1", "difficulty: 4", "difficulty: 4", "'difficulty' is 4"),
        ("- A booking that has no date yet", "- a guest  who never arrives.", "wrong:", "two choices say the same"),
        ("why: The room", "why: The room" + " and the room" * 10, "why:", "characters, the most is 160"),
        ("ask: What is", "ask: What, oh what," + " oh what" * 30, "ask:", "characters, the most is 200"),
        ("- A booking that has no date yet", "- One more\n      - Another", "wrong:", "at most 3 items"),
        ("wrong:\n", "wrong: []\n    wrongs:\n", "wrongs:", "unknown key 'wrongs', did you mean 'wrong'?"),
        ("id: late-check-out", "id: no-show", "id: no-show", "there is 'no-show' already"),
        (
            "ask: Until when may a guest with late check-out stay?",
            "ask: what is a no show",
            "ask: what is a no",
            "asks what 'no-show' asks",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, old: str, new: str, at: str, what: str) -> None:
    assert old in GOOD + SECOND
    text = (GOOD + SECOND).replace(old, new)
    skills, problems = read(tmp_path, text)
    assert any(what in str(problem) for problem in problems), problems
    lines = [number for number, line in enumerate(text.split("\n"), 1) if at in line]
    assert {problem.line for problem in problems} & set(lines)
    assert len(skills.basics) == 1  # the other one is kept


def test_a_file_of_an_unknown_skill_is_told(tmp_path: Path) -> None:
    skills, problems = read(tmp_path, GOOD, "basic")
    assert skills == SkillContent()
    assert [problem.what for problem in problems] == ["there is no skill of this name"]


def test_questions_that_ask_nearly_the_same_are_warned_of(tmp_path: Path) -> None:
    near = SECOND.replace("late-check-out", "another").replace("As agreed", "As it was agreed")
    text = GOOD + SECOND + near.replace("Until when may a", "And until when may a")
    skills, problems = read(tmp_path, text)
    assert problems == []
    (warning,) = warnings(skills)
    assert "another asks nearly what late-check-out asks" in warning.what
    assert warning.line == line_of(text, "id: another")


def test_the_longest_choice_may_not_be_the_right_one_too_often(tmp_path: Path) -> None:
    """As the documentation says: members would learn to guess."""
    asks = [
        "alpha",
        "bravo",
        "charlie",
        "delta",
        "echo",
        "foxtrot",
        "golf",
        "hotel",
        "india",
        "juliett",
        "kilo",
        "lima",
    ]
    text = "topics: {words: Words}\nquestions:\n" + "".join(
        f"  - {{id: {word}, topic: words, difficulty: 1, ask: {word}, right: {right}, wrong: [no, never], why: So.}}\n"
        for word, right in zip(asks, ["certainly"] * 5 + ["yes"] * 7, strict=True)
    )
    skills, problems = read(tmp_path, text)
    assert problems == []
    (warning,) = warnings(skills)
    assert "the right choice is the longest in 5 of 12 questions" in warning.what
    skills, _ = read(tmp_path, text.replace("certainly", "yes", 1))
    assert list(warnings(skills)) == []


def test_headsets_own_questions() -> None:
    """The issue asks for 120 on these topics; the right choice must not be told by its length."""
    library = load()
    skills = library.packs["core"].skills
    asked = [question for question in skills.basics.values() if not question.retired]
    assert not [problem for problem in library.problems if "skills/basics" in problem.path]
    assert list(warnings(skills)) == []
    assert len(asked) >= 120
    assert set(skills.topics) == {
        *("shortcuts", "spreadsheets", "mail", "browsers", "tickets", "phone", "trouble", "privacy")
    }
    assert min(Counter(question.topic for question in asked).values()) >= 15
    right = [len(question.choices[question.right]) for question in asked]
    wrong = [
        len(choice) for question in asked for number, choice in enumerate(question.choices) if number != question.right
    ]
    assert sum(right) / len(right) <= sum(wrong) / len(wrong)
    words = " ".join(f"{question.ask} {' '.join(question.choices)}" for question in asked)
    for word in ("AHT", "FCR", "ACW", "IVR", "SLA", "warm", "cold", "occupancy", "adherence"):
        assert word in words
