"""What the database hides: a forgotten filter shows nothing."""

import pytest
from django.db import ProgrammingError, connection, transaction
from tests.web.made import organisation, person

from tadasu.web.foundation.access import ANONYMOUS, acting
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.models import Membership


@pytest.mark.usefixtures("database")
def test_without_a_filter_a_person_sees_the_places_of_their_own_organisations_only() -> None:
    ours, theirs = organisation(), organisation(name="Another (invented)")
    me, colleague, stranger = person(ours, "analyst"), person(ours, "manager"), person(theirs, "analyst")
    with acting(actor_of(me)):
        assert set(Membership.objects.values_list("user", flat=True)) == {me.id, colleague.id}
    with acting(actor_of(stranger)):
        assert set(Membership.objects.values_list("user", flat=True)) == {stranger.id}
    with acting(ANONYMOUS):
        assert not Membership.objects.exists()
    assert not Membership.objects.exists()


@pytest.mark.usefixtures("database")
def test_a_person_gives_nobody_a_place_in_an_organisation_that_is_not_theirs() -> None:
    theirs, me = organisation(), person(organisation(), "organiser")
    with pytest.raises(ProgrammingError, match="row-level security"), acting(actor_of(me)):
        Membership.objects.create(user=person(), organisation=theirs, roles=["organiser"])


@pytest.mark.usefixtures("database")
def test_a_place_ends_and_is_never_deleted() -> None:
    me = person(organisation(), "organiser")
    with pytest.raises(ProgrammingError, match="permission denied"), acting(actor_of(me)), transaction.atomic():
        Membership.objects.all().delete()


@pytest.mark.usefixtures("database")
def test_neither_the_web_server_nor_the_worker_may_change_tables_or_pass_by_row_level_security() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname LIKE 'tadasu_%'"
        )
        roles = {name: rest for name, *rest in cursor.fetchall()}
        assert roles.keys() == {"tadasu_owner", "tadasu_web", "tadasu_worker"}
        assert all(not any(rest) for rest in roles.values())
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("tadasu_web",)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE mine (id int)")
