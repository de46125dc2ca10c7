"""The card of `/settings`: what a member sets for themselves, for their eyes only."""

import re
from enum import StrEnum

import discord

from bot.face.layout import card
from bot.face.setup_cards import chooser
from bot.face.text import harmless, lines
from bot.practice.settings import FACTORS, MemberSettings, Seen

NAME = 100

SETTINGS = re.compile(r"headset_settings:(?P<what>[a-z]+)")
SEEN = re.compile(rf"headset_seen:(?P<seen>{Seen.NAMED}|{Seen.ANONYMOUS}|{Seen.ABSENT})")
"""The custom id of a button that sets how the member is seen on boards; `/leaderboard` has such buttons."""


class Own(StrEnum):
    """What an item of the card sets."""

    SEEN = "seen"
    FACTOR = "factor"
    ZONE = "zone"
    NAMED = "named"

    @property
    def custom_id(self) -> str:
        """As `SETTINGS` matches it."""
        return f"headset_settings:{self}"


_SEEN = {
    Seen.NAMED: "With my name",
    Seen.ANONYMOUS: "As “a member”, without my name",
    Seen.ABSENT: "Not at all",
}
OWN_TIME = "Your own time"
_FACTORS = {
    1.0: "The usual time",
    1.5: "One and a half times the time",
    2.0: "Twice the time",
}


def settings(server: str, own: MemberSettings, zone: str, now: str, changed: str = "") -> discord.ui.LayoutView:
    """What is set, and the means to set it. `zone` is the one that counts for them, `now` what clocks show there."""
    whose = "yours" if own.zone else "the server's"
    view = card(
        f"### Your settings in {harmless(server, NAME)}",
        changed,
        f"**On boards, and in drills**\n{_on_boards(own.seen)}",
        lines(
            [
                "**Time**",
                f"{_FACTORS.get(own.factor, OWN_TIME)} for all that is timed, from your next screen, call, shift or "
                "drill on. More time is there for whoever needs it; nobody asks why, and answers are rated as all are.",
                "-# Nobody else is told. Cards in your threads show your own limits, so keep these threads private, as "
                "they are unless you ask for `visibility: public`.",
            ]
        ),
        f"**Time zone**\n{zone} ({whose}), where it is {now}: your days in a row begin at midnight there. To change "
        "it: `/settings timezone:` and a city.",
        f"**Strong answers in drills**\n{_strong(own)}",
        ruled=True,
    )
    frame = view.children[0]
    assert isinstance(frame, discord.ui.Container)
    frame.add_item(discord.ui.Separator())
    seen = [(str(seen), f"On boards: {label}", own.seen is seen) for seen, label in _SEEN.items()]
    factors = [(str(factor), f"{factor:g}x: {_FACTORS[factor]}", own.factor == factor) for factor in FACTORS]
    for item in (chooser(Own.SEEN.custom_id, seen, "How boards show you"), chooser(Own.FACTOR.custom_id, factors)):
        frame.add_item(discord.ui.ActionRow(item))
    buttons: discord.ui.ActionRow[discord.ui.LayoutView] = discord.ui.ActionRow()
    named = "Don't name me with answers" if own.named_answers else "Name me with strong answers"
    buttons.add_item(discord.ui.Button(label=named, custom_id=Own.NAMED.custom_id))
    if own.zone:
        buttons.add_item(discord.ui.Button(label="Use the server's time zone", custom_id=Own.ZONE.custom_id))
    frame.add_item(buttons)
    return view


def _on_boards(seen: Seen) -> str:
    return {
        Seen.UNASKED: "You are not on them, as you have not agreed to it. You see your own place all the same. "
        "A drill that you join names you when you are among the best.",
        Seen.NAMED: "Others see your place and your name; so they do in drills.",
        Seen.ANONYMOUS: "Others see your place as that of “a member”, in drills too; only moderators see names there.",
        Seen.ABSENT: "You are not on them. You see your own place all the same. In drills you are “a member”; only "
        "moderators see names there.",
    }[seen]


def _strong(own: MemberSettings) -> str:
    if not own.named_answers:
        return "When an answer of yours is shown as a strong one, it stands there without your name."
    if own.seen in (Seen.ANONYMOUS, Seen.ABSENT):
        return "Your name may stand with a strong answer, but does not as long as you are without it on boards."
    return "When an answer of yours is shown as a strong one, your name stands with it."


def seen_changed(seen: Seen) -> discord.ui.LayoutView:
    """After a button of a board."""
    told = {
        Seen.NAMED: "You are on the boards now, with your name.",
        Seen.ANONYMOUS: "You are on the boards now, as “a member”.",
    }.get(seen, "You are on no board any more.")
    return card(f"{told} `/settings` changes it whenever you like.")


def on_servers_only() -> discord.ui.LayoutView:
    """Pressed where there is no server."""
    return card("Settings belong to a server: use `/settings` there.")
