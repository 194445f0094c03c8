"""Pages of notices and of the company, in both languages, without scripts: from an inquiry to a statement beside the finding."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from tests.web.made_box import box_at, counter, front, sent, token_of
from tests.web.made_box import browser as without_account
from tests.web.made_hearing import CHECKED, WEDNESDAY, WHY, Desk, on
from tests.web.made_vault import Holder
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.evidence.hearing.models import Answer, Notice
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.findings.models import FindingVersion

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk()
    FLOODS.forget()


def browser(one: Holder | Actor, language: str = "en") -> Client:
    user = one.user if isinstance(one, Holder) else User.objects.get(id=person(one))
    User.objects.filter(id=user.id).update(language=language)
    if not Authenticator.objects.filter(user=user).exists():
        with_authenticator(user)
    return signed_in(user)


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def page(client: Client, name: str, *arguments: object) -> str:
    answer = client.get(reverse(name, args=arguments))
    assert answer.status_code == 200, answer.status_code
    return words(answer)


def test_the_whole_way_through_pages(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    inquiry = desk.whole()
    on(monkeypatch, date(2028, 1, 31))
    asker, second = browser(desk.verifier), browser(desk.second)
    assert "No notice yet" in page(asker, "hearing-list", desk.place.id)
    assert "Nobody has asked it yet" in page(asker, "inquiry-one", inquiry.id)
    prepare = reverse("hearing-prepare", args=[inquiry.id])
    assert prepare in asker.get(reverse("inquiry-one", args=[inquiry.id])).content.decode()
    filled = {
        "elements": list(inquiry.elements),
        "people": "300",
        "people_from": "a register (invented)",
        "time": "eu-preliminary",
        "confirmed": sorted(CHECKED),
    }
    assert asker.post(prepare, {**filled, "people": "3"}).status_code == 400
    assert asker.post(prepare, filled).status_code == 302
    with acting(desk.verifier.actor):
        notice = Notice.objects.get()
    shown = page(asker, "hearing-one", notice.id)
    assert "somebody else has to release it" in shown
    assert "Tezgul Spinning Mill (invented)" in shown
    assert "quarter 1 of 2026" in shown
    assert "HS 5205" in shown
    assert "貴社" in shown, "the letter stands in both languages"
    assert "spinning mill 1" in words(second.get("/")), "it waits on the first page"
    assert second.post(reverse("hearing-release", args=[notice.id]), {"confirmed": sorted(CHECKED)}).status_code == 302
    assert "waits for its day" in page(asker, "hearing-one", notice.id)
    on(monkeypatch, WEDNESDAY)
    letter = asker.post(reverse("hearing-send", args=[notice.id]))
    code = code_on_letter(letter)
    assert "http://testserver/box/" in words(letter)
    assert "30 working days" in words(letter)
    listed = page(asker, "hearing-list", desk.place.id)
    assert "asked, its time runs" in listed
    assert "working days left" in listed

    company = without_account()
    assert company.post(front(), {"act": "enter", "code": code}).status_code == 302
    box = words(company.get(front()))
    assert "What you can do" in box
    assert "Tezgul Spinning Mill (invented)" in box
    assert "Your time" in box
    assert sent(company, "write", text="We have no gates.").status_code == 302
    say = reverse("hearing-say")
    token = token_of(company.get(say))
    assert company.post(say, {"token": token, "kind": "statement", "text": "We deny it."}).status_code == 302
    assert company.post(say, {"token": token, "kind": "nonsense", "text": "kept"}).status_code == 400
    assert "We have no gates." in words(company.get(front())), "its code opens what it wrote"

    shown = page(asker, "hearing-one", notice.id)
    assert "We deny it." in shown
    assert "We have no gates." not in shown
    assert asker.post(reverse("hearing-answered", args=[notice.id]), {"reason": WHY}).status_code == 302
    assert asker.post(reverse("hearing-take", args=[notice.id, 2])).status_code == 302
    assert "in the inquiry" in page(asker, "hearing-one", notice.id)

    desk.concluded(inquiry)
    desk.signed(inquiry)
    made = reverse("inquiry-finding", args=[inquiry.id, 1])
    assert asker.post(made, {"reason": WHY}).status_code == 302
    with acting(desk.verifier.actor):
        finding = FindingVersion.objects.get()
    for reader in (asker, browser(desk.editor), browser(desk.auditor)):
        shown = page(reader, "findings-one", finding.id)
        assert "Was the company asked?" in shown
        assert "asked and answered" in shown
        assert "We deny it." in shown
    assert "We deny it." in page(asker, "inquiry-conclusion", inquiry.id, 1)


def code_on_letter(answer: Any) -> str:
    assert answer.status_code == 200, words(answer)
    found: set[str] = set(re.findall(r"(?:\d{4} ){7}\d{4}", answer.content.decode()))
    assert len(found) == 1
    return found.pop()


def test_the_company_reads_japanese_and_every_page_of_the_desk_speaks_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice, box = desk.asked(monkeypatch)
    company = without_account(box, **{"accept-language": "ja"})
    shown = words(company.get(front()))
    assert "できること" in shown
    assert "2028年" in shown
    assert "認定と並べて示す言い分" in words(company.get(reverse("hearing-say")))
    asker = browser(desk.verifier, "ja")
    for name, arguments in (
        ("hearing-list", [desk.place.id]),
        ("hearing-one", [notice.id]),
        ("hearing-drop", [notice.id]),
        ("hearing-not-tell", [notice.inquiry]),
        ("hearing-prepare", [notice.inquiry]),
    ):
        shown = page(asker, name, *arguments)
        assert re.search("照会|伝え", shown), name


def test_what_the_company_typed_comes_back_when_its_visit_is_over(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _notice, box = desk.asked(monkeypatch)
    company = without_account(box)
    token = token_of(company.get(reverse("hearing-say")))
    stranger = without_account()
    answer = stranger.post(reverse("hearing-say"), {"token": token, "kind": "statement", "text": "Words of an hour."})
    assert answer.status_code == 400
    assert "Words of an hour." in words(answer)
    other = company.post(reverse("hearing-say"), {"language": "ja", "token": token, "text": "Words of an hour."})
    assert "Words of an hour." in words(other)
    assert company.post(reverse("hearing-say"), {"token": "0" * 64, "kind": "statement"}).status_code == 403
    with acting(desk.verifier.actor):
        assert not Answer.objects.exists()


def test_the_code_stands_on_the_letter_once_and_on_no_other_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    notice, _box = desk.asked(monkeypatch)
    asker = browser(desk.verifier)
    for name in ("hearing-one", "hearing-send", "hearing-list"):
        argument = desk.place.id if name == "hearing-list" else notice.id
        assert not re.search(r"(?:\d{4} ){7}\d{4}", page(asker, name, argument))
    assert "Make a new code?" in page(asker, "hearing-send", notice.id)


def test_nothing_can_be_asked_of_a_box_for_reports_at_the_page_of_companies(desk: Desk) -> None:
    other = box_at(counter(desk.place, desk.documenter, purpose="evidence.intake"))
    answer = without_account(other).get(reverse("hearing-say"))
    assert answer.status_code == 302
    assert answer.headers["Location"] == front()
