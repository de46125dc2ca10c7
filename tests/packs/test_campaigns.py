"""Campaigns from YAML: the documented example, what is refused and where, and the campaigns that come with Headset."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.packs.campaign_checking import misses
from bot.packs.dialer_players import Agent, each, good, hello, parrot, played, pusher, silent
from bot.practice.dialer.content import Campaign, CampaignKind
from bot.practice.dialer.shift import Connection
from tests.practice.dialer.shifts import core, documented, loaded, of_folder, towels

from .folders import line_of

NAMES = ["city-buses", "fibre-offer", "clinic-reminders"]


def refused(text: str, name: str = "towels") -> list[str]:
    """What is wrong with this file: line and what."""
    return [f"{p.line}: {p.what}, {p.instead}" for p in loaded(text, name)[1]]


def test_the_documented_campaign_is_complete_and_plays() -> None:
    campaign = towels()
    assert campaign.kind is CampaignKind.SURVEY
    assert campaign.contact("Jun Ito").office == "Ito Optics"
    assert len(campaign.hellos) >= 12
    assert list(misses(campaign)) == []


@pytest.mark.parametrize(
    ("old", "new", "at", "what"),
    [
        ("id: towels\n", "id: towel\n", "id: towel", "stands in a file of another name"),
        ("kind: survey", "kind: poll", "kind:", "'kind' is 'poll'"),
        ("title: Guests", "titel: Guests", "titel:", "unknown key 'titel', did you mean 'title'?"),
        ("- (your|last)", "- (your|last", "- (your|last", "is not closed"),
        ("ask: Do you have a minute?", "ask: Please.", "ask:", "'ask' asks nothing"),
        ("name: Priya Nair", "name: Oskar Mueller", "call: Ms Nair", "'Oskar Mueller' is on the list already"),
        ("name: Priya Nair", "name: Ines Nair", "Ines Nair", "has a name of the agent's"),
        ("contacts:", "hellos: ['{nam}?']\ncontacts:", "hellos:", "nothing fills in '{nam}'"),
        ("contacts:", "lines: [{kind: persn, hellos: ['Yes?']}]\ncontacts:", "lines:", "did you mean 'person'?"),
        (
            "contacts:",
            "lines: [{kind: child, answer: big-voice, say: ['Yes?']}]\ncontacts:",
            "lines:",
            "'small-voice'?",
        ),
        ("contacts:", "lines: [{kind: child, say: ['Yes?']}]\ncontacts:", "lines:", "these lines belong to no answer"),
        ("contacts:", "company: X\ncontacts:", "company: X", "stands here a second time"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, at: str, what: str) -> None:
    text = documented()
    assert old in text
    text = text.replace(old, new)
    problems = refused(text)
    assert any(what in problem for problem in problems), problems
    assert any(problem.startswith(f"{line_of(text, at)}: ") for problem in problems), problems


def test_own_lines_are_added_to_the_usual_ones() -> None:
    text = documented() + "lines:\n  - {kind: person, answer: go-on, say: ['The bed was too soft. Go on.']}\n"
    campaigns, problems = loaded(text)
    assert problems == []
    said = campaigns["towels"].kinds["person"].answer("go-on").say
    assert said[-1] == "The bed was too soft. Go on."
    assert said[:-1] == towels().kinds["person"].answer("go-on").say


def test_a_reason_that_is_not_heard_is_told() -> None:
    campaigns, _ = loaded(documented().replace("(how you slept|survey)", "parking").replace("(your|last)", "(our|my)"))
    assert "a good opener is not heard to have says-why" in next(misses(campaigns["towels"])).what


def test_the_check_tells_a_model_that_misses_and_keywords_that_hit() -> None:
    campaign = towels()
    driving = campaign.kinds["driving"]
    deaf = replace(driving, answers=tuple(replace(answer, model="Well, well.") for answer in driving.answers))
    told = [problem.what for problem in misses(replace(campaign, kinds={**campaign.kinds, "driving": deaf}))]
    assert any("driving, at-the-wheel: a good agent misses it" in what for what in told)
    easy = replace(driving, opener=(), answers=tuple(replace(a, needs=(), never=()) for a in driving.answers))
    told = [problem.what for problem in misses(replace(campaign, kinds={**campaign.kinds, "driving": easy}))]
    assert any("a parrot is a hit" in what for what in told)


# The campaigns that come with Headset


def test_there_are_three_of_three_kinds() -> None:
    campaigns = core()
    assert set(campaigns) == set(NAMES)
    assert {campaign.kind for campaign in campaigns.values()} == set(CampaignKind)


@pytest.fixture(params=NAMES)
def campaign(request: pytest.FixtureRequest) -> Campaign:
    return core()[request.param]


def test_each_has_twenty_contacts_and_twelve_hellos(campaign: Campaign) -> None:
    assert len(campaign.contacts) >= 20
    assert len(campaign.hellos) >= 12
    assert any(contact.office for contact in campaign.contacts)


def test_the_scripted_agents_fare_as_they_should(campaign: Campaign) -> None:
    def hit(connection: Connection, agent: Agent) -> bool:
        verdict = played(campaign, connection, agent).verdict
        return verdict is not None and verdict.hit

    seen = set()
    for kind, answer, connection in each(campaign):
        seen.add(kind.id)
        assert hit(connection, good), (kind.id, answer.id)
        for agent in (hello, silent, parrot):
            assert not hit(connection, agent), (kind.id, answer.id, agent)
        if kind.id == "take-me-off":
            assert not any(hit(connection, pusher(line)) for line in campaign.pusher)
    assert seen == set(campaign.kinds)


def test_every_line_has_its_names_filled_in(campaign: Campaign) -> None:
    contact = campaign.contacts[0]
    for kind in campaign.kinds.values():
        lines = [*kind.hellos, *kind.again, *kind.gone]
        for answer in kind.answers:
            lines += [*answer.at_once, *answer.say, *answer.good, *answer.bad, answer.model]
        assert not any("{" in campaign.filled(line, contact) for line in lines)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("clinic-reminders", "It's about his blood test. When is he home? Goodbye."),
        ("clinic-reminders", "He has an appointment with Doctor Osei tomorrow. When is he back? Thanks."),
        ("fibre-offer", "His contract ends in March, when can I reach him? Thanks."),
    ],
)
def test_what_is_private_is_told_to_nobody_else(name: str, said: str) -> None:
    campaign = core()[name]
    connection = next(c for kind, answer, c in each(campaign) if (kind.id, answer.id) == ("someone-else", "not-in"))
    after = played(campaign, connection, pusher(said))
    assert after.verdict is not None
    assert [spoilt.act for spoilt in after.verdict.spoilt] == ["private"]


def test_a_pack_without_campaigns_has_none(tmp_path: Path) -> None:
    assert of_folder(tmp_path) == ({}, [])
