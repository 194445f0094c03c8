"""What is filled in and sent is in no row of any table, in no line of the log. What is committed is looked through as the one who
made the database, from whom nothing is hidden."""

import logging
from collections.abc import Iterator

import psycopg
import pytest
from django.utils import timezone
from tests.web.evidence.test_intake_leaks import everything, places
from tests.web.made_applications import Desk, applied, begun, chose, filled, held, on, opened
from tests.web.made_box import as_holder, browser
from tests.web.running import use

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions.ending import sweep
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.foundation.guided.lengths import STEP
from tadasu.web.foundation.vault import _files
from tadasu.web.funding.applications.actions.withdrawing import withdraw
from tadasu.web.funding.applications.models import Draft
from tadasu.web.project.database import DATABASE, Role, Server

CANARIES = (
    "Zuvolape",
    "kingfisher",
    "夜鷺の新聞",
    "Ostrumel",
    "Belzunar",
    "Tanemoto",
    "heron-seven",
    "own-local-banned",
)


@pytest.fixture
def desk(committed: None) -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk()
    FLOODS.forget()
    for name in list(_files.names()):
        _files.remove(name)


def test_no_name_and_no_word_is_in_any_row_or_line(
    desk: Desk, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="tadasu")
    client = browser(desk.box)
    chose(client, desk.call)
    on(client, inside="yes", known="no")
    on(client, "review", level="intermediary")
    filled(
        desk.box,
        level="intermediary",
        known_to="here",
        sponsored="yes",
        name=CANARIES[3],
        other_names=f"{CANARIES[2]}\n{CANARIES[0]}",
        people=CANARIES[5],
        contact=CANARIES[1],
        sponsor_name=CANARIES[4],
        reference=CANARIES[6],
        local_status="labelled",
    )
    with as_holder(desk.box) as visit:
        from tadasu.web.funding.applications.actions.drafting import save

        save(visit, to="review")
    words = (*CANARIES, "local-status")
    assert places(server, *words) == {word: [] for word in words}
    on(client, "send")
    found = held(desk.box)
    assert CANARIES[3] in opened(desk.reader, found).name
    assert places(server, *words) == {word: [] for word in words}
    assert places(server, found.pseudonym)[found.pseudonym] == ["public.applications_application"]
    said = " ".join(f"{one.getMessage()} {one.__dict__}" for one in caplog.records)
    assert not [word for word in (*CANARIES, found.pseudonym, str(found.id)) if word in said]


def test_neither_row_nor_address_of_a_visit_says_more_than_ids(desk: Desk, server: Server) -> None:
    found = applied(desk.box, desk.call, name=CANARIES[3])
    rows = everything(server)
    assert CANARIES[3].encode() not in b"".join(rows.values())
    assert rows["public.applications_draft"].count(desk.place.id.bytes) == 0
    assert found.month.day == 1


def test_the_length_of_a_draft_and_of_what_is_sent_does_not_tell_how_much_was_answered(
    desk: Desk, server: Server
) -> None:
    begun(desk.box, desk.call)
    with as_holder(desk.box):
        empty = len(bytes(Draft.objects.get().sealed))
    filled(desk.box, people="\n".join(f"Person {number} (invented)" for number in range(40)))
    with as_holder(desk.box):
        full = len(bytes(Draft.objects.get().sealed))
    assert empty == full >= STEP
    applied(desk.box, desk.call)
    applied(desk.another_box(), desk.call, people=None, other_names=None, contact=None)
    with psycopg.connect(server.address(Role.SUPER, database=DATABASE)) as connection:
        lengths = connection.execute(
            "SELECT DISTINCT length(content) FROM vault_sealedrecord WHERE kind = 'funding.application'"
        ).fetchall()
    assert len(lengths) == 1


def test_a_box_that_ends_by_itself_takes_draft_and_application_along(desk: Desk, server: Server) -> None:
    applied(desk.box, desk.call)
    begun(desk.box, desk.call)
    other = desk.another_box()
    begun(other, desk.call)
    with acting(desk.reader.actor):
        Box.objects.filter(id=desk.box.id).update(ends_on="2026-01-01")
    use(server, Role.WORKER)
    try:
        assert sweep().boxes == 1
    finally:
        use(server, Role.WEB)
    with psycopg.connect(server.address(Role.SUPER, database=DATABASE)) as connection:
        left = {
            table: connection.execute(f"SELECT count(*) FROM applications_{table}".encode()).fetchone()
            for table in ("draft", "version", "answer", "consent")
        }
        rows = connection.execute(
            "SELECT state, lane, region, month, pseudonym, record, amount FROM applications_application"
        ).fetchall()
    assert left == {"draft": (1,), "version": (0,), "answer": (0,), "consent": (0,)}, "the other one's draft stays"
    assert rows == [("ended", "bridge", "619", timezone.localdate().replace(day=1), "", None, None)]


def test_what_was_taken_back_is_erased_with_its_box(desk: Desk, server: Server) -> None:
    found = applied(desk.box, desk.call, level="withheld")
    with as_holder(desk.box) as visit:
        withdraw(visit, application=found)
    with psycopg.connect(server.address(Role.SUPER, database=DATABASE)) as connection:
        readers = connection.execute(
            "SELECT count(*) FROM vault_reader JOIN vault_sealedrecord ON vault_reader.record_id = vault_sealedrecord.id "
            "WHERE kind = 'funding.application'"
        ).fetchone()
    assert readers == (0,), "no key to it is left"
