"""Cards of scheduled drills: what is to come, the reminder, and what was missed."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import discord

from bot.face.layout import ACCENT, Container, card
from bot.face.text import clipped, count, harmless, lines
from bot.practice.drill.drill import Drill
from bot.practice.records import ScheduleRow
from bot.practice.scheduling import OPENED

PLANS = re.compile(r"headset_plan:(?P<action>[a-z]+):(?P<schedule>[0-9]{1,20}):(?P<at>[0-9]{1,16})")
MOST, LIVE_SHOWN = 10, 3
"""So many schedules a server can have, and so many live drills are shown: all fit on one card."""

TITLE = 50
"""Characters of a title, escapes included: for the same reason."""

EVENT_NAME = 100
"""Characters that Discord takes."""


class PlanAction(StrEnum):
    """What a moderator does with a schedule."""

    START = "start"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class PlanId:
    """The custom id of a button of a schedule; `at` is the time that was missed (ms UTC), or 0."""

    action: PlanAction
    schedule: int
    at: int = 0

    def __str__(self) -> str:
        return f"headset_plan:{self.action}:{self.schedule}:{self.at}"

    @classmethod
    def of(cls, match: re.Match[str]) -> "PlanId | None":
        """The id that `PLANS` matched; None for an action that this version does not know."""
        try:
            return cls(PlanAction(match["action"]), int(match["schedule"]), int(match["at"]))
        except ValueError:
            return None


# What stands on Discord's event. It is no message: nothing in it is formatted, so nothing is escaped.


def event_name(row: ScheduleRow) -> str:
    """The name of the event."""
    return clipped(row.title, EVENT_NAME)


def event_description(row: ScheduleRow) -> str:
    """What the event says."""
    return (
        f"A drill on practising phone screens together: {_content(row)}. Everybody gets the same at the same time. "
        "Press Interested, and you are reminded ten minutes before, when the lobby opens."
    )


# For all, in the channel


def reminder(row: ScheduleRow, starts_at: int | None, link: str, users: Sequence[int]) -> discord.ui.LayoutView:
    """To those who are interested: the lobby is open."""
    when = f" It starts {_in(starts_at)}." if starts_at else ""
    to_lobby: discord.ui.Button[discord.ui.LayoutView] = discord.ui.Button(label="To the lobby", url=link)
    return card(
        f"**{_title(row)}**: the lobby is open, press **Join** there.{when}",
        " ".join(f"<@{user}>" for user in users),
        buttons=discord.ui.ActionRow(to_lobby),
    )


def missed(row: ScheduleRow, times: int, then: int | None, start: PlanId) -> discord.ui.LayoutView:
    """The bot was away."""
    more = f" It was missed {times} times in all." if times > 1 else ""
    return card(
        f"### {_title(row)}\nThis drill was to start {_at(row.next_at)}, but I was away. I am sorry.{more}",
        lines(
            [
                "A moderator can start it now: a lobby opens, and the drill starts two minutes later.",
                f"The next one is {_at(then)}." if then else "",
            ]
        ),
        buttons=discord.ui.ActionRow(_button("Start now", start, discord.ButtonStyle.success)),
    )


def started_after_all(drill: Drill) -> discord.ui.LayoutView:
    """What stands in place of `missed` when somebody pressed Start now."""
    return card(
        f"**{harmless(drill.title, TITLE)}** was late, but takes place: <#{drill.thread_id or drill.channel_id}>."
    )


def stuck(row: ScheduleRow, why: str) -> str:
    """What was scheduled can't be opened."""
    cancel = " If it never can be again, `/drill list` cancels it." if row.weekly else ""
    return f"The scheduled drill **{_title(row)}** can't be opened. {harmless(why, 300)}{cancel}"


# For one pair of eyes


def scheduled(row: ScheduleRow, zone: str, lacking: str, opens_now: bool) -> discord.ui.LayoutView:
    """It is kept; `lacking`: the permission without which there is no event."""
    then = ", and then every week at that time" if row.weekly else ""
    opens = "The lobby opens now" if opens_now else "The lobby opens ten minutes before"
    if lacking:
        event = (
            f"I can't make an event for it: I lack the permission **{lacking}**. The drill opens all the same, but "
            "nobody can be reminded. With the permission there will be an event for the next one."
        )
    elif row.event_id is not None:
        link = f"https://discord.com/events/{row.guild_id}/{row.event_id}"
        event = f"Those who press Interested on [its event]({link}) are reminded then."
    else:
        event = ""
    return card(
        f"**{_title(row)}** is scheduled: {_at(row.next_at)}{then}.",
        lines([f"{opens} in <#{row.channel_id}>.", event]),
        f"-# Times are in the server's time zone, {zone} (`/setup` changes it). `/drill list` shows what is to come.",
    )


