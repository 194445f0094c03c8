"""A funder falls: it is shut, or erased, by whom it may be, whole, in order, and once."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from tests.web.made import organisation, person
from tests.web.made_box import as_holder
from tests.web.made_vault import REASON, Holder, again, holder, lately, sealed
from tests.web.made_winddown import HEARD, Desk

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.correspondence.models import Box, BoxReader, Counter, Entered, Letter
from tadasu.web.foundation.procedure.models import Reason as StepReason
from tadasu.web.foundation.vault import keeping
from tadasu.web.foundation.vault.actions import (
    begin_recovery,
    complete_recovery,
    contribute,
    open_file,
    open_outside,
    open_record,
)
from tadasu.web.foundation.vault.models import Reader, Reason, RecoveryBox, SealedFile, SealedRecord, UnlockedKey
from tadasu.web.funding.applications.models import Answer, Application, Version
from tadasu.web.funding.awards.models import Award, Grantee
from tadasu.web.funding.review.models import Decision, Review
from tadasu.web.funding.review.models import Signature as Signed
from tadasu.web.funding.winddown import actions, scope
from tadasu.web.funding.winddown.models import ASKED, DONE, ERASE, RUNNING, SHUT, Fall

pytestmark = pytest.mark.usefixtures("database")


def opens(one: Holder, record: SealedRecord) -> bool:
    """Whether somebody opens it, whatever it is."""
    try:
        with acting(one.actor):
            said: Any = {"record": record.id, "key": one.key, "purpose": "verify", "reason": REASON}
            if SealedFile.objects.filter(record=record).exists():
                open_file(one.actor, **said).pieces.close()
            else:
                open_record(one.actor, **said)
    except (Refused, UsageError):
        return False
    return True


def records(desk: Desk) -> list[SealedRecord]:
    """What is not erased."""
    with desk.seen_whole():
        return list(SealedRecord.objects.filter(organisation=desk.place, erased_at=None).order_by("id"))


def opened_by_anybody(desk: Desk) -> set[str]:
    """Kinds of what somebody who has keys opens."""
    return {one.kind for one in records(desk) if any(opens(who, one) for who in desk.everybody())}


def recovered(desk: Desk, *readers: Holder) -> int:
    """Two custodians let these people read everything again."""
    actor = lately(desk.head.user)
    assert desk.key is not None
    with acting(actor):
        run = begin_recovery(
            actor, key=desk.recovery_key, readers=[one.id for one in readers], reason="The funder fell (invented)."
        )
    for one in desk.custodians[:2]:
        with acting(again(one).actor):
            contribute(again(one).actor, recovery=run, key=one.key)
    with acting(actor):
        return complete_recovery(actor, recovery=run, key=desk.head.key).records


def test_before_it_falls_somebody_opens_each_record() -> None:
    desk = Desk().used()
    kinds = set(desk.sealed_left())
    assert {"funding.application", "awards.grantee", "awards.route", "awards.agreement"} <= kinds
    assert {"correspondence.letter", "correspondence.file", "intermediaries.incident", "review.declaration"} <= kinds
    assert opened_by_anybody(desk) == kinds


def test_once_shut_nobody_in_the_organisation_opens_anything() -> None:
    desk = Desk().used()
    fall = desk.fell(SHUT)
    assert (fall.state, fall.records) == (DONE, len(records(desk)))
    assert opened_by_anybody(desk) == set()
    with desk.seen_whole():
        assert not Reader.objects.filter(organisation=desk.place).exists()
        assert RecoveryBox.objects.filter(organisation=desk.place).count() == fall.records


def test_a_code_opens_nothing_once_shut_since_somebody_here_may_have_noted_it() -> None:
    desk = Desk().used()
    desk.fell(SHUT)
    with as_holder(desk.box) as visit:
        for letter in Letter.objects.filter(box=desk.box.id):
            with pytest.raises(Refused):
                open_outside(visit_actor(), record=letter.record, private=visit.private)


def visit_actor() -> Any:
    """Nobody."""
    from tadasu.web.foundation.access import ANONYMOUS

    return ANONYMOUS


def test_enough_custodians_bring_everything_back() -> None:
    desk = Desk().used()
    before = {one.id for one in records(desk)}
    desk.fell(SHUT)
    assert recovered(desk, desk.officer, desk.second) == len(before)
    assert {one.id for one in records(desk) if opens(again(desk.officer), one)} == before


def test_once_shut_no_letter_comes_no_visit_goes_on_and_no_key_is_unlocked() -> None:
    desk = Desk().used()
    desk.fell(SHUT)
    with desk.seen_whole():
        assert not Counter.objects.filter(organisation=desk.place, open=True).exists()
        assert not Box.objects.filter(organisation=desk.place, closed=False).exists()
        assert Box.objects.get(id=desk.box.id).digest is not None
    for one in desk.everybody():
        with acting(one.actor):
            assert not UnlockedKey.objects.filter(user=one.id).exists()
    with as_holder(desk.box):
        pass
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('tadasu.holding', %s, true)", [""])
    assert Entered.objects.count() == 0


def test_what_custodians_could_not_bring_back_stays_open_until_somebody_says_that_it_is_to_go() -> None:
    desk = Desk()
    safe = sealed(desk.place, desk.officer)
    lost = sealed(desk.place, desk.officer, recoverable=False)
    desk.fell(SHUT)
    found = {one.id: opens(desk.officer, one) for one in records(desk)}
    assert (found[safe], found[lost]) == (False, True)
    desk.fell(SHUT, lost=True)
    assert not any(opens(desk.officer, one) for one in records(desk))


def test_without_a_key_that_custodians_can_use_shutting_is_refused_unless_it_is_to_be_erasing() -> None:
    desk = Desk(recovery=False)
    sealed(desk.place, desk.officer)
    with pytest.raises(UsageError, match="winddown-no-recovery"):
        desk.fell(SHUT)
    assert opened_by_anybody(desk) == {"a.report"}
    desk.fell(SHUT, lost=True)
    assert opened_by_anybody(desk) == set()


def test_a_key_whose_custodians_lost_theirs_brings_nothing_back() -> None:
    from tests.web.made_vault import LEAST

    from tadasu.web.foundation.vault.actions import start_anew

    desk = Desk()
    sealed(desk.place, desk.officer)
    for one in desk.custodians[:2]:
        actor = lately(one.user)
        with acting(actor):
            start_anew(actor, passphrase="another long passphrase (invented)", cost=LEAST)
    with pytest.raises(UsageError, match="winddown-no-recovery"):
        desk.fell(SHUT)


def test_once_erased_nothing_sealed_is_left_and_custodians_bring_nothing_back() -> None:
    desk = Desk().used()
    fall = desk.fell(ERASE)
    assert fall.state == DONE
    assert desk.sealed_left() == []
    with desk.seen_whole():
        for model in (Reader, RecoveryBox, Reason, SealedFile, BoxReader, Letter):
            assert not model._default_manager.filter(organisation=desk.place).exists(), model
    assert recovered(desk, desk.officer, desk.second) == 0


@pytest.mark.parametrize("level", [1, 3])
def test_rows_let_go_of_words_and_of_what_ties_them_to_somebody(level: int) -> None:
    desk = Desk().used(level)
    with desk.seen_whole():
        Grantee.objects.filter(level=0).update(public_name="Free Lantern (invented)")
    desk.fell(ERASE)
    with acting(lately(desk.officer.user)):
        assert not Award.objects.filter(organisation=desk.place, level=3).exists()
        assert not Review.objects.filter(organisation=desk.place, level=3).exists()
    with AsErased(desk):
        award, review = Award.objects.get(id=desk.award.id), Review.objects.get(id=desk.review.id)
        grantee = Grantee.objects.get(id=award.grantee_id)
        assert (award.box, award.readers, award.record, award.country) == (None, [], None, "")
        assert (grantee.record, grantee.public_name, grantee.readers) == (None, "", [])
        assert (review.copy, review.readers, review.until) == (None, [], None)
        assert {"floor": {}, "evidence": [], "local": ""}.items() <= eligibility(review).items()
        assert not StepReason.objects.filter(step__run=review.run).exists()
        found = Application.objects.get(id=review.application)
        assert (found.state, found.pseudonym, found.amount) == ("ended", "", None)
        assert not Answer.objects.filter(application=found).exists()
        assert not Version.objects.filter(application=found).exists()
        box = Box.objects.get(id=desk.box.id)
        assert (box.digest, box.public) == (None, None)


def eligibility(review: Review) -> dict[str, Any]:
    """Columns of what was found eligible."""
    return {name: getattr(review.eligibility, name) for name in ("floor", "evidence", "local")}


class AsErased:
    """The system sees what is withheld while something is being erased: here, once more, with a fall that is undone."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.within = desk, steward(desk.place)

    def __enter__(self) -> None:
        self.act = acting(self.within)
        self.act.__enter__()
        if not Fall.objects.filter(organisation=self.desk.place, mode=ERASE, state=RUNNING).exists():
            Fall.objects.create(organisation=self.desk.place, mode=ERASE, state=RUNNING, by_machine=True)

    def __exit__(self, *error: Any) -> None:
        transaction.set_rollback(False)
        self.act.__exit__(*error)


