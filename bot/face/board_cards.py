"""Boards as cards: for one reader, for all in a channel, pinned; and what came of a week."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.face.layout import Buttons, card
from bot.face.text import count, harmless, lines
from bot.practice.boards import Page, Reader, Recap
from bot.practice.points import ALL_TIME, CONSISTENCY, DRILLS, IMPROVEMENT, MONTH, POINTS, SEASON, SKILLS, WEEK
from bot.practice.records import BoardPlace
from bot.practice.settings import Seen

SPANS = {WEEK: "this week", MONTH: "this month", SEASON: "this season", ALL_TIME: "all time"}
"""The periods as members call them."""

COUNTED = {
    POINTS: "The best score on each question, added up.",
    DRILLS: "The scores of all rounds in drills, and of call drills, added up.",
    IMPROVEMENT: "The average {period} against one's own average of all weeks before. At least five answers in both.",
    CONSISTENCY: "Days practised in a row, by one's own clock. One day off a week is free.",
    SKILLS: "The best result in each exercise of `/skills`, added up.",
}
"""What each kind of board counts."""

HOW_TO = {
    POINTS: "`/screen start` gets you your first points.",
    DRILLS: "The next drill in this server gets you there: press **Join** on its card.",
    IMPROVEMENT: "It takes five rated answers in this time, and five before it: `/screen start`.",
    CONSISTENCY: "`/screen start` makes today your first day.",
    SKILLS: "`/skills` has exercises of one to three minutes.",
}
"""How one gets on it."""

SOMEBODY = "a member"
GUILD_NAME = 100
"""Characters that a server's name may take, escapes included."""

