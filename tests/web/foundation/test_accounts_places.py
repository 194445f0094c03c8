"""What somebody is in an organisation changes and ends; somebody always runs it."""

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone
from tests.web.made import organisation, person
from tests.web.recorded import recorded
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, Refused, acting
from tadasu.web.foundation.accounts import actions
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.models import Membership, Organisation, User
from tadasu.web.foundation.accounts.queries import members

pytestmark = pytest.mark.usefixtures("database")


def now(user: User) -> Actor:
    return actor_of(user, second_factor=True, signed_in_at=timezone.now())


def place(user: User, ours: Organisation) -> Membership:
    with acting(now(user)):
        return Membership.objects.select_related("organisation").get(user=user, organisation=ours, until=None)


def test_roles_change_and_the_record_says_from_what_to_what() -> None:
    ours = organisation()
    me, colleague = person(ours, "organiser"), person(ours, "analyst")
    with acting(now(me)):
        actions.change_roles(
            now(me), place=place(colleague, ours), roles=["manager", "auditor"], seen=["analyst"], reason="promoted"
        )
    assert now(colleague).roles_in(ours.id) == {"auditor", "manager"}
    (entry,) = recorded(organisation=ours.id)
    assert (entry.act, entry.text.reason) == ("accounts.change-roles", "promoted")
    assert entry.text.detail == {"before": "analyst", "after": "auditor manager"}


def test_of_two_who_change_the_same_roles_the_second_is_told_and_nothing_is_lost() -> None:
    ours = organisation()
    one, other, colleague = person(ours, "organiser"), person(ours, "organiser"), person(ours, "analyst")
    for user in (one, other):
        with_authenticator(user)
    address = f"/organisation/{ours.id}/people/{place(colleague, ours).id}/roles"
    stale = signed_in(other).get(address).context["form"]["seen"].value()
    assert signed_in(one).post(address, {"roles": ["manager"], "seen": "analyst"}).status_code == 302
    client = signed_in(other)
    told = client.post(address, {"roles": ["auditor"], "seen": stale, "reason": "as agreed"})
    assert told.status_code == 200
    assert now(colleague).roles_in(ours.id) == {"manager"}
    assert "manager" in str(told.context["form"].non_field_errors())
    assert told.context["form"]["reason"].value() == "as agreed"
    seen = told.context["form"]["seen"].value()
    assert client.post(address, {"roles": ["auditor"], "seen": seen}).status_code == 302
    assert now(colleague).roles_in(ours.id) == {"auditor"}


def test_a_place_that_ends_is_kept_and_gives_nothing_any_more() -> None:
    ours = organisation()
    me, colleague = person(ours, "organiser"), person(ours, "analyst")
    held = place(colleague, ours)
    with acting(now(me)):
        actions.end_place(now(me), place=held, reason="left")
        assert Membership.objects.get(pk=held.pk).until is not None
        with pytest.raises(UsageError, match="accounts-place-over"):
            actions.end_place(now(me), place=held)
        with pytest.raises(UsageError, match="accounts-place-over"):
            actions.change_roles(now(me), place=held, roles=["manager"], seen=held.roles)
    assert not now(colleague).places


def test_who_has_left_does_not_come_back_by_themself() -> None:
    ours = organisation()
    me, colleague = person(ours, "organiser"), person(ours, "analyst")
    with acting(now(me)):
        actions.end_place(now(me), place=place(colleague, ours))
    with acting(now(colleague)):
        held = Membership.objects.get(user=colleague)  # seen by whose it was
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Membership.objects.filter(pk=held.pk).update(until=None)


def test_a_place_is_not_moved_to_somebody_else_or_elsewhere() -> None:
    ours = organisation()
    me, other = person(ours, "organiser"), person()
    with acting(now(me)):
        for change in ({"user": other}, {"organisation": organisation(name="Another (invented)")}):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                Membership.objects.update(**change)


def test_the_last_organiser_stays_one() -> None:
    ours = organisation()
    me, closed = person(ours, "organiser", "manager"), person(ours, "organiser")
    User.objects.filter(pk=closed.pk).update(is_active=False)  # somebody who cannot sign in runs nothing
    held = place(me, ours)
    with acting(now(me)):
        with pytest.raises(UsageError, match="accounts-last-organiser"):
            actions.end_place(now(me), place=held)
        with pytest.raises(UsageError, match="accounts-last-organiser"):
            actions.change_roles(now(me), place=held, roles=["manager"], seen=held.roles)
        actions.change_roles(now(me), place=held, roles=["organiser"], seen=held.roles)
    successor = person(ours, "organiser")
    with acting(now(me)):
        actions.end_place(now(me), place=held)
    assert now(successor).roles_in(ours.id) == {"organiser"}


def test_only_an_organiser_there_who_has_lately_signed_in_changes_or_ends() -> None:
    ours = organisation()
    colleague = person(ours, "analyst")
    held = place(colleague, ours)
    elsewhere = person(organisation(name="Another (invented)"), "organiser")
    organiser = person(ours, "organiser")
    late = actor_of(organiser, second_factor=True)
    for actor, signing_in_would_do in ((now(colleague), False), (now(elsewhere), False), (late, True)):
        with acting(actor):
            with pytest.raises(Refused) as ends:
                actions.end_place(actor, place=held)
            with pytest.raises(Refused) as changes:
                actions.change_roles(actor, place=held, roles=["manager"], seen=held.roles)
        assert ends.value.again is changes.value.again is signing_in_would_do


def test_the_page_of_people_says_who_has_a_second_factor() -> None:
    ours = organisation()
    me, colleague = person(ours, "organiser", login="a"), person(ours, "analyst", login="b")
    with_authenticator(me)
    with acting(now(me)):
        found = members(now(me), ours)
    assert [(one.name, list(one.roles), one.second_factor) for one in found] == [
        ("a", ["organiser"], True),
        ("b", ["analyst"], False),
    ]
    assert colleague.id == found[1].user
    with pytest.raises(Refused), acting(now(person())):
        members(now(person()), ours)
