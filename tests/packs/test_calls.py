"""Calls from YAML: the documented example, what is refused and where, and the calls that come with Headset."""

from pathlib import Path

import pytest

from bot.packs import BUILT_IN
from bot.packs.loading import load
from bot.practice.calls.content import CallScript
from bot.practice.calls.hearing import listen
from tests.practice.calls.plays import PACK, QUESTIONS, documented, loaded, play

from .folders import line_of, put, write


def told(text: str) -> list[str]:
    """The problems of a call: line and what."""
    return [f"{p.line}: {p.what}, {p.instead}" for p in loaded(text)[1]]


def call(text: str) -> CallScript:
    calls, problems = loaded(text)
    assert not problems, problems
    return calls["towels"]


def test_the_documented_call_is_complete() -> None:
    towels = call(documented())
    assert [beat.id for beat in towels.beats] == ["asking", "closing"]
    assert towels.facts["room"].say == ("412, on the fourth floor.", "Room 412.")
    assert towels.caller.temper == "even"
    assert towels.acts["sends-towels"].tension == -0.5
    assert towels.beats[0].next == "closing"


def test_a_usual_fact_needs_its_value_only() -> None:
    towels = call(documented())
    assert all("Ines Moura" in line for line in towels.facts["name"].say)
    assert towels.facts["email"].value == ""
    assert towels.facts["email"].say


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
def test_what_is_wrong_is_told_at_its_line(old: str, new: str, at: str, what: str) -> None:
    text = documented()
    assert old in text
    text = text.replace(old, new, 1)
    problems = told(text)
    assert any(what in problem for problem in problems), problems
    here = next(problem for problem in problems if what in problem)
    assert here.startswith(f"{line_of(text, at)}: ")
    assert not loaded(text)[0] or "another name" in what


@pytest.mark.parametrize(
    ("old", "new", "at", "what"),
    [
        ("  - id: sends-towels\n", "  - id: tells-room\n", "id: tells-room", "an act can't be called 'tells-room'"),
        ("  - id: sends-towels\n", "  - id: told-room\n", "id: told-room", "an act can't be called 'told-room'"),
        ("until: [sends-towels]", "until: [room]", "until:", "there is no act 'room'"),
        (
            "until: [sends-towels]",
            "until: [told-rom]",
            "until:",
            "there is no act 'told-rom', did you mean 'told-room'",
        ),
        ("until: [sends-towels]", "until: [looked-up-stay]", "until:", "there is no act 'looked-up-stay'"),
        ("beats:\n", "drop: [calm]\n\nbeats:\n", "drop:", "there is no usual act 'calm'"),
        ("    acts: [promises-time]\n", "    never: [rude]\n", "- id: when", "'when' has 'never' and is needed"),
        ("    acts: [promises-time]\n", "    needed: false\n", "- id: when", "nothing does 'when'"),
        ("    acts: [promises-time]\n", "    never: [rood]\n    needed: false\n", "never:", "there is no act 'rood'"),
        ("    because: You sent", "    unless:\n      - (not|now\n    because: You sent", "(not|now", "is not closed"),
        ("      - room (number|no)", "      - room (number|no", "room (number|no", "is not closed"),
    ],
)
def test_names_that_mean_nothing_or_two_things_are_refused(old: str, new: str, at: str, what: str) -> None:
    text = documented()
    assert old in text
    text = text.replace(old, new, 1)
    problems = told(text)
    here = next((problem for problem in problems if what in problem), "")
    assert here.startswith(f"{line_of(text, at)}: "), problems


def test_an_act_says_in_which_sentences_it_is_none() -> None:
    unless = "    unless: [(tomorrow|next week)]\n    because: You sent the towels.\n"
    towels = call(documented().replace("    because: You sent the towels.\n", unless, 1))
    assert "sends-towels" in listen("I'll send two towels.", towels).acts
    assert "sends-towels" not in listen("I'll send two towels next week.", towels).acts
    assert "sends-towels" in listen("Not tomorrow. I'll send two towels.", towels).acts


def test_a_call_can_say_it_of_usual_acts_and_facts_too() -> None:
    own = "acts:\n  - {id: promises-time, unless: [happy hour]}\n  - id: sends"
    fact = "  name: {value: Ines Moura, unless: [(hotel|towel) name]}\n"
    text = (
        documented()
        .replace("acts:\n  - id: sends", own, 1)
        .replace("facts:\n  name: Ines Moura\n", f"facts:\n{fact}", 1)
    )
    towels = call(text)
    assert "promises-time" not in listen("Happy hour is tomorrow before six.", towels).acts
    assert "promises-time" in listen("You'll have it tomorrow before six.", towels).acts
    assert "asks-name" not in listen("What was the full name, the hotel name?", towels).acts
    assert "asks-name" in listen("What is your full name?", towels).acts


