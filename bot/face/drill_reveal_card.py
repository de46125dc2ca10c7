"""The reveal of a round: how all did, the best, and what strong answers have."""

from bot.face.buttons import DrillAction, DrillId
from bot.face.drill_cards import next_label
from bot.face.layout import Buttons, Shown, button, card
from bot.stage import DrillScene


def reveal(scene: DrillScene, index: int) -> Shown:
    """How a round (index) went, for all to see."""
    drill = scene.drill
    rated = [row for row in scene.turns if row.round == index + 1 and row.overall is not None]
    buttons = Buttons(
        button(next_label(drill), DrillId(DrillAction.NEXT, drill.id, index)),
        button("Manage", DrillId(DrillAction.MANAGE, drill.id, index)),
    )
    return Shown([card(f"### Round {index + 1}\n{len(rated)} answers", buttons=buttons)])
