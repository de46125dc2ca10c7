"""What rating an answer yields. Spans count characters of the answer as the member wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """A behaviour found in the answer: `quote` is `answer[start:end]`, word for word."""

    behaviour: str
    competency: str
    supports: bool
    shows: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Level:
    """A competency's level, 1.0 to 5.0, and `reason`: one sentence on what made it so."""

    competency: str
    value: float
    reason: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the member is told. Quotes stand in the answer; None where there is nothing honest to say.

    `best` and `costliest` are the moments that earned and lost most; `change` is the one thing to
    change first; `stronger` is a line to try; `notes` are short plain remarks (junk, language, length).
    """

    best: Evidence | None
    costliest: Evidence | None
    change: str
    stronger: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """0 to 100 for one turn, with everything that made it. `junk` says why an answer is none, or is None.

    `engine` and `rubric` are the versions that made it, `rubric` of the rubric and of the question's pack; the same
    versions make the same score again. (Other packs count only for seeing that an answer belongs elsewhere.)
    """

    overall: int
    levels: Mapping[str, Level]
    evidence: tuple[Evidence, ...]
    junk: str | None
    missing: tuple[str, ...]  # ids of the question's look-fors that were not found
    feedback: Feedback
    engine: str
    rubric: str
