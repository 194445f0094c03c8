"""What is kept of a box and of what is done with it: which rows whom are shown, and what stands in none."""

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from tests.web.made import organisation
from tests.web.made_box import ANSWER, TEXT, TwoReaders, as_holder, opened_by, received, replied, wrote
from tests.web.made_vault import REASON, holder
from tests.web.recorded import recorded

from tadasu.web.foundation.access import ANONYMOUS, Refused, acting, holding
from tadasu.web.foundation.correspondence import queries
from tadasu.web.foundation.correspondence._receipt import receipt_of
from tadasu.web.foundation.correspondence.actions import source, staff
from tadasu.web.foundation.correspondence.actions.entering import enter
from tadasu.web.foundation.correspondence.models import Box, BoxReader, Letter
from tadasu.web.foundation.vault import _files
from tadasu.web.foundation.vault.models import Outside, SealedRecord

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def scene() -> Iterator[TwoReaders]:
    yield TwoReaders()
    for name in list(_files.names()):
        _files.remove(name)


def test_another_organisations_reader_sees_nothing_of_it(scene: TwoReaders) -> None:
    wrote(scene.box, TEXT)
    stranger = holder(organisation(), "documenter", "organiser", "auditor")
    with acting(stranger.actor):
        for model in (Box, BoxReader, Letter, Outside, SealedRecord):
            assert not model.objects.exists()
        assert queries.boxes_of(stranger.actor) == []
        with pytest.raises(Refused):
            staff.close(stranger.actor, box=scene.box.id)
        with pytest.raises(Refused):
            staff.reply(stranger.actor, box=scene.box.id, text="x")


def test_a_colleague_who_was_not_named_sees_that_there_is_a_box_and_opens_nothing(scene: TwoReaders) -> None:
    wrote(scene.box, TEXT)
    colleague = holder(scene.place, "documenter")
    with acting(colleague.actor):
        assert queries.boxes_of(colleague.actor) == []
        with pytest.raises(Refused):
            staff.open_letters(colleague.actor, box=scene.box.id, key=colleague.key, purpose="answer", reason=REASON)


def test_nobody_without_the_code_sees_a_row_of_it(scene: TwoReaders) -> None:
    wrote(scene.box, TEXT)
    replied(scene.reader, scene.box, ANSWER)
    with acting(ANONYMOUS):
        for model in (Box, BoxReader, Letter, Outside, SealedRecord):
            assert not model.objects.exists()
        with holding("0" * 64):
            assert not Box.objects.exists()
    with as_holder(scene.box):
        assert Box.objects.count() == 1
        assert Letter.objects.count() == 2
        assert SealedRecord.objects.count() == 1, "their own letter is not theirs to see, its answer is"


def test_the_holder_adds_no_letter_in_the_name_of_the_organisation(scene: TwoReaders) -> None:
    with as_holder(scene.box), pytest.raises(Exception, match="row-level security"), transaction.atomic():
        Letter.objects.create(
            box_id=scene.box.id,
            organisation=scene.place,
            number=9,
            from_source=False,
            sort="letter",
            record=uuid4(),
        )


def test_a_letter_is_changed_by_nobody(scene: TwoReaders) -> None:
    wrote(scene.box, TEXT)
    with acting(scene.reader.actor), pytest.raises(Exception, match="permission denied"), transaction.atomic():
        Letter.objects.update(number=7)


def test_the_box_says_nothing_about_its_holder_and_of_the_day_only_the_month(scene: TwoReaders) -> None:
    wrote(scene.box, TEXT)
    with acting(scene.reader.actor), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM correspondence_box WHERE id = %s", [scene.box.id])
        columns = [one.name for one in cursor.description or ()]
        row = dict(zip(columns, cursor.fetchone(), strict=True))
    assert sorted(columns) == [
        "closed",
        "counter_id",
        "digest",
        "ended",
        "ends_on",
        "id",
        "letters",
        "month",
        "organisation_id",
        "public",
        "purpose",
        "state",
    ]
    assert (row["month"].day, row["ends_on"].day) == (1, 1)


def test_of_what_the_holder_does_nothing_is_in_the_record_of_acts(scene: TwoReaders) -> None:
    before = len(recorded(organisation=scene.place.id))
    wrote(scene.box, TEXT)
    with as_holder(scene.box) as visit, received(b"invented") as came:
        source.send_file(visit, received=came)
    with acting(ANONYMOUS):
        enter(scene.box.code)
    with as_holder(scene.box) as visit:
        source.withdraw(visit)
    assert len(recorded(organisation=scene.place.id)) == before


def test_what_readers_do_is_in_the_record_of_acts_by_ids_only(scene: TwoReaders) -> None:
    wrote(scene.box, TEXT)
    opened_by(scene.reader, scene.box)
    replied(scene.reader, scene.box, ANSWER)
    with acting(scene.reader.actor):
        staff.set_state(scene.reader.actor, box=scene.box.id, state="asked")
        staff.close(scene.reader.actor, box=scene.box.id)
    said = [one for one in recorded(organisation=scene.place.id) if one.subject == "correspondence.box"]
    assert sorted(one.act for one in said) == [
        "correspondence.close",
        "correspondence.read",
        "correspondence.set-state",
        "correspondence.write",
    ]
    assert {one.subject_id for one in said} == {scene.box.id}
    texts = [one.text for one in said if hasattr(one, "text")]
    assert [one.reason for one in texts] == [""] * len(texts)
    assert {key for one in texts for key in one.detail} == {"letter", "state"}


def test_what_the_code_gives_is_not_what_is_kept(scene: TwoReaders) -> None:
    receipt = receipt_of(scene.box.code)
    with acting(scene.reader.actor):
        row = Box.objects.get(id=scene.box.id)
    assert (row.digest, bytes(row.public or b"")) == (receipt.digest, receipt.public)
    assert receipt.private.hex() not in {row.digest, bytes(row.public or b"").hex()}
    assert repr(receipt.private) not in repr(receipt)
    assert scene.box.code not in repr(scene.box.visit)


def test_a_box_that_ended_has_no_key_and_the_database_holds_to_it(scene: TwoReaders) -> None:
    with acting(scene.reader.actor), pytest.raises(IntegrityError), transaction.atomic():
        Box.objects.filter(id=scene.box.id).update(ended="time")


def test_the_day_of_a_letter_is_kept_and_no_hour(scene: TwoReaders) -> None:
    wrote(scene.box, TEXT)
    assert type(scene.record(1).day) is date
