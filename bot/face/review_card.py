"""What moderators see of an objection, the form for their decision, and what the member is told of it."""

from collections.abc import Iterable
from io import BytesIO

import discord

from bot.face.buttons import ReviewAction, ReviewId
from bot.face.cards import GONE, asked_in, competency_name
from bot.face.layout import Buttons, button, card
from bot.face.text import bar, harmless, lines, quote
from bot.practice.effects import TellDecision
from bot.practice.records import Decision, TurnRow
from bot.scoring.score import Evidence, Score
from bot.stage import Scene
from bot.state import score_of

ASK, ANSWER, NAME, SHOWS, QUOTED, UNCLEAR = 250, 1000, 30, 60, 80, 400
"""Characters that these may take, escapes included: ten levels and six quotes fit in one message."""

REASON, REASONS = 250, 900
"""Characters of one reason, and of all together."""

QUOTES_EACH = 3
WORD = 500
"""Characters of a moderator's word to the member."""

ANSWER_FILE = "answer.txt"
WORD_FIELD, OVERALL_FIELD, LEVELS_FIELD = "word", "overall", "levels"
OVERALL = ("Certainly not", "Probably not", "On the fence", "Probably", "Certainly")


def objection(scene: Scene, index: int, waiting: int) -> discord.ui.LayoutView:
    """An open objection, without the member's name: what counts is what was said. `waiting`: so many are open."""
    row, asked = scene.turns[index], asked_in(scene, index)
    score = score_of(row.score) if row.score else None
    said = harmless(row.answer, ANSWER, keep_lines=True)
    view = card(
        f"### A member disagrees with this score\n-# {_open(waiting)}, the oldest first",
        f"**Question:** {harmless(asked.ask, ASK) if asked else GONE}\n**The answer as given:**\n>>> {said}",
        _rated(scene, score) if score else "It was not rated.",
        lines([_quotes("For", score, True), _quotes("Against", score, False)]) if score else "",
        "-# Scores stay as they were given, whatever you decide. What you agree with can teach the next version.",
        buttons=_decide(scene, index),
        ruled=True,
    )
    if _long(row):
        view.add_item(discord.ui.File(f"attachment://{ANSWER_FILE}"))
    return view


def files(row: TurnRow) -> list[discord.File]:
    """The file that goes with `objection` when the answer is too long for the card."""
    return [discord.File(BytesIO(row.answer.encode()), ANSWER_FILE)] if _long(row) else []


def _long(row: TurnRow) -> bool:
    return harmless(row.answer, ANSWER, keep_lines=True) != harmless(row.answer, 3 * len(row.answer), keep_lines=True)


