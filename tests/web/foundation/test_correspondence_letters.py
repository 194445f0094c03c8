"""Letters in both directions: who opens them, who does not, and what is left of them."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from tests.web.made import organisation
from tests.web.made_box import as_holder, box_at, counter, opened_by, received, replied, wrote
from tests.web.made_vault import REASON, holder, lately
from tests.web.recorded import recorded

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, Refused, acting, holding
from tadasu.web.foundation.correspondence import queries
from tadasu.web.foundation.correspondence._receipt import receipt_of
from tadasu.web.foundation.correspondence.access import Visit
from tadasu.web.foundation.correspondence.actions import source, staff
from tadasu.web.foundation.correspondence.actions.entering import enter, entered
from tadasu.web.foundation.correspondence.models import Box, BoxReader, Letter
from tadasu.web.foundation.correspondence.purposes import _PURPOSES as REGISTERED
from tadasu.web.foundation.correspondence.purposes import Purpose, register
from tadasu.web.foundation.vault import _files
from tadasu.web.foundation.vault.actions import (
    DoesNotOpen,
    open_again,
    open_file,
    open_file_outside,
    open_outside,
    open_record,
    remove_reader,
    rotate,
)
from tadasu.web.foundation.vault.models import KeyPair, Opening, Outside, Reader, SealedRecord

pytestmark = pytest.mark.usefixtures("database")

TEXT = "In the invented mill at night. 夜の工場で。"
ANSWER = "Thank you. Which building was it?"


class Scene:
    """A group with two readers and an outsider."""

    def __init__(self) -> None:
        self.place = organisation("civil-society")
        self.reader, self.other = holder(self.place, "documenter"), holder(self.place, "verifier")
        self.counter = counter(self.place, self.reader, self.other)
        self.box = box_at(self.counter)

    def record(self, number: int) -> Letter:
        with acting(self.reader.actor):
            return Letter.objects.get(box=self.box.id, number=number)

    def record_id(self, number: int) -> UUID:
        return self.record(number).record


@pytest.fixture
def scene() -> Iterator[Scene]:
    yield Scene()
    for name in list(_files.names()):
        _files.remove(name)


def test_a_letter_opens_for_its_readers_and_an_answer_for_the_holder_of_the_code_too(scene: Scene) -> None:
    wrote(scene.box, TEXT)
    replied(scene.reader, scene.box, ANSWER)
    for one in (scene.reader, scene.other):
        assert opened_by(one, scene.box) == 2
        with acting(one.actor):
            found = [open_again(one.actor, record=scene.record(n).record, key=one.key) for n in (1, 2)]
        assert found == [TEXT.encode(), ANSWER.encode()]
    with acting(ANONYMOUS):
        visit = entered(enter(scene.box.code))
        assert visit is not None
    with as_holder(scene.box):
        assert open_outside(ANONYMOUS, record=scene.record_id(2), private=visit.private) == ANSWER.encode()


def test_the_code_does_not_open_what_its_holder_wrote_unless_the_purpose_says_so(scene: Scene) -> None:
    wrote(scene.box, TEXT)
    with as_holder(scene.box) as visit, pytest.raises(Refused):
        open_outside(ANONYMOUS, record=scene.record_id(1), private=visit.private)


def test_another_code_opens_nothing_of_this_box(scene: Scene) -> None:
    replied(scene.reader, scene.box, ANSWER)
    another = box_at(scene.counter)
    record = scene.record_id(1)
    with as_holder(another) as visit, pytest.raises(Refused):
        open_outside(ANONYMOUS, record=record, private=visit.private)
    with as_holder(scene.box), pytest.raises(Refused):
        open_outside(ANONYMOUS, record=record, private=another.visit.private)
    forged = Visit(scene.box.visit.box, another.visit.private)
    with as_holder(scene.box), pytest.raises(Refused):
        source.write(forged, text=TEXT)


def test_a_box_for_the_holder_that_was_moved_to_another_record_opens_nothing(scene: Scene) -> None:
    replied(scene.reader, scene.box, ANSWER)
    replied(scene.reader, scene.box, "A second one.")
    with acting(scene.reader.actor):
        one, two = (Outside.objects.get(record=scene.record(n).record) for n in (1, 2))
        Outside.objects.filter(id=one.id).update(box=two.box)
    with as_holder(scene.box) as visit, pytest.raises(DoesNotOpen):
        open_outside(ANONYMOUS, record=scene.record_id(1), private=visit.private)


def test_what_is_sealed_anew_for_the_readers_stays_open_to_the_holder(scene: Scene) -> None:
    replied(scene.reader, scene.box, ANSWER)
    record = scene.record_id(1)
    one = scene.reader
    with acting(one.actor):
        rotate(one.actor, record=record, key=one.key)
        remove_reader(one.actor, record=record, user=scene.other.id, key=one.key)
    with as_holder(scene.box) as visit:
        assert open_outside(ANONYMOUS, record=record, private=visit.private) == ANSWER.encode()


def test_files_go_both_ways_and_stay_open_to_the_holder_when_sealed_anew(scene: Scene) -> None:
    one, content = scene.reader, b"invented " * 30_000
    with as_holder(scene.box) as visit, received(content) as came:
        source.send_file(visit, received=came)
    with acting(one.actor), received(content[::-1], "answer.pdf") as came:
        staff.send_file(one.actor, box=scene.box.id, received=came)
    first, second = scene.record_id(1), scene.record_id(2)
    with acting(one.actor):
        rotate(one.actor, record=second, key=one.key)
        file = open_file(one.actor, record=first, key=one.key, purpose="answer", reason=REASON)
        assert b"".join(file.pieces) == content
    with as_holder(scene.box) as visit:
        back = open_file_outside(ANONYMOUS, record=second, private=visit.private)
        assert (back.name, back.size, b"".join(back.pieces)) == ("answer.pdf", len(content), content[::-1])
        with pytest.raises(Refused):
            open_file_outside(ANONYMOUS, record=first, private=visit.private)


def test_another_organisations_reader_sees_nothing_of_it(scene: Scene) -> None:
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


def test_a_colleague_who_was_not_named_sees_that_there_is_a_box_and_opens_nothing(scene: Scene) -> None:
    wrote(scene.box, TEXT)
    colleague = holder(scene.place, "documenter")
    with acting(colleague.actor):
        assert queries.boxes_of(colleague.actor) == []
        with pytest.raises(Refused):
            staff.open_letters(colleague.actor, box=scene.box.id, key=colleague.key, purpose="answer", reason=REASON)


def test_nobody_without_the_code_sees_a_row_of_it(scene: Scene) -> None:
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


def test_the_holder_adds_no_letter_in_the_name_of_the_organisation(scene: Scene) -> None:
    with as_holder(scene.box), pytest.raises(Exception, match="row-level security"), transaction.atomic():
        Letter.objects.create(
            box_id=scene.box.id,
            organisation=scene.place,
            number=9,
            from_source=False,
            sort="letter",
            record=uuid4(),
        )


def test_a_letter_is_changed_by_nobody(scene: Scene) -> None:
    wrote(scene.box, TEXT)
    with acting(scene.reader.actor), pytest.raises(Exception, match="permission denied"), transaction.atomic():
        Letter.objects.update(number=7)


def test_the_box_says_nothing_about_its_holder_and_of_the_day_only_the_month(scene: Scene) -> None:
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


def test_of_what_the_holder_does_nothing_is_in_the_record_of_acts(scene: Scene) -> None:
    before = len(recorded(organisation=scene.place.id))
    wrote(scene.box, TEXT)
    with as_holder(scene.box) as visit, received(b"invented") as came:
        source.send_file(visit, received=came)
    with acting(ANONYMOUS):
        enter(scene.box.code)
    with as_holder(scene.box) as visit:
        source.withdraw(visit)
    assert len(recorded(organisation=scene.place.id)) == before


def test_what_readers_do_is_in_the_record_of_acts_by_ids_only(scene: Scene) -> None:
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


def test_opening_asks_for_a_reason_once_for_all_and_logs_each_letter(scene: Scene) -> None:
    wrote(scene.box, TEXT)
    wrote(scene.box, "More of it.")
    one = scene.reader
    with acting(one.actor):
        assert open_again(one.actor, record=scene.record(1).record, key=one.key) is None
        with pytest.raises(UsageError) as refused:
            staff.open_letters(one.actor, box=scene.box.id, key=one.key, purpose="answer", reason="x")
        assert refused.value.code == "vault-reason"
    assert opened_by(one, scene.box) == 2
    with acting(one.actor):
        assert Opening.objects.filter(user=one.user).count() == 2
        assert open_again(one.actor, record=scene.record(1).record, key=one.key) == TEXT.encode()
        assert Opening.objects.filter(user=one.user).count() == 2
        assert open_again(scene.other.actor, record=scene.record(1).record, key=scene.other.key) is None


def test_new_letters_wait_for_each_reader_until_they_open_them(scene: Scene) -> None:
    for one in (scene.reader, scene.other):
        with acting(one.actor):
            assert len(queries.waiting_boxes(one.actor, most=9)) == 0
    wrote(scene.box, TEXT)
    wrote(scene.box, "More of it.")
    opened_by(scene.reader, scene.box)
    replied(scene.reader, scene.box, ANSWER)
    with acting(scene.reader.actor):
        assert len(queries.waiting_boxes(scene.reader.actor, most=9)) == 0
        assert [line.fresh for line in queries.boxes_of(scene.reader.actor)] == [0]
    with acting(scene.other.actor):
        assert len(queries.waiting_boxes(scene.other.actor, most=9)) == 1
        assert [line.fresh for line in queries.boxes_of(scene.other.actor)] == [2]


def test_a_question_waits_until_it_is_answered_and_only_a_question_is(scene: Scene) -> None:
    asked = replied(scene.reader, scene.box, ANSWER, question=True)
    told = replied(scene.reader, scene.box, "We go on.")
    with acting(scene.reader.actor):
        assert queries.open_questions(queries.letters_of(scene.box.visit.box)) == [asked]
    with pytest.raises(UsageError) as refused:
        wrote(scene.box, TEXT, answers=told)
    assert refused.value.code == "box-no-question"
    wrote(scene.box, TEXT, answers=asked)
    with acting(scene.reader.actor):
        assert queries.open_questions(queries.letters_of(scene.box.visit.box)) == []


def test_a_colleague_who_is_added_reads_what_is_there_and_what_comes(scene: Scene) -> None:
    wrote(scene.box, TEXT)
    replied(scene.reader, scene.box, ANSWER)
    colleague = holder(scene.place, "editor")
    with acting(scene.reader.actor):
        shut = staff.add_reader(scene.reader.actor, box=scene.box.id, user=colleague.id, key=scene.reader.key)
    assert shut == 0
    wrote(scene.box, "What comes.")
    assert opened_by(colleague, scene.box) == 3
    with as_holder(scene.box) as visit:
        assert open_outside(ANONYMOUS, record=scene.record_id(2), private=visit.private) == ANSWER.encode()


@pytest.mark.parametrize("written", [True, False])
def test_nobody_of_another_organisation_is_added(scene: Scene, written: bool) -> None:
    if written:
        wrote(scene.box, TEXT)
    stranger = holder(organisation(), "documenter")
    with acting(scene.reader.actor), pytest.raises(UsageError) as refused:
        staff.add_reader(scene.reader.actor, box=scene.box.id, user=stranger.id, key=scene.reader.key)
    assert refused.value.code == "vault-reader-elsewhere"


def test_who_left_or_lost_their_keys_gets_nothing_that_comes(scene: Scene) -> None:
    with acting(scene.other.actor):
        KeyPair.objects.filter(user=scene.other.id).update(until="2026-01-01T00:00:00Z")
    wrote(scene.box, TEXT)
    with acting(scene.reader.actor):
        readers = Reader.objects.filter(record=scene.record(1).record)
        assert [one.user_id for one in readers] == [scene.reader.id]


def test_when_nobody_could_read_nothing_is_taken(scene: Scene) -> None:
    for one in (scene.reader, scene.other):
        with acting(one.actor):
            KeyPair.objects.filter(user=one.id).update(until="2026-01-01T00:00:00Z")
    for act in (lambda: wrote(scene.box, TEXT), lambda: box_at(scene.counter)):
        with pytest.raises(UsageError) as refused:
            act()
        assert refused.value.code == "box-nobody-reads"


def test_in_a_closed_box_nobody_writes_and_its_holder_still_reads(scene: Scene) -> None:
    replied(scene.reader, scene.box, ANSWER)
    with acting(scene.reader.actor):
        staff.close(scene.reader.actor, box=scene.box.id)
    for act in (lambda: wrote(scene.box, TEXT), lambda: replied(scene.reader, scene.box, TEXT)):
        with pytest.raises(UsageError) as refused:
            act()
        assert refused.value.code == "box-closed"
    with as_holder(scene.box) as visit:
        assert open_outside(ANONYMOUS, record=scene.record_id(1), private=visit.private) == ANSWER.encode()


def test_an_empty_or_too_long_letter_is_refused(scene: Scene) -> None:
    for text, code in (("  \r\n ", "box-empty"), ("x" * 20_001, "box-too-long")):
        with pytest.raises(UsageError) as refused:
            wrote(scene.box, text)
        assert refused.value.code == code


TWO = Purpose(
    key="test.two",
    kinds=frozenset({"civil-society"}),
    roles=frozenset({"documenter", "verifier"}),
    names={"en": "Two"},
    readers={"en": "Two people together."},
    states={"received": {"en": "Here."}},
    needs_two=True,
    reads_back=True,
)


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(REGISTERED, TWO.key, TWO)


@pytest.mark.usefixtures("two")
def test_what_two_open_together_opens_for_nobody_alone_but_for_the_holder_who_wrote_it(scene: Scene) -> None:
    box = box_at(counter(scene.place, scene.reader, scene.other, purpose="test.two"))
    wrote(box, TEXT)
    replied(scene.reader, box, ANSWER)
    with pytest.raises(UsageError) as refused:
        opened_by(scene.reader, box)
    assert refused.value.code == "vault-needs-second"
    with acting(scene.reader.actor):
        records = list(Letter.objects.filter(box=box.id).order_by("number").values_list("record", flat=True))
    with as_holder(box) as visit:
        found = [open_outside(ANONYMOUS, record=one, private=visit.private) for one in records]
    assert found == [TEXT.encode(), ANSWER.encode()], "this purpose lets the holder read their own letters again"
    from tests.web.made_vault import released

    released(scene.reader, scene.other, records[0])
    assert opened_by(scene.reader, box) == 1
    with acting(scene.reader.actor):
        found_again = open_again(scene.reader.actor, record=records[0], key=scene.reader.key)
    assert found_again == TEXT.encode()


def test_a_purpose_is_registered_once_and_has_a_state() -> None:
    with pytest.raises(ValueError, match="general"):
        register(REGISTERED["general"])
    with pytest.raises(ValueError, match="stateless"):
        register(Purpose(key="stateless", kinds=frozenset(), roles=frozenset(), names={}, readers={}, states={}))


def test_what_the_code_gives_is_not_what_is_kept(scene: Scene) -> None:
    receipt = receipt_of(scene.box.code)
    with acting(scene.reader.actor):
        row = Box.objects.get(id=scene.box.id)
    assert (row.digest, bytes(row.public or b"")) == (receipt.digest, receipt.public)
    assert receipt.private.hex() not in {row.digest, bytes(row.public or b"").hex()}
    assert repr(receipt.private) not in repr(receipt)
    assert scene.box.code not in repr(scene.box.visit)


def test_a_box_that_ended_has_no_key_and_the_database_holds_to_it(scene: Scene) -> None:
    with acting(scene.reader.actor), pytest.raises(IntegrityError), transaction.atomic():
        Box.objects.filter(id=scene.box.id).update(ended="time")


def test_a_reader_who_opened_may_open_again_by_themselves_only_and_not_a_removed_one(scene: Scene) -> None:
    wrote(scene.box, TEXT)
    opened_by(scene.other, scene.box)
    record = scene.record_id(1)
    with acting(scene.reader.actor):
        remove_reader(scene.reader.actor, record=record, user=scene.other.id, key=scene.reader.key)
    with acting(scene.other.actor), pytest.raises(Refused):
        open_again(lately(scene.other.user), record=record, key=scene.other.key)
    with acting(scene.reader.actor):
        assert (
            open_record(
                scene.reader.actor, record=record, key=scene.reader.key, purpose="answer", reason=REASON
            ).content
            == TEXT.encode()
        )


def test_the_day_of_a_letter_is_kept_and_no_hour(scene: Scene) -> None:
    wrote(scene.box, TEXT)
    assert type(scene.record(1).day) is date
