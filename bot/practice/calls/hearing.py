"""What the caller hears in the agent's words: acts, each with the sentence that does it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.practice.calls.asking import asked
from bot.practice.calls.content import CallScript, Trait
from bot.practice.calls.figures import digits, estimate, figure_groups
from bot.scoring.behaviours import Finding, find
from bot.scoring.reading import Reading, Sentence, read
from bot.scoring.voice import hear
from bot.scoring.wordlists import FUNCTION_WORDS, NUMBER_WORDS, words

LONGEST = 2_000
"""Characters of what is said at once that are heard: more than a minute of speech."""

HARD_WORDS = "hard-words-of-"
ACKNOWLEDGES = "acknowledges"

_SHORTEST_QUESTION = 3  # words, with the question mark: shorter ones are "Okay?", "Right?"
_POLITE = words("please sorry thanks thank hello hi yes no okay ok sir madam mr mrs ms dear good right sure oh well")
LIGHT = words("greets gives-name names-company uses-name acknowledges thanks says-goodbye")
"""Acts that are whole in a word or two: nobody is a parrot for them."""

_INTRODUCES = words("greets gives-name names-company")
_LONGEST_INTRODUCTION = 4  # words besides greeting and company: "technical line, Ben"
_FEWEST_DIGITS = 3  # of a figure that is read back
# What was, or may not be, is no offer: "Did it arrive on Tuesday?", "We are unable to refund", "That is not possible".
_WAS = words("did was were had has have")
_OFFERS = ("offers-", "promises-", "tells-next-step")
_BARE_NO = re.compile(
    r"(?im)((?:^|[.!?] )no) (?=(?:its?|it's|i|i'm|i'll|you|we|that|that's|they|this|there|dont|don't)\b)"
)
_ITS = re.compile(
    r"(?i)\bits(?= (?:a|an|the|my|our|your|not|no|free|on|in|been|ok|okay|fine|all|just|only|going|gone|coming|here"
    r"|there|about|because|good|great|possible|done|paid|sent|broken|late|today|tomorrow|completely|too|very|really|for|from)\b)"
)
_UNABLE = re.compile(
    r"\b(?:unable|impossible|too late|forbidden|no longer able|not able) to\b[^\n]*?(?= but |$)", re.MULTILINE
)
_NOT_POSSIBLE = re.compile(
    r"(?:[^ \n]+ ){0,4}?(?:not (?:be )?(?:possible|allowed|permitted|available|an option|something)|no longer possible"
    r"|impossible|too late|out of the question|over$)"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What one turn of the agent came to. `acts` maps each act to its sentence, in the order said.

    `lost`: what was told or promised in words that the caller did not catch; said is said. `too_much`: traits of the
    caller for whom it was too long or too hard; `missed`: some of it was lost on them. `keywords`: a list of
    catchwords, of which nothing is heard. `open_question`: one that is none of the acts. `estimate`: a time named, ms.
    """

    acts: Mapping[str, str]
    words: int
    asks: bool
    too_much: tuple[str, ...] = ()
    missed: bool = False
    keywords: bool = False
    open_question: bool = False
    estimate: int | None = None
    lengths: tuple[int, ...] = field(default=())  # words of each sentence
    lost: Mapping[str, str] = field(default_factory=dict)

    @property
    def understood(self) -> bool:
        """Whether anything in it was understood."""
        return bool(self.acts)


