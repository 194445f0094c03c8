"""Paths in a terminal: every step in plain words, no line wider than the terminal, whatever a name holds."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from tests.reports.path_story import HINODE, MILL, SPUN, STORY, YARN, chain, step, trader

from tadasu.reports import paths_text
from tadasu.schema import FoundPath, GoodOfCountry, Period, PlaceSubject
from tadasu.wording import LANGUAGES, Language

BENT = "\u202eلرب\x1b[31m\nnext\u2066 <b>"


def test_a_step_says_tier_who_what_when_how_much_how_sure_and_why() -> None:
    said = paths_text(STORY[:1], width=200).split("\n")
    assert said[0] == (
        "Path 1 of 1, tiers 3, strength -1.250: from Qaratope Eğirme Spinning Mill to 株式会社日ノ出架空商事"
    )
    assert said[1].startswith("Enters at Qaratope Eğirme Spinning Mill; substantiated: state-imposed forced labour, ")
    assert said[3] == "Strength -1.250: finding -0.300, links -0.105, days on the way (88) -0.845."
    assert said[4:7] == [
        "Tier 3  Qaratope Eğirme Spinning Mill (UZ) -> Vestlann Weaving Works (VN)",
        "    520512 Cotton yarn, single, of uncombed fibres; March 2026; 4,200 kg; verified; and 1 more that would serve",
        "    May be in 520832 Fabrics, woven: processed (weaving, mainly cotton).",
    ]
    assert said[-2].startswith("Tier 1  Ayubelo Garments (Pvt) Ltd (BD) -> ")


def test_the_likeness_of_names_is_an_addend_of_its_own() -> None:
    taken = FoundPath(finding=replace(YARN, likeness=-250), steps=(SPUN,), strength=-300)
    said = (
        "Strength -0.300: finding -0.300 (of which likeness of names -0.250), links 0.000, days on the way (0) 0.000."
    )
    assert said in paths_text((taken,), width=200)


def test_a_sum_that_does_not_come_out_is_not_told() -> None:
    odd = FoundPath(finding=YARN, steps=(SPUN,), strength=-1)
    assert "Strength" not in paths_text((odd,), width=200)


def test_the_source_of_the_finding_is_named() -> None:
    sourced = FoundPath(finding=replace(YARN, source_url="https://demo.example.org/f1"), steps=(SPUN,), strength=-300)
    assert "\nSource: https://demo.example.org/f1\n" in paths_text((sourced,), width=200)
    assert "\n出典：https://demo.example.org/f1\n" in paths_text((sourced,), width=200, language="ja")


def test_the_first_of_several_paths_says_of_how_many() -> None:
    assert paths_text(STORY[:1], of=3, width=200).startswith("Path 1 of 3, ")


def test_japanese_says_the_same() -> None:
    said = paths_text(STORY[1:], language="ja", width=200)
    assert "第2段  Vestlann Weaving Works (VN) -> Meghora Shirt Makers (BD)" in said
    assert "520832 綿織物、2026年5月、数量の記載なし、推定・争いあり" in said
    assert "裏付けあり：国家による強制労働、2026年3月以降、同社の5205 綿糸のみ" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_path_is_said_and_is_not_called_clear(language: Language) -> None:
    said = paths_text((), language=language)
    assert said == paths_text((replace(STORY[0], steps=()),), language=language)
    assert ("does not mean clear" if language == "en" else "問題なしとは言えません") in said


@given(st.text(max_size=60), st.integers(20, 100), st.sampled_from(LANGUAGES), st.text(max_size=12))
def test_no_line_is_wider_than_the_terminal(name: str, width: int, language: Language, good: str) -> None:
    odd = step("D-1", trader("a", name, "cn"), trader("b", name + "綿"), good, date(2026, 5, 1), "1e30", "XYZ")
    finding = replace(YARN, basis=name, subject=GoodOfCountry(good=good, country="cn"))
    path = FoundPath(finding=finding, steps=(odd, SPUN), strength=-1)
    lines = paths_text((path, *STORY), language=language, width=width).split("\n")
    assert max(cell_len(line) for line in lines) <= width


def test_a_name_moves_no_cursor_and_turns_nothing() -> None:
    said = paths_text((FoundPath(finding=YARN, steps=(replace(SPUN, seller=trader("a", BENT)),), strength=0),))
    assert not set(said) & set("\u202e\u2066\x1b")
    assert " next" in said
    assert "\ufffd" in said


def test_a_finding_says_until_when_and_of_what() -> None:
    place = replace(YARN, subject=PlaceSubject(place="cn-653200"), period=Period(end=date(2025, 1, 31)))
    said = paths_text((chain(["a", "b"], finding=place),), width=300)
    assert "until January 2025; whatever a seller in Hotan sells" in said
    never = replace(YARN, subject=GoodOfCountry(good="5201", country="uz"), period=Period())
    assert "5201 Cotton, not carded or combed of Uzbekistan" in paths_text(
        (chain(["a", "b"], finding=never),), width=300
    )


def test_the_same_good_sold_on_has_a_reason_too() -> None:
    sold = step("D-2", HINODE, MILL, "520512", date(2026, 5, 1), passage="520512>520512")
    first = replace(SPUN, buyer=HINODE)
    said = paths_text((FoundPath(finding=YARN, steps=(first, sold), strength=0),), width=300)
    assert "same good (the same good bought and sold" in said


def test_a_reason_that_is_not_in_the_table_is_shown_as_it_is() -> None:
    odd = step("D-2", HINODE, MILL, "999999", date(2026, 5, 1), passage="a>b")
    said = paths_text((FoundPath(finding=YARN, steps=(replace(SPUN, buyer=HINODE), odd), strength=0),))
    assert "Row a>b." in said
