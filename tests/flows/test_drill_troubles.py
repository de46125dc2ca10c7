"""What goes wrong in drills, and what becomes of them: issue 5, "Has to be right"."""

import asyncio
from typing import Any

import discord
import pytest

from bot.face.drill_lines import words
from bot.practice.drill.drill import Phase
from bot.practice.drill.effects import DrillLine

from .drilling import GRACE, SECONDS, answer, card, drill, launch, lobby, manage, member, moderator, running
from .packs import GOOD, WEAK
from .test_refusals import deny, told_owner
from .test_storage_trouble import locked
from .world import World, buttons, text

EXPIRED: dict[str, Any] = {"status": 404, "code": 10062, "message": "Unknown interaction"}


async def delete(world: World, message: discord.Message) -> None:
    """A moderator deletes a message."""
    world.env.backend.delete_message(message.channel.id, message.id)
    await world.env.settle()


async def test_lobby_deleted_the_drill_is_cancelled_and_once_it_runs_goes_on(world: World) -> None:
    mona = moderator(world)
    await launch(world, mona)
    await delete(world, lobby(world))
    assert (await drill(world)).ended_why == "cancelled"
    await running(world, mona, world.anna)
    await delete(world, lobby(world))
    assert "Round 1" in (await answer(world, world.anna, GOOD)).text
    await world.wait(1)
    await manage(world, mona, "End")
    assert buttons(world.cards()[-1]) == ["My result", "Export"]


async def test_ended_with_a_form_open_the_words_go_back(world: World) -> None:
    mona, ben = moderator(world), member(world, "ben")
    await running(world, mona, world.anna, ben)
    form = await world.press("Answer", card(world, "Answer"), ben)
    await answer(world, world.anna, GOOD)
    await manage(world, mona, "End")
    assert "My words, that I want back" in (await world.submit(form, "My words, that I want back", ben)).text


async def test_thread_deleted_the_drill_is_over_and_answers_are_kept(world: World) -> None:
    mona, ben = moderator(world), member(world, "ben")
    await running(world, mona, world.anna, ben)
    await answer(world, world.anna, GOOD)
    world.env.backend.delete_channel(world.thread.id)
    await world.env.settle()
    assert (await drill(world)).ended_why == "thread"
    assert "gone" in text(lobby(world))
    assert GOOD in (await world.command("drill mine")).text
    await world.wait(600)
    assert not world.channel.threads


async def test_channel_deleted_the_drill_is_over(world: World) -> None:
    other = world.guild.create_text_channel("other")
    await world.env.settle()
    await launch(world, moderator(world), other)
    world.env.backend.delete_channel(other.id)
    await world.env.settle()
    assert (await drill(world)).ended_at is not None


@pytest.mark.parametrize("kind", ["news", "voice", "thread", "post"])
async def test_other_channels(world: World, kind: str) -> None:
    """In an announcement channel there are threads; elsewhere the drill goes on right there."""
    make = {
        "news": lambda: world.guild.create_news_channel("news"),
        "voice": lambda: world.guild.create_voice_channel("voice"),
        "thread": lambda: world.channel,
        "post": lambda: world.guild.create_forum_channel("forum"),
    }
    place = make[kind]()
    await world.env.settle()
    if kind in ("thread", "post"):
        place = await opened(world, place)
    mona = moderator(world)
    threads = len(world.channel.threads)
    await launch(world, mona, place)
    await world.press("Join", lobby(world, place))
    await world.press("Start", lobby(world, place), mona)
    there = place.threads[-1] if kind == "news" else place
    assert len(world.channel.threads) == threads
    assert "Round 1" in (await answer(world, world.anna, GOOD, there)).text
    await world.wait(1)
    await manage(world, mona, "End", thread=there)
    assert buttons(world.cards(there)[-1]) == ["My result", "Export"]
    refused = await launch(world, mona, place, call="line/lamp")
    assert ("text channel" in refused.text) == (kind != "thread")


async def opened(world: World, place: Any) -> Any:
    """A thread that somebody opened here, or a post."""
    backend = world.env.backend
    thread = backend.create_thread(place.id, "Talk", world.anna.id)
    await world.env.settle()
    return next(one for one in place.threads if one.id == thread.id)


