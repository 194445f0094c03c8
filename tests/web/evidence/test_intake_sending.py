"""A report is sealed to the readers of its box, once; a later one stands beside it; readers open it with a reason."""

import json
from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.web.foundation.vault_browser import text, unlocking_browser
from tests.web.made import organisation
from tests.web.made_box import as_holder, box_at, browser, counter, opened_by, received, wrote
from tests.web.made_intake import OWN, Desk, address, filled, on, opened, permitted, pressed, reported
from tests.web.made_vault import holder
from tests.web.recorded import recorded

from tadasu.schema import Issue, UsageError
from tadasu.web.evidence.custody.actions import check_item, open_item
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.custody.queries import items_of, steps_of
from tadasu.web.evidence.intake import documents
from tadasu.web.evidence.intake.actions import sending
from tadasu.web.evidence.intake.actions.drafting import draft_of
from tadasu.web.evidence.intake.actions.opening import open_report
from tadasu.web.evidence.intake.actions.sending import send
from tadasu.web.evidence.intake.documents import Report, read, schema_of, written
from tadasu.web.evidence.intake.questions import DATA, form
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.correspondence import queries as boxes
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions import source, staff
from tadasu.web.foundation.correspondence.models import Letter
from tadasu.web.foundation.vault.models import Outside, Reader, SealedRecord

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk()
    FLOODS.forget()


def letters(desk: Desk) -> list[Letter]:
    with acting(desk.reader.actor):
        return list(Letter.objects.filter(box=desk.box.id).order_by("number"))


def test_a_report_opens_for_the_readers_of_its_box_and_for_nobody_else(desk: Desk) -> None:
    reported(desk.box, known=("lived",))
    found = opened(desk.reader, desk.box)
    assert (found.number, found.words("own-words"), found.issues) == (1, OWN, (Issue.FORCED_LABOUR,))
    stranger = holder(organisation("civil-society"), "documenter")
    for one in (desk.colleague, stranger):
        with pytest.raises(Refused):
            opened(one, desk.box)
    (letter,) = letters(desk)
    with acting(desk.reader.actor):
        record = SealedRecord.objects.get(id=letter.record)
        assert (record.kind, record.about) == ("evidence.report", desk.box.id)
        assert [one.user_id for one in Reader.objects.filter(record=record)] == [desk.reader.id]
        assert not Outside.objects.exists(), "the code does not open what was sent"


def test_it_comes_among_the_letters_and_a_colleague_who_is_added_reads_it_too(desk: Desk) -> None:
    reported(desk.box)
    with acting(desk.reader.actor):
        (line,) = boxes.boxes_of(desk.reader.actor)
        assert line.fresh == 1
    office = unlocking_browser(desk.reader.user)
    page = office.get(reverse("correspondence-read", args=[desk.box.id])).content.decode()
    assert "Report from the holder" in page
    assert reverse("intake-report", args=[desk.box.id]) in page
    assert "Open the letters" not in page, "there is none"
    with acting(desk.reader.actor):
        shut = staff.add_reader(desk.reader.actor, box=desk.box.id, user=desk.colleague.id, key=desk.reader.key)
    assert shut == 0
    assert opened(desk.colleague, desk.box).words("own-words") == OWN


def test_letters_are_opened_apart_from_reports(desk: Desk) -> None:
    reported(desk.box)
    assert opened_by(desk.reader, desk.box) == 0
    with as_holder(desk.box) as visit:
        source.write(visit, text="And a letter.")
    assert opened_by(desk.reader, desk.box) == 1


def test_sent_twice_it_is_one(desk: Desk) -> None:
    client = browser(desk.box)
    on(client, "review", own_words=OWN)
    for _ in range(2):
        assert pressed(client, "send").redirect_chain[-1][0] == "/box/"
    assert [one.sort for one in letters(desk)] == ["form"]


