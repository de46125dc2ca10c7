"""YAML as trainers mean it, and every slip told with its line."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.packs.problem import Problem, Refused
from bot.packs.reader import MAX_BYTES, Document, parse, read


def refused(text: str) -> tuple[int, str]:
    """The line and the whole message of a text that is refused."""
    with pytest.raises(Refused) as caught:
        parse(text, "a.yaml")
    problem = caught.value.problem
    assert str(problem).startswith(f"a.yaml:{problem.line}: ")
    return problem.line, str(problem)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("Off", "Off"),
        ("12:30", "12:30"),
        ("2026-11-01", "2026-11-01"),
        ("007", "007"),
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        (".5", ".5"),
        ("True", "True"),
        (".nan", ".nan"),
        ("9" * 5000, "9" * 5000),
        ("true", True),
        ("false", False),
        ("3", 3),
        ("-2.5", -2.5),
        ("", None),
        ('"3"', "3"),
        ("'true'", "true"),
    ],
)
def test_plain_values_mean_what_they_look_like(written: str, meant: object) -> None:
    value = parse(f"key: {written}", "a.yaml").data["key"]
    assert value == meant
    assert type(value) is type(meant)


def test_every_value_knows_its_line() -> None:
    document = parse("a: 1\nb:\n  - x\n  - c: |\n      text\n      more\n    d: [1,\n      2]\n", "a.yaml")
    assert document.lines == {
        ("a",): 1,
        ("b",): 2,
        ("b", 0): 3,
        ("b", 1): 4,
        ("b", 1, "c"): 4,
        ("b", 1, "d"): 7,
        ("b", 1, "d", 0): 7,
        ("b", 1, "d", 1): 8,
    }
    assert document.line(("b", 1, "missing")) == 4


def test_remarks_are_none_of_the_text() -> None:
    text = 'a: é  # a remark\nb: "our #1 plan" #another\nc: >-\n  our\n  #2 plan\nd: C#\n## e\n'
    assert parse(text, "a.yaml").data == {"a": "é", "b": "our #1 plan", "c": "our #2 plan", "d": "C#"}


def test_two_equal_keys() -> None:
    line, told = refused("hint: a\nask: b\nhint: c\n")
    assert line == 3
    assert "'hint'" in told
    assert "first in line 1" in told
    assert refused('a:\n  1: x\n  "1": y\n')[0] == 3


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a:\n\tb: 1\n", 2, "spaces"),
        ("a: one\tb\n", 1, "tab"),
        ("a: b\nc: you say: hello\n", 2, "double quotes"),
        ("a:\n  - {number} calls\n", 2, "quote a text that begins with {"),
        ('a: 1\nb: "never closed\nc: 2\n', 2, "never closed"),
        ("a: [1, 2\nb: 3\n", 2, "close it"),
        ("é: ü\na: our #1 plan\n", 2, "'#1' on, this text is taken for a remark, put the whole text in double quotes"),
        ("a: @home\n", 1, "may not begin with @"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: 1\nb: &name [x]\n", 2, "names a place"),
        ("a: *name\n", 1, "refers to another place"),
        ("a: !!python/object/apply:os.system [ls]\n", 1, "tag"),
        ("a: !!str 3\n", 1, "tag"),
        ("? [a, b]\n: c\n", 1, "plain word"),
        ("a: x\nb: \x07\n", 2, "invisible character"),
        ("", 1, "empty"),
        ("# only a remark\n", 1, "empty"),
        ("- a\n- b\n", 1, "'key: value'"),
        ("just words\n", 1, "'key: value'"),
    ],
)
def test_what_is_refused_is_told_with_its_line(text: str, line: int, words: str) -> None:
    found, told = refused(text)
    assert found == line
    assert words in told


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    assert refused(bomb)[0] == 1


def test_depth_is_bounded() -> None:
    assert "levels" in refused("a: " + "[" * 400_000)[1]
    assert "levels" in refused("\n".join("  " * depth + "a:" for depth in range(100)))[1]


def test_the_number_of_values_is_bounded() -> None:
    assert "values" in refused("a: [" + "1," * 400_000)[1]
    assert "values" in refused("\n".join(f"k{number}: 1" for number in range(50_000)))[1]


def test_files(tmp_path: Path) -> None:
    def told(name: str) -> str:
        with pytest.raises(Refused) as caught:
            read(tmp_path / name, name, tmp_path)
        assert caught.value.problem.path == name
        return str(caught.value.problem)

    (tmp_path / "good.yaml").write_bytes(b"\xef\xbb\xbfa: caf\xc3\xa9\r\nb: 2\r\n")
    document, content = read(tmp_path / "good.yaml", "good.yaml", tmp_path)
    assert document.data == {"a": "café", "b": 2}
    assert content.startswith(b"\xef")
    (tmp_path / "latin.yaml").write_bytes(b"a: 1\nb: caf\xe9\n")
    assert told("latin.yaml").startswith("latin.yaml:2: this is not UTF-8")
    assert "missing" in told("nothing.yaml")
    (tmp_path / "folder.yaml").mkdir()
    assert "no file" in told("folder.yaml")
    (tmp_path / "circle.yaml").symlink_to(tmp_path / "circle.yaml")
    assert "can't be read" in told("circle.yaml")
    (tmp_path / "away.yaml").symlink_to("/etc/hostname")
    assert "leads out" in told("away.yaml")
    (tmp_path / "inside.yaml").symlink_to(tmp_path / "good.yaml")
    assert read(tmp_path / "inside.yaml", "inside.yaml", tmp_path)[0].data == document.data
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "no file" in told("pipe.yaml")


def test_fifty_megabytes_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    big = tmp_path / "big.yaml"
    with big.open("wb") as stream:
        stream.truncate(50_000_000)
    monkeypatch.setattr("bot.packs.reader._text", lambda *_: pytest.fail("it was read"))
    with pytest.raises(Refused, match=r"big\.yaml:1: the file has 50\.0 MB; the most is 1 MB"):
        read(big, "big.yaml", tmp_path)


def test_a_file_of_just_the_limit_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: " + "x" * (MAX_BYTES - 3))
    assert len(read(file, "a.yaml")[0].data["a"]) == MAX_BYTES - 3
    file.write_text("a: " + "x" * (MAX_BYTES - 2))
    with pytest.raises(Refused, match="the most is 1 MB"):
        read(file, "a.yaml")


yaml_like = st.text(st.sampled_from("ab:-[]{}\"'|>#&*!%?, \n\t1.~\N{LATIN SMALL LETTER E WITH ACUTE}\x00\x85\u2028"))


def outcome(content: bytes, file: Path) -> Document | Problem:
    file.write_bytes(content)
    try:
        return read(file, "a.yaml")[0]
    except Refused as refused:
        return refused.problem


@given(st.one_of(st.binary(), st.text().map(str.encode), yaml_like.map(str.encode)))
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    got = outcome(content, tmp_path_factory.getbasetemp() / "any.yaml")
    if isinstance(got, Problem):
        assert got.line >= 1
        assert "\n" not in str(got)
    else:
        assert all(line >= 1 for line in got.lines.values())
