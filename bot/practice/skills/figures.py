"""`/figures`: a member's own figures, written in a form, checked against one another, and the sentences to say them in.

docs/skills.md has the rule for the points, and where the limits come from.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.practice.skills.spoken import in_words
from bot.scoring.amounts import Amount, all_amounts
from bot.scoring.figure_checks import (
    LONG_SHIFT,
    SHIFT,
    SMALL_BASE,
    minutes_said,
    number,
    occupancy,
    satisfaction_remarks,
    small_base,
    too_little,
    too_much,
)
from bot.scoring.figures import Figure, Thing
from bot.scoring.reading import read

FIELDS = tuple(Thing)
"""The fields of the form, in its order."""

POINTS = 20
"""For each of the five figures that is there and that nothing speaks against."""

USUAL = (75, 85)
"""Occupancy, in per cent, that call centers plan for."""

LONGEST = 40
"""Characters of a field."""

_SHIFTS = 2.0, 14.0  # hours
_CALL = 0.25, 60.0  # minutes
_WORTH_SAYING = 50, 90  # per cent of occupancy that one tells without being asked
_NOT_KNOWN = re.compile(
    r"\W*|n/?a|none|unknown|no idea|not (?:sure|known|given)|(?:i )?(?:do not|don.?t) know", re.IGNORECASE
)
_MINUS = re.compile(r"\s*[-\u2212]\s*\d")
_OTHER_PERIOD = re.compile(r"\b(?:hour|hourly|hr|week|weekly|month|monthly|year)s?\b")


class NotCounted(StrEnum):
    """Why there are no points."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class FiguresResult:
    """What the figures came to. `written`: the form's fields as they were filled in.

    `unread`: the fields that hold no figure. `noticed`: what an interviewer would notice. `counted` and `missing`: the
    figures that earn points, and the fields left empty. `say`: one or two sentences, of what counts. `occupancy` is in
    per cent, or None; `assumed`: of a shift of eight hours, as none was given.
    """

    overall: int | None
    why: str = ""
    written: tuple[str, ...] = ()
    unread: tuple[Thing, ...] = ()
    noticed: tuple[str, ...] = ()
    counted: tuple[Thing, ...] = ()
    missing: tuple[Thing, ...] = ()
    say: tuple[str, ...] = ()
    occupancy: int | None = None
    assumed: bool = False


def check(fields: Sequence[str]) -> FiguresResult:
    """What the fields of the form come to, in the order of `FIELDS`. Takes anything, raises nothing."""
    written = tuple(field.strip() for field in fields)
    filled = {thing: text for thing, text in zip(FIELDS, written, strict=False) if not _NOT_KNOWN.fullmatch(text)}
    if not filled:
        return FiguresResult(None, NotCounted.EMPTY)
    found = {thing: figure(thing, text) for thing, text in filled.items()}
    unread = tuple(thing for thing, read_as in found.items() if read_as is None)
    if unread:
        return FiguresResult(None, NotCounted.UNREADABLE, written, unread)
    mine = {thing: read_as for thing, read_as in found.items() if read_as is not None}
    spoilt = dict(_spoilt(mine))
    may_stand = {thing: it for thing, it in mine.items() if thing not in spoilt}
    together = Thing.HOURS not in spoilt and may_stand.keys() >= {Thing.CALLS, Thing.MINUTES}
    remarks = [*(_fits(may_stand) if together else ()), *spoilt.values()]
    against = {Thing.CALLS, Thing.MINUTES} if together and _over_full(may_stand) else set()
    good = {thing: it for thing, it in may_stand.items() if thing not in against}
    share = _occupancy(good) if together and not against else None
    return FiguresResult(
        overall=POINTS * len(good),
        written=written,
        noticed=tuple(dict.fromkeys(remarks)),
        counted=tuple(good),
        missing=tuple(thing for thing in FIELDS if thing not in mine),
        say=tuple(sentences(good, share)),
        occupancy=share,
        assumed=share is not None and Thing.HOURS not in mine,
    )


