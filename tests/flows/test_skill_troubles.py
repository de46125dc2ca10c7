"""An exercise when something is in the way: others, permissions, threads and content that go, mistakes of ours."""

from dataclasses import replace

import pytest

from bot.exercises import Exercises
from bot.practice.skills.content import SkillContent

from .skilling import begin, choose, kept, results, to_type
from .test_refusals import deny, told_owner
from .world import World, buttons, text


async def test_others_press_and_say_nothing(world: World) -> None:
    bob = world.guild.add_member(world.env.create_user("bob"))
    await begin(world, "typing", go=False)
    world.env.backend.add_thread_member(world.thread.id, bob.id)  # as a moderator could
    assert "somebody else's" in (await world.press("Go", who=bob)).text
    await world.press("Go")
    await world.say(await to_type(world), who=bob)
    assert not results(world)
    await world.say("mine")
    assert "somebody else's" in (await world.press("Again", who=bob)).text
    assert "skills desk" in (await world.press("Other skills", who=bob)).text  # with their own bests


async def test_a_missing_permission_is_told_and_nothing_half_made_is_left(world: World) -> None:
    deny(world, "attach_files")
    await world.env.settle()
    reply = await world.command("typing")
    assert "Attach Files" in reply.text
    assert "Attach Files" in told_owner(world)
    assert not world.channel.threads


async def test_it_ends_where_the_permission_goes_in_the_middle(world: World) -> None:
    await begin(world, "basics", topic="switchboard")
    await choose(world)
    deny(world, "send_messages_in_threads")
    await world.env.settle()
    await world.press("Next")
    assert "Send Messages in Threads" in told_owner(world)
    assert await world.bot.desk.live(world.guild.id, world.anna.id) is None


async def test_a_thread_that_is_deleted_ends_it(world: World) -> None:
    await begin(world, "typing")
    world.env.backend.delete_channel(world.thread.id)
    await world.env.settle()
    assert await world.bot.desk.live(world.guild.id, world.anna.id) is None
    await begin(world, "typing")


async def test_content_that_is_taken_away_ends_it(world: World) -> None:
    await begin(world, "typing")
    packs = world.bot.packs
    before = dict(packs)
    try:
        for name, pack in before.items():
            packs[name] = replace(pack, skills=SkillContent())  # type: ignore[index]
        await world.say("anything")
        assert "went wrong" in world.said()[-1]
        assert "nothing of that kind" in (await world.command("typing")).text
        assert await kept(world, "typing") == []
    finally:
        packs.update(before)  # type: ignore[attr-defined]


async def test_a_mistake_in_the_rules_ends_it(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await begin(world, "typing")
    with monkeypatch.context() as patch:

        def mistake(*_: object) -> None:
            raise ZeroDivisionError

        patch.setattr(Exercises, "step", mistake)
        await world.say("anything")
    assert "went wrong" in world.said()[-1]
    assert "ZeroDivisionError" in caplog.text
    caplog.clear()
    await begin(world, "typing")
    assert "Go" in buttons(world.cards()[0])


async def test_whoever_starts_something_else_can_end_it_there(world: World) -> None:
    await begin(world, "typing")
    reply = await world.start()
    assert "an exercise running" in reply.text
    ended = await world.anna.click(reply.message, label="End that one")
    assert ended
    assert "no result" in text(results(world)[-1])
    await world.start_screen()
