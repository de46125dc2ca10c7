"""Cards of dictations and notes: what they say, what their buttons are about, and that none exceeds the limits."""

from dataclasses import replace
from typing import Any

import discord
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.aligning import align
from bot.face import dictation_cards, notes_cards
from bot.face.buttons import SKILLS, SkillAction, SkillId
from bot.practice.skills import dictation, notes
from bot.practice.skills.content import (
    DICTATION_FIELDS,
    NOTES_FIELDS,
    DictatedName,
    DictationContent,
    Noted,
    NotesMessage,
    SkillContent,
)
from bot.practice.skills.dictating import dictated
from bot.practice.skills.exercise import Answer, Exercise, ExerciseRow, Skill
from bot.stage import ExerciseScene
from bot.state import exercise_result_json
from tests.face.scenes import ASKED_AT, MEMBER, SESSION, pack, parts
from tests.face.test_limits import check as within_limits
from tests.face.test_limits import words
from tests.practice.skills.test_notes import GOOD, MESSAGE, TEXT

DICTATION = DictationContent(
    (DictatedName("Marisol", "Quintero", "Mexico"),), ("Harbour Street",), ("Galway",), ("AA-999-9999",)
)
TICKET = tuple(GOOD[field] for field in NOTES_FIELDS)


def scene(
    skill: Skill,
    fields: tuple[str, ...] | None = None,
    message: NotesMessage = MESSAGE,
    earlier: tuple[int, ...] = (),
    **changes: Any,
) -> ExerciseScene:
    """An exercise; over, with its record, where these fields were sent."""
    content = SkillContent(notes={message.id: message}, dictation=DICTATION)
    exercise = Exercise(
        id=SESSION,
        guild_id=1,
        channel_id=1,
        member_id=MEMBER,
        member_name="Ines",
        pack="core",
        skill=skill,
        variant="",
        tasks=(message.id if skill is Skill.NOTES else "",),
        seed=3,
        typing_allowed=True,
        started_at=ASKED_AT,
        answers=(Answer(ASKED_AT, fields=fields),) if fields is not None else (),
    )
    exercise = replace(exercise, **changes)
    if fields is None:
        return ExerciseScene(exercise, pack(skills=content))
    module = notes if skill is Skill.NOTES else dictation
    result = module.check(exercise, content, align)
    made = exercise_result_json(result)
    row = ExerciseRow(SESSION, 1, MEMBER, "core", str(skill), "", exercise.tasks, 0, 1, result.overall, made)
    before = tuple(replace(row, overall=overall) for overall in earlier)
    return ExerciseScene(exercise, pack(skills=content), row, before)


def said(view: discord.ui.LayoutView) -> str:
    return "\n".join(part["content"] for part in parts(view) if "content" in part)


def buttons(view: discord.ui.LayoutView) -> dict[str, SkillId | None]:
    ids = {part["label"]: SKILLS.fullmatch(part["custom_id"]) for part in parts(view) if part["type"] == 2}
    return {label: SkillId.of(found) if found else None for label, found in ids.items()}


def truth() -> tuple[str, ...]:
    return dictated(DICTATION, 3).fields


def test_the_pieces_of_a_dictation_and_its_buttons() -> None:
    shown = scene(Skill.DICTATION, factor=1.5)
    (task,) = dictation_cards.task(shown, 0).views
    both = {
        "Fill in the form": SkillId(SkillAction.FORM, SESSION),
        "Say that again": SkillId(SkillAction.SAY_AGAIN, SESSION),
    }
    assert buttons(task) == both
    pieces = dictation.pieces(shown.pack.skills, 3)
    views = [dictation_cards.piece(shown, number).views[0] for number in range(len(pieces))]
    assert all(piece.text in said(view) for piece, view in zip(pieces, views, strict=True))
    assert [bool(buttons(view)) for view in views] == [False] * (len(pieces) - 1) + [True]
    assert "7 min 30 s for the form" in said(views[-1])
    again = replace(shown, exercise=replace(shown.exercise, said_again=True))
    assert list(buttons(dictation_cards.piece(again, len(pieces) - 1).views[0])) == ["Fill in the form"]


def test_forms_have_a_field_for_each_thing() -> None:
    for form, fields in (
        (dictation_cards.form(scene(Skill.DICTATION), 0), DICTATION_FIELDS),
        (notes_cards.form(scene(Skill.NOTES), 0), NOTES_FIELDS),
    ):
        labels = form.to_dict()["components"]
        assert len(labels) == len(fields) <= 5
        assert form.custom_id == str(SkillId(SkillAction.FORM, SESSION, 0))
        assert all(not label["component"]["required"] for label in labels)
        assert all(len(label["label"]) <= 45 and len(label.get("description", "")) <= 100 for label in labels)


