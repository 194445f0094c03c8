"""What pages of the vault tell before an act, and what they warn of after it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.foundation.vault_browser import browser, done, text, unlocking_browser
from tests.web.foundation.vault_custody import Scene, anew
from tests.web.made import organisation, person
from tests.web.made_vault import PHRASE, REASON, holder, opened, sealed, stored

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.vault import _boxes, actions, forms
from tadasu.web.foundation.vault.actions import ask_release
from tadasu.web.foundation.vault.models import KeyPair, Recovery, Release, SealedRecord

pytestmark = pytest.mark.usefixtures("database")

PROPOSED = re.compile(r"take this: ((?:\w{4}-){5}\w{4})")
SHORT = {"passphrase": "short", "again": "short", "old": "wrong"}


@pytest.mark.parametrize("page", ["vault-make-keys", "vault-passphrase", "vault-renew-keys", "vault-start-anew"])
def test_a_passphrase_is_proposed_when_a_page_is_first_shown_and_no_other_after_a_mistake(page: str) -> None:
    place = organisation()
    makes = page == "vault-make-keys"
    client = browser(person(place, "analyst")) if makes else unlocking_browser(holder(place, "analyst").user)
    assert PROPOSED.search(text(client.get(reverse(page))))
    refused = client.post(reverse(page), SHORT)
    assert refused.status_code == 400
    assert "take this" not in text(refused)


@pytest.mark.parametrize("another", [True, False])
def test_whose_keys_were_exchanged_is_alarmed_and_not_told_to_make_some(another: bool) -> None:
    one = holder(organisation(), "analyst")
    client = browser(one.user)
    quiet = client.get(reverse("vault-keys"))
    assert 'role="alert"' not in _section(quiet.content.decode())
    with acting(one.actor):
        KeyPair.objects.filter(user=one.user).update(until=timezone.now())
        if another:
            KeyPair.objects.create(user=one.user, public=bytes(range(32)))
    page = client.get(reverse("vault-keys"))
    assert 'role="alert"' in _section(page.content.decode())
    assert "Somebody else" in text(page)
    assert "You have no keys yet" not in text(page)
    assert reverse("vault-start-anew") in page.content.decode()
    assert reverse("vault-unlock") not in page.content.decode()
    assert "Somebody else" in text(client.post(reverse("vault-unlock"), {"passphrase": PHRASE}))
    made = client.post(reverse("vault-make-keys"), {"passphrase": PHRASE, "again": PHRASE})
    assert made.status_code == 400
    done(client.post(reverse("vault-start-anew"), {"passphrase": PHRASE, "again": PHRASE}), "vault-keys")
    assert "They are locked." in text(client.get(reverse("vault-keys")))


def _section(page: str) -> str:
    """Of a page what is its own."""
    return page[page.index("<h1") :]


def test_limits_on_pages_are_those_that_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "UNUSED", timedelta(minutes=17))
    monkeypatch.setattr(actions, "GRANTED", timedelta(minutes=43))
    monkeypatch.setattr(_boxes, "GRANTED", timedelta(minutes=43))
    monkeypatch.setattr(forms, "LEAST_LETTERS", 34)
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, one, other, needs_two=True)
    client = browser(one.user)
    assert "17 minutes" in text(client.get(reverse("vault-unlock")))
    assert "At least 34 letters, or 17 Japanese signs" in text(client.get(reverse("vault-passphrase")))
    unlocked = unlocking_browser(one.user)
    assert "43 minutes" in text(unlocked.get(reverse("vault-ask-release", args=[record])))
    refused = unlocked.post(reverse("vault-erase", args=[record]), {"ground": "asked"})
    assert "43 minutes" in text(refused)
    with acting(other.actor):
        release = ask_release(other.actor, record=record, purpose="verify", reason=REASON)
    assert "43 minutes" in text(unlocked.get(reverse("vault-grant", args=[release])))


def test_the_second_person_reads_purpose_and_reason_before_they_say_yes() -> None:
    place = organisation()
    one, other, late = holder(place, "analyst"), holder(place, "manager"), holder(place, "editor")
    record = sealed(place, one, other, late, needs_two=True)
    late = anew(late)
    with acting(one.actor):
        release = ask_release(one.actor, record=record, purpose="verify", reason=REASON)
    page = reverse("vault-grant", args=[release])
    said = text(unlocking_browser(other.user).get(page))
    assert "Verify what was reported" in said
    assert REASON in said
    said = text(unlocking_browser(late.user).get(page))
    assert "Verify what was reported" in said
    assert REASON not in said
    assert "You cannot read the reason." in said


def test_a_request_with_a_purpose_that_is_no_longer_known_is_still_shown() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, one, other, needs_two=True)
    with acting(one.actor):
        release = ask_release(one.actor, record=record, purpose="verify", reason=REASON)
        Release.objects.filter(id=release).update(purpose="divine")
    client = unlocking_browser(other.user)
    for page in (reverse("vault-releases"), reverse("vault-grant", args=[release])):
        answer = client.get(page)
        assert answer.status_code == 200
        assert "divine" in text(answer)


def test_the_files_of_a_record_are_listed_on_its_page_and_said_to_stay_when_it_is_erased() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, one)
    alone = sealed(place, one)
    client = unlocking_browser(one.user)
    page, erasing = (reverse(name, args=[record]) for name in ("vault-record", "vault-erase"))
    assert "must be erased" not in text(client.get(erasing))
    mine, theirs = (sealed(place, reader, about=record) for reader in (one, other))
    shown = client.get(page).content.decode()
    assert reverse("vault-record", args=[mine]) in shown
    assert reverse("vault-record", args=[theirs]) not in shown
    assert reverse("vault-record", args=[alone]) not in shown
    assert "1 more is sealed to other readers" in text(client.get(page))
    assert reverse("vault-record", args=[record]) in client.get(reverse("vault-record", args=[mine])).content.decode()
    assert "2 sealed records that belong to it stay; they must be erased" in text(client.get(erasing))
    done(client.post(erasing, {"ground": "asked"}), "vault-record", mine)
    assert "The record is erased." in text(client.get(reverse("vault-record", args=[mine])))
    assert opened(one, mine)
    assert opened(other, theirs)


def test_records_about_one_matter_of_an_app_belong_together_and_of_another_organisation_do_not() -> None:
    place, elsewhere = organisation(), organisation()
    one, stranger = holder(place, "analyst"), holder(elsewhere, "analyst")
    matter = sealed(place, one)
    first, second = (sealed(place, one, about=matter) for _ in range(2))
    sealed(elsewhere, stranger, about=matter)
    client = unlocking_browser(one.user)
    shown = client.get(reverse("vault-record", args=[first])).content.decode()
    assert reverse("vault-record", args=[second]) in shown
    assert "sealed to other readers" not in shown


def recovering(*, given: int = 2) -> tuple[Scene, Client, str]:
    """A recovery for which shares were given, the browser of who asked, and the page that completes it."""
    scene = Scene()
    sealed(scene.place, scene.reader)
    recovery = scene.begin(scene.reader)
    scene.give(recovery, *scene.custodians[:given])
    return scene, unlocking_browser(scene.organiser.user), reverse("vault-complete-recovery", args=[recovery])


def test_an_organisation_that_is_left_without_a_recovery_key_is_warned_and_shown_where_to_make_one() -> None:
    scene, client, page = recovering()
    home = reverse("vault-recovery", args=[scene.place.id])
    assert "No recovery key is in force" not in text(client.get(home))
    assert "if enough of them have their keys" in text(client.get(page))
    for one in scene.custodians[:2]:
        anew(one)
    done(client.post(page), "vault-recovery", scene.place.id)
    answer = client.get(home)
    assert "1 record came back." in text(answer)
    assert "there is no recovery key any more" in text(answer)
    notice = re.search(r'<div class="notice" role="alert">.*?</div>', answer.content.decode(), re.DOTALL)
    assert notice
    assert "No recovery key is in force" in notice.group()
    assert reverse("vault-set-up-recovery", args=[scene.place.id]) in notice.group()


def test_who_cannot_make_a_recovery_key_is_warned_too_and_told_whom_to_ask() -> None:
    scene, client, page = recovering()
    for one in scene.custodians[:2]:
        anew(one)
    client.post(page)
    said = browser(scene.custodians[2].user).get(reverse("vault-recovery", args=[scene.place.id]))
    assert "No recovery key is in force" in text(said)
    assert "Ask an organiser" in text(said)
    assert reverse("vault-set-up-recovery", args=[scene.place.id]) not in said.content.decode()


def test_an_organisation_whose_recovery_key_was_replaced_is_not_warned() -> None:
    scene, client, page = recovering()
    done(client.post(page), "vault-recovery", scene.place.id)
    said = text(client.get(reverse("vault-recovery", args=[scene.place.id])))
    assert "1 record came back." in said
    assert "there is no recovery key any more" not in said
    assert "In force since" in said
    assert "No recovery key is in force" not in said


def test_who_asks_custodians_chooses_some_records_or_all_and_they_see_how_many() -> None:
    scene = Scene()
    records = [sealed(scene.place, scene.reader) for _ in range(3)]
    client = unlocking_browser(scene.organiser.user)
    page = reverse("vault-begin-recovery", args=[scene.key])
    shown = client.get(page).content.decode()
    assert all(str(record) in shown for record in records)
    assert str(scene.reader.user) in text(client.get(page))
    told = {"people": [str(scene.reader.id)], "reason": REASON}
    for wanted, count in ((records[:1], "It is about 1 record."), ([], "It is about 3 records.")):
        answer = client.post(page, told | {"records": [str(one) for one in wanted]})
        done(answer, "vault-recovery", scene.place.id)
        with acting(scene.organiser.actor):
            begun = Recovery.objects.latest("begun_at")
        assert begun.records == wanted
        custodian = unlocking_browser(scene.custodians[0].user)
        assert count in text(custodian.get(reverse("vault-contribute", args=[begun.id])))
    elsewhere = organisation()
    foreign = sealed(elsewhere, holder(elsewhere, "analyst"))
    assert client.post(page, told | {"records": [str(foreign)]}).status_code == 400


def test_a_file_that_is_added_stands_on_the_page_of_its_record() -> None:
    place = organisation()
    one = holder(place, "analyst")
    record = sealed(place, one)
    file = stored(place, one, about=record)
    with acting(one.actor):
        assert SealedRecord.objects.get(id=file).about == record
    assert (
        reverse("vault-record", args=[file])
        in unlocking_browser(one.user).get(reverse("vault-record", args=[record])).content.decode()
    )
