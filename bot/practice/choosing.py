"""Which questions a screen asks, and which call comes."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from random import Random

from bot.practice.content import Pack, Question

LEAST_WITH_CALL = 4
"""Questions of a screen that has a call among them: fewer leave nothing between telling and showing."""


def choose(questions: Iterable[Question], count: int, seed: int, recent: Collection[str] = ()) -> tuple[str, ...]:
    """Pick `count` ids: those not asked recently first, then whatever rates what is least covered so far.

    The same seed picks the same. Fewer come back when the pack has fewer; retired questions never do.
    """
    left = [question for question in questions if not question.retired]
    Random(seed).shuffle(left)
    covered: Counter[str] = Counter()
    chosen: list[str] = []
    while left and len(chosen) < count:
        best = min(left, key=lambda question: (question.id in recent, _overlap(question, covered)))
        left.remove(best)
        chosen.append(best.id)
        covered.update(best.weights.keys())
    return tuple(chosen)


def _overlap(question: Question, covered: Counter[str]) -> float:
    return sum(covered[competency] * share for competency, share in question.weights.items())


def with_call(chosen: Sequence[str], pack: Pack) -> tuple[tuple[str, ...], str]:
    """The questions to ask, and the one of them whose call takes the place of the last one; empty: none has a call.

    That question is not asked directly before its call.
    """
    shows = next((name for name in chosen if _has_call(pack.questions[name], pack)), "")
    if not shows or len(chosen) < LEAST_WITH_CALL:
        return tuple(chosen), ""
    others = [name for name in chosen if name != shows][:-1]
    place = min(chosen.index(shows), len(others) - 1)
    return (*others[:place], shows, *others[place:]), shows


def _has_call(question: Question, pack: Pack) -> bool:
    call = pack.calls.get(question.call)
    return call is not None and not call.retired


def choose_call(
    calls: Iterable[tuple[str, str]], seed: int, recent: Sequence[tuple[str, str]] = ()
) -> tuple[str, str] | None:
    """Pick one (pack and id) that is not among the `recent`, newest first; if all are, the one had longest ago.

    The same seed picks the same. None: there is none to pick from.
    """
    left = list(calls)
    Random(seed).shuffle(left)
    last = {call: number for number, call in reversed(list(enumerate(recent)))}
    return max(left, key=lambda call: last.get(call, len(recent)), default=None)
