"""The card of `/setup`: what is set, what can be set, and what the bot lacks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import discord

from bot.face.layout import card
from bot.face.permissions import NAMES, REASONS
from bot.face.text import count, harmless, lines
from bot.practice.dates import LANGUAGES
from bot.practice.settings import KEEP_DAYS, GuildSettings

NAME, TYPED = 100, 60
"""Characters that a server's name and what somebody typed may take, escapes included."""

SETUP = re.compile(r"headset_setup:(?P<what>[a-z]+)")
FOR_GOOD = "0"
"""The value of the choice that stands for no number of days."""

KEPT = "✅ Kept."
NOT_EVERYONE = "With that role every member could end drills and read all answers. Choose another one, please."
NO_SUCH_CHANNEL = "I can open private threads in text channels only. Choose one of those, please."

Item = discord.ui.Item[discord.ui.LayoutView]


class Setting(StrEnum):
    """What an item of the card sets."""

    CHANNEL = "channel"
    MODERATORS = "moderators"
    DATES = "dates"
    KEEP = "keep"
    BOARDS = "boards"
    CHECK = "check"

    @property
    def custom_id(self) -> str:
        """As `SETUP` matches it."""
        return f"headset_setup:{self}"


@dataclass(frozen=True, slots=True)
class Found:
    """What the bot finds on the server: whether what is set is still there, and what it lacks.

    `checked` is the channel that was looked at (None: none that could be), `lacks` the permissions it lacks there by
    Discord's names in its API. `now` and `today` are as clocks show and as dates are written there.
    """

    channel_there: bool
    role_there: bool
    checked: int | None
    lacks: tuple[str, ...]
    reads_messages: bool
    now: str
    today: str


def setup(server: str, settings: GuildSettings, found: Found, changed: str = "") -> discord.ui.LayoutView:
    """What is set, and the means to set it; `changed` says what has just been done."""
    view = card(
        f"### Headset in {harmless(server, NAME)}",
        changed,
        _set(settings, found),
        _permissions(found),
        _intent(found),
        ruled=True,
    )
    frame = view.children[0]
    assert isinstance(frame, discord.ui.Container)
    frame.add_item(discord.ui.Separator())
    for item in _choices(settings, found):
        frame.add_item(discord.ui.ActionRow(item))
    frame.add_item(discord.ui.ActionRow(*_buttons(settings)))
    return view


def _set(settings: GuildSettings, found: Found) -> str:
    return lines(
        [
            f"**Practice channel:** {_channel(settings, found)}",
            f"**Moderators:** {_moderators(settings, found)}",
            f"**Time zone:** {settings.zone}, where it is {found.now}. To change it: `/setup timezone:` and a city",
            f"**Dates:** {found.today}",
            f"**Boards:** {_boards(settings)}",
            f"**Answers:** {_kept(settings)}",
        ]
    )


def _channel(settings: GuildSettings, found: Found) -> str:
    if settings.channel_id is None:
        return "none. Practice opens where a member asks for it"
    if not found.channel_there:
        return "⚠️ the one that was set is gone. Practice opens where a member asks for it; choose another below"
    return f"<#{settings.channel_id}>. Members' threads open there"


def _moderators(settings: GuildSettings, found: Found) -> str:
    always = "whoever may **Manage Events**"
    if settings.moderator_role_id is None:
        return always
    if not found.role_there:
        return f"⚠️ the role that was set is gone, so it is {always}; choose another below"
    return f"<@&{settings.moderator_role_id}>, and {always}"


def _boards(settings: GuildSettings) -> str:
    if settings.boards_public:
        return "public: members may show them to all, and moderators may pin them"
    return "private: everybody sees them for themselves only"


def _kept(settings: GuildSettings) -> str:
    if settings.keep_days is None:
        return "kept for good"
    return f"words older than {count(settings.keep_days, 'day')} are forgotten within a day; scores and points stay"


def _permissions(found: Found) -> str:
    if found.checked is None:
        return "Choose a practice channel, and I tell you what I lack there."
    if not found.lacks:
        return f"✅ In <#{found.checked}> I may do all that I need."
    return lines(
        [
            f"⚠️ **In <#{found.checked}> I lack permissions.** Grant them to my role in that channel's settings, under "
            "Permissions, or in the server's settings, under Roles. Then press **Check again**.",
            *(f"- **{NAMES[name]}**, {REASONS[name]}" for name in found.lacks),
        ]
    )


def _intent(found: Found) -> str:
    if found.reads_messages:
        return "✅ I can read what members type in their threads."
    return (
        "⚠️ **I can't read what members type**, so they answer in forms. Whoever runs this bot can switch on **Message "
        "Content Intent** in Discord's Developer Portal, on the bot's page named Bot, and start it again."
    )


def _choices(settings: GuildSettings, found: Found) -> Iterable[Item]:
    channel: discord.ui.ChannelSelect[discord.ui.LayoutView] = discord.ui.ChannelSelect(
        custom_id=Setting.CHANNEL.custom_id,
        channel_types=[discord.ChannelType.text],
        placeholder="Practice channel: none",
        min_values=0,
        default_values=_one(settings.channel_id, discord.SelectDefaultValueType.channel, found.channel_there),
    )
    role: discord.ui.RoleSelect[discord.ui.LayoutView] = discord.ui.RoleSelect(
        custom_id=Setting.MODERATORS.custom_id,
        placeholder="Moderator role: none",
        min_values=0,
        default_values=_one(settings.moderator_role_id, discord.SelectDefaultValueType.role, found.role_there),
    )
    dates = [(tag, f"Dates in {name}", settings.dates == tag) for tag, name in LANGUAGES.items()]
    kept = [
        (
            str(days or FOR_GOOD),
            f"Forget words after {days} days" if days else "Keep words for good",
            settings.keep_days == days,
        )
        for days in KEEP_DAYS
    ]
    return channel, role, chooser(Setting.DATES.custom_id, dates), chooser(Setting.KEEP.custom_id, kept)


def chooser(
    custom_id: str, choices: Iterable[tuple[str, str, bool]], placeholder: str | None = None
) -> discord.ui.Select[discord.ui.LayoutView]:
    """A list to choose one from: each its value, its words, and whether it is chosen."""
    options = [discord.SelectOption(value=value, label=label, default=chosen) for value, label, chosen in choices]
    return discord.ui.Select(custom_id=custom_id, options=options, placeholder=placeholder)


def _one(id: int | None, type: discord.SelectDefaultValueType, there: bool) -> list[discord.SelectDefaultValue]:
    """What is chosen; a list does not take one that is gone."""
    return [discord.SelectDefaultValue(id=id, type=type)] if id is not None and there else []


def _buttons(settings: GuildSettings) -> Iterable[discord.ui.Button[Any]]:
    boards = "Make boards private" if settings.boards_public else "Make boards public"
    return (
        discord.ui.Button(label=boards, custom_id=Setting.BOARDS.custom_id),
        discord.ui.Button(label="Check again", custom_id=Setting.CHECK.custom_id, style=discord.ButtonStyle.primary),
    )


def not_a_manager() -> discord.ui.LayoutView:
    """Not theirs to set."""
    return card("This is for those who may **Manage Server** here. Your own settings are in `/settings`.")


def unknown_zone(typed: str) -> discord.ui.LayoutView:
    """There is not one time zone by this name."""
    name = harmless(typed, TYPED)
    return card(f"I know no one time zone named “{name}”: type a city, like Berlin, and choose one from the list.")
