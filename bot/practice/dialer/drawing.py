"""Which numbers a shift dials: whom, and what comes out, from the shift's seed alone."""

from collections.abc import Sequence
from random import Random

from bot.practice.calls.call import SECOND
from bot.practice.dialer.content import Answer, Campaign, Contact, Kind
from bot.practice.dialer.shift import Connection

SHORTEST_WAIT, LONGEST_WAIT = 2 * SECOND, 8 * SECOND
"""How long dialling takes."""

_AT_ONCE = 0.4
"""How often an answer that can be told in the hello is."""


def draw(campaign: Campaign, seed: int, difficulty: int, size: int) -> tuple[Connection, ...]:
    """The connections of a shift. No two alike in a row, nobody twice while there are others on the list."""
    random = Random(f"{seed}:{campaign.id}")
    homes, offices = _lists(campaign, random)
    drawn: list[Connection] = []
    hellos: list[str] = []
    for _ in range(size):
        kind, answer = _unlike(campaign, random, difficulty, drawn[-1] if drawn else None, bool(offices))
        people = offices if kind.office else homes
        contact = people.pop(0)
        people.append(contact)
        connection = connected(campaign, random, contact, kind, answer, hellos)
        hellos.append(connection.hello)
        drawn.append(connection)
    return tuple(drawn)


def connected(
    campaign: Campaign,
    random: Random,
    contact: Contact,
    kind: Kind,
    answer: Answer,
    used: Sequence[str] = (),
    at_once: bool | None = None,
) -> Connection:
    """A connection with its wait and its hello, one that was not `used` if there is any."""
    if at_once is None:
        at_once = bool(answer.at_once) and (not answer.say or random.random() < _AT_ONCE)
    lines = answer.at_once if at_once else (*kind.hellos, *(campaign.hellos if kind.neutral else ()))
    filled = [campaign.filled(line, contact) for line in lines]
    hello = random.choice([line for line in filled if line not in used] or filled)
    return Connection(contact.name, kind.id, answer.id, at_once, random.randint(SHORTEST_WAIT, LONGEST_WAIT), hello)


def _lists(campaign: Campaign, random: Random) -> tuple[list[Contact], list[Contact]]:
    """Those rung at home, and those rung at work, each in an order of its own."""
    people = random.sample(campaign.contacts, len(campaign.contacts))
    return [c for c in people if not c.office], [c for c in people if c.office]


def _unlike(
    campaign: Campaign, random: Random, difficulty: int, before: Connection | None, offices: bool
) -> tuple[Kind, Answer]:
    """A kind by its share of this difficulty, and an answer by its own; not the two that came just before."""
    pairs = [
        (kind, answer, kind.shares[difficulty - 1] * answer.share / sum(other.share for other in kind.answers))
        for kind in campaign.kinds.values()
        for answer in kind.answers
        if answer.share and (offices or not kind.office)
    ]
    unlike = [p for p in pairs if before is None or (p[0].id, p[1].id) != (before.kind, before.answer)]
    kind, answer, _ = random.choices(unlike, [weight for _, _, weight in unlike])[0]
    return kind, answer
