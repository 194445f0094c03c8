"""From ready to closed: two people, what may go along, the package, the log, the times of the law, what the database refuses."""

import hashlib
import io
import json
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, ProgrammingError
from django.utils import timezone
from tests.web.made_inquiry import WHY
from tests.web.made_petition import SECRET, Writers
from tests.web.made_vault import Holder

from tadasu.law import Part
from tadasu.schema import UsageError
from tadasu.web.evidence.custody import actions as custody
from tadasu.web.evidence.custody import permission
from tadasu.web.evidence.custody.models import Step as CustodyStep
from tadasu.web.evidence.petition import actions, queries
from tadasu.web.evidence.petition.models import Attachment, Petition
from tadasu.web.foundation.access import Refused, acting

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Writers:
    return Writers()


@pytest.fixture
def forbidding(monkeypatch: pytest.MonkeyPatch) -> set[Any]:
    """Origins whose sources let nothing go to an authority."""
    no: set[Any] = set()

    def refusing(origin: Any, to: str) -> None:
        if origin in no and to == "authority":
            raise UsageError("intake-not-permitted")

    monkeypatch.setattr(permission, "_REFUSING", [*permission._REFUSING, refusing])
    return no


def from_box(desk: Writers) -> tuple[Any, Any]:
    """An item that came out of a box, and the box."""
    origin = desk.place.id
    with acting(desk.documenter.actor):
        made = custody.receive_text(
            desk.documenter.actor,
            organisation=desk.place.id,
            kind="testimony",
            label="report 1",
            text="An invented report.",
            readers=[desk.documenter.id],
            origin_of=origin,
        )
    return made, origin


