"""The cards of `/typing`: what is asked, the text as a picture (or in words), its form, and the result."""

from collections.abc import Sequence
from functools import partial

import discord

from bot.face import exercise_cards, typing_picture
from bot.face.buttons import SkillAction, SkillId
from bot.face.layout import Buttons, Picture, Shown, button, card
from bot.face.text import clipped, count, harmless, lines, quote, seconds
from bot.practice.skills.content import TypingText
from bot.practice.skills.exercise import ExerciseRow
from bot.practice.skills.slips import Example, Slip
from bot.practice.skills.typing import CHAT, ENTRY, NotCounted, TypingResult, marked, standing
from bot.stage import ExerciseScene
from bot.state import exercise_result_of

PICTURE = "text.png"
GONE = "This text is no longer in the pack. Send any word, and take another."
TEXT, WORD = 1800, 40
KINDS = 6
"""Kinds of slips that are told with examples."""

NAMES = {
    Slip.DOUBLED: "a letter twice",
    Slip.LEFT_OUT: "a letter left out",
    Slip.EXTRA: "a letter too many",
    Slip.SWAPPED: "neighbours swapped",
    Slip.WRONG_LETTER: "a wrong letter",
    Slip.FIGURE: "a figure not as it stood",
    Slip.CASE: "a small letter for a capital, or the other way round",
    Slip.PUNCTUATION: "a point, comma or other sign",
    Slip.SPACING: "a space too many or too few",
    Slip.OTHER_WORD: "another word",
    Slip.WORD_LEFT_OUT: "a word left out",
    Slip.WORD_ADDED: "a word added",
}

ADVICE = {
    Slip.DOUBLED: "Twice is a finger that rests too long: lift it off as soon as the key is down.",
    Slip.LEFT_OUT: "Letters get lost where the hands hurry: type the long words a little slower.",
    Slip.EXTRA: "A letter too many is often two keys hit at once: aim for the middle of the key.",
    Slip.SWAPPED: "Swapped neighbours are one hand ahead of the other: keep an even beat, even a slower one.",
    Slip.WRONG_LETTER: "A wrong letter is mostly the key beside it: feel for the bumps on F and J now and then.",
    Slip.FIGURE: "Figures are what costs most at work: say them in your head as you type, two at a time.",
    Slip.CASE: "Phones set capitals by themselves. On a keyboard, Shift is for the hand that has no letter to type.",
    Slip.PUNCTUATION: "Signs are easily passed over: read to the next comma, then type.",
    Slip.SPACING: "For spaces, always the same thumb. A phone may set one of its own after a word that it suggests.",
    Slip.OTHER_WORD: "If your phone put in words of its own, that is autocorrect: names are strange to it. Switch it "
    "off for these few minutes, and you see what your hands can do.",
    Slip.WORD_LEFT_OUT: "Words get lost when the eye jumps: take in three or four words, type them, look again.",
    Slip.WORD_ADDED: "Words come in when we write what we expect: keep your eyes on the text.",
}

WHY = {
    NotCounted.EMPTY: "There was no text in it, so there is nothing to rate.",
    NotCounted.OTHER_TEXT: "What came is not the text that was shown, so it is not rated. That happens with a message "
    "to somebody else, a keyboard set to another language, or hands one key off. Just take another.",
    NotCounted.EARLY: "It was sent before half of the text was typed, so it does not count. On a phone the Enter key "
    "may send at once: go on without line ends.",
    NotCounted.PRACTICE: "The text version is practice: no points, as a text can be pasted.",
    NotCounted.PASTED: "This text was pasted from the form, so it does not count. Type it, and it does.",
    NotCounted.TOO_FAST: "That is faster than any hand has copied a text it did not know, so it does not count. If it "
    "was pasted or spoken: type the next one.",
    NotCounted.GONE: "This text is no longer in the pack, so nothing could be compared. Just take another.",
}


def ready(scene: ExerciseScene) -> str:
    """What is asked and how it is timed."""
    where = "as **one message** here" if scene.exercise.typing_allowed else "in the form behind **Type here**"
    shown = "The text comes in words" if scene.exercise.text_only else "A text comes as a picture"
    return lines(
        [
            f"{shown}: type it just as it stands, and send it {where}.",
            "Line ends count as spaces. Curly quotes and long dashes, which phones make, count as plain ones.",
            "The clock runs from the text to your first message; what you edit afterwards does not count. Ten minutes.",
        ]
    )


def task(scene: ExerciseScene, number: int) -> Shown:
    """The text; the clock runs from when it stands in Discord."""
    exercise = scene.exercise
    text = _text(scene, number)
    if text is None:
        return Shown([card(GONE)])
    words = count(len(text.text.split()), "word")
    form = None
    if not exercise.typing_allowed:
        form = Buttons(button("Type here", SkillId(SkillAction.FORM, exercise.id, number), discord.ButtonStyle.primary))
    about = harmless(text.about[:1].upper() + text.about[1:], WORD * 2)
    head = f"### Type this\n-# {about}, {words}. The clock is running."
    if exercise.text_only:
        return Shown([card(head, harmless(text.text, TEXT), "-# Practice without points.", buttons=form)])
    alt = (
        f"The text to type, as a picture: {text.about}, {words}. Pictures can't be read aloud: `/typing` with "
        "`text_version` gives a text in words, as practice without points."
    )
    view = card(head, buttons=form, picture=(PICTURE, alt))
    return Shown([view], Picture(PICTURE, partial(typing_picture.draw, text.text)))


