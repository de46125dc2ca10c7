"""The cards of a call say what the issue wants said, and harm nobody."""

from dataclasses import replace

import discord
import pytest

from bot.face import call_cards, scorecard_card
from bot.face.lines import FAILS, LINES, ON_CALL, OUTCOMES, words
from bot.practice.calls.call import CallerState, Hold, LookUp, Phase
from bot.practice.calls.content import Direction, ModelLine, Outcome, Record, Who
from bot.practice.calls.effects import CallLine
from bot.practice.calls.turns import INSTEAD
from bot.practice.effects import Line

from .call_scenes import ADAPTED, FAIL, RESULT, SCRIPT, TAKEN_AT, call, over, scene
from .scenes import labels, parts, said


def options(view: discord.ui.LayoutView) -> list[str]:
    return [option["label"] for part in parts(view) for option in part.get("options", ())]


def test_briefing_says_who_you_are_and_what_you_may() -> None:
    view = call_cards.briefing(scene())
    for words_ in ("Lamp House", "You answer calls about orders", "You may send a new lamp", "Never promise an hour"):
        assert words_ in said(view)
    assert labels(view) == ["Take the call"]
    assert "Ines" not in said(view)  # nobody knows yet who is ringing
    assert "sits in the dark" not in said(view)


def test_briefing_of_an_outbound_call_says_whom_you_ring() -> None:
    ringing = replace(SCRIPT, direction=Direction.OUTBOUND, reason="You ring Ines Moura about a lamp.")
    view = call_cards.briefing(scene(script=ringing))
    assert "You ring Ines Moura" in said(view)
    assert labels(view) == ["Dial"]
    assert f"On the line, answered <t:{TAKEN_AT // 1000}:R>" in said(call_cards.desk(scene(script=ringing)))


def test_call_card_on_the_line() -> None:
    view = call_cards.desk(scene())
    assert f"On the line, taken <t:{TAKEN_AT // 1000}:R>" in said(view)
    assert labels(view) == ["Hold", "Transfer", "Say", "Close the call"]
    assert options(view) == ["Look up the order", "Look up the stock"]


def test_one_record_is_a_button() -> None:
    one = replace(SCRIPT, records={"order": SCRIPT.records["order"]})
    view = call_cards.desk(scene(script=one))
    assert labels(view) == ["Hold", "Look up the order", "Transfer", "Say", "Close the call"]
    assert options(view) == []
    assert labels(call_cards.desk(scene(script=replace(SCRIPT, records={})))) == [
        "Hold",
        "Transfer",
        "Say",
        "Close the call",
    ]


def test_call_card_on_hold_and_looking_up() -> None:
    held = call(phase=Phase.HOLDING, holds=(Hold(TAKEN_AT + 9_000, True),), look_up=LookUp("order", TAKEN_AT + 20_500))
    view = call_cards.desk(scene(held))
    assert f"On hold, begun <t:{TAKEN_AT // 1000 + 9}:R>" in said(view)
    assert f"<t:{TAKEN_AT // 1000 + 21}:R>" in said(view)  # rounded up: never early
    assert "Back on the line" in labels(view)
    assert "Hold" not in labels(view)
    assert [part["disabled"] for part in parts(view) if "options" in part] == [True]


def test_call_card_when_it_is_over_has_no_buttons() -> None:
    assert labels(call_cards.desk(over())) == []


def test_the_caller_has_no_name_until_it_is_told() -> None:
    assert said(call_cards.line(scene(), "Hello?")) == "**Caller**\nHello?"
    told = call(caller=CallerState(4.0, "asking", told=("name",)))
    assert said(call_cards.line(scene(told), "Hello?")) == "**Ines Moura**\nHello?"


def test_a_record_says_what_is_customer_data() -> None:
    assert "identity check" in said(call_cards.record(scene(), "order"))
    assert "identity check" not in said(call_cards.record(scene(), "stock"))


