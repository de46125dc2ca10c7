"""`packs check` and `packs schema`, without the command line around them."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.packs import BUILT_IN
from bot.packs.checking import Report, check
from bot.packs.loading import Library, load
from bot.packs.models import json_schemas

SHOWN = 5
"""Learned phrases of a behaviour that are shown when nobody asks for all."""


def run_check(folders: Sequence[Path] = (), verbose: bool = False, say: Callable[[str], object] = print) -> int:
    """Check the built-in content and these folders; 0 when all is good, else 1.

    A folder with competencies of its own is a whole content folder, and stands in place of the built-in one.
    """
    whole = [folder for folder in folders if (folder / "rubric" / "competencies.yaml").exists()]
    built_in = whole[0] if whole else BUILT_IN
    library = load([folder for folder in folders if folder != built_in], built_in)
    report = check(library, library.scorer().rate)
    for problem in (*report.problems, *report.misses):
        say(str(problem))
    for warning in report.warnings:
        say(f"{warning} (a warning)")
    for taught in report.taught:
        say(taught.line(None if verbose else SHOWN))
    if verbose:
        for tally in report.tallies:
            say(str(tally))
    say(_summary(library, report))
    return 0 if report.good else 1


def write_schemas(folder: Path) -> list[Path]:
    """Write the editor's JSON Schemas into a folder; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, schema in json_schemas().items():
        file = folder / f"{name}.json"
        file.write_text(json.dumps(schema, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        files.append(file)
    return files


def _summary(library: Library, report: Report) -> str:
    tallies = report.tallies
    questions = sum(len(pack.questions) for pack in library.packs.values())
    return (
        f"{_count(len(library.packs), 'pack')}, {_count(questions, 'question')}, "
        f"{_count(len(tallies), 'behaviour')}: "
        f"{sum(t.found for t in tallies)} of {sum(t.examples for t in tallies)} examples found, "
        f"{sum(t.passed for t in tallies)} of {sum(t.counterexamples for t in tallies)} counterexamples not found. "
        f"{_count(len(report.problems), 'problem')}, {_count(len(report.misses), 'miss', 'misses')}, "
        f"{_count(len(report.warnings), 'warning')}."
    )


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
