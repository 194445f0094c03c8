"""The parts of a need side by side, and the order that they give: nothing is added, nothing unknown is read as nothing."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.funds.worlds import KEYS, relabelled, shuffled, world_of

from tadasu.funds import (
    EVERY,
    ORDER,
    SHOWN,
    CountryFacts,
    CountryNeed,
    KnownCell,
    PastFunding,
    Press,
    RankingLine,
    RestingFinding,
    SourceFacts,
    World,
    at_risk,
    country_needs,
    each_alone,
    losses,
    losses_of,
    press_band,
    press_eras,
    ranked,
    source_needs,
)
from tadasu.schema import UsageError

SEEDS = st.integers(0, 2**32)
FEW = settings(max_examples=60)
BY = {1: 1, 2: 10, 3: 100, 4: 1000}


def needs_of(world: World) -> tuple[CountryNeed, ...]:
    risk = at_risk(world, months=6)
    return country_needs(world, closing=risk.surely, perhaps=risk.perhaps | risk.unknown)


def by_id(lines: tuple[RankingLine, ...]) -> dict[str, int]:
    return {one.id: one.place for one in lines}


def test_a_country_of_which_nothing_is_known_is_unknown_in_every_part() -> None:
    (need,) = country_needs(World(cells=[KnownCell(country="xa", sector="m")]), closing=frozenset())
    assert (need.asked, need.known) == (1, 0)
    assert {one.state for one in need.components} == {"unknown"}
    (line,) = ranked([need])
    assert {one.code for one in line.reasons} == {"need.unknown"}


def test_severity_is_the_gravest_on_each_axis_and_no_number_of_them() -> None:
    findings = [
        RestingFinding(id="a", country="xa", sources=frozenset("s"), severity=(3, 1, 1)),
        RestingFinding(id="b", country="xa", sources=frozenset("s"), severity=(1, 1, None)),
    ]
    (need,) = country_needs(World(findings=findings), closing=frozenset("s"))
    axes = [need.component(name) for name in ("scale", "scope", "irremediability")]
    assert [(one.low, one.high, one.of) for one in axes] == [(3, 3, 3), (1, 1, 3), (1, 3, 3)]


def test_who_may_close_makes_a_part_a_pair_of_bounds() -> None:
    cells = [KnownCell(country="xa", sector=name, ways=each_alone([name])) for name in ("m", "n")]
    (need,) = country_needs(World(cells=cells), closing=frozenset("m"), perhaps=frozenset("n"))
    assert (need.component("cells").low, need.component("cells").high) == (1, 2)
    assert need.component("cells").state == "partly"


def test_money_is_that_of_whom_it_ends_first_and_unknown_money_may_end_now() -> None:
    sources = [
        SourceFacts(key="a", countries=frozenset({"xa"}), months=(3, 6), lost=40, funders=2, reach=2),
        SourceFacts(key="b", countries=frozenset({"xa"}), months=(6, 9), lost=10, funders=1, reach=1),
    ]
    (need,) = country_needs(World(sources=sources), closing=frozenset())
    told = [need.component(name) for name in ("money", "lost", "funders", "reach")]
    assert [(one.low, one.high) for one in told] == [(-6, -3), (40, 40), (-1, -1), (2, 2)]
    (need,) = country_needs(
        World(sources=[*sources, SourceFacts(key="c", countries=frozenset({"xa"}))]), closing=frozenset()
    )
    told = [need.component(name) for name in ("money", "lost", "funders", "reach")]
    assert [(one.low, one.high) for one in told] == [(-6, 0), (40, 100), (-1, 0), (2, 4)]


def test_press_freedom_has_a_band_only_in_an_era_that_has_bands() -> None:
    facts = [CountryFacts(country="xa", press=Press(score=Decimal("61.2"), year=2025))]
    (need,) = country_needs(World(countries=facts), closing=frozenset())
    assert (need.component("press").low, dict(need.component("press").facts)["era"]) == (3, "rsf-2022")
    assert press_band(Press(score=Decimal("9.5"), year=2008)) == 0
    assert press_band(Press(score=Decimal("654.87"), year=2025)) == 0
    assert [press_band(Press(score=Decimal(one), year=2022)) for one in ("85", "84.99", "70", "40", "0")] == [
        1,
        2,
        2,
        4,
        5,
    ]


def test_amounts_of_two_files_and_of_two_currencies_are_not_added() -> None:
    rows = [("crs", 2017, "USD", 5), ("crs", 2017, "USD", 6), ("iati", 2017, "USD", 7), ("crs", 2017, "EUR", 8)]
    past = [
        PastFunding(country="xa", purpose="15153", file=file, year=year, currency=currency, amount=amount)  # type: ignore[arg-type]
        for file, year, currency, amount in rows
    ]
    (need,) = country_needs(World(past=past, countries=[CountryFacts(country="xa")]), closing=frozenset())
    assert [(one.file, one.currency, one.amount) for one in need.past] == [
        ("crs", "EUR", 8),
        ("crs", "USD", 11),
        ("iati", "USD", 7),
    ]


def test_a_source_is_told_with_whom_it_takes_a_cell_along() -> None:
    world = World(cells=[KnownCell(country="xa", sector="m", ways=each_alone("ab"))])
    first, _ = source_needs(world)
    assert first.dark.nothing
    assert [(cell, sets.sets) for cell, sets in first.together] == [(("xa", "m"), (("a", "b"),))]


@given(SEEDS)
@FEW
def test_other_numbers_on_the_scales_change_no_part_and_no_place(seed: int) -> None:
    world = world_of(Random(seed))
    assert repr(needs_of(world)) == repr(needs_of(relabelled(world, BY)))
    assert repr(ranked(source_needs(world))) == repr(ranked(source_needs(relabelled(world, BY))))


@given(SEEDS)
@FEW
def test_the_order_of_the_input_changes_nothing(seed: int) -> None:
    random = Random(seed)
    world = world_of(random)
    other = shuffled(world, random)
    assert repr((needs_of(world), ranked(needs_of(world)))) == repr((needs_of(other), ranked(needs_of(other)[::-1])))
    assert repr(source_needs(world)) == repr(source_needs(other))


@given(SEEDS)
@FEW
def test_a_source_that_shares_nothing_changes_no_order_among_the_others(seed: int) -> None:
    world = world_of(Random(seed))
    other = replace(
        world,
        cells=[*world.cells, KnownCell(country="xz", sector="m", ways=each_alone(["alone"]))],
        sources=[*world.sources, SourceFacts(key="alone", countries=frozenset({"xz"}), months=(0, 0))],
    )
    before = [one.id for one in ranked(source_needs(world))]
    assert [one.id for one in ranked(source_needs(other)) if one.id != "alone"] == before
    countries = [one.id for one in ranked(needs_of(world))]
    assert [one.id for one in ranked(needs_of(other)) if one.id != "xz"] == countries


@given(SEEDS, st.sampled_from(KEYS))
@FEW
def test_more_that_would_go_dark_never_ranks_lower(seed: int, key: str) -> None:
    world = world_of(Random(seed))
    if key in world.lasting:
        return
    more = replace(world, cells=[*world.cells, KnownCell(country="xa", sector="more", ways=each_alone([key]))])
    before, after = by_id(ranked(source_needs(world))), by_id(ranked(source_needs(more)))
    assert after[key] <= before.get(key, len(before) + 1)
    closing = frozenset({key})
    known, then = country_needs(world, closing=closing), country_needs(more, closing=closing)
    if next(one for one in known if one.id == "xa").component("cells").state == "known":
        assert by_id(ranked(then))["xa"] <= by_id(ranked(known))["xa"]


@given(SEEDS)
@FEW
def test_the_true_place_lies_between_the_bounds_whatever_the_unknown_is(seed: int) -> None:
    random = Random(seed)
    needs = needs_of(world_of(random))
    lines = {one.id: one for one in ranked(needs)}
    known = []
    for need in needs:
        parts = []
        for part in need.components:
            low = -9 if part.low is None else part.low
            high = max(low, 999 if part.high is None else part.high)
            value = random.randint(low, high)
            parts.append(replace(part, low=value, high=value))
        known.append(replace(need, components=tuple(parts)))
    for one in ranked(known):
        assert lines[one.id].first <= one.place <= lines[one.id].last
        assert lines[one.id].first <= lines[one.id].place <= lines[one.id].last


def test_to_learn_how_much_it_is_may_lower_what_counted_as_the_most_it_may_be() -> None:
    """The one case in which more that goes dark ranks lower: nothing at all was known before."""
    cells = [KnownCell(country="xb", sector=name, ways=each_alone("s")) for name in ("m", "n")]
    blind = World(cells=[*cells, KnownCell(country="xa", sector="m")])
    seen = World(cells=[*cells, KnownCell(country="xa", sector="m", ways=each_alone("s"))])
    before, after = (by_id(ranked(country_needs(one, closing=frozenset("s")))) for one in (blind, seen))
    assert (before["xa"], after["xa"]) == (1, 2)


def test_equal_needs_share_a_place_and_the_next_is_behind_both() -> None:
    cells = [KnownCell(country=country, sector="m", ways=each_alone("s")) for country in ("xa", "xb")]
    cells.append(KnownCell(country="xc", sector="m", ways=each_alone("t")))
    lines = ranked(country_needs(World(cells=cells), closing=frozenset("s")), order=("cells",))
    assert [(one.id, one.place) for one in lines] == [("xa", 1), ("xb", 1), ("xc", 3)]


def test_three_reasons_are_shown_and_all_are_kept() -> None:
    (line,) = ranked(country_needs(World(cells=[KnownCell(country="xa", sector="m")]), closing=frozenset()))
    assert len(line.shown) == SHOWN == 3
    assert len(line.reasons) == len(ORDER)


def test_an_order_of_parts_that_there_are_not_is_refused() -> None:
    for order in (("score",), ("cells", "cells")):
        with pytest.raises(UsageError):
            ranked([], order=order)


def test_the_baseline_is_sorted_and_every_row_has_its_source_and_both_languages() -> None:
    ids = [one.id for one in losses()]
    assert ids == sorted(set(ids))
    for one in losses():
        assert one.source
        assert one.sure in ("S", "L", "C")
        assert one.value > 0
        assert not one.name("ja").isascii()
        assert one.name("en").isascii()
    assert losses_of(country="xz") == ()
    assert {one.donor for one in losses_of(donor="us")} == {"us"}


def test_eras_follow_one_another_without_a_gap() -> None:
    eras = press_eras()
    assert [one.last and one.last + 1 for one in eras[:-1]] == [one.first for one in eras[1:]]
    assert eras[-1].last is None
    assert all(one.source for one in eras)


def test_of_what_nobody_told_nothing_is_unknown_and_what_is_counted_is_a_least() -> None:
    world = World(
        cells=[KnownCell(country="xa", sector="mining", ways=each_alone(["a"]))],
        findings=[RestingFinding(id="f", country="xa", sources=frozenset({"a"}))],
        untold={EVERY: frozenset({"holds", "duties"}), "xa": frozenset({"findings"})},
    )
    (need,) = country_needs(world, closing=frozenset({"a"}))
    assert [(need.component(one).low, need.component(one).high) for one in ("findings", "holds", "duties")] == [
        (1, None),
        (None, None),
        (None, None),
    ]
    (still,) = country_needs(world, closing=frozenset())
    assert {still.component(one).state for one in ("findings", "holds", "irremediability")} == {"unknown"}
    assert still.component("cells").state == "known"


def test_only_parts_that_can_be_told_are_said_to_be_untold() -> None:
    with pytest.raises(UsageError) as error:
        World(untold={EVERY: frozenset({"cells"})})
    assert error.value.code == "funds-unknown"