@pytest.mark.parametrize(
    ("permission", "name"),
    [
        ("send_messages", "Send Messages"),
        ("create_public_threads", "Create Public Threads"),
        ("send_messages_in_threads", "Send Messages in Threads"),
        ("attach_files", "Attach Files"),
    ],
)
async def test_missing_permission_is_told_by_name_and_nothing_half_made_is_left(
    world: World, permission: str, name: str
) -> None:
    mona = moderator(world)
    deny(world, permission)
    await world.env.settle()
    reply = await launch(world, mona)
    assert reply.private
    assert name in reply.text
    assert name in told_owner(world)
    assert not world.cards(world.channel)


async def test_permission_taken_in_mid_drill_ends_it_and_keeps_the_answers(world: World) -> None:
    mona = moderator(world)
    await running(world, mona, world.anna)
    deny(world, "send_messages_in_threads")
    assert "Round 1" in (await answer(world, world.anna, GOOD)).text
    await world.wait(5)
    assert (await drill(world)).ended_at is not None
    assert "Send Messages in Threads" in told_owner(world)
    assert "Over" in text(lobby(world))
    assert GOOD in (await world.command("drill mine")).text


async def test_members_and_the_moderator_who_leave_the_server(world: World) -> None:
    mona, mick, ben = moderator(world), moderator(world, "mick"), member(world, "ben")
    await running(world, mona, world.anna, ben)
    world.guild.remove_member(mona)
    world.guild.remove_member(ben)
    await world.env.settle()
    assert "Round 1" in (await answer(world, world.anna, GOOD)).text
    assert (await drill(world)).phase is Phase.ANSWERING  # nobody can tell yet that ben is gone
    await world.wait(SECONDS + GRACE + 1)
    assert "1 answer" in world.said()[-1]
    await world.press("Next round", who=mick)
    assert "Round 2 of 3" in world.said()[-1]


async def test_leaving_in_the_round_and_joining_as_it_closes(world: World) -> None:
    mona, ben, carla = moderator(world), member(world, "ben"), member(world, "carla")
    await running(world, mona, world.anna, ben)
    await answer(world, world.anna, GOOD)
    await world.press("Leave", lobby(world), ben)
    await world.wait(1)
    reveal = world.cards()[-1]
    assert "1 answer" in text(reveal)  # who has left holds up nobody
    assert words(DrillLine.JOINED) in (await world.press("Join", lobby(world), carla)).text
    await world.press("Next round", reveal, mona)
    assert "Round 2" in (await answer(world, carla, WEAK)).text
    await world.press("Leave", lobby(world), world.anna)
    await world.wait(1)
    await world.press("Next round", who=mona)
    await world.press("Leave", lobby(world), carla)
    await world.wait(1)
    assert any(words(DrillLine.NOBODY_LEFT) in said for said in world.said())
    assert "To the podium" in buttons(world.cards()[-1])


# Replies


async def test_late_rating_is_shown_where_the_form_was_answered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    mona, ben = moderator(world), member(world, "ben")
    await running(world, mona, world.anna, ben)
    rated = world.bot.desk.drill_turn

    async def slow(*which: int) -> Any:
        await asyncio.sleep(5)
        return await rated(*which)

    monkeypatch.setattr(world.bot.desk, "drill_turn", slow)
    await answer(world, world.anna, GOOD)
    await world.wait(2)
    calls = world.env.http_requests
    assert calls[-1].path.endswith("/callback")  # that it is in
    await world.wait(4)
    assert calls[-1].method == "PATCH"
    assert calls[-1].path.endswith("/@original")
    assert "Round 1" in str(calls[-1])


async def test_slow_storage_the_reply_is_deferred_and_comes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    mona, ben = moderator(world), member(world, "ben")
    await running(world, mona, world.anna, ben)
    form = await world.press("Answer", card(world, "Answer"))
    commit = world.bot.store.commit

    async def slow(change: Any) -> Any:
        await asyncio.sleep(5)
        return await commit(change)

    monkeypatch.setattr(world.bot.store, "commit", slow)
    reply = await world.submit(form, GOOD)
    await world.wait(6)
    assert "Round 1" in text(reply.result.followups[0])


