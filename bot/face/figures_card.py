"""The form of `/figures`, and what it came to."""

import re
from collections.abc import Sequence

import discord

from bot.face.layout import Buttons, card
from bot.face.skill_lines import ICONS
from bot.face.text import harmless, lines
from bot.practice.skills.exercise import Skill
from bot.practice.skills.figures import FIELDS, LONGEST, POINTS, USUAL, FiguresResult, NotCounted
from bot.scoring.figures import Thing

FORM = "headset_figures_form"
"""The custom id of the form."""

CHANGE = re.compile(r"headset_figures:(?P<row>[0-9]{1,20})")
"""The custom id of the button that opens the form, with what is in this row (0: empty)."""

LABELS = {
    Thing.CALLS: ("Calls a day", "Like 80, about 80, or 80 to 100"),
    Thing.MINUTES: ("Minutes a call, with the notes after it", "Like 6.5, 6:30, or 390 seconds"),
    Thing.HOURS: ("Hours a shift", "Like 8 or 7.5"),
    Thing.SATISFACTION: ("Customer satisfaction", "Like 94 %, or 4.8 out of 5"),
    Thing.DATABASE: ("Customers in the database", "Like 12,000 or 12k"),
}
"""The label of each field, and what may be written there."""

UNREAD = {
    Thing.CALLS: "**Calls a day** takes one number of calls in a day, like 80, about 80, eighty, or 80 to 100.",
    Thing.MINUTES: "**Minutes a call** takes one length, like 6.5, 6:30, six and a half, or 390 seconds.",
    Thing.HOURS: "**Hours a shift** takes one number of hours, like 8, 7.5, or 7:30.",
    Thing.SATISFACTION: "**Customer satisfaction** takes one number, like 94 %, or 4.8 out of 5.",
    Thing.DATABASE: "**Customers in the database** takes one number, like 12,000, 12k, or half a million.",
}
"""What each field takes, for who wrote something else."""

EMPTY = "There is nothing in that form. One figure is enough to begin with."
_REMARK = 250  # characters


def form(written: Sequence[str] = ()) -> discord.ui.Modal:
    """The five fields, with what was `written` before."""
    modal = discord.ui.Modal(title="Your figures (those that you have)", custom_id=FORM)
    for number, thing in enumerate(FIELDS):
        label, like = LABELS[thing]
        before = written[number][:LONGEST] if number < len(written) else ""
        field: discord.ui.TextInput[discord.ui.LayoutView] = discord.ui.TextInput(
            custom_id=thing, required=False, max_length=LONGEST, default=before or None
        )
        modal.add_item(discord.ui.Label(text=label, description=like, component=field))
    return modal


def result(came: FiguresResult, row: int = 0) -> discord.ui.LayoutView:
    """What the figures came to; the button opens the form again, with what `row` keeps."""
    again = Buttons(_button("Change them" if came.why != NotCounted.EMPTY else "Fill it in", row))
    if came.why == NotCounted.EMPTY:
        return card(EMPTY, buttons=again)
    if came.why == NotCounted.UNREADABLE:
        return card(
            lines(UNREAD[thing] for thing in came.unread),
            f"Here is what you wrote; the button opens it again:\n{_written(came)}",
            buttons=again,
        )
    head = f"### {ICONS[Skill.FIGURES]} Your figures: {came.overall} of 100"
    rule = f"-# {POINTS} points for each of the five that is given and can be. Only you see this."
    say = lines(["**To say on the phone**", *(f"> {sentence}" for sentence in came.say)]) if came.say else ""
    noticed = [f"- {harmless(remark, _REMARK)}" for remark in came.noticed]
    asks = lines(["**What an interviewer would notice**", *noticed]) if noticed else ""
    return card(lines([head, rule]), say, _occupancy(came), asks, _missing(came), buttons=again, ruled=True)


def _written(came: FiguresResult) -> str:
    filled = zip(FIELDS, came.written, strict=False)
    return lines(f"- {LABELS[thing][0]}: {harmless(text, 2 * LONGEST)}" for thing, text in filled if text)


def _occupancy(came: FiguresResult) -> str:
    if came.occupancy is None:
        return ""
    shift = "a shift of eight hours (you gave none)" if came.assumed else "your shift"
    return (
        f"**Occupancy:** calls took about {came.occupancy} % of {shift}, its break left out. Call centers plan for "
        f"{USUAL[0]} to {USUAL[1]} %."
    )


def _missing(came: FiguresResult) -> str:
    if not came.missing:
        return ""
    names = ", ".join(LABELS[thing][0].split(",")[0].lower() for thing in came.missing)
    return f"-# Not given: {names}. If you never saw the number, estimate it, and say that it is an estimate."


def _button(label: str, row: int) -> discord.ui.Button[discord.ui.LayoutView]:
    return discord.ui.Button(label=label, style=discord.ButtonStyle.primary, custom_id=f"headset_figures:{row}")
