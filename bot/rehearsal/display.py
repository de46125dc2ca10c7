"""Messages as text: cards as panels, buttons by number."""

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord
import simcord
from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.rehearsal.keys import Lines
from bot.rehearsal.words import plain
from bot.rehearsal.world import World

WIDTH = 100
NUMBER = "bold cyan"

ROW, BUTTON, SELECT, TEXT, GALLERY, FILE, CONTAINER = 1, 2, 3, 10, 12, 13, 17


@dataclass(frozen=True, slots=True)
class Button:
    """A button that can be pressed, or with a `value` an entry of a list that can be chosen."""

    label: str
    custom_id: str
    message: discord.Message
    value: str | None = None


@dataclass(slots=True)
class Cards:
    """The cards shown that have buttons, oldest first; their numbers count from 1."""

    shown: list[list[Button]] = field(default_factory=list)

    def button(self, number: int, card: int | None = None) -> Button | None:
        """Button `number` of a card, the newest if none is named."""
        card = len(self.shown) if card is None else card
        buttons = self.shown[card - 1] if 0 < card <= len(self.shown) else []
        return buttons[number - 1] if 0 < number <= len(buttons) else None

    def forget(self, message: discord.Message) -> None:
        """The message is edited: what it had before can't be pressed."""
        for buttons in self.shown:
            if buttons and buttons[0].message.id == message.id:
                buttons.clear()

    def labelled(self, label: str) -> Button | None:
        """The newest button with this label."""
        wanted = label.casefold()
        buttons = (button for card in reversed(self.shown) for button in card)
        return next((button for button in buttons if button.label.casefold() == wanted), None)


class Screen:
    """What is written to the terminal."""

    def __init__(self) -> None:
        self.console = Console(highlight=False, soft_wrap=False)
        self.framed = self.console.is_terminal
        self.lines: Lines | None = None
        self.cards = Cards()
        self.limits: tuple[int, ...] = ()
        """The moments (seconds since 1970) that the newest card counts down to, soonest first."""

    def show(self, *parts: RenderableType) -> None:
        """Print, while the line being typed steps aside."""
        if self.lines is None:
            self._print(*parts)
            return
        with self.lines.aside():
            self._print(*parts)

    def note(self, text: str) -> None:
        """The terminal itself speaks, not the bot."""
        self.show(Text(text, style="yellow"))

    def _print(self, *parts: RenderableType) -> None:
        for part in parts:
            if self.framed:
                self.console.print(part, width=min(WIDTH, self.console.width))
            else:  # for scripts: whole lines, that they can be searched
                self.console.print(part, soft_wrap=True)

    def message(self, world: World, place: simcord.ChannelHandle, message: discord.Message, here: bool) -> None:
        """One message, with its buttons numbered."""
        buttons: list[Button] = []
        pictures = {one.url: self._save(world, one) for one in message.attachments}
        parts: list[RenderableType] = [plain(message.content, world.name, world.now())] if message.content else []
        framed = False
        for top in (part.to_dict() for part in message.components):
            before = len(buttons)
            lines = list(self._lines(world, message, top, buttons, pictures))
            if self.framed and len(buttons) > before:
                lines.insert(-1, Text())  # air above the buttons
            framed = framed or top["type"] == CONTAINER
            parts.append(Group(*lines) if self.framed else Text("\n").join(lines))
        title = message.author.name + ("" if here else f" in #{place.name}")
        if message.flags.ephemeral:
            title += " (only you see this)"
        self.cards.forget(message)
        if buttons:
            self.cards.shown.append(buttons)
            self.limits = _limits(message)
            title += f" · card {len(self.cards.shown)}"
        self.show(*self._boxed(title, parts, framed))

    def _boxed(self, title: str, parts: list[RenderableType], framed: bool) -> Iterator[RenderableType]:
        if self.framed and framed:
            for part in parts:
                yield Panel(part, title=title, title_align="left", border_style="cyan", box=box.ROUNDED, padding=(0, 1))
            return
        yield Text(f"{title}:", style="cyan")
        for part in parts:
            yield Padding(part, (0, 0, 0, 2)) if self.framed else _indented(part)

    def _lines(
        self,
        world: World,
        message: discord.Message,
        part: Mapping[str, Any],
        buttons: list[Button],
        pictures: Mapping[str, str],
    ) -> Iterator[Text]:
        """The lines of a component and of those in it."""
        kind = part["type"]
        if kind == TEXT:
            yield plain(part["content"], world.name, world.now())
        elif kind == GALLERY:
            for item in part["items"]:
                yield _picture(item.get("description"), pictures.get(item["media"]["url"]))
        elif kind == FILE:
            yield _picture(part.get("name"), pictures.get(part["file"]["url"]))
        elif kind == ROW:
            yield self._row(message, part["components"], buttons)
        elif kind == BUTTON:
            yield self._row(message, [part], buttons)
        else:
            accessory = part.get("accessory")
            for inner in [*part.get("components", []), *([accessory] if accessory else [])]:
                yield from self._lines(world, message, inner, buttons, pictures)

    def _row(self, message: discord.Message, row: list[Mapping[str, Any]], buttons: list[Button]) -> Text:
        shown = []
        for part in row:
            label = str(part.get("label") or part.get("placeholder") or "?")
            if part["type"] not in (BUTTON, SELECT):
                shown.append(Text(f"({label}: works in the browser, --browser)", style="dim"))
            elif "url" in part:
                shown.append(Text(f"{label}: {part['url']}"))
            elif part.get("disabled"):
                shown.append(Text(f"({label})", style="dim"))
            elif part["type"] == SELECT:
                for option in part["options"]:
                    button = Button(option["label"], part["custom_id"], message, option["value"])
                    shown.append(_numbered(button, buttons))
            else:
                shown.append(_numbered(Button(label, part["custom_id"], message), buttons))
        return Text("   ").join(shown)

    def _save(self, world: World, attachment: discord.Attachment) -> str:
        data = world.file(attachment.url)
        if data is None:
            return ""
        folder = Path(tempfile.mkdtemp(prefix="headset-"))
        file = folder / Path(attachment.filename).name
        file.write_bytes(data)
        return str(file)

    def buttons(self) -> None:
        """Say again what can be pressed."""
        if self.cards.shown:
            newest = enumerate(self.cards.shown[-1], 1)
            row = [Text.assemble((f"[{number}]", NUMBER), f" {button.label}") for number, button in newest]
            self.show(Text("   ").join(row))


def _numbered(button: Button, buttons: list[Button]) -> Text:
    buttons.append(button)
    return Text.assemble((f"[{len(buttons)}]", NUMBER), f" {button.label}")


def _limits(message: discord.Message) -> tuple[int, ...]:
    """The moments that a card counts down to, soonest first."""
    text = str([part.to_dict() for part in message.components])
    return tuple(sorted(int(moment) for moment in re.findall(r"<t:(\d+):R>", text)))


def _picture(says: str | None, path: str | None) -> Text:
    return Text(f"Picture: {says or 'no description'}" + (f" (File: {path})" if path else ""))


def _indented(part: RenderableType) -> RenderableType:
    return Text("\n").join(Text("  ") + line for line in part.split("\n")) if isinstance(part, Text) else part
