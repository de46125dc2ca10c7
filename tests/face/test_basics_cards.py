"""Cards of basics: what they say, what their buttons are about, and that nothing in a pack exceeds Discord's limits."""

from dataclasses import replace
from typing import Any

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.face import basics_cards
from bot.face.buttons import SKILLS, SkillAction, SkillId
from bot.practice.skills.basics import DAY, check
from bot.practice.skills.content import BasicsQuestion, SkillContent
from bot.practice.skills.exercise import Answer, Exercise, ExerciseRow, Skill
from bot.stage import ExerciseScene
from bot.state import exercise_result_json
from tests.face.scenes import ASKED_AT, MEMBER, SESSION, pack, parts
from tests.face.test_limits import check as within_limits
from tests.face.test_limits import words

LOCK = BasicsQuestion(
    "lock", "keys", "Which keys lock the computer?", ("Alt + L", "Ctrl + L", "Windows + L"), 2, "It locks at once."
)
CELL = BasicsQuestion("cell", "sheets", "Why does a cell show #####?", ("It is narrow", "It is full"), 0, "Widen it.")
TOPICS = {"keys": "Shortcuts", "sheets": "Spreadsheets"}


def scene(
    *questions: BasicsQuestion, answers: tuple[int, ...] = (), earlier: tuple[int | None, ...] = (), **changes: Any
) -> ExerciseScene:
    """An exercise of these questions, with the choices made so far; over, with its record, once all are answered."""
    asked = {question.id: question for question in questions or (LOCK, CELL)}
    content = SkillContent(basics=asked, topics=TOPICS)
    exercise = Exercise(
        id=SESSION,
        guild_id=1,
        channel_id=1,
        member_id=MEMBER,
        member_name="Ines",
        pack="core",
        skill=Skill.BASICS,
        variant="",
        tasks=tuple(asked),
        seed=3,
        typing_allowed=True,
        started_at=ASKED_AT,
        answers=tuple(Answer(ASKED_AT, choice=choice) for choice in answers),
    )
    exercise = replace(exercise, **changes)
    result = check(exercise, content, lambda one, other: ())
    made = exercise_result_json(result)
    row = ExerciseRow(SESSION, 1, MEMBER, "core", "basics", "", exercise.tasks, 0, 1, result.overall, made)
    before = tuple(replace(row, overall=overall) for overall in earlier)
    return ExerciseScene(exercise, pack(skills=content), row if len(answers) == len(asked) else None, before)


def said(view: discord.ui.LayoutView) -> str:
    return "\n".join(part["content"] for part in parts(view) if "content" in part)


def buttons(view: discord.ui.LayoutView) -> dict[str, SkillId]:
    """Buttons by their labels."""
    found = {}
    for part in parts(view):
        if "label" in part:
            match = SKILLS.fullmatch(part["custom_id"])
            pressed = SkillId.of(match) if match else None
            assert pressed is not None
            found[part["label"]] = pressed
    return found


def test_a_task_has_a_letter_for_each_choice() -> None:
    (view,) = basics_cards.task(scene(), 0).views
    text = said(view)
    assert text.startswith("### Question 1 of 2\n-# Shortcuts\n**Which keys lock the computer?**")
    pressed = buttons(view)
    assert list(pressed) == ["A", "B", "C"]
    for letter, button in pressed.items():
        assert (button.action, button.session, button.number) == (SkillAction.CHOOSE, SESSION, 0)
        assert button.choice is not None
        assert f"**{letter}** · {LOCK.choices[button.choice]}" in text


def test_a_task_that_came_back_says_so() -> None:
    assert "you missed it before" in said(basics_cards.task(scene(steps=(0, -1)), 0).views[0])
    assert "you missed it before" not in said(basics_cards.task(scene(steps=(0, -1)), 1).views[0])


def test_what_would_be_markdown_is_shown_as_it_is() -> None:
    starred = replace(CELL, choices=("=A1*2*3", "# no"))
    text = said(basics_cards.task(scene(starred), 0).views[0])
    assert "=A1\\*2\\*3" in text


def test_a_right_answer_explained() -> None:
    view = basics_cards.explained(scene(answers=(2,)), 0)
    text = said(view)
    assert text.startswith("### ✅ Right · question 1 of 2")
    assert "It locks at once." in text
    assert "❌" not in text
    assert "comes back" not in text
    assert buttons(view) == {"Next": SkillId(SkillAction.NEXT, SESSION, 0)}


