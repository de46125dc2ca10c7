"""The cards of a drill: the lobby, a round, the moderator's panel, the form, and what one member is told."""

from collections.abc import Sequence

import discord

from bot.face import cards
from bot.face.buttons import DrillAction, DrillId, RemovalId
from bot.face.cards import GONE
from bot.face.drill_lines import words
from bot.face.feedback_card import REPEATS, rated
from bot.face.layout import Buttons, button, card, frame
from bot.face.text import bar, clipped, count, harmless, lines, quote, seconds
from bot.practice.content import Question
from bot.practice.drill.drill import Drill, Entrant, Phase, Round
from bot.practice.drill.effects import DrillLine
from bot.practice.drill.turns import BEFORE, OPEN
from bot.practice.records import DrillTurnRow
from bot.practice.timing import next_second, seconds_to_say
from bot.scoring.rubric import Rubric
from bot.stage import DrillScene
from bot.state import score_of

TITLE, NAME, FIRST_NAME, SENTENCE = 100, 60, 24, 600
"""Characters that these may take on a card, escapes included."""

FIRST_NAMES, TEAMS, GROUPS, COPIERS = 20, 12, 8, 3
"""How many are named on a card."""

LABEL = 45
"""Characters that Discord takes as the title of a form, and as the label of its field."""

COPIED = 110
"""Characters of an answer that show what was copied."""

SECOND = 1000


def lobby(scene: DrillScene) -> discord.ui.LayoutView:
    """What will be played, who is in, and when it starts; later where it runs, or that it is over."""
    drill = scene.drill
    head = f"### 🎯 {_title(scene)}\n-# {_what(scene)}"
    if drill.ended_at is not None:
        return card(head, _ended(drill))
    if drill.phase in BEFORE:
        return card(head, _how(drill), _in(drill), _start(drill), buttons=_lobby_buttons(drill))
    where = f" in <#{drill.thread_id}>" if drill.thread_id and drill.thread_id != drill.channel_id else " below"
    # It is not edited again until the end: its round, and who is in by then, stand on the round's card.
    running = f"▶️ **Running{where}**. You can still join, or just answer there."
    return card(
        head,
        running,
        _in(drill),
        buttons=Buttons(
            _button("Join", drill, DrillAction.JOIN, discord.ButtonStyle.success),
            _button("Leave", drill, DrillAction.LEAVE),
            _button("Manage", drill, DrillAction.MANAGE),
        ),
    )


def _button(
    label: str, drill: Drill, action: DrillAction, style: discord.ButtonStyle = discord.ButtonStyle.secondary
) -> discord.ui.Button[discord.ui.LayoutView]:
    return button(label, DrillId(action, drill.id, drill.number), style)


def _title(scene: DrillScene) -> str:
    return harmless(scene.drill.title, TITLE) or "Drill"


def _what(scene: DrillScene) -> str:
    drill = scene.drill
    by = f"by {harmless(drill.member_name, NAME)}" if drill.member_name.strip() else ""
    if drill.call:
        what = f"one call for all at the same time, {seconds(drill.seconds * SECOND)}"
    else:
        what = f"{count(len(drill.rounds), 'question')}, {seconds(drill.seconds * SECOND)} each"
    teams = f"{len(drill.teams)} teams" if drill.teams else ""
    return " · ".join(filter(None, (harmless(scene.pack.title, NAME), what, teams, by)))


def _how(drill: Drill) -> str:
    if drill.call:
        return (
            "Everybody takes the same call at the same time, each in a private thread of their own. "
            "Then I show how all did, the three best by name (`/settings`: without), and how the caller's tension went."
        )
    return (
        "Everybody gets the same question at the same moment and answers in a form. Your feedback is for your eyes. "
        "After each round I show how all did, the three best by name (`/settings`: without), and strong "
        "answers without names."
    )


def _start(drill: Drill) -> str:
    if drill.starts_at is None:
        return "-# It starts when a moderator presses **Start**."
    if drill.waits_until is not None and not drill.present:
        return f"⏱️ Its time has come with nobody in. It waits until <t:{drill.waits_until // SECOND}:t>."
    return f"⏱️ It starts <t:{next_second(drill.starts_at) // SECOND}:R>."


