"""Those who do something with one petition at the same moment, each with a connection: nothing is lost, nothing stands twice."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone
from tests.web.made_inquiry import WHY
from tests.web.made_petition import Writers
from tests.web.made_vault import Holder

from tadasu.law import Part
from tadasu.schema import UsageError
from tadasu.web.evidence.petition import actions
from tadasu.web.evidence.petition.conflicts import Conflict
from tadasu.web.evidence.petition.models import Petition
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.vault import _files
from tadasu.web.foundation.vault.models import SealedRecord

TOGETHER = 4


@pytest.fixture
def desk(committed: None) -> Iterator[Writers]:
    yield Writers()
    for name in list(_files.names()):
        _files.remove(name)


def at_once(acts: list[Callable[[], object]]) -> list[str]:
    """What each came to: a word of the act, or the code of why not."""

    def alone(act: Callable[[], object]) -> str:
        try:
            act()
        except Conflict:
            return "conflict"
        except UsageError as error:
            return error.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        return sorted(threads.map(alone, acts))


def writes(petition: Petition, by: Holder, said: str) -> Callable[[], object]:
    def act() -> object:
        with acting(by.actor):
            return actions.write_text(
                by.actor, petition=petition.id, parts={Part.FACTS: said}, seen=petition.version, key=by.key
            )

    return act


def releases(desk: Writers, petition: Petition) -> Callable[[], object]:
    by, seen = desk.releaser, desk.seen(petition)

    def act() -> object:
        with acting(by.actor):
            return actions.release(by.actor, petition=petition.id, seen=seen, reason=WHY)

    return act


def test_of_those_who_write_at_once_one_is_kept_and_the_others_are_told(desk: Writers) -> None:
    petition = desk.begun()
    people = (desk.documenter, desk.verifier)
    for one in people:
        desk.read(petition, one)
    came = at_once([writes(petition, one, f"of {one.id}") for one in people * 2])
    assert came.count("conflict") + came.count("petition-not-open") + came.count("done") == TOGETHER
    assert desk.now(petition).version == 2
    assert desk.log(petition) == ["begun", "written"]
    with acting(desk.documenter.actor):
        texts = SealedRecord.objects.filter(about=petition.id, kind="petition.text")
        assert texts.filter(erased_at=None).count() == 1


def test_it_is_either_released_as_it_was_read_or_written_and_not_released(desk: Writers) -> None:
    petition = desk.offered(desk.written(desk.begun()))
    desk.read(petition, desk.releaser)
    came = at_once([releases(desk, petition), writes(petition, desk.documenter, "Something else.")])
    found = desk.now(petition)
    facts = desk.read(petition).parts[Part.FACTS]
    assert came in (["done", "petition-state"], ["done", "petition-not-offered"], ["done", "petition-changed"])
    assert (found.state == "released") == (facts != "Something else.")


def test_handed_in_and_taken_back_at_once_it_is_one_of_both(desk: Writers) -> None:
    petition = desk.released(desk.offered(desk.written(desk.begun())))
    desk.packed(petition)
    by = desk.documenter

    def sends() -> object:
        with acting(by.actor):
            return actions.send(by.actor, petition=petition.id, channel="post", day=timezone.localdate())

    def takes_back() -> object:
        with acting(by.actor):
            return actions.reopen(by.actor, petition=petition.id, reason=WHY)

    assert at_once([sends, takes_back, sends, takes_back]) == ["done", *["petition-state"] * 3]
    assert desk.now(petition).state in {"sent", "draft"}
