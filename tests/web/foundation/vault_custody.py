"""A recovery key and its custodians, for tests: all invented."""

from uuid import UUID

from tests.web.made import organisation
from tests.web.made_vault import (
    LEAST,
    PHRASE,
    REASON,
    Holder,
    holder,
    lately,
    unlocking,
)

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.vault.actions import (
    Recovered,
    begin_recovery,
    complete_recovery,
    confirm_share,
    contribute,
    set_up_recovery,
    start_anew,
)
from tadasu.web.foundation.vault.models import RecoveryBox, Share


class Scene:
    """An organisation with an organiser and three custodians, two of whom are needed; and one reader."""

    def __init__(self, *, confirmed: int = 2) -> None:
        self.place: Organisation = organisation("civil-society")
        self.organiser = holder(self.place, "organiser")
        self.custodians = [holder(self.place, "custodian") for _ in range(3)]
        self.reader = holder(self.place, "documenter")
        self.key = self.set_up()
        for one in self.custodians[:confirmed]:
            self.confirm(one)

    def set_up(self, needed: int = 2) -> UUID:
        with acting(self.organiser.actor):
            return set_up_recovery(
                self.organiser.actor,
                organisation=self.place.id,
                custodians=[one.id for one in self.custodians],
                needed=needed,
            )

    def confirm(self, one: Holder) -> None:
        with acting(one.actor):
            share = Share.objects.get(key=self.key, user=one.id)
            confirm_share(one.actor, share=share.id, key=one.key)

    def begin(self, *readers: Holder, records: tuple[UUID, ...] = ()) -> UUID:
        with acting(self.organiser.actor):
            return begin_recovery(
                self.organiser.actor,
                key=self.key,
                readers=[one.id for one in readers],
                reason=REASON,
                records=records,
            )

    def give(self, recovery: UUID, *custodians: Holder) -> None:
        for one in custodians:
            with acting(one.actor):
                contribute(one.actor, recovery=recovery, key=one.key)

    def complete(self, recovery: UUID) -> int:
        return self.completed(recovery).records

    def completed(self, recovery: UUID) -> Recovered:
        with acting(self.organiser.actor):
            return complete_recovery(self.organiser.actor, recovery=recovery, key=self.organiser.key)

    def boxes(self) -> dict[UUID, UUID]:
        with acting(self.organiser.actor):
            return dict(RecoveryBox.objects.values_list("record", "key"))


def anew(one: Holder) -> Holder:
    """The person, who lost the passphrase and made new keys."""
    actor = lately(one.user)
    with acting(actor):
        start_anew(actor, passphrase=PHRASE, cost=LEAST)
    return unlocking(one.user)
