"""Who speaks in an answer, and what is denied, despised or only wished.

Works on the words of a reading. Every rule marks stretches of words; `Hearing` answers for a finding whether
it is denied ("I would never blame a colleague"), said by somebody else ("the customer said ..."), mentioned with
contempt ("all that i-understand-your-frustration stuff") or only under a condition that excuses from doing it
("if I had the time I would").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from bot.scoring.reading import Reading
from bot.scoring.wordlists import FUNCTION_WORDS, NUMBER_WORDS, STEPS, TOOLS, words

_HEAP = 8  # words in a row without a little word among them: nobody talks so
_LONGEST_SCOPE = 16  # words: further away, a "not" says nothing about a word
_WHOLE_CLAUSE = words("not never nobody neither nor hardly nowt")
_ONE_PHRASE = words("without avoid avoiding")
_TWO_WORDS = {
    ("no", "one"): "clause",
    ("instead", "of"): "phrase",
    ("rather", "than"): "phrase",
    ("refuse", "to"): "phrase",
    ("refrain", "from"): "phrase",
    ("stop", "myself"): "phrase",
    ("none", "of"): "clause",
}
# "not only", "not sure", "no problem": words after which not and no deny nothing of what follows.
_NOT_DENYING = words("only just merely simply sure necessarily mention until till bad too a")
_NOT_TO = words("mention worry speak forget")  # "not to mention", "not to worry"
_RESOLVED = words("learned learnt learn decided decide chose choose promised agreed")
_FAINTLY = words("just merely simply")  # "I don't just apologise" does so, "I don't just hang up" does not
_NO_DENYING = words(
    "problem problems worries worry doubt matter need rush hurry idea wonder thanks thank sir madam point"
)
_AFFIRMING = words("forget forgets fail fails hesitate neglect afraid scared shy stop rest quit miss mind")
_ENDS = words(
    "but instead except unless until till because although though however so then whereas while if when before"
)
_SUBJECTS = words("i we he she they it you that this there the my our his her what who which just only first let")
_OPENS_THOUGHT = words(
    "think believe say saying said that if what like suppose mean means sure thing things as where how"
)
_AFTER_AND = words("i we he she they it you then just instead always try let also make")
_AUXILIARIES = words("is are was were do does did have has had can could will would shall should")
_SAYING = words("say says saying said tell tells telling told hear use do give like go with call write")

_REPORTING = words(
    """say says said saying tell tells told claim claims claimed shout shouts shouted yell yells yelled scream screams
    screamed complain complains complained insist insists insisted demand demands demanded think thinks thought
    swear swears swore"""
)
_OTHERS = words(
    """he she they customer customers caller callers client clients guest guests passenger patient man woman lady
    gentleman guy person people everybody everyone somebody someone agents agent colleague colleagues coworker
    coworkers reps others trainers trainer manager managers boss supervisor mother father wife husband some many most"""
)
_NAMED_AFTER = words("say says said told thinks thought claimed insisted")  # "he swore" may as well be what came next
_ME = words("i we me us you")

_ON = r"(?: [^ \n]+){0,14}"  # what is spoken of with contempt, without end marks: not the whole answer
# No pattern here may begin with a gap: with one, a long line would be searched again from every word.
_CONTEMPT = re.compile(
    r"\b(?:that|those|your|their|usual|fake|all (?:the|this|these)) (?:[^ \n]+ ){1,9}?stuff\b"
    r"|\b(?:that|this|the|those|these|your|their|usual|fake) (?:[^ \n]+ ){1,9}?"
    r"(?:nonsense|rubbish|crap|bs|bullshit|blah|bla|waffle)\b"
    r"|\bthey (?:always |all |just |only )?(?:want|expect|teach|train|make|tell|taught|told) (?:you|us|me) "
    rf"(?:to )?(?:always |just )?(?:say|use|smile|read|repeat|sound|pretend|fake|act|show)\b{_ON}"
    rf"|\b(?:you|they) can save (?:the|your|that)\b{_ON}|\bsave me the\b{_ON}|\bspare me\b{_ON}|\bso called\b{_ON}"
    r"|\bblah blah\b"
)
_CONTEMPT_OF_ALL = re.compile(
    r"\b(?:(?:lovely|nice|fine|pretty|great) on (?:the wall|paper|a poster)|who talks like that|yeah right"
    r"|(?:nobody|no one|who) (?:really |ever )?(?:believes|believe|buys) (?:that|it|this))\b"
)
_ONLY_IF = re.compile(
    r"\bif (?:(?:i|we) (?:only )?(?:had|have) (?:the |more |enough |any )?(?:time|patience|mood|energy|nerve)s?"
    r"|it (?:was|were) (?:up to me|my decision)|i (?:feel|felt) like it|i am in the mood"
    r"|i (?:was|were) (?:the boss|in charge))\b"
)
# "Some folks would sit on it", "if I shout over it, it gets worse": what others do, and what is only supposed.
_OTHERS_DO = re.compile(
    r"\b(?:some|most|many|other|lots of|a lot of|plenty of) (?:other |of the |of my |of our )?"
    r"(?:folks?|people|agents|colleagues|coworkers|reps|guys|others|companies|places|trainers)\b"
)
_SUPPOSED = re.compile(
    r"\b(?:if|when|whenever) (?:i|you|we) (?!can not|do not|have not|had)"
    r"|\bit (?:is|was|would be|would have been) (?:so |very |too |only )?(?:easy|tempting|natural|human) to\b"
    r"|\b(?:tempted|(?:was|were) about) to\b|\b(?:nearly|almost) (?:say|said|snapped|shouted|swore|told|hung up|lost)\b"
)
# What one hopes, or says to oneself, is said to nobody.
_UNSAID = re.compile(
    r"\b(?:hope|hopes|hoped|hoping) (?:that )?(?:he|she|they|you)\b"
    r"|\b(?:say|said|tell|told|ask|asked|thought|think|remind|reminded) (?:to )?myself\b"
)
_TOO_LATE = re.compile(r"\b(?:should|could|would|might) have (?:been )?[^ \n]+(?: [^ \n]+){0,8}")


@dataclass(frozen=True, slots=True)
class Scope:
    """Words `first` up to, not including, `last` stand under the word `at`."""

    at: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Hearing:
    """What to make of each word: by how many denials it is covered, and in which stretches it stands."""

    denials: tuple[int, ...]
    others: tuple[int, ...]
    contempt: tuple[int, ...]
    wished: tuple[int, ...]
    supposed: tuple[int, ...]
    faint: tuple[int, ...]

    def denied(self, word: int) -> bool:
        """Is the word denied? An even number of denials affirms."""
        return self.denials[word] % 2 == 1

    def reported(self, word: int) -> bool:
        """Does somebody else than the member say this?"""
        return self.others[word] > 0

    def despised(self, first: int, last: int) -> bool:
        """Is any of this mentioned only to speak ill of it, or in a heap of keywords?"""
        return any(self.contempt[first:last])

    def conditional(self, word: int) -> bool:
        """Is this only wished, or past doing ("if I had the time", "I should have")?"""
        return self.wished[word] > 0

    def hypothetical(self, word: int) -> bool:
        """Is this only supposed, to say what would come of it ("if I shout back, it gets worse")?"""
        return self.supposed[word] > 0

    def half_denied(self, first: int, last: int) -> bool:
        """Does any of this stand after "not just"? A good act is done then, and a bad one is not."""
        return any(self.faint[first:last])


def hear(reading: Reading) -> Hearing:
    """Mark denials, other people's words, contempt and wishes in a reading."""
    denials = list(_denials(reading))
    others = sorted([*_frames(reading), *_clauses_after(reading, _OTHERS_DO)], key=lambda scope: scope.at)
    before = list(_said_before(reading))
    size = len(reading.words)
    return Hearing(
        _cover(size, [*denials, *_quote_scopes(reading, denials, negating=True)]),
        _cover(size, [*others, *_quote_scopes(reading, others, negating=False), *before]),
        _cover(size, [*_marked(reading, _CONTEMPT), *_sentences_with(reading, _CONTEMPT_OF_ALL), *_heaps(reading)]),
        # "I should have asked" itself may be found (it looks back honestly); what follows "should" is not done.
        _cover(size, [*_sentences_with(reading, _ONLY_IF), *_marked(reading, _TOO_LATE, after=1)]),
        _cover(size, [*_clauses_after(reading, _SUPPOSED), *_clauses_after(reading, _UNSAID, after=1)]),
        _cover(size, _faint(reading)),
    )


