"""`/call`: start, dialer, stop, history."""

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.calls import CallRequest
from bot.client import Headset
from bot.face import call_cards
from bot.practice.calls.call import Call
from bot.practice.calls.content import Direction
from bot.practice.dialer.shift import FEWEST, MOST, USUAL, Shift
from bot.practice.events import Stopped
from bot.practice.records import CallRow, ShiftRow
from bot.practice.timing import Pace
from bot.shifts import ShiftRequest
from cogs.call_buttons import CallButton, RecordChoice
from cogs.starting import asked, begin, practice_channel_id, tell_live

HISTORY_PAGE = 5
CHOICES_SHOWN = 25


class CallCommands(commands.GroupCog, group_name="call", group_description="Take a customer's call, or ring one"):
    """The commands of calls."""

    def __init__(self, bot: Headset) -> None:
        super().__init__()
        self.bot = bot

    @app_commands.command(description="Take a customer's call in a thread of your own")
    @app_commands.guild_only()
    @app_commands.describe(
        call="Which call (one that you have not had lately when you leave it out)",
        direction="inbound: they ring. outbound: you ring them",
        difficulty="1 is friendly, 3 is hard",
        pace="How soon silence is noticed. relaxed: 20 s. real: 10 s. pressure: 7 s",
        visibility="Who can read along: nobody but you and the moderators, or everybody",
    )
    async def start(
        self,
        interaction: discord.Interaction[Headset],
        call: str | None = None,
        direction: Literal["inbound", "outbound"] | None = None,
        difficulty: app_commands.Range[int, 1, 3] | None = None,
        pace: Literal["relaxed", "real", "pressure"] = "relaxed",
        visibility: Literal["private", "public"] = "private",
    ) -> None:
        """Open a thread and let the phone ring."""
        await interaction.response.defer(ephemeral=True)
        request = CallRequest(
            **asked(interaction, await practice_channel_id(interaction)),
            pace=Pace(pace),
            public=visibility == "public",
            call=call,
            direction=Direction(direction) if direction else None,
            difficulty=difficulty,
        )
        await begin(interaction, request)

    @start.autocomplete("call")
    async def _calls(self, _: discord.Interaction[Headset], typed: str) -> list[app_commands.Choice[str]]:
        wanted = typed.casefold()
        return [
            app_commands.Choice(name=f"{script.title} ({script.difficulty} of 3)"[:100], value=f"{pack.id}/{script.id}")
            for pack in self.bot.packs.values()
            for script in pack.calls.values()
            if not script.retired and any(wanted in text.casefold() for text in (script.title, script.id, script.trade))
        ][:CHOICES_SHOWN]

    @app_commands.command(description="A shift at the auto-dialer: they have said hello before you hear a thing")
    @app_commands.guild_only()
    @app_commands.describe(
        campaign="Whom you ring and why (one that you have not had lately when you leave it out)",
        connections="How many people are dialled",
        difficulty="1: mostly who you asked for. 3: machines, gatekeepers, drivers, children",
        pace="How long they wait for your first words. relaxed: 20 s. real: 8 s. pressure: 5 s",
        visibility="Who can read along: nobody but you and the moderators, or everybody",
    )
    async def dialer(
        self,
        interaction: discord.Interaction[Headset],
        campaign: str | None = None,
        connections: app_commands.Range[int, FEWEST, MOST] = USUAL,
        difficulty: app_commands.Range[int, 1, 3] = 1,
        pace: Literal["relaxed", "real", "pressure"] = "relaxed",
        visibility: Literal["private", "public"] = "private",
    ) -> None:
        """Open a thread for the shift."""
        await interaction.response.defer(ephemeral=True)
        request = ShiftRequest(
            **asked(interaction, await practice_channel_id(interaction)),
            pace=Pace(pace),
            public=visibility == "public",
            campaign=campaign,
            size=connections,
            difficulty=difficulty,
        )
        await begin(interaction, request)

    @dialer.autocomplete("campaign")
    async def _campaigns(self, _: discord.Interaction[Headset], typed: str) -> list[app_commands.Choice[str]]:
        wanted = typed.casefold()
        return [
            app_commands.Choice(name=f"{one.title} ({one.kind})"[:100], value=f"{pack.id}/{one.id}")
            for pack in self.bot.packs.values()
            for one in pack.campaigns.values()
            if not one.retired and any(wanted in text.casefold() for text in (one.title, one.id, one.kind))
        ][:CHOICES_SHOWN]

    @app_commands.command(
        description="End your call now, with its scorecard, or your shift at the auto-dialer with its result"
    )
    @app_commands.guild_only()
    async def stop(self, interaction: discord.Interaction[Headset]) -> None:
        """Leave whoever is on the line."""
        await tell_live(interaction, Stopped, Call, Shift)

    @app_commands.command(description="Your calls and shifts so far, for your eyes")
    @app_commands.guild_only()
    async def history(
        self, interaction: discord.Interaction[Headset], page: app_commands.Range[int, 1, 1000] = 1
    ) -> None:
        """The member's own calls and shifts at the auto-dialer, newest first."""
        assert interaction.guild_id is not None
        await interaction.response.defer(ephemeral=True)
        member, most = (interaction.guild_id, interaction.user.id), page * HISTORY_PAGE + 1
        # Two tables, one list: which rows of either stand on this page shows only from its beginning.
        calls, shifts = await self.bot.store.calls(*member, most, 0), await self.bot.store.shifts(*member, most, 0)
        both: list[CallRow | ShiftRow] = [*calls, *shifts]
        rows = sorted(both, key=lambda row: row.ended_at, reverse=True)[(page - 1) * HISTORY_PAGE : most]
        view = call_cards.history(rows[:HISTORY_PAGE], page, len(rows) > HISTORY_PAGE, self.bot.packs)
        await interaction.followup.send(view=view, ephemeral=True)


async def setup(bot: Headset) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(CallButton, RecordChoice)
    await bot.add_cog(CallCommands(bot))
