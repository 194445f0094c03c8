"""The page of components and what stands on it."""

import re

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tadasu.web.ui.parts import Answer, Event, KeptFile, Pair

EVIL = '"><img src=x onerror=alert(1)>'


def test_all_components_are_shown_in_both_languages(visitor: Client, japanese: Client) -> None:
    english = visitor.get(reverse("ui-components")).content.decode()
    said = japanese.get(reverse("ui-components")).content.decode()
    assert '<html lang="en">' in english
    assert '<html lang="ja">' in said
    assert "Not traceable" in english
    assert "追跡不能" in said
    assert "令和" in said
    for page in (english, said):
        assert page.count("<h1") == 1
        assert not re.search(r"\sstyle=|<style|\son\w+=", page)


@pytest.mark.parametrize("name", ["ui-components", "ui-reason", "ui-bare", "ui-conflict"])
def test_every_page_says_that_its_people_are_invented(visitor: Client, name: str) -> None:
    page = visitor.get(reverse(name)).content.decode()
    assert "every company, person and case here is invented" in page


@pytest.mark.parametrize("name", ["ui-components", "ui-reason", "ui-bare", "ui-conflict"])
def test_whoever_is_not_signed_in_is_asked_to(client: Client, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_a_language_is_changed_by_a_button_and_the_page_stays(visitor: Client) -> None:
    address = reverse("ui-components") + "?sort=name"
    page = visitor.get(address).content.decode()
    assert 'name="next" value="/ui/?sort=name"' in page
    answer = visitor.post(reverse("set_language"), {"language": "ja", "next": address})
    assert answer.headers["Location"] == address
    assert 'lang="ja"' in visitor.get(address, headers={"accept-language": "en"}).content.decode()


def test_a_language_form_leads_nowhere_else(visitor: Client) -> None:
    answer = visitor.post(reverse("set_language"), {"language": "ja", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


def test_the_order_and_the_filter_are_links_that_work_without_a_script(visitor: Client) -> None:
    page = visitor.get(reverse("ui-components") + "?state=hold&sort=-share").content.decode()
    shares = [int(one) for one in re.findall(r'data-label="Tainted share \(%\)"><div><bdi>(\d+)<', page)]
    assert shares == [92, 64, 36, 8]
    assert 'aria-sort="descending"' in page
    assert 'href="?state=hold&amp;sort=share"' in page


def test_what_the_address_asks_in_vain_is_said(visitor: Client) -> None:
    page = visitor.get(reverse("ui-components") + "?sort=password").content.decode()
    assert "This address asks for something the table does not know (sort)" in page


def test_a_table_is_saved_as_it_is_filtered(visitor: Client) -> None:
    answer = visitor.get(reverse("ui-components") + "?state=ask&as=csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert len(answer.content.decode().splitlines()) == 5


def test_a_form_with_mistakes_keeps_what_was_written_and_leads_to_them(visitor: Client) -> None:
    answer = visitor.post(reverse("ui-components"), {"name": EVIL, "share": "-1"})
    page = answer.content.decode()
    assert "things have to be put right" in page
    assert '<a href="#id_share">' in page
    assert '<a href="#id_way_0">' in page
    assert 'id="id_way_0"' in page
    assert 'aria-describedby="id_share_error"' in page
    assert 'id="id_share_error"' in page
    assert 'aria-invalid="true"' in page
    assert EVIL not in page
    assert "&quot;&gt;&lt;img" in page
    assert "Files and passwords" in page
    assert "Fill this in, or choose one." in page


def test_a_reason_is_asked_on_a_page_and_must_be_given(visitor: Client) -> None:
    page = visitor.get(reverse("ui-reason")).content.decode()
    assert "The goods leave custody today" in page
    assert "nothing was lost" in visitor.post(reverse("ui-reason"), {"reason": " "}).content.decode()
    assert visitor.post(reverse("ui-reason"), {"reason": "The importer proved it."}).status_code == 302


def test_a_page_for_frightened_people_shows_no_name_keeps_nothing_and_can_be_left(visitor: Client) -> None:
    page = visitor.get(reverse("ui-bare")).content.decode()
    assert "<title>Form</title>" in page
    assert "tadasu" not in re.sub(r"/static/ui/tadasu\.css", "", page).lower()
    assert 'autocomplete="off"' in page
    assert 'spellcheck="false"' in page
    assert 'href="https://www.jma.go.jp/" rel="noreferrer"' in page
    assert "htmx" not in page


@pytest.mark.parametrize(
    "template",
    [
        ("ui/pairs.html", {"pairs": [Pair(term=EVIL, text=EVIL, address=EVIL)]}),
        ("ui/answers.html", {"answers": [Answer(question=EVIL, text=EVIL, change=EVIL)]}),
        ("ui/files.html", {"files": [KeptFile(label=EVIL, kind=EVIL, size=1, remark=EVIL, address=EVIL)]}),
        ("ui/empty.html", {"what": EVIL, "how": EVIL, "address": EVIL, "act": EVIL}),
        ("ui/messages.html", {"messages": [Message(constants.INFO, EVIL)]}),
        ("ui/notice.html", {"title": EVIL, "content": EVIL, "state": ""}),
    ],
    ids=lambda pair: pair[0],
)
def test_no_text_becomes_markup(template: tuple[str, dict[str, object]]) -> None:
    page = render_to_string(*template)
    assert "<img" not in page
    assert "&lt;img" in page


def test_an_event_without_a_time_shows_its_day_only() -> None:
    from datetime import UTC, date, datetime

    with translation.override("en"):
        page = render_to_string(
            "ui/timeline.html",
            {
                "events": [
                    Event(at=date(2026, 11, 2), what="a"),
                    Event(at=datetime(2026, 11, 2, 20, 30, tzinfo=UTC), what="b"),
                ]
            },
        )
    assert '<time datetime="2026-11-02">2 November 2026</time>' in page
    assert '<time datetime="2026-11-03T05:30+09:00">3 November 2026, 05:30</time>' in page
