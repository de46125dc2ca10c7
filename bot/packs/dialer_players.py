"""Scripted agents at the auto-dialer, by the rules alone: pure, on a virtual clock, in milliseconds."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from bot.practice.calls.content import Who
from bot.practice.calls.events import ClosePressed, LinePosted
from bot.practice.dialer.content import Answer, Campaign, Contact, Kind
from bot.practice.dialer.drawing import connected
from bot.practice.dialer.effects import KeepShift, SayAsContact
from bot.practice.dialer.result import ShiftResult
from bot.practice.dialer.shift import USUAL, Connection, Phase, Scene, Shift
from bot.practice.dialer.shift_steps import step
from bot.practice.effects import Effect
from bot.practice.events import DeadlinePassed, Event, PickedUp, Said, Started, ThreadOpened
from bot.practice.timing import DISCORD_EPOCH, Pace
from bot.scoring.measures import words_of
from bot.scoring.reading import read
from bot.scoring.wordlists import FUNCTION_WORDS

START = 1_800_000_000_000
THINKS = 2_000
"""An agent of ours has said it after so long."""

_MOST_STEPS = 200

Agent = Callable[["ShiftPlay"], str]
"""What an agent says to how the connection stands; empty: they say nothing; "(close)": they hang up."""

HANG_UP = "(close)"


def fresh(
    campaign: Campaign,
    seed: int = 1,
    pace: Pace = Pace.REAL,
    difficulty: int = 2,
    size: int = USUAL,
    at: int = START,
    typing_allowed: bool = True,
) -> Shift:
    """A shift that nobody has started yet."""
    return Shift(
        id=(at - DISCORD_EPOCH) << 22,
        guild_id=1,
        channel_id=2,
        member_id=3,
        member_name="agent",
        pack="pack",
        campaign=campaign.id,
        difficulty=difficulty,
        size=size,
        pace=pace,
        public=False,
        seed=seed,
        typing_allowed=typing_allowed,
        started_at=at,
    )


@dataclass(slots=True)
class ShiftPlay:
    """A shift being played. Lines stand in Discord at once; time goes on only as the agent lets it."""

    campaign: Campaign
    seed: int = 1
    pace: Pace = Pace.REAL
    difficulty: int = 2
    size: int = USUAL
    connections: Sequence[Connection] = ()
    at: int = START
    shift: Shift = field(init=False)
    result: ShiftResult | None = None
    effects: list[Effect] = field(default_factory=list)
    sent: int = 0

    def __post_init__(self) -> None:
        self.shift = fresh(self.campaign, self.seed, self.pace, self.difficulty, self.size, self.at)
        for event in (Started(self.at), ThreadOpened(self.at, 9), PickedUp(self.at)):
            self.take(event)
        if self.connections:
            self.shift = replace(self.shift, connections=tuple(self.connections))

    def snowflake(self) -> int:
        """An id of now, each one new."""
        self.sent += 1
        return ((self.at - DISCORD_EPOCH) << 22) + self.sent

    def take(self, event: Event) -> list[Effect]:
        """One event, and what it asked for; the customer's lines are posted."""
        self.shift, effects = step(self.shift, event, Scene(self.campaign))
        for effect in effects:
            if isinstance(effect, KeepShift):
                self.result = effect.result
            elif isinstance(effect, SayAsContact):
                posted = LinePosted(self.at, self.snowflake(), effect.line)
                self.shift, _ = step(self.shift, posted, Scene(self.campaign))
        self.effects += effects
        return effects

    @property
    def over(self) -> bool:
        return self.shift.phase is Phase.ENDED

    @property
    def on_line(self) -> bool:
        return self.shift.phase in (Phase.ANSWERED, Phase.REPLIED)

    @property
    def contact(self) -> Contact:
        return self.campaign.contact(self.shift.connection.contact)

    @property
    def kind(self) -> Kind:
        return self.campaign.kinds[self.shift.connection.kind]

    @property
    def answer(self) -> Answer:
        return self.kind.answer(self.shift.connection.reply or self.shift.connection.answer)

    def wait(self) -> None:
        """Let the next thing happen by itself."""
        due = self.shift.wake_at
        if due is not None:
            self.at = max(self.at, due)
            self.take(DeadlinePassed(self.at))

    def connect(self) -> None:
        """Wait until somebody has picked up."""
        while self.shift.phase is Phase.DIALLING:
            self.wait()

    def say(self, text: str, think: int = THINKS) -> str:
        """Say this, and wait for the answer, which is returned."""
        self.at += think
        number = len(self.shift.log)
        self.take(Said(self.at, self.snowflake(), text))
        while self.shift.pending and self.on_line:
            self.wait()
        return " ".join(spoken.text for spoken in self.shift.log[number:] if spoken.who is Who.CALLER)

    def hang_up(self) -> None:
        """Press Hang up."""
        self.at += THINKS
        self.take(ClosePressed(self.at, self.snowflake()))

    def play(self, agent: Agent) -> "ShiftPlay":
        """The whole shift, as this agent does it."""
        for _ in range(_MOST_STEPS):
            if self.over or self.shift.phase is Phase.RESTING:
                break
            said = agent(self) if self.on_line else ""
            if said == HANG_UP:
                self.hang_up()
            elif said:
                self.say(said)
            else:
                self.wait()
        return self


