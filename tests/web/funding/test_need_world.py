"""What peers told becomes what would go dark: unknown stays unknown, another's rows are not seen, the order of rows is none."""

from datetime import date
from random import Random

import pytest
from tests.web.made import person
from tests.web.made_need import DUNE, MAST, MONTH, NET, REED, Desk, cell, covered, resting
from tests.web.made_programmes import funder
from tests.web.made_vault import lately

from tadasu.funds import country_needs
from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.exchange import queries as exchange
from tadasu.web.funding.need import actions
from tadasu.web.funding.need._kept import plain, written
from tadasu.web.funding.need._world import joined_of
from tadasu.web.funding.need.actions import FactSaid
from tadasu.web.funding.need.models import Fact, TheirRest
from tadasu.web.funding.need.queries import map_of, needs_of

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_country_of_which_nothing_is_known_is_unknown_in_every_part_and_never_without_need(desk: Desk) -> None:
    (unknown,) = (one for one in desk.needs().countries if one.id == "tm")
    assert {one.state for one in unknown.components} == {"unknown"}
    assert desk.needs().lines["tm"].first == 1
    assert all(one.code == "need.unknown" for one in desk.needs().lines["tm"].reasons)


def test_what_closes_with_whom(desk: Desk) -> None:
    needs = desk.needs()
    assert needs.dark(frozenset({REED})).findings == ("uz-textiles-1",)
    both = needs.dark(frozenset({REED, DUNE}))
    assert (both.cells, len(both.findings)) == ((("uz", "textiles"),), 3)
    assert needs.dark(frozenset({MAST})).cells == (("uz", "mining"),)


def test_what_a_sender_knows_of_itself_lasts(desk: Desk) -> None:
    assert desk.needs().dark(frozenset({NET})).nothing


def test_where_a_peer_says_no_more_than_coverage_the_cell_may_go_dark_and_its_findings_are_unknown(desk: Desk) -> None:
    (only,) = (one for one in desk.needs().countries if one.id == "kh")
    parts = {one.name: (one.low, one.high) for one in only.components}
    assert parts["cells"] == (0, 1)
    assert (parts["findings"], parts["irremediability"], parts["money"]) == ((None, None),) * 3


def test_what_no_authority_told_is_unknown_in_every_country(desk: Desk) -> None:
    for one in desk.needs().countries:
        assert {one.component(part).state for part in ("holds", "duties")} == {"unknown"}


def test_sources_that_are_counted_and_have_no_key_are_there_too(desk: Desk) -> None:
    desk.covers(desk.peer, covered("uz", "mining", "3-9"))
    needs = desk.needs()
    assert needs.dark(frozenset({MAST})).nothing
    (country,) = (one for one in needs.countries if one.id == "uz")
    assert country.component("cells").high == 2


def test_facts_make_a_need_sure(desk: Desk) -> None:
    desk.note(MAST, months="0-3", lost="all", funders="1", reach="large")
    needs = desk.needs(months=6)
    assert needs.risk.surely == {MAST}
    (country,) = (one for one in needs.countries if one.id == "uz")
    assert (country.component("cells").low, country.component("cells").high) == (1, 2)
    (source,) = (one for one in needs.sources if one.id == MAST)
    assert [(source.component(one).low) for one in ("money", "lost", "funders", "reach")] == [-3, 100, -1, 3]


def test_the_last_fact_counts_and_the_one_before_stays(desk: Desk) -> None:
    first = desk.note(REED, months="0-3")
    assert desk.note(REED, months="0-3").id == first.id
    desk.note(REED, months="7-12")
    with acting(desk.actor):
        rows = list(Fact.objects.filter(source=REED).order_by("replaced").values_list("months", "replaced"))
    assert rows == [("7-12", False), ("0-3", True)]


def test_a_fact_has_codes_alone_and_is_of_a_source_that_was_told(desk: Desk) -> None:
    with pytest.raises(UsageError) as wrong:
        desk.note(REED, months="soon, says M.")
    with pytest.raises(UsageError) as unknown:
        desk.note("s-" + "0" * 16, months="0-3")
    assert (wrong.value.code, unknown.value.code) == ("need-code", "need-no-source")
    text = {one.get_internal_type() for one in Fact._meta.get_fields()}
    assert "TextField" not in text


def test_a_fact_is_replaced_and_never_changed_by_the_database(desk: Desk) -> None:
    from django.db.utils import ProgrammingError

    made = desk.note(REED, months="0-3")
    with pytest.raises(ProgrammingError), acting(desk.actor):
        Fact.objects.filter(id=made.id).update(months="25+")


def test_what_came_this_month_takes_the_place_of_what_came_before_and_an_older_package_of_none(desk: Desk) -> None:
    later = {**cell("uz", "solar", REED), "month": "2026-12"}
    assert desk.takes(desk.peer, later) == 1
    assert desk.takes(desk.peer, {**cell("uz", "food", REED), "month": "2026-10"}) == 0
    with acting(desk.actor):
        assert [one.sector for one in TheirRest.objects.all()] == ["solar"]


def test_two_parts_of_one_telling_stand_together_and_the_same_part_counts_once(desk: Desk) -> None:
    part = resting("kh", "garments", NET, findings=2)
    assert (desk.takes(desk.peer, part), desk.takes(desk.peer, part)) == (1, 0)
    assert {one.country for one in desk.needs().joined.world.findings} == {"kh", "uz"}


def test_another_organisation_sees_nothing_of_it(desk: Desk) -> None:
    elsewhere = funder("Another fund (invented)")
    stranger = lately(person(elsewhere, "programme"))
    with acting(stranger):
        assert not TheirRest.objects.exists()
        assert not Fact.objects.exists()
        assert map_of(stranger, elsewhere.id).countries == []
        with pytest.raises(Refused):
            needs_of(stranger, desk.place.id)
        with pytest.raises(Refused):
            actions.note(stranger, organisation=desk.place.id, source=REED, said=FactSaid(months="0-3"))


def test_reviewers_see_the_map_and_no_source(desk: Desk) -> None:
    reviewer = lately(desk.reviewer)
    with acting(reviewer):
        assert map_of(reviewer, desk.place.id).countries
        with pytest.raises(Refused):
            needs_of(reviewer, desk.place.id)


def test_rows_in_any_order_give_the_same_bytes(desk: Desk) -> None:
    desk.note(MAST, months="0-3")
    with acting(desk.actor):
        cells, rests = list(exchange.their_cells(desk.place.id)), list(TheirRest.objects.all())
        facts = list(Fact.objects.all())
    texts = set()
    for seed in range(10):
        dice = Random(seed)
        for rows in (cells, rests, facts):
            dice.shuffle(rows)
        joined = joined_of(cells, rests, facts, [])
        needs = country_needs(joined.world, closing=frozenset({MAST}))
        texts.add(written({"world": plain(joined.world), "needs": plain(needs)}))
    assert len(texts) == 1


def test_a_month_is_told_for_each_sender(desk: Desk) -> None:
    months = desk.needs().joined.months
    assert set(months.values()) == {date.fromisoformat(f"{MONTH}-01")}
    assert set(months) == {desk.peer.known_as, desk.other.known_as}
