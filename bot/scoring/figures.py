"""The figures of somebody's own work in an answer: calls, minutes a call, hours a shift, satisfaction, database.

What is not surely theirs, or not surely such a figure, is left out: a wrong remark does more harm than none.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.scoring.amounts import Amount, amounts
from bot.scoring.reading import Reading, Sentence
from bot.scoring.voice import Hearing

_FEW = 5  # fewer calls are a story's, not a day's
_NEAR = 8  # words that are looked at on each side of a number


class Thing(StrEnum):
    """What a figure counts."""

    CALLS = "calls"
    MINUTES = "minutes"  # of a call, with the work after it if that was said
    HOURS = "hours"  # of a shift
    SATISFACTION = "satisfaction"
    DATABASE = "database"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure from `low` to `high`, and `said`: the member's words for it.

    `unit` is, of calls: "hour", "day", "week", or "?" (another period, days that are not like others, or "we"); of
    satisfaction: "percent" or the top of its scale ("5", "10"); of the others "minutes", "hours" and "". Empty where
    one is needed: it was not said.
    """

    of: Thing
    low: float
    high: float
    unit: str
    said: str


_ROUND = r"(?:(?:of|was|were|is|are|at|about|around|roughly|approximately|sat|stood|stayed|usually|normally|mine|time"
_TO_NUMBER = rf"{_ROUND}|average|on|maybe|nearly|almost|over|just|like|some|score|rate|size|had|has|held|with) )*$"
_ADJECTIVES = r"(?:(?:or so|inbound|incoming|phone|customer|support|service|different|answered|live|good|long) )*"
_CALLS = re.compile(rf"{_ADJECTIVES}(?:calls?|callers|inbound)\b(?! (?:center|centre|log|back))")
_CALLS_WERE = re.compile(
    r"\b(?:calls|contacts) (?:a|per|each|every) (?:day|shift|hour|week) (?:i (?:took|had|did) )?" + _TO_NUMBER
)
_KIND = r"(?:(?:normal|busy|average|typical|good|bad|quiet|single|full|regular|usual|whole|slow|long|big|peak) )?"
_PERIOD = re.compile(
    rf"\b(?:a|an|per|each|every|one|on a|in a|my) {_KIND}(?:(?:[a-z]+|\d+) hour )?"
    r"(?P<named>day|shift|hour|hr|week|month)\b"
    r"|\bcalls? (?P<slash>day|shift|hour|hr|week|month)\b"  # "75 calls/day"
    r"|\b(?P<adverb>daily|hourly|weekly|monthly)\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)(?P<weekday>day)s?\b"
)
_UNITS = {
    "hr": "hour",
    "shift": "day",
    "daily": "day",
    "hourly": "hour",
    "weekly": "week",
    "month": "?",
    "monthly": "?",
}
_PERIOD_ALONE = re.compile(rf"(?:or so )?(?:(?:a|per|each|every|on a|in a) {_KIND}(?:day|shift|hour)|daily)\b")
_ANY_PERIOD = re.compile(
    r"\b(?:day|days|daily|shift|shifts|hour|hours|hourly|hr|week|weeks|weekly|weekends?|month|months|monthly|year|years"
    r"|morning|afternoon|evening|night|nights|summer|winter|season|christmas|[a-z]+days?)\b"
)
_PEAK = re.compile(
    r"\b(?:winter|summer|spring|autumn|season|christmas|peak|busy|busiest|bad|salary|quiet|slow|mondays?|saturdays?"
    r"|january|july|august|november|december|most|best|record|up to|some|sometimes)\b"
)
_OF_A_CALL = r"length|aht|handle time|handling time|talk time|call time|call length|call duration|average call"
_LENGTH = re.compile(
    rf"\b(?:{_OF_A_CALL}|average|avg|averaged|averaging"
    r"|(?:calls?|each|one) (?:usually |normally |mostly |always )?(?:took|takes?|lasted|lasts?|was|were|is|ran))\b"
)
_LENGTH_AFTER = re.compile(
    r"(?:each|apiece|a call|per call|an average|on average|average|avg|every call|calls?|for each|handle time|talk"
    r"|give or take|aht)\b"
)
_LENGTH_ALONE = re.compile(rf"\b(?:{_OF_A_CALL}) {_TO_NUMBER}")
_NOT_LENGTH = re.compile(
    r"\b(?:targets?|goals?|wanted|want|limit|allowed|supposed|should|wrap|acw|after|hold|wait|waited|waiting|queue"
    r"|breaks?|lunch|late|some|others|longest|shortest|maximum|max|under|within|least|until|till|every|from|first|last"
    r"|one|once|only|sometimes|answered? (?:in|within))\b"
)
_NOT_LENGTH_AFTER = re.compile(
    r"(?!with|incl)(?:[a-z]+ )?(?:wrap|acw|after|ago|later|late|before|hold|wait|breaks?|notes|lunch|targets?|goal|over"
    r"|of it|training|am|pm|oclock|drive|shift|delay|if|when)\b"
)
_SHIFT_AFTER = re.compile(
    r"(?:paid |day |night |working )?(?:shifts?|days?|workdays?)\b|(?:a|per|each|every) (?:day|shift)\b"
)
_SHIFT_BEFORE = re.compile(r"\bshifts? (?:of|was|were|is|are|lasted|about|around) (?:about |around )?$")
_SATISFACTION = re.compile(r"\b(?:csat|c sat|satisfaction|satisfied|customer (?:score|rating))\b")
_SATISFACTION_ALONE = re.compile(
    rf"\b(?:csat|c sat|satisfaction)(?: (?:score|rating|rate|average|figure))? {_TO_NUMBER}"
)
_SATISFACTION_AFTER = re.compile(
    r"(?:in |on |for |average |customer |my |the )*(?:csat|c sat|satisfaction|satisfied)\b"
)
_NOT_SATISFACTION = re.compile(
    r"\b(?:targets?|goals?|by|up|more|less|over|under|below|above|gave?|giv(?:e|ing)|put|from|quality|nps|least)\b"
)
_BASE = re.compile(
    r"\b(?:database|data base|customer base|crm|in (?:our|the) system|on (?:our|the) (?:books|system|file))\b"
)
_BASE_ALONE = re.compile(rf"\b(?:database|data base|customer base) {_TO_NUMBER}")
_KEPT = re.compile(
    r"(?:or so )?(?:(?:different|active|residential|business|registered|customer|unique|private) )*"
    r"(?:accounts|customers|clients|records|households|homes|subscribers|contracts|policies|members|patients|entries"
    r"|contacts|people|names|users|policyholders)\b"
)
_MANY = re.compile(r"\b(?:outbound|dials?|dialed|dialled|dialer|dialler|cold)\b")
_GROUP = re.compile(
    r"(?:\b(?:at|in|for|with|on|of|to) (?:[a-z]+ ){0,4})?"
    r"\b(?:team|centre|center|department|company|site|floor|everyone|together|us|colleagues?|they|he|she|total)\b"
)
_NOT_DONE = re.compile(
    r"\b(?:wish|imagine|expect|expecting|heard|know that|here|your|you|would like|can take|could take|can do|could do"
    r"|ready for|prepared for|will take|target|goal|supposed)\b"
)
_WE = re.compile(r"\b(?:i|my|me|we|our|each|per agent|per person)\b")
_PREPOSITIONS = ("at ", "in ", "for ", "with ", "on ", "to ", "of ")


