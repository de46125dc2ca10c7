"""How the caller answers: which questions, with what reaction, and where that takes them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random

from bot.practice.calls.call import Call, CallerState
from bot.practice.calls.conditions import knows_next_step, met, so_far, solved
from bot.practice.calls.content import Act, Beat, CallScript, Outcome, Reply
from bot.practice.calls.hearing import ACKNOWLEDGES, Heard
from bot.practice.calls.tension import HIGHEST, HOT, by_acts, by_clock, by_reason, moved

ASKS = "asks-"
ASKS_HELP = "asks-help"
REFUSES_HOLD = 8.0
"""From this tension on a hold is refused."""

WANDERS_EVERY = 3
"""A chatty caller wanders off with every so many answers, unless they were just steered back."""

_MATTERS = 0.5  # points from which an act is worth a word beside the answer to a question
# Said in passing: there is a word for it, and then the caller leads on.
_MINOR = ("greets", "thanks", "says-what-doing", "asks-to-verify", "comes-back", "praises-caller", "gives-name")
_GENERAL = {"offers-": "offer", "tells-": "explains"}  # what is said to acts that have no words of their own
_LAST_RESORT = "…"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the caller says to a turn of the agent, and how the call ends by it, if it does."""

    state: CallerState
    text: str
    end: Outcome | None = None


@dataclass(slots=True)
class _Speaking:
    """An answer in the making: the caller so far, and what has been put together."""

    state: CallerState
    call: Call
    script: CallScript
    heard: Heard
    at: int
    text: list[str]
    answers: int = 0  # lines of the text that answer questions: they are never dropped
    replied: bool = False  # with a reply of the call's own
    own: int = 0  # lines up to the reply of the call's own, unless it asks: relief does not drop it
    slight: bool = False  # the reaction is one that gives way to the first words of a beat

    def pick(self, wordings: Iterable[str]) -> str:
        """One of the wordings that have not been said, or nothing."""
        left = [line for line in wordings if line not in self.state.said]
        if not left:
            return ""
        line = Random(f"{self.call.seed}:{len(self.state.said)}").choice(left)
        self.state = replace(self.state, said=(*self.state.said, line))
        return line

    def say(self, wordings: Iterable[str]) -> bool:
        """Say one of the wordings; False when all are used up."""
        line = self.pick(wordings)
        if line:
            self.text.append(_sentence(line))
        return bool(line)

    def voice(self, situation: str) -> bool:
        """Say what is usual in a situation, the hot way when they are."""
        hot = self.script.voice.get(f"{situation}-hot", ()) if self.state.tension >= HOT else ()
        return self.say(hot) or self.say(self.script.voice.get(situation, ()))

    @property
    def beat(self) -> Beat:
        return self.script.beat(self.state.beat)

    @property
    def closing(self) -> bool:
        return self.state.beat == self.script.beats[-1].id


def _sentence(line: str) -> str:
    """With a capital, where a fact's value begins a line; an address of email stays as it is."""
    first = line.partition(" ")[0]
    return line if "@" in line or "." in first[:-1] or first[:1] == "'" else line[:1].upper() + line[1:]


def begin(call: Call, script: CallScript, at: int) -> Answer:
    """The caller as they come to the phone, and their first words."""
    state = CallerState(tension=script.caller.tension, beat=script.beats[0].id, clock_at=at)
    speaking = _Speaking(state, call, script, Heard({}, 0, False), at, [])
    speaking.say(script.opening)
    return Answer(speaking.state, " ".join(speaking.text))


def say_usual(call: Call, state: CallerState, script: CallScript, situation: str) -> Answer:
    """What is usual in a situation: silence, a hold, an end."""
    speaking = _Speaking(state, call, script, Heard({}, 0, False), 0, [])
    if not speaking.voice(situation):
        speaking.text.append(_LAST_RESORT)
    return Answer(speaking.state, " ".join(speaking.text))


