"""A screen that ends with a call: first told, later shown, and the report has both side by side."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.practice.screen import Screen

from .call_packs import GOOD, RUDE, TOLD
from .calling import LOOK_UP, QUIET, desk, heard, look_up, say, scorecards, solve
from .killing import Death, mortal_world
from .world import World, buttons, text

ANSWER = "I am sorry that your lamp is late. I will send a new one today, and it will be with you by tomorrow."


async def to_the_call(world: World, pace: str = "pressure", answer: str = ANSWER) -> None:
    """Answer all questions, up to where the phone rings."""
    await world.start(pack="told", questions=4, pace=pace)
    await world.press("Pick up")
    for _ in range(3):
        await world.answer(answer)
        if pace == "relaxed":
            await world.press("Next")


def report(world: World) -> Any:
    return next(card for card in reversed(world.cards()) if "Your report" in text(card))


async def test_first_told_later_shown(world: World) -> None:
    await world.start(pack="told", questions=4)
    assert "4 questions, and the last one is a customer" in world.said()[0]
    await world.press("Pick up")
    asked = []
    for number in (1, 2, 3):
        assert f"Question {number} of 4" in text(world.question)
        asked.append(text(world.question))
        await world.answer(ANSWER)
        assert "Finish and see my report" not in buttons(world.cards()[-1])
        await world.press("Next")
    assert sum(TOLD in question for question in asked) == 1
    assert TOLD not in asked[-1]  # not directly before
    briefing = world.cards()[-1]
    assert "Question 4 of 4" in text(briefing)
    assert f"I asked you: “{TOLD}" in text(briefing)
    assert "You told me; now show me." in text(briefing)
    assert "Lamp House" in text(briefing)
    assert buttons(briefing) == ["Take the call", "Skip"]
    await world.press("Take the call")
    await solve(world)
    (scorecard,) = scorecards(world)
    assert buttons(scorecard) == ["Same caller again", "Another call", "How it could have gone"]
    said = text(report(world))
    assert "All 4 questions answered" in said
    both = said[said.index("Told and shown") :]
    rows = await world.bot.store.calls(world.guild.id, world.anna.id, 5, 0)
    assert [(row.pack, row.call, row.outcome) for row in rows] == [("told", "dark", "solved")]
    assert re.search(rf"Told: \*\*\d+ of 100\*\* · Shown: \*\*{rows[0].overall} of 100\*\* \(✅ Solved\)", both)
    assert buttons(report(world)) == ["Share"]
    assert world.cards()[-1].id == report(world).id
    assert (await world.start(pack="told")).text.startswith("Your phone screen is ready")


async def test_the_score_is_that_of_all_four(world: World) -> None:
    await to_the_call(world)
    await world.press("Take the call")
    await solve(world)
    session = await world.bot.store.in_thread(world.thread.id)
    assert session is not None
    turns = [await world.bot.store.turn(session.id, number, 1) for number in (1, 2, 3)]
    call = await world.bot.store.call(session.id)
    assert call is not None
    overalls = [row.overall for row in (*turns, call) if row is not None and row.overall is not None]
    assert len(overalls) == 4
    assert f"Your report: {round(sum(overalls) / 4)} of 100" in text(report(world))
    reply = await world.command("call history")
    assert "A dark room" in reply.text


async def test_told_well_and_shown_badly(world: World) -> None:
    await to_the_call(world)
    await world.press("Take the call")
    for words in RUDE:
        if not scorecards(world):
            await say(world, words)
    assert "📵 They hung up" in text(report(world))
    assert "Told: " in text(report(world))


async def test_the_call_may_be_skipped(world: World) -> None:
    await to_the_call(world)
    briefing = world.with_button("Take the call")
    await world.press("Skip", briefing)
    said = text(report(world))
    assert "3 of 4 questions answered" in said
    assert "Told and shown" not in said
    assert scorecards(world) == []
    assert "is over" in (await world.press("Take the call", briefing)).text


async def test_hold_look_up_and_forms_work_as_in_any_call(world: World) -> None:
    await to_the_call(world)
    await world.press("Take the call")
    await say(world, "May I put you on hold for one minute while I look that up?")
    await world.press("Hold")
    assert "On hold, begun" in text(desk(world))
    await look_up(world)
    await world.wait(LOOK_UP + 1)
    assert any("Stuck at the depot" in said for said in world.said())
    await world.press("Back on the line")
    form = await world.press("Say", desk(world))
    before = len(heard(world))
    await world.submit(form, GOOD[2])
    assert len(heard(world)) == before + 1
    await say(world, GOOD[3])
    assert "in 1 hold" in text(scorecards(world)[0])
    reply = await world.press("Same caller again")
    assert "Your call is ready" in reply.text


async def test_silence_on_the_line(world: World) -> None:
    await to_the_call(world)
    await world.press("Take the call")
    await world.wait(60)
    assert "Left on the line" in text(scorecards(world)[0])
    assert "Shown: nothing said" in text(report(world))


async def test_form_of_a_question_is_not_said_to_the_caller(world: World) -> None:
    await world.start(pack="told", questions=4, pace="pressure")
    await world.press("Pick up")
    form = await world.press("Answer in a form")
    for _ in range(3):
        await world.press("Skip")
    await world.press("Take the call")
    reply = await world.submit(form, "an answer of before")
    assert "an answer of before" in reply.text
    await world.wait(QUIET)
    assert len(heard(world)) == 1


async def test_an_edit_is_told_in_words_of_the_phone(world: World) -> None:
    await to_the_call(world)
    await world.press("Take the call")
    message = await world.say(GOOD[0])
    await world.anna.edit(message, "something else")
    assert "they heard the first wording" in world.said()[-1]


async def test_stopped_in_the_call(world: World) -> None:
    await to_the_call(world)
    await world.press("Take the call")
    await say(world, GOOD[0])
    await world.command("screen stop")
    assert "Left on the line" in text(scorecards(world)[0])
    assert "ended early" in text(report(world))
    assert "Told and shown" in text(report(world))


async def test_restart_in_the_middle_of_a_hold(world: World) -> None:
    await to_the_call(world)
    await world.press("Take the call")
    await say(world, "May I put you on hold for two minutes while I look that up?")
    await world.press("Hold")
    await world.wait(20)
    await world.restart()
    assert "On hold, begun" in text(desk(world))
    await world.press("Back on the line")
    await say(world, GOOD[2])
    await say(world, GOOD[3])
    assert "in 1 hold" in text(scorecards(world)[0])
    assert "All 4 questions" in text(report(world))


async def _goes_on(world: World, said: list[str]) -> bool:
    """Do the next thing that the thread asks for; False: the report is there."""
    cards = world.cards() if world.channel.threads else []
    shown = next((card for card in reversed(cards) if buttons(card)), None)
    labels = buttons(shown) if shown else []
    on_the_line = any("On the line, taken" in text(card) for card in cards)
    if not cards:
        await world.start(pack="told", questions=4, pace="real")
    elif any("Your report" in text(card) for card in cards):
        return False
    elif on_the_line and heard(world):
        left = [words for words in GOOD if words not in said]
        if left:
            said.append(left[0])
            await world.say(left[0])
    elif "Pick up" in labels or "Take the call" in labels:
        await world.press(labels[0], shown)
    elif shown and "Done" in labels:
        words = f"{ANSWER} That is number {shown.id}."
        if words not in said:
            said.append(words)
            await world.say(words)
        await world.wait(4)
    await world.wait(QUIET)
    return True


STRIDE = 4


@pytest.mark.parametrize("first", range(1, STRIDE + 1))
async def test_killed_on_the_way_through_the_call(
    tmp_path: Path, pack_folder: Path, first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the phone's ringing on: killed at every point, the call and its report are there, each once."""
    nth = first
    while True:
        death = Death(10_000)
        async with mortal_world(tmp_path / str(nth), pack_folder, death, monkeypatch) as world:
            said: list[str] = []
            for _ in range(50):
                ringing = bool(world.channel.threads) and any(
                    "Take the call" in buttons(card) for card in world.cards()
                )
                if ringing and death.every == 10_000:
                    death.every = death.left = nth
                if not await _goes_on(world, said) and not death.dead:
                    break
                await death.bury(world)
            else:
                raise AssertionError(world.said())
            cards = world.said()
            assert len(set(cards)) == len(cards), cards  # no card, no line twice
            assert len(scorecards(world)) == 1
            assert sum("Told and shown" in card for card in cards) == 1
            (row,) = await world.bot.store.calls(world.guild.id, world.anna.id, 5, 0)
            assert row.outcome == "solved"
            for words in GOOD:
                assert row.log.count(words) == 1  # nothing unheard, nothing heard twice
            screen = await world.bot.desk.session(row.session_id)
            assert isinstance(screen, Screen)
            assert screen.ended_why == "done"
        if not death.deaths:
            break
        nth += STRIDE
    assert nth > 20  # that many points there are
