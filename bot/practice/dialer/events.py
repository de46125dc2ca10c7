"""What happens in a shift besides what happens in any session and call.

Of calls it takes `LinePosted` (`line` is the line's number in the shift's log) and `ClosePressed` (Hang up).
"""

from dataclasses import dataclass

from bot.practice.calls.events import CallPressed


@dataclass(frozen=True, slots=True)
class BreakPressed(CallPressed):
    """Pressed Break: the next number waits."""
