"""A member disagrees, a moderator looks, the member is told (issue 3, "For those who use it")."""

import asyncio
from typing import Any

import discord
import pytest

from bot.practice.records import Decision, ObjectionRow, StoreError
from bot.reviews import Reviews
from bot.state import score_of

from .packs import ASKS, GOOD, WEAK
from .world import Reply, World, buttons, text

MODERATES = discord.Permissions(manage_messages=True)


def moderator(world: World, name: str = "mia") -> Any:
    role = world.guild.create_role(f"moderators of {name}", permissions=MODERATES)
    return world.guild.add_member(world.env.create_user(name), roles=[role])


async def disagree(world: World, *answers: str) -> None:
    """Anna answers, and disagrees with each score."""
    await world.start_screen()
    for number, words in enumerate(answers):
        if number:
            await world.press("Next")
        await world.answer(words)
        await world.press("I disagree")


async def decide(world: World, who: Any, card: Any, label: str, **fields: Any) -> Reply:
    form = await world.press(label, card, who)
    assert form.modal is not None, form.text
    return Reply(await who.submit_modal(form.result, fields))


async def only_objection(world: World) -> ObjectionRow:
    rows = await world.bot.store.rated((0, 0, 0), 100)
    found = [await world.bot.store.objection(row.session_id, row.number, row.attempt) for row in rows]
    (objection,) = [one for one in found if one]
    return objection


async def test_a_member_disagrees_a_moderator_agrees_and_the_member_is_told(world: World) -> None:
    mia = moderator(world)
    await disagree(world, WEAK)
    before = await world.bot.store.rated((0, 0, 0), 10)
    shown = await world.command("review", mia)
    assert shown.private
    assert buttons(shown.message) == ["The score is wrong", "The score stands", "Next"]
    score = score_of(before[0].score or "")
    for part in (WEAK, ASKS[before[0].question], f"{score.overall} of 100", "1 open objection", "Ownership", "Empathy"):
        assert part in shown.text
    assert score.evidence
    assert all(found.quote in shown.text for found in score.evidence)
    assert "anna" not in shown.text.casefold()  # what counts is what was said, not by whom
    word = "You are right. **Blame** @everyone is one thing, this another."
    ratings = {"overall": ["4"], "levels": "ownership 2, Empathy 4"}
    await decide(world, mia, shown.message.message, "The score is wrong", word=word, **ratings)
    told = world.said()[-1]
    assert "agree with you" in told
    assert f"{score.overall} of 100" in told
    assert "\\*\\*Blame\\*\\*" in told  # escaped
    assert "@everyone" not in told
    objection = await only_objection(world)
    assert objection.decision == Decision(
        mia.id, objection.decision.at if objection.decision else 0, True, word, 4, {"ownership": 2, "empathy": 4}
    )
    assert await world.bot.store.rated((0, 0, 0), 10) == before  # scores stay
    assert "No objections" in (await world.command("review", mia)).text
    await world.press("Next")
    assert "2 of 3" in text(world.question)  # and the screen goes on


async def test_a_score_that_stands_needs_no_word(world: World) -> None:
    mia = moderator(world)
    await disagree(world, GOOD)
    shown = await world.command("review", mia)
    await decide(world, mia, shown.message.message, "The score stands")
    assert "is right" in world.said()[-1]
    assert "word to you" not in world.said()[-1]
    decision = (await only_objection(world)).decision
    assert decision is not None
    assert (decision.agreed, decision.word, decision.overall, decision.levels) == (False, "", None, {})


async def test_oldest_first_one_after_another(world: World) -> None:
    mia = moderator(world)
    await disagree(world, GOOD, WEAK)
    shown = await world.command("review", mia)
    card = shown.message.message
    assert GOOD in shown.text
    assert "2 open" in shown.text
    await world.press("Next", card, mia)  # not decided: the next one
    assert WEAK in text(shown.message)
    await decide(world, mia, card, "The score stands")
    assert "Kept" in text(shown.message)
    assert buttons(shown.message) == ["Next"]
    await world.press("Next", card, mia)
    assert "last" in text(shown.message)
    assert "1 open" in text(shown.message)
    assert GOOD in (await world.command("review", mia)).text


async def test_a_long_answer_stands_in_a_file_in_full(world: World) -> None:
    mia = moderator(world)
    await world.start_screen()
    await world.submit(await world.press("Answer in a form"), f"{GOOD} " * 30)
    await world.press("I disagree")
    shown = await world.command("review", mia)
    (file,) = shown.message.message.attachments
    assert (await file.read()).decode() == f"{GOOD} " * 30


async def test_who_may_not_manage_messages_decides_nothing(world: World) -> None:
    mia = moderator(world)
    (role,) = [role for name, role in world.guild.roles.items() if name == "moderators of mia"]
    await disagree(world, GOOD)
    assert "review" not in world.anna.available_commands(world.channel)
    shown = await world.command("review", mia)
    form = await world.press("The score is wrong", shown.message.message, mia)
    world.env.backend.remove_member_role(world.guild.id, mia.id, role.id)
    for reply in (
        Reply(await mia.submit_modal(form.result, {})),
        await world.press("The score stands", shown.message.message, mia),
        await world.press("Next", shown.message.message, mia),
    ):
        assert "for moderators" in reply.text
    assert (await only_objection(world)).decision is None


async def test_a_server_may_show_the_command_to_others_but_they_decide_nothing(world: World) -> None:
    await disagree(world, GOOD)
    (command,) = [each for each in await world.bot.tree.fetch_commands() if each.name == "review"]
    world.guild.set_command_permissions(command, {world.anna: True})
    reply = await world.command("review")
    assert reply.private
    assert "for moderators" in reply.text
    assert GOOD not in reply.text


