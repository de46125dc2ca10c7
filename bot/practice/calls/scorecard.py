"""The scorecard of a call that is over: what came of it, what the caller made of it, and what moved them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.practice.calls.call import Call, Fail, Move, Scene, Spoken
from bot.practice.calls.caller import say_usual
from bot.practice.calls.conditions import met, so_far
from bot.practice.calls.content import CallScript, Outcome, Who
from bot.practice.calls.hearing import listen
from bot.scoring.score import Score

FAILED_CAP = 40
"""Overall at most, of 100, after an auto-fail."""

LOST_CAP = 50
"""Overall at most when the caller hung up, or was left: fine words did not hold them."""

_CONTENT = {1: 2, 2: 25, 3: 50, 4: 75, 5: 95}
"""What the caller's satisfaction is worth of 100: as much as a mean rating of so much is for an answer."""

MOMENTS = 3

_BASE = {Outcome.SOLVED: 4, Outcome.ESCALATED: 4, Outcome.CLOSED: 2, Outcome.HUNG_UP: 1, Outcome.ABANDONED: 1}


@dataclass(frozen=True, slots=True)
class Checked:
    """An item of the checklist: whether it was done, and what to do next time if not."""

    id: str
    says: str
    needed: bool
    done: bool
    missing: str


@dataclass(frozen=True, slots=True)
class Adapted:
    """How the agent's sentences fitted a clue: mean words a sentence before and after it first showed.

    `before` is None when it showed from the start.
    """

    trait: str
    says: str
    advice: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Times in ms. `satisfaction` 1 to 5, `felt` the caller's own words why; `talk_share` 0.0 to 1.0 of all words.

    `overall` 0 to 100 is the mean of the score's and of what the caller made of it, capped by auto-fails; None when
    nothing was said. `curve` is the tension (0 to
    10) at ms since the call was taken; `moments` moved it most, in the order of the call.
    """

    outcome: Outcome
    satisfaction: int
    felt: str
    handle_time: int
    hold_time: int
    holds: int
    longest_silence: int
    talk_share: float
    overall: int | None
    score: Score | None
    checklist: tuple[Checked, ...]
    fails: tuple[Fail, ...]
    curve: tuple[tuple[int, float], ...]
    moments: tuple[Move, ...]
    adapted: tuple[Adapted, ...]


def scorecard(call: Call, scene: Scene, outcome: Outcome, at: int) -> Scorecard:
    """The scorecard of a call that ends so at this moment."""
    script, state = scene.script, call.state
    taken = call.taken_at or at
    score = _rated(call, scene)
    satisfaction = _satisfaction(call, outcome)
    overall = None
    if score is not None:
        lost = outcome in (Outcome.HUNG_UP, Outcome.ABANDONED)
        half_and_half = round((score.overall + _CONTENT[satisfaction]) / 2)
        overall = min(half_and_half, FAILED_CAP if call.fails else LOST_CAP if lost else 100)
    have = so_far(call, state, script)
    curve = [(0, script.caller.tension), *((move.at - taken, move.tension) for move in state.moves)]
    return Scorecard(
        outcome=outcome,
        satisfaction=satisfaction,
        felt=_felt(call, script, satisfaction),
        handle_time=max(0, at - taken),
        hold_time=sum((hold.until or at) - hold.since for hold in call.holds),
        holds=len(call.holds),
        longest_silence=call.longest_silence,
        talk_share=_talk_share(call.log),
        overall=overall,
        score=score,
        checklist=tuple(
            Checked(
                item.id,
                item.says,
                item.needed,
                met(item.needs, have) and not have.intersection(item.never),
                item.missing,
            )
            for item in script.checklist
        ),
        fails=call.fails,
        curve=(*curve, (max(0, at - taken), state.tension)),
        moments=_moments(state.moves),
        adapted=_adapted(call, script),
    )


def _rated(call: Call, scene: Scene) -> Score | None:
    """The agent's words, joined, as an answer; lists of catchwords are none of them."""
    said = [spoken.text for spoken in call.log if spoken.who is Who.AGENT]
    heard = [text for text in said if not listen(text, scene.script).keywords]
    return scene.rate(scene.script.question, "\n".join(heard)) if said else None


def _satisfaction(call: Call, outcome: Outcome) -> int:
    """By the outcome; a point for how they felt at the end, and one less for each auto-fail."""
    tension = call.state.tension
    mood = 1 if tension <= 2 else 0 if tension < 6 else -1
    return min(5, max(1, _BASE[outcome] + mood - len(call.fails)))


def _felt(call: Call, script: CallScript, satisfaction: int) -> str:
    """Why, in the caller's own words: what weighed most in the direction that it went."""
    moves = call.state.moves
    good = satisfaction >= 4
    telling = [move for move in moves if move.felt and (move.amount < 0) == good]
    most = max(telling, key=lambda move: _weight(move, script), default=None)
    whole = say_usual(call, call.state, script, f"why-{satisfaction}").text
    return f"{most.felt} {whole}" if most else whole


def _weight(move: Move, script: CallScript) -> float:
    """People remember what was done for them longer than what was said."""
    act = script.acts.get(move.reason)
    return abs(move.amount) * (2 if act and act.does else 1)


def _moments(moves: Sequence[Move]) -> tuple[Move, ...]:
    """The three of the agent's sentences that moved the tension most, those with the same words added up."""
    by_quote: dict[tuple[str, bool], Move] = {}
    for move in moves:
        if move.quote:
            key = (move.quote, move.amount > 0)
            known = by_quote.get(key)
            if known is None:
                by_quote[key] = move
            else:
                heavier = move if abs(move.amount) > abs(known.amount) else known
                by_quote[key] = replace(
                    heavier, amount=round(known.amount + move.amount, 2), tension=move.tension, at=move.at
                )
    most = sorted(by_quote.values(), key=lambda move: -abs(move.amount))[:MOMENTS]
    return tuple(sorted(most, key=lambda move: move.at))


def _talk_share(log: Sequence[Spoken]) -> float:
    agent = sum(len(spoken.text.split()) for spoken in log if spoken.who is Who.AGENT)
    caller = sum(len(spoken.text.split()) for spoken in log if spoken.who is Who.CALLER)
    return round(agent / (agent + caller), 2) if agent + caller else 0.0


def _adapted(call: Call, script: CallScript) -> tuple[Adapted, ...]:
    """The agent's words a sentence, before and after the clue showed."""
    if not script.caller.traits:
        return ()
    showed = call.state.clue_at
    agent = [(number, spoken.text) for number, spoken in enumerate(call.log) if spoken.who is Who.AGENT]
    before = _sentence_length([text for number, text in agent if showed is not None and number < showed], script)
    after = _sentence_length([text for number, text in agent if showed is None or number >= showed], script)
    return tuple(Adapted(trait.id, trait.says, trait.advice, before, after) for trait in script.caller.traits)


def _sentence_length(texts: Sequence[str], script: CallScript) -> float | None:
    lengths = [length for text in texts for length in listen(text, script).lengths]
    return round(sum(lengths) / len(lengths), 1) if lengths else None
