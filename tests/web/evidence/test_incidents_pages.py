"""Pages of documented incidents, in both languages, and what they do."""

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.evidence.test_custody_pages import body, browser, page, text
from tests.web.made_incidents import HEAD, ROWS, SECRET, Group, many, table, uwazi
from tests.web.made_vault import REASON

from tadasu.web.evidence.incidents.models import Batch, Incident
from tadasu.web.foundation.access import acting

pytestmark = pytest.mark.usefixtures("database")

SAID = {"purpose": "verify", "reason": REASON}


@pytest.fixture
def group() -> Group:
    return Group()


def sent(group: Group, client: Client, content: bytes | None = None, **more: object) -> Any:
    said = {"sealing": "confidential", "label": "incidents of the north", **more}
    file = SimpleUploadedFile("north (invented).csv", table() if content is None else content, "text/csv")
    return client.post(reverse("incidents-new", args=[group.place.id]), {**said, "file": file})


def only(group: Group) -> Batch:
    with acting(group.one.actor):
        return Batch.objects.get()


def filled(answer: Any) -> dict[str, str]:
    """The form of a page as a browser would send it."""
    source = answer.content.decode()
    said = {}
    for tag in re.findall(r"<input[^>]*>", source):
        given = {name: html.unescape(value) for name, value in re.findall(r'(\w+)="([^"]*)"', tag)}
        if given.get("name") and (given.get("type") not in ("radio", "checkbox") or " checked" in tag):
            said[given["name"]] = given.get("value", "")
    for name, choices in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', source, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', choices)
        said[name] = html.unescape(chosen[1]) if chosen else ""
    said.pop("csrfmiddlewaretoken", None)
    return said


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_confidential_file_goes_from_the_form_to_the_list(group: Group, language: str) -> None:
    client = browser(group.one, unlocked=True, language=language)
    assert sent(group, client).status_code == 302
    batch = only(group)
    looked = client.post(reverse("incidents-columns", args=[batch.id]), SAID)
    assert looked.status_code == 200
    assert looked["Cache-Control"] == "no-store"
    assert all(column in text(looked) for column in HEAD)
    form = filled(looked)
    assert (form["is-title"], form["is-text"], form["is-date"], form["unmapped"]) == ("1", "2", "8", "keep")
    answer = client.post(reverse("incidents-read", args=[batch.id]), form)
    assert answer.status_code == 302, text(answer)
    shown = page(client, "incidents-file", batch.id)
    assert SECRET not in shown
    assert "架空" not in shown
    listed = page(client, "incidents-list", group.place.id)
    assert ("中国" if language == "ja" else "China") in listed
    assert "寮の門" not in listed


def test_the_page_says_before_the_upload_what_a_seized_server_tells(group: Group) -> None:
    client = browser(group.one)
    shown = page(client, "incidents-new", group.place.id)
    assert shown.index("if this server is seized") < shown.index("Is what stands in it public?")
    assert "It cannot be changed later" in shown
    source = client.get(reverse("incidents-new", args=[group.place.id])).content.decode()
    assert re.search(r'value="confidential"[^>]*checked', source)


def test_a_public_file_that_credits_nobody_is_not_kept(group: Group) -> None:
    answer = sent(group, browser(group.one), sealing="public")
    assert answer.status_code == 400
    assert "Say whom to credit" in text(answer)
    with acting(group.one.actor):
        assert not Batch.objects.exists()


def test_the_same_public_file_twice_leads_to_the_first(group: Group) -> None:
    batch = group.published()
    answer = sent(group, browser(group.one), sealing="public", attribution="Ōmizo Watch")
    assert answer.status_code == 400
    assert reverse("incidents-file", args=[batch.id]) in answer.content.decode()


def test_the_same_confidential_file_twice_leads_to_the_first_when_it_is_read(group: Group) -> None:
    first, again = group.read(), group.received()
    client = browser(group.one, unlocked=True)
    form = filled(client.post(reverse("incidents-columns", args=[again.id]), SAID))
    answer = client.post(reverse("incidents-read", args=[again.id]), form)
    assert answer.status_code == 400
    assert reverse("incidents-file", args=[first.id]) in answer.content.decode()


def test_a_column_that_is_two_things_is_said_and_nothing_is_lost(group: Group) -> None:
    batch = group.received()
    client = browser(group.one, unlocked=True)
    form = filled(client.post(reverse("incidents-columns", args=[batch.id]), SAID))
    answer = client.post(reverse("incidents-read", args=[batch.id]), {**form, "is-text": form["is-title"]})
    assert answer.status_code == 400
    assert "This column is taken already" in text(answer)
    assert filled(answer)["is-date"] == form["is-date"]
    assert filled(answer)["reason"] == REASON
    assert group.incidents() == []


def test_a_form_that_says_another_file_was_seen_reads_nothing(group: Group) -> None:
    batch = group.received()
    client = browser(group.one, unlocked=True)
    form = filled(client.post(reverse("incidents-columns", args=[batch.id]), SAID))
    place = reverse("incidents-read", args=[batch.id])
    for seen in ("", "x", "[]", '["nothing", [], [], "", 0]'):
        assert client.post(place, {**form, "seen": seen}).status_code == 302
    assert client.post(place, {**form, "seen": form["seen"].replace('"csv"', '"ftm"', 1)}).status_code == 400
    assert group.incidents() == []


