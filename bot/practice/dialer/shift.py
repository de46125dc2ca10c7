"""A shift at the auto-dialer: one member and their connections, as data. `shift_steps.step` says how it goes on."""

from dataclasses import dataclass
from enum import StrEnum

from bot.practice.calls.call import READING, SECOND, Spoken
from bot.practice.calls.content import Who
from bot.practice.dialer.content import Campaign
from bot.practice.dialer.verdict import Verdict
from bot.practice.timing import ARRIVAL, IDLE, TYPING_LASTS, Pace, stretched

LIMITS = {Pace.RELAXED: 20 * SECOND, Pace.REAL: 8 * SECOND, Pace.PRESSURE: 5 * SECOND}
"""From the customer's hello to the agent's first words, sent. Then they say hello once more, and hang up after as long
again."""

TYPING_STRETCH, FORM_STRETCH = 2, 4
"""How many times longer they wait once they hear the agent begin: typing is slower than speech, and a form, which
shows no typing, slower still. It makes a limit milder, never harder."""

REPLY_STRETCH = 2
"""How many times longer the agent may take to answer an answer: it has to be read first."""

QUICK_READ = 4
"""Words of a line that are read at a glance; each further one adds `READING`."""

FEWEST, MOST, USUAL = 5, 10, 6
"""Connections of a shift."""

MOST_MESSAGES = 12
"""Messages of one connection that are taken: nobody sends a sentence in more pieces."""

SILENT_IN_A_ROW = 3
"""So many connections without a word, and the shift rests: nobody is there."""