def figure(of: Thing, text: str) -> Figure | None:
    """The one figure that a field holds: "about 80", "6,5", "6:30", "eighty", "12k", "80 to 100"; None: no such."""
    reading = read(text)
    found = list(all_amounts(reading))
    if not found or _MINUS.match(text):
        return None
    amount = found[0]
    unit = _scale(found) if of is Thing.SATISFACTION else _unit(of, amount, reading.text)
    alone = len(found) == 1 or (of is Thing.SATISFACTION and len(found) == 2 and unit in ("5", "10", "percent"))
    if unit is None or not alone or amount.low <= 0:
        return None
    hours = of is Thing.HOURS and amount.unit in ("hours", "minutes")
    return Figure(of, amount.low / (60 if hours else 1), amount.high / (60 if hours else 1), unit, text)


def _unit(of: Thing, amount: Amount, text: str) -> str | None:
    """The unit of a field's figure as `Figure` has it; None: it is of something else."""
    times = {Thing.MINUTES: "minutes", Thing.HOURS: "hours"}
    if of in times:
        return times[of] if amount.unit != "percent" else None
    if amount.unit or (of is Thing.CALLS and _OTHER_PERIOD.search(text)):
        return None
    return "day" if of is Thing.CALLS else ""


def _scale(found: Sequence[Amount]) -> str | None:
    """The scale of a satisfaction: "94", "94 %", "4.8", "4.8/5", "4.8 out of 5"."""
    amount = found[0]
    if amount.unit not in ("", "percent"):
        return None
    if len(found) == 2 and not found[1].unit:
        return {5: "5", 10: "10", 100: "percent"}.get(round(found[1].high), "")
    return "percent" if amount.unit or amount.high > 10 else ""


def _spoilt(mine: dict[Thing, Figure]) -> Iterator[tuple[Thing, str]]:
    """The figures that can't stand as they are, each with what to ask."""
    checks: dict[Thing, Callable[[Figure], str]] = {
        Thing.CALLS: lambda it: _calls(it, mine),
        Thing.MINUTES: _minutes,
        Thing.HOURS: _hours,
        Thing.SATISFACTION: lambda it: next(iter(satisfaction_remarks(it.high, it.unit, it.said)), ""),
        Thing.DATABASE: lambda it: small_base(number(it.high)) if it.high < SMALL_BASE else "",
    }
    for thing, it in mine.items():
        if remark := checks[thing](it):
            yield thing, remark


def _calls(it: Figure, mine: dict[Thing, Figure]) -> str:
    hours = mine[Thing.HOURS].high if Thing.HOURS in mine else SHIFT
    if Thing.MINUTES in mine or it.low <= hours * 60:
        return ""
    shift = f"a shift of {number(hours)} hours"
    return f"{number(it.low)} calls in {shift} is less than a minute for each: did you mean fewer?"


def _minutes(it: Figure) -> str:
    if it.low > _CALL[1]:
        return f"{number(it.low)} minutes is long for an average call: did you mean seconds?"
    return "" if it.high >= _CALL[0] else f"{minutes_said(it.high)} is short for an average call: did you mean minutes?"


def _hours(it: Figure) -> str:
    if _SHIFTS[0] <= it.low and it.high <= _SHIFTS[1]:
        return ""
    return f"A shift of {number(it.high)} hours is unusual: did you mean hours a day?"


def _fits(mine: dict[Thing, Figure]) -> Iterator[str]:
    """What to notice where each may stand, but not all together."""
    yield from too_much(tuple(mine.values()))
    yield from too_little(tuple(mine.values()))


def _over_full(mine: dict[Thing, Figure]) -> bool:
    """Whether even the least of the calls takes more than the shift; one not given may have been a long one."""
    hours = mine[Thing.HOURS].high if Thing.HOURS in mine else LONG_SHIFT
    return mine[Thing.CALLS].low * mine[Thing.MINUTES].low / 60 > hours


