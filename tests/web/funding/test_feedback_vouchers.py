"""Vouchers: taken once in a box, kept nowhere, used once; typed as people type."""

import unicodedata
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.made_box import as_holder, box_at, browser, token_of
from tests.web.made_feedback import DAYS, Desk, answered, just, over
from tests.web.made_review import Desk as Reviews

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting, holding
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.audit.models import Entry
from tadasu.web.foundation.correspondence.access import Visit
from tadasu.web.foundation.vault.sealing import new_pair
from tadasu.web.funding.applications.models import DECIDED, Application
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.feedback import _sealing, actions, asked, vouchers
from tadasu.web.funding.feedback.counting import Answered
from tadasu.web.funding.feedback.models import PASSED_ON, REFUSED, Round, Sealed, Spent, Taken
from tadasu.web.funding.feedback.questions import form
from tadasu.web.funding.intermediaries.models import Attestation, Terms

pytestmark = pytest.mark.usefixtures("database")

LEAST = form().least


@pytest.fixture
def desk() -> Desk:
    return Desk()


Typed = Callable[[str], str]


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(UsageError, match=code):
        act()


@given(round=st.uuids(), other=st.uuids(), group=st.integers(0, 99))
def test_a_voucher_is_of_its_round_and_group_and_of_no_other(round: UUID, other: UUID, group: int) -> None:
    code = vouchers.issue(round, group)
    assert vouchers.group_of(round, code) == group
    if other != round:
        assert vouchers.group_of(other, code) is None


@given(st.uuids(), st.integers(0, 29), st.integers(1, 9))
def test_no_digit_can_be_another(round: UUID, at: int, more: int) -> None:
    code = vouchers.issue(round, 3)
    other = code[:at] + str((int(code[at]) + more) % 10) + code[at + 1 :]
    assert vouchers.group_of(round, other) is None
    with pytest.raises(UsageError, match="box-code-mistyped"):
        vouchers.read(other)


def test_the_group_cannot_be_read_off(desk: Desk) -> None:
    heads = {vouchers.issue(desk.place.id, 1)[:2] for _ in range(60)}
    assert len(heads) > 10


@pytest.mark.parametrize(
    "typed",
    [
        vouchers.shown,
        lambda code: vouchers.shown(code).replace(" ", "　"),
        lambda code: "".join(chr(ord(one) + 0xFEE0) for one in code),
        lambda code: vouchers.shown(code).replace(" ", "ー"),
        lambda code: "".join("〇一二三四五六七八九"[int(one)] for one in code),
        lambda code: unicodedata.normalize("NFKD", f"  {code[:16]}-{code[16:]} "),
    ],
    ids=["groups", "wide-spaces", "wide-digits", "japanese-dashes", "kanji", "hyphen"],
)
def test_it_is_read_as_people_type_it(desk: Desk, typed: Typed) -> None:
    round = desk.begin_with(LEAST)
    answered(typed(desk.voucher(round, desk.boxes[0])))
    assert len(desk.rows(Sealed)) == 1


def test_a_box_takes_one_and_no_second(desk: Desk) -> None:
    round = desk.begin_with(LEAST)
    desk.take(round, desk.boxes[0])
    refused("feedback-taken", lambda: desk.take(round, desk.boxes[0]))
    assert desk.stands(round).taken == 1
    desk.take(desk.begin(), desk.boxes[0])


def test_a_mark_is_not_of_the_box_but_of_its_code(desk: Desk) -> None:
    round = desk.begin_with(LEAST)
    desk.take(round, desk.boxes[0])
    with acting(steward(desk.place)):
        (row,) = Taken.objects.all().values()
    known = {str(desk.boxes[0].id), str(desk.boxes[0].visit.box.digest), desk.boxes[0].code}
    assert known.isdisjoint(map(str, row.values()))


def test_no_person_of_the_funder_sees_marks_or_answers(desk: Desk) -> None:
    round = desk.begin_with(LEAST)
    desk.answered(round, desk.boxes[:1])
    with acting(desk.reader.actor):
        assert (Taken.objects.count(), Sealed.objects.count()) == (0, 0)


def test_who_is_not_asked_gets_none(desk: Desk) -> None:
    round = desk.begin_with(LEAST)
    stranger = box_at(desk.counter)
    refused("feedback-not-asked", lambda: desk.take(round, stranger))
    other = Desk()
    (theirs,) = other.grantees(1)
    refused("feedback-over", lambda: desk.take(round, theirs))


