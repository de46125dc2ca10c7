"""Small packs with known questions, so that tests can say what a member sees."""

from pathlib import Path

ASKS = {
    "late-parcel": "A customer's parcel is four days late. What do you say?",
    "double-charge": "A customer was charged twice. What do you say?",
    "angry-caller": "A caller shouts at you. What do you say?",
}
"""The questions of the pack `three`, which has no follow-ups: a screen of three asks them all."""

GOOD = "I am really sorry that you had to wait. I will call the depot now and I will call you back before six today."
"""Owns the problem, with a sentence that a member would be proud of."""

WEAK = "That is not my fault, the warehouse is to blame for it and you will have to wait like everybody else."
"""Blames somebody else: costs points."""

STRONG = (
    "I'm sorry for the wait, that is annoying. I will call the driver this minute, tell you by noon what he says, "
    "and if it is lost, you have a new one on Thursday."
)
"""What all questions show as a strong answer."""

FOLLOW_UP = "Roughly how many calls was that a day?"
COUNTED = ("calls-home", "calls-travel", "calls-power")
"""The pack `counted`: three questions, each with the follow-up above when the answer has no figure. Figures
are checked."""


def write(folder: Path) -> Path:
    """Write the packs into `folder`."""
    _pack(folder, "three", [_question(name, ask, "line", "hint: Say sorry once.") for name, ask in ASKS.items()])
    more = 'figures: true\n    follow_up: {when_missing: [calls-a-day], ask: "%s"}' % FOLLOW_UP  # noqa: UP031  # braces are YAML's
    asked = [_question(name, f"How busy was your last line, {name}?", "fact", more) for name in COUNTED]
    _pack(folder, "counted", asked)
    return folder


def _pack(folder: Path, slug: str, questions: list[str]) -> None:
    place = folder / slug
    place.mkdir(parents=True)
    (place / "pack.yaml").write_text(
        f'id: {slug}\ntitle: The {slug} pack\nversion: "1"\nabout: For tests.\ncompany: Linden Care\n'
        "recruiters:\n  - {name: Amara Nwosu, role: Talent Partner}\n"
    )
    (place / "questions.yaml").write_text("questions:\n" + "".join(questions))


def _question(name: str, ask: str, kind: str, more: str) -> str:
    hint = "" if more.startswith("hint") else "    hint: Give a figure.\n"
    return f"""\
  - id: {name}
    kind: {kind}
    ask: "{ask}"
    weights: {{ownership: 2, empathy: 1}}
    look_for:
      - id: calls-a-day
        says: gives calls a day
        phrases: ["{{number}} ... (call|calls)", "i will call"]
{hint}    strong_answer: >-
      {STRONG}
    {more}
"""
