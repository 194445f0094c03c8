"""Pages of calls: bare and in plain words for anybody, without a cookie or a script; for staff from a form to an open call."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.made_calls import ABOUT, ABOUT_JA, TITLE, TITLE_JA, Desk
from tests.web.made_programmes import WHY
from tests.web.made_vault import lately
from tests.web.signing_in import browser

from tadasu.web.foundation.access import acting
from tadasu.web.funding.calls import actions
from tadasu.web.funding.calls.models import Call, FormVersion

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def public(name: str, *arguments: object, language: str = "en", status: int = 200) -> str:
    answer = Client(headers={"accept-language": language}).get(reverse(name, args=arguments))
    assert answer.status_code == status
    assert not answer.cookies
    assert "<script" not in answer.content.decode().replace('<script src="/static/ui/leave.js" defer></script>', "")
    return words(answer)


def test_an_emergency_lane_says_how_fast_and_by_which_article_of_what(desk: Desk) -> None:
    call = desk.opened("emergency")
    said = public("calls-public", call.id)
    assert "within 72 hours after your application came in, on days off too" in said
    assert "aim at 24 hours" in said
    assert "s. 6(1) (model)" in said
    assert "model of ours, not law" in said
    assert "There is no last day." in said


def test_a_call_says_in_both_languages_what_who_how_much_and_that_status_at_home_is_no_bar(desk: Desk) -> None:
    call = desk.opened()
    english, japanese = public("calls-public", call.id), public("calls-public", call.id, language="ja")
    assert TITLE in english
    assert ABOUT.split("\n")[0] in english
    assert "100,000 to 1,000,000 JPY" in english
    assert "You need not be registered anywhere." in english
    assert "Nobody who is related to an applicant reads or decides" in english
    assert "within 10 days" in english
    assert TITLE_JA in japanese
    assert ABOUT_JA.split("\n")[0] in japanese
    assert "どこかに登録されている必要はありません" in japanese


def test_what_stands_in_the_clear_is_said_question_by_question(desk: Desk) -> None:
    said = public("calls-public", desk.opened().id)
    assert "What are you?" in said
    assert "For which part of the world do you work?" in said
    assert "What do you do, and for whom?" not in said


def test_the_page_leads_to_the_counter_where_applications_come_in(desk: Desk) -> None:
    call = desk.opened()
    answer = Client().get(reverse("calls-public", args=[call.id])).content.decode()
    assert reverse("correspondence-counter", args=[call.counter]) in answer
    assert "Open a box and apply" in answer


def test_a_shut_counter_and_a_closed_call_take_nothing_and_say_so(desk: Desk) -> None:
    call = desk.opened()
    actor = lately(desk.officer)
    with acting(actor):
        actions.close_call(actor, call=call.id, reason=WHY)
    said = public("calls-public", call.id)
    assert "This call takes no applications now." in said
    assert "Open a box and apply" not in said
    assert "Nothing is open today." in public("calls-open")


def test_drafts_and_invited_calls_are_listed_to_nobody_and_a_draft_is_not_there(desk: Desk) -> None:
    draft, invited, open_ = desk.draft(), desk.opened("invited", title="Only for some (invented)"), desk.opened()
    said = public("calls-open")
    assert TITLE in said
    assert "Only for some" not in said
    assert "There is no such call" in public("calls-public", draft.id, status=404)
    assert "You are asked for it after the box is open" in public("calls-public", invited.id)
    assert "You are asked for it" not in public("calls-public", open_.id)


def test_further_languages_stand_beneath_with_their_direction(desk: Desk) -> None:
    call = desk.opened()
    actor = lately(desk.officer)
    with acting(actor):
        actions.say_in(actor, call=call.id, language="ug", title="ئاۋاز", about="پۇل")
    answer = Client().get(reverse("calls-public", args=[call.id])).content.decode()
    assert '<div lang="ug" dir="rtl">' in answer
    with acting(actor):
        actions.say_in(actor, call=call.id, language="ug", title="", about=" ")
        assert Call.objects.get(id=call.id).texts == {}


def test_what_a_call_says_is_never_markup(desk: Desk) -> None:
    call = desk.opened(title="<script>alert(1)</script>", about="<b>x</b>")
    answer = Client().get(reverse("calls-public", args=[call.id])).content.decode()
    assert "<script>alert" not in answer
    assert "&lt;b&gt;x" in answer


def test_whoever_is_signed_in_is_nobody_on_the_public_page(desk: Desk) -> None:
    call = desk.opened()
    answer = browser(desk.officer).get(reverse("calls-public", args=[call.id]))
    assert "Sign out" not in words(answer)


def test_a_form_is_loaded_seen_and_a_call_opened_on_pages(desk: Desk) -> None:
    client = browser(desk.officer)
    desk.counter()
    wrong = client.post(reverse("calls-form-load", args=[desk.place.id]), {})
    assert wrong.status_code == 400
    file = SimpleUploadedFile("x.yaml", b"key: [")
    wrong = client.post(reverse("calls-form-load", args=[desk.place.id]), {"file": file})
    assert "this is no form" in words(wrong).lower()
    assert client.post(reverse("calls-form-load", args=[desk.place.id]), {"start": "ordinary"}).status_code == 302
    seen = client.get(reverse("calls-form", args=[desk.form.id]))
    assert "Sealed to those who read the application." in words(seen)
    saved = client.get(reverse("calls-form", args=[desk.form.id]), {"as": "json"})
    again = SimpleUploadedFile("again.json", saved.content)
    answer = client.post(reverse("calls-form-load", args=[desk.place.id]), {"file": again})
    assert answer.headers["Location"] == reverse("calls-form", args=[desk.form.id])
    said = {
        "kind": "open",
        "line": str(desk.line.id),
        "tier": "bridge",
        "title": TITLE,
        "title_ja": TITLE_JA,
        "about": ABOUT,
        "about_ja": ABOUT_JA,
        "opens_on": str(desk.today),
        "closes_on": str(desk.today.replace(year=desk.today.year + 1)),
        "currency": "EUR",
        "least": "1,000",
        "most": "50,000.00",
        "applicants": ["organisation", "informal-group"],
        "form": str(desk.form.id),
    }
    answer = client.post(reverse("calls-begin", args=[desk.place.id]), said)
    assert answer.status_code == 302, words(answer)
    with acting(lately(desk.officer)):
        call = Call.objects.get()
        assert (call.least, call.most) == (100_000, 5_000_000)
        assert FormVersion.objects.count() == 2
    assert client.post(reverse("calls-open-it", args=[call.id])).status_code == 302
    assert "1,000.00 to 50,000.00 EUR" in public("calls-public", call.id)
    late = client.post(reverse("calls-write", args=[call.id]), {**said, "seen": "1"})
    assert late.status_code == 400


def test_a_code_is_shown_once_and_stands_on_no_other_page(desk: Desk) -> None:
    call = desk.opened("invited")
    client = browser(desk.officer)
    answer = client.post(reverse("calls-invite", args=[call.id]), {"ends_on": str(desk.today)})
    code = re.search(r'<code dir="ltr">([a-z2-7-]{31})</code>', answer.content.decode())
    assert code is not None
    assert code[1] not in client.get(reverse("calls-one", args=[call.id])).content.decode()


def test_a_call_that_is_over_waits_to_be_closed(desk: Desk, monkeypatch: Any) -> None:
    call = desk.opened()
    assert call.closes_on is not None
    later = call.closes_on.replace(year=call.closes_on.year + 1)
    client = browser(desk.officer, "ja")
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: later)
    assert "締切日を過ぎています" in words(client.get(reverse("calls-one", args=[call.id])))
