"""An exercise: one member's go at a skill, as data. `exercise_steps.step` says how it goes on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.practice.skills.content import SkillContent


class Skill(StrEnum):
    """What is practised."""

    TYPING = "typing"
    DICTATION = "dictation"
    NOTES = "notes"
    BASICS = "basics"
    FIGURES = "figures"


class Phase(StrEnum):
    """Where an exercise is."""

    OPENING = "opening"  # the thread is being made
    READY = "ready"  # the card is read: waiting for Go
    ASKING = "asking"  # the task is on its way
    SHOWING = "showing"  # the caller speaks: dictation's pieces come, the message of notes stands
    ANSWERING = "answering"
    EXPLAINED = "explained"  # basics: the answer stands explained, waiting for Next
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the member gave for a task: a text (typing), a form's fields (notes, dictation) or a choice (basics).

    `at` is Discord's time in ms. `fields` stand in the order of the form; `choice` is an index of the question's
    `choices` as the pack has them, however they were shown. `by_form`: a typing text sent by a form.
    """

    at: int
    text: str = ""
    fields: tuple[str, ...] = ()
    choice: int | None = None
    by_form: bool = False


@dataclass(frozen=True, slots=True)
class Exercise:
    """One member's exercise. Times are ms UTC.

    `variant` is a length (typing), a topic or "" for all (basics), otherwise "". `tasks` are ids of the pack's content,
    of all ten questions of basics; ("",) where the task is made from the `seed`. `steps` go with the tasks of basics:
    the step of `missed` at which each came back, or -1: it was not due. `text_only`: for screen readers.
    """

    id: int
    guild_id: int
    channel_id: int
    member_id: int
    member_name: str
    pack: str
    skill: Skill
    variant: str
    tasks: tuple[str, ...]
    seed: int
    typing_allowed: bool  # the bot may read messages; otherwise forms only
    started_at: int
    factor: float = 1.0  # the member's time factor, as it was when the exercise began
    text_only: bool = False
    steps: tuple[int, ...] = ()
    public: bool = False
    own_thread: bool = True  # opened for this exercise; Again goes on where the one before was
    phase: Phase = Phase.OPENING
    phase_since: int = 0
    thread_id: int | None = None
    number: int = 0  # the task that is on, an index
    asked_at: int | None = None  # when that task stood in Discord: what is timed counts from it
    message_id: int | None = None  # where it stands
    piece: int = 0  # dictation: the piece that is on its way, or said last
    said_again: bool = False  # dictation: the member had it said again
    shown_until: int | None = None  # notes: when the words are taken away
    send_by: int | None = None  # until when the form or the text has to be sent
    answers: tuple[Answer, ...] = ()  # of the tasks so far, in their order
    wake_at: int | None = None  # when something happens by itself
    asked_still_there: bool = False
    told: tuple[str, ...] = ()  # lines told once in an exercise
    seen_id: int = 0  # the newest message taken in
    refused: str = ""
    ended_at: int | None = None
    ended_why: str = ""

    @property
    def task(self) -> str:
        """The id of the task that is on."""
        return self.tasks[self.number]


class Result(Protocol):
    """What an exercise came to; each skill has its own frozen dataclass."""

    @property
    def overall(self) -> int | None:
        """0 to 100; None: it is not counted."""
        ...

    @property
    def why(self) -> str:
        """An id that says why it is not counted; empty: it is."""
        ...


@dataclass(frozen=True, slots=True)
class Piece:
    """What a caller says in one go; `pause` is from the piece before it (the first: from the card), in ms, for a time
    factor of 1."""

    text: str
    pause: int


@dataclass(frozen=True, slots=True)
class Op:
    """How a stretch of one text becomes a stretch of the other: "equal", "replace", "delete" or "insert"."""

    kind: str
    start: int
    end: int
    other_start: int
    other_end: int


Align = Callable[[str, str], Sequence[Op]]
"""Aligns two texts, character by character."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a step needs to know besides the exercise.

    `pieces` are those of a dictation. `missed_after` says from a question's step (None: it was not missed), whether it
    was answered right, and when: the step after (None: learned) and when it comes back; None: nothing to note.
    """

    content: SkillContent
    check: Callable[[Exercise], Result]
    pieces: tuple[Piece, ...] = ()
    missed_after: Callable[[int | None, bool, int], tuple[int | None, int] | None] = lambda step, right, at: None


class Checks(Protocol):
    """What the module of a skill has (basics.tasks takes `due` besides: ids, longest due first)."""

    def tasks(self, content: SkillContent, variant: str, seed: int, recent: Sequence[str]) -> tuple[str, ...]:
        """The tasks of a new exercise; `recent`: what the member had lately, newest first. Empty: there is none."""
        ...

    def check(self, exercise: Exercise, content: SkillContent, align: Align) -> Result:
        """What the answers come to."""
        ...


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    """The record of an exercise that is over.

    `session_id` is the interaction's id where there was no session (figures). `tasks` are ids, `overall` 0 to 100 or
    None: not counted, `result` the skill's own Result as JSON, `content` the version of the pack's skills.
    """

    session_id: int
    guild_id: int
    member_id: int
    pack: str
    skill: str
    variant: str
    tasks: tuple[str, ...]
    started_at: int
    ended_at: int
    overall: int | None
    result: str
    content: str = ""


@dataclass(frozen=True, slots=True)
class MissedRow:
    """A question of basics that a member missed: it comes back at `due_at`. `step` None: it has been learned."""

    guild_id: int
    member_id: int
    pack: str
    question: str
    step: int | None
    due_at: int


@dataclass(frozen=True, slots=True)
class SkillBest:
    """A member's best in a skill and variant, 0 to 100, of so many exercises that counted."""

    skill: str
    variant: str
    overall: int
    times: int