def _cover(size: int, scopes: Iterable[Scope]) -> tuple[int, ...]:
    """By how many scopes each word is covered."""
    steps = [0] * (size + 1)
    for scope in scopes:
        if scope.first < scope.last:
            steps[scope.first] += 1
            steps[scope.last] -= 1
    return tuple(accumulate(steps))[:size]


def negators_in(reading: Reading, first: int, last: int) -> list[int]:
    """The words from `first` up to `last` that deny what is said there: who "learned not to guess" has learned."""
    return [
        at
        for at in range(first, last)
        if _negator(reading, at) is not None and not (at > first and _text(reading, at - 1) in _RESOLVED)
    ]


def _text(reading: Reading, at: int) -> str:
    return reading.words[at].text if 0 <= at < len(reading.words) else ""


def _negator(reading: Reading, at: int) -> tuple[int, str] | None:
    """Whether the word denies what follows: how many words it is, and how far it reaches."""
    word, after = _text(reading, at), _text(reading, at + 1)
    if kind := _TWO_WORDS.get((word, after)):
        return 2, kind
    if word == "no":
        interjection = at + 1 >= len(reading.words) or reading.words[at + 1].breaks
        last = at + 1 < len(reading.words) and reading.words[at + 1].sentence != reading.words[at].sentence
        return None if after in _NO_DENYING or interjection or last else (1, "phrase")
    if word in _ONE_PHRASE:
        return 1, "phrase"
    if word not in _WHOLE_CLAUSE:
        return None
    before = _text(reading, at - 1)
    if word == "not" and (after in _NOT_DENYING or before in ("why", "or", "if")):
        return None
    if (word, after) == ("not", "to") and _text(reading, at + 2) in _NOT_TO:
        return None
    if (before, word, after) in (("can", "not", "wait"), ("could", "not", "wait")):
        return None
    ahead = [_text(reading, at + n) for n in (1, 2, 3)]
    if (
        ahead[0] in _AFFIRMING
        or (ahead[0] in ("be", "ever") and ahead[1] in _AFFIRMING)
        or ahead[:2] == ["help", "but"]
    ):
        return None
    if before == "could" and ahead[0] == "be" and ahead[1] in ("more", "happier", "better"):
        return None
    return 1, "clause"


