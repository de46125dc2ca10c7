"""What cards are built of (Components V2): frames, texts, buttons, pictures; and what Discord takes in one message."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import discord

from bot.face.buttons import ButtonId, CallId, DrillId, ReviewId, SkillId

ACCENT = discord.Colour(0x2A7F9E)
MESSAGE_TEXT, MESSAGE_PARTS = 4000, 40
"""Discord's limits for a message: characters of all its texts together, and components, nested ones counted too."""

ALT_TEXT = 1024
"""Characters of a picture's description that Discord takes."""

Buttons = discord.ui.ActionRow[discord.ui.LayoutView]
Container = discord.ui.Container[discord.ui.LayoutView]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a card; drawing takes a while."""

    name: str
    draw: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Shown:
    """The messages of an effect."""

    views: Sequence[discord.ui.LayoutView]
    picture: Picture | None = None


def button(
    label: str,
    pressed: ButtonId | CallId | DrillId | ReviewId | SkillId,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
) -> discord.ui.Button[discord.ui.LayoutView]:
    """A button that says what it is about by its id."""
    return discord.ui.Button(label=label, style=style, custom_id=str(pressed))


def frame(
    *texts: str, buttons: Buttons | None = None, picture: tuple[str, str] | None = None, ruled: bool = False
) -> Container:
    """A frame around texts (empty ones are left out) and a row of buttons.

    `picture`: file name and alt text; it stands under the first text. `ruled`: with a line between the texts.
    """
    container: Container = discord.ui.Container(accent_colour=ACCENT)
    for text in filter(None, texts):
        if ruled and container.children:
            container.add_item(discord.ui.Separator())
        container.add_item(discord.ui.TextDisplay(text))
        if picture:
            gallery: discord.ui.MediaGallery[discord.ui.LayoutView] = discord.ui.MediaGallery()
            container.add_item(gallery.add_item(media=f"attachment://{picture[0]}", description=picture[1][:ALT_TEXT]))
            picture = None
    if buttons:
        container.add_item(buttons)
    return container


def card(
    *texts: str, buttons: Buttons | None = None, picture: tuple[str, str] | None = None, ruled: bool = False
) -> discord.ui.LayoutView:
    """A message of one frame."""
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(frame(*texts, buttons=buttons, picture=picture, ruled=ruled))
    return view
