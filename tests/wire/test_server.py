"""The stand-in itself, with a plain bot: what Discord documents, as the real client lives through it."""

import io

import discord
import pytest
from discord import ui

from .probe import Card, Probe, Scene
from .world import text_of


async def test_login_brings_the_guild_and_its_parts(scene: Scene) -> None:
    async with scene.bot() as probe:
        (guild,) = probe.guilds
        assert (guild.name, [c.name for c in guild.text_channels]) == ("Cohort 7", ["practice"])
        assert guild.me.guild_permissions.create_private_threads
    assert not scene.discord.gateway.sessions, "a client that closes with 1000 gives its session up"


async def test_a_wrong_token_is_refused(scene: Scene) -> None:
    probe = Probe(discord.Intents.none())
    with pytest.raises(discord.LoginFailure):
        await probe.start("another.token")
    await probe.close()


async def test_members_are_told_and_chunked_with_their_intent(scene: Scene) -> None:
    async with scene.bot(discord.Intents(guilds=True, members=True)) as probe:
        assert {m.name for m in probe.guilds[0].members} == {"headset", "owner", "ada"}
        found = await probe.guilds[0].query_members("ad")
        assert [m.name for m in found] == ["ada"]


async def test_two_shards_share_the_guilds(scene: Scene) -> None:
    scene.discord.gateway.shards = 2
    async with scene.bot() as probe:
        await scene.discord.wait_for(lambda: len(probe.guilds) == 1 and len(scene.discord.gateway.live()) == 2)
        await scene.discord.say(scene.ada, scene.channel, "once")
        await scene.hears(probe, "once")
        assert probe.heard() == ["once"]


async def test_a_command_a_card_and_a_form(scene: Scene) -> None:
    async with scene.bot():
        shown = await scene.discord.slash(scene.ada, scene.channel, "drill card", {"text": "hello"})
        assert shown.message is not None
        assert scene.texts() == ["hello"]
        opened = await scene.discord.click(scene.ada, shown.message, "Form")
        with pytest.raises(AssertionError, match="10 characters"):
            await scene.discord.submit(opened, {"Answer": "far too long"})
        await scene.discord.submit(opened, {"Answer": "yes"})
        assert scene.texts() == ["said yes"]
        assert text_of(shown.message) == "said yes"
        assert await scene.discord.complete(scene.ada, scene.channel, "drill card", "text", "a") == [
            {"name": "a!", "value": "a"}
        ]
        with pytest.raises(AssertionError, match="synced"):
            await scene.discord.slash(scene.ada, scene.channel, "nothing")


async def test_ephemeral_deferred_and_followed_up(scene: Scene) -> None:
    async with scene.bot() as probe:
        shown = await scene.discord.slash(
            scene.ada, scene.channel, "drill card", {"text": "for you", "ephemeral": True}
        )
        assert shown.message is not None
        later = await scene.discord.click(scene.ada, shown.message, "Later")
        assert later.kind == "deferred"
        (more,) = await scene.discord.wait_for(lambda: later.followups)
        assert later.message is not None
        assert (later.message["content"], more["content"]) == ("done", "and more")
        assert scene.texts() == []
        assert probe.seen == [], "nobody but the member is told of an ephemeral message"


async def test_an_answer_after_the_time_is_refused(scene: Scene) -> None:
    scene.discord.desk.seconds = 0.1
    async with scene.bot() as probe:
        with pytest.raises(AssertionError, match="did not respond"):
            await scene.discord.slash(scene.ada, scene.channel, "drill slow")
        await scene.discord.wait_for(lambda: "refused" in probe.events)


async def test_a_message_is_echoed_with_its_nonce(scene: Scene) -> None:
    async with scene.bot() as probe:
        sent = await scene.place(probe).send("hello", nonce="effect-1")
        await scene.discord.wait_for(lambda: probe.seen)
        assert (probe.seen[0].id, probe.seen[0].nonce) == (sent.id, "effect-1")
        assert abs((discord.utils.utcnow() - sent.created_at).total_seconds()) < 5


