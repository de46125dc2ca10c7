"""`/drill`: launch, mine; and the buttons and forms of drills (`cogs/drill_buttons.py`).

Other modules add their commands to the group: `drill_group(bot).add_command(command)` in their own `setup`, after this
one in `client.COGS`, where `command` is a function under `@app_commands.command(...)` that takes the interaction first.
"""

import re
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Headset
from bot.drills import LONGEST, MOST_ROUNDS, MOST_TEAMS, SHORTEST, SOON, TITLE, USUAL_QUESTIONS, DrillRequest
from bot.face import drill_replies, replies
from bot.practice.drill.drill import Drill, Team
from bot.practice.timing import snowflake_time
from bot.sessions import CannotStart
from bot.state import drill_title
from cogs.drill_buttons import DrillButton, RemovalChoice, submitted
from cogs.moderating import is_moderator

HISTORY_PAGE = 5
CHOICES_SHOWN = 25
ROLE = re.compile(r"<@&([0-9]{15,20})>")
MOST_MINUTES = 24 * 60 - 1


def drill_group(bot: Headset) -> app_commands.Group:
    """The group of all `/drill` commands."""
    group = bot.tree.get_command("drill")
    assert isinstance(group, app_commands.Group)
    return group


class DrillCommands(
    commands.GroupCog, group_name="drill", group_description="Everybody gets the same question at the same moment"
):
    """The commands of drills."""

    def __init__(self, bot: Headset) -> None:
        super().__init__()
        self.bot = bot

    @app_commands.command(description="For moderators: put up a drill here that all may join")
    @app_commands.guild_only()
    @app_commands.describe(
        pack="Which questions (core when you leave it out)",
        questions="These questions, by their ids with commas between (left out: chosen for you)",
        number="How many questions, when they are chosen for you",
        competency="Only questions that are rated on this, when they are chosen for you",
        call="A call drill: all take this call at the same time",
        seconds="How long a round takes (120 when you leave it out; 600 for a call)",
        start="When it starts. now: after half a minute in which members can join",
        minutes="It starts by itself in so many minutes",
        title="What it is called",
        teams="Draw so many teams",
        team_roles="Or the teams are roles: mention two or more",
        automatic="The next round comes by itself, without Next round",
    )
    async def launch(
        self,
        interaction: discord.Interaction[Headset],
        pack: str = "core",
        questions: str = "",
        number: app_commands.Range[int, 1, MOST_ROUNDS] = USUAL_QUESTIONS,
        competency: str = "",
        call: str = "",
        seconds: app_commands.Range[int, SHORTEST, LONGEST] | None = None,
        start: Literal["now", "when I press Start"] = "when I press Start",
        minutes: app_commands.Range[int, 1, MOST_MINUTES] | None = None,
        title: app_commands.Range[str, 1, TITLE] = "",
        teams: app_commands.Range[int, 2, MOST_TEAMS] | None = None,
        team_roles: str = "",
        automatic: bool = False,
    ) -> None:
        """Check who asks, and let the desk put up the lobby."""
        await interaction.response.defer(ephemeral=True)
        if not await is_moderator(interaction):
            await interaction.followup.send(view=drill_replies.not_a_moderator(), ephemeral=True)
            return
        at = snowflake_time(interaction.id)
        in_ms = minutes * 60_000 if minutes else SOON if start == "now" else None
        assert interaction.guild_id is not None
        assert interaction.channel_id is not None
        request = DrillRequest(
            id=interaction.id,
            at=at,
            guild_id=interaction.guild_id,
            channel_id=place_of(interaction, bool(call)),
            member_id=interaction.user.id,
            member_name=interaction.user.display_name,
            pack=pack,
            title=title,
            questions=listed(questions),
            number=number,
            competency=competency,
            seconds=seconds,
            starts_at=None if in_ms is None else at + in_ms,
            automatic=automatic,
            teams=teams or teams_of(interaction, team_roles),
            call=call,
        )
        await interaction.followup.send(view=await launched(self.bot, request), ephemeral=True)

    @launch.autocomplete("pack")
    async def _packs(self, _: discord.Interaction[Headset], typed: str) -> list[app_commands.Choice[str]]:
        return packs(self.bot, typed)

    @launch.autocomplete("questions")
    async def _questions(self, interaction: discord.Interaction[Headset], typed: str) -> list[app_commands.Choice[str]]:
        return questions(self.bot, str(interaction.namespace.pack or "core"), typed)

    @launch.autocomplete("competency")
    async def _competencies(self, _: discord.Interaction[Headset], typed: str) -> list[app_commands.Choice[str]]:
        return competencies(self.bot, typed)

    @launch.autocomplete("call")
    async def _calls(self, _: discord.Interaction[Headset], typed: str) -> list[app_commands.Choice[str]]:
        return calls(self.bot, typed)

    @app_commands.command(description="Your answers in drills, with their feedback, for your eyes")
    @app_commands.guild_only()
    async def mine(self, interaction: discord.Interaction[Headset], page: app_commands.Range[int, 1, 1000] = 1) -> None:
        """The member's own answers in drills, newest first."""
        assert interaction.guild_id is not None
        await interaction.response.defer(ephemeral=True)
        offset = (page - 1) * HISTORY_PAGE
        rows = await self.bot.store.drill_history(interaction.guild_id, interaction.user.id, HISTORY_PAGE + 1, offset)
        shown = rows[:HISTORY_PAGE]
        drills = [await self.bot.store.session(session_id) for session_id in {row.session_id for row in shown}]
        titles = {drill.id: drill_title(drill) for drill in drills if drill is not None}
        view = drill_replies.mine(shown, titles, page, len(rows) > HISTORY_PAGE, self.bot.packs, self.bot.rubric)
        files = drill_replies.mine_files(shown, self.bot.packs)
        await interaction.followup.send(view=view, files=files, ephemeral=True)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Headset]) -> None:
        """Forms are taken by their id: discord.py forgets forms that were opened before a restart."""
        if interaction.type is discord.InteractionType.modal_submit:
            await submitted(interaction)


