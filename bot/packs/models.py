"""The one schema of content: what each file may hold. The editor's JSON Schema is made from these models.

Strict: no unknown keys, no silent conversions. Limits on length are those of Discord's cards, with room to spare.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.practice.content import Kind

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=50, description="small letters, digits, -")]
ClassName = Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$", max_length=50)]
Short = Annotated[str, Field(min_length=1, max_length=100)]
Sentence = Annotated[str, Field(min_length=1, max_length=400)]
Text = Annotated[str, Field(min_length=1, max_length=1500)]
Phrase = Annotated[str, Field(min_length=1, max_length=1500, description="a phrase, as docs/content.md explains")]
Weight = Annotated[float, Field(gt=0, le=1000)]
Phrases = Annotated[list[Phrase], Field(min_length=1)]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Anchors(Model):
    """What an answer at level 1, 3 and 5 does."""

    one: Text = Field(alias="1")
    three: Text = Field(alias="3")
    five: Text = Field(alias="5")


class CompetencyModel(Model):
    """What is rated."""

    id: Id
    name: Short
    asks: Sentence
    levels: Anchors


class OverallModel(Model):
    """The question that a rater answers about the whole."""

    asks: Sentence
    levels: dict[Literal["1", "2", "3", "4", "5"], Short]


class CompetenciesFile(Model):
    """rubric/competencies.yaml"""

    version: Annotated[str, Field(min_length=1, max_length=20)]
    competencies: Annotated[list[CompetencyModel], Field(min_length=1)]
    overall: OverallModel | None = None


class BehaviourModel(Model):
    """Something observable in an answer that is evidence for or against a competency."""

    id: Id
    competency: Id
    supports: bool = Field(alias="for", description="true: speaks for the competency; false: against")
    strength: Annotated[int, Field(ge=1, le=3)] = 1
    shows: Sentence = Field(description="completes 'You ...'; the member reads it")
    advice: Sentence = Field(description="one plain sentence, read by the member")
    negated: Id | None = Field(None, description="the behaviour that the denial of this one shows")
    phrases: list[Phrase] = []
    patterns: list[Phrase] = Field([], description="RE2 regular expressions on the same normalised text")
    examples: list[Text] = Field([], description="sentences in which it must be found")
    counterexamples: list[Text] = Field([], description="sentences in which it must not be found")


class BehavioursFile(Model):
    """rubric/behaviours/<competency>.yaml"""

    behaviours: list[BehaviourModel]


class RecruiterModel(Model):
    """Who asks."""

    name: Short
    role: Short


class PackFile(Model):
    """packs/<slug>/pack.yaml"""

    id: Id
    title: Short
    version: Annotated[str, Field(min_length=1, max_length=20)]
    about: Text
    company: Short
    recruiters: Annotated[list[RecruiterModel], Field(min_length=1)]


class LookForModel(Model):
    """One thing that a good answer has."""

    id: Id
    says: Short = Field(description="completes 'I didn't hear this yet: ...'; the member reads it")
    line: Sentence | None = Field(None, description="words to try, with ... where the member's own facts go")
    phrases: list[Phrase] = []
    patterns: list[Phrase] = Field([], description="RE2 regular expressions on the same normalised text")


class FollowUpModel(Model):
    """Asked once, when none of the look-fors named was found."""

    when_missing: Annotated[list[Id], Field(min_length=1)]
    ask: Sentence


class QuestionModel(Model):
    """One thing the recruiter asks."""

    id: Id
    kind: Annotated[Kind, Field(strict=False)]
    ask: Text
    weights: Annotated[dict[Id, Weight], Field(min_length=1, description="competency: share")]
    look_for: list[LookForModel] = []
    hint: Text
    strong_answer: Annotated[str, Field(min_length=1, max_length=3000)]
    follow_up: FollowUpModel | None = None
    call: Id | None = Field(
        None, description="the pack's call in which a screen may have them show what they tell here"
    )
    figures: bool = Field(
        False, description="true: it asks for calls, minutes and the like, which are then checked against one another"
    )
    retired: bool = False


class QuestionsFile(Model):
    """packs/<slug>/questions.yaml or packs/<slug>/questions/*.yaml"""

    questions: Annotated[list[QuestionModel], Field(min_length=1)]


def json_schemas() -> dict[str, dict[str, Any]]:
    """The editor's JSON Schemas by the name of the file that they are for (without `.json`)."""
    from bot.packs.call_models import CallFile, UsualFile  # they are made of this module's models
    from bot.packs.campaign_models import CampaignFile, DialerFile
    from bot.packs.skill_models import BasicsFile, DictationFile, NotesFile, TypingFile

    models: dict[str, type[Model]] = {
        "competencies": CompetenciesFile,
        "behaviours": BehavioursFile,
        "pack": PackFile,
        "questions": QuestionsFile,
        "call": CallFile,
        "calls": UsualFile,
        "campaign": CampaignFile,
        "dialer": DialerFile,
        "basics": BasicsFile,
        "dictation": DictationFile,
        "notes": NotesFile,
        "typing": TypingFile,
    }
    schemas = {name: {**model.model_json_schema(), "$id": f"{name}.json"} for name, model in models.items()}
    schemas["words"] = {
        "$id": "words.json",
        "title": "Words",
        "description": "rubric/words.yaml: a class of words for phrases, and its entries",
        "type": "object",
        "additionalProperties": {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1},
    }
    return schemas