def test_money_is_equal_to_the_unit_and_signatures_and_outcomes_stay() -> None:
    desk = Desk().used()
    before = desk.sums()
    with desk.seen_whole():
        decided = list(Decision.objects.filter(review=desk.review).values_list("outcome", "amount", "decided_on"))
        signed = set(Signed.objects.filter(decision__review=desk.review).values_list("user", "agrees", "day"))
    desk.fell(SHUT)
    assert desk.sums() == before
    desk.fell(ERASE)
    assert desk.sums() == before
    with desk.seen_whole():
        assert decided == list(
            Decision.objects.filter(review=desk.review).values_list("outcome", "amount", "decided_on")
        )
        assert signed == set(Signed.objects.filter(decision__review=desk.review).values_list("user", "agrees", "day"))
    assert len(signed) == 3


def test_what_endangers_most_goes_first() -> None:
    desk = Desk().used()
    desk.fell(ERASE)
    order = [one.what for one in HEARD]
    assert order[0] == "doors"
    ranks = [one for one in order if one in scope.RANKS]
    assert ranks == sorted(ranks, key=scope.RANKS.index)
    assert set(ranks) == set(scope.RANKS)


def test_what_something_else_forbids_stays_and_is_counted_by_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk().used()
    with desk.seen_whole():
        held = SealedRecord.objects.get(organisation=desk.place, kind="awards.grantee")

    def refuse(record: Any) -> None:
        if record == held.id:
            raise UsageError("custody-held")

    monkeypatch.setattr(keeping, "_REFUSING", [*keeping._REFUSING, refuse])
    fall = desk.fell(ERASE)
    assert fall.kept == {"custody-held": 1}
    assert desk.sealed_left() == ["awards.grantee"]
    with AsErased(desk):
        assert Grantee.objects.get(record=held.id).public_name == ""


