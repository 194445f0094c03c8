"""A round from its beginning to the reply: who may, what is asked for, what is left."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from tests.web.made import organisation, person
from tests.web.made_box import box_at, counter
from tests.web.made_feedback import DAYS, REASON, Desk, answered, just, over
from tests.web.made_vault import holder

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, Refused, acting
from tadasu.web.foundation.accounts.models import Membership
from tadasu.web.foundation.publication.actions import refuse, sign
from tadasu.web.foundation.publication.models import Proposal
from tadasu.web.foundation.vault.actions import erase
from tadasu.web.foundation.vault.models import Opening, SealedRecord
from tadasu.web.funding.feedback import actions, queries, vouchers
from tadasu.web.funding.feedback.actions.beginning import Said
from tadasu.web.funding.feedback.models import DROPPED, OPEN, Round
from tadasu.web.funding.feedback.questions import form

pytestmark = pytest.mark.usefixtures("database")

LEAST = form().least


@pytest.fixture
def desk() -> Desk:
    return Desk()


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(UsageError, match=code):
        act()


def test_a_round_counts_whom_it_asks_and_nothing_that_is_withheld(desk: Desk) -> None:
    desk.grantees(LEAST)
    assert desk.begin().invited == LEAST
    desk.grantees(1, level=3)
    assert desk.begin().invited == LEAST


def test_whoever_is_withheld_is_asked_too(desk: Desk) -> None:
    desk.grantees(LEAST)
    (hidden,) = desk.grantees(1, level=3)
    round = desk.begin()
    assert vouchers.group_of(round.id, desk.voucher(round, hidden)) == 0


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"asked": ()}, "feedback-nobody-asked"),
        ({"funds": ()}, "feedback-no-programme"),
        ({"opens_on": -1}, "feedback-days"),
        ({"closes_on": -1}, "feedback-days"),
        ({"asked": ("refused",)}, "feedback-too-few"),
    ],
)
def test_what_cannot_be_asked_is_refused(desk: Desk, more: dict[str, Any], code: str) -> None:
    desk.grantees(LEAST)
    said: dict[str, Any] = {
        key: desk.today + timedelta(days=one) if isinstance(one, int) else one for key, one in more.items()
    }
    refused(code, lambda: desk.begin(**said))


def test_another_funders_programme_is_none_of_ours(desk: Desk) -> None:
    desk.grantees(LEAST)
    theirs = Desk()
    refused("feedback-no-programme", lambda: desk.begin(funds=(desk.books.fund.id, theirs.books.fund.id)))


def test_without_an_officer_who_has_keys_there_is_no_round(desk: Desk) -> None:
    other = Desk()
    other.grantees(LEAST)
    with acting(other.reader.actor):
        Membership.objects.filter(user=other.reader.user).update(until=timezone.now() - timedelta(minutes=1))
    actor = just(other.officer)
    with acting(actor):
        said = Said(asked=("grantees",), funds=(other.books.fund.id,), opens_on=other.today, closes_on=other.today)
        refused("feedback-no-reader", lambda: actions.begin_round(actor, organisation=other.place.id, said=said))


def test_only_a_funder_asks(desk: Desk) -> None:
    place = organisation("company")
    actor = just(person(place, "programme"))
    said = Said(asked=("refused",), funds=(), opens_on=desk.today, closes_on=desk.today)
    with acting(actor):
        refused("feedback-no-funder", lambda: actions.begin_round(actor, organisation=place.id, said=said))


@pytest.mark.parametrize("role", ["organiser", "reviewer", "payer", "auditor", "publisher"])
def test_nobody_but_an_officer_begins_closes_or_gives_up(desk: Desk, role: str) -> None:
    desk.grantees(LEAST)
    round = desk.begin()
    other = holder(desk.place, role)
    actor = just(other.user)
    with acting(actor):
        said = Said(asked=("refused",), funds=(), opens_on=desk.today, closes_on=desk.today)
        for act in (
            lambda: actions.begin_round(actor, organisation=desk.place.id, said=said),
            lambda: actions.close_round(actor, round=round.id, key=other.key, reason=REASON),
            lambda: actions.drop_round(actor, round=round.id),
        ):
            with pytest.raises(Refused):
                act()
        assert queries.round_of(actor, round.id) == round


def test_somebody_elsewhere_sees_no_round_that_is_closed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.grantees(LEAST)
    round = desk.closed(monkeypatch, desk.begin())
    stranger = just(person(organisation("funder", "Another fund (invented)"), "programme", "auditor"))
    with acting(stranger), pytest.raises(Round.DoesNotExist):
        queries.round_of(stranger, round.id)


def test_before_the_last_day_is_over_nobody_closes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.answered(round := desk.begin_with(LEAST), desk.boxes)
    refused("feedback-not-over", lambda: desk.close(round))
    with over(monkeypatch, DAYS):
        refused("feedback-not-over", lambda: desk.close(round))
    assert desk.stands(round).state == OPEN
    assert desk.told(monkeypatch, round)["answered"] == LEAST


def test_all_is_counted_and_destroyed_and_the_key_with_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    round = desk.begin_with(LEAST)
    desk.answered(round, desk.boxes, fair="fully", texts={"keep": "The tea (invented)."})
    assert desk.kept() == {"Taken": LEAST, "Spent": LEAST, "Sealed": LEAST}
    record = round.record
    assert record is not None
    done = desk.closed(monkeypatch, round)
    assert done.results is not None
    assert done.results["questions"] == {"fair": [0, 0, 0, 0, LEAST]}
    assert (done.taken, done.invited, done.record) == (LEAST, LEAST, None)
    assert desk.kept() == {"Taken": 0, "Spent": 0, "Sealed": 0}
    with acting(desk.reader.actor):
        assert SealedRecord.objects.get(id=record).erased_at is not None
    assert desk.words(done) == {"change": [], "keep": ["The tea (invented)."] * LEAST}


def test_of_too_few_none_is_opened_and_all_are_destroyed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    round = desk.begin_with(LEAST)
    desk.answered(round, desk.boxes[1:], texts={"keep": "The tea (invented)."})
    done = desk.closed(monkeypatch, round)
    assert done.results == {"answered": None, "questions": {}, "parts": {}}
    assert done.words == []
    assert desk.kept() == {"Taken": 0, "Spent": 0, "Sealed": 0}
    with acting(desk.reader.actor):
        assert not Opening.objects.filter(record=round.record).exists()


def test_more_answers_than_may_be_counted_do_not_show_who_is_withheld(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = desk.begin_with(LEAST)
    hidden = desk.grantees(2, level=3)
    desk.answered(round, [*desk.boxes, *hidden])
    done = desk.closed(monkeypatch, round)
    assert done.results is not None
    assert (done.results["answered"], done.taken, done.invited) == (LEAST, LEAST, LEAST)


def test_no_part_tells_of_more_than_may_be_counted_in_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    other = desk.books.made_fund(name="Other (invented)")
    line = desk.books.made_line("Z-1", oda=True, fund=other)
    here, there, hidden = desk.grantees(LEAST), desk.grantees(LEAST + 2, line=line), desk.grantees(1, level=3)
    round = desk.begin(funds=(desk.books.fund.id, other.id))
    desk.answered(round, [*here, *hidden])
    desk.answered(round, there[:LEAST])
    done = desk.closed(monkeypatch, round)
    assert done.results is not None
    told = done.results["parts"]["group"]
    assert [sum(told[str(one)]["fair"]) for one in (desk.books.fund.id, other.id)] == [LEAST, LEAST]
    assert done.results["answered"] == 2 * LEAST


def test_no_page_of_the_vault_erases_the_key_of_a_round_that_runs(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    round = desk.begin_with(LEAST)
    desk.answered(round, desk.boxes)
    actor = just(desk.reader.user)
    record = round.record
    assert record is not None
    with acting(actor):
        refused("feedback-kept", lambda: erase(actor, record=record, ground="asked"))
    assert desk.told(monkeypatch, round)["answered"] == LEAST


def test_free_answers_that_were_erased_leave_the_others_readable(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    round = desk.begin_with(LEAST)
    desk.answered(round, desk.boxes, texts={"keep": "The tea (invented).", "change": "The forms (invented)."})
    done = desk.closed(monkeypatch, round)
    assert len(done.words) == 2
    actor = just(desk.reader.user)
    with acting(actor):
        erase(actor, record=done.words[0], ground="asked")
    left = desk.words(done)
    assert sorted(map(len, left.values())) == [0, LEAST]


def test_a_closed_round_is_not_closed_again_or_given_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    round = desk.closed(monkeypatch, desk.begin_with(LEAST))
    actor = just(desk.reader.user)
    refused("feedback-state", lambda: desk.closed(monkeypatch, round))
    with acting(actor):
        refused("feedback-state", lambda: actions.drop_round(actor, round=round.id))


def test_a_round_that_is_given_up_destroys_all_of_it(desk: Desk) -> None:
    round = desk.begin_with(LEAST)
    code = desk.voucher(round, desk.boxes[0])
    answered(desk.voucher(round, desk.boxes[1]))
    actor = just(desk.reader.user)
    assert round.record is not None
    with acting(actor):
        assert actions.drop_round(actor, round=round.id).state == DROPPED
        assert SealedRecord.objects.get(id=round.record).erased_at is not None
    assert desk.kept() == {"Taken": 0, "Spent": 0, "Sealed": 0}
    refused("feedback-voucher", lambda: answered(code))


def test_killed_while_it_closes_it_has_not_begun(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    round = desk.begin_with(LEAST)
    desk.answered(round, desk.boxes)

    def killed(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("tadasu.web.funding.feedback.actions.closing.erase_key", killed)
        with pytest.raises(KeyboardInterrupt):
            desk.closed(monkeypatch, round)
    assert desk.stands(round).state == OPEN
    assert desk.kept() == {"Taken": LEAST, "Spent": LEAST, "Sealed": LEAST}
    assert desk.told(monkeypatch, round)["answered"] == LEAST


def test_a_group_is_told_of_and_carried_by_vouchers_only_where_it_is_large_enough(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = desk.books.made_fund(name="Other (invented)")
    line = desk.books.made_line("Z-1", oda=True, fund=other)
    here, there = desk.grantees(LEAST), desk.grantees(LEAST - 1, line=line)
    funds = (desk.books.fund.id, other.id)
    assert desk.begin(funds=funds).groups == []
    there += desk.grantees(1, line=line)
    round = desk.begin(funds=funds)
    assert round.groups == sorted(map(str, funds))
    desk.answered(round, here, fair="none")
    desk.answered(round, there, fair="fully", language="ja")
    parts = desk.told(monkeypatch, round)["parts"]
    assert parts["group"][str(other.id)] == {"fair": [0, 0, 0, 0, LEAST]}
    assert parts["language"] == {"en": {"fair": [LEAST, 0, 0, 0, 0]}, "ja": {"fair": [0, 0, 0, 0, LEAST]}}


def test_rounds_are_compared_only_where_enough_answered_both(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first, few, last = desk.begin_with(LEAST), desk.begin(), desk.begin()
    desk.answered(first, desk.boxes)
    desk.answered(few, desk.boxes[1:])
    desk.answered(last, desk.boxes)
    first, few, last = (desk.closed(monkeypatch, one) for one in (first, few, last))
    with acting(desk.reader.actor):
        assert queries.before(last) == first
        assert queries.before(few) is None
        assert queries.before(first) is None


def test_the_reply_stands_in_every_box_also_of_who_was_not_asked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    round = desk.closed(monkeypatch, desk.begin_with(LEAST))
    stranger = box_at(counter(desk.place, desk.reader, purpose="funding.application"))
    assert queries.replies_to(stranger.visit.box) == []
    actor = just(desk.reader.user)
    with acting(actor):
        refused(
            "feedback-two-languages", lambda: actions.reply(actor, round=round.id, english="We heard.", japanese=" ")
        )
        actions.reply(actor, round=round.id, english="We heard.", japanese="承りました。")
    assert [one.reply_ja for one in queries.replies_to(stranger.visit.box)] == ["承りました。"]
    assert [one.reply for one in queries.replies_to(desk.boxes[0].visit.box)] == ["We heard."]
    with over(monkeypatch, 400):
        assert queries.replies_to(stranger.visit.box) == []


def published(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> tuple[Round, Actor]:
    round = desk.begin_with(LEAST)
    desk.answered(round, desk.boxes, fair="little", texts={"change": "Zuvolape said so (invented)."})
    desk.closed(monkeypatch, round)
    return round, just(desk.reader.user)


def test_two_people_sign_what_becomes_public(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    round, actor = published(desk, monkeypatch)
    with acting(actor):
        refused("feedback-no-reply", lambda: actions.hand_over(actor, round=round.id, reason=REASON))
        actions.reply(actor, round=round.id, english="We pay sooner.", japanese="支払いを早めます。")
        proposal = actions.hand_over(actor, round=round.id, reason=REASON)
        refused("feedback-handed-over", lambda: actions.hand_over(actor, round=round.id, reason=REASON))
        refused("feedback-handed-over", lambda: actions.reply(actor, round=round.id, english="Other.", japanese="別。"))
    with acting(actor):
        found = Proposal.objects.get(id=proposal)
        assert "Zuvolape" not in found.content
        assert "We pay sooner." in found.content
        assert str(desk.books.fund.id) not in found.content
    for who, number in ((desk.publisher, None), (desk.other, 1)):
        signer = just(who)
        with acting(signer):
            assert sign(signer, proposal=proposal, digest=found.digest).number == number


def test_what_signers_refuse_is_written_anew_and_handed_over_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    round, actor = published(desk, monkeypatch)
    with acting(actor):
        actions.reply(actor, round=round.id, english="We pay Zuvolape.", japanese="ズボラペに支払います。")
        first = actions.hand_over(actor, round=round.id, reason=REASON)
        digest = Proposal.objects.get(id=first).digest
    signer = just(desk.publisher)
    with acting(signer):
        refuse(signer, proposal=first, digest=digest, reason="It names somebody.")
    with acting(actor):
        actions.reply(actor, round=round.id, english="We pay sooner.", japanese="支払いを早めます。")
        second = actions.hand_over(actor, round=round.id, reason=REASON)
        assert "We pay sooner." in Proposal.objects.get(id=second).content
        refused("feedback-handed-over", lambda: actions.reply(actor, round=round.id, english="Other.", japanese="別。"))
        with pytest.raises(DatabaseError), transaction.atomic():
            Round.objects.filter(id=round.id).update(reply="Other.")


def test_of_too_few_nothing_is_handed_over(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    round = desk.closed(monkeypatch, desk.begin_with(LEAST))
    actor = just(desk.reader.user)
    with acting(actor):
        actions.reply(actor, round=round.id, english="We ask again.", japanese="もう一度お尋ねします。")
        refused("feedback-few", lambda: actions.hand_over(actor, round=round.id, reason=REASON))


def test_the_database_keeps_what_was_counted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    round = desk.closed(monkeypatch, desk.begin_with(LEAST))
    with acting(desk.reader.actor):
        for change in ({"results": {"answered": 9}}, {"taken": 3}, {"state": OPEN}, {"number": 7}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Round.objects.filter(id=round.id).update(**change)


def test_free_answers_open_for_officers_with_a_key_and_a_reason_only(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    round, actor = published(desk, monkeypatch)
    late = holder(desk.place, "programme")
    other = just(late.user)
    with acting(other), pytest.raises(Refused):
        actions.open_words(other, round=round.id, key=late.key, purpose="decide", reason=REASON)
    with acting(actor):
        refused(
            "vault-reason",
            lambda: actions.open_words(actor, round=round.id, key=desk.reader.key, purpose="decide", reason="x"),
        )
    assert desk.words(round)["change"] == ["Zuvolape said so (invented)."] * LEAST
