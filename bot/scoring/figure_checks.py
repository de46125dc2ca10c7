"""What an interviewer would notice about somebody's figures, in kind words.

docs/skills.md says where the limits come from.
"""

import re
from collections.abc import Iterable, Sequence

from bot.scoring.figures import Figure, Thing, figures
from bot.scoring.reading import Reading
from bot.scoring.voice import Hearing

SHIFT = 8.0
"""Hours of a shift, where none were said."""

LONG_SHIFT = 12.0
"""Hours: calls that take more, no shift explains."""

BREAK = 0.5
"""Hours of a shift of six or more in which nobody takes calls."""

HARD, LITTLE = 0.9, 0.3
"""Occupancy above which few people last, and under which one is asked what else there was to do."""

SMALL_BASE = 100
"""Customers: hardly anybody calls that a database."""

MOST_REMARKS = 2
_DAYS = 6  # of a week, at most
_MORE_WORK = re.compile(
    r"\b(?:desk|reception|shop|store|till|tills|counter|school|clinic|practice|surgery|hotel|office|orders|emails?|mails?"
    r"|chats?|tickets|besides|also|plus|else|rest|between|part time|nearest|dispatch|notes|never|not)\b"
)
"""Words of those who had other work beside the phone, or tell why there were few calls."""


def remarks(reading: Reading, hearing: Hearing) -> list[str]:
    """The remarks on the figures of an answer, the weightiest first, two at most. Where it is unsure: none."""
    found = figures(reading, hearing)
    busy = not _MORE_WORK.search(reading.text)
    notes = [*too_much(found), *_scales(found), *_units(found), *_database(found), *(too_little(found) if busy else ())]
    return notes[:MOST_REMARKS]


def occupancy(calls: float, minutes: float, hours: float) -> float:
    """The share of a shift, less its break, that so many calls of so many minutes take."""
    return calls * minutes / 60 / on_the_phone(hours)


def on_the_phone(hours: float) -> float:
    """The hours of a shift in which calls are taken."""
    return hours - BREAK if hours >= 6 else hours


def too_much(found: Sequence[Figure]) -> Iterable[str]:
    """Whether the least that was said is more than fits. With several figures it is not known which go together."""
    minutes = _least(found, Thing.MINUTES, "minutes")
    if minutes is None:
        return
    hours = max((figure.high for figure in found if figure.of is Thing.HOURS), default=SHIFT)
    assumed = not any(figure.of is Thing.HOURS for figure in found)
    an_hour, a_day, a_week = (_least(found, Thing.CALLS, unit) for unit in ("hour", "day", "week"))
    if an_hour is not None and an_hour * minutes > 60:
        yield (
            f"{number(an_hour)} calls an hour at {minutes_said(minutes)} each is {number(an_hour * minutes)} minutes "
            "of every hour: which of the two did you mean?"
        )
    elif a_day is not None:
        yield from _day_too_full(a_day, minutes, hours, assumed)
    elif a_week is not None and a_week * minutes / 60 > _DAYS * hours:
        yield (
            f"{number(a_week)} calls a week at {minutes_said(minutes)} each is {number(a_week * minutes / 60)} hours: "
            "which of the two did you mean?"
        )


def _day_too_full(calls: float, minutes: float, hours: float, assumed: bool) -> Iterable[str]:
    talk = calls * minutes / 60
    each = f"{number(calls)} calls at {minutes_said(minutes)} each is {hours_said(talk)}"
    if talk > hours and assumed and talk <= LONG_SHIFT:
        yield f"{each}. I took a shift of {number(hours)} hours: if yours was longer, say so with the number."
    elif talk > hours:
        shift = f" (I took a shift of {number(hours)})" if assumed else f" in a shift of {number(hours)}"
        yield f"{each}{shift}: which of the two did you mean?"
    elif occupancy(calls, minutes, hours) > HARD:
        took = "I took" if assumed else "You said"
        yield (
            f"{each}. {took} a shift of {number(hours)}, so that leaves hardly a pause: expect to be asked how you "
            "kept it up."
        )


def too_little(found: Sequence[Figure]) -> Iterable[str]:
    """Whether the most that was said leaves most of a shift open."""
    calls = [figure for figure in found if figure.of is Thing.CALLS]
    minutes = max((figure.high for figure in found if figure.of is Thing.MINUTES and figure.unit), default=0.0)
    most = max((figure.high for figure in calls if figure.unit == "day"), default=0.0)
    if not minutes or not most or any(figure.unit != "day" for figure in calls):
        return
    said = [figure.low for figure in found if figure.of is Thing.HOURS]
    hours = min(said, default=SHIFT)
    if occupancy(most, minutes, hours) < LITTLE:
        shift = f"a shift of {number(hours)}" if said else f"a shift, if it was {number(hours)} hours"
        yield (
            f"{number(most)} calls at {minutes_said(minutes)} each is {hours_said(most * minutes / 60)} of {shift}. "
            "They may ask what else you did: have a sentence ready."
        )


def _scales(found: Sequence[Figure]) -> Iterable[str]:
    for figure in found:
        if figure.of is Thing.SATISFACTION:
            yield from satisfaction_remarks(figure.high, figure.unit, figure.said)


def satisfaction_remarks(value: float, unit: str, said: str) -> Iterable[str]:
    """Whether a satisfaction is on a scale, and within it. `unit` as in `Figure`, `said` as the member put it."""
    if not unit:
        yield f"Satisfaction of {said}: out of 5, or out of 10? Say that with the number."
    elif unit == "percent" and value > 100:
        yield f"A satisfaction of {said} is more than all customers: which number did you mean?"
    elif unit != "percent" and value > float(unit):
        yield f"A satisfaction of {said} is more than the scale of {unit} has: which of the two did you mean?"


def _units(found: Sequence[Figure]) -> Iterable[str]:
    for figure in found:
        if figure.of is Thing.CALLS and not figure.unit:
            yield f"“{figure.said} calls”: a day, or an hour? Say that with the number."
            break
    for figure in found:
        if figure.of is Thing.MINUTES and not figure.unit:
            yield f"You gave {figure.said} as the length of a call: say with it that it is minutes, or seconds."
            break


def _database(found: Sequence[Figure]) -> Iterable[str]:
    for figure in found:
        if figure.of is Thing.DATABASE and 0 < figure.high < SMALL_BASE:
            yield small_base(figure.said)


def small_base(said: str) -> str:
    """What to ask about a database that hardly is one."""
    return f"A database of {said} customers is very small: is a “thousand” missing?"


def _least(found: Iterable[Figure], of: Thing, unit: str) -> float | None:
    return min(
        (figure.low for figure in found if figure.of is of and figure.unit == unit and figure.low > 0), default=None
    )


def number(value: float) -> str:
    """A number as it is read: "80", "7.5", "12,000", "1.3 million"."""
    if value >= 1e6:
        return f"{value / 1e6:.2f}".rstrip("0").rstrip(".") + " million"
    return f"{value:,.0f}" if value >= 100 or abs(value - round(value)) < 0.05 else f"{value:.1f}"


def minutes_said(minutes: float) -> str:
    """Minutes as one says them: "6 minutes", "6 minutes 30", "40 seconds"."""
    whole, seconds = divmod(round(minutes * 60), 60)
    if not whole:
        return f"{seconds} seconds"
    named = "1 minute" if whole == 1 else f"{whole} minutes"
    return f"{named} {seconds}" if seconds else named


def hours_said(hours: float) -> str:
    """Hours as one says them; under two, in minutes."""
    return f"{number(hours * 60)} minutes" if hours < 2 else f"{number(hours)} hours"
