"""The cards of a shift say what the issue wants said, harm nobody, and fit whatever is in them."""

from dataclasses import replace

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.face import call_cards, cards, shift_cards, shift_result_card
from bot.face.lines import LINES, ON_SHIFT, words
from bot.packs.dialer_players import ShiftPlay
from bot.practice.dialer.content import Campaign, Part
from bot.practice.dialer.effects import PutDialling, SayAsContact, ShiftLine
from bot.practice.dialer.shift import MOST, MOST_MESSAGES
from bot.practice.effects import Line, ShowForm
from bot.practice.events import Said

from .scenes import labels, parts, said
from .shift_scenes import GOOD, one, over, play, scene, towels
from .test_limits import check
from .test_limits import words as any_words

EVIL = "Hello, @everyone **x** <@200000000000000001> https://x.y `a` ||b||, this is nobody."


def missed(text: str) -> ShiftPlay:
    """A shift of two, in both of which this was said."""
    playing = play(one(), one("take-me-off", "off-the-list"))
    for _ in range(2):
        playing.connect()
        playing.say(text)
        playing.say(text)
    while not playing.over:
        playing.wait()
    return playing


def test_dialling_says_which_and_what_came_of_the_last() -> None:
    playing = play(one(), one("person", "busy"))
    first = shift_cards.dialling(scene(playing.shift), PutDialling(0))
    assert "Dialling… 1 of 2" in said(first)
    assert labels(first) == ["Answer in a form", "Break", "Hang up"]
    playing.say("Good morning Mr Mueller, this is Ines Duarte from Harbour Hotels. It's about your stay.", think=2_000)
    playing.say("Sorry, goodbye.")
    second = said(shift_cards.dialling(scene(playing.shift), PutDialling(1, after=0)))
    for expected in ("❌ **Miss**", "The person you asked for", "sent after 2.0 s", "a question whether you may go on"):
        assert expected in second
    assert "Do you have a minute?" in second  # what a good agent says
    assert second.index("Miss") < second.index("Dialling… 2 of 2")


def test_a_hit_says_what_had_been_nicer() -> None:
    playing = play(one(), one("person", "busy"))
    playing.say(GOOD.removeprefix("Good morning "))
    text = said(shift_cards.ended(scene(playing.shift), 0))
    assert "✅ **Hit**" in text
    assert "Nicer still: a greeting" in text
    assert "Missing" not in text


def test_the_hello_says_whom_the_machine_rang_and_the_rest_does_not() -> None:
    playing = play(one("gatekeeper", "put-through"))
    hello = shift_cards.contact_line(scene(playing.shift), SayAsContact(0, 0, "Ito Optics?", hello=True))
    assert "**Jun Ito** (Mr Ito), Ito Optics" in said(hello)
    assert said(hello).endswith("**On the line**\nIto Optics?")
    later = said(shift_cards.contact_line(scene(playing.shift), SayAsContact(0, 2, "Yes?")))
    assert later == "**On the line**\nYes?"


def test_a_line_can_be_told_by_its_message() -> None:
    view = shift_cards.contact_line(scene(play(one()).shift), SayAsContact(0, 7, "Yes?"))
    view.children[0].id = 1_000_008  # the stage's mark

    class Message:
        components = view.children

    assert shift_cards.line_of(Message()) == 7  # type: ignore[arg-type]  # all that it looks at
    Message.components = cards.tell(Line.NO_WORDS).children
    assert shift_cards.line_of(Message()) is None  # type: ignore[arg-type]  # as above


def test_what_was_told_too_often_is_counted() -> None:
    text = said(shift_result_card.result(over(missed("Hello?")), early=False))
    assert "Missing or wrong most often" in text
    assert 'anything after "hello", 2 times' in text
    assert "It is their right" in text  # what a hit is with those


def test_what_spoilt_it_is_quoted() -> None:
    playing = play(one("take-me-off", "off-the-list"), one())
    playing.say(GOOD)
    playing.say("But it only takes a minute.")
    text = said(shift_cards.ended(scene(playing.shift), 0))
    assert "**Spoilt by** persuading: “But it only takes a minute”" in text


def test_without_an_answer_there_is_nothing_to_say_to_it() -> None:
    playing = play(one("person", "who-again"), one())
    playing.wait()
    playing.wait()
    assert "a good agent says" not in said(shift_cards.ended(scene(playing.shift), 0))


