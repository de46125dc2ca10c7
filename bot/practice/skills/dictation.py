"""`/dictation`: a caller spells and dictates, a form is filled in. What was heard, field by field.

Lenient where the meaning is the same (case, accents, spaces, dashes, how a date or a street is written), exact where it
counts. docs/skills.md has the rule for the points.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.practice.skills.content import DICTATION_FIELDS, SkillContent
from bot.practice.skills.dictating import MONTHS, Dictation, Told, dictated
from bot.practice.skills.exercise import Align, Exercise, Piece
from bot.practice.skills.heard import Heard, Slip, compare, distance, pair, words
from bot.practice.skills.spoken import figured, figures
from bot.scoring.wordlists import words as wordlist

PARTS = {
    "name": {"first": 10, "last": 20},
    "order": {"order": 30},
    "date": {"day": 10, "month": 4},
    "address": {"number": 8, "street": 6, "town": 6, "postcode": 6},
}
"""What is in each field, and the points for it; 100 together."""

LONGEST = 300
"""Characters of a field that are read."""

_WAYS = {
    **{"st": "street", "str": "street", "rd": "road", "ln": "lane", "sq": "square", "ct": "court", "pl": "place"},
    **{"ave": "avenue", "av": "avenue", "dr": "drive", "ter": "terrace", "cres": "crescent", "gdns": "gardens"},
    **{"blvd": "boulevard", "pde": "parade", "cl": "close", "wy": "way", "strt": "street", "wlk": "walk"},
    **{"tce": "terrace", "terr": "terrace", "wk": "walk", "hl": "hill", "cr": "crescent", "mkt": "market"},
}
_NO_PART = wordlist("in at no nr number house street postcode post code town city order the of and is")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_IN_FRONT = re.compile(r"^(?:order|number|no|nr|ref)+(?=\w{7,}$)")
_TOKENS = 12


@dataclass(frozen=True, slots=True)
class PartHeard:
    """How a part of a field was heard. `uncorrected` is what the caller had said first, if this was put right."""

    what: str
    meant: str
    heard: Heard
    points: int
    most: int
    uncorrected: str = ""


@dataclass(frozen=True, slots=True)
class FieldHeard:
    """A field as it was written, and its parts. `also_reads`: a date by figures that may be taken for another one."""

    field: str
    written: str
    parts: tuple[PartHeard, ...]
    also_reads: str = ""


@dataclass(frozen=True, slots=True)
class DictationResult:
    """What a dictation came to; `truth` are the fields as they should be."""

    overall: int | None
    why: str = ""
    fields: tuple[FieldHeard, ...] = ()
    truth: tuple[str, ...] = ()
    country: str = ""
    said_again: bool = False


def tasks(content: SkillContent, variant: str, seed: int, recent: Sequence[str]) -> tuple[str, ...]:
    """One task, which is made from the seed; none without the words to make it of."""
    return ("",) if content.dictation else ()


def pieces(content: SkillContent, seed: int) -> tuple[Piece, ...]:
    """What the caller says, in pieces."""
    return dictated(content.dictation, seed).pieces if content.dictation else ()


def check(exercise: Exercise, content: SkillContent, align: Align) -> DictationResult:
    """What the form came to."""
    if not content.dictation:
        return DictationResult(None, "gone")
    fields = exercise.answers[0].fields if exercise.answers else ()
    return heard(dictated(content.dictation, exercise.seed), fields, align, exercise.said_again)


def heard(truth: Dictation, fields: Sequence[str], align: Align, said_again: bool = False) -> DictationResult:
    """The form's fields, in the order of `DICTATION_FIELDS`, against what was dictated. Takes any text."""
    told = {part.what: part for part in truth.told}
    written = [field[:LONGEST].strip() for field in (*fields, "", "", "", "")][: len(DICTATION_FIELDS)]
    name, order, date, address = written
    day, month, also_reads = _date(date, told["day"], told["month"], align)
    found = {
        **_name(name, told["first"], told["last"], align),
        "order": compare(_order(told["order"].value), _order(order), align, _order(told["order"].uncorrected)),
        "day": day,
        "month": month,
        **_address(address, told, align),
    }
    results = tuple(
        FieldHeard(
            field,
            text,
            tuple(_part(told[what], found[what], most) for what, most in PARTS[field].items()),
            also_reads if field == "date" else "",
        )
        for field, text in zip(DICTATION_FIELDS, written, strict=True)
    )
    overall = sum(part.points for field in results for part in field.parts)
    return DictationResult(overall, "", results, truth.fields, truth.country, said_again)


