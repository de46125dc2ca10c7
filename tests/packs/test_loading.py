"""Content folders to a library: what is wrong is told with file and line, and the rest is kept."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.packs import BUILT_IN
from bot.packs.loading import Library, load
from bot.practice.content import Kind, Recruiter

from .folders import BEHAVIOURS, COMPETENCIES, PACK, QUESTION, QUESTIONS, WORDS, line_of, put, write


def told(library: Library) -> list[str]:
    return [str(problem) for problem in library.problems]


def only(library: Library) -> str:
    """The one problem that there is."""
    assert len(library.problems) == 1, told(library)
    return str(library.problems[0])


def test_good_content(tmp_path: Path) -> None:
    library = load(built_in=write(tmp_path))
    assert told(library) == []
    assert library.rubric.competencies["ownership"].levels == {
        1: "Blames others.",
        3: "Accepts it in general words.",
        5: "Takes it on and sees it through.",
    }
    behaviour = library.rubric.behaviours["blames-others"]
    assert (behaviour.supports, behaviour.strength, behaviour.negated) == (False, 1, "promises-callback")
    assert library.rubric.behaviours["promises-callback"].strength == 2
    pack = library.packs["core"]
    assert pack.recruiters == (Recruiter("Amara", "Recruiter"),)
    question = library.question("core", "call-volume")
    assert question is not None
    assert question is pack.questions["call-volume"]
    assert question.kind is Kind.FACT
    assert question.weights == {"ownership": 0.75, "empathy": 0.25}
    assert question.follow_up is not None
    assert question.follow_up.when_missing == ("calls-a-day",)
    assert [match.start() for match in question.look_for[0].patterns[0].finditer("so 80 short calls")] == [3]
    assert library.question("core", "nothing") is None
    assert library.question("nothing", "call-volume") is None
    assert library.places["core", "call-volume"] == (f"{tmp_path}/packs/core/questions.yaml", 2)
    assert [(e.line, e.counter) for e in library.examples["promises-callback"]] == [
        (line_of(BEHAVIOURS, "myself before six"), False),
        (line_of(BEHAVIOURS, "The warehouse"), True),
    ]


def test_the_content_that_comes_with_headset_is_good() -> None:
    assert told(load()) == []


def test_messages_name_files_from_the_folder_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "content", questions=QUESTIONS.replace("hint:", "hintt:"))
    monkeypatch.chdir(tmp_path)
    line = line_of(QUESTIONS, "hint:")
    wanted = f"content/packs/core/questions.yaml:{line}: unknown key 'hintt', did you mean 'hint'?"
    assert wanted in told(load(built_in=Path("content")))
    assert wanted in told(load(built_in=tmp_path / "content"))
    monkeypatch.chdir("/")
    assert f"{str(tmp_path)[1:]}/{wanted}" in told(load(built_in=tmp_path / "content"))


BROKEN_QUESTIONS = [
    ("hint: Give a figure.", "hintt: Give a figure.", "hintt", "unknown key 'hintt', did you mean 'hint'?"),
    ("hint: Give a figure.", "", "- id: call-volume", "the key 'hint' is missing, add 'hint: ...'"),
    ("hint: Give a figure.", "hint:", "hint:", "'hint' is empty"),
    ("hint: Give a figure.", "hint: 42", "hint:", "double quotes"),
    ("hint: Give a figure.", "hint: true", "hint:", "double quotes"),
    ("hint: Give a figure.", "hint: [a]", "hint:", "is a list, not a text"),
    ("hint: Give a figure.", "hint: {number}", "hint:", "double quotes"),
    ("hint: Give a figure.", "hint: ''", "hint:", "is empty"),
    ("hint: Give a figure.", f"hint: {'x' * 2000}", "hint:", "2000 characters"),
    ("kind: fact", "kind: facts", "kind:", "it can be 'story', 'plan', 'fact' or 'line'"),
    ("kind: fact", "kind: fact\n    retired: no", "retired:", "write true or false"),
    ("id: call-volume", "id: Call_Volume", "id: Call", "small letters, digits and single hyphens"),
    ("{ownership: 3, empathy: 1}", "{ownership: 0}", "weights:", "greater than 0"),
    ("{ownership: 3, empathy: 1}", "{ownership: -1}", "weights:", "greater than 0"),
    ("{ownership: 3, empathy: 1}", "{ownership: much}", "weights:", "write a number"),
    ("{ownership: 3, empathy: 1}", "{ownership: '3'}", "weights:", "without quotes"),
    ("{ownership: 3, empathy: 1}", "{ownership: true}", "weights:", "write a number"),
    ("{ownership: 3, empathy: 1}", "{ownership: .inf}", "weights:", "write a number"),
    ("{ownership: 3, empathy: 1}", "{}", "weights:", "no entries"),
    ("{ownership: 3, empathy: 1}", "[ownership]", "weights:", "'key: value'"),
    ("{ownership: 3, empathy: 1}", "{owner-ship: 3}", "weights:", "did you mean 'ownership'?"),
    ("{ownership: 3, empathy: 1}", "{karma: 3}", "weights:", "there are ownership, empathy"),
    ("[calls-a-day]", "[call-a-day]", "when_missing:", "did you mean 'calls-a-day'?"),
    ("[calls-a-day]", "[]", "when_missing:", "no entries"),
    ("says: gives", "say: gives", "say:", "did you mean 'says'?"),
    ('"{number} ... (calls|contacts)"', '""', '- ""', "is empty"),
    ('"{number} ... (calls|contacts)"', "{number}", "- {number}", "double quotes"),
    ('"{number} ... (calls|contacts)"', '"..."', '"..."', "found in anything"),
    ('"{number} ... (calls|contacts)"', '"{numbers}"', '"{numbers}"', "no word class '{numbers}'"),
    ('"{number} ... (calls|contacts)"', '"(calls"', '"(calls"', "not closed"),
    ('phrases:\n          - "{number} ... (calls|contacts)"', "phrases: []", "- id: calls-a-day", "add 'phrases:'"),
    ('phrases:\n          - "{number} ... (calls|contacts)"', "patterns: ['(']", "patterns:", "is refused"),
    ("        says:", "        says: [a]\n        says:", "    says: gives", "a second time"),
    ("    hint:", "\t hint:", "\t hint:", "spaces"),
]


@pytest.mark.parametrize(("good", "bad", "at", "words"), BROKEN_QUESTIONS)
def test_one_wrong_question_is_told_and_dropped(tmp_path: Path, good: str, bad: str, at: str, words: str) -> None:
    assert good in QUESTION
    broken = "questions:\n" + QUESTION.replace(good, bad)
    library = load(built_in=write(tmp_path, questions=broken))
    place = f"{tmp_path}/packs/core/questions.yaml:{line_of(broken, at)}: "
    assert any(line.startswith(place) and words in line for line in told(library)), told(library)
    assert library.packs == {}
    assert any("has no questions that can be used" in line for line in told(library))


@pytest.mark.parametrize(("good", "bad", "at", "words"), BROKEN_QUESTIONS[:-2])
def test_the_other_questions_stay(tmp_path: Path, good: str, bad: str, at: str, words: str) -> None:
    other = QUESTION.replace("call-volume", "other")
    broken = "questions:\n" + QUESTION.replace("call-volume", "first") + QUESTION.replace(good, bad) + other
    library = load(built_in=write(tmp_path, questions=broken))
    assert list(library.packs["core"].questions) == ["first", "other"]
    assert words in only(library)
    assert library.places["core", "other"][1] == line_of(broken, "id: other")


def test_a_question_may_name_a_call_of_its_pack(tmp_path: Path) -> None:
    named = QUESTIONS.replace("kind: fact", "kind: fact\n    call: late-lamps")
    library = load(built_in=write(tmp_path, questions=named))
    place = f"{tmp_path}/packs/core/questions.yaml:{line_of(named, 'call:')}"
    assert only(library).startswith(f"{place}: this pack has no call 'late-lamps', there are none")
    question = library.question("core", "call-volume")
    assert question is not None  # it can be asked all the same
    assert question.call == ""


def test_the_calls_of_the_core_questions_are_there() -> None:
    pack = load().packs["core"]
    named = {question.id: question.call for question in pack.questions.values() if question.call}
    assert named["irate-caller"] in pack.calls
    assert len(set(named.values())) == len(named) >= 3


BROKEN_BEHAVIOURS = [
    ("id: promises-callback", "id: Promises callback", "id: Promises", "can't be an id"),
    ("for: true", "for: yes", "for: yes", "write true or false"),
    ("for: true", "fore: true", "fore:", "did you mean 'for'?"),
    ("strength: 2", "strength: 4", "strength:", "less than or equal to 3"),
    ("strength: 2", "strength: 1.5", "strength:", "write a number"),
    ("competency: ownership\n    for: true", "competency: owning\n    for: true", "owning", "no competency 'owning'"),
    ("{customer} back", "{custmer} back", "{custmer}", "known are customer, number"),
    ("- i (will|would", "- I (will|would", "- I (", "write 'i'"),
    ("call {customer} back\n", "call {customer} back\n    patterns: ['(']\n", "patterns:", "is refused"),
]


@pytest.mark.parametrize(("good", "bad", "at", "words"), BROKEN_BEHAVIOURS)
def test_one_wrong_behaviour_is_told_and_dropped(tmp_path: Path, good: str, bad: str, at: str, words: str) -> None:
    assert good in BEHAVIOURS
    broken = BEHAVIOURS.replace(good, bad, 1)
    library = load(built_in=write(tmp_path, behaviours=broken))
    place = f"{tmp_path}/rubric/behaviours/ownership.yaml:{line_of(broken, at)}: "
    assert any(line.startswith(place) and words in line for line in told(library)), told(library)
    assert list(library.rubric.behaviours) == ["blames-others"]
    assert library.rubric.behaviours["blames-others"].negated is None
    assert "core" in library.packs


def test_negated_must_name_a_behaviour(tmp_path: Path) -> None:
    broken = BEHAVIOURS.replace("negated: promises-callback", "negated: nobody")
    library = load(built_in=write(tmp_path, behaviours=broken))
    assert f":{line_of(broken, 'negated')}: 'negated' names 'nobody', and there is no such behaviour" in only(library)
    assert library.rubric.behaviours["blames-others"].negated is None


def test_the_second_of_two_equal_ids_is_dropped_and_told_where_the_first_is(tmp_path: Path) -> None:
    again = QUESTION.replace("How many", "How very many")
    twice = BEHAVIOURS + BEHAVIOURS.replace("behaviours:\n", "")
    library = load(built_in=write(tmp_path, questions=QUESTIONS + again, behaviours=twice))
    put(tmp_path / "packs/zweite/pack.yaml", PACK)
    put(tmp_path / "packs/zweite/questions/a.yaml", QUESTIONS)
    library = load(built_in=tmp_path)
    question = library.question("core", "call-volume")
    assert question is not None
    assert question.ask == "How many calls a day did you handle?"
    places = {
        f"packs/core/questions.yaml:{2 + QUESTION.count(chr(10))}": f"{tmp_path}/packs/core/questions.yaml:2",
        "packs/zweite/pack.yaml:1": f"{tmp_path}/packs/core/pack.yaml:1",
        f"rubric/behaviours/ownership.yaml:{1 + BEHAVIOURS.count(chr(10))}": "rubric/behaviours/ownership.yaml:2",
    }
    for second, first in places.items():
        assert any(second in line and f"already, at {first}" in line.replace(f"{tmp_path}/rubric", "rubric")
                   for line in told(library)), (second, told(library))  # fmt: skip
    assert len(library.problems) == 4  # two behaviours, a question, a pack


def test_questions_may_stand_in_several_files(tmp_path: Path) -> None:
    write(tmp_path)
    put(tmp_path / "packs/core/questions/b.yaml", QUESTIONS.replace("call-volume", "b"))
    put(tmp_path / "packs/core/questions/a.yaml", QUESTIONS.replace("call-volume", "a"))
    put(tmp_path / "packs/core/questions/c.yaml", QUESTIONS)
    put(tmp_path / "packs/core/questions/d.yml", QUESTIONS)
    library = load(built_in=tmp_path)
    assert list(library.packs["core"].questions) == ["call-volume", "a", "b"]
    assert any("c.yaml:2: there is a question 'call-volume' already" in line for line in told(library))
    assert any("d.yml:1: files that end in .yml are not read" in line for line in told(library))


@pytest.mark.parametrize(
    ("good", "bad", "at", "words"),
    [
        ('version: "1"', "version: 1.10", "version", "double quotes"),
        ("title: Core", "titel: Core", "titel", "did you mean 'title'?"),
        ("role: Recruiter", "roll: Recruiter", "roll", "did you mean 'role'?"),
        ("  - {name: Amara, role: Recruiter}", "  []", "recruiters", "no entries"),
        ("id: core", "- core", "title", "does not fit the list above"),
    ],
)
def test_a_wrong_pack_is_dropped_and_others_stay(tmp_path: Path, good: str, bad: str, at: str, words: str) -> None:
    broken = PACK.replace(good, bad)
    write(tmp_path, pack=broken)
    put(tmp_path / "packs/other/pack.yaml", PACK.replace("id: core", "id: other"))
    put(tmp_path / "packs/other/questions.yaml", QUESTIONS)
    library = load(built_in=tmp_path)
    assert list(library.packs) == ["other"]
    place = f"{tmp_path}/packs/core/pack.yaml:{line_of(broken, at)}: "
    assert any(line.startswith(place) and words in line for line in told(library)), told(library)


def test_a_pack_without_questions(tmp_path: Path) -> None:
    library = load(built_in=write(tmp_path, questions="questions: []\n"))
    assert library.packs == {}
    assert any("has no questions" in line for line in told(library))
    retired = QUESTIONS.replace("kind: fact", "kind: fact\n    retired: true")
    library = load(built_in=write(tmp_path, questions=retired))
    assert library.packs == {}
    library = load(built_in=write(tmp_path, questions=retired + QUESTION.replace("call-volume", "other")))
    assert library.packs["core"].questions["call-volume"].retired


def test_questions_without_a_pack_file(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "packs/core/pack.yaml").unlink()
    assert only(load(built_in=tmp_path)) == f"{tmp_path}/packs/core/pack.yaml:1: the file is missing, add it"


@pytest.mark.parametrize("wrong", ["", PACK.replace("title:", "titel:"), "- core\n", PACK])
def test_questions_of_a_wrong_pack_are_checked_all_the_same(tmp_path: Path, wrong: str) -> None:
    """Every mistake at once, not the second one after the first is mended."""
    write(tmp_path)
    put(tmp_path / "packs/wrong/pack.yaml", wrong)
    put(tmp_path / "packs/wrong/questions.yaml", QUESTIONS.replace("hint:", "hintt:"))
    library = load(built_in=tmp_path)
    assert list(library.packs) == ["core"]
    files = {line.removeprefix(f"{tmp_path}/packs/").split(":")[0] for line in told(library)}
    assert files == {"wrong/pack.yaml", "wrong/questions.yaml"}, told(library)
    assert any("did you mean 'hint'?" in line for line in told(library))


def test_a_wrong_rubric_leaves_no_packs_and_does_not_crash(tmp_path: Path) -> None:
    library = load(built_in=write(tmp_path, competencies="competencies: 3\n"))
    assert library.packs == {}
    assert library.rubric.competencies == {}
    assert f"{tmp_path}/rubric/competencies.yaml:1: the key 'version' is missing, add 'version: ...'" in told(library)
    assert load(built_in=tmp_path / "nowhere").packs == {}


def test_word_classes(tmp_path: Path) -> None:
    words = WORDS + "empty: []\nnumber: [five]\nhalf: [good, Bad]\nnested: ['{customer}']\n"
    library = load(built_in=write(tmp_path, words=words))
    assert [line.split(": ", 1)[1].split(",")[0] for line in told(library)] == [
        "the word class 'empty' is not a list of texts",
        "'number' is built in and can't be given again",
        "in the phrase 'Bad' 'Bad' has capitals",
        "in the phrase '{customer}' there is no word class '{customer}'",
    ]
    assert "core" in library.packs


def test_a_questions_version_is_its_packs_and_changes_with_any_of_its_questions(tmp_path: Path) -> None:
    """What an answer gets depends on weights and look-fors, whether or not somebody thought of the version's number."""

    def version(**files: str) -> str:
        question = load(built_in=write(tmp_path, **files)).question("core", "call-volume")
        assert question is not None
        return question.version

    first = version()
    assert first.startswith("core 1+")
    assert version() == first
    assert version(questions=QUESTIONS.replace("\n", "\r\n")) == first
    assert version(behaviours=BEHAVIOURS.replace("(will|would", "(shall|would")) == first
    assert version(questions=QUESTIONS.replace("ownership: 3", "ownership: 2")) != first
    assert version(pack=PACK.replace('version: "1"', 'version: "2"')).startswith("core 2+")


