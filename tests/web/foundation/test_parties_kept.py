"""What the database itself holds of parties: whose rows they are, and that nothing written is changed or deleted."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from tests.web.made import organisation
from tests.web.made_parties import WHY, Kept, added, joined, said, worker_of

from tadasu.web.foundation.access import ANONYMOUS, acting
from tadasu.web.foundation.parties import models, queries
from tadasu.web.foundation.parties.models import DIFFERENT, SAME, Decision, Gram, Hit, Judgement, Party, Statement

pytestmark = pytest.mark.usefixtures("database")

TABLES = (Party, Statement, Gram, Judgement, Hit, Decision)


def test_every_table_hides_its_rows_also_from_its_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname LIKE 'parties\\_%%' AND relkind = 'r'"
            " AND NOT (relrowsecurity AND relforcerowsecurity)",
            [],
        )
        assert cursor.fetchall() == []
    assert {one.__name__ for one in TABLES} == {
        name
        for name, one in vars(models).items()
        if isinstance(one, type) and getattr(one, "__module__", "") == models.__name__
    }


def test_another_organisation_sees_nothing_and_writes_nothing() -> None:
    scene = Kept()
    stranger = worker_of(organisation())
    for actor in (stranger, ANONYMOUS):
        with acting(actor):
            assert [one.__name__ for one in TABLES if one._default_manager.exists()] == []
            with pytest.raises(Party.DoesNotExist):
                queries.party_shown(actor, scene.party)
            assert Party.objects.filter(id=scene.party).update(title="theirs (invented)") == 0
    key = uuid4()
    smuggled = Party(id=key, organisation=scene.place, kind="company", canonical_id=key, title="smuggled (invented)")
    with acting(stranger), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        smuggled.save(force_insert=True)
    with acting(scene.actor):
        assert [one.__name__ for one in TABLES if not one._default_manager.exists()] == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE parties_statement SET value = 'other'",
        "UPDATE parties_statement SET source = 'other'",
        "UPDATE parties_party SET kind = 'good'",
        "UPDATE parties_party SET organisation_id = gen_random_uuid()",
        "UPDATE parties_judgement SET reason = 'other'",
        "UPDATE parties_judgement SET verdict = 'different'",
        "UPDATE parties_hit SET party_id = gen_random_uuid()",
        "UPDATE parties_decision SET verdict = 'same'",
        "UPDATE parties_gram SET gram = 1",
        "DELETE FROM parties_statement",
        "DELETE FROM parties_party",
        "DELETE FROM parties_judgement",
        "DELETE FROM parties_hit",
        "DELETE FROM parties_decision",
    ],
)
def test_what_was_written_stays(statement: str) -> None:
    scene = Kept()
    with (
        acting(scene.actor),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="denied"),
        transaction.atomic(),
    ):
        cursor.execute(statement)


def test_a_judgement_is_of_two_in_one_order_with_a_reason() -> None:
    place = organisation()
    actor = worker_of(place)
    one, other = sorted((added(actor, place, f"Mill {n} (invented)") for n in range(2)), key=lambda party: party.id)
    given = {"organisation": place, "verdict": SAME, "reason": WHY}
    for wrong in ({"one": other, "other": one}, {"one": one, "other": one}, {"one": one, "other": other, "reason": ""}):
        with acting(actor), pytest.raises(IntegrityError), transaction.atomic():
            Judgement.objects.create(**{**given, **wrong})


def test_two_judgements_of_one_pair_do_not_hold_at_once() -> None:
    place = organisation()
    actor = worker_of(place)
    one, other = added(actor, place, "Mill (invented)"), added(actor, place, "Mill 2 (invented)")
    made = joined(actor, one.id, other.id)
    with acting(actor), pytest.raises(IntegrityError), transaction.atomic():
        Judgement.objects.create(
            organisation=place, one=made.one, other=made.other, verdict=DIFFERENT, reason="against it"
        )


def test_a_withdrawal_without_a_reason_is_no_withdrawal() -> None:
    place = organisation()
    actor = worker_of(place)
    added(actor, place, "Mill (invented)", said("country", "jp"))
    with acting(actor), pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.update(withdrawn_why="", withdrawn_at="2026-11-01T00:00:00Z")
