"""The short things that the recruiter and the bot say."""

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
    Line.TAKEN: "You have another screen running on this server. End it with `/screen stop`, then try again.",
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
