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
    """i me my mine myself you your yours he him his she her it its we us our they them their this that these those a
    an the and or but so because if when while as than then there here to of in on at by for from with about into
    over after before until up out down off not no do does did is are was were be been being am have has had
    having will would can could should may might must shall what which who whom whose how why where all any some
    each every more most other only just also too very again once same own few both such nor yet still even much
    many get got go let make say said tell told"""
)
NUMBER_WORDS = words(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen half
    twice lakh lakhs"""
)
# Software and phone systems that people name whatever the capitals.
TOOLS = words(
    """excel word outlook teams slack zoom crm salesforce zendesk freshdesk siebel sap oracle avaya genesys cisco
    amdocs servicenow jira sharepoint powerpoint gmail citrix five9 talkdesk hubspot dynamics kayako intercom
    as400 pos erp wms quickbooks shopify stripe amadeus sabre galileo icoms messenger whatsapp dialer dialler ivr
    softphone vpn"""
)
ORDER = words(
    "first firstly second secondly then next after afterwards finally lastly once before until till later meanwhile"
)
RESULTS = words(
    """result resulted ended turned happy thanked thank solved resolved fixed sorted worked saved raised rose dropped
    fell went since stayed promoted kept approved agreed percent finally came"""
)
HEDGES = words("maybe probably perhaps guess somehow whatever basically hopefully dunno might somewhat")
# Verbs that say what one is, feels or thinks, not what one does.
STATES = words(
    """am is are was were be been have had has think know believe feel felt love like want need hope guess mean
    understand understood realize realise remember thought knew wanted liked loved needed seem agree can could may
    might must should consider pride thrive excel embody possess value"""
)
ADVERBS = words(
    """then also just always first now personally immediately quickly calmly politely kindly gently quietly simply
    even still usually only really gladly never not would will did do shall have had am was going to try tried
    ever once would make sure definitely certainly honestly"""
)
# What a sentence begins with that tells steps without "I": "Let him finish", "Call them back".
STEPS = words(
    """let ask call ring phone tell say give find check look take put get keep stay listen apologise apologize offer
    send explain confirm write note note make wait read repeat lower slow thank help try fix sort open stop start
    go use show agree promise follow move set warn report mute breathe pause count own accept admit"""
)

# A few of the commonest words of languages that members write in besides English.
OTHER_LANGUAGES = words(
    """el la los las que de en y por para con una pero como mi muy yo su al lo se es del porque cuando
    e o os as um uma nao com eu meu minha mas quando ele ela voce
    le les des et je il elle est une pour avec dans qui mon ma pas sur vous nous mais au ce
    der die und ich das nicht ein eine mit ist zu den auf fur habe mich wir sie dem bei wenn aber auch
    ang ng mga ako po sa ko na ay si nang kasi pero ito siya lang may tapos kung naman din niya yung
    saya yang dan untuk dengan tidak ini itu dari pada akan adalah kami bisa
    main hai mein aur ko ka ki ke se nahi kya hoon tha raha karta mujhe
    ja nie sie na w z i jest do ze mam jak ale tak dla po bo czy
    ve bir bu icin ile ben cok ama da de var
    io che di il per sono non gli della nel anche ho
    ik het een en van niet dat maar ook zijn voor met
    sunt si cu pe nu este am pentru care""".replace("\n", " ")
) - words("is a i in on an as do he me so us we to am no my may main the if at it have has of one more want most")
