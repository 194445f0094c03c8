"""The table under the picture says what the picture says, and more: every step of every path."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from tests.reports.path_story import SPUN, STORY, YARN, chain, of_company, trader

from tadasu.reports import paths_figure, paths_table
from tadasu.schema import FoundPath
from tadasu.wording import LANGUAGES, Language


class Table(HTMLParser):
    """The cells of each row; every element is closed."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data


def test_every_step_has_a_row_under_its_path() -> None:
    rows = Table(paths_table(STORY)).rows
    assert [len(row) for row in rows] == [9, 1, 9, 9, 9, 1, 9, 9, 9]
    assert rows[2] == [
        "3",
        "Qaratope Eğirme Spinning MillUzbekistan",
        "Vestlann Weaving WorksVietnam",
        "520512 Cotton yarn, single, of uncombed fibres",
        "16 March 2026",
        "4,200 kg",
        "verified",
        "May be in 520832 Fabrics, woven: processed (weaving, mainly cotton).",
        "D-017and 1 more that would serve",
    ]
    assert rows[7][5:7] == ["quantity not stated", "inferred, contested"]
    assert "Enters at Qaratope Eğirme Spinning Mill; substantiated: state-imposed forced labour" in rows[1][0]
    assert "Basis: determination 2026-04, evidence file 12." in rows[1][0]


def test_a_path_says_what_its_strength_is_the_sum_of() -> None:
    said = Table(paths_table(STORY)).rows[1][0]
    assert "Strength -1.250: finding -0.300, links -0.105, days on the way (88) -0.845." in said


def test_the_source_of_a_finding_is_a_link_that_shows_its_address() -> None:
    address = "https://demo.example.org/f?a=1&b=<2>"
    page = paths_table((replace(STORY[0], finding=replace(YARN, source_url="https://demo.example.org/f?a=1&b=2")),))
    assert '<a href="https://demo.example.org/f?a=1&amp;b=2" rel="noopener noreferrer">' in page
    assert "Source: https://demo.example.org/f?a=1&b=2" in Table(page).rows[1][0]
    odd = paths_table((replace(STORY[0], finding=replace(YARN, source_url="javascript:alert(1)")),))
    assert "<a " not in odd
    assert "<a " not in paths_table((replace(STORY[0], finding=replace(YARN, source_url=address)),))


def test_japanese_rows_are_japanese() -> None:
    rows = Table(paths_table(STORY, language="ja")).rows
    assert rows[0][:3] == ["段", "売り手", "買い手"]
    assert rows[7][3:7] == ["520832 綿織物", "2026年5月7日", "数量の記載なし", "推定・争いあり"]


def test_paths_that_the_picture_leaves_off_are_in_the_table() -> None:
    paths = [chain([f"s{n}", "m", "z"], finding=of_company(f"s{n}")) for n in range(20)]
    page = paths_figure(paths)
    rows = Table(page).rows
    assert {row[1] for row in rows if len(row) == 9} >= {f"Invented s{n}country not stated" for n in range(20)}
    assert "and 10 more" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_path_is_a_sentence(language: Language) -> None:
    found = Table(paths_figure((), language=language, key="none"))
    assert "table" not in found.tags
    assert "p" in found.tags


def test_a_hostile_name_is_text() -> None:
    names = ('<script>alert("x")</script>', "\u202eevil", "شركة", "</td></table><img src=x>", "x" * 5000)
    for name in names:
        odd = replace(SPUN, seller=trader("<i>", name, "<u>"), good=name, passage=name)
        path = FoundPath(finding=replace(YARN, basis=name), steps=(odd, odd), strength=0)
        page = paths_figure((path,), key='k"><b')
        assert not {"script", "img", "i", "u", "b"} & set(Table(page).tags)
        assert "\u202e" not in page


def test_the_picture_stands_before_its_table_and_can_be_scrolled_by_keyboard() -> None:
    page = paths_figure(STORY, key="one")
    assert page.index("<svg") < page.index("<table")
    assert 'class="paths-picture" tabindex="0"' in page
    assert 'id="one-title"' in page