def test_a_dictation_without_a_slip() -> None:
    (view,) = dictation_cards.result(scene(Skill.DICTATION, truth(), earlier=(80, 90))).views
    text = said(view)
    assert "100 of 100\nYour best yet. Before: 90, 80. A name from Mexico." in text
    assert "✅ **Order number** · 30 of 30 points" in text
    assert "❌" not in text
    assert "read it all back" in text
    assert list(buttons(view)) == ["Again", "Other skills"]


def test_a_dictation_with_slips_names_them() -> None:
    name, order, date, address = truth()
    digits = order[-2:]
    assert digits[0] != digits[1]
    swapped = order[:-2] + digits[::-1]
    text = said(dictation_cards.result(scene(Skill.DICTATION, (name, swapped, "", address), said_again=True)).views[0])
    assert f"🟡 The {digits[0]} and the {digits[1]} changed places." in text
    assert f"You wrote “{swapped}”. It was **{order}**." in text
    assert f"You wrote nothing. It was **{date}**." in text
    assert "You had it said twice, which costs nothing." in text


def test_the_message_of_notes_stands_and_goes() -> None:
    shown = scene(Skill.NOTES)
    assert TEXT in said(notes_cards.task(shown, 0).views[0])
    assert buttons(notes_cards.task(shown, 0).views[0]) == {}
    gone = notes_cards.hidden(shown, 0)
    assert "Agnieszka" not in said(gone)
    assert "You have 5 min." in said(gone)
    assert buttons(gone) == {"Write the ticket": SkillId(SkillAction.FORM, SESSION, 0)}


def test_a_ticket_field_by_field() -> None:
    ticket = ("Agnieszka Kowall", "0774491026", "The washer leaks", "", "call back on Friday, 50 euros")
    text = said(notes_cards.result(scene(Skill.NOTES, ticket)).views[0])
    assert "🟡 **Kowal**: there is one L too many." in text
    assert "🟡 **077 441 9026**: the 1 and the 9 changed places." in text
    assert "✅ the washing machine, leaks\n❌ lost: the card isn't charged" in text
    assert "If you had it in words of your own" in text  # not found is less than not there
    assert "You wrote nothing. It was **Monday evening**." in text
    assert "❓ not said: “50”, “Friday”" in text
    assert "10 points off for each thing that nobody said." in text
    assert TEXT in text


def test_a_field_that_was_rightly_left_empty() -> None:
    silent = replace(MESSAGE, fields={**MESSAGE.fields, "promised": Noted("", none=True)})
    text = said(notes_cards.result(scene(Skill.NOTES, (*TICKET[:4], ""), silent)).views[0])
    assert "✅ **What was promised** · the caller said nothing of it, and you left it so." in text
    text = said(notes_cards.result(scene(Skill.NOTES, (*TICKET[:4], "a refund"), silent)).views[0])
    assert "The caller said nothing of it. You wrote “a refund”." in text


def test_what_is_not_rated_says_why() -> None:
    (view,) = notes_cards.result(scene(Skill.NOTES, ("", "", TEXT, "", ""))).views
    assert "so it is not rated" in said(view)
    assert list(buttons(view)) == ["Again", "Other skills"]
    gone = scene(Skill.NOTES, TICKET)
    gone = replace(gone, pack=pack(skills=SkillContent()))
    assert "message again" not in said(notes_cards.result(gone).views[0])
    assert "no longer in the pack" in said(notes_cards.task(gone, 0).views[0])


@settings(max_examples=40, deadline=None)
@given(st.lists(words(600), min_size=5, max_size=5), words(1500), words(100))
def test_no_card_exceeds_discords_limits(fields: list[str], text: str, says: str) -> None:
    facts = tuple(
        replace(fact, says=f"{number} {says}") for number, fact in enumerate(MESSAGE.fields["problem"].facts * 5)
    )
    message = replace(MESSAGE, text=text, fields={**MESSAGE.fields, "problem": Noted(says, facts)})
    ticket = scene(Skill.NOTES, tuple(fields), message, earlier=(100,) * 10)
    heard = scene(Skill.DICTATION, tuple(fields[:4]), earlier=(100,) * 10)
    for view in (
        *notes_cards.task(ticket, 0).views,
        *notes_cards.result(ticket).views,
        *dictation_cards.result(heard).views,
    ):
        within_limits(view)
