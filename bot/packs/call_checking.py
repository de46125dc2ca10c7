"""Calls tried on themselves: agents of ours play each, and every beat and reply is looked for a way to it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, product

from bot.packs.players import START, Play, bad, fresh, good, parrot, silent, unrated, won
from bot.packs.problem import Problem, shown
from bot.practice.calls.call import Call, CallerState, Scene
from bot.practice.calls.caller import answer
from bot.practice.calls.conditions import solved
from bot.practice.calls.content import Beat, CallScript, Needs, Outcome, Reply, Who
from bot.practice.calls.hearing import Heard, listen
from bot.practice.content import Question
from bot.scoring.score import Score

MODEL_RATES = 60
"""What a model transcript should rate at least, 0 to 100."""

MOST_WAYS = 200
"""Ways to meet a reply's conditions that are tried."""

Rate = Callable[[Question, str], Score]


def tried(script: CallScript, rate: Rate) -> tuple[list[Problem], list[Problem]]:
    """What is wrong with how a call plays, and what a trainer should look at."""
    played = good(Scene(script, rate))
    return list(_misses(script, played)), list(_warnings(script, played))


def _misses(script: CallScript, played: Play) -> Iterator[Problem]:
    scene = Scene(script, unrated)
    if played.call.outcome is not script.model_ends:
        yield Problem(script.file, script.lines.get("model 0", 1), *_not_solved(script, played))
    elif played.call.state.tension >= script.caller.tension:
        what = f"{script.id}: the model transcript ends at a tension of {played.call.state.tension}"
        yield Problem(script.file, script.lines.get("model 0", 1), what, "it should end lower than it began")
    if played.call.fails:
        fail = played.call.fails[0]
        what = f"{script.id}: the model transcript has the auto-fail {fail.id}: {shown(fail.quote)}"
        yield Problem(script.file, script.lines.get("model 0", 1), what, "change the line, or the phrases that find it")
    if (outcome := bad(scene).call.outcome) is not Outcome.HUNG_UP:
        what = f"{script.id}: a bad agent is not hung up on ({outcome or 'the call goes on'})"
        yield Problem(script.file, 1, what, "begin with more tension, or give 'bad_agent' lines that it hears")
    if (outcome := silent(scene).call.outcome) is not Outcome.ABANDONED:
        yield Problem(script.file, 1, f"{script.id}: a silent agent ends as {outcome}", "it should be abandoned")
    if won(parrot(scene)):
        what = f"{script.id}: a parrot of keywords solves it"
        yield Problem(script.file, 1, what, "make the phrases of the checklist's acts longer than single words")


def _warnings(script: CallScript, played: Play) -> Iterator[Problem]:
    """Lines that nobody ever hears, and model lines that the caller does not get."""
    for number, line in enumerate(script.model):
        heard = listen(line.text, script) if line.who is Who.AGENT else None
        if heard and (heard.too_much or not heard.understood):
            why = f"too much for {', '.join(heard.too_much)}" if heard.too_much else "not understood"
            what = f"{script.id}: a line of the model transcript is {why}: {shown(line.text)}"
            yield Problem(script.file, script.lines.get(f"model {number}", 1), what)
    if played.scorecard and played.scorecard.overall is not None and played.scorecard.overall < MODEL_RATES:
        what = f"{script.id}: its model transcript rates {played.scorecard.overall}"
        yield Problem(script.file, script.lines.get("model 0", 1), what, f"it should rate {MODEL_RATES} or more")
    reached = set(_reached(script))
    for beat in script.beats:
        if beat.id not in reached:
            what = f"{script.id}: no way leads to the beat {shown(beat.id)}"
            yield Problem(script.file, script.lines.get(f"beat {beat.id}", 1), what, "look at 'until', 'next' and 'go'")
        for reply in beat.replies:
            yield from _dead(script, reply, [beat.id])
    for reply in script.replies:
        yield from _dead(script, reply, list(reply.beats) or [beat.id for beat in script.beats])


def _not_solved(script: CallScript, played: Play) -> tuple[str, str]:
    missing = [c.id for c in played.scorecard.checklist if c.needed and not c.done] if played.scorecard else []
    outcome = played.call.outcome or "open"
    what = f"{script.id}: the model transcript ends as {outcome}, not {script.model_ends}"
    return what, f"not heard of the checklist: {', '.join(missing)}" if missing else "see how it plays"


