"""The re-identification test refuses every known-bad release, and a safe release as soon as one step of making it is left out.

Each known-bad release is a kind of mistake that was or could be made with grants; all grants are invented.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest
from tests.release.grants_made import POLICY, TODAY, full, grant, identifiers, insiders, many

from tadasu.release import (
    STEPS,
    Figure,
    Grant,
    Knowledge,
    Known,
    Level,
    Raid,
    Record,
    Release,
    TheirFile,
    TheirRow,
    attack,
    macro_region_of,
    safe_release,
)

RAID = Raid(country="by", month="2024-06")


def figure(programme: str, region: str, year: str, amount: int | None, count: int | None) -> Figure:
    return Figure(programme=programme, region=region, year=year, amount=amount, count=count)


def release(
    figures: Sequence[Figure], records: Sequence[Record] = (), day: date = TODAY, base: int = 1_000_000
) -> Release:
    """A release as anybody might have made it."""
    axes = [sorted({one.cell[axis] for one in figures} - {""}) for axis in range(3)]
    return Release(
        day=day, policy="", programmes=tuple(axes[0]), regions=tuple(axes[1]), years=tuple(axes[2]),
        amount_base=base, count_base=5 if base > 1 else 1, figures=tuple(figures), records=tuple(records),
    )  # fmt: skip


def record(id: str, **other: object) -> Record:
    said = {"public": False, "programme": "media", "region": "europe", "period": "2023", "phrase": "15153"}
    return Record(id=id, **{**said, "purpose": "15153", "band": 3_000_000, **other})  # type: ignore[arg-type]


def records(grants: Sequence[Grant], **other: object) -> list[Record]:
    ids = identifiers(grants)
    return [record(ids[one.key], **other) for one in grants]


EIGHT = many(8, "a")
TOLD = figure("media", "europe", "2023", 40_000_000, 10)
SAFE = release([TOLD], records(EIGHT))

Case = tuple[Release, Knowledge]


def knowing(grants: Sequence[Grant], **other: object) -> Knowledge:
    return Knowledge(grants=grants, identifiers=identifiers(grants), **other)  # type: ignore[arg-type]


def one_grantee() -> Case:
    return release([figure("media", "europe", "2023", 5_000_000, 5)]), knowing([grant("a")])


def one_intermediary() -> Case:
    return SAFE, knowing([replace(one, intermediaries=("payer",)) for one in EIGHT])


def dominance() -> Case:
    grants = [*many(7, "a", amount=1_000_000), grant("large", amount=33_000_000)]
    return release([TOLD]), knowing(grants)


def two_margins() -> Case:
    """One hidden cell in a row whose total is told."""
    grants = [*EIGHT, grant("b", country="kh")]
    figures = [
        TOLD,
        figure("media", "far-east-asia", "2023", None, None),
        figure("media", "", "2023", 45_000_000, 10),
    ]
    return release(figures), knowing(grants)


def three_dimensions() -> Case:
    """Hidden twice in every row and column of each table, and still the sums of the planes give one away."""
    grants = [one for one in full() if one.programme == "media"] + [grant("x", programme="rights")]
    cells: dict[tuple[str, str, str], int] = {}
    for one in grants:
        cell = (one.programme, one.region, str(one.start.year))
        cells[cell] = cells.get(cell, 0) + 5
    figures = [figure(*cell, n * 1_000_000, -(-n // 5 // 5) * 5) for cell, n in cells.items() if cell[0] == "media"]
    figures += [
        figure("rights", region, year, 0, 0) for _, region, year in cells if (region, year) != ("europe", "2023")
    ]
    figures += [figure("rights", "europe", "2023", None, None), figure("", "europe", "2023", 45_000_000, 10)]
    return release(list(dict.fromkeys(figures))), knowing(grants)


def versions() -> Case:
    """The same cell, told again with one more."""
    grants = [*EIGHT, grant("late", amount=7_000_000)]
    return release([figure("media", "europe", "2023", 47_000_000, 10)]), knowing(grants, earlier=[release([TOLD])])


def years_of_a_total() -> Case:
    """A total over years, told before and after a year with one grantee in it came."""
    grants = [*full(), grant("new", start=date(2024, 1, 1))]
    before = [figure("media", "europe", "", 80_000_000, 15), figure("media", "europe", "2022", 40_000_000, 10)]
    before += [figure("media", "europe", "2023", 40_000_000, 10)]
    after = [figure("media", "europe", "", 85_000_000, 15), figure("media", "europe", "2024", None, None)]
    only = [one for one in grants if (one.programme, one.country) == ("media", "by")]
    return release(after), knowing(only, earlier=[release(before)])


def their_file() -> Case:
    """An intermediary publishes its totals; what is left of ours is of two."""
    grants = [replace(one, intermediaries=(("big",) if n < 6 else (f"payer {n}",))) for n, one in enumerate(EIGHT)]
    file = TheirFile(
        intermediary="big",
        rows=(TheirRow(programme="media", region="europe", year="2023", amount=30_000_000, count=6),),
    )
    return release([TOLD]), knowing(grants, theirs=[file])


def their_list_and_hidden_cells() -> Case:
    """Two hidden cells cover one another until an intermediary's list tells what one of them is."""
    grants = [*EIGHT, *many(6, "b", country="kh", intermediaries=("big",)), grant("c", country="mm")]
    figures = [
        TOLD,
        figure("media", "far-east-asia", "2023", None, None),
        figure("media", "south-asia", "2023", None, None),
        figure("media", "", "2023", 75_000_000, 15),
    ]
    rows = (TheirRow(programme="media", region="far-east-asia", year="2023", amount=30_000_000, count=6),)
    return release(figures), knowing(grants, theirs=[TheirFile(intermediary="big", rows=rows)])