IDS = re.compile(r"headset_board:(?P<kind>[a-z]{1,20}):(?P<span>[a-z]{1,20}):(?P<page>[0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class BoardId:
    """The custom id of a button that turns to a page of a board."""

    kind: str
    span: str
    page: int = 1

    def __str__(self) -> str:
        return f"headset_board:{self.kind}:{self.span}:{self.page}"

    @classmethod
    def of(cls, match: re.Match[str]) -> "BoardId | None":
        """The id that `IDS` matched; None for a board that this version does not know."""
        if match["kind"] not in COUNTED or match["span"] not in SPANS:
            return None
        return cls(match["kind"], match["span"], int(match["page"]))


def board(page: Page, note: str = "") -> discord.ui.LayoutView:
    """For its reader: a page, their own place with the neighbours, whether others see them; `note` stands above."""
    reader = page.reader
    assert reader is not None
    shown = {place.member_id for place in page.places}
    rows = _rows(page.places, page.kind, reader) or _nobody(page)
    around = "" if shown.issuperset(place.member_id for place in reader.around) else "**Your place**"
    own = lines([around, _rows(reader.around, page.kind, reader)]) if around else ""
    view = card(note, _head(page), rows, own, _told(page, reader), ruled=True)
    for row in (_pages(page), _consent(reader)):
        if row is not None:
            view.add_item(row)
    return view


def for_all(page: Page) -> discord.ui.LayoutView:
    """For everybody in the channel, as it stands now."""
    return card(_head(page), _rows(page.places, page.kind) or _nobody(page), buttons=_mine(page), ruled=True)


def pinned(page: Page, now: int) -> discord.ui.LayoutView:
    """The same, for a message that is kept up to date; `now` in ms UTC."""
    note = f"-# Keeps itself up to date. Last changed <t:{now // 1000}:R>."
    return card(_head(page), _rows(page.places, page.kind) or _nobody(page), note, buttons=_mine(page), ruled=True)


def recap(week: Recap) -> discord.ui.LayoutView:
    """What came of a week."""
    firsts = [
        _first("Most improved", week.improved, IMPROVEMENT),
        _first("Longest streak", week.streak, CONSISTENCY),
        _first("Best in drills", week.drills, DRILLS),
    ]
    practised = f"{count(week.practised, 'member')} on the board practised this week. "
    new = "A new week has begun: everybody starts from nothing again."
    return card(
        f"### The week is over\n-# {week.days}",
        lines(_row(place, POINTS) for place in week.places),
        lines(firsts),
        practised + new,
        ruled=True,
    )


def _first(what: str, place: BoardPlace | None, kind: str) -> str:
    return f"**{what}:** {_who(place)} · {_value(place.points, kind)}" if place else ""


# Parts of a board


def _head(page: Page) -> str:
    period = SPANS[page.span]
    name = "streaks" if page.kind == CONSISTENCY else page.kind
    return f"### Leaderboard: {name}, {period}\n-# {COUNTED[page.kind].format(period=period)}"


def _nobody(page: Page) -> str:
    return f"Nobody is on this board yet. Be the first: {HOW_TO[page.kind]}"


def _rows(places: Sequence[BoardPlace], kind: str, reader: Reader | None = None) -> str:
    return lines(_row(place, kind, reader) for place in places)


def _row(place: BoardPlace, kind: str, reader: Reader | None = None) -> str:
    # The dot is escaped: Discord would number a list by itself, and equal points share a rank.
    if reader and place.member_id == reader.member_id:
        return f"**{place.rank}\\. <@{place.member_id}> · {_value(place.points, kind)}** (you)"
    return f"{place.rank}\\. {_who(place)} · {_value(place.points, kind)}"


def _who(place: BoardPlace) -> str:
    return f"<@{place.member_id}>" if place.named else SOMEBODY


def _value(points: int, kind: str) -> str:
    if kind == IMPROVEMENT:
        return f"{points / 10:+.1f} points"
    return count(points, "day" if kind == CONSISTENCY else "point")


def _told(page: Page, reader: Reader) -> str:
    placed = any(place.member_id == reader.member_id for place in reader.around)
    only_you = "Only you see your place here. " if placed else ""
    told = {
        Seen.UNASKED: f"-# {only_you}You are on no board that others see until you say so. Do you want to be?",
        Seen.ABSENT: f"-# {only_you}You chose to be on no board that others see; `/settings` changes that.",
        Seen.ANONYMOUS: f"-# Others read “{SOMEBODY}” in your place." if placed else "",
    }
    return lines([told.get(reader.seen, ""), "" if placed or not page.places else f"-# {HOW_TO[page.kind]}"])


# Buttons


def _button(
    label: str, custom_id: object, style: discord.ButtonStyle = discord.ButtonStyle.secondary
) -> discord.ui.Button[discord.ui.LayoutView]:
    return discord.ui.Button(label=label, style=style, custom_id=str(custom_id))


def _pages(page: Page) -> Buttons | None:
    if page.last == 1:
        return None
    row = Buttons()
    if page.number > 1:
        row.add_item(_button("Higher places", BoardId(page.kind, page.span, page.number - 1)))
    if page.number < page.last:
        row.add_item(_button("Lower places", BoardId(page.kind, page.span, page.number + 1)))
    return row


def _mine(page: Page) -> Buttons:
    return Buttons(_button("My place", BoardId(page.kind, page.span)))


def _consent(reader: Reader) -> Buttons | None:
    """Buttons of the settings' cog."""
    if reader.seen is not Seen.UNASKED:
        return None
    named = _button("Show me with my name", f"headset_seen:{Seen.NAMED}", discord.ButtonStyle.primary)
    return Buttons(named, _button("Show me as “a member”", f"headset_seen:{Seen.ANONYMOUS}"))


# One line


def no_improvement_of_all_time() -> discord.ui.LayoutView:
    """Improvement is measured against the time before, and before all time there is none."""
    return card(
        "There is no improvement of all time: it is measured against your own average **before** the time you ask for. "
        "Choose this week, this month or this season."
    )


def not_public() -> str:
    """The server's settings say so."""
    return "Boards are not shown to all on this server, so this one is for your eyes. `/setup` can change that."


def pin_refused(channel_id: int, missing: Sequence[str]) -> discord.ui.LayoutView:
    """A board can't hang here; without permissions that are missing: for no reason that we see."""
    where = f"I can't pin a board in <#{channel_id}>"
    if not missing:
        return card(f"{where}: Discord does not let me. Please try another channel.")
    named = f"**{', '.join(missing)}**"
    return card(f"{where}: I lack the permission {named}. You can grant it to my role in the channel's settings.")


def pin_in_a_channel() -> discord.ui.LayoutView:
    """Threads go to sleep, and nothing can be edited in them then."""
    return card("Boards are pinned in channels: threads go to sleep after a while. Please use this in a channel.")


def not_a_moderator() -> discord.ui.LayoutView:
    """Who may pin."""
    return card("Moderators pin boards: those with the moderator role of `/setup`, Manage Events or Manage Server.")


def too_many_pins(most: int) -> discord.ui.LayoutView:
    """A server has a limit."""
    return card(f"There are {most} boards pinned on this server, which is the most. `/board unpin` takes some down.")


def pins_not_public() -> discord.ui.LayoutView:
    """The server's settings say so."""
    return card("Boards are not shown to all on this server, so none can be pinned. `/setup` can change that.")


def is_pinned(standing: bool) -> discord.ui.LayoutView:
    """It is there, or will be."""
    there = (
        "The board is there." if standing else "Discord is slow at the moment: the board comes as soon as it answers."
    )
    return card(
        f"{there} It keeps itself up to date, and after the end of each week it tells here what came of it. "
        "`/board unpin` takes it down; deleting its message does as well."
    )


def unpinned(number: int) -> discord.ui.LayoutView:
    """How many were taken down."""
    return card(f"{count(number, 'board')} taken down." if number else "No such board is pinned in this channel.")


def given_up(guild: str, channel_id: int, why: str, lacking: str) -> str:
    """For moderators: a board is not kept up to date any more."""
    of = f"pinned in {harmless(guild, GUILD_NAME)}"
    if why == "channel":
        return f"A leaderboard {of} is gone, since its channel is."
    missing = f": I lack a permission there: **{lacking}**" if lacking else ": Discord does not let me"
    return (
        f"A leaderboard {of} is no longer kept up to date in <#{channel_id}>{missing}. "
        "Please grant it to my role, then use `/board pin` there again."
    )
