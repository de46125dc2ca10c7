"""The cards of `/setup` and `/settings`: within Discord's limits, and plain about what is lacking."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from bot.face import settings_cards, setup_cards
from bot.face.permissions import NAMES, REASONS
from bot.face.setup_cards import Found
from bot.practice.dates import LANGUAGES
from bot.practice.settings import FACTORS, KEEP_DAYS, GuildSettings, MemberSettings, Seen
from tests.face.scenes import parts, said
from tests.face.test_limits import check

ROOT = Path(__file__).parents[2]
FINE = Found(True, True, 3, (), reads_messages=True, now="14:05", today="24 November 2026")
WORST = "@everyone 😀*_`" * 20


def test_all_that_can_be_lacking_fits_on_one_card() -> None:
    found = replace(FINE, channel_there=False, role_there=False, lacks=tuple(REASONS), reads_messages=False)
    view = setup_cards.setup(WORST, GuildSettings(1, 2, 4, "America/Argentina/ComodRivadavia"), found, "✅ Kept.")
    check(view)
    text = said(view)
    assert all(f"**{NAMES[name]}**, {reason}" in text for name, reason in REASONS.items())
    assert "Create Events" in text
    assert "Message Content Intent" in text
    assert "@everyone" not in text


def test_nothing_to_check_without_a_channel() -> None:
    text = said(setup_cards.setup("Callers", GuildSettings(1), replace(FINE, checked=None)))
    assert "Choose a practice channel" in text


def test_lists_show_what_is_chosen_and_nothing_that_is_gone() -> None:
    settings = GuildSettings(1, 2, 4, dates="fr", keep_days=90)
    by_id = {part["custom_id"]: part for part in parts(setup_cards.setup("C", settings, FINE)) if "custom_id" in part}
    assert by_id["headset_setup:channel"]["default_values"] == [{"id": 2, "type": "channel"}]
    assert by_id["headset_setup:moderators"]["default_values"] == [{"id": 4, "type": "role"}]
    for what, options, chosen in (("dates", list(LANGUAGES), "fr"), ("keep", ["30", "90", "365", "0"], "90")):
        listed = by_id[f"headset_setup:{what}"]["options"]
        assert [option["value"] for option in listed] == options
        assert [option["value"] for option in listed if option["default"]] == [chosen]
    gone = parts(setup_cards.setup("C", settings, replace(FINE, channel_there=False, role_there=False)))
    assert not any(part.get("default_values") for part in gone)


@pytest.mark.parametrize(("seen", "factor"), list(product(Seen, FACTORS)))
def test_a_members_card_in_every_state(seen: Seen, factor: float) -> None:
    own = MemberSettings(1, 2, seen, factor, "America/Argentina/ComodRivadavia", named_answers=True)
    view = settings_cards.settings(WORST, own, own.zone or "", "14:05", "✅ Kept.")
    check(view)
    by_id = {part["custom_id"]: part for part in parts(view) if "custom_id" in part}
    chosen = [option["value"] for option in by_id["headset_settings:seen"]["options"] if option["default"]]
    assert chosen == ([] if seen is Seen.UNASKED else [seen])
    (now,) = (option for option in by_id["headset_settings:factor"]["options"] if option["default"])
    assert float(now["value"]) == factor
    assert "@everyone" not in said(view)


def test_the_choices_are_those_of_the_settings() -> None:
    assert KEEP_DAYS == (30, 90, 365, None)
    assert FACTORS == (1.0, 1.5, 2.0)


@pytest.mark.parametrize("page", ["docs/setup.md", "README.md"])
def test_the_docs_name_every_permission(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    rows = [line.split("|")[1].strip() for line in text.splitlines() if line.strip().startswith("|")]
    assert {NAMES[name] for name in REASONS} <= set(rows)
