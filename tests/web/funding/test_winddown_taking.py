"""Take your file with you: all of it, by the code, in a package that is read and checked; and nothing of anybody else."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from tests.drills.seizure_funding import CANARIES, Filled
from tests.web.made_box import Known, browser, token_of
from tests.web.made_vault import everything, lately
from tests.web.made_winddown import Desk

from tadasu.web.foundation.access import ANONYMOUS, acting
from tadasu.web.foundation.correspondence.actions.entering import enter, entered
from tadasu.web.foundation.findings.schemas import fault_of
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.winddown import actions
from tadasu.web.funding.winddown.taking import VERSION, packed, schema_of
from tadasu.web.funding.winddown.taking._document import DATA
from tadasu.web.funding.winddown.taking._gathering import plain_name

SAID = {one: f"{one.replace(' ', '-')}-canary" for one in CANARIES}


@pytest.fixture
def filled(database: None) -> Filled:
    return Filled(SAID)


def holding(box: Known) -> Client:
    """The browser of whoever has the code and has written it down."""
    client = browser(box)
    front = reverse("correspondence-box")
    client.post(front, {"act": "seen", "token": token_of(client.get(front))})
    return client


def taken(box: Known, **more: str) -> dict[str, bytes]:
    """The package that whoever has the code gets, by name."""
    client = holding(box)
    for name, value in more.items():
        client.cookies[name] = value
    address = reverse("winddown-take")
    answer = client.post(address, {"token": token_of(client.get(address))})
    assert answer.status_code == 200, answer.content
    assert answer.streaming
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/zip",
        'attachment; filename="file.zip"',
    )
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as package:
        assert package.testzip() is None
        return {one: package.read(one) for one in package.namelist()}


def found_in(parts: dict[str, bytes]) -> set[str]:
    """Which canaries are in it, names of files among it."""
    whole = b"\n".join([*parts.values(), *(one.encode() for one in parts)])
    return {name for name, said in SAID.items() if said.encode() in whole}


APPLICANTS = {
    *("fund applicant", "fund applicant script", "fund applicant people", "fund contact", "fund sponsor"),
    *(
        "fund sponsor contact",
        "fund co-applicant",
        "fund work",
        "fund letter",
        "fund file",
        "fund file name",
        "fund answer",
    ),
}


def test_an_applicant_takes_the_application_letters_and_files_and_nothing_else(filled: Filled) -> None:
    parts = taken(filled.desk.box)
    assert found_in(parts) == APPLICANTS
    said = json.loads(parts["file.json"])
    assert [one["by"] for one in said["letters"]][:4] == ["grantee", "funder", "grantee", "grantee"]
    (file,) = (one["file"] for one in said["letters"] if one["sort"] == "file")
    assert file["path"] == f"files/003-{SAID['fund file name']}.pdf"
    assert parts[file["path"]] == (SAID["fund file"] + "\n").encode() * 1000
    assert said["applications"][0]["versions"][0]["content"]["answers"]["name"] == SAID["fund applicant"]
    assert said["grants"] == []


def test_a_grantee_takes_payments_reports_and_what_it_passed_on_in_sums(filled: Filled) -> None:
    parts = taken(filled.box)
    assert found_in(parts) == {"fund report", "fund result told"}
    (grant,) = json.loads(parts["file.json"])["grants"]
    assert (grant["pseudonym"], grant["amount"]) == (filled.award.pseudonym, filled.award.amount)
    assert [one["state"] for one in grant["tranches"]] == ["paid", "planned"]
    assert [one["paid_amount"] for one in grant["payments"]] == [grant["tranches"][0]["amount"]]
    assert {one["state"] for one in grant["reports"]} == {"given", "due"}
    assert [one["state"] for one in grant["results"]] == ["waiting"]
    assert len(grant["receipts"]) == len(grant["changes"]) == 1
    assert [one["code"] for one in grant["chain"]["incidents"]]
    assert [one["acknowledged_on"] is not None for one in grant["chain"]["duties"]]
    assert grant["passed_on"] == []  # the award below is not agreed yet


def test_the_agreement_opens_with_the_code_where_the_box_was_there_when_it_was_written(database: None) -> None:
    desk = Desk().used()
    award = desk.awards.begin()
    with acting(lately(desk.officer.user)):
        Award.objects.filter(id=award.id).update(box=desk.box.id)
    desk.awards.signed(desk.awards.write(desk.awards.now(award)))
    (grant,) = json.loads(taken(desk.box)["file.json"])["grants"]
    assert grant["agreement"] == {"text": "An invented agreement of both sides."}


def test_the_document_keeps_to_its_schema_which_closes_every_field(filled: Filled) -> None:
    schema = json.loads((DATA / f"file-{VERSION}.schema.json").read_text(encoding="utf-8"))
    assert schema == schema_of(VERSION)
    said = json.loads(taken(filled.box)["file.json"])
    assert fault_of(said, schema) == ""
    for way in ((), ("box",), ("letters", 0), ("grants", 0), ("grants", 0, "tranches", 0), ("grants", 0, "chain")):
        changed: Any = json.loads(json.dumps(said))
        at = changed
        for step in way:
            at = at[step]
        at["more"] = 1
        assert fault_of(changed, schema) != "", way


@pytest.mark.parametrize(("language", "words"), [("en", "Your file"), ("ja", 'lang="ja"')])
def test_it_is_read_in_the_language_of_the_page_and_loads_nothing(filled: Filled, language: str, words: str) -> None:
    read = taken(filled.box, **{settings.LANGUAGE_COOKIE_NAME: language})["read-me.html"].decode()
    assert words in read
    for one in ("<script", "http:", "https:", "<img", "<link"):
        assert one not in read
    assert filled.award.pseudonym in read


def test_what_somebody_typed_is_no_page(database: None) -> None:
    desk = Desk(answers={"name": "<script>alert(1)</script>"}).used()
    read = taken(desk.box)["read-me.html"].decode()
    assert "<script" not in read
    assert "&lt;script&gt;alert(1)" in read


def test_nothing_of_it_is_on_the_disk(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(everything())
    opened: list[Any] = []
    usual = Path.open

    def noted(self: Path, *said: Any, **named: Any) -> Any:
        opened.append((self, said, named))
        return usual(self, *said, **named)

    monkeypatch.setattr(Path, "open", noted)
    taken(filled.desk.box)
    assert set(everything()) == before
    assert all(said in ((), ("rb",)) for _path, said, _named in opened)


def test_without_the_code_there_is_only_the_way_to_the_box(filled: Filled) -> None:
    address, nobody = reverse("winddown-take"), browser()
    assert nobody.get(address).headers["Location"] == reverse("correspondence-box")
    assert nobody.post(address, {"token": "x"}).headers["Location"] == reverse("correspondence-box")
    client = holding(filled.box)
    assert client.post(address, {"token": "0" * 64}).status_code == 403
    token = token_of(holding(filled.desk.box).get(address))
    assert client.post(address, {"token": token}).status_code == 403


def test_after_it_was_shut_the_package_says_that_nothing_opens(filled: Filled) -> None:
    filled.desk.fell("shut")
    box = filled.desk.box
    with acting(ANONYMOUS):
        token = enter(box.code)
        visit = entered(token)
    assert visit is not None
    parts = taken(Known(box.code, token, visit))
    assert found_in(parts) == set()
    assert "Your code does not open it" in parts["read-me.html"].decode()


def test_what_is_announced_stands_in_the_box_and_in_the_package(filled: Filled) -> None:
    actor = lately(filled.desk.head.user)
    front = reverse("correspondence-box")
    assert "announced that it ends" not in browser(filled.box).get(front).content.decode()
    with acting(actor):
        actions.announce(actor, organisation=filled.place, on=date(2099, 3, 31))
    for box in (filled.box, filled.desk.box):
        page = browser(box).get(front).content.decode()
        assert "31 March 2099" in page
        assert reverse("winddown-take") in page
    assert json.loads(taken(filled.box)["file.json"])["ends_on"] == "2099-03-31"
    with acting(actor):
        actions.withdraw_announcement(actor, organisation=filled.place)
    assert "31 March 2099" not in browser(filled.box).get(front).content.decode()


def test_a_package_grows_as_it_goes_out_and_holds_no_more_than_a_piece() -> None:
    asked: list[int] = []

    def pieces() -> Any:
        for at in range(50):
            asked.append(at)
            yield bytes([at]) * 100_000

    going = packed([("a", pieces()), ("b", [b"later"])], day=date(2026, 1, 2))
    first = next(going)
    assert len(asked) < 5
    with zipfile.ZipFile(io.BytesIO(first + b"".join(going))) as package:
        assert package.namelist() == ["a", "b"]
        assert package.read("a") == b"".join(bytes([at]) * 100_000 for at in range(50))
        assert package.getinfo("a").date_time == (2026, 1, 2, 0, 0, 0)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\\\a\\\\b.txt", "b.txt"),
        ("夜の新聞（架空）.pdf", "夜の新聞_架空_.pdf"),
        ("a\u202eb.exe", "a_b.exe"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_a_name_of_a_file_leads_nowhere_else(name: str, plain: str) -> None:
    assert plain_name(name) == plain
