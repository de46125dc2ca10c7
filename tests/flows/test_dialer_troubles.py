"""A shift when something is in the way: others, edits, junk, forms, permissions, a thread gone, a restart."""

from pathlib import Path

import pytest

from bot.practice.calls.events import LinePosted

from .dialer_packs import OPENER
from .dialing import QUIET, WAIT, connect, dials, heard, kept, results, say, silence, start_shift
from .test_refusals import NEEDED, deny, told_owner
from .world import World, config_in, text, worlds

PERSON, BUSY = ("person", "go-on"), ("person", "busy")


async def test_others_are_not_heard_and_press_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON, BUSY)
    bob = world.guild.add_member(world.env.create_user("bob"))
    await start_shift(world, visibility="public", started=False)
    assert "somebody else's shift" in (await world.press("Start the shift", who=bob)).text
    await world.press("Start the shift")
    await connect(world)
    await world.say(OPENER, who=bob)
    await world.anna.typing(world.thread)
    await world.wait(QUIET)
    assert len(heard(world)) == 1
    for label in ("Hang up", "Break", "Answer in a form"):
        reply = await world.press(label, who=bob)
        assert "somebody else's shift" in reply.text
        assert reply.private
    await world.press("Break")
    await say(world, OPENER)
    assert "somebody else's shift" in (await world.press("Go on", who=bob)).text
    assert "somebody else's shift" in (await world.press("End the shift", who=bob)).text
    await world.command("call stop")
    for label in ("Another shift", "Share"):
        assert "somebody else's shift" in (await world.press(label, who=bob)).text
    assert len(world.channel.threads) == 1


async def test_forms_only(tmp_path: Path, pack_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON, BUSY)
    async with worlds(config_in(tmp_path, pack_folder, message_content=False)) as world:
        await start_shift(world)
        assert "Answer in a form" in world.said()[0]
        assert "nobody hears you yet" in (await world.press("Answer in a form")).text
        await connect(world)
        await world.say(OPENER)
        await world.wait(1)
        assert any("can't read what is typed here" in said for said in world.said())
        form = await world.press("Answer in a form")
        assert form.modal is not None
        assert "Oskar Mueller" in str(form.modal)
        assert heard(world)[-1] in str(form.modal)
        await world.wait(20)  # a form shows no typing, and has four times as long
        await world.submit(form, OPENER)
        assert "✅" in world.said()[-1]
        await connect(world)
        await world.submit(await world.press("Answer in a form"), OPENER)
        form = await world.press("Answer in a form")
        assert heard(world)[-1][:20] in str(form.modal)  # their answer
        await world.submit(form, "No problem at all, I'll call you back tomorrow. Goodbye.")
        (card,) = results(world)
        assert "2 of 2 connections hit" in text(card)


async def test_a_form_of_an_old_card_is_for_who_is_on_the_line(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON, PERSON)
    await start_shift(world)
    old = world.cards()[-1]
    await connect(world)
    late = await world.press("Answer in a form")
    await say(world, OPENER)
    await connect(world)
    form = await world.press("Answer in a form", old)
    reply = await world.submit(late, "What I wanted to say.")
    assert "What I wanted to say" in reply.text
    assert "no longer on the line" in reply.text
    await world.submit(form, OPENER)
    assert "2 of 2 connections hit" in text(results(world)[0])


async def test_an_edit_changes_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON, PERSON)
    await start_shift(world)
    await connect(world)
    message = await world.say("Hello?")
    await world.wait(1)
    await world.anna.edit(message, OPENER)
    await world.wait(QUIET)
    await say(world, "Bye.")
    assert "❌" in world.said()[-1]
    assert sum("first wording" in said for said in world.said()) == 1


@pytest.mark.parametrize(
    "junk", ["@everyone <@1> **`x`** ||y|| https://x.y", "a" * 2000, "??? !!!", "zxcv qwer asdf", "# big\n>>> quote"]
)
async def test_junk_breaks_nothing_and_is_no_hit(world: World, monkeypatch: pytest.MonkeyPatch, junk: str) -> None:
    dials(monkeypatch, PERSON)
    await start_shift(world)
    await connect(world)
    await say(world, junk)
    await say(world, junk)
    await silence(world)
    said = "\n".join(world.said()).replace("@\u200beveryone", "")
    assert "@everyone" not in said
    assert "<@1>" not in said.replace("\\<@1>", "")
    assert "0 of 1 connection hit" in text(results(world)[0])


async def test_a_picture_is_no_words_and_told_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON)
    await start_shift(world)
    await connect(world)
    for _ in range(2):
        await world.anna.send(world.thread, "", attachments=[("cat.png", b"\x89PNG")])
        await world.wait(1)
    assert sum("can't see pictures" in said for said in world.said()) == 1
    assert len(heard(world)) == 1


