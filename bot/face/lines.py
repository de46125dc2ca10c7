"""The short things that the recruiter and the bot say."""

from bot.practice.calls.content import Outcome
from bot.practice.calls.effects import CallLine
from bot.practice.dialer.effects import ShiftLine
from bot.practice.effects import Line

LINES: dict[Line, str] = {
    Line.PICK_UP_FIRST: "The phone is still ringing. Press **Pick up** first; your answer counts from then on.",
    Line.NO_WORDS: "I can't see pictures, stickers or files on the phone. Tell me in words, please.",
    Line.FORMS_ONLY: "I can't read what is typed here. Press **Answer in a form** on the question's card, please.",
    Line.LATE: "That came after the time for an answer, so it does not count. All that you said before does.",
    Line.STILL_THERE: "Are you still there? Take your time. I stay on the line a little longer.",
    Line.PAUSED: "This screen is paused. Press **Go on** above, or use `/screen resume`.",
    Line.PRESS_NEXT: "I heard you, but no question is open. The first button on the feedback card goes on.",
    Line.CHANGED: "You changed a message afterwards. On the phone you can't unsay it: the first wording counts.",
    Line.OLD_BUTTON: "That button belongs to something that is over. The newest card in the thread has the right one.",
    Line.NOTHING_SAID: "There is no answer yet. Type it in the thread, or press **Answer in a form**.",
    Line.NOT_PAUSED: "Your screen is running, so there is nothing to resume. Its newest card is where you are.",
    Line.TAKEN: "You have another screen, a call or a shift running on this server. End it first, then try again.",
    Line.STOPPED: "We stopped before an answer was given, so there is no report. Start again whenever you like.",
    Line.OVER: "This screen is over. `/screen start` begins a new one.",
    Line.SHARED: "I am sharing it in the channel.",
    Line.SHARED_ALREADY: "You have shared this one already.",
    Line.NOT_SHARED: "I could not share it: I may not write in that channel. The moderators know; try again later.",
    Line.HEARD_ENOUGH: "Thank you, I have heard enough to rate this answer.",
    Line.WENT_WRONG: "Something went wrong on my side, so I pause. What you said is kept; `/screen resume` goes on.",
    Line.NOTHING_TO_SHARE: "There is no rated answer to share yet.",
    Line.NOT_YOURS: "This is somebody else's screen. Start your own with `/screen start`.",
    Line.NONE_LIVE: "You have no screen running on this server. `/screen start` begins one.",
    Line.TRY_LATER: "I can't save or reach Discord right now. Nothing is lost; please try again in a minute.",
    Line.OBJECTION_KEPT: "Thank you. The moderators will look at it, and you are told in this thread what they think.",
    Line.OBJECTION_KNOWN: "The moderators know already that you disagree with this score.",
}

ON_CALL: dict[Line | CallLine, str] = {
    Line.PICK_UP_FIRST: "It is still ringing: nobody hears you yet. Press the button on the card above first.",
    Line.NO_WORDS: "They can't see pictures, stickers or files on the phone. Say it in words, please.",
    Line.FORMS_ONLY: "I can't read what is typed here. Press **Say** on the call card, please.",
    Line.LATE: "That came when nobody was on the line, so it was not heard.",
    Line.STILL_THERE: "It is still ringing. Take your time to read; in five more minutes it stops.",
    Line.CHANGED: "You changed a message afterwards. On the phone you can't unsay it: they heard the first wording.",
    Line.NOTHING_SAID: "There were no words in it. Say something to them.",
    Line.NOT_PAUSED: "Your call is running, so there is nothing to resume.",
    Line.STOPPED: "Nobody took this call, so there is no scorecard. `/call start` makes the phone ring again.",
    Line.OVER: "This call is over. `/call start` begins a new one.",
    Line.HEARD_ENOUGH: "That was a very long call. It ends here, with its scorecard.",
    Line.WENT_WRONG: "Something went wrong on my side, so this call is over, sorry. `/call history` keeps it.",
    Line.NOTHING_TO_SHARE: "Nobody took this call, so there is nothing to share.",
    Line.NOT_YOURS: "This is somebody else's call. Start your own with `/call start`.",
    Line.NONE_LIVE: "You have no call running on this server. `/call start` begins one.",
    CallLine.TAKE_CALL_FIRST: "It is still ringing: nobody hears you yet. Press the button on the card above first.",
    CallLine.CAME_BACK: "-# You spoke, so they are off hold and heard it.",
    CallLine.ALREADY_ON_HOLD: "They are on hold already. **Back on the line** takes them off it.",
    CallLine.NOT_ON_HOLD: "Nobody is on hold.",
    CallLine.LOOKING_UP: "One thing at a time: something is being looked up already.",
    CallLine.NO_SUCH_RECORD: "The system has nothing of that kind.",
    CallLine.NOBODY_TAKES_IT: "-# Nobody can take this call from you: it is yours to solve.",
    CallLine.ANNOUNCE_TRANSFER: "-# Not put through yet. Tell them first to whom and why; press again to do it anyway.",
    CallLine.HUNG_UP: "📵 *They hung up.*",
    CallLine.NOT_STARTED: "It has stopped ringing. `/call start` makes it ring again.",
}
"""What is said otherwise, or only, in a call."""

