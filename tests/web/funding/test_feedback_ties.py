"""Nothing ties voucher, box and answer: what the whole database and the log hold is compared before and after, as the one who
made it, from whom nothing is hidden. And those who do the same at the same moment."""

import logging
from collections.abc import Iterator
from functools import partial
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row
from tests.web.evidence.test_intake_leaks import everything
from tests.web.funding.test_programmes_at_once import at_once
from tests.web.made_box import Known, browser, token_of
from tests.web.made_feedback import Desk, answered
from tests.web.running import use

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.vault import _files
from tadasu.web.funding.feedback import vouchers
from tadasu.web.funding.feedback.models import Round, Sealed, Spent, Taken
from tadasu.web.funding.feedback.questions import form
from tadasu.web.project.database import DATABASE, Role, Server

LEAST = form().least
CANARY = "Zuvolape"
WRITTEN = ("feedback_taken", "feedback_spent", "feedback_sealed")


@pytest.fixture
def desk(committed: None) -> Iterator[Desk]:
    yield Desk()
    FLOODS.forget()
    for name in list(_files.names()):
        _files.remove(name)


def shown_in_box(round: Round, box: Known) -> str:
    """The voucher that the page of a box shows."""
    client = browser(box)
    said = {"token": token_of(client.get("/box/voice")), "round": str(round.id), "kind": "grantees"}
    page = client.post("/box/voice", said).content.decode()
    return vouchers.read(
        "".join(
            page.split('dir="ltr">')[1]
            .split("</p>")[0]
            .replace("<code>", "")
            .replace("</code>", "")
            .replace("<br>", "")
        )
    )


def sent(code: str) -> None:
    """Through the page, by somebody whose browser knows of no box."""
    client = browser()
    assert client.post("/voice/", {"act": "open", "code": code}).status_code == 200
    said = {"act": "send", "code": code, "text": "1", "step-fair": "little", "free-keep": f"{CANARY} (invented)"}
    assert "sealed" in client.post("/voice/", said).content.decode()


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {table for table, said in after.items() if said != before[table]}


def rows(server: Server, table: str) -> list[dict[str, Any]]:
    """All that PostgreSQL has of every row, who wrote it among it, in the order in which they lie."""
    with psycopg.connect(server.address(Role.SUPER, database=DATABASE), row_factory=dict_row) as connection:
        return connection.execute(f"SELECT xmin::text AS written_by, * FROM {table} ORDER BY ctid".encode()).fetchall()


def test_box_voucher_and_answer_share_nothing_in_any_table_or_line(
    desk: Desk, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="tadasu")
    round = desk.begin_with(LEAST)
    desk.answered(round, desk.boxes[1:])
    box = desk.boxes[0]
    start = everything(server)
    code = shown_in_box(round, box)
    taken = everything(server)
    sent(code)
    end = everything(server)
    assert changed(start, taken) == {"public.feedback_taken", "public.feedback_round"}, (
        "no more than that one was taken"
    )
    assert changed(taken, end) == {"public.feedback_spent", "public.feedback_sealed"}
    of_box = {str(box.id), str(box.visit.box.digest), box.code, vouchers.shown(box.code)}
    secret = {code, vouchers.shown(code), CANARY, *of_box}
    for table in (f"public.{one}" for one in WRITTEN):
        assert not [one for one in secret if one.encode() in end[table]]
        assert box.visit.box.id.bytes not in end[table]
    assert not [table for table, said in end.items() if code.encode() in said or CANARY.encode() in said]
    lines = " ".join(f"{one.getMessage()} {one.__dict__}" for one in caplog.records)
    assert not [one for one in (*secret, "/voice", "feedback") if one in lines]
    shared = {str(desk.place.id), str(round.id)}
    of_answers = {str(value) for row in rows(server, "feedback_sealed") for value in row.values()}
    for table in (
        "correspondence_box",
        "correspondence_boxreader",
        "correspondence_entered",
        "awards_award",
        "feedback_taken",
    ):
        assert {str(value) for row in rows(server, table) for value in row.values()} & of_answers <= shared


def test_rows_tell_neither_who_came_first_nor_which_came_together(desk: Desk, server: Server) -> None:
    number = 12
    round = desk.begin_with(number)
    codes = [desk.voucher(round, one) for one in desk.boxes]
    came: dict[str, list[Any]] = {"mark": [], "sealed": []}
    tables = {"mark": "feedback_spent", "sealed": "feedback_sealed"}
    ids: set[Any] = set()
    for code in codes:
        answered(code)
        now = {column: rows(server, table) for column, table in tables.items()}
        for column, found in now.items():
            came[column] += [row[column] for row in found if row[column] not in came[column]]
        new = {row["id"] for found in now.values() for row in found}
        assert not new & ids, "with every answer all rows have new ids"
        ids |= new
    for column, found in now.items():
        assert len({row["written_by"] for row in found}) == 1, "one transaction wrote all of them"
        assert sorted(row[column] for row in found) == sorted(came[column])
        assert len(found) == number
        assert [row[column] for row in found] != came[column]
    spent, sealed = ([came[column].index(row[column]) for row in found] for column, found in now.items())
    assert spent != sealed


def test_of_those_who_answer_with_one_voucher_at_once_one_does(desk: Desk) -> None:
    code = desk.voucher(desk.begin_with(LEAST), desk.boxes[0])
    assert at_once([lambda: answered(code)] * 4) == ["done", *["feedback-voucher"] * 3]
    assert (len(desk.rows(Sealed)), len(desk.rows(Spent))) == (1, 1)


def test_of_those_who_take_from_one_box_at_once_one_does(desk: Desk) -> None:
    round = desk.begin_with(LEAST)
    assert at_once([lambda: desk.take(round, desk.boxes[0])] * 4) == ["done", *["feedback-taken"] * 3]
    assert (desk.stands(round).taken, len(desk.rows(Taken))) == (1, 1)


def test_of_many_who_answer_at_once_every_answer_is_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    round = desk.begin_with(LEAST)
    codes = [desk.voucher(round, one) for one in desk.boxes]
    assert at_once([partial(answered, code) for code in codes]) == ["done"] * LEAST
    assert len(desk.rows(Sealed)) == LEAST


def test_the_worker_sees_no_mark_and_no_answer(desk: Desk, server: Server) -> None:
    round = desk.begin_with(LEAST)
    desk.answered(round, desk.boxes[:1])
    use(server, Role.WORKER)
    try:
        assert (Taken.objects.count(), Spent.objects.count(), Sealed.objects.count()) == (0, 0, 0)
        with acting(steward(desk.place)):
            assert Sealed.objects.count() == 1, "it is there"
    finally:
        use(server, Role.WEB)
