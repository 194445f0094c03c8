"""The pages of findings."""

import csv
import html
import io
import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.made import organisation, person
from tests.web.made_findings import WHY, Desk, content
from tests.web.made_parties import lately
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.findings.actions import withdraw
from tadasu.web.foundation.findings.models import FindingVersion

pytestmark = pytest.mark.usefixtures("database")

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ 7*7 }}"


class Seat:
    """An editor with a browser, beside a verifier."""

    def __init__(self, language: str = "en") -> None:
        self.place = organisation("civil-society", "Nuvagol Documentation Group (invented)")
        self.desk = Desk(self.place)
        user = person(self.place, "editor")
        user.language = language
        user.save()
        with_authenticator(user)
        self.desk.editor = lately(user)
        self.client: Client = signed_in(user)

    def page(self, name: str, key: object) -> str:
        answer = self.client.get(reverse(name, args=[key]))
        assert answer.status_code == 200, name
        return answer.content.decode()

    def statuses(self) -> list[str]:
        with acting(self.desk.editor):
            return list(FindingVersion.objects.order_by("version").values_list("status", flat=True))


def test_from_an_empty_list_to_a_finding_in_force_and_withdrawn() -> None:
    seat = Seat()
    assert "No finding yet" in seat.page("findings-list", seat.place.id)
    version = seat.desk.concluded()
    assert reverse("findings-one", args=[version.id]) in seat.client.get("/").content.decode()
    page = seat.page("findings-one", version.id)
    assert all(one in page for one in ("Sign the finding", "forced labour", "Debt bondage", "substantiated", WHY))
    assert seat.client.post(reverse("findings-sign", args=[version.id]), {"reason": WHY}).status_code == 302
    assert seat.statuses() == ["in-force"]
    address = reverse("findings-withdraw", args=[version.id])
    assert seat.client.post(address, {"reason": WHY}).status_code == 400
    assert seat.client.post(address, {"reason": "", "code": "mistaken"}).status_code == 400
    assert seat.statuses() == ["in-force"]
    assert seat.client.post(address, {"reason": "Another mill (invented).", "code": "mistaken"}).status_code == 302
    assert seat.statuses() == ["withdrawn"]
    page = seat.page("findings-one", version.id)
    assert "Another mill (invented)." in page
    assert "Withdraw the finding" not in page


def test_an_act_of_ones_own_that_is_sent_twice_is_told_that_it_is_done() -> None:
    seat = Seat()
    version = seat.desk.concluded()
    for act, sent in (
        ("findings-sign", {"reason": WHY}),
        ("findings-withdraw", {"reason": WHY, "code": "mistaken"}),
    ):
        address = reverse(act, args=[version.id])
        assert [seat.client.post(address, sent).status_code for _ in range(2)] == [302, 302]
        assert "You have done this already" in seat.page("findings-one", version.id)
    declined = seat.desk.concluded()
    address = reverse("findings-decline", args=[declined.id])
    assert [seat.client.post(address, {"reason": WHY}).status_code for _ in range(2)] == [302, 302]


def test_our_own_organisation_stands_under_its_japanese_name() -> None:
    seat = Seat("ja")
    seat.place.name_ja = "ヌヴァゴル記録会（架空）"
    seat.place.save()
    version = seat.desk.in_force()
    assert "ヌヴァゴル記録会（架空）" in seat.page("findings-one", version.id).partition('id="main"')[2]


def test_what_somebody_else_did_meanwhile_is_shown() -> None:
    seat = Seat()
    version = seat.desk.in_force()
    colleague = lately(person(seat.place, "editor"))
    with acting(colleague):
        withdraw(colleague, version=version.id, code="court", reason="A court has decided (invented).")
    sent = {"reason": WHY, "code": "mistaken"}
    answer = seat.client.post(reverse("findings-withdraw", args=[version.id]), sent)
    assert answer.status_code == 409
    assert all(one in answer.content.decode() for one in ("A court has decided (invented).", WHY))


def test_nothing_that_was_written_becomes_a_part_of_a_page() -> None:
    seat = Seat()
    version = seat.desk.in_force(name=f"Tezgul {HOSTILE}")
    pages = [
        seat.page("findings-list", seat.place.id),
        seat.page("findings-one", version.id),
        seat.page("findings-withdraw", version.id),
    ]
    for page in pages:
        assert "alert(1)" in html.unescape(page)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    sent = {"reason": HOSTILE, "code": "mistaken"}
    assert seat.client.post(reverse("findings-withdraw", args=[version.id]), sent).status_code == 302
    assert "<script>alert" not in seat.page("findings-one", version.id)


def test_no_cell_of_the_file_runs_as_a_formula() -> None:
    seat = Seat()
    seat.desk.in_force(named=replace(content().named, names=("=HYPERLINK(1)",)))
    answer = seat.client.get(reverse("findings-list", args=[seat.place.id]), {"as": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][0] == "'=HYPERLINK(1)"
    assert rows[1][1:4] == ["forced-labour", "substantiated", "in-force"]


def test_pages_speak_japanese() -> None:
    seat = Seat("ja")
    version = seat.desk.in_force()
    page = html.unescape(re.sub(r"<[^>]+>", " ", seat.page("findings-one", version.id)))
    assert all(
        one in page for one in ("強制労働", "債務による束縛", "裏付けられた", "2026年11月1日", "テズグル工場（架空）")
    )