def exact_amounts() -> Case:
    return release([figure("media", "europe", "2023", 40_000_001, 8)], base=1), knowing([])


def exact_amount_in_a_record() -> Case:
    return replace(SAFE, records=(*SAFE.records[1:], replace(SAFE.records[0], amount=5_123_456))), knowing(EIGHT)


def counted_identifiers() -> Case:
    numbered = [record(f"{n:032x}") for n in range(8)]
    return release([TOLD], numbered), knowing([])


def identifiers_of_an_office() -> Case:
    return release([TOLD], [record(f"JP-MINSK-2023-{n}") for n in range(8)]), knowing([])


def country_too_early() -> Case:
    return release([TOLD], records(EIGHT, country="by")), knowing(EIGHT)


def country_as_a_region() -> Case:
    return release([figure("media", "by", "2023", 40_000_000, 10)]), knowing([])


def too_early() -> Case:
    return release([TOLD], records(EIGHT), day=date(2024, 12, 1)), knowing(EIGHT)


def emergency_in_a_month() -> Case:
    """An emergency grant stands out by its month, and news tell what happened in it."""
    told = [*records(EIGHT[1:]), *records(EIGHT[:1], period="2024-06")]
    return release([TOLD], told), knowing(EIGHT, raids=[RAID])


def withheld_in_a_total() -> Case:
    grants = [*EIGHT, *many(3, "secret", level=Level.WITHHELD)]
    return release([figure("media", "europe", "2023", 55_000_000, 10)]), knowing(grants)


def withheld_in_a_record() -> Case:
    grants = [*EIGHT, grant("secret", level=Level.INTERMEDIARY)]
    return release([TOLD], records(grants)), knowing(grants)


def free_text() -> Case:
    told = records(EIGHT)
    return release([TOLD], [replace(told[0], title={"en": "Radio of the strikers"}), *told[1:]]), knowing(EIGHT)


