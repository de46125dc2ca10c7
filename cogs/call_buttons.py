"""The buttons of calls and shifts, and the list of a call's records: an id pressed becomes an event, or a new one."""

import logging
import re
from collections.abc import Callable
from typing import Any, Self

import discord

from bot.calls import CallRequest
from bot.client import Headset
from bot.face import call_cards
from bot.face.buttons import CALLS, RECORDS, CallAction, CallId, RecordId
from bot.practice.calls.call import Call
from bot.practice.calls.events import (
    BackPressed,
    CallPressed,
    ClosePressed,
    HoldPressed,
    LookUpPressed,
    TransferPressed,
)
from bot.practice.dialer.events import BreakPressed
from bot.practice.dialer.shift import Shift
from bot.practice.effects import Line, Reply
from bot.practice.records import StoreError
from bot.practice.timing import snowflake_time
from bot.sessions import call_in
from bot.shifts import ShiftRequest
from cogs.buttons import in_time, show, unless_expired
from cogs.starting import asked, begin

log = logging.getLogger(__name__)

PRESSED: dict[CallAction, Callable[[int, int], CallPressed]] = {
    CallAction.HOLD: HoldPressed,
    CallAction.BACK: BackPressed,
    CallAction.TRANSFER: TransferPressed,
    CallAction.CLOSE: ClosePressed,
    CallAction.BREAK: BreakPressed,
}


class CallButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=CALLS):
    """A button of the call card or the scorecard, or of a shift's cards."""

    def __init__(self, item: discord.ui.Button[Any], pressed: CallId | None) -> None:
        super().__init__(item)
        self.pressed = pressed

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Made anew for each press, from the id alone."""
        assert isinstance(item, discord.ui.Button)
        return cls(item, CallId.of(match))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Tell the desk, or do what was asked for."""
        pressed = self.pressed
        try:
            if pressed is None:
                await show(interaction, [Reply(Line.OLD_BUTTON)])
            elif pressed.action in PRESSED:
                await _tell(
                    interaction, pressed, PRESSED[pressed.action](snowflake_time(interaction.id), interaction.id)
                )
            else:
                await _after_looking(interaction, pressed)
        except StoreError as error:
            log.warning("button %s: %s", self.custom_id, error)
            await show(interaction, [Reply(Line.TRY_LATER)])


class RecordChoice(discord.ui.DynamicItem[discord.ui.Select[Any]], template=RECORDS):
    """The list of a call's records."""

    def __init__(self, item: discord.ui.Select[Any], pressed: RecordId) -> None:
        super().__init__(item)
        self.pressed = pressed

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Made anew for each choice, from the id alone."""
        assert isinstance(item, discord.ui.Select)
        return cls(item, RecordId(int(match["session"])))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Look that record up."""
        await _look_up(interaction, self.pressed, self.item.values[0])


async def _tell(interaction: discord.Interaction[Headset], pressed: CallId | RecordId, event: CallPressed) -> None:
    handled = interaction.client.desk.handle(pressed.session, event, interaction.user.id)
    await show(interaction, await in_time(interaction, handled), pressed)


async def _look_up(interaction: discord.Interaction[Headset], pressed: CallId | RecordId, record: str) -> None:
    await _tell(interaction, pressed, LookUpPressed(snowflake_time(interaction.id), interaction.id, record))


async def _after_looking(interaction: discord.Interaction[Headset], pressed: CallId) -> None:
    """What needs to be known of the call first."""
    desk = interaction.client.desk
    session = await desk.session(pressed.session)
    if isinstance(session, Shift):
        await _another_shift(interaction, session, pressed)
        return
    call = call_in(session)
    scene = await desk.call_scene(call) if call else None
    if scene is None:
        await show(interaction, [Reply(Line.OLD_BUTTON)])
    elif pressed.action is CallAction.LOOK_UP:
        await _look_up(interaction, pressed, next(iter(scene.script.records), ""))
    elif scene.call.member_id != interaction.user.id:
        await show(interaction, [Reply(Line.NOT_YOURS)], pressed)
    elif pressed.action is CallAction.MODEL:
        view, files = call_cards.model(scene)
        with unless_expired(interaction):
            await interaction.response.send_message(view=view, files=files, ephemeral=True)
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await begin(interaction, _once_more(interaction, scene.call, same=pressed.action is CallAction.SAME))


async def _another_shift(interaction: discord.Interaction[Headset], shift: Shift, pressed: CallId) -> None:
    """A shift like this one, with other numbers."""
    if pressed.action is not CallAction.ANOTHER:
        await show(interaction, [Reply(Line.OLD_BUTTON)], pressed)
    elif shift.member_id != interaction.user.id:
        await show(interaction, [Reply(Line.NOT_YOURS)], pressed)
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)
        request = ShiftRequest(
            **asked(interaction, shift.channel_id),
            pace=shift.pace,
            public=shift.public,
            campaign=f"{shift.pack}/{shift.campaign}",
            size=shift.size,
            difficulty=shift.difficulty,
        )
        await begin(interaction, request)


def _once_more(interaction: discord.Interaction[Headset], call: Call, same: bool) -> CallRequest:
    """A call like this one, with another caller or the `same`: same call, same seed, so the same words to the same."""
    return CallRequest(
        **asked(interaction, call.channel_id),
        pace=call.pace,
        public=call.public,
        call=f"{call.pack}/{call.script}" if same else None,
        seed=call.seed if same else None,
    )