def test_the_rubrics_version_changes_with_its_text_only(tmp_path: Path) -> None:
    def version(**files: str) -> str:
        return load(built_in=write(tmp_path, **files)).rubric.version

    first = version()
    assert first.startswith("2026.11+")
    assert len(first) == len("2026.11+") + 8
    assert version() == first
    assert version(behaviours=BEHAVIOURS.replace("\n", "\r\n")) == first
    assert version(questions=QUESTIONS.replace("figure", "number")) == first
    changed = {
        version(behaviours=BEHAVIOURS.replace("(will|would", "(shall|would")),
        version(words=WORDS.replace("him", "her")),
        version(competencies=COMPETENCIES.replace("Names it.", "Names it well.")),
    }
    assert len(changed) == 3
    assert first not in changed
    extra = tmp_path / "extra"
    put(extra / "rubric/behaviours/mine.yaml", BEHAVIOURS.replace("promises-callback", "mine").replace("blames", "my"))
    write(tmp_path / "base")
    assert load([extra], tmp_path / "base").rubric.version not in {first, *changed}


def test_more_folders(tmp_path: Path) -> None:
    base = write(tmp_path / "base")
    for shape in ("whole/packs/one", "direct/two", "three"):
        name = shape.rpartition("/")[2]
        put(tmp_path / shape / "pack.yaml", PACK.replace("id: core", f"id: {name}"))
        put(tmp_path / shape / "questions.yaml", QUESTIONS)
    mine = BEHAVIOURS.replace("promises-callback", "mine").replace("blames-others", "yours").replace("customer", "pal")
    put(tmp_path / "whole/rubric/behaviours/mine.yaml", mine)
    put(tmp_path / "whole/rubric/words.yaml", "pal: [mate]\n")
    library = load([tmp_path / name for name in ("whole", "direct", "three", "base")], base)
    assert told(library) == []
    assert list(library.packs) == ["core", "one", "two", "three"]
    assert list(library.rubric.behaviours) == ["promises-callback", "blames-others", "mine", "yours"]


