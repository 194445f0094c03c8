"""Letters in both directions: who opens them, who does not, and what readers do with a box."""

from collections.abc import Iterator

import pytest
from tests.web.made import organisation
from tests.web.made_box import ANSWER, TEXT, TwoReaders, as_holder, box_at, counter, opened_by, received, replied, wrote
from tests.web.made_vault import REASON, holder, lately

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, Refused, acting
from tadasu.web.foundation.correspondence import queries
from tadasu.web.foundation.correspondence.access import Visit
from tadasu.web.foundation.correspondence.actions import source, staff
from tadasu.web.foundation.correspondence.actions.entering import enter, entered
from tadasu.web.foundation.correspondence.models import Letter
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
from tadasu.web.foundation.vault.models import KeyPair, Opening, Outside, Reader

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def scene() -> Iterator[TwoReaders]:
    yield TwoReaders()
    for name in list(_files.names()):
        _files.remove(name)


def test_a_letter_opens_for_its_readers_and_an_answer_for_the_holder_of_the_code_too(scene: TwoReaders) -> None:
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


def test_the_code_does_not_open_what_its_holder_wrote_unless_the_purpose_says_so(scene: TwoReaders) -> None:
    wrote(scene.box, TEXT)
    with as_holder(scene.box) as visit, pytest.raises(Refused):
        open_outside(ANONYMOUS, record=scene.record_id(1), private=visit.private)


def test_another_code_opens_nothing_of_this_box(scene: TwoReaders) -> None:
    replied(scene.reader, scene.box, ANSWER)
    another = box_at(scene.counter)
    record = scene.record_id(1)
    with as_holder(another) as visit, pytest.raises(Refused):
        open_outside(ANONYMOUS, record=record, private=visit.private)
    with as_holder(scene.box), pytest.raises(Refused):
        open_outside(ANONYMOUS, record=record, private=another.visit.private)
    forged = Visit(scene.box.visit.box, another.visit.private, scene.box.visit.key)
    with as_holder(scene.box), pytest.raises(Refused):
        source.write(forged, text=TEXT)


def test_a_box_for_the_holder_that_was_moved_to_another_record_opens_nothing(scene: TwoReaders) -> None:
    replied(scene.reader, scene.box, ANSWER)
    replied(scene.reader, scene.box, "A second one.")
    with acting(scene.reader.actor):
        one, two = (Outside.objects.get(record=scene.record(n).record) for n in (1, 2))
        Outside.objects.filter(id=one.id).update(box=two.box)
    with as_holder(scene.box) as visit, pytest.raises(DoesNotOpen):
        open_outside(ANONYMOUS, record=scene.record_id(1), private=visit.private)


def test_what_is_sealed_anew_for_the_readers_stays_open_to_the_holder(scene: TwoReaders) -> None:
    replied(scene.reader, scene.box, ANSWER)
    record = scene.record_id(1)
    one = scene.reader
    with acting(one.actor):
        rotate(one.actor, record=record, key=one.key)
        remove_reader(one.actor, record=record, user=scene.other.id, key=one.key)
    with as_holder(scene.box) as visit:
        assert open_outside(ANONYMOUS, record=record, private=visit.private) == ANSWER.encode()


def test_files_go_both_ways_and_stay_open_to_the_holder_when_sealed_anew(scene: TwoReaders) -> None:
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


def test_opening_asks_for_a_reason_once_for_all_and_logs_each_letter(scene: TwoReaders) -> None:
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


def test_new_letters_wait_for_each_reader_until_they_open_them(scene: TwoReaders) -> None:
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


def test_a_question_waits_until_it_is_answered_and_only_a_question_is(scene: TwoReaders) -> None:
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


def test_a_colleague_who_is_added_reads_what_is_there_and_what_comes(scene: TwoReaders) -> None:
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
def test_nobody_of_another_organisation_is_added(scene: TwoReaders, written: bool) -> None:
    if written:
        wrote(scene.box, TEXT)
    stranger = holder(organisation(), "documenter")
    with acting(scene.reader.actor), pytest.raises(UsageError) as refused:
        staff.add_reader(scene.reader.actor, box=scene.box.id, user=stranger.id, key=scene.reader.key)
    assert refused.value.code == "vault-reader-elsewhere"


def test_who_left_or_lost_their_keys_gets_nothing_that_comes(scene: TwoReaders) -> None:
    with acting(scene.other.actor):
        KeyPair.objects.filter(user=scene.other.id).update(until="2026-01-01T00:00:00Z")
    wrote(scene.box, TEXT)
    with acting(scene.reader.actor):
        readers = Reader.objects.filter(record=scene.record(1).record)
        assert [one.user_id for one in readers] == [scene.reader.id]


def test_when_nobody_could_read_nothing_is_taken(scene: TwoReaders) -> None:
    for one in (scene.reader, scene.other):
        with acting(one.actor):
            KeyPair.objects.filter(user=one.id).update(until="2026-01-01T00:00:00Z")
    for act in (lambda: wrote(scene.box, TEXT), lambda: box_at(scene.counter)):
        with pytest.raises(UsageError) as refused:
            act()
        assert refused.value.code == "box-nobody-reads"


def test_in_a_closed_box_nobody_writes_and_its_holder_still_reads(scene: TwoReaders) -> None:
    replied(scene.reader, scene.box, ANSWER)
    with acting(scene.reader.actor):
        staff.close(scene.reader.actor, box=scene.box.id)
    for act in (lambda: wrote(scene.box, TEXT), lambda: replied(scene.reader, scene.box, TEXT)):
        with pytest.raises(UsageError) as refused:
            act()
        assert refused.value.code == "box-closed"
    with as_holder(scene.box) as visit:
        assert open_outside(ANONYMOUS, record=scene.record_id(1), private=visit.private) == ANSWER.encode()


def test_an_empty_or_too_long_letter_is_refused(scene: TwoReaders) -> None:
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
def test_what_two_open_together_opens_for_nobody_alone_but_for_the_holder_who_wrote_it(scene: TwoReaders) -> None:
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


def test_a_reader_who_opened_may_open_again_by_themselves_only_and_not_a_removed_one(scene: TwoReaders) -> None:
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
