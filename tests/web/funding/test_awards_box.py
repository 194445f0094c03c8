"""The grantee's own page: what is paid and due, and a report in writing or speech, without an account."""

import pytest
from django.urls import reverse
from tests.web.made_awards import Desk
from tests.web.made_box import Known, as_holder, browser, front, received, token_of, wrote
from tests.web.made_vault import lately

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, acting
from tadasu.web.foundation.correspondence.actions import source
from tadasu.web.foundation.correspondence.actions.entering import enter, entered
from tadasu.web.foundation.correspondence.models import Letter
from tadasu.web.funding.awards import actions
from tadasu.web.funding.awards.models import Award, Report, Step

pytestmark = pytest.mark.usefixtures("database")


def handed_out(desk: Desk, award: Award) -> Known:
    """The box of an award, as whoever has its code."""
    done = desk.does(desk.officer, actions.hand_out_box, award=award.id)
    with acting(ANONYMOUS):
        token = enter(done.code)
        visit = entered(token)
    assert visit is not None
    return Known(done.code, token, visit)


def report(desk: Desk, award: Award) -> Report:
    with acting(lately(desk.officer.user)):
        return Report.objects.get(award=award)


def test_a_grantee_sees_its_money_and_sends_a_report_from_the_box() -> None:
    desk = Desk()
    desk.counter()
    award = desk.signed()
    box = handed_out(desk, award)
    client = browser(box)
    first = client.get(front()).content.decode()
    assert award.pseudonym in first
    page = client.get(reverse("awards-mine"))
    assert "1,500,000 JPY" in page.content.decode()
    assert str(award.id) not in page.content.decode().replace(f"{award.id}.1", "")
    said = {"token": token_of(page), "which": f"{award.id}.1", "text": "We went on. 放送を続けた。"}
    assert client.post(reverse("awards-mine"), said).status_code == 302
    found = report(desk, award)
    assert (found.state, found.by, found.letter) == ("given", "box", 1)
    with acting(lately(desk.officer.user)):
        assert Step.objects.get(award=award, act="reported").user_id is None
        assert Letter.objects.filter(box=award.box or box.id, number=1, from_source=True).exists()
    again = client.post(reverse("awards-mine"), said)
    assert again.status_code == 400
    assert "We went on. 放送を続けた。" in again.content.decode() or "No report is due" in again.content.decode()
    assert report(desk, award).letter == 1


def test_a_recording_is_a_report() -> None:
    desk = Desk()
    desk.counter()
    award = desk.signed()
    box = handed_out(desk, award)
    with as_holder(box) as visit, received(b"RIFF invented sound" * 100, "voice (invented).wav") as file:
        number = source.send_file(visit, received=file)
    with as_holder(box) as visit:
        actions.tell(visit, award=award.id, number=1, letter=number)
    assert report(desk, award).letter == number


def test_a_code_reaches_its_own_award_alone() -> None:
    desk = Desk()
    desk.counter()
    award, other = desk.signed(), desk.signed()
    box = handed_out(desk, award)
    with as_holder(box) as visit, pytest.raises(UsageError, match="awards-no-such-award"):
        actions.tell(visit, award=other.id, number=1, text="x")
    letter = wrote(box, "A letter, no file.")
    with as_holder(box) as visit, pytest.raises(UsageError, match="awards-no-such-letter"):
        actions.tell(visit, award=award.id, number=1, letter=letter)
    with pytest.raises(UsageError, match="awards-box-there"):
        handed_out(desk, award)


def test_a_withheld_award_shows_itself_to_whoever_has_its_code() -> None:
    desk = Desk()
    desk.counter()
    award = desk.signed(level=3)
    box = handed_out(desk, award)
    assert award.pseudonym in browser(box).get(reverse("awards-mine")).content.decode()
    with as_holder(box) as visit:
        actions.tell(visit, award=award.id, number=1, text="We went on.")
    assert report(desk, award).state == "given"


def test_a_withheld_award_gets_no_box_that_others_read() -> None:
    desk = Desk()
    desk.counter()
    award = desk.signed(level=3, readers=(desk.payer.id, desk.second.id))
    desk.counter(desk.officer, desk.organiser)
    with pytest.raises(UsageError, match="awards-box-withheld"):
        handed_out(desk, award)


def test_a_level_falls_as_the_grantee_wrote_and_two_people_read() -> None:
    desk = Desk()
    desk.counter()
    award = desk.signed(level=1)
    box = handed_out(desk, award)
    letter = wrote(box, "You may name us.")
    named = {"award": award.id, "level": 0, "letter": letter, "reason": "wish"}
    with pytest.raises(UsageError, match="awards-not-read"):
        desk.does(desk.officer, actions.propose_level, **named)
    with acting(lately(desk.officer.user)):
        record = Letter.objects.get(box=box.id, number=letter).record
    desk.read(desk.officer, record)
    desk.does(desk.officer, actions.propose_level, **named)
    with pytest.raises(UsageError, match="awards-not-read"):
        desk.does(desk.second, actions.approve, award=award.id, number=1)
    desk.read(desk.second, record)
    desk.does(desk.second, actions.approve, award=award.id, number=1)
    assert desk.now(award).level == 0