def test_folders_that_have_nothing_to_offer(tmp_path: Path) -> None:
    base = write(tmp_path / "base")
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    put(tmp_path / "own/rubric/competencies.yaml", COMPETENCIES)
    library = load([tmp_path / name for name in ("empty", "file", "nowhere", "own")], base)
    assert [line.removeprefix(f"{tmp_path}/") for line in told(library)] == [
        "empty:1: there is no pack in this folder, a pack is a folder with a pack.yaml",
        "file:1: there is no such folder, check the name",
        "nowhere:1: there is no such folder, check the name",
        "own/rubric/competencies.yaml:1: competencies come from Headset's own rubric, "
        "delete this file; behaviours may stay",
    ]
    assert "core" in library.packs


def test_a_file_full_of_mistakes_is_told_in_few_lines(tmp_path: Path) -> None:
    phrases = "- x\n" + "".join(f"          - word{number} (\n" for number in range(1000))
    questions = QUESTIONS.replace('- "{number} ... (calls|contacts)"', phrases)
    lines = [line for line in told(load(built_in=write(tmp_path, questions=questions))) if "questions.yaml:" in line]
    assert len(lines) == 51
    assert (
        lines[-1]
        == f"{tmp_path}/packs/core/questions.yaml:{line_of(questions, 'word50 (')}: 950 more problems from here on"
    )


