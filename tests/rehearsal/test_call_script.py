"""A script takes a call: the whole program, as a member would use it."""

import re
from pathlib import Path

import pytest

from tests.flows import call_packs
from tests.flows.call_packs import GOOD
from tests.rehearsal.conftest import Rehearse


@pytest.fixture(autouse=True)
def _calls(environment: dict[str, str]) -> None:
    call_packs.write(Path(environment["HEADSET_CONTENT"]) / "packs")


def test_a_call_from_start_to_scorecard(rehearse: Rehearse) -> None:
    first, looking, sends, goodbye = GOOD
    done = rehearse(
        "/call start lamp",
        "Take the call",
        *(first, "wait 4", looking, "Look up the order", "wait 25"),
        *("May I put you on hold for one minute?", "wait 4", "Hold", "wait 10", "Back on the line", "wait 1"),
        *(sends, "wait 4", goodbye, "wait 4"),
        "How it could have gone",
        "/call history",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    shown = done.stdout
    assert "A lamp that has not come" in shown
    assert "You are now in the thread “Call" in shown
    assert "4471 209" in shown
    assert "Stuck at the depot" in shown
    assert "On hold, begun" in shown
    assert re.search(r"Solved · \d+ of 100", shown)
    picture = re.search(r"Picture: (.+) \(File: (.+\.png)\)", shown)
    assert picture
    assert Path(picture[2]).read_bytes().startswith(b"\x89PNG")
    assert "this is Sam" in shown
    assert "Your calls, page 1" in shown
    assert done.stderr == ""


def test_options_and_what_is_wrong(rehearse: Rehearse) -> None:
    done = rehearse(
        "/call start nothing-of-the-kind",
        "/call start direction=outbound difficulty=3 pace=real",
        "/call start lamp",
        "/call stop",
        "hello?",
        "/help",
        "help",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    shown = done.stdout
    assert "There is no call “nothing-of-the-kind”" in shown
    assert "A call to make" in shown
    assert "You have a call running" in shown
    assert "This call is over, so nobody hears you." in shown
    assert shown.count("/call start") > 3
