"""Buttons and forms: an id pressed becomes an event, and what comes back is shown to the one who pressed."""

import asyncio
import contextlib
import logging
import re
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Self

import discord

from bot.client import Headset
from bot.desk import Desk
from bot.face import call_cards, cards, exercise_cards, shift_cards
from bot.face.buttons import PATTERN, Action, ButtonId, CallId, RecordId
from bot.face.expired import expired
from bot.face.replies import went_on
from bot.practice.calls.effects import ReplyOnCall
from bot.practice.dialer.effects import ReplyOnShift
from bot.practice.dialer.shift import Shift
from bot.practice.effects import Line, Reply, ReplyLate, ShowForm
from bot.practice.events import (
    DonePressed,
    Event,
    FormOpened,
    FormSubmitted,
    NextPressed,
    PickedUp,
    Pressed,
    Resumed,
    SharePressed,
    Skipped,
    Stopped,
    TryAgainPressed,
)
from bot.practice.records import StoreError
from bot.practice.screen import Screen
from bot.practice.session import Session
from bot.practice.skills.exercise import Exercise
from bot.practice.timing import snowflake_time
from bot.reviews import Reviews
from bot.sessions import ReplyEffect, call_now

log = logging.getLogger(__name__)

DEFER_AFTER = 2.0
"""Seconds; Discord waits three for an answer."""

PRESSED: dict[Action, type[Pressed]] = {
    Action.FORM: FormOpened,
    Action.SKIP: Skipped,
    Action.DONE: DonePressed,
    Action.NEXT: NextPressed,
    Action.TRY_AGAIN: TryAgainPressed,
}
PLAIN: dict[Action, Callable[[int], Event]] = {
    Action.PICK_UP: PickedUp,
    Action.SHARE: SharePressed,
    Action.RESUME: Resumed,
    Action.STOP: Stopped,
}


class PracticeButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=PATTERN):
    """Any button of a card."""

    def __init__(self, item: discord.ui.Button[Any], pressed: ButtonId | None) -> None:
        super().__init__(item)
        self.pressed = pressed

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Made anew for each press, from the id alone."""
        assert isinstance(item, discord.ui.Button)
        return cls(item, ButtonId.of(match))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Tell the desk, or show what was asked for."""
        try:
            await self._take(interaction)
        except StoreError as error:
            log.warning("button %s: %s", self.custom_id, error)
            await show(interaction, [Reply(Line.TRY_LATER)])

    async def _take(self, interaction: discord.Interaction[Any]) -> None:
        pressed = self.pressed
        if pressed is None:
            await show(interaction, [Reply(Line.OLD_BUTTON)])
        elif pressed.action is Action.HINT:
            await _look(interaction, pressed, cards.hint)
        elif pressed.action is Action.STRONG:
            await _look(interaction, pressed, cards.strong_answer)
        elif pressed.action is Action.DISAGREE:
            await _disagree(interaction, pressed)
        else:
            event = _event(interaction, pressed)
            handled = interaction.client.desk.handle(pressed.session, event, interaction.user.id)
            # A form can only be the first answer to a press, so nothing may come before it.
            waits = handled if pressed.action is Action.FORM else in_time(interaction, handled)
            answers = await waits
            if pressed.action is Action.STOP and not answers and _for_their_eyes(interaction):
                await _say_it_is_over(interaction, pressed.session)
            else:
                await show(interaction, answers, pressed)


def _event(interaction: discord.Interaction[Any], pressed: ButtonId) -> Event:
    at = snowflake_time(interaction.id)
    if pressed.action in PRESSED:
        return PRESSED[pressed.action](at, interaction.id, pressed.turn, pressed.part)
    return PLAIN[pressed.action](at)


async def submitted(interaction: discord.Interaction[Headset]) -> None:
    """A form came in; by its id alone, so that one opened before a restart is not lost."""
    data: Any = interaction.data
    match = PATTERN.fullmatch(data.get("custom_id", ""))
    pressed = ButtonId.of(match) if match else None
    if pressed is None or pressed.action is not Action.FORM:
        return
    event = FormSubmitted(
        snowflake_time(interaction.id), interaction.id, pressed.turn, pressed.part, _written(data["components"])
    )
    handled = interaction.client.desk.handle(pressed.session, event, interaction.user.id)
    await show(interaction, await in_time(interaction, handled), pressed)


def _written(components: list[Any]) -> str:
    """The text of a form's one field."""
    for component in components:
        inner = [component["component"]] if "component" in component else component.get("components", [])
        for field in inner:
            if "value" in field:
                return str(field["value"])
    return ""


