"""What the caller hears in the agent's words: acts, each with the sentence that does it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.practice.calls.content import CallScript, Trait
from bot.scoring.behaviours import Finding, find
from bot.scoring.reading import Reading, Sentence, read
from bot.scoring.voice import hear
from bot.scoring.wordlists import FUNCTION_WORDS, NUMBER_WORDS, words

LONGEST = 2_000
"""Characters of what is said at once that are heard: more than a minute of speech."""

HARD_WORDS = "hard-words-of-"
ACKNOWLEDGES = "acknowledges"

_SHORTEST_QUESTION = 3  # words, with the question mark: shorter ones are "Okay?", "Right?"
_SHORT_QUESTION = 5  # words: "Order number, please", "And your name"
_POLITE = words("please sorry thanks thank hello hi yes no okay ok sir madam mr mrs ms dear good right sure oh well")
_OPENS_QUESTION = words(
    "what which who whom whose when where why how may can could would will do does did is are have has am"
)
# A request without a question mark: "I need your order number".
_REQUEST = re.compile(
    r"\b(?:please|(?:give|tell|read|send|show|spell) (?:me|it|that|us)|spell|confirm|verify|provide|share|remind me"
    r"|(?:i|we) (?:[^ \n]+ ){0,3}?"
    r"(?:need|require|have to ask|must ask|like to ask|want)"
    r"|let me (?:have|get|take|know|ask|confirm|verify)|your turn)\b"
)
# The agent's own doing: "shall I change the address?", "while I check the order number".
_OWN_DOING = re.compile(
    r"\b(?:shall|should) (?:i|we)\b|\b(?:like|want|need|mind) (?:me|us) to\b"
    r"|\b(?:ok|okay|all right|alright|mind) if i\b"
    r"|\b(?:while|whilst|so|so that|until|once|after|because|when|then|and|as) (?:i|we) (?:[^ \n]+ ){0,3}?"
    r"(?:check|look|find|open|pull|see|bring|send|search|type|enter|access|use|update|change|note|see|go|read|fetch)\b"
    r"|^which (?:you|is|was|we)\b"
    r"|\b(?:can|may|could) (?:i|we) (?:just |also |now |then |please |quickly )?"
    r"(?:send|put|offer|call|ring|email|transfer|connect|change|update)\b"
)
_STATES = words("is are was were has have got see found here it")
_UNITS = {"second": 1_000, "sec": 1_000, "minute": 60_000, "min": 60_000, "moment": 60_000}
_FIGURES = {
    "a": 1.0,
    "one": 1.0,
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "ten": 10.0,
    "fifteen": 15.0,
    "twenty": 20.0,
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "couple": 2.0,
    "few": 3.0,
    "half": 0.5,
}


@dataclass(frozen=True, slots=True)
class Heard:
    """What one turn of the agent came to. `acts` maps each act to its sentence, in the order said.

    `too_much`: traits of the caller for whom it was too long or too hard; `missed`: some of it was lost on them.
    `keywords`: a list of catchwords, of which nothing is heard. `open_question`: one that is none of the acts.
    `estimate`: a time named, in ms.
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

    @property
    def understood(self) -> bool:
        """Whether anything in it was understood."""
        return bool(self.acts)


def listen(text: str, script: CallScript) -> Heard:
    """Hear what the agent said. Takes anything, raises nothing."""
    reading = read(text[:LONGEST])
    lengths = tuple(len(_words(reading, sentence)) for sentence in reading.sentences)
    found = find(reading, hear(reading), script.ears)
    keywords = _keywords(reading)
    hard = {f.behaviour.id: reading.words[f.first].sentence for f in found if f.behaviour.id.startswith(HARD_WORDS)}
    too_much, lost = _too_much(reading, lengths, script.caller.traits, hard)
    acts: dict[str, str] = {}
    for finding in found:
        name, sentence = finding.behaviour.id, reading.words[finding.first].sentence
        act = script.acts[name]
        telling = act.bad or _said_is_said(name, script)
        if name.startswith(HARD_WORDS) or (not telling and (keywords or sentence in lost)):
            continue
        if act.asks and not _asked(reading, finding):
            continue
        acts.setdefault(name, _quote(reading, reading.sentences[sentence]))
    acts = _sorted_out(acts, script)
    told = set(acts.values())
    open_question = any(
        s.asks and s.last - s.first > _SHORTEST_QUESTION and _quote(reading, s) not in told for s in reading.sentences
    )
    return Heard(
        acts=acts,
        words=sum(lengths),
        asks=any(sentence.asks for sentence in reading.sentences),
        too_much=too_much,
        missed=bool(lost),
        keywords=keywords,
        open_question=open_question,
        estimate=_estimate(reading) if "hold-estimate" in acts else None,
        lengths=lengths,
    )