def to_come(
    rows: Sequence[ScheduleRow], events: Mapping[int, int | None], live: Sequence[Drill], moderator: bool
) -> discord.ui.LayoutView:
    """All drills that are on or to come. `events`: when each schedule's event starts; None: it is gone."""
    box: Container = discord.ui.Container(accent_colour=ACCENT)
    box.add_item(discord.ui.TextDisplay("### Drills"))
    for drill in live:
        where = f"<#{drill.thread_id}>" if drill.thread_id else f"the lobby is in <#{drill.channel_id}>"
        box.add_item(discord.ui.TextDisplay(f"**{harmless(drill.title, TITLE)}** is on: {where}"))
    for row in rows:
        text = _row(row, events)
        if moderator:
            cancel = _button("Cancel", PlanId(PlanAction.CANCEL, row.id), discord.ButtonStyle.danger)
            box.add_item(discord.ui.Section(text, accessory=cancel))
        else:
            box.add_item(discord.ui.TextDisplay(text))
    if not rows:
        none = "No drill is scheduled. Moderators do that with `/drill schedule`."
        box.add_item(discord.ui.TextDisplay(none if not live else f"-# {none}"))
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(box)
    view.stop()  # presses are taken by the ids of the buttons
    return view


def _row(row: ScheduleRow, events: Mapping[int, int | None]) -> str:
    if row.next_at is None:
        when = "was missed: I was away"
    elif row.stage == OPENED:
        when = f"{_at(row.next_at)}, its lobby is open"
    else:
        when = _at(row.next_at)
    weekly = ", every week" if row.weekly else ""
    return lines(
        [
            f"**{_title(row)}**\n{when}{weekly}, in <#{row.channel_id}>",
            f"-# {_content(row)}, by <@{row.member_id}>",
            _event(row, events),
        ]
    )


def _event(row: ScheduleRow, events: Mapping[int, int | None]) -> str:
    if row.next_at is None or row.stage == OPENED:
        return ""
    if row.event_id is None:
        return "-# It has no event, so nobody is reminded: do I have the permission **Create Events**?"
    starts = events.get(row.id, row.next_at)
    if starts is None:
        return "-# Its event is gone, so nobody is reminded; the drill takes place all the same."
    if starts != row.next_at:
        return f"-# Somebody has moved its event to {_at(starts)}. The drill stays at its own time."
    return ""


def too_many() -> discord.ui.LayoutView:
    """A server can schedule so many."""
    return card(f"There are {MOST} scheduled drills already. Cancel one with `/drill list` first.")


def unclear(why: str) -> discord.ui.LayoutView:
    """What was typed can't be taken."""
    return card(why)


def gone() -> discord.ui.LayoutView:
    """It was cancelled."""
    return card("This drill is no longer scheduled.")


def event_stays(why: str) -> discord.ui.LayoutView:
    """The schedule is dropped, its event is not."""
    lack = f": I lack the permission **{why}**" if why else ""
    return card(f"Cancelled. I could not delete its event{lack}. Please delete it in the server's list of events.")


def _title(row: ScheduleRow) -> str:
    return harmless(row.title, TITLE)


def _content(row: ScheduleRow) -> str:
    asked = json.loads(row.request)  # as `planner.request_json` writes it
    if asked["call"]:
        return "a call"
    questions = count(len(asked["questions"]) or asked["number"], "question")
    return f"{questions}, {asked['seconds']} s each" if asked["seconds"] else questions


def _at(at: int | None) -> str:
    return f"<t:{(at or 0) // 1000}:F> ({_in(at)})"


def _in(at: int | None) -> str:
    return f"<t:{(at or 0) // 1000}:R>"


def _button(label: str, pressed: PlanId, style: discord.ButtonStyle) -> discord.ui.Button[discord.ui.LayoutView]:
    return discord.ui.Button(label=label, style=style, custom_id=str(pressed))
