"""The parties and findings of the demonstration: made once, all invented."""

from collections.abc import Iterator

import pytest
from tests.web.made_parties import lately, no_lists

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.demo import organisations, people
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.findings.demo import demo_findings
from tadasu.web.foundation.findings.models import FindingVersion
from tadasu.web.foundation.parties import demo, queries
from tadasu.web.foundation.parties.lists import datasets

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def lists(database: None) -> Iterator[None]:
    """None before, none after."""
    no_lists()
    yield
    no_lists()


def test_the_demonstration_has_parties_of_two_sources_and_a_list_made_once() -> None:
    people()
    assert demo.demo_parties() > 20
    assert demo.demo_parties() == 0
    assert set(datasets()) == {demo.LIST, "default"}
    place = organisations()[demo.PLACE]
    actor = lately(User.objects.get(login=demo.WHO))
    with acting(actor):
        rows = list(queries.parties_of(actor, place.id))
        assert {queries.standing_of(one) for one in rows} == {queries.NOT_SCREENED}
        shown = [queries.party_shown(actor, one.id) for one in rows[:12]]
        said = [statement for one in shown for group in one.groups for value in group.values for statement in value]
        assert all("invented" in statement.source for statement in said)


def test_the_demonstration_has_a_finding_in_force_and_one_that_waits_made_once() -> None:
    people()
    assert (demo_findings(), demo_findings()) == (2, 0)
    actor = lately(User.objects.get(login="documenters-editor"))
    with acting(actor):
        assert sorted(FindingVersion.objects.values_list("status", flat=True)) == ["in-force", "proposed"]
        assert all("invented" in one.title for one in FindingVersion.objects.all())


def test_without_invented_people_nothing_is_made() -> None:
    assert (demo.demo_parties(), demo_findings()) == (0, 0)
