"""A plan says why: who is in, who is out, what it hangs on, what would have to change. All invented."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tadasu.funds import (
    Candidate,
    KnownCell,
    Limits,
    NoPlan,
    Option,
    Plan,
    PlanLine,
    PlanProblem,
    RestingFinding,
    SourceFacts,
    Tier,
    World,
    closing_cost,
    cost_of,
    each_alone,
    entry,
    forced,
    plan,
    ranked,
    source_needs,
)
from tadasu.schema import UsageError


def candidate(key: str, units: int, *, country: str = "xa", line: str = "open", through: str = "") -> Candidate:
    option = Option(
        id="year", tier="core", line=line, amounts={"2027": units}, keeps=frozenset({key}), intermediary=through
    )
    return Candidate(id=key, country=country, options=[option])


def problem(candidates: Sequence[Candidate], *, budget: int = 100, limits: Limits | None = None) -> PlanProblem:
    """`reed` and `dune` each keep the textiles known; the mining needs `mast` and `net` together; `idle` keeps nothing."""
    world = World(
        cells=[
            KnownCell(country="xa", sector="textiles", ways=each_alone(["reed", "dune"])),
            KnownCell(country="xa", sector="mining", ways=frozenset({frozenset({"mast", "net"})})),
        ],
        findings=[RestingFinding(id="mill", country="xa", sources=frozenset({"reed", "dune", "mast"}), least=2)],
        sources=[SourceFacts(key="reed", countries=frozenset({"xa"}), months=(0, 3), reach=4)],
    )
    return PlanProblem(
        world=world,
        closing=frozenset({"reed", "dune", "mast", "net"}),
        candidates=candidates,
        lines=[
            PlanLine(id="open", budget={"2027": budget}, oda=False),
            PlanLine(id="oda", budget={"2027": budget}, oda=True),
        ],
        tiers=(Tier(id="core", least=1, most=90),),
        recipients=frozenset({"xa"}),
        limits=limits or Limits(intermediaries=0, share=100),
    )


def planned(given: PlanProblem) -> Plan:
    found = plan(given)
    assert isinstance(found, Plan)
    return found


def reasons(found: Plan, key: str) -> list[str]:
    return [one.code for each in found.decisions if each.candidate == key for one in each.reasons]


def test_a_plan_is_advice_and_has_no_act() -> None:
    assert planned(problem([])).kind == "advice"
    assert not [one for one in dir(Plan) if one.startswith(("decide", "pay", "approve", "send"))]


def test_two_are_worth_more_than_each() -> None:
    """The mining needs both, and together they cost less than who keeps the textiles."""
    given = problem([candidate("mast", 30), candidate("net", 30), candidate("dune", 61)], budget=61)
    found = planned(replace(given, levels=("cells", "spare")))
    assert [one for one, _ in found.taken] == ["mast", "net"]
    assert reasons(found, "mast") == ["plan.in.cells"]
    assert reasons(found, "dune") == ["plan.out.weighed"]


def test_of_two_that_keep_the_same_one_is_left_out() -> None:
    found = planned(replace(problem([candidate("reed", 30), candidate("dune", 20)]), levels=("cells", "spare")))
    assert [one for one, _ in found.taken] == ["dune"]
    assert reasons(found, "reed") == ["plan.out.adds-nothing"]


def test_who_is_out_is_told_what_stands_against_it() -> None:
    found = planned(problem([candidate("reed", 90), candidate("dune", 20)], budget=90))
    out = next(one for one in found.decisions if not one.option)
    assert out.candidate == "dune"
    assert [(one.code, dict(one.params)["line"]) for one in out.blocked] == [("plan.rule.budget", "open")]


def test_a_country_off_the_list_gets_nothing_from_a_line_of_official_aid() -> None:
    found = planned(problem([candidate("reed", 30, country="xz", line="oda"), candidate("dune", 30, country="xz")]))
    assert [one for one, _ in found.taken] == ["dune"]
    assert reasons(found, "reed") == ["plan.excluded.oda"]


def test_the_price_of_forcing_one_in_and_the_money_that_brings_it_in() -> None:
    given = replace(
        problem([candidate("mast", 30), candidate("net", 30), candidate("idle", 40)], budget=60),
        levels=("cells", "spare"),
    )
    found = planned(given)
    price = forced(given, found, "idle")
    assert price is not None
    assert price.lost == (("cells", 1), ("spare", -20))
    assert (price.leave, price.enter) == (("mast", "net"), ("idle",))
    more = entry(given, found, "idle")
    assert more is not None
    assert (more.extra, more.proved, more.chosen) == ((("open", "2027", 40),), True, False)
    off = replace(given, recipients=frozenset(), candidates=[*given.candidates, candidate("reed", 1, line="oda")])
    assert entry(off, planned(off), "reed") is None
    with pytest.raises(UsageError):
        forced(given, found, "nobody")


def test_a_grant_of_several_years_pays_its_end_in_advance_and_one_of_a_year_does_not() -> None:
    option = Option(id="o", tier="core", line="open", amounts={"2027": 365, "2028": 366}, keeps=frozenset())
    assert closing_cost(option, Limits()) == 91
    assert cost_of(option, Limits()) == {"2027": 456, "2028": 366}
    assert closing_cost(replace(option, amounts={"2027": 365}), Limits()) == 0


def test_the_reserve_is_for_emergencies_alone() -> None:
    given = problem([candidate("reed", 60), candidate("dune", 60)], budget=60)
    given = replace(given, lines=[PlanLine(id="open", budget={"2027": 60}, oda=False, reserve={"2027": 1})])
    assert planned(given).taken == ()
    assert len(planned(replace(given, tiers=(Tier(id="core", least=1, most=90, emergency=True),))).taken) == 1


def test_none_of_three_intermediaries_has_more_than_half() -> None:
    keys = ("reed", "dune", "mast", "net")
    ways = [
        candidate(key, units, through=f"i{n}")
        for n, (key, units) in enumerate(zip(keys, (40, 10, 10, 10), strict=True))
    ]
    found = planned(problem(ways, limits=Limits()))
    assert sorted(one for one, _ in found.taken) == ["dune", "mast", "net"]
    out = next(one for one in found.decisions if one.candidate == "reed")
    assert [one.code for one in out.blocked] == ["plan.rule.share"]
    two = planned(problem(ways[1:3], limits=Limits()))
    assert two.taken == ()


def test_what_hangs_on_one_intermediary_is_said() -> None:
    ways = [candidate("mast", 30, through="bridge"), candidate("net", 30, through="bridge")]
    warned = {one.code: dict(one.params) for one in planned(problem(ways)).warnings}
    assert warned["plan.warning.carries"] == {"cells": "1", "findings": "0", "intermediary": "bridge"}
    assert warned["plan.warning.one-way"]["country"] == "xa"
    assert warned["plan.warning.share"]["share"] == "100"
    assert warned["plan.warning.unknown-money"] == {"count": "2", "of": "2"}


def test_demands_that_are_too_much_are_named_with_what_stands_against_them() -> None:
    limits = Limits(intermediaries=0, share=100, floors={"xa": 80}, caps={"xa": 300})
    found = plan(problem([candidate("reed", 60), candidate("dune", 60)], budget=90, limits=limits))
    assert isinstance(found, NoPlan)
    assert found.conflict is not None
    assert [one.code for one in found.conflict.rules] == ["plan.rule.budget", "plan.rule.floor"]


def test_simpler_plans_stand_beside_it() -> None:
    """Step by step, neither half of the pair adds anything."""
    given = problem([candidate("mast", 29), candidate("net", 30), candidate("dune", 60)], budget=60)
    given = replace(given, levels=("cells", "spare"))
    found = plan(given, ranking=ranked(source_needs(given.world)))
    assert isinstance(found, Plan)
    gain, ranking = found.compared
    assert (gain.name, gain.only_here, gain.only_there, gain.breaks) == ("gain", ("mast", "net"), ("dune",), ())
    assert gain.values < tuple(one.value for one in found.levels)
    assert ranking.name == "ranking"


def test_a_simpler_plan_says_which_rules_it_breaks() -> None:
    ways = [candidate("reed", 40, through="i0"), candidate("dune", 10, through="i1")]
    gain = planned(problem(ways, limits=Limits())).compared[0]
    assert {one.code for one in gain.breaks} == {"plan.rule.intermediaries", "plan.rule.share"}


@pytest.mark.parametrize(
    "changed",
    [
        {"levels": ("score",)},
        {"levels": ("cells", "cells")},
        {"tiers": ()},
        {"lines": [PlanLine(id="open", budget={"2027": 5}, reserve={"2027": 6})]},
        {"limits": Limits(share=101)},
        {"limits": Limits(must=frozenset({"nobody"}))},
        {"candidates": [candidate("reed", 5), candidate("reed", 6)]},
        {"candidates": [candidate("reed", 0)]},
    ],
)
def test_a_problem_that_cannot_be_meant_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        replace(problem([candidate("reed", 5)]), **changed)  # type: ignore[arg-type]
