"""The cards of `/notes`: the caller's message, the form of the ticket, and what was caught, lost and invented."""

from collections.abc import Sequence

import discord

from bot.face.buttons import SkillAction, SkillId
from bot.face.exercise_cards import after
from bot.face.heard_lines import EXTRA, NEAR, NOT, RIGHT, before, mark, points, told
from bot.face.layout import Buttons, Shown, button, card
from bot.face.skill_lines import ICONS, NAMES
from bot.face.text import harmless, lines, quote, seconds
from bot.practice.skills.content import NOTES_FIELDS, NotesMessage
from bot.practice.skills.exercise import Exercise
from bot.practice.skills.exercise_steps import FORM_TIME, time_to_say
from bot.practice.skills.heard import Slip
from bot.practice.skills.notes import INVENTED, FieldNoted, NotesResult
from bot.practice.timing import stretched
from bot.stage import ExerciseScene
from bot.state import exercise_result_of

MESSAGE, FACTS, WRITTEN = 1000, 240, 120
"""Characters that these may take on a card, escapes included."""

LABELS = {
    "name": ("Name", "", 100),
    "number": ("Number", "Phone, order or customer number, as it was said", 100),
    "problem": ("What is wrong", "", 600),
    "since": ("Since when", "Leave it empty if nothing was said", 200),
    "promised": ("What was promised", "What, and by when; empty if nothing was", 300),
}
"""Of each field: its label, what goes in it, and how many characters it takes."""

GONE = "This message is no longer in the pack, so there is nothing to compare with. Just take another."
COPIED = (
    "This ticket is the caller's message itself, so it is not rated. A ticket has what somebody needs who did not hear "
    "the call: a few words for each field are enough."
)


LOST = "-# Lost is what I found in no wording that I know. If you had it in words of your own, you had it."


def ready(scene: ExerciseScene) -> str:
    """What is asked and how it is timed."""
    return lines(
        [
            "A caller's message comes. It stands for as long as it would take to say, and then it is gone.",
            "Then you write the ticket: name, number, what is wrong, since when, what was promised. "
            f"For that you have {_time(scene.exercise)}.",
            "Notes on paper are welcome, as at work.",
        ]
    )


def task(scene: ExerciseScene, number: int) -> Shown:
    """The message, while it stands."""
    message = _message(scene, number)
    if message is None:
        return Shown([card(GONE)])
    stands = seconds(stretched(time_to_say(message.text), scene.exercise.factor))
    head = f"### 📞 A caller has a message\n-# It stands for {stands}."
    return Shown([card(head, quote(message.text, MESSAGE))])


def hidden(scene: ExerciseScene, number: int) -> discord.ui.LayoutView:
    """The message, gone; the ticket is to be written."""
    write = button(
        "Write the ticket", SkillId(SkillAction.FORM, scene.exercise.id, number), discord.ButtonStyle.primary
    )
    text = f"What do your colleagues need to know? You have {_time(scene.exercise)}."
    return card("### 📞 The caller has hung up", text, buttons=Buttons(write))


def form(scene: ExerciseScene, number: int) -> discord.ui.Modal:
    """The ticket."""
    modal = discord.ui.Modal(title="The ticket", custom_id=str(SkillId(SkillAction.FORM, scene.exercise.id, number)))
    for field in NOTES_FIELDS:
        label, description, most = LABELS[field]
        style = discord.TextStyle.paragraph if field == "problem" else discord.TextStyle.short
        text: discord.ui.TextInput[discord.ui.LayoutView] = discord.ui.TextInput(
            style=style, required=False, max_length=most
        )
        modal.add_item(discord.ui.Label(text=label, description=description or None, component=text))
    return modal


def result(scene: ExerciseScene) -> Shown:
    """The ticket, field by field, and the message again."""
    exercise = scene.exercise
    reached = exercise_result_of(NotesResult, scene.record) if scene.record is not None else None
    title, message = f"### {ICONS[exercise.skill]} {NAMES[exercise.skill]}", _message(scene, 0)
    again = f"**The message again**\n{quote(message.text, MESSAGE)}" if message else ""
    if reached is None or reached.overall is None:
        why = COPIED if reached is not None and reached.why == "copied" else GONE if message is None else ""
        return Shown([card(title, why or "There is nothing to count in this one.", buttons=after(exercise))])
    invented = sum(len(field.invented) for field in reached.fields)
    off = f"{INVENTED} points off for each thing that nobody said." if invented else ""
    head = lines(
        [f"{title}: {reached.overall} of 100", " ".join(filter(None, [before(reached.overall, scene.earlier), off]))]
    )
    fields = [_field(field) for field in reached.fields]
    doubt = LOST if any(field.lost and field.written for field in reached.fields) else ""
    return Shown([card(head, *fields, lines([again, doubt]), buttons=after(exercise), ruled=True)])


def _message(scene: ExerciseScene, number: int) -> NotesMessage | None:
    return scene.pack.skills.notes.get(scene.exercise.tasks[number])


def _time(exercise: Exercise) -> str:
    return seconds(stretched(FORM_TIME, exercise.factor))


def _field(field: FieldNoted) -> str:
    """A field of the ticket: its points, what was caught and lost, and what nobody said."""
    name = LABELS[field.field][0]
    if not field.says:
        if not field.invented:
            return f"{RIGHT} **{name}** · the caller said nothing of it, and you left it so."
        return lines([f"{EXTRA} **{name}**", f"The caller said nothing of it. You wrote {_quoted(field.invented)}."])
    sign = RIGHT if field.points == field.most else NEAR if field.points else NOT
    told_lines = [f"{sign} **{name}** · {points(field.points, field.most)}", *_heard(field)]
    if not field.written and not field.caught:
        told_lines.append(f"You wrote nothing. It was **{harmless(field.says, FACTS)}**.")
    else:
        told_lines += [
            f"You wrote {quote(field.written, FACTS)}." if field.lost and field.written else "",
            _caught(field),
            f"{NOT} lost: {harmless(', '.join(field.lost), FACTS)}" if field.lost else "",
        ]
    if field.elsewhere:
        told_lines.append(f"-# In another field, which counts as well: {harmless(', '.join(field.elsewhere), FACTS)}")
    if field.invented:
        told_lines.append(f"{EXTRA} not said: {_quoted(field.invented)}")
    return lines(told_lines)


def _heard(field: FieldNoted) -> list[str]:
    """How the name or the number was heard."""
    if not field.heard or not field.written:
        return []
    if all(word.heard.slip is Slip.RIGHT for word in field.heard):
        return [quote(field.written, WRITTEN)]
    slips = [f"{mark(word.heard)} {told(word.heard, word.meant)}" for word in field.heard]
    return [f"You wrote {quote(field.written, WRITTEN)}.", *slips[:6]]


def _caught(field: FieldNoted) -> str:
    facts = harmless(", ".join(field.caught), FACTS)
    return f"{RIGHT} {facts}" if field.lost and facts else facts


def _quoted(things: Sequence[str]) -> str:
    return harmless(", ".join(f"“{thing}”" for thing in things), WRITTEN)