def opener(campaign: Campaign, contact: Contact) -> str:
    """A good opener."""
    line = "Good morning {call}, this is {you} from {company}. {why} {ask}"
    return campaign.filled(line, contact)


def good(play: ShiftPlay) -> str:
    """Opens well, and then says what the content says a good agent says."""
    model = play.campaign.filled(play.answer.model, play.contact)
    first = play.shift.phase is Phase.ANSWERED
    return opener(play.campaign, play.contact) if first and not play.shift.connection.at_once else model


def hello(_: ShiftPlay) -> str:
    """Answers hello with hello."""
    return "Hello?"


def silent(_: ShiftPlay) -> str:
    """Says nothing."""
    return ""


def parrot(play: ShiftPlay) -> str:
    """Knows what the good agent says, and gives the keywords of it, without sentences."""
    return ", ".join(word for word in words_of(read(good(play))) if word not in FUNCTION_WORDS)


def pusher(line: str) -> Agent:
    """Opens well, and then does not let go."""
    return lambda play: good(play) if play.shift.phase is Phase.ANSWERED and not play.shift.connection.at_once else line


def each(campaign: Campaign, seed: int = 1) -> Iterator[tuple[Kind, Answer, Connection]]:
    """One connection of every kind with every answer that can be drawn, told at once and told later."""
    random = Random(seed)
    for kind in campaign.kinds.values():
        contacts = [contact for contact in campaign.contacts if bool(contact.office) == kind.office]
        for answer in kind.answers:
            for at_once in (False, True):
                lines = answer.at_once if at_once else answer.say
                if contacts and answer.share and lines:
                    contact = random.choice(contacts)
                    yield kind, answer, connected(campaign, random, contact, kind, answer, at_once=at_once)


def played(campaign: Campaign, connection: Connection, agent: Agent) -> Connection:
    """One connection as this agent takes it."""
    play = ShiftPlay(campaign, size=1, connections=(connection,)).play(agent)
    return play.shift.connections[0]


def told(play: ShiftPlay) -> str:
    """The transcript of a play, a line each, with what came of each connection."""
    lines: list[str] = []
    for number, connection in enumerate(play.shift.connections):
        lines.append(f"-- {connection.contact}: {connection.kind}/{connection.answer}{' at once' * connection.at_once}")
        start = play.shift.lines(number)[0].at if play.shift.lines(number) else 0
        for spoken in play.shift.lines(number):
            who = "agent" if spoken.who is Who.AGENT else "customer"
            lines.append(f"{(spoken.at - start) / 1000:6.1f} {who:>8}: {spoken.text}")
        verdict = connection.verdict
        if verdict is not None:
            slips = [*verdict.missing, *(f"!{spoilt.act}" for spoilt in verdict.spoilt)]
            lines.append(f"{'HIT' if verdict.hit else 'MISS':>15}  {', '.join(slips)}")
    return "\n".join(lines)