def answer(call: Call, heard: Heard, script: CallScript, at: int) -> Answer:
    """What the caller says to what they heard."""
    speaking = _Speaking(_moved(call, heard, script, at), call, script, heard, at, [])
    if speaking.state.tension >= HIGHEST:
        return _hangs_up(speaking)
    if heard.keywords and not heard.acts:
        return _puzzled(speaking, "keywords")
    asked = _answer_questions(speaking)
    speaking.state = replace(speaking.state, solved=solved(call, speaking.state, script))
    end = _react(speaking, bool(asked))
    if end is not None:
        return Answer(speaking.state, " ".join(speaking.text), end)
    if speaking.state.tension >= HIGHEST:
        return _hangs_up(speaking)
    reacted = len(speaking.text)
    offended = any(script.acts[name].bad for name in heard.acts)
    came = not offended and _move_on(speaking)
    if not came and (not reacted or not (asked or speaking.replied or not _in_passing(speaking))):
        _lead_on(speaking)
    _wander(speaking)
    return Answer(speaking.state, " ".join(speaking.text))


def _moved(call: Call, heard: Heard, script: CallScript, at: int) -> CallerState:
    """The caller's tension after what was heard, before they answer."""
    state = by_acts(by_clock(call.state, script, at, call.factor), heard, script, at)
    if heard.keywords:
        return by_reason(state, script, at, "keywords")
    if heard.too_much and state.clue_at is not None:
        return by_reason(state, script, at, "too-much")
    return state


def _hangs_up(speaking: _Speaking) -> Answer:
    speaking.text.clear()
    own = [reply for reply in _replies(speaking) if reply.end is Outcome.HUNG_UP and _holds(reply, speaking)]
    if not (own and speaking.say(own[0].say)):
        speaking.voice("hung-up")
    return Answer(speaking.state, " ".join(speaking.text), Outcome.HUNG_UP)


# Replies of the call's own


def _holds(reply: Reply, speaking: _Speaking) -> bool:
    state = speaking.state
    seconds = (speaking.at - (speaking.call.taken_at or speaking.at)) / 1000
    have = so_far(speaking.call, state, speaking.script)
    return (
        (not reply.beats or state.beat in reply.beats)
        and met(reply.heard, _just_heard(speaking))
        and met(reply.done, have)
        and not have.intersection(reply.not_done)
        and (reply.tension_from is None or state.tension >= reply.tension_from)
        and (reply.tension_to is None or state.tension <= reply.tension_to)
        and (reply.after_seconds is None or seconds >= reply.after_seconds)
        and any(line not in state.said for line in reply.say)
    )


def _just_heard(speaking: _Speaking) -> set[str]:
    """The acts of this message, and the facts that it made them tell."""
    facts = speaking.script.facts
    return {*speaking.heard.acts, *(f"told-{name}" for name in facts if f"{ASKS}{name}" in speaking.heard.acts)}


def _replies(speaking: _Speaking) -> Sequence[Reply]:
    return (*speaking.beat.replies, *speaking.script.replies)


# Answers to questions


def _answer_questions(speaking: _Speaking) -> list[str]:
    """Tell every fact that was asked for."""
    asked = [name for name in speaking.script.facts if f"{ASKS}{name}" in speaking.heard.acts]
    for name in asked:
        fact, state = speaking.script.facts[name], speaking.state
        if name in state.told and "asks-repeat" not in speaking.heard.acts and not speaking.script.caller.traits:
            speaking.state = by_reason(state, speaking.script, speaking.at, "asked-again")
        if name in speaking.state.told and fact.value:
            again = [line.replace("{value}", fact.value) for line in speaking.script.voice.get("again", ())]
            told = speaking.say(again) or speaking.say(fact.say)
        else:
            told = speaking.say(fact.say)
        if told and fact.value and name not in speaking.state.told:
            speaking.state = replace(speaking.state, told=(*speaking.state.told, name))
    speaking.answers = len(speaking.text)
    return asked


# Reactions