async def test_expired_form_is_kept_and_stands_in_mine(world: World) -> None:
    mona, ben = moderator(world), member(world, "ben")
    await running(world, mona, world.anna, ben)
    form = await world.press("Answer", card(world, "Answer"))
    world.env.inject_error("POST", "/interactions/*", **EXPIRED)
    await world.submit(form, GOOD)
    world.env.inject_error("POST", "/interactions/*", **EXPIRED)
    await world.press("Manage", card(world, "Manage"), mona)
    world.env.inject_error("POST", "/interactions/*", **EXPIRED)
    await world.press("Join", lobby(world), member(world, "late"))
    mine = await world.command("drill mine")
    assert GOOD in mine.text
    assert "of 100" in mine.text
    assert len((await drill(world)).answered) == 1


async def test_storage_locked_gives_the_words_back(world: World) -> None:
    mona, ben = moderator(world), member(world, "ben")
    await running(world, mona, world.anna, ben)
    forms = [await world.press("Answer", card(world, "Answer")) for _ in range(2)]
    await world.bot.store._on_thread(lambda db: db.execute("PRAGMA busy_timeout = 10"))
    with locked(world):
        reply = await world.submit(forms[0], "My words, that I want back")
        assert "My words, that I want back" in reply.text
    assert "Round 1" in (await world.submit(forms[1], GOOD)).text


async def test_answers_sent_while_the_connection_is_lost_count(world: World) -> None:
    mona, ben = moderator(world), member(world, "ben")
    await running(world, mona, world.anna, ben)
    form = await world.press("Answer", card(world, "Answer"))
    await world.wait(SECONDS - 5)
    async with world.disconnected():
        await world.submit(form, GOOD)
        await world.wait(40)
    await world.wait(60)
    assert "1 answer" in world.said()[-1]


async def test_an_answer_that_can_not_be_rated_holds_up_nobody(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    mona, ben = moderator(world), member(world, "ben")
    await running(world, mona, world.anna, ben)
    rate = world.bot.desk._rater._rate

    def mistaken(question: Any, said: str) -> Any:
        if said == WEAK:
            raise ZeroDivisionError
        return rate(question, said)

    monkeypatch.setattr(world.bot.desk._rater, "_rate", mistaken)
    await answer(world, world.anna, WEAK)
    caplog.clear()  # it is our fault, and logged
    await answer(world, ben, GOOD)
    await world.wait(2)
    assert "Next round" in buttons(world.cards()[-1])
    monkeypatch.undo()
    await world.restart()
    await world.wait(1)
    assert "of 100" in (await world.command("drill mine")).text  # rated at the next start


async def test_forms_and_buttons_work_after_a_restart(world: World) -> None:
    mona, ben = moderator(world), member(world, "ben")
    await launch(world, mona)
    await world.press("Join", lobby(world))
    await world.restart()
    await world.press("Join", lobby(world), ben)
    await world.press("Start", lobby(world), mona)
    form = await world.press("Answer", card(world, "Answer"))
    await world.restart()
    assert "Round 1" in (await world.submit(form, GOOD)).text
    await answer(world, ben, WEAK)
    await world.restart()
    await world.wait(1)
    await world.press("Next round", who=mona)
    assert "Round 2 of 3" in world.said()[-1]


async def test_away_over_the_limit_the_round_has_time_again(world: World) -> None:
    mona = moderator(world)
    await running(world, mona, world.anna)
    async with world.away():
        await world.wait(SECONDS + 30)
    await world.wait(1)
    assert "Round 1" in (await answer(world, world.anna, GOOD)).text


async def test_bot_removed_from_the_server(world: World) -> None:
    mona = moderator(world)
    await running(world, mona, world.anna)
    begun = await drill(world)
    await world.bot.desk.guild_gone(world.guild.id)
    row = await world.bot.store.session(begun.id)
    assert row is not None
    assert row.ended_at is not None
    loaded = await world.bot.desk.session(begun.id)
    assert loaded is not None
    assert loaded.ended_why == "server"