async def in_time(interaction: discord.Interaction[Any], replies: Awaitable[list[ReplyEffect]]) -> list[ReplyEffect]:
    """Wait for the desk, but tell Discord within its three seconds that we are at it."""
    task = asyncio.ensure_future(replies)
    done, _ = await asyncio.wait({task}, timeout=DEFER_AFTER)
    if not done:
        with contextlib.suppress(discord.NotFound):  # expired already: `show` takes note of it
            await interaction.response.defer()
    return await task


async def show(
    interaction: discord.Interaction[Any],
    replies: list[ReplyEffect],
    pressed: ButtonId | CallId | RecordId | None = None,
) -> None:
    """Answer the interaction, with nothing to see when the thread itself shows what follows."""
    reply = replies[0] if replies else None
    session = await _session(interaction, pressed.session) if reply and pressed else None
    with unless_expired(interaction):
        if isinstance(reply, Reply | ReplyOnCall | ReplyOnShift):
            view, files = _card(reply, session), _files(reply)
            if interaction.response.is_done():
                await interaction.followup.send(view=view, files=files, ephemeral=True)
            else:
                await interaction.response.send_message(view=view, files=files, ephemeral=True)
        elif interaction.response.is_done():
            return
        elif isinstance(reply, ShowForm) and isinstance(pressed, ButtonId):
            form = await _form(interaction.client.desk, session, reply, pressed)
            form.stop()  # taken by its id when it comes back: nothing is kept in memory
            await interaction.response.send_modal(form)
        else:
            await interaction.response.defer()


async def _session(interaction: discord.Interaction[Headset], session_id: int) -> Session | None:
    """The session, to know what to call it; that storage fails is what the reply itself tells."""
    try:
        return await interaction.client.desk.session(session_id)
    except StoreError:
        return None


async def _form(desk: Desk, session: Session | None, put: ShowForm, pressed: ButtonId) -> discord.ui.Modal:
    if isinstance(session, Shift):
        shift_scene = await desk.shift_scene(session)
        assert shift_scene is not None  # as below
        return shift_cards.form(shift_scene, put)
    call = call_now(session)
    if call is not None:
        scene = await desk.call_scene(call)
        assert scene is not None  # its step has just asked for the form
        return call_cards.form(scene, str(pressed))
    assert isinstance(session, Screen)
    return cards.form(await desk.scene(session), put, str(pressed))


@contextlib.contextmanager
def unless_expired(interaction: discord.Interaction[Any]) -> Iterator[None]:
    """What is done inside may find that Discord takes no more answers: then nothing is wrong but the time."""
    try:
        yield
    except discord.HTTPException as error:
        if not expired(error):
            raise
        log.info("interaction %s expired before its reply", interaction.id)


def _card(reply: Reply | ReplyOnCall | ReplyOnShift, session: Session | None) -> discord.ui.LayoutView:
    if isinstance(session, Exercise) and isinstance(reply, Reply):
        return exercise_cards.reply(reply)
    on_call, on_shift = call_now(session) is not None, isinstance(session, Shift)
    if isinstance(reply, ReplyLate):
        return cards.late(reply.text, reply.line, on_call, on_shift)
    return cards.tell(reply.line, on_call, on_shift)


def _files(reply: Reply | ReplyOnCall | ReplyOnShift) -> list[discord.File]:
    return cards.late_files(reply.text) if isinstance(reply, ReplyLate) else []


async def _look(
    interaction: discord.Interaction[Headset], pressed: ButtonId, card: Callable[[Any, int], discord.ui.LayoutView]
) -> None:
    desk = interaction.client.desk
    screen = await desk.screen(pressed.session)
    if screen is None or not 0 <= pressed.turn < len(screen.turns):
        await show(interaction, [Reply(Line.OLD_BUTTON)])
    elif screen.member_id != interaction.user.id:
        await show(interaction, [Reply(Line.NOT_YOURS)])
    else:
        view = card(await desk.scene(screen), pressed.turn)
        with unless_expired(interaction):
            await interaction.response.send_message(view=view, ephemeral=True)


def _for_their_eyes(interaction: discord.Interaction[Any]) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral


async def _say_it_is_over(interaction: discord.Interaction[Headset], session: int) -> None:
    """On the card that was pressed: the thread in which it shows may be far from where the member is."""
    over = await interaction.client.desk.session(session)
    with unless_expired(interaction):
        if not interaction.response.is_done():
            await interaction.response.defer()
        if over is not None:
            await interaction.edit_original_response(view=went_on(over))


async def _disagree(interaction: discord.Interaction[Headset], pressed: ButtonId) -> None:
    bot: Headset = interaction.client
    assert interaction.guild_id is not None
    reviews = Reviews(bot.store, bot.desk, interaction.guild_id)
    line = await reviews.object_to(pressed.session, pressed.turn, interaction.user.id, snowflake_time(interaction.id))
    await show(interaction, [Reply(line)])
