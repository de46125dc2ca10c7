"""What was told beside what was shown, on the report; and how the recruiter leads over to the call."""

from dataclasses import replace

import discord

from bot.face import call_cards, report_card, scorecard_card
from bot.face.told_shown import lead
from bot.practice.calls.content import Outcome
from bot.practice.report import report
from bot.practice.screen import Outcome as TurnOutcome
from bot.scoring.score import Evidence, Level
from bot.stage import Scene
from tests.face import call_scenes
from tests.face.call_scenes import RESULT
from tests.face.scenes import QUESTION, SCORE, labels, pack, row, said, scene, turn

TOLD_WORDS, SHOWN_WORDS = "I would take it on myself", "The depot messed it up"
TOLD = replace(SCORE, evidence=(Evidence("takes-on", "ownership", True, "take it on", TOLD_WORDS, 0, len(TOLD_WORDS)),))
SHOWN = replace(
    SCORE,
    overall=31,
    levels={
        "ownership": Level("ownership", 1.4, "You blame."),
        "empathy": Level("empathy", 3.0, "You name it."),
        "composure": Level("composure", 2.0, "You argue."),
    },
    evidence=(Evidence("blames", "ownership", False, "blame the depot", SHOWN_WORDS, 0, len(SHOWN_WORDS)),),
)
CARD = replace(RESULT, outcome=Outcome.HUNG_UP, overall=31, score=SHOWN)


def with_call(card: object = CARD, rows: bool = True) -> Scene:
    """A screen of one question and its call, both over."""
    over = call_scenes.over(card, in_screen=True)  # type: ignore[arg-type]  # a scorecard
    turns = [turn(1) if rows else turn(1, outcome=TurnOutcome.SKIPPED)]
    made = scene(turns, [row(score=TOLD)] if rows else [], questions=(QUESTION.id,), shows=QUESTION.id, call=over.call)
    return replace(made, call=over.record)


def card_of(shown: Scene, card: object = CARD) -> discord.ui.LayoutView:
    scores = {0: TOLD} if shown.turns else {}
    return report_card.report(shown, report(shown.screen, scores, card), False)  # type: ignore[arg-type]  # as above


def test_both_stand_side_by_side_with_a_quote_each() -> None:
    text = said(card_of(with_call()))
    assert "All 2 questions answered." in text
    assert f"Your report: {round((63 + 31) / 2)} of 100" in text
    both = text[text.index("**Told and shown**") :]
    assert QUESTION.ask in both
    assert "Told: **63 of 100** · Shown: **31 of 100** (📵 They hung up)" in both
    assert "**Ownership:** told ▰▰▰▰▱ 3.6 · shown ▰▱▱▱▱ 1.4" in both
    assert f"Told: “{TOLD_WORDS}”" in both
    assert f"Shown: “{SHOWN_WORDS}”" in both
    assert "**Empathy:** told" in both
    assert "**Resolution:**" not in both  # rated on the answer alone
    assert "**Composure:**" not in both  # rated on the call alone


def test_a_question_that_was_not_answered_and_a_call_in_which_nothing_was_said() -> None:
    text = said(card_of(with_call(rows=False)))
    assert "Told: not answered · Shown: **31 of 100**" in text
    silent = replace(CARD, outcome=Outcome.ABANDONED, overall=None, score=None)
    text = said(card_of(with_call(silent), silent))
    assert "Told: **63 of 100** · Shown: nothing said (🔇 Left on the line)" in text
    assert "None" not in text


def test_no_call_no_section() -> None:
    assert "Told and shown" not in said(report_card.report(scene([turn(1)]), report(scene([turn(1)]).screen, {}), True))


def test_what_members_wrote_is_harmless_and_it_fits() -> None:
    nasty = "**@everyone** `x` " * 60
    evidence = tuple(Evidence("b", name, True, "say " + nasty, nasty, 0, 9) for name in SCORE.levels)
    loud = replace(SCORE, evidence=evidence)
    long = replace(QUESTION, ask="Why " + "**so** long " * 120)
    shown = replace(with_call(), script=replace(with_call().script, pack=pack(long)))
    card = replace(CARD, score=loud)
    view = report_card.report(shown, report(shown.screen, {0: loud}, card), False)
    assert len(said(view)) <= 4000
    assert "@everyone" not in said(view)
    assert "**so**" not in said(view)


def test_the_recruiter_leads_over() -> None:
    shown = with_call()
    assert "Question 2 of 2" in lead(shown)
    assert f"I asked you: “{QUESTION.ask}” You told me; now show me." in lead(shown)
    assert f"I asked you: “{QUESTION.ask}” Now show me." in lead(with_call(rows=False))
    gone = replace(shown, script=replace(shown.script, pack=pack(replace(QUESTION, id="other"))))
    assert lead(gone) == ""


def test_buttons_of_a_call_within_a_screen() -> None:
    within = call_scenes.scene(call_scenes.call(in_screen=True))
    assert labels(call_cards.briefing(within, "lead")) == ["Take the call", "Skip"]
    assert labels(call_cards.briefing(call_scenes.scene())) == ["Take the call"]
    assert "Share" not in labels(scorecard_card.scorecard(call_scenes.over(CARD, in_screen=True)))
    assert "Share" in labels(scorecard_card.scorecard(call_scenes.over(CARD)))