def figures(reading: Reading, hearing: Hearing) -> tuple[Figure, ...]:
    """The member's own figures, in the order of the answer. Raises nothing."""
    found = [figure for sentence in reading.sentences for figure in _Told(reading, hearing, sentence).figures()]
    return tuple(found)


class _Told:
    """One sentence, and what its numbers count."""

    def __init__(self, reading: Reading, hearing: Hearing, sentence: Sentence) -> None:
        self._reading, self._hearing, self._sentence = reading, hearing, sentence
        # "an hour" is what calls are counted by, and no figure of its own.
        self._numbers = [it for it in amounts(reading, sentence) if self._text(it.first, it.last) != "an hour"]

    def figures(self) -> list[Figure]:
        told = []
        for number, amount in enumerate(self._numbers):
            if not self._theirs(amount):
                continue
            start = self._numbers[number - 1].last if number else self._sentence.first
            rest = self._numbers[number + 1 :]
            before = self._text(max(start, amount.first - _NEAR), amount.first)
            after = self._text(amount.last, min(rest[0].first if rest else self._sentence.last, amount.last + _NEAR))
            figure = self._figure(amount, f"{before} " if before else "", after)
            told += [figure] if figure else []
        return told

    def _text(self, first: int, last: int) -> str:
        return " ".join(word.text for word in self._reading.words[first:last])

    def _theirs(self, amount: Amount) -> bool:
        """Is it the member's, and meant? Not what is denied, wished, said by others, or a whole team's."""
        hearing, at = self._hearing, amount.first
        if hearing.denied(at) or hearing.reported(at) or hearing.hypothetical(at) or hearing.conditional(at):
            return False
        if hearing.despised(at, amount.last):
            return False
        before = self._text(self._sentence.first, at)
        groups = [match for match in _GROUP.finditer(before) if not match.group().startswith(_PREPOSITIONS)]
        speaks = [match.start() for match in re.finditer(r"\b(?:i|my|me|mine|each|per agent)\b", before)]
        return not groups or (bool(speaks) and speaks[-1] > groups[-1].start())

    def _figure(self, amount: Amount, before: str, after: str) -> Figure | None:
        makers = (self._satisfaction, self._hours, self._minutes, self._calls, self._database)
        return next((figure for make in makers if (figure := make(amount, before, after))), None)

    def _made(self, of: Thing, amount: Amount, unit: str, scale: float = 1) -> Figure:
        start, end = self._reading.span(amount.first, amount.last)
        return Figure(of, amount.low / scale, amount.high / scale, unit, self._reading.answer[start:end])

    def _satisfaction(self, amount: Amount, before: str, after: str) -> Figure | None:
        if amount.unit not in ("percent", "") or _NOT_SATISFACTION.search(before):
            return None
        near = _SATISFACTION.search(before) or _SATISFACTION_AFTER.match(after)
        if amount.unit == "percent":
            return self._made(Thing.SATISFACTION, amount, "percent") if near else None
        top = re.match(r"(?:stars )?(?:out of|of)$|stars\b", after)
        following = self._following(amount)
        if near and following and (top or following.slashed) and following.low in (5, 10, 100):
            unit = "percent" if following.low == 100 else f"{following.low:g}"
            return self._made(Thing.SATISFACTION, amount, unit)
        if amount.slashed or top or not _SATISFACTION_ALONE.search(before) or following:
            return None
        return self._made(Thing.SATISFACTION, amount, "" if amount.high <= 10 else "percent")

    def _following(self, amount: Amount) -> Amount | None:
        """The number that comes next, within three words."""
        after = (other for other in self._numbers if amount.last <= other.first <= amount.last + 3)
        return next(after, None)

    def _hours(self, amount: Amount, before: str, after: str) -> Figure | None:
        if amount.unit != "hours" or not (_SHIFT_AFTER.match(after) or _SHIFT_BEFORE.search(before)):
            return None
        return self._made(Thing.HOURS, amount, "hours", 60)

    def _minutes(self, amount: Amount, before: str, after: str) -> Figure | None:
        clause = self._clause(amount)
        if _NOT_LENGTH.search(clause[0]) or _NOT_LENGTH_AFTER.match(clause[1]) or amount.slashed:
            return None
        if amount.unit == "minutes" or amount.unit == "clock":
            near = _LENGTH.search(before) or _LENGTH_AFTER.match(after)
            return self._made(Thing.MINUTES, amount, "minutes") if near else None
        alone = amount.unit == "" and _LENGTH_ALONE.search(before) and self._ends(amount)
        return self._made(Thing.MINUTES, amount, "") if alone else None

    def _clause(self, amount: Amount) -> tuple[str, str]:
        """The words before and after a number, as far as no comma stands between."""
        words, first, last = self._reading.words, amount.first, amount.last
        while first > max(self._sentence.first, amount.first - 2 * _NEAR) and not words[first].breaks:
            first -= 1
        while last < min(self._sentence.last, amount.last + _NEAR) and not words[last].breaks:
            last += 1
        return self._text(first, amount.first), self._text(amount.last, last)

    def _ends(self, amount: Amount) -> bool:
        """Is nothing named of which there are so many?"""
        words = self._reading.words
        return (
            amount.last >= self._sentence.last or words[amount.last].breaks or words[amount.last].text in ("and", "but")
        )

    def _calls(self, amount: Amount, before: str, after: str) -> Figure | None:
        sentence = self._text(self._sentence.first, self._sentence.last)
        if amount.unit or amount.slashed or amount.high < _FEW or _MANY.search(sentence) or _NOT_DONE.search(before):
            return None
        if not (_CALLS.match(after) or _CALLS_WERE.search(before) or _PERIOD_ALONE.match(after)):
            return None
        speakers = _WE.findall(self._text(self._sentence.first, amount.first))
        varies = _PEAK.search(before) or _PEAK.search(after) or (speakers and speakers[-1] in ("we", "our"))
        return self._made(Thing.CALLS, amount, "?" if varies else self._period(amount))

    def _period(self, amount: Amount) -> str:
        """The period that a number of calls is of; the nearest one named after it counts, then the one before it."""
        behind = self._text(amount.last, min(self._sentence.last, amount.last + _NEAR))
        ahead = self._text(self._sentence.first, amount.first)
        named = _PERIOD.search(behind) or next(reversed(list(_PERIOD.finditer(ahead))), None)
        if named:
            word = named["named"] or named["slash"] or named["adverb"] or named["weekday"]
            return _UNITS.get(word, word)
        return "?" if _ANY_PERIOD.search(self._reading.text) else ""

    def _database(self, amount: Amount, before: str, after: str) -> Figure | None:
        if amount.unit or amount.slashed:
            return None
        if _BASE_ALONE.search(before) and (self._ends(amount) or _KEPT.match(after)):
            return self._made(Thing.DATABASE, amount, "")
        kept = _KEPT.match(after) and not _PERIOD_ALONE.search(after)
        near = _BASE.search(before) or _BASE.search(after)
        return self._made(Thing.DATABASE, amount, "") if kept and near else None