def listen(text: str, script: CallScript) -> Heard:
    """Hear what the agent said. Takes anything, raises nothing."""
    reading = read(_pointed(text[:LONGEST]))
    lengths = tuple(len(_words(reading, sentence)) for sentence in reading.sentences)
    hearing = hear(reading)
    found = list(_found(reading, find(reading, hearing, script.ears), script))
    if spoilt := {_place(reading, finding) for finding in found if script.acts[finding.behaviour.id].bad}:
        # The same words said again are found once: what a bad sentence spoils may stand in a good one, too.
        found += _found(reading, find(reading.without(spoilt), hearing, script.ears), script)
    lists = _lists(reading, found)
    hard = {f.behaviour.id: _place(reading, f) for f in found if f.behaviour.id.startswith(HARD_WORDS)}
    too_much, missed = _too_much(reading, lengths, script.caller.traits, hard)
    places: dict[str, list[int]] = {}  # the sentences that do it
    lost: dict[str, str] = {}
    for finding in found:
        name, at = finding.behaviour.id, _place(reading, finding)
        if name.startswith(HARD_WORDS):
            continue
        if (at in missed and not script.acts[name].bad) or (at in lists and not _counts_in_lists(name, script)):
            if _said_is_said(name, script):
                lost.setdefault(name, _quote(reading, reading.sentences[at]))
            continue
        places.setdefault(name, []).append(at)
    for at in _read_back(reading, script):
        if at not in missed:
            places.setdefault(READS_BACK, []).append(at)
    places = _sorted_out(places, script)
    told = {at for of_act in places.values() for at in of_act}
    acts = {name: _quote(reading, reading.sentences[of_act[0]]) for name, of_act in places.items()}
    open_question = any(
        s.asks and s.last - s.first > _SHORTEST_QUESTION and number not in told
        for number, s in enumerate(reading.sentences)
    )
    return Heard(
        acts=acts,
        words=sum(lengths),
        asks=any(sentence.asks for sentence in reading.sentences),
        too_much=too_much,
        missed=bool(missed),
        keywords=bool(lists) and not _introduction(reading, found),
        open_question=open_question,
        estimate=estimate(reading) if "hold-estimate" in acts else None,
        lengths=lengths,
        lost={name: quote for name, quote in lost.items() if name not in acts},
    )


def _pointed(text: str) -> str:
    """With the points that typing drops and meaning hangs on: "no its free" is "no, it's free"."""
    return _ITS.sub("it's", _BARE_NO.sub(r"\1, ", text))


def _found(reading: Reading, found: Sequence[Finding], script: CallScript) -> Iterator[Finding]:
    """The acts, without those that only look like one here."""
    unmade = {
        (name, reading.words[reading.words_at(match.start(), match.end())[0]].sentence)
        for name, patterns in script.unless.items()
        for pattern in patterns
        for match in pattern.finditer(reading.text)
    }
    unable = [reading.words_at(*match.span()) for match in _UNABLE.finditer(reading.text)]
    own = [f for f in found if f.behaviour.id in script.own]
    for finding in found:
        name = finding.behaviour.id
        act = script.acts[name]
        if (name, _place(reading, finding)) in unmade:
            continue
        if not act.bad and any(first < finding.first < last for first, last in unable):
            continue
        if name.startswith(_OFFERS) and _is_none(reading, finding):
            continue
        if act.asks and not asked(reading, finding):
            continue
        # "Your husband's name?" asks for what this call's caller knows of him, not for theirs.
        if act.asks and name not in script.own and any(f.first < finding.last and finding.first < f.last for f in own):
            continue
        yield finding


def _is_none(reading: Reading, finding: Finding) -> bool:
    """Is an offer none: something past that is asked about, or not possible?"""
    sentence = reading.sentences[_place(reading, finding)]
    begin = finding.first
    while begin > sentence.first and not reading.words[begin].breaks:
        begin -= 1
    opens = [word.text for word in reading.words[begin : begin + 2]]
    if sentence.asks and (opens[0] in _WAS or (opens[0] in ("when", "what", "who", "how") and opens[-1] in _WAS)):
        return True
    following = finding.last
    while following < sentence.last and not reading.words[following].breaks:
        following += 1
    rest = " ".join(word.text for word in reading.words[finding.last : following])
    return bool(_NOT_POSSIBLE.match(rest))


def _place(reading: Reading, finding: Finding) -> int:
    """The number of the sentence in which something was found."""
    return reading.words[finding.first].sentence


def _said_is_said(act: str, script: CallScript) -> bool:
    """Whether an act counts whether or not the caller has caught it: data told, and promises that are forbidden."""
    return act in script.private or act.startswith("forbidden-")


def _counts_in_lists(act: str, script: CallScript) -> bool:
    return act in LIGHT or script.acts[act].bad or _said_is_said(act, script)


def _words(reading: Reading, sentence: Sentence) -> list[str]:
    return [word.text for word in reading.words[sentence.first : sentence.last] if word.text != "?"]


def _quote(reading: Reading, sentence: Sentence) -> str:
    start, end = reading.span(sentence.first, sentence.last)
    return reading.answer[start:end]


