"""What came of a shift: hits, seconds, what was missing each time, and a corrected opener."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median_low

from bot.practice.dialer.content import BREATH, Campaign, Contact, Part
from bot.practice.dialer.hearing import listen
from bot.practice.dialer.opening import PARTS, corrected, parts_of
from bot.practice.dialer.shift import FEWEST, Shift


@dataclass(frozen=True, slots=True)
class Seconds:
    """The median and the worst of some times, in ms."""

    median: int
    worst: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """An opener of theirs, on the connection of this index, and how it would have been whole."""

    connection: int
    said: str
    better: str


@dataclass(frozen=True, slots=True)
class ShiftResult:
    """Of `connections` that came to an end, `hits` were hits. `begin` and `send` are None when nothing was said.

    `missing` counts what was missing or spoilt it, by part, most often first.
    """

    connections: int
    hits: int
    begin: Seconds | None
    send: Seconds | None
    missing: tuple[tuple[str, int], ...]
    corrected: Corrected | None

    @property
    def overall(self) -> int:
        """Hits in a hundred. Fewer than five connections count as five: one hit is no shift."""
        return round(100 * self.hits / max(self.connections, FEWEST))


@dataclass(frozen=True, slots=True)
class About:
    """A connection's result in words. `begin` and `send` in ms; `missing` and `wished` name parts. `model` is a good
    agent's words to what came, with names filled in; empty when the opener got no answer."""

    hit: bool
    title: str
    lesson: str
    begin: int | None
    send: int | None
    missing: tuple[Part, ...]
    wished: tuple[Part, ...]
    later: tuple[Part, ...]
    spoilt: tuple[tuple[Part, str], ...]
    model: str


def result(shift: Shift, campaign: Campaign) -> ShiftResult:
    """The result of a shift, whole or not."""
    done = [number for number, connection in enumerate(shift.connections) if connection.verdict is not None]
    verdicts = [c.verdict for c in shift.connections if c.verdict is not None]
    missing: Counter[str] = Counter()
    for verdict in verdicts:
        missing.update(list(dict.fromkeys((*verdict.missing, *(spoilt.act for spoilt in verdict.spoilt)))))
    return ShiftResult(
        connections=len(done),
        hits=sum(verdict.hit for verdict in verdicts),
        begin=_seconds(shift.begin_time(number) for number in done),
        send=_seconds(shift.send_time(number) for number in done),
        missing=tuple(missing.most_common()),
        corrected=_corrected(shift, campaign, done),
    )


def about(shift: Shift, campaign: Campaign, number: int) -> About:
    """The result of one connection. Raises ValueError while it is on."""
    connection = shift.connections[number]
    verdict = connection.verdict
    if verdict is None:
        raise ValueError("the connection has no result yet")
    kind, contact = campaign.kinds[connection.kind], campaign.contact(connection.contact)
    answer = kind.answer(connection.reply or connection.answer)
    return About(
        hit=verdict.hit,
        title=kind.title,
        lesson=kind.lesson,
        begin=shift.begin_time(number),
        send=shift.send_time(number),
        missing=_parts(verdict.missing, campaign, contact),
        wished=_parts(verdict.wished, campaign, contact),
        later=_parts(verdict.later, campaign, contact),
        spoilt=tuple((_parts((each.act,), campaign, contact)[0], each.quote) for each in verdict.spoilt),
        model=campaign.filled(answer.model, contact) if connection.reply or connection.at_once else "",
    )


def _parts(ids: Iterable[str], campaign: Campaign, contact: Contact) -> tuple[Part, ...]:
    parts = (campaign.parts.get(part, Part(part, "")) for part in ids)
    return tuple(Part(part.says, campaign.filled(part.advice, contact)) for part in parts)


def _seconds(times: Iterable[int | None]) -> Seconds | None:
    known = [time for time in times if time is not None]
    return Seconds(median_low(known), max(known)) if known else None


def _corrected(shift: Shift, campaign: Campaign, done: Iterable[int]) -> Corrected | None:
    """Of the openers that were not whole, the one nearest to it, the latest of several; None when all were."""
    best: tuple[int, Corrected] | None = None
    for number in done:
        connection = shift.connections[number]
        said = " ".join(spoken.text.strip() for spoken in shift.said(number))
        if connection.at_once or not said:
            continue
        contact = campaign.contact(connection.contact)
        heard = listen("\n".join(spoken.text for spoken in shift.said(number)), campaign, contact)
        had = len(parts_of(heard))
        too_long = connection.verdict is not None and BREATH in connection.verdict.missing
        if (had < len(PARTS) or too_long) and (best is None or had >= best[0]):
            best = had, Corrected(number, said, corrected(heard, campaign, contact))
    return best[1] if best else None
