"""What one types, done in the rehearsal's world."""

import asyncio
import math
import re
import time
from contextlib import suppress
from typing import Any

import discord
import simcord

from bot.client import Headset
from bot.rehearsal.display import Button, Screen
from bot.rehearsal.world import World

TYPING_EVERY = 8.0
"""Seconds between typing signals, as Discord's own clients send them."""

HELP = """What you can type, each with Enter:
  1               presses button [1] of the newest card; its name does too: pick up
  2.1             presses button [1] of an older card, card 2
  any words       you say them in the thread; to say a bare number, quote it: "5"
  /screen start   starts a phone screen; or: /screen start questions=3 pace=real
  /call start     lets a customer call; or: /call start late-birthday-present pace=real
  /call dialer    a shift at the auto-dialer; or: /call dialer city-buses pace=real
  /skills         exercises for the hands; or at once: /typing medium, /basics phone
  /help           what the bot can do
  nothing         starts a screen, or shows again what can be pressed
  wait 35         lets 35 seconds pass at once
  quit            ends the rehearsal"""

_KINDS = {"Call": "call", "Auto-dialer": "shift", "Skills desk": "exercise"}
"""What goes on in a thread, by the beginning of its name."""

_NUMBER = re.compile(r"(?:(\d{1,3})\.)?(\d{1,2})")
_QUOTED_NUMBER = re.compile(r'"(\d[\d.,]*)"?')
_WAIT = re.compile(r"wait (\d{1,6}(?:\.\d+)?)")
_WORD = re.compile(r"[\w-]+[=:]\"[^\"]*\"|\S+")  # a value in quotation marks may have spaces
YES_OR_NO = {"yes": True, "true": True, "no": False, "false": False}
_OPTION = re.compile(r"([\w-]+)[=:](\S.*)")


class Mistyped(Exception):
    """The sentence that says what is wrong with a line."""