async def launched(bot: Headset, request: DrillRequest) -> discord.ui.LayoutView:
    """Put up the drill's lobby: what to tell whoever asked for it."""
    try:
        drill = await bot.desk.start(request)
    except CannotStart as cannot:
        return drill_replies.cannot(str(cannot))
    assert isinstance(drill, Drill)
    if drill.ended_at is not None:
        return replies.refused(drill)
    return drill_replies.launched(drill)


def teams_of(interaction: discord.Interaction[Headset], written: str) -> tuple[Team, ...]:
    """The teams that are the roles mentioned in what a moderator wrote; what is no role is a team that nobody is in."""
    guild = interaction.guild
    found = [guild.get_role(int(role_id)) for role_id in dict.fromkeys(ROLE.findall(written))] if guild else []
    teams = tuple(Team(role.name, role.id) for role in found if role is not None)
    return teams or ((Team(written, 0),) if written.strip() else ())  # one is too few, which is told


def place_of(interaction: discord.Interaction[Headset], call: bool) -> int:
    """Here; but threads for calls open beside the thread that we are in."""
    channel = interaction.channel
    if call and isinstance(channel, discord.Thread) and isinstance(channel.parent, discord.TextChannel):
        return channel.parent_id
    assert interaction.channel_id is not None
    return interaction.channel_id


def listed(questions: str) -> tuple[str, ...]:
    """The ids in a list with commas."""
    return tuple(filter(None, (name.strip() for name in questions.split(","))))


def packs(bot: Headset, typed: str) -> list[app_commands.Choice[str]]:
    """Packs to choose from, for what was typed so far."""
    wanted = typed.casefold()
    return [
        app_commands.Choice(name=pack.title[:100], value=pack.id)
        for pack in bot.packs.values()
        if wanted in pack.title.casefold() or wanted in pack.id
    ][:CHOICES_SHOWN]


def questions(bot: Headset, pack_id: str, typed: str) -> list[app_commands.Choice[str]]:
    """Questions to add to those that stand before the last comma of what was typed."""
    pack = bot.packs.get(pack_id)
    before, _, last = typed.rpartition(",")
    chosen, wanted = [name.strip() for name in before.split(",") if name.strip()], last.strip().casefold()
    found: list[app_commands.Choice[str]] = []
    for one in pack.questions.values() if pack else ():
        value = ",".join([*chosen, one.id])
        if one.retired or one.id in chosen or len(value) > 100 or wanted not in f"{one.id} {one.ask}".casefold():
            continue
        found.append(app_commands.Choice(name=f"{', '.join([*chosen, one.id])}: {one.ask}"[:100], value=value))
    return found[:CHOICES_SHOWN]


def competencies(bot: Headset, typed: str) -> list[app_commands.Choice[str]]:
    """What questions are rated on."""
    rated = {name for pack in bot.packs.values() for one in pack.questions.values() for name in one.weights}
    named = sorted((bot.rubric.name(name), name) for name in rated)
    return [
        app_commands.Choice(name=shown[:100], value=name)
        for shown, name in named
        if typed.casefold() in f"{shown} {name}".casefold()
    ][:CHOICES_SHOWN]


def calls(bot: Headset, typed: str) -> list[app_commands.Choice[str]]:
    """Calls for a call drill."""
    wanted = typed.casefold()
    return [
        app_commands.Choice(name=f"{script.title} ({script.difficulty} of 3)"[:100], value=f"{pack.id}/{script.id}")
        for pack in bot.packs.values()
        for script in pack.calls.values()
        if not script.retired and any(wanted in text.casefold() for text in (script.title, script.id, script.trade))
    ][:CHOICES_SHOWN]


async def setup(bot: Headset) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(DrillButton, RemovalChoice)
    await bot.add_cog(DrillCommands(bot))