def test_what_breaks_off_while_it_is_sent_leaves_the_draft_and_the_next_try_sends_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(desk.box, own_words=OWN, issues=("land",))
    filled(desk.box, "permissions", permissions=("authority",))

    def breaks(*_: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(sending, "note", breaks)
        with pytest.raises(RuntimeError), as_holder(desk.box) as visit:
            send(visit, language="en")
    assert letters(desk) == []
    assert permitted(desk.reader, desk.box) == set()
    with as_holder(desk.box) as visit:
        assert draft_of(visit) is not None
        assert send(visit, language="en")
        assert not send(visit, language="en")
    assert len(letters(desk)) == 1
    assert permitted(desk.reader, desk.box) == {"authority"}


def test_where_nothing_is_answered_nothing_is_sent(desk: Desk) -> None:
    client = browser(desk.box)
    on(client, "review")
    answer = on(client, "send")
    assert answer.status_code == 400
    assert "there is nothing to send" in text(answer)
    assert letters(desk) == []


def test_a_later_report_stands_beside_the_first(desk: Desk) -> None:
    reported(desk.box)
    reported(desk.box, own_words="It was in building four.")
    assert opened(desk.reader, desk.box).words("own-words") == "It was in building four."
    assert opened(desk.reader, desk.box, 1).words("own-words") == OWN
    with pytest.raises(UsageError) as refused:
        opened(desk.reader, desk.box, 3)
    assert refused.value.code == "intake-no-report"


def test_as_many_come_in_as_letters_may(desk: Desk) -> None:
    for _ in range(30):
        reported(desk.box)
    filled(desk.box, own_words=OWN)
    client = browser(desk.box)
    on(client, "review")
    answer = on(client, "send")
    assert answer.status_code == 400
    assert "as many letters in this box as may be" in text(answer)
    with as_holder(desk.box) as visit:
        assert draft_of(visit) is not None, "nothing is lost"


def test_opening_is_recorded_by_ids_and_logged_with_a_reason(desk: Desk) -> None:
    reported(desk.box)
    opened(desk.reader, desk.box)
    said = [one for one in recorded(organisation=desk.place.id) if one.act in ("intake.open", "vault.open")]
    assert [one.act for one in said] == ["vault.open", "intake.open"]
    assert said[1].subject_id == desk.box.id
    with acting(desk.reader.actor), pytest.raises(UsageError) as refused:
        open_report(desk.reader.actor, report=desk.box.id, key=desk.reader.key, purpose="verify", reason="x")
    assert refused.value.code == "vault-reason"


def test_what_is_taken_back_opens_for_nobody_and_is_shown_as_that(desk: Desk) -> None:
    reported(desk.box, permissions=("publication",))
    with as_holder(desk.box) as visit:
        source.withdraw(visit)
    with pytest.raises((Refused, UsageError)):
        opened(desk.reader, desk.box)
    assert permitted(desk.reader, desk.box) == set()
    office = unlocking_browser(desk.reader.user)
    assert "Taken back by its holder" in text(office.get(reverse("intake-reports")))
    page = text(office.get(reverse("intake-report", args=[desk.box.id])))
    assert "Do not use what you read in it" in page


def test_the_indicators_and_elements_are_those_answered_with_yes(desk: Desk) -> None:
    filled(desk.box, "leaving", isolation="yes", restriction_of_movement="no", retention_of_documents="unsure")
    filled(desk.box, "state", state_imposed="yes")
    reported(desk.box)
    found = opened(desk.reader, desk.box)
    assert (found.indicators, found.elements) == (("isolation",), ("state-imposed",))


def test_the_schema_that_is_kept_is_that_of_the_form() -> None:
    kept = json.loads((DATA / f"report-{documents.VERSION}.schema.json").read_text(encoding="utf-8"))
    assert kept == schema_of(form(), documents.VERSION), "a form that changes needs a new version"


@pytest.mark.parametrize(
    "content",
    [
        b"no document",
        b"[]",
        b'{"version": 1}',
        b'{"version": 2, "number": 1, "language": "en", "answers": {}}',
        b'{"version": true, "number": 1, "language": "en", "answers": {}}',
        b'{"version": 1, "number": 1, "language": "en", "answers": {"name": "x"}}',
        b'{"version": 1, "number": 1, "language": "en", "answers": {"known": ["flew"]}}',
        b'{"version": "../../x", "number": 1, "language": "en", "answers": {}}',
    ],
)
def test_a_document_that_is_not_as_its_schema_says_is_refused(content: bytes) -> None:
    with pytest.raises(UsageError) as refused:
        read(content)
    assert refused.value.code == "intake-document"


def test_the_length_of_what_is_sealed_does_not_tell_how_much_was_answered(desk: Desk) -> None:
    lengths = set()
    for words in ("No.", "In words. " * 300):
        box = box_at(desk.counter)
        reported(box, own_words=words)
        with acting(desk.reader.actor):
            record = SealedRecord.objects.get(id=Letter.objects.get(box=box.id).record)
            lengths.add(len(bytes(record.content or b"")))
    assert len(lengths) == 1


def test_a_document_is_read_as_it_was_written() -> None:
    report = Report(number=3, language="ja", answers={"own-words": "夜\u202e\x07\n", "known": ("lived", "saw")})
    assert read(written(report)) == report


def test_nothing_of_a_report_is_in_what_python_shows_of_it() -> None:
    report = Report(number=1, language="en", answers={"own-words": OWN})
    assert OWN not in repr(report)


def test_the_address_of_a_report_that_is_not_there_is_not_told_from_one_that_is_not_ours(desk: Desk) -> None:
    from uuid import uuid4

    reported(desk.box)
    office = unlocking_browser(desk.colleague.user)
    statuses = [office.get(reverse("intake-report", args=[one])).status_code for one in (desk.box.id, uuid4())]
    assert statuses == [403, 403]
    other = box_at(desk.counter)
    assert browser(other).get(address()).status_code == 200


def test_what_is_sent_is_in_custody_from_that_moment_and_nothing_of_it_in_the_record_of_acts(desk: Desk) -> None:
    before = len(recorded(organisation=desk.place.id))
    reported(desk.box)
    reported(desk.box)
    assert len(recorded(organisation=desk.place.id)) == before
    key, me = desk.reader.key, desk.reader.actor
    with acting(me):
        second, first = sorted(items_of(me, desk.place.id), key=lambda one: one.label, reverse=True)
        assert (first.kind, first.origin_of) == ("testimony", desk.box.id)
        assert first.label.endswith(" 1")
        assert second.label.endswith(" 2")
        assert first.record == letters(desk)[0].record
        assert [(one.act, one.user_id) for one in steps_of(first)] == [("received", None)]
        assert not check_item(
            me, item=first.id, key=key, purpose="verify", reason="Is it as it came (invented)?"
        ).faults
    page = unlocking_browser(desk.reader.user).get(reverse("intake-report", args=[desk.box.id])).content.decode()
    assert reverse("custody-one", args=[first.id]) in page


def test_the_first_page_leads_readers_of_reports_to_them_and_nobody_else(desk: Desk) -> None:
    letters_only = holder(desk.place, "documenter")
    counter(desk.place, letters_only)
    for one, leads in ((desk.reader, True), (desk.colleague, False), (letters_only, False)):
        page = unlocking_browser(one.user).get("/").content.decode()
        assert (f'href="{reverse("intake-reports")}"' in page) is leads


def test_colleagues_see_that_a_report_came_and_on_which_day_and_nothing_that_it_says(desk: Desk) -> None:
    reported(desk.box)
    me = desk.colleague.actor
    with acting(me):
        (item,) = items_of(me, desk.place.id)
        (step,) = steps_of(item)
        assert (item.label, item.month.day) == (f"{desk.box.id.hex[:8]} 1", 1)
        assert step.day == timezone.localdate()
        assert not Reader.objects.filter(record=item.record, user=desk.colleague.id).exists()
    office = unlocking_browser(desk.colleague.user)
    page = office.get(reverse("custody-one", args=[item.id]))
    assert page.status_code == 200
    assert OWN not in page.content.decode()
    with pytest.raises(Refused):
        opened(desk.colleague, desk.box)
    stranger = holder(organisation("civil-society"), "documenter")
    with acting(stranger.actor):
        assert not Item.objects.exists()


def test_a_file_of_the_box_is_an_item_at_once_and_a_letter_is_not(desk: Desk) -> None:
    before = len(recorded(organisation=desk.place.id))
    picture = b"\xff\xd8 invented picture " * 500
    wrote(desk.box, "I send a picture.")
    for _ in range(2):  # the same button pressed twice
        with as_holder(desk.box) as visit, received(picture, "門 \u202e gpj.exe") as came:
            source.send_file(visit, received=came, once="a" * 32)
    assert len(recorded(organisation=desk.place.id)) == before
    me = desk.reader.actor
    with acting(me):
        (item,) = items_of(me, desk.place.id)
        assert (item.kind, item.label, item.origin_of) == ("document", f"{desk.box.id.hex[:8]} / 2", desk.box.id)
        assert item.record == letters(desk)[1].record
        checked = check_item(me, item=item.id, key=desk.reader.key, purpose="verify", reason="As it came (invented)?")
        assert not checked.faults
    with as_holder(desk.box) as visit:
        source.withdraw(visit)
    with acting(me), pytest.raises(Refused):
        open_item(me, item=item.id, key=desk.reader.key, purpose="verify", reason="Taken back (invented)?")
