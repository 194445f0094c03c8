"""docs/regimes says what the regimes say: every page is made from them, in both languages, and nothing on it is missing."""

import re

import pytest
from tools.regimes import INDEX, PAGES, pages

from tadasu.law import regimes
from tadasu.reports import page_name
from tadasu.wording import LANGUAGES

MADE = dict(pages(regimes()))


def test_the_pages_are_in_step_with_the_regimes() -> None:
    kept = {file.name: file.read_text(encoding="utf-8") for file in PAGES.iterdir()}
    stale = sorted(name for name in {*kept, *MADE} if kept.get(name) != MADE.get(name))
    assert stale == [], "run: .venv/bin/python -m tools.regimes"


def test_every_regime_has_a_page_in_each_language_and_a_row_in_the_table() -> None:
    wanted = {page_name(key, language) for key in regimes() for language in LANGUAGES}
    assert wanted <= set(MADE)
    assert all(f"]({name})" in MADE[INDEX] for name in wanted)


@pytest.mark.parametrize("name", sorted(name for name in MADE if name.endswith(".md")))
def test_no_page_holds_an_empty_cell_or_a_language_too_few(name: str) -> None:
    rows = [line for line in MADE[name].splitlines() if line.startswith("|")]
    assert [row for row in rows if re.search(r"(?<!\\)\|\s*(?<!\\)\|", row)] == []
    if name.endswith(".ja.md"):
        heads = [line for line in MADE[name].splitlines() if line.startswith("#")]
        assert [head for head in heads if head.isascii()] == []
        assert len(heads) == sum(line.startswith("#") for line in MADE[name.replace(".ja", "")].splitlines())


def test_no_sentence_of_the_law_is_left_in_the_other_language() -> None:
    """Names, harms, duties and bans of a page in Japanese hold Japanese letters."""
    japanese = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
    for key, regime in regimes().items():
        several = (regime.issues, regime.duties, regime.prohibitions, regime.sanctions, regime.parameters.values())
        named = [one.names for some in several for one in some]
        assert [each["ja"] for each in (regime.names, regime.about, *named) if not japanese.search(each["ja"])] == [], (
            key
        )
        assert [each["en"] for each in (regime.names, regime.about, *named) if japanese.search(each["en"])] == [], key
