"""The form keeps what the box promises: cookies, forms of others, lengths, addresses, idle visits, errors, signs."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.foundation.vault_browser import text, unlocking_browser
from tests.web.made_box import ORIGIN, as_holder, box_at, browser, cookies_of, front, token_of
from tests.web.made_intake import OWN, Desk, address, filled, on, pressed, reported, standing, title_of
from tests.web.made_vault import REASON
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.evidence.intake.actions.drafting import draft_of
from tadasu.web.evidence.intake.questions import form
from tadasu.web.evidence.intake.views import form as view
from tadasu.web.foundation.access import ANONYMOUS, acting
from tadasu.web.foundation.correspondence._code import new_code
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions.entering import leave
from tadasu.web.foundation.correspondence.apart import COOKIE, STEP
from tadasu.web.foundation.guided.plain import plain
from tadasu.web.project.metrics import REGISTRY

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk()
    FLOODS.forget()


def answers(desk: Desk) -> dict[str, Any]:
    with as_holder(desk.box) as visit:
        found = draft_of(visit)
        return dict(found.answers) if found is not None else {}


def test_without_a_box_there_is_no_form_and_no_cookie(desk: Desk) -> None:
    for answer in (browser().get(address()), browser().post(address(), {"act": "send"})):
        assert answer.headers["Location"] == front()
        assert not cookies_of(answer)


def test_the_cookie_of_the_visit_is_the_only_one(desk: Desk) -> None:
    client = browser(desk.box)
    for answer in (client.get(address()), on(client, own_words=OWN), on(client, "review")):
        assert set(cookies_of(answer)) <= {COOKIE}
        assert "Set-Cookie" not in answer.headers


def test_who_is_signed_in_is_nobody_there(desk: Desk) -> None:
    with_authenticator(desk.reader.user)
    client = signed_in(desk.reader.user)
    client.cookies[COOKIE] = desk.box.token
    client.defaults["HTTP_ORIGIN"] = ORIGIN
    assert desk.reader.user.login not in client.get(address()).content.decode()
    on(client, own_words=OWN)
    assert answers(desk) == {"own-words": OWN}


def test_a_form_from_another_site_does_nothing(desk: Desk) -> None:
    client = browser(desk.box)
    said = standing(client.get(address()).content.decode())
    for origin in ("https://elsewhere.example", "null"):
        answer = client.post(address(), {**said, "act": "next", "q-own-words": "Forged."}, headers={"origin": origin})
        assert answer.status_code == 403
        assert "Forged." not in answer.content.decode()
    assert answers(desk) == {}


@pytest.mark.parametrize("act", ["next", "send", "discard", "permit", "permissions", "ask-discard"])
def test_a_form_of_another_visit_does_nothing(desk: Desk, act: str) -> None:
    filled(desk.box, own_words=OWN)
    token = token_of(browser(box_at(desk.counter)).get(address()))
    for wrong in (token, "", "é"):
        answer = browser(desk.box).post(address(), {"act": act, "token": wrong, "use": "company", "page": "known"})
        assert answer.status_code == 403
    assert answers(desk) == {"own-words": OWN}


def test_a_page_that_was_typed_after_its_visit_was_over_is_kept_with_the_code(desk: Desk) -> None:
    client = browser(desk.box)
    on(client)
    said = standing(client.get(address()).content.decode()) | {"act": "next", "q-known": ["saw", "heard"]}
    said |= {"page": "what", "q-own-words": "Line one\nline two", "q-issues": ["land"]}
    with acting(ANONYMOUS):
        leave(desk.box.token)
    answer = client.post(address(), said)
    assert answer.status_code == 400
    assert title_of(answer) == "This page is not saved yet"
    assert client.cookies[COOKIE].value == ""
    back = standing(answer.content.decode())
    wrong = client.post(address(), {**back, "act": "enter", "code": "12"})
    assert "a code has 32 digits" in text(wrong).lower()
    unknown = client.post(address(), {**standing(wrong.content.decode()), "act": "enter", "code": new_code()})
    assert "no box opens with this code" in text(unknown).lower()
    right = client.post(address(), {**standing(unknown.content.decode()), "act": "enter", "code": desk.box.code})
    assert right.headers["Location"] == address()
    assert answers(desk) == {"own-words": "Line one\nline two", "issues": ("land",)}
    assert "line two" in client.get(address()).content.decode()


def test_a_page_of_a_visit_that_was_opened_anew_comes_back(desk: Desk) -> None:
    client = browser(desk.box)
    said = standing(client.get(address()).content.decode()) | {"act": "next", "q-own-words": OWN}
    client.post(front(), {"act": "enter", "code": desk.box.code})
    answer = client.post(address(), said)
    assert answer.status_code == 403
    assert OWN in answer.content.decode()


def test_a_code_of_another_kind_of_box_keeps_the_page(desk: Desk) -> None:
    from tests.web.made_box import counter

    other = box_at(counter(desk.place, desk.reader))
    answer = browser().post(address(), {"act": "enter", "code": other.code, "page": "what", "q-own-words": OWN})
    assert answer.status_code == 400
    assert "a box opens that has no form" in text(answer)
    assert OWN in answer.content.decode()
    assert not cookies_of(answer).get(COOKIE) or not cookies_of(answer)[COOKIE].value


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_page_of_the_form_is_as_long_as_the_box(desk: Desk, language: str) -> None:
    client = browser(desk.box, **{"accept-language": language})
    lengths = {"box": len(client.get(front()).content)}
    for page in form().pages:
        lengths[page.id] = len(client.get(address()).content)
        on(client, "next")
    lengths["review"] = len(on(client, "review").content)
    lengths["discard"] = len(pressed(client, "ask-discard").content)
    lengths["permissions"] = len(pressed(client, "permissions").content)
    lengths["over"] = len(browser().post(address(), {"act": "next", "page": "what", "q-own-words": "x"}).content)
    assert set(lengths.values()) == {STEP}


def test_nothing_of_a_report_stands_in_an_address(desk: Desk) -> None:
    client = browser(desk.box)
    pages = [
        client.get(address()),
        on(client, "review"),
        pressed(client, "permissions"),
        pressed(client, "ask-discard"),
    ]
    for page in pages:
        found = set(re.findall(r'(?:href|action|src)="([^"]+)"', page.content.decode()))
        ours = {one for one in found if not one.startswith(("/static/", "https://", "#", "data:"))}
        assert ours <= {front(), address(), reverse("correspondence-leave")}
        assert "<title>Form</title>" in page.content.decode()


def test_no_page_needs_a_script_and_the_browser_keeps_nothing(desk: Desk) -> None:
    client = browser(desk.box)
    for _ in form().pages:
        page = client.get(address())
        fields = re.findall(r"<(?:textarea|input) [^>]*>", page.content.decode())
        assert all('autocomplete="off"' in one for one in fields if 'type="hidden"' not in one)
        assert page.headers["Cache-Control"] == "no-store"
        assert re.findall(r"<script[^>]*>", page.content.decode()) == ['<script src="/static/ui/leave.js" defer>']
        on(client)


def test_quick_exit_ends_the_visit(desk: Desk) -> None:
    client = browser(desk.box)
    on(client, own_words=OWN)
    client.get(reverse("correspondence-leave"))
    assert client.get(address()).headers["Location"] == front()


def test_metrics_count_no_page_of_the_form(desk: Desk) -> None:
    client = browser(desk.box)
    on(client, own_words=OWN)
    views = {sample.labels.get("view") for metric in REGISTRY.collect() for sample in metric.samples}
    assert "intake-form" not in views
    Client().get(reverse("intake-reports"))
    assert "intake-reports" in {
        sample.labels.get("view") for metric in REGISTRY.collect() for sample in metric.samples
    }, "pages of readers are counted"


def test_an_error_there_shows_no_more_than_the_page_did(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError(OWN)

    monkeypatch.setattr(view, "visiting", fails)
    client = browser(desk.box)
    client.raise_request_exception = False
    answer = client.get(address())
    assert answer.status_code == 500
    assert 'class="bare"' in answer.content.decode()
    assert OWN not in answer.content.decode()


STRANGE = "gate\u202egpj.exe\u2066 ئۇيغۇرچە \x07<b>bold</b> 夜\u200b\u00ad မြန်မာ\u200c"


def test_signs_that_turn_or_hide_are_kept_as_typed_and_named_where_they_are_shown(desk: Desk) -> None:
    client = browser(desk.box)
    review = on(client, "review", own_words=STRANGE).content.decode()
    assert answers(desk)["own-words"] == STRANGE
    on(client, "send")
    office = unlocking_browser(desk.reader.user)
    page = reverse("intake-report", args=[desk.box.id])
    shown = office.post(page, {"purpose": "verify", "reason": REASON}, follow=True).content.decode()
    for one in (review, shown):
        assert "gate⟨U+202E⟩gpj.exe⟨U+2066⟩" in one
        assert "⟨U+0007⟩&lt;b&gt;bold" in one
        assert "夜⟨U+200B⟩⟨U+00AD⟩ မြန်မာ\u200c</bdi>" in one
        assert "\u202e" not in one


@pytest.mark.parametrize("words", ["夜の工場で。", "ئۇيغۇرچە خەت", "မြန်မာ\u200dစာ", "a\nb\tc", "🧵 «yarn»"])
def test_what_people_write_in_their_scripts_is_shown_as_it_is(words: str) -> None:
    assert plain(words) == words


def test_a_report_is_read_by_nobody_whose_keys_are_locked(desk: Desk) -> None:
    reported(desk.box)
    with_authenticator(desk.reader.user)
    office = signed_in(desk.reader.user)
    page = reverse("intake-report", args=[desk.box.id])
    assert "Your keys are locked." in text(office.get(page))
    answer = office.post(page, {"purpose": "verify", "reason": REASON})
    assert answer.status_code == 400
    assert REASON in answer.content.decode()
    assert OWN not in answer.content.decode()
