"""Items: received, made of others, opened, disclosed. Each act is a step of the item's log and a line in the record of acts."""

import hashlib
from collections.abc import Callable
from uuid import uuid4

import pytest
from tests.web.made_box import box_at, counter
from tests.web.made_custody import NAME, PICTURE, PURPOSE, TEXT, Desk, coming
from tests.web.made_vault import REASON, again, everything, opened, sealed
from tests.web.recorded import recorded

from tadasu.schema import UsageError
from tadasu.web.evidence.custody import actions, queries
from tadasu.web.evidence.custody._chain import START, fingerprint_of, step_digest
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.custody.verifying import line_of, walk
from tadasu.web.evidence.custody.words import words
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.vault import actions as vault
from tadasu.web.foundation.vault.models import Opening, SealedRecord
from tadasu.weighing import Kind

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_what_is_received_is_sealed_and_its_fingerprint_stands_in_the_first_step(desk: Desk) -> None:
    item = desk.file()
    (first,) = desk.log(item)
    assert (first.number, first.act, bytes(first.before)) == (1, "received", START)
    assert first.user_id == desk.one.id
    assert first.detail["fingerprint"] == bytes(item.fingerprint).hex()
    assert bytes(first.digest) == step_digest(line_of(first)) == bytes(item.head)
    assert item.steps == 1
    found = desk.opened(item)
    assert found.file is not None
    assert b"".join(found.file.pieces) == PICTURE
    assert found.file.name == NAME


def test_whoever_has_the_file_and_the_database_cannot_tell_that_we_have_it(desk: Desk) -> None:
    item, same = desk.file(), desk.file()
    digest = hashlib.sha256(PICTURE).digest()
    assert bytes(item.fingerprint) != bytes(same.fingerprint)
    assert digest not in bytes(item.fingerprint)
    assert bytes(item.fingerprint) not in {digest, fingerprint_of(b"", digest), fingerprint_of(bytes(32), digest)}
    assert item.salt is None


def test_a_text_opens_and_fits_its_fingerprint(desk: Desk) -> None:
    found = desk.opened(desk.text())
    assert (found.text, found.fits) == (TEXT, True)


def test_an_opening_by_whichever_page_is_a_step_of_the_log_in_the_same_transaction(desk: Desk) -> None:
    item = desk.text()
    assert item.record is not None
    opened(desk.one, item.record)  # by the vault's own act, which knows nothing of items
    step = desk.log(item)[-1]
    assert (step.act, step.user_id, step.detail["purpose"]) == ("viewed", desk.one.id, "verify")
    with acting(desk.one.actor):
        assert Opening.objects.filter(id=step.detail["opening"], record=item.record).exists()
        assert walk(desk.now(item)) == []
    desk.opened(item)
    assert desk.acts(item) == ["received", "viewed", "viewed"]


def test_an_opening_that_fails_leaves_no_step(desk: Desk) -> None:
    item = desk.text()
    with pytest.raises(UsageError) as found, acting(desk.one.actor):
        actions.open_item(desk.one.actor, item=item.id, key=desk.one.key, purpose=PURPOSE, reason="x")
    assert found.value.code == "vault-reason"
    assert desk.acts(item) == ["received"]


def test_every_step_by_a_person_is_in_the_record_of_acts_with_its_digest_and_nothing_else(desk: Desk) -> None:
    item = desk.text()
    desk.opened(item)
    with acting(desk.one.actor):
        actions.disclose(desk.one.actor, item=item.id, to="court", note="To the court of Kumanezawa (invented).")
        actions.hold(desk.one.actor, item=item.id, ground="court")
    told = [one for one in recorded(organisation=desk.place.id) if one.subject == "custody.item"]
    steps = {one.number: one for one in desk.log(item)}
    assert [one.text.detail["number"] for one in told] == [1, 2, 3, 4]
    for one in told:
        step = steps[one.text.detail["number"]]
        assert one.text.detail == {"step": step.act, "number": step.number, "digest": bytes(step.digest).hex()}
        assert (one.subject_id, one.text.reason) == (item.id, "")


