"""`/drill schedule` and `/drill list`: drills that are to come, and the buttons of their cards."""

import dataclasses
import logging
from typing import Any, Self

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Headset
from bot.drills import LONGEST, MOST_ROUNDS, MOST_TEAMS, SHORTEST, TITLE, USUAL_QUESTIONS, DrillRequest
from bot.face import cards, drill_replies, replies, schedule_cards
from bot.face.calendar import DiscordCalendar
from bot.face.schedule_cards import LIVE_SHOWN, MOST, PLANS, PlanAction, PlanId
from bot.planner import Planner, request_json
from bot.practice.drill.drill import Drill
from bot.practice.effects import Line
from bot.practice.records import ScheduleRow, StoreError
from bot.practice.scheduling import Due, Unclear, due, moment, read_time
from bot.practice.timing import snowflake_time
from bot.sessions import CannotStart
from bot.stage import DiscordRefused, DiscordUnreachable
from cogs import drill
from cogs.buttons import unless_expired
from cogs.moderating import is_moderator

log = logging.getLogger(__name__)


class DrillSchedule(commands.Cog):
    """Scheduled drills: keeps the planner going."""

    def __init__(self, bot: Headset) -> None:
        self.bot = bot
        self.calendar = DiscordCalendar(bot)
        self.planner = Planner(bot.store, self.calendar, bot.desk, bot.settings, bot.clock.now)

    async def cog_load(self) -> None:
        """Load the schedules; they follow their server's time zone."""
        await self.planner.open()
        self.bot.settings.guild_watchers.append(lambda changed: self.planner.look_again(changed.guild_id))

    async def cog_unload(self) -> None:
        """Stop; what is unfinished goes on at the next start."""
        await self.planner.close()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Discord is there."""
        self.planner.connected()

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot is on a server, perhaps again."""
        self.planner.look_again(guild.id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed from a server."""
        try:
            await self.planner.guild_gone(guild.id)
        except StoreError as error:
            log.warning("server %s: its schedules can't be dropped now: %s", guild.id, error)


@app_commands.command(description="For moderators: plan a drill in this channel, once or every week")
@app_commands.guild_only()
@app_commands.describe(
    when="In the server's time zone: 2026-11-24 19:00, 24 Nov 19:00, tue 19:00, tuesday 7pm, or 19:00",
    weekly="Every week at that time, also across summer time",
    pack="Which questions (core when you leave it out)",
    questions="These questions, by their ids with commas between (left out: chosen anew each time)",
    number="How many questions, when they are chosen for you",
    competency="Only questions that are rated on this, when they are chosen for you",
    call="A call drill: all take this call at the same time",
    seconds="How long a round takes (120 when you leave it out; 600 for a call)",
    title="What it is called",
    teams="Draw so many teams",
    team_roles="Or the teams are roles: mention two or more",
    automatic="The next round comes by itself, without Next round",
)
async def schedule(
    interaction: discord.Interaction[Headset],
    when: app_commands.Range[str, 1, 100],
    weekly: bool = False,
    pack: str = "core",
    questions: str = "",
    number: app_commands.Range[int, 1, MOST_ROUNDS] = USUAL_QUESTIONS,
    competency: str = "",
    call: str = "",
    seconds: app_commands.Range[int, SHORTEST, LONGEST] | None = None,
    title: app_commands.Range[str, 1, TITLE] = "",
    teams: app_commands.Range[int, 2, MOST_TEAMS] | None = None,
    team_roles: str = "",
    automatic: bool = False,
) -> None:
    """Check who asks and what for, and let the planner keep it."""
    await interaction.response.defer(ephemeral=True)
    assert interaction.guild_id is not None
    request = DrillRequest(
        id=interaction.id,
        at=snowflake_time(interaction.id),
        guild_id=interaction.guild_id,
        channel_id=drill.place_of(interaction, bool(call)),
        member_id=interaction.user.id,
        member_name=interaction.user.display_name,
        pack=pack,
        title=title,
        questions=drill.listed(questions),
        number=number,
        competency=competency,
        seconds=seconds,
        automatic=automatic,
        teams=teams or drill.teams_of(interaction, team_roles),
        call=call,
    )
    if await is_moderator(interaction):
        view = await _scheduled(interaction, request, when, weekly)
    else:
        view = drill_replies.not_a_moderator()
    await interaction.followup.send(view=view, ephemeral=True)


async def _scheduled(
    interaction: discord.Interaction[Headset], request: DrillRequest, when: str, weekly: bool
) -> discord.ui.LayoutView:
    bot, planner = interaction.client, planner_of(interaction)
    zone = (await bot.settings.guild(request.guild_id)).zone
    try:
        found = await bot.desk.sketch(request)
        local = read_time(when, zone, request.at)
    except CannotStart as cannot:
        return drill_replies.cannot(str(cannot))
    except Unclear as unclear:
        return schedule_cards.unclear(str(unclear))
    if len(planner.of_guild(request.guild_id)) >= MOST:
        return schedule_cards.too_many()
    assert isinstance(found, Drill)
    row = ScheduleRow(
        id=request.id,
        guild_id=request.guild_id,
        channel_id=request.channel_id,
        member_id=request.member_id,
        title=found.title,
        request=request_json(dataclasses.replace(request, title=found.title)),
        weekly=weekly,
        local=local.isoformat(timespec="minutes"),
        next_at=moment(local, zone),
    )
    lacking = await planner.add(row)
    kept = next((one for one in planner.of_guild(row.guild_id) if one.id == row.id), row)
    return schedule_cards.scheduled(kept, zone, lacking, due(row, bot.clock.now()) is Due.OPENING)


@app_commands.command(name="list", description="The drills that are on, and those that are to come")
@app_commands.guild_only()
async def to_come(interaction: discord.Interaction[Headset]) -> None:
    """For one pair of eyes."""
    await interaction.response.defer(ephemeral=True)
    await interaction.followup.send(view=await _listed(interaction), ephemeral=True)


async def _listed(interaction: discord.Interaction[Headset]) -> discord.ui.LayoutView:
    assert interaction.guild_id is not None
    bot, cog = interaction.client, _cog(interaction)
    rows = cog.planner.of_guild(interaction.guild_id)
    events: dict[int, int | None] = {}
    for row in rows:
        try:
            events[row.id] = await cog.calendar.starts(row)
        except (DiscordRefused, DiscordUnreachable) as error:
            log.info("schedule %s: its event can't be looked at: %s", row.id, error)
    live = [await bot.desk.session(row.id) for row in await bot.store.drills(interaction.guild_id, True, LIVE_SHOWN)]
    drills = [one for one in live if isinstance(one, Drill)]
    return schedule_cards.to_come(rows, events, drills, await is_moderator(interaction))


class PlanButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=PLANS):
    """Start now, or Cancel."""

    def __init__(self, item: discord.ui.Button[Any], pressed: PlanId | None) -> None:
        super().__init__(item)
        self.pressed = pressed

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: Any) -> Self:
        """Made anew for each press, from the id alone."""
        assert isinstance(item, discord.ui.Button)
        return cls(item, PlanId.of(match))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """For moderators."""
        pressed = self.pressed
        assert pressed is not None
        with unless_expired(interaction):
            try:
                if not await is_moderator(interaction):
                    await interaction.response.send_message(view=drill_replies.not_a_moderator(), ephemeral=True)
                    return
                await interaction.response.defer()
                act = _start_now if pressed.action is PlanAction.START else _cancel
                refusal = await act(interaction, pressed)
            except StoreError as error:
                log.warning("schedule %s: %s", pressed.schedule, error)
                refusal = cards.tell(Line.TRY_LATER)
            if refusal is not None and interaction.response.is_done():
                await interaction.followup.send(view=refusal, ephemeral=True)
            elif refusal is not None:
                await interaction.response.send_message(view=refusal, ephemeral=True)


async def _start_now(interaction: discord.Interaction[Headset], pressed: PlanId) -> discord.ui.LayoutView | None:
    by, planner = interaction.user, planner_of(interaction)
    try:
        found = await planner.start_now(pressed.schedule, pressed.at, by.id, by.display_name)
    except CannotStart as cannot:
        return drill_replies.cannot(str(cannot))
    if found is None:
        return schedule_cards.gone()
    if found.ended_at is not None and found.lobby_id is None:
        return replies.refused(found)
    await interaction.edit_original_response(view=schedule_cards.started_after_all(found))
    return None


async def _cancel(interaction: discord.Interaction[Headset], pressed: PlanId) -> discord.ui.LayoutView | None:
    problem: discord.ui.LayoutView | None = None
    try:
        if not await planner_of(interaction).cancel(pressed.schedule):
            problem = schedule_cards.gone()
    except DiscordRefused as refused:
        problem = schedule_cards.event_stays(refused.detail)
    await interaction.edit_original_response(view=await _listed(interaction))
    return problem


def _cog(interaction: discord.Interaction[Headset]) -> DrillSchedule:
    cog = interaction.client.get_cog(DrillSchedule.__name__)
    assert isinstance(cog, DrillSchedule)
    return cog


def planner_of(interaction: discord.Interaction[Headset]) -> Planner:
    """The planner of the bot that was asked."""
    return _cog(interaction).planner


@schedule.autocomplete("pack")
async def _packs(interaction: discord.Interaction[Headset], typed: str) -> list[app_commands.Choice[str]]:
    return drill.packs(interaction.client, typed)


@schedule.autocomplete("questions")
async def _questions(interaction: discord.Interaction[Headset], typed: str) -> list[app_commands.Choice[str]]:
    return drill.questions(interaction.client, str(interaction.namespace.pack or "core"), typed)


@schedule.autocomplete("competency")
async def _competencies(interaction: discord.Interaction[Headset], typed: str) -> list[app_commands.Choice[str]]:
    return drill.competencies(interaction.client, typed)


@schedule.autocomplete("call")
async def _calls(interaction: discord.Interaction[Headset], typed: str) -> list[app_commands.Choice[str]]:
    return drill.calls(interaction.client, typed)


async def setup(bot: Headset) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(PlanButton)
    await bot.add_cog(DrillSchedule(bot))
    group = drill.drill_group(bot)
    group.add_command(schedule)
    group.add_command(to_come)
