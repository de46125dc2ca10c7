"""What the rules of `shift_steps` share: a number is dialled, a customer speaks, a connection and a shift end."""

from dataclasses import replace
from typing import Any

from bot.practice.calls.call import Spoken
from bot.practice.calls.content import Who
from bot.practice.dialer.content import SILENT, Answer, Kind
from bot.practice.dialer.effects import KeepShift, PutBreak, PutDialling, SayAsContact, ShowShiftResult, TellConnection
from bot.practice.dialer.hearing import Heard
from bot.practice.dialer.result import result
from bot.practice.dialer.shift import SILENT_IN_A_ROW, Connection, Phase, Scene, Shift
from bot.practice.dialer.verdict import Verdict, heard_in, judge, judge_at_once, reply_to, taken_well
from bot.practice.effects import Effect

Step = tuple[Shift, list[Effect]]
"""The shift after an event, and what is to be done."""


def enter(shift: Shift, phase: Phase, at: int) -> Shift:
    """The shift in this phase since `at`."""
    return replace(shift, phase=phase, phase_since=at, asked_still_there=False)


def now(shift: Shift, **changes: Any) -> Shift:
    """The shift with the connection that is on changed."""
    connections = list(shift.connections)
    connections[shift.number] = replace(shift.connection, **changes)
    return replace(shift, connections=tuple(connections))


def dial(shift: Shift, number: int, at: int, after: int | None = None) -> Step:
    """Dial the number of this index; `after`: tell with it what came of that connection."""
    shift = replace(shift, number=number, typing_at=None, form_open=False, pending=0, quiet_at=None)
    return enter(shift, Phase.DIALLING, at), [PutDialling(number, after)]


def says(shift: Shift, lines: tuple[str, ...], scene: Scene, at: int, hello: bool = False) -> Step:
    """The customer says one of the lines, drawn by the seed; nothing when there are none."""
    if not lines:
        return shift, []
    contact = scene.campaign.contact(shift.connection.contact)
    filled = [line[:1].upper() + line[1:] for line in (scene.campaign.filled(line, contact) for line in lines)]
    used = [spoken.text for spoken in shift.log]
    left = [line for line in filled if line not in used] or filled
    text = left[(shift.seed + len(shift.log) * 7) % len(left)]
    typing = shift.typing_at if hello else None
    log = (*shift.log, Spoken(Who.CALLER, at, text))
    shift = replace(shift, log=log, pending=0, quiet_at=None, typing_at=typing, form_open=False)
    return shift, [SayAsContact(shift.number, len(log) - 1, text, hello)]


def kind_of(connection: Connection, scene: Scene) -> Kind:
    """What the connection turns out to be."""
    return scene.campaign.kinds[connection.kind]


def answered(shift: Shift, scene: Scene, at: int) -> Step:
    """The customer answers what was said since their last line, if anything was, or that the agent hung up."""
    connection, campaign = shift.connection, scene.campaign
    contact, kind = campaign.contact(connection.contact), kind_of(connection, scene)
    if shift.phase is Phase.REPLIED:
        answer, after, verdict = _both(shift, scene)
        return _last_words(shift, scene, at, answer.good if taken_well(after, answer, verdict) else answer.bad, verdict)
    opener = heard_in(_text(shift.said(shift.number)), campaign, contact, connection.closed)
    if opener is None:
        return shift, []
    if connection.at_once:
        answer = kind.answer(connection.answer)
        verdict = judge_at_once(opener, kind, answer, campaign, connection.late)
        lines = answer.good if taken_well(opener, answer, verdict) else answer.bad
        return _last_words(shift, scene, at, lines, verdict)
    answer = reply_to(opener, kind, connection.answer)
    if connection.closed:
        return finished(shift, scene, at, judge(opener, None, kind, answer, campaign, connection.late))
    shift, effects = says(now(shift, reply=answer.id), answer.say, scene, at)
    if answer.ends:
        shift, more = finished(shift, scene, at, judge(opener, None, kind, answer, campaign, connection.late))
        return shift, [*effects, *more]
    return enter(shift, Phase.REPLIED, at), effects


def _text(said: tuple[Spoken, ...]) -> str:
    return "\n".join(spoken.text for spoken in said)


def _both(shift: Shift, scene: Scene) -> tuple[Answer, Heard | None, Verdict]:
    """The answer that the opener got, what was said to it, and what to make of all that."""
    connection, campaign = shift.connection, scene.campaign
    contact, kind = campaign.contact(connection.contact), kind_of(connection, scene)
    answer = kind.answer(connection.reply)
    opener = heard_in(_text(shift.said(shift.number)), campaign, contact)
    after = heard_in(_text(shift.said(shift.number, answered=True)), campaign, contact, connection.closed)
    nothing = Heard("", {}, {}, (), (), 0)
    return answer, after, judge(opener or nothing, after, kind, answer, campaign, connection.late)


def _last_words(shift: Shift, scene: Scene, at: int, lines: tuple[str, ...], verdict: Verdict) -> Step:
    """They are glad of how it was taken, or not; to an agent who has hung up nobody says anything."""
    shift, effects = says(shift, () if shift.connection.closed else lines, scene, at)
    shift, more = finished(shift, scene, at, verdict)
    return shift, [*effects, *more]


def silent(shift: Shift, scene: Scene, at: int) -> Step:
    """Nothing was said in time: they hang up, or the machine stops."""
    connection, kind = shift.connection, kind_of(shift.connection, scene)
    shift, effects = says(shift, kind.gone, scene, at)
    if connection.reply:
        _, _, verdict = _both(shift, scene)
    else:
        verdict = Verdict(False, (SILENT,))
    shift, more = finished(shift, scene, at, verdict)
    return shift, [*effects, *more]


def finished(shift: Shift, scene: Scene, at: int, verdict: Verdict) -> Step:
    """The connection ends; the next number is dialled, or the agent rests, or the shift is over."""
    shift = now(shift, verdict=verdict)
    number = shift.number
    nothing = not shift.said(number) and not shift.connection.closed
    shift = replace(shift, silent=shift.silent + 1 if nothing else 0, pending=0, quiet_at=None)
    if number + 1 == len(shift.connections):
        shift, effects = ended(shift, scene, at, "done")
    elif shift.break_asked or shift.silent >= SILENT_IN_A_ROW:
        shift, effects = enter(replace(shift, break_asked=False, silent=0), Phase.RESTING, at), [PutBreak()]
    else:
        return dial(shift, number + 1, at, after=number)
    return shift, [TellConnection(number), *effects]


def ended(shift: Shift, scene: Scene, at: int, why: str) -> Step:
    """The shift ends: its result is kept and shown, if anything came of it."""
    kept = kept_of(shift, scene)
    early = any(connection.verdict is None for connection in shift.connections)
    return over(shift, at, why), [*kept, ShowShiftResult(early)] if kept else []


def kept_of(shift: Shift, scene: Scene) -> list[Effect]:
    """The record of a shift that ends now; nothing when no connection came to its end."""
    if not any(connection.verdict for connection in shift.connections):
        return []
    return [KeepShift(result(shift, scene.campaign))]


def over(shift: Shift, at: int, why: str) -> Shift:
    """The shift, ended."""
    shift = replace(shift, pending=0, quiet_at=None, form_open=False)
    return replace(enter(shift, Phase.ENDED, at), ended_at=at, ended_why=why)
