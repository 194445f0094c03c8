"""Two people tell; what is told stays as it was released; what is not told has a reason and a day; its words are its own."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from tests.web.made_box import as_holder, counter, wrote
from tests.web.made_hearing import CHECKED, WEDNESDAY, WHY, WORDS, Desk, on, said, visited
from tests.web.made_inquiry import HELD
from tests.web.made_vault import lately, opened

from tadasu.schema import UsageError
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.hearing import actions, queries
from tadasu.web.evidence.hearing.models import DROPPED, NOT_TOLD, PREPARED, RELEASED, SENT, Notice
from tadasu.web.evidence.verification import actions as verification
from tadasu.web.evidence.verification._about import About
from tadasu.web.evidence.verification.models import Inquiry
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions import source
from tadasu.web.foundation.correspondence.models import Box, Letter
from tadasu.web.foundation.findings.beside import beside_of
from tadasu.web.foundation.procedure.actions import make_move
from tadasu.web.foundation.procedure.models import Run

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk()
    FLOODS.forget()


def test_whoever_prepared_a_notice_does_not_release_it(desk: Desk) -> None:
    notice = desk.prepared(desk.whole())
    with acting(desk.verifier.actor), pytest.raises(Refused):
        actions.release(lately(desk.verifier.user), notice=notice.id, confirmed=CHECKED)
    assert desk.released(notice).state == RELEASED


@pytest.mark.parametrize("confirmed", [frozenset(), CHECKED - {"agreed"}, CHECKED | {"more"}])
def test_neither_person_goes_on_without_the_whole_checklist(desk: Desk, confirmed: frozenset[str]) -> None:
    inquiry = desk.whole()
    with pytest.raises(UsageError, match="hearing-checklist"):
        desk.prepared(inquiry, confirmed=confirmed)
    notice = desk.prepared(inquiry)
    with acting(desk.second.actor), pytest.raises(UsageError, match="hearing-checklist"):
        actions.release(lately(desk.second.user), notice=notice.id, confirmed=confirmed)
    assert set(notice.confirmed) == CHECKED


@pytest.mark.parametrize(
    "words",
    [
        {"en": "Call 03-1234-5678.", "ja": "電話をください。"},
        {"en": "What happened on 3 May 2026?", "ja": "何がありましたか。"},
        {"en": "Only one language.", "ja": ""},
        {"en": "Hidden \u202eword", "ja": "言葉"},
        {"en": "x" * 2001, "ja": "言葉"},
    ],
)
def test_words_with_a_number_a_day_a_hidden_sign_or_in_one_language_are_refused(
    desk: Desk, words: dict[str, str]
) -> None:
    with pytest.raises(UsageError, match="hearing-words"):
        desk.prepared(desk.whole(), words=words)


def test_no_more_is_told_than_is_claimed_and_only_of_a_company(desk: Desk) -> None:
    inquiry = desk.whole()
    with pytest.raises(UsageError, match="hearing-elements"):
        desk.prepared(inquiry, elements=frozenset({"indicator:violence"}))
    with pytest.raises(UsageError, match="hearing-no-such"):
        desk.prepared(inquiry, time="never")
    with acting(desk.verifier.actor):
        verification.change(
            desk.verifier.actor,
            inquiry=inquiry.id,
            claimed=desk.claimed(about=About(kind="place", place="cn-xj"), elements=("where",)),
            seen=1,
        )
    with pytest.raises(UsageError, match="hearing-no-party"):
        desk.prepared(inquiry)


def test_one_notice_at_a_time_and_what_is_given_up_is_not_sent(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    inquiry = desk.whole()
    notice = desk.released(desk.prepared(inquiry))
    with pytest.raises(UsageError, match="hearing-going-on"):
        desk.prepared(inquiry)
    with acting(desk.verifier.actor):
        assert actions.drop(desk.verifier.actor, notice=notice.id, reason=WHY).state == DROPPED
    on(monkeypatch, WEDNESDAY)
    with pytest.raises(UsageError, match="hearing-state"):
        desk.sent(notice)
    assert desk.prepared(inquiry).number == 2


def test_a_claim_that_changes_after_the_letter_was_read_stops_it(desk: Desk) -> None:
    inquiry = desk.whole()
    notice = desk.prepared(inquiry)
    with acting(desk.verifier.actor):
        verification.change(
            desk.verifier.actor, inquiry=inquiry.id, claimed=desk.claimed(start=date(2025, 3, 1)), seen=1
        )
    with pytest.raises(UsageError, match="hearing-changed"):
        desk.released(notice)


def test_what_is_told_cannot_be_changed_nor_a_row_be_deleted_by_the_server(desk: Desk) -> None:
    notice = desk.prepared(desk.whole())
    for statement in (
        "UPDATE hearing_notice SET words = '{}' WHERE id = %s",
        "UPDATE hearing_notice SET told = '{}' WHERE id = %s",
        "UPDATE hearing_notice SET people = 1 WHERE id = %s",
        "DELETE FROM hearing_notice WHERE id = %s",
    ):
        with acting(desk.verifier.actor), pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement, [notice.id])
    assert desk.now(notice).words == WORDS


def test_a_notice_belongs_where_its_inquiry_does(desk: Desk) -> None:
    inquiry = desk.whole()
    with acting(desk.stranger.actor), pytest.raises(DatabaseError), transaction.atomic():
        Notice.objects.create(
            organisation_id=desk.elsewhere.id,
            inquiry=inquiry.id,
            number=9,
            state=PREPARED,
            prepared_by_id=desk.stranger.id,
        )


def test_nothing_told_has_a_reason_and_a_day_and_counts_as_not_heard(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    inquiry = desk.whole()
    on(monkeypatch, date(2028, 1, 3))
    with acting(desk.verifier.actor):
        for day in (date(2028, 1, 3), date(2027, 1, 1)):
            with pytest.raises(UsageError, match="hearing-review"):
                actions.not_tell(desk.verifier.actor, inquiry=inquiry.id, code="too-few", reason=WHY, review_on=day)
        with pytest.raises(UsageError, match="reason-missing"):
            actions.not_tell(
                desk.verifier.actor, inquiry=inquiry.id, code="too-few", reason=" ", review_on=date(2028, 7, 1)
            )
        made = actions.not_tell(
            desk.verifier.actor, inquiry=inquiry.id, code="too-few", reason=WHY, review_on=date(2028, 7, 1)
        )
    assert made.state == NOT_TOLD
    assert desk.inquiry(made).heard == "not-safe-to-ask"
    with acting(desk.verifier.actor):
        (beside,) = beside_of(desk.verifier.actor, f"inquiry:{inquiry.id}:1")
        assert list(beside.lines) == [
            "not told, with a reason",
            "Too few people could have told",
            "It is looked at again on 1 July 2028.",
        ]
        assert queries.waiting(desk.verifier.actor, date(2028, 6, 30)) == []
        assert [one.id for one in queries.waiting(desk.verifier.actor, date(2028, 7, 1))] == [made.id]
    assert desk.prepared(inquiry).number == 2
    with acting(desk.verifier.actor):
        assert queries.waiting(desk.verifier.actor, date(2028, 7, 1)) == []


def test_more_time_is_asked_for_and_given_once_by_the_procedure(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    notice, box = desk.asked(monkeypatch)
    said(box, "time", "Our books are at the auditor.")
    with acting(desk.verifier.actor):
        with pytest.raises(UsageError, match="hearing-no-answer"):
            actions.note_answer(desk.verifier.actor, notice=notice.id, reason=WHY)
        before = desk.run(notice).due_on
        actions.lengthen(desk.verifier.actor, notice=notice.id, reason=WHY)
        after = desk.run(notice).due_on
        assert before is not None
        assert after is not None
        assert before < after
        with pytest.raises(UsageError, match="run-no-such-move"):
            actions.lengthen(desk.verifier.actor, notice=notice.id, reason=WHY)
        with pytest.raises(UsageError, match="hearing-time-runs"):
            actions.note_silence(desk.verifier.actor, notice=notice.id, reason=WHY)


def test_the_pages_of_the_procedure_cannot_note_what_did_not_happen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice, box = desk.asked(monkeypatch)
    with acting(desk.verifier.actor):
        for move in ("answer", "silence"):
            with pytest.raises(UsageError, match="run-guard"):
                make_move(desk.verifier.actor, run=desk.run(notice).id, move=move, seen=1, reason=WHY)
    wrote(box, "We answer.")
    with acting(desk.verifier.actor):
        make_move(desk.verifier.actor, run=desk.run(notice).id, move="answer", seen=1, reason=WHY)
        actions.note_answer(desk.verifier.actor, notice=notice.id, reason=WHY)
    assert desk.inquiry(notice).heard == "asked-and-answered"


def test_a_statement_stands_beside_the_finding_in_its_own_words_and_nothing_else_does(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice, box = desk.asked(monkeypatch)
    wrote(box, "A sealed answer.")
    said(box, "correction", "A sealed correction.")
    said(box, "statement", "The first words.")
    said(box, "statement", "We deny it. 事実ではありません。")
    assert [(one.kind, one.text) for one in desk.answers(notice)] == [
        ("answer", ""),
        ("correction", ""),
        ("statement", "The first words."),
        ("statement", "We deny it. 事実ではありません。"),
    ]
    with acting(desk.verifier.actor):
        (beside,) = beside_of(desk.verifier.actor, f"inquiry:{notice.inquiry}:1")
        assert [one.text for one in beside.quotes] == ["We deny it. 事実ではありません。"]
        with connection.cursor() as cursor:
            cursor.execute("SELECT string_agg(row_to_json(one)::text, ' ') FROM hearing_answer AS one")
            (rows,) = cursor.fetchone()
    assert "sealed" not in rows
    with acting(desk.verifier.actor):
        item = Item.objects.get(id=desk.answers(notice)[0].item)
    assert item.record is not None
    assert opened(desk.verifier, item.record) == b"A sealed answer."


def test_a_statement_that_is_too_long_or_of_no_kind_is_not_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    notice, box = desk.asked(monkeypatch)
    for kind, text, code in (
        ("statement", "x" * 5001, "hearing-too-long"),
        ("answer", "x", "hearing-no-such"),
        ("statement", " ", "box-empty"),
    ):
        with pytest.raises(UsageError, match=code):
            said(box, kind, text)
    assert desk.answers(notice) == []


def test_what_the_company_takes_back_goes_and_what_its_time_ends_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice, box = desk.asked(monkeypatch)
    said(box, "statement", "We deny it.")
    with as_holder(box) as visit:
        source.withdraw(visit)
    assert [(one.text, one.taken_back) for one in desk.answers(notice)] == [("", True)]
    other, box = desk.asked(monkeypatch, _again(desk))
    said(box, "statement", "We deny it too.")
    with acting(desk.verifier.actor):
        found = Box.objects.get(id=box.id)
        Letter.objects.filter(box=found).delete()  # as the worker does before it ends a box
        source.end(found, "time", on=date(2028, 3, 1))  # type: ignore[arg-type]
    assert [one.text for one in desk.answers(other)] == ["We deny it too."]


def _again(desk: Desk) -> Inquiry:
    inquiry = desk.opened(label="again", issue="forced-labour", elements=("who", "where", "good", "period", HELD))
    with acting(desk.documenter.actor):
        verification.take_in(desk.documenter.actor, inquiry=inquiry.id, item=desk.items["report"])
    bears = dict.fromkeys(("who", "where", "good", "period", "involuntary", "menace", HELD), "supports")
    desk.assessed(inquiry, "report", bears=bears)
    return inquiry


def test_a_lost_letter_gets_a_new_code_and_the_old_one_a_closed_box(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice, box = desk.asked(monkeypatch)
    again = desk.sent(notice, instead_of=notice.box)
    assert desk.now(notice).run == notice.run
    assert desk.now(notice).state == SENT
    with pytest.raises(UsageError, match="box-closed"):
        wrote(box, "Too late.")
    wrote(visited(again.code), "We answer.")
    with pytest.raises(UsageError, match="hearing-answered"):
        desk.sent(notice, instead_of=again.notice.box)


def test_only_a_reader_of_the_answers_sends_and_only_where_somebody_reads_them(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, date(2028, 1, 3))
    notice = desk.released(desk.prepared(desk.whole()))
    on(monkeypatch, WEDNESDAY)
    counter(desk.place, desk.second, purpose="evidence.hearing")
    with pytest.raises(UsageError, match="hearing-no-reader"):
        desk.sent(notice)
    counter(desk.place, desk.second, purpose="evidence.hearing", open=False)
    with pytest.raises(UsageError, match="hearing-no-counter"):
        desk.sent(notice)
    assert desk.now(notice).state == RELEASED


def test_a_send_that_breaks_off_leaves_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, date(2028, 1, 3))
    notice = desk.released(desk.prepared(desk.whole()))
    on(monkeypatch, WEDNESDAY)

    def breaks(*_: object, **__: object) -> None:
        raise UsageError("box-busy")

    with monkeypatch.context() as patched:
        patched.setattr("tadasu.web.evidence.hearing.actions.sending.reply", breaks)
        with pytest.raises(UsageError, match="box-busy"):
            desk.sent(notice)
    with acting(desk.verifier.actor):
        assert not Box.objects.filter(purpose="evidence.hearing").exists()
        assert not Run.objects.exists()
    assert desk.sent(desk.now(notice)).code


def test_what_was_sent_twice_from_one_page_is_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    notice, box = desk.asked(monkeypatch)
    for _ in range(2):
        with as_holder(box) as visit:
            actions.say(visit, kind="statement", text="We deny it.", once="a" * 32)
    assert len(desk.answers(notice)) == 1