def _part(told: Told, found: Heard, most: int) -> PartHeard:
    return PartHeard(told.what, told.value, found, round(most * found.share()), most, told.uncorrected)


# Names and order numbers


def _name(typed: str, first: Told, last: Told, align: Align) -> dict[str, Heard]:
    """First and last name in any order; written as one word, too."""
    meant = [_plain(first.value), _plain(last.value)]
    said = words(typed)[:_TOKENS]
    whole = "".join(said)
    if whole in ("".join(meant), "".join(meant[::-1])):
        return {"first": Heard(Slip.RIGHT), "last": Heard(Slip.RIGHT)}
    if len(said) == 1 and abs(len(whole) - len("".join(meant))) <= 1 and align(meant[0], whole[: len(meant[0])]):
        near = distance(meant[0], whole[: len(meant[0])], align) <= 1
        said = [whole[: len(meant[0])], whole[len(meant[0]) :]] if near else said
    one, other = pair(meant, said, align)
    left = [word for word in said if word not in (one, other)]
    return {
        "first": _heard(meant[0], one, left, align, _plain(first.uncorrected)),
        "last": _heard(meant[1], other, left, align, _plain(last.uncorrected)),
    }


def _heard(meant: str, typed: str, left: Sequence[str], align: Align, uncorrected: str = "") -> Heard:
    """How this was heard; `left` is what was typed and goes with nothing."""
    if typed:
        return compare(meant, typed, align, uncorrected)
    if not left:
        return Heard(Slip.MISSING)
    return Heard(Slip.WRONG if any(word.isascii() for word in left) else Slip.OTHER_SCRIPT)


def _plain(text: str) -> str:
    return "".join(words(text))


def _order(text: str) -> str:
    """An order number without what separates its signs; there is no letter O or I in them."""
    return _IN_FRONT.sub("", _plain(text)).replace("o", "0").replace("i", "1")


# The date


def _date(typed: str, day: Told, month: Told, align: Align) -> tuple[Heard, Heard, str]:
    """How day and month were heard, and what other date the figures may be read as."""
    meant = MONTHS.index(month.value) + 1
    if typed and not words(typed):
        return Heard(Slip.WRONG), Heard(Slip.WRONG), ""
    if typed and not any(word.isascii() for word in words(typed)):
        return Heard(Slip.OTHER_SCRIPT), Heard(Slip.OTHER_SCRIPT), ""
    readings = list(_readings(typed, align))
    results = []
    for days, number in readings:
        heard_day = compare(day.value, str(days) if days else "", align, day.uncorrected)
        slip = Slip.RIGHT if number == meant else Slip.WRONG if number else Slip.MISSING
        results.append((heard_day, Heard(slip), (days, number)))
    best = max(results, key=lambda result: (result[0].share() + result[1].share() / 2, result[1].share()))
    others = [reading for reading in readings if reading != best[2] and all(reading)]
    right = best[0].slip is best[1].slip is Slip.RIGHT
    also = f"{others[0][0]} {MONTHS[others[0][1] - 1]}" if others and right else ""
    return best[0], best[1], also


