"""A whole screen, as a member sees it: issue 2, "What a member does", 1 to 7."""

import re

import discord
import pytest

from bot.practice.timing import snowflake_time

from .packs import ASKS, FOLLOW_UP, GOOD, STRONG, WEAK
from .world import QUIET, World, buttons, text

ANSWERING = {"Done", "Answer in a form", "Hint", "Skip"}
REVIEWING = {"Try again", "A strong answer", "I disagree"}


async def go_on(world: World) -> None:
    """Press Next, or what stands in its place on the last feedback."""
    label = next(label for label in buttons(world.cards()[-1]) if label.startswith(("Next", "Finish")))
    await world.press(label)


async def answer_all(world: World, words: str = GOOD) -> None:
    """Answer the three questions of a relaxed screen, to its report."""
    for _ in range(3):
        await world.answer(words)
        await go_on(world)


def _quotes(said: str) -> list[str]:
    return [words.rstrip(".…") for words in re.findall("“([^”]+)”", said)]


async def test_start_links_a_private_thread_that_only_they_are_told_of(world: World) -> None:
    reply = await world.start()
    assert reply.private
    assert world.thread.mention in reply.text
    assert world.thread._channel.type == discord.ChannelType.private_thread.value
    assert world.anna.id in world.thread._channel.thread_members
    assert "5 questions" in world.said()[-1]  # the default


async def test_public_screen_is_a_public_thread(world: World) -> None:
    await world.start(visibility="public")
    assert world.thread._channel.type == discord.ChannelType.public_thread.value


async def test_recruiter_with_name_and_company_says_what_will_happen(world: World) -> None:
    await world.start_screen(picked_up=False)
    (lobby,) = world.cards()
    assert "Amara Nwosu" in text(lobby)
    assert "Linden Care" in text(lobby)
    assert "3 questions" in text(lobby)
    assert buttons(lobby) == ["Pick up"]


async def test_question_is_one_card_with_number_competencies_and_buttons(world: World) -> None:
    await world.start_screen()
    assert len(world.cards()) == 2
    card = world.cards()[-1]
    assert "1 of 3" in text(card)
    assert sum(ask in text(card) for ask in ASKS.values()) == 1
    assert "Ownership" in text(card)
    assert "Empathy" in text(card)
    assert "<t:" not in text(card)  # no limits when relaxed
    assert set(buttons(card)) == ANSWERING


async def test_relaxed_screen_from_start_to_report(world: World) -> None:
    await world.start_screen()
    for number in (1, 2, 3):
        await world.answer(GOOD)
        feedback = world.cards()[-1]
        assert f"Question {number}" in text(feedback)
        assert set(buttons(feedback)) > REVIEWING
        await go_on(world)
    questions = [text(card) for card in world.cards() if "Done" in buttons(card)]
    asked = [ask for ask in ASKS.values() for said in questions if ask in said]
    assert sorted(asked) == sorted(ASKS.values())  # each once
    report = world.cards()[-1]
    assert "report" in text(report)
    assert re.search("3 of 3|All 3", text(report))
    assert buttons(report) == ["Share"]


async def test_feedback_says_score_levels_moments_and_timing(world: World) -> None:
    await world.start_screen()
    await world.wait(5)
    await world.anna.typing(world.thread)
    await world.wait(4)
    await world.say(f"{GOOD} But it is not my fault, the warehouse is to blame.")
    await world.wait(QUIET)
    said = world.said()[-1]
    score = re.search(r"(\d+) of 100", said)
    assert score is not None
    assert 0 <= int(score[1]) <= 100
    assert len(re.findall(r"\*\*.*[1-5]\.\d.*(?:Ownership|Empathy)|(?:Ownership|Empathy).*[1-5]\.\d", said)) == 2
    best, _, costliest = said[said.index("Best moment") :].partition("Cost you most")
    assert _quotes(best)[0] in GOOD
    assert _quotes(costliest)[0] in "But it is not my fault, the warehouse is to blame."
    assert "Change first" in said
    assert "stronger line" in said
    words = len(GOOD.split()) + 11
    lowered = said.lower()
    assert "began after 5 s" in lowered
    assert "answered in 9 s" in lowered
    assert f"{words} words" in lowered
    assert f"about {round(words / 140 * 60)} s to say" in lowered


