"""skills/basics.yaml: questions with choices."""

from dataclasses import replace
from difflib import get_close_matches

from bot.packs.problem import Problem, shown
from bot.packs.reader import Document
from bot.packs.skill_entries import named, plain
from bot.packs.skill_models import BasicsFile, BasicsQuestionModel
from bot.packs.wording import checked
from bot.practice.skills.content import BasicsQuestion, SkillContent


def basics(content: SkillContent, document: Document, problems: list[Problem]) -> SkillContent:
    """The file's questions and their topics."""
    model, numbers, found = checked(BasicsFile, document, "questions")
    problems += found
    if model is None:
        return content
    questions: dict[str, BasicsQuestion] = {}
    places = dict(content.places)
    asked: dict[str, str] = {}  # what is asked, plainly, and by which id
    for place, entry in named(document, "questions", numbers, model.questions, problems):
        if entry.topic not in model.topics:
            near = get_close_matches(entry.topic, model.topics, n=1)
            instead = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(model.topics)}"
            problems.append(document.problem((*place, "topic"), f"there is no topic {shown(entry.topic)}", instead))
        elif len({_said(choice) for choice in (entry.right, *entry.wrong)}) <= len(entry.wrong):
            what = f"{entry.id}: two choices say the same"
            problems.append(document.problem((*place, "wrong"), what, "every choice once, and one right"))
        elif (first := asked.setdefault(plain(entry.ask), entry.id)) != entry.id:
            what = f"{entry.id} asks what {shown(first)} asks"
            problems.append(document.problem((*place, "ask"), what, "take one of them out"))
        else:
            questions[entry.id] = _question(entry)
            places["basics", entry.id] = document.path, document.line((*place, "id"))
    return replace(content, basics=questions, topics=dict(model.topics), places=places)


def _question(entry: BasicsQuestionModel) -> BasicsQuestion:
    """The choices stand in alphabetical order, so that no button's id tells which is right."""
    choices = tuple(sorted(choice.strip() for choice in (entry.right, *entry.wrong)))
    right = choices.index(entry.right.strip())
    ask, why = entry.ask.strip(), entry.why.strip()
    return BasicsQuestion(entry.id, entry.topic, ask, choices, right, why, entry.retired, entry.difficulty)


def _said(choice: str) -> str:
    """A choice as it reads: signs count, as they do in formulas and keys."""
    return " ".join(choice.lower().split()).rstrip(".")
