"""What commands and buttons that start or end a session have in common."""

import discord

from bot.calls import NoSuchCall, UnknownCall
from bot.client import Headset
from bot.exercises import NoTask
from bot.face import cards, exercise_cards, replies
from bot.practice.calls.call import Call
from bot.practice.dialer.shift import Shift
from bot.practice.effects import Line, Reply
from bot.practice.events import Event
from bot.practice.records import AlreadyLive
from bot.practice.screen import Screen
from bot.practice.timing import snowflake_time
from bot.screens import UnknownPack
from bot.sessions import Asked
from bot.shifts import UnknownCampaign


async def begin(interaction: discord.Interaction[Headset], request: object, quiet: bool = False) -> None:
    """Start what is asked for and say where it is, or why not; the interaction was deferred.

    `quiet`: nothing is said when it is there, for it shows where the member is.
    """
    view = await _begun(interaction.client, request, quiet)
    if view is not None:
        await interaction.followup.send(view=view, ephemeral=True)


async def _begun(bot: Headset, request: object, quiet: bool) -> discord.ui.LayoutView | None:
    try:
        session = await bot.desk.start(request)
    except AlreadyLive as live:
        return replies.already_live(live.session_id, await bot.desk.session(live.session_id))
    except UnknownPack as unknown:
        return replies.unknown_pack(str(unknown), bot.packs)
    except UnknownCall as unknown:
        return replies.unknown_call(str(unknown))
    except UnknownCampaign as unknown:
        return replies.unknown_campaign(str(unknown))
    except NoSuchCall:
        return replies.no_such_call()
    except NoTask:
        return exercise_cards.no_task()
    if session.ended_at is not None:
        return replies.refused(session)
    if quiet:
        return None
    return replies.opening() if session.thread_id is None else replies.started(session)


async def tell_live(
    interaction: discord.Interaction[Headset], event: type[Event], *kinds: type[Screen | Call | Shift]
) -> None:
    """Let the member's live session of one of these kinds take the event, and say what became of it."""
    assert interaction.guild_id is not None
    await interaction.response.defer(ephemeral=True)
    desk, on_call = interaction.client.desk, Call in kinds
    session = await desk.live(interaction.guild_id, interaction.user.id)
    if session is None or not isinstance(session, kinds):
        view = replies.of_another_kind(session) if session else cards.tell(Line.NONE_LIVE, on_call)
        await interaction.followup.send(view=view, ephemeral=True)
        return
    answers = await desk.handle(session.id, event(snowflake_time(interaction.id)), interaction.user.id)
    await desk.settled(session.id)
    after = await desk.session(session.id)
    on_shift = isinstance(session, Shift)
    said = next((cards.tell(reply.line, on_call, on_shift) for reply in answers if isinstance(reply, Reply)), None)
    await interaction.followup.send(view=said or replies.went_on(after or session), ephemeral=True)


def asked(interaction: discord.Interaction[Headset], channel_id: int) -> Asked:
    """Who asks, and when; the thread, if there is none yet, is to be opened in the channel."""
    assert interaction.guild_id is not None
    return Asked(
        id=interaction.id,
        at=snowflake_time(interaction.id),
        guild_id=interaction.guild_id,
        channel_id=channel_id,
        member_id=interaction.user.id,
        member_name=interaction.user.display_name,
        typing_allowed=interaction.client.intents.message_content,
    )


async def practice_channel_id(interaction: discord.Interaction[Headset]) -> int:
    """Where to open the thread: in the server's practice channel, if there is one that the member can see; otherwise
    here, or beside the thread that we are in. Raises StoreError."""
    guild, channel = interaction.guild, interaction.channel
    if guild is not None and isinstance(interaction.user, discord.Member):
        settings = await interaction.client.settings.guild(guild.id)
        practice = guild.get_channel(settings.channel_id or 0)
        if isinstance(practice, discord.TextChannel) and practice.permissions_for(interaction.user).view_channel:
            return practice.id
    if isinstance(channel, discord.Thread):
        return channel.parent_id
    assert interaction.channel_id is not None
    return interaction.channel_id
