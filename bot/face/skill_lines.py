"""The short things that are said in an exercise, and what skills and variants are called."""

from bot.face.lines import LINES
from bot.practice.effects import Line
from bot.practice.skills.effects import SkillLine
from bot.practice.skills.exercise import Skill

NAMES = {
    Skill.TYPING: "Typing",
    Skill.DICTATION: "Dictation",
    Skill.NOTES: "Notes",
    Skill.BASICS: "Basics",
    Skill.FIGURES: "Figures",
}
"""The skills as members call them."""

ICONS = {
    Skill.TYPING: "⌨️",
    Skill.DICTATION: "🔤",
    Skill.NOTES: "📝",
    Skill.BASICS: "🧰",
    Skill.FIGURES: "🔢",
}

IN_EXERCISE: dict[Line | SkillLine, str] = {
    Line.NO_WORDS: "I can't read pictures, stickers or files. Type the text as a message, please.",
    Line.FORMS_ONLY: "I can't read what is typed here. Press **Type here** on the card, please.",
    Line.LATE: "That came after the time for this exercise, so it does not count.",
    Line.STILL_THERE: "Are you still there? In five more minutes this exercise is over.",
    Line.STOPPED: "This exercise has ended without a result. `/skills` has all of them.",
    Line.OVER: "This exercise is over. `/skills` has all of them.",
    Line.OLD_BUTTON: "That button belongs to something that is over. The newest card has the right one.",
    Line.WENT_WRONG: "Something went wrong on my side, so this exercise is over, sorry. `/skills` begins another.",
    Line.NOT_YOURS: "This is somebody else's exercise. `/skills` begins your own.",
    SkillLine.GO_FIRST: "The clock is not running yet. Press **Go** first.",
    SkillLine.TOO_EARLY: "One moment: the card is not there yet, so that does not count.",
    SkillLine.USE_BUTTONS: "Nothing is typed here this time: use the buttons on the card, please.",
    SkillLine.EMPTY_FORM: "There is nothing in that form. Press the button again; the clock is still running.",
    SkillLine.NOT_STARTED: "Nobody pressed **Go**, so this exercise is over.",
    SkillLine.TIME_UP: "The time is up and nothing came, so there is no result. Take another whenever you like.",
    SkillLine.NOT_ENDED: "This exercise ended before it was done, so there is no result.",
    SkillLine.SAID_AGAIN_ALREADY: "They have said it again once already. Write down what you have.",
    SkillLine.SAYS_AGAIN: "“Of course. Once more, from the beginning.”",
    SkillLine.STILL_SHOWN: "They are still talking. The ticket can be written when they have finished.",
}
"""What is said otherwise, or only, in an exercise."""


def words(line: Line | SkillLine) -> str:
    """The words of a line to a member in an exercise."""
    return IN_EXERCISE[line] if isinstance(line, SkillLine) else IN_EXERCISE.get(line, LINES[line])


def variant_name(skill: Skill, variant: str, topics: dict[str, str] | None = None) -> str:
    """What a variant is called: a length, a topic's title, or nothing."""
    if skill is Skill.BASICS:
        return (topics or {}).get(variant, variant) if variant else "all topics"
    return variant
