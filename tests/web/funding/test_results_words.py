"""The data of results: every kind has its group, names in both languages and a source; what the public reads is in its
language."""

from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

from tadasu.release._fields import is_in
from tadasu.web.funding.results import words as room
from tadasu.web.funding.results.words import TOGETHER, YEAR, groups, kinds, text, together, words

DATA = Path(room.__file__).parent / "data"
PARTS = (
    *("contributions", "told_by", "sure", "precisions", "states", "withdrawals", "told_states", "set_asides", "better"),
    *("units", "tellings"),
)


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return found


def test_every_kind_has_a_group_two_names_and_a_source() -> None:
    said = read("kinds.yaml")
    assert {one["group"] for one in said["kinds"].values()} == set(said["groups"])
    assert all(one["en"] and one["ja"] and one["source"] for one in said["kinds"].values())
    assert {one["told"] for one in said["groups"].values()} == {YEAR, TOGETHER}
    assert {kinds()["nothing"].told, kinds()["harm"].told} == {YEAR, TOGETHER}


@pytest.mark.parametrize("what", PARTS)
def test_every_code_has_a_name_in_both_languages(what: str) -> None:
    assert set(read("words.yaml")) == set(PARTS)
    assert all(names["en"] and names["ja"] for names in words(what).values())


def test_what_the_public_reads_is_in_its_language() -> None:
    said = read("public.yaml")
    assert all(said[one]["source"] for one in ("together", "from"))
    assert together() > 1
    for key, texts in said["texts"].items():
        params = {
            name: 2024 for one in texts.values() for _text, name, _spec, _conversion in Formatter().parse(one) if name
        }
        assert all(is_in(one, language) for language, one in text(key, **params).items()), key
    for told in (YEAR, TOGETHER):
        assert all(is_in(one, language) for names in groups(told).values() for language, one in names.items())


def test_no_word_says_that_funding_caused_anything() -> None:
    every = "".join((DATA / name).read_text(encoding="utf-8") for name in ("kinds.yaml", "words.yaml"))
    assert "cause" not in every.replace('never "caused"', "")
    assert "原因" not in every
