"""What the bot must be allowed to do, by the names that Discord's settings show."""

import discord

NAMES = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "create_private_threads": "Create Private Threads",
    "create_public_threads": "Create Public Threads",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
    "attach_files": "Attach Files",
    "create_events": "Create Events",
}

IN_THREADS = ("view_channel", "send_messages_in_threads", "read_message_history", "attach_files")


def missing_for_thread(channel: discord.TextChannel, public: bool) -> list[str]:
    """The permissions that opening and using a thread here takes and the bot lacks, by name."""
    # The channel's own rule takes Attach Files away where Send Messages is denied; in threads that counts for nothing.
    granted = discord.abc.GuildChannel.permissions_for(channel, channel.guild.me)
    return [NAMES[permission] for permission in _needed(public) if not getattr(granted, permission)]


def missing_for_drill(
    place: discord.TextChannel | discord.Thread | discord.VoiceChannel | discord.StageChannel, calls: bool
) -> list[str]:
    """The permissions that a drill here takes and the bot lacks, by name; `calls`: every member gets a thread."""
    parent = place.parent if isinstance(place, discord.Thread) else place
    if parent is None:
        return []  # not at hand: Discord will say
    granted = discord.abc.GuildChannel.permissions_for(parent, parent.guild.me)
    return [NAMES[permission] for permission in drill_needs(place, calls) if not getattr(granted, permission)]


def drill_needs(place: object, calls: bool) -> tuple[str, ...]:
    """The permissions that a drill takes here, by Discord's names in its API."""
    if isinstance(place, discord.Thread):
        return IN_THREADS
    if not isinstance(place, discord.TextChannel):
        return ("view_channel", "send_messages", "read_message_history", "attach_files")
    own = ("create_private_threads",) if calls else ()
    return (*IN_THREADS, "send_messages", "create_public_threads", *own)


def needed_for_thread(public: bool) -> list[str]:
    """All permissions that opening and using a thread takes, by name."""
    return [NAMES[permission] for permission in _needed(public)]


def _needed(public: bool) -> tuple[str, ...]:
    return (*IN_THREADS, "create_public_threads" if public else "create_private_threads")


REASONS = {
    "view_channel": "to see the channel, and what is pressed in it",
    "send_messages": "for the lobbies of drills, for boards, and for results that members share",
    "create_public_threads": "for drills, and for practice that all may read along",
    "create_private_threads": "for everybody's own screens, calls and shifts",
    "send_messages_in_threads": "to ask and answer in those threads",
    "read_message_history": "to find my cards again after a restart, and what was said meanwhile",
    "attach_files": "for the pictures on reports and boards, and for exports",
    "create_events": "for the events of scheduled drills; this one counts for the whole server",
}
"""What the bot needs each permission for, where all of it is used."""


def lacking(channel: discord.TextChannel) -> list[str]:
    """The permissions of `REASONS` that the bot has not got in this channel, by Discord's names in its API."""
    me = channel.guild.me
    here = discord.abc.GuildChannel.permissions_for(channel, me)  # as in `missing_for_thread`
    return [name for name in REASONS if not getattr(me.guild_permissions if name == "create_events" else here, name)]