def small_line_outside_aid() -> Case:
    """The one line for countries that are off the list of aid recipients has two grantees."""
    grants = [*EIGHT, *many(2, "ru", programme="outside aid", country="ru")]
    return release([TOLD, figure("outside aid", "europe", "2023", 10_000_000, 5)]), knowing(grants)


def a_band_of_its_own() -> Case:
    told = records(EIGHT)
    return release([TOLD], [replace(told[0], band=30_000_000), *told[1:]]), knowing(EIGHT)


def a_co_grantee_subtracts_itself() -> Case:
    """Two hidden cells of one grantee each: to others they are wide open, to one another they are not."""
    grants = [*EIGHT, grant("b", country="kh"), grant("c", country="mm")]
    figures = [
        TOLD,
        figure("media", "far-east-asia", "2023", None, None),
        figure("media", "south-asia", "2023", None, None),
        figure("media", "", "2023", 50_000_000, 10),
    ]
    return release(figures), knowing(grants, insiders=["group of b"])


def leaked_list() -> Case:
    return SAFE, knowing(EIGHT, leaked=[one.grantee for one in EIGHT[:6]])


def figure_less_records() -> Case:
    grants = [*EIGHT, *many(2, "quiet", level=Level.INTERMEDIARY)]
    return release([figure("media", "europe", "2023", 50_000_000, 10)], records(EIGHT)), knowing(grants)


def records_that_came_later() -> Case:
    return SAFE, knowing(EIGHT, earlier=[release([TOLD], SAFE.records[1:])])


def a_named_intermediary() -> Case:
    return release([TOLD], records(EIGHT, intermediary="payer 1")), knowing(EIGHT)


def a_protected_grant_told_in_a_public_record() -> Case:
    return release([TOLD], [*records(EIGHT[1:]), *records(EIGHT[:1], public=True, amount=5_000_000)]), knowing(EIGHT)


def a_record_of_a_year_that_is_told_no_more() -> Case:
    grants = [*EIGHT, grant("told", level=Level.PUBLIC), *many(8, "new", start=date(2024, 1, 1))]
    told = records(grants[8:9], public=True, amount=5_000_000)
    return release([replace(TOLD, year="2024")], told), knowing(grants, earlier=[SAFE])


def a_grantee_of_an_earlier_figure_made_known() -> Case:
    """Five stand behind a figure of a year that is told no more; now one of them gets a public grant."""
    grants = [*EIGHT[:5], *many(8, "new", start=date(2024, 1, 1))]
    known = grant("known", level=Level.PUBLIC, grantee=EIGHT[0].grantee, start=date(2024, 1, 1))
    told = records([known], public=True, period="2024", amount=5_000_000)
    before = release([replace(TOLD, amount=25_000_000, count=5)])
    return release([replace(TOLD, year="2024")], told), knowing([*grants, known], earlier=[before])


KNOWN_BAD: dict[Callable[[], Case], str] = {
    a_band_of_its_own: "attack-linkage",
    a_co_grantee_subtracts_itself: "attack-insider",
    a_grantee_of_an_earlier_figure_made_known: "attack-known-members",
    a_protected_grant_told_in_a_public_record: "attack-existence-told",
    a_record_of_a_year_that_is_told_no_more: "attack-version",
    a_named_intermediary: "attack-named",
    counted_identifiers: "attack-identifiers",
    country_as_a_region: "attack-place-too-fine",
    country_too_early: "attack-place-too-fine",
    dominance: "attack-dominated",
    emergency_in_a_month: "attack-raid",
    exact_amount_in_a_record: "attack-exact-amount",
    exact_amounts: "attack-exact-figure",
    figure_less_records: "attack-rest",
    free_text: "attack-free-text",
    identifiers_of_an_office: "attack-identifiers",
    leaked_list: "attack-known-members",
    one_grantee: "attack-few-grantees",
    one_intermediary: "attack-few-intermediaries",
    records_that_came_later: "attack-version",
    small_line_outside_aid: "attack-few-grantees",
    their_file: "attack-their-file",
    their_list_and_hidden_cells: "attack-worked-out",
    three_dimensions: "attack-worked-out",
    too_early: "attack-too-early",
    two_margins: "attack-worked-out",
    versions: "attack-version",
    withheld_in_a_record: "attack-existence-told",
    withheld_in_a_total: "attack-existence-told",
    years_of_a_total: "attack-worked-out",
}


