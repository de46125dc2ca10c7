"""Campaigns tried on themselves: agents of ours take every kind of connection."""

from collections.abc import Iterator

from bot.packs.dialer_players import Agent, each, good, hello, opener, parrot, played, pusher, silent
from bot.packs.problem import Problem, shown
from bot.practice.dialer.content import Answer, Campaign, Kind
from bot.practice.dialer.hearing import listen
from bot.practice.dialer.opening import PARTS, parts_of
from bot.practice.dialer.shift import Connection

TAKE_ME_OFF = "take-me-off"
"""The kind that nobody may be persuaded on."""


def misses(campaign: Campaign) -> Iterator[Problem]:
    """What is wrong with how a campaign plays."""
    contact = campaign.contacts[0]
    heard = listen(opener(campaign, contact), campaign, contact)
    if lacks := [part for part in PARTS if part not in parts_of(heard)]:
        what = f"{campaign.id}: a good opener is not heard to have {', '.join(lacks)}"
        yield Problem(campaign.file, 1, what, "see that 'phrases' of 'why' find its 'say', and what 'ask' asks")
        return
    for kind, answer, connection in each(campaign):
        yield from _played(campaign, kind, answer, connection)


def _played(campaign: Campaign, kind: Kind, answer: Answer, connection: Connection) -> Iterator[Problem]:
    where = f"{campaign.id}: {kind.id}, {answer.id}{', told at once' if connection.at_once else ''}"
    after = played(campaign, connection, good)
    if after.verdict is None or not after.verdict.hit:
        yield Problem(campaign.file, 1, f"{where}: a good agent misses it ({_why(after)})", "change 'model', or acts")
    others: tuple[tuple[str, Agent], ...] = (('"hello?"', hello), ("silence", silent), ("a parrot", parrot))
    for name, agent in others:
        if _hit(campaign, connection, agent):
            yield Problem(campaign.file, 1, f"{where}: {name} is a hit", "it should be a miss")
    if kind.id == TAKE_ME_OFF:
        for line in campaign.pusher:
            if _hit(campaign, connection, pusher(line)):
                what = f"{where}: persuading is a hit: {shown(line)}"
                yield Problem(campaign.file, 1, what, "add a phrase to 'persuades' in rubric/dialer.yaml")


def _hit(campaign: Campaign, connection: Connection, agent: Agent) -> bool:
    verdict = played(campaign, connection, agent).verdict
    return verdict is not None and verdict.hit


def _why(connection: Connection) -> str:
    verdict = connection.verdict
    if verdict is None:
        return "it goes on"
    return ", ".join((*verdict.missing, *(f"{spoilt.act}: {shown(spoilt.quote)}" for spoilt in verdict.spoilt)))
