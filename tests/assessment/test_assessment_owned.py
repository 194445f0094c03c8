"""Who belongs to listed parties, on which days, how surely; and what is open or denied is a question, never clear."""

from datetime import date
from typing import Any

import pytest

from tadasu.assessment import owned_findings, resolve
from tadasu.schema import (
    Certainty,
    CompanySubject,
    Doubt,
    Entity,
    EntityId,
    Finding,
    FindingId,
    FindingKind,
    Issue,
    ListId,
    Origin,
    Party,
    Period,
    Stake,
)

GROUP, OTHER, MID, MILL = (
    Party(name=name, country="cn")
    for name in (
        "Sepmulun Demo Holdings",
        "Targzoket Sample Capital",
        "Quaverdin Demo Ventures",
        "Wuvanlo Sample Weaving",
    )
)
PARTIES = (GROUP, OTHER, MID, MILL)
DAYS = Period(start=date(2026, 3, 1), end=date(2026, 9, 30))
COMPANIES = resolve(PARTIES)
NAMED = tuple(
    Entity(
        id=EntityId(one.name), schema="Company", name=one.name, origin=Origin(list_id=ListId("own"), row=1), countries=("cn",)
    )
    for one in PARTIES
)  # fmt: skip


def key(party: Party) -> EntityId:
    return EntityId(COMPANIES.entities[COMPANIES.of(party)].id)


def listing(party: Party = GROUP, **other: Any) -> Finding:
    given: dict[str, Any] = {
        "issue": Issue.STATE_IMPOSED_FORCED_LABOUR,
        "kind": FindingKind.LISTED,
        "basis": "Order 1",
        **other,
    }
    return Finding(id=FindingId("f"), subject=CompanySubject(key(party)), **given)


def stake(owner: Party, company: Party, least: float | None, most: float | None = None, **other: Any) -> Stake:
    given: dict[str, Any] = {"origin": Origin(list_id=ListId("own"), row=1), "certainty": Certainty.VERIFIED, **other}
    most = least if most is None else most
    return Stake(
        owner=EntityId(owner.name),
        company=EntityId(company.name),
        least=None if least is None else round(least * 10_000),
        most=None if most is None else round(most * 10_000),
        **given,
    )


def owned(
    stakes: list[Stake], *listings: Finding, days: Period = DAYS, contested: bool = True, of: Party = MILL
) -> list[Finding]:
    found = owned_findings(stakes, NAMED, listings or (listing(),), COMPANIES, days=days, contested=contested)
    return [one for one in found if one.subject == CompanySubject(key(of))]


def days_held(found: list[Finding], *days: date) -> list[bool]:
    return [any(one.period.holds(day) for one in found) for day in days]


FIRST, MIDDLE, LAST = date(2026, 3, 1), date(2026, 6, 15), date(2026, 9, 30)


@pytest.mark.parametrize("what", ["stake", "listing"])
@pytest.mark.parametrize(
    ("start", "end", "held"),
    [
        (date(2020, 1, 1), date(2030, 12, 31), [True, True, True]),
        (date(2015, 1, 1), date(2026, 12, 31), [True, True, True]),
        (None, LAST, [True, True, True]),
        (FIRST, None, [True, True, True]),
        (date(2027, 1, 1), None, [False, False, False]),
        (None, date(2026, 2, 28), [False, False, False]),
        (MIDDLE, MIDDLE, [False, True, False]),
        (LAST, None, [False, False, True]),
        (None, FIRST, [True, False, False]),
    ],
)
def test_ownership_holds_on_the_days_of_stake_and_listing_and_on_no_other(
    what: str, start: date | None, end: date | None, held: list[bool]
) -> None:
    period = Period(start=start, end=end)
    stakes = [stake(GROUP, MILL, 60, period=period if what == "stake" else Period())]
    found = owned(stakes, listing(period=period if what == "listing" else Period()))
    assert days_held(found, FIRST, MIDDLE, LAST) == held
    assert len({one.id for one in found}) == len(found)


def test_declarations_of_one_day_are_asked_about_that_day() -> None:
    until = [stake(GROUP, MILL, 60, period=Period(start=date(2020, 1, 1), end=date(2030, 1, 1)))]
    assert days_held(owned(until, days=Period(start=FIRST, end=FIRST)), FIRST) == [True]


@pytest.mark.parametrize(
    "open_stake",
    [stake(GROUP, MILL, 40, 60), stake(GROUP, MILL, None)],
    ids=["a band over half", "no figure"],
)
def test_a_share_that_may_be_half_is_an_open_question(open_stake: Stake) -> None:
    (found,) = owned([open_stake])
    assert (found.doubt, found.kind) == (Doubt.OWNER_UNSURE, FindingKind.OWNED_BY_LISTED)
    assert found.period.holds(MIDDLE)


def test_lists_that_contradict_each_other_about_half_leave_it_open_and_name_their_rows() -> None:
    second = stake(GROUP, MILL, 40, origin=Origin(list_id=ListId("register"), row=7))
    (found,) = owned([stake(GROUP, MILL, 60), second])
    assert found.doubt is Doubt.OWNER_UNSURE
    assert found.basis == f"{GROUP.name} 40 to 60 % of {MILL.name} (own, row 1, register, row 7)"


