"""Whether the agent asks for something, or only mentions it."""

import re

from bot.scoring.behaviours import Finding
from bot.scoring.reading import Reading
from bot.scoring.wordlists import words

_LONGEST_BARE = 10  # words: "And his name and the customer number", without a verb
_OPENS_QUESTION = words(
    "what which who whom whose when where why how may can could would will do does did is are have has am"
)
_REQUEST = re.compile(
    # Not "please keep the slip": that asks for something else.
    r"\b(?:please(?! (?:keep|hold|wait|stay|bear|be|do|take|leave|press|plug|push|try|note|allow|excuse|forgive|accept"
    r"|call|bring|stop|sit|let|put|turn|switch|check|look|go|make)\b)"
    r"|(?:give|tell|read|send|show|spell) (?:me|it|that|us)"
    r"|(?:i|we) (?:[^ \n]+ ){0,3}?(?:need|require|have to ask|must ask|like to ask|want)"
    r"|(?:let me|i can|can i) (?:have|get|take|know|ask|verify)|your turn|remind me|missing)\b"
    # Orders: "confirm your name", "you to confirm"; not "I can confirm that".
    r"|(?:^|\b(?:please|and|then|now|just|kindly|first|you|you to|let me|me to|us to) )"
    r"(?:confirm|verify|provide|share|spell|repeat)\b"
)
# The agent's own doing: "shall I change the address?", "while I check the order number".
_OWN_DOING = re.compile(
    r"^(?!.*\b(?:where|what|which|when|who|how|whom)\b).*\b(?:shall|should) (?:i|we)\b"
    r"|\b(?:like|want|need|mind) (?:me|us) to\b"
    r"|\b(?:ok|okay|all right|alright|mind) if i\b"
    r"|\b(?:while|whilst|so|so that|until|once|after|because|when|then|and|as) (?:i|we) (?:[^ \n]+ ){0,3}?"
    r"(?:check|look|find|open|pull|see|bring|send|search|type|enter|access|use|update|change|note|see|go|read|fetch)\b"
    r"|^which (?:you|is|was|we)\b"
    r"|\b(?:can|may|could) (?:i|we) (?:just |also |now |then |please |quickly )?"
    r"(?:send|put|offer|call|ring|email|transfer|connect|change|update)\b"
)
# What the agent has already: "I have your order number here, is that the train?"
_TOLD = re.compile(
    r"^(?:(?:so|and|but|yes|ok|okay|because|as|that|right|now|well|good) )*(?:i|we) "
    r"(?:(?:now|already|just|also|do|can|did) )*(?:have|see|got|found|saw|checked|noted|know|received|confirm)\b"
)
_YOU_HAVE = re.compile(r"^(?:(?:and|so|ok|okay|sorry|now|then|but) )*you (?:do )?(?:have|got|know|remember|see)\b")
# A bare noun asks ("Order number, and your name"); with one of these it is said of something.
_STATES = words(
    """is are was were am be has have had do does did can could will would shall should may might must got get see found
    here it i we they he she you us me them him thanks thank no not without for by to about via using good there keep
    hold wait stay take leave press plug push try bring stop look go make put turn"""
)
# What a bare noun may come after: "and his full name", not "wrong number on our reminder".
_LEADS = words(
    """and or your the a an his her their its also ok okay please now then so first last just full whole own exact best
    what which sorry sir madam name surname number date birth address order account phone email postcode code
    reference customer booking current new old day time of for with good card last four digits number plus mum mums
    husband husbands mother mothers wife"""
)
_NOUNS = words("booking reading billing shipping mailing spelling morning evening during")


def asked(reading: Reading, finding: Finding) -> bool:
    """Is what was found asked for, rather than mentioned?"""
    sentence = reading.sentences[reading.words[finding.first].sentence]
    begin = finding.first
    while begin > sentence.first and not reading.words[begin].breaks:
        begin -= 1
    before = " ".join(word.text for word in reading.words[begin : finding.last])
    if _OWN_DOING.search(before):
        return False
    request = _REQUEST.search(sentence.text)
    if _TOLD.search(before) and not request:
        return False
    if sentence.asks or request or _YOU_HAVE.search(sentence.text):
        return True
    said = [word.text for word in reading.words[sentence.first : sentence.last]]
    if said[0] in _OPENS_QUESTION or reading.words[begin].text in _OPENS_QUESTION:
        return True
    leads = all(word.text in _LEADS for word in reading.words[begin : finding.first])
    return (
        leads
        and len(said) <= _LONGEST_BARE
        and not any(
            word in _STATES or word[0].isdigit() or (word.endswith("ing") and word not in _NOUNS) for word in said
        )
    )
