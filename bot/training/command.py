"""`python -m bot train`: the scoring model anew from rated answers."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.packs import BUILT_IN
from bot.packs.loading import MODEL, load
from bot.scoring.scorer import Scorer
from bot.scoring.spelling import Spelling
from bot.training.examples import BadLabels, known_questions, read_examples
from bot.training.figures import Scored, figures
from bot.training.training import spellings, train

LABELS = BUILT_IN.parent / "labels"


def run_train(
    files: Sequence[Path],
    folders: Sequence[Path] = (),
    out: Path = BUILT_IN / MODEL,
    scores: Path | None = None,
    say: Callable[[str], object] = print,
) -> int:
    """Train on the project's labels and on more `files`, write the model to `out` and say how well it does.

    `scores`: a file for the held-out scores, in the format of `score`, with each example's id. Returns 1 when there
    is nothing to train from.
    """
    library = load(folders)
    questions = known_questions(library, LABELS / "questions.yaml")
    try:
        examples = read_examples([LABELS / "answers.jsonl", *files], questions)
    except (BadLabels, OSError) as error:
        say(str(error))
        return 1
    scorer = Scorer(library.rubric, questions.values(), spelling=Spelling(spellings(examples)))
    trained = train(examples, scorer, say)
    if scores is not None:
        scores.write_text("".join(_line(one) for one in trained.held_out), encoding="utf-8")
    new = out.with_suffix(".new")
    new.write_bytes(trained.file)
    new.replace(out)
    say(_table({"rules alone": _figures(trained.rules), "with the model": trained.judged}))
    say(f"{out.name}: {len(trained.file) / 1e6:.2f} MB. Scores on questions that were left out of the training.")
    return 0


def _figures(scored: Sequence[Scored]) -> Mapping[str, Any]:
    return figures([one for one in scored if one.example.judged])


def _line(one: Scored) -> str:
    told = {"id": one.example.id, "question": one.example.question.id, "overall": one.overall, "levels": one.levels}
    return json.dumps(told) + "\n"


def _table(columns: Mapping[str, Mapping[str, Any]]) -> str:
    """Figures of several scorers side by side."""
    names = {
        "answers": "{:.0f}",
        "rho": "{:.3f}",
        "competencies": "{:.3f}",
        "pairs": "{:.3f}",
        "bad_over_50": "{:.0%}",
        "good_under_50": "{:.0%}",
        "distance": "{:.1f}",
    }
    rows = [f"{'':16}" + "".join(f"{title:>16}" for title in columns)]
    rows += [f"{n:16}" + "".join(f"{form.format(c[n]):>16}" for c in columns.values()) for n, form in names.items()]
    authors = sorted({author for column in columns.values() for author in column["authors"]})
    rows += [f"rho, author {a:4}" + "".join(f"{c['authors'][a]:16.2f}" for c in columns.values()) for a in authors]
    return "\n".join(rows)
