"""Needs and plans as pictures: what is unknown is hatched, what would go dark has a shape, the table says the same."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.funds.worlds import problem_of, world_of

from tadasu.funds import CountryNeed, KnownCell, Plan, World, at_risk, country_needs, each_alone, plan
from tadasu.reports import need_svg, need_table, plan_svg, plan_table
from tadasu.reports._plan_svg import plan_bars
from tadasu.wording import LANGUAGES, Language

SVG = "{http://www.w3.org/2000/svg}"
SEEDS = st.integers(0, 2**32)


def needs() -> tuple[CountryNeed, ...]:
    """One country that loses a cell and may lose another, one of which nothing is known."""
    cells = [KnownCell(country="xa", sector=name, ways=each_alone([name])) for name in ("m", "n")]
    world = World(cells=[*cells, KnownCell(country="xb", sector="m")])
    return country_needs(world, closing=frozenset("m"), perhaps=frozenset("n"))


def read(picture: str) -> etree._Element:
    return etree.fromstring(picture.encode())


def tiles(picture: etree._Element) -> dict[str, list[etree._Element]]:
    """What each tile says of itself -> what it is drawn of."""
    return {str(one[0].text): list(one) for one in picture.iter(f"{SVG}g") if len(one) and one[0].tag == f"{SVG}title"}


def test_unknown_is_hatched_and_has_no_number() -> None:
    found = tiles(read(need_svg(needs())))
    unknown = {told: parts for told, parts in found.items() if told.endswith(": unknown")}
    assert [told for told in found if told.startswith("XB")] == [told for told in unknown if told.startswith("XB")]
    for parts in unknown.values():
        assert "url(#need-hatch)" in str(parts[1].get("fill"))
        assert not [one for one in parts if one.tag == f"{SVG}text"]


def test_what_would_go_dark_is_marked_by_a_shape_and_what_may_by_another() -> None:
    sure = tiles(read(need_svg(needs())))["XA: sectors that would go dark: 1–2"]
    assert [one.get("class") for one in sure if one.get("width") == "9"] == ["path-hold"]
    assert sure[2].get("stroke-dasharray")
    world = World(cells=[KnownCell(country="xa", sector="m", ways=each_alone("s"))])
    may = tiles(read(need_svg(country_needs(world, closing=frozenset(), perhaps=frozenset("s")))))
    marks = [one for one in may["XA: sectors that would go dark: 0–1"] if one.get("width") == "9"]
    assert [(one.get("class"), one.get("fill")) for one in marks] == [("path-line", "none")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_a_cell_for_every_tile(language: Language) -> None:
    table = need_table(needs(), language)
    assert {len(row) for row in table.rows} == {len(table.heads)}
    said = [cell for row in table.rows for cell in row[2:]]
    assert [told.rpartition(": ")[2] for told in tiles(read(need_svg(needs(), language=language)))] == said


@given(SEEDS, st.sampled_from(LANGUAGES))
@settings(max_examples=25)
def test_any_needs_and_plan_are_well_formed_and_say_that_people_decide(seed: int, language: Language) -> None:
    world = world_of(Random(seed))
    risk = at_risk(world, months=6)
    read(need_svg(country_needs(world, closing=risk.surely, perhaps=risk.unknown), language=language))
    found = plan(problem_of(Random(seed)))
    if isinstance(found, Plan):
        picture, table = plan_svg(found, language=language), plan_table(found, language)
        read(picture)
        assert ("people decide" if language == "en" else "決めるのは人") in picture
        assert len(table.rows) == len(found.decisions)


def test_bars_of_a_plan_add_up_to_what_is_spent() -> None:
    for seed in range(20):
        found = plan(problem_of(Random(seed)))
        if isinstance(found, Plan):
            assert sum(one.value for one in plan_bars(found, "en")) == sum(one.spent for one in found.spent)


def test_no_name_becomes_markup_and_nothing_needed_draws_nothing() -> None:
    (need,) = country_needs(
        World(cells=[KnownCell(country="<script>", sector="m", ways=each_alone("s"))]), closing=frozenset()
    )
    assert not list(read(need_svg([need])).iter("script", f"{SVG}script"))
    assert not tiles(read(need_svg([])))


def test_the_picture_asks_for_nothing_elsewhere() -> None:
    assert "http" not in need_svg(needs()).replace("http://www.w3.org/2000/svg", "")
