"""What becomes of declarations: held, asked about, not traceable, clear; and in which order."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.assessment.conftest import IMPORTER, MAKER, MILL, OTHER_MILL, SECOND, WEAVER, Make

from tadasu.assessment import Assessment, Disposition, GroupBy, PathTeller, Policy, assess, grouped, resolve, table
from tadasu.schema import (
    Certainty,
    CompanySubject,
    Declaration,
    DeclarationId,
    Finding,
    FindingId,
    FindingKind,
    Flow,
    GoodOfCountry,
    Issue,
    Party,
    Period,
    PlaceSubject,
    Subject,
    UsageError,
)

DAY = date(2026, 4, 1)


def run(declarations: list[Declaration], *findings: Finding, mill: bool = True, **options: Any) -> Assessment:
    companies = resolve([party for one in declarations for party in (one.seller, one.buyer)])
    if mill:
        subject = CompanySubject(companies.entities[companies.of(MILL)].id)
        findings += (finding(subject, period=Period(start=date(2026, 3, 1))),)
    return assess(declarations, companies, findings, **options)


def finding(subject: Subject, **other: Any) -> Finding:
    given: dict[str, Any] = {
        "id": FindingId("f-mill"),
        "issue": Issue.STATE_IMPOSED_FORCED_LABOUR,
        "kind": FindingKind.SUBSTANTIATED,
        "basis": "invented case",
        **other,
    }
    return Finding(subject=subject, **given)


def rules(result: Assessment) -> dict[str, tuple[str, str]]:
    rows = table(result).select("declaration", "disposition", "rule").rows()
    return {declaration: (disposition, rule) for declaration, disposition, rule in rows}


def test_the_story(story: list[Declaration]) -> None:
    result = run(story, flow=Flow.IMPORT)
    assert rules(result) == {
        "d005": ("hold", "in-chain"),
        "d006": ("not-traceable", "no-upstream"),
        "d007": ("not-traceable", "no-upstream"),
    }
    first = table(result).row(0, named=True)
    assert first["declaration"] == "d005"
    assert first["tier"] == 3
    assert 610_000 <= first["share_least"] <= 620_000 <= first["share_most"]
    assert first["tiers_seen"] == 2


FARM = Party(name="Targzoket Demo Cotton Farms", country="au")


def spun(make: Make, cotton: int, yarn: int) -> list[Declaration]:
    """Cotton from a farm, yarn of a mill, cloth of a weaver; d003 is what comes in."""
    return [
        *(
            [make(FARM, OTHER_MILL, "5201", date(2026, 2, 1), cotton)]
            if cotton
            else [make(FARM, IMPORTER, "5201", DAY)]
        ),
        make(OTHER_MILL, WEAVER, "5205", date(2026, 3, 1), yarn),
        make(WEAVER, IMPORTER, "5208", date(2026, 3, 5), 800, Flow.IMPORT),
    ]


def test_a_clear_declaration_says_how_much_could_be_seen(make: Make) -> None:
    row = table(run(spun(make, 1000, 1000), mill=False, flow=Flow.IMPORT)).row(0, named=True)
    assert (row["disposition"], row["rule"], row["tiers_seen"]) == ("clear", "nothing-found", 2)
    assert (row["share_seen"], row["share_origin"]) == (1_000_000, 1_000_000)


def test_what_cannot_be_followed_to_its_origin_is_not_clear(make: Make) -> None:
    lines = spun(make, 0, 1000)
    row = table(run(lines, mill=False, flow=Flow.IMPORT)).row(0, named=True)
    assert (row["disposition"], row["rule"]) == ("not-traceable", "origin-unseen")
    assert (row["share_seen"], row["share_origin"], row["tiers_seen"]) == (1_000_000, 0, 1)
    assert rules(run(lines, mill=False, flow=Flow.IMPORT, policy=Policy(least_origin=0)))["d003"][0] == "clear"


def test_a_thread_that_is_seen_far_up_does_not_stand_for_the_rest(make: Make) -> None:
    unknown = Party(name="Grivzodan Demo Shell Ltd", country="hk")
    lines = [*spun(make, 10, 10), make(unknown, WEAVER, "5205", date(2026, 3, 2), 990)]
    row = next(one for one in table(run(lines, mill=False)).iter_rows(named=True) if one["declaration"] == "d003")
    assert (row["disposition"], row["tiers_seen"]) == ("not-traceable", 2)
    assert row["share_origin"] < 20_000


def test_little_seen_is_a_question(make: Make) -> None:
    lines = spun(make, 1000, 300)
    assert rules(run(lines, mill=False, flow=Flow.IMPORT))["d003"] == ("ask", "little-seen")
    lenient = Policy(least_seen=0, least_origin=0)
    assert rules(run(lines, mill=False, flow=Flow.IMPORT, policy=lenient))["d003"][0] == "clear"


def test_a_sale_to_oneself_says_nothing_about_where_goods_come_from(make: Make) -> None:
    lines = [make(WEAVER, WEAVER, "5208", date(2026, 3, 1)), make(WEAVER, IMPORTER, "5208", DAY, 800, Flow.IMPORT)]
    assert rules(run(lines, mill=False, flow=Flow.IMPORT))["d002"] == ("not-traceable", "no-upstream")


def test_two_firms_that_sell_to_each_other_do_not_make_each_other_traceable(make: Make) -> None:
    lines = [
        make(WEAVER, MAKER, "5208", DAY),
        make(MAKER, WEAVER, "5208", DAY),
        make(WEAVER, IMPORTER, "5208", DAY, 800, Flow.IMPORT),
    ]
    assert rules(run(lines, mill=False, flow=Flow.IMPORT))["d003"][0] == "not-traceable"


def test_row_nine_comes_before_row_ten(make: Make) -> None:
    lines = [make(MILL, WEAVER, "5205", DAY, 100), make(WEAVER, IMPORTER, "5208", DAY, 100, Flow.IMPORT)]
    numbered = [replace(one, id=DeclarationId(str(9 + n))) for n, one in enumerate(lines)]
    row = table(run(numbered, flow=Flow.IMPORT)).row(0, named=True)
    assert (row["share_least"], row["share_most"]) == (1_000_000, 1_000_000)


def test_a_finding_on_the_seller_touches_the_declaration_itself(make: Make) -> None:
    lines = [make(MILL, IMPORTER, "5205", date(2026, 4, 1), 10, Flow.IMPORT)]
    result = run(lines, flow=Flow.IMPORT)
    assert rules(result)["d001"] == ("hold", "touched")
    assert table(result)["finding"].to_list() == ["f-mill"]


def test_a_denied_link_is_a_question_and_can_be_left_out(story: list[Declaration]) -> None:
    contested = [replace(one, contested=one.id == "d003") for one in story]
    assert rules(run(contested, flow=Flow.IMPORT))["d005"] == ("ask", "contested")
    assert rules(run(contested, flow=Flow.IMPORT, without_contested=True))["d005"] == ("not-traceable", "no-upstream")


def test_a_denied_declaration_of_ones_own_is_still_assessed(story: list[Declaration]) -> None:
    contested = [replace(one, contested=one.id == "d005") for one in story]
    found = rules(run(contested, flow=Flow.IMPORT, without_contested=True))
    assert set(found) == {"d005", "d006", "d007"}


def test_a_weak_chain_is_a_question(story: list[Declaration]) -> None:
    weak = [replace(one, certainty=Certainty.INFERRED) for one in story]
    assert rules(run(weak, flow=Flow.IMPORT))["d005"] == ("hold", "in-chain")
    assert rules(run(weak, flow=Flow.IMPORT, policy=Policy(least_strength=-500)))["d005"] == ("ask", "weak-chain")


@pytest.mark.parametrize(
    ("issue", "kind"),
    [(Issue.POLLUTION, FindingKind.SUBSTANTIATED), (Issue.FORCED_LABOUR, FindingKind.GOOD_AT_RISK)],
)
def test_other_issues_and_goods_at_risk_are_questions(make: Make, issue: Issue, kind: FindingKind) -> None:
    lines = [make(OTHER_MILL, IMPORTER, "5205", date(2026, 4, 1), 10, Flow.IMPORT, origin_country="au")]
    risk = finding(GoodOfCountry("5205", "au"), issue=issue, kind=kind)
    assert rules(run(lines, risk, mill=False, flow=Flow.IMPORT))["d001"] == ("ask", "other-finding")


def test_the_gravest_of_several_findings_decides_and_the_others_are_named(story: list[Declaration]) -> None:
    child = finding(GoodOfCountry("5205", "au"), id=FindingId("f-child"), issue=Issue.CHILD_LABOUR)
    row = table(run(story, child, flow=Flow.IMPORT)).row(0, named=True)
    assert (row["declaration"], row["issue"]) == ("d005", "state-imposed-forced-labour")
    assert row["also"] == "substantiated:child-labour"


def test_a_presumed_region_reaches_what_was_made_there(story: list[Declaration]) -> None:
    presumed = finding(PlaceSubject("cn-xj"), id=FindingId("f-region"), kind=FindingKind.PRESUMED)
    result = run(story, presumed, mill=False, flow=Flow.IMPORT)
    assert rules(result)["d005"] == ("hold", "in-chain")
    assert table(result)["kind"].to_list()[0] == "presumed"


def test_a_code_that_names_no_product_is_a_question(make: Make) -> None:
    lines = [make(OTHER_MILL, IMPORTER, "52", date(2026, 4, 1), 10, Flow.IMPORT)]
    assert rules(run(lines, mill=False, flow=Flow.IMPORT))["d001"] == ("ask", "good-unknown")


def test_an_unknown_weight_never_becomes_a_share_of_nothing(make: Make) -> None:
    lines = [
        make(MILL, WEAVER, "5205", date(2026, 3, 10), None),
        make(WEAVER, IMPORTER, "5208", date(2026, 3, 20), None, Flow.IMPORT),
    ]
    row = table(run(lines, flow=Flow.IMPORT)).row(0, named=True)
    assert (row["disposition"], row["share_most"], row["kilograms"]) == ("hold", 1_000_000, None)


def test_export_is_assessed_the_same_way(make: Make) -> None:
    lines = [make(MILL, MAKER, "5205", date(2026, 4, 1), 10, Flow.EXPORT)]
    assert rules(run(lines, flow=Flow.EXPORT))["d001"] == ("hold", "touched")


def test_severity_orders_the_queue_and_nothing_is_averaged(make: Make) -> None:
    forced = Party(name="Ruzbo Demo Fabrics", country="in")
    lines = [
        make(forced, IMPORTER, "5208", date(2026, 4, 1), 900_000, Flow.IMPORT),  # forced, not state-imposed; huge
        make(MILL, IMPORTER, "5205", date(2026, 4, 1), 1, Flow.IMPORT),  # state-imposed; one kilogram
        make(MILL, SECOND, "5205", date(2026, 4, 1), 5000, Flow.IMPORT),  # state-imposed; more
    ]
    companies = resolve([forced, IMPORTER, MILL, SECOND])
    other = finding(
        CompanySubject(companies.entities[companies.of(forced)].id), id=FindingId("f-other"), issue=Issue.FORCED_LABOUR
    )
    assert table(run(lines, other, flow=Flow.IMPORT))["declaration"].to_list() == ["d003", "d002", "d001"]


def test_the_order_of_the_file_does_not_matter(story: list[Declaration]) -> None:
    assert table(run(list(reversed(story)))).equals(table(run(story)))


def test_paths_tell_who_what_when_and_why(story: list[Declaration]) -> None:
    result = run(story, flow=Flow.IMPORT)
    (path, *_) = PathTeller(result).paths(int(result.queue[0]))
    assert [step.declaration for step in path.steps] == ["d001", "d003", "d005"]
    assert [step.passage for step in path.steps] == ["", "5205>5208", "5208>6205"]
    assert path.finding.id == "f-mill"
    assert path.steps[0].seller.name == MILL.name
    assert path.tier == 3
    assert PathTeller(result).paths(int(result.queue[-1])) == ()


def test_a_supplier_is_as_grave_as_its_gravest_declaration(story: list[Declaration]) -> None:
    queue = table(run(story))
    rows = {row["name"]: row for row in grouped(queue, GroupBy.SUPPLIER).iter_rows(named=True)}
    assert rows[MILL.name]["disposition"] == "hold"
    assert (rows[MILL.name]["hold"], rows[MILL.name]["declarations"]) == (1, 2)
    whole = grouped(queue, GroupBy.PORTFOLIO).row(0, named=True)
    assert whole["declarations"] == 7
    assert sum(whole[name.name.lower()] for name in Disposition) == 7
    assert grouped(queue, GroupBy.PRODUCT)["group"].to_list()[0] in {"5205", "5208", "6205"}


def test_nothing_to_assess_is_an_empty_queue() -> None:
    result = run([], mill=False)
    assert table(result).height == 0
    assert grouped(table(result), GroupBy.SUPPLIER).height == 0


@pytest.mark.parametrize("policy", [{"least_strength": 1}, {"least_seen": -1}, {"least_seen": 1_000_001}])
def test_a_policy_out_of_range_is_refused(policy: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        Policy(**policy)


def test_only_what_crosses_the_border_asked_about_is_assessed(story: list[Declaration], make: Make) -> None:
    out = make(MILL, MAKER, "5205", date(2026, 4, 1), 10, Flow.EXPORT)
    result = run([*story, out], country="jp")
    assert set(table(result)["declaration"].to_list()) == {"d005", "d006", "d007"}
    assert table(run([*story, out], country="cn", flow=Flow.EXPORT))["declaration"].to_list() == [out.id]


def company(declarations: list[Declaration], party: Party) -> CompanySubject:
    companies = resolve([each for one in declarations for each in (one.seller, one.buyer)])
    return CompanySubject(companies.entities[companies.of(party)].id)


def test_the_gravest_kind_of_finding_decides_where_a_declaration_stands(make: Make) -> None:
    """A is made of state-imposed goods and touched by a lesser finding itself; B holds a trace of state-imposed goods."""
    declarations = [
        make(MILL, WEAVER, "5205", DAY, 1000),
        make(WEAVER, IMPORTER, "5208", date(2026, 5, 1), 900, Flow.IMPORT),  # d002, A
        make(MILL, MAKER, "5205", DAY, 10),
        make(OTHER_MILL, MAKER, "5205", DAY, 990),
        make(MAKER, IMPORTER, "5208", date(2026, 5, 1), 900, Flow.IMPORT),  # d005, B
    ]
    lesser = finding(company(declarations, WEAVER), id=FindingId("f-weaver"), issue=Issue.FORCED_LABOUR)
    queue = table(run(declarations, lesser, flow=Flow.IMPORT))
    assert queue["declaration"].to_list() == ["d002", "d005"]
    assert queue["issue"].to_list() == ["state-imposed-forced-labour"] * 2
    assert queue["share_least"].to_list() == [1_000_000, 10_000]


def test_the_larger_share_is_not_hidden_behind_the_stronger_finding(make: Make) -> None:
    declarations = [
        make(MILL, MAKER, "5205", DAY, 10),
        make(OTHER_MILL, MAKER, "5205", DAY, 990),
        make(MAKER, IMPORTER, "5208", date(2026, 5, 1), 900, Flow.IMPORT),
    ]
    other = finding(company(declarations, OTHER_MILL), id=FindingId("f-other"), kind=FindingKind.LISTED)
    row = table(run(declarations, other, flow=Flow.IMPORT)).row(0, named=True)
    assert (row["kind"], row["share_least"]) == ("listed", 990_000)


def test_a_buyer_whose_country_is_not_known_may_be_inside(make: Make) -> None:
    nowhere = Party(name="Hiwagama Demo Stores")
    declarations = [make(MILL, nowhere, "5205", DAY, 10, Flow.IMPORT), make(MILL, WEAVER, "5205", DAY, 10, Flow.IMPORT)]
    assert table(run(declarations, country="jp"))["declaration"].to_list() == ["d001"]


@pytest.mark.parametrize("arrives_first", [True, False])
def test_used_up_does_not_rest_on_the_spelling_of_ids_on_one_day(make: Make, arrives_first: bool) -> None:
    def in_and_out() -> list[Declaration]:
        arrival, sale = [
            lambda: make(MILL, MAKER, "5201", date(2026, 5, 1), 100),
            lambda: make(MAKER, IMPORTER, "5205", date(2026, 5, 1), 50, Flow.IMPORT),
        ]
        return [arrival(), sale()] if arrives_first else [sale(), arrival()]

    declarations = [make(OTHER_MILL, MAKER, "5201", DAY, 100), *in_and_out()]
    row = table(run(declarations, flow=Flow.IMPORT)).row(0, named=True)
    assert (row["disposition"], row["rule"]) == ("hold", "in-chain")
    assert row["share_most"] > 0


def test_a_sale_that_is_denied_uses_nothing_up(make: Make) -> None:
    declarations = [
        make(MILL, MAKER, "5201", DAY, 100),
        make(MAKER, SECOND, "5201", date(2026, 4, 10), 100, contested=True),
        make(OTHER_MILL, MAKER, "5201", date(2026, 4, 20), 100),
        make(MAKER, IMPORTER, "5205", date(2026, 5, 1), 50, Flow.IMPORT),
    ]
    assert rules(run(declarations, flow=Flow.IMPORT))["d004"] == ("hold", "in-chain")
    settled = [replace(one, contested=False) for one in declarations]
    assert rules(run(settled, flow=Flow.IMPORT))["d004"] == ("ask", "used-up")


def test_a_finding_on_a_subheading_does_not_touch_its_sisters(make: Make) -> None:
    declarations = [
        make(MILL, IMPORTER, good, DAY, 10, Flow.IMPORT) for good in ("520511", "520512", "520512000", "5205")
    ]
    of_country = finding(GoodOfCountry("520512", "cn"))
    queue = table(run(declarations, of_country, mill=False, flow=Flow.IMPORT))
    held = set(queue.filter(queue["disposition"] == "hold")["declaration"].to_list())
    assert held == {"d002", "d003", "d004"}