def test_scorecard_says_it_all() -> None:
    result = replace(RESULT, fails=(FAIL,), adapted=(ADAPTED,), overall=40)
    view = scorecard_card.scorecard(over(result))
    text = said(view)
    for words_ in (
        *(OUTCOMES[Outcome.SOLVED], "40 of 100", "4 of 5", "They sent a lamp at once", "Your words alone"),
        *("3 min 5 s", "40 s of it in 1 hold", "Longest silence 8 s", "60 %"),
        *("Swearing", "you idiot", "Never swear at a customer"),
        *("I am sorry that your lamp is late", "You said sorry", "down 1.0", "The depot messed it up", "up 2.0"),
        *("Say when", "1 of 2 done", "Ownership", "3.6"),
        *("this caller is hard of hearing. You used 17 words a sentence", "8 after", "short sentences"),
    ):
        assert words_ in text
    assert "Say what you do." not in text  # that was done
    assert labels(view) == ["Same caller again", "Another call", "How it could have gone", "Share"]
    assert len([part for part in parts(view) if part["type"] == discord.ComponentType.media_gallery.value]) == 1


def test_scorecard_of_a_call_without_words() -> None:
    result = replace(RESULT, outcome=Outcome.ABANDONED, score=None, overall=None, moments=(), holds=0, checklist=())
    assert "not rated" in said(scorecard_card.scorecard(over(result)))


def test_the_picture_is_said_in_words() -> None:
    alt = scorecard_card.alt_text(scorecard_card.curve(over()))
    assert "4.0 at the start" in alt
    assert "highest 5.0 after 40 s" in alt
    assert "moment 2 after 40 s" in alt


def test_what_is_shared_has_no_words_of_the_call() -> None:
    text = said(scorecard_card.share(over()))
    assert "Anna" in text
    assert "63 of 100" in text
    assert "I am sorry" not in text


def test_how_it_could_have_gone() -> None:
    view, files = call_cards.model(scene())
    assert "**You:** Lamp House, this is Sam." in said(view)
    assert "**Ines Moura:** Thank you." in said(view)
    assert files == []
    long = replace(SCRIPT, model=tuple(ModelLine(Who.AGENT, "word " * 60) for _ in range(30)))
    view, files = call_cards.model(scene(script=long))
    assert len(files) == 1


def test_what_members_write_does_nothing() -> None:
    evil = "@everyone **x** <@200000000000000001> https://x.y `a` ||b||"
    result = replace(RESULT, moments=tuple(replace(move, quote=evil) for move in RESULT.moments))
    ended = over(replace(result, fails=(replace(FAIL, quote=evil),)), member_name=evil)
    for view in (scorecard_card.scorecard(ended), scorecard_card.share(ended)):
        assert "@everyone" not in said(view)
        assert "<@200000000000000001>" not in said(view)
        assert "**x**" not in said(view)


def test_a_form_has_the_callers_last_line() -> None:
    (label,) = call_cards.form(scene(), "id").to_dict()["components"]
    assert label["description"] == "Hello? My lamp has not come."


def test_every_line_outcome_and_fail_has_words() -> None:
    assert {line for line in CallLine if not words(line)} == set()
    assert {line for line in Line if not words(line, on_call=True)} == set()
    assert set(OUTCOMES) == set(Outcome)
    assert set(INSTEAD) | {"forbidden-promise"} == set(FAILS)


@pytest.mark.parametrize("line", ON_CALL)
def test_on_a_call_nothing_speaks_of_screens(line: Line | CallLine) -> None:
    assert "screen" not in ON_CALL[line]


def test_common_words_speak_of_neither() -> None:
    """What is said alike on a call must fit there."""
    assert [line for line in Line if line not in ON_CALL and "/screen" in LINES[line]] in ([], [Line.PAUSED])


def test_a_record_without_a_check_is_no_secret() -> None:
    free = replace(SCRIPT, verify=(), records={"order": Record("order", "the order", 20, "One lamp.", private=True)})
    assert "identity check" not in said(call_cards.record(scene(script=free), "order"))
