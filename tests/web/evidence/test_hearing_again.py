"""What is done twice, at once, or after a change: codes that open, claims that were told, letters that are laid side by side."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.web.evidence.test_hearing_apart import Intake
from tests.web.evidence.test_hearing_pages import browser, page, words
from tests.web.made_box import as_holder, token_of, wrote
from tests.web.made_box import browser as without_account
from tests.web.made_hearing import CHECKED, WEDNESDAY, WHY, Desk, on, said, visited
from tests.web.made_inquiry import HELD, MILL

from tadasu.schema import UsageError
from tadasu.web.evidence.hearing import actions, queries
from tadasu.web.evidence.hearing._letter import written
from tadasu.web.evidence.hearing._told import Asserted, level_for, told
from tadasu.web.evidence.hearing.actions.preparing import die_of
from tadasu.web.evidence.hearing.models import ANSWERED, RELEASED, SILENT, Notice
from tadasu.web.evidence.hearing.words import data, wait
from tadasu.web.evidence.intake.actions.permitting import permit
from tadasu.web.evidence.verification import actions as verification
from tadasu.web.evidence.verification._about import About
from tadasu.web.evidence.verification.models import Inquiry
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions.staff import close
from tadasu.web.foundation.findings.beside import beside_of

pytestmark = pytest.mark.usefixtures("database")

MORE = "indicator:withholding-of-wages"


@pytest.fixture
def desk() -> Iterator[Intake]:
    FLOODS.forget()
    yield Intake()
    FLOODS.forget()


def changed(desk: Desk, inquiry: Inquiry, **more: object) -> None:
    """The claim is another now."""
    with acting(desk.verifier.actor):
        seen = Inquiry.objects.get(id=inquiry.id).version
        verification.change(
            desk.verifier.actor, inquiry=inquiry.id, claimed=desk.claimed(**{"issue": inquiry.issue, **more}), seen=seen
        )


def answered(desk: Desk, notice: Notice) -> Notice:
    with acting(desk.verifier.actor):
        return actions.note_answer(desk.verifier.actor, notice=notice.id, reason=WHY)


def test_a_claim_that_says_more_after_it_was_heard_does_not_count_as_heard(
    desk: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice, box = desk.asked(monkeypatch)
    wrote(box, "We answer.")
    inquiry = desk.inquiry(answered(desk, notice))
    elements = tuple(inquiry.elements)
    changed(desk, inquiry, label="another label", plan=("look again",), elements=elements[1:])
    assert desk.inquiry(notice).heard == "asked-and-answered"
    for more in (
        {"elements": (*elements, MORE)},
        {"about": About(kind="good-of-company", names=("Another Mill (invented)",), country="cn", good="5205")},
        {"start": date(2024, 1, 1)},
        {"issue": "forced-labour", "elements": ("who", HELD)},
    ):
        with acting(desk.verifier.actor):
            verification.hear(desk.verifier.actor, inquiry=inquiry.id, code="asked-and-answered", day=WEDNESDAY)
        changed(desk, inquiry, **{"elements": ("who",), **more})
        assert (desk.inquiry(notice).heard, desk.inquiry(notice).heard_on) == ("", None), more
        changed(desk, inquiry, elements=elements[:1] if elements[0] == "who" else ("who",))


def test_that_it_was_not_safe_to_ask_stays_when_the_claim_changes(desk: Intake) -> None:
    inquiry = desk.whole()
    with acting(desk.verifier.actor):
        verification.hear(desk.verifier.actor, inquiry=inquiry.id, code="not-safe-to-ask", day=date(2026, 3, 1))
    changed(desk, inquiry, start=date(2024, 1, 1))
    with acting(desk.verifier.actor):
        assert Inquiry.objects.get(id=inquiry.id).heard == "not-safe-to-ask"


def test_an_answer_to_another_claim_or_to_less_of_it_is_noted_and_does_not_count_as_heard(
    desk: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice, box = desk.asked(monkeypatch)
    wrote(box, "We answer.")
    inquiry = desk.inquiry(notice)
    changed(desk, inquiry, about=About(kind="good-of-company", names=("Another Mill (invented)",), country="cn"))
    assert answered(desk, notice).state == ANSWERED
    assert desk.inquiry(notice).heard == ""
    less = desk.whole()
    notice, box = desk.asked(monkeypatch, less, elements=frozenset(less.elements) - {"period"})
    wrote(box, "We answer.")
    assert answered(desk, notice).state == ANSWERED
    assert desk.inquiry(notice).heard == ""
    assert "does not count as heard" in page(browser(desk.verifier), "hearing-one", notice.id)
    with acting(desk.verifier.actor):
        (beside,) = beside_of(desk.verifier.actor, f"inquiry:{less.id}:1")
    assert any("does not count as heard" in str(one) for one in beside.lines)


def test_silence_on_less_than_is_claimed_does_not_count_as_heard(desk: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    inquiry = desk.whole()
    notice, _box = desk.asked(monkeypatch, inquiry, elements=frozenset(inquiry.elements) - {"period"})
    due = desk.run(notice).due_on
    assert due is not None
    on(monkeypatch, due + timedelta(days=1))
    with acting(desk.verifier.actor):
        assert actions.note_silence(desk.verifier.actor, notice=notice.id, reason=WHY).state == SILENT
    assert desk.inquiry(notice).heard == ""


def test_nothing_is_sent_of_an_inquiry_that_was_closed(desk: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    inquiry = desk.whole()
    on(monkeypatch, date(2028, 1, 3))
    notice = desk.released(desk.prepared(inquiry))
    with acting(desk.verifier.actor):
        verification.close(desk.verifier.actor, inquiry=inquiry.id, reason=WHY)
    on(monkeypatch, WEDNESDAY)
    with pytest.raises(UsageError, match="verification-closed"):
        desk.sent(notice)
    assert desk.now(notice).state == RELEASED


def test_what_comes_after_an_inquiry_was_closed_is_noted_and_changes_nothing_of_it(
    desk: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, box = desk.asked(monkeypatch)
    silent, _box = desk.asked(monkeypatch, desk.whole())
    wrote(box, "We answer after all.")
    for notice in (answers, silent):
        with acting(desk.verifier.actor):
            verification.close(desk.verifier.actor, inquiry=notice.inquiry, reason=WHY)
    assert answered(desk, answers).state == ANSWERED
    due = desk.run(silent).due_on
    assert due is not None
    on(monkeypatch, due + timedelta(days=1))
    with acting(desk.verifier.actor):
        assert actions.note_silence(desk.verifier.actor, notice=silent.id, reason=WHY).state == SILENT
    assert [desk.inquiry(one).heard for one in (answers, silent)] == ["", ""]


def test_of_two_who_send_the_letter_of_the_first_opens_and_the_second_is_told(
    desk: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    inquiry = desk.whole()
    on(monkeypatch, date(2028, 1, 3))
    notice = desk.released(desk.prepared(inquiry))
    on(monkeypatch, WEDNESDAY)
    sent = desk.sent(notice)
    for _ in range(2):
        with pytest.raises(UsageError, match="hearing-sent-meanwhile"):
            desk.sent(notice)
    again = desk.sent(notice, instead_of=sent.notice.box)
    with pytest.raises(UsageError, match="hearing-sent-meanwhile"):
        desk.sent(notice, instead_of=sent.notice.box)
    wrote(visited(again.code), "We answer.")


def test_the_page_of_the_letter_sent_twice_makes_one_code(desk: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    inquiry = desk.whole()
    on(monkeypatch, date(2028, 1, 3))
    notice = desk.released(desk.prepared(inquiry))
    on(monkeypatch, WEDNESDAY)
    client, address = browser(desk.verifier), reverse("hearing-send", args=[notice.id])

    def form() -> dict[str, str]:
        return dict(re.findall(r'name="(instead_of)" value="([^"]*)"', client.get(address).content.decode()))

    first = form()
    letter = client.post(address, first)
    assert letter.status_code == 200
    code = re.search(rb"(?:\d{4} ){7}\d{4}", letter.content)
    assert code is not None
    twice = client.post(address, first)
    assert not re.search(rb"(?:\d{4} ){7}\d{4}", twice.content)
    assert "another code" in words(twice)
    wrote(visited(code.group().decode().replace(" ", "")), "We answer.")


def test_a_permission_that_is_taken_back_stops_the_letter_from_being_made_again(
    desk: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk.claimed_of()
    item = desk.report(made)
    notice, _box = desk.asked(monkeypatch, made)
    with as_holder(desk.boxes[item]) as visit:
        permit(visit, uses=())
    with pytest.raises(UsageError, match="hearing-does-not-stand"):
        desk.sent(notice, instead_of=notice.box)
    assert desk.now(notice).box == notice.box


def answered_once(desk: Intake, monkeypatch: pytest.MonkeyPatch, **more: object) -> tuple[Inquiry, Notice]:
    """An inquiry of which the company was told and answered."""
    inquiry = desk.claimed_of()
    desk.article(inquiry)
    notice, box = desk.asked(monkeypatch, inquiry, **more)
    wrote(box, "We answer.")
    return inquiry, answered(desk, notice)


def test_a_second_letter_that_says_something_else_waits_half_a_year_and_is_no_finer(
    desk: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else whoever lays the two side by side learns what came between them, and when."""
    inquiry, first = answered_once(desk, monkeypatch, people=20)
    desk.report(inquiry)
    with pytest.raises(UsageError, match="hearing-finer"):
        desk.prepared(inquiry, people=300)
    notice = desk.released(desk.prepared(inquiry, people=20, elements=frozenset(inquiry.elements) - {"period"}))
    assert first.sent_on is not None
    assert notice.send_on is not None
    free = first.sent_on + timedelta(days=data()["again"])
    assert notice.send_on >= free
    on(monkeypatch, free - timedelta(days=7))
    while _today().isoweekday() != wait().weekday:
        on(monkeypatch, _today() + timedelta(days=1))
    assert _today() < free
    with pytest.raises(UsageError, match="hearing-not-the-day"):
        desk.sent(notice)
    on(monkeypatch, notice.send_on)
    assert desk.sent(notice).code


