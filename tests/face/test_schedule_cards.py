"""Cards of scheduled drills, at their fullest."""

from dataclasses import replace

import discord
import pytest

from bot.drills import TITLE, DrillRequest
from bot.face.calendar import AT_ONCE
from bot.face.layout import card
from bot.face.schedule_cards import LIVE_SHOWN, MOST, PlanAction, PlanId, missed, reminder, scheduled, stuck, to_come
from bot.planner import request_json
from bot.practice.drill.drill import Drill, Round
from bot.practice.records import ScheduleRow

BIG = 10**19
AT = 1_795_546_800_000
ASKED = request_json(DrillRequest(BIG, AT, BIG, BIG, BIG, "mona", "core", number=10, seconds=600))
ROW = ScheduleRow(BIG, BIG, BIG, BIG, "*" * TITLE, ASKED, True, "2026-11-24T19:00", AT, BIG)
LIVE = Drill(BIG, BIG, BIG, BIG, "mona", "core", "*" * TITLE, 60, 1, AT, (Round("a"),), thread_id=BIG)


def texts(view: discord.ui.LayoutView) -> list[str]:
    return [item.content for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay)]


@pytest.mark.parametrize("moderator", [True, False])
@pytest.mark.parametrize("starts", [AT + 1000, None])
def test_the_fullest_list_fits_in_a_message(moderator: bool, starts: int | None) -> None:
    rows = [replace(ROW, id=BIG + number) for number in range(MOST)]
    view = to_come(rows, {row.id: starts for row in rows}, [LIVE] * LIVE_SHOWN, moderator)
    assert sum(map(len, texts(view))) <= 4000
    assert len(list(view.walk_children())) <= 40
    cancels = [item for item in view.walk_children() if isinstance(item, discord.ui.Button)]
    assert len(cancels) == (MOST if moderator else 0)


def test_other_cards_fit_and_what_is_written_is_harmless() -> None:
    users = [BIG + number for number in range(AT_ONCE)]
    link = f"https://discord.com/channels/{BIG}/{BIG}/{BIG}"
    row = replace(ROW, title="@everyone **now** <@200000000000000001>")
    start = PlanId(PlanAction.START, BIG, AT)
    assert len(str(start)) <= 100
    for view in (
        reminder(row, AT, link, users),
        missed(row, 3, AT, start),
        card(stuck(row, "There is no pack “@everyone”.")),
        scheduled(row, "America/Argentina/ComodRivadavia", "Create Events", opens_now=False),
    ):
        said = "\n".join(texts(view))
        assert len(said) <= 4000
        assert "@everyone" not in said
        assert "**now**" not in said
        assert "<@200000000000000001>" not in said
