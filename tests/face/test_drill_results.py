"""The reveal, the podium and one's own result, as the issue has them; nobody is named who did not allow it."""

from dataclasses import replace
from io import BytesIO

from PIL import Image

from bot.face.charts import WIDTH
from bot.face.drill_charts import Field, draw_field, said_field
from bot.face.drill_result_card import own_result, podium
from bot.face.drill_reveal_card import reveal
from bot.face.layout import Shown
from bot.practice.drill.drill import Phase
from tests.face.drill_scenes import PEOPLE, SECONDS, TEAMS, answer, asked, call_scene, drill, entrants, scene
from tests.face.scenes import NAMES, SCORE, labels, parts, said

STRONG = "I am sorry, that is our mistake. I will send a new one today, and ring you on Thursday at five."
TURNS = [
    answer(1, 1, 88, 41, answer=STRONG),
    answer(
        2, 1, 88, 30, answer="The lamp leaves us today by courier, and it is with you before your party begins at six."
    ),
    answer(3, 1, 45, 20),
    answer(4, 1, 12, 10),
]


def text(shown: Shown) -> str:
    return "\n".join(said(view) for view in shown.views)


def test_a_reveal_shows_the_spread_the_best_and_strong_answers() -> None:
    shown = reveal(scene(drill(phase=Phase.REVEALING), TURNS), 0)
    words = text(shown)
    assert "4 answers" in words
    rows = {row.split("`")[1].strip(): row.split()[-1] for row in words.splitlines() if row.startswith("`")}
    assert rows == {"80 to 100": "2", "60 to 79": "0", "40 to 59": "1", "20 to 39": "0", "0 to 19": "1"}
    assert (
        "1\\. **Ben Okafor** · 88 of 100 after 30 s\n2\\. **Anna Berg** · 88 of 100 after 41 s\n3\\. **Chidi" in words
    )
    assert STRONG in words
    assert "promise a time, as in “I will send a new one today”" in words
    assert labels(shown.views[0]) == ["Next round", "Manage"]


def test_no_time_tells_of_an_accommodation() -> None:
    late = said(reveal(scene(drill(phase=Phase.COMMENTING), [answer(1, overall=90, took=SECONDS + 50)]), 0).views[0])
    assert f"90 of 100 after {SECONDS} s" in late


def test_a_strong_answer_has_a_name_only_where_its_member_allows_it() -> None:
    assert "A strong answer by" not in text(reveal(scene(drill(), TURNS), 0))
    people = entrants(*PEOPLE)
    people[1] = replace(people[1], named=True)
    words = text(reveal(scene(drill(entrants=people), TURNS), 0))
    assert "A strong answer by Anna Berg" in words
    assert words.count("A strong answer by") == 1


def test_a_strong_answer_without_a_moment_says_what_it_is_strongest_in() -> None:
    plain = replace(SCORE, feedback=replace(SCORE.feedback, best=None))
    words = text(reveal(scene(drill(), [answer(1, overall=88, score=plain)]), 0))
    assert "What to take from it" not in words
    highest = max(SCORE.levels, key=lambda name: SCORE.levels[name].value)
    assert f"**Strongest in:** {NAMES[highest]}" in words


def test_without_a_strong_answer_it_says_what_one_has() -> None:
    words = text(reveal(scene(drill(), TURNS[2:]), 0))
    assert "sends a new lamp" in words
    assert "Nobody answered" in text(reveal(scene(), 0))


def test_from_the_second_round_on_it_says_who_leads() -> None:
    rows = [*TURNS, answer(3, 2, 90), answer(1, 2, 20)]
    words = text(reveal(scene(drill(rounds=(asked(0), asked(1), asked(2)), number=1), rows), 1))
    assert "**After 2 rounds:** 1. Chidi Mensah 135, 2. Anna Berg 108, 3. Ben Okafor 88" in words


