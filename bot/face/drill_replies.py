"""Cards for one pair of eyes: what the commands of drills answer."""

from collections.abc import Mapping, Sequence

import discord

from bot.face import replies
from bot.face.layout import card
from bot.face.text import harmless
from bot.practice.content import Pack
from bot.practice.drill.drill import Drill
from bot.practice.records import DrillTurnRow, TurnRow
from bot.scoring.rubric import Rubric

SENTENCE, TITLE = 300, 60
"""Characters that these may take, escapes included."""


def not_a_moderator() -> discord.ui.LayoutView:
    """Drills are run by moderators."""
    return card(
        "Drills are run by moderators: members with the moderator role of this server, or who may manage its events."
    )


def cannot(sentence: str) -> discord.ui.LayoutView:
    """What is asked for is not there."""
    return card(harmless(sentence, SENTENCE))


def launched(drill: Drill) -> discord.ui.LayoutView:
    """The lobby stands, or comes."""
    if drill.lobby_id is None:
        return card("Discord is slow at the moment. The lobby comes as soon as it answers; you need not launch again.")
    lobby = f"https://discord.com/channels/{drill.guild_id}/{drill.channel_id}/{drill.lobby_id}"
    starts = "It starts by itself." if drill.starts_at is not None else "**Start** there begins the first round."
    return card(f"Your drill's lobby stands: {lobby}. {starts} Any moderator can manage it.")


def mine(
    rows: Sequence[DrillTurnRow],
    titles: Mapping[int, str],
    page: int,
    more: bool,
    packs: Mapping[str, Pack],
    rubric: Rubric,
) -> discord.ui.LayoutView:
    """The member's own answers in drills, newest first; `titles` of the drills by session."""
    if not rows:
        none = "You have not answered in a drill yet. (Calls that were a drill stand in `/call history`.)"
        return card(none if page == 1 else "There are no older answers.")
    view = card(
        f"### Your answers in drills, page {page}",
        *(f"-# {_drill(row, titles)}\n{replies.past(_turn(row), packs, rubric)}" for row in rows),
        f"-# Older answers: `/drill mine page:{page + 1}`" if more else "",
        ruled=True,
    )
    if mine_files(rows, packs):
        view.add_item(discord.ui.File(f"attachment://{replies.ANSWERS}"))
    return view


def mine_files(rows: Sequence[DrillTurnRow], packs: Mapping[str, Pack]) -> list[discord.File]:
    """The answers in full, where one is too long for the card."""
    return replies.history_files([_turn(row) for row in rows], packs)


def _drill(row: DrillTurnRow, titles: Mapping[int, str]) -> str:
    return f"{harmless(titles.get(row.session_id, ''), TITLE) or 'A drill'}, round {row.round}"


def _turn(row: DrillTurnRow) -> TurnRow:
    return TurnRow(
        session_id=row.session_id,
        number=row.round,
        attempt=1,
        guild_id=row.guild_id,
        member_id=row.member_id,
        pack=row.pack,
        question=row.question,
        asked_at=row.asked_at,
        began_at=None,
        answered_at=row.answered_at,
        outcome="answered",
        answer=row.answer,
        overall=row.overall,
        score=row.score,
        engine=row.engine,
        rubric=row.rubric,
    )