def _in(drill: Drill) -> str:
    present = drill.present
    if not present:
        return "Nobody is in yet. Be the first."
    named = [_first_name(entrant) for entrant in present if entrant.name][:FIRST_NAMES]
    left = len(present) - len(named)
    more = f"{' and ' if named else ''}{left} {'more' if named else 'without a name'}" if left else ""
    began = "" if drill.phase in BEFORE else " when it began"
    who = f"**{len(present)} in{began}:** {', '.join(named)}{more}"
    return lines([who, _teams(drill, present)])


def _first_name(entrant: Entrant) -> str:
    first = next(iter(entrant.name.split()), "")
    return harmless(first, FIRST_NAME) or "somebody"


def _teams(drill: Drill, present: Sequence[Entrant]) -> str:
    sizes = [sum(entrant.team == number for entrant in present) for number in range(len(drill.teams))]
    if not any(sizes):
        return ""
    named = [f"{harmless(team.name, FIRST_NAME)} {size}" for team, size in zip(drill.teams, sizes, strict=True)]
    return f"-# Teams: {', '.join(named[:TEAMS])}"


def _lobby_buttons(drill: Drill) -> Buttons:
    return Buttons(
        _button("Join", drill, DrillAction.JOIN, discord.ButtonStyle.success),
        _button("Leave", drill, DrillAction.LEAVE),
        _button("Start", drill, DrillAction.START, discord.ButtonStyle.primary),
        _button("Cancel", drill, DrillAction.CANCEL, discord.ButtonStyle.danger),
    )


def _ended(drill: Drill) -> str:
    if drill.ended_why == "cancelled":
        return "It was cancelled."
    if drill.ended_why in ("thread", "locked"):
        return "Its thread is gone or closed, so it is over. What was answered is kept: `/drill mine`."
    if not drill.played:
        return "It is over: no question was put."
    where = f" How it ended stands in <#{drill.thread_id}>." if drill.thread_id != drill.channel_id else ""
    return f"🏁 **Over.** {count(len(drill.entrants), 'member')} took part.{where}"


def number(drill: Drill, index: int) -> str:
    """Which round (index) it is, in words."""
    return "The call" if drill.call else f"Round {index + 1} of {len(drill.rounds)}"


def round_card(scene: DrillScene, index: int, now: int | None = None) -> discord.ui.LayoutView:
    """A question to all, with its limit ticking and how many have answered.

    `now` (ms UTC): where the card is put, as its limit is counted from its own snowflake, which is not known before.
    """
    drill, this = scene.drill, scene.drill.rounds[index]
    asks = _asks(scene, index)
    state, is_open = _state(drill, index, now)
    if not is_open:
        return card(asks, state)
    label = "Take the call" if drill.call else "Answer"
    buttons = Buttons(
        button(label, DrillId(DrillAction.ANSWER, drill.id, index), discord.ButtonStyle.primary),
        button("Manage", DrillId(DrillAction.MANAGE, drill.id, index)),
    )
    return card(asks, lines([state, "" if this.asked_at is None else _progress(drill)]), buttons=buttons)


def _asks(scene: DrillScene, index: int) -> str:
    drill = scene.drill
    head = f"-# {number(drill, index)} · {_title(scene)}"
    if drill.call:
        script = scene.pack.calls.get(drill.call)
        if script is None:
            return f"{head}\nThis call is no longer in the pack."
        about = f"**{harmless(script.company, NAME)}.** {harmless(script.role, SENTENCE)}"
        return f"{head}\n### ☎️ {harmless(script.title, TITLE)}\n{about}"
    asked = scene.pack.questions.get(drill.rounds[index].question)
    if asked is None:
        return f"{head}\n{GONE}"
    on = harmless(", ".join(scene.rubric.name(name) for name in asked.weights), SENTENCE)
    return f"{head}\n### {harmless(asked.ask, SENTENCE)}\n-# Rated on: {on}"


