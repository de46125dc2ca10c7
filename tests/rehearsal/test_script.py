"""A script rehearses: the whole program, with the real bot, as a member would use it."""

import re
from pathlib import Path

from tests.rehearsal.conftest import ASKED, Rehearse

START = "/screen start pack=small questions=3"
ANSWER = "I apologise, I look up what happened, and I call them back myself by six today."


def test_a_relaxed_screen_from_start_to_report(rehearse: Rehearse) -> None:
    answering = [ANSWER, "Done"]
    done = rehearse(START, "Pick up", *answering, "Next", *answering, "Next", *answering, "Finish and see my report")

    assert done.returncode == 0, done.stdout + done.stderr
    shown = done.stdout
    for asked in ASKED.values():
        assert asked in shown
    assert "You are now in the thread" in shown
    assert len(re.findall(r"Question \d: \d+ of 100", shown)) == 3
    assert "Best moment" in shown
    assert re.search(r"Your report: \d+ of 100", shown)
    assert "[1] Share" in shown
    assert "Enter starts another" in shown
    picture = re.search(r"Picture: (.+) \(File: (.+\.png)\)", shown)
    assert picture
    assert "Ownership" in picture[1]
    assert Path(picture[2]).read_bytes().startswith(b"\x89PNG")
    assert "\x1b" not in shown
    assert done.stderr == ""


def test_a_real_screen_with_its_limits_and_silence(rehearse: Rehearse) -> None:
    done = rehearse(
        f"{START} pace=real",
        "1",
        ANSWER,
        "wait 4",  # time passes only as the script says
        "wait 4",  # silence ends the answer
        "wait 40",  # the second question is not begun in its 30 seconds
        ANSWER,
        "wait 10",
    )

    assert done.returncode == 0, done.stdout + done.stderr
    silent, _, _ = done.stdout.partition("> wait 4\n")
    assert "Question 2 of 3" not in silent
    before, _, after = done.stdout.partition("> wait 40")
    assert "in 30 s" in before or "in 31 s" in before
    assert "Question 2 of 3" in before
    assert "of 100" not in before, "feedback comes at the end"
    assert "Question 3 of 3" in after
    assert "still there" in after
    assert len(re.findall(r"Question \d: \d+ of 100", after)) == 2
    assert re.search(r"Your report: \d+ of 100", after)
    assert "2 of 3" in after


def test_forms_and_older_cards_and_bare_numbers(rehearse: Rehearse) -> None:
    done = rehearse(
        START,
        "Pick up",
        "7",
        "9.9",
        "Answer in a form",
        "cancel",
        "Answer in a form",
        "",
        ANSWER,
        "Next",
        "2.3",
        "Hint",
        '"45"',
        "Done",
    )
    assert done.returncode == 0
    shown = done.stdout
    assert "There is no button 7." in shown
    assert "There is no button 9.9." in shown
    assert "A form opens: Your answer" in shown
    assert "nothing was sent" in shown
    assert "This field must be filled in" in shown
    older = shown.partition("> 2.3")[2].partition("> Hint")[0]
    assert "Say what you do first." in older
    assert "(only you see this)" in older
    assert re.search(r"Question 1: \d+ of 100", shown)
    assert re.search(r"Question 2: \d+ of 100", shown.partition('> "45"')[2])


def test_what_is_wrong_is_told_with_what_would_be_right(rehearse: Rehearse) -> None:
    done = rehearse(
        "hello?",
        "/screen begin",
        "/screen start pace=fast",
        "/screen start questions=20",
        "/screen start colour=red",
        "/screen start relaxed",
        "/screen start pack=none",
        "/help me=now",
        '/drill schedule when="tue 19:00" weekly=perhaps',
        START,
        START,
        "End that one",
        "are you there?",
    )
    assert done.returncode == 0
    shown = done.stdout
    assert "Nobody is on the phone yet." in shown
    assert "There is no command /screen begin. There are:" in shown
    assert "pace can't be “fast”" in shown
    assert "relaxed or real or pressure" in shown
    assert "questions must be a whole number from 3 to 10" in shown
    assert "weekly can be yes or no, not “perhaps”" in shown
    assert "/screen start has no option “colour”" in shown
    assert "Options are written name=value." in shown
    assert "There is no pack “none”" in shown
    assert "It takes no options." in shown
    assert "You have a phone screen running" in shown
    assert "This screen is over, so nobody hears you." in shown


def test_history_goes_on_in_the_next_run_and_an_unfinished_screen_is_no_obstacle(rehearse: Rehearse) -> None:
    first = rehearse("", "Skip", "/screen stop", START, "Pick up", ANSWER, "Done", "Next", "quit", "/help")
    assert first.returncode == 0
    assert first.stdout.index("is calling") < first.stdout.index(START), "Enter alone starts a screen"
    assert "/help" not in first.stdout
    second = rehearse("/screen history", START, "Pick up", "/leaderboard")
    assert second.returncode == 0, second.stdout + second.stderr
    assert "left in the middle" in second.stdout
    assert ANSWER in second.stdout
    assert "Question 1 of 3" in second.stdout
    assert re.search(r"1\. @\S+ .*\d+ points", second.stdout)
