"""Dates in figures, as tickets have them: "02/10" where the caller said "the second of October"."""

import re
from collections.abc import Collection

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)

_DATE = re.compile(r"(?<![\d.,:/])(\d{1,2})([./])(\d{1,2})(?:\2(?:\d{4}|\d{2})\b|\.)?(?![\d%])")
_ISO = re.compile(r"(?<!\d)\d{4}-(\d{1,2})-(\d{1,2})(?!\d)")


def named(text: str, months: Collection[str], numbers: Collection[str]) -> str:
    """The text with the month's name in dates that are meant: those of a month that the caller said. Day and month in
    either order; with a point between them it is a date only if the caller said the day as well ("8.5 kg")."""

    def date(found: re.Match[str]) -> str:
        one, sign, other = found.groups()
        readings = [(day, month) for day, month in ((one, other), (other, one)) if _month(month) in months]
        said = [reading for reading in readings if reading[0].lstrip("0") in numbers]
        meant = said or (readings if sign == "/" else [])
        return f"{meant[0][0].lstrip('0')} {_month(meant[0][1])}" if meant else found.group()

    def iso(found: re.Match[str]) -> str:
        month = _month(found.group(1))
        return f"{found.group(2).lstrip('0')} {month}" if month in months else found.group()

    return _DATE.sub(date, _ISO.sub(iso, text))


def _month(digits: str) -> str:
    return MONTHS[int(digits) - 1] if 1 <= int(digits) <= 12 else ""
