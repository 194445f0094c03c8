"""The strongest ways to a declaration, and to whatever an importer bought; which fall away without denied links."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from tests.assessment.conftest import IMPORTER, MAKER, MILL, OTHER_MILL, SECOND, WEAVER, Make

from tadasu.assessment import Assessment, Judgement, PathTeller, assess, fallen, resolve, spelling_of
from tadasu.schema import (
    Certainty,
    CompanySubject,
    Declaration,
    EntityId,
    Finding,
    FindingId,
    FindingKind,
    Flow,
    FoundPath,
    Issue,
    MergeReason,
    Party,
)


def run(declarations: Sequence[Declaration], *about: tuple[Party, FindingKind]) -> Assessment:
    """An assessment of findings about these parties; their ids are the kinds."""
    companies = resolve([party for one in declarations for party in (one.seller, one.buyer)])
    findings = [
        Finding(
            id=FindingId(kind.value),
            subject=CompanySubject(EntityId(companies.entities[companies.of(party)].id)),
            issue=Issue.FORCED_LABOUR,
            kind=kind,
            basis="invented case",
        )
        for party, kind in about
    ]
    return assess(declarations, companies, findings)


def to_buyer(result: Assessment, buyer: Party, most: int = 10) -> tuple[FoundPath, ...]:
    return PathTeller(result).paths_to_buyer(result.companies.of(buyer), most=most)


def shown(paths: Sequence[FoundPath]) -> list[tuple[str, list[str]]]:
    return [(path.finding.id, [step.declaration for step in path.steps]) for path in paths]


@pytest.fixture
def two_ways(make: Make) -> list[Declaration]:
    """IMPORTER buys shirts made from the mill's yarn (d003), and yarn from the mill itself (d004), less sure."""
    return [
        make(MILL, WEAVER, "5205", date(2026, 3, 1)),
        make(WEAVER, MAKER, "5208", date(2026, 4, 1)),
        make(MAKER, IMPORTER, "6205", date(2026, 5, 1), flow=Flow.IMPORT),
        make(MILL, IMPORTER, "5205", date(2026, 6, 1), flow=Flow.IMPORT, certainty=Certainty.INFERRED),
        make(OTHER_MILL, SECOND, "5205", date(2026, 6, 1), flow=Flow.IMPORT),
    ]


def test_every_way_to_what_an_importer_bought_the_strongest_first(two_ways: list[Declaration]) -> None:
    found = to_buyer(run(two_ways, (MILL, FindingKind.LISTED)), IMPORTER)
    assert shown(found) == [("listed", ["d001", "d002", "d003"]), ("listed", ["d004"])]
    assert [path.strength for path in found] == sorted((path.strength for path in found), reverse=True)


def test_no_more_than_were_asked_for(two_ways: list[Declaration]) -> None:
    assert shown(to_buyer(run(two_ways, (MILL, FindingKind.LISTED)), IMPORTER, most=1)) == [
        ("listed", ["d001", "d002", "d003"])
    ]


def test_ways_of_findings_that_the_policy_holds_for_come_before_stronger_others(two_ways: list[Declaration]) -> None:
    result = run(two_ways, (MILL, FindingKind.LISTED), (MAKER, FindingKind.GOOD_AT_RISK))
    found = to_buyer(result, IMPORTER)
    assert shown(found) == [
        ("listed", ["d001", "d002", "d003"]),
        ("listed", ["d004"]),
        ("good-at-risk", ["d003"]),
    ]
    assert found[2].strength > found[1].strength


def test_an_importer_that_no_finding_reaches_has_no_way(two_ways: list[Declaration]) -> None:
    assert to_buyer(run(two_ways, (MILL, FindingKind.LISTED)), SECOND) == ()
    assert to_buyer(run(two_ways), IMPORTER) == ()


def test_the_ways_to_a_declaration_are_among_those_to_its_buyer(story: list[Declaration]) -> None:
    result = run(story, (MILL, FindingKind.LISTED))
    lines = [n for n, one in enumerate(result.lines.declarations) if one.buyer == IMPORTER]
    for line in lines:
        assert {*shown(PathTeller(result).paths(line))[0][1]} <= {
            step for _, steps in shown(to_buyer(result, IMPORTER)) for step in steps
        }


def test_a_way_over_a_denied_link_falls_away(two_ways: list[Declaration]) -> None:
    contested = [replace(one, contested=one.id == "d002") for one in two_ways]
    result = run(contested, (MILL, FindingKind.LISTED))
    paths = to_buyer(result, IMPORTER)
    findings = [finding for one in result.channels for finding in one.findings]
    assert shown(fallen(paths, findings)) == [("listed", ["d001", "d002", "d003"])]


def test_a_way_from_a_finding_that_is_no_longer_there_falls_away(two_ways: list[Declaration]) -> None:
    paths = to_buyer(run(two_ways, (MILL, FindingKind.OWNED_BY_LISTED)), IMPORTER)
    assert fallen(paths, []) == paths
    assert fallen(paths, [paths[0].finding]) == ()


def test_a_company_written_in_two_ways_says_why_it_was_taken_for_one(make: Make) -> None:
    again = replace(WEAVER, name="WUVANLO DEMO  WEAVING JSC")
    declarations = [
        make(MILL, WEAVER, "5205", date(2026, 3, 1)),
        make(again, MAKER, "5208", date(2026, 4, 1)),
        make(MAKER, IMPORTER, "6205", date(2026, 5, 1), flow=Flow.IMPORT),
    ]
    (path,) = to_buyer(run(declarations, (MILL, FindingKind.LISTED)), IMPORTER)
    (merged,) = path.merged
    assert merged.reason is MergeReason.SAME_NAME
    assert {merged.first, merged.second} == {WEAVER.name, "WUVANLO DEMO WEAVING JSC"}


def test_names_that_came_together_over_a_third_say_each_merge(make: Make) -> None:
    """The third name stands on no document of the way: the register alone knows that it is both others."""
    first, third, second = (Party(name=name, country="vn") for name in ("Zuvanlo Alpha", "Quemba", "Ridokta Sewing"))
    declarations = [
        make(MILL, first, "5205", date(2026, 3, 1)),
        make(second, IMPORTER, "5208", date(2026, 4, 1), flow=Flow.IMPORT),
    ]
    parties = [MILL, IMPORTER, first, second, third]
    judged = [Judgement(first=spelling_of(one), second=spelling_of(third), same=True) for one in (first, second)]
    companies = resolve(parties, judgements=judged)
    subject = CompanySubject(EntityId(companies.entities[companies.of(MILL)].id))
    finding = Finding(
        id=FindingId("f"), subject=subject, issue=Issue.FORCED_LABOUR, kind=FindingKind.LISTED, basis="invented case"
    )
    (path,) = to_buyer(assess(declarations, companies, [finding]), IMPORTER)
    assert [one.reason for one in path.merged] == [MergeReason.JUDGED_SAME] * 2
    assert {name for one in path.merged for name in (one.first, one.second)} == {first.name, second.name, third.name}


def test_a_company_written_in_one_way_says_nothing_of_merges(two_ways: list[Declaration]) -> None:
    assert all(path.merged == () for path in to_buyer(run(two_ways, (MILL, FindingKind.LISTED)), IMPORTER))
