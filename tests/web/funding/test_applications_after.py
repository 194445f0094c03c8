"""What comes after an application was sent: what may be published, what is taken back, what is told, what others see."""

from collections.abc import Iterator

import pytest
from tests.web.made_applications import (
    Desk,
    applied,
    begun,
    filled,
    held,
    opened,
    seen_by,
    sent,
)
from tests.web.made_box import as_holder, wrote

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.audit.models import Entry
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions import source
from tadasu.web.foundation.correspondence.queries import letters_of
from tadasu.web.foundation.vault import _files
from tadasu.web.funding.applications import queries
from tadasu.web.funding.applications.actions.consenting import consent
from tadasu.web.funding.applications.actions.states import set_state
from tadasu.web.funding.applications.actions.withdrawing import withdraw
from tadasu.web.funding.applications.models import Answer, Application, Consent, Version

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk()
    FLOODS.forget()
    for name in list(_files.names()):
        _files.remove(name)


def test_what_may_be_published_is_a_no_until_it_is_given_and_is_taken_back(desk: Desk) -> None:
    found = applied(desk.box, desk.call, consents=("region", "name", "amount"), delay="months-24")
    assert found.delay == 24
    with acting(desk.bystander.actor):
        allowed = {one for one, yes in queries.consents_of(found).items() if yes}
    assert allowed == {"region", "amount"}, "a name only goes out where it is public"
    with as_holder(desk.box) as visit:
        stood = str(queries.changes_of(found))
        consent(visit, application=found, fields=["region"], stood=stood)
        with pytest.raises(UsageError, match="applications-consents-changed"):
            consent(visit, application=found, fields=["region", "amount"], stood=stood)
        consent(visit, application=found, fields=[], stood=stood)
        assert not any(queries.consents_of(found).values())


def test_a_higher_protection_takes_back_what_was_allowed(desk: Desk) -> None:
    found = applied(desk.box, desk.call, level="public", consents=("name", "amount"))
    with acting(desk.bystander.actor):
        assert queries.consents_of(found)["name"]
    begun(desk.box, desk.call)
    filled(desk.box, level="withheld", consents=("name", "amount"))
    assert sent(desk.box)
    with acting(desk.reader.actor):
        assert not any(queries.consents_of(held(desk.box)).values())


def test_of_one_that_is_taken_back_only_statistics_are_left(desk: Desk) -> None:
    found = applied(desk.box, desk.call)
    wrote(desk.box, "A letter that stays (invented).")
    with as_holder(desk.box) as visit:
        withdraw(visit, application=found)
        with pytest.raises(UsageError, match="applications-over"):
            withdraw(visit, application=found)
    with acting(desk.bystander.actor):
        left = Application.objects.get(id=found.id)
        assert (left.state, left.lane, left.region, left.month) == ("withdrawn", "bridge", "619", found.month)
        assert (left.pseudonym, left.record, left.amount, left.languages, left.purpose) == ("", None, None, [], "")
        assert [one.objects.count() for one in (Version, Answer, Consent)] == [0, 0, 0]
    with acting(desk.reader.actor), pytest.raises(UsageError, match="applications-over"):
        opened(desk.reader, left)
    draft = begun(desk.box, desk.call)
    assert "name" not in draft.answers, "it does not open for its holder either"


def test_with_its_box_the_application_is_over(desk: Desk) -> None:
    found = applied(desk.box, desk.call)
    begun(desk.box, desk.call)
    with as_holder(desk.box) as visit:
        source.withdraw(visit)
    with acting(desk.bystander.actor):
        left = Application.objects.get(id=found.id)
    assert (left.state, left.pseudonym, left.region) == ("withdrawn", "", "619")


def test_of_what_the_holder_does_nothing_is_in_the_record_of_acts(desk: Desk) -> None:
    with acting(desk.reader.actor):
        before = Entry.objects.count()
    found = applied(desk.box, desk.call)
    with as_holder(desk.box) as visit:
        consent(visit, application=found, fields=["region"])
        withdraw(visit, application=found)
    with acting(desk.reader.actor):
        assert Entry.objects.count() == before


def test_a_state_is_told_in_both_languages_and_at_the_head_of_the_box(desk: Desk) -> None:
    begun(desk.box, desk.call)
    filled(desk.box)
    sent(desk.box, "ja")
    found = held(desk.box)
    with acting(desk.reader.actor):
        set_state(desk.reader.actor, application=found, state="reviewing")
        with pytest.raises(UsageError, match="applications-state"):
            set_state(desk.reader.actor, application=found, state="received")
        with pytest.raises(UsageError, match="applications-letter-languages"):
            set_state(desk.reader.actor, application=found, state="decided", texts={"en": "Only English."})
    from tadasu.web.foundation.access import ANONYMOUS
    from tadasu.web.foundation.correspondence.models import Box
    from tadasu.web.foundation.vault.actions import open_outside

    with as_holder(desk.box) as visit:
        last = letters_of(visit.box)[-1]
        said = open_outside(ANONYMOUS, record=last.record, private=visit.private).decode()
        assert Box.objects.get(id=visit.box.id).state == "reviewing"
    assert said.index("申請を審査しています") < said.index("Your application is being reviewed")


def test_who_does_not_read_the_box_leads_nothing_on(desk: Desk) -> None:
    found = applied(desk.box, desk.call)
    with acting(desk.bystander.actor), pytest.raises(Refused):
        set_state(desk.bystander.actor, application=found, state="reviewing")


def test_another_funder_sees_nothing_of_it(desk: Desk) -> None:
    applied(desk.box, desk.call)
    other = Desk()
    assert seen_by(other.reader, other) == []
    with acting(other.reader.actor):
        assert not Application.objects.exists()
        with pytest.raises(Refused):
            queries.applications_of(other.reader.actor, desk.place.id)