def test_what_is_made_of_an_item_is_an_item_beside_it_and_both_logs_say_so(desk: Desk) -> None:
    item = desk.file()
    made = {how: desk.made(item, how) for how in ("copy", "transcript", "translation", "redaction", "extract")}
    assert desk.acts(item) == ["received", "copied", "transcribed", "translated", "redacted", "extracted"]
    first = desk.log(made["redaction"])[0]
    assert (first.act, first.detail["parent"], first.detail["how"]) == ("made", str(item.id), "redaction")
    assert desk.log(item)[4].detail == {"item": str(made["redaction"].id)}
    below = desk.made(made["transcript"], "translation")
    with acting(desk.one.actor):
        line = queries.lineage(below)
        assert [one.id for one in line.ancestors] == [item.id, made["transcript"].id]
        assert {one.id for one in queries.lineage(item).derived} == {*(one.id for one in made.values()), below.id}
        assert [walk(desk.now(one)) for one in (item, below, *made.values())] == [[]] * 7
    found = desk.opened(item)
    assert found.file is not None
    assert b"".join(found.file.pieces) == PICTURE  # the original is what it was


def test_what_is_made_is_sealed_to_the_readers_of_what_it_was_made_of(desk: Desk) -> None:
    item = desk.text(readers=[desk.one.id, desk.other.id])
    made = desk.made(item)
    assert desk.opened(made, again(desk.other)).text == "An invented transcript."


def test_what_lay_in_a_box_becomes_evidence_as_it_is(desk: Desk) -> None:
    record = sealed(desk.place, desk.one, content=TEXT.encode())
    box = uuid4()
    with acting(desk.one.actor):
        made = actions.receive_record(
            desk.one.actor, record=record, key=desk.one.key, purpose=PURPOSE, reason=REASON, organisation=desk.place.id,
            kind="testimony", label="letter 1", origin_of=box,
        )  # fmt: skip
    item = desk.now(made)
    assert (item.record, item.origin_of) == (record, box)
    assert desk.opened(item).fits is True
    with pytest.raises(UsageError) as found, acting(desk.one.actor):
        actions.receive(
            desk.one.actor, organisation=desk.place.id, kind="testimony", label="again", digest=bytes(32), record=record
        )
    assert found.value.code == "custody-received-already"


def test_a_source_is_received_by_the_steward_and_the_record_of_acts_tells_no_hour(desk: Desk) -> None:
    visit = box_at(counter(desk.place, desk.one)).visit
    record = sealed(desk.place, desk.one, content=TEXT.encode(), about=visit.box.id)
    keeper = steward(desk.place)
    with acting(keeper):
        made = actions.receive(
            keeper,
            organisation=desk.place.id,
            kind="testimony",
            label="report",
            digest=hashlib.sha256(TEXT.encode()).digest(),
            record=record,
            origin_of=visit.box.id,
        )
    assert desk.opened(desk.now(made)).fits is True
    assert [one.user_id for one in desk.log(desk.now(made))] == [None, desk.one.id]
    told = [one for one in recorded(organisation=desk.place.id) if one.subject_id == made]
    assert [one.text.detail["number"] for one in told] == [2]  # the opening, not the receiving


def test_what_was_published_and_is_held_elsewhere_has_its_salt_in_plain(desk: Desk) -> None:
    digest = hashlib.sha256(b"An invented article.").digest()
    with acting(desk.one.actor):
        made = actions.receive(
            desk.one.actor, organisation=desk.place.id, kind="report", label="article 1", digest=digest, public=True
        )
        item = desk.now(made)
        assert fingerprint_of(bytes(item.salt or b""), digest) == bytes(item.fingerprint)
        assert walk(item) == []
        with pytest.raises(UsageError) as found:
            actions.open_item(desk.one.actor, item=made, key=desk.one.key, purpose=PURPOSE, reason=REASON)
        assert found.value.code == "custody-elsewhere"
        with pytest.raises(UsageError) as found:
            actions.receive(desk.one.actor, organisation=desk.place.id, kind="report", label="x", digest=digest)
        assert found.value.code == "custody-no-record"
        derived = actions.derive_text(
            desk.one.actor, item=made, how="translation", label="in Japanese", text="架空の記事。"
        )
    assert desk.opened(desk.now(derived)).fits is True


def test_a_disclosure_names_the_kind_of_recipient_and_seals_the_note(desk: Desk) -> None:
    item = desk.text()
    with acting(desk.one.actor):
        step = actions.disclose(desk.one.actor, item=item.id, to="lawyer", note=" To Aoi Demo (invented). ")
        assert set(step.detail) == {"to", "note"}
        said = actions.open_note(
            desk.one.actor, item=item.id, number=step.number, key=desk.one.key, purpose=PURPOSE, reason=REASON
        )
        assert said == "To Aoi Demo (invented)."
        assert set(actions.disclose(desk.one.actor, item=item.id, to="media").detail) == {"to"}
        with pytest.raises(UsageError) as found:
            actions.open_note(desk.one.actor, item=item.id, number=1, key=desk.one.key, purpose=PURPOSE, reason=REASON)
        assert found.value.code == "custody-no-note"
        with pytest.raises(UsageError) as found:
            actions.disclose(desk.one.actor, item=item.id, to="my-uncle")
        assert found.value.code == "custody-no-such"


