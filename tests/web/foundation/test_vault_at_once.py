"""Two people at the same time: nothing is lost, nothing is counted twice."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from tests.web.made import organisation
from tests.web.made_vault import CONTENT, PLAIN, everything, holder, opened, sealed, stored

from tadasu.schema import UsageError
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.vault import _files, quota
from tadasu.web.foundation.vault.actions import add_reader, remove_reader, rotate
from tadasu.web.foundation.vault.models import Reader, SealedFile, SealedRecord

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture(autouse=True)
def nothing_left(committed: None) -> Iterator[None]:
    """Files of a test are taken away."""
    yield
    for name in list(_files.names()):
        _files.remove(name)


def at_once(*acts: Callable[[], object]) -> list[BaseException | None]:
    """What each raised."""
    ready = threading.Barrier(len(acts))
    raised: list[BaseException | None] = [None] * len(acts)

    def run(n: int) -> None:
        try:
            ready.wait()
            acts[n]()
        except Exception as error:
            raised[n] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(acts))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return raised


def test_readers_who_seal_anew_add_and_open_at_once_lose_nothing() -> None:
    place = organisation()
    one, other, third = (holder(place, "analyst") for _ in range(3))
    record = sealed(place, one, other)

    def sealing_anew() -> None:
        for _ in range(5):
            with acting(one.actor):
                rotate(one.actor, record=record, key=one.key)

    def adding() -> None:
        for _ in range(5):
            with acting(other.actor):
                add_reader(other.actor, record=record, user=third.id, key=other.key)
            with acting(other.actor):
                remove_reader(other.actor, record=record, user=third.id, key=other.key)

    def opening() -> None:
        for _ in range(5):
            assert opened(one, record) == CONTENT

    assert at_once(sealing_anew, adding, opening) == [None, None, None]
    assert opened(one, record) == opened(other, record) == CONTENT
    with acting(one.actor):
        row = SealedRecord.objects.get(id=record)
        assert row.deal == 11
        assert set(Reader.objects.filter(record=record).values_list("user", "deal")) == {(one.id, 11), (other.id, 11)}


def test_of_two_files_that_come_at_once_one_is_too_much() -> None:
    place = organisation()
    reader = holder(place, "analyst")
    stored(place, reader)
    size = everything()[0].stat().st_size
    limits = quota.Limits(organisation=2 * size, spare=0)
    raised = at_once(*(lambda: stored(place, reader, content=PLAIN, limits=limits) for _ in range(2)))
    refused = [error for error in raised if error is not None]
    assert len(refused) == 1
    assert isinstance(refused[0], UsageError)
    assert refused[0].code == "vault-full"
    with acting(reader.actor):
        assert SealedFile.objects.count() == len(everything()) == 2
