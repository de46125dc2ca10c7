"""The report at the end of a screen: what its turns come to."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean, median

from bot.practice.screen import Outcome, Screen, Turn
from bot.scoring.score import Score


@dataclass(frozen=True, slots=True)
class Standing:
    """A competency over the whole screen: its mean level (1.0 to 5.0) and a quote that shows it, if there is one."""

    competency: str
    level: float
    quote: str | None
    shows: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """What a screen came to. Times are medians in ms; None where nothing was timed.

    `score` (0 to 100) is the mean over the questions asked, each by its best attempt; a question that was
    skipped or not answered counts as 0. `levels` is sorted from strong to weak. `again` is the index of the
    turn with the lowest score, the one to practise next. `turns` are the indexes of the turns that stand for
    their questions, in the order asked: the best attempt, or the last one where none was answered.
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


def report(screen: Screen, scores: Mapping[int, Score]) -> Report:
    """Sum up a screen; `scores` by index of its turns."""
    best = _best_attempts(screen)
    rated = {index: scores[index] for index in best if index in scores}
    stands_for = {turn.number: index for index, turn in enumerate(screen.turns)}
    stands_for |= {screen.turns[index].number: index for index in best}
    asked = {turn.number for turn in screen.turns}
    levels: dict[str, list[float]] = defaultdict(list)
    for score in rated.values():
        for competency, level in score.levels.items():
            levels[competency].append(level.value)
    ranked = sorted(((name, fmean(values)) for name, values in levels.items()), key=lambda item: -item[1])
    turns = [screen.turns[index] for index in rated]
    began = [turn.began_at - turn.asked_at for turn in turns if turn.began_at and turn.asked_at]
    took = [turn.answer_time for turn in turns if turn.answer_time is not None]
    return Report(
        score=round(sum(score.overall for score in rated.values()) / len(asked)) if asked else 0,
        asked=len(asked),
        answered=len(rated),
        planned=len(screen.questions),
        levels=tuple(ranked),
        strongest=_standing(*ranked[0], rated, supports=True) if ranked else None,
        weakest=_standing(*ranked[-1], rated, supports=False) if len(ranked) > 1 else None,
        began_after=round(median(began)) if began else None,
        answered_in=round(median(took)) if took else None,
        slowest_start=max(began, default=None),
        again=min(rated, key=lambda index: rated[index].overall, default=None),
        turns=tuple(stands_for[number] for number in sorted(stands_for)),
    )


def _best_attempts(screen: Screen) -> list[int]:
    best: dict[int, int] = {}
    for index, turn in enumerate(screen.turns):
        if turn.outcome is Outcome.ANSWERED and _overall(turn) >= _overall(screen.turns[best.get(turn.number, index)]):
            best[turn.number] = index
    return sorted(best.values())


def _overall(turn: Turn) -> int:
    return turn.overall or 0


def _standing(competency: str, level: float, scores: Mapping[int, Score], supports: bool) -> Standing:
    """The quote comes from the answer in which the competency did best (or worst)."""
    with_it = [score for score in scores.values() if competency in score.levels]
    with_it.sort(key=lambda score: score.levels[competency].value, reverse=supports)
    for score in with_it:
        for found in score.evidence:
            if found.competency == competency and found.supports is supports:
                return Standing(competency, level, found.quote, found.shows)
    return Standing(competency, level, None, None)
