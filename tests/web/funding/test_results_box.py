"""A grantee tells a result in its box, or nothing; what it told waits for an officer and is not asked again. Nothing in awards
reads results."""

import ast
import importlib
import pkgutil
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from tests.web.made_box import as_holder, browser, front, token_of, wrote
from tests.web.made_results import CANARIES, WORDS, Desk
from tests.web.made_vault import lately

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.funding import awards as room
from tadasu.web.funding.awards import actions as of_awards
from tadasu.web.funding.awards.models import Report
from tadasu.web.funding.results import actions, queries
from tadasu.web.funding.results.models import Result, Told

pytestmark = pytest.mark.usefixtures("database")


def test_a_grantee_tells_a_result_from_its_box_and_is_not_asked_again() -> None:
    desk = Desk()
    desk.counter()
    award = desk.running()
    box = desk.box_of(award)
    client = browser(box)
    assert reverse("results-mine") in client.get(front()).content.decode()
    page = client.get(reverse("results-mine"))
    assert "Nobody asks you to tell anything here" in page.content.decode()
    sent = {"token": token_of(page), "which": str(award.id), "text": WORDS}
    assert client.post(reverse("results-mine"), sent).status_code == 302
    with acting(lately(desk.officer.user)):
        told = Told.objects.get(award=award.id)
    assert (told.state, told.letter, told.number) == ("waiting", 1, 1)
    shown = client.get(reverse("results-mine")).content.decode()
    assert "waits to be read" in shown
    assert "You need not tell this again" in shown
    with acting(lately(desk.officer.user)):
        assert [of.id for _one, of in queries.waiting(lately(desk.officer.user))] == [award.id]


def test_the_page_of_the_box_is_said_in_japanese_and_keeps_what_is_typed() -> None:
    desk = Desk()
    desk.counter()
    box = desk.box_of(desk.running())
    client = browser(box)
    page = client.get(reverse("results-mine"))
    again = client.post(reverse("results-mine"), {"token": token_of(page), "language": "ja", "text": WORDS})
    text = again.content.decode()
    assert "活動の成果" in text
    assert CANARIES[0] in text
    with acting(lately(desk.officer.user)):
        assert not Told.objects.exists()


def test_a_code_reaches_its_own_award_alone_and_nothing_comes_of_a_draft() -> None:
    desk = Desk()
    desk.counter()
    award, other = desk.running(), desk.running()
    box = desk.box_of(award)
    with as_holder(box) as visit, pytest.raises(UsageError, match="results-no-such-award"):
        actions.tell(visit, award=other.id, text=WORDS)


def test_what_is_sent_twice_is_told_once() -> None:
    desk = Desk()
    desk.counter()
    award = desk.running()
    box = desk.box_of(award)
    with as_holder(box) as visit:
        once = "a" * 32
        first = actions.tell(visit, award=award.id, text=WORDS, once=once)
        second = actions.tell(visit, award=award.id, text=WORDS, once=once)
    assert first.id == second.id


def test_an_officer_writes_down_in_codes_what_a_grantee_told_and_it_waits_no_more() -> None:
    desk = Desk()
    desk.counter()
    award = desk.running()
    told = desk.told(desk.box_of(award), award)
    made = desk.result(award, told=told.id, words="")
    row = desk.as_it_stands(made)
    with acting(lately(desk.officer.user)):
        now = Told.objects.get(id=told.id)
    assert (now.state, now.settled_by_id, row.told_id) == ("coded", desk.officer.id, told.id)
    with pytest.raises(UsageError, match="results-settled"):
        desk.result(award, told=told.id)
    with pytest.raises(UsageError, match="results-settled"):
        desk.does(desk.second, actions.set_aside, told=told.id, code="known")


def test_what_a_grantee_told_is_set_aside_with_a_code_and_it_reads_so_in_its_box() -> None:
    desk = Desk()
    desk.counter()
    award = desk.running()
    box = desk.box_of(award)
    told = desk.told(box, award)
    with pytest.raises(UsageError, match="results-code"):
        desk.does(desk.officer, actions.set_aside, told=told.id, code="boring")
    desk.does(desk.officer, actions.set_aside, told=told.id, code="danger")
    page = browser(box).get(reverse("results-mine")).content.decode()
    assert "was set aside" in page
    assert "may endanger somebody" in page


def test_whoever_is_no_named_reader_settles_nothing_of_what_was_told() -> None:
    desk = Desk()
    desk.counter()
    award = desk.running(readers=(desk.officer.id, desk.second.id))
    told = desk.told(desk.box_of(award), award)
    with pytest.raises(Refused):
        desk.does(desk.payer, actions.set_aside, told=told.id, code="known")


def test_what_is_told_of_a_withheld_award_is_seen_by_its_readers_alone() -> None:
    desk = Desk()
    desk.counter()
    award = desk.running(level=3, readers=(desk.officer.id, desk.second.id))
    desk.told(desk.box_of(award), award)
    with acting(lately(desk.payer.user)):
        assert not Told.objects.exists()
    with acting(lately(desk.second.user)):
        assert Told.objects.count() == 1


def test_a_grant_is_paid_and_closes_without_a_result() -> None:
    desk = Desk()
    award = desk.running()
    desk.paid(award)
    with acting(lately(desk.officer.user)):
        report = Report.objects.filter(award=award).order_by("number").first()
    assert report is not None
    desk.does(desk.officer, of_awards.note_report, award=award.id, number=report.number, words="It went on (invented).")
    desk.does(desk.second, of_awards.judge_report, award=award.id, number=report.number, accepted=True)
    half = award.amount // 2
    desk.does(desk.officer, of_awards.note_receipt, award=award.id, evidence="witness", cost="rent", amount=half)
    desk.does(desk.second, of_awards.judge_receipt, award=award.id, number=1, accepted=True)
    assert desk.does(desk.officer, of_awards.close, award=award.id).state == "closed"
    with acting(lately(desk.officer.user)):
        assert not Result.objects.exists()


def test_nothing_in_awards_reads_results() -> None:
    for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        if ".migrations" in module.name:
            continue
        file = importlib.import_module(module.name).__file__
        assert file is not None
        names = {
            one.module if isinstance(one, ast.ImportFrom) else alias.name
            for one in ast.walk(ast.parse(Path(file).read_text(encoding="utf-8")))
            if isinstance(one, ast.Import | ast.ImportFrom)
            for alias in one.names
        }
        assert not [one for one in names if one and one.startswith("tadasu.web.funding.results")], module.name
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE 'awards\\_%' AND prosrc LIKE '%results\\_%'")
        assert cursor.fetchall() == []


def test_a_letter_of_the_box_alone_is_no_result() -> None:
    desk = Desk()
    desk.counter()
    award = desk.running()
    box = desk.box_of(award)
    wrote(box, "A letter (invented).")
    with acting(lately(desk.officer.user)):
        assert not Told.objects.exists()
