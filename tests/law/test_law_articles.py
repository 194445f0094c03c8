"""Every article of every regime and procedure can be read in Japanese: by the rules, or because the file says it."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from tests.law.regime_yaml import FOLDERS, PARTS, walk, written

from tadasu.law import All, Chosen, FactId, Flag, Label, RegimeId, regimes, settled
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


@cache
def heads() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What stands before the number of each row of the table, the longest first, and the place to which the row is bound."""
    text = files("tadasu.wording").joinpath("data/articles.csv").read_text(encoding="utf-8")
    rows = sorted(csv.DictReader(text.splitlines()), key=lambda row: -len(row["en"].partition("{")[0]))
    return tuple(
        (re.compile(rf"(?<!\w){re.escape(head)}(?!\w)"), row["place"])
        for row in rows
        if (head := row["en"].partition("{")[0].strip())
    )


def bound_to(article: str) -> set[str]:
    """The places whose laws an article names by names that laws of others have too."""
    found = set()
    for head, place in heads():
        article, times = head.subn("\N{REPLACEMENT CHARACTER}", article)
        found |= {place} if times and place else set()
    return found


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


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_name_that_is_spoken_as_that_of_one_country_is_cited_there_alone(folder: str) -> None:
    """Where this fails: `article: {en: .., ja: ..}` in the regime, for its Accounting Act is not the one of Norway."""
    plain = [one for one in (*articles(folder), *anchors(folder)) if isinstance(one, str)]
    assert {one: bound for one in plain if (bound := bound_to(one) - {folder.partition("/")[0]})} == {}


@pytest.mark.parametrize(
    ("article", "places"),
    [
        ("Accounting Act § 1-5 (from 1 November 2024: § 1-6)", {"no"}),
        ("Art. 325ter Criminal Code", {"ch"}),
        ("Criminal Code (Cth), Division 270", set()),
        ("Customs Act s. 60(4)", {"ca"}),
        ("Art. 17(2) (model, after Customs Act Art. 69-12)", {"jp"}),
        ("Order under the Subsidies Act, Art. 4(2)", {"jp"}),
        ("Civ. Code § 1714.43; Commercial Act Art. 382", {"us", "kr"}),
        ("Agreement, DOF 17 May 2023", set()),
        ("C. com. L.225-102-4", {"fr"}),
        ("COP 3", set()),
    ],
)
def test_of_which_country_a_name_is_spoken_is_seen_by_its_longest_row(article: str, places: set[str]) -> None:
    assert bound_to(article) == places


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