class Talk:
    """Takes lines, one after the other, and shows what comes of them."""

    def __init__(self, world: World, screen: Screen) -> None:
        self._world = world
        self._screen = screen
        self._place = world.channel
        self._form: simcord.InteractionResult | None = None
        self._fields: list[dict[str, Any]] = []
        self._values: dict[str, str] = {}
        self._typed_at = -math.inf
        self._begun_card = 0
        self._was_live = False
        self._explained = False
        self._errors = 0
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def live(self) -> bool:
        """Whether a screen is going on where the member is."""
        return self._live_in(self._place)

    def _live_in(self, place: simcord.ChannelHandle) -> bool:
        bot = self._world.env.bot
        return isinstance(bot, Headset) and bot.desk.session_in(place.id) is not None

    def prompt(self) -> str:
        """What stands before the line."""
        if self._form:
            return f"{self._fields[len(self._values)]['label']} > "
        left = [limit - self._world.now().timestamp() for limit in self._screen.limits[-1 if self._begun else 0 :]]
        seconds = next((seconds for seconds in left if seconds > 0), None)
        if seconds is None or not self.live:
            return "> "
        what = "" if self._begun or len(left) < 2 else " to begin"
        return f"({seconds:.0f} s{what}) > "

    @property
    def _begun(self) -> bool:
        """Whether the member has begun to answer the newest card."""
        return self._begun_card == len(self._screen.cards.shown)

    async def take(self, line: str) -> bool:
        """Do what the line asks for; False: end the rehearsal."""
        text = line.strip()
        self._typed_at = -math.inf  # the next key begins anew
        if self._form is None and text.casefold() in ("quit", "exit"):
            return False
        try:
            if self._form is not None:
                await self._fill_in(text)
            else:
                await self._do(text)
        except Mistyped as wrong:
            self._screen.note(str(wrong))
        except (simcord.SetupError, simcord.BackendError) as error:
            self._screen.note(f"Discord would not do that: {error}")
        self.show_news()
        return True

    async def _do(self, text: str) -> None:
        waiting = _WAIT.fullmatch(text)
        quoted = _QUOTED_NUMBER.fullmatch(text)
        if not text:
            await self._nothing_typed()
        elif waiting:
            await self._world.pass_time(float(waiting[1]))
        elif text.casefold() in ("help", "?"):
            self._screen.note(HELP)
        elif text.startswith("/"):
            await self._command(text)
        elif button := self._button(text):
            await self._press(button)
        else:
            await self._say(quoted[1] if quoted else text)

    async def _nothing_typed(self) -> None:
        if self.live:
            self._screen.buttons()
        else:
            await self._command("/screen start")

    def _button(self, text: str) -> Button | None:
        number = _NUMBER.fullmatch(text)
        if number is None:
            return self._screen.cards.labelled(text)
        button = self._screen.cards.button(int(number[2]), int(number[1]) if number[1] else None)
        if button is None:
            raise Mistyped(f'There is no button {text}. To say just the number, put it in quotes: "{text}"')
        return button

    async def _press(self, button: Button) -> None:
        member, value = self._world.member, button.value
        if value is None:
            result = await self._world.act(lambda: member.click(button.message, custom_id=button.custom_id))
        else:
            result = await self._world.act(lambda: member.select(button.message, [value], custom_id=button.custom_id))
        self._answered(result)

    async def _say(self, text: str) -> None:
        member, place = self._world.member, self._place
        if place is self._world.channel:
            raise Mistyped("Nobody is on the phone yet. Press Enter to start a phone screen, or type `help`.")
        if not self.live:
            what = _KINDS.get(str(place.name).split(" · ")[0], "screen")
            raise Mistyped(f"This {what} is over, so nobody hears you. Press Enter to start another, or type `help`.")
        self._begun_card = len(self._screen.cards.shown)
        await self._world.act(lambda: member.send(place, text))
        if not self._explained:
            self._explained = True
            self._screen.note(
                "(Said. Type more, or say nothing for a few seconds: then it is finished. In a script: wait 4)"
            )

    # Slash commands

    async def _command(self, text: str) -> None:
        command, words = self._find(_WORD.findall(text.removeprefix("/")))
        options: dict[str, str | int | bool] = {}
        for word in words:
            given = _OPTION.fullmatch(word)
            option, value = given.groups() if given else (_of_itself(command), word)
            if not option:
                raise Mistyped(f"Options are written name=value. {_usage(command)}")
            options[option] = _value(command, option, value.strip('"'))
        member, place, name = self._world.member, self._place, command.qualified_name
        self._answered(await self._world.act(lambda: member.slash(place, name, **options)))

    def _find(self, words: list[str]) -> tuple[discord.app_commands.Command[Any, ..., Any], list[str]]:
        commands = sorted(self._world.commands(), key=lambda one: -len(one.qualified_name))
        for command in commands:
            name = command.qualified_name.split()
            if [word.casefold() for word in words[: len(name)]] == name:
                return command, words[len(name) :]
        known = ", ".join(f"/{command.qualified_name}" for command in reversed(commands))
        raise Mistyped(f"There is no command /{' '.join(words[:2])}. There are: {known}.")

    def _answered(self, result: simcord.InteractionResult) -> None:
        if not result.acknowledged:
            self._screen.note("The bot did not answer. On Discord you would read: “The application did not respond.”")
        if result.modal:
            self._open_form(result)

    # Forms

    def _open_form(self, result: simcord.InteractionResult) -> None:
        assert result.modal is not None
        fields = []
        for part in result.modal["components"]:
            for inner in [part["component"]] if "component" in part else part.get("components", []):
                if inner["type"] != discord.ComponentType.text_input.value:
                    raise Mistyped("This form has fields that only the browser can show: start with --browser.")
                fields.append({**inner, "label": part.get("label") or inner.get("label") or "Your answer"})
        self._form, self._fields, self._values = result, fields, {}
        self._screen.note(f"A form opens: {result.modal['title']}. Enter sends it; `cancel` closes it.")

    async def _fill_in(self, text: str) -> None:
        field, form = self._fields[len(self._values)], self._form
        assert form is not None
        if text.casefold() == "cancel":
            self._form = None
            self._screen.note("The form is closed; nothing was sent.")
            return
        if not text and field.get("required", True):
            raise Mistyped("This field must be filled in; `cancel` closes the form.")
        if len(text) > field.get("max_length", 4000) or len(text) < field.get("min_length", 0):
            raise Mistyped(f"{len(text)} characters: the field takes at most {field.get('max_length', 4000)}.")
        self._values[field["custom_id"]] = text
        if len(self._values) == len(self._fields):
            self._form = None
            member, values = self._world.member, dict(self._values)
            self._answered(await self._world.act(lambda: member.submit_modal(form, values)))

    # What comes back

    def show_news(self) -> None:
        """Show what the bot wrote, and go where it calls."""
        for place, message in self._world.news():
            new, elsewhere = place.id > self._place.id, place.id != self._place.id
            if place.is_thread and (new or (elsewhere and self._live_in(place) and not self.live)):
                self._place = place
                self._screen.note(f"You are now in the thread “{place.name}”.")
            self._screen.message(self._world, place, message, here=place.id == self._place.id)
        if self._was_live and not self.live:
            self._screen.note("That was the whole of it. Enter starts another screen; `quit` ends the rehearsal.")
        self._was_live = self.live
        self.show_errors()

    def show_errors(self) -> None:
        """Say what the bot failed at since the last call."""
        errors = self._world.env.errors[self._errors :]
        self._errors += len(errors)
        for error in errors:
            self._screen.note(f"The bot failed: {type(error).__name__}: {error}")

    @property
    def failed(self) -> bool:
        """Whether the bot failed at anything."""
        return self._errors > 0

    def on_key(self, typed: str) -> None:
        """Somebody types: whoever listens can see it, as on Discord."""
        now = time.monotonic()
        speech = not typed.startswith("/") and not typed[:1].isdigit()
        if self._form or not speech or not self.live or now - self._typed_at < TYPING_EVERY:
            return
        self._typed_at = now
        self._begun_card = len(self._screen.cards.shown)
        task = asyncio.get_running_loop().create_task(self._signal_typing())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _signal_typing(self) -> None:
        member, place = self._world.member, self._place
        with suppress(simcord.SetupError, simcord.BackendError):  # the thread may be gone meanwhile
            await self._world.act(lambda: member.typing(place))

    async def close(self) -> None:
        """Do nothing more in the world."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _value(command: discord.app_commands.Command[Any, ..., Any], name: str, text: str) -> str | int | bool:
    """An option's value as Discord would let one choose it."""
    parameter = next((one for one in command.parameters if one.name == name), None)
    if parameter is None:
        raise Mistyped(f"/{command.qualified_name} has no option “{name}”. {_usage(command)}")
    if parameter.choices:
        chosen = next((choice for choice in parameter.choices if choice.name.casefold() == text.casefold()), None)
        if chosen is None:
            raise Mistyped(f"{name} can't be “{text}”. {_usage(command)}")
        return str(chosen.value)
    if parameter.type is discord.AppCommandOptionType.integer:
        low, high = parameter.min_value or 0, parameter.max_value or 1_000_000
        if not text.isdecimal() or not low <= int(text) <= high:
            raise Mistyped(f"{name} must be a whole number from {low:.0f} to {high:.0f}, not “{text}”.")
        return int(text)
    if parameter.type is discord.AppCommandOptionType.boolean:
        if text.casefold() not in YES_OR_NO:
            raise Mistyped(f"{name} can be yes or no, not “{text}”.")
        return YES_OR_NO[text.casefold()]
    return text


def _of_itself(command: discord.app_commands.Command[Any, ..., Any]) -> str:
    """The option that needs no name: `/call start late-parcel`, `/typing long`; empty: there is none."""
    own = (command.qualified_name.split()[0], "campaign", "length", "topic")
    return next((parameter.name for parameter in command.parameters if parameter.name in own), "")


def _usage(command: discord.app_commands.Command[Any, ..., Any]) -> str:
    """The options of a command and what each can be."""
    options = []
    for parameter in command.parameters:
        if parameter.choices:
            can_be = " or ".join(choice.name for choice in parameter.choices)
        elif parameter.type is discord.AppCommandOptionType.integer:
            can_be = f"{parameter.min_value or 0:.0f} to {parameter.max_value or 1_000_000:.0f}"
        elif parameter.type is discord.AppCommandOptionType.boolean:
            can_be = "yes or no"
        else:
            can_be = "a name"
        options.append(f"{parameter.name}=({can_be})")
    return f"Its options: {', '.join(options)}." if options else "It takes no options."
