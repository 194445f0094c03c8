"""What is sealed of results stands in no row, goes when its award ends or the funder falls, and goes along with the grantee."""

import pytest
from django.utils.translation import override
from tests.web.made import person
from tests.web.made_results import CANARIES, Desk, said
from tests.web.made_vault import holder, lately
from tests.web.made_winddown import Desk as Falling

from tadasu.schema import UsageError
from tadasu.web.foundation.access import acting, holding
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.vault.actions import erase
from tadasu.web.foundation.vault.models import Reader, SealedRecord
from tadasu.web.funding.awards import actions as of_awards
from tadasu.web.funding.results import actions
from tadasu.web.funding.results.models import DROPPED, PASSED, SINGLED_OUT, Result, Telling
from tadasu.web.funding.winddown.models import ERASE, SHUT
from tadasu.web.funding.winddown.taking._gathering import gathered
from tadasu.web.funding.winddown.taking._reading import page

pytestmark = pytest.mark.usefixtures("database")

LINK = "https://tezgul.example/found"


def test_whoever_is_named_a_reader_of_the_award_later_opens_its_results_too() -> None:
    desk = Desk()
    award = desk.running(readers=(desk.officer.id, desk.second.id))
    made = desk.result(award)
    third = holder(desk.place, "programme")
    desk.does(desk.officer, of_awards.name_reader, award=award.id, user=third.id, key=desk.officer.key)
    desk.read(third, made.record)


def test_no_page_of_the_vault_erases_words_of_an_award_that_runs() -> None:
    desk = Desk()
    made, whole = desk.result(desk.running()), desk.of_programme()
    actor = lately(desk.officer.user)
    for one in (made, whole):
        assert one.record is not None
        with acting(actor), pytest.raises(UsageError, match="results-kept"):
            erase(actor, record=one.record, ground="asked")


@pytest.mark.parametrize("mode", [SHUT, ERASE])
def test_if_the_funder_falls_its_results_go_with_it(mode: str) -> None:
    desk = Falling().used()
    with acting(lately(desk.officer.user)):
        made = actions.write_result(lately(desk.officer.user), award=desk.award.id, said=said(link=LINK))
    assert made.record is not None
    assert "results.words" in desk.sealed_left()
    desk.fell(mode)
    with desk.seen_whole():
        row = Result.objects.get(id=made.id)
        assert not Reader.objects.filter(record=made.record).exists()
        left = SealedRecord.objects.filter(id=made.record, erased_at=None).exists()
    assert (left, row.record is not None) == (mode == SHUT, mode == SHUT)
    assert (row.kind, row.link) == ("finding", "")


@pytest.mark.parametrize("state", [PASSED, SINGLED_OUT])
def test_erased_what_was_prepared_of_results_and_is_not_public_goes(state: str) -> None:
    desk = Falling().used()
    publisher = person(desk.place, "publisher")
    made = {"year": [{"grantee": "Voices in exile (invented)"}]} if state == PASSED else None
    with acting(lately(publisher)):
        telling = Telling.objects.create(
            organisation=desk.place,
            number=1,
            state=state,
            prepared_by=publisher,
            policy="0" * 64,
            found=[] if state == PASSED else [{"code": "attack-worked-out"}],
            made=made,
            counted=made,
            document=made,
            seen=0,
        )
    desk.fell(ERASE)
    with desk.seen_whole():
        row = Telling.objects.get(id=telling.id)
    assert (row.state, row.made, row.counted, row.document) == (DROPPED, None, None, None)


def test_a_grantees_file_holds_the_results_that_it_told() -> None:
    desk = Desk()
    desk.counter()
    award = desk.running()
    box = desk.box_of(award)
    told = desk.told(box, award)
    desk.does(desk.officer, actions.set_aside, told=told.id, code="known")
    with acting(steward(desk.place)), holding(str(box.visit.box.digest)):
        document = gathered(box.visit, "en").document
    (grant,) = document["grants"]
    assert grant["results"] == [
        {"number": 1, "letter": 1, "day": desk.today.isoformat(), "state": "set-aside", "set_aside": "known"}
    ]
    assert CANARIES[0] in document["letters"][0]["text"]
    with override("en"):
        shown = page(document, "funding.award", {}).decode()
    assert "Results you told" in shown
