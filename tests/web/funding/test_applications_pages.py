"""The pages: for whoever has the code, step by step and without losing anything; for those who read, codes first."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.web.foundation.vault_browser import browser as at_work
from tests.web.foundation.vault_browser import text, unlocking_browser
from tests.web.made_applications import (
    NAME,
    SUMMARY,
    Desk,
    address,
    applied,
    begun,
    chose,
    filled,
    held,
    on,
    pressed,
)
from tests.web.made_box import as_holder, browser, front, received
from tests.web.made_intake import title_of
from tests.web.made_vault import REASON, lately

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions import source
from tadasu.web.foundation.correspondence.actions.entering import leave
from tadasu.web.foundation.correspondence.apart import STEP
from tadasu.web.foundation.vault import _files
from tadasu.web.funding.applications.actions.drafting import draft_of, save
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.calls import actions as calls

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk()
    FLOODS.forget()
    for name in list(_files.names()):
        _files.remove(name)


def answers(desk: Desk) -> dict[str, Any]:
    with as_holder(desk.box) as visit:
        found = draft_of(visit)
        return dict(found.answers) if found is not None else {}


def test_one_applies_page_by_page(desk: Desk) -> None:
    client = browser(desk.box)
    assert "Voices that were silenced (invented)" in text(client.get(address()))
    shown = chose(client, desk.call)
    assert title_of(shown) == "Would it be dangerous for you to be named?"
    shown = on(client, inside="yes", punished="yes", known="yes", pointing="no")
    assert title_of(shown) == "How are you to be protected?"
    said = text(shown)
    assert "You decide. From your answers we recommend: Intermediary only" in said
    assert "Receiving foreign money is punished there." in said
    shown = on(client, level="region")
    assert title_of(shown) == "What may be published, and when?"
    shown = on(client, "back")
    assert title_of(shown) == "How are you to be protected?"
    assert re.search(r'value="region"[^>]* checked', shown.content.decode())
    filled(desk.box)
    with as_holder(desk.box) as visit:
        save(visit, to="review")
    shown = client.get(address())
    assert title_of(shown) == "Your application"
    assert NAME in shown.content.decode()
    assert "Region only: we know you" in text(shown)
    shown = on(client, "send")
    assert "What you filled in is sealed and lies here." in text(shown)
    found = held(desk.box)
    assert found.state == "received"
    box = text(client.get(front()))
    assert found.pseudonym in box
    assert "With your code the form shows it again" in box
    assert "Voices that were silenced (invented)" in box


def test_the_whole_form_is_there_in_japanese(desk: Desk) -> None:
    client = browser(desk.box, **{"accept-language": "ja"})
    shown = chose(client, desk.call)
    assert title_of(shown) == "名前が出ると危険ですか"
    shown = on(client, inside="no", punished="no", known="no", pointing="no")
    assert "勧めます：公開" in text(shown)
    for _ in range(30):
        said = text(shown)
        assert re.search(r"[ぁ-ん]", said)
        if title_of(shown) == "あなたの申請":
            break
        shown = on(client)
    assert title_of(shown) == "あなたの申請"
    assert "送る前に次が要ります" in text(shown)


def test_another_language_keeps_what_is_typed(desk: Desk) -> None:
    client = browser(desk.box)
    chose(client, desk.call)
    shown = on(client, speak="ja", inside="yes")
    assert title_of(shown) == "名前が出ると危険ですか"
    assert answers(desk) == {"inside": "yes"}


def test_nothing_is_lost_by_stopping(desk: Desk) -> None:
    client = browser(desk.box)
    chose(client, desk.call)
    on(client, "stop", inside="unsure")
    assert "Go on with what you began" in text(client.get(front()))
    assert re.search(r'value="unsure"[^>]* checked', client.get(address()).content.decode())


def test_a_page_that_was_typed_after_its_visit_was_over_is_kept_with_the_code(desk: Desk) -> None:
    client = browser(desk.box)
    chose(client, desk.call)
    from tests.web.made_intake import standing

    form = standing(client.get(address()).content.decode())
    leave(desk.box.token)
    shown = client.post(address(), {**form, "act": "next", "q-inside": "yes"})
    assert shown.status_code == 400
    assert answers(desk) == {}
    again = client.post(address(), {"page": "danger", "q-inside": "yes", "act": "enter", "code": desk.box.code})
    assert again.status_code == 302
    assert answers(desk) == {"inside": "yes"}


def test_words_that_are_too_long_come_back_and_nothing_is_kept_of_the_page(desk: Desk) -> None:
    begun(desk.box, desk.call)
    filled(desk.box)
    with as_holder(desk.box) as visit:
        save(visit, to="names")
    shown = on(browser(desk.box), name="長" * 201)
    assert shown.status_code == 400
    assert "This is longer than 200 signs" in text(shown)
    assert "長" * 201 in shown.content.decode()
    assert answers(desk)["name"] == NAME


def test_what_is_missing_or_wrong_is_said_where_it_is_asked(desk: Desk) -> None:
    begun(desk.box, desk.call)
    filled(desk.box, amount="much")
    with as_holder(desk.box) as visit:
        save(visit, to="review")
    shown = on(browser(desk.box), "send")
    assert shown.status_code == 400
    assert "This is no whole amount" in text(shown)
    assert 'value="much"' in shown.content.decode()
    filled(desk.box, amount="5")
    with as_holder(desk.box) as visit:
        save(visit, to="review")
    assert "Between 100,000 and 1,000,000 JPY can be applied for" in text(on(browser(desk.box), "send"))


def test_what_was_changed_in_another_window_is_read_before_it_is_sent(desk: Desk) -> None:
    begun(desk.box, desk.call)
    filled(desk.box)
    with as_holder(desk.box) as visit:
        save(visit, to="review")
    client = browser(desk.box)
    from tests.web.made_intake import standing

    old = standing(client.get(address()).content.decode())
    filled(desk.box, name="Another (invented)")
    shown = client.post(address(), {**old, "act": "send"})
    assert shown.status_code == 400
    assert "changed meanwhile" in text(shown)
    with as_holder(desk.box):
        assert not Application.objects.exists()


def test_without_a_call_or_with_a_wrong_invitation_nothing_begins(desk: Desk) -> None:
    client = browser(desk.box)
    assert "Choose a call, or write the code of an invitation" in text(chose(client))
    shown = chose(client, invitation="never was")
    assert shown.status_code == 400
    assert "never was" in shown.content.decode(), "what was typed stands there"
    assert answers(desk) == {}


def test_one_begins_by_invitation_and_takes_over_by_an_earlier_code(desk: Desk) -> None:
    applied(desk.another_box(), desk.call)
    earlier = desk.another_box()
    applied(earlier, desk.call, contact="Suzume (invented)")
    call = desk.opened("invited", title="Only by invitation (invented)")
    actor = lately(desk.officer)
    with acting(actor):
        code = calls.invite(actor, call=call.id).code
    client = browser(desk.box)
    assert "Only by invitation (invented)" not in text(client.get(address()))
    chose(client, invitation=code, earlier=earlier.code)
    assert (answers(desk)["name"], answers(desk)["contact"]) == (NAME, "Suzume (invented)")


def test_the_emergency_lane_stands_first_with_its_hours(desk: Desk) -> None:
    desk.opened("emergency", title="Now (invented)")
    said = text(browser(desk.box).get(address()))
    assert said.index("Now (invented)") < said.index("Voices that were silenced")
    assert "at any time, decided within 72 hours" in said


def test_where_no_call_is_open_it_says_so(desk: Desk) -> None:
    actor = lately(desk.officer)
    with acting(actor):
        calls.close_call(actor, call=desk.call.id, reason="An invented reason.")
    assert "No call is open to everybody now." in text(browser(desk.box).get(address()))


def test_a_call_that_closed_meanwhile_lets_another_take_over_what_was_typed(desk: Desk) -> None:
    begun(desk.box, desk.call)
    filled(desk.box)
    other = desk.opened(title="Another (invented)")
    actor = lately(desk.officer)
    with acting(actor):
        calls.close_call(actor, call=desk.call.id, reason="An invented reason.")
    client = browser(desk.box)
    shown = client.get(address())
    assert "takes no applications any more" in text(shown)
    chose(client, other)
    assert answers(desk)["name"] == NAME


def test_consents_are_changed_and_an_application_is_taken_back_from_the_box(desk: Desk) -> None:
    found = applied(desk.box, desk.call, consents=("region",))
    client = browser(desk.box)
    shown = pressed(client, "consents", application=str(found.id))
    assert re.search(r'value="region"[^>]* checked', shown.content.decode())
    assert 'value="name"' not in shown.content.decode(), "at this level no name goes out"
    pressed(client, "consent", application=str(found.id), field="amount", stood="1")
    with as_holder(desk.box):
        from tadasu.web.funding.applications import queries

        assert {one for one, yes in queries.consents_of(found).items() if yes} == {"amount"}
    assert "Take this application back?" in title_of(pressed(client, "ask-withdraw", application=str(found.id)))
    pressed(client, "withdraw", application=str(found.id))
    assert held(desk.box).state == "withdrawn"
    assert "You have not sent an application yet" in text(client.get(front()))


def test_every_page_of_the_form_is_as_long_as_the_box(desk: Desk) -> None:
    client = browser(desk.box)
    lengths = {len(client.get(front()).content), len(client.get(address()).content)}
    chose(client, desk.call)
    lengths.add(len(client.get(address()).content))
    assert {one % STEP for one in lengths} == {0}


def test_a_box_of_another_purpose_has_no_such_form(desk: Desk) -> None:
    from tests.web.made_box import OneReader, box_at

    other = box_at(OneReader().counter)
    assert browser(other).get(address()).headers["Location"] == front()


def test_a_form_of_another_visit_does_nothing(desk: Desk) -> None:
    found = applied(desk.box, desk.call)
    client = browser(desk.box)
    answer = client.post(address(), {"act": "withdraw", "application": str(found.id), "token": "0" * 64})
    assert answer.status_code == 403
    assert held(desk.box).state == "received"


def listed(desk: Desk, who: Any, **params: str) -> str:
    """What the page of the list says."""
    client = at_work(who)
    return text(client.get(reverse("applications-list", args=[desk.place.id]), params))


def test_the_list_shows_codes_and_is_narrowed_down_by_coded_answers(desk: Desk) -> None:
    one = applied(desk.box, desk.call, **{"call-costs": ("salaries",)})
    other = applied(desk.another_box(), desk.call, region="589", **{"call-costs": ("rent",)})
    page = listed(desk, desk.bystander.user)
    assert one.pseudonym in page
    assert other.pseudonym in page
    assert NAME not in page
    assert SUMMARY not in page
    with_codes = {"region": "589"}
    page = listed(desk, desk.bystander.user, **with_codes)
    assert other.pseudonym in page
    assert one.pseudonym not in page
    page = listed(desk, desk.bystander.user, **{"call-costs": "salaries"})
    assert one.pseudonym in page
    assert other.pseudonym not in page


def test_a_file_holds_codes_only(desk: Desk) -> None:
    found = applied(desk.box, desk.call)
    client = at_work(desk.bystander.user)
    file = client.get(reverse("applications-list", args=[desk.place.id]), {"as": "csv"}).content.decode()
    row = next(line for line in file.splitlines() if found.pseudonym in line)
    assert ",bridge,1," in row
    assert ",200000,JPY,619,received," in row
    assert NAME not in file


def test_a_funder_without_applications_reads_how_they_come(desk: Desk) -> None:
    assert "Applications come here when somebody sends one" in listed(desk, desk.bystander.user)


def test_a_reader_opens_it_with_a_reason_and_a_colleague_sees_codes(desk: Desk) -> None:
    found = applied(desk.box, desk.call, consents=("region",))
    page = reverse("applications-one", args=[found.id])
    colleague = text(at_work(desk.bystander.user).get(page))
    assert "sealed to the readers of its box" in colleague
    assert "Central Asia" in colleague
    client = unlocking_browser(desk.reader.user)
    assert NAME not in client.get(page).content.decode()
    assert client.post(page, {"purpose": "check", "reason": ""}).status_code == 400
    answer = client.post(page, {"purpose": "check", "reason": REASON})
    assert answer.status_code == 302
    shown = client.get(page)
    assert NAME in shown.content.decode()
    assert SUMMARY in shown.content.decode()


def test_a_reader_leads_it_on_and_writes_in_both_languages(desk: Desk) -> None:
    found = applied(desk.box, desk.call)
    client = at_work(desk.reader.user)
    page = reverse("applications-state", args=[found.id, "reviewing"])
    assert "審査しています" in client.get(page).content.decode()
    assert client.post(page, {"en": "We read it.", "ja": ""}).status_code == 400
    assert client.post(page, {"en": "We read it.", "ja": "読んでいます。"}).status_code == 302
    assert held(desk.box).state == "reviewing"
    letter = reverse("applications-letter", args=[found.id])
    assert client.post(letter, {"en": "One more.", "ja": "もう一つ。", "question": "on"}).status_code == 302
    box = text(browser(desk.box).get(front()))
    assert "We read it." in box
    assert "もう一つ。" in box
    assert client.get(reverse("applications-state", args=[found.id, "nonsense"])).status_code == 404


def test_the_clock_stands_on_the_first_page_and_says_when_it_is_over(desk: Desk) -> None:
    found = applied(desk.box, desk.opened("emergency"), applicant_type="individual")
    client = at_work(desk.reader.user)
    assert f"{found.pseudonym}: 0 of 72 hours" in text(client.get("/"))
    from tadasu.web.funding.applications.clock import running

    late = running(found, now=timezone.now() + timedelta(hours=80))
    assert late is not None
    assert late.left < 0
    page = text(client.get(reverse("applications-list", args=[desk.place.id])))
    assert "0 of 72 hours" in page


def test_a_file_in_the_box_is_the_application_told_aloud(desk: Desk) -> None:
    with as_holder(desk.box) as visit, received(b"an invented voice", "told (invented).ogg") as file:
        source.send_file(visit, received=file)
    found = applied(
        desk.box,
        desk.opened("emergency"),
        applicant_type="individual",
        spoken="yes",
        **{"call-need-words": None, "call-happened-words": None},
    )
    client = at_work(desk.reader.user)
    assert "Yes: listen to the file in the box" in text(client.get(reverse("applications-one", args=[found.id])))