def test_an_open_question_names_the_stakes_that_decide_it_tier_by_tier() -> None:
    stakes = [
        stake(GROUP, MID, 10, 55),
        stake(MID, MILL, 100, origin=Origin(list_id=ListId("own"), row=2)),
    ]
    (found,) = owned(stakes)
    assert found.basis == (
        f"{GROUP.name} 10 to 55 % of {MID.name} (own, row 1); {MID.name} 100 % of {MILL.name} (own, row 2)"
    )
    (nothing,) = owned([stake(GROUP, MILL, None)])
    assert nothing.basis == f"{GROUP.name} an unknown share of {MILL.name} (own, row 1)"


@pytest.mark.parametrize("stakes", [[stake(GROUP, MILL, 20, 49)], [stake(GROUP, MILL, None), stake(OTHER, MILL, 60)]])
def test_what_cannot_be_half_is_no_question(stakes: list[Stake]) -> None:
    assert owned(stakes) == []


def test_a_band_above_half_is_sure() -> None:
    (found,) = owned([stake(GROUP, MILL, 50, 75)])
    assert found.doubt is Doubt.NONE


def test_a_denied_stake_is_marked_and_one_that_holds_without_it_is_not() -> None:
    denied = stake(GROUP, MILL, 60, contested=True)
    (found,) = owned([denied])
    assert (found.doubt, found.basis) == (
        Doubt.CONTESTED,
        f"{GROUP.name} 60 % of {MILL.name} (own, row 1, denied)",
    )
    (found,) = owned([denied, stake(OTHER, MILL, 50)], listing(), listing(OTHER))
    assert found.doubt is Doubt.NONE
    assert owned([denied], contested=False) == []


def test_a_denied_stake_that_would_leave_no_room_does_not_settle_an_open_question() -> None:
    (found,) = owned([stake(GROUP, MILL, None), stake(OTHER, MILL, 60, contested=True)])
    assert found.doubt is Doubt.OWNER_UNSURE


@pytest.mark.parametrize(
    ("certainty", "strength"), [(Certainty.VERIFIED, 0), (Certainty.REPORTED, -105), (Certainty.INFERRED, -693)]
)
def test_a_stake_that_is_less_sure_takes_off_as_a_declaration_does(certainty: Certainty, strength: int) -> None:
    (found,) = owned([stake(GROUP, MILL, 60, certainty=certainty)])
    assert found.strength == strength
    (through,) = owned([stake(GROUP, MID, 60, certainty=certainty), stake(MID, MILL, 60, certainty=certainty)])
    assert through.strength == 2 * strength


def test_each_kind_and_issue_of_a_listing_is_asked_by_itself() -> None:
    weak = listing(kind=FindingKind.DETERMINED, strength=-5000)
    strong = listing(issue=Issue.SANCTION)
    found = owned([stake(GROUP, MILL, 60)], weak, strong)
    assert {(one.issue, one.strength) for one in found} == {
        (Issue.STATE_IMPOSED_FORCED_LABOUR, -5000),
        (Issue.SANCTION, 0),
    }


def test_owners_listed_for_different_things_do_not_add_up() -> None:
    wages = listing(kind=FindingKind.DETERMINED, issue=Issue.WAGES_BELOW_LIVING)
    stakes = [stake(GROUP, MILL, 30), stake(OTHER, MILL, 20)]
    assert owned(stakes, wages, listing(OTHER, issue=Issue.SANCTION)) == []
    both = owned(stakes, listing(issue=Issue.SANCTION), listing(OTHER, issue=Issue.SANCTION))
    assert [one.issue for one in both] == [Issue.SANCTION]


def test_the_weakest_listing_that_is_needed_counts_and_no_other() -> None:
    stakes = [stake(GROUP, MILL, 30), stake(OTHER, MILL, 20), stake(MID, MILL, 50)]
    weak, weaker = listing(OTHER, strength=-1000), listing(MID, strength=-3000)
    assert [one.strength for one in owned(stakes, listing(), weak, weaker)] == [-1000]
    assert [one.strength for one in owned(stakes, listing(), weaker)] == [-3000]


def test_an_owner_of_several_listings_of_one_authority_counts_by_the_strongest_of_the_day() -> None:
    early = listing(strength=-100, period=Period(end=date(2026, 5, 31)))
    found = owned([stake(GROUP, MILL, 60)], early, listing(strength=-900))
    assert [(one.strength, one.period.holds(FIRST), one.period.holds(LAST)) for one in found] == [
        (-100, True, False),
        (-900, False, True),
    ]


def test_a_finding_that_lists_nobody_makes_no_owner() -> None:
    assert owned([stake(GROUP, MILL, 60)], listing(kind=FindingKind.SUBSTANTIATED)) == []


def test_a_change_elsewhere_does_not_cut_a_finding_in_two() -> None:
    stakes = [stake(GROUP, MILL, 60), stake(GROUP, MID, 60, period=Period(start=MIDDLE))]
    (found,) = owned(stakes)
    assert found.period == Period()
    gap = [stake(GROUP, MILL, 60, period=Period(end=FIRST)), stake(GROUP, MILL, 60, period=Period(start=LAST))]
    assert days_held(owned(gap), FIRST, MIDDLE, LAST) == [True, False, True]
