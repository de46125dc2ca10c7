"""packs/<slug>/skills/*.yaml: a file for each skill, checked and made into the pack's SkillContent."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.packs.folders import Folder, digest
from bot.packs.problem import Problem
from bot.packs.reader import Document
from bot.packs.skill_basics import basics
from bot.packs.skill_dictation import dictation
from bot.packs.skill_notes import notes
from bot.packs.skill_typing import typing
from bot.practice.skills.content import SkillContent

Part = Callable[[SkillContent, Document, list[Problem]], SkillContent]
"""Adds what a file holds to the content; what is wrong in it goes to the problems and is left out."""

PARTS: dict[str, Part] = {"basics": basics, "dictation": dictation, "notes": notes, "typing": typing}
"""The files that a pack's skills/ may have, without .yaml."""


def skills_of_pack(folder: Folder, path: Path, pack: str, version: str, problems: list[Problem]) -> SkillContent:
    """The skills of a pack, of as many files as it has."""
    content, read = SkillContent(), list[bytes]()
    files = folder.yaml_files(path / "skills", problems)
    for document, text in folder.documents(files, problems):
        part = PARTS.get(Path(document.path).stem)
        if part is None:
            instead = f"the files here are {', '.join(f'{name}.yaml' for name in PARTS)}"
            problems.append(Problem(document.path, 1, "there is no skill of this name", instead))
            continue
        content = part(content, document, problems)
        read.append(text)
    return replace(content, version=f"{pack} {version}+{digest(read)}") if read else content
