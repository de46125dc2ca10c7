"""Whatever comes in whatever order, no answer is lost, everybody who presses is answered, and a drill ends."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.drill.drill import SECOND, Drill, Phase
from bot.practice.drill.drill_steps import step
from bot.practice.drill.events import (
    AnswerPressed,
    AnswerSent,
    CallOver,
    CallTaken,
    CancelPressed,
    EndPressed,
    ExtendPressed,
    JoinPressed,
    LeavePressed,
    LobbyPosted,
    NextRoundPressed,
    PausePressed,
    RemovePressed,
    Revealed,
    RoundPosted,
    SkipRoundPressed,
    StartPressed,
    UnpausePressed,
)
from bot.practice.effects import Effect
from bot.practice.events import DeadlinePassed, Event, Gone, Refused, Started, Stopped, ThreadOpened

from .play import ANN, BEN, CEM, MODERATOR, START, WORDS, Play, asked, fresh, kept, lines, lobby, phase_of

EVENTS = st.sampled_from(
    [
        lambda at, by, n: JoinPressed(at, at, by, "m", 1.0 + by % 2),
        lambda at, by, n: LeavePressed(at, by),
        lambda at, by, n: AnswerPressed(at, at, by, "m", 2.0 if by % 2 else 1.0, round=n),
        lambda at, by, n: AnswerSent(at, at, by, "m", round=n, text=WORDS),
        lambda at, by, n: AnswerSent(at, at, by, "m", round=n, text=" "),
        lambda at, by, n: CallTaken(at, by, at),
        lambda at, by, n: CallOver(at, by),
        lambda at, by, n: StartPressed(at, by, n),
        lambda at, by, n: CancelPressed(at, by, n),
        lambda at, by, n: NextRoundPressed(at, by, n),
        lambda at, by, n: PausePressed(at, by, n),
        lambda at, by, n: UnpausePressed(at, by, n),
        lambda at, by, n: ExtendPressed(at, by, n),
        lambda at, by, n: SkipRoundPressed(at, by, n),
        lambda at, by, n: RemovePressed(at, by, n, by + 1),
        lambda at, by, n: EndPressed(at, by, n),
        lambda at, by, n: RoundPosted(at, at, n),
        lambda at, by, n: LobbyPosted(at, at),
        lambda at, by, n: ThreadOpened(at, at),
        lambda at, by, n: Revealed(at, n),
        lambda at, by, n: Refused(at, ("permission", "thread", "content")[n], ""),
        lambda at, by, n: Gone(at, ("thread", "member", "lobby")[n]),
        lambda at, by, n: Stopped(at),
        lambda at, by, n: Started(at),
        lambda at, by, n: DeadlinePassed(at),
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    call=st.sampled_from(["", "late-parcel"]),
    automatic=st.booleans(),
    starts=st.booleans(),
    under_way=st.booleans(),
    acts=st.lists(
        st.tuples(EVENTS, st.integers(0, 90_000), st.integers(11, 14), st.integers(0, 2), st.booleans()), max_size=40
    ),
)
def test_whatever_comes_no_answer_is_lost_and_it_comes_to_an_end(
    call: str, automatic: bool, starts: bool, under_way: bool, acts: list[tuple[object, int, int, int, bool]]
) -> None:
    drill = fresh(rounds=3, automatic=automatic, call=call, starts_at=START + 30 * SECOND if starts else None)
    play = asked(ANN, BEN, CEM, drill=drill) if under_way else lobby(ANN, drill=drill)
    answered: set[tuple[int, int]] = set()  # round and member
    for make, gap, by, number, waits in acts:
        play.at += gap
        event = make(play.at, by, number)  # type: ignore[operator]
        before = play.drill
        _keep(play.take(event, perform=waits), before, answered, event)
        if not call and play.drill.number == before.number:
            assert {member for round, member in answered if round == play.drill.number} == play.drill.answered
        if waits and play.drill.wake_at is not None:
            play.wait(gap / SECOND)
        assert all(member in play.drill.entrants for _, member in answered)
    _finish(play)
    assert phase_of(play) is Phase.ENDED
    assert play.drill.wake_at is None
    assert play.drill.ended_at is not None


def _keep(effects: list[Effect], before: Drill, answered: set[tuple[int, int]], event: Event) -> None:
    """Every answer is kept, once, or given back."""
    if not isinstance(event, AnswerSent):
        return
    for effect in kept(effects):
        earlier = event.round < before.number or before.phase is Phase.ENDED  # storage keeps the first of two
        assert earlier or (event.round, effect.member_id) not in answered
        assert effect.text == event.text
        answered.add((event.round, effect.member_id))
    given_back = [line for line in lines(effects) if line.text == event.text]
    assert len(kept(effects)) + len(given_back) == 1, (before.phase, effects)


def _finish(play: Play) -> None:
    """What was not performed is, as after a crash; and time goes on, with nobody there."""
    for _ in range(20):
        number = play.drill.number
        for event in (
            LobbyPosted(play.at, 1),
            ThreadOpened(play.at, 2),
            RoundPosted(play.at, 3, number),
            Revealed(play.at, number),
        ):
            play.take(event)
        play.wait(24 * 3600)


def test_every_event_of_who_presses_has_an_answer_in_every_phase() -> None:
    for phase in Phase:
        drill = replace(fresh(), phase=phase)
        for event in (JoinPressed(START, 1, ANN, "Ann"), AnswerPressed(START, 1, ANN, "Ann"), LeavePressed(START, ANN)):
            assert step(drill, event)[1], (phase, event)
        for kind in (StartPressed, CancelPressed, NextRoundPressed, PausePressed, SkipRoundPressed, EndPressed):
            assert step(drill, kind(START, MODERATOR, 0))[1], (phase, kind)
