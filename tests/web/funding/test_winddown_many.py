"""A funder with many records falls: in batches, in memory that does not grow with them."""

import os
import tracemalloc
from uuid import uuid4

import pytest
from tests.web.made_winddown import Desk

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.vault.models import KeyPair, Reader, RecoveryBox, SealedRecord
from tadasu.web.funding.winddown.actions import begin_by_machine, go_on
from tadasu.web.funding.winddown.models import ERASE, SHUT

pytestmark = pytest.mark.usefixtures("database")

KINDS = ("awards.grantee", "funding.application", "awards.route", "correspondence.letter", "review.score")
FEW, MANY = 300, 3000


def stuffed(desk: Desk, count: int) -> None:
    """So many records of every kind, each with a reader and a box for custodians; what is in them is noise."""
    place = steward(desk.place)
    with acting(place):
        pair = KeyPair.objects.get(user=desk.officer.id, until=None)
        rows = [
            SealedRecord(
                id=uuid4(),
                organisation=desk.place,
                kind=KINDS[at % 5],
                content=os.urandom(400),
                commitment=b"x" * 32,
                deal=1,
            )
            for at in range(count)
        ]
        for at in range(0, count, 2000):
            some = rows[at : at + 2000]
            assert desk.key is not None
            SealedRecord.objects.bulk_create(some)
            Reader.objects.bulk_create(
                Reader(record=one, organisation=desk.place, user=desk.officer.user, pair=pair, box=b"x" * 112, deal=1)
                for one in some
            )
            RecoveryBox.objects.bulk_create(
                RecoveryBox(record=one, organisation=desk.place, key_id=desk.recovery_key, box=b"x" * 112)
                for one in some
            )


@pytest.mark.parametrize("mode", [SHUT, ERASE])
def test_memory_does_not_grow_with_the_number_of_records(mode: str) -> None:
    most = []
    for count in (FEW, MANY):
        desk = Desk()
        stuffed(desk, count)
        keeper = steward(desk.place)
        with acting(keeper):
            fall = begin_by_machine(keeper, organisation=desk.place.id, mode=mode, lost=False)
        tracemalloc.start()
        go_on(fall.id, organisation=desk.place.id, say=lambda step: None)
        most.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert desk.fall(fall.id).records == count
    assert most[1] < 2 * most[0] + 2_000_000
