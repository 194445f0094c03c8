"""Words are erased; what was done stays, and so does that they were erased."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import IntegrityError, transaction
from tests.web.chained import tamper, worker
from tests.web.made import member_of, organisation
from tests.web.recorded import recorded, settle

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, Place, Refused, acting
from tadasu.web.foundation.audit.actions import erase_text, record
from tadasu.web.foundation.audit.models import EntryText
from tadasu.web.foundation.audit.report import Fault, Kind
from tadasu.web.foundation.audit.verifying import verify
from tadasu.web.project.database import Role, Server


def organiser(place: UUID, *roles: str, late: bool = True, second: bool = True) -> Actor:
    return Actor(
        user=uuid4(),
        places={place: Place(organisation=place, roles=frozenset(roles or {"organiser"}))},
        second_factor=second,
        signed_in_at=datetime.now(UTC) - timedelta(minutes=0 if late else 11),
    )


def said(place: UUID, reason: str = "a name that should not be here (invented)") -> UUID:
    me = member_of(place)
    with acting(me):
        entry = record(me, act="test.act", subject="test", organisation=place, reason=reason)
    settle()
    return entry


@pytest.mark.usefixtures("database")
def test_the_words_go_and_the_entry_stays() -> None:
    place = organisation().id
    entry, me = said(place), organiser(place)
    with acting(me):
        erasure = erase_text(me, entry=entry, reason="asked for (invented)")
    first, second = recorded(organisation=place)
    assert (first.id, first.act, first.actor is not None) == (entry, "test.act", True)
    assert not hasattr(first, "text")
    assert (second.id, second.act, second.subject_id, second.actor) == (erasure, "audit.erase-text", entry, me.user)
    assert (second.text.reason, second.text.detail) == ("asked for (invented)", {"number": first.number})


@pytest.mark.usefixtures("database")
def test_the_words_of_an_erasure_can_be_erased_too() -> None:
    place = organisation().id
    entry, me = said(place), organiser(place)
    with acting(me):
        erasure = erase_text(me, entry=entry, reason="the name is Kumanezawa (invented)")
        settle()
        erase_text(me, entry=erasure, reason="again")
    assert [hasattr(one, "text") for one in recorded(organisation=place)] == [False, False, True]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "change",
    [{"late": False}, {"second": False}, {"roles": ("auditor",)}, {"roles": ("analyst", "custodian")}],
)
def test_only_an_organiser_who_signed_in_lately_erases(change: dict[str, object]) -> None:
    place = organisation().id
    entry = said(place)
    roles = change.pop("roles", ())
    me = organiser(place, *roles, **change)  # type: ignore[misc,arg-type]
    with acting(me), pytest.raises(Refused):
        erase_text(me, entry=entry, reason="because")


@pytest.mark.usefixtures("database")
def test_nobody_erases_the_words_of_another_organisation() -> None:
    entry = said(organisation().id)
    me = organiser(organisation(name="Another (invented)").id)
    with acting(me), pytest.raises(Refused):
        erase_text(me, entry=entry, reason="because")
    with acting(me):
        record(me, act="audit.erase-text", subject="audit.entry", subject_id=entry, organisation=next(iter(me.places)))
        with pytest.raises(IntegrityError, match="no text to erase"), transaction.atomic():
            settle()


@pytest.mark.usefixtures("database")
def test_nothing_is_erased_without_a_reason_or_twice() -> None:
    place = organisation().id
    entry, bare, me = said(place), said(place, ""), organiser(place)
    with acting(me):
        for reason in ("", " \n"):
            with pytest.raises(UsageError, match="reason-missing"):
                erase_text(me, entry=entry, reason=reason)
        with pytest.raises(UsageError, match="audit-no-text"):
            erase_text(me, entry=bare, reason="because")
        erase_text(me, entry=entry, reason="because")
        settle()
        with pytest.raises(UsageError, match="audit-no-text"):
            erase_text(me, entry=entry, reason="because")


@pytest.mark.usefixtures("database")
def test_of_two_who_erase_at_once_one_fails_and_nothing_is_recorded_twice() -> None:
    place = organisation().id
    entry, me = said(place), organiser(place)
    with acting(me):
        erase_text(me, entry=entry, reason="one")
        erase_text(me, entry=entry, reason="two")
        with pytest.raises(IntegrityError, match="no text to erase"), transaction.atomic():
            settle()


@pytest.fixture
def erased(server: Server, committed: None) -> UUID:
    """An organisation with two entries, the words of the first erased."""
    place = organisation().id
    me = organiser(place)
    entries = []
    for n in range(2):
        with acting(me):
            entries.append(record(me, act="test.act", subject="test", organisation=place, reason=f"reason {n}"))
    with acting(me):
        erase_text(me, entry=entries[0], reason="because")
    return place


def test_erased_words_are_no_fault(server: Server, erased: UUID) -> None:
    with worker(server):
        report = verify()
    assert report.sound
    assert (report.entries, report.texts, report.erased) == (3, 2, 1)


def test_words_that_are_gone_without_an_erasure_are_a_fault(server: Server, erased: UUID) -> None:
    tamper(server, "DELETE FROM audit_text WHERE reason = 'reason 1'")
    with worker(server):
        assert verify().first == (Fault(kind=Kind.TEXT_REMOVED, number=2),)


def test_nothing_of_erased_words_is_left_in_what_can_be_asked(server: Server, erased: UUID) -> None:
    with worker(server):
        assert sorted(EntryText.objects.values_list("reason", flat=True)) == ["because", "reason 1"]
    with psycopg.connect(server.address(Role.SUPER)) as connection:
        assert connection.execute("SELECT count(*) FROM audit_said").fetchone() == (0,)
