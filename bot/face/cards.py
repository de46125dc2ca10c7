"""The cards of a screen's thread: what the recruiter puts there, in Components V2."""

import discord
from discord.utils import escape_markdown

from bot.desk import Scene
from bot.face.buttons import Action, ButtonId
from bot.face.lines import LINES
from bot.practice.content import Question
from bot.practice.effects import Line, PutQuestion
from bot.practice.records import TurnRow
from bot.practice.report import Report, Standing
from bot.practice.screen import Screen, Turn
from bot.practice.timing import SILENCE, Pace, next_second, seconds_to_say
from bot.scoring.score import Evidence, Score
from bot.state import score_of

PICTURE = "report.png"
ACCENT = discord.Colour(0x2A7F9E)
QUOTE_LENGTH = 220
MESSAGE_TEXT, MESSAGE_PARTS = 3900, 36
"""What Discord takes in one message: 4,000 characters of text and 40 components; a little kept free."""

PACES = {
    Pace.RELAXED: "No limits, and feedback after every answer.",
    Pace.REAL: "You have 30 seconds to begin and 120 to answer. Feedback comes at the end.",
    Pace.PRESSURE: "You have 10 seconds to begin and 60 to answer. Feedback comes at the end.",
}

Buttons = discord.ui.ActionRow[discord.ui.LayoutView]


def button(
    label: str, pressed: ButtonId, style: discord.ButtonStyle = discord.ButtonStyle.secondary
) -> discord.ui.Button[discord.ui.LayoutView]:
    """A button that says what it is about by its id."""
    return discord.ui.Button(label=label, style=style, custom_id=str(pressed))


def card(*texts: str, buttons: Buttons | None = None, picture: tuple[str, str] | None = None) -> discord.ui.LayoutView:
    """One framed card: texts, a picture (file name, alt text), a row of buttons."""
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(_container(*texts, buttons=buttons, picture=picture))
    return view


def _container(
    *texts: str, buttons: Buttons | None = None, picture: tuple[str, str] | None = None
) -> discord.ui.Container[discord.ui.LayoutView]:
    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(accent_colour=ACCENT)
    for text in texts:
        if text:
            container.add_item(discord.ui.TextDisplay(text))
    if picture:
        gallery: discord.ui.MediaGallery[discord.ui.LayoutView] = discord.ui.MediaGallery()
        gallery.add_item(media=f"attachment://{picture[0]}", description=picture[1][:1024])
        container.add_item(gallery)
    if buttons:
        container.add_item(buttons)
    return container


def tell(line: Line) -> discord.ui.LayoutView:
    """A short line, without a frame."""
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay(LINES[line]))
    return view


def quote(text: str) -> str:
    """What a member wrote, on one line, harmless and not too long."""
    flat = " ".join(text.split())
    shown = flat if len(flat) <= QUOTE_LENGTH else flat[: QUOTE_LENGTH - 1].rstrip() + "…"
    return f"“{escape_markdown(discord.utils.escape_mentions(shown))}”"


def lobby(scene: Scene) -> discord.ui.LayoutView:
    """The recruiter says what will happen; Pick up starts."""
    screen, recruiter = scene.screen, scene.script.recruiter(scene.screen)
    count = len(screen.questions)
    if screen.typing_allowed:
        how = (
            f"Type your answer here, in as many messages as you like. After about {SILENCE // 1000} quiet seconds "
            "I take it as finished; **Done** says so at once."
        )
    else:
        how = "Answer with **Answer in a form** under each question."
    return card(
        f"### 📞 {recruiter.name} is calling\n{recruiter.role}, {scene.script.pack.company}",
        f"Hello {escape_markdown(screen.member_name)}, this is your practice phone screen: {count} questions. "
        f"{PACES[screen.pace]}\n{how}\nThe clock starts when you pick up.",
        buttons=Buttons(button("Pick up", ButtonId(Action.PICK_UP, screen.id), discord.ButtonStyle.success)),
    )


def question(scene: Scene, put: PutQuestion, now: int) -> discord.ui.LayoutView:
    """A question, or its follow-up, with its limits as Discord's ticking timestamps."""
    screen, turn = scene.screen, scene.screen.turns[put.turn]
    asked = scene.script.questions.get(turn.question)
    if asked is None:
        return card("This question is no longer in the pack. Press **Skip** to go on.", buttons=_answering(screen, put))
    if put.part > 0 and asked.follow_up:
        head, text = f"Question {turn.number}, one more thing", asked.follow_up.ask
        rated = ""
    else:
        head, text = f"Question {turn.number} of {len(screen.questions)}", asked.ask
        rated = f"-# Rated on: {', '.join(_names(scene, asked.weights))}"
        if turn.attempt > 1:
            head += f", attempt {turn.attempt}"
    greeting = "Are you still there? No harm done: here is the next one." if put.still_there else ""
    return card(greeting, f"**{head}**\n## {text}", _limits(screen, now), rated, buttons=_answering(screen, put))


