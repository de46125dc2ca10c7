"""Numbers in what is said, with their unit: "eighty to a hundred", "12k", "6 minutes 30", "4:30", "98 %"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.scoring.reading import Reading, Sentence
from bot.scoring.wordlists import words

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_TEENS = "seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {
    **{word: value for value, word in enumerate(f"{_UNITS} {_TEENS}".split())},
    **{word: 10 * value for value, word in enumerate(_TENS.split(), start=2)},
}
_SCALES = {
    **dict.fromkeys(["hundred", "hundreds"], 100),
    **dict.fromkeys(["thousand", "thousands", "k", "grand"], 1_000),
    **dict.fromkeys(["lakh", "lakhs", "lac", "lacs"], 100_000),
    **dict.fromkeys(["million", "millions", "mil", "mio", "mln"], 1_000_000),
    **dict.fromkeys(["crore", "crores"], 10_000_000),
    "dozen": 12,
}
_MINUTES = {
    **dict.fromkeys(["second", "seconds", "sec", "secs", "s"], 1 / 60),
    **dict.fromkeys(["minute", "minutes", "min", "mins", "m"], 1.0),
    **dict.fromkeys(["hour", "hours", "hr", "hrs", "h"], 60.0),
}
"""What a unit of time is in minutes."""

_LARGEST = 1e12  # what is more than that is no figure of anybody's
_FIGURE, _ONE, _TWO = re.compile(r"\d+(?:\.\d+)?"), re.compile(r"\d"), re.compile(r"\d\d")
_PARTS = {"\u00bd": 0.5, "\u00bc": 0.25, "\u00be": 0.75}
_GLUED = re.compile(r"(m|min|h)(\d\d)s?")  # the end of "6m30s", "7h30"
_POINT_FOR_COMMA = re.compile(r"\d{1,3}\.000")  # "12.000", as half of Europe writes twelve thousand
_ROUGHLY = words("ish odd plus")
_TO = words("to or till until through")
_DASHES = ("-", "\u2013", "\u2014")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, or from `low` to `high`, in the words `first` up to, not including, `last` of the reading.

    `unit`: "minutes" (seconds and hours are turned into them), "hours" when it was said in hours (turned into minutes
    all the same), "percent", "clock" for "4:30" and "four thirty" (4.5, of whatever it is), or "". `slashed`: it stands
    beside a slash, as both of "24/7" do.
    """

    low: float
    high: float
    first: int
    last: int
    unit: str = ""
    slashed: bool = False


@dataclass(frozen=True, slots=True)
class _Single:
    value: float
    last: int
    scale: float = 1
    clock: bool = False


def amounts(reading: Reading, sentence: Sentence) -> list[Amount]:
    """The numbers of a sentence, in order. Takes anything, raises nothing."""
    found: list[Amount] = []
    reader = _Reader(reading, sentence)
    at = sentence.first
    while at < sentence.last:
        amount = reader.amount(at)
        if amount is None:
            at += 1
        else:
            found.append(amount)
            at = amount.last
    return found


