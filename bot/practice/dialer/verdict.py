"""Whether a connection was a hit, and what was missing: each kind has its own idea of it."""

from dataclasses import dataclass

from bot.practice.calls.content import Needs
from bot.practice.dialer.content import (
    BREATH,
    CLOSES,
    HANGS_UP,
    HELLO_BACK,
    LATE,
    SILENT,
    Answer,
    Campaign,
    Contact,
    Kind,
)
from bot.practice.dialer.hearing import Heard, listen

BREATH_WORDS = 45
"""Words of one breath: twenty seconds of calm speech, in which nobody should be kept from answering."""

BREATH_SENTENCES = 6
"""Sentences of one breath, short ones."""


@dataclass(frozen=True, slots=True)
class Spoilt:
    """An act that costs the hit whatever else was said, with the agent's sentence."""

    act: str
    quote: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a connection. `missing` are parts by id in the order they should come, `wished` what would have
    been nicer and costs nothing, `later` what of the missing came when it was asked for."""

    hit: bool
    missing: tuple[str, ...] = ()
    wished: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    spoilt: tuple[Spoilt, ...] = ()


def lacking(needs: Needs, heard: Heard) -> tuple[str, ...]:
    """What of these is not there: of several that would do, the first."""
    return tuple(group[0] for group in needs if not any(act in heard.acts for act in group))


def reply_to(heard: Heard, kind: Kind, drawn: str) -> Answer:
    """How the opener is answered: by what it lacks, or else as it was drawn."""
    for answer in kind.answers:
        if any(act in heard.acts for act in answer.when_heard) or lacking(answer.when_missing, heard):
            return answer
    return kind.answer(drawn)


def judge_at_once(heard: Heard, kind: Kind, answer: Answer, campaign: Campaign, late: bool) -> Verdict:
    """The hello had told what it is: the first words are to fit it."""
    missing = (HELLO_BACK,) if HELLO_BACK in heard.acts else lacking(answer.needs, heard)
    if late:
        missing = (LATE, *missing)
    spoilt = _spoilt((heard,), (*answer.never, *kind.never, *campaign.never))
    return Verdict(not missing and not spoilt, missing, (), (), spoilt)


def judge(opener: Heard, after: Heard | None, kind: Kind, answer: Answer, campaign: Campaign, late: bool) -> Verdict:
    """An opener and what was said to the answer it got. `after` is None when nothing was, though something was due."""
    if HANGS_UP in opener.acts:
        return Verdict(False, (HANGS_UP,))
    slips = [LATE] if late else []
    parts = lacking(kind.opener, opener)
    if HELLO_BACK in opener.acts:
        slips, parts = [*slips, HELLO_BACK], ()
    elif opener.words > BREATH_WORDS or len(opener.sentences) > BREATH_SENTENCES:
        slips.append(BREATH)
    missing = (*slips, *parts)
    if not answer.ends:
        nothing = HANGS_UP if CLOSES in opener.acts else SILENT
        due = lacking(answer.needs, after) if after else (nothing,)
        if HELLO_BACK not in opener.acts:
            missing = (*missing, *(part for part in due if part not in parts))
    said_after = (after,) if after else ()
    spoilt = _spoilt(said_after, answer.never) + _spoilt((opener, *said_after), (*kind.never, *campaign.never))
    return Verdict(
        hit=not missing and not spoilt,
        missing=missing,
        wished=tuple(act for act in campaign.polite if act not in opener.acts),
        later=tuple(part for part in parts if after and part in after.acts),
        spoilt=spoilt,
    )


def taken_well(heard: Heard | None, answer: Answer, verdict: Verdict) -> bool:
    """Was what they came out with taken well, whatever the opener was like?"""
    return heard is not None and not lacking(answer.needs, heard) and not verdict.spoilt


def heard_in(text: str, campaign: Campaign, contact: Contact, closed: bool = False) -> Heard | None:
    """What was heard; None when nothing was said and nothing done."""
    return listen(text, campaign, contact, closed) if text or closed else None


def _spoilt(heard: tuple[Heard, ...], never: tuple[str, ...]) -> tuple[Spoilt, ...]:
    found = {act: each.quote(act) for each in reversed(heard) for act in never if act in each.acts}
    return tuple(Spoilt(act, quote) for act, quote in found.items())
