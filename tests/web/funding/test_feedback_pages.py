"""Pages of feedback: of a box, of a voucher, of the funder; empty, wrong, in both languages, without scripts."""

import re

import pytest
from django.urls import reverse
from tests.web.made_box import browser, token_of
from tests.web.made_feedback import Desk, answered, just, over
from tests.web.made_vault import holder
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.correspondence.apart import STEP
from tadasu.web.funding.feedback import actions, vouchers
from tadasu.web.funding.feedback.models import Round, Sealed
from tadasu.web.funding.feedback.offered import WAITING
from tadasu.web.funding.feedback.questions import form

pytestmark = pytest.mark.usefixtures("database")

LEAST = form().least
MINE, VOICE = "/box/voice", "/voice/"


@pytest.fixture
def desk() -> Desk:
    return Desk()


def asked_for(round: Round, token: str) -> dict[str, str]:
    return {"token": token, "round": str(round.id), "kind": "grantees"}


def test_a_box_shows_the_round_the_voucher_once_and_then_that_it_was_taken(desk: Desk) -> None:
    round = desk.begin_with(LEAST)
    client = browser(desk.boxes[0])
    assert MINE in client.get("/box/").content.decode()
    page = client.get(MINE)
    said = asked_for(round, token_of(page))
    first = client.post(MINE, said)
    assert first.status_code == 200
    assert first.content.decode().count("<code>") == 2
    assert 'name="language"' not in first.content.decode(), "another language would lose it"
    again = client.post(MINE, said)
    assert again.status_code == 400
    assert "<code>" not in again.content.decode()
    assert "You have taken your voucher" in client.get(MINE).content.decode()
    assert desk.stands(round).taken == 1


def test_taking_needs_the_token_of_the_visit_and_a_form_of_ours(desk: Desk) -> None:
    round = desk.begin_with(LEAST)
    client = browser(desk.boxes[0])
    assert client.post(MINE, asked_for(round, "other")).status_code == 403
    elsewhere = browser(desk.boxes[0], origin="https://elsewhere.example")
    assert elsewhere.post(MINE, asked_for(round, token_of(client.get(MINE)))).status_code == 403
    assert client.post(MINE, {**asked_for(round, token_of(client.get(MINE))), "round": "no id"}).status_code == 200
    assert desk.stands(round).taken == 0


def test_a_box_that_is_not_asked_says_so_and_without_a_visit_the_code_is_asked_for(desk: Desk) -> None:
    desk.boxes = desk.grantees(1)
    client = browser(desk.boxes[0])
    assert MINE not in client.get("/box/").content.decode()
    assert "You are not asked at present" in client.get(MINE).content.decode()
    assert browser().get(MINE).headers["Location"] == "/box/"


def test_the_page_of_vouchers_knows_no_cookie_and_gives_none(desk: Desk) -> None:
    round = desk.begin_with(LEAST)
    client = browser(desk.boxes[0])
    page = client.get(VOICE)
    assert (page.status_code, len(page.content) % STEP) == (200, 0)
    assert not page.cookies
    assert str(desk.place) not in page.content.decode()
    opened = client.post(VOICE, {"act": "open", "code": vouchers.shown(desk.voucher(round, desk.boxes[0]))})
    assert opened.status_code == 200
    assert not opened.cookies
    assert desk.place.name in opened.content.decode()
    assert "<script" not in opened.content.decode().replace('<script src="/static/ui/leave.js" defer>', "")


@pytest.mark.parametrize("typed", ["", "12 34", "abc", "1" * 32])
def test_what_is_no_voucher_is_told(desk: Desk, typed: str) -> None:
    page = browser().post(VOICE, {"act": "open", "code": typed})
    assert page.status_code == 400
    assert "error" in page.content.decode()


def test_another_language_keeps_what_is_typed(desk: Desk) -> None:
    code = desk.voucher(desk.begin_with(LEAST), desk.boxes[0])
    said = {"text": "1", "code": code, "step-fair": "little", "free-keep": "The tea (invented).", "language": "ja"}
    page = browser().post(VOICE, said).content.decode()
    assert 'lang="ja"' in page
    assert "The tea (invented)." in page
    (chosen,) = re.findall(r'<input[^>]*name="step-fair"[^>]*checked[^>]*>', page)
    assert 'value="little"' in chosen
    assert code in page
    assert desk.rows(Sealed) == []


def test_sent_twice_the_second_is_refused_and_comes_back(desk: Desk) -> None:
    code = desk.voucher(desk.begin_with(LEAST), desk.boxes[0])
    said = {"act": "send", "text": "1", "code": code, "step-fair": "little", "free-keep": "The tea (invented)."}
    assert browser().post(VOICE, said).status_code == 200
    again = browser().post(VOICE, said)
    assert again.status_code == 400
    assert "The tea (invented)." in again.content.decode()
    assert desk.place.name not in again.content.decode()
    assert len(desk.rows(Sealed)) == 1


