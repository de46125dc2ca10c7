"""What answers are rated by: competencies with anchored levels, and behaviours that are evidence."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.practice.content import Pattern


@dataclass(frozen=True, slots=True)
class Competency:
    """What is rated. `levels` holds the anchors: what an answer at level 1, 3 and 5 does."""

    id: str
    name: str
    asks: str
    levels: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Something observable in a sentence that speaks for or against a competency.

    `shows` completes "You ...": it is what the member reads ("take the fault on in the company's name").
    `strength` 1 to 3: how much one finding says. `advice` is what to do instead (against), or how to do it (for):
    it is read by members who have not.
    `negated` names the behaviour that the denial of this one shows ("I would never blame" shows
    discretion); None: a denied finding says nothing.
    """

    id: str
    competency: str
    supports: bool
    shows: str
    advice: str
    strength: int
    patterns: tuple[Pattern, ...]
    negated: str | None = None


@dataclass(frozen=True, slots=True)
class Rubric:
    """The published rubric: `version` changes whenever its text or behaviours do."""

    version: str
    competencies: Mapping[str, Competency]
    behaviours: Mapping[str, Behaviour]

    def name(self, competency: str) -> str:
        """A competency's name; its id when the rubric no longer has it."""
        known = self.competencies.get(competency)
        return known.name if known else competency
