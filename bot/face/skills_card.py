"""The card of all skills: what each is, the member's bests, and what employers usually ask."""

from collections.abc import Sequence

import discord

from bot.face.buttons import SkillAction, SkillId
from bot.face.layout import Buttons, button, card
from bot.face.skill_lines import ICONS, NAMES
from bot.face.text import count, lines
from bot.practice.skills.content import LENGTHS
from bot.practice.skills.exercise import Skill, SkillBest
from bot.practice.skills.typing import CHAT, ENTRY, TypingResult

SKILLS = tuple(Skill)
"""In the order of the card; a skill's number in the ids of its buttons is its place here."""

WHAT = {
    Skill.TYPING: "`/typing`: copy a text from a picture. One to three minutes.",
    Skill.DICTATION: "`/dictation`: a caller spells a name and gives an order number, a date and an address.",
    Skill.NOTES: "`/notes`: a caller speaks and is gone; you write the ticket.",
    Skill.BASICS: "`/basics`: ten questions on computers, the words of the trade, privacy. What you miss comes back.",
    Skill.FIGURES: "`/figures`: your own figures, checked against one another, and the two sentences to say.",
}

ASKED = {
    Skill.TYPING: (
        f"{ENTRY[0]} to {ENTRY[1]} words a minute to enter data, {CHAT[0]} to {CHAT[1]} to chat with customers, "
        "and few mistakes."
    ),
    Skill.DICTATION: "names and numbers right at the first hearing, read back with a telephone alphabet.",
    Skill.NOTES: "a ticket that a colleague can go on with, written while you listen.",
    Skill.BASICS: "several windows at once, a spreadsheet, a CRM, and what AHT or a warm transfer is.",
    Skill.FIGURES: "calls a day, minutes a call, satisfaction: with units, and so that they fit in a shift.",
}


def overview(bests: Sequence[SkillBest], typed: TypingResult | None, due: int) -> discord.ui.LayoutView:
    """`typed` is the member's fastest result that counted, `due` how many questions of basics are back."""
    row = Buttons()
    for number, skill in enumerate(SKILLS):
        row.add_item(button(NAMES[skill], SkillId(SkillAction.BEGIN, 0, number), discord.ButtonStyle.primary))
    return card(
        "### The skills desk\nExercises of one to three minutes. The best result of each counts on the board `skills` "
        "of `/leaderboard`.",
        *(_about(skill, bests, typed, due) for skill in SKILLS),
        buttons=row,
        ruled=True,
    )


def _about(skill: Skill, bests: Sequence[SkillBest], typed: TypingResult | None, due: int) -> str:
    own = [best for best in bests if best.skill == skill]
    back = f"-# {count(due, 'question')} that you missed {'is' if due == 1 else 'are'} back." if due else ""
    return lines(
        [
            f"{ICONS[skill]} **{NAMES[skill]}** · {WHAT[skill]}",
            f"-# Employers usually ask for {ASKED[skill]}",
            _best(skill, own, typed if skill is Skill.TYPING else None),
            back if skill is Skill.BASICS else "",
        ]
    )


def _best(skill: Skill, own: Sequence[SkillBest], typed: TypingResult | None) -> str:
    """The best of a skill; of typing for each length, and the fastest."""
    if not own:
        return ""
    told = f"{max(best.overall for best in own)} of 100"
    if skill is Skill.TYPING:
        by_length = {best.variant: best.overall for best in own}
        told = ", ".join(f"{length} {by_length[length]}" for length in LENGTHS if length in by_length) + " of 100"
    fastest = f" · fastest {typed.wpm:.0f} words a minute, {typed.accuracy:.0f} % right" if typed else ""
    return f"**Your best:** {told}{fastest}"