def test_nothing_answered_too_long_or_no_step_is_told_and_comes_back(desk: Desk) -> None:
    code = desk.voucher(desk.begin_with(LEAST), desk.boxes[0])
    said = {"act": "send", "text": "1", "code": code}
    for wrong in ({}, {"free-keep": "x" * (form().longest + 1)}, {"step-fair": "other"}):
        page = browser().post(VOICE, {**said, **wrong})
        assert page.status_code == 400
        assert code in page.content.decode()
    assert desk.rows(Sealed) == []


def test_before_it_is_closed_no_page_of_the_funder_tells_how_many(desk: Desk) -> None:
    round = desk.begin_with(LEAST)
    desk.answered(round, desk.boxes[:3])
    client = signed_in(desk.auditor)
    with_authenticator(desk.auditor)
    page = client.get(reverse("feedback-round", args=[round.id])).content.decode()
    assert "Nothing can be seen before it is closed" in page
    assert "Vouchers taken" not in page
    assert "Answered" not in page


def test_an_auditor_reads_the_summary_with_bars_and_a_table(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    round = desk.begin_with(LEAST)
    desk.answered(round, desk.boxes, fair="little", timely="fully", texts={"keep": "The tea (invented)."})
    desk.closed(monkeypatch, round)
    with_authenticator(desk.auditor)
    client = signed_in(desk.auditor)
    page = client.get(reverse("feedback-round", args=[round.id])).content.decode()
    assert "In the middle: rather not" in page
    assert "We were treated fairly." in page
    assert "The tea" not in page
    assert client.get(reverse("feedback-open", args=[round.id])).status_code == 403
    picture = client.get(reverse("feedback-picture", args=[round.id, "fair"]))
    assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    assert client.get(reverse("feedback-picture", args=[round.id, "clear"])).status_code == 404
    listed = client.get(reverse("feedback-rounds", args=[desk.place.id])).content.decode()
    assert reverse("feedback-round", args=[round.id]) in listed


def test_of_too_few_the_page_says_so_and_offers_a_reply_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    round = desk.begin_with(LEAST)
    desk.answered(round, desk.boxes[1:])
    desk.closed(monkeypatch, round)
    officer = holder(desk.place, "programme").user
    with_authenticator(officer)
    page = signed_in(officer).get(reverse("feedback-round", args=[round.id])).content.decode()
    assert f"Fewer than {LEAST} answered" in page
    assert f"fewer than {LEAST}" in page
    assert reverse("feedback-reply", args=[round.id]) in page
    assert reverse("feedback-hand-over", args=[round.id]) not in page


def test_a_round_is_begun_on_a_page_and_a_page_with_nothing_says_how_it_gets_there(desk: Desk) -> None:
    desk.grantees(LEAST)
    with_authenticator(desk.reader.user)
    client = signed_in(desk.reader.user)
    assert "No round yet" in client.get(reverse("feedback-rounds", args=[desk.place.id])).content.decode()
    said = {
        "asked": ["grantees"],
        "funds": [str(desk.books.fund.id)],
        "opens_on": desk.today.isoformat(),
        "closes_on": desk.today.isoformat(),
    }
    address = reverse("feedback-begin", args=[desk.place.id])
    assert client.post(address, {**said, "asked": []}).status_code == 400
    done = client.post(address, said)
    assert done.status_code == 302
    page = client.get(done.headers["Location"]).content.decode()
    assert f"<dt>Invited</dt><dd><bdi>{LEAST}</bdi>" in page


def test_when_the_last_day_is_over_it_waits_for_officers(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    round = desk.begin_with(LEAST)
    ((_title, lines),) = WAITING
    with acting(desk.reader.actor):
        assert list(lines(desk.reader.actor)) == []
    with over(monkeypatch):
        actor, auditor = just(desk.reader.user), just(desk.auditor)
        with acting(actor):
            assert [one.address for one in lines(actor)] == [reverse("feedback-round", args=[round.id])]
        with acting(auditor):
            assert list(lines(auditor)) == []


def test_the_reply_is_read_in_the_box_in_its_language(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    round = desk.begin_with(LEAST)
    answered(desk.voucher(round, desk.boxes[0]))
    desk.closed(monkeypatch, round)
    actor = just(desk.reader.user)
    with acting(actor):
        actions.reply(actor, round=round.id, english="We pay sooner.", japanese="支払いを早めます。")
    client = browser(desk.boxes[1], **{"accept-language": "ja"})
    assert MINE in client.get("/box/").content.decode()
    assert "支払いを早めます。" in client.get(MINE).content.decode()