def test_a_second_run_does_nothing() -> None:
    desk = Desk().used()
    for mode in (SHUT, ERASE):
        desk.fell(mode)
        before = everything_of(desk)
        fall = desk.fell(mode)
        assert fall.records == 0
        assert everything_of(desk) == before


def everything_of(desk: Desk) -> list[Any]:
    """Rows that a fall changes."""
    with AsErased(desk):
        return [
            list(model._default_manager.order_by("pk").values_list())
            for model in (SealedRecord, Box, Letter, Award, Grantee, Review, Application)
        ]


def test_it_goes_on_where_it_was_stopped() -> None:
    desk = Desk().used()
    fall = desk.fell(ERASE, seconds=0)
    assert fall.state == RUNNING
    assert desk.sealed_left() != []
    actions.go_on(fall.id, organisation=desk.place.id, say=HEARD.append)
    assert desk.fall(fall.id).state == DONE
    assert desk.sealed_left() == []


def test_what_is_sealed_while_it_runs_goes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from tadasu.web.funding.winddown.actions import going_on

    desk = Desk().used()
    late: list[Any] = []
    usual = going_on._Run._end_boxes

    def once(run: Any, after: Any) -> Any:
        if not late:
            late.append(sealed(desk.place, desk.officer))
        return usual(run, after)

    monkeypatch.setattr(going_on._Run, "_end_boxes", once)
    desk.fell(ERASE)
    assert late
    assert desk.sealed_left() == []