def _rated(scene: Scene, score: Score) -> str:
    if score.junk:
        return f"**{score.overall} of 100:** {harmless(score.junk, UNCLEAR)}"
    most = min(REASON, REASONS // max(1, len(score.levels)))
    levels = (
        f"{bar(level.value)} **{level.value:.1f}** {_name(scene, name)}\n-# {harmless(level.reason, most)}"
        for name, level in score.levels.items()
    )
    return lines([f"**{score.overall} of 100**", *levels])


def _quotes(title: str, score: Score, supports: bool) -> str:
    found = [evidence for evidence in score.evidence if evidence.supports is supports]
    more = f"-# and {len(found) - QUOTES_EACH} more" if len(found) > QUOTES_EACH else ""
    shown: Iterable[Evidence] = found[:QUOTES_EACH]
    rows = [f"- {harmless(one.shows, SHOWS)}: {quote(one.quote, QUOTED)}" for one in shown]
    return lines([f"**{title}**", *(rows or ["- nothing was found"]), more])


def _decide(scene: Scene, index: int) -> Buttons:
    def pressed(action: ReviewAction) -> ReviewId:
        return ReviewId(action, scene.screen.id, index)

    return Buttons(
        button("The score is wrong", pressed(ReviewAction.WRONG), discord.ButtonStyle.danger),
        button("The score stands", pressed(ReviewAction.STANDS), discord.ButtonStyle.success),
        button("Next", pressed(ReviewAction.NEXT)),
    )


def form(scene: Scene, index: int, action: ReviewAction) -> discord.ui.Modal:
    """The form for a decision: a word to the member, and when the score is wrong what would be right."""
    wrong = action is ReviewAction.WRONG
    modal = discord.ui.Modal(
        title="The score is wrong" if wrong else "The score stands",
        custom_id=str(ReviewId(action, scene.screen.id, index)),
    )
    modal.add_item(_text("A word to the member", "If you like. They read it in their thread.", WORD_FIELD, WORD))
    if wrong:
        options = [discord.SelectOption(label=f"{n}: {says}", value=str(n)) for n, says in enumerate(OVERALL, 1)]
        chosen: discord.ui.Select[discord.ui.LayoutView] = discord.ui.Select(
            custom_id=OVERALL_FIELD, options=options, min_values=0, required=False
        )
        asks = "If you like. Would you put this candidate through on the strength of this answer?"
        modal.add_item(discord.ui.Label(text="Your own rating", description=asks, component=chosen))
        row = scene.turns[index]
        names = list(score_of(row.score).levels) if row.score else []
        example = ", ".join(f"{name} {level}" for name, level in zip(names, (2, 4), strict=False))
        modal.add_item(_text("Your levels, 1 to 5", f"If you like, for example: {example}"[:100], LEVELS_FIELD, 300))
    modal.stop()  # taken by its id when it comes back: nothing is kept in memory
    return modal


def _text(label: str, description: str, custom_id: str, most: int) -> discord.ui.Label[discord.ui.LayoutView]:
    style = discord.TextStyle.paragraph if custom_id == WORD_FIELD else discord.TextStyle.short
    field: discord.ui.TextInput[discord.ui.LayoutView] = discord.ui.TextInput(
        custom_id=custom_id, style=style, max_length=most, required=False
    )
    return discord.ui.Label(text=label, description=description, component=field)


def decided(scene: Scene, index: int, agreed: bool) -> discord.ui.LayoutView:
    """After a decision."""
    what = "the score is wrong" if agreed else "the score stands"
    where = f"<#{scene.screen.thread_id}>"
    return card(f"Kept: {what}. The member is told in {where}, if it is still there.", buttons=_next(scene, index))


def decided_before(scene: Scene, index: int, first: Decision) -> discord.ui.LayoutView:
    """Another moderator was first."""
    what = "the score is wrong" if first.agreed else "the score stands"
    return card(
        f"<@{first.by}> was first, <t:{first.at // 1000}:R>: {what}. That decision counts.", buttons=_next(scene, index)
    )


def _next(scene: Scene, index: int) -> Buttons:
    return Buttons(button("Next", ReviewId(ReviewAction.NEXT, scene.screen.id, index), discord.ButtonStyle.primary))


def nothing_more(waiting: int) -> discord.ui.LayoutView:
    """There is no objection, or none after the one shown last."""
    if not waiting:
        return card("No objections are open. Thank you for looking.")
    return card(f"That was the last one. {_open(waiting)}; `/review` begins again with the oldest.")


def unclear(why: str, word: str) -> discord.ui.LayoutView:
    """What was written in the form can't be kept; the word to the member goes back, for it stands nowhere else."""
    back = f"Your word to the member was:\n>>> {harmless(word, 2 * WORD, keep_lines=True)}" if word.strip() else ""
    return card(f"{harmless(why, UNCLEAR)} Nothing is decided yet: press the button again.", back)


def no_objection() -> discord.ui.LayoutView:
    """The button is about something that nobody objected to, or that is not of this server."""
    return card("There is no objection to this score. `/review` shows the open ones.")


def not_a_moderator() -> discord.ui.LayoutView:
    """Not theirs to decide."""
    return card("This is for moderators: members who may **Manage Messages** in this server.")


def to_member(scene: Scene, told: TellDecision) -> discord.ui.LayoutView:
    """What the member reads in their thread."""
    turn, asked = scene.screen.turns[told.turn], asked_in(scene, told.turn)
    attempt = f", attempt {turn.attempt}" if turn.attempt > 1 else ""
    score = f"{turn.overall} of 100" if turn.overall is not None else "the score"
    verdict = (
        f"They agree with you: {score} is wrong. Scores stay as given, but it can help to rate better in future."
        if told.agreed
        else f"They think that {score} is right."
    )
    word = f"**Their word to you:**\n>>> {harmless(told.word, 2 * WORD, keep_lines=True)}" if told.word.strip() else ""
    ask = harmless(asked.ask, ASK) if asked else GONE
    return card(f"### A moderator has looked at question {turn.number}{attempt}\n-# {ask}", verdict, word)


def _open(waiting: int) -> str:
    return f"{waiting} open objection" if waiting == 1 else f"{waiting} open objections"


def _name(scene: Scene, competency: str) -> str:
    return harmless(competency_name(scene, competency), NAME)
