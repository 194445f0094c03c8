"""Who may be told: each use is a no until it is given, and counts at once when it is taken back."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from tests.web.made import organisation
from tests.web.made_box import as_holder, box_at, browser, opened_by, wrote
from tests.web.made_intake import Desk, filled, page, permitted, pressed, reported
from tests.web.made_vault import holder
from tests.web.recorded import recorded

from tadasu.web.evidence.intake import queries
from tadasu.web.evidence.intake.actions.drafting import draft_of, save
from tadasu.web.evidence.intake.actions.permitting import permit
from tadasu.web.evidence.intake.models import Permission
from tadasu.web.evidence.intake.questions import USES
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions import staff

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk()
    FLOODS.forget()


def test_each_use_is_a_no_until_it_is_given(desk: Desk) -> None:
    reported(desk.box)
    assert permitted(desk.reader, desk.box) == set()
    with acting(desk.reader.actor):
        assert not any(queries.is_permitted(desk.box.id, use) for use in USES)


def test_what_is_ticked_in_a_draft_counts_when_it_is_sent_and_not_before(desk: Desk) -> None:
    filled(desk.box, "permissions", permissions=("authority", "publication"))
    assert permitted(desk.reader, desk.box) == set()
    reported(desk.box)
    assert permitted(desk.reader, desk.box) == {"authority", "publication"}
    with acting(desk.reader.actor):
        assert queries.is_permitted(desk.box.id, "publication")
        assert not queries.is_permitted(desk.box.id, "company")


def test_it_is_taken_back_at_once_also_in_a_closed_box(desk: Desk) -> None:
    filled(desk.box, "permissions", permissions=("authority", "publication"))
    reported(desk.box)
    with acting(desk.reader.actor):
        staff.close(desk.reader.actor, box=desk.box.id)
    client = browser(desk.box)
    assert 'value="authority" autocomplete="off" checked' in pressed(client, "permissions").content.decode()
    assert pressed(client, "permit", use=["publication", "nonsense"]).status_code == 200
    assert permitted(desk.reader, desk.box) == {"publication"}
    with acting(desk.reader.actor):
        assert queries.taken_back(desk.box.id) == ["authority"]
    pressed(client, "permit")
    assert permitted(desk.reader, desk.box) == set()


def test_a_later_report_takes_back_no_permission_unless_it_says_so(desk: Desk) -> None:
    filled(desk.box, "permissions", permissions=("authority", "company"))
    reported(desk.box)
    reported(desk.box)
    assert permitted(desk.reader, desk.box) == {"authority", "company"}
    with as_holder(desk.box) as visit:
        save(visit, page=page("permissions"), answers={"permissions": ("company",)})
        found = draft_of(visit)
    assert found is not None
    reported(desk.box)
    assert permitted(desk.reader, desk.box) == {"company"}


def test_a_draft_that_is_sent_later_gives_back_nothing_that_was_taken_back_meanwhile(desk: Desk) -> None:
    filled(desk.box, "permissions", permissions=("authority",))
    reported(desk.box)
    filled(desk.box, own_words="A correction that waits.")
    pressed(browser(desk.box), "permit", use=["company"])
    assert permitted(desk.reader, desk.box) == {"company"}
    reported(desk.box)
    assert permitted(desk.reader, desk.box) == {"company"}


def test_every_change_is_a_line_that_nobody_changes(desk: Desk) -> None:
    with as_holder(desk.box) as visit:
        for uses in ({"authority"}, {"authority"}, set(), {"authority", "company"}):
            permit(visit, uses=uses)
    with acting(desk.reader.actor):
        lines = list(Permission.objects.order_by("number").values_list("number", "use", "given"))
        assert lines == [(1, "authority", True), (2, "authority", False), (3, "authority", True), (4, "company", True)]
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            Permission.objects.update(given=True)


def test_only_the_holder_gives_them(desk: Desk) -> None:
    with acting(desk.reader.actor), pytest.raises(Exception, match="row-level security"), transaction.atomic():
        Permission.objects.create(organisation=desk.place, box_id=desk.box.id, number=1, use="publication", given=True)
    other = box_at(desk.counter)
    with as_holder(other), pytest.raises(Exception, match="row-level security"), transaction.atomic():
        Permission.objects.create(organisation=desk.place, box_id=desk.box.id, number=1, use="publication", given=True)
    with as_holder(desk.box) as visit, pytest.raises(Refused):
        permit(replace(visit, private=other.visit.private), uses=USES)


def test_the_database_knows_the_uses(desk: Desk) -> None:
    with as_holder(desk.box), pytest.raises(IntegrityError), transaction.atomic():
        Permission.objects.create(organisation=desk.place, box_id=desk.box.id, number=1, use="anything", given=True)


def test_another_organisation_is_told_no(desk: Desk) -> None:
    filled(desk.box, "permissions", permissions=USES)
    reported(desk.box)
    stranger = holder(organisation("civil-society"), "documenter")
    with acting(stranger.actor):
        assert not Permission.objects.exists()
        assert not queries.is_permitted(desk.box.id, "publication")


def test_a_use_that_does_not_exist_is_no_question(desk: Desk) -> None:
    with acting(desk.reader.actor), pytest.raises(ValueError, match="advertising"):
        queries.is_permitted(desk.box.id, "advertising")


def test_nothing_of_it_is_in_the_record_of_acts(desk: Desk) -> None:
    wrote(desk.box, "Invented.")
    opened_by(desk.reader, desk.box)
    before = len(recorded(organisation=desk.place.id))
    with as_holder(desk.box) as visit:
        permit(visit, uses=USES)
    assert len(recorded(organisation=desk.place.id)) == before