@pytest.mark.parametrize("bad", KNOWN_BAD)
def test_a_known_bad_release_is_refused(bad: Callable[[], Case]) -> None:
    made, knowledge = bad()
    assert KNOWN_BAD[bad] in {one.code for one in attack(made, knowledge, POLICY)}


def test_the_good_twin_of_the_bad_ones_passes() -> None:
    assert attack(SAFE, knowing(EIGHT, raids=[RAID], insiders=[EIGHT[0].grantee]), POLICY) == ()


def test_what_a_file_tells_by_itself_is_no_finding_about_a_release() -> None:
    grants = [replace(one, intermediaries=("small",)) for one in many(2, "b", country="kh")] + EIGHT
    figures = [figure("media", place, "2023", None, None) for place in ("europe", "far-east-asia", "")]
    rows = (TheirRow(programme="media", region="far-east-asia", year="2023", amount=10_000_000, count=2),)
    knowledge = knowing(grants, theirs=[TheirFile(intermediary="small", rows=rows)])
    assert attack(release(figures), knowledge, POLICY) == ()


def portfolio() -> list[Grant]:
    """One of every danger: a cell of one, one of few payers, a large one, withheld ones, an open one, rare bands, quiet ones."""
    grants = [*full(), *many(2, "secret", level=Level.WITHHELD, start=date(2022, 1, 1), amount=9_000_000)]
    grants += many(9, "early", start=date(2026, 1, 1))
    then = date(2022, 1, 1)
    grants += many(9, "few payers", programme="rights", country="ir", start=then, intermediaries=("only",))
    grants += [*many(7, "b", country="ir", start=then), grant("large", country="ir", start=then, amount=80_000_000)]
    grants += [
        replace(one, intermediaries=("telling",) if n < 5 else one.intermediaries)
        for n, one in enumerate(many(9, "told by others", country="et", start=date(2023, 1, 1)))
    ]
    grants += many(9, "words", programme="books", country="co", amount=20_000_000)
    grants += many(2, "rare", programme="books", country="co", amount=40_000_000)
    grants += many(9, "beside", programme="books", country="fj", amount=20_000_000)
    grants += many(2, "quiet", programme="books", country="fj", amount=20_000_000, level=Level.INTERMEDIARY)
    grants += many(9, "plain", programme="plain", country="eg", amount=20_000_000, title={"en": "Words of its own"})
    return grants


ALONE = (
    many(4, "few"),
    many(9, "one payer", intermediaries=("only",)),
    [*many(7, "small"), grant("large", amount=80_000_000)],
)
"""Portfolios of one cell that only one of the rules hides."""


def attacked(left_out: str) -> set[str]:
    """What succeeds against releases that are made without a step, with and without an intermediary that publishes."""
    steps = tuple(step for step in STEPS if step.__name__ != left_out)
    alone: set[str] = set()
    for one in ALONE:
        made = safe_release(one, POLICY, today=TODAY, identifiers=identifiers(one), steps=steps)
        alone |= {found.code for found in attack(made.release, knowing(one), POLICY)}
    grants = portfolio()
    own = [one for one in grants if one.intermediaries == ("telling",)]
    amount = sum(one.amount for one in own)
    row = TheirRow(programme="media", region="sub-saharan-africa", year="2023", amount=amount, count=len(own))
    return (
        alone
        | _attacked(left_out, grants, [])
        | _attacked(left_out, grants, [TheirFile(intermediary="telling", rows=(row,))])
        | _attacked_later(left_out)
    )


