"""A funder is erased: what rests on whom, whose money somebody noted, plans and unpublished releases go with it."""

from contextlib import suppress

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Model
from tests.web.made_need import CRS, REED
from tests.web.made_need import Desk as Needs
from tests.web.made_publishing import Desk as Releases

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.exchange.models import Arrival, TheirCell
from tadasu.web.funding.need.actions import Chosen
from tadasu.web.funding.need.models import Fact, Given, Plan, Question, TheirRest
from tadasu.web.funding.publishing.models import DROPPED, PASSED, Release
from tadasu.web.funding.winddown.actions import begin_by_machine, go_on
from tadasu.web.funding.winddown.models import DONE, ERASE, Fall

pytestmark = pytest.mark.usefixtures("database")

OF_SOURCES = (TheirRest, Fact, Question, Plan)


def fell(place: Organisation) -> Fall:
    """Erased by the machine, to its end."""
    keeper = steward(place)
    with acting(keeper):
        fall = begin_by_machine(keeper, organisation=place.id, mode=ERASE, lost=False)
    go_on(fall.id, organisation=place.id, say=lambda step: None)
    with acting(keeper):
        return Fall.objects.get(id=fall.id)


def used(desk: Needs) -> None:
    """Facts, one of them replaced; a plan with a question, a draft; a file of past funding; a package as it came."""
    desk.note(REED, months="0-3", funders="1")
    desk.note(REED, months="4-6")
    plan = desk.done(desk.chosen(desk.begun(), reed=Chosen(), mast=Chosen()))
    desk.answered(plan, "repeat")
    desk.begun()
    desk.load("crs", CRS.encode(), year=2024)
    with acting(desk.actor):
        Arrival.objects.create(
            organisation=desk.place, peer=desk.peer, kind="dependence", kind_version=1, serial=1, digest="d" * 64,
            created="2026-11-01", answer="taken", passed=True, frame=REED.encode(), receipt=b"r",
        )  # fmt: skip


def left(desk: Needs) -> dict[str, int]:
    """How many rows of a funder say something of sources."""
    with acting(steward(desk.place)):
        return {one.__name__: one._default_manager.filter(organisation=desk.place).count() for one in OF_SOURCES}


def frames(desk: Needs) -> list[bytes]:
    """Packages as they came."""
    return [b"" if one.frame is None else bytes(one.frame) for one in Arrival.objects.filter(organisation=desk.place)]


def test_erased_nothing_says_what_rests_on_whom_and_whose_money_was_noted() -> None:
    desk, other = Needs(), Needs()
    used(desk)
    used(other)
    before = left(other)
    assert min(left(desk).values()) > 0
    assert fell(desk.place).state == DONE
    assert left(desk) == dict.fromkeys(before, 0)
    assert left(other) == before
    with acting(steward(desk.place)):
        assert frames(desk) == [b""]
        assert Given.objects.filter(organisation=desk.place).exists()
        assert TheirCell.objects.filter(organisation=desk.place).exists()
    with acting(steward(other.place)):
        assert frames(other) == [REED.encode()]


@pytest.mark.parametrize("model", [Fact, Plan, Question])
def test_what_is_kept_goes_only_when_the_funder_falls(model: type[Model]) -> None:
    desk = Needs()
    used(desk)
    for actor in (desk.actor, steward(desk.place)):
        with acting(actor):
            rows = model._default_manager.filter(organisation=desk.place).order_by("pk")
            before = list(rows.values_list())
            with suppress(DatabaseError), transaction.atomic():
                rows._raw_delete(rows.db)
            assert list(rows.values_list()) == before != []


def test_what_was_prepared_and_is_not_public_goes() -> None:
    desk = Releases()
    desk.full()
    made = desk.prepare()
    assert made.state == PASSED
    assert fell(desk.place).state == DONE
    with acting(steward(desk.place)):
        found = Release.objects.get(id=made.id)
    assert (found.state, found.document, found.made, found.counted) == (DROPPED, None, None, None)
