"""How turns begin and end, and what follows: what the rules of `screen_steps` share."""

from dataclasses import replace

from bot.practice.calls.call import Call
from bot.practice.calls.call import Phase as OnCall
from bot.practice.calls.effects import PutBriefing
from bot.practice.effects import Effect, KeepTurn, Line, PutPause, PutQuestion, ShowFeedback, ShowReport, Tell
from bot.practice.screen import Outcome, Part, Phase, Screen, Script, Turn
from bot.scoring.score import Score

Step = tuple[Screen, list[Effect]]
"""The screen after an event, and what is to be done."""

QUESTIONS_UNANSWERED_BEFORE_PAUSE = 2


def enter(screen: Screen, phase: Phase, at: int) -> Screen:
    """The screen in this phase since `at`; what is told once may be told again."""
    return replace(screen, phase=phase, phase_since=at, told=(), asked_still_there=False)


def current(screen: Screen) -> tuple[int, int]:
    """The indexes of the newest turn and of its newest part."""
    return len(screen.turns) - 1, len(screen.turn.parts) - 1


def with_turn(screen: Screen, turn: Turn) -> Screen:
    """The screen with its newest turn replaced."""
    return replace(screen, turns=(*screen.turns[:-1], turn))


def with_part(screen: Screen, part: Part) -> Screen:
    """The screen with the part being asked replaced."""
    return with_turn(screen, replace(screen.turn, parts=(*screen.turn.parts[:-1], part)))


def ask_next(screen: Screen, at: int, script: Script, still_there: bool = False) -> Step:
    """The next question, the call after the last one, or the end when there is neither."""
    number = 1 + max((turn.number for turn in screen.turns), default=0)
    if screen.encore or (number > len(screen.questions) and not rings(screen)):
        return end_screen(screen, at, script, early=False)
    if number > len(screen.questions):
        return ring(screen, at, script)
    return ask(screen, Turn(number, 1, screen.questions[number - 1]), at, still_there)


def rings(screen: Screen) -> bool:
    """Whether the screen has a call that is still to come, or to be taken."""
    return bool(screen.shows) and (screen.call is None or screen.call.ended_at is None)


def ring(screen: Screen, at: int, script: Script) -> Step:
    """The call in which the member shows what they told; the end when the pack no longer has it."""
    told = script.questions.get(screen.shows)
    if told is None or told.call not in script.pack.calls:
        return end_screen(screen, at, script, early=False)
    call = Call(
        id=screen.id,
        guild_id=screen.guild_id,
        channel_id=screen.channel_id,
        member_id=screen.member_id,
        member_name=screen.member_name,
        pack=screen.pack,
        script=told.call,
        pace=screen.pace,
        public=screen.public,
        seed=screen.seed,
        typing_allowed=screen.typing_allowed,
        started_at=at,
        in_screen=True,
        phase=OnCall.LOBBY,
        phase_since=at,
        thread_id=screen.thread_id,
        seen_id=screen.seen_id,
        factor=screen.factor,
    )
    return replace(enter(screen, Phase.CALLING, at), call=call), [PutBriefing()]


def ask(screen: Screen, turn: Turn, at: int, still_there: bool = False) -> Step:
    """Put this turn's question."""
    screen = replace(enter(screen, Phase.ASKING, at), turns=(*screen.turns, turn))
    return screen, [PutQuestion(len(screen.turns) - 1, 0, still_there)]


def part_over(screen: Screen, at: int, script: Script, time_up: bool = False) -> Step:
    """Words, silence or the limit have ended this part: follow up, or close the turn."""
    turn = screen.turn
    if not turn.said.strip():
        return turn_over(screen, Outcome.UNANSWERED, at, script)
    question = script.questions.get(turn.question)
    score = script.rate(question, turn.said) if question else None
    follow_up = question.follow_up if question else None
    may_ask_more = len(turn.parts) == 1 and not time_up
    if score and follow_up and may_ask_more and set(follow_up.when_missing) <= set(score.missing):
        screen = with_turn(replace(screen, told=()), replace(turn, parts=(*turn.parts, Part())))
        return screen, [PutQuestion(*current(screen))]
    return turn_over(screen, Outcome.ANSWERED, at, script, score)


def turn_over(screen: Screen, outcome: Outcome, at: int, script: Script, score: Score | None = None) -> Step:
    """Close the turn, and show its feedback, pause, or go on."""
    screen, effects = _close_turn(screen, outcome, score)
    if outcome is Outcome.UNANSWERED:
        screen = replace(screen, unanswered=screen.unanswered + 1)
    else:
        screen = replace(screen, unanswered=0)
    if outcome is Outcome.ANSWERED and screen.encore:
        effects.append(ShowFeedback((len(screen.turns) - 1,), last=True))
    elif outcome is Outcome.ANSWERED and screen.limits.feedback_at_once:
        screen, more = review(screen, at)
        return screen, [*effects, *more]
    if screen.unanswered >= QUESTIONS_UNANSWERED_BEFORE_PAUSE and not screen.encore:
        return enter(screen, Phase.PAUSED, at), [*effects, PutPause()]
    screen, more = ask_next(screen, at, script, still_there=screen.unanswered > 0)
    return screen, [*effects, *more]


def review(screen: Screen, at: int) -> Step:
    """Show the newest turn's feedback and wait."""
    last = screen.turn.number >= len(screen.questions) and not rings(screen)
    return enter(screen, Phase.REVIEWING, at), [ShowFeedback((len(screen.turns) - 1,), last)]


def _close_turn(screen: Screen, outcome: Outcome, score: Score | None) -> tuple[Screen, list[Effect]]:
    """The turn is over with this score; what was said moves into its record."""
    turn, said = screen.turn, screen.turn.said
    parts = tuple(replace(part, pieces=tuple(replace(piece, text="") for piece in part.pieces)) for part in turn.parts)
    closed = replace(turn, outcome=outcome, overall=score.overall if score else None, parts=parts)
    return with_turn(screen, closed), [KeepTurn(len(screen.turns) - 1, said, score)]


def close_open_turn(screen: Screen, script: Script) -> tuple[Screen, list[Effect]]:
    """Ended in the middle of a question: what was said counts."""
    if screen.open_turn is None:
        return screen, []
    said, question = screen.turn.said, script.questions.get(screen.turn.question)
    if not said.strip():
        return _close_turn(screen, Outcome.UNANSWERED, None)
    return _close_turn(screen, Outcome.ANSWERED, script.rate(question, said) if question else None)


def end_screen(screen: Screen, at: int, script: Script, early: bool) -> Step:
    """End, with the feedback not yet shown and the report; `early`: before all questions were asked."""
    screen, effects = close_open_turn(screen, script)
    closed_now = bool(effects)
    answered = [index for index, turn in enumerate(screen.turns) if turn.outcome is Outcome.ANSWERED]
    if screen.limits.feedback_at_once or screen.encore:
        unseen = answered[-1:] if closed_now and screen.turn.outcome is Outcome.ANSWERED else []
    else:
        unseen = answered
    if unseen:
        effects.append(ShowFeedback(tuple(unseen), last=True))
    if screen.encore:
        if screen.turn.outcome is not Outcome.ANSWERED:
            effects.append(Tell(Line.OVER))
    elif answered or screen.called:
        effects.append(ShowReport(early))
    elif screen.thread_id is not None:
        effects.append(Tell(Line.STOPPED))
    return over(screen, at, "early" if early else "done"), effects


def over(screen: Screen, at: int, why: str) -> Screen:
    """The screen, ended."""
    return replace(enter(screen, Phase.ENDED, at), ended_at=at, ended_why=why)
