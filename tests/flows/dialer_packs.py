"""A campaign for tests, so that they can say whom the dialler rings."""

from pathlib import Path

OPENER = (
    "Good morning Mr Mueller, this is Ines Duarte from Harbour Hotels. It's about your stay last week. "
    "Do you have a minute?"
)
"""Whole, to the person asked for, whom every connection of these tests rings at home."""

CAMPAIGN = """\
id: towels
title: Guests of last week
kind: survey
company: Harbour Hotels
you: Ines Duarte
purpose: You ring guests who left last week, and ask how they slept.
policy:
  - Nothing is sold, and whoever says no has said no.
why:
  say: It's about your stay with us last week.
  phrases:
    - (your|last) (stay|visit|night|week)
ask: Do you have a minute?
contacts:
  - {name: Oskar Mueller, call: Mr Mueller}
  - {name: Jun Ito, call: Mr Ito, office: Ito Optics}
"""


def write(folder: Path) -> Path:
    """Write the campaign `towels` into the pack `line`."""
    place = folder / "line" / "campaigns"
    place.mkdir(parents=True)
    (place / "towels.yaml").write_text(CAMPAIGN)
    return folder
