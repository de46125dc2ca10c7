"""The cards of `/dictation`: the caller's pieces, the form, and how each field was heard."""

import discord

from bot.face.buttons import SkillAction, SkillId
from bot.face.exercise_cards import after
from bot.face.heard_lines import NEAR, NOT, RIGHT, before, mark, points, told
from bot.face.layout import Buttons, Shown, button, card
from bot.face.skill_lines import ICONS, NAMES
from bot.face.text import harmless, lines, quote, seconds
from bot.practice.skills import dictation
from bot.practice.skills.content import DICTATION_FIELDS
from bot.practice.skills.dictation import DictationResult, FieldHeard, PartHeard
from bot.practice.skills.exercise import Exercise
from bot.practice.skills.exercise_steps import FORM_TIME
from bot.practice.skills.heard import Slip
from bot.practice.timing import stretched
from bot.stage import ExerciseScene
from bot.state import exercise_result_of

PIECE, WRITTEN = 400, 150
"""Characters that these may take on a card, escapes included."""

LABELS = {
    "name": ("Name", "First and last name", 100),
    "order": ("Order number", "Letters and digits; dashes don't matter", 60),
    "date": ("Date", "Day and month; write the month as a word", 60),
    "address": ("Address", "Number, street, town, postcode", 200),
}
"""Of each field: its label, what goes in it, and how many characters it takes."""

PARTS = {
    "first": "first name",
    "last": "last name",
    "order": "order number",
    "day": "day",
    "month": "month",
    "number": "house number",
    "street": "street",
    "town": "town",
    "postcode": "postcode",
}

TIPS = {
    Slip.UNCORRECTED: "When a caller puts something right, strike it out and write it anew: one glance then shows "
    "which holds.",
    Slip.SWAPPED: "Figures change places when they are written from memory: write each as it is said, and read the "
    "number back in pairs.",
    Slip.SOUNDS_ALIKE: "Take the word, not the letter: M and N sound alike, Mike and November don't.",
    Slip.MISSING: "Ask. “Could you say that again, please?” costs three seconds; a second call costs six minutes.",
}
"""What helps with the slip named first; the first of these that occurred is shown."""

READ_BACK = "At work, read it all back before you go on: that is where the last slips are caught."


def ready(scene: ExerciseScene) -> str:
    """What is asked and how it is timed."""
    return lines(
        [
            "A caller gives a name, an order number, a date and an address, piece by piece, and puts one thing right.",
            "Names are spelled by the telephone alphabet. Take notes on paper, or fill in the form as they speak.",
            f"It takes about a minute; after the last word you have {_time(scene.exercise)}.",
        ]
    )


def task(scene: ExerciseScene, number: int) -> Shown:
    """The caller is on the line; what they say follows piece by piece."""
    head = "### 📞 A caller is on the line\nName, order number, date and address: write down what holds in the end."
    return Shown([card(head, buttons=_buttons(scene.exercise))])


def piece(scene: ExerciseScene, number: int) -> Shown:
    """What the caller says at this index; the last one has the buttons again."""
    exercise = scene.exercise
    pieces = dictation.pieces(scene.pack.skills, exercise.seed)
    said = quote(pieces[number].text, PIECE) if number < len(pieces) else "“…”"
    if number + 1 < len(pieces):
        view = discord.ui.LayoutView(timeout=None)
        view.add_item(discord.ui.TextDisplay(said))
        return Shown([view])
    rest = f"-# That was all. You have {_time(exercise)} for the form."
    return Shown([card(said, rest, buttons=_buttons(exercise))])


def form(scene: ExerciseScene, number: int) -> discord.ui.Modal:
    """The form that the caller's details go in."""
    modal = discord.ui.Modal(
        title="What the caller said", custom_id=str(SkillId(SkillAction.FORM, scene.exercise.id, number))
    )
    for field in DICTATION_FIELDS:
        label, description, most = LABELS[field]
        text: discord.ui.TextInput[discord.ui.LayoutView] = discord.ui.TextInput(required=False, max_length=most)
        modal.add_item(discord.ui.Label(text=label, description=description, component=text))
    return modal


def result(scene: ExerciseScene) -> Shown:
    """How each field was heard."""
    exercise = scene.exercise
    reached = exercise_result_of(DictationResult, scene.record) if scene.record is not None else None
    title = f"### {ICONS[exercise.skill]} {NAMES[exercise.skill]}"
    if reached is None or reached.overall is None:
        return Shown([card(title, "There is nothing to count in this one.", buttons=after(exercise))])
    again = "You had it said twice, which costs nothing." if reached.said_again else ""
    where = f"A name from {harmless(reached.country, 40)}." if reached.country else ""
    told_first = " ".join(filter(None, [before(reached.overall, scene.earlier), where, again]))
    head = lines([f"{title}: {reached.overall} of 100", told_first])
    fields = [_field(field, right) for field, right in zip(reached.fields, reached.truth, strict=False)]
    return Shown([card(head, *fields, _tip(reached), buttons=after(exercise), ruled=True)])


def _buttons(exercise: Exercise) -> Buttons:
    row = Buttons(
        button("Fill in the form", SkillId(SkillAction.FORM, exercise.id), discord.ButtonStyle.primary),
    )
    if not exercise.said_again:
        row.add_item(button("Say that again", SkillId(SkillAction.SAY_AGAIN, exercise.id)))
    return row


def _time(exercise: Exercise) -> str:
    return seconds(stretched(FORM_TIME, exercise.factor))


def _field(field: FieldHeard, right: str) -> str:
    earned, most = sum(part.points for part in field.parts), sum(part.most for part in field.parts)
    name, shown = LABELS[field.field][0], harmless(right, WRITTEN)
    if earned == most:
        also = (
            f"-# In figures, this may be read as {harmless(field.also_reads, 30)} too: write the month as a word."
            if field.also_reads
            else ""
        )
        return lines([f"{RIGHT} **{name}** · {points(earned, most)}", quote(field.written, WRITTEN), also])
    sign = NEAR if earned else NOT
    written = f"You wrote {quote(field.written, WRITTEN)}." if field.written else "You wrote nothing."
    slips = [_slip(part, len(field.parts) > 1) for part in field.parts if part.heard.slip is not Slip.RIGHT]
    if all(part.heard.slip in (Slip.WRONG, Slip.MISSING) for part in field.parts):
        slips = []  # the line above says it all
    return lines([f"{sign} **{name}** · {points(earned, most)}", f"{written} It was **{shown}**.", *slips])


def _slip(part: PartHeard, several: bool) -> str:
    if not several:  # the line above has it whole
        return f"{mark(part.heard)} {_capital(told(part.heard, uncorrected=part.uncorrected))}"
    return f"{mark(part.heard)} {PARTS[part.what]} {told(part.heard, part.meant, part.uncorrected)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _tip(reached: DictationResult) -> str:
    found = {part.heard.slip for field in reached.fields for part in field.parts}
    tip = next((tip for slip, tip in TIPS.items() if slip in found), READ_BACK)
    return f"-# {tip}"
