"""Cards for one pair of eyes: what commands answer."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO

import discord

from bot.face.buttons import Action, ButtonId
from bot.face.layout import Buttons, button, card
from bot.face.text import harmless, lines, quote
from bot.practice.calls.call import Call
from bot.practice.content import Pack
from bot.practice.dialer.shift import Shift
from bot.practice.drill.drill import Drill
from bot.practice.records import TurnRow
from bot.practice.screen import Phase, Screen
from bot.practice.session import Session
from bot.practice.skills.exercise import Exercise
from bot.scoring.rubric import Rubric
from bot.state import score_of

NAME, ASK, ANSWER, ADVICE, QUOTED, LEVELS = 100, 100, 220, 110, 60, 95
"""Characters that these may take in a list, escapes included: five turns fit in one message."""

PACKS_NAMED = 25
ANSWERS = "answers.txt"


def started(session: Session) -> discord.ui.LayoutView:
    """The thread is there."""
    if isinstance(session, Exercise):
        return card(f"Your exercise is ready: <#{session.thread_id}>. Read the card there, then press **Go**.")
    if isinstance(session, Shift):
        return card(f"Your shift is ready: <#{session.thread_id}>. Read the card there, then start it.")
    if isinstance(session, Call):
        return card(f"Your call is ready: <#{session.thread_id}>. Read the card there, then take it.")
    return card(f"Your phone screen is ready: <#{session.thread_id}>. The recruiter is calling you there.")


def already_live(session_id: int, session: Session | None) -> discord.ui.LayoutView:
    """One live session per member and server: where the first one is, and a button to end it."""
    where = f" in <#{session.thread_id}>" if session and session.thread_id else ""
    what = _what(session)
    is_paused = isinstance(session, Screen) and session.phase is Phase.PAUSED
    paused = " It is paused; `/screen resume` goes on." if is_paused else ""
    stop = button("End that one", ButtonId(Action.STOP, session_id), discord.ButtonStyle.danger)
    return card(f"You have {_a(what)} running{where}.{paused} End it, then start anew.", buttons=Buttons(stop))


def _a(thing: str) -> str:
    return f"{'an' if thing[0] in 'aeiou' else 'a'} {thing}"


def _what(session: Session | None) -> str:
    return {Call: "call", Shift: "shift at the auto-dialer", Exercise: "exercise"}.get(type(session), "phone screen")


def of_another_kind(session: Session) -> discord.ui.LayoutView:
    """What is running is no screen, or no call."""
    if isinstance(session, Exercise):
        stop = button("End it", ButtonId(Action.STOP, session.id), discord.ButtonStyle.danger)
        return card(f"What you have running is an exercise, in <#{session.thread_id}>.", buttons=Buttons(stop))
    command = "/call stop" if isinstance(session, Call | Shift) else "/screen stop"
    return card(f"What you have running is a {_what(session)}, in <#{session.thread_id}>. `{command}` ends it.")


def unknown_call(name: str) -> discord.ui.LayoutView:
    """Not a call that we have."""
    return card(f"There is no call {quote(name, NAME)}. Type a word of its title and choose one, or leave it out.")


def no_such_call() -> discord.ui.LayoutView:
    """None of this direction and difficulty."""
    return card("There is no call of that direction and difficulty. Leave one of them out.")


def unknown_campaign(name: str) -> discord.ui.LayoutView:
    """Not a campaign that we have; without a name: there is none at all."""
    if not name:
        return card("There is no campaign for the auto-dialer in any pack here.")
    return card(f"There is no campaign {quote(name, NAME)}. Type a word of its title and choose one, or leave it out.")


def unknown_pack(name: str, packs: Mapping[str, Pack]) -> discord.ui.LayoutView:
    """Not a pack that we have."""
    known = ", ".join(f"`{pack}`" for pack in list(packs)[:PACKS_NAMED])
    return card(f"There is no pack {quote(name, NAME)}. Choose one of these: {known}.")


def refused(session: Session) -> discord.ui.LayoutView:
    """Discord did not let us open a thread, or put up a drill: by which permission, and who can grant it."""
    reason, _, detail = session.ended_why.partition(":")
    what = "hold a drill" if isinstance(session, Drill) else "open your thread"
    if reason == "permission":
        return card(
            f"I can't {what} here: I lack the permission **{detail}** in <#{session.channel_id}>. "
            "I have told the moderators; they can grant it in the channel's settings."
        )
    if reason == "channel":
        return card(detail)
    return card(f"Discord did not let me {what} here. Please try another channel, or tell a moderator.")


def lacks_permission(guild: str, detail: str) -> str:
    """For those who can grant it."""
    return (
        f"A member of {harmless(guild, NAME)} wanted to practise, but I lack a permission there: **{detail}**. "
        "Please grant it to my role in the channel's or the server's settings."
    )


def no_message_content(guild: str) -> str:
    """For those who can switch it on, or know who can."""
    return (
        f"Headset can't read what members type in {harmless(guild, NAME)}, so answers are given in forms only. "
        "To let members type them in the thread, whoever runs this bot can switch on **Message Content Intent** in "
        "Discord's Developer Portal, on the bot's page named Bot, and start it again."
    )


def went_on(session: Session) -> discord.ui.LayoutView:
    """After resume or stop: where to look."""
    if session.ended_at is not None:
        what = {Call: "call", Shift: "shift", Exercise: "exercise"}.get(type(session), "screen")
        where = f" What it came to stands in <#{session.thread_id}>." if session.thread_id else ""
        return card(f"Your {what} is over.{where}")
    if isinstance(session, Screen) and session.phase is Phase.PAUSED and session.refused:
        return card(_refused_there(session))
    return card(f"We go on in <#{session.thread_id}>.")


def _refused_there(screen: Screen) -> str:
    reason, _, detail = screen.refused.partition(":")
    why = {
        "permission": f"I lack the permission **{detail}**. I have told the moderators",
        "locked": "it is locked or archived. A moderator can open it again",
    }.get(reason, "Discord does not let me")
    return f"I can't write in <#{screen.thread_id}>: {why}. Your answers are kept; then `/screen resume` goes on."


def opening() -> discord.ui.LayoutView:
    """Discord does not answer at the moment."""
    return card("Discord is slow at the moment. Your thread opens as soon as it answers; you need not start again.")


def history(
    turns: Sequence[TurnRow],
    page: int,
    more: bool,
    packs: Mapping[str, Pack],
    rubric: Rubric,
    keep_days: int | None = None,
) -> discord.ui.LayoutView:
    """The member's own answers as they gave them, with their feedback, newest first.

    Long answers are cut here; `history_files` has them in full. `keep_days` is for how long the server keeps words.
    """
    if not turns:
        return card(
            "No answers yet. `/screen start` begins a phone screen." if page == 1 else "There are no older answers."
        )
    notes = [
        "-# Answers too long for this card stand in the file in full." if _cut(turns) else "",
        f"-# Older answers: `/screen history page:{page + 1}`" if more else "",
    ]
    rows = (past(turn, packs, rubric, keep_days) for turn in turns)
    view = card(f"### Your answers, page {page}", *rows, lines(notes), ruled=True)
    if _cut(turns):
        view.add_item(discord.ui.File(f"attachment://{ANSWERS}"))
    return view


def history_files(turns: Sequence[TurnRow], packs: Mapping[str, Pack]) -> list[discord.File]:
    """The file that goes with `history` when an answer is too long for its card: every answer of the page in full."""
    if not _cut(turns):
        return []
    texts = []
    for turn in turns:
        when = datetime.fromtimestamp(turn.asked_at / 1000, UTC)
        rated = "" if turn.overall is None else f", {turn.overall} of 100"
        texts.append(f"{_ask(turn, packs)}\n{when:%Y-%m-%d %H:%M} UTC, {turn.outcome}{rated}\n\n{turn.answer}\n")
    return [discord.File(BytesIO("\n----\n\n".join(texts).encode()), ANSWERS)]


def _cut(turns: Sequence[TurnRow]) -> bool:
    return any(harmless(turn.answer, 2 * len(turn.answer)) != harmless(turn.answer, ANSWER) for turn in turns)


def _ask(turn: TurnRow, packs: Mapping[str, Pack]) -> str:
    pack = packs.get(turn.pack)
    asked = pack.questions.get(turn.question) if pack else None
    return asked.ask if asked else turn.question


def past(turn: TurnRow, packs: Mapping[str, Pack], rubric: Rubric, keep_days: int | None = None) -> str:
    """One answer with its feedback, in short."""
    attempt = f", attempt {turn.attempt}" if turn.attempt > 1 else ""
    head = f"**{harmless(_ask(turn, packs), ASK)}**\n-# <t:{turn.asked_at // 1000}:f>{attempt}"
    if turn.outcome != "answered":
        return f"{head}, {turn.outcome}"
    # Whoever answers says something: where nothing is left of it, it was forgotten, with the quotes of it.
    said = f"> {harmless(turn.answer, ANSWER)}\n" if turn.answer else _forgotten(keep_days)
    if turn.score is None:
        return f"{head}, not rated\n{said}"
    score = score_of(turn.score)
    feedback = score.feedback
    best, costliest = (feedback.best, feedback.costliest) if turn.answer else (None, None)
    levels = ", ".join(f"{rubric.name(competency)} {level.value:.1f}" for competency, level in score.levels.items())
    return lines(
        [
            f"{head}, **{score.overall} of 100**, {harmless(levels, LEVELS)}",
            said,
            f"**Best moment:** {quote(best.quote, QUOTED)}" if best else "",
            f"**Cost you most:** {quote(costliest.quote, QUOTED)}" if costliest else "",
            f"**Change first:** {harmless(feedback.change, ADVICE)}" if feedback.change else "",
        ]
    )


def _forgotten(keep_days: int | None) -> str:
    days = f" after {keep_days} days" if keep_days else ""
    return f"-# The words were forgotten{days}, as this server asks; the score stays."


def help_card() -> discord.ui.LayoutView:
    """All there is to know to begin."""
    return card(
        "### Practise your call-center phone screen, and calls",
        "`/screen start` opens a thread. A recruiter calls there, and you answer as you would on the phone. "
        "Every answer is rated by a published rubric, with the words that earned or cost you points.",
        "`/call start` lets a customer ring, or you ring one. They hear what you say and how long it takes, and they "
        "soften, bristle or hang up. A scorecard tells you why.",
        "`/call dialer` is a shift at the auto-dialer: five to ten people who have said hello before you hear a thing. "
        "Your first words are everything.",
        "`/skills` has exercises of one to three minutes: `/typing`, `/dictation`, `/notes`, `/basics` and `/figures`.",
        "**Pace**\n"
        "- `relaxed`: no limits, feedback after every answer\n"
        "- `real`: 30 seconds to begin, 120 to answer, feedback at the end\n"
        "- `pressure`: 10 seconds to begin, 60 to answer, feedback at the end",
        "-# On a call the pace says how soon silence is noticed: after 20, 10 or 7 seconds. At the auto-dialer it says "
        "how long they wait for your first words: 20, 8 or 5.",
        "**Later**\n"
        "- `/screen resume` goes on after a pause\n"
        "- `/screen stop` ends the screen, with a report of what you answered\n"
        "- `/screen history` shows your answers and their feedback, for your eyes only\n"
        "- `/call stop` ends a call or a shift, and `/call history` shows yours\n"
        "- `/drill mine` shows your answers in drills, and `/drill list` the drills to come\n"
        "- `/leaderboard` shows where you stand, in points, drills, improvement, days in a row and skills. Others "
        "see you there only if you say so\n"
        "- `/settings` is yours alone: your name on boards, more time, your time zone",
        "-# A score comes from rules, and rules can be wrong. Press **I disagree**, and a moderator will look at it.\n"
        "-# Moderators see these with `/review`, and put up drills for all with `/drill launch`. Whoever manages the "
        "server sets me up with `/setup`.",
    )


def went_wrong() -> discord.ui.LayoutView:
    """An error of ours."""
    return card("Something went wrong on my side. What you wrote is kept. Please try again in a minute.")
