"""Time: Discord's clock, the paces and their limits. All times are milliseconds UTC unless a name says otherwise."""

from dataclasses import dataclass
from enum import StrEnum

DISCORD_EPOCH = 1_420_070_400_000
"""The first millisecond of 2015, from which snowflakes count (Discord's reference, "Snowflakes")."""

SILENCE = 6_000
"""An answer is over after so much silence: text is slower than speech, where two seconds feel long."""

TYPING_LASTS = 12_000
"""Silence after a typing event: clients show "is typing" for ten seconds and repeat the event about as often."""

ARRIVAL = 3_000
"""How long a limit waits for words that were sent in time and are still on their way to us."""

FORM_GRACE = 10_000
"""A form opened in time may be sent so much after the limit: its window shows no clock."""

IDLE = 5 * 60_000
"""Without a limit, the recruiter asks after so long whether the member is still there, and pauses after twice that."""

PAUSED = 3 * 24 * 60 * 60_000
"""A paused screen is ended, and reported, after three days."""

WORDS_A_MINUTE = 140
"""A calm pace of speech on the phone; 140 to 160 is the usual advice for being understood by ear."""


class Pace(StrEnum):
    """How a screen presses."""

    RELAXED = "relaxed"
    REAL = "real"
    PRESSURE = "pressure"


@dataclass(frozen=True, slots=True)
class Limits:
    """Milliseconds from the question's message; None: no limit."""

    begin: int | None
    answer: int | None
    feedback_at_once: bool

    def stretched(self, factor: float) -> "Limits":
        """The limits of a member with this time factor."""
        if self.begin is None or self.answer is None:
            return self
        return Limits(stretched(self.begin, factor), stretched(self.answer, factor), self.feedback_at_once)


LIMITS = {
    Pace.RELAXED: Limits(None, None, True),
    Pace.REAL: Limits(30_000, 120_000, False),
    Pace.PRESSURE: Limits(10_000, 60_000, False),
}


def snowflake_time(snowflake: int) -> int:
    """When Discord made the message or interaction with this id."""
    return (snowflake >> 22) + DISCORD_EPOCH


def stretched(milliseconds: int, factor: float) -> int:
    """How long a member with this time factor has for what others have so many milliseconds for."""
    return round(milliseconds * factor)


def next_second(at: int) -> int:
    """`at` rounded up to a full second: what Discord's ticking timestamp can show."""
    return -(-at // 1000) * 1000


def seconds_to_say(words: int) -> int:
    """How long so many words take to say at a calm pace, in seconds."""
    return round(words * 60 / WORDS_A_MINUTE)
