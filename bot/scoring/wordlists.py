"""Closed lists of English words that reading and measuring need. Content words belong into content/rubric."""


def words(text: str) -> frozenset[str]:
    """The words of a list written in one string."""
    return frozenset(text.split())


_NOT = {
    "wo": "will",
    "ca": "can",
    "sha": "shall",
    "ai": "is",
    **{w: w for w in words("do does did would could should is are was were have has had must need might")},
}
CONTRACTIONS: dict[str, tuple[str, ...]] = {
    **{f"{stem}n't": (full, "not") for stem, full in _NOT.items()},
    **{f"{stem}nt": (full, "not") for stem, full in _NOT.items() if stem not in ("wo", "ca", "sha", "ai", "need")},
    **{f"{stem}'nt": (full, "not") for stem, full in _NOT.items()},
    "wont": ("will", "not"),
    "cant": ("can", "not"),
    "cannot": ("can", "not"),
    "aint": ("is", "not"),
    "dinnae": ("do", "not"),
    "im": ("i", "am"),
    "ive": ("i", "have"),
    "id": ("i", "would"),
    "ill": ("i", "will"),
    "il": ("i", "will"),
    "youre": ("you", "are"),
    "youve": ("you", "have"),
    "youll": ("you", "will"),
    "youd": ("you", "would"),
    "theyre": ("they", "are"),
    "theyve": ("they", "have"),
    "theyll": ("they", "will"),
    "theyd": ("they", "would"),
    "weve": ("we", "have"),
    "thats": ("that", "is"),
    "theres": ("there", "is"),
    "heres": ("here", "is"),
    "whats": ("what", "is"),
    "wheres": ("where", "is"),
    "hes": ("he", "is"),
    "shes": ("she", "is"),
    "itll": ("it", "will"),
    "thatll": ("that", "will"),
    "let's": ("let", "us"),
    "lets": ("lets",),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "gotta": ("got", "to"),
    "gimme": ("give", "me"),
    "lemme": ("let", "me"),
    "y'all": ("you", "all"),
    "o'clock": ("oclock",),
    "u": ("you",),
    "ur": ("your",),
    "pls": ("please",),
    "plz": ("please",),
    "thx": ("thanks",),
    "cos": ("because",),
    "coz": ("because",),
    "cuz": ("because",),
    "bcoz": ("because",),
}
# After these, 's is "is"; after any other word it is a possessive and only loses its mark.
IS_AFTER = words("it that what he she there here who where how when why this everything something nothing")
# "her ID" is not "her I would", "feel ill" is not "feel I will".
NOT_I_WOULD_BEFORE = words("her his your their my the an a own valid photo account order customer caller with")
NOT_I_WILL_BEFORE = words("am is are was were be been feel feels felt fall fell very so really a an mentally")

FUNCTION_WORDS = words(
    """i me my mine myself you your yours he him his she her it its we us our they them their this that these those
    a an the and or but so because if when while as than then there here to of in on at by for from with about into
    over after before until up out down off not no do does did is are was were be been being am have has had having
    will would can could should may might must shall what which who whom whose how why where all any some each every
    more most other only just also too very again once same own few both such nor yet still even much many
    get got go let make say said tell told"""
)
