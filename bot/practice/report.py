"""The report at the end of a screen: what its turns come to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from bot.practice.calls.scorecard import Scorecard
from bot.practice.screen import Outcome, Screen, Turn
from bot.scoring.score import Score

MIDDLE = 3.0
"""The level from which on a quote speaks for it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A competency over the whole screen: its mean level (1.0 to 5.0) and a quote that shows it, if there is one."""

    competency: str
    level: float
    quote: str | None
    shows: str | None


@dataclass(frozen=True, slots=True)
class ToldAndShown:
    """A question, and the call in which the member had to show what they told: how each was rated.

    `question` is its id. `told` and `shown` are 0 to 100, None where there was nothing to rate. `both` has the
    competencies that both are rated on, as told and as shown.
    """

    question: str
    told: int | None
    shown: int | None
    both: tuple[tuple[Standing, Standing], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a screen came to. Times are medians in ms; None where nothing was timed.

    `score` (0 to 100) is the mean over the questions asked, each by its best attempt; a question that was
    skipped or not answered counts as 0. The call is one of them, but times, `again` and `turns` are of answers alone.
    `levels` is sorted from strong to weak. `again` is the index of the turn with the lowest score, the one to practise
    next. `turns` are the indexes of the turns that stand for their questions, in the order asked: the best attempt,
    or the last one where none was answered.
    """

    score: int
    asked: int
    answered: int
    planned: int
    levels: tuple[tuple[str, float], ...]
    strongest: Standing | None
    weakest: Standing | None
    began_after: int | None
    answered_in: int | None
    slowest_start: int | None
    again: int | None
    turns: tuple[int, ...] = ()
    told_and_shown: ToldAndShown | None = None


def report(screen: Screen, scores: Mapping[int, Score], card: Scorecard | None = None) -> Report:
    """Sum up a screen; `scores` by index of its turns, `card` of its call if one was taken."""
    best = _best_attempts(screen)
    rated = {index: scores[index] for index in best if index in scores}
    stands_for = {turn.number: index for index, turn in enumerate(screen.turns)}
    stands_for |= {screen.turns[index].number: index for index in best}
    asked = len({turn.number for turn in screen.turns}) + (screen.call is not None)
    overalls = [score.overall for score in rated.values()]
    all_rated = list(rated.values())
    if card and card.score and card.overall is not None:
        overalls.append(card.overall)
        all_rated.append(card.score)
    levels: dict[str, list[float]] = defaultdict(list)
    for score in all_rated:
        for competency, level in score.levels.items():
            levels[competency].append(level.value)
    ranked = sorted(((name, fmean(values)) for name, values in levels.items()), key=lambda item: -item[1])
    turns = [screen.turns[index] for index in rated]
    began = [turn.began_at - turn.asked_at for turn in turns if turn.began_at and turn.asked_at]
    took = [turn.answer_time for turn in turns if turn.answer_time is not None]
    return Report(
        score=round(sum(overalls) / asked) if asked else 0,
        asked=asked,
        answered=len(overalls),
        planned=screen.planned,
        levels=tuple(ranked),
        strongest=_standing(*ranked[0], all_rated, supports=True) if ranked else None,
        weakest=_standing(*ranked[-1], all_rated, supports=False) if len(ranked) > 1 else None,
        began_after=round(median(began)) if began else None,
        answered_in=round(median(took)) if took else None,
        slowest_start=max(began, default=None),
        again=min(rated, key=lambda index: rated[index].overall, default=None),
        turns=tuple(stands_for[number] for number in sorted(stands_for)),
        told_and_shown=_told_and_shown(screen, rated, card) if card else None,
    )


def _told_and_shown(screen: Screen, rated: Mapping[int, Score], card: Scorecard) -> ToldAndShown:
    told = next((score for index, score in rated.items() if screen.turns[index].question == screen.shows), None)
    both = [name for name in told.levels if name in card.score.levels] if told and card.score else []
    return ToldAndShown(
        screen.shows,
        told.overall if told else None,
        card.overall,
        tuple((_side(name, told), _side(name, card.score)) for name in both if told and card.score),
    )


def _side(competency: str, score: Score) -> Standing:
    """The level with what speaks for it, or for a low one against it."""
    level = score.levels[competency].value
    return _standing(competency, level, [score], supports=level >= MIDDLE)


def _best_attempts(screen: Screen) -> list[int]:
    best: dict[int, int] = {}
    for index, turn in enumerate(screen.turns):
        if turn.outcome is Outcome.ANSWERED and _overall(turn) >= _overall(screen.turns[best.get(turn.number, index)]):
            best[turn.number] = index
    return sorted(best.values())


def _overall(turn: Turn) -> int:
    return turn.overall or 0


def _standing(competency: str, level: float, scores: Sequence[Score], supports: bool) -> Standing:
    """The quote comes from the answer in which the competency did best (or worst)."""
    with_it = [score for score in scores if competency in score.levels]
    with_it.sort(key=lambda score: score.levels[competency].value, reverse=supports)
    for score in with_it:
        for found in score.evidence:
            if found.competency == competency and found.supports is supports:
                return Standing(competency, level, found.quote, found.shows)
    return Standing(competency, level, None, None)
