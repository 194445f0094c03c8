"""What people do with petitions that nobody meant: pressed twice, with nothing and nonsense, by the wrong people, too late."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.web.foundation.vault_browser import text, unlocking_browser
from tests.web.made import person
from tests.web.made_inquiry import WHY
from tests.web.made_petition import PURPOSE, REASON, SECRET, Writers, office
from tests.web.made_vault import lately, unlocking, with_keys

from tadasu.schema import UsageError
from tadasu.web.evidence.petition import actions, packing, queries
from tadasu.web.evidence.petition.models import Petition
from tadasu.web.evidence.petition.sheet import sheet_of
from tadasu.web.evidence.verification import actions as verification
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.accounts.models import Membership
from tadasu.web.foundation.findings.actions import sign, withdraw

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Writers:
    return Writers()


def test_who_said_first_that_it_is_ready_stays_the_one_who_did(desk: Writers) -> None:
    petition = desk.offered(desk.written(desk.begun()))
    for again in (desk.documenter, desk.verifier):
        desk.offered(petition, again)
    assert desk.now(petition).offered_by_id == desk.documenter.id
    assert desk.log(petition) == ["begun", "written", "offered"]


def test_what_was_packed_before_it_was_taken_back_is_not_what_is_handed_in(desk: Writers) -> None:
    petition = desk.released(desk.offered(desk.written(desk.begun())))
    desk.packed(petition)
    by = desk.documenter
    with acting(by.actor):
        actions.reopen(by.actor, petition=petition.id, reason=WHY)
    desk.attached(petition, desk.item())
    desk.released(desk.offered(petition))
    with pytest.raises(UsageError, match="petition-not-packed"):
        desk.sent(petition)
    desk.packed(petition)
    assert desk.sent(petition).state == "sent"


def test_it_is_not_handed_in_before_the_day_on_which_it_was_released(desk: Writers) -> None:
    petition = desk.released(desk.offered(desk.written(desk.begun())))
    desk.packed(petition)
    by = desk.documenter
    with acting(by.actor):
        today = timezone.localdate()
        found = Petition.objects.get(id=petition.id)
        found.begun_on = today - timedelta(30)
        assert queries.first_day(found) == today


def test_the_day_of_release_is_the_day_here_and_not_in_greenwich(desk: Writers) -> None:
    petition = desk.released(desk.offered(desk.written(desk.begun())))
    petition = desk.now(petition)
    petition.released_at = datetime(2027, 1, 1, 8, 0, tzinfo=ZoneInfo("Asia/Tokyo")).astimezone(ZoneInfo("UTC"))
    with acting(desk.documenter.actor):
        assert sheet_of(petition, desk.read(petition), []).day == "2027-01-01"


def test_a_copy_leaves_out_what_whoever_copies_cannot_open(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    mine = desk.item("mine", "document", readers=[desk.documenter])
    desk.attached(petition, mine)
    desk.attached(petition, desk.item())
    desk.read(petition, desk.verifier)
    by = desk.verifier
    with acting(by.actor):
        made = actions.copy(by.actor, petition=petition.id, regime="mx-import-ban", label="for Mexico", key=by.key)
        assert [one.row.thing for one in queries.attached(by.actor, made)] == [desk.items["extract"]]


def test_nobody_of_another_organisation_and_nobody_who_could_do_nothing_with_it_is_made_an_author(
    desk: Writers,
) -> None:
    petition = desk.begun()
    by = desk.documenter
    organiser = unlocking(with_keys(person(desk.place, "organiser")))
    for other in (desk.stranger, organiser):
        with acting(by.actor), pytest.raises(UsageError, match="petition-no-such-author"):
            actions.share(by.actor, petition=petition.id, user=other.id, key=by.key)
        with pytest.raises(UsageError, match="petition-no-such-author"):
            desk.begun(authors=(other.id,))


def test_who_left_does_nothing_any_more_and_a_session_without_second_factor_neither(desk: Writers) -> None:
    petition = desk.offered(desk.written(desk.begun()))
    desk.read(petition, desk.releaser)
    by = desk.releaser
    weak = replace(by.actor, second_factor=False)
    with acting(weak), pytest.raises((Refused, Petition.DoesNotExist)):
        actions.release(weak, petition=petition.id, seen=desk.seen(petition), reason=WHY)
    with acting(desk.verifier.actor):
        Membership.objects.filter(user=by.user).update(until=timezone.now())
    gone = lately(by.user)
    with acting(gone), pytest.raises((Refused, Petition.DoesNotExist)):
        actions.release(gone, petition=petition.id, seen=desk.seen(petition), reason=WHY)
    with acting(gone), pytest.raises((Refused, Petition.DoesNotExist)):
        packing.pack(gone, petition=petition.id, key=by.key, purpose=PURPOSE, reason=REASON)


def test_a_withdrawn_petition_counts_no_time_down(desk: Writers) -> None:
    petition = desk.handed_in("jp-model-goods")
    by = desk.documenter
    browser = unlocking_browser(by.user)
    where = reverse("petition-one", args=[petition.id])
    assert "Art. 7(3)" in text(browser.get(where))
    with acting(by.actor):
        actions.withdraw(by.actor, petition=petition.id, reason=WHY)
    said = text(browser.get(where))
    assert "No time runs any more: it was withdrawn." in said


def test_a_finding_that_is_in_force_no_more_is_told_before_it_is_released_and_handed_in(desk: Writers) -> None:
    inquiry = desk.whole()
    desk.concluded(inquiry)
    desk.signed(inquiry)
    with acting(desk.verifier.actor):
        version = verification.prepare_finding(desk.verifier.actor, inquiry=inquiry.id, number=1, reason=WHY)
    with acting(desk.editor):
        sign(desk.editor, version=version.id, reason=WHY)
    petition = desk.released(desk.offered(desk.written(desk.begun(findings=(version.id,)))))
    browser = unlocking_browser(desk.documenter.user)
    pages = [reverse("petition-one", args=[petition.id]), reverse("petition-send", args=[petition.id])]
    for page in pages:
        assert "in force any more" not in text(browser.get(page))
    with acting(desk.editor):
        withdraw(desk.editor, version=version.id, code="mistaken", reason=WHY)
    for page in pages:
        assert "in force any more" in text(browser.get(page))


def test_what_a_source_says_no_word_of_stands_in_the_package(desk: Writers) -> None:
    """Neither people, nor boxes, nor what an item is called."""
    petition = desk.written(desk.begun(), facts="Passports were kept.")
    item = desk.item("interview with the one from line 3")
    desk.attached(petition, item)
    desk.released(desk.offered(petition))
    with zipfile.ZipFile(io.BytesIO(desk.packed(petition).content)) as bag:
        said = b"".join(bag.read(name) for name in bag.namelist()).decode()
    for one in (desk.documenter, desk.verifier, desk.releaser):
        for word in (str(one.id), one.id.hex, one.user.login):
            assert word not in said
    assert "line 3" not in said
    assert str(item) not in said
    assert SECRET not in said


def test_however_much_goes_along_the_database_is_asked_as_often(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    asked = []
    for _ in range(2):
        for n in range(4):
            desk.attached(petition, desk.item(f"thing {n}", "document"))
        with acting(desk.documenter.actor), CaptureQueriesContext(connection) as counted:
            assert all(one.item is not None for one in queries.attached(desk.documenter.actor, petition))
        asked.append(len(counted))
    assert asked[0] == asked[1]


def test_where_no_author_may_release_it_that_is_said_before_somebody_is_asked(desk: Writers) -> None:
    for authors, said in (((), True), ((desk.outsider.id,), True), ((desk.releaser.id,), False)):
        petition = desk.written(desk.begun(authors=authors))
        page = text(unlocking_browser(desk.documenter.user).get(reverse("petition-offer", args=[petition.id])))
        assert ("Nobody else who can open it may release it" in page) == said


def test_what_was_returned_is_begun_anew_under_the_same_law(desk: Writers) -> None:
    petition = desk.handed_in()
    by = desk.documenter
    with acting(by.actor), pytest.raises(UsageError, match="petition-same-regime"):
        actions.copy(by.actor, petition=petition.id, regime="us-s307", label="again", key=by.key)
    with acting(by.actor):
        actions.close(by.actor, petition=petition.id, outcome="returned", day=timezone.localdate())
    browser = office(desk, petition)
    where = reverse("petition-copy", args=[petition.id])
    assert 'value="us-s307"' in browser.get(where).content.decode()
    answer = browser.post(where, {"label": "again", "regime": "us-s307"})
    assert answer.status_code == 302
    with acting(by.actor):
        made = Petition.objects.get(label="again")
    assert desk.read(made).parts == desk.read(petition).parts


@pytest.mark.parametrize(
    "name",
    ["attach", "share", "offer", "release", "reopen", "send", "acknowledge", "close", "withdraw", "package", "copy"],
)
def test_every_button_pressed_with_nothing_and_with_nonsense_answers_and_changes_nothing(
    desk: Writers, name: str
) -> None:
    petition = desk.written(desk.begun())
    browser = office(desk, petition)
    where = reverse(f"petition-{name}", args=[petition.id])
    nonsense = {
        "items": "x",
        "articles": "1",
        "user": "x",
        "seen": "-1",
        "reason": "\0",
        "channel": "x",
        "day": "2026-02-30",
    }
    nonsense |= {"outcome": "x", "purpose": "x", "regime": "x\u202e", "label": "x" * 500}
    for sent in ({}, nonsense):
        if name == "offer":
            continue
        assert browser.post(where, sent).status_code in {400, 403}
    assert browser.get(where.replace(str(petition.id), str(petition.record))).status_code == 404
    assert desk.log(petition) == ["begun", "written"]


def test_a_number_that_no_attachment_has_answers_as_if_it_were_out(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    browser = office(desk, petition)
    for number in (0, 7, 2**40):
        assert browser.post(reverse("petition-detach", args=[petition.id, number])).status_code == 302
