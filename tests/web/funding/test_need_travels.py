"""What an evidence desk knows travels to a funder by packages, and names nobody on the way."""

import pytest
from tests.web.made import organisation, person
from tests.web.made_exchange import Side, carried, knows, sent
from tests.web.made_library import Desk

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.exchange.actions import open_exchange
from tadasu.web.foundation.exchange.kinds import latest
from tadasu.web.funding.need.models import TheirRest
from tadasu.web.funding.need.queries import needs_of

pytestmark = pytest.mark.usefixtures("database")

KINDS = ["coverage", "dependence"]


def exchanging(place: Organisation, role: str) -> Side:
    """With keys, a card and two people."""
    made = Side(place, person(place, role, "organiser"), person(place, role))
    with acting(made.actor):
        open_exchange(made.actor, organisation=place, address="")
    return made


def test_a_funder_learns_what_rests_on_whom_and_no_name() -> None:
    desk = Desk()
    here = exchanging(desk.place, "editor")
    there = exchanging(organisation("funder", "Hinoki Fund for Free Voices (invented)"), "programme")
    knows(here, there, takes=[], gives=KINDS)
    knows(there, here, takes=KINDS, gives=[])
    desk.article(outlet="The Lantern (invented)")
    desk.prepared(
        desk.with_article(desk.article("An invented text.", outlet="The Bell (invented)", country="", sector=""))
    )
    for kind in KINDS:
        (made,) = sent(here, there, kind)
        assert str(carried(here, there, made).answer) == "taken"
    with acting(there.actor):
        needs = needs_of(there.actor, there.place.id)
        text = " ".join(str(one) for row in TheirRest.objects.values() for one in row.values())
    fallen = {one.id: needs.dark(frozenset({one.id})) for one in needs.sources}
    assert len(fallen) == 2
    assert sorted(one.cells for one in fallen.values()) == [(), (("uz", "textiles"),)]
    assert sorted(len(one.findings) for one in fallen.values()) == [0, 1]
    for word in ("antern", "Bell", "ezgul"):
        assert word not in text
    with acting(here.actor):
        assert not TheirRest.objects.exists()


def test_each_half_is_registered_by_its_desk() -> None:
    assert latest("dependence").makes
    assert latest("dependence").take is not None
    assert latest("coverage").makes