def _state(drill: Drill, index: int, now: int | None) -> tuple[str, bool]:
    """How the round stands, and whether it takes answers."""
    this = drill.rounds[index]
    if this.skipped:
        return "A moderator skipped this round. It does not count in this drill.", False
    current = index == drill.number
    if not current or drill.phase not in OPEN:
        had = f" {_answers(drill, len(drill.answered))}" if current else ""
        return f"🔒 **Closed.**{had}", False
    if drill.paused_at is not None:
        return "⏸️ **Paused.** The clock stands still; answers are still taken.", True
    if drill.phase is Phase.CLOSING:
        return "⏱️ **Most limits are up:** the last answers are coming in.", True
    closes_at = _closes_at(drill, this, now)
    if closes_at is None:
        return f"⏱️ You have {seconds(drill.seconds * SECOND)}.", True
    return f"⏱️ {seconds(drill.seconds * SECOND)}: it closes <t:{closes_at // SECOND}:R>", True


def _closes_at(drill: Drill, this: Round, now: int | None) -> int | None:
    if this.closes_at is not None:
        return next_second(this.closes_at)
    return None if now is None else next_second(now) + drill.seconds * SECOND  # as the rules count it


def _answers(drill: Drill, number: int) -> str:
    if drill.call:
        return f"{count(number, 'call')} taken to the end."
    return f"{count(number, 'answer')}." if number else "Nobody answered."


def _progress(drill: Drill) -> str:
    """How many of those present have answered, and those who did and left."""
    everybody = len({entrant.id for entrant in drill.present} | drill.answered)
    done = len(drill.answered)
    if not everybody:
        return "Nobody is in at the moment. Whoever presses the button is."
    verb = "finished their call" if drill.call else "answered"
    return f"{bar(5 * done / everybody)} **{done} of {everybody}** have {verb}."


def panel(scene: DrillScene) -> discord.ui.LayoutView:
    """What a moderator can do now, for their eyes."""
    drill = scene.drill
    head = f"### {_title(scene)}\n-# {_panel_state(drill)}"
    if drill.ended_at is not None:
        return card(head, buttons=Buttons(_button("Copies", drill, DrillAction.COPIES)))
    row = Buttons(*_panel_buttons(drill))
    remove: discord.ui.UserSelect[discord.ui.LayoutView] = discord.ui.UserSelect(
        custom_id=str(RemovalId(drill.id, drill.number)), placeholder="Take somebody out of the drill"
    )
    view = discord.ui.LayoutView(timeout=None)
    container = frame(
        head, "-# **Copies** shows answers that are nearly alike. Who is taken out can't join again.", buttons=row
    )
    container.add_item(discord.ui.ActionRow(remove))
    view.add_item(container)
    return view


def _panel_state(drill: Drill) -> str:
    if drill.ended_at is not None:
        return "Over"
    if drill.phase in BEFORE:
        return f"Not started yet · {len(drill.present)} in"
    paused = " · paused" if drill.paused_at is not None else ""
    return f"{number(drill, drill.number)} · {len(drill.answered)} answered, {len(drill.present)} in{paused}"


def _panel_buttons(drill: Drill) -> list[discord.ui.Button[discord.ui.LayoutView]]:
    if drill.phase in BEFORE:
        return [
            _button("Start", drill, DrillAction.START, discord.ButtonStyle.primary),
            _button("Cancel", drill, DrillAction.CANCEL, discord.ButtonStyle.danger),
        ]
    if drill.paused_at is not None:
        pause = _button("Go on", drill, DrillAction.GO_ON, discord.ButtonStyle.success)
    else:
        pause = _button("Pause", drill, DrillAction.PAUSE)
    end = _button("End", drill, DrillAction.END, discord.ButtonStyle.danger)
    copies = _button("Copies", drill, DrillAction.COPIES)
    if drill.phase is Phase.COMMENTING:
        return [
            _button(next_label(drill, drill.number), drill, DrillAction.NEXT, discord.ButtonStyle.primary),
            pause,
            copies,
            end,
        ]
    more, skip = _button("+30 s", drill, DrillAction.EXTEND), _button("Skip round", drill, DrillAction.SKIP)
    return [pause, more, skip, copies, end]


def next_label(drill: Drill, index: int) -> str:
    """What comes after this round (index)."""
    return "Next round" if index + 1 < len(drill.rounds) else "To the podium"


