"""The way of a notice through the pages: written, found wanting, changed, signed by two, public; corrected; withdrawn."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.made_publication import Staff, notice, proposed, published, signed, staff, statistics
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.publication import queries
from tadasu.web.foundation.publication.models import Proposal

pytestmark = pytest.mark.usefixtures("database")

FORM = {
    "title_en": "A call for proposals",
    "title_ja": "募集のお知らせ",
    "about": "call",
    "text_en": "The programme takes proposals.\r\nHow to apply is said below.",
    "text_ja": "申請を受け付けます。",
    "place": "jp-13",
    "period": "2025-Q1",
    "persons": "120",
    "amount": "1000000",
    "link": "https://www.example.go.jp/5",
    "reason": "The rule asks for it.",
}


@pytest.fixture
def ours() -> Staff:
    found = staff()
    for user in found.users.values():
        with_authenticator(user)
    return found


def browser(by: Staff, who: str, language: str = "en") -> Client:
    user = by.users[who]
    user.language = language
    user.save()
    return signed_in(user)


def page(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status
    return str(answer.content.decode())


def the(by: Staff) -> Proposal:
    """The one proposal that is open."""
    with acting(by["member"]):
        return Proposal.objects.get(state="open")


def propose(by: Staff, **other: str) -> Proposal:
    address = reverse("publication-propose", args=[by.place.id, "notice"])
    answer = browser(by, "decider").post(address, FORM | other)
    assert answer.status_code == 302
    found = the(by)
    assert answer.headers["Location"] == reverse("publication-proposal", args=[found.id])
    return found


def test_a_notice_goes_its_way_through_the_pages(ours: Staff) -> None:
    found = propose(ours, text_en="Call 03-1234-5678.", text_ja="電話０３－１２３４－５６７８")
    address = reverse("publication-proposal", args=[found.id])
    shown = page(browser(ours, "one").get(address))
    assert "This must not be published as it is" in shown
    assert "Text, English, line 1:" in shown
    assert "telephone number" in shown
    assert "Read and sign" not in shown
    assert "電話番号と思われるもの" in page(browser(ours, "one", "ja").get(address))
    change = reverse("publication-change", args=[found.id])
    assert "Call 03-1234-5678." in page(browser(ours, "decider").get(change))
    assert browser(ours, "decider").post(change, FORM | {"digest": found.digest}).status_code == 302
    for who in ("one", "other"):
        sign = reverse("publication-sign", args=[found.id])
        client = browser(ours, who)
        shown = page(client.get(sign))
        for part in (
            "How to apply is said below.",
            "申請を受け付けます。",
            the(ours).digest,
            "Tokyo",
            "東京",
            "Sign “A call",
        ):
            assert part in shown
        assert client.post(sign, {"digest": the(ours).digest}).status_code == 302
    (row,) = queries.public()
    public = page(Client().get(reverse("portal-publication", args=[row.number])))
    for part in ("How to apply is said below.", "120", "1,000,000 to less than 10,000,000", "2025, quarter 1", "Tokyo"):
        assert part in public
    assert "https://www.example.go.jp/5" in public


def test_who_changes_what_somebody_else_changed_is_told_and_keeps_what_was_typed(ours: Staff) -> None:
    found = propose(ours)
    change = reverse("publication-change", args=[found.id])
    assert browser(ours, "one").post(change, FORM | {"digest": found.digest, "title_en": "Theirs"}).status_code == 302
    answer = browser(ours, "decider").post(change, FORM | {"digest": found.digest, "title_en": "Mine, typed long"})
    shown = page(answer, 400)
    assert "Somebody else changed this in the meantime" in shown
    assert "Mine, typed long" in shown
    sign = reverse("publication-sign", args=[found.id])
    assert "Somebody else changed this" in page(browser(ours, "one").post(sign, {"digest": found.digest}), 400)


def test_a_correction_and_a_withdrawal_by_the_pages(ours: Staff) -> None:
    number = published(ours)
    correct = reverse("publication-correct", args=[ours.place.id, number])
    assert "The programme takes proposals." in page(browser(ours, "decider").get(correct))
    told = FORM | {"changed_en": "The day was wrong.", "changed_ja": "日付の誤り。"}
    assert browser(ours, "decider").post(correct, told).status_code == 302
    for who in ("one", "other"):
        signed(ours, the_correction(ours), who)
    public = page(Client().get(reverse("portal-publication", args=[number])))
    assert "The day was wrong." in public
    assert "Earlier versions" in public
    withdraw = reverse("publication-withdraw", args=[ours.place.id, number])
    assert browser(ours, "one").post(withdraw, {"ground": "error", "reason": "A name."}).status_code == 302
    public = page(Client().get(reverse("portal-publication", args=[number])))
    assert "It contained an error." in public
    for part in ("A name.", "The programme takes proposals.", "How to apply", "The day was wrong."):
        assert part not in public


def the_correction(by: Staff) -> Proposal:
    with acting(by["member"]):
        return Proposal.objects.exclude(corrects=None).get()


def test_refusing_by_the_page(ours: Staff) -> None:
    found = propose(ours)
    refuse = reverse("publication-refuse", args=[found.id])
    assert browser(ours, "one").post(refuse, {"reason": "Too early."}).status_code == 302
    assert "Too early." in page(browser(ours, "decider").get(reverse("publication-proposal", args=[found.id])))


def test_the_list_offers_to_propose_what_can_be_typed_to_those_who_may(ours: Staff) -> None:
    proposed(ours, statistics(12, 13, 40))
    address = reverse("publication-proposals", args=[ours.place.id])
    shown = page(browser(ours, "decider").get(address))
    assert "Propose: Notice" in shown
    assert "Propose: Statistics" not in shown
    assert "Cases opened" in shown
    assert "Propose: Notice" not in page(browser(ours, "member").get(address))


def test_a_table_is_shown_with_what_it_does_not_tell(ours: Staff) -> None:
    found = proposed(ours, statistics(12, 3, 40))
    shown = page(browser(ours, "one", "ja").get(reverse("publication-proposal", args=[found.id])))
    assert "問題A" in shown
    assert "Issue A" in shown
    assert shown.count("公表しない") >= 2


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ 7*7 }}", "'\"><img src=x onerror=alert(1)>"])
def test_what_is_typed_is_only_text(ours: Staff, text: str) -> None:
    found = proposed(ours, notice(f"Text {text}", f"本文 {text}"))
    for answer in (
        browser(ours, "one").get(reverse("publication-proposal", args=[found.id])),
        browser(ours, "one").get(reverse("publication-sign", args=[found.id])),
    ):
        assert text not in page(answer) or text == "{{ 7*7 }}"


@pytest.mark.parametrize(
    "other",
    [{"title_en": ""}, {"about": "gossip"}, {"persons": "many"}, {"reason": ""}, {"text_ja": "a\0b"}, {"place": "x"}],
)
def test_a_form_with_a_mistake_comes_back_with_what_was_typed(ours: Staff, other: dict[str, str]) -> None:
    address = reverse("publication-propose", args=[ours.place.id, "notice"])
    shown = page(browser(ours, "decider").post(address, FORM | other), 400)
    assert "How to apply is said below." in shown
    with acting(ours["decider"]):
        assert not Proposal.objects.exists()


def test_the_home_page_leads_there(ours: Staff) -> None:
    assert reverse("publication-proposals", args=[ours.place.id]) in page(browser(ours, "member").get("/"))
