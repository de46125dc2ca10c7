"""Which cards show an effect, by the kind of session."""

from functools import partial

from bot.face import (
    call_cards,
    cards,
    charts,
    drill_cards,
    drill_result_card,
    drill_reveal_card,
    exercise_showing,
    feedback_card,
    report_card,
    review_card,
    scorecard_card,
    shift_cards,
    shift_result_card,
    told_shown,
)
from bot.face.layout import Picture, Shown
from bot.practice.calls.call import Call
from bot.practice.calls.effects import PutBriefing, SayLine, ShowRecord, ShowScorecard, TellOnCall
from bot.practice.calls.events import LinePosted
from bot.practice.dialer.effects import (
    PutBreak,
    PutDialling,
    SayAsContact,
    ShowShiftResult,
    TellConnection,
    TellOnShift,
)
from bot.practice.dialer.shift import Shift
from bot.practice.drill.effects import (
    PutDrillLobby,
    PutPodium,
    PutReveal,
    PutRound,
    TellDrill,
    UpdateLobby,
    UpdateRound,
)
from bot.practice.drill.events import LobbyPosted, Revealed, RoundPosted
from bot.practice.effects import (
    Effect,
    PutLobby,
    PutPause,
    PutQuestion,
    Share,
    ShowFeedback,
    ShowReport,
    Tell,
    TellDecision,
)
from bot.practice.events import Event, QuestionPosted
from bot.practice.report import Report, report
from bot.practice.session import Session
from bot.practice.skills.effects import PutPiece, PutTask
from bot.practice.skills.events import PiecePosted, TaskPosted
from bot.practice.skills.exercise import Exercise
from bot.practice.timing import snowflake_time
from bot.stage import AnyScene, CallScene, DrillScene, ExerciseScene, Scene, ShiftScene
from bot.state import score_of, scorecard_of


def to_show(effect: Effect, scene: AnyScene, now: int) -> Shown:
    """The cards of an effect."""
    if isinstance(scene, DrillScene):
        return _of_drill(effect, scene, now)
    if isinstance(scene, ShiftScene):
        return _of_shift(effect, scene)
    if isinstance(scene, ExerciseScene):
        return exercise_showing.to_show(effect, scene)
    return _of_call(effect, scene) if isinstance(scene, CallScene) else _of_screen(effect, scene, now)


def stands(effect: Effect, message_id: int) -> Event | None:
    """What it is to the session that the effect's message stands in Discord."""
    at = snowflake_time(message_id)
    match effect:
        case PutQuestion():
            return QuestionPosted(at, message_id, effect.turn, effect.part)
        case SayLine() | SayAsContact():
            return LinePosted(at, message_id, effect.line)
        case PutDrillLobby():
            return LobbyPosted(at, message_id)
        case PutRound():
            return RoundPosted(at, message_id, effect.round)
        case PutReveal():
            return Revealed(at, effect.round)
        case PutTask():
            return TaskPosted(at, message_id, effect.number)
        case PutPiece():
            return PiecePosted(at, message_id, effect.piece, effect.again)
    return None


def thread_name(session: Session) -> str:
    """The name of the session's thread."""
    what = {Call: "Call", Shift: "Auto-dialer", Exercise: "Skills desk"}.get(type(session), "Phone screen")
    return f"{what} · {session.member_name}"[:100]


def _of_screen(effect: Effect, scene: Scene, now: int) -> Shown:
    match effect:
        case Share():
            return Shown([report_card.share(scene, _report(scene))])
        case ShowReport():
            summary = _report(scene)
            chart = report_card.chart(scene, summary)
            picture = Picture(report_card.PICTURE, partial(charts.draw, chart)) if summary.levels else None
            return Shown([report_card.report(scene, summary, effect.early)], picture)
        case PutLobby():
            return Shown([cards.lobby(scene)])
        case PutQuestion():
            return Shown([cards.question(scene, effect, now)])
        case PutPause():
            return Shown([cards.pause(scene)])
        case Tell():
            return Shown([cards.tell(effect.line, effect.on_call)])
        case ShowFeedback():
            return Shown(feedback_card.feedback(scene, effect.turns, effect.last))
        case TellDecision():
            return Shown([review_card.to_member(scene, effect)])
    raise TypeError(effect)


def _report(scene: Scene) -> Report:
    scores = {index: score_of(row.score) for index, row in scene.turns.items() if row.score}
    return report(scene.screen, scores, scorecard_of(scene.call.scorecard) if scene.call else None)


def _of_call(effect: Effect, scene: CallScene) -> Shown:
    match effect:
        case PutBriefing():
            return Shown([call_cards.briefing(scene, told_shown.lead(scene.within) if scene.within else "")])
        case SayLine():
            return Shown([call_cards.line(scene, effect.text)])
        case ShowRecord():
            return Shown([call_cards.record(scene, effect.record)])
        case Tell() | TellOnCall():
            return Shown([cards.tell(effect.line, on_call=True)])
        case ShowScorecard():
            curve = scorecard_card.curve(scene)
            picture = Picture(scorecard_card.PICTURE, partial(charts.draw_curve, curve))
            return Shown([scorecard_card.scorecard(scene)], picture)
        case Share():
            return Shown([scorecard_card.share(scene)])
    raise TypeError(effect)


def _of_shift(effect: Effect, scene: ShiftScene) -> Shown:
    match effect:
        case PutBriefing():
            return Shown([shift_cards.briefing(scene)])
        case PutDialling():
            return Shown([shift_cards.dialling(scene, effect)])
        case SayAsContact():
            return Shown([shift_cards.contact_line(scene, effect)])
        case TellConnection():
            return Shown([shift_cards.ended(scene, effect.connection)])
        case PutBreak():
            return Shown([shift_cards.pause(scene)])
        case Tell() | TellOnShift():
            return Shown([cards.tell(effect.line, on_shift=True)])
        case ShowShiftResult():
            return Shown([shift_result_card.result(scene, effect.early)])
        case Share():
            return Shown([shift_result_card.share(scene)])
    raise TypeError(effect)


def _of_drill(effect: Effect, scene: DrillScene, now: int) -> Shown:
    match effect:
        case PutDrillLobby() | UpdateLobby():
            return Shown([drill_cards.lobby(scene)])
        case PutRound():
            return Shown([drill_cards.round_card(scene, effect.round, now)])
        case UpdateRound():
            return Shown([drill_cards.round_card(scene, effect.round)])
        case PutReveal():
            return drill_reveal_card.reveal(scene, effect.round)
        case PutPodium():
            return drill_result_card.podium(scene, effect.early)
        case TellDrill():
            return Shown([drill_cards.line(effect.line)])
    raise TypeError(effect)
