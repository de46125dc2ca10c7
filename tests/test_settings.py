"""What is set: kept at hand and written through; who is a moderator; time zones as people look for them; dates."""

import asyncio
from datetime import date
from typing import Any

import pytest

from bot import settings as at_hand
from bot import zones
from bot.forgetting import DAY, Forgetting
from bot.practice.dates import LANGUAGES, written
from bot.practice.records import StoreError
from bot.practice.settings import GuildSettings, MemberSettings, Seen, moderates
from bot.settings import Settings
from tests.practice.play import T0


class Kept:
    """A store of settings that counts its reads, and can be slow or broken."""

    def __init__(self) -> None:
        self.guilds: dict[int, GuildSettings] = {}
        self.members: dict[tuple[int, int], MemberSettings] = {}
        self.reads = 0
        self.broken = False
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.forgot: list[tuple[int, int]] = []

    async def guild_settings(self, guild_id: int) -> GuildSettings:
        self.reads += 1
        read = self.guilds.get(guild_id, GuildSettings(guild_id))
        await self.go_on.wait()
        return read

    async def member_settings(self, guild_id: int, member_id: int) -> MemberSettings:
        self.reads += 1
        return self.members.get((guild_id, member_id), MemberSettings(guild_id, member_id))

    async def keep_guild_settings(self, settings: GuildSettings) -> None:
        if self.broken:
            raise StoreError("full")
        self.guilds[settings.guild_id] = settings

    async def keep_member_settings(self, settings: MemberSettings) -> None:
        self.members[settings.guild_id, settings.member_id] = settings

    async def forgetful(self) -> list[GuildSettings]:
        return [settings for settings in self.guilds.values() if settings.keep_days is not None]

    async def forget_answers(self, guild_id: int, before: int) -> int:
        if self.broken:
            raise StoreError("full")
        self.forgot.append((guild_id, before))
        return 1


@pytest.fixture
def store() -> Any:
    return Kept()


async def test_settings_are_read_once_and_written_through(store: Any) -> None:
    settings = Settings(store)
    for _ in range(3):
        assert await settings.guild(1) == GuildSettings(1)
        assert await settings.member(1, 2) == MemberSettings(1, 2)
    assert store.reads == 2
    await settings.change_guild(1, zone="Europe/Berlin")
    await settings.change_member(1, 2, seen=Seen.NAMED)
    assert store.guilds[1].zone == (await settings.guild(1)).zone == "Europe/Berlin"
    assert store.members[1, 2].seen is (await settings.member(1, 2)).seen is Seen.NAMED
    assert store.reads == 2


async def test_what_could_not_be_kept_is_not_in_force(store: Any) -> None:
    settings = Settings(store)
    store.broken = True
    with pytest.raises(StoreError):
        await settings.change_guild(1, zone="Europe/Berlin")
    assert (await settings.guild(1)).zone == "UTC"


async def test_two_who_change_different_things_at_once_both_get_theirs(store: Any) -> None:
    settings = Settings(store)
    await asyncio.gather(settings.change_guild(1, zone="Asia/Manila"), settings.change_guild(1, keep_days=30))
    assert await settings.guild(1) == store.guilds[1] == GuildSettings(1, zone="Asia/Manila", keep_days=30)


async def test_what_is_written_during_a_slow_read_stands(store: Any) -> None:
    settings = Settings(store)
    store.go_on.clear()
    slow = asyncio.ensure_future(settings.guild(1))
    await asyncio.sleep(0)
    changing = asyncio.ensure_future(settings.change_guild(1, keep_days=30))
    await asyncio.sleep(0)
    store.go_on.set()
    await changing
    await slow
    assert (await settings.guild(1)).keep_days == 30


async def test_few_are_kept_at_hand(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_hand, "GUILDS_AT_HAND", 2)
    settings = Settings(store)
    for guild in (1, 2, 3, 2, 3, 1):
        await settings.guild(guild)
    assert store.reads == 4  # 1 was read again


# Who is a moderator: the role of /setup, Manage Events, Manage Server, Administrator (issue 5)


