"""Cards of basics: a question with its choices, the answer explained, and what ten came to."""

from collections.abc import Sequence

import discord

from bot.face.buttons import SkillAction, SkillId
from bot.face.exercise_cards import after
from bot.face.layout import Buttons, Shown, button, card
from bot.face.skill_lines import ICONS, NAMES, variant_name
from bot.face.text import clipped, count, harmless, lines
from bot.practice.content import Pack
from bot.practice.skills.basics import STEPS, BasicsResult, ComesBack, TopicTally, missed_after, order
from bot.practice.skills.content import BasicsQuestion
from bot.practice.skills.exercise import Exercise, ExerciseRow
from bot.stage import ExerciseScene
from bot.state import exercise_result_of

LETTERS = "ABCD"
ASK, CHOICE, WHY, TITLE, SHORT_ASK = 300, 160, 250, 60, 110
"""Characters that these may take on the card, escapes included."""

LATELY = 5
"""Results before this one that are shown."""


def ready(scene: ExerciseScene) -> str:
    """What is asked, and how."""
    before = sum(step >= 0 for step in scene.exercise.steps)
    days = f"{', '.join(map(str, STEPS[:-1]))} and {STEPS[-1]} days"
    return lines(
        [
            f"{count(len(scene.exercise.tasks), 'question')}, one right choice each. "
            "Press its letter, and you see at once what is right and why.",
            f"No clock runs. What you miss comes back after {days}.",
            f"-# You missed {before} of these before." if before else "",
        ]
    )


def task(scene: ExerciseScene, number: int) -> Shown:
    """The question at this index with its choices, and a letter to press for each."""
    exercise, question = scene.exercise, _question(scene, number)
    shown = order(question, exercise.seed)
    row = Buttons(
        *(
            button(letter, SkillId(SkillAction.CHOOSE, exercise.id, number, choice))
            for letter, choice in zip(LETTERS, shown, strict=False)
        )
    )
    choices = lines(_choice(question, letter, choice) for letter, choice in zip(LETTERS, shown, strict=False))
    before = " · you missed it before" if _step(exercise, number) is not None else ""
    topic = f"-# {_title(scene.pack, question)}{before}"
    head = f"### Question {number + 1} of {len(exercise.tasks)}"
    return Shown([card(lines([head, topic]), f"**{harmless(question.ask, ASK)}**", choices, buttons=row)])


def explained(scene: ExerciseScene, number: int) -> discord.ui.LayoutView:
    """The question once it was answered: which choice is right, and why."""
    exercise, question = scene.exercise, _question(scene, number)
    answer = exercise.answers[number]
    right = answer.choice == question.right
    head = f"### {'✅ Right' if right else '❌ Not this one'} · question {number + 1} of {len(exercise.tasks)}"
    marks = {answer.choice: "❌", question.right: "✅"}
    choices = lines(
        f"{marks.get(choice, '▫️')} {_choice(question, letter, choice)}"
        + (" *(your choice)*" if choice == answer.choice and not right else "")
        for letter, choice in zip(LETTERS, order(question, exercise.seed), strict=False)
    )
    then = _then(missed_after(_step(exercise, number), right, answer.at))
    last = number + 1 == len(exercise.tasks)
    go_on = button(
        "See the result" if last else "Next",
        SkillId(SkillAction.NEXT, exercise.id, number),
        discord.ButtonStyle.primary,
    )
    why = lines([harmless(question.why, WHY), then])
    return card(lines([head, f"**{harmless(question.ask, ASK)}**"]), choices, why, buttons=Buttons(go_on), ruled=True)


def result(scene: ExerciseScene) -> Shown:
    """What the exercise came to, by topic, and what comes back when."""
    exercise, record = scene.exercise, scene.record
    reached = exercise_result_of(BasicsResult, record) if record is not None else None
    if reached is None or reached.overall is None:
        overall = record.overall if record is not None else None
        text = "There is nothing to count." if overall is None else f"{overall} of 100; the rest was forgotten."
        return Shown([card(f"### {ICONS[exercise.skill]} {NAMES[exercise.skill]}", text, buttons=after(exercise))])
    variant = variant_name(exercise.skill, exercise.variant, dict(scene.pack.skills.topics))
    named = f" · {harmless(variant, TITLE)}" if variant else ""
    head = f"### {ICONS[exercise.skill]} {NAMES[exercise.skill]}{named}: {reached.overall} of 100"
    texts = [
        lines([head, f"{reached.right} of {reached.asked} right. {_before(reached.overall, scene.earlier)}".rstrip()]),
        _by_topic(reached.topics),
        _coming_back(reached.back, reached.learned),
    ]
    return Shown([card(*texts, buttons=after(exercise), ruled=True)])


def _question(scene: ExerciseScene, number: int) -> BasicsQuestion:
    return scene.pack.skills.basics[scene.exercise.tasks[number]]


def _title(pack: Pack, question: BasicsQuestion) -> str:
    return harmless(pack.skills.topics.get(question.topic, question.topic), TITLE)


def _choice(question: BasicsQuestion, letter: str, choice: int) -> str:
    return f"**{letter}** · {harmless(question.choices[choice], CHOICE)}"


def _step(exercise: Exercise, number: int) -> int | None:
    """The step at which the question came back; None: it was not due."""
    step = exercise.steps[number] if number < len(exercise.steps) else -1
    return None if step < 0 else step


def _then(come: tuple[int | None, int] | None) -> str:
    if come is None:
        return ""
    step, at = come
    return f"-# It comes back {_when(at)}." if step is not None else "-# Right each time it came back: learned."


def _when(at: int) -> str:
    return f"<t:{at // 1000}:R>"


def _before(overall: int, earlier: Sequence[ExerciseRow]) -> str:
    """How the member did before, oldest first."""
    counted = [row.overall for row in earlier if row.overall is not None]
    if not counted:
        return ""
    best = max(counted)
    told = "Your best yet." if overall > best else f"Your best of late: {best}."
    return f"{told} Before: {', '.join(map(str, reversed(counted[:LATELY])))}."


def _by_topic(topics: Sequence[TopicTally]) -> str:
    rows = [
        f"{'✅' if tally.right == tally.asked else '▫️'} {harmless(tally.title, TITLE)}: {tally.right} of {tally.asked}"
        for tally in topics
    ]
    return lines(["**By topic**", *rows])


def _coming_back(back: Sequence[ComesBack], learned: int) -> str:
    rows = [
        f"{_when(question.due_at)} · {harmless(clipped(question.ask, SHORT_ASK), SHORT_ASK)}"
        for question in sorted(back, key=lambda question: question.due_at)
    ]
    told = (
        f"-# {count(learned, 'question')} that you once missed: right each time since, so learned." if learned else ""
    )
    if not rows:
        return lines(["Nothing missed, so nothing comes back." if not learned else "Nothing comes back.", told])
    return lines(["**What comes back**", *rows, told])