def test_the_reveal_of_a_call_compares_tension_and_outcomes_without_names() -> None:
    shown = reveal(call_scene([80, 60, 40, 20]), 0)
    words = text(shown)
    assert "Solved 4" in words
    assert "Emil" not in words
    assert "1\\. **Anna Berg** · 80" in words
    assert labels(shown.views[0]) == ["To the podium", "Manage"]
    assert shown.picture is not None
    assert Image.open(BytesIO(shown.picture.draw())).width == WIDTH
    alt = next(item["description"] for part in parts(shown.views[0]) for item in part.get("items", ()))
    assert "4 calls" in alt
    assert not any(name in alt for name in PEOPLE)
    nobody = reveal(call_scene([]), 0)
    assert nobody.picture is None
    assert "Nobody took the call" in text(nobody)


def test_the_podium_has_three_places_and_says_how_ties_are_broken() -> None:
    shown = podium(scene(drill(phase=Phase.ENDED), TURNS), True)
    words = text(shown)
    assert "1 round of 3" in words
    assert (
        words.index("1\\. Ben Okafor · 88") < words.index("2\\. Anna Berg · 88") < words.index("3\\. Chidi Mensah · 45")
    )
    assert "Dana" not in words
    assert "sent earlier" in words
    assert "sent earlier" not in text(podium(scene(drill(), TURNS[1:]), False))
    assert labels(shown.views[0]) == ["My result", "Export"]
    assert shown.picture is not None
    assert "Nobody answered" in text(podium(scene(), True))


def test_the_podium_has_who_improved_most_and_the_teams() -> None:
    people = {id: replace(entrant, team=id % 2) for id, entrant in entrants(*PEOPLE).items()}
    averages = {1: (80.0, 9), 3: (30.0, 5), 4: (2.0, 4)}
    words = text(podium(scene(drill(entrants=people, teams=TEAMS), TURNS, averages=averages), False))
    assert "**Most improved:** Chidi Mensah, 45 an answer, 15 above their own average before" in words
    assert "1\\. Blues · 66.5 (2 members)" in words  # 88 and 45; Emil did not answer, and pulls nobody down
    assert "2\\. Reds · 50.0 (2 members)" in words  # 88 and 12


def test_ones_own_result_has_rounds_place_sides_and_what_to_practise() -> None:
    rows = [*TURNS, answer(1, 2, 30)]
    rounds = (asked(0), asked(1), asked(2, skipped=True))
    words = said(own_result(scene(drill(rounds=rounds, number=2), rows, averages={1: (40.0, 6)}), 1))
    assert "place 1 of 4, 118 points" in words
    assert "**88** A customer says" in words
    assert "**30** A customer says" in words
    assert "did not count" in words
    assert "**Strongest:** Resolution, 4.2 of 5" in words
    assert "**Weakest:** Empathy, 2.4 of 5" in words
    assert "**Practise next (round 2):** Say “we”" in words
    assert "your average was 40 (6 answers)" in words
    assert "no answer" in said(own_result(scene(drill(), rows), 5))


def test_who_was_taken_out_sees_what_they_answered_and_has_no_place() -> None:
    people = entrants(*PEOPLE)
    people[1] = replace(people[1], removed=True, left_at=1)
    words = said(own_result(scene(drill(entrants=people), TURNS), 1))
    assert "taken out" in words
    assert "**88**" in words


def test_a_result_of_a_call_drill() -> None:
    words = said(own_result(call_scene([80, 60]), 2))
    assert "place 2 of 2, 60 points" in words
    assert "A lamp that has not come" in words


def test_the_field_is_drawn_for_few_and_many_and_said_in_words() -> None:
    for number in (1, 3, 30, 1000):
        shown = Field([100 - 100 * place / number for place in range(number)])
        assert Image.open(BytesIO(draw_field(shown))).width == WIDTH
        assert len(draw_field(shown)) < 60_000
    said_so = said_field(Field([90.0, 61.0, 60.0, 5.0]))
    assert "4 members: 1 from 0 to 19, 0 from 20 to 39, 0 from 40 to 59, 2 from 60 to 79, 1 from 80 to 100" in said_so
    assert "90, 61, 60" in said_so