@pytest.mark.parametrize("permission", ["manage_events", "manage_guild", "administrator"])
def test_who_may_manage_is_a_moderator(permission: str) -> None:
    assert moderates(GuildSettings(1), {7}, {permission, "send_messages"})


def test_the_moderator_role_makes_a_moderator_and_others_do_not() -> None:
    assert moderates(GuildSettings(1, moderator_role_id=7), {6, 7}, {"send_messages"})
    assert not moderates(GuildSettings(1, moderator_role_id=7), {6}, {"manage_messages"})
    assert not moderates(GuildSettings(1), {6}, set())


# Time zones


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("berlin", "Europe/Berlin"),
        (" new york ", "America/New_York"),
        ("Asia/Kolkata", "Asia/Kolkata"),
        ("utc", "UTC"),
        ("america/argentina/buenos_aires", "America/Argentina/Buenos_Aires"),
    ],
)
def test_a_zone_is_known_by_its_name_or_its_city(typed: str, zone: str) -> None:
    assert zones.named(typed) == zone
    assert zone in zones.search(typed, 5)


@pytest.mark.parametrize("typed", ["Berlim", "../../etc/passwd", "localtime", "europe", "", "Europe/", "buenos aires"])
def test_what_is_not_one_zone_is_refused(typed: str) -> None:
    with pytest.raises(zones.UnknownZone):
        zones.named(typed)


def test_a_city_that_begins_so_comes_before_names_that_have_it_inside() -> None:
    found = zones.search("ber", 25)
    assert found.index("Europe/Berlin") < found.index("Australia/Canberra")
    assert len(zones.search("a", 25)) == 25
    assert "UTC" in zones.search("", 25)


def test_clocks_follow_summer_time() -> None:
    assert zones.clock("Europe/Berlin", 1_782_000_000_000) == "02:00"  # 21 June 2026, midnight UTC
    assert zones.clock("Europe/Berlin", 1_797_811_200_000) == "01:00"  # 21 December 2026, midnight UTC
    assert zones.clock("Gone/Away", 1_797_811_200_000) == "00:00"  # a zone that is known no more counts as UTC


# Dates


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en-GB", "24 November 2026"),
        ("en-US", "November 24, 2026"),
        ("de", "24. November 2026"),
        ("es", "24 de noviembre de 2026"),
        ("fr", "24 novembre 2026"),
        ("pt-BR", "24 de novembro de 2026"),
        ("tlh", "24 November 2026"),
    ],
)
def test_a_date_is_written_as_its_language_writes_it(language: str, shown: str) -> None:
    assert written(date(2026, 11, 24), language) == shown


def test_the_first_of_a_month() -> None:
    assert written(date(2026, 3, 1), "fr") == "1er mars 2026"
    assert written(date(2026, 3, 1), "en-GB") == "1 March 2026"
    assert all(written(date(2026, month, 2), tag) for month in range(1, 13) for tag in LANGUAGES)


# Forgetting


async def test_each_server_has_its_days(store: Any) -> None:
    store.guilds = {1: GuildSettings(1, keep_days=30), 2: GuildSettings(2), 3: GuildSettings(3, keep_days=365)}
    await Forgetting(store, lambda: T0).forget()
    assert store.forgot == [(1, T0 - 30 * DAY), (3, T0 - 365 * DAY)]


async def test_storage_that_fails_is_asked_again_the_next_day(
    store: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.guilds, store.broken = {1: GuildSettings(1, keep_days=30)}, True
    slept: list[float] = []
    sleep = asyncio.sleep

    async def tick(seconds: float) -> None:
        slept.append(seconds)
        store.broken = len(slept) < 3
        await sleep(0)

    monkeypatch.setattr(asyncio, "sleep", tick)
    forgetting = Forgetting(store, lambda: T0)
    forgetting.open()
    while not store.forgot:
        await sleep(0)
    await forgetting.close()
    assert slept[0] < slept[1] == slept[2] == 24 * 60 * 60
    assert "until tomorrow" in caplog.text
