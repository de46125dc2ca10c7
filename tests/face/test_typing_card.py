"""Cards of `/typing`: a picture that is small and readable, alt text that gives nothing away, results in kind words."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import discord
import pytest
from PIL import Image

from bot.aligning import align
from bot.face import typing_card, typing_picture
from bot.face.layout import ALT_TEXT, MESSAGE_TEXT, Shown
from bot.packs.loading import load
from bot.practice.skills import typing
from bot.practice.skills.exercise import Answer, Exercise, ExerciseRow, Skill
from bot.stage import ExerciseScene
from bot.state import exercise_result_json

PACK = load().packs["core"]
TEXTS = PACK.skills.typing
LONG = max(TEXTS.values(), key=lambda text: len(text.text))
ASKED = 1_780_000_000_000


def scene(typed: str = "", seconds: int = 120, earlier: tuple[ExerciseRow, ...] = (), **changes: bool) -> ExerciseScene:
    exercise = Exercise(
        id=1,
        guild_id=2,
        channel_id=3,
        member_id=4,
        member_name="Ada",
        pack="core",
        skill=Skill.TYPING,
        variant="long",
        tasks=(LONG.id,),
        seed=1,
        typing_allowed=changes.get("typing_allowed", True),
        text_only=changes.get("text_only", False),
        started_at=ASKED,
        asked_at=ASKED,
        answers=(Answer(ASKED + seconds * 1000, typed),),
    )
    came = typing.check(exercise, PACK.skills, align)
    row = ExerciseRow(1, 2, 4, "core", "typing", "long", (LONG.id,), 0, 0, came.overall, exercise_result_json(came))
    return ExerciseScene(exercise, PACK, row, earlier)


def said(view: discord.ui.LayoutView) -> str:
    return "\n".join(item.content for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay))


def told(shown: Shown) -> str:
    (view,) = shown.views
    assert len(said(view)) <= MESSAGE_TEXT
    return said(view)


def pairs(text: str) -> set[str]:
    """Any two words of it that follow one another."""
    words = text.lower().split()
    return {f"{word} {after}" for word, after in pairwise(words)}


def test_every_text_fits_its_picture_and_is_small() -> None:
    for text in TEXTS.values():
        lines = typing_picture.wrapped(text.text)
        assert " ".join(lines) == text.text
        assert all(
            typing_picture.font(typing_picture.POINTS).getlength(line)
            <= typing_picture.WIDTH - 2 * typing_picture.MARGIN
            for line in lines
        )
    content = typing_picture.draw(LONG.text)
    picture = Image.open(BytesIO(content))
    assert content == typing_picture.draw(LONG.text)
    assert (picture.format, picture.width) == ("PNG", typing_picture.WIDTH)
    assert picture.height <= 1000  # no more than a phone shows at a time
    assert len(content) < 50_000


def test_a_zero_is_no_o_and_text_stands_out() -> None:
    assert typing_picture.draw("0") != typing_picture.draw("O")
    darkest, brightest = Image.open(BytesIO(typing_picture.draw("0Oo1lI"))).convert("L").getextrema()
    assert brightest - darkest > 180


def test_the_text_is_nowhere_but_in_the_picture() -> None:
    shown = typing_card.task(scene(), 0)
    assert shown.picture is not None
    (gallery,) = (item for item in shown.views[0].walk_children() if isinstance(item, discord.ui.MediaGallery))
    alt = gallery.items[0].description or ""
    assert LONG.about in alt
    assert "text_version" in alt
    assert len(alt) <= ALT_TEXT
    assert not pairs(LONG.text) & (pairs(alt) | pairs(told(shown)))
    assert not [item for item in shown.views[0].walk_children() if isinstance(item, discord.ui.Button)]


def test_the_version_in_words_is_marked_as_practice() -> None:
    shown = typing_card.task(scene(text_only=True), 0)
    assert shown.picture is None
    assert LONG.text in told(shown).replace("\\", "")
    assert "without points" in told(shown)
    assert "practice: no points" in told(typing_card.result(scene(LONG.text, text_only=True)))


def test_without_message_content_there_is_a_form_whose_paste_is_known() -> None:
    shown = typing_card.task(scene(typing_allowed=False), 0)
    (pressed,) = (item for item in shown.views[0].walk_children() if isinstance(item, discord.ui.Button))
    assert pressed.label == "Type here"
    modal = typing_card.form(scene(typing_allowed=False), 0)
    (text,) = (item for item in modal.walk_children() if isinstance(item, discord.ui.TextDisplay))
    assert typing.canonical(text.content) == LONG.text
    assert text.content != LONG.text
    assert "form" in typing_card.ready(scene(typing_allowed=False))


def test_the_result_says_how_fast_how_right_and_against_what() -> None:
    text = told(typing_card.result(scene(LONG.text.replace("the ", "hte ", 1), 180)))
    for part in (
        "words a minute",
        "% right",
        "of 100 points",
        "neighbours swapped: \u201chte\u201d for \u201cthe\u201d",
    ):
        assert part in text
    for part in ("35 to 40", "45 to 55", "first of this length"):
        assert part in text


def test_the_best_and_the_trend_are_ones_own() -> None:
    slow, middle = (scene(LONG.text, seconds).record for seconds in (300, 250))
    assert slow is not None
    assert middle is not None
    text = told(typing_card.result(scene(LONG.text, 200, (middle, slow))))
    assert "Your best of this length!" in text
    assert "above your average before" in text
    assert "Your best of this length:** " in told(typing_card.result(scene(LONG.text, 400, (middle, slow))))


@pytest.mark.parametrize(
    ("typed", "seconds", "part"),
    [
        ("", 5, "nothing to rate"),
        ("hello", 5, "not the text that was shown"),
        (LONG.text[:80], 20, "before half of the text"),
        (LONG.text, 5, "faster than any hand"),
        (LONG.text[:-200], 90, "the others count as left out"),
        (LONG.text, 100, "No slips at all"),
        (LONG.text.replace("a", "@everyone *x* "), 100, ""),
        (LONG.text.upper(), 100, "Not counted"),
        (
            " ".join(word[::-1] if number % 4 else "*" * 30 + word for number, word in enumerate(LONG.text.split())),
            99,
            "",
        ),
    ],
)
def test_whatever_came_is_told_kindly_and_harmlessly(typed: str, seconds: int, part: str) -> None:
    text = told(typing_card.result(scene(typed, seconds)))
    assert part in text
    assert "@everyone" not in text


def test_no_text_of_the_pack_is_taken_for_another() -> None:
    texts = list(TEXTS.values())
    for text, other in pairwise([*texts, texts[0]]):
        asked = scene()
        answers = (Answer(ASKED + 60_000, other.text),)
        came = typing.check(replace(asked.exercise, tasks=(text.id,), answers=answers), PACK.skills, align)
        assert came.why == typing.NotCounted.OTHER_TEXT


def test_a_text_that_is_gone_breaks_nothing() -> None:
    gone = scene()
    gone = replace(gone, exercise=replace(gone.exercise, tasks=("gone",)))
    assert told(typing_card.task(gone, 0)) == typing_card.GONE
    typing_card.form(gone, 0)
