"""An application whose existence is withheld is there for readers of its box and for nobody else: not in rows, lists, files,
counts or addresses. Rows are asked for as database rows, by the role that the web server has."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.utils import DatabaseError
from django.urls import reverse
from tests.web.foundation.vault_browser import browser as at_work
from tests.web.foundation.vault_browser import text
from tests.web.made import person
from tests.web.made_applications import Desk, applied, begun, filled, held, opened, seen_by, sent
from tests.web.made_box import as_holder, browser
from tests.web.made_vault import Holder, lately, unlocking, with_keys

from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions import staff
from tadasu.web.funding.applications import offered, queries
from tadasu.web.funding.applications.models import Application

pytestmark = pytest.mark.usefixtures("database")

TABLES = ("application", "version", "answer", "consent")


@pytest.fixture
def desk() -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk()
    FLOODS.forget()


@pytest.fixture
def withheld(desk: Desk) -> Application:
    return applied(desk.box, desk.call, level="withheld")


def rows(actor: Any) -> dict[str, int]:
    """How many rows of each table there are for somebody, asked without any filter of ours."""
    found = {}
    with acting(actor), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM applications_{table}")
            found[table] = cursor.fetchone()[0]
    return found


def test_its_rows_are_there_for_readers_of_its_box_only(desk: Desk, withheld: Application) -> None:
    nobody = dict.fromkeys(TABLES, 0)
    there = rows(desk.reader.actor)
    assert there["application"] == there["version"] == 1
    assert there["answer"] > 1
    for one in (desk.bystander.actor, lately(desk.auditor), lately(desk.organiser), steward(desk.place)):
        assert rows(one) == nobody


def test_every_other_level_is_seen_by_the_organisation_as_codes(desk: Desk) -> None:
    for level in ("public", "region", "intermediary"):
        applied(desk.another_box(), desk.call, level=level)
    assert rows(desk.bystander.actor)["application"] == 3


def test_it_is_in_lists_and_counts_of_its_readers_only(desk: Desk, withheld: Application) -> None:
    shown = applied(desk.another_box(), desk.call)
    assert {one.id for one in seen_by(desk.reader, desk)} == {withheld.id, shown.id}
    assert {one.id for one in seen_by(desk.bystander, desk)} == {shown.id}
    with acting(desk.bystander.actor):
        found = queries.applications_of(desk.bystander.actor, desk.place.id)
        assert found.count() == 1
        with pytest.raises(Application.DoesNotExist):
            queries.application_of(desk.bystander.actor, withheld.id)


def test_nobody_who_does_not_read_it_changes_it_or_leads_it_on(desk: Desk, withheld: Application) -> None:
    with acting(desk.bystander.actor):
        assert Application.objects.filter(id=withheld.id).update(state="reviewing") == 0
    with acting(desk.bystander.actor), pytest.raises(Refused):
        opened(desk.bystander, withheld)


def test_its_address_answers_as_one_that_never_was(desk: Desk, withheld: Application) -> None:
    client = at_work(desk.bystander.user)
    there, never = (reverse("applications-one", args=[one]) for one in (withheld.id, uuid4()))
    said = [client.get(one) for one in (there, never)]
    assert [one.status_code for one in said] == [404, 404]
    assert text(said[0]) == text(said[1])
    assert client.get(reverse("applications-letter", args=[withheld.id])).status_code == 404
    assert client.get(reverse("applications-state", args=[withheld.id, "decided"])).status_code == 404


def test_the_page_of_the_list_shows_no_trace_of_it_and_a_file_not_even_to_readers(
    desk: Desk, withheld: Application
) -> None:
    shown = applied(desk.another_box(), desk.call)
    address = reverse("applications-list", args=[desk.place.id])
    other = at_work(desk.bystander.user).get(address).content.decode()
    assert shown.pseudonym in other
    assert withheld.pseudonym not in other
    reader = at_work(desk.reader.user)
    assert withheld.pseudonym in reader.get(address).content.decode()
    file = reader.get(address, {"as": "csv"})
    assert file["Content-Type"].startswith("text/csv")
    assert shown.pseudonym in file.content.decode()
    assert withheld.pseudonym not in file.content.decode()


def test_answers_that_only_it_gave_are_no_filter_for_others(desk: Desk, withheld: Application) -> None:
    with acting(desk.bystander.actor):
        found = queries.applications_of(desk.bystander.actor, desk.place.id)
        assert queries.coded_questions(found) == {}
    with acting(desk.reader.actor):
        assert "call-costs" in queries.coded_questions(queries.applications_of(desk.reader.actor, desk.place.id))


def test_its_clock_runs_for_its_readers_only(desk: Desk) -> None:
    found = applied(desk.box, desk.opened("emergency"), level="withheld", applicant_type="individual")
    ((_, lines),) = offered.WAITING
    with acting(desk.reader.actor):
        (line,) = list(lines(desk.reader.actor))
        assert found.pseudonym in str(line.label)
        assert "of 72 hours" in str(line.label)
    with acting(desk.bystander.actor):
        assert list(lines(desk.bystander.actor)) == []


def test_a_colleague_who_is_let_read_the_box_sees_it_from_then_on(desk: Desk, withheld: Application) -> None:
    one: Holder = unlocking(with_keys(person(desk.place, "reviewer")))
    assert rows(one.actor)["application"] == 0
    with acting(desk.reader.actor):
        staff.add_reader(desk.reader.actor, box=withheld.box_id, user=one.id, key=desk.reader.key)
    assert rows(one.actor)["application"] == 1
    assert opened(one, withheld).level == 3


def test_a_level_that_is_raised_hides_it_at_once(desk: Desk) -> None:
    found = applied(desk.box, desk.call, level="region")
    assert rows(desk.bystander.actor)["application"] == 1
    begun(desk.box, desk.call)
    filled(desk.box, level="withheld")
    assert sent(desk.box)
    assert held(desk.box).id == found.id
    assert rows(desk.bystander.actor) == dict.fromkeys(TABLES, 0)


def test_what_is_left_of_it_stays_withheld(desk: Desk, withheld: Application) -> None:
    from tadasu.web.funding.applications.actions.withdrawing import withdraw

    with as_holder(desk.box) as visit:
        withdraw(visit, application=withheld)
    assert rows(desk.bystander.actor)["application"] == 0
    assert rows(desk.reader.actor)["application"] == 1


def test_an_outsider_learns_from_no_page_whether_an_application_is_there(desk: Desk, withheld: Application) -> None:
    never = str(uuid4())
    client = browser()
    for name in ("applications-one", "applications-letter", "applications-of-box"):
        there = client.get(reverse(name, args=[withheld.id]))
        gone = client.get(reverse(name, args=[never]))
        assert there.status_code == gone.status_code == 302
        assert there["Location"].replace(str(withheld.id), never) == gone["Location"]
    other = browser(desk.another_box())
    from tests.web.made_applications import pressed

    said = [
        pressed(other, act, application=id, field="region").content
        for id in (str(withheld.id), never)
        for act in ("consents", "withdraw")
    ]
    assert b"Ostrumel" not in b"".join(said)
    assert withheld.pseudonym.encode() not in b"".join(said)
    assert held(desk.box).state == "received", "nobody without its code takes it back"


def test_the_hand_of_another_writes_no_application_and_moves_none_where_it_does_not_go(desk: Desk) -> None:
    found = applied(desk.box, desk.call)
    with acting(desk.reader.actor), pytest.raises(DatabaseError, match="only whoever holds the code applies"):
        Application.objects.create(
            organisation=desk.place,
            call=desk.call.id,
            box_id=desk.another_box().id,
            pseudonym="AAAA-AAAA",
            level=0,
            lane="core",
            region="619",
            amount=1,
            currency="JPY",
            record=uuid4(),
        )
    for change in ({"level": 0, "amount": 7}, {"pseudonym": "AAAA-AAAA"}):
        with acting(desk.reader.actor), pytest.raises(DatabaseError, match="says whoever holds the code"):
            Application.objects.filter(id=found.id).update(**change)
    with acting(desk.reader.actor), pytest.raises(DatabaseError):
        Application.objects.filter(id=found.id).delete()