def _denials(reading: Reading) -> Iterator[Scope]:
    for sentence in reading.sentences:
        for at in range(sentence.first, sentence.last):
            negator = _negator(reading, at)
            if negator is not None:
                length, kind = negator
                first = at + length
                yield Scope(at, first, _reach(reading, first, sentence.last, kind))


def _reach(reading: Reading, first: int, end: int, kind: str) -> int:
    """The word at which a denial that starts at `first` ends."""
    quote = reading.words[first].quote if first < end else -1
    joined = False
    for at in range(first, min(end, first + _LONGEST_SCOPE)):
        word = reading.words[at]
        if word.quote != quote or ((at > first or word.breaks) and _ends_scope(reading, at, first, kind)):
            return at
        if joined and word.text in _WHOLE_CLAUSE:  # "did not write and did not hope": each denies its own
            return at
        joined = joined or word.breaks or word.text in ("and", "or")
    return min(end, first + _LONGEST_SCOPE)


def _ends_scope(reading: Reading, at: int, first: int, kind: str) -> bool:
    """Does a denial of the words from `first` on end before the word `at`?"""
    word, after, before = reading.words[at], _text(reading, at + 1), _text(reading, at - 1)
    if word.text in _ENDS:
        return True
    if word.colon and not any(_text(reading, n) in _SAYING for n in range(first, at)):
        return True
    if word.breaks and _starts_anew(reading, at, first):
        return True
    if word.breaks and (kind == "phrase" or word.text in _SUBJECTS or word.text in _WHOLE_CLAUSE or word.text == "and"):
        return True
    if word.text == "and" and after in _AFTER_AND:
        return True
    return word.text == "i" and before not in _OPENS_THOUGHT


def _starts_anew(reading: Reading, at: int, first: int) -> bool:
    """Does the word after a comma open a question or an order of its own? "He didn't come, is that right?",
    "You don't have to start again, give me a moment"."""
    word, after = _text(reading, at), _text(reading, at + 1)
    if word in ("right", "correct") or (word in _AUXILIARIES and after in _SUBJECTS):
        return True
    to_them = "you" in [_text(reading, n) for n in range(max(0, first - 4), first)]
    return word in STEPS and (to_them or after in ("me", "us"))


def _faint(reading: Reading) -> Iterator[Scope]:
    """The clauses after "not just"."""
    for sentence in reading.sentences:
        for at in range(sentence.first, sentence.last):
            if _text(reading, at) == "not" and _text(reading, at + 1) in _FAINTLY:
                yield Scope(at, at + 2, _reach(reading, at + 2, sentence.last, "phrase"))


def _heaps(reading: Reading) -> Iterator[Scope]:
    """Keywords in a row, without the little words that make them say something. Names, tools and figures are none."""
    for sentence in reading.sentences:
        begin = sentence.first
        for at in range(sentence.first, sentence.last + 1):
            if at < sentence.last and _keyword(reading, at, sentence.first):
                continue
            if at - begin >= _HEAP:
                yield Scope(begin, begin, at)
            begin = at + 1


