"""A script works at the skills desk: the whole program, as a member would use it."""

from tests.rehearsal.conftest import Rehearse


def test_exercises_by_their_commands_and_by_the_card(rehearse: Rehearse) -> None:
    done = rehearse(
        "/typing medium text_version=yes",
        *("Go", "wait 30", "Nothing like it.", "Again", "/screen stop", "End it"),
        *("/skills", "Basics", "Go", "A", "Next", "B"),
        "/basics phone",
        "End that one",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    shown = done.stdout
    assert "You are now in the thread “Skills desk" in shown
    assert "Practice without points" in shown
    assert "Not counted" in shown
    assert "ended before it was done" in shown
    assert "Question 1 of 10" in shown
    assert "Question 2 of 10" in shown
    assert "You have an exercise running" in shown
    assert done.stderr == ""
