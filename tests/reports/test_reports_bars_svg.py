"""Bars as a picture: lengths by value from nothing on, a label and a number at each, no name that does harm."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tadasu.reports import Bar, bars_svg
from tadasu.reports._bars_svg import LEAST_SHOWN
from tadasu.wording import LANGUAGES, Language

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert("x")</script>'


def read(bars: Sequence[Bar], language: Language = "en") -> etree._Element:
    return etree.fromstring(bars_svg(bars, title="t", told="d", key="k", language=language).encode())


def widths(picture: etree._Element, part: str) -> list[float]:
    found = picture.iter(f"{SVG}rect")
    return [float(str(one.get("width")).rstrip("%")) for one in found if one.get("class") == f"bars-{part}"]


def said(picture: etree._Element) -> list[str]:
    return [str(one.text) for one in picture.iter(f"{SVG}text")]


def test_lengths_are_shares_of_the_longest() -> None:
    picture = read([Bar(label="a", value=50, said="50"), Bar(label="b", value=20, open=80, said="20")])
    assert widths(picture, "sure") == [50, 20]
    assert widths(picture, "open") == [100]
    assert said(picture) == ["a", "50", "b", "20"]


def test_nothing_has_no_bar_and_little_can_be_seen() -> None:
    picture = read(
        [Bar(label="a", value=0, said="0"), Bar(label="b", value=1, said="1"), Bar(label="c", value=1e6, said="")]
    )
    assert widths(picture, "sure") == [LEAST_SHOWN, 100]


def test_a_group_is_named_once() -> None:
    bars = [
        Bar(group=group, label=label, value=1, said="1") for group in ("north", "south") for label in ("one", "two")
    ]
    assert [word for word in said(read(bars)) if word != "1"] == ["north", "one", "two", "south", "one", "two"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_becomes_markup(language: Language) -> None:
    picture = read([Bar(group=HOSTILE, label=HOSTILE, value=1, said=HOSTILE)], language)
    assert not list(picture.iter("script", f"{SVG}script"))
    assert HOSTILE in "".join(said(picture))


@given(st.lists(st.tuples(st.text(max_size=90), st.floats(0, 1e15), st.floats(0, 1e15)), max_size=8))
def test_any_bars_are_well_formed_and_stay_within_the_picture(rows: list[tuple[str, float, float]]) -> None:
    picture = read([Bar(label=label, value=value, open=more, said=f"{value:.3g}") for label, value, more in rows])
    height = float(str(picture.get("height")))
    assert all(width <= 100 for part in ("sure", "open") for width in widths(picture, part))
    assert all(float(str(one.get("y"))) <= height for one in picture.iter(f"{SVG}text", f"{SVG}rect"))
