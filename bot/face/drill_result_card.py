"""The end of a drill: the podium, and what one member made of it."""

import discord

from bot.face.buttons import DrillAction, DrillId
from bot.face.drill_cards import name
from bot.face.layout import Buttons, Shown, button, card
from bot.face.text import lines
from bot.stage import DrillScene


def podium(scene: DrillScene, early: bool) -> Shown:
    """Who came first, who improved most, and how all did; `early`: not all rounds were played."""
    drill = scene.drill
    buttons = Buttons(
        button("My result", DrillId(DrillAction.MINE, drill.id, drill.number), discord.ButtonStyle.primary),
        button("Export", DrillId(DrillAction.EXPORT, drill.id, drill.number)),
    )
    totals: dict[int, int] = {}
    for row in scene.turns:
        totals[row.member_id] = totals.get(row.member_id, 0) + (row.overall or 0)
    first = sorted(totals.items(), key=lambda item: -item[1])[:3]
    return Shown(
        [card("### 🏁 Podium", lines(f"{name(scene, who)}: {total}" for who, total in first), buttons=buttons)]
    )


def own_result(scene: DrillScene, member_id: int) -> discord.ui.LayoutView:
    """What one member made of it, for their eyes."""
    own = [row for row in scene.turns if row.member_id == member_id]
    return card("### Your result", lines(f"Round {row.round}: {row.overall} of 100" for row in own) or "No answers.")