def _limits(screen: Screen, now: int) -> str:
    limits = screen.limits
    if limits.begin is None or limits.answer is None:
        return ""
    start = next_second(now)
    begin_by, answer_by = (start + limits.begin) // 1000, (start + limits.answer) // 1000
    return f"⏱️ Time to begin ends <t:{begin_by}:R>, time to answer <t:{answer_by}:R>."


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
        "### Paused\nI have not heard from you, so I put the phone down for now. What you said is kept. "
        "**Go on** continues, also tomorrow; `/screen resume` does the same.",
        buttons=Buttons(go_on, stop),
    )


def feedback(scene: Scene, indexes: tuple[int, ...], last: bool) -> list[discord.ui.LayoutView]:
    """Feedback cards of these turns, as few messages as Discord allows."""
    views: list[discord.ui.LayoutView] = []
    length = parts = 0
    for index in indexes:
        row = scene.turns.get(index)
        if row is None or row.score is None:
            continue
        container = _feedback_card(scene, index, row, score_of(row.score), last)
        texts = sum(len(item.content) for item in container.walk_children() if isinstance(item, discord.ui.TextDisplay))
        count = 1 + sum(1 for _ in container.walk_children())
        if not views or length + texts > MESSAGE_TEXT or parts + count > MESSAGE_PARTS:
            views.append(discord.ui.LayoutView(timeout=None))
            length = parts = 0
        views[-1].add_item(container)
        length, parts = length + texts, parts + count
    return views


def _feedback_card(
    scene: Scene, index: int, row: TurnRow, score: Score, last: bool
) -> discord.ui.Container[discord.ui.LayoutView]:
    screen, turn = scene.screen, scene.screen.turns[index]
    asked = scene.script.questions.get(turn.question)
    attempt = f", attempt {turn.attempt}" if turn.attempt > 1 else ""
    head = f"### Question {turn.number}{attempt}: {score.overall} of 100"
    if asked:
        head += f"\n-# {asked.ask}"
    said = score.feedback
    lines = [
        *said.notes,
        _moment("Best moment", said.best),
        _moment("Cost you most", said.costliest),
        f"**Change first:** {said.change}" if said.change else "",
        f"**A stronger line:** {said.stronger}" if said.stronger else "",
    ]
    levels = (
        ""
        if score.junk
        else "\n".join(
            f"{bar(level.value)} **{_name(scene, name)} {level.value:.1f}** {level.reason}"
            for name, level in score.levels.items()
        )
    )
    return _container(
        head,
        levels,
        "\n".join(line for line in lines if line),
        _timing(turn, row),
        buttons=_reviewing(screen, index, last),
    )


def bar(level: float) -> str:
    """A level 1 to 5 as five squares."""
    filled = max(0, min(5, round(level)))
    return "▰" * filled + "▱" * (5 - filled)


def _moment(title: str, found: Evidence | None) -> str:
    return f"**{title}:** {quote(found.quote)} This {found.shows}." if found else ""


def _timing(turn: Turn, row: TurnRow) -> str:
    words = len(row.answer.split())
    parts = []
    if turn.began_at is not None and turn.asked_at is not None:
        parts.append(f"began after {_seconds(turn.began_at - turn.asked_at)}")
    if turn.answer_time is not None:
        parts.append(f"answered in {_seconds(turn.answer_time)}")
    parts.append(f"{words} words, about {seconds_to_say(words)} s to say")
    text = f"-# {', '.join(parts).capitalize()}."
    if turn.changed:
        text += "\n-# You changed a message afterwards; the first wording counts, as on the phone."
    return text


def _seconds(milliseconds: int) -> str:
    seconds = max(0, milliseconds) / 1000
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds // 60:.0f} min {seconds % 60:.0f} s"


def _reviewing(screen: Screen, index: int, last: bool) -> Buttons:
    def pressed(action: Action) -> ButtonId:
        return ButtonId(action, screen.id, index)

    row = Buttons()
    if screen.limits.feedback_at_once and not screen.encore and screen.ended_at is None:
        label = "Finish and see my report" if last else "Next"
        row.add_item(button(label, pressed(Action.NEXT), discord.ButtonStyle.primary))
    row.add_item(button("Try again", pressed(Action.TRY_AGAIN)))
    row.add_item(button("A strong answer", pressed(Action.STRONG)))
    row.add_item(button("I disagree", pressed(Action.DISAGREE)))
    return row