@pytest.mark.parametrize(("pace", "begin", "answer"), [("real", 30, 120), ("pressure", 10, 60)])
async def test_timed_paces_show_limits_and_give_feedback_at_the_end(
    world: World, pace: str, begin: int, answer: int
) -> None:
    await world.start_screen(pace=pace)
    lobby = world.said()[0]
    assert str(begin) in lobby
    assert str(answer) in lobby
    for number in (1, 2, 3):
        card = world.cards()[-1]
        assert f"{number} of 3" in text(card)
        ticking = [int(found) for found in re.findall(r"<t:(\d+):R>", text(card))]
        shown = snowflake_time(card.id) / 1000
        assert [round(moment - shown) for moment in ticking] == [begin, answer]
        await world.answer(GOOD)
    feedback = [card for card in world.cards() if "I disagree" in buttons(card)]
    assert feedback
    assert all(card.id > world.question.id for card in feedback)
    rated = "\n".join(map(text, feedback))
    for number in (1, 2, 3):
        assert f"Question {number}" in rated
    assert "Your report" in world.said()[-1]


async def test_report_has_a_picture_with_alt_text_and_quotes(world: World) -> None:
    await world.start_screen()
    await answer_all(world, f"{GOOD} {WEAK}")
    report = world.cards()[-1]
    said = text(report)
    alt = re.search(r"\[picture: (.+)\]", said)
    assert alt is not None, said
    assert re.search(r"Ownership \d\.\d", alt[1])
    assert re.search(r"Empathy \d\.\d", alt[1])
    (picture,) = report.attachments
    assert picture.filename.endswith(".png")
    assert (await picture.read()).startswith(b"\x89PNG")
    strongest, _, weakest = said[said.index("Strongest") :].partition("Weakest")
    assert [words for words in _quotes(strongest) + _quotes(weakest) if words in f"{GOOD} {WEAK}"]
    assert "Practise next" in said


async def test_follow_up_asks_once_and_both_parts_are_rated_together(world: World) -> None:
    await world.start_screen(pack="counted")
    await world.answer("It was busy all day, with hardly a moment to breathe between them.")
    follow_up = world.cards()[-1]
    assert FOLLOW_UP in text(follow_up)
    assert set(buttons(follow_up)) == ANSWERING
    await world.answer("I honestly could not tell you, it was a lot of them every single day.")
    assert "of 100" in world.said()[-1]
    (feedback,) = [said for said in world.said() if "of 100" in said]
    assert "28 words" in feedback
    assert sum(FOLLOW_UP in said for said in world.said()) == 1


async def test_no_follow_up_when_the_answer_has_what_it_asks_for(world: World) -> None:
    await world.start_screen(pack="counted")
    await world.answer("About ninety calls a day, most of them about late trains.")
    assert "of 100" in world.said()[-1]
    assert all(FOLLOW_UP not in said for said in world.said())


async def test_follow_up_may_be_skipped_and_the_first_part_counts(world: World) -> None:
    await world.start_screen(pack="counted")
    await world.answer("It was busy all day, with hardly a moment to breathe between them.")
    await world.press("Skip")
    assert "of 100" in world.said()[-1]
    assert "13 words" in world.said()[-1]


async def test_hint_is_for_their_eyes(world: World) -> None:
    await world.start_screen()
    hint = await world.press("Hint")
    assert hint.private
    assert "Say sorry once." in hint.text


async def test_skip_goes_to_the_next_question(world: World) -> None:
    await world.start_screen()
    await world.press("Skip")
    assert "2 of 3" in world.said()[-1]
    await world.answer(GOOD)
    await go_on(world)
    await world.press("Skip")
    assert "report" in world.said()[-1]
    assert re.search("1 of (the )?3", world.said()[-1])  # answered


async def test_form_gives_an_answer(world: World) -> None:
    await world.start_screen()
    await world.submit(await world.press("Answer in a form"), GOOD)
    assert "of 100" in world.said()[-1]
    assert f"{len(GOOD.split())} words" in world.said()[-1]


async def test_several_messages_make_one_answer_that_done_ends(world: World) -> None:
    await world.start_screen()
    await world.say("I am really sorry that you had to wait.")
    await world.wait(3)
    await world.say("I will call you back myself before six today.")
    await world.press("Done")
    assert "18 words" in world.said()[-1]


async def test_done_before_a_word_was_said_tells_so(world: World) -> None:
    await world.start_screen()
    reply = await world.press("Done")
    assert reply.private
    assert "no answer" in reply.text
    assert "1 of 3" in world.said()[-1]


async def test_try_again_asks_anew_and_the_best_counts(world: World) -> None:
    await world.start_screen()
    await world.answer(WEAK)
    first = world.cards()[-1]
    await world.press("Try again")
    assert "1 of 3" in world.said()[-1]
    assert "attempt 2" in world.said()[-1]
    await world.answer(GOOD)
    second = world.said()[-1]
    scores = [int(re.search(r"(\d+) of 100", said)[1]) for said in (text(first), second)]  # type: ignore[index]
    assert scores[0] < scores[1]
    await go_on(world)
    await world.press("Skip")
    await world.press("Skip")
    assert f"{round(scores[1] / 3)} of 100" in world.said()[-1]  # two skipped questions count as nothing