def _said_is_said(act: str, script: CallScript) -> bool:
    """Whether an act counts whether or not the caller has caught it: data told, and promises that are forbidden."""
    return act in script.private or act.startswith("forbidden-")


def _words(reading: Reading, sentence: Sentence) -> list[str]:
    return [word.text for word in reading.words[sentence.first : sentence.last] if word.text != "?"]


def _quote(reading: Reading, sentence: Sentence) -> str:
    start, end = reading.span(sentence.first, sentence.last)
    return reading.answer[start:end]


def _sorted_out(acts: dict[str, str], script: CallScript) -> dict[str, str]:
    """Without what only looks like an act beside another one of the same sentence.

    "What did you order?" is no open question, and nothing good comes of "I'm sorry, but that's your own fault".
    """
    facts = {quote for name, quote in acts.items() if name.startswith("asks-") and name not in _NO_FACTS}
    spoilt = {quote for name, quote in acts.items() if script.acts[name].bad}
    kept = {
        name: quote
        for name, quote in acts.items()
        if not (name == "asks-help" and quote in facts)
        and not (name in _POLITE_OFFERS and quote == acts.get("asks-anything-else"))
        and (quote not in spoilt or script.acts[name].bad or script.acts[name].asks or _said_is_said(name, script))
    }
    if len(kept) > 1:
        kept.pop(ACKNOWLEDGES, None)
    return kept


_POLITE_OFFERS = words("takes-it-on asks-help")  # "Anything else I can help you with?" offers nothing
_NO_FACTS = words(
    """asks-help asks-anything-else asks-agreement asks-repeat asks-how-are-you asks-for-adult asks-to-verify asks-hold
    asks-if-the-time-is-good"""
)


def _asked(reading: Reading, finding: Finding) -> bool:
    """Is what was found asked for, rather than mentioned?"""
    sentence = reading.sentences[reading.words[finding.first].sentence]
    said = _words(reading, sentence)
    begin = finding.first
    while begin > sentence.first and not reading.words[begin].breaks:
        begin -= 1
    before = " ".join(word.text for word in reading.words[begin : finding.last])
    if _OWN_DOING.search(before):
        return False
    if sentence.asks or _REQUEST.search(sentence.text):
        return True
    clause = reading.words[begin].text
    if said[0] in _OPENS_QUESTION or clause in _OPENS_QUESTION:
        return True
    return len(said) <= _SHORT_QUESTION and not any(word in _STATES or word[0].isdigit() for word in said)


def _keywords(reading: Reading) -> bool:
    """Catchwords in a row instead of sentences: "apology, empathy, refund". Questions may be that short."""
    said: list[str] = []
    pieces = 0
    for sentence in reading.sentences:
        if not sentence.asks:
            said += _words(reading, sentence)
            pieces += 1 + sum(word.breaks for word in reading.words[sentence.first + 1 : sentence.last])
    said = [word for word in said if word not in NUMBER_WORDS and not word[0].isdigit()]
    polite = sum(word in _POLITE for word in said)
    little = sum(word in FUNCTION_WORDS for word in said) + polite
    a_piece = len(said) / max(1, pieces)
    one_by_one = len(said) - little >= 3 and a_piece <= 1.4 and little - polite < 0.25 * len(said)
    return one_by_one or (len(said) >= 5 and a_piece <= 1.7 and little < 0.25 * len(said))


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
        figures += _figure_groups(_words(reading, reading.sentences[number]))
        if trait.longest_sentence and length > trait.longest_sentence:
            yield number
        elif trait.figures and figures > trait.figures:
            yield number
            figures = trait.figures
        elif trait.longest_message and so_far > trait.longest_message and number:
            yield number


def _figure_groups(said: list[str]) -> int:
    """How many figures are said; digits in a row are one."""
    groups, inside = 0, False
    for word in said:
        figure = word[0].isdigit() or (word in NUMBER_WORDS and word not in ("one", "half"))
        groups += figure and not inside
        inside = figure
    return groups


def _estimate(reading: Reading) -> int | None:
    """The longest time named in seconds or minutes, in ms."""
    times = []
    said = [word.text for word in reading.words]
    for at, word in enumerate(said):
        unit = _UNITS.get(word.removesuffix("s"))
        before = [w for w in said[max(0, at - 3) : at] if w in _FIGURES or w.replace(".", "", 1).isdigit()]
        if unit and before:
            figure = "half" if "half" in before else before[-1]
            times.append(round(unit * (_FIGURES[figure] if figure in _FIGURES else float(figure))))
    return max(times, default=None)
