"""What a caller dictates, made from a seed: the pieces as they are said, and the truth.

Names and what stands in an order number are spelled, numbers are said, and one thing is said wrongly and put right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bot.practice.skills.content import DictationContent
from bot.practice.skills.exercise import Piece
from bot.practice.skills.heard import ALIKE
from bot.practice.skills.spoken import UNITS, in_words, ordinal

PAUSE = (2_000, 4_000)
"""Between two pieces, ms."""

_WORDS = (
    "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo "
    "Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu"
)
TELEPHONE = {word[0]: word for word in _WORDS.split()}
"""The telephone alphabet (ICAO) by its letters."""

ORDER_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""In order numbers there is no O and no I, which would be taken for figures."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
HOMELY = 0.15
"""How often a letter is spelled by a word of the caller's own."""

_GREETINGS = (
    "Hello, I'm ringing about an order of mine.",
    "Good morning. It's about something I ordered.",
    "Hi there, I need a hand with an order.",
)
_FIRST = ("My first name is spelled", "The first name:", "I'll spell my first name:")
_LAST = ("And the last name is", "Then the last name:", "The family name is spelled")
_ORDER = ("The order number is", "Now the order number:", "I have an order number here:")
_DATE = ("I ordered it on", "I placed the order on", "It was ordered on")
_ADDRESS = ("It was to go to", "The address is", "I live at")
_STYLES = ("{} as in {}", "{} as in {}", "{} for {}", "{} like {}")


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was dictated; `uncorrected` is what it would be without the caller's correction."""

    what: str
    value: str
    uncorrected: str = ""


@dataclass(frozen=True, slots=True)
class Dictation:
    """What is dictated. `told` go with `dictation.PARTS`; `fields` are the form, filled in without a slip."""

    told: tuple[Told, ...]
    fields: tuple[str, ...]
    pieces: tuple[Piece, ...]
    country: str


def dictated(content: DictationContent, seed: int) -> Dictation:
    """The dictation of this seed."""
    return _Caller(content, Random(seed)).dictates()


