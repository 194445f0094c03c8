"""Releases that are known to be bad. Each is a kind of mistake that was or could be made with grants; all grants are invented."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from tests.release.grants_made import TODAY, full, grant, identifiers, many

from tadasu.release import Figure, Grant, Knowledge, Level, Raid, Record, Release, TheirFile, TheirRow

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