def test_before_the_first_day_and_after_the_last_there_is_none(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.boxes = desk.grantees(LEAST)
    round = desk.begin(opens_on=desk.today + timedelta(days=1))
    refused("feedback-over", lambda: desk.take(round, desk.boxes[0]))
    with over(monkeypatch, 1):
        code = desk.voucher(round, desk.boxes[0])
    refused("feedback-voucher", lambda: answered(code))
    with over(monkeypatch, DAYS):
        answered(code)
    with over(monkeypatch, DAYS + 1):
        refused("feedback-over", lambda: desk.take(round, desk.boxes[1]))


def test_used_twice_of_another_server_and_of_a_round_that_is_over_it_is_the_same_answer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = desk.begin_with(LEAST)
    used, late = desk.voucher(round, desk.boxes[0]), desk.voucher(round, desk.boxes[1])
    answered(used)
    refused("feedback-voucher", lambda: answered(used))
    refused("feedback-voucher", lambda: answered(vouchers.issue(desk.place.id, 0)))
    with over(monkeypatch):
        refused("feedback-voucher", lambda: answered(late))
    assert len(desk.rows(Sealed)) == 1


def test_closed_while_somebody_answers_it_is_refused_and_nothing_is_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = desk.begin_with(LEAST)
    code = desk.voucher(round, desk.boxes[0])
    real = _sealing.sealed

    def meanwhile(*given_: Any, **more: Any) -> bytes:
        desk.closed(monkeypatch, round)
        return real(*given_, **more)

    with monkeypatch.context() as patched:
        patched.setattr(_sealing, "sealed", meanwhile)
        refused("feedback-voucher", lambda: answered(code))
    assert desk.rows(Spent) == desk.rows(Sealed) == []


def test_an_empty_answer_is_refused_and_the_voucher_can_still_be_used(desk: Desk) -> None:
    round = desk.begin_with(LEAST)
    code = desk.voucher(round, desk.boxes[0])
    refused("feedback-nothing-said", lambda: answered(code, fair="no such step"))
    answered(code, hurt="x", fair="fully")
    assert len(desk.rows(Sealed)) == 1


def test_all_sealed_answers_are_of_one_length_and_only_the_round_opens_them(desk: Desk) -> None:
    round = desk.begin_with(LEAST)
    longest = {id: "\n" * 500 + "憂" * (form().longest - 500) for id in form().free}
    every = {id: max(form().steps(id), key=len) for id in form().questions}
    short = _sealing.sealed(round, Answered(steps={}, texts={"keep": "x"}), group="")
    long = _sealing.sealed(round, Answered(steps=every, texts=longest, language="ja"), group=str(round.id))
    assert len(short) == len(long)
    assert _sealing.opened(round, long, new_pair()[0]) is None


def test_what_somebody_else_put_there_is_left_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    round = desk.begin_with(LEAST)
    desk.answered(round, desk.boxes)
    with acting(steward(desk.place)):
        Sealed.objects.create(organisation=desk.place, round=round, sealed=b"not an answer")
    results = desk.closed(monkeypatch, round).results
    assert results is not None
    assert results["answered"] == LEAST


def test_only_the_code_of_the_box_takes(desk: Desk) -> None:
    round = desk.begin_with(LEAST)
    with as_holder(desk.boxes[0]) as visit:
        other = Visit(visit.box, new_pair()[0], visit.key)
        with pytest.raises(Refused):
            actions.take(other, round=round.id, kind="grantees")


def test_an_intermediary_gets_as_many_to_hand_on_as_it_attested(desk: Desk) -> None:
    boxes = desk.grantees(1, passes_on=True)
    with acting(just(desk.officer)):
        award = Award.objects.get(box=boxes[0].id)
        terms = Terms.objects.create(
            organisation=desk.place,
            award=award.id,
            depth=1,
            pseudonym=award.pseudonym,
            amount=award.amount,
            currency="JPY",
            starts_on=award.starts_on,
            ends_on=award.ends_on,
            overhead_points=0,
            report_days=30,
            protection=1,
            incident_hours=24,
            set_by=desk.officer,
        )
        first = desk.today.replace(day=1)
        for number, (state, count) in enumerate((("taken", 6), ("signed", 9)), 1):
            made = Attestation.objects.create(
                organisation=desk.place,
                terms=terms,
                award=award.id,
                number=number,
                first=first,
                last=first,
                sub_grants=count,
                amount=1,
                currency="JPY",
                due_diligence=True,
                screening=True,
                protected=True,
                source="noted",
                digest="0" * 64,
                signed_by=desk.officer,
            )
            if state == "taken":
                Attestation.objects.filter(id=made.id).update(
                    state=state, judged_by=desk.reader.user, judged_on=desk.today
                )
    round = desk.begin(asked=("grantees", PASSED_ON))
    assert round.invited == 7
    sheet = desk.take(round, boxes[0], PASSED_ON)
    assert len(set(sheet)) == 6
    refused("feedback-taken", lambda: desk.take(round, boxes[0], PASSED_ON))
    answered(sheet[0])
    answered(desk.voucher(round, boxes[0]))
    assert desk.stands(round).taken == 7


def test_an_applicant_is_asked_once_the_refusal_is_told_and_not_before() -> None:
    desk = Reviews()
    review = desk.decided(outcome="refused")
    round = Round(organisation=desk.place, asked=[REFUSED], funds=[], groups=[])

    def due() -> list[str]:
        with acting(steward(desk.place)), holding(str(desk.box.visit.box.digest)):
            assert asked.sizes(desk.place.id, [REFUSED], []) == {REFUSED: len(asked.due_to(round, desk.box.id))}
            return [one.kind for one in asked.due_to(round, desk.box.id)]

    assert due() == []
    with acting(desk.officer.actor):
        Application.objects.filter(id=review.application).update(state=DECIDED)
    assert due() == [REFUSED]


def test_nothing_of_taking_or_answering_is_in_the_record_of_acts(desk: Desk) -> None:
    round = desk.begin_with(LEAST)
    with acting(steward(desk.place)):
        before = Entry.objects.count()
    client = browser(desk.boxes[0])
    page = client.get("/box/voice")
    said = {"token": token_of(page), "round": str(round.id), "kind": "grantees"}
    assert client.post("/box/voice", said).status_code == 200
    desk.answered(round, desk.boxes[1:2])
    with acting(steward(desk.place)):
        assert Entry.objects.count() == before