async def test_old_buttons_say_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON)
    await start_shift(world)
    assert "over" in (await world.press("Start the shift")).text
    await connect(world)
    await say(world, OPENER)
    for label in ("Break", "Hang up", "Answer in a form", "Start the shift"):
        assert "over" in (await world.press(label)).text


@pytest.mark.parametrize("permission", NEEDED)
async def test_a_missing_permission_is_named_and_nothing_is_left(world: World, permission: str) -> None:
    deny(world, permission)
    await world.env.settle()
    reply = await start_shift(world, started=False)
    assert NEEDED[permission] in reply.text
    assert NEEDED[permission] in told_owner(world)
    assert not world.channel.threads


async def test_permission_taken_in_mid_shift_ends_it_and_keeps_what_was_done(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    dials(monkeypatch, PERSON, BUSY)
    await start_shift(world)
    await connect(world)
    await say(world, OPENER)
    deny(world, "send_messages_in_threads")
    await world.wait(WAIT + 1)
    assert "Send Messages in Threads" in told_owner(world)
    (row,) = await kept(world)
    assert (row.hits, row.connections) == (1, 1)


async def test_the_thread_deleted_ends_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON, BUSY)
    await start_shift(world)
    await connect(world)
    await say(world, OPENER)
    world.env.backend.delete_channel(world.thread.id)
    await world.env.settle()
    assert len(await kept(world)) == 1
    assert (await start_shift(world, started=False)).text.startswith("Your shift is ready")


async def test_the_server_gone_ends_it(world: World) -> None:
    await start_shift(world)
    shift = await world.bot.desk.live(world.guild.id, world.anna.id)
    assert shift is not None
    await world.bot.desk.guild_gone(world.guild.id)
    after = await world.bot.desk.session(shift.id)
    assert after is not None
    assert after.ended_why == "server"


async def test_a_restart_in_the_middle_of_a_connection(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, BUSY, PERSON)
    await start_shift(world)
    await connect(world)
    await world.wait(1)
    await world.restart()
    assert await say(world, OPENER)
    await world.restart()
    await say(world, "No problem at all, I'll call you back tomorrow. Goodbye.")
    assert "✅" in world.said()[-1]
    assert sum("The machine rang" in said for said in world.said()) == 1


async def test_a_restart_between_two_connections(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON, BUSY)
    await start_shift(world)
    await connect(world)
    await say(world, OPENER)
    await world.restart()
    assert sum("Dialling… 2 of 2" in said for said in world.said()) == 1
    await connect(world)
    assert len(heard(world)) == 3


async def test_a_restart_in_a_break(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON, BUSY)
    await start_shift(world)
    await connect(world)
    await world.press("Break")
    await say(world, OPENER)
    await world.restart()
    await world.press("Go on")
    await connect(world)


async def test_words_said_while_the_bot_was_away_count_by_their_own_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    dials(monkeypatch, PERSON, BUSY)
    await start_shift(world)
    await connect(world)
    async with world.away():
        await world.env.advance_time(2)
        await world.say(OPENER)
        await world.env.advance_time(5)
    await world.wait(QUIET)
    result = next(said for said in world.said() if "Hit" in said)
    assert "sent after 2." in result


async def test_time_without_the_bot_is_nobodys_silence(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON, BUSY)
    await start_shift(world)
    await connect(world)
    async with world.away():
        await world.env.advance_time(600)
    await world.wait(1)
    assert sum("cut off" in said for said in world.said()) == 1
    assert "Dialling… 1 of 2" in world.said()[-1]
    await connect(world)
    await say(world, OPENER)
    assert "✅" in world.said()[-1]


async def test_a_form_opened_before_a_restart_is_heard(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON, BUSY)
    await start_shift(world)
    await connect(world)
    form = await world.press("Answer in a form")
    await world.restart()
    await world.submit(form, OPENER)
    assert "✅" in world.said()[-1]


async def test_the_clock_starts_as_the_hello_stands_there(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not when `send` returns: discord.py may sleep first. The bot hears its own line come in."""
    dials(monkeypatch, PERSON, BUSY)
    await start_shift(world)
    posted: list[LinePosted] = []
    handle = world.bot.desk.handle

    async def watched(session_id: int, event: object, by: int | None = None) -> object:
        if isinstance(event, LinePosted):
            posted.append(event)
        return await handle(session_id, event, by)  # type: ignore[arg-type]  # whatever the cogs hand it

    monkeypatch.setattr(world.bot.desk, "handle", watched)
    await connect(world)
    hello = world.cards()[-1]
    assert [(event.message_id, event.line) for event in posted] == [(hello.id, 0)]


async def test_words_said_in_a_break_are_no_opener(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON, PERSON)
    await start_shift(world)
    await connect(world)
    await world.press("Break")
    await say(world, OPENER)
    await world.say(OPENER)
    await world.wait(5)
    await world.press("Go on")
    await connect(world)
    await silence(world)
    (row,) = await kept(world)
    assert (row.hits, row.connections) == (1, 2)