def test_a_colleague_who_is_let_in_opens_the_item_its_salt_and_its_notes(desk: Desk) -> None:
    item = desk.text()
    with pytest.raises(Refused):
        desk.opened(item, desk.other)
    with acting(desk.one.actor):
        step = actions.disclose(desk.one.actor, item=item.id, to="expert", note="An invented laboratory.")
        actions.share(desk.one.actor, item=item.id, user=desk.other.id, key=desk.one.key)
    other = again(desk.other)
    assert desk.opened(item, other).fits is True
    with acting(other.actor):
        actions.open_note(other.actor, item=item.id, number=step.number, key=other.key, purpose=PURPOSE, reason=REASON)
    assert desk.log(item)[2].detail == {"reader": str(desk.other.id)}


def test_a_reader_whom_only_the_vault_let_in_sees_the_text_and_that_it_was_not_held_against_its_fingerprint(
    desk: Desk,
) -> None:
    item = desk.text()
    assert item.record is not None
    with acting(desk.one.actor):
        vault.add_reader(desk.one.actor, record=item.record, user=desk.other.id, key=desk.one.key)
    found = desk.opened(item, again(desk.other))
    assert (found.text, found.fits) == (TEXT, None)


@pytest.mark.parametrize("label", ["", "  ", "x" * 121, "a\u202egnp.exe", "a\0b", "\u200b"])
def test_a_label_can_be_seen_and_turns_no_line_round(desk: Desk, label: str) -> None:
    with pytest.raises(UsageError) as found, acting(desk.one.actor):
        actions.receive_text(
            desk.one.actor, organisation=desk.place.id, kind="data", label=label, text="x", readers=[desk.one.id]
        )
    assert found.value.code == "custody-label"


@pytest.mark.parametrize("kind", ["", "rumour", "Testimony"])
def test_a_kind_is_one_of_the_known_ones(desk: Desk, kind: str) -> None:
    with pytest.raises(UsageError) as found, acting(desk.one.actor):
        actions.receive_text(
            desk.one.actor, organisation=desk.place.id, kind=kind, label="a", text="x", readers=[desk.one.id]
        )
    assert found.value.code == "custody-no-such"


def empty_file(desk: Desk) -> None:
    with coming(b"") as received:
        actions.receive_file(
            desk.one.actor, organisation=desk.place.id, kind="data", label="a", received=received, readers=[desk.one.id]
        )


def empty_text(desk: Desk) -> None:
    actions.receive_text(
        desk.one.actor, organisation=desk.place.id, kind="data", label="a", text=" \n", readers=[desk.one.id]
    )


@pytest.mark.parametrize("receiving", [empty_file, empty_text])
def test_what_is_empty_is_refused_and_nothing_is_left(desk: Desk, receiving: Callable[[Desk], None]) -> None:
    before = everything()
    with pytest.raises(UsageError) as found, acting(desk.one.actor):
        receiving(desk)
    assert found.value.code == "custody-empty"
    with acting(desk.one.actor):
        assert not Item.objects.exists()
        assert not SealedRecord.objects.exists()
    assert everything() == before


def test_another_organisation_sees_and_does_nothing(desk: Desk) -> None:
    item, stranger = desk.text(), desk.stranger
    with acting(stranger.actor):
        assert not Item.objects.exists()
        with pytest.raises(Item.DoesNotExist):
            queries.item_of(stranger.actor, item.id)
        with pytest.raises(Refused):
            queries.items_of(stranger.actor, desk.place.id)
        for act in (actions.hold, actions.disclose):
            with pytest.raises(Item.DoesNotExist):
                act(stranger.actor, item=item.id, **({"ground": "court"} if act is actions.hold else {"to": "court"}))
        with pytest.raises(Refused):
            actions.receive_text(
                stranger.actor, organisation=desk.place.id, kind="data", label="a", text="x", readers=[stranger.id]
            )


def test_an_auditor_sees_the_log_and_opens_nothing(desk: Desk) -> None:
    item = desk.text()
    with acting(desk.auditor):
        assert queries.item_of(desk.auditor, item.id) == item
        assert [one.act for one in queries.steps_of(item)] == ["received"]
        with pytest.raises(Refused):
            actions.open_item(desk.auditor, item=item.id, key=desk.one.key, purpose=PURPOSE, reason=REASON)


def test_kinds_are_those_of_weighing() -> None:
    assert set(words("kinds")) == {str(one) for one in Kind}
