"""Dictations: what a seed makes, and what is said of a form, as issue 6 asks."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.aligning import align
from bot.practice.skills import dictation
from bot.practice.skills.content import DictatedName, DictationContent, SkillContent
from bot.practice.skills.dictating import Dictation, Told, dictated
from bot.practice.skills.dictation import DictationResult, PartHeard, heard
from bot.practice.skills.heard import Slip

CONTENT = DictationContent(
    names=(
        DictatedName("Agnieszka", "Wojciechowska", "Poland"),
        DictatedName("Thuy", "Nguyen", "Vietnam"),
        DictatedName("Lolo", "Rorol", "nowhere: letters that nothing sounds like"),
    ),
    streets=("Harbour Street", "Quarry Hill", "Linden Boulevard"),
    towns=("Galway", "Bergen", "Cebu City"),
    shapes=("AA-999-9999", "A-9999-9999", "AAA-99999"),
    homely=("Berta", "Otto", "Uncle"),
)

TRUTH = Dictation(
    told=(
        Told("first", "Marisol"),
        Told("last", "Quintero"),
        Told("order", "BX4719068"),
        Told("day", "3", "13"),
        Told("month", "April"),
        Told("number", "17", "70"),
        Told("street", "Harbour Street"),
        Told("town", "Galway"),
        Told("postcode", "44190"),
    ),
    fields=("Marisol Quintero", "BX-471-9068", "3 April", "17 Harbour Street, Galway 44190"),
    pieces=(),
    country="Mexico",
)

seeds = st.integers(0, 2**64)


def form(**fields: str) -> DictationResult:
    """The true form with these fields instead."""
    true = dict(zip(("name", "order", "date", "address"), TRUTH.fields, strict=True))
    return heard(TRUTH, tuple({**true, **fields}.values()), align)


def parts(result: DictationResult) -> dict[str, PartHeard]:
    return {part.what: part for field in result.fields for part in field.parts}


@settings(max_examples=150, deadline=None)
@given(seeds)
def test_the_truth_typed_back_is_100(seed: int) -> None:
    truth = dictated(CONTENT, seed)
    assert heard(truth, truth.fields, align).overall == 100
    lower = [field.lower().replace("-", " ").replace(",", "\n") for field in truth.fields]
    assert heard(truth, lower, align).overall == 100


@settings(max_examples=150, deadline=None)
@given(seeds)
def test_each_dictation_has_pauses_and_one_correction(seed: int) -> None:
    truth = dictated(CONTENT, seed)
    assert truth == dictated(CONTENT, seed)
    assert all(2_000 <= piece.pause <= 4_000 for piece in truth.pieces)
    (wrong,) = [told for told in truth.told if told.uncorrected]
    assert wrong.uncorrected != wrong.value
    said = " ".join(piece.text for piece in truth.pieces)
    assert said.count(", no, ") + said.lower().count("sorry, ") == 1
    assert 8 <= len(truth.fields[1].replace("-", "")) <= 10


@settings(max_examples=150, deadline=None)
@given(seeds)
def test_what_was_corrected_and_kept_is_named(seed: int) -> None:
    truth = dictated(CONTENT, seed)
    (wrong,) = [told for told in truth.told if told.uncorrected]
    before = {"order": truth.fields[1]}.get(wrong.what, wrong.value)
    kept = [field.replace(before, wrong.uncorrected, 1) for field in truth.fields]
    result = heard(truth, kept, align)
    part = parts(result)[wrong.what]
    assert part.heard.slip is Slip.UNCORRECTED
    assert part.uncorrected == wrong.uncorrected
    assert result.overall is not None
    assert result.overall < 100


@settings(max_examples=150, deadline=None)
@given(seeds, st.data())
def test_two_neighbours_swapped_are_named(seed: int, data: st.DataObject) -> None:
    truth = dictated(CONTENT, seed)
    order = truth.fields[1].replace("-", "")
    places = [at for at, (one, other) in enumerate(pairwise(order)) if one != other and (one + other).isdigit()]
    if not places:
        return
    at = data.draw(st.sampled_from(places))
    swapped = order[:at] + order[at + 1] + order[at] + order[at + 2 :]
    fields = (truth.fields[0], swapped, *truth.fields[2:])
    result = heard(truth, fields, align)
    found = parts(result)["order"]
    assert found.heard.slip is Slip.SWAPPED
    assert set(found.heard.meant) == {order[at], order[at + 1]}
    assert (result.overall, found.points) == (85, 15)


@settings(max_examples=200, deadline=None)
@given(seeds, st.lists(st.text(max_size=400), max_size=6))
def test_nothing_that_is_written_breaks_it(seed: int, fields: list[str]) -> None:
    overall = heard(dictated(CONTENT, seed), fields, align).overall
    assert overall is not None
    assert 0 <= overall <= 100


@pytest.mark.parametrize("fields", [(), ("", "", "", ""), (" ", "\n", "\t", "-"), ("x" * 5000,) * 4])
def test_an_empty_form_and_rubbish_are_nothing(fields: tuple[str, ...]) -> None:
    assert heard(TRUTH, fields, align).overall == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "quintero, marisol"},
        {"name": "MARISOL QUINTERO"},
        {"name": "Marísol  Quinteró"},
        {"name": "MarisolQuintero"},
        {"order": "bx4719068"},
        {"order": "BX 471 9O68"},  # the letter O, which no order number has
        {"order": "Order no. BX-471-9068"},
        {"order": "ＢＸ４７１９０６８"},  # noqa: RUF001 - full-width letters are what a Japanese keyboard gives
        {"date": "04/03"},
        {"date": "3/4"},
        {"date": "3.4.2026"},
        {"date": "2026-04-03"},
        {"date": "April 3rd"},
        {"date": "the third of April"},
        {"date": "3 Apr."},
        {"date": "3rd Aprl"},
        {"address": "Harbour St. 17\n44190 Galway"},
        {"address": "no. 17, harbour street, galway, postcode: 44 190"},
        {"address": "seventeen Harbour Street, Galway 44190"},
        {"address": "١٧ Harbour Street, Galway ٤٤١٩٠"},  # noqa: RUF001 - Arabic figures on purpose
    ],
)
def test_what_means_the_same_is_right(fields: dict[str, str]) -> None:
    assert form(**fields).overall == 100


@pytest.mark.parametrize(
    ("street", "written"),
    [("Quarry Hill", "Quarry Hl"), ("Willow Crescent", "Willow Cr."), ("Castle Terrace", "Castle Terr.")],
)
def test_streets_are_shortened_as_on_envelopes(street: str, written: str) -> None:
    told = tuple(replace(part, value=street) if part.what == "street" else part for part in TRUTH.told)
    address = f"17 {written}, Galway 44190"
    assert heard(replace(TRUTH, told=told), (*TRUTH.fields[:3], address), align).overall == 100


@pytest.mark.parametrize(
    ("fields", "what", "slip", "overall"),
    [
        ({"name": "Narisol Quintero"}, "first", Slip.SOUNDS_ALIKE, 95),
        ({"name": "Marisol Quindero"}, "last", Slip.SOUNDS_ALIKE, 90),
        ({"name": "Marisol Quinlero"}, "last", Slip.ONE_WRONG, 90),
        ({"name": "Marisol Quintro"}, "last", Slip.ONE_MISSING, 90),
        ({"name": "Marisol Quinttero"}, "last", Slip.ONE_EXTRA, 90),
        ({"name": "Quintero"}, "first", Slip.MISSING, 90),
        ({"name": "Marisol Fernandez"}, "last", Slip.WRONG, 80),
        ({"name": "Марисоль Кинтеро"}, "last", Slip.OTHER_SCRIPT, 70),
        ({"order": "PX4719068"}, "order", Slip.SOUNDS_ALIKE, 85),
        ({"order": "BX4791068"}, "order", Slip.SWAPPED, 85),
        ({"order": "BX471908"}, "order", Slip.ONE_MISSING, 85),
        ({"order": "BX1234567"}, "order", Slip.WRONG, 70),
        ({"order": "four"}, "order", Slip.WRONG, 70),
        ({"date": "13 April"}, "day", Slip.UNCORRECTED, 95),
        ({"date": "13/4"}, "day", Slip.UNCORRECTED, 95),
        ({"date": "3 May"}, "month", Slip.WRONG, 96),
        ({"date": "April"}, "day", Slip.MISSING, 90),
        ({"date": "the 3rd"}, "month", Slip.MISSING, 96),
        ({"date": "4 月 3 日"}, "day", Slip.RIGHT, 100),
        ({"address": "70 Harbour Street, Galway 44190"}, "number", Slip.UNCORRECTED, 96),
        ({"address": "71 Harbour Street, Galway 44190"}, "number", Slip.SWAPPED, 96),
        ({"address": "17 Harbour Street, Galway 44910"}, "postcode", Slip.SWAPPED, 97),
        ({"address": "17 Harbour Street, Galway"}, "postcode", Slip.MISSING, 94),
        ({"address": "17 Harbour, Galway 44190"}, "street", Slip.WORD_MISSING, 97),
        ({"address": "17 Harbour Road, Galway 44190"}, "street", Slip.WRONG, 94),
        ({"address": "17 Harbour Street, Dublin 44190"}, "town", Slip.WRONG, 94),
        ({"address": "17 Harbour Street, 44190"}, "town", Slip.MISSING, 94),
        ({"address": "44190 17"}, "street", Slip.MISSING, 88),
        ({"address": "14 Harbour Street, Galway"}, "number", Slip.ONE_WRONG, 90),
    ],
)
def test_slips_are_named(fields: dict[str, str], what: str, slip: Slip, overall: int) -> None:
    result = form(**fields)
    assert parts(result)[what].heard.slip is slip
    assert result.overall == overall


def test_a_date_by_figures_is_told_where_it_may_be_another() -> None:
    for written in ("3/4", "4/3"):
        assert form(date=written).fields[2].also_reads == "4 March"
    for written in ("3 April", "2026-04-03", "3/4 April"):
        assert not form(date=written).fields[2].also_reads
    day = replace(TRUTH, told=tuple(Told("day", "14") if told.what == "day" else told for told in TRUTH.told))
    for written in ("14/4", "4/14"):
        result = heard(day, (TRUTH.fields[0], TRUTH.fields[1], written, TRUTH.fields[3]), align)
        assert (result.overall, result.fields[2].also_reads) == (100, "")


def test_a_pack_without_dictations_has_no_task() -> None:
    assert dictation.tasks(SkillContent(), "", 1, ()) == ()
    assert dictation.tasks(SkillContent(dictation=CONTENT), "", 1, ()) == ("",)
    assert dictation.pieces(SkillContent(), 1) == ()