def report(scene: Scene, summary: Report, early: bool) -> discord.ui.LayoutView:
    """What the whole screen came to."""
    ended = " (ended early)" if early else ""
    lines = [
        f"### Your report{ended}: {summary.score} of 100",
        f"{summary.answered} of {summary.asked} questions answered"
        + (f", {summary.planned} were planned." if summary.asked < summary.planned else "."),
    ]
    times = []
    if summary.began_after is not None and summary.slowest_start is not None:
        times.append(f"You began after {_seconds(summary.began_after)} (slowest {_seconds(summary.slowest_start)})")
    if summary.answered_in is not None:
        times.append(f"an answer took {_seconds(summary.answered_in)}")
    if times:
        lines.append(", ".join(times) + ".")
    standings = [
        _standing(scene, "Strongest", summary.strongest),
        _standing(scene, "Weakest", summary.weakest),
        _practise(scene, summary),
    ]
    share = button("Share", ButtonId(Action.SHARE, scene.screen.id), discord.ButtonStyle.primary)
    picture = (PICTURE, alt_text(scene, summary)) if summary.levels else None
    return card(
        "\n".join(lines), "\n".join(line for line in standings if line), picture=picture, buttons=Buttons(share)
    )


def alt_text(scene: Scene, summary: Report) -> str:
    """Says what the report's picture says."""
    levels = ", ".join(f"{_name(scene, name)} {level:.1f}" for name, level in summary.levels)
    return f"Levels from 1 to 5: {levels}."


def level_names(scene: Scene, summary: Report) -> list[tuple[str, float]]:
    """Names and levels for the report's picture."""
    return [(_name(scene, name), level) for name, level in summary.levels]


def _standing(scene: Scene, title: str, standing: Standing | None) -> str:
    if standing is None:
        return ""
    said = f": {quote(standing.quote)} This {standing.shows}." if standing.quote else "."
    return f"**{title}:** {_name(scene, standing.competency)}, {standing.level:.1f} of 5{said}"


def _practise(scene: Scene, summary: Report) -> str:
    if summary.again is None:
        return ""
    turn = scene.screen.turns[summary.again]
    asked = scene.script.questions.get(turn.question)
    return f"**Practise next:** question {turn.number}, “{asked.ask}” **Try again** on its card." if asked else ""


def share(scene: Scene, summary: Report) -> discord.ui.LayoutView:
    """The short version for the channel."""
    best = f" Strongest: {_name(scene, summary.strongest.competency)}." if summary.strongest else ""
    return card(
        f"**{escape_markdown(scene.screen.member_name)}** practised a phone screen ({scene.script.pack.title}, "
        f"{scene.screen.pace}): **{summary.score} of 100**, {summary.answered} of {summary.asked} answered.{best}"
    )


def hint(scene: Scene, index: int) -> discord.ui.LayoutView:
    """A nudge for the question."""
    asked = _asked(scene, index)
    return card(f"**Hint**\n{asked.hint}" if asked else "There is no hint for this question any more.")


def strong_answer(scene: Scene, index: int) -> discord.ui.LayoutView:
    """One strong answer, and what it has."""
    asked = _asked(scene, index)
    if asked is None:
        return card("This question is no longer in the pack.")
    looked_for = "\n".join(f"- {look_for.says}" for look_for in asked.look_for)
    return card(
        f"**A strong answer** to: {asked.ask}",
        asked.strong_answer,
        f"-# What it has:\n{looked_for}",
    )


def form(custom_id: str) -> discord.ui.Modal:
    """The form for an answer."""
    modal = discord.ui.Modal(title="Your answer", custom_id=custom_id)
    field: discord.ui.TextInput[discord.ui.LayoutView] = discord.ui.TextInput(
        style=discord.TextStyle.paragraph, max_length=4000, placeholder="What you would say, in your own words"
    )
    modal.add_item(discord.ui.Label(text="What do you say?", component=field))
    return modal


def late(text: str) -> discord.ui.LayoutView:
    """A form that came too late: what was written goes back to its writer."""
    written = escape_markdown(text.strip())[:3500]
    return card(LINES[Line.LATE], f"Here is what you wrote, so that it is not lost:\n>>> {written}")


def _asked(scene: Scene, index: int) -> Question | None:
    return scene.script.questions.get(scene.screen.turns[index].question)


def _name(scene: Scene, competency: str) -> str:
    known = scene.script.rubric.competencies.get(competency)
    return known.name if known else competency


def _names(scene: Scene, competencies: object) -> list[str]:
    assert hasattr(competencies, "__iter__")
    return [_name(scene, competency) for competency in competencies]
