"""A plain bot that does one thing of each kind, and a place to try it in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord
import pytest
from discord import app_commands, ui
from discord.ext import commands

from .server import FakeDiscord
from .world import Json, text_of


class Probe(commands.AutoShardedBot):
    """A bot that does one thing of each kind, and keeps what it was told."""

    def __init__(self, intents: discord.Intents) -> None:
        super().__init__("!", intents=intents, guild_ready_timeout=0.05, help_command=None)
        self.seen: list[discord.Message] = []
        self.typed: list[discord.RawTypingEvent] = []
        self.events: list[str] = []
        self.tree.add_command(drill)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """discord.py waits 5 s here before each further IDENTIFY."""

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        self.seen.append(message)

    async def on_raw_typing(self, event: discord.RawTypingEvent) -> None:
        self.typed.append(event)

    async def on_resumed(self) -> None:
        self.events.append("resumed")

    async def on_shard_ready(self, shard_id: int) -> None:
        self.events.append("ready")

    def heard(self) -> list[str]:
        return [m.content for m in self.seen if m.author != self.user]


class Form(ui.Modal, title="Your answer"):
    answer: ui.Label["Form"] = ui.Label(text="Answer", component=ui.TextInput(custom_id="answer", max_length=10))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.answer.component, ui.TextInput)
        await interaction.response.edit_message(view=Card(f"said {self.answer.component.value}"))


class Card(ui.LayoutView):
    def __init__(self, text: str) -> None:
        super().__init__(timeout=None)
        row: ui.ActionRow[Card] = ui.ActionRow()
        for label, callback in (("Form", self.form), ("Later", self.later)):
            pressed: ui.Button[Card] = ui.Button(label=label, custom_id=f"card:{label}")
            pressed.callback = callback  # type: ignore[method-assign]  # as discord.py's own decorator does it
            row.add_item(pressed)
        self.add_item(ui.Container(ui.TextDisplay(text), row))

    async def form(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Form())

    async def later(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.edit_original_response(content="done")
        await interaction.followup.send("and more", ephemeral=True)


drill = app_commands.Group(name="drill", description="for the test")


@drill.command(name="card", description="shows a card")
@app_commands.describe(text="what it says")
async def card(interaction: discord.Interaction, text: str, ephemeral: bool = False) -> None:
    await interaction.response.send_message(view=Card(text), ephemeral=ephemeral)


@drill.command(name="slow", description="does not answer in time")
async def slow(interaction: discord.Interaction) -> None:
    await asyncio.sleep(0.3)
    with pytest.raises(discord.NotFound) as refused:
        await interaction.response.send_message("late")
    assert refused.value.code == 10062
    assert isinstance(interaction.client, Probe)
    interaction.client.events.append("refused")


@card.autocomplete("text")
async def offers(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{typed}!", value=typed)]


class Scene:
    """A server with a guild, a channel and a member in it, and a bot that can be started."""

    def __init__(self, discord_: FakeDiscord) -> None:
        self.discord = discord_
        self.guild = discord_.add_guild("Cohort 7")
        self.channel = discord_.add_channel(self.guild, "practice")
        self.ada = discord_.add_member(self.guild, "Ada")

    @asynccontextmanager
    async def bot(self, intents: discord.Intents | None = None) -> AsyncIterator[Probe]:
        probe = Probe(intents or discord.Intents(guilds=True, messages=True, message_content=True, typing=True))
        task = asyncio.create_task(probe.start(self.discord.gateway.token))
        try:
            await self.discord.wait_for(lambda: "ready" in probe.events or task.done())
            if task.done():
                task.result()
            yield probe
        finally:
            await probe.close()
            await asyncio.gather(task, return_exceptions=True)

    async def hears(self, probe: Probe, text: str) -> None:
        await self.discord.wait_for(lambda: text in probe.heard())

    def place(self, probe: Probe) -> discord.TextChannel:
        found = probe.get_channel(int(self.channel["id"]))
        assert isinstance(found, discord.TextChannel)
        return found

    def texts(self, channel: Json | None = None) -> list[str]:
        return [text_of(m) for m in self.discord.messages(channel or self.channel)]