def _call(script: CallScript, state: CallerState, unseen: Sequence[str] = ()) -> Call:
    """A call in the middle, in which nothing else has happened and everything is looked up, but what is unseen."""
    call = fresh(script)
    looked_up = tuple(name for name in script.records if f"looked-up-{name}" not in unseen)
    return replace(call, caller=state, looked_up=looked_up, taken_at=call.started_at)


def _ways(needs: Needs) -> Iterator[tuple[str, ...]]:
    """One of each group, in all combinations."""
    return islice(product(*needs), MOST_WAYS)


def _dead(script: CallScript, reply: Reply, beats: list[str]) -> Iterator[Problem]:
    """A reply that is never said, though its conditions hold."""
    others = {name for other in _all_replies(script) for name in other.not_done} - set(reply.not_done)
    more = ((), tuple(sorted(others)))
    tries = [(heard, (*done, *extra), hot) for heard, done in _tries(reply) for extra in more for hot in (0.0, 2.0)]
    if not any(_said(script, reply, beat, *each) for beat in beats for each in tries):
        what = f"{script.id}: this reply is never said: {shown(reply.say[0])}"
        instead = "its conditions never hold, or a reply before it always does"
        yield Problem(script.file, script.lines.get(f"reply {reply.id}", 1), what, instead)


def _all_replies(script: CallScript) -> Iterator[Reply]:
    for beat in script.beats:
        yield from beat.replies
    yield from script.replies


def _tries(reply: Reply) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    return ((heard, done) for heard in _ways(reply.heard) for done in islice(_ways(reply.done), 20))


def _said(
    script: CallScript, reply: Reply, beat: str, heard: tuple[str, ...], done: tuple[str, ...], hotter: float
) -> bool:
    """Whether the reply is said in this beat. `hotter`: soothed by what is heard, they must have been."""
    tension = reply.tension_from if reply.tension_from is not None else min(reply.tension_to or 5.0, 5.0)
    tension = min(9.9, tension + hotter)
    facts = [name.removeprefix("told-") for name in done if name.startswith("told-")]
    told = (*facts, *(script.verify if "verified" in done else ()))
    acts = {name: 1 for name in done if name in script.acts}
    state = CallerState(tension=tension, beat=beat, told=told, done=acts, solved="solved" in done, clock_at=START)
    call = _call(script, state, reply.not_done)
    if not state.solved and solved(call, state, script):
        return True  # it can only be said to somebody who has solved it: too far to tell
    at = call.started_at + 1000 * (reply.after_seconds or 0)
    acts_heard = [_act((name,), script) for name in heard] or ["acknowledges"]
    given = answer(call, Heard(dict.fromkeys(acts_heard, "x"), 5, False), script, at)
    return any(line in given.state.said for line in reply.say)


def _reached(script: CallScript) -> Iterator[str]:
    """The beats that can be come to, trying in each what ends it, and its replies."""
    seen = {script.beats[0].id}
    ahead = [script.beats[0]]
    while ahead:
        beat = ahead.pop()
        for following in {*_after(script, beat), *(reply.go for reply in (*beat.replies, *script.replies) if reply.go)}:
            if following not in seen:
                seen.add(following)
                ahead.append(script.beat(following))
    return iter(seen)


def _after(script: CallScript, beat: Beat) -> Iterator[str]:
    """Where the acts that end a beat lead, one after another; and where it leads when everything needed is done."""
    for needs in (beat.until, tuple(group for item in script.checklist if item.needed for group in item.needs)):
        state = CallerState(tension=3.0, beat=beat.id, clock_at=START)
        for group in needs:
            if "verified" in group:
                state = replace(state, told=(*state.told, *script.verify))
            call = _call(script, state)
            state = answer(call, Heard({_act(group, script): "x"}, 5, False), script, call.started_at).state
            yield state.beat


def _act(group: tuple[str, ...], script: CallScript) -> str:
    """An act that meets a need, or leads to it: a fact is told when it is asked for."""
    names = [f"asks-{name.removeprefix('told-')}" if name.startswith("told-") else name for name in group]
    return next((name for name in names if name in script.acts), "acknowledges")