def test_links_that_lead_out(tmp_path: Path) -> None:
    base = write(tmp_path / "base")
    put(tmp_path / "secret/pack.yaml", PACK.replace("id: core", "id: secret"))
    put(tmp_path / "secret/questions.yaml", QUESTIONS)
    (base / "packs/secret").symlink_to(tmp_path / "secret")
    (base / "packs/circle").symlink_to(base / "packs/circle")
    (base / "rubric/behaviours/out.yaml").symlink_to("/etc/passwd")
    library = load(built_in=base)
    assert list(library.packs) == ["core"]
    assert [line.removeprefix(f"{base}/").split(",")[0] for line in told(library)] == [
        "packs/circle:1: the folder can't be read (links in a circle)",
        "packs/secret:1: a link that leads out of the content folder",
        "rubric/behaviours/out.yaml:1: a link that leads out of the content folder",
    ]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    base = write(tmp_path / "base")
    put(base / "packs/closed/pack.yaml", PACK)
    (base / "packs/closed").chmod(0)
    (base / "rubric/words.yaml").chmod(0)
    try:
        library = load(built_in=base)
    finally:
        (base / "packs/closed").chmod(0o755)
    assert [line.split(":")[0].removeprefix(f"{base}/") for line in told(library)][:1] == ["packs/closed"]