def test_two_different_people_erase_within_a_day() -> None:
    desk = Desk().used()
    one, other = lately(desk.head.user), lately(desk.custodians[0].user)
    with acting(one):
        fall = actions.ask_erase(one, organisation=desk.place.id)
        assert fall.state == ASKED
        with pytest.raises(Refused):
            actions.confirm_erase(one, fall=fall.id)
        with pytest.raises(UsageError, match="winddown-asked"):
            actions.ask_erase(one, organisation=desk.place.id)
    assert desk.sealed_left() != []
    with acting(other):
        assert actions.confirm_erase(other, fall=fall.id).state == RUNNING
        with pytest.raises(UsageError, match="winddown-over"):
            actions.drop_erase(other, fall=fall.id)
    actions.go_on(fall.id, organisation=desk.place.id, say=HEARD.append)
    assert desk.sealed_left() == []


def test_a_day_later_nobody_can_agree_and_it_is_asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    one, other = lately(desk.head.user), lately(desk.custodians[0].user)
    with acting(one):
        fall = Fall.objects.create(
            organisation=desk.place, mode=ERASE, asked_by=desk.head.user, asked_at=timezone.now() - timedelta(hours=25)
        )
    with acting(other):
        with pytest.raises(UsageError, match="winddown-late"):
            actions.confirm_erase(other, fall=fall.id)
        with pytest.raises(DatabaseError, match="within a day"), transaction.atomic():
            Fall.objects.filter(id=fall.id).update(
                state=RUNNING, confirmed_by=desk.custodians[0].user, confirmed_at=timezone.now()
            )
        assert actions.ask_erase(other, organisation=desk.place.id).id != fall.id


@pytest.mark.parametrize("said", [{"state": RUNNING}, {"state": RUNNING, "by_machine": True, "asked_by": None}])
def test_the_database_lets_nobody_erase_alone(said: dict[str, Any]) -> None:
    desk = Desk()
    one = lately(desk.head.user)
    with acting(one), pytest.raises(DatabaseError), transaction.atomic():
        Fall.objects.create(organisation=desk.place, mode=ERASE, **{"asked_by": desk.head.user, **said})


def test_organisers_and_custodians_shut_and_nobody_else() -> None:
    desk = Desk()
    sealed(desk.place, desk.officer)
    for role in ("programme", "reviewer", "payer", "publisher", "auditor"):
        actor = lately(person(desk.place, role))
        with acting(actor), pytest.raises(Refused):
            actions.shut_now(actor, organisation=desk.place.id, lost=True)
    stranger = holder(organisation("funder", name="Another (invented)"), "organiser", "custodian")
    with acting(stranger.actor), pytest.raises(Refused):
        actions.shut_now(stranger.actor, organisation=desk.place.id, lost=True)
    actor = lately(desk.custodians[0].user)
    with acting(actor):
        fall = actions.shut_now(actor, organisation=desk.place.id, lost=False)
        assert actions.shut_now(actor, organisation=desk.place.id, lost=False).id == fall.id


def test_another_funder_keeps_all_it_has() -> None:
    desk, other = Desk().used(), Desk().used()
    before = opened_by_anybody(other)
    desk.fell(SHUT)
    desk.fell(ERASE)
    assert opened_by_anybody(other) == before
    assert len(other.sums()) > 3


def test_only_a_funder_falls() -> None:
    place = organisation("civil-society")
    keeper = steward(place)
    with acting(keeper), pytest.raises(UsageError, match="winddown-no-funder"):
        actions.begin_by_machine(keeper, organisation=place.id, mode=ERASE, lost=False)