class _Reader:
    """Reads numbers in the words of one sentence."""

    def __init__(self, reading: Reading, sentence: Sentence) -> None:
        self._reading = reading
        self._first, self._end = sentence.first, sentence.last

    def amount(self, at: int) -> Amount | None:
        """The number that begins with the word `at`."""
        single = self._time_in_words(at) or self._single(at)
        if isinstance(single, Amount) or single is None:
            return single
        amount = self._up_to(at, single)
        slashed = "/" in self._gap(at) or "/" in self._gap(amount.last)
        amount = self._with_unit(amount)
        return replace(amount, low=min(amount.low, _LARGEST), high=min(amount.high, _LARGEST), slashed=slashed)

    def _text(self, at: int) -> str:
        return self._reading.words[at].text if self._first <= at < self._end else ""

    def _gap(self, at: int) -> str:
        """What stands before a word, since the one before it, as it was written."""
        if not self._first < at < self._end:
            return ""
        return self._reading.answer[self._reading.words[at - 1].end : self._reading.words[at].start]

    def _time_in_words(self, at: int) -> Amount | None:
        """ "a minute", "a minute and a half", "half an hour"."""
        half = self._text(at) == "half"
        article = at + half
        minutes = _MINUTES.get(self._text(article + 1), 0.0) if len(self._text(article + 1)) > 2 else 0.0
        if self._text(article) not in ("a", "an", "one") or not minutes:
            return None
        last = article + 2
        value = 0.5 if half else 1.0
        if not half and (more := self._half(last)):
            value, last = 1.5, more
        unit = "hours" if minutes > 1 else "minutes"
        return Amount(value * minutes, value * minutes, at, last, unit)

    def _half(self, at: int) -> int:
        """The word after "and a half", if that is what begins at a word; otherwise 0."""
        if self._text(at) != "and":
            return 0
        half = at + 2 if self._text(at + 1) in ("a", "one") else at + 1
        return half + 1 if self._text(half) == "half" else 0

    def _single(self, at: int) -> _Single | None:
        text = self._text(at)
        if text == "half" and self._text(at + 1) == "a" and self._text(at + 2) in _SCALES:
            scale = _SCALES[self._text(at + 2)]
            return _Single(scale / 2, at + 3, scale)
        if text in ("a", "one") and self._text(at + 1) in _SCALES and self._text(at + 1) != "k":
            return self._in_words(at + 1)
        if _FIGURE.fullmatch(text):
            return self._in_figures(at)
        return self._in_words(at) if text in _VALUES else None

    def _in_figures(self, at: int) -> _Single:
        text = self._text(at)
        value, last = float(text), at + 1
        written = self._reading.words[at]
        part = _PARTS.get(self._reading.answer[written.start : written.end][-1:])
        if part:  # "4½" is read as the words "41" and "2"
            whole = self._reading.answer[written.start : written.end - 1]
            return self._scaled((float(whole) if _FIGURE.fullmatch(whole) else 0.0) + part, last + 1)
        parts = [value]
        while self._gap(last) == ":" and _TWO.fullmatch(self._text(last)):
            parts.append(float(self._text(last)))
            last += 1
        if len(parts) > 1:
            large, small = (parts[0], parts[1]) if len(parts) == 2 else (parts[0] * 60 + parts[1], parts[2])
            return _Single(large + small / 60, last, clock=True)
        if _POINT_FOR_COMMA.fullmatch(text):
            value *= 1000
        while self._text(last) == "000" and self._gap(last) in (" ", ".", "'", "\u2019"):
            value, last = value * 1000, last + 1
        if "." not in text and self._gap(last) == "," and _ONE.fullmatch(self._text(last)):
            value, last = value + float(self._text(last)) / 10, last + 1  # "6,5"
        return self._scaled(value, last)

    def _in_words(self, at: int) -> _Single:
        whole, current, last = 0.0, 0.0, at
        while last < self._end and not (last > at and self._reading.words[last].breaks):
            word = self._text(last)
            joins = word == "and" and (current >= 100 or whole) and self._text(last + 1) in _VALUES
            value = _VALUES.get(self._text(last + 1) if joins else word)
            scale = _SCALES.get(word, 0)
            if value is not None and _fits(current, value):
                current += value
            elif scale == 100 and current < 100:
                current = max(1.0, current) * 100
            elif scale:
                whole, current = whole + max(1.0, current) * scale, 0.0
            elif word == "point" and current and self._text(last + 1) in _VALUES:
                current, last = current + _VALUES[self._text(last + 1)] / 10, last + 1
            else:
                break
            last += 2 if joins else 1
        seconds = _VALUES.get(self._text(last), 0)
        if last == at + 1 and 0 < current <= 20 <= seconds + 10 and seconds < 60 and self._gap(last) in (" ", "-"):
            return self._clock(current, last)
        return self._scaled(whole + current, last, _SCALES.get(self._text(last - 1), 1))

    def _clock(self, large: float, at: int) -> _Single:
        """ "four thirty", "four fifty-five"; the word `at` says the tens."""
        small, last = _VALUES[self._text(at)], at + 1
        if small >= 20 and 0 < _VALUES.get(self._text(last), 0) < 10:
            small, last = small + _VALUES[self._text(last)], last + 1
        return _Single(large + small / 60, last, clock=True)

    def _scaled(self, value: float, last: int, scale: float = 1) -> _Single:
        """With the thousands and halves that follow."""
        if scale == 1 and (half := self._half(last)):
            value, last = value + 0.5, half
        while (more := _SCALES.get(self._text(last), 0)) and not self._reading.words[last].breaks:
            value, last, scale = value * more, last + 1, scale * more
        if scale > 1 and (half := self._half(last)):
            value, last = value + scale / 2, half
        return _Single(value, last + (self._text(last) in _ROUGHLY), scale)

    def _up_to(self, at: int, low: _Single) -> Amount:
        """The number, or the range that it begins: "60 to 70", "60-70k", "60, 70", "between 60 and 70"."""
        start, comma = low.last, False
        between = "between" in (self._text(at - 1), self._text(at - 2))
        if self._text(start) in _TO or (between and self._text(start) == "and"):
            start += 1
        elif self._gap(start).strip() == ",":
            comma = True
        elif self._gap(start).strip() not in _DASHES:
            return _amount(at, low, low.last)
        high = self._single(start) if start < self._end else None
        if high is None or high.clock != low.clock:
            return _amount(at, low, low.last)
        value = low.value * high.scale if low.value * high.scale <= high.value and low.scale == 1 else low.value
        if value > high.value or (comma and not value < high.value <= 1.6 * value):
            return _amount(at, low, low.last)
        return Amount(value, high.value, at, high.last, "clock" if low.clock else "")

    def _with_unit(self, amount: Amount) -> Amount:
        unit = self._text(amount.last)
        if unit == "percent":
            return replace(amount, last=amount.last + 1, unit="percent")
        if glued := _GLUED.fullmatch(unit):
            minutes = _MINUTES[glued[1]]
            low = high = (amount.high + float(glued[2]) / 60) * minutes
            return replace(amount, low=low, high=high, last=amount.last + 1, unit="hours" if minutes > 1 else "minutes")
        if unit not in _MINUTES or (len(unit) == 1 and not _FIGURE.fullmatch(self._text(amount.last - 1))):
            return amount
        if unit == "m" and _FIGURE.fullmatch(self._text(amount.last - 1)) and "." in self._text(amount.last - 1):
            return replace(amount, low=amount.low * 1e6, high=amount.high * 1e6, last=amount.last + 1)  # "1.3m"
        minutes, last, more = _MINUTES[unit], amount.last + 1, 0.0
        clock = amount.unit == "clock"
        if not clock and minutes >= 1 and (half := self._half(last)):
            more, last = 0.5 * minutes, half
        elif not clock and minutes >= 1:
            more, last = self._smaller(last, minutes)
        low, high = amount.low * minutes + more, amount.high * minutes + more
        return replace(amount, low=low, high=high, last=last, unit="hours" if minutes > 1 else "minutes")

    def _smaller(self, at: int, minutes: float) -> tuple[float, int]:
        """The seconds after minutes, or minutes after hours ("6 minutes 30", "6 minutes and 30 seconds"), and the word
        after them."""
        start = at + (self._text(at) == "and")
        part = self._single(start) if start < self._end and not self._reading.words[start].breaks else None
        if part is None or part.clock or not 0 < part.value < 60:
            return 0.0, at
        named = _MINUTES.get(self._text(part.last), 0.0)
        if named and named < minutes:
            return part.value * named, part.last + 1
        alone = part.last >= self._end or self._reading.words[part.last].breaks or self._text(part.last) in _AFTER
        return (part.value * minutes / 60, part.last) if start == at and not named and alone else (0.0, at)


_AFTER = words("a an on per each with and or but on average in for i which including was is")
"""What may follow upon "6 minutes 30": otherwise thirty may be thirty of something."""


def _fits(current: float, value: int) -> bool:
    """May a number word follow what is there: "twenty" "five", "two hundred" "twelve"?"""
    if current % 1:
        return False
    return current % 100 == 0 or (current % 100 >= 20 and current % 10 == 0 and 0 < value < 10)


def _amount(at: int, single: _Single, last: int) -> Amount:
    return Amount(single.value, single.value, at, last, "clock" if single.clock else "")


def all_amounts(reading: Reading) -> Iterator[Amount]:
    """The numbers of all sentences."""
    for sentence in reading.sentences:
        yield from amounts(reading, sentence)