def test_a_folder_that_the_system_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when its permissions are wrong, also where the tests run as root."""
    base = write(tmp_path)
    real = Path.iterdir

    def refusing(path: Path) -> object:
        if path.name == "behaviours":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "iterdir", refusing)
    assert "rubric/behaviours:1: the folder can't be read (Permission denied)" in only(load(built_in=base))


junk = st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(name=st.sampled_from(["competencies", "words", "behaviours", "pack", "questions"]), content=junk)
def test_no_file_whatever_it_holds_raises(tmp_path: Path, name: str, content: bytes) -> None:
    library = load(built_in=write(tmp_path, **{name: content}))
    assert all("\n" not in str(problem) for problem in library.problems)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(data=st.data())
def test_no_value_in_any_place_raises(tmp_path: Path, data: st.DataObject) -> None:
    """A good file in which any one value is another one (JSON is YAML)."""
    import json

    import yaml

    name, text = data.draw(st.sampled_from([("behaviours", BEHAVIOURS), ("questions", QUESTIONS), ("pack", PACK),
                                            ("competencies", COMPETENCIES), ("words", WORDS)]))  # fmt: skip
    tree = yaml.safe_load(text)
    place = tree
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(values)
    library = load(built_in=write(tmp_path, **{name: json.dumps(tree)}))
    assert all("\n" not in str(problem) for problem in library.problems)


def test_built_in_is_the_repositorys_content() -> None:
    assert (BUILT_IN / "rubric" / "competencies.yaml").is_file()