async def test_try_again_works_after_the_end(world: World) -> None:
    await world.start_screen()
    await answer_all(world, WEAK)
    reports = sum("Your report" in said for said in world.said())
    card = next(card for card in world.cards() if "Try again" in buttons(card))
    await world.press("Try again", card)
    assert "attempt 2" in world.said()[-1]
    await world.answer(GOOD)
    assert "of 100" in world.said()[-1]
    assert set(buttons(world.cards()[-1])) == REVIEWING
    assert sum("Your report" in said for said in world.said()) == reports
    reply = await world.start()
    assert world.thread.mention in reply.text  # nothing is live any more


async def test_try_again_after_the_end_waits_for_another_live_screen(world: World) -> None:
    old = await world.start_screen()
    await answer_all(world)
    card = next(card for card in world.cards() if "Try again" in buttons(card))
    await world.start_screen()
    reply = await world.press("Try again", card)
    assert reply.private
    assert "another screen" in reply.text
    assert "report" in text(world.cards(old)[-1])


async def test_strong_answer_is_for_their_eyes(world: World) -> None:
    await world.start_screen()
    await world.answer(GOOD)
    reply = await world.press("A strong answer")
    assert reply.private
    assert "I will call the driver this minute" in reply.text


async def test_repeating_earns_nothing_and_is_told(world: World) -> None:
    """Issue 5: the same or nearly the same answer again (one's own, the strong answer shown)."""
    await world.start_screen()
    await world.answer(STRONG)
    assert "strong answer that I show" in world.said()[-1]
    assert await world.bot.store.place(world.guild.id, "points", "all", world.anna.id) is None
    await world.press("Try again")
    await world.answer(WEAK)
    assert "no points" not in world.said()[-1]
    earned = await world.bot.store.place(world.guild.id, "points", "all", world.anna.id)
    await world.press("Try again")
    await world.answer(WEAK.upper())
    assert "You gave nearly this answer before" in world.said()[-1]
    assert earned == await world.bot.store.place(world.guild.id, "points", "all", world.anna.id)


async def test_disagreeing_is_kept_for_the_moderators_and_changes_nothing_else(world: World) -> None:
    await world.start_screen()
    await world.answer(GOOD)
    before = world.said()
    reply = await world.press("I disagree")
    assert reply.private
    assert "moderators" in reply.text
    again = await world.press("I disagree")
    assert "already" in again.text
    assert world.said() == before
    (objection,) = await world.bot.store.open_objections(world.guild.id)
    assert objection.member_id == world.anna.id
    objected = await world.bot.store.turn(objection.session_id, objection.number, objection.attempt)
    assert objected is not None
    assert objected.answer == GOOD


async def test_share_posts_a_short_version_once(world: World) -> None:
    await world.start_screen()
    await answer_all(world)
    score = re.search(r"(\d+ of 100)", world.said()[-1])
    assert score is not None
    assert (await world.press("Share")).private
    again = await world.press("Share")
    assert "already" in again.text
    (shared,) = [text(card) for card in world.cards(world.channel)]
    assert "anna" in shared
    assert score[1] in shared
    assert GOOD not in shared


async def test_ended_early_it_reports_what_was_answered(world: World) -> None:
    await world.start_screen(pace="real")
    await world.answer(GOOD)
    await world.say(WEAK)
    await world.command("screen stop")
    rated = [said for said in world.said() if "of 100" in said]
    assert any("Question 1" in said for said in rated)
    assert any("Question 2" in said for said in rated)  # in the middle of a question, what was said counts
    assert "early" in rated[-1]


async def test_ended_without_an_answer_says_so(world: World) -> None:
    await world.start_screen()
    await world.command("screen stop")
    assert "no report" in world.said()[-1]
    reply = await world.start()
    assert world.thread.mention in reply.text


async def test_a_card_that_cannot_be_made_does_not_hold_up_what_follows(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await world.start_screen()

    def broken(*_: object) -> None:
        raise RuntimeError("a mistake of ours")

    with monkeypatch.context() as patched:
        patched.setattr("bot.face.feedback_card.feedback", broken)
        await world.answer(GOOD)
    assert "a mistake of ours" in caplog.text
    caplog.clear()
    assert "Something went wrong on my side" in world.said()[-1]
    await world.command("screen resume")
    assert "of 100" in world.said()[-1]  # what was rated is shown after all
    await world.press("Next")
    assert "2 of 3" in text(world.question)
