"""The cards of a screen's thread: what the recruiter puts there, and what the buttons of a question show."""

from collections.abc import Iterable
from io import BytesIO

import discord

from bot.face.buttons import Action, ButtonId
from bot.face.layout import MESSAGE_TEXT, Buttons, button, card
from bot.face.lines import words
from bot.face.text import clipped, harmless, lines, size
from bot.practice.calls.effects import CallLine
from bot.practice.content import Question
from bot.practice.dialer.effects import ShiftLine
from bot.practice.effects import Line, PutQuestion, ShowForm
from bot.practice.screen import Screen
from bot.practice.timing import Limits, next_second
from bot.stage import Scene

NAME, SENTENCE, TEXT = 100, 600, 3000
"""Characters that a name, a sentence and a text of a pack may take on a card, escapes included."""

FORM_TEXT = 100
"""Characters that Discord takes as the description of a form's field."""

SECOND_READER = "- A language model reads your answers too, as a second opinion. Your score doesn't depend on it.\n"
CALL_LAST = ", and the last one is a customer on the line"
WRITTEN = "your-answer.txt"
MOST_NAMED = 6
GONE = "This question is no longer in the pack."


def tell(line: Line | CallLine | ShiftLine, on_call: bool = False, on_shift: bool = False) -> discord.ui.LayoutView:
    """A short line, without a frame."""
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay(words(line, on_call, on_shift)))
    return view


def lobby(scene: Scene) -> discord.ui.LayoutView:
    """The recruiter says what will happen; Pick up starts."""
    screen, recruiter = scene.screen, scene.script.recruiter(scene.screen)
    name, company = harmless(recruiter.name, NAME), harmless(scene.script.pack.company, NAME)
    if screen.typing_allowed:
        how = (
            "Answer by typing here, in as many messages as you like. "
            f"After about {screen.silence // 1000} quiet seconds I take it that you have finished; **Done** says so at "
            "once."
        )
    else:
        how = "Answer with **Answer in a form** under each question. I can't read messages on this server."
    return card(
        f"### 📞 {name} is calling\n-# {harmless(recruiter.role, NAME)}, {company}",
        f"Hello {harmless(screen.member_name, NAME)}, this is your practice phone screen with {company}.",
        f"- {screen.planned} questions{CALL_LAST if screen.shows else ''}. {_pace(screen.limits)}\n"
        f"- {how}\n"
        f"{SECOND_READER if scene.script.second_reader else ''}"
        "- As on the phone, your first wording counts: editing or deleting a message changes nothing.",
        "The clock starts when you pick up.",
        buttons=Buttons(button("Pick up", ButtonId(Action.PICK_UP, screen.id), discord.ButtonStyle.success)),
    )


def question(scene: Scene, put: PutQuestion, now: int) -> discord.ui.LayoutView:
    """A question, or its follow-up, with its limits as Discord's ticking timestamps."""
    screen, turn = scene.screen, scene.screen.turns[put.turn]
    asked = scene.script.questions.get(turn.question)
    head = f"Question {turn.number} of {screen.planned}"
    if turn.attempt > 1:
        head += f" · attempt {turn.attempt}"
    if asked is None:
        skip = button("Skip", ButtonId(Action.SKIP, screen.id, put.turn, put.part), discord.ButtonStyle.primary)
        return card(f"-# {head}\n{GONE} Press **Skip** to go on.", buttons=Buttons(skip))
    text, rated = asked.ask, f"-# Rated on: {_names(scene, asked.weights)}"
    if put.part > 0 and asked.follow_up:
        head += " · one more thing"
        text, rated = asked.follow_up.ask, "-# Rated together with what you said before."
    greeting = "Are you still there? No harm done: here is the next one." if put.still_there else ""
    return card(
        greeting,
        f"-# {head}\n### {harmless(text, SENTENCE)}",
        lines([_limits(screen.limits, now), rated]),
        buttons=_answering(screen, put),
    )


def _pace(limits: Limits) -> str:
    if limits.begin is None or limits.answer is None:
        return "No time limits, and feedback after every answer."
    begin, answer = limits.begin // 1000, limits.answer // 1000
    return f"You have {begin} seconds to begin and {answer} to answer. Feedback comes at the end."


def _limits(limits: Limits, now: int) -> str:
    if limits.begin is None or limits.answer is None:
        return ""
    start = next_second(now)
    begin_by, answer_by = (start + limits.begin) // 1000, (start + limits.answer) // 1000
    return (
        f"⏱️ Begin within {limits.begin // 1000} s: <t:{begin_by}:R>\n"
        f"⏱️ Answer within {limits.answer // 1000} s: <t:{answer_by}:R>"
    )


