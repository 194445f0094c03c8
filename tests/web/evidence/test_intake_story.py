"""A worker reports on a phone without JavaScript: step by step, back and forth, on another day, and is heard."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from tests.web.foundation.vault_browser import text, unlocking_browser
from tests.web.made_box import browser, code_on, front, sent, token_of
from tests.web.made_intake import MILL, OWN, Desk, address, on, permitted, pressed, title_of
from tests.web.made_vault import REASON

from tadasu.web.evidence.intake import queries
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions import staff

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk()
    FLOODS.forget()


def test_somebody_reports_step_by_step_is_asked_corrects_and_takes_a_permission_back(desk: Desk) -> None:
    phone = browser()
    promises = phone.get(reverse("correspondence-counter", args=[desk.counter.id]))
    for said in ("Only people whom this organisation named", "Every permission is a no", "no emergency line"):
        assert said in text(promises)
    code = code_on(phone.post(reverse("correspondence-counter", args=[desk.counter.id]), follow=True))
    assert phone.get(address()).headers["Location"] == front(), "first the code is written down"
    sent(phone, "seen")
    assert reverse("intake-form") in phone.get(front()).content.decode()

    assert title_of(phone.get(address())) == "What happened?"
    assert title_of(on(phone, issues=["forced-labour"], own_words=OWN)) == "How do you know about it?"
    assert title_of(on(phone, known=["lived"])) == "Leaving, and being alone"
    on(phone, restriction_of_movement="yes", retention_of_documents="yes", isolation="unsure")
    assert title_of(on(phone, "back", withholding_of_wages="yes")) == "Leaving, and being alone"
    assert 'id="q-isolation-unsure" name="q-isolation" value="unsure" autocomplete="off" checked' in (
        phone.get(address()).content.decode()
    )
    on(phone)
    assert 'value="yes" autocomplete="off" checked' in phone.get(address()).content.decode(), "going back kept it"
    on(phone, "stop", withholding_of_wages="yes")
    sent(phone, "leave")

    again = browser()
    again.post(front(), {"act": "enter", "code": code})
    assert title_of(again.get(address())) == "Pay, debts and hours", "one goes on where one was"
    for _ in range(3):
        on(again)
    assert title_of(on(again, involuntary="yes")) == "What happens to somebody who refuses?"
    assert title_of(on(again, menace="yes")) == "Is a government behind it?"
    on(again, state_imposed="yes")
    on(again, country="An invented country", region="Near the river")
    on(again, since="March", still="yes")
    on(again, employer=MILL)
    on(again, goods="cotton yarn")
    on(again, proof=["pictures"])
    on(again, risk="yes")
    on(again, wishes=["remedy", "safety"])
    review = on(again, permissions=["authority", "publication"])
    assert title_of(review) == "Your answers"
    for said in (OWN, MILL, "cotton yarn", "It happened to me", "An authority that can act on it", "Near the river"):
        assert said in text(review)
    changed = again.post(address(), {"token": token_of(review), "go": "goods"}, follow=True)
    assert title_of(changed) == "What is made or grown there?"
    assert title_of(on(again, "review", goods="cotton yarn, grey cloth")) == "Your answers"
    box = on(again, "send")
    assert "What you filled in is sealed and lies here." in text(box)
    assert "Sealed. It is not shown again" in text(box)
    assert OWN not in text(box)

    with acting(desk.reader.actor):
        (line,) = [one for one in queries.reports_of(desk.reader.actor) if one.id != desk.box.id]
    office = unlocking_browser(desk.reader.user)
    listed = office.get(reverse("intake-reports"))
    assert f"{line.month:%Y-%m}" in text(listed)
    assert "Whatever you have sent has arrived." in text(listed)
    assert OWN not in text(listed)
    page = reverse("intake-report", args=[line.id])
    assert OWN not in text(office.get(page))
    shown = office.post(page, {"purpose": "verify", "reason": REASON}, follow=True)
    for said in (OWN, MILL, "cotton yarn, grey cloth", "Are people kept from going out", "Sent as number 1"):
        assert said in text(shown)
    with acting(desk.reader.actor):
        staff.reply(desk.reader.actor, box=line.id, text="Which building was it?", question=True)
        staff.set_state(desk.reader.actor, box=line.id, state="question")

    later = browser()
    later.post(front(), {"act": "enter", "code": code})
    assert "Which building was it?" in text(later.get(front()))
    assert "We have a question for you" in text(later.get(front()))
    sent(later, "write", text="Building three.", answers="2")
    asked = pressed(later, "permissions")
    assert 'value="authority" autocomplete="off" checked' in asked.content.decode()
    assert 'value="company" autocomplete="off">' in asked.content.decode()
    pressed(later, "permit", use=["authority"])
    seen = text(office.get(page))
    assert "Its holder took a permission back" in seen
    assert title_of(later.get(address())) == "You have sent a report before"
    on(later, relation="corrects")
    on(later, "review", own_words="It was building four.")
    assert "What you filled in is sealed" in text(on(later, "send"))
    both = office.post(page, {"purpose": "verify", "reason": REASON}, follow=True)
    assert "It was building four." in text(both)
    assert OWN in text(both), "what came first stays"
    with acting(desk.reader.actor):
        assert [one.number for one in queries.versions_of(line.id)] == [2, 1]
        assert {use for use, yes in queries.permissions_of(line.id).items() if yes} == {"authority"}
    assert permitted(desk.reader, desk.box) == set()


def test_the_form_speaks_japanese_and_the_reader_reads_in_their_own_language(desk: Desk) -> None:
    phone = browser(desk.box, **{"accept-language": "ja"})
    assert title_of(phone.get(address())) == "何がありましたか"
    review = on(phone, "review", issues=["forced-labour"], own_words="門に鍵がかかります。")
    assert "仕事を断れない、または辞められない" in text(review)
    on(phone, "send")
    office = unlocking_browser(desk.reader.user)
    page = reverse("intake-report", args=[desk.box.id])
    shown = text(office.post(page, {"purpose": "verify", "reason": REASON}, follow=True))
    assert "People cannot refuse the work or cannot leave" in shown
    assert "門に鍵がかかります。" in shown
    assert "Language of the form: 日本語" in shown


def test_where_there_is_no_report_yet_it_is_said_how_one_comes(desk: Desk) -> None:
    office = unlocking_browser(desk.colleague.user)
    assert "No report yet" in text(office.get(reverse("intake-reports")))