def test_what_members_write_does_nothing() -> None:
    ended = over(missed(EVIL), name=EVIL)
    assert ended.record is not None
    for view in (
        shift_cards.ended(ended, 0),
        shift_cards.ended(ended, 1),
        shift_result_card.result(ended, early=True),
        shift_result_card.share(ended),
        call_cards.history([ended.record], 1, False, {}),
    ):
        assert "@everyone" not in said(view)
        assert "<@200000000000000001>" not in said(view)
        assert "**x**" not in said(view)


def test_what_is_shared_has_no_words_of_the_shift() -> None:
    text = said(shift_result_card.share(over(missed("Hello? Who is there?"))))
    assert "Anna" in text
    assert "0 of 2 connections hit" in text
    assert "Who is there" not in text
    assert "Mueller" not in text


def test_every_line_has_words_and_none_speaks_of_screens() -> None:
    assert {line for line in ShiftLine if not words(line)} == set()
    assert {line for line in Line if not words(line, on_shift=True)} == set()
    assert [text for text in ON_SHIFT.values() if "screen" in text or "/call start" in text] == []
    speaking = [line for line in Line if line not in ON_SHIFT and "/screen" in LINES[line]]
    assert speaking in ([], [Line.PAUSED], [Line.PAUSED, Line.NONE_LIVE], [Line.NONE_LIVE])


@st.composite
def campaigns(draw: st.DrawFn) -> Campaign:
    base, long = towels(), any_words
    kinds = {
        name: replace(
            kind,
            title=draw(long(200)),
            lesson=draw(long(400)),
            answers=tuple(replace(answer, model=draw(long(600))) for answer in kind.answers),
        )
        for name, kind in base.kinds.items()
    }
    return replace(
        base,
        title=draw(long(200)),
        company=draw(long(200)),
        you=draw(long(200)),
        purpose=draw(long(900)),
        policy=tuple(draw(st.lists(long(500), max_size=8))),
        kinds=kinds,
        parts={name: Part(draw(long(200)), draw(long(600))) for name in base.parts},
        contacts=tuple(replace(c, call=draw(long(200)), office=draw(long(200))) for c in base.contacts),
    )


def long_shift() -> ShiftPlay:
    """As many connections as there can be, and as many words."""
    playing = play(*(one() if number % 2 else one("take-me-off", "off-the-list") for number in range(MOST)))
    while not playing.over:
        playing.connect()
        for number in range(MOST_MESSAGES):
            text = f"Hello, it only takes a minute, {'🎧*_' * 600} {number}"
            playing.take(Said(playing.at, playing.snowflake(), text))
        playing.wait()
        playing.say("Please stay on the line, it only takes a minute. " * 40)
        while playing.on_line:
            playing.wait()
    return playing


LONG = long_shift()


@settings(max_examples=25, deadline=None)
@given(campaigns(), any_words(2000), any_words(60))
def test_no_card_exceeds_what_discord_takes(campaign: Campaign, line: str, name: str) -> None:
    ended = over(LONG, campaign, name)
    going = scene(replace(LONG.shift, typing_allowed=False), campaign)
    check(shift_cards.briefing(going))
    for number in range(MOST):
        check(shift_cards.dialling(going, PutDialling(number, number)))
    check(shift_cards.contact_line(going, SayAsContact(0, 0, line, hello=True)))
    check(shift_cards.pause(going))
    check(shift_result_card.result(ended, early=True))
    check(shift_result_card.share(ended))
    assert ended.record is not None
    check(call_cards.history([ended.record] * 5, 1, True, {}))
    form = shift_cards.form(going, ShowForm(0, 1)).to_dict()
    assert len(form["title"]) <= 45
    assert all(len(field["label"]) <= 45 and len(field.get("description", "")) <= 100 for field in form["components"])


@pytest.mark.parametrize("allowed", [True, False])
def test_the_form_is_first_where_nothing_can_be_typed(allowed: bool) -> None:
    shift = replace(play(one()).shift, typing_allowed=allowed)
    view = shift_cards.dialling(scene(shift), PutDialling(0))
    primary = discord.ButtonStyle.primary.value
    styles = [part["style"] for part in parts(view) if part.get("label") == "Answer in a form"]
    assert (styles == [primary]) is not allowed
    assert ("Press **Answer in a form**" in said(shift_cards.briefing(scene(shift)))) is not allowed
