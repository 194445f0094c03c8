"""Every regime: it loads, its own cases hold, everything rests on something, and the cases stand on both sides of each number."""

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Any

import pytest
from tests.law.regime_yaml import BASIS, FOLDERS, PARTS, REGIMES, statements, walk, without_basis, written

from tadasu.law import (
    Asked,
    Basis,
    Companies,
    Compare,
    Confidence,
    Dated,
    Example,
    Expression,
    Regime,
    Seen,
    Source,
    Verdict,
    facts_in,
    has_procedure,
    holds,
    load_regime,
    parameters_in,
    read_examples,
    read_procedure,
    read_regime,
    regimes,
)
from tadasu.law import walk as parts_of_scope
from tadasu.schema import Money

SETTLED = (Verdict.IN, Verdict.OUT)
COUNTED = {("years", "last"), ("years", "least")}
"""Numbers of a scope test that say how often something must hold, not how much is needed."""
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
DAY = timedelta(days=1)
FROM_ITS_OWN_ENTRY = ("importation", "the advice of exclusion", "the exclusion")
"""Of US procedures: importation is no state; the others are the entry of the state in which the clock runs."""

each_regime = pytest.mark.parametrize("folder", FOLDERS)


@cache
def of(folder: str) -> tuple[Regime, tuple[Example, ...]]:
    regime = read_regime(REGIMES / folder)
    return regime, read_examples(REGIMES / folder, regime)


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


def comparisons(regime: Regime) -> list[Compare]:
    """Comparisons of the scope test, each pair of fact and parameter once."""
    found = (one for one in parts_of_scope(regime.scope) if isinstance(one, Compare)) if regime.scope else ()
    return list({(one.fact, one.relation, one.parameter): one for one in found}.values())


def of_years(test: Expression, regime: Regime, example: Example) -> tuple[Verdict, ...]:
    """What an expression comes to for the company of a case, for its last financial year and the one before."""
    asked = Asked(on=example.on, known=example.known, chosen=example.chosen)
    found = []
    for ago in (0, 1):
        claims = {(fact, n - ago): claim for (fact, n), claim in example.company.claims.items() if n >= ago}
        shifted = Companies.of([type(example.company)(claims)], year=example.on.year - 1 - ago)
        found.append(Verdict(int(holds(test, regime, shifted, asked)[0])))
    return tuple(found)


@each_regime
def test_each_comparison_decides_a_case_in_and_a_case_out(folder: str) -> None:
    regime, examples = of(folder)
    for one in comparisons(regime):
        met = {then: [of_years(one, regime, case) for case in examples if case.then == then] for then in ("in", "out")}
        assert any(
            first != second and first in SETTLED and second in SETTLED
            for some, other in product(met["in"], met["out"])
            for first, second in zip(some, other, strict=True)
        ), (one.fact, one.parameter)


@each_regime
def test_each_number_of_the_scope_has_a_case_at_it_and_one_just_beside_it(folder: str) -> None:
    regime, examples = of(folder)
    by_parameter: dict[str, list[Compare]] = {}
    for one in comparisons(regime):
        by_parameter.setdefault(one.parameter, []).append(one)
    missing = []
    for name, several in by_parameter.items():
        facts = {one.fact for one in several}
        for value in regime.parameters[name].values:
            if value.start < min(status.start for status in regime.status):
                continue
            limit = amount(value)
            near = claimed(facts, value, name, regime, examples)
            up = several[0].relation.value in ("above", "at_most")
            beside = [one for one in near if (one > limit if up else one < limit) and off(one, limit) <= 0.001]
            if limit not in near or not beside:
                missing.append((name, limit, sorted(near, key=lambda one: off(one, limit))[:3]))
    assert missing == []


def off(one: Decimal, limit: Decimal) -> float:
    """How far a number is from a limit, one unit counting as nothing."""
    return float(max(abs(one - limit) - 1, Decimal(0)) / max(limit, Decimal(1)))


def amount(value: Dated) -> Decimal:
    """The number of an entry, without its currency."""
    assert isinstance(value.value, Decimal | Money)
    return value.value.amount if isinstance(value.value, Money) else value.value


def claimed(
    facts: Collection[str], value: Dated, parameter: str, regime: Regime, examples: tuple[Example, ...]
) -> set[Decimal]:
    """What is claimed of some facts in the cases of days on which an entry is the law, in its own currency."""
    found = set()
    for case in examples:
        asked = Asked(on=case.on, known=case.known)
        if parameter in case.chosen or asked.dated(regime.parameters[parameter]) is not value:
            continue
        for (fact, _), claims in case.company.claims.items():
            if fact in facts:
                found |= {
                    one.amount if isinstance(one, Money) else one
                    for one in claims.values()
                    if isinstance(one, Decimal)
                    or (
                        isinstance(one, Money)
                        and isinstance(value.value, Money)
                        and one.currency == value.value.currency
                    )
                }
    return found


@each_regime
def test_each_day_on_which_a_number_of_the_scope_changes_has_a_case_on_it_and_one_on_its_eve(folder: str) -> None:
    regime, examples = of(folder)
    days = {case.on for case in examples}
    first = min(status.start for status in regime.status)
    changes = {
        day
        for name in (parameters_in(regime.scope) if regime.scope else ())
        for value in regime.parameters[name].values
        for day in (value.start, value.end + DAY if value.end else None)
        if day is not None and day > first
    }
    assert {day for day in changes | {first} if day not in days or day - DAY not in days} == set()
    assert {case.then for case in examples if case.on < first} <= {"not-yet"}


@each_regime
def test_a_regime_that_asks_for_facts_has_a_case_of_every_answer(folder: str) -> None:
    regime, examples = of(folder)
    if regime.scope is None or not facts_in(regime.scope):
        return
    assert {"in", "out", "undetermined", "conflict", "not-yet"} <= {case.then for case in examples}
    for case in examples:
        assert case.ask or case.then != "undetermined", case.names["en"]
        assert case.between or case.then != "conflict", case.names["en"]


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
