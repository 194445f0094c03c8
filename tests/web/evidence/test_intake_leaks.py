"""What is filled in and sent is in no row of any table, in no line of the log. What is committed is looked through as the
one who made the database, from whom nothing is hidden."""

import logging
from collections.abc import Iterator

import psycopg
import pytest
from tests.web.made_box import as_holder, box_at, browser
from tests.web.made_intake import Desk, filled, on, opened, pressed, reported
from tests.web.running import use

from tadasu.web.evidence.intake.models import Draft, Permission
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions.ending import sweep
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.foundation.vault import _files
from tadasu.web.project.database import DATABASE, Role, Server

CANARIES = ("Zuvolape", "kingfisher", "夜鷺の宿舎", "Ostrumel")


@pytest.fixture
def desk(committed: None) -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk()
    FLOODS.forget()
    for name in list(_files.names()):
        _files.remove(name)


def everything(server: Server) -> dict[str, bytes]:
    """Table -> all that is in it, bytes as they are."""
    found = {}
    with psycopg.connect(server.address(Role.SUPER, database=DATABASE)) as connection:
        tables = connection.execute(
            "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('public', 'published')"
        ).fetchall()
        for (table,) in tables:
            with connection.cursor().copy(f"COPY {table} TO STDOUT (FORMAT binary)".encode()) as copied:
                found[table] = b"".join(bytes(piece) for piece in copied)
    return found


def places(server: Server, *words: str) -> dict[str, list[str]]:
    """Word -> tables in which it stands."""
    rows = everything(server)
    assert len(rows) > 30
    return {word: [table for table, said in rows.items() if word.encode() in said] for word in words}


def filled_in(desk: Desk) -> None:
    """Through the pages, as somebody does it."""
    client = browser(desk.box)
    on(client, own_words=f"{CANARIES[0]} and the {CANARIES[1]}", issues=["forced-labour"])
    on(client, "review", known=["lived"])
    filled(desk.box, "where", region=CANARIES[2])
    filled(desk.box, "who", employer=CANARIES[3])


def test_nothing_of_a_draft_or_a_report_is_in_any_row_or_line(
    desk: Desk, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="tadasu")
    filled_in(desk)
    assert places(server, *CANARIES, "own-words", "forced-labour") == {
        word: [] for word in (*CANARIES, "own-words", "forced-labour")
    }
    assert [table for table, said in everything(server).items() if str(desk.place.name).encode() in said], "it looks"
    client = browser(desk.box)
    pressed(client, "send")
    on(client, relation="corrects")
    on(client, "review", own_words=f"{CANARIES[1]} again")
    pressed(client, "send")
    assert CANARIES[1] in opened(desk.reader, desk.box).words("own-words")
    assert places(server, *CANARIES, "own-words", "forced-labour") == {
        word: [] for word in (*CANARIES, "own-words", "forced-labour")
    }
    said = " ".join(f"{one.getMessage()} {one.__dict__}" for one in caplog.records)
    assert not [word for word in CANARIES if word in said]


def test_a_box_that_ends_by_itself_takes_draft_report_and_permissions_along(desk: Desk, server: Server) -> None:
    filled(desk.box, "permissions", permissions=("authority",))
    reported(desk.box)
    filled(desk.box, own_words="Once more, invented.")
    with as_holder(desk.box):
        assert (Draft.objects.count(), Permission.objects.count()) == (1, 1)
    other = box_at(desk.counter)
    filled(other, own_words="A draft of another box.")
    with acting(desk.reader.actor):
        Box.objects.filter(id=desk.box.id).update(ends_on="2026-01-01")
    use(server, Role.WORKER)
    try:
        assert sweep().boxes == 1
    finally:
        use(server, Role.WEB)
    with psycopg.connect(server.address(Role.SUPER, database=DATABASE)) as connection:
        left = [
            connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
            for table in ("intake_draft", "intake_permission")
        ]
    assert left == [(1,), (0,)], "the other one's draft stays"