async def test_messages_are_read_back_edited_and_deleted(scene: Scene) -> None:
    async with scene.bot() as probe:
        place = scene.place(probe)
        said = [await scene.discord.say(scene.ada, scene.channel, f"line {n}") for n in range(4)]
        after = [m.content async for m in place.history(after=discord.Object(said[0]["id"]), limit=2)]
        before = [m.content async for m in place.history(before=discord.Object(said[3]["id"]), limit=2)]
        assert (after, before) == (["line 1", "line 2"], ["line 2", "line 1"])
        picture = discord.File(io.BytesIO(b"PNG"), "radar.png", description="a radar")
        view = ui.LayoutView()
        view.add_item(ui.MediaGallery(discord.MediaGalleryItem(picture)))
        sent = await place.send(view=view, file=picture)
        (kept,) = scene.discord.messages(scene.channel)[-1]["attachments"]
        assert (kept["description"], scene.discord.world.files[kept["id"]]) == ("a radar", b"PNG")
        await sent.edit(view=Card("now"), attachments=[])
        assert (scene.texts()[-1], scene.discord.messages(scene.channel)[-1]["attachments"]) == ("now", [])
        await sent.delete()
        assert len(scene.discord.messages(scene.channel)) == 4
        with pytest.raises(discord.HTTPException, match="4000"):
            await place.send(view=Card("x" * 4001))


async def test_threads_private_and_public(scene: Scene) -> None:
    async with scene.bot() as probe:
        place = scene.place(probe)
        thread = await place.create_thread(name="Ada's screen", invitable=False)
        (stored,) = scene.discord.threads(scene.channel)
        with pytest.raises(AssertionError, match="cannot see"):
            await scene.discord.say(scene.ada, stored, "hello?")
        await thread.add_user(discord.Object(scene.ada["user"]["id"]))
        await scene.discord.typing(scene.ada, stored)
        await scene.discord.say(scene.ada, stored, "hello")
        await scene.hears(probe, "hello")
        assert (probe.typed[0].channel_id, str(probe.typed[0].user_id)) == (thread.id, scene.ada["user"]["id"])
        await thread.edit(name="over", archived=True, locked=True)
        assert (stored["name"], stored["thread_metadata"]["archived"]) == ("over", True)
        await thread.send("one more thing")
        assert not stored["thread_metadata"]["archived"], "a message opens an archived thread"
        public = await (await place.send("drill!")).create_thread(name="drill")
        assert public.type is discord.ChannelType.public_thread
        await thread.delete()
        with pytest.raises(discord.NotFound):
            await thread.send("gone")


async def test_without_the_intent_the_words_do_not_come(scene: Scene) -> None:
    scene.discord.gateway.message_content = False
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with scene.bot():
            pass
    async with scene.bot(discord.Intents(guilds=True, messages=True)) as probe:
        await scene.discord.say(scene.ada, scene.channel, "secret")
        await scene.discord.wait_for(lambda: probe.seen)
        assert probe.heard() == [""]


async def test_without_the_permission_there_is_no_thread(scene: Scene) -> None:
    guild = scene.discord.add_guild("Strict", discord.Permissions(create_public_threads=True))
    scene.channel = scene.discord.add_channel(guild, "desk")
    async with scene.bot() as probe:
        assert not scene.place(probe).permissions_for(scene.place(probe).guild.me).create_private_threads
        with pytest.raises(discord.Forbidden) as refused:
            await scene.place(probe).create_thread(name="no")
        assert refused.value.code == 50013


async def test_a_member_is_written_to_alone(scene: Scene) -> None:
    async with scene.bot() as probe:
        alone = await probe.create_dm(discord.Object(scene.ada["user"]["id"]))
        await alone.send("psst")
        assert [m["content"] for m in scene.discord.direct(scene.ada)] == ["psst"]
        assert probe.seen == [], "the bot did not ask for direct messages"


async def test_components_keep_the_ids_they_were_given(scene: Scene) -> None:
    async with scene.bot() as probe:
        view = Card("marked")
        view.children[0].id = 1_000_008
        sent = await scene.place(probe).send(view=view)
        (read,) = [m async for m in scene.place(probe).history()]
        assert (read.id, getattr(read.components[0], "id", None)) == (sent.id, 1_000_008)
        view.add_item(ui.TextDisplay("again", id=1_000_008))
        with pytest.raises(discord.HTTPException, match="unique"):
            await scene.place(probe).send(view=view)
