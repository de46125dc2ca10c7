"""The cards of a screen's thread say what issue 2 asks of them."""

from dataclasses import replace
from typing import Any

import discord
import pytest

from bot.face import cards
from bot.face.lines import LINES
from bot.practice.content import Recruiter
from bot.practice.effects import Line, PutQuestion, ShowForm
from bot.practice.timing import Pace
from tests.face.scenes import ASKED_AT, QUESTION, labels, pack, said, scene, turn

OPEN = {"outcome": None}


def test_the_lobby_says_who_calls_and_what_will_happen() -> None:
    card = cards.lobby(scene(pace=Pace.REAL))
    text = said(card)
    for word in ("Amara Nwosu", "Talent Partner", "Linden & Marsh", "Anna", "3 questions", "30 seconds", "120"):
        assert word in text
    assert "first wording counts" in text
    assert labels(card) == ["Pick up"]


def test_the_lobby_sends_to_forms_when_messages_cannot_be_read() -> None:
    text = said(cards.lobby(scene(typing_allowed=False)))
    assert "Answer in a form" in text
    assert "typing" not in text


def test_a_question_card_has_question_numbers_competencies_and_buttons() -> None:
    card = cards.question(scene([turn(2, **OPEN)]), PutQuestion(0, 0), ASKED_AT)
    text = said(card)
    assert QUESTION.ask in text
    assert "Question 2 of 3" in text
    assert "Rated on: Ownership, Empathy, Resolution" in text
    assert labels(card) == ["Done", "Answer in a form", "Hint", "Skip"]


def test_relaxed_has_no_limit_on_the_card() -> None:
    assert "<t:" not in said(cards.question(scene([turn(**OPEN)]), PutQuestion(0, 0), ASKED_AT))


@pytest.mark.parametrize(("pace", "begin", "answer"), [(Pace.REAL, 30, 120), (Pace.PRESSURE, 10, 60)])
def test_limits_tick_as_discords_timestamps(pace: Pace, begin: int, answer: int) -> None:
    text = said(cards.question(scene([turn(**OPEN)], pace=pace), PutQuestion(0, 0), ASKED_AT))
    assert f"Begin within {begin} s: <t:{ASKED_AT // 1000 + begin}:R>" in text
    assert f"Answer within {answer} s: <t:{ASKED_AT // 1000 + answer}:R>" in text


def test_a_follow_up_asks_its_own_question_and_says_that_both_count() -> None:
    assert QUESTION.follow_up
    text = said(cards.question(scene([turn(**OPEN)]), PutQuestion(0, 1), ASKED_AT))
    assert QUESTION.follow_up.ask in text
    assert QUESTION.ask not in text
    assert "Rated together" in text


def test_a_second_attempt_says_so() -> None:
    assert "attempt 2" in said(cards.question(scene([turn(1, 2, **OPEN)]), PutQuestion(0, 0), ASKED_AT))


def test_after_silence_the_recruiter_asks_first() -> None:
    put = PutQuestion(0, 0, still_there=True)
    assert "still there?" in said(cards.question(scene([turn(**OPEN)]), put, ASKED_AT))


def test_without_the_intent_only_a_form_answers() -> None:
    card = cards.question(scene([turn(**OPEN)], typing_allowed=False), PutQuestion(0, 0), ASKED_AT)
    assert labels(card) == ["Answer in a form", "Hint", "Skip"]


def test_a_question_no_longer_in_the_pack_can_only_be_skipped() -> None:
    gone = scene([turn(**OPEN)], of=pack(replace(QUESTION, id="other")))
    card = cards.question(gone, PutQuestion(0, 0), ASKED_AT)
    assert "no longer in the pack" in said(card)
    assert labels(card) == ["Skip"]
    assert "no longer" in said(cards.hint(gone, 0))
    assert "no longer" in said(cards.strong_answer(gone, 0))


def test_the_pause_card_goes_on_or_ends() -> None:
    card = cards.pause(scene())
    assert labels(card) == ["Go on", "End and report"]
    assert "/screen resume" in said(card)


def test_hint_and_strong_answer_are_the_questions_own() -> None:
    asked = scene([turn(**OPEN)])
    assert QUESTION.hint in said(cards.hint(asked, 0))
    strong = said(cards.strong_answer(asked, 0))
    assert QUESTION.strong_answer in strong
    assert "sends a new lamp" in strong


def test_the_form_says_the_question_that_it_hides() -> None:
    assert QUESTION.follow_up
    asked = scene([turn(**OPEN)])
    assert form_label(cards.form(asked, ShowForm(0, 0), "id"))["description"] == QUESTION.ask
    assert form_label(cards.form(asked, ShowForm(0, 1), "id"))["description"] == QUESTION.follow_up.ask
    long = scene([turn(**OPEN)], of=pack(replace(QUESTION, ask="word " * 80)))
    label = form_label(cards.form(long, ShowForm(0, 0), "id"))
    assert len(label["description"]) <= 100
    assert label["component"]["max_length"] == 4000


def form_label(form: discord.ui.Modal) -> dict[str, Any]:
    (label,) = form.to_dict()["components"]
    return label


def test_what_came_too_late_is_given_back_whole() -> None:
    assert "too late, but here" in said(cards.late("too late, but here"))
    assert cards.late_files("too late, but here") == []
    long = "word " * 800
    (file,) = cards.late_files(long)
    assert file.fp.read().decode() == long
    assert any(part["type"] == 13 for part in cards.late(long).to_components())


def test_names_of_members_recruiters_and_companies_do_nothing() -> None:
    company = "@everyone `Ltd` [x](https://evil.example)"
    strange = pack(company=company, recruiters=(Recruiter("**Bob**", "<@200000000000000001>"),))
    text = said(cards.lobby(scene(of=strange, member_name="# ||Anna||")))
    for live in ("@everyone", "`Ltd`", "[x](", " **Bob**", " <@2", " ||Anna"):
        assert live not in text


@pytest.mark.parametrize("line", list(Line))
def test_every_line_has_words(line: Line) -> None:
    assert len(LINES[line].split()) > 2
    assert said(cards.tell(line)) == LINES[line]
