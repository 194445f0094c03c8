"""Pages of releases: prepared with files, read, handed over, signed, public; in both languages."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from tests.web.funding.test_publishing_releases import portfolio_over_one_payer, sub_grants
from tests.web.funding.test_publishing_retired import given_away
from tests.web.made_publishing import LAST, REFERENCE, Desk
from tests.web.signing_in import browser

from tadasu.release import Problem
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.publication.models import Proposal
from tadasu.web.funding.publishing.models import FAILED, Publisher, Release
from tadasu.web.funding.publishing.views._shown import sentence

pytestmark = pytest.mark.usefixtures("database")


def text(answer: object) -> str:
    found = re.sub(r"<[^>]+>", " ", answer.content.decode())  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", found)


def latest(desk: Desk) -> Release:
    with acting(desk.actor(desk.publisher)):
        return Release.objects.latest("number")


def test_from_a_question_to_a_public_page() -> None:
    desk = Desk()
    desk.full()
    client = browser(desk.publisher)
    page = client.get(reverse("publishing-prepare", args=[desk.place.id]))
    assert "Nothing is public yet." in text(page)
    sent = {"kinds": ["iati-activities", "tables"], "first": LAST - 1, "last": LAST}
    answer = client.post(reverse("publishing-prepare", args=[desk.place.id]), sent)
    made = latest(desk)
    assert answer.headers["Location"] == reverse("publishing-release", args=[made.id])
    shown = text(client.get(answer.headers["Location"]))
    assert "Passed: nobody is singled out" in shown
    assert "It singled nobody out." in shown
    assert "What cannot be called back" in shown
    handed = client.post(reverse("publishing-hand-over", args=[made.id]), {"reason": "The year may be told."})
    with acting(desk.actor(desk.publisher)):
        proposal = Proposal.objects.get()
    assert handed.headers["Location"] == reverse("publication-proposal", args=[proposal.id])
    for one in (client, browser(desk.other)):
        sign = one.get(reverse("publication-sign", args=[proposal.id]))
        assert reverse("publication-file", args=[proposal.id, "iati-activities.xml"]) in sign.content.decode()
        one.post(reverse("publication-sign", args=[proposal.id]), {"digest": proposal.digest})
    public = text(Client().get(reverse("portal-publication", args=[1])))
    assert "160,000,000" in public
    assert "They neither confirm nor deny that there are others." in public
    assert "s. 16(2)(i) (model)" in public
    assert "Public number 1" in text(client.get(reverse("publishing-release", args=[made.id])))


def test_the_public_page_in_japanese() -> None:
    desk = Desk()
    desk.full()
    number = desk.published()
    page = text(Client().get(f"{reverse('portal-publication', args=[number])}?language=ja"))
    for said in (
        "助成の実績",
        "独立した情報とメディアへの支援（政府開発援助）",
        "東アジア・東南アジア",
        "除外方針",
        "ファイル",
    ):
        assert said in page


def test_a_file_of_an_intermediary_is_given_on_the_page() -> None:
    desk = Desk()
    file = sub_grants(desk, portfolio_over_one_payer(desk))
    client = browser(desk.publisher)
    pseudonyms = sorted({one.grantee.pseudonym for one in desk.passing[desk.media.id]})
    number = pseudonyms.index(file.intermediary)
    sent = {
        "kinds": ["tables"],
        "first": LAST,
        "last": LAST,
        f"file_{number}": SimpleUploadedFile("their.csv", file.content),
        f"complete_{number}": "on",
    }
    answer = client.post(reverse("publishing-prepare", args=[desk.place.id]), sent)
    page = text(client.get(answer.headers["Location"]))
    assert "It tells everything that went through this intermediary." in page
    assert file.intermediary in page
    assert "their.csv" not in page


def test_where_what_was_told_is_given_away_the_page_offers_to_tell_no_year_again() -> None:
    desk, file = given_away()
    client = browser(desk.publisher)
    address = reverse("publishing-prepare", args=[desk.place.id])
    assert f"No later release tells these: {LAST - 1}." in text(client.get(address))
    number = sorted({one.grantee.pseudonym for one in desk.passing[desk.media.id]}).index(file.intermediary)

    def sent(**more: str) -> str:
        raw = SimpleUploadedFile("their.csv", file.content)
        years = {"kinds": ["tables"], "first": LAST - 1, "last": LAST}
        answer = client.post(address, {**years, f"file_{number}": raw, f"complete_{number}": "on", **more})
        return text(client.get(answer.headers["Location"]))

    refused = sent()
    assert "prepare a release that tells no year again" in refused
    assert "Brunei: News of a raid narrows the records" in refused
    page = sent(anew="on")
    assert f"Years told no more {LAST - 1}" in page
    assert "In no figure and no record: its year was told before and is told no more." in page


def test_where_nothing_was_told_nothing_is_told_no_more() -> None:
    desk = Desk()
    page = text(browser(desk.publisher).get(reverse("publishing-prepare", args=[desk.place.id])))
    assert "Tell no year again" not in page


def test_who_is_singled_out_is_told_by_pseudonym_to_those_who_may_know() -> None:
    desk = Desk()
    desk.full()
    (award,) = desk.awards(desk.many(1, region="679"))
    made = desk.badly("hide_few_grantees hide_few_intermediaries hide_dominated")
    page = text(browser(desk.publisher).get(reverse("publishing-release", args=[made.id])))
    assert "Refused: somebody would be singled out" in page
    assert award.pseudonym in page
    assert "South Asia" in page
    assert reverse("publishing-hand-over", args=[made.id]) not in page


def test_a_wrong_question_is_answered_with_what_is_wrong() -> None:
    desk = Desk()
    client = browser(desk.publisher)
    for sent, said in (
        ({"kinds": ["tables"], "first": LAST + 1, "last": LAST + 1}, "Later years may not be told yet"),
        ({"first": LAST, "last": LAST}, "Files for others"),
        (
            {"kinds": ["tables"], "first": LAST, "last": LAST, "file_0": SimpleUploadedFile("x", b"amount\nx\n")},
            "cannot be read",
        ),
    ):
        answer = client.post(reverse("publishing-prepare", args=[desk.place.id]), sent)
        assert (answer.status_code, said in text(answer)) == (400, True), said


def test_an_organiser_says_as_what_is_published() -> None:
    desk = Desk()
    client = browser(desk.organiser)
    way = reverse("publishing-publisher", args=[desk.place.id])
    sent = {
        "reference": "JP-CN-1",
        "kind": "60",
        "policy_url": "https://fund.example/x",
        "licence": "https://fund.example/l",
    }
    assert client.post(way, sent).status_code == 302
    for wrong in (
        {"reference": "x"},
        {"kind": "99"},
        {"policy_url": "http://fund.example"},
        {"licence": "https://localhost/x"},
    ):
        assert client.post(way, sent | wrong).status_code == 400
    with acting(desk.actor(desk.organiser)):
        assert Publisher.objects.get().reference == "JP-CN-1"


def test_the_identifier_stays_once_something_was_handed_over() -> None:
    desk = Desk()
    desk.handed(desk.prepare())
    sent = {
        "reference": "JP-CN-1",
        "kind": "10",
        "policy_url": "https://fund.example/x",
        "licence": "https://fund.example/l",
    }
    client, way = browser(desk.organiser), reverse("publishing-publisher", args=[desk.place.id])
    assert "so it stays" in text(client.post(way, sent))
    assert client.post(way, sent | {"reference": REFERENCE}).status_code == 302


def test_where_nobody_has_said_as_what_nothing_is_prepared() -> None:
    desk = Desk()
    from tests.web.made import person
    from tests.web.made_programmes import funder

    place = funder("New fund (invented)")
    client = browser(person(place, "publisher"))
    page = client.get(reverse("publishing-releases", args=[place.id]))
    assert "Nobody has said yet" in text(page)
    assert "No release yet" in text(page)
    sent = {"kinds": ["tables"], "first": LAST, "last": LAST}
    assert "first an organiser" in text(client.post(reverse("publishing-prepare", args=[place.id]), sent)).lower()
    assert desk.place.id != place.id


def test_it_is_given_up_on_its_page() -> None:
    desk = Desk()
    made = desk.prepare()
    client = browser(desk.publisher)
    client.post(reverse("publishing-drop", args=[made.id]))
    assert "Given up" in text(client.get(reverse("publishing-release", args=[made.id])))


def test_consent_that_was_taken_back_is_told_to_those_who_ask_others() -> None:
    from tests.web.funding.test_publishing_releases import PUBLIC

    from tadasu.web.funding.awards.models import Award

    desk = Desk()
    desk.full()
    (award,) = desk.awards([PUBLIC])
    desk.published()
    with acting(desk.actor(desk.officer)):
        Award.objects.filter(id=award.id).update(consented=[])
    later = desk.prepare()
    page = text(browser(desk.publisher).get(reverse("publishing-release", args=[later.id])))
    assert "Consent was taken back: ask others to take it down" in page


def test_the_first_page_says_what_waits() -> None:
    desk = Desk()
    desk.prepare()
    page = text(browser(desk.publisher).get("/"))
    assert "Release 1: Passed: nobody is singled out" in page
    assert "Release 1" not in text(browser(desk.officer).get("/"))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_could_not_be_made_says_why_with_what_its_sentence_needs(language: str) -> None:
    desk = Desk()
    desk.full()
    with acting(desk.actor(desk.organiser)):
        assert Organisation.objects.filter(id=desk.place.id).update(name="Fund \x07 (invented)")
    made = desk.prepare()
    assert (made.state, made.fault) == (FAILED, "iati-sign")
    answer = browser(desk.publisher, language).get(reverse("publishing-release", args=[made.id]))
    assert answer.status_code == 200
    assert "U+0007" in text(answer)


@pytest.mark.parametrize(
    ("language", "measure", "name"),
    [("en", "count", "number of grants"), ("ja", "amount", "金額"), ("ja", "count", "件数")],
)
def test_what_the_attack_worked_out_is_named_in_the_language_of_the_page(
    language: str, measure: str, name: str
) -> None:
    with override(language):
        said = sentence(Problem(code="attack-worked-out", params=(("measure", measure),)))
    assert name in said
    assert (measure in said) == (measure in name)
