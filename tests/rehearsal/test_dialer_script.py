"""A script works a shift at the auto-dialer: the whole program, as a member would use it."""

import re
from pathlib import Path

import pytest

from tests.flows import call_packs, dialer_packs
from tests.flows.dialer_packs import OPENER
from tests.rehearsal.conftest import Rehearse


@pytest.fixture(autouse=True)
def _campaign(environment: dict[str, str]) -> None:
    dialer_packs.write(call_packs.write(Path(environment["HEADSET_CONTENT"]) / "packs"))


def test_a_shift_by_the_campaigns_bare_name(rehearse: Rehearse) -> None:
    done = rehearse(
        "/call dialer towels pace=real connections=5",
        *("Start the shift", "wait 8.5", OPENER, "wait 4", "Goodbye.", "wait 4", "wait 30"),
        "/call stop",
        "hello?",
        "/call history",
        "/help",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    shown = done.stdout
    assert "Guests of last week" in shown
    assert "You are now in the thread “Auto-dialer" in shown
    assert re.search(r"The machine rang (Oskar Mueller|Jun Ito)", shown)
    assert "On the line" in shown
    assert re.search(r"(Hit|Miss) ·", shown)
    assert re.search(r"\d of \d connections? hit · \d+ of 100", shown)
    assert "This shift is over, so nobody hears you." in shown
    assert "a shift at the auto-dialer" in shown
    assert shown.count("/call dialer") > 1
    assert done.stderr == ""