def _readings(typed: str, align: Align) -> Iterator[tuple[int, int]]:
    """The days and months that this may mean; 0 where there is none."""
    text = typed.casefold()
    numbers = [figure.digits.lstrip("0") for figure in figures(text)]
    named = next((month for word in words(text) if (month := _month(word, align))), 0)
    if len(numbers) == 1 and not named and len(digits := next(figures(text)).digits) in (4, 6, 8):
        numbers = [digits[:2].lstrip("0"), digits[2:4].lstrip("0")]  # 1403, 14032026
    iso = len(numbers) == 3 and len(numbers[0]) == 4
    small = [int(number) for number in numbers if 0 < len(number) <= 2]
    if named:
        yield next((number for number in small if number <= 31), 0), named
    elif len(small) < 2:
        yield (small[0] if small and small[0] <= 31 else 0), 0
    else:
        one, other = (small[1], small[0]) if iso else (small[0], small[1])
        yield (one, other if other <= 12 else 0) if other <= 12 or one > 12 else (other, one)
        if one <= 12 and other <= 12 and one != other and not iso:
            yield other, one


def _month(word: str, align: Align) -> int:
    """The month that a word names, in full, shortened or with a slip; 0: none."""
    for number, month in enumerate(MONTHS, 1):
        if len(word) >= 3 and month.lower().startswith(word):
            return number
    if not word.isascii() or not 4 <= len(word) <= 12:
        return 0
    slips = 1 if len(word) < 6 else 2
    near = [number for number, month in enumerate(MONTHS, 1) if distance(month.lower(), word, align) <= slips]
    return near[0] if len(near) == 1 else 0


# The address


def _address(typed: str, told: dict[str, Told], align: Align) -> dict[str, Heard]:
    """Number, street, town and postcode in any order."""
    tokens = _TOKEN.findall(" ".join(words(figured(typed))))[: 2 * _TOKENS]
    number, postcode = _numbers(tokens, told["number"].value, told["postcode"].value, align)
    street = _streets(told["street"].value)
    town = words(told["town"].value)
    said = _streets(" ".join(token for token in tokens if not token.isdigit()))
    found = pair([*street, *town], said, align)
    left = [word for word in said if word not in found and word not in _NO_PART]
    whole = "".join(said)
    results = {
        "number": _heard(told["number"].value, number, [], align, told["number"].uncorrected),
        "postcode": _heard(told["postcode"].value, postcode, [], align, told["postcode"].uncorrected),
        "street": _several(street, found[: len(street)], left, align),
        "town": _several(town, found[len(street) :], left, align),
    }
    for what, meant in (("street", street), ("town", town)):
        if "".join(meant) in whole:
            results[what] = Heard(Slip.RIGHT)
    return results


def _streets(text: str) -> list[str]:
    return [_WAYS.get(word, word) for word in words(text)]


def _several(meant: Sequence[str], typed: Sequence[str], left: Sequence[str], align: Align) -> Heard:
    """How a name of several words was heard."""
    if not any(typed):
        return _heard("", "", left, align)
    wrong = [
        (one, compare(one, other, align))
        for one, other in zip(meant, typed, strict=True)
        if one != other  # both plain
    ]
    if not wrong:
        return Heard(Slip.RIGHT)
    if len(wrong) > 1:
        return Heard(Slip.WRONG)
    word, slip = wrong[0]
    if slip.slip is Slip.MISSING:
        return Heard(Slip.WORD_MISSING if not left else Slip.WRONG, word)
    return slip


def _numbers(tokens: Sequence[str], number: str, postcode: str, align: Align) -> tuple[str, str]:
    """Which figures of an address are the house's number and which the postcode, as fits best; "": there are none."""
    digits = [(at, token) for at, token in enumerate(tokens) if token.isdigit()][:_TOKENS]
    runs = [("", frozenset[int]())]
    for start, end in combinations(range(len(digits) + 1), 2):
        if digits[end - 1][0] - digits[start][0] == end - start - 1:  # next to one another
            places = frozenset(range(start, end))
            runs.append(("".join(token for _, token in digits[start:end])[:20], places))
    to_number = [distance(number, run, align) if run else len(number) + 1 for run, _ in runs]
    to_postcode = [distance(postcode, run, align) if run else len(postcode) + 1 for run, _ in runs]
    _, _, one, other = min(
        (to_number[one] + to_postcode[other], one == 0, one, other)  # a single figure is rather the house's
        for one in range(len(runs))
        for other in range(len(runs))
        if not runs[one][1] & runs[other][1]
    )
    return runs[one][0], runs[other][0]