def test_a_second_letter_that_says_the_same_waits_no_longer_than_any_and_what_was_never_sent_counts_not(
    desk: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    inquiry, first = answered_once(desk, monkeypatch, people=20)
    notice = desk.released(desk.prepared(inquiry, people=20))
    assert notice.send_on is not None
    assert first.sent_on is not None
    assert notice.send_on <= first.sent_on + timedelta(weeks=wait().spread)
    with acting(desk.verifier.actor):
        actions.drop(desk.verifier.actor, notice=notice.id, reason=WHY)
    other = desk.claimed_of("other")
    desk.article(other)
    coarse = desk.prepared(other, people=20)
    with acting(desk.verifier.actor):
        actions.drop(desk.verifier.actor, notice=coarse.id, reason=WHY)
    assert desk.prepared(other, people=300).told["level"] == "fine"


def test_what_it_was_told_before_stands_beside_the_letter_for_both_people(
    desk: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    inquiry, first = answered_once(desk, monkeypatch)
    notice = desk.prepared(inquiry)
    for name, who in (("hearing-one", desk.verifier), ("hearing-release", desk.second)):
        assert (
            reverse("hearing-one", args=[first.id])
            in browser(who).get(reverse(name, args=[notice.id])).content.decode()
        )


def test_a_piece_that_comes_after_the_release_puts_the_day_off_by_the_same_die(
    desk: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk.claimed_of()
    desk.article(made)
    on(monkeypatch, date(2028, 1, 3))
    notice = desk.released(desk.prepared(made))
    monkeypatch.setattr("tadasu.web.evidence.hearing.actions.sending.last_came", lambda _: date(2028, 3, 20))
    first = date(2028, 5, 3)  # the Wednesday 28 days after March
    for weeks in range(wait().spread):
        on(monkeypatch, first + timedelta(weeks=weeks))
        if weeks < die_of(notice):
            with pytest.raises(UsageError, match="hearing-not-the-day"):
                desk.sent(notice)
        else:
            assert desk.sent(notice).code
            return


def test_what_was_typed_into_a_box_that_was_closed_meanwhile_comes_back(
    desk: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    _notice, box = desk.asked(monkeypatch)
    company = without_account(box)
    token = token_of(company.get(reverse("hearing-say")))
    with acting(desk.verifier.actor):
        close(desk.verifier.actor, box=box.id)
    answer = company.post(reverse("hearing-say"), {"token": token, "kind": "statement", "text": "Words of an hour."})
    assert answer.status_code == 400
    assert "Words of an hour." in words(answer)
    assert company.get(reverse("hearing-say")).status_code == 302


def test_a_statement_is_shown_without_signs_that_nobody_sees_and_its_links_are_no_links(
    desk: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice, box = desk.asked(monkeypatch)
    said(box, "statement", "We deny\u202e it.\r\n<a href='https://x.invalid'>x</a> https://x.invalid/\u200b\ufeff事実")
    shown = "We deny it.\n<a href='https://x.invalid'>x</a> https://x.invalid/事実"
    assert [one.text for one in desk.answers(notice)] == [shown]
    shown_page = browser(desk.verifier).get(reverse("hearing-one", args=[notice.id])).content.decode()
    assert "&lt;a href=" in shown_page
    assert not re.search(r"<a [^>]*x\.invalid", shown_page)
    with pytest.raises(UsageError, match="box-empty"):
        said(box, "statement", "\u202e\u200b")
    said(box, "correction", "x" * 20_000)
    with pytest.raises(UsageError, match="box-too-long"):
        said(box, "correction", "x" * 20_001)


def test_who_may_release_is_told_that_a_notice_waits(desk: Intake) -> None:
    notice = desk.prepared(desk.whole())
    for actor, waits in (
        (desk.editor, True),
        (desk.second.actor, True),
        (desk.verifier.actor, False),
        (desk.auditor, False),
    ):
        with acting(actor):
            assert [one.id for one in queries.waiting(actor)] == ([notice.id] if waits else [])
    with acting(desk.editor):
        actions.release(desk.editor, notice=notice.id, confirmed=CHECKED)
    with acting(desk.editor):
        assert queries.waiting(desk.editor, date(2029, 1, 3)) == []


@pytest.mark.parametrize("name", ["تېزغۇل توقۇمىچىلىق (ھېكايە)", "איגוד דמיוני", "တီဇဂူး ချည်စက်ရုံ", "鵯畦紡績（架空）"])
def test_a_name_in_another_script_turns_no_sentence_round(name: str) -> None:
    claim = Asserted(
        issue="forced-labour", elements=frozenset({"who"}), names=(name, MILL), country="cn", place="", good="",
        start=None, end=None,
    )  # fmt: skip
    level = level_for(None)
    assert level is not None
    for language in ("en", "ja"):
        letter = written(told(claim, level, WEDNESDAY), "", language=language, organisation=name)
        assert name in letter.opening
        turned = any(0x590 <= ord(sign) <= 0x8FF for sign in name)
        assert (f"\u2068{name}\u2069" in letter.opening) == turned
        assert letter.opening.count("\u2068") == letter.opening.count("\u2069") == (2 if turned else 0)


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        (date(2026, 12, 2), date(2027, 1, 20)),  # over New Year (29 December to 3 January) and the day of 11 January
        (date(2027, 4, 21), date(2027, 6, 8)),  # over 29 April, 3 to 5 May
    ],
)
def test_its_time_counts_no_holiday_of_new_year_and_of_golden_week(
    desk: Intake, monkeypatch: pytest.MonkeyPatch, sent: date, due: date
) -> None:
    inquiry = desk.whole()
    on(monkeypatch, date(2026, 11, 26))
    monkeypatch.setattr("tadasu.web.evidence.hearing.actions.preparing.last_came", lambda _: None)
    monkeypatch.setattr("tadasu.web.evidence.hearing.actions.sending.last_came", lambda _: None)
    monkeypatch.setattr("tadasu.web.evidence.hearing.actions.preparing.die_of", lambda _: 0)
    notice = desk.released(desk.prepared(inquiry))
    on(monkeypatch, sent)
    desk.sent(notice)
    notice = desk.now(notice)
    assert desk.run(notice).due_on == due
    on(monkeypatch, due)
    with acting(desk.verifier.actor), pytest.raises(UsageError, match="hearing-time-runs"):
        actions.note_silence(desk.verifier.actor, notice=notice.id, reason=WHY)
    on(monkeypatch, due + timedelta(days=1))
    with acting(desk.verifier.actor):
        actions.note_silence(desk.verifier.actor, notice=notice.id, reason=WHY)


def _today() -> date:
    from django.utils import timezone

    return timezone.localdate()