def _sorted_out(places: dict[str, list[int]], script: CallScript) -> dict[str, list[int]]:
    """Without what only looks like an act beside another one of the same sentence.

    "What did you order?" is no open question, and nothing good comes of "I'm sorry, but that's your own fault".
    """
    asking = [name for name in places if name.startswith("asks-") and name not in _NO_FACTS]
    facts = {at for name in asking for at in places[name]}
    spoilt = {at for name, of_act in places.items() if script.acts[name].bad for at in of_act}
    else_asked = set(places.get("asks-anything-else", ()))
    kept: dict[str, list[int]] = {}
    for name, of_act in places.items():
        act = script.acts[name]
        without = set() if act.bad or act.asks or _said_is_said(name, script) else set(spoilt)
        without |= facts if name == "asks-help" else set()
        without |= else_asked if name in _POLITE_OFFERS else set()
        if left := [at for at in of_act if at not in without]:
            kept[name] = left
    if len(kept) > 1:
        kept.pop(ACKNOWLEDGES, None)
    return kept


READS_BACK = "reads-back"
_POLITE_OFFERS = words("takes-it-on asks-help")  # "Anything else I can help you with?" offers nothing
_NO_FACTS = words(
    """asks-help asks-anything-else asks-agreement asks-repeat asks-how-are-you asks-for-adult asks-to-verify asks-hold
    asks-if-the-time-is-good"""
)


def _read_back(reading: Reading, script: CallScript) -> Iterator[int]:
    """The sentences that say a figure which the caller knows: "Four one eight seven."."""
    if READS_BACK not in script.acts:
        return
    known = [figure for fact in script.facts.values() if len(figure := digits(fact.value.split())) >= _FEWEST_DIGITS]
    for number, sentence in enumerate(reading.sentences):
        figure = digits(_words(reading, sentence))
        if len(figure) >= _FEWEST_DIGITS and any(figure in value for value in known):
            yield number


def _lists(reading: Reading, found: Iterable[Finding]) -> set[int]:
    """The sentences that are catchwords in a row: "apology, empathy, refund". Questions may be that short."""
    light = {at for f in found if f.behaviour.id in _INTRODUCES for at in range(f.first, f.last)}
    said: list[str] = []
    pieces = 0
    numbers: set[int] = set()
    for number, sentence in enumerate(reading.sentences):
        if not sentence.asks:
            telling = [reading.words[at] for at in range(sentence.first, sentence.last) if at not in light]
            said += [word.text for word in telling]
            pieces += bool(telling) + sum(word.breaks and not _is_figure(word.text) for word in telling[1:])
            numbers.add(number)
    said = [word for word in said if not _is_figure(word)]
    polite = sum(word in _POLITE for word in said)
    little = sum(word in FUNCTION_WORDS for word in said) + polite
    a_piece = len(said) / max(1, pieces)
    one_by_one = len(said) - little >= 3 and a_piece <= 1.4 and little - polite < 0.25 * len(said)
    listed = one_by_one or (len(said) >= 5 and a_piece <= 1.7 and little < 0.25 * len(said))
    return numbers if listed else set()


def _is_figure(word: str) -> bool:
    return word in NUMBER_WORDS or word[0].isdigit()


def _introduction(reading: Reading, found: Iterable[Finding]) -> bool:
    """Is it how somebody answers a phone, who they are without a sentence: "Hello, technical line, Ben."?"""
    light = [f for f in found if f.behaviour.id in _INTRODUCES]
    covered = {at for f in light for at in range(f.first, f.last)}
    telling = [s for s in reading.sentences if not s.asks]
    rest = [at for s in telling for at in range(s.first, s.last) if at not in covered]
    return bool(light) and len(rest) <= _LONGEST_INTRODUCTION


def _too_much(
    reading: Reading, lengths: tuple[int, ...], traits: Iterable[Trait], hard: Mapping[str, int]
) -> tuple[tuple[str, ...], set[int]]:
    """The traits for which it was too much, and the sentences that were lost on the caller."""
    too_much: list[str] = []
    lost: set[int] = set()
    for trait in traits:
        over = set(_over(reading, lengths, trait))
        if trait.hard_words and HARD_WORDS + trait.id in hard:
            over.add(hard[HARD_WORDS + trait.id])
        if over:
            too_much.append(trait.id)
        if trait.misses:
            lost |= over
    return tuple(too_much), lost


def _over(reading: Reading, lengths: tuple[int, ...], trait: Trait) -> Iterator[int]:
    """The sentences that are too long for a trait, or come after more than it bears."""
    so_far = figures = 0
    for number, length in enumerate(lengths):
        so_far += length
        figures += figure_groups(_words(reading, reading.sentences[number]))
        if trait.longest_sentence and length > trait.longest_sentence:
            yield number
        elif trait.figures and figures > trait.figures:
            yield number
            figures = trait.figures
        elif trait.longest_message and so_far > trait.longest_message and number:
            yield number