def _react(speaking: _Speaking, answered: bool) -> Outcome | None:
    """One reaction to what was heard; the outcome, if it ends the call."""
    heard, state = speaking.heard, speaking.state
    if heard.too_much:
        _too_much(speaking)
        if heard.missed and not heard.acts:
            return None
    for reply in _replies(speaking):
        if _holds(reply, speaking):
            end = _say_reply(speaking, reply)
            if end is None and state.solved and "says-goodbye" in heard.acts:
                return _goodbye(speaking)
            return end
    if "asks-hold" in heard.acts:
        _answer_hold(speaking)
        return None
    if "says-goodbye" in heard.acts and len(speaking.call.log) > 2:
        return _goodbye(speaking)
    if "asks-anything-else" in heard.acts and len(speaking.call.log) > 2:
        speaking.voice("nothing-else" if state.solved else _too_early(speaking))
        return None
    if not heard.acts and not heard.too_much and heard.words:
        _not_understood(speaking)
        return None
    if heard.open_question and not answered and not heard.too_much:
        speaking.voice("unknown")
        return None
    if not heard.too_much:
        _usual_reaction(speaking, answered)
    return None


def _too_much(speaking: _Speaking) -> None:
    """It was too long or too hard: they say so in their way, and it is the first sight of the clue."""
    traits = {trait.id: trait for trait in speaking.script.caller.traits}
    lines = [line for name in speaking.heard.too_much for line in traits[name].lines]
    if not speaking.say(lines):
        speaking.voice("huh")
    if speaking.state.clue_at is None:
        speaking.state = replace(speaking.state, clue_at=len(speaking.call.log))


def _say_reply(speaking: _Speaking, reply: Reply) -> Outcome | None:
    speaking.replied = True
    if speaking.say(reply.say) and not speaking.text[-1].endswith("?"):
        speaking.own = len(speaking.text)
    if reply.tension:
        quote = next((q for name, q in speaking.heard.acts.items() for group in reply.heard if name in group), "")
        speaking.state = moved(
            speaking.state, speaking.script, speaking.at, reply.id, reply.tension, reply.because, quote, ""
        )
    if "asks-hold" in speaking.heard.acts and not speaking.state.hold_answer:
        speaking.state = replace(speaking.state, hold_answer="yes", hold_estimate=speaking.heard.estimate)
    if reply.go:
        speaking.state = replace(speaking.state, beat=reply.go)
    return reply.end


def _answer_hold(speaking: _Speaking) -> None:
    """Asked for a hold: agree, or not when it has been too much already."""
    told_why = {"hold-reason", "hold-estimate"}.intersection(speaking.heard.acts)
    no = speaking.state.tension >= REFUSES_HOLD and len(told_why) != 2
    speaking.state = replace(speaking.state, hold_answer="no" if no else "yes", hold_estimate=speaking.heard.estimate)
    speaking.voice("hold-no" if no else "hold-yes")


def _goodbye(speaking: _Speaking) -> Outcome | None:
    """The agent says goodbye: so do they when it is solved, or when they know what comes next."""
    if speaking.state.solved:
        speaking.voice("goodbye")
        return Outcome.SOLVED
    if knows_next_step(speaking.state):
        speaking.voice("closed-told")
        return Outcome.CLOSED
    speaking.voice(_too_early(speaking))
    return None


def _too_early(speaking: _Speaking) -> str:
    """The agent is done and the caller is not: nothing has been solved, or all but something."""
    have = so_far(speaking.call, speaking.state, speaking.script)
    needed = [met(item.needs, have) for item in speaking.script.checklist if item.needed]
    nearly = 2 * sum(needed) > len(needed)
    return "goodbye-nearly" if nearly else "goodbye-early"


def _not_understood(speaking: _Speaking) -> None:
    state = speaking.state
    if state.puzzled:
        speaking.state = by_reason(state, speaking.script, speaking.at, "not-understood")
    speaking.state = replace(speaking.state, puzzled=state.puzzled + 1)
    speaking.voice("unknown" if speaking.heard.open_question else "huh")


