"""Owned by a listed party is a finding that names its path."""

from datetime import date

from hypothesis import given
from tests.ownership.worlds import DAY, built, names, stake, worlds

from tadasu.ownership import findings, owned_by, path_text
from tadasu.schema import CompanySubject, EntityId, FindingKind, Issue, Period, Stake, StakeKind

A, X, Y = map(EntityId, "axy")


def test_a_finding_names_every_step_share_and_row() -> None:
    stakes = built(stake("x", "a", 60, row=4), stake("a", "b", 30, row=5), stake("y", "b", 20, row=6))
    first, second = findings(owned_by(stakes, [X, Y]))
    assert (first.subject, first.kind) == (CompanySubject(company=A), FindingKind.OWNED_BY_LISTED)
    assert second.id == "owned-by-listed:sanction:b"
    assert second.basis == "a<x=600000@own#4;b<a=300000@own#5+y=200000@own#6"


def test_a_link_of_control_names_its_kind_where_the_share_would_stand() -> None:
    owned = owned_by(built(stake("x", "a", kind=StakeKind.CONTROL)), [X], control=True)
    assert path_text(owned.proof(A)) == "a<x=control@own#1"


def test_the_issue_is_that_of_the_listing_and_several_make_several_findings() -> None:
    owned = owned_by(built(stake("x", "a", 25), stake("y", "a", 25)), [X, Y])
    (plain,) = findings(owned)
    both = findings(owned, issues={X: Issue.FORCED_LABOUR})
    assert plain.issue is Issue.SANCTION
    assert [found.issue for found in both] == [Issue.FORCED_LABOUR, Issue.SANCTION]
    assert len({found.id for found in both}) == 2


def test_the_period_is_the_time_in_which_all_stakes_were_held() -> None:
    stakes = built(
        stake("x", "a", 60, period=Period(start=date(2020, 1, 1), end=date(2027, 1, 1))),
        stake("a", "b", 60, period=Period(start=date(2022, 1, 1))),
    )
    _, second = findings(owned_by(stakes, [X]))
    assert second.period == Period(start=date(2022, 1, 1), end=date(2027, 1, 1))


def test_a_listed_or_undetermined_company_is_no_finding_here() -> None:
    stakes = built(stake("x", "a", 60), stake("x", "b", (25, 75)))
    assert findings(owned_by(stakes, [X, A])) == ()


@given(worlds, names)
def test_every_surely_owned_company_has_a_finding_of_its_own(world: list[Stake], listed: set[str]) -> None:
    owned = owned_by(built(*world), map(EntityId, listed))
    found = findings(owned)
    assert [finding.subject for finding in found] == [CompanySubject(company=name) for name in owned.companies()]
    assert all(finding.period.holds(DAY) and finding.basis for finding in found)