async def test_a_score_that_nobody_objected_to_is_not_decided_on(world: World) -> None:
    await disagree(world, GOOD)
    await world.press("Next")
    await world.answer(WEAK)
    session = (await only_objection(world)).session_id
    reviews = Reviews(world.bot.store, world.bot.desk, world.guild.id)
    for of, index in ((session, 1), (session, 2), (session + 1, 0)):
        assert await reviews.case(of, index) is None
        assert await world.bot.store.decide(of, index + 1, 1, Decision(1, 2, agreed=True), ()) is None
    assert await Reviews(world.bot.store, world.bot.desk, world.guild.id + 1).case(session, 0) is None
    assert (await only_objection(world)).decision is None


async def test_without_objections_it_says_so(world: World) -> None:
    mia = moderator(world)
    await world.start_screen()
    await world.answer(GOOD)
    reply = await world.command("review", mia)
    assert reply.private
    assert "No objections" in reply.text


async def test_objections_of_another_server_are_not_shown(world: World) -> None:
    await disagree(world, GOOD)
    other = world.env.create_guild("Others")
    room = other.create_text_channel("practice")
    role = other.create_role("moderators", permissions=MODERATES)
    max_ = other.add_member(world.env.create_user("max"), roles=[role])
    assert "No objections" in Reply(await max_.slash(room, "review")).text


@pytest.mark.parametrize("at_once", [True, False])
async def test_the_first_of_two_moderators_counts_and_the_second_is_told(world: World, at_once: bool) -> None:
    mia, ned = moderator(world), moderator(world, "ned")
    await disagree(world, GOOD)
    first, second = await world.command("review", mia), await world.command("review", ned)
    if at_once:  # both have the form open
        form = await world.press("The score is wrong", second.message.message, ned)
        await decide(world, mia, first.message.message, "The score stands", word="It is fair.")
        await ned.submit_modal(form.result, {"word": "No!"})
    else:
        await decide(world, mia, first.message.message, "The score stands", word="It is fair.")
        assert (await world.press("The score is wrong", second.message.message, ned)).modal is None
    assert mia.mention in text(second.message)
    assert "was first" in text(second.message)
    assert buttons(second.message) == ["Next"]
    assert sum("A moderator has looked" in said for said in world.said()) == 1
    decision = (await only_objection(world)).decision
    assert decision is not None
    assert (decision.by, decision.word) == (mia.id, "It is fair.")


async def test_what_can_not_be_read_decides_nothing_and_gives_the_word_back(world: World) -> None:
    mia = moderator(world)
    await disagree(world, GOOD)
    shown = await world.command("review", mia)
    for fields in ({"overall": ["4"], "levels": "kindness 4"}, {"levels": "empathy 4"}):
        reply = await decide(world, mia, shown.message.message, "The score is wrong", word="Well said.", **fields)
        assert reply.private
        assert "Nothing is decided yet" in reply.text
        assert "Well said." in reply.text
    assert (await only_objection(world)).decision is None
    await decide(world, mia, shown.message.message, "The score is wrong", word="Well said.")
    assert "Well said." in world.said()[-1]


async def test_buttons_and_forms_outlive_a_restart(world: World) -> None:
    mia = moderator(world)
    await disagree(world, GOOD, WEAK)
    await world.restart()
    shown = await world.command("review", mia)
    await world.restart()
    form = await world.press("The score is wrong", shown.message.message, mia)
    await world.restart()
    await mia.submit_modal(form.result, {"word": "Seen."})
    assert "Seen." in world.said()[-1]
    await world.restart()
    await world.press("Next", shown.message.message, mia)
    assert WEAK in text(shown.message)


async def test_killed_before_the_member_is_told_they_are_told_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    mia = moderator(world)
    await disagree(world, GOOD)
    shown = await world.command("review", mia)
    monkeypatch.setattr(world.bot.desk._performer, "soon", lambda session: None)
    await decide(world, mia, shown.message.message, "The score stands", word="Fair.")
    assert "Fair." not in world.said()[-1]
    await world.restart()
    await world.restart()
    assert sum("Fair." in said for said in world.said()) == 1


@pytest.mark.parametrize("ended", [True, False])
async def test_a_thread_that_is_gone_loses_no_decision_and_holds_up_nothing(world: World, ended: bool) -> None:
    mia = moderator(world)
    await disagree(world, GOOD)
    if ended:
        await world.command("screen stop")
        await world.press("Share")
    shown = await world.command("review", mia)
    world.env.backend.delete_channel(world.thread.id)
    await decide(world, mia, shown.message.message, "The score is wrong", word="Too late.")
    assert "Kept" in text(shown.message)
    decision = (await only_objection(world)).decision
    assert decision is not None
    assert decision.agreed
    assert await world.bot.store.pending() == []
    assert len(world.cards(world.channel)) == ended  # what was shared, and nothing else
    await world.start_screen()


async def test_the_member_is_told_after_the_end_too(world: World) -> None:
    mia = moderator(world)
    await disagree(world, GOOD)
    await world.command("screen stop")
    await world.restart()
    shown = await world.command("review", mia)
    await decide(world, mia, shown.message.message, "The score stands")
    assert "is right" in world.said()[-1]


async def test_while_storage_fails_the_word_comes_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*args: Any) -> None:
        await asyncio.sleep(0)
        raise StoreError("the disk is full")

    mia = moderator(world)
    await disagree(world, GOOD)
    shown = await world.command("review", mia)
    with monkeypatch.context() as patch:
        patch.setattr(world.bot.store, "decide", fails)
        reply = await decide(world, mia, shown.message.message, "The score is wrong", word="Well said.")
    assert "try again" in reply.text
    assert "Well said." in reply.text
    assert (await only_objection(world)).decision is None