def form(scene: ExerciseScene, number: int) -> discord.ui.Modal:
    """Where messages can't be read. It hides the card, so that it has the text itself, with what tells a paste."""
    exercise, text = scene.exercise, _text(scene, number)
    modal = discord.ui.Modal(title="Type this", custom_id=str(SkillId(SkillAction.FORM, exercise.id, number)))
    # Texts have no characters that markdown takes for its own (packs check), and must keep their spaces.
    shown = GONE if text is None else text.text if exercise.text_only else marked(text.text)
    modal.add_item(discord.ui.TextDisplay(shown))
    field: discord.ui.TextInput[discord.ui.LayoutView] = discord.ui.TextInput(
        style=discord.TextStyle.paragraph, max_length=4000, required=False
    )
    modal.add_item(discord.ui.Label(text="Your text", component=field))
    return modal


def result(scene: ExerciseScene) -> Shown:
    """What it came to."""
    assert scene.record is not None
    came = exercise_result_of(TypingResult, scene.record) or TypingResult(None, NotCounted.GONE)
    told = [_head(came)]
    if came.why in ("", NotCounted.PRACTICE):
        told += [_slips(came), _asked(came), _among(came, scene.earlier), _advice(came)]
    return Shown([card(*told, buttons=exercise_cards.after(scene.exercise), ruled=True)])


def _text(scene: ExerciseScene, number: int) -> TypingText | None:
    return scene.pack.skills.typing.get(scene.exercise.tasks[number])


def _head(came: TypingResult) -> str:
    why = WHY[NotCounted(came.why)] if came.why else ""
    if why and came.why != NotCounted.PRACTICE:
        fast = f"\n-# {_wpm(came.wpm)} words a minute" if came.why == NotCounted.TOO_FAST else ""
        return f"### Not counted\n{why}{fast}"
    how = " · typed in the form" if came.by_form else ""
    points = "not counted" if came.overall is None else f"{came.overall} of 100 points"
    early = "" if _whole(came) else f"Sent after {came.reached} of {came.words} words; the others count as left out."
    return lines(
        [
            f"### {_wpm(came.wpm)} words a minute, {came.accuracy:g} % right",
            f"-# {points} · {came.words} words in {seconds(came.took)}{how}",
            why,
            early,
        ]
    )


def _whole(came: TypingResult) -> bool:
    return came.reached >= came.words


def _slips(came: TypingResult) -> str:
    if not came.slips:
        return "**No slips at all**" + (": every character as it stood." if _whole(came) else " in what you typed.")
    rows = [f"- **{slip.count}** {NAMES[slip.kind]}{_examples(slip.examples)}" for slip in came.slips[:KINDS]]
    others = sum(slip.count for slip in came.slips[KINDS:])
    return lines(["**Slips**", *rows, f"- **{others}** of other kinds" if others else ""])


def _examples(examples: Sequence[Example]) -> str:
    return ": " + ", ".join(_example(example) for example in examples) if examples else ""


def _example(example: Example) -> str:
    if example.meant and example.typed:
        return f"{quote(example.typed, WORD)} for {quote(example.meant, WORD)}"
    return quote(clipped(example.meant or example.typed, WORD), WORD)


def _asked(came: TypingResult) -> str:
    """The result against what jobs ask."""
    if came.wpm < ENTRY[0]:
        where = f"{_wpm(ENTRY[0] - came.wpm)} more, and you are where data entry begins."
    elif came.wpm < CHAT[0]:
        where = f"Enough for entering data; {_wpm(CHAT[0] - came.wpm)} more for chat work."
    else:
        where = "Enough for chat work too." if came.wpm < CHAT[1] else "More than most of them ask."
    care = (
        " They want 95 % right and better, so care comes before speed." if came.accuracy < 95 and _whole(came) else ""
    )
    return (
        f"**What jobs ask:** {ENTRY[0]} to {ENTRY[1]} words a minute to enter data, {CHAT[0]} to {CHAT[1]} for chat "
        f"with customers. {where}{care}"
    )


def _among(came: TypingResult, earlier: Sequence[ExerciseRow]) -> str:
    """The result among the member's own of this length."""
    stands = standing(came, [other for row in earlier if (other := exercise_result_of(TypingResult, row))])
    best = stands.best
    if best is None or best.overall is None:
        return "" if came.overall is None else "**Your first of this length.** With a few more, you see how they go."
    said = f"{best.overall} of 100, {_wpm(best.wpm)} words a minute with {best.accuracy:g} % right"
    if came.overall is not None and came.overall > best.overall:
        told = f"**Your best of this length!** Before, it was {said}."
    else:
        told = f"**Your best of this length:** {said}."
    if came.overall is None or stands.gained is None:
        return told
    course = ", ".join(_wpm(wpm) for wpm in stands.course)
    gained = round(stands.gained)
    trend = f"{abs(gained)} {'above' if gained > 0 else 'below'} your average before" if gained else "your average"
    return f"{told}\n**Words a minute, lately:** {course} ({trend})."


def _advice(came: TypingResult) -> str:
    return f"**Try:** {ADVICE[came.slips[0].kind]}" if came.slips else ""


def _wpm(words: float) -> str:
    """Whole words; below one, it is still something."""
    return f"{words:.0f}" if words >= 1 else f"{words:.1f}"
