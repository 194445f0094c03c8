"""Every address of results, asked for by everybody: who gets what stands in a table that can be read.

A number is an answer; a word is where one is sent: `sign-in`, `set-up` (a second factor), `again` (show the password), `unlock`.
"""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.funding.test_results_indicators import stated
from tests.web.made import person
from tests.web.made_results import Desk
from tests.web.made_vault import lately
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.funding.results import urls
from tadasu.web.funding.results.models import PASSED, Telling

pytestmark = pytest.mark.usefixtures("database")

GET = """
                        anonymous bare   officer second payer  organiser publisher reviewer auditor stranger tired
results-mine            box       box    box     box    box    box       box       box      box     box      box
results-list            sign-in   set-up 200     200    200    200       200       403      200     404      200
results-programme       sign-in   set-up 200     200    200    200       200       403      200     404      200
results-write-programme sign-in   set-up 200     200    403    403       403       403      403     404      200
results-indicator       sign-in   set-up 200     200    403    200       403       403      403     404      200
results-tellings        sign-in   set-up 200     200    403    200       200       403      200     404      200
results-prepare         sign-in   set-up 403     403    403    403       200       403      403     404      403
results-telling         sign-in   set-up 200     200    403    200       200       403      200     404      200
results-hand-over       sign-in   set-up 403     403    403    403       200       403      403     404      403
results-drop            sign-in   set-up 403     403    403    403       200       403      403     404      403
results-award           sign-in   set-up 200     200    200    200       200       404      200     404      200
results-write           sign-in   set-up 200     200    403    403       403       404      403     404      200
results-code            sign-in   set-up 200     200    403    403       403       404      403     404      200
results-aside           sign-in   set-up 200     200    403    403       403       404      403     404      200
results-value           sign-in   set-up 200     200    403    403       403       404      403     404      200
results-indicator-end   sign-in   set-up 200     200    403    200       403       403      403     404      200
results-one             sign-in   set-up 200     200    200    200       200       404      200     404      200
results-open            sign-in   set-up unlock  unlock unlock 403       403       404      403     404      unlock
results-correct         sign-in   set-up 200     200    403    403       403       404      403     404      200
results-withdraw        sign-in   set-up 200     200    403    403       403       404      403     404      200
"""
"""`officer` and `second` read the award, `payer` reads it too and writes nothing; `tired` is the officer."""


class Scene:
    """A funder with an award of which something came, something told by its grantee, an indicator, a telling."""

    def __init__(self, level: int = 1) -> None:
        desk = Desk()
        self.desk, self.place = desk, desk.place
        self.people: dict[str, User] = {
            "bare": person(desk.place, "programme"),
            "officer": desk.officer.user,
            "second": desk.second.user,
            "payer": desk.payer.user,
            "organiser": person(desk.place, "organiser"),
            "publisher": desk.publisher,
            "reviewer": desk.books.reviewer,
            "auditor": desk.auditor,
            "stranger": person(Desk().place, "programme"),
            "tired": desk.officer.user,
        }
        with_second_factors(self.people)
        desk.counter()
        award = desk.running(level=level)
        desk.told(desk.box_of(award), award)
        self.award, self.result = award.id, desk.result(award).id
        self.indicator = stated(desk).id
        with acting(lately(desk.publisher)):
            self.telling = Telling.objects.create(
                organisation=desk.place,
                number=1,
                state=PASSED,
                prepared_by=desk.publisher,
                policy="0",
                made={},
                counted={},
                document={},
                seen=0,
            ).id

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, pattern: URLPattern) -> str:
        """With the arguments it needs."""
        way = str(pattern.pattern)
        id = self.telling if "public/" in way else self.indicator if "indicators/" in way else self.result
        held: dict[str, UUID | int] = {
            "organisation": self.place.id,
            "fund": self.desk.books.fund.id,
            "award": self.award,
            "indicator": self.indicator,
            "number": 1,
            "id": id,
        }
        return reverse(str(pattern.name), kwargs={key: one for key, one in held.items() if f":{key}>" in way})


def patterns() -> dict[str, URLPattern]:
    return {str(one.name): one for one in urls.urlpatterns}


def test_every_address_has_a_line() -> None:
    assert set(patterns()) == set(table(GET))


def test_who_sees_what() -> None:
    scene, wanted = Scene(), table(GET)
    found = {
        name: {who: what(scene.client(who).get(scene.address(patterns()[name]))) for who in cells}
        for name, cells in wanted.items()
    }
    assert {name: cells for name, cells in found.items() if cells != wanted[name]} == {}


def test_what_is_withheld_is_not_there_for_anybody_but_its_readers() -> None:
    scene = Scene(level=3)
    of_award = [one for name, one in patterns().items() if name not in OF_PLACE]
    assert len(of_award) == 9
    for who in ("organiser", "publisher", "auditor", "stranger"):
        client = scene.client(who)
        assert {what(client.get(scene.address(one))) for one in of_award} == {"404"}, who
    for who in ("organiser", "auditor"):
        page = scene.client(who).get(scene.address(patterns()["results-list"]))
        assert str(scene.result) not in page.content.decode()
        file = scene.client(who).get(scene.address(patterns()["results-list"]), {"as": "csv"}).content.decode()
        assert "finding" not in file
    assert what(scene.client("second").get(scene.address(patterns()["results-one"]))) == "200"


OF_PLACE = {
    *("results-mine", "results-list", "results-programme", "results-write-programme", "results-indicator"),
    *("results-tellings", "results-prepare", "results-telling", "results-hand-over", "results-drop"),
    "results-indicator-end",
}


def test_a_form_from_another_site_does_nothing() -> None:
    scene = Scene()
    for name, pattern in patterns().items():
        if name == "results-mine":
            continue
        client = scene.client("officer")
        client.handler.enforce_csrf_checks = True
        answer = client.post(scene.address(pattern), {"code": "mistake"})
        assert answer.status_code in {403, 405}, name
