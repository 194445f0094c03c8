"""Findings: concluded by one, signed by another, superseded, withdrawn; what the engine makes of them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone
from tests.web.made import organisation, person
from tests.web.made_findings import COMPANY, WHY, Desk, content
from tests.web.made_parties import lately

from tadasu.schema import Entity, EntityId, ListId, Origin, PlaceSubject, UsageError
from tadasu.screening import Index, screen
from tadasu.tracing import Numbers, Trade, seeds, trace
from tadasu.web.foundation.access import ANONYMOUS, Refused, acting
from tadasu.web.foundation.findings import models, queries
from tadasu.web.foundation.findings.actions import conclude, decline, sign, supersede, withdraw
from tadasu.web.foundation.findings.conflicts import Conflict
from tadasu.web.foundation.findings.models import Changes, FindingVersion

pytestmark = pytest.mark.usefixtures("database")


def in_list(desk: Desk) -> queries.OwnList:
    with acting(desk.verifier):
        return queries.as_list(desk.verifier, desk.place.id)


def test_a_finding_is_in_force_when_a_second_person_has_signed() -> None:
    desk = Desk()
    version = desk.concluded()
    assert (version.status, in_list(desk).findings) == ("proposed", ())
    desk.signed(version)
    (finding,) = in_list(desk).findings
    assert (finding.id, finding.basis, finding.strength) == (f"{version.finding}.1", "evidence/2026/0007", -105)


def test_who_concluded_cannot_sign() -> None:
    desk = Desk()
    both = lately(person(desk.place, "verifier", "editor"))
    desk.verifier = both
    version = desk.concluded()
    with acting(both), pytest.raises(Refused):
        sign(both, version=version.id, reason=WHY)
    with acting(both), pytest.raises(IntegrityError), transaction.atomic():
        FindingVersion.objects.update(status="in-force", signed_by=both.user)


def test_what_is_not_signed_stays_to_be_read_and_counts_for_nothing() -> None:
    desk = Desk()
    version = desk.concluded()
    with acting(desk.editor):
        decline(desk.editor, version=version.id, reason="The two interviews are one (invented).")
        with pytest.raises(Conflict):
            sign(desk.editor, version=version.id, reason=WHY)
        assert queries.changes_since(desk.editor, desk.place.id, 0).documents == ()
    assert in_list(desk).findings == ()


def test_a_new_version_supersedes_when_it_is_signed_and_not_before() -> None:
    desk = Desk()
    first = desk.in_force()
    with acting(desk.verifier):
        second = supersede(
            desk.verifier, version=first.id, content=content(standard="established"), reason="A court has decided."
        )
    assert [one.id for one in in_list(desk).findings] == [f"{first.finding}.1"]
    desk.signed(second)
    assert [one.id for one in in_list(desk).findings] == [f"{first.finding}.2"]
    with acting(desk.verifier):
        assert {one.version: one.status for one in FindingVersion.objects.all()} == {1: "superseded", 2: "in-force"}
        assert [one.version for one in queries.history_of(desk.verifier, second)] == [2, 1]


def test_two_new_versions_do_not_wait_at_once() -> None:
    desk = Desk()
    first = desk.in_force()
    with acting(desk.verifier):
        supersede(desk.verifier, version=first.id, content=content(), reason=WHY)
        with pytest.raises(UsageError, match="findings-waits-already"):
            supersede(desk.verifier, version=first.id, content=content(), reason=WHY)


def test_a_withdrawn_finding_stays_with_its_reason_and_takes_what_waits_with_it() -> None:
    desk = Desk()
    first = desk.in_force()
    with acting(desk.verifier):
        waits = supersede(desk.verifier, version=first.id, content=content(), reason=WHY)
    with acting(desk.editor):
        withdraw(desk.editor, version=first.id, code="mistaken", reason="It was another mill (invented).")
        kept = FindingVersion.objects.get(id=first.id)
        assert (kept.status, kept.ended_code, kept.ended_why) == (
            "withdrawn",
            "mistaken",
            "It was another mill (invented).",
        )
        assert FindingVersion.objects.get(id=waits.id).status == "declined"
        with pytest.raises(Conflict):
            withdraw(desk.editor, version=first.id, code="mistaken", reason=WHY)
    with acting(desk.verifier), pytest.raises(UsageError, match="findings-not-in-force"):
        supersede(desk.verifier, version=first.id, content=content(), reason=WHY)


@pytest.mark.parametrize("code", ["superseded", "", "because", "x" * 1000])
def test_a_finding_ends_for_a_reason_that_is_known(code: str) -> None:
    desk = Desk()
    first = desk.in_force()
    with acting(desk.editor), pytest.raises(UsageError, match="findings-no-such-end"):
        withdraw(desk.editor, version=first.id, code=code, reason=WHY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"standard": "beyond doubt"},
        {"indicators": ("debt-bondage", "debt-bondage")},
        {"indicators": ("something-else",)},
        {"contrary": "unknown"},
        {"concluded_on": timezone.localdate() + timedelta(days=2)},
        {"named": replace(content().named, names=())},
        {"named": replace(content().named, names=("Mill\N{RIGHT-TO-LEFT OVERRIDE}",))},
        {"named": replace(content().named, names=("Mill\0",))},
        {"named": replace(content().named, names=("x" * 501,))},
        {"named": replace(content().named, countries=("Japan",))},
        {"finding": replace(content().finding, basis="an interview with somebody whose name stands here")},
        {"finding": replace(content().finding, source_url="javascript:alert(1)")},
        {"finding": replace(content().finding, subject=PlaceSubject(place="atlantis"))},
        {"finding": replace(content().finding, subject=PlaceSubject(place=""))},
    ],
)
def test_what_cannot_travel_cannot_be_concluded(wrong: dict[str, Any]) -> None:
    desk = Desk()
    with acting(desk.verifier), pytest.raises(UsageError, match="findings-document"):
        conclude(desk.verifier, organisation=desk.place.id, content=content(**wrong), reason=WHY)


def test_a_finding_traces_and_a_withdrawn_one_does_not() -> None:
    desk = Desk()
    version = desk.in_force()

    def exposed() -> list[int]:
        """The declarations that the findings in force reach: the mill sells yarn to a weaver, the weaver cloth on, and somebody
        else sells too."""
        days = [20_500, 20_510, 20_510]
        trade = Trade.build(seller=[0, 1, 2], buyer=[1, 3, 3], product=[0, 1, 1], day=days, weight=[0, 0, 0])
        numbers = Numbers(companies={COMPANY: 0}, products=("5205", "5208"), countries=("uz",), places=("", "", "", ""))
        found = seeds(in_list(desk).findings, trade, numbers)
        reached = trace(trade, found.strength, np.array([[1, 1], [0, 1]], np.uint8))
        return sorted(trade.row[reached.declaration].tolist())

    assert exposed() == [0, 1]
    with acting(desk.editor):
        withdraw(desk.editor, version=version.id, code="remedied", reason=WHY)
    assert exposed() == []


def test_a_finding_is_a_list_that_can_be_screened_against() -> None:
    desk = Desk()
    desk.in_force(name="Qarashahar Tezgul Cotton Ginning (invented)")
    entities = in_list(desk).entities
    ours = Entity(
        id=EntityId("mine"),
        schema="Company",
        name="Qarashahar Tezgul Cotton Ginning Co. (invented)",
        origin=Origin(list_id=ListId("mine"), row=1),
    )
    (match,) = screen([ours], Index.build(entities)).matches
    assert (match.entity_id, match.list_id) == (COMPANY, "findings")


def test_a_finding_about_a_place_traces_and_is_no_company_to_be_screened_against() -> None:
    desk = Desk()
    desk.in_force(finding=replace(content().finding, subject=PlaceSubject(place="cn-653200")))
    listed = in_list(desk)
    assert (len(listed.findings), listed.entities) == (1, ())


def test_changes_are_told_in_their_order_and_once() -> None:
    desk = Desk()
    first, second = desk.in_force(), desk.in_force()
    with acting(desk.editor):
        sent = queries.changes_since(desk.editor, desk.place.id, 0)
        assert [one["finding"] for one in sent.documents] == [str(first.finding), str(second.finding)]
        assert queries.changes_since(desk.editor, desk.place.id, sent.change).documents == ()
        withdraw(desk.editor, version=first.id, code="court", reason="A reason that stays here (invented).")
        later = queries.changes_since(desk.editor, desk.place.id, sent.change)
        (document,) = later.documents
        assert (document["finding"], document["status"], document["ended_code"]) == (
            str(first.finding),
            "withdrawn",
            "court",
        )
        assert "stays here" not in str(document)
        assert later.change == Changes.objects.get().last


def test_no_person_and_no_reason_leaves() -> None:
    desk = Desk()
    desk.in_force()
    with acting(desk.editor):
        (document,) = queries.changes_since(desk.editor, desk.place.id, 0).documents
    text = str(document)
    assert WHY not in text
    assert str(desk.verifier.user) not in text
    assert str(desk.editor.user) not in text
    assert str(desk.place.id) not in text


def test_who_does_not_exchange_sends_nothing() -> None:
    desk = Desk()
    desk.in_force()
    with acting(desk.verifier), pytest.raises(Refused):
        queries.changes_since(desk.verifier, desk.place.id, 0)


def test_another_organisation_sees_nothing() -> None:
    desk = Desk()
    version = desk.in_force()
    stranger = Desk(organisation()).editor
    for actor in (stranger, ANONYMOUS):
        with acting(actor):
            assert not FindingVersion.objects.exists()
            assert not Changes.objects.exists()
            with pytest.raises(FindingVersion.DoesNotExist):
                queries.version_of(actor, version.id)
            with pytest.raises(FindingVersion.DoesNotExist):
                withdraw(actor, version=version.id, code="mistaken", reason=WHY)
            with pytest.raises(Refused):
                queries.as_list(actor, desk.place.id)


def test_every_table_hides_its_rows_also_from_its_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class"
            " WHERE relname LIKE 'findings\\_%%' AND relkind = 'r' ORDER BY relname",
            [],
        )
        tables = ("findings_changes", "findings_findingversion", "findings_theirhearing")
        assert cursor.fetchall() == [(one, True) for one in tables]
    assert models.FindingVersion._meta.db_table == "findings_findingversion"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE findings_findingversion SET content = '{}'",
        "UPDATE findings_findingversion SET standard = 'established'",
        "UPDATE findings_findingversion SET concluded_by_id = NULL",
        "UPDATE findings_findingversion SET origin = 'x'",
        "DELETE FROM findings_findingversion",
        "DELETE FROM findings_changes",
    ],
)
def test_a_version_is_never_edited(statement: str) -> None:
    desk = Desk()
    desk.in_force()
    with (
        acting(desk.editor),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="denied"),
        transaction.atomic(),
    ):
        cursor.execute(statement)


def test_a_page_of_what_waits_is_for_those_who_may_sign() -> None:
    desk = Desk()
    version = desk.concluded()
    with acting(desk.editor):
        assert [one.id for one in queries.waiting(desk.editor)] == [version.id]
    with acting(desk.verifier):
        assert not queries.waiting(desk.verifier).exists()


def test_a_day_of_review_is_kept() -> None:
    desk = Desk()
    assert desk.in_force().review_on == date(2027, 11, 1)
