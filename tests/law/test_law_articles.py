"""Every article of every regime and procedure can be read in Japanese: by the rules, or because the file says it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from tests.law.regime_yaml import FOLDERS, PARTS, walk, written

from tadasu.law import All, Chosen, FactId, Flag, Label, RegimeId, regimes
from tadasu.law._settled import settled
from tadasu.wording import article_text

ENGLISH = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]*[a-z]{2,}")
"""A Latin word in lower case; `325ter` is a number, `DDTrO` and `CFR` are abbreviations."""
OFFICIAL = re.compile(r"\bHS ex\b|\([ivx]+\)")
"""In customs tariffs a part of a heading; a small Roman number."""
ITEM_OR_LETTER = re.compile(r"[0-9]\)?\([ivx]+\)")


def articles(folder: str) -> Iterator[Any]:
    for part in PARTS:
        yield from (value for way, value in walk(written(folder, part)) if way[-1:] == ("article",))


def anchors(folder: str) -> Iterator[str]:
    known = {str(one) for one in regimes()}
    yield from (one["anchor"] for one in written(folder).get("issues", []) if one.get("anchor") not in (None, *known))


def in_japanese(article: Any) -> str:
    return article["ja"] if isinstance(article, Mapping) else article_text(article, "ja")


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_english_word_is_left_in_an_article_in_japanese(folder: str) -> None:
    """Where this fails: a row in wording/data/articles.csv, or `article: {en: .., ja: ..}` in the regime."""
    said = {str(one): in_japanese(one) for one in (*articles(folder), *anchors(folder))}
    assert {one: ja for one, ja in said.items() if ENGLISH.search(OFFICIAL.sub("", ja))} == {}


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_article_in_both_languages_says_what_the_rules_cannot(folder: str) -> None:
    both = [one for one in articles(folder) if isinstance(one, Mapping)]
    assert [one["en"] for one in both if article_text(one["en"], "ja") == one["ja"]] == []


@pytest.mark.parametrize("folder", [one for one in FOLDERS if not one.startswith("jp/")])
def test_elsewhere_than_in_japan_no_small_letter_can_be_taken_for_the_number_of_an_item(folder: str) -> None:
    """`Art. 2(1)(i)` is the first item in Japan, and may be letter i elsewhere: then write it in both languages."""
    plain = [one for one in (*articles(folder), *anchors(folder)) if isinstance(one, str)]
    assert [one for one in plain if ITEM_OR_LETTER.search(one)] == []


def test_an_article_in_both_languages_is_read_as_it_stands() -> None:
    found = {one.basis.article: one.basis.articles for one in regimes()[RegimeId("eu-csrd")].status}
    assert found["Dir. 2022/2464 (first financial years)"]["ja"] == "指令2022/2464（最初の事業年度）"
    assert {dict(one).get("ja") for article, one in found.items() if "first" not in article} == {None}


def test_a_part_that_is_left_alone_takes_the_article_of_the_whole_in_both_languages() -> None:
    both = {"en": "Some remark", "ja": "ある注記"}
    part = Flag(fact=FactId("listed_prime"), expected=True)
    whole = All(parts=(part, Chosen(parameter="who", word="all")), label=Label(article="Some remark", articles=both))
    left = settled(whole, lambda _: "all")
    assert not isinstance(left, bool)
    assert (left.label.article, left.label.articles) == ("Some remark", both)
    own = replace(whole, parts=(replace(part, label=Label(article="s. 2")), whole.parts[1]))
    left = settled(own, lambda _: "all")
    assert not isinstance(left, bool)
    assert (left.label.article, left.label.articles) == ("s. 2", {})