def test_a_usual_act_can_be_dropped() -> None:
    towels = call(documented().replace("beats:\n", "drop: [thanks]\n\nbeats:\n", 1))
    assert "thanks" in listen("Thank you.", call(documented())).acts
    assert "thanks" not in listen("Thank you.", towels).acts


def test_a_fact_of_the_calls_own_goes_before_a_usual_one() -> None:
    fact = (
        "facts:\n  his-name:\n    value: Rui\n    say: [Rui., It is Rui.]\n"
        "    asked_by: [(tell me|your)? .. husbands .. name]\n"
    )
    towels = call(documented().replace("facts:\n", fact, 1))
    for words in ("Your husband's name?", "Can you tell me your husband's name please", "your husband's full name"):
        acts = listen(words, towels).acts
        assert "asks-his-name" in acts
        assert "asks-name" not in acts
    assert {"asks-name", "asks-his-name"} <= set(listen("What's your name and your husband's name?", towels).acts)


def test_a_phrase_with_not_is_not_denied_by_its_sibling_without() -> None:
    own = "acts:\n  - id: can-decide\n    phrases: [i can decide, i can not decide]\n  - id: sends"
    towels = call(documented().replace("acts:\n  - id: sends", own, 1))
    assert "can-decide" in listen("I can not decide that.", towels).acts
    assert "can-decide" in listen("I can decide that.", towels).acts
    assert "can-decide" not in listen("I never said that I can decide that.", towels).acts


def test_an_item_of_what_should_not_happen() -> None:
    item = "  - {id: polite, says: stayed polite, never: [rude], needed: false, missing: Be kind.}\n\nmodel:\n"
    towels = call(documented().replace("\nmodel:\n", item, 1))
    for words, done in (("Hello, this is Sam.", True), ("Hurry up, I don't have time.", False)):
        called = play(towels)
        called.say(words)
        called.press("close")
        assert called.scorecard
        assert [item.done for item in called.scorecard.checklist if item.id == "polite"] == [done]


def test_a_reply_without_conditions_would_swallow_all() -> None:
    text = documented().replace("checklist:\n", "replies:\n  - say: [Well., Hm.]\n\nchecklist:\n", 1)
    assert any("would swallow all others" in problem for problem in told(text))


def test_what_is_no_message_is_not_heard() -> None:
    replies = "replies:\n  - heard: [verified]\n    say: [Well., Hm.]\n\nchecklist:\n"
    problems = told(documented().replace("checklist:\n", replies, 1))
    assert any("'verified' can't be heard, put it under 'done:'" in problem for problem in problems)


def test_tension_says_why() -> None:
    replies = "replies:\n  - heard: [thanks]\n    say: [Well., Hm.]\n    tension: 1\n\nchecklist:\n"
    text = documented().replace("checklist:\n", replies, 1)
    assert any("does not say why" in problem for problem in told(text))


def test_an_own_act_changes_a_usual_one() -> None:
    text = documented().replace("acts:\n  - id: sends", "acts:\n  - {id: calm-down, tension: 4}\n  - id: sends", 1)
    towels = call(text)
    assert towels.acts["calm-down"].tension == 4
    assert towels.acts["calm-down"].bad
    assert "calm-down" in towels.ears.behaviours


def test_a_wrong_call_leaves_the_rest_of_the_pack(tmp_path: Path) -> None:
    pack = tmp_path / "packs" / "hotel-desk"
    put(pack / "pack.yaml", PACK)
    put(pack / "questions.yaml", QUESTIONS)
    put(pack / "calls" / "towels.yaml", documented().replace("beats:", "beets:", 1))
    library = load([tmp_path])
    assert library.packs["hotel-desk"].questions
    assert not library.packs["hotel-desk"].calls


def test_the_version_changes_with_the_call() -> None:
    text = documented().replace("Two would do.", "Two, please.")
    assert call(text).question.version != call(documented()).question.version


def test_calls_do_not_change_the_version_of_the_rubric(tmp_path: Path) -> None:
    """Scores of answers keep it, and no answer is rated by a call."""
    built_in = tmp_path / "content"
    write(built_in)
    before = load(built_in=built_in).rubric.version
    put(built_in / "rubric" / "calls.yaml", (BUILT_IN / "rubric" / "calls.yaml").read_bytes())
    assert load(built_in=built_in).rubric.version == before
