"""An organisation is shut without a key, and erased in bulk: only the system does it, and what somebody keeps is not touched."""

from typing import Any
from uuid import UUID

import pytest
from tests.web.made import organisation
from tests.web.made_vault import Holder, holder, opened, sealed, stored

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.vault import keeping
from tadasu.web.foundation.vault.actions import (
    begin_recovery,
    complete_recovery,
    confirm_share,
    contribute,
    erase_all,
    forget_reasons,
    lock_all,
    set_up_recovery,
    shut,
)
from tadasu.web.foundation.vault.models import Reader, Reason, RecoveryBox, SealedRecord, Share, UnlockedKey
from tadasu.web.foundation.vault.standing import standing, still_open

pytestmark = pytest.mark.usefixtures("database")


class Kept:
    """An organisation with a reader, a recovery key among three, a record that they could bring back, and one they could not."""

    def __init__(self) -> None:
        self.place = organisation("civil-society")
        self.reader, self.head = holder(self.place, "documenter"), holder(self.place, "organiser")
        self.custodians = [holder(self.place, "custodian") for _ in range(3)]
        with acting(self.head.actor):
            named = [one.id for one in self.custodians]
            self.key = set_up_recovery(self.head.actor, organisation=self.place.id, custodians=named, needed=2)
        for one in self.custodians:
            with acting(one.actor):
                confirm_share(one.actor, share=Share.objects.get(key=self.key, user=one.id).id, key=one.key)
        self.safe = sealed(self.place, self.reader)
        self.lost = sealed(self.place, self.reader, recoverable=False)
        self.keeper = steward(self.place)

    def does(self, act: Any, **named: Any) -> Any:
        """As the system at work there."""
        with acting(self.keeper):
            return act(self.keeper, organisation=self.place.id, **named)

    def recovered(self, by: Holder) -> int:
        """For one reader."""
        with acting(self.head.actor):
            run = begin_recovery(self.head.actor, key=self.key, readers=[by.id], reason="All was shut (invented).")
        for one in self.custodians[:2]:
            with acting(one.actor):
                contribute(one.actor, recovery=run, key=one.key)
        with acting(self.head.actor):
            return complete_recovery(self.head.actor, recovery=run, key=self.head.key).records


def test_what_was_shut_opens_for_nobody_until_custodians_bring_it_back() -> None:
    kept = Kept()
    assert opened(kept.reader, kept.safe)
    assert kept.does(shut, records=[kept.safe]) == 1
    with pytest.raises(Refused):
        opened(kept.reader, kept.safe)
    with acting(kept.keeper):
        assert not Reader.objects.filter(record=kept.safe).exists()
        assert not Reason.objects.filter(record=kept.safe).exists()
        assert RecoveryBox.objects.filter(record=kept.safe).count() == 1
    assert kept.recovered(kept.reader) == 1
    assert opened(kept.reader, kept.safe)


def test_it_is_told_before_what_custodians_could_not_bring_back() -> None:
    kept = Kept()
    with acting(kept.keeper):
        assert (standing(kept.place.id).safe, standing(kept.place.id).lost) == (1, 1)
        lost = list(still_open(kept.place.id, lost=True).values_list("id", flat=True))
        assert lost == [kept.lost]
    kept.does(shut, records=[kept.safe, kept.lost])
    with acting(kept.keeper):
        assert (standing(kept.place.id).safe, standing(kept.place.id).lost) == (0, 0)


def test_records_of_another_organisation_are_not_touched() -> None:
    kept, other = Kept(), Kept()
    assert kept.does(shut, records=[other.safe]) == 0
    assert kept.does(erase_all, records=[other.safe], ground="wind-down") == 0
    assert opened(other.reader, other.safe)


def test_many_are_erased_at_once() -> None:
    kept = Kept()
    file = stored(kept.place, kept.reader)
    assert kept.does(erase_all, records=[kept.safe, kept.lost, file], ground="wind-down") == 3
    with acting(kept.keeper):
        for row in SealedRecord.objects.filter(id__in=[kept.safe, kept.lost, file]):
            assert (row.content, row.commitment, row.about, row.sealed_on) == (None, None, None, None)
            assert row.erased_at is not None
    assert kept.does(erase_all, records=[kept.safe], ground="wind-down") == 0


def test_of_many_of_which_one_is_kept_none_is_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept()

    def refuse(record: UUID) -> None:
        if record == kept.lost:
            raise UsageError("custody-held")

    monkeypatch.setattr(keeping, "_REFUSING", [refuse])
    with pytest.raises(UsageError, match="custody-held"):
        kept.does(erase_all, records=[kept.safe, kept.lost], ground="wind-down")
    assert opened(kept.reader, kept.safe)


def test_every_key_of_everybody_is_locked() -> None:
    kept = Kept()
    people = [kept.reader, kept.head, *kept.custodians]
    assert kept.does(lock_all) == len(people)
    for one in people:
        with acting(one.actor):
            assert not UnlockedKey.objects.filter(user=one.id).exists()


@pytest.mark.parametrize("act", [shut, erase_all, lock_all, forget_reasons])
def test_no_person_does_it_whatever_they_are(act: Any) -> None:
    kept = Kept()
    every = holder(kept.place, "organiser", "custodian", "documenter")
    named: dict[str, Any] = {} if act in {lock_all, forget_reasons} else {"records": [kept.safe]}
    if act is erase_all:
        named["ground"] = "wind-down"
    with acting(every.actor), pytest.raises(Refused):
        act(every.actor, organisation=kept.place.id, **named)
