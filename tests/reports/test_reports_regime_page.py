"""The page of a regime: whole in both languages, no cell is empty, no text breaks a table."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reports.regime_made import small_procedure, whole_regime

from tadasu.law import LATEST, Company, Example, FactId, Standing
from tadasu.reports import regime_markdown, regimes_table
from tadasu.reports._markdown import address, item, text
from tadasu.wording import LANGUAGES, Language

CASES = (
    Example(
        names={"en": "Two | sources", "ja": "二つの情報源"},
        number=(1,),
        on=date(2026, 6, 30),
        known=LATEST,
        company=Company({(FactId("employees_group"), 1): {"register": Decimal(4000), "report": Decimal(6000)}}),
        then="conflict",
        chosen={"who": "all"},
        between=("employees_group",),
    ),
    Example(
        names={"en": "Nothing", "ja": "何もなし"},
        number=(2,),
        on=date(2023, 6, 30),
        known=date(2024, 1, 1),
        company=Company({}),
        then="not-yet",
        chosen={},
    ),
)


def page(language: Language = "en") -> str:
    return regime_markdown(
        whole_regime(), small_procedure(), examples=CASES, data="../x/regime.yaml", language=language
    )


def rows(page: str) -> list[list[str]]:
    return [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in page.splitlines()
        if line.startswith("|")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cell_is_empty_and_every_row_is_as_wide_as_its_head(language: Language) -> None:
    found = rows(page(language))
    assert all(all(row) for row in found)
    tables = [block for block in page(language).split("\n\n") if block.startswith("|")]
    assert len(tables) == 14
    assert all(len({len(row) for row in rows(block)}) == 1 for block in tables)


def test_both_languages_have_the_same_parts() -> None:
    english, japanese = (page(language) for language in LANGUAGES)
    assert re.findall(r"^#+", english, re.MULTILINE) == re.findall(r"^#+", japanese, re.MULTILINE)
    assert [len(row) for row in rows(english)] == [len(row) for row in rows(japanese)]


def test_a_number_stands_with_what_it_was_in_law_how_sure_and_who_read_it() -> None:
    assert (
        "| Least size | 1,234 | 1 January 2024 to 31 December 2025 | 1 January 2024 | s. 1, [act](#sources) " in page()
    )
    assert "s. 2 &lt;b>, [gazette](#sources) (in force; sure; official text read) |" in page()


def test_what_is_no_law_says_so_on_top() -> None:
    (status,) = whole_regime().status
    model = replace(whole_regime(), status=(replace(status, standing=Standing.MODEL),))
    head = regime_markdown(model, None).partition("## ")[0]
    assert "> **model of ours, not law, since 1 January 2024**" in head
    assert "> This is not law." in head


def test_cases_say_what_is_known_and_what_it_comes_to() -> None:
    found = page()
    assert (
        "| 1. Two \\| sources | 30 June 2026 | Employees of the group, worldwide (the year before): register: 4,000; report: "
        "6,000<br>set: Who is bound = All of them | conflict; sources disagree on: Employees of the group, worldwide |"
    ) in found
    assert "| 2. Nothing | 30 June 2023, as known on 1 January 2024 | nothing is known | not yet |" in found


def test_the_picture_and_the_other_language_are_linked() -> None:
    assert "(xx-invented.svg)](xx-invented.svg)" in page()
    assert "[日本語](xx-invented.ja.md)" in page()
    assert "(xx-invented.ja.svg)](xx-invented.ja.svg)" in page("ja")
    assert "[English](xx-invented.md)" in page("ja")
    assert "svg" not in regime_markdown(whole_regime(), None)


def test_the_table_of_all_links_both_languages_and_the_pictures() -> None:
    (head, _, row) = regimes_table([whole_regime()], {"xx-invented"}).splitlines()
    assert head.count("|") == row.count("|")
    assert all(f"(xx-invented{end})" in row for end in (".md", ".ja.md", ".svg", ".ja.svg"))
    assert "svg" not in regimes_table([whole_regime()], {})


@given(st.text(max_size=60))
def test_any_text_is_one_line_in_one_cell(value: str) -> None:
    said = text(value)
    assert "\n" not in said
    assert "<" not in said
    assert not re.search(r"(?<!\\)(?:\\\\)*\|", said)


def test_an_address_that_is_none_is_text_and_a_number_begins_no_list() -> None:
    assert address("https://law.example.org/a_b") == "<https://law.example.org/a_b>"
    assert address("javascript:alert(1) <b>") == "javascript:alert(1) &lt;b>"
    assert item("7. December", depth=1) == "  - 7\\. December"
