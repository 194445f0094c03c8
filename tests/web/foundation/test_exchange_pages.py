"""The exchange by its pages: opened, a card taken by one and confirmed by another, sent, carried as a file, taken."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.made import organisation, person
from tests.web.made_exchange import Side, arrives, concluded, knows, package, sent, side, told, two
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.exchange._card import read_card
from tadasu.web.foundation.exchange.actions import open_exchange
from tadasu.web.foundation.exchange.models import Arrival, Identity, Peer, Sending

pytestmark = pytest.mark.usefixtures("database")


def browser(one: Side, *, second: bool = False) -> Client:
    user = one.other if second else one.one
    with_authenticator(user)
    return signed_in(user)


def page(client: Client, name: str, *arguments: object) -> str:
    return client.get(reverse(name, args=arguments)).content.decode()


def test_an_organiser_opens_the_exchange_and_the_card_can_be_saved() -> None:
    place = organisation("company")
    user = person(place, "organiser")
    with_authenticator(user)
    client = signed_in(user)
    assert client.get(reverse("exchange-own-card", args=[place.id])).status_code == 404
    done = client.post(reverse("exchange-open", args=[place.id]), {"address": "https://tadasu.invalid/"})
    assert done.status_code == 302
    saved = client.get(reverse("exchange-own-card", args=[place.id]))
    card = read_card(saved.content.decode())
    assert card.address == "https://tadasu.invalid"
    assert "attachment" in saved.headers["Content-Disposition"]
    shown = page(client, "exchange", place.id)
    assert all(line in shown for line in card.fingerprint_lines)
    client.post(reverse("exchange-renew", args=[place.id]))
    assert read_card(Identity.objects.get(organisation=place).card).hand_overs


def test_a_wrong_address_is_said_on_the_page() -> None:
    here = side("Sendara Newsroom (invented)", "civil-society")
    answer = browser(here).post(reverse("exchange-open", args=[here.place.id]), {"address": "ftp://x"})
    assert answer.status_code == 400
    assert "https://" in answer.content.decode()


def test_a_card_is_taken_by_one_and_confirmed_by_another_who_compares() -> None:
    here, there = side("Sendara Newsroom (invented)", "civil-society"), side("Takenova Customs (invented)")
    one, other = browser(here), browser(here, second=True)
    file = SimpleUploadedFile("card.json", there.card.encode())
    said = {"file": file, "takes": ["findings"], "gives": ["findings", "statistics"]}
    done = one.post(reverse("exchange-propose", args=[here.place.id]), said)
    assert done.status_code == 302, done.content.decode()
    peer = here.peer(there)
    assert reverse("exchange-confirm", args=[peer.id]) not in page(one, "exchange-peer", peer.id)
    assert one.post(reverse("exchange-confirm", args=[peer.id]), {"compared": "on"}).status_code == 403
    shown = page(other, "exchange-confirm", peer.id)
    assert all(line in shown for line in read_card(there.card).fingerprint_lines)
    assert other.post(reverse("exchange-confirm", args=[peer.id])).status_code == 400
    assert other.post(reverse("exchange-confirm", args=[peer.id]), {"compared": "on"}).status_code == 302
    assert reverse("exchange-send", args=[peer.id]) in page(one, "exchange-peer", peer.id)


@pytest.mark.parametrize("said", [{}, {"text": "nothing"}, {"text": "{}"}])
def test_what_is_no_card_is_said_on_the_page(said: dict[str, str]) -> None:
    here = side("Sendara Newsroom (invented)", "civil-society")
    answer = browser(here).post(reverse("exchange-propose", args=[here.place.id]), said)
    assert answer.status_code == 400
    with acting(here.actor):
        assert not Peer.objects.exists()


def test_a_package_is_sent_saved_carried_and_taken_by_pages() -> None:
    here, there = two()
    concluded(here)
    client, taker = browser(here), browser(there)
    client.post(reverse("exchange-send", args=[here.peer(there).id]), {"kind": "findings"})
    with acting(here.actor):
        sending = Sending.objects.get()
    assert reverse("exchange-save", args=[sending.id]) in page(client, "exchange-outbox", here.place.id)
    data = client.post(reverse("exchange-save", args=[sending.id])).content
    assert data.startswith(b"age-encryption.org/v1\n")
    door = reverse("exchange-take", args=[there.place.id])
    assert taker.post(door, {"file": SimpleUploadedFile("x.package", data)}).status_code == 302
    assert told(there)[0][0] == here.place.name
    again = taker.post(door, {"file": SimpleUploadedFile("x.package", data)})
    assert again.status_code == 400
    assert "taken before" in again.content.decode()
    with acting(there.actor):
        arrival = Arrival.objects.get()
    assert here.place.name in page(taker, "exchange-inbox", there.place.id)
    receipt = taker.get(reverse("exchange-receipt", args=[arrival.id])).content
    back = reverse("exchange-take", args=[here.place.id])
    assert client.post(back, {"file": SimpleUploadedFile("r.json", receipt)}).status_code == 302
    with acting(here.actor):
        assert Sending.objects.get().state == Sending.DELIVERED


def test_why_something_was_refused_stands_in_the_inbox() -> None:
    here, there = two()
    arrives(there, package(here, there, kind="manuscripts"))
    assert "this kind is not known" in page(browser(there), "exchange-inbox", there.place.id)


def test_a_file_that_is_no_package_is_said_to_be_none() -> None:
    _, there = two()
    answer = browser(there).post(
        reverse("exchange-take", args=[there.place.id]), {"file": SimpleUploadedFile("x", b"PK\x03\x04")}
    )
    assert answer.status_code == 400
    with acting(there.actor):
        assert not Arrival.objects.exists()


def test_suspending_and_resuming() -> None:
    here, there = two()
    client, peer = browser(here), here.peer(there)
    client.post(reverse("exchange-suspend", args=[peer.id]), {"reason": "An invented theft."})
    assert here.peer(there).suspended_at is not None
    assert "suspended" in page(client, "exchange-peer", peer.id)
    client.post(reverse("exchange-resume", args=[peer.id]))
    assert here.peer(there).suspended_at is None


def test_what_a_peer_calls_itself_is_text_and_nothing_else() -> None:
    here = side("Sendara Newsroom (invented)", "civil-society")
    there = side("<script>alert(1)</script> (invented)")
    knows(here, there)
    client = browser(here)
    for shown in (
        page(client, "exchange", here.place.id),
        page(client, "exchange-peer", here.peer(there).id),
    ):
        assert "<script>alert" not in shown
        assert "&lt;script&gt;" in shown


def test_outbox_and_inbox_can_be_saved_as_files() -> None:
    here, there = two()
    concluded(here)
    sent(here, there)
    answer = browser(here).get(reverse("exchange-outbox", args=[here.place.id]) + "?as=csv")
    assert answer.status_code == 200
    assert "Takenova" in answer.content.decode("utf-8-sig")


def test_a_peer_stands_under_the_japanese_name_of_its_card() -> None:
    here = side("Sendara Newsroom (invented)", "civil-society")
    place = organisation("authority", name="Takenova Customs (invented)")
    place.name_ja = "タケノヴァ税関（架空）"
    place.save()
    user = person(place, "liaison", "organiser")
    there = Side(place, user, person(place, "liaison"))
    with acting(there.actor):
        open_exchange(there.actor, organisation=place, address="")
    knows(here, there)
    here.one.language = "ja"
    here.one.save()
    client, peer = browser(here), here.peer(there)
    for shown in (page(client, "exchange-peer", peer.id), page(client, "exchange", here.place.id)):
        assert "タケノヴァ税関（架空）" in shown
        assert "Takenova Customs" not in shown.partition('id="main"')[2].partition("<dl")[0]
