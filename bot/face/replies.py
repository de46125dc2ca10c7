"""Cards for one pair of eyes: what commands answer."""

from collections.abc import Mapping, Sequence

import discord
from discord.utils import escape_markdown

from bot.face.buttons import Action, ButtonId
from bot.face.layout import Buttons, button, card
from bot.face.text import quote
from bot.practice.content import Pack
from bot.practice.records import BoardPlace, TurnRow
from bot.practice.screen import Phase, Screen
from bot.state import score_of

HISTORY_ANSWER = 350


def started(screen: Screen) -> discord.ui.LayoutView:
    """The thread is there."""
    return card(f"Your phone screen is ready: <#{screen.thread_id}>. The recruiter is calling you there.")


def already_live(session_id: int, screen: Screen | None) -> discord.ui.LayoutView:
    """One live screen per member and server: where the first one is, and a button to end it."""
    where = f" in <#{screen.thread_id}>" if screen and screen.thread_id else ""
    paused = " It is paused; `/screen resume` goes on." if screen and screen.phase is Phase.PAUSED else ""
    stop = button("End that one", ButtonId(Action.STOP, session_id), discord.ButtonStyle.danger)
    return card(f"You have a phone screen running{where}.{paused} End it, then start anew.", buttons=Buttons(stop))


def unknown_pack(name: str, packs: Mapping[str, Pack]) -> discord.ui.LayoutView:
    """Not a pack that we have."""
    known = ", ".join(f"`{pack}`" for pack in packs)
    return card(f"There is no pack “{escape_markdown(name[:80])}”. Choose one of these: {known}.")


def refused(screen: Screen) -> discord.ui.LayoutView:
    """Discord did not let us open a thread: by which permission, and who can grant it."""
    reason, _, detail = screen.ended_why.partition(":")
    if reason == "permission":
        return card(
            f"I can't open your thread here: I lack the permission **{detail}** in <#{screen.channel_id}>. "
            "I have told the moderators; they can grant it in the channel's settings."
        )
    if reason == "channel":
        return card(detail)
    return card("Discord did not let me open a thread here. Please try another channel, or tell a moderator.")


def lacks_permission(guild: str, detail: str) -> str:
    """For those who can grant it."""
    return (
        f"A member of {escape_markdown(guild)} wanted to practise, but I lack a permission there: **{detail}**. "
        "Please grant it to my role in the channel's or the server's settings."
    )


def no_message_content(guild: str) -> str:
    """For those who can switch it on, or know who can."""
    return (
        f"Headset can't read what members type in {escape_markdown(guild)}, so answers are given in forms only. "
        "To let members type them in the thread, whoever runs this bot can switch on **Message Content Intent** in "
        "Discord's Developer Portal, on the bot's page named Bot, and start it again."
    )


def went_on(screen: Screen) -> discord.ui.LayoutView:
    """After resume or stop: where to look."""
    if screen.ended_at is not None:
        return card(f"Your screen is over. What it came to stands in <#{screen.thread_id}>.")
    return card(f"We go on in <#{screen.thread_id}>.")


def history(turns: Sequence[TurnRow], page: int, more: bool, packs: Mapping[str, Pack]) -> discord.ui.LayoutView:
    """The member's own answers as they gave them, with their feedback, newest first."""
    if not turns:
        return card(
            "No answers yet. `/screen start` begins a phone screen." if page == 1 else "There are no older answers."
        )
    texts = [_past(turn, packs) for turn in turns]
    if more:
        texts.append(f"-# Older answers: `/screen history page:{page + 1}`")
    return card(*texts)


def _past(turn: TurnRow, packs: Mapping[str, Pack]) -> str:
    pack = packs.get(turn.pack)
    asked = pack.questions.get(turn.question) if pack else None
    head = f"**{asked.ask if asked else turn.question}**\n-# <t:{turn.asked_at // 1000}:f>"
    if turn.score is None:
        return f"{head}, {turn.outcome}"
    score = score_of(turn.score)
    levels = ", ".join(f"{name} {level.value:.1f}" for name, level in score.levels.items())
    answer = turn.answer if len(turn.answer) <= HISTORY_ANSWER else turn.answer[:HISTORY_ANSWER] + "…"
    said = escape_markdown(discord.utils.escape_mentions(" ".join(answer.split())))
    change = f"\n**Change first:** {score.feedback.change}" if score.feedback.change else ""
    best = f"\n**Best moment:** {quote(score.feedback.best.quote)}" if score.feedback.best else ""
    return f"{head}, {turn.overall} of 100 ({levels})\n> {said}{best}{change}"


def board(period: str, places: Sequence[BoardPlace], own: BoardPlace | None) -> discord.ui.LayoutView:
    """The first places and the reader's own."""
    head = f"### Leaderboard, {period}\n-# Points: your best score on each question, added up."
    if not places:
        return card(head, "Nobody has points yet. Be the first: `/screen start`.")
    rows = [f"{place.rank}. <@{place.member_id}> {place.points} points" for place in places]
    if own is None:
        rows.append("-# You have no points in this time yet.")
    elif all(place.member_id != own.member_id for place in places):
        rows.append(f"…\n{own.rank}. <@{own.member_id}> {own.points} points")
    return card(head, "\n".join(rows))


def help_card() -> discord.ui.LayoutView:
    """All there is to know to begin."""
    return card(
        "### Headset: practise your call-center phone screen",
        "**Start:** `/screen start`. I open a thread, a recruiter calls, you answer as you would on the phone. "
        "Every answer is rated against a published rubric, with the words that earned or lost the point.",
        "**Pace:** `relaxed` has no limits; `real` gives 30 s to begin and 120 s to answer; `pressure` 10 s and 60 s.\n"
        "**Break:** `/screen stop` ends with a report; `/screen resume` goes on after a pause.\n"
        "**Look back:** `/screen history` shows your answers and their feedback, for your eyes.\n"
        "**Compare:** `/leaderboard`.",
        "-# Scores come from published rules, and they can be wrong: press “I disagree” and a moderator looks.",
    )


def went_wrong() -> discord.ui.LayoutView:
    """An error of ours."""
    return card("Something went wrong on my side. What you wrote is kept. Please try again in a minute.")
