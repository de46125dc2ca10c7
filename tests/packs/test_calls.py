"""Calls from YAML: the documented example, what is refused and where, and the calls that come with Headset."""

from pathlib import Path

import pytest

from bot.packs import BUILT_IN
from bot.packs.loading import Library, load
from tests.practice.calls.plays import PACK, QUESTIONS, documented

from .folders import line_of, put


def loaded(tmp_path: Path, text: str, name: str = "towels") -> Library:
    pack = tmp_path / "packs" / "hotel-desk"
    put(pack / "pack.yaml", PACK)
    put(pack / "questions.yaml", QUESTIONS)
    put(pack / "calls" / f"{name}.yaml", text)
    return load([tmp_path])


def told(library: Library, tmp_path: Path) -> list[str]:
    """The problems of the call's own file: line and what."""
    return [f"{p.line}: {p.what}, {p.instead}" for p in library.problems if p.path.startswith(str(tmp_path))]


def test_the_documented_call_is_complete(tmp_path: Path) -> None:
    library = loaded(tmp_path, documented())
    assert told(library, tmp_path) == []
    call = library.packs["hotel-desk"].calls["towels"]
    assert [beat.id for beat in call.beats] == ["asking", "closing"]
    assert call.facts["room"].say == ("412, on the fourth floor.", "Room 412.")
    assert call.caller.temper == "even"
    assert call.acts["sends-towels"].tension == -0.5
    assert call.beats[0].next == "closing"


def test_a_usual_fact_needs_its_value_only(tmp_path: Path) -> None:
    call = loaded(tmp_path, documented()).packs["hotel-desk"].calls["towels"]
    assert all("Ines Moura" in line for line in call.facts["name"].say)
    assert call.facts["email"].value == ""
    assert call.facts["email"].say


@pytest.mark.parametrize(
    ("old", "new", "at", "what"),
    [
        ("until: [sends-towels]", "until: [send-towels]", "until:", "there is no act 'send-towels', did you mean"),
        ("acts: [promises-time]", "acts: [promises]", "acts: [promises]", "there is no act 'promises'"),
        ("weights: {empathy: 1", "weights: {empaty: 1", "weights:", "there is no competency 'empaty'"),
        ("id: towels\n", "id: towel\n", "id: towel", "stands in a file of another name"),
        ("    until: [sends-towels]\n", "", "- id: asking", "the beat 'asking' never ends"),
        ("wants: Two towels, soon.", "wants: Two.\n  traits: [deaf]", "traits:", "there is no trait 'deaf'"),
        ("title: Something", "titel: Something", "titel:", "unknown key 'titel', did you mean 'title'?"),
        ("    asked_by:\n", "    asked:\n", "asked:", "unknown key 'asked'"),
        ("- (send|bring|get|take) .. towels", "- (send|bring .. towels", "(send|bring .. towels", "is not closed"),
        ("opening:\n", "voice:\n  calm-don: [A., B.]\n\nopening:\n", "calm-don", "no situation or act 'calm-don'"),
        ("checklist:\n", "verify: [iban]\n\nchecklist:\n", "verify:", "'verify' names 'iban'"),
        ("title: Some", "direction: outbound\ntitle: Some", "id: towels", "an outbound call has a 'reason'"),
        ('  - "Hello? There are no towels in my room."\n', "", "opening:", "'opening'"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(tmp_path: Path, old: str, new: str, at: str, what: str) -> None:
    text = documented()
    assert old in text
    text = text.replace(old, new, 1)
    library = loaded(tmp_path, text)
    problems = told(library, tmp_path)
    assert any(what in problem for problem in problems), problems
    here = next(problem for problem in problems if what in problem)
    assert here.startswith(f"{line_of(text, at)}: ")
    assert "towels" not in library.packs["hotel-desk"].calls


def test_a_reply_without_conditions_would_swallow_all(tmp_path: Path) -> None:
    text = documented().replace("checklist:\n", "replies:\n  - say: [Well., Hm.]\n\nchecklist:\n", 1)
    assert any("would swallow all others" in problem for problem in told(loaded(tmp_path, text), tmp_path))


def test_tension_says_why(tmp_path: Path) -> None:
    replies = "replies:\n  - heard: [thanks]\n    say: [Well., Hm.]\n    tension: 1\n\nchecklist:\n"
    text = documented().replace("checklist:\n", replies, 1)
    assert any("does not say why" in problem for problem in told(loaded(tmp_path, text), tmp_path))


def test_an_own_act_changes_a_usual_one(tmp_path: Path) -> None:
    text = documented().replace("acts:\n  - id: sends", "acts:\n  - {id: calm-down, tension: 4}\n  - id: sends", 1)
    call = loaded(tmp_path, text).packs["hotel-desk"].calls["towels"]
    assert call.acts["calm-down"].tension == 4
    assert call.acts["calm-down"].bad
    assert "calm-down" in call.ears.behaviours


def test_a_wrong_call_leaves_the_rest_of_the_pack(tmp_path: Path) -> None:
    library = loaded(tmp_path, documented().replace("beats:", "beets:", 1))
    assert "hotel-desk" in library.packs
    assert library.packs["hotel-desk"].questions


def test_the_version_changes_with_the_call(tmp_path: Path) -> None:
    first = loaded(tmp_path, documented()).packs["hotel-desk"].calls["towels"].question.version
    text = documented().replace("Two would do.", "Two, please.")
    assert loaded(tmp_path, text).packs["hotel-desk"].calls["towels"].question.version != first


def test_calls_do_not_change_the_version_of_the_rubric() -> None:
    """Scores of answers keep it, and no answer is rated by a call."""
    content = BUILT_IN / "rubric" / "calls.yaml"
    assert content.exists()
    library = load()
    assert library.rubric.behaviours
    assert not any(name.startswith("asks-order-number") for name in library.rubric.behaviours)
