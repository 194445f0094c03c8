"""Every regime: it loads, its own cases hold, and everything rests on something."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest
from tests.law.regime_yaml import BASIS, FOLDERS, PARTS, REGIMES, statements, walk, without_basis, written

from tadasu.law import (
    Basis,
    Confidence,
    Seen,
    Source,
    has_procedure,
    load_regime,
    read_procedure,
    read_regime,
    regimes,
)

COUNTED = {("years", "last"), ("years", "least")}
"""Numbers of a scope test that say how often something must hold, not how much is needed."""
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
FROM_ITS_OWN_ENTRY = ("importation", "the advice of exclusion", "the exclusion")
"""Of US procedures: importation is no state; the others are the entry of the state in which the clock runs."""

each_regime = pytest.mark.parametrize("folder", FOLDERS)


@each_regime
def test_a_regime_loads_and_its_own_cases_hold(folder: str) -> None:
    regime = load_regime(REGIMES / folder)
    assert regime.folder == folder
    if has_procedure(REGIMES / folder):
        assert read_procedure(REGIMES / folder, regime).outcomes()


def test_every_folder_is_a_regime_of_its_own_place_and_id() -> None:
    assert len(FOLDERS) >= 28
    assert len(regimes()) == len(FOLDERS)
    for regime in regimes().values():
        assert regime.id.startswith(f"{regime.place}-")
    assert sorted(regimes()) == list(regimes())


@each_regime
def test_everything_that_is_said_has_an_article_a_source_and_how_sure_it_is(folder: str) -> None:
    assert without_basis(written(folder), written(folder, "procedure.yaml")) == []


def test_what_rests_on_nothing_is_found() -> None:
    whole = dict.fromkeys(BASIS, "x")
    regime = {
        "sources": {"x": {}},
        "parameters": {"size": {"values": [whole, {"value": "5", "article": "s. 1", "confidence": "sure"}]}},
        "duties": [whole, {**whole, "article": " "}],
        "issues": [{**whole, "source": "y"}],
    }
    procedure = {"states": {"open": {"clock": {"count": "3", **whole, "confidence": ""}, "moves": [whole]}}}
    assert without_basis(regime, procedure) == [
        "parameters.size[1].source",
        "issues[0].source: y",
        "duties[1].article",
        "states.open.clock.confidence",
    ]


@each_regime
def test_a_scope_test_holds_no_number_of_its_own(folder: str) -> None:
    regime = written(folder)
    tests = [regime.get("scope")] + [one.get("if") for part in ("dates", "duties") for one in regime.get(part, [])]
    numbers = [
        (way, value)
        for test in tests
        for way, value in walk(test)
        if isinstance(value, str) and re.fullmatch(r"[0-9][0-9_.,]*( [A-Z]{3})?", value)
    ]
    assert [way for way, _ in numbers if way[-1] != "at_least" and way[-2:] not in COUNTED] == []


def counted_clauses(test: Any, covered: bool = False) -> Iterator[tuple[Any, bool]]:
    """Clauses that say how many years or how many of several, and whether they or what they stand in has a basis."""
    if isinstance(test, dict):
        covered = covered or all(test.get(key, "").strip() for key in BASIS)
        if "years" in test or ("at_least" in test and "of" in test):
            yield test, covered
    for inner in test.values() if isinstance(test, dict) else test if isinstance(test, list) else ():
        yield from counted_clauses(inner, covered)


@each_regime
def test_how_many_years_and_how_many_of_several_has_a_basis_too(folder: str) -> None:
    assert [clause for clause, covered in counted_clauses(written(folder).get("scope")) if not covered] == []


def test_a_count_that_rests_on_nothing_is_found() -> None:
    basis = dict.fromkeys(BASIS, "x")
    bare, covered = {"at_least": "2", "of": []}, {"years": {"last": "2"}, **basis, "of": {"at_least": "2", "of": []}}
    assert [found for _, found in counted_clauses({"any": [bare, covered]})] == [False, True, True]


def provision(article: Any) -> str:
    """An article without what is said of it in brackets after a space: Art. 11(1) of "Art. 11(1) (model, after another act)"."""
    return str(article["en"] if isinstance(article, dict) else article).partition(" (")[0]


def written_twice(regime: Any, procedure: Any, *, model: bool) -> list[str]:
    """Clocks that write the number of a parameter of their own article instead of its name; of a model the provision counts,
    of other regimes the whole article: there two numbers of one provision may be alike by chance."""
    same = provision if model else str
    numbers = {
        (same(value["article"]), value["value"]): name
        for name, parameter in regime.get("parameters", {}).items()
        if parameter["unit"] in ("days", "count") and not parameter.get("about")
        for value in parameter["values"]
    }
    clocks = [
        (f"states.{key}", state["clock"]) for key, state in procedure.get("states", {}).items() if "clock" in state
    ]
    clocks += [
        (f"duties.{one['id']}", {**one, **one["due"]}) for one in regime.get("duties", []) if "count" in one["due"]
    ]
    found = ((way, numbers.get((same(one["article"]), one["count"]))) for way, one in clocks)
    return [f"{way}: {name}" for way, name in found if name is not None]


@each_regime
def test_a_number_that_is_a_parameter_is_not_written_again_in_a_clock(folder: str) -> None:
    model = folder.startswith("jp/model-")
    assert written_twice(written(folder), written(folder, "procedure.yaml"), model=model) == []


def test_a_number_that_is_written_twice_is_found_and_another_one_of_that_size_is_not() -> None:
    values = [{"value": "6", "article": "Art. 12(3) (model)"}]
    regime = {
        "parameters": {"months": {"about": "", "unit": "count", "values": values}},
        "duties": [
            {"id": "decide", "article": "Art. 12(3) (model)", "due": {"after": "notice", "count": "6"}},
            {"id": "other", "article": "Art. 13 (model)", "due": {"after": "notice", "count": "6"}},
            {"id": "named", "article": "Art. 12(3) (model)", "due": {"after": "notice", "count": "months"}},
        ],
    }
    procedure = {"states": {"deciding": {"clock": {"count": "6", "article": "Art. 12(3) (model, as elsewhere)"}}}}
    assert written_twice(regime, procedure, model=True) == ["states.deciding: months", "duties.decide: months"]
    assert written_twice(regime, procedure, model=False) == ["duties.decide: months"]


@each_regime
def test_every_source_is_there_and_used(folder: str) -> None:
    regime = written(folder)
    used = {value for part in PARTS for way, value in walk(written(folder, part)) if way[-1:] == ("source",)}
    assert used == set(regime["sources"])


@pytest.mark.parametrize(("seen", "confidence"), list(product(Seen, Confidence)))
def test_only_what_was_read_in_the_official_text_and_is_sure_is_verified(seen: Seen, confidence: Confidence) -> None:
    source = Source(id="act", title="Invented Act", url="", seen=seen, checked=date(2026, 11, 22))
    basis = Basis(article="s. 1", source=source, confidence=confidence)
    assert basis.verified is (seen is Seen.OFFICIAL and confidence is Confidence.SURE)


@each_regime
def test_nothing_counts_as_read_in_the_official_text_without_an_address_and_a_day(folder: str) -> None:
    regime = written(folder)
    for key, source in regime["sources"].items():
        assert source["seen"] in ("official", "secondary", "none"), key
        assert date.fromisoformat(source["checked"]) <= date(2026, 12, 31), key
        if source["seen"] == "official":
            assert source["url"].startswith("http"), key
    unread = {key for key, source in regime["sources"].items() if source["seen"] != "official"}
    loaded = read_regime(REGIMES / folder)
    verified = {
        basis.source.id
        for several in (loaded.status, loaded.milestones, loaded.issues, loaded.duties, loaded.prohibitions)
        for basis in (one.basis for one in several)
        if basis.verified
    }
    assert verified & unread == set()


@each_regime
def test_both_languages_are_there_and_sentences_differ(folder: str) -> None:
    for part in (*PARTS, "examples.yaml"):
        for way, value in walk(written(folder, part)):
            if isinstance(value, dict) and {"en", "ja"} & value.keys():
                assert value.keys() == {"en", "ja"}, way
                assert all(text.strip() for text in value.values()), way
                assert not JAPANESE.search(value["en"]), way
                assert JAPANESE.search(value["ja"]) or " " not in value["en"], way  # else it is a name


@each_regime
def test_what_an_alternative_is_like_is_a_regime_there_is(folder: str) -> None:
    named = {value for way, value in walk(written(folder)) if way[-1:] == ("like",) and value}
    assert named - set(regimes()) == set()


def test_the_statements_are_many_enough_to_mean_that_they_were_found() -> None:
    found = [one for folder in FOLDERS for one in statements(written(folder), written(folder, "procedure.yaml"))]
    assert len(found) > 800


@each_regime
def test_a_clock_that_is_counted_from_another_state_says_from_which(folder: str) -> None:
    procedure = written(folder, "procedure.yaml")
    states = procedure.get("states", {})
    for name, state in states.items():
        _, counted, event = state.get("clock", {}).get("article", "").rpartition("counted from ")
        if counted and name != procedure["start"] and event.strip(") ") not in FROM_ITS_OWN_ENTRY:
            assert state["clock"].get("since") in states, name
