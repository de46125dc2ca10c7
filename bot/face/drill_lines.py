"""The short things that are said in a drill, to one or to all."""

from bot.practice.drill.effects import DrillLine

LINES: dict[DrillLine, str] = {
    DrillLine.JOINED: "You're in. All that follows comes in the drill's own place, for everybody at the same moment.",
    DrillLine.IN_ALREADY: "You are in already.",
    DrillLine.LEFT: "You are out. What you answered stays yours, and until the last round closes you can join again.",
    DrillLine.NOT_IN: "Not in this drill.",
    DrillLine.REMOVED: "A moderator took you out of this drill, so you can't take part in it any more.",
    DrillLine.CANCELLED: "This drill was cancelled.",
    DrillLine.STARTED_ALREADY: "It has started already.",
    DrillLine.DONE_ALREADY: "That is done already: somebody was a moment faster.",
    DrillLine.NOBODY_IN: "Nobody is in yet. It can start as soon as somebody has pressed **Join**.",
    DrillLine.NOT_YET: "Not yet: that comes later in the drill.",
    DrillLine.LATE: "The limit has passed: this round takes no more answers.",
    DrillLine.ANSWERED_ALREADY: "You have answered this one, and the first answer stands.",
    DrillLine.EMPTY: "There were no words in it. Press **Answer** once more.",
    DrillLine.PAUSED: "⏸️ We pause: the clock stands still. Answers are still taken.",
    DrillLine.NOT_PAUSED: "It is not paused.",
    DrillLine.WENT_ON: "▶️ We go on, and the clock with us.",
    DrillLine.EXTENDED: "⏱️ There is more time now. The limit on the card has moved.",
    DrillLine.SKIPPED: "This round is skipped and does not count in this drill.",
    DrillLine.TAKEN_OUT: "They are out of the drill and can't join it again. What they answered before stays.",
    DrillLine.NEXT_COMES: "The next round is coming.",
    DrillLine.OVER: "This drill is over. `/drill mine` shows your answers and their feedback.",
    DrillLine.NOBODY_LEFT: "Nobody is left in this drill.",
    DrillLine.ENDS: "The drill ends here. The podium counts the rounds that were played.",
}


def words(line: DrillLine) -> str:
    """The words of a line."""
    return LINES[line]