def _puzzled(speaking: _Speaking, situation: str) -> Answer:
    if not speaking.voice(situation):
        speaking.voice("huh")
    return Answer(speaking.state, " ".join(speaking.text) or _LAST_RESORT)


def _usual_reaction(speaking: _Speaking, answered: bool) -> None:
    """A word to the act that weighs most; bad ones before good ones."""
    acts = [speaking.script.acts[name] for name in speaking.heard.acts]
    acts.sort(key=lambda act: (not act.bad, _weight_of(act, answered)))
    for act in acts:
        if answered and not act.bad and abs(act.tension) < _MATTERS:
            continue
        if act.id == ASKS_HELP and speaking.closing:
            continue
        speaking.slight = not act.bad and abs(act.tension) < _MATTERS
        if speaking.voice(act.id):
            return
        general = next((voice for beginning, voice in _GENERAL.items() if act.id.startswith(beginning)), "")
        if general and speaking.voice(general):
            speaking.slight = True
            return


def _weight_of(act: Act, answered: bool) -> float:
    """What weighs most comes first. "How can I help?" is waiting for an answer: only what matters goes before it."""
    if act.id == ASKS_HELP and not answered:
        return -_MATTERS
    return -abs(act.tension)


def _in_passing(speaking: _Speaking) -> bool:
    """Was there nothing but courtesies, so that the caller leads on?"""
    acts = speaking.heard.acts
    if (
        not acts
        or speaking.heard.too_much
        or speaking.heard.open_question
        or any(speaking.script.acts[name].bad for name in acts)
    ):
        return False
    passing = {*_MINOR, ACKNOWLEDGES, "names-company", "uses-name"}
    return passing.issuperset(acts) and "says-what-doing" not in acts


# Going on


def _move_on(speaking: _Speaking) -> bool:
    """Go through the beats that are over; say what the last one begins with. True when there was something to say."""
    state, script = speaking.state, speaking.script
    if state.solved and not speaking.closing:
        state = by_reason(state, script, speaking.at, "solved")
        speaking.state = replace(state, beat=script.beats[-1].id)
        del speaking.text[max(speaking.answers, speaking.own) :]
        return speaking.say(speaking.beat.enter)
    have = so_far(speaking.call, state, script)
    came = False
    for _ in script.beats:  # at most once through all of them
        beat = speaking.beat
        if not (beat.until and met(beat.until, have)) or beat.next == script.beats[-1].id:
            break
        speaking.state = replace(speaking.state, beat=beat.next)
        came = True
    if not came or _asked_for_hold(speaking):
        return False
    if speaking.slight:
        del speaking.text[speaking.answers :]
    return speaking.say(speaking.beat.enter)


def _asked_for_hold(speaking: _Speaking) -> bool:
    return "asks-hold" in speaking.heard.acts


def _lead_on(speaking: _Speaking) -> None:
    """What the caller says when there is nothing else to say."""
    if _asked_for_hold(speaking) and speaking.text:
        return
    if speaking.say(speaking.beat.prompts) or speaking.voice("murmur"):
        return
    murmurs = speaking.script.voice.get("murmur", ("Yes.", "And?"))
    pairs = [f"{one} {other}" for one in murmurs for other in murmurs if one != other]
    if not speaking.say(pairs) and not speaking.text:
        speaking.text.append(_LAST_RESORT)


def _wander(speaking: _Speaking) -> None:
    """A chatty caller comes from one thing to the next, unless they were just brought back."""
    script, state = speaking.script, speaking.state
    answers = sum(spoken.who == "caller" for spoken in speaking.call.log)
    if not script.wanders or speaking.closing or "steers-back" in speaking.heard.acts:
        return
    if answers % WANDERS_EVERY == 1 and speaking.say(script.wanders) and state.clue_at is None:
        speaking.state = replace(speaking.state, clue_at=len(speaking.call.log))