def _answering(screen: Screen, put: PutQuestion) -> Buttons:
    def pressed(action: Action) -> ButtonId:
        return ButtonId(action, screen.id, put.turn, put.part)

    row = Buttons()
    if screen.typing_allowed:
        row.add_item(button("Done", pressed(Action.DONE), discord.ButtonStyle.success))
    row.add_item(button("Answer in a form", pressed(Action.FORM), discord.ButtonStyle.primary))
    row.add_item(button("Hint", pressed(Action.HINT)))
    row.add_item(button("Skip", pressed(Action.SKIP)))
    return row


def pause(scene: Scene) -> discord.ui.LayoutView:
    """The recruiter waits."""
    go_on = button("Go on", ButtonId(Action.RESUME, scene.screen.id), discord.ButtonStyle.success)
    stop = button("End and report", ButtonId(Action.STOP, scene.screen.id))
    return card(
        "### Paused\nI have not heard from you, so I put the phone down for now. All that you said is kept.",
        "**Go on** continues where we were, and so does `/screen resume`. After three days the screen ends by itself.",
        buttons=Buttons(go_on, stop),
    )


def hint(scene: Scene, index: int) -> discord.ui.LayoutView:
    """A nudge for the question."""
    asked = asked_in(scene, index)
    return card(f"**Hint**\n{harmless(asked.hint, SENTENCE)}" if asked else GONE)


def strong_answer(scene: Scene, index: int) -> discord.ui.LayoutView:
    """One strong answer, and what it has."""
    asked = asked_in(scene, index)
    if asked is None:
        return card(GONE)
    looked_for = lines(f"- {harmless(look_for.says, NAME)}" for look_for in asked.look_for[:MOST_NAMED])
    head = f"### A strong answer\n-# {harmless(asked.ask, SENTENCE)}"
    has = f"**What it has**\n{looked_for}" if looked_for else ""
    note = "-# One of many. Yours needs your own places, figures and words: this one said back is not rated."
    room = MESSAGE_TEXT - size(head + has + note)
    return card(head, harmless(asked.strong_answer, room, keep_lines=True), has, note)


def form(scene: Scene, put: ShowForm, custom_id: str) -> discord.ui.Modal:
    """The form for an answer. It hides the card on a phone, so that it says the question again."""
    asked = asked_in(scene, put.turn)
    text = asked.ask if asked else GONE
    if put.part > 0 and asked and asked.follow_up:
        text = asked.follow_up.ask
    modal = discord.ui.Modal(title="Your answer", custom_id=custom_id)
    field: discord.ui.TextInput[discord.ui.LayoutView] = discord.ui.TextInput(
        style=discord.TextStyle.paragraph, max_length=4000, placeholder="What you would say, in your own words"
    )
    # Forms know no markdown: there is nothing to escape.
    modal.add_item(discord.ui.Label(text="What do you say?", description=clipped(text, FORM_TEXT), component=field))
    return modal


def late(text: str, line: Line = Line.LATE, on_call: bool = False, on_shift: bool = False) -> discord.ui.LayoutView:
    """A form that is not taken, for `line`'s reason: what was written goes back, in a file when it is long."""
    return given_back(words(line, on_call, on_shift), text)


def given_back(why: str, text: str) -> discord.ui.LayoutView:
    """Why a form is not taken, and what was written in it; the file of a long one is that of `late_files`."""
    if _long(text):
        view = card(why, "What you wrote is in the file, so that it is not lost.")
        view.add_item(discord.ui.File(f"attachment://{WRITTEN}"))
        return view
    written = harmless(text, TEXT, keep_lines=True)
    return card(why, f"Here is what you wrote, so that it is not lost:\n>>> {written}")


def late_files(text: str) -> list[discord.File]:
    """The file that goes with `late` or `given_back`, if it is long."""
    return [discord.File(BytesIO(text.encode()), WRITTEN)] if _long(text) else []


def _long(text: str) -> bool:
    return len(text) > TEXT // 2


def asked_in(scene: Scene, index: int) -> Question | None:
    """The question of the turn at this index; None: it is no longer in the pack."""
    return scene.script.questions.get(scene.screen.turns[index].question)


def competency_name(scene: Scene, competency: str) -> str:
    """Its name in the rubric, or its id when the rubric no longer has it; to be made harmless."""
    return scene.script.rubric.name(competency)


def _names(scene: Scene, competencies: Iterable[str]) -> str:
    return harmless(", ".join(competency_name(scene, competency) for competency in competencies), SENTENCE)