ON_SHIFT: dict[Line | ShiftLine, str] = {
    Line.NO_WORDS: ON_CALL[Line.NO_WORDS],
    Line.FORMS_ONLY: "I can't read what is typed here. Press **Answer in a form** on the card that dials, please.",
    Line.LATE: "They are no longer on the line, so it was not heard.",
    Line.STILL_THERE: "Are you still there? In five more minutes this shift is over.",
    Line.CHANGED: ON_CALL[Line.CHANGED],
    Line.NOTHING_SAID: ON_CALL[Line.NOTHING_SAID],
    Line.NOT_PAUSED: "Your shift is running, so there is nothing to resume.",
    Line.STOPPED: "No connection came to its end, so there is no result. `/call dialer` begins a new shift.",
    Line.OVER: "This shift is over. `/call dialer` begins a new one.",
    Line.WENT_WRONG: "Something went wrong on my side, so this shift is over, sorry. What was done counts.",
    Line.NOTHING_TO_SHARE: "No connection came to its end, so there is nothing to share.",
    Line.NOT_YOURS: "This is somebody else's shift. Begin your own with `/call dialer`.",
    ShiftLine.START_FIRST: "Nobody is dialled yet. Press **Start the shift** first.",
    ShiftLine.NOBODY_YET: "It is still dialling: nobody hears you yet.",
    ShiftLine.HUNG_UP: "📵 *They hung up.*",
    ShiftLine.CUT_OFF: "-# I was away for a moment, and the line was cut off. That number is dialled again.",
    ShiftLine.BREAK_COMES: "Your break comes after this connection.",
    ShiftLine.ON_BREAK: "You have asked for a break already.",
    ShiftLine.NOT_ON_LINE: "Nobody is on the line.",
    ShiftLine.NOT_STARTED: "The shift was not started, so it is over. `/call dialer` begins a new one.",
    ShiftLine.BREAK_ENDED_IT: "That was a long break, so the shift is over.",
}
"""What is said otherwise, or only, at the auto-dialer."""

OUTCOMES = {
    Outcome.SOLVED: "✅ Solved",
    Outcome.ESCALATED: "✅ Passed on to the right place",
    Outcome.HUNG_UP: "📵 They hung up",
    Outcome.ABANDONED: "🔇 Left on the line",
    Outcome.CLOSED: "☎️ Closed unsolved",
}

FAILS = {
    "profanity": "Swearing at the customer, or an insult",
    "data-before-check": "Customer data before the identity check",
    "forbidden-promise": "A promise that the policy forbids",
    "hanging-up": "Hanging up on them",
    "two-silent-minutes": "Two minutes on hold without a word",
}
"""Auto-fails, by id."""


def words(line: Line | CallLine | ShiftLine, on_call: bool = False, on_shift: bool = False) -> str:
    """The words of a line, to a member in a screen, on a call or in a shift."""
    if isinstance(line, CallLine):
        return ON_CALL[line]
    if isinstance(line, ShiftLine):
        return ON_SHIFT[line]
    if on_shift:
        return ON_SHIFT.get(line, LINES[line])
    return ON_CALL.get(line, LINES[line]) if on_call else LINES[line]
