"""What rests on which sources, as it leaves: keys and counts, nobody named, and no more than coverage tells."""

import json
from datetime import date
from typing import Any

import pytest
from tests.web.made_library import Desk

from tadasu.web.evidence.library.covering import OF_PEER, OURSELVES, Row
from tadasu.web.evidence.library.dependence_kind import _cells, _lines, dependence_for
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.exchange.actions import open_exchange
from tadasu.web.foundation.exchange.dependence import DEPENDENCE, MOST_SOURCES, keys_for
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.kinds import Built, check
from tadasu.web.foundation.exchange.models import Peer

pytestmark = pytest.mark.usefixtures("database")

OTHER = "y" * 32


@pytest.fixture
def desk() -> Desk:
    made = Desk()
    with acting(made.organiser):
        open_exchange(made.organiser, organisation=made.place, address="")
    return made


def peer(desk: Desk, instance: str = "x" * 32) -> Peer:
    with acting(desk.editor):
        return Peer.objects.get_or_create(
            organisation=desk.place, instance=instance, defaults={"known_as": f"A Funder {instance[0]} (invented)"}
        )[0]


def built(desk: Desk, since: int = 0, instance: str = "x" * 32) -> Built:
    to = peer(desk, instance)
    with acting(desk.editor):
        return dependence_for(desk.editor, to, since)


def line(made: Built, about: str, country: str = "uz", sector: str = "textiles") -> dict[str, Any]:
    (found,) = (one for one in made.lines if (one["about"], one["country"], one["sector"]) == (about, country, sector))
    return dict(found)


def test_a_package_holds_keys_and_counts_and_names_nobody(desk: Desk) -> None:
    desk.article()
    desk.incidents({"origin_key": "a group under threat"})
    made = built(desk)
    check(DEPENDENCE, made.lines)
    text = json.dumps(made.lines)
    for word in ("antern", "threat", "group", str(desk.place.id)):
        assert word not in text
    told = line(made, "cell")
    assert (len(told["sources"]), told["lasts"], told["findings"]) == (2, False, 0)


def test_a_cell_of_which_nothing_is_known_and_one_that_nobody_asked_about_have_no_line(desk: Desk) -> None:
    desk.article(country="jp", sector="garments")
    assert list(built(desk).lines) == []


def test_a_finding_that_rests_on_us_too_needs_one_source_less(desk: Desk) -> None:
    desk.prepared(desk.with_article(desk.article(country="", sector="")))
    made = built(desk)
    cell, group = line(made, "cell", "cn"), line(made, "findings", "cn")
    assert (len(cell["sources"]), cell["lasts"], cell["findings"]) == (1, True, 1)
    assert (group["sources"], group["needs"], group["findings"]) == (cell["sources"], 1, 1)


def test_a_finding_of_ourselves_alone_is_counted_and_hangs_on_nobody() -> None:
    day = date(2026, 11, 1)
    rows: list[Row] = [
        ("finding:1", "uz", "textiles", [OURSELVES], day),
        ("finding:2", "uz", "textiles", ["reed", "dune"], day),
        ("finding:3", "uz", "textiles", [f"{OF_PEER}A Peer"], day),
        ("finding:4", "uz", "mining", [f"{OF_PEER}A Peer"], day),
    ]
    found = _cells(rows, {"2": 2})
    assert set(found) == {("uz", "textiles")}
    cell = found["uz", "textiles"]
    assert (cell.sources, cell.lasts, cell.findings) == ({"reed", "dune"}, True, 2)
    assert dict(cell.resting) == {(frozenset({"reed", "dune"}), 2): 1}


def test_no_line_has_more_sources_than_the_form_allows_and_such_a_cell_does_not_fall() -> None:
    rows: list[Row] = [(f"article:{n}", "uz", "textiles", [f"outlet {n}"], None) for n in range(MOST_SOURCES + 1)]
    rows.append(("finding:1", "uz", "textiles", [one[3][0] for one in rows], None))
    lines = list(_lines(_cells(rows, {}), lambda one: f"s-{abs(hash(one)):016x}"[:18], "2026-11"))
    assert [(one["about"], len(one["sources"]), one["lasts"]) for one in lines] == [("cell", MOST_SOURCES, True)]


def test_a_few_confidential_incidents_do_not_show(desk: Desk) -> None:
    desk.incidents(*({"origin_key": f"{at}"} for at in range(9)), public=False)
    assert list(built(desk).lines) == []
    desk.incidents({"origin_key": "ten"}, public=False)
    assert len(line(built(desk), "cell")["sources"]) == 10


def test_a_source_has_one_key_from_month_to_month_and_another_for_another_recipient(desk: Desk) -> None:
    desk.article()
    first, again, other = built(desk), built(desk), built(desk, instance=OTHER)
    assert line(first, "cell") == line(again, "cell")
    assert not set(line(first, "cell")["sources"]) & set(line(other, "cell")["sources"])


def test_two_senders_call_one_source_by_two_keys(desk: Desk) -> None:
    elsewhere = Desk()
    with acting(elsewhere.organiser):
        open_exchange(elsewhere.organiser, organisation=elsewhere.place, address="")
    assert keys_for(desk.place.id, OTHER)("the lantern") != keys_for(elsewhere.place.id, OTHER)("the lantern")


def test_without_an_exchange_there_are_no_keys() -> None:
    with pytest.raises(Fault) as error:
        keys_for(Desk().place.id, OTHER)
    assert error.value.code == "exchange-not-open"


def test_it_is_told_once_a_month(desk: Desk) -> None:
    desk.article()
    first = built(desk)
    again = built(desk, first.mark)
    assert (list(again.lines), again.mark) == ([], first.mark)


def test_only_who_exchanges_builds_one(desk: Desk) -> None:
    to = peer(desk)
    for actor in (desk.documenter.actor, desk.auditor, desk.stranger.actor):
        with acting(actor), pytest.raises(Refused):
            dependence_for(actor, to, 0)
