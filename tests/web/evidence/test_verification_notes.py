"""Notes about an item: sealed to its readers, by kind, with its end; nobody else opens them."""

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from tests.web.evidence.test_verification_pages import browser, page, sent, words
from tests.web.made_inquiry import Desk
from tests.web.made_vault import PHRASE, REASON, Holder, holder, lately
from tests.web.recorded import recorded

from tadasu.schema import UsageError
from tadasu.web.evidence.custody import actions as custody
from tadasu.web.evidence.verification import actions, queries
from tadasu.web.evidence.verification.models import Inquiry, Note
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.vault.models import SealedRecord

pytestmark = pytest.mark.usefixtures("database")

SAID = "The shadow of the mast points to noon. 影の向きから正午ごろ。"


@pytest.fixture
def desk() -> Desk:
    return Desk()


def noted(desk: Desk, inquiry: Inquiry, by: Holder | None = None, kind: str = "time", text: str = SAID) -> Note:
    by = by or desk.verifier
    with acting(by.actor):
        return actions.add_note(by.actor, inquiry=inquiry.id, item=desk.items["pictures"], kind=kind, text=text)


def opened(desk: Desk, note: Note, by: Holder) -> str:
    inquiry, item = note.taken.inquiry_id, note.taken.item
    with acting(by.actor):
        return actions.open_note(
            by.actor, inquiry=inquiry, item=item, number=note.number, key=by.key, purpose="verify", reason=REASON
        )


def test_a_note_opens_for_readers_of_the_item_and_for_nobody_else(desk: Desk) -> None:
    inquiry = desk.opened()
    desk.taken(inquiry, "pictures")
    note = noted(desk, inquiry)
    assert opened(desk, note, desk.second) == SAID
    colleague = holder(desk.place, "verifier")
    with pytest.raises(Refused):
        opened(desk, note, colleague)
    with pytest.raises(Refused):
        noted(desk, inquiry, by=colleague)
    with pytest.raises(Inquiry.DoesNotExist):
        opened(desk, note, desk.stranger)


def test_rows_and_the_record_of_acts_hold_its_kind_and_no_word(desk: Desk) -> None:
    inquiry = desk.opened()
    desk.taken(inquiry, "pictures")
    note = noted(desk, inquiry)
    (entry,) = [one for one in recorded(organisation=desk.place.id) if one.act == "verification.note"]
    assert entry.text.detail["note"] == "time"
    assert SAID not in str(entry.text.detail)
    with acting(desk.verifier.actor):
        assert SAID not in str(Note.objects.values_list())
        assert [one.number for one in queries.notes_of(note.taken)] == [1]


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("time", " \n", "custody-empty"),
        ("time", "a" * 20_001, "custody-note-long"),
        ("gossip", "a", "verification-no-such"),
    ],
)
def test_what_is_no_note_is_not_kept(desk: Desk, kind: str, text: str, code: str) -> None:
    inquiry = desk.opened()
    desk.taken(inquiry, "pictures")
    with pytest.raises(UsageError, match=code):
        noted(desk, inquiry, kind=kind, text=text)
    with acting(desk.verifier.actor):
        assert not Note.objects.exists()


def test_it_is_held_and_erased_with_its_item(desk: Desk) -> None:
    inquiry = desk.opened()
    desk.taken(inquiry, "pictures")
    note = noted(desk, inquiry)
    me = lately(desk.verifier.user)
    with acting(me):
        custody.erase(me, item=desk.items["pictures"], ground="asked", key=desk.verifier.key)
        assert SealedRecord.objects.get(id=note.record).erased_at is not None
        assert [one.kind for one in queries.notes_of(note.taken)] == ["time"], "that there was one is kept"
    with pytest.raises(Refused):
        noted(desk, inquiry)


def test_rows_only_grow(desk: Desk) -> None:
    inquiry = desk.opened()
    desk.taken(inquiry, "pictures")
    note = noted(desk, inquiry)
    with acting(desk.verifier.actor), pytest.raises(ProgrammingError), transaction.atomic():
        Note.objects.filter(id=note.id).update(kind="other")
    with acting(desk.verifier.actor), pytest.raises(ProgrammingError), transaction.atomic():
        Note.objects.filter(id=note.id).delete()


def test_by_the_pages_in_both_languages(desk: Desk) -> None:
    inquiry = desk.opened()
    desk.taken(inquiry, "pictures")
    item = desk.items["pictures"]
    client = browser(desk.verifier)
    assert "No note yet" in page(client, "inquiry-item", inquiry.id, item)
    sent(client, "inquiry-note-add", [inquiry.id, item], {"kind": "place", "text": SAID})
    sent(client, "inquiry-note-add", [inquiry.id, item], {"kind": "place", "text": " "}, status=400)
    shown = page(client, "inquiry-item", inquiry.id, item)
    assert "1. Where it was made (geolocation)" in shown
    assert SAID not in shown
    client.post(reverse("vault-unlock"), {"passphrase": PHRASE})
    address = reverse("inquiry-note", args=[inquiry.id, item, 1])
    answer = client.post(address, {"purpose": "verify", "reason": REASON})
    assert SAID in words(answer)
    assert client.get(reverse("inquiry-note", args=[inquiry.id, item, 9])).status_code == 404
    assert "作られた場所" in page(browser(desk.second, "ja"), "inquiry-item", inquiry.id, item)