def _occupancy(mine: dict[Thing, Figure]) -> int | None:
    """In per cent, of the middle of each figure; None where it would be more than all."""
    hours = _middle(mine[Thing.HOURS]) if Thing.HOURS in mine else SHIFT
    share = round(100 * occupancy(_middle(mine[Thing.CALLS]), _middle(mine[Thing.MINUTES]), hours))
    return share if share <= 100 else None


def _middle(it: Figure) -> float:
    return (it.low + it.high) / 2


def sentences(mine: dict[Thing, Figure], share: int | None) -> Iterator[str]:
    """One or two sentences to say on the phone, in spoken English. `share`: the occupancy in per cent."""
    work = [thing for thing in FIELDS[:3] if thing in mine]
    rest = [thing for thing in FIELDS[3:] if thing in mine]
    shift = f" in {_shift(mine[Thing.HOURS])}" if Thing.HOURS in mine else ""
    told = Thing.HOURS in mine and share is not None and _WORTH_SAYING[0] <= share <= _WORTH_SAYING[1]
    of_it = f", so I was on calls for about {share} percent of my time" if told else ""
    if Thing.CALLS in mine and Thing.MINUTES in mine and rest:
        yield f"On a normal day I took {_calls_said(mine)}{shift}, at about {_length(mine)} each{of_it}."
    elif Thing.CALLS in mine:
        yield f"On a normal day I took {_calls_said(mine)}{shift}."
        if Thing.MINUTES in mine:
            yield f"A call took me about {_length(mine)} on average{of_it}."
    elif Thing.MINUTES in mine:
        yield f"A call took me about {_length(mine)} on average{shift.replace(' in ', ', and I worked ', 1)}."
    elif work:
        yield f"I worked {_shift(mine[Thing.HOURS])}."
    if rest:
        yield _rest(mine)


def _rest(mine: dict[Thing, Figure]) -> str:
    base = ""
    if Thing.DATABASE in mine:
        base = f"the database that I worked with had about {_range(mine[Thing.DATABASE])} customers"
    if Thing.SATISFACTION not in mine:
        return f"{base[:1].upper()}{base[1:]}."
    it = mine[Thing.SATISFACTION]
    scale = {"percent": " percent", "": ""}.get(it.unit, f" out of {it.unit}")
    told = f"My customer satisfaction was {_plain(it)}{scale}"
    return f"{told}, and {base}." if base else f"{told}."


def _calls_said(mine: dict[Thing, Figure]) -> str:
    return f"about {_range(mine[Thing.CALLS])} calls"


def _range(it: Figure) -> str:
    return number(it.low) if it.low == it.high else f"{number(it.low)} to {number(it.high)}"


def _plain(it: Figure) -> str:
    return f"{it.low:g}" if it.low == it.high else f"{it.low:g} to {it.high:g}"


def _length(mine: dict[Thing, Figure]) -> str:
    """Minutes in words: "five and a half minutes", "four minutes fifty"."""
    it = mine[Thing.MINUTES]
    if it.low != it.high:
        return f"{_minutes_words(it.low).removesuffix(' minutes')} to {_minutes_words(it.high)}"
    return _minutes_words(it.low)


def _minutes_words(minutes: float) -> str:
    whole, seconds = divmod(round(minutes * 60), 60)
    if whole > 99:
        return f"{number(minutes)} minutes"
    if not whole:
        return f"{in_words(seconds)} seconds"
    if seconds == 30:
        return f"{in_words(whole)} and a half minutes" if whole > 1 else "a minute and a half"
    named = "a minute" if whole == 1 else f"{in_words(whole)} minutes"
    return f"{named} {in_words(seconds)}" if seconds else named


def _shift(it: Figure) -> str:
    """ "an eight-hour shift", "a 7.5-hour shift"."""
    hours = _middle(it)
    said = in_words(round(hours)) if abs(hours - round(hours)) < 0.05 else number(hours)
    if hours % 1 == 0.5:
        said = f"{in_words(int(hours))}-and-a-half"
    article = "an" if said.startswith(("eight", "eleven", "8", "11")) else "a"
    return f"{article} {said}-hour shift"
