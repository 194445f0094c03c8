"""Pages of results and of feedback in Japanese: no English sentence and no bare code is left on them."""

import html
import re

import pytest
from django.urls import reverse
from tests.web.funding.test_results_addresses import Scene, patterns
from tests.web.made_box import browser
from tests.web.made_feedback import Desk
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.funding.feedback import urls as feedback_urls
from tadasu.web.funding.feedback.questions import form

pytestmark = pytest.mark.usefixtures("database")

CODES = re.compile(
    r"\b(?:set-aside|coded|waiting|current|replaced|withdrawn|singled-out|passed-on|grantees?|core|reported|verified|funder|quarter"
    r"|pieces|finding|told|together|open|closed|dropped|programme)\b"
)
ENGLISH = re.compile(r"[A-Za-z]{2,}(?: [a-z]{2,}){2,}")


def seen(page: str) -> str:
    """What an eye sees of it."""
    body = re.sub(r"<!--.*?-->|<(script|style|title|head)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "\n", body))


def left(page: str) -> list[str]:
    """Lines that are not of this language; names that somebody typed, in brackets or not, say that they are invented."""
    lines = [one.strip() for one in seen(page).splitlines()]
    return [one for one in lines if "invented" not in one and (ENGLISH.search(one) or CODES.search(one))]


def test_pages_of_results_are_japanese() -> None:
    scene = Scene()
    for who in ("officer", "publisher"):
        user = scene.people[who]
        user.language = "ja"
        user.save(update_fields=["language"])
    found = {}
    for name, pattern in patterns().items():
        for who in ("officer", "publisher"):
            page = scene.client(who).get(scene.address(pattern))
            if page.status_code == 200:
                assert 'lang="ja"' in page.content.decode(), name
                found[name] = left(page.content.decode())
    assert left(scene.client("second").get(reverse("results-award", args=[scene.award])).content.decode()), (
        "English is seen"
    )
    assert len(found) > 12
    assert not any(found.values())


def test_pages_of_feedback_are_japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    round, running = desk.begin_with(form().least), desk.begin()
    desk.answered(round, desk.boxes, fair="little", timely="fully", language="ja")
    desk.reader.user.language = "ja"
    desk.reader.user.save(update_fields=["language"])
    with_authenticator(desk.reader.user)
    found = {}
    box = browser(desk.boxes[0], **{"accept-language": "ja"})
    code = desk.voucher(running, desk.boxes[1])
    found["box"] = left(box.get("/box/voice").content.decode())
    found["voice"] = left(box.get("/voice/").content.decode())
    found["questions"] = left(box.post("/voice/", {"act": "open", "code": code}).content.decode())
    desk.closed(monkeypatch, round)
    client = signed_in(desk.reader.user)
    for one in (round, running):
        for pattern in feedback_urls.urlpatterns:
            name = str(pattern.name)
            if "<uuid:id>" in str(pattern.pattern) and "picture" not in name:
                page = client.get(reverse(name, args=[one.id]))
                if page.status_code == 200:
                    found[f"{name} {one.number}"] = left(page.content.decode())
    for name in ("feedback-rounds", "feedback-begin"):
        found[name] = left(client.get(reverse(name, args=[desk.place.id])).content.decode())
    assert len(found) > 8
    assert not any(found.values())