def _attacked(left_out: str, grants: list[Grant], files: list[TheirFile]) -> set[str]:
    """The second of two releases: a year later, with a grant booked into a closed year."""
    steps = tuple(step for step in STEPS if step.__name__ != left_out)
    ids = identifiers([*grants, *many(1, "late")])
    if left_out == "check_identifiers":
        ids = {key: f"{number:032x}" for number, key in enumerate(ids)}
    first = safe_release(
        grants, POLICY, today=date(2024, 2, 1), identifiers=ids, known=Known(theirs=files), steps=steps
    )
    booked = [*grants, *many(1, "late", start=date(2022, 6, 1), amount=9_000_000)]
    known = Known(earlier=[first.release], before=first.counted, theirs=files)
    second = safe_release(booked, POLICY, today=TODAY, identifiers=ids, known=known, steps=steps)
    hidden = [one for one in booked if one.level is Level.WITHHELD]
    true = [*(one for one in second.counted if one not in hidden), *hidden]
    knowledge = Knowledge(
        grants=true, identifiers=ids, earlier=[first.release], theirs=files, raids=[Raid(country="by", month="2026-03")],
        insiders=() if left_out else insiders(true, second.hidden),
    )  # fmt: skip
    return {one.code for one in attack(second.release, knowledge, POLICY)}


def _attacked_later(left_out: str) -> set[str]:
    """The second of two releases: between them nearly all grantees of a cell of the first became known. Its year is retired."""
    steps = tuple(step for step in STEPS if step.__name__ != left_out)
    ids, leaked = identifiers(full()), [f"group of media by 2022 {n}" for n in range(6)]
    first = safe_release(full(), POLICY, today=date(2024, 2, 1), identifiers=ids)
    known = Known(earlier=[first.release], before=first.counted, exposed=frozenset(leaked), retired=first.release.years)
    second = safe_release(full(), POLICY, today=TODAY, identifiers=ids, known=known, steps=steps)
    knowledge = Knowledge(grants=second.counted, identifiers=ids, earlier=[first.release], leaked=leaked)
    return {one.code for one in attack(second.release, knowledge, POLICY)}


def test_a_grantee_who_was_told_before_is_not_made_known_again() -> None:
    """What an earlier release gave away by itself is no finding about one that does not tell its year."""
    made, knowledge = a_grantee_of_an_earlier_figure_made_known()
    (before,) = knowledge.earlier
    both = replace(knowledge, earlier=[before, release([], made.records)])
    codes = [{one.code for one in attack(made, known, POLICY)} for known in (knowledge, both)]
    assert [("attack-known-members" in one) for one in codes] == [True, False]


def test_only_where_its_year_is_told_again_is_what_an_earlier_release_gives_away_a_finding() -> None:
    """Two hidden cells, of which a list tells one by now."""
    made, knowledge = their_list_and_hidden_cells()
    for year, codes in (("2023", {"attack-worked-out"}), ("2024", set())):
        told = [replace(one, year=year) for one in made.figures if one.count]
        now = release(told) if year == "2024" else made
        grants = [*knowledge.grants, *many(15, "new", start=date(2024, 1, 1))]
        found = attack(now, replace(knowledge, grants=grants, earlier=[made]), POLICY)
        assert {one.code for one in found if one.code == "attack-worked-out"} == codes


PROTECTING = [step.__name__ for step in STEPS if step.__name__ not in ("lay_out", "lay_records")]


def test_with_every_step_nothing_succeeds() -> None:
    assert attacked("") == set()


@pytest.mark.parametrize("step", PROTECTING)
def test_with_one_step_left_out_an_attack_succeeds(step: str) -> None:
    assert attacked(step)


def test_every_country_of_the_cases_lies_where_they_say() -> None:
    assert macro_region_of("by") == macro_region_of("ru") == "europe"