def test_templates_of_uwazi_can_be_chosen(group: Group) -> None:
    batch = group.received(uwazi())
    client = browser(group.one, unlocked=True)
    looked = client.post(reverse("incidents-columns", args=[batch.id]), SAID)
    assert "Template whose entries are incidents" in text(looked)
    answer = client.post(reverse("incidents-read", args=[batch.id]), {**filled(looked), "only": "Incident"})
    assert answer.status_code == 302
    assert len(group.incidents()) == 1


def test_what_has_no_code_can_be_saved_row_by_row_and_holds_no_word_of_the_file(group: Group) -> None:
    batch = group.read()
    client = browser(group.one)
    shown = page(client, "incidents-file", batch.id)
    assert "it can be read in two ways" in shown
    assert "cotton" not in shown
    saved = body(client.get(reverse("incidents-report", args=[batch.id]))).decode("utf-8-sig")
    assert saved.splitlines()[0] == "Row of the file,What,Why,Left out"
    assert "4,How many people,no code is known for it,no" in saved
    assert "約200人" not in saved


def test_an_incident_shows_codes_and_its_words_only_once_they_are_opened(group: Group) -> None:
    group.read()
    one = group.incidents()[0]
    client = browser(group.one, unlocked=True)
    shown = page(client, "incidents-one", one.id)
    assert "forced labour" in shown
    assert SECRET not in shown
    opened = client.post(reverse("incidents-words", args=[one.id]), SAID)
    assert opened.status_code == 200
    assert SECRET in text(opened)


def test_a_public_incident_shows_its_words_and_whom_to_credit(group: Group) -> None:
    group.published()
    one = group.incidents()[0]
    client = browser(group.other)
    shown = page(client, "incidents-one", one.id)
    assert SECRET in shown
    assert "Ōmizo Watch (invented), CC BY" in shown
    assert client.get(reverse("incidents-words", args=[one.id])).status_code == 404


@pytest.mark.parametrize("public", [True, False])
def test_an_incident_is_taken_as_evidence(group: Group, public: bool) -> None:
    _ = group.published() if public else group.read()
    one = group.incidents()[0]
    client = browser(group.one, unlocked=True)
    answer = client.post(reverse("incidents-extract", args=[one.id]), {} if public else SAID)
    assert answer.status_code == 302
    with acting(group.one.actor):
        made = Incident.objects.get(id=one.id).item
    assert answer["Location"] == reverse("custody-one", args=[made])
    assert "Open the item of evidence" in page(client, "incidents-one", one.id)


def test_incidents_are_narrowed_down_by_words_good_time_and_codes(group: Group) -> None:
    group.published()
    client = browser(group.one)
    place = reverse("incidents-list", args=[group.place.id])
    for asked, found in (
        ({"words": "旅券"}, [1]),
        ({"good": "52"}, [0]),
        ({"from": "2026"}, []),
        ({"from": "2025", "to": "2025"}, [0, 1, 2]),
        ({"t-country": "vn"}, [1]),
        ({"t-issue": "forced-labour"}, [0, 1]),
        ({"words": "なにもない"}, []),
        ({"words": "\0", "good": "x", "from": "next year"}, [0, 1, 2]),
    ):
        answer = client.get(place, asked)
        assert answer.status_code == 200
        assert [at for at, row in enumerate(ROWS) if row[1] in text(answer)] == found, asked


def test_empty_places_say_how_something_gets_there(group: Group) -> None:
    client = browser(group.one)
    assert "Incidents come here when a file of them is taken in" in page(client, "incidents-list", group.place.id)
    assert "No file yet" in page(client, "incidents-files", group.place.id)


def test_a_file_that_waits_says_how_far_the_worker_is(group: Group) -> None:
    batch = group.received(many(10), public=True)
    client = browser(group.one, unlocked=True)
    form = filled(client.post(reverse("incidents-columns", args=[batch.id]), SAID))
    assert client.post(reverse("incidents-read", args=[batch.id]), form).status_code == 302
    assert "The worker reads it" in page(client, "incidents-file", batch.id)
    group.worked(batch)
    assert "Show its incidents" in page(client, "incidents-file", batch.id)


def test_what_is_no_table_is_said_where_its_columns_would_be(group: Group) -> None:
    batch = group.received(b"%PDF-1.7 invented")
    client = browser(group.one, unlocked=True)
    answer = client.post(reverse("incidents-columns", args=[batch.id]), SAID)
    assert answer.status_code == 400
    assert "pdf" in text(answer).lower()


def test_a_removed_file_says_what_is_left(group: Group) -> None:
    batch = group.read()
    client = browser(group.one, unlocked=True)
    answer = client.post(reverse("incidents-remove", args=[batch.id]), {"ground": "asked"})
    assert answer.status_code == 302
    assert "It was removed" in page(client, "incidents-file", batch.id)
    assert page(client, "incidents-files", group.place.id)


def test_a_name_that_turns_a_line_round_is_refused(group: Group) -> None:
    client = browser(group.one)
    assert sent(group, client, label="north \u202e gpj").status_code == 400
    assert sent(group, client, origin="x\u202ey").status_code == 400
    with acting(group.one.actor):
        assert not Batch.objects.exists()


def test_a_year_that_is_no_number_narrows_nothing_down(group: Group) -> None:
    group.read()
    client = browser(group.one)
    for asked in ("²²²²", "0000", "２０２４", "-202", "20²4"):
        answer = client.get(
            reverse("incidents-list", args=[group.place.id]), {"from": asked, "to": asked, "good": "52²"}
        )
        assert answer.status_code == 200, asked