def test_a_wrong_answer_names_the_right_one_and_when_it_comes_back() -> None:
    text = said(basics_cards.explained(scene(answers=(0,)), 0))
    assert text.startswith("### ❌ Not this one")
    (right,) = [line for line in text.split("\n") if line.startswith("✅")]
    (chosen,) = [line for line in text.split("\n") if line.startswith("❌")]
    assert right.endswith("Windows + L")
    assert chosen.endswith("Alt + L *(your choice)*")
    assert f"It comes back <t:{(ASKED_AT + DAY) // 1000}:R>." in text


@pytest.mark.parametrize(
    ("step", "told"), [(0, f"It comes back <t:{(ASKED_AT + 3 * DAY) // 1000}:R>."), (3, "learned")]
)
def test_one_that_came_back_and_was_right(step: int, told: str) -> None:
    view = basics_cards.explained(scene(CELL, answers=(0,), steps=(step,)), 0)
    assert told in said(view)
    assert buttons(view) == {"See the result": SkillId(SkillAction.NEXT, SESSION, 0)}


def test_the_result_by_topic_and_what_comes_back() -> None:
    (view,) = basics_cards.result(scene(answers=(2, 1), earlier=(0, None, 20))).views
    text = said(view)
    assert "10 of 100\n1 of 2 right. Your best of late: 20. Before: 20, 0." in text
    assert "✅ Shortcuts: 1 of 1" in text
    assert "Spreadsheets: 0 of 1" in text
    assert f"<t:{(ASKED_AT + DAY) // 1000}:R> · Why does a cell show" in text
    assert "Which keys lock" not in text
    assert list(buttons(view)) == ["Again", "Other skills"]


def test_a_result_without_a_miss() -> None:
    text = said(basics_cards.result(scene(answers=(2, 0), earlier=(10,))).views[0])
    assert "Your best yet." in text
    assert "Nothing missed, so nothing comes back." in text
    first = said(basics_cards.result(scene(answers=(2, 0))).views[0])
    assert "best" not in first


def test_a_result_whose_words_were_forgotten_still_has_its_points() -> None:
    shown = scene(answers=(2, 0))
    assert shown.record is not None
    forgotten = replace(shown, record=replace(shown.record, result=""))
    assert "20 of 100" in said(basics_cards.result(forgotten).views[0])


def test_ready_says_what_comes_and_that_no_clock_runs() -> None:
    text = basics_cards.ready(scene(steps=(-1, 2)))
    assert text.startswith("2 questions, one right choice each.")
    assert "No clock runs" in text
    assert "1, 3, 7 and 21 days" in text
    assert "You missed 1 of these before." in text


questions = st.builds(
    BasicsQuestion,
    id=st.just("question"),
    topic=st.sampled_from(["keys", "sheets"]),
    ask=words(200),
    choices=st.lists(words(100), min_size=2, max_size=4).map(tuple),
    right=st.just(0),
    why=words(160),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(questions, min_size=1, max_size=10), words(100), st.booleans(), st.integers())
def test_no_card_exceeds_discords_limits(asked: list[BasicsQuestion], title: str, right: bool, seed: int) -> None:
    named = [replace(question, id=f"question-{number}") for number, question in enumerate(asked)]
    shown = scene(*named, answers=(0 if right else 1,) * len(named), earlier=(100,) * 10, seed=seed)
    shown = replace(shown, pack=pack(skills=SkillContent(basics=shown.pack.skills.basics, topics={"keys": title})))
    for view in (
        *basics_cards.task(shown, 0).views,
        basics_cards.explained(shown, 0),
        *basics_cards.result(shown).views,
    ):
        within_limits(view)


def test_the_longest_result() -> None:
    many = [replace(LOCK, id=f"q{number}", topic=f"t{number}", ask="*" * 200) for number in range(10)]
    shown = scene(*many, answers=(0,) * 10)
    shown = replace(shown, pack=pack(skills=SkillContent(basics=shown.pack.skills.basics, topics={"keys": "*" * 100})))
    within_limits(basics_cards.result(shown).views[0])
