"""Time zones as people look for them: by a city's name."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

USUAL = (
    "UTC",
    "America/Los_Angeles",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Berlin",
    "Africa/Lagos",
    "Asia/Kolkata",
    "Asia/Manila",
    "Australia/Sydney",
)
"""Offered while nothing is typed."""

_NO_PLACE = {"localtime", "posixrules", "Factory"}
"""Names of the database that mean a computer's own setting, or nothing."""

_OLD = {"Etc", "US", "Brazil", "Canada", "Chile", "Mexico", "SystemV"}
"""Areas whose zones have newer names: offered last."""


class UnknownZone(ValueError):
    """No time zone has this name."""


@cache
def known() -> frozenset[str]:
    """The names of all time zones."""
    return frozenset(available_timezones() - _NO_PLACE)


def search(typed: str, most: int) -> list[str]:
    """The zones whose name has what was typed in it: those of a city that begins with it first."""
    wanted = _plain(typed)
    if not wanted:
        return list(USUAL[:most])
    found = [zone for zone in known() if wanted in _plain(zone)]
    return sorted(found, key=lambda zone: (*_far(zone, wanted), zone))[:most]


def named(typed: str) -> str:
    """The zone of this name, or of the one city of this name. Raises UnknownZone."""
    wanted = _plain(typed)
    for zone in known():
        if _plain(zone) == wanted:
            return zone
    cities = [zone for zone in known() if _plain(_city(zone)) == wanted and not _is_old(zone)]
    if len(cities) != 1:
        raise UnknownZone(typed)
    return cities[0]


def clock(zone: str, at: int) -> str:
    """What clocks show there at this moment (ms UTC): "14:05"."""
    return f"{local(zone, at):%H:%M}"


def local(zone: str, at: int) -> datetime:
    """This moment (ms UTC) by the clocks there; by UTC where the zone is known no more."""
    return datetime.fromtimestamp(at / 1000, ZoneInfo(zone) if zone in known() else UTC)


def _plain(text: str) -> str:
    return text.strip().casefold().replace(" ", "_")


def _city(zone: str) -> str:
    return zone.rpartition("/")[2]


def _is_old(zone: str) -> bool:
    return "/" not in zone or zone.partition("/")[0] in _OLD


def _far(zone: str, wanted: str) -> tuple[bool, bool, bool]:
    """How far a zone is from what is looked for; compared in this order."""
    return _plain(zone) != wanted, not _plain(_city(zone)).startswith(wanted), _is_old(zone)