def test_two_people_release_it_and_who_said_that_it_is_ready_is_not_the_second(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    with pytest.raises(UsageError, match="petition-not-offered"):
        desk.released(petition)
    desk.offered(petition, desk.verifier)
    with pytest.raises(Refused):
        desk.released(petition, desk.verifier)
    with pytest.raises(Refused):
        desk.released(petition, desk.documenter)
    done = desk.released(petition)
    assert (done.state, done.offered_by_id, done.released_by_id) == ("released", desk.verifier.id, desk.releaser.id)
    assert desk.log(petition) == ["begun", "written", "offered", "released"]


def test_nobody_releases_what_they_have_not_read_nor_another_version(desk: Writers) -> None:
    petition = desk.offered(desk.written(desk.begun()))
    by = desk.releaser.actor
    with acting(by), pytest.raises(UsageError, match="petition-not-read"):
        actions.release(by, petition=petition.id, seen=desk.seen(petition), reason=WHY)
    desk.read(petition, desk.releaser)
    with acting(by), pytest.raises(UsageError, match="petition-changed"):
        actions.release(by, petition=petition.id, seen=desk.seen(petition) - 1, reason=WHY)
    with acting(by), pytest.raises(UsageError, match="reason-missing"):
        actions.release(by, petition=petition.id, seen=desk.seen(petition), reason="  ")


def test_whatever_is_changed_takes_back_that_it_is_ready(desk: Writers) -> None:
    petition = desk.offered(desk.written(desk.begun()))
    assert desk.written(petition, facts="Otherwise.").offered_by_id is None
    petition = desk.offered(petition)
    desk.attached(petition, desk.item())
    assert desk.now(petition).offered_by_id is None
    petition = desk.offered(petition)
    with acting(desk.verifier.actor):
        actions.detach(desk.verifier.actor, petition=petition.id, number=1)
    assert desk.now(petition).offered_by_id is None


def test_an_empty_petition_is_not_ready(desk: Writers) -> None:
    petition = desk.written(desk.begun(), petitioner="")
    with pytest.raises(UsageError, match="petition-empty"):
        desk.offered(petition)


def test_of_what_was_released_neither_text_nor_attachments_change(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    desk.attached(petition, desk.item())
    desk.released(desk.offered(petition))
    with pytest.raises(UsageError, match="petition-state"):
        desk.written(petition, facts="Otherwise.")
    with pytest.raises(UsageError, match="petition-state"):
        desk.attached(petition, desk.item("pictures", "picture"))
    with acting(desk.documenter.actor), pytest.raises(UsageError, match="petition-state"):
        actions.detach(desk.documenter.actor, petition=petition.id, number=1)
    changes: list[dict[str, Any]] = [{"record": petition.id}, {"version": 9}, {"filled": []}, {"state": "closed"}]
    for change in changes:
        rows = Petition.objects.filter(id=petition.id)
        with acting(desk.documenter.actor), pytest.raises(DatabaseError):
            rows.update(**change)
    with acting(desk.documenter.actor), pytest.raises(DatabaseError):
        Attachment.objects.all().delete()
    for change in ({"label": "x"}, {"regime": "eu-flr"}, {"organisation": desk.elsewhere.id}):
        rows = Petition.objects.filter(id=petition.id)
        with acting(desk.documenter.actor), pytest.raises(ProgrammingError, match="permission denied"):
            rows.update(**change)


def test_the_database_refuses_a_release_in_the_name_of_somebody_else(desk: Writers) -> None:
    petition = desk.offered(desk.written(desk.begun()))
    forged = {"state": "released", "released_by": desk.releaser.id, "released_at": timezone.now()}
    rows = Petition.objects.filter(id=petition.id)
    with acting(desk.documenter.actor), pytest.raises(DatabaseError, match="in the name of somebody else"):
        rows.update(**forged)
    with acting(desk.documenter.actor), pytest.raises(DatabaseError):
        rows.update(**{**forged, "released_by": desk.documenter.id})


def test_taken_back_it_is_a_draft_that_two_people_release_anew(desk: Writers) -> None:
    petition = desk.released(desk.offered(desk.written(desk.begun())))
    desk.packed(petition)
    with acting(desk.documenter.actor):
        back = actions.reopen(desk.documenter.actor, petition=petition.id, reason=WHY)
    assert (back.state, back.offered_by_id, back.released_by_id) == ("draft", None, None)
    desk.released(desk.offered(desk.written(petition, facts="Otherwise.")))
    with pytest.raises(UsageError, match="petition-not-packed"):
        desk.sent(petition)


def test_only_items_whose_source_lets_them_go_to_an_authority_go_along(desk: Writers, forbidding: set[Any]) -> None:
    petition = desk.written(desk.begun())
    item, origin = from_box(desk)
    forbidding.add(origin)
    with pytest.raises(UsageError, match="intake-not-permitted"):
        desk.attached(petition, item)
    forbidding.clear()
    desk.attached(petition, item)
    forbidding.add(origin)
    with pytest.raises(UsageError, match="intake-not-permitted"):
        desk.offered(petition)
    forbidding.clear()
    desk.released(desk.offered(petition))
    desk.packed(petition)
    forbidding.add(origin)
    for act in (desk.packed, desk.sent):
        with pytest.raises(UsageError, match="intake-not-permitted"):
            act(petition)
    assert desk.now(petition).state == "released"


def test_a_copy_leaves_out_what_its_source_does_not_let_go_any_more(desk: Writers, forbidding: set[Any]) -> None:
    petition = desk.written(desk.begun())
    item, origin = from_box(desk)
    desk.attached(petition, item)
    desk.attached(petition, desk.item())
    forbidding.add(origin)
    desk.read(petition)
    with acting(desk.documenter.actor):
        made = actions.copy(
            desk.documenter.actor, petition=petition.id, regime="eu-flr", label="for the EU", key=desk.documenter.key
        )
        assert [one.row.thing for one in queries.attached(desk.documenter.actor, made)] == [desk.items["extract"]]


def test_nothing_that_one_cannot_open_and_nothing_of_others_is_attached(desk: Writers) -> None:
    petition = desk.begun()
    theirs = desk.item("theirs", "document", by=desk.stranger)
    closed = desk.item("closed", "document", by=desk.outsider, readers=[desk.outsider])
    for thing in (theirs, closed, petition.id):
        with pytest.raises(UsageError, match="petition-no-such-thing"):
            desk.attached(petition, thing)
        with pytest.raises(UsageError, match="petition-no-such-thing"):
            desk.attached(petition, thing, kind="article")
    with pytest.raises(UsageError, match="petition-no-such-thing"):
        desk.attached(petition, desk.item(), kind="rumour")


def test_the_same_thing_is_attached_once(desk: Writers) -> None:
    petition = desk.begun()
    item = desk.item()
    assert desk.attached(petition, item) == desk.attached(petition, item) == 1
    assert desk.log(petition) == ["begun", "attached"]


def test_an_item_that_was_erased_meanwhile_keeps_it_from_being_released(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    item = desk.item()
    desk.attached(petition, item)
    with acting(desk.documenter.actor):
        custody.erase(desk.documenter.actor, item=item, ground="mistake", key=desk.documenter.key)
    with pytest.raises(UsageError, match="petition-attachment-gone"):
        desk.offered(petition)


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as bag:
        return {one.filename.partition("/")[2]: bag.read(one) for one in bag.infolist()}


def test_the_package_holds_page_json_and_digests_that_fit(desk: Writers) -> None:
    petition = desk.written(desk.begun(), who="紡織工場 <b>（架空）</b>", facts=f"One.\n{SECRET}")
    item = desk.item()
    desk.attached(petition, item)
    desk.released(desk.offered(petition))
    packed = desk.packed(petition)
    files = unpacked(packed.content)
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        for line in files[manifest].decode().splitlines():
            digest, _, name = line.partition("  ")
            assert hashlib.sha256(files[name]).hexdigest() == digest
    assert files["bagit.txt"].startswith(b"BagIt-Version: 1.0\n")
    told = json.loads(files["data/petition.json"])
    assert hashlib.sha256(files["data/petition.json"]).hexdigest() == packed.digest
    texts = {part["part"]: part["text"] for one in told["fields"] for part in one["parts"]}
    assert texts["facts"] == f"One.\n{SECRET}"
    assert told["regime"] == "us-s307"
    assert told["fields"][0]["articles"] == {"en": "19 CFR 12.42(b)", "ja": "19 CFR第12.42条(b)"}
    assert told["attachments"][0]["package"] == f"tadasu-evidence-{item.hex[:8]}.zip"
    page = files["data/petition.html"].decode()
    assert "Petition / 申立書" in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert desk.log(petition)[-1] == "packed"


def test_the_same_petition_gives_the_same_package_and_another_salt_another_digest(desk: Writers) -> None:
    one, other = desk.written(desk.begun()), desk.written(desk.begun())
    for petition in (one, other):
        desk.released(desk.offered(petition))
    assert desk.packed(one).content == desk.packed(one).content
    assert desk.packed(one).digest != desk.packed(other).digest


def test_a_draft_is_not_packed_and_nobody_but_an_author_packs(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    with pytest.raises(UsageError, match="petition-state"):
        desk.packed(petition)
    desk.released(desk.offered(petition))
    with pytest.raises(Refused):
        desk.packed(petition, desk.outsider)


def test_what_was_handed_in_when_and_to_whom_stands_in_the_log(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    item = desk.item()
    desk.attached(petition, item)
    desk.released(desk.offered(petition))
    with pytest.raises(UsageError, match="petition-not-packed"):
        desk.sent(petition)
    digest = desk.packed(petition).digest
    today = timezone.localdate()
    desk.sent(petition)
    with acting(desk.documenter.actor):
        line = queries.log_of(petition)[0]
        assert (line.act, line.on) == ("sent", today)
        assert line.detail == {"channel": "portal", "to": "us-s307", "digest": digest}
        told = CustodyStep.objects.get(item=item, act="disclosed")
    assert told.detail["to"] == "authority"
    with pytest.raises(UsageError, match="petition-state"):
        desk.sent(petition)


def test_who_cannot_disclose_an_item_does_not_note_that_it_was_handed_in(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    item, _ = from_box(desk)
    desk.attached(petition, item)
    desk.released(desk.offered(petition))
    desk.packed(petition)
    with pytest.raises(Refused):
        desk.sent(petition, desk.verifier)
    assert desk.now(petition).state == "released"
    desk.sent(petition)


def test_from_the_day_on_which_it_was_handed_in_the_times_of_the_law_run(desk: Writers) -> None:
    petition = desk.handed_in("jp-model-goods", language="ja")
    with acting(desk.documenter.actor):
        (clock,) = queries.clocks_of(petition)
    assert clock.basis.article == "Art. 7(3) (model)"
    assert (clock.clock.count, clock.clock.unit.value) == (10, "working-day")
    assert clock.due > petition.sent_on  # type: ignore[operator]
    assert queries.clocks_of(desk.handed_in("us-s307")) == ()


def test_acknowledged_and_closed_on_days_that_can_be(desk: Writers) -> None:
    petition = desk.handed_in()
    today, by = timezone.localdate(), desk.documenter.actor
    for wrong in (today - timedelta(1), today + timedelta(1), date(1999, 1, 1)):
        with acting(by), pytest.raises(UsageError, match="petition-day"):
            actions.acknowledge(by, petition=petition.id, day=wrong)
    with acting(by):
        assert actions.acknowledge(by, petition=petition.id, day=today).state == "acknowledged"
    with acting(by), pytest.raises(UsageError, match="petition-no-such"):
        actions.close(by, petition=petition.id, outcome="victory", day=today)
    with acting(by):
        closed = actions.close(by, petition=petition.id, outcome="taken-up", day=today)
    assert (closed.state, closed.outcome, closed.closed_on) == ("closed", "taken-up", today)
    assert desk.log(petition)[-3:] == ["sent", "acknowledged", "closed"]
    with acting(by), pytest.raises(UsageError, match="petition-state"):
        actions.withdraw(by, petition=petition.id, reason=WHY)


def test_a_day_on_which_it_was_not_begun_yet_is_refused(desk: Writers) -> None:
    petition = desk.released(desk.offered(desk.written(desk.begun())))
    desk.packed(petition)
    for wrong in (timezone.localdate() - timedelta(1), timezone.localdate() + timedelta(1)):
        with pytest.raises(UsageError, match="petition-day"):
            desk.sent(petition, day=wrong)
    with acting(desk.documenter.actor), pytest.raises(UsageError, match="petition-no-such"):
        actions.send(desk.documenter.actor, petition=petition.id, channel="pigeon", day=timezone.localdate())


@pytest.mark.parametrize("far", ["draft", "released", "sent"])
def test_it_is_withdrawn_from_wherever_it_is_and_stays_so(desk: Writers, far: str) -> None:
    petition = desk.handed_in() if far == "sent" else desk.written(desk.begun())
    if far == "released":
        desk.released(desk.offered(petition))
    by: Holder = desk.outsider
    with acting(by.actor):
        gone = actions.withdraw(by.actor, petition=petition.id, reason=WHY)
    assert gone.state == "withdrawn"
    with pytest.raises(UsageError, match="petition-state"):
        desk.written(petition, facts="Otherwise.")


def test_who_may_release_finds_it_waiting_and_whoever_cannot_open_it_does_not(desk: Writers) -> None:
    petition = desk.offered(desk.written(desk.begun()), desk.verifier)
    for one, waits in ((desk.releaser, True), (desk.verifier, False), (desk.second, False), (desk.documenter, False)):
        with acting(one.actor):
            assert [each.id for each in queries.waiting(one.actor)] == [petition.id] * waits
    desk.released(petition)
    with acting(desk.releaser.actor):
        assert not queries.waiting(desk.releaser.actor)


def test_by_the_law_of_the_day_on_which_it_was_handed_in_it_is_counted(desk: Writers) -> None:
    petition = desk.handed_in("eu-flr")
    petition.sent_on = date(2028, 1, 3)
    with acting(desk.documenter.actor):
        assert queries.completeness_of(petition, {Part.GOOD: "x"}).status.standing == "in_force"  # type: ignore[union-attr]