def form(scene: DrillScene, index: int) -> discord.ui.Modal:
    """The form for an answer. It hides the card on a phone, so that it says the question again, in full."""
    drill = scene.drill
    asked = scene.pack.questions.get(drill.rounds[index].question)
    modal = discord.ui.Modal(
        title=clipped(number(drill, index), LABEL), custom_id=str(DrillId(DrillAction.ANSWER, drill.id, index))
    )
    modal.add_item(discord.ui.TextDisplay(harmless(asked.ask, SENTENCE) if asked else GONE))
    field: discord.ui.TextInput[discord.ui.LayoutView] = discord.ui.TextInput(
        style=discord.TextStyle.paragraph, max_length=4000, placeholder="What you would say, in your own words"
    )
    modal.add_item(discord.ui.Label(text="What do you say?", component=field))
    return modal


def line(said: DrillLine, text: str = "") -> discord.ui.LayoutView:
    """A short line. `text`: what they wrote and can't be taken goes back; with `cards.late_files` where it is long."""
    if text.strip():
        return cards.given_back(words(said), text)
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay(words(said)))
    return view


def taken() -> discord.ui.LayoutView:
    """The answer is kept and not rated yet."""
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(
        discord.ui.TextDisplay("Your answer is in. Feedback comes here in a moment; `/drill mine` has it too.")
    )
    return view


def feedback(row: DrillTurnRow, question: Question | None, rubric: Rubric) -> discord.ui.LayoutView:
    """What one's own answer came to, for their eyes."""
    if row.score is None:
        return card(f"### Round {row.round}\nYour answer is in, and is being rated. `/drill mine` has the feedback.")
    score = score_of(row.score)
    texts = rated(rubric, score, question, f"### Round {row.round}: {score.overall} of 100", _timing(row))
    return card(*texts, f"-# {REPEATS[row.repeats]}" if row.repeats in REPEATS else "", ruled=True)


def _timing(row: DrillTurnRow) -> str:
    said = len(row.answer.split())
    return (
        f"-# Answered in {seconds(row.answered_at - row.asked_at)}, {count(said, 'word')}, "
        f"about {seconds(seconds_to_say(said) * SECOND)} to say."
    )


def copies(scene: DrillScene, pairs: Sequence[tuple[DrillTurnRow, DrillTurnRow]]) -> discord.ui.LayoutView:
    """Answers that are nearly alike, for a moderator's eyes: an earlier one with each later one. Alike is no proof."""
    if not pairs:
        return card("No two answers of this drill are nearly alike.")
    groups: dict[tuple[int, int], list[DrillTurnRow]] = {}
    for first, later in pairs:
        groups.setdefault((first.round, first.member_id), [first]).append(later)
    rows = [_alike(scene, answers) for answers in list(groups.values())[:GROUPS]]
    more = f"-# And {len(groups) - GROUPS} more." if len(groups) > GROUPS else ""
    note = "-# Whoever sent first is named first. Two who learned the same line may well say the same."
    return card("### Answers nearly alike", *rows, lines([more, note]))


def _alike(scene: DrillScene, answers: Sequence[DrillTurnRow]) -> str:
    first, then = answers[0], answers[1 : 1 + COPIERS]
    later = [f"{name(scene, row.member_id)} ({seconds(_later(scene.drill, row, first))} later)" for row in then]
    left = len(answers) - 1 - len(then)
    more = f" and {left} more" if left else ""
    who = f"{name(scene, first.member_id)}, then {', '.join(later)}{more}"
    return f"**{number(scene.drill, first.round - 1)}:** {who}\n> {quote(first.answer, COPIED)}"


def _later(drill: Drill, row: DrillTurnRow, first: DrillTurnRow) -> int:
    ones, others = (drill.shown_time(row.round - 1, turn.answered_at - turn.asked_at) for turn in (row, first))
    return ones - others


def name(scene: DrillScene, member_id: int) -> str:
    """A member's name as they had it when they joined, harmless."""
    entrant = scene.drill.entrants.get(member_id)
    return (harmless(entrant.name, NAME) if entrant else "") or "A member"
