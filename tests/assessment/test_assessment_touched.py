"""What a ban does to one declaration: by the share it holds, by what little is seen, by findings that are told apart."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.assessment.bans import BUYER_ABROAD, IMPORTS, PRESUMED, model, of_mill, touches
from tests.assessment.conftest import IMPORTER, MILL, OTHER_MILL, Make
from tests.assessment.test_assessment_assess import finding, rules, run, spun

from tadasu.assessment import Assessment, Banned, ChannelTrace, Ground, _touched, ban, table
from tadasu.assessment._columns import Lines
from tadasu.assessment._traces import traced
from tadasu.schema import (
    CompanySubject,
    Declaration,
    Finding,
    FindingId,
    FindingKind,
    Flow,
    Issue,
    Party,
    PlaceSubject,
    Quantity,
)

TOUCHED = {"touched", "perhaps"}
DIRTY_FARM, CLEAN_FARM = Party(name="Pezmukat Demo Farm", country="cn"), Party(name="Olvanket Demo Farm", country="au")


def d005(result: Assessment, banned: Banned) -> dict[str, Any]:
    return ban(result, banned).lines.filter(pl.col("declaration") == "d005").row(0, named=True)


def test_findings_on_other_issues_are_none_of_the_bans_business(story: list[Declaration]) -> None:
    result = of_mill(story, issue=Issue.POLLUTION)
    assert touches(result)["d005"] == "untraceable"  # where its cotton grew is not known
    on_pollution = {Flow.IMPORT: {Issue.POLLUTION: frozenset({Ground.EVIDENCE})}}
    assert touches(result, replace(IMPORTS, grounds=on_pollution))["d005"] == "touched"


def test_a_sanction_beside_forced_labour_hides_nothing(story: list[Declaration]) -> None:
    other = finding(
        PlaceSubject("cn-xj"), id=FindingId("f-sanction"), issue=Issue.SANCTION, kind=FindingKind.DETERMINED
    )
    result = of_mill(story, issue=Issue.FORCED_LABOUR, more=[other])
    assert touches(result)["d005"] == "touched"


def test_findings_of_one_kind_that_rest_on_different_things_are_told_apart(story: list[Declaration]) -> None:
    """One presumed of the region, one presumed of the mill: they are traced as one and must not be judged as one."""
    both = of_mill(story, **PRESUMED, more=[finding(PlaceSubject("cn-xj"), id=FindingId("f-region"), **PRESUMED)])
    assert touches(both, model(presumption="entity"))["d005"] == "touched"
    away = of_mill(
        story, **PRESUMED, at=OTHER_MILL, more=[finding(PlaceSubject("cn-xj"), id=FindingId("f-region"), **PRESUMED)]
    )
    assert touches(away, model(presumption="region"))["d007"] == "perhaps"
    assert touches(away, model(presumption="entity"))["d007"] == "touched"


def test_what_little_is_seen_of_is_not_cleared(make: Make, story: list[Declaration]) -> None:
    """A good without a code that can be traced, too little seen upstream: nothing says that no such goods are in it."""
    unknown = [replace(one, good="990000") if one.id == "d006" else one for one in story]
    assert touches(run(unknown))["d006"] == "untraceable"
    assert touches(run(spun(make, 1000, 1000), mill=False)) == {"d010": "untouched"}
    little = run(spun(make, 1000, 300), mill=False)
    assert rules(little)["d013"] == ("ask", "little-seen")
    assert touches(little) == {"d013": "untraceable"}


def mixed(make: Make) -> Assessment:
    """Yarn from cotton of two farms, 6 of 10 parts from the one that a finding is on; all of it is on record."""
    lines = [
        make(DIRTY_FARM, OTHER_MILL, "5201", date(2026, 2, 1), 600),
        make(CLEAN_FARM, OTHER_MILL, "5201", date(2026, 2, 1), 400),
        make(OTHER_MILL, IMPORTER, "5205", date(2026, 3, 1), 700, Flow.IMPORT),
    ]
    return of_mill(lines, at=DIRTY_FARM)


def test_each_choice_of_findings_is_traced_once(
    make: Make, story: list[Declaration], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Imports and exports rest on the same findings of two: they are followed once for both flows."""
    out = make(IMPORTER, BUYER_ABROAD, "6205", date(2026, 6, 1), 400, Flow.EXPORT)
    region = finding(PlaceSubject("cn-xj"), id=FindingId("f-region"), **PRESUMED)
    both = of_mill([*story, out], **PRESUMED, more=[region])
    asked: list[tuple[Finding, ...]] = []

    def counted(lines: Lines, findings: Sequence[Finding], **given: Any) -> tuple[ChannelTrace, ...]:
        asked.append(tuple(findings))
        return traced(lines, findings, **given)

    monkeypatch.setattr(_touched, "traced", counted)
    of_company = {Issue.STATE_IMPOSED_FORCED_LABOUR: frozenset({Ground.ENTITY})}
    ban(both, replace(IMPORTS, grounds=dict.fromkeys(Flow, of_company)))
    assert [[type(one.subject) for one in several] for several in asked] == [[CompanySubject]]


@pytest.mark.parametrize(
    ("share", "touch", "spared"),
    [("0", "touched", False), ("0.599", "touched", False), ("0.61", "untouched", True), ("1", "untouched", True)],
)
def test_a_least_share_spares_what_holds_less(make: Make, share: str, touch: str, spared: bool) -> None:
    row = ban(mixed(make), model(share_min=Decimal(share))).lines.row(0, named=True)
    assert (row["touch"], row["spared"]) == (touch, spared)


def test_a_least_share_within_what_nobody_can_say_leaves_it_open(make: Make, story: list[Declaration]) -> None:
    more = [
        replace(one, weight=Quantity(amount=Decimal(700), unit="KGM")) if one.id == "d005" else one for one in story
    ]
    row = table(run(more, flow=Flow.IMPORT)).filter(pl.col("declaration") == "d005").row(0, named=True)
    assert row["share_least"] < 700_000 < row["share_most"]
    assert d005(run(more), model(share_min=Decimal("0.7")))["touch"] == "perhaps"
    unweighed = [replace(one, weight=None) if one.id == "d005" else one for one in story]
    assert d005(run(unweighed), model(share_min=Decimal("0.9")))["touch"] == "perhaps"


def test_a_least_share_never_spares_what_its_own_maker_is_found_for(make: Make) -> None:
    sold = make(MILL, IMPORTER, "5205", date(2026, 4, 1), None, Flow.IMPORT)
    assert touches(run([sold]), model(share_min=Decimal(1)))["d001"] == "touched"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(low=st.integers(0, 100), more=st.integers(0, 100))
def test_a_higher_least_share_never_touches_more(story: list[Declaration], low: int, more: int) -> None:
    result = run(story)
    lower, higher = (
        {key for key, touch in touches(result, model(share_min=Decimal(share) / 100)).items() if touch in TOUCHED}
        for share in (low, min(low + more, 100))
    )
    assert higher <= lower
