"""Tranches, costs, reports, samples, and which countries and purposes a line is for."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.funds import (
    RISKS,
    Amount,
    Condition,
    Eligibility,
    Signature,
    Tranche,
    audit_sample,
    audit_size,
    cost_problems,
    costs,
    line_problems,
    oda_eligible,
    purposes,
    report_form,
    schedule_problems,
    tranche_problems,
)
from tadasu.schema import UsageError

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
SIGNED = (Signature(person="asagi", day=MAY), Signature(person="kon", day=MAY))
READY = Tranche(id="t1", award="a1", number=1, amount=Amount(100, "JPY"), signatures=SIGNED)


def said(tranche: Tranche, today: date = JUNE) -> list[str]:
    return [one.code for one in tranche_problems(tranche, today=today)]


def test_a_tranche_that_waits_for_nothing_is_paid_when_two_people_signed() -> None:
    assert said(READY) == []
    assert said(replace(READY, signatures=SIGNED[:1])) == ["tranche-unsigned"]
    assert said(replace(READY, signatures=(SIGNED[0], replace(SIGNED[0], day=JUNE)))) == ["tranche-unsigned"]
    assert said(READY, date(2026, 4, 30)) == ["tranche-unsigned"]


def test_a_tranche_waits_for_its_day_and_for_its_milestone() -> None:
    assert said(replace(READY, due=date(2026, 6, 2))) == ["tranche-not-due"]
    assert said(replace(READY, due=JUNE)) == []
    assert said(replace(READY, milestone="report")) == ["tranche-milestone-open"]
    assert said(replace(READY, milestone="report", reached=date(2026, 7, 1))) == ["tranche-milestone-open"]
    assert said(replace(READY, milestone="report", reached=MAY)) == []


def test_a_condition_is_met_or_waived_by_somebody_for_a_reason() -> None:
    def with_condition(**more: object) -> list[str]:
        return said(replace(READY, conditions=(Condition(id="c", **more),)))  # type: ignore[arg-type]

    assert with_condition() == ["condition-open"]
    assert with_condition(met=MAY) == []
    assert with_condition(met=date(2026, 6, 2)) == ["condition-open", "signature-before-readiness"]
    assert with_condition(waived=MAY, waived_by="kon", reason="danger") == []
    assert with_condition(waived=MAY, waived_by="kon") == ["waiver-unexplained"]
    assert with_condition(waived=MAY, reason="danger") == ["waiver-unexplained"]


def test_who_signed_before_the_conditions_were_met_signs_again() -> None:
    late = replace(READY, conditions=(Condition(id="c", met=date(2026, 5, 2)),))
    assert said(late) == ["signature-before-readiness"]
    again = (*SIGNED, Signature(person="midori", day=date(2026, 5, 3)))
    assert said(replace(late, signatures=again)) == ["signature-before-readiness"]
    fresh = tuple(replace(one, day=date(2026, 5, 3)) for one in SIGNED)
    assert said(replace(late, signatures=fresh)) == []


def test_tranches_are_together_the_award_and_follow_one_another() -> None:
    second = replace(READY, id="t2", number=2, due=JUNE)
    first = replace(READY, due=MAY)
    assert schedule_problems("a1", Amount(200, "JPY"), [second, first]) == ()
    assert [one.code for one in schedule_problems("a1", Amount(201, "JPY"), [first, second])] == ["schedule-sum"]
    swapped = [replace(first, due=JUNE), replace(second, due=MAY)]
    assert [one.code for one in schedule_problems("a1", Amount(200, "JPY"), swapped)] == ["schedule-order"]
    assert [one.code for one in schedule_problems("a1", Amount(100, "JPY"), [second])] == ["schedule-order"]


def planned(**parts: int) -> dict[str, Amount]:
    return {name.replace("_", "-"): Amount(minor, "EUR") for name, minor in parts.items()}


def test_core_costs_and_security_are_allowed() -> None:
    budget = planned(salaries=500, rent=150, legal=50, security=150, overhead=150)
    assert cost_problems("a1", budget, currency="EUR") == ()
    assert cost_problems("a1", {}, currency="EUR") == ()


@pytest.mark.parametrize(
    ("budget", "codes"),
    [
        (planned(salaries=901, security=99), ["security-below"]),
        (planned(salaries=799, security=201), ["security-above"]),
        (planned(salaries=700, security=149, overhead=151), ["overhead-above"]),
        (planned(salaries=790, security=150, campaign=60), ["cost-not-eligible"]),
        (planned(salaries=790, security=150, debts=60), ["cost-ask"]),
        (planned(salaries=850, security=150, yacht=9), ["cost-unknown"]),
    ],
)
def test_what_speaks_against_a_budget_is_said(budget: Mapping[str, Amount], codes: list[str]) -> None:
    assert [one.code for one in cost_problems("a1", budget, currency="EUR")] == codes


def test_limits_are_rounded_in_the_grantee_s_favour() -> None:
    """Of 109 cents a tenth is 10.9 and a fifth 21.8: 10 are enough, 22 are not too much."""
    for security in (10, 22):
        assert cost_problems("a1", planned(salaries=109 - security, security=security), currency="EUR") == ()
    for security in (9, 23):
        assert cost_problems("a1", planned(salaries=109 - security, security=security), currency="EUR") != ()


def test_a_budget_in_two_currencies_is_none() -> None:
    with pytest.raises(UsageError):
        cost_problems("a1", {"rent": Amount(1, "JPY")}, currency="EUR")


def test_a_small_grant_may_report_by_word_of_mouth_and_a_dangerous_one_longer() -> None:
    told = {
        risk: [report_form(Amount(euro * 100, "EUR"), risk=risk).form for euro in (10_000, 50_000, 50_001)]
        for risk in RISKS
    }
    assert told == {
        "low": ["spoken", "short", "full"],
        "medium": ["spoken", "short", "full"],
        "high": ["spoken", "spoken", "short"],
    }
    with pytest.raises(UsageError):
        report_form(Amount(1, "JPY"), risk="low")
    with pytest.raises(UsageError):
        report_form(Amount(1, "EUR"), risk="none")


@given(st.integers(0, 5000), st.sampled_from(RISKS))
def test_a_sample_is_never_more_than_there_is_and_never_shrinks_with_it(count: int, risk: str) -> None:
    size = audit_size(count, risk=risk)
    assert 0 <= size <= count
    assert size <= audit_size(count + 1, risk=risk)
    assert audit_size(count, risk="high") >= audit_size(count, risk="low")


def test_a_sample_is_the_same_for_a_seed_in_any_order_and_another_for_another() -> None:
    names = [f"g{number}" for number in range(50)]
    shuffled = Random(3).sample(names, 50)
    assert audit_sample(names, 8, seed="head") == audit_sample(shuffled, 8, seed="head")
    assert audit_sample(names, 8, seed="head") != audit_sample(names, 8, seed="other")
    assert len(audit_sample(names, 8, seed="head")) == 8


def verdict(place: str, day: date) -> str:
    return oda_eligible(place, day).eligibility.value


def test_russia_and_hong_kong_are_off_the_list_and_the_persecuted_of_five_others_on_it() -> None:
    day = date(2025, 3, 1)
    assert {place: verdict(place, day) for place in ("ru", "hk", "mm", "by", "ir", "kp", "cn", "cn-xj")} == {
        "ru": "out",
        "hk": "out",
        **dict.fromkeys(("mm", "by", "ir", "kp", "cn", "cn-xj"), "in"),
    }


def test_of_a_day_without_a_list_nothing_is_said() -> None:
    for day in (date(2023, 12, 31), date(2027, 1, 1)):
        assert [verdict(place, day) for place in ("mm", "ru")] == ["undetermined"] * 2


def test_a_country_that_left_is_off_and_one_whose_leaving_was_open_is_undetermined() -> None:
    assert [verdict("nr", day) for day in (date(2025, 12, 31), date(2026, 1, 1))] == ["in", "out"]
    assert [verdict("ms", day) for day in (date(2025, 12, 31), date(2026, 1, 1))] == ["in", "undetermined"]


def test_the_answer_is_as_sure_as_its_weakest_row() -> None:
    assert oda_eligible("mm", date(2025, 1, 1)).confidence == "likely"
    assert oda_eligible("af", date(2025, 1, 1)).confidence == "check"
    assert oda_eligible("mm", date(2026, 5, 1)).confidence == "check"
    assert oda_eligible("mm", date(2030, 1, 1)).confidence == ""
    assert oda_eligible("mm", date(2030, 1, 1)).eligibility is Eligibility.UNDETERMINED


def test_rows_that_contradict_one_another_are_a_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"place": "mm", "from": "2024-01-01", "to": "", "state": "listed", "source": "one", "confidence": "sure"}
    both = (row, {**row, "state": "open", "source": "two"})
    monkeypatch.setattr("tadasu.funds._oda.rows", lambda name: both if name == "oda_recipients" else (row,))
    answer = oda_eligible("mm", MAY)
    assert (answer.eligibility, answer.sources) == (Eligibility.CONFLICT, ("one", "two"))


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(UsageError):
        oda_eligible("atlantis", MAY)


@pytest.mark.parametrize(
    ("purpose", "oda", "place", "day", "codes"),
    [
        ("15153", True, "mm", MAY, []),
        ("15153", True, "ru", MAY, ["oda-off-list"]),
        ("15153", False, "ru", MAY, []),
        ("15153", True, "mm", date(2030, 1, 1), ["oda-list-unknown"]),
        ("22030", False, "ru", MAY, ["purpose-boundary"]),
        ("11110", False, "ru", MAY, ["purpose-unknown"]),
    ],
)
def test_off_the_list_a_line_that_is_no_assistance_is_needed(
    purpose: str, oda: bool, place: str, day: date, codes: list[str]
) -> None:
    assert [one.code for one in line_problems("l", purpose=purpose, oda=oda, place=place, day=day)] == codes


def test_the_five_purposes_of_the_field_are_used_and_their_neighbours_are_not() -> None:
    used = [code for code, one in purposes().items() if not one.boundary]
    assert used == ["15150", "15153", "15160", "15170", "15180"]
    for one in purposes().values():
        assert set(one.not_here) <= set(purposes())


def test_costs_have_names_in_both_languages() -> None:
    assert all(set(one.names) == {"en", "ja"} for one in costs().values())