def _keyword(reading: Reading, at: int, first: int) -> bool:
    word = reading.words[at]
    told = word.text in FUNCTION_WORDS or word.text in TOOLS or word.text in NUMBER_WORDS
    return not (told or not word.text[0].isalpha() or (word.capital and at > first))


def _frames(reading: Reading) -> Iterator[Scope]:
    """Stretches in which somebody else speaks without quote marks: "he says it is theft"."""
    for sentence in reading.sentences:
        for at in range(sentence.first + 1, sentence.last):
            if reading.words[at].text in _REPORTING and _others_speak(reading, sentence.first, at):
                yield Scope(at, at + 1, _reach(reading, at + 1, sentence.last, "clause"))


def _said_before(reading: Reading) -> Iterator[Scope]:
    """What somebody else is named for only afterwards: "there is no need to be upset with me, she said"."""
    for sentence in reading.sentences:
        for at in range(sentence.first + 1, sentence.last):
            if reading.words[at].text in _REPORTING and (begin := _named_after(reading, sentence.first, at)):
                first, quote = begin - 1, reading.words[begin - 1].quote
                if quote == -1 and reading.words[at].text not in _NAMED_AFTER:
                    continue
                while first > sentence.first and (
                    reading.words[first - 1].quote == quote if quote != -1 else not reading.words[first].breaks
                ):
                    first -= 1
                yield Scope(at, first, begin)


def _named_after(reading: Reading, start: int, verb: int) -> int:
    """The word at which "..., she said" begins; 0 if the verb ends no such clause."""
    after = verb + 1 + (_text(reading, verb + 1) in ("me", "us"))
    if after < len(reading.words) and not (reading.words[after].breaks or _text(reading, after) in ("and", "but")):
        return 0
    for at in range(verb - 1, max(start, verb - 4), -1):
        if reading.words[at].breaks:
            return at if any(_text(reading, n) in _OTHERS for n in range(at, verb)) else 0
    return 0


def _others_speak(reading: Reading, start: int, verb: int) -> bool:
    """Is the subject of a verb of saying, up to four words before it, somebody else?"""
    for at in range(verb - 1, max(start, verb - 5) - 1, -1):
        word = reading.words[at]
        if word.text in _ME:
            return False
        if word.text in _OTHERS:
            return True
        if word.breaks:
            return False
    return False


def _quote_scopes(reading: Reading, scopes: list[Scope], negating: bool) -> Iterator[Scope]:
    """What the words before a quote make of it: "I would never say '...'", "he said '...'"."""
    nearest = 0
    for first, last in reading.quotes:
        while nearest < len(scopes) and scopes[nearest].at < first - _LONGEST_SCOPE:
            nearest += 1
        for scope in scopes[nearest : nearest + _LONGEST_SCOPE]:
            if scope.at >= first:
                break
            near = first - scope.first <= 2 and not reading.words[first].breaks
            said = near or any(_text(reading, at) in _SAYING for at in range(scope.first, first))
            if (
                scope.last >= first
                and reading.words[scope.at].quote != reading.words[first].quote
                and (said or not negating)
            ):
                yield Scope(scope.at, max(first, scope.last), last)  # the scope itself may reach into the quote
                break


def _marked(reading: Reading, pattern: re.Pattern[str], after: int = 0) -> Iterator[Scope]:
    """The words of each match, from its word number `after` on."""
    for match in pattern.finditer(reading.text):
        first, last = reading.words_at(match.start(), match.end())
        yield Scope(first, first + after, last)


def _clauses_after(reading: Reading, pattern: re.Pattern[str], after: int = 0) -> Iterator[Scope]:
    """The clause that each match opens, from its word number `after` on: up to the next punctuation, "but", "then" or
    a new "I"."""
    for match in pattern.finditer(reading.text):
        first, until = reading.words_at(match.start(), match.end())
        end = reading.sentences[reading.words[first].sentence].last
        while until < min(end, first + _LONGEST_SCOPE) and not _closes(reading, until):
            until += 1
        yield Scope(first, first + after, until)


def _closes(reading: Reading, at: int) -> bool:
    return reading.words[at].breaks or reading.words[at].text in ("but", "then", "i")


def _sentences_with(reading: Reading, pattern: re.Pattern[str]) -> Iterator[Scope]:
    """The sentences in which a pattern is found."""
    for match in pattern.finditer(reading.text):
        first, _ = reading.words_at(match.start(), match.end())
        sentence = reading.sentences[reading.words[first].sentence]
        yield Scope(first, sentence.first, sentence.last)
