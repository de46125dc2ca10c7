"""skills/typing.yaml: texts to copy from a picture."""

from collections.abc import Iterator
from dataclasses import replace

from bot.packs.problem import Problem, shown
from bot.packs.reader import Document
from bot.packs.skill_entries import named, plain
from bot.packs.skill_models import TypingFile, TypingTextModel
from bot.packs.wording import checked
from bot.practice.skills.content import SkillContent, TypingText

WORDS = {"short": (18, 32), "medium": (48, 64), "long": (88, 115)}
"""How many words a text of each length has."""

MOST_LETTERS = 8
"""Characters to a word, spaces included, on average: more would not fit the picture."""

LONGEST = 24
"""Characters of the longest word: a line of the picture has room for it."""

SIGNS = " .,;:!?'\"()-/&%+="
"""What is on every keyboard, besides letters and figures. Not @ and #, for which Discord offers names and channels,
and not what its markdown swallows."""


def typing(content: SkillContent, document: Document, problems: list[Problem]) -> SkillContent:
    """The file's texts."""
    model, numbers, found = checked(TypingFile, document, "texts")
    problems += found
    texts: dict[str, TypingText] = {}
    same: dict[str, str] = {}  # what is in a text, plainly, and its id
    for place, entry in named(document, "texts", numbers, model.texts if model else [], problems):
        wrong = list(_wrong(entry))
        if (first := same.setdefault(plain(entry.text), entry.id)) != entry.id:
            wrong.append((f"{entry.id} says what {shown(first)} says", "take one of them out"))
        problems += [document.problem((*place, "text"), *told) for told in wrong]
        if not wrong:
            text = entry.text.strip()
            texts[entry.id] = TypingText(entry.id, entry.length, text, entry.about, entry.retired)
    return replace(content, typing=texts)


def _wrong(entry: TypingTextModel) -> Iterator[tuple[str, str]]:
    """What is wrong with a text, and what would be right."""
    text = entry.text.strip()
    if odd := sorted({char for char in text if not (char.isascii() and char.isalnum()) and char not in SIGNS}):
        yield f"{entry.id}: not on every keyboard: {shown(' '.join(odd))}", f"use letters, figures and {SIGNS.strip()}"
    if "  " in text:
        yield f"{entry.id}: two spaces in a row", "in a picture nobody can count them"
    if text and not text[0].isalpha():
        yield f"{entry.id}: it begins with {shown(text[0])}", "begin with a letter: Discord makes lists of the rest"
    if (longest := max(text.split(), key=len, default="")) and len(longest) > LONGEST:
        yield f"{entry.id}: {shown(longest)} is too long for the picture", f"the most are {LONGEST} characters in a row"
    for mouth in (":)", ":(", ";)", ":/"):
        if mouth in text:
            yield f"{entry.id}: {shown(mouth)} becomes an emoji in Discord", "take it out"
    least, most = WORDS[entry.length]
    words = len(text.split())
    if not least <= words <= most:
        yield f"{entry.id}: {words} words are not {entry.length}", f"write {least} to {most}"
    elif len(text) > words * MOST_LETTERS:
        yield f"{entry.id}: {len(text)} characters are much for {words} words", "use shorter words"
