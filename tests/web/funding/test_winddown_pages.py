"""The page "If the funder falls": what it says, what it asks twice, and that it can be used without scripts in both languages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.web.made import person
from tests.web.made_vault import lately, sealed
from tests.web.made_winddown import Desk
from tests.web.signing_in import browser

from tadasu.schema import UsageError
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.vault import keeping
from tadasu.web.funding.winddown import actions
from tadasu.web.funding.winddown.models import ERASE, SHUT, Announcement, Fall
from tadasu.web.funding.winddown.views import falling

pytestmark = pytest.mark.usefixtures("database")


def address(name: str, desk: Desk) -> str:
    """Of the desk's organisation."""
    return reverse(f"winddown-{name}", args=[desk.place.id])


def test_what_will_happen_is_said_twice_before_it_does() -> None:
    desk = Desk().used()
    client = browser(desk.custodians[0].user)
    first = client.get(address("shut", desk)).content.decode()
    assert "Only as many custodians as are needed" in first
    second = client.post(address("shut", desk), {})
    assert second.status_code == 200
    assert "Only as many custodians as are needed" in second.content.decode()
    assert "Shut everything now" in second.content.decode()
    with desk.seen_whole():
        assert not Fall.objects.filter(organisation=desk.place).exists()
    done = client.post(address("shut", desk), {"sure": "yes"}, follow=True).content.decode()
    assert "It is done." in done
    with desk.seen_whole():
        fall = Fall.objects.get(organisation=desk.place)
        assert (fall.mode, fall.state, fall.asked_by_id) == (SHUT, "done", desk.custodians[0].id)


def test_what_cannot_be_brought_back_is_asked_about() -> None:
    desk = Desk()
    sealed(desk.place, desk.officer)
    sealed(desk.place, desk.officer, recoverable=False)
    client = browser(desk.head.user)
    assert "1 record custodians cannot bring back" in client.get(address("shut", desk)).content.decode()
    assert client.post(address("shut", desk), {"sure": "yes"}).status_code == 400
    again = client.post(address("shut", desk), {"lost": "destroy"}).content.decode()
    assert 'type="hidden" name="lost" value="destroy"' in again
    client.post(address("shut", desk), {"lost": "leave", "sure": "yes"})
    page = client.get(address("overview", desk)).content.decode()
    assert "What cannot be brought back" in page
    client.post(address("shut", desk), {"lost": "destroy", "sure": "yes"})
    assert "What cannot be brought back" not in client.get(address("overview", desk)).content.decode()


def test_two_erase_by_the_pages() -> None:
    desk = Desk().used()
    one, other = browser(desk.head.user), browser(desk.custodians[1].user)
    page = one.post(address("erase", desk), {}, follow=True).content.decode()
    assert "asked that everything be erased" in page
    fall = _asked(desk)
    agree = reverse("winddown-agree", args=[fall.id])
    assert agree not in page
    assert one.post(agree, {}).status_code == 403
    assert agree in other.get(address("overview", desk)).content.decode()
    assert "destroyed for good" in other.get(agree).content.decode()
    done = other.post(agree, {}, follow=True).content.decode()
    assert "It is done." in done
    assert desk.sealed_left() == []


def test_what_was_asked_can_be_dropped_and_asked_anew() -> None:
    desk = Desk()
    client = browser(desk.head.user)
    client.post(address("erase", desk), {})
    assert client.post(address("erase", desk), {}).status_code == 400
    client.post(reverse("winddown-drop", args=[_asked(desk).id]), {})
    assert "nobody agreed, or it was taken back" in client.get(address("overview", desk)).content.decode()
    assert client.post(address("erase", desk), {}).status_code == 302


def test_what_nobody_agreed_to_within_a_day_is_over() -> None:
    desk = Desk()
    with acting(lately(desk.head.user)):
        late = timezone.now() - timedelta(hours=25)
        Fall.objects.create(organisation=desk.place, mode=ERASE, asked_by=desk.head.user, asked_at=late)
    page = browser(desk.custodians[0].user).get(address("overview", desk)).content.decode()
    assert "asked that everything be erased" not in page
    assert "nobody agreed, or it was taken back" in page


def test_a_day_too_soon_is_refused_and_a_later_one_stands_until_it_is_taken_back() -> None:
    desk = Desk()
    client = browser(desk.head.user)
    soon, late = (timezone.localdate() + timedelta(days=days) for days in (89, 90))
    assert client.post(address("announce", desk), {"on": soon.isoformat()}).status_code == 400
    assert client.post(address("announce", desk), {"on": late.isoformat()}).status_code == 302
    assert client.post(address("announce", desk), {"on": (late + timedelta(days=1)).isoformat()}).status_code == 302
    with desk.seen_whole():
        assert Announcement.objects.filter(organisation=desk.place, withdrawn_by=None).count() == 1
    client.post(address("withdraw", desk), {})
    assert client.post(address("withdraw", desk), {}).status_code == 400
    assert "Nothing is announced." in client.get(address("overview", desk)).content.decode()


def test_it_goes_on_from_the_page_where_no_worker_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk().used()
    monkeypatch.setattr(falling, "SECONDS", -1.0)
    client = browser(desk.head.user)
    page = client.post(address("shut", desk), {"sure": "yes"}, follow=True).content.decode()
    assert "It has begun, and goes on by itself." in page
    assert "Go on now" in page
    monkeypatch.setattr(falling, "SECONDS", 60.0)
    page = client.post(address("go-on", desk), {}, follow=True).content.decode()
    assert "Go on now" not in page


def test_an_auditor_sees_it_and_changes_nothing() -> None:
    desk = Desk().used()
    desk.fell(SHUT)
    client = browser(person(desk.place, "auditor"))
    page = client.get(address("overview", desk)).content.decode()
    assert "whoever runs the machine" in page
    for name in ("shut", "erase", "announce"):
        assert client.get(address(name, desk)).status_code == 403
        assert address(name, desk) not in page


def test_what_stays_is_shown_by_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    sealed(desk.place, desk.officer)

    def refuse(record: object) -> None:
        raise UsageError("awards-kept")

    monkeypatch.setattr(keeping, "_REFUSING", [refuse])
    desk.fell(ERASE)
    assert "(awards-kept)" in browser(desk.head.user).get(address("overview", desk)).content.decode()


def test_it_waits_on_the_first_page_for_who_can_agree() -> None:
    desk = Desk()
    actor = lately(desk.head.user)
    with acting(actor):
        actions.ask_erase(actor, organisation=desk.place.id)
    here = address("overview", desk)
    assert here in browser(desk.custodians[0].user).get(reverse("home")).content.decode()


def _asked(desk: Desk) -> Fall:
    with desk.seen_whole():
        return Fall.objects.get(organisation=desk.place, mode=ERASE, state="asked")
