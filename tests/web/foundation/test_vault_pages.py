"""The pages of the vault as people use them: a browser without JavaScript, signed in with a second factor."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from tests.web.foundation.vault_browser import browser, done, text, unlocking_browser
from tests.web.made import organisation, person
from tests.web.made_vault import NAME, PHRASE, PLAIN, REASON, Holder, holder, opened, sealed, stored, unlocking
from tests.web.signing_in import signed_in

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.vault import _files
from tadasu.web.foundation.vault.cookie import COOKIE
from tadasu.web.foundation.vault.models import Opening, Reader, Recovery, Release, SealedRecord, Share, UnlockedKey

pytestmark = pytest.mark.usefixtures("database")

OPENING = {"purpose": "verify", "reason": REASON}


def test_keys_are_made_unlocked_and_locked() -> None:
    user = person(organisation(), "analyst")
    client = browser(user)
    assert "You have no keys yet" in text(client.get(reverse("vault-keys")))
    page = text(client.get(reverse("vault-make-keys")))
    assert re.search(r"take this: (\w{4}-){5}\w{4}", page)
    refused = client.post(reverse("vault-make-keys"), {"passphrase": "short", "again": "short"})
    assert refused.status_code == 400
    assert "too easy to find out" in text(refused)
    refused = client.post(reverse("vault-make-keys"), {"passphrase": PHRASE, "again": PHRASE + "."})
    assert "The two are not the same." in text(refused)
    done(client.post(reverse("vault-make-keys"), {"passphrase": PHRASE, "again": PHRASE}), "vault-keys")
    assert "They are locked." in text(client.get(reverse("vault-keys")))
    wrong = client.post(reverse("vault-unlock"), {"passphrase": "wrong"})
    assert (wrong.status_code, COOKIE in wrong.cookies) == (400, False)
    done(client.post(reverse("vault-unlock"), {"passphrase": PHRASE}), "vault-keys")
    assert "They are unlocked" in text(client.get(reverse("vault-keys")))
    done(client.post(reverse("vault-lock")), "vault-keys")
    assert "They are locked." in text(client.get(reverse("vault-keys")))


def test_no_passphrase_comes_back_in_a_page() -> None:
    client = browser(holder(organisation(), "analyst").user)
    answer = client.post(reverse("vault-unlock"), {"passphrase": "my wrong secret words"})
    assert "my wrong secret words" not in answer.content.decode()
    assert 'autocomplete="off"' in answer.content.decode()


def test_the_cookie_is_for_our_own_pages_only_and_is_not_read_by_scripts() -> None:
    client = browser(holder(organisation(), "analyst").user)
    cookie = client.post(reverse("vault-unlock"), {"passphrase": PHRASE}).cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"], cookie["secure"]) == (True, "Strict", "", "")
    with override_settings(SESSION_COOKIE_SECURE=True):
        assert client.post(reverse("vault-unlock"), {"passphrase": PHRASE}).cookies[COOKIE]["secure"]


def test_the_key_is_locked_when_its_person_signs_out() -> None:
    one = holder(organisation(), "analyst")
    client = unlocking_browser(one.user)

    def rows() -> int:
        with acting(one.actor):
            return UnlockedKey.objects.filter(user=one.user).count()

    before = rows()
    answer = client.post(reverse("account_logout"))
    assert answer.status_code == 302
    assert answer.cookies[COOKIE].value == ""
    assert rows() == before - 1


def test_the_cookie_is_taken_back_when_the_session_is_over_and_opens_nothing_in_another() -> None:
    one = holder(organisation(), "analyst")
    client = unlocking_browser(one.user)
    token = client.cookies[COOKIE].value
    client.session.flush()
    assert client.get("/account/sign-in").cookies[COOKIE].value == ""
    other = signed_in(one.user)
    other.cookies[COOKIE] = token
    assert "They are locked." in text(other.get(reverse("vault-keys")))


def test_an_unused_key_is_locked_on_the_page_too() -> None:
    one = holder(organisation(), "analyst")
    client = unlocking_browser(one.user)
    with acting(one.actor):
        UnlockedKey.objects.update(used_at=timezone.now() - timedelta(minutes=31))
    assert "They are locked." in text(client.get(reverse("vault-keys")))


def test_unlocking_goes_on_to_where_the_key_is_needed_and_nowhere_else() -> None:
    place = organisation()
    one = holder(place, "analyst")
    record = sealed(place, one)
    client = browser(one.user)
    wanted = reverse("vault-add-reader", args=[record])
    sent = client.get(wanted).headers["Location"]
    assert client.post(sent, {"passphrase": PHRASE}).headers["Location"] == wanted
    for bad in ("https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"):
        answer = client.post(reverse("vault-unlock", query={"next": bad}), {"passphrase": PHRASE})
        done(answer, "vault-keys")


def test_wrong_passphrases_on_the_page_are_counted() -> None:
    client = browser(holder(organisation(), "analyst").user)
    for _ in range(5):
        client.post(reverse("vault-unlock"), {"passphrase": "wrong"})
    assert "Wait" in text(client.post(reverse("vault-unlock"), {"passphrase": PHRASE}))


def test_the_page_of_a_record_says_who_may_open_it_who_did_and_why() -> None:
    place = organisation()
    one, other = holder(place, "analyst", login="asagao"), holder(place, "manager", login="botan")
    record = sealed(place, one, other)
    opened(one, record)
    locked = text(browser(other.user).get(reverse("vault-record", args=[record])))
    assert "asagao" in locked
    assert "Verify what was reported" in locked
    assert REASON not in locked
    shown = text(unlocking_browser(one.user).get(reverse("vault-record", args=[record])))
    assert REASON in shown


def test_a_reader_is_added_and_removed_on_the_page() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager", login="botan")
    record = sealed(place, one)
    client = unlocking_browser(one.user)
    assert "botan" in text(client.get(reverse("vault-add-reader", args=[record])))
    answer = client.post(reverse("vault-add-reader", args=[record]), {"user": str(other.id)})
    done(answer, "vault-record", record)
    assert opened(other, record)
    answer = client.post(reverse("vault-add-reader", args=[record]), {"user": str(person().id)})
    assert answer.status_code == 400
    page = reverse("vault-remove-reader", args=[record, other.id])
    assert "What they have read, they have read" in text(client.get(page))
    done(client.post(page), "vault-record", record)
    with acting(one.actor):
        assert list(Reader.objects.filter(record=record).values_list("user", flat=True)) == [one.id]
    assert client.get(page).status_code == 404
    done(client.post(reverse("vault-rotate", args=[record])), "vault-record", record)
    assert opened(one, record)


def test_a_record_is_erased_on_the_page() -> None:
    place = organisation()
    one = holder(place, "analyst")
    record = sealed(place, one)
    client = unlocking_browser(one.user)
    done(client.post(reverse("vault-erase", args=[record]), {"ground": "asked"}), "vault-keys")
    assert "The record is erased." in text(client.get(reverse("vault-keys")))
    with acting(one.actor):
        assert SealedRecord.objects.get(id=record).erased_at is not None


def test_a_release_is_asked_for_and_answered_on_the_pages() -> None:
    place = organisation()
    one, other = holder(place, "analyst", login="asagao"), holder(place, "manager")
    record = sealed(place, one, other, needs_two=True)
    asking, answering = browser(one.user), browser(other.user)
    short = asking.post(reverse("vault-ask-release", args=[record]), {"purpose": "verify", "reason": "so"})
    assert "Say in at least 12 letters" in text(short)
    done(asking.post(reverse("vault-ask-release", args=[record]), OPENING), "vault-record", record)
    assert "1 request of another reader waits" in text(answering.get(reverse("vault-keys")))
    assert REASON not in text(answering.get(reverse("vault-releases")))
    answering.post(reverse("vault-unlock"), {"passphrase": PHRASE})
    waiting = text(answering.get(reverse("vault-releases")))
    assert "asagao" in waiting
    assert REASON in waiting
    with acting(one.actor):
        release = Release.objects.get()
    done(answering.post(reverse("vault-grant", args=[release.id])), "vault-releases")
    assert "Another reader lets you open it until" in text(asking.get(reverse("vault-record", args=[record])))
    assert answering.post(reverse("vault-refuse", args=[release.id])).status_code == 400
    opened(one, record)


def test_a_file_is_saved_for_a_purpose_with_a_reason_and_never_shown_in_the_browser() -> None:
    place = organisation()
    one = holder(place, "analyst")
    record = stored(place, one)
    client = unlocking_browser(one.user)
    page = reverse("vault-file", args=[record])
    assert client.post(page, {"purpose": "verify", "reason": ""}).status_code == 400
    with acting(one.actor):
        assert not Opening.objects.exists()
    answer = client.post(page, OPENING)
    assert answer.streaming
    assert answer.getvalue() == PLAIN
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{NAME}"'
    assert answer.headers["Content-Length"] == str(len(PLAIN))
    assert answer.headers["Cache-Control"] == "no-store"
    with acting(one.actor):
        assert Opening.objects.get().user_id == one.id
    for name in list(_files.names()):
        _files.remove(name)


def test_passphrase_and_keys_are_changed_on_the_pages() -> None:
    place = organisation()
    one = holder(place, "analyst")
    record = sealed(place, one)
    client, new = unlocking_browser(one.user), "nine herons beside the mill"
    wrong = {"old": "wrong", "passphrase": new, "again": new}
    assert "This is not the passphrase" in text(client.post(reverse("vault-passphrase"), wrong))
    done(client.post(reverse("vault-passphrase"), wrong | {"old": PHRASE}), "vault-keys")
    answer = client.post(reverse("vault-renew-keys"), {"passphrase": PHRASE, "again": PHRASE})
    done(answer, "vault-keys")
    assert answer.cookies[COOKIE].value == ""
    assert opened(unlocking(one.user), record)
    done(client.post(reverse("vault-start-anew"), {"passphrase": new, "again": new}), "vault-keys")
    assert "They are locked." in text(client.get(reverse("vault-keys")))


def custodian_browsers(place: Any, count: int) -> tuple[list[Holder], list[Client]]:
    people = [holder(place, "custodian") for _ in range(count)]
    return people, [unlocking_browser(one.user) for one in people]


def test_recovery_is_set_up_confirmed_asked_for_given_and_completed_on_the_pages() -> None:
    place = organisation()
    organiser, reader = holder(place, "organiser"), holder(place, "analyst")
    people, browsers = custodian_browsers(place, 2)
    client = unlocking_browser(organiser.user)
    assert "There is no recovery key" in text(client.get(reverse("vault-recovery", args=[place.id])))
    told = {"people": [str(one.id) for one in people], "needed": "2"}
    done(client.post(reverse("vault-set-up-recovery", args=[place.id]), told), "vault-recovery", place.id)
    with acting(organiser.actor):
        shares = {one.user_id: one for one in Share.objects.all()}
    for one, theirs in zip(people, browsers, strict=True):
        assert "Open yours now" in text(theirs.get(reverse("vault-recovery", args=[place.id])))
        done(theirs.post(reverse("vault-confirm-share", args=[shares[one.id].id])), "vault-recovery", place.id)
    assert "In force since" in text(client.get(reverse("vault-recovery", args=[place.id])))
    record = sealed(place, reader)
    key = shares[people[0].id].key_id
    assert "It is about 1 record." in text(client.get(reverse("vault-begin-recovery", args=[key])))
    told = {"people": [str(organiser.id)], "reason": REASON}
    done(client.post(reverse("vault-begin-recovery", args=[key]), told), "vault-recovery", place.id)
    with acting(organiser.actor):
        recovery = Recovery.objects.get()
    assert "Given: 0 of 2" in text(client.get(reverse("vault-recovery", args=[place.id])))
    assert "0 of 2 shares are there" in text(client.post(reverse("vault-complete-recovery", args=[recovery.id])))
    for theirs in browsers:
        page = reverse("vault-contribute", args=[recovery.id])
        assert REASON in text(theirs.get(page))
        done(theirs.post(page), "vault-recovery", place.id)
    done(client.post(reverse("vault-complete-recovery", args=[recovery.id])), "vault-recovery", place.id)
    assert opened(organiser, record)


def test_every_page_speaks_japanese_dates_and_purposes() -> None:
    place = organisation()
    one = holder(place, "analyst")
    record = sealed(place, one)
    opened(one, record)
    User.objects.filter(id=one.id).update(language="ja")
    page = text(browser(one.user).get(reverse("vault-record", args=[record])))
    assert "報告内容の検証" in page
