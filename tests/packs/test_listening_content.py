"""What dictations and tickets are made of: the documented files, what is refused and where, what comes with Headset."""

import re
from pathlib import Path

import pytest

from bot.packs.folders import Folder
from bot.packs.problem import Problem
from bot.packs.skill_notes import misses
from bot.packs.skills import skills_of_pack
from bot.practice.skills.content import SkillContent

from .folders import line_of, put

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "content.md").read_text(encoding="utf-8")


def documented(key: str) -> str:
    found = re.search(rf"```yaml\n({key}:\n.*?)```", DOCS, re.DOTALL)
    assert found
    return found[1]


NAMES, MESSAGES = documented("names"), documented("messages")


def read(folder: Path, name: str, text: str) -> tuple[SkillContent, list[Problem]]:
    """What this file comes to, and what is wrong with it."""
    problems: list[Problem] = []
    put(folder / "skills" / f"{name}.yaml", text)
    return skills_of_pack(Folder.at(folder), folder, "hotel", "1", problems), problems


def test_the_documented_dictation_is_complete(tmp_path: Path) -> None:
    skills, problems = read(tmp_path, "dictation", NAMES)
    assert problems == []
    assert skills.dictation is not None
    assert [(name.first, name.country) for name in skills.dictation.names][-1] == ("Thuy", "Vietnam")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("Thuy Nguyen", "Thủy Nguyễn", "can't be spelled"),
        ("Thuy Nguyen", "Thuy", "can't be spelled"),
        ("Quarry Hill", "Seven Oaks", "there is a number in 'Seven Oaks'"),
        ("Galway", "galway", "can't be said plainly"),
        ("AA-999-9999", "AA-99", "is no order number"),
        ("AA-999-9999", "AB-999-9999", "is no order number"),
        ("shapes:", "shape:", "did you mean 'shapes'?"),
    ],
)
def test_what_can_not_be_dictated_is_told_at_its_line(tmp_path: Path, old: str, new: str, what: str) -> None:
    text = NAMES.replace(old, new)
    skills, problems = read(tmp_path, "dictation", text)
    assert skills.dictation is None
    assert [problem.line for problem in problems if what in str(problem)] == [line_of(text, new)]


def test_the_documented_message_is_complete(tmp_path: Path) -> None:
    skills, problems = read(tmp_path, "notes", MESSAGES)
    assert problems == []
    assert list(misses(skills)) == []
    fields = skills.notes["cold-shower"].fields
    assert fields["problem"].says == "no hot water, in the shower"
    silent, _ = read(tmp_path, "notes", re.sub(r"    since:\n.*\n", "", MESSAGES))
    assert silent.notes["cold-shower"].fields["since"].none


@pytest.mark.parametrize(
    ("old", "new", "at", "what"),
    [
        ("    name: Thuy Nguyen", "    name: Thuy Pham", "name: Thuy Pham", "'Pham' is not in the message"),
        ('number: "417"', 'number: "418"', '"418"', "'418' is not said in the message"),
        ('number: "417"', "number: room 417", "room 417", "is not a number of 3 figures or more"),
        ("cold | (no", "cold | no", "cold | no", "there is a ) too many"),
        ("very good eggs, and nobody has come.", "bye. " * 80, "text: >-", "the message has"),
        ("    problem:\n      no hot", "    problems:\n      no hot", "problems:", "did you mean 'problem'?"),
    ],
)
def test_what_does_not_fit_a_message_is_told_at_its_line(
    tmp_path: Path, old: str, new: str, at: str, what: str
) -> None:
    text = MESSAGES.replace(old, new, 1)
    skills, problems = read(tmp_path, "notes", text)
    assert skills.notes == {}
    assert [problem.line for problem in problems if what in str(problem)] == [line_of(text, at)]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("problem: No hot water in shower, nobody came", "problem: Penguin", "the good ticket earns 70 (lost 'no hot"),
        ("number: room 417", "number: room 714", "the good ticket earns 80"),
        ('number: "471"', 'number: "417"\n      promised: valve at breakfast', "the poor ticket earns 50"),
    ],
)
def test_a_ticket_that_earns_what_it_should_not_is_told(tmp_path: Path, old: str, new: str, what: str) -> None:
    text = MESSAGES.replace("Tuesday", "Saturday").replace(old, new, 1)
    skills, problems = read(tmp_path, "notes", text)
    assert problems == []
    (miss,) = misses(skills)
    assert what in str(miss)
    assert miss.line == line_of(text, "id: cold-shower")


def test_what_comes_with_headset() -> None:
    problems: list[Problem] = []
    folder = Folder(ROOT / "content", "content")
    skills = skills_of_pack(folder, ROOT / "content" / "packs" / "core", "core", "1", problems)
    assert [problem for problem in problems if "dictation" in problem.path or "notes" in problem.path] == []
    assert skills.dictation is not None
    assert len({name.country for name in skills.dictation.names}) >= 40
    assert len(skills.notes) >= 32
    assert list(misses(skills)) == []
    assert any(field.none for message in skills.notes.values() for field in message.fields.values())