class Phase(StrEnum):
    """Where a shift is."""

    OPENING = "opening"  # the thread is being made
    LOBBY = "lobby"  # the card is read: waiting for Start the shift
    DIALLING = "dialling"
    ANSWERED = "answered"  # the customer has said hello: the first words are due
    REPLIED = "replied"  # the customer has answered the opener: one more word is due
    RESTING = "resting"  # a break: waiting for Go on
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Connection:
    """One number dialled: whom, what it turns out to be, after how many ms of dialling, and the first words heard.

    `contact` is a name of the campaign's list. `log_from` is the first of its lines in the shift's log. `began_at` is
    when the agent began to answer (typing, a form, words), `reply` the answer that the opener got.
    """

    contact: str
    kind: str
    answer: str
    at_once: bool
    wait: int
    hello: str
    log_from: int = -1
    began_at: int | None = None
    said_hello_again: bool = False
    late: bool = False  # the first words were sent after the limit
    reply: str = ""
    closed: bool = False  # the agent hung up
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """One member's shift. `campaign` is the id of the pack's campaign, `size` the number of connections asked for."""

    id: int
    guild_id: int
    channel_id: int
    member_id: int
    member_name: str
    pack: str
    campaign: str
    difficulty: int
    size: int
    pace: Pace
    public: bool
    seed: int
    typing_allowed: bool  # the bot may read messages; otherwise forms only
    started_at: int
    phase: Phase = Phase.OPENING
    phase_since: int = 0
    thread_id: int | None = None
    connections: tuple[Connection, ...] = ()  # drawn when the shift starts
    number: int = 0  # the connection that is on, an index
    log: tuple[Spoken, ...] = ()  # a line of the customer's has message_id 0 until it stands in Discord
    pending: int = 0  # the agent's newest lines that the customer has not answered
    quiet_at: int | None = None  # when they do
    typing_at: int | None = None
    form_open: bool = False
    silent: int = 0  # connections in a row without a word
    break_asked: bool = False
    asked_still_there: bool = False
    told: tuple[str, ...] = ()  # lines told once in a shift
    seen_id: int = 0  # the newest message taken in
    changed: bool = False
    shared: bool = False
    refused: str = ""
    ended_at: int | None = None
    ended_why: str = ""
    factor: float = 1.0  # the member's time factor, as it was when the shift began: people wait so much longer

    @property
    def connection(self) -> Connection:
        """The connection that is on. Raises IndexError before the shift starts."""
        return self.connections[self.number]

    @property
    def line(self) -> Spoken | None:
        """The customer's newest line of this connection, if they have said anything."""
        lines = self.lines(self.number)
        return next((spoken for spoken in reversed(lines) if spoken.who is Who.CALLER), None)

    @property
    def line_at(self) -> int | None:
        """When that line stood in Discord: the agent's clock. None while it is on its way."""
        return self.line.at if self.line and self.line.message_id else None

    @property
    def limit(self) -> int:
        """From the customer's hello to the agent's first words, sent: so many ms, as this member has them."""
        return stretched(LIMITS[self.pace], self.factor)

    @property
    def send_by(self) -> int | None:
        """Until when the agent's words have to be sent; None while the customer's line is on its way."""
        return self.send_by_after(self.line) if self.line else None

    def send_by_after(self, line: Spoken) -> int | None:
        """Until when the agent's words to this line of the customer's have to be sent."""
        if not line.message_id:
            return None
        stretch = REPLY_STRETCH if self.phase is Phase.REPLIED else 1
        if self.form_open:
            stretch *= FORM_STRETCH
        elif self.typing_at is not None and self.typing_at + TYPING_LASTS > line.at:
            stretch *= TYPING_STRETCH
        slow = READING * max(0, len(line.text.split()) - QUICK_READ)
        return line.at + stretched(slow, self.factor) + self.limit * stretch

    @property
    def wake_at(self) -> int | None:
        """The moment at which something happens by itself."""
        if self.phase in (Phase.LOBBY, Phase.RESTING):
            return self.phase_since + IDLE * (2 if self.asked_still_there else 1)
        if self.phase is Phase.DIALLING:
            return self.phase_since + self.connection.wait
        if self.phase in (Phase.ANSWERED, Phase.REPLIED):
            if self.pending:
                return self.quiet_at
            return self.send_by + ARRIVAL if self.send_by is not None else None
        return None

    def lines(self, number: int) -> tuple[Spoken, ...]:
        """What was said on the connection of this index."""
        start = self.connections[number].log_from
        following = [c.log_from for c in self.connections[number + 1 :] if c.log_from >= 0]
        return self.log[start : following[0] if following else None] if start >= 0 else ()

    def hello(self, number: int) -> Spoken | None:
        """The customer's first line on a connection."""
        lines = self.lines(number)
        return lines[0] if lines else None

    def said(self, number: int, answered: bool = False) -> tuple[Spoken, ...]:
        """The agent's opener on a connection, or with `answered` what they said to the answer it got.

        A second hello of the customer's does not divide the two.
        """
        connection, lines = self.connections[number], self.lines(number)
        hellos = 2 if connection.said_hello_again else 1
        parts: list[list[Spoken]] = [[], []]
        heard = 0
        for spoken in lines:
            heard += spoken.who is Who.CALLER
            if spoken.who is Who.AGENT:
                parts[heard > hellos].append(spoken)
        return tuple(parts[answered])

    def too_late(self, at: int) -> bool:
        """Whether first words sent at this moment come after the limit of the hello."""
        hello, line = self.hello(self.number), self.line
        if hello is None or line is None:
            return False
        send_by = self.send_by_after(hello)
        again = self.connection.said_hello_again and at >= line.at
        return again or (send_by is not None and at > send_by)

    def begin_time(self, number: int) -> int | None:
        """From the customer's hello to the first sign of an answer, in ms; None: there was none."""
        hello, began = self.hello(number), self.connections[number].began_at
        return max(0, began - hello.at) if hello and hello.message_id and began is not None else None

    def send_time(self, number: int) -> int | None:
        """From the customer's hello to the last words of the opener, in ms; None: nothing was said."""
        hello, said = self.hello(number), self.said(number)
        return max(0, said[-1].at - hello.at) if hello and hello.message_id and said else None


@dataclass(frozen=True, slots=True)
class Scene:
    """What a step needs to know besides the shift."""

    campaign: Campaign