class _Caller:
    """Makes up what to say, and says it; `wrong` is what will be said wrongly first."""

    def __init__(self, content: DictationContent, random: Random) -> None:
        self.content, self.random = content, random
        self.wrong = random.choice(("first", "last", "last", "order", "order", "day", "number", "postcode"))
        self.style = random.choice(_STYLES)
        self.told: list[Told] = []
        self.texts: list[str] = [random.choice(_GREETINGS)]

    def dictates(self) -> Dictation:
        name = self.random.choice(self.content.names)
        self._name("first", name.first, self.random.choice(_FIRST), bare=True)
        self._name("last", name.last, self.random.choice(_LAST), bare=False)
        order = self._order()
        day = self._date()
        self._address()
        values = {told.what: told.value for told in self.told}
        fields = (
            f"{name.first} {name.last}",
            order,
            day,
            f"{values['number']} {values['street']}, {values['town']} {values['postcode']}",
        )
        first, *others = (Piece(text, self.random.randint(*PAUSE)) for text in self.texts)
        return Dictation(tuple(self.told), fields, (first, *others), name.country)

    def _tell(self, what: str, value: str, uncorrected: str = "") -> None:
        self.told.append(Told(what, value, uncorrected))

    def _say(self, opening: str, groups: Sequence[Sequence[str]]) -> None:
        """A piece for each group of signs; the first begins with the opening."""
        for number, group in enumerate(groups):
            end = "." if number == len(groups) - 1 else ","
            said = ", ".join(group)
            self.texts.append(f"{opening} {said}{end}" if number == 0 else f"{said[0].upper()}{said[1:]}{end}")

    def _signs(self, what: str, value: str, bare: bool) -> list[str]:
        """Each sign as it is said, with the correction if it is in this; and the thing is told."""
        said = [self._sign(sign, bare) for sign in value]
        uncorrected = ""
        if self.wrong == what:
            at = self.random.randrange(len(value))
            instead = self.random.choice(_like(value[at]))
            instead = instead.upper() if value[at].isupper() else instead
            first, right = self._sign(instead, bare), self._sign(value[at], bare)
            said[at] = self.random.choice((f"{first}, no, {right}", f"{first}, sorry, {right}"))
            uncorrected = value[:at] + instead + value[at + 1 :]
        self._tell(what, value, uncorrected)
        return said

    def _sign(self, sign: str, bare: bool) -> str:
        if sign.isdigit():
            return UNITS[int(sign)]
        letter = sign.upper()
        word = TELEPHONE[letter]
        if bare:
            return word
        own = [homely for homely in self.content.homely if homely[0] == letter]
        if own and self.random.random() < HOMELY:
            word = self.random.choice(own)
        return self.style.format(letter, word)

    def _name(self, what: str, name: str, opening: str, bare: bool) -> None:
        self._say(opening, _in_groups(self._signs(what, name, bare), 4 if bare else 3))

    def _order(self) -> str:
        shape = self.random.choice(self.content.shapes)
        made = "".join(
            self.random.choice(ORDER_LETTERS) if sign == "A" else str(self.random.randrange(10)) if sign == "9" else "-"
            for sign in shape
        )
        plain = made.replace("-", "")
        said = iter(self._signs("order", plain, bare=False))
        groups = [[next(said) for _ in group] for group in made.split("-")]
        self._say(self.random.choice(_ORDER), [half for group in groups for half in _in_groups(group, 4)])
        return made

    def _date(self) -> str:
        day, month = self.random.randint(1, 28), self.random.choice(MONTHS)
        said, uncorrected = f"the {ordinal(day)} of {month}", ""
        if self.wrong == "day":
            instead = {13: 30, **{n: n + 10 for n in range(4, 10)}, **{n: n - 10 for n in range(14, 20)}}.get(day, 0)
            instead = instead or day % 28 + 1
            said, uncorrected = f"the {ordinal(instead)}, no, {said}", str(instead)
        self.texts.append(f"{self.random.choice(_DATE)} {said}.")
        self._tell("day", str(day), uncorrected)
        self._tell("month", month)
        return f"{day} {month}"

    def _address(self) -> None:
        number, street = self.random.randint(2, 98), self.random.choice(self.content.streets)
        sorry, uncorrected = "", ""
        if self.wrong == "number":
            unit = self.random.randint(3, 9)
            number, instead = self.random.sample((10 + unit, 10 * unit), 2)
            sorry = f"Sorry, {in_words(number)}, not {in_words(instead)}."
            uncorrected = str(instead)
        self.texts.append(
            f"{self.random.choice(_ADDRESS)} {in_words(int(uncorrected or number))} {street}{'.' if sorry else ','}"
        )
        if sorry:
            self.texts.append(sorry)
        town = self.random.choice(self.content.towns)
        self.texts.append(f"In {town}." if sorry else f"in {town}.")
        self._tell("number", str(number), uncorrected)
        self._tell("street", street)
        self._tell("town", town)
        postcode = f"{self.random.randint(10_000, 99_999)}"
        self._say("And the postcode is", [self._signs("postcode", postcode, bare=False)])


def _like(sign: str) -> list[str]:
    """What may be said for this letter or digit by mistake: what sounds like it, if anything does."""
    if sign.isdigit():
        return [str(digit) for digit in range(10) if str(digit) != sign]
    alike = {other for group in ALIKE if sign.lower() in group for other in group}
    return sorted((alike or set("lr")) - {sign.lower()})


def _in_groups(said: Sequence[str], most: int) -> list[Sequence[str]]:
    """As few groups as can be, of nearly the same size."""
    count = -(-len(said) // most)
    return [said[len(said) * n // count : len(said) * (n + 1) // count] for n in range(count)]
