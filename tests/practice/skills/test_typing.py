"""Typing as docs/skills.md says: words a minute, accuracy, points, kinds of slips, and what is not counted."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.aligning import align
from bot.practice.skills.content import SkillContent, TypingText
from bot.practice.skills.exercise import Answer, Exercise, Skill
from bot.practice.skills.slips import Slip, find
from bot.practice.skills.typing import (
    NotCounted,
    TypingResult,
    canonical,
    check,
    counted,
    marked,
    overall,
    standing,
    tasks,
)

TEXT = 'Please send the new router to Mr Nowak, 14 Hill Street, before Monday. It\'s urgent - he said "today".'
CONTENT = SkillContent(typing={"router": TypingText("router", "short", TEXT)})
ASKED = 1_780_000_000_000
UNICODE = st.text(st.characters(codec=None, exclude_categories=()), max_size=300)


def exercise(typed: str, took: int = 60_000, **changes: object) -> Exercise:
    by_form = bool(changes.pop("by_form", False))
    values: dict[str, object] = {
        "id": 1,
        "guild_id": 2,
        "channel_id": 3,
        "member_id": 4,
        "member_name": "Ada",
        "pack": "core",
        "skill": Skill.TYPING,
        "variant": "short",
        "tasks": ("router",),
        "seed": 1,
        "typing_allowed": True,
        "started_at": ASKED,
        "asked_at": ASKED,
        "answers": (Answer(ASKED + took, typed, by_form=by_form),),
    }
    return Exercise(**{**values, **changes})  # type: ignore[arg-type]  # whatever a test changes


def typed(text: str, took: int = 60_000, **changes: object) -> TypingResult:
    return check(exercise(text, took, **changes), CONTENT, align)


def kinds(text: str, other: str) -> dict[Slip, int]:
    return {slip.kind: slip.count for slip in find(canonical(text), canonical(other), align)}


def test_words_a_minute_are_correct_characters_by_five_by_minutes() -> None:
    came = typed(TEXT, 30_000)
    assert came.wpm == pytest.approx(len(TEXT) / 5 / 0.5, abs=0.05)
    assert (came.accuracy, came.slips, came.why) == (100.0, (), "")
    assert typed(TEXT.replace("Please ", ""), 30_000).wpm == pytest.approx((len(TEXT) - 7) / 5 / 0.5, abs=0.05)


def test_the_time_factor_changes_no_figure() -> None:
    assert typed(TEXT, factor=2.0) == typed(TEXT, factor=1.0)


@pytest.mark.parametrize(
    ("wpm", "accuracy", "points"),
    [(50, 100, 100), (90, 98, 100), (40, 100, 80), (40, 97, 76), (25, 92, 26), (0, 100, 0), (60, 60, 0)],
)
def test_points_are_two_for_a_word_and_four_off_for_a_per_cent_below_98(wpm: int, accuracy: int, points: int) -> None:
    assert overall(wpm, accuracy) == points


def test_what_phones_make_of_quotes_dashes_and_line_ends_is_right() -> None:
    on_a_phone = TEXT.replace("'", "\u2019").replace('"today"', "\u201ctoday\u201d").replace(" - ", " \u2013 ")
    assert typed(f"  {on_a_phone.replace(' he', chr(10) + 'he')}\n").accuracy == 100.0
    decomposed = unicodedata.normalize("NFD", "Caf\u00e9")
    assert canonical(decomposed) == canonical("Caf\u00e9")


@pytest.mark.parametrize(
    ("meant", "written", "kind"),
    [
        ("before", "befoore", Slip.DOUBLED),
        ("router", "roter", Slip.LEFT_OUT),
        ("Hill", "Hil", Slip.LEFT_OUT),
        ("send", "seond", Slip.EXTRA),
        ("the", "hte", Slip.SWAPPED),
        ("Please", "Plaese", Slip.SWAPPED),
        ("14", "41", Slip.SWAPPED),
        ("router", "riuter", Slip.WRONG_LETTER),
        ("14", "15", Slip.FIGURE),
        ("Hill", "hill", Slip.CASE),
        ("Monday.", "Monday", Slip.PUNCTUATION),
        ("Nowak,", "Nowak.", Slip.PUNCTUATION),
        ("the new", "thenew", Slip.SPACING),
        ("router", "rou ter", Slip.SPACING),
        ("new router", "new  router", Slip.SPACING),
        ("the new", "th enew", Slip.SPACING),
        ("Nowak", "Novels", Slip.OTHER_WORD),
        ("the new ", "the ", Slip.WORD_LEFT_OUT),
        ("the new", "the very new", Slip.WORD_ADDED),
    ],
)
def test_a_slip_has_its_kind(meant: str, written: str, kind: Slip) -> None:
    assert kinds(TEXT, TEXT.replace(meant, written, 1)) == {kind: 1}


def test_slips_are_counted_and_quoted_the_most_frequent_first() -> None:
    first, second = find(TEXT, TEXT.replace("Please send", "Plaese sned").replace("Hill", "Hil"), align)
    assert (first.kind, first.count, second.kind) == (Slip.SWAPPED, 2, Slip.LEFT_OUT)
    assert [(example.meant, example.typed) for example in first.examples] == [("Please", "Plaese"), ("send", "sned")]


@pytest.mark.parametrize(
    ("text", "changes", "why"),
    [
        ("", {}, NotCounted.EMPTY),
        (" \n\u200b ", {}, NotCounted.EMPTY),
        ("ok thanks", {}, NotCounted.OTHER_TEXT),
        (" ".join(["\u043f\u0440\u0438\u0432\u0435\u0442"] * 15), {}, NotCounted.OTHER_TEXT),
        ("lorem ipsum dolor sit amet consectetur " * 40, {}, NotCounted.OTHER_TEXT),
        ("Two keys for a locker, sent as a letter to the office.", {}, NotCounted.OTHER_TEXT),
        (TEXT[:35], {}, NotCounted.EARLY),
        (TEXT, {"took": 5_000}, NotCounted.TOO_FAST),
        (TEXT, {"took": 0}, NotCounted.TOO_FAST),
        (TEXT, {"text_only": True}, NotCounted.PRACTICE),
        (marked(TEXT), {"by_form": True}, NotCounted.PASTED),
        (TEXT, {"tasks": ("gone",)}, NotCounted.GONE),
        (TEXT, {"answers": ()}, NotCounted.EMPTY),
    ],
)  # fmt: skip
def test_what_is_not_counted(text: str, changes: dict[str, object], why: NotCounted) -> None:
    came = typed(text, **changes)  # type: ignore[arg-type]
    assert (came.overall, came.why) == (None, why)


def test_a_form_that_was_typed_counts() -> None:
    came = typed(TEXT, by_form=True)
    assert came.overall is not None
    assert came.by_form


def test_the_fastest_hand_counts_for_a_while() -> None:
    """216 words a minute are the record for a minute, of a text that was known; 190 are left to whoever can."""
    assert typed(TEXT, int(len(TEXT) / 5 / 190 * 60_000)).overall == 100


def test_what_was_not_reached_counts_as_left_out_and_is_no_slip() -> None:
    came = typed(TEXT[: TEXT.index(" It's")])
    assert came.reached < came.words == len(TEXT.split())
    assert came.slips == ()
    assert came.accuracy == pytest.approx(100 * TEXT.index(" It's") / len(TEXT), abs=0.1)
    assert came.overall == overall(came.wpm, came.accuracy)


def test_the_last_words_typed_badly_are_reached() -> None:
    assert typed(TEXT.replace('he said "today".', 'eh siad "tdoay"')).reached == len(TEXT.split())


@given(UNICODE)
@settings(max_examples=150, deadline=None)
def test_whatever_is_typed_comes_to_something(text: str) -> None:
    came = typed(text)
    assert 0 <= came.accuracy <= 100
    assert (came.overall is None) == bool(came.why)
    assert came.overall is None or 0 <= came.overall <= 100


@given(UNICODE, UNICODE)
@settings(max_examples=150, deadline=None)
def test_there_are_slips_where_texts_differ_and_as_many_changes_either_way(text: str, other: str) -> None:
    text, other = canonical(text), canonical(other)
    assert canonical(text) == text
    assert find(text, text, align) == ()
    assert bool(find(text, other, align)) == (text != other)
    assert counted(align(text, other))[1] == counted(align(other, text))[1]


@given(st.lists(st.sampled_from(TEXT.split()), min_size=1), st.data())
@settings(max_examples=100, deadline=None)
def test_one_letter_too_many_is_one_slip_as_is_one_too_few(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    place = data.draw(st.integers(0, len(text) - 1))
    for slips in (
        find(text, text[:place] + "x" + text[place:], align),
        find(text, text[:place] + text[place + 1 :], align),
    ):
        assert sum(slip.count for slip in slips) == 1


def test_junk_of_the_longest_form_is_compared_in_no_time() -> None:
    began = time.perf_counter()
    typed("qwertz uiop " * 333)
    find(" ".join(map(str, range(20))), " ".join(map(str, range(100, 119))), align)
    assert time.perf_counter() - began < 1


def test_the_next_text_is_one_not_had_lately_else_the_one_had_longest_ago() -> None:
    texts = {name: TypingText(name, "short", TEXT) for name in "abc"}
    texts |= {"long": TypingText("long", "long", TEXT), "old": TypingText("old", "short", TEXT, retired=True)}
    content = SkillContent(typing=texts)
    assert {tasks(content, "short", seed, ["b"]) for seed in range(30)} == {("a",), ("c",)}
    assert tasks(content, "short", 7, []) == tasks(content, "short", 7, [])
    assert tasks(content, "short", 1, ["c", "a", "x", "b"]) == ("b",)
    assert tasks(content, "medium", 1, []) == ()


def test_the_best_and_the_course_are_of_what_counts() -> None:
    now, slow, fast = (TypingResult(points, wpm=wpm) for points, wpm in ((80, 40.0), (50, 30.0), (90, 45.0)))
    flagged = TypingResult(None, NotCounted.TOO_FAST, wpm=400.0)
    stands = standing(now, [fast, flagged, slow])
    assert (stands.best, stands.course, stands.gained) == (fast, (30.0, 45.0, 40.0), 2.5)
    first = standing(now, [flagged])
    assert (first.best, first.gained) == (None, None)


def test_examples_are_kept_short() -> None:
    (left_out,) = find(f"a {TEXT} b", "a b", align)
    assert left_out.count == len(TEXT.split())
    assert [len(example.meant) for example in left_out.examples] == [60]
