"""The cards of the skills desk that all skills share: what they say, and that none exceeds Discord's limits."""

import pytest

from bot.face import exercise_cards, exercise_showing, skills_card
from bot.face.buttons import SKILLS, SkillAction, SkillId
from bot.face.skill_lines import IN_EXERCISE, words
from bot.practice.content import Pack
from bot.practice.effects import Line, ReplyLate
from bot.practice.skills.effects import SkillLine
from bot.practice.skills.exercise import Exercise, Skill, SkillBest
from bot.practice.skills.typing import TypingResult
from bot.stage import ExerciseScene
from tests.face.scenes import labels, parts, said
from tests.face.test_limits import check

BIG = 2**63


def scene(skill: Skill, variant: str = "") -> ExerciseScene:
    exercise = Exercise(BIG, 1, 2, 3, "Anna", "core", skill, variant, ("x",), 1, True, 0, text_only=True)
    return ExerciseScene(exercise, Pack("core", "Core", "", "", ()))


def test_the_card_of_all_skills_has_the_members_bests() -> None:
    bests = [SkillBest("typing", "long", 70, 2), SkillBest("typing", "short", 92, 9), SkillBest("basics", "", 80, 1)]
    view = skills_card.overview(bests, TypingResult(92, wpm=46.2, accuracy=99.2), 3)
    check(view)
    text = said(view)
    assert "short 92, long 70 of 100 · fastest 46 words a minute, 99 % right" in text
    assert "**Your best:** 80 of 100" in text
    assert "3 questions that you missed are back" in text
    assert "35 to 40 words a minute" in text
    assert "45 to 55" in text  # what jobs ask, as the issue has it
    new = said(skills_card.overview([], None, 0))
    assert "Your best" not in new
    assert "missed are" not in new


def test_each_button_of_it_begins_its_skill() -> None:
    ids = [part["custom_id"] for part in parts(skills_card.overview([], None, 0)) if "custom_id" in part]
    begun = [SkillId.of(match) for match in map(SKILLS.fullmatch, ids) if match]
    assert [skills_card.SKILLS[id.number] for id in begun if id] == list(skills_card.SKILLS)


def test_ids_are_read_as_they_were_written() -> None:
    for id in (
        SkillId(SkillAction.CHOOSE, BIG, 9, 3),
        SkillId(SkillAction.FORM, BIG),
        SkillId(SkillAction.BEGIN, 0, 4),
    ):
        match = SKILLS.fullmatch(str(id))
        assert match is not None
        assert SkillId.of(match) == id
    unknown = SKILLS.fullmatch("headset_skill:juggle:1:0")
    assert unknown is not None
    assert SkillId.of(unknown) is None


@pytest.mark.parametrize("skill", exercise_showing.CARDS)
def test_a_ready_card_says_what_is_asked(skill: Skill) -> None:
    ready = scene(skill, "short")
    view = exercise_cards.ready(ready, exercise_showing.CARDS[skill].ready(ready))
    check(view)
    assert labels(view) == ["Go"]
    assert "without points" in said(view)


def test_every_line_has_words_and_a_lost_form_comes_back() -> None:
    for line in SkillLine:
        assert words(line) == IN_EXERCISE[line]
        check(exercise_cards.told(scene(Skill.NOTES).exercise, line))
    back = exercise_cards.reply(ReplyLate(Line.LATE, "Ada\n12"))
    check(back)
    assert "Ada" in said(back)
