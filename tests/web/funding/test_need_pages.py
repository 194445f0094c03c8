"""The pages in both languages: unknown is a word and never a nought, advice says that it is, all works with forms alone."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.funds.made_grants import NOW, activity
from tests.web.made_need import CRS, DUNE, MAST, PRESS, REED, Desk
from tests.web.signing_in import browser

from tadasu.funds import iati_activities
from tadasu.web.foundation.access import acting
from tadasu.web.funding.need.actions import Chosen
from tadasu.web.funding.need.models import Fact, Given, Plan, Question

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def page(client: Client, name: str, *arguments: object, **asked: Any) -> str:
    answer = client.get(reverse(name, args=arguments), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_map_says_what_is_unknown_in_both_languages(desk: Desk) -> None:
    place = desk.place.id
    text = page(browser(desk.officer), "need-map", place)
    assert "Of 4 countries that are asked about nothing is known of 1." in text
    assert "Unknown does not mean no need" in text
    assert "Turkmenistan" in text
    assert 'class="state clear"' not in text
    japanese = page(browser(desk.auditor, "ja"), "need-map", place)
    assert "不明は、必要がないという意味ではありません" in japanese
    assert "トルクメニスタン" in japanese


def test_in_the_file_of_the_map_what_is_unknown_is_a_word(desk: Desk) -> None:
    text = page(browser(desk.officer), "need-map", desk.place.id, **{"as": "csv"})
    (line,) = (one for one in text.splitlines() if one.startswith("tm,"))
    cells = line.split(",")
    assert cells.count("unknown") == 13
    assert "0" not in cells


def test_an_auditor_reads_without_a_copy(desk: Desk) -> None:
    client = browser(desk.auditor)
    for name in ("need-map", "need-sources", "need-files", "need-past", "need-plans"):
        answer = client.get(reverse(name, args=[desk.place.id]), {"as": "csv"})
        assert answer.headers["Content-Type"].startswith("text/html")


def test_the_picture_is_hatched_where_nothing_is_known_and_runs_nothing(desk: Desk) -> None:
    client = browser(desk.officer)
    answer = client.get(reverse("need-picture", args=[desk.place.id, 6]))
    assert "script" not in answer.headers["Content-Security-Policy"]
    assert "need-hatch" in answer.content.decode()
    assert f'<img src="{reverse("need-picture", args=[desk.place.id, 6])}"' in page(client, "need-map", desk.place.id)


def test_another_time_within_which_money_ends_is_another_map(desk: Desk) -> None:
    desk.note(MAST, months="7-12")
    client = browser(desk.officer)
    assert "surely go dark without money: 0;" in page(client, "need-map", desk.place.id)
    assert "surely go dark without money: 1;" in page(client, "need-map-within", desk.place.id, 12)
    assert client.get(reverse("need-map-within", args=[desk.place.id, 7])).status_code == 404


def test_without_anything_told_the_map_says_how_it_gets_here() -> None:
    from tests.web.made_programmes import Desk as Empty

    empty = Empty()
    text = page(browser(empty.officer), "need-map", empty.place.id)
    assert "No evidence desk has told anything yet" in text
    assert "Exchange with others" in text


def test_the_page_of_a_country_names_each_part_with_its_source(desk: Desk) -> None:
    desk.load("crs", CRS.encode(), year=2017)
    desk.load("press", PRESS.encode())
    text = page(browser(desk.officer), "need-country", desk.place.id, "uz")
    for word in ("2026-11", "no authority has told", "5,143,429", "scale since 2022", "all donors together"):
        assert word in text
    assert "12220" not in text
    unknown = page(browser(desk.officer), "need-country", desk.place.id, "mm")
    assert "unknown, not nothing" in unknown
    assert "70 outlets" in unknown
    assert browser(desk.officer).get(reverse("need-country", args=[desk.place.id, "zz"])).status_code == 404


def test_what_would_go_dark_is_shown_for_the_sources_that_are_ticked(desk: Desk) -> None:
    client = browser(desk.officer)
    assert 'name="chosen"' in page(client, "need-sources", desk.place.id)
    both = page(client, "need-dark", desk.place.id, chosen=[REED, DUNE])
    assert "1 sectors of countries go dark, 3 findings fall below their standard" in both
    assert "Unknown is not none" in both
    none = page(client, "need-dark", desk.place.id)
    assert "No source is chosen" in none
    other = page(client, "need-dark", desk.place.id, chosen=["s-" + "0" * 16, "<b>"])
    assert "No source is chosen" in other


def test_a_fact_is_noted_by_the_page_and_there_is_no_place_for_words(desk: Desk) -> None:
    client = browser(desk.officer)
    address = reverse("need-note", args=[desk.place.id, MAST])
    form = client.get(address).content.decode()
    assert "<textarea" not in form
    assert 'type="text"' not in form
    assert client.post(address, {"months": "0-3", "lost": "all", "funders": "", "reach": ""}).status_code == 302
    assert client.post(address, {"months": "magic"}).status_code == 400
    with acting(desk.actor):
        assert Fact.objects.get(source=MAST).months == "0-3"
    text = page(client, "need-source", desk.place.id, MAST)
    assert "three months or less" in text
    assert "not known" in text


def test_a_file_is_loaded_by_the_page_and_a_wrong_one_says_what_is_wrong(desk: Desk) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client, address = browser(desk.officer), reverse("need-load", args=[desk.place.id])
    values = {"kind": "crs", "source": "an invented publisher", "sure": "reported"}

    def sent(content: bytes, **more: str) -> int:
        file = SimpleUploadedFile("Sanae Kurata.json", content)
        return client.post(address, {**values, **more, "file": file}).status_code

    assert sent(b"{}", year="2017") == 400
    assert sent(CRS.encode()) == 400
    assert sent(CRS.encode(), year="2017") == 302
    with acting(desk.actor):
        assert Given.objects.count() == 5
    text = page(client, "need-files", desk.place.id)
    assert "an invented publisher" in text
    assert "Kurata" not in text
    assert "5,143,429" in page(client, "need-past", desk.place.id)
    drop = reverse("need-file-drop", args=[desk.load("press", PRESS.encode()).id])
    assert client.post(drop, {"reason": ""}).status_code == 400
    assert client.post(drop, {"reason": "An invented reason."}).status_code == 302


def test_a_plan_is_begun_chosen_and_asked_for_with_forms_alone(desk: Desk) -> None:
    client = browser(desk.officer)
    begin = reverse("need-plan-begin", args=[desk.place.id, desk.fund.id])
    values = {
        "lines": [str(desk.line.id), str(desk.beside.id)], "first_year": desk.year, "years": "1", "budget": "4,000,000",
        "bridge": "4,000,000", "core": "", "months": "6", "order": "usual", "lot": "Decision 7 (invented)", "reserve": "0",
        "share": "50", "intermediaries": "3", "closing_days": "90", "caps": "uz 8,000,000", "floors": "",
    }  # fmt: skip
    wrongs: list[dict[str, Any]] = [
        {"bridge": ""},
        {"bridge": "much"},
        {"caps": "zz 5"},
        {"caps": "uz"},
        {"lines": []},
        {"lot": ""},
    ]
    for wrong in wrongs:
        assert client.post(begin, {**values, **wrong}).status_code == 400
    answer = client.post(begin, values)
    assert answer.status_code == 302
    with acting(desk.actor):
        plan = Plan.objects.get()
    form = client.get(answer.headers["Location"]).content.decode()
    assert REED in form
    chosen = {f"{key}-standing": "may" for key in (REED, DUNE, MAST)}
    assert client.post(answer.headers["Location"], {}).status_code == 400
    assert client.post(answer.headers["Location"], chosen).status_code == 400  # one was not answered
    every = dict.fromkeys(set(re.findall(r'name="(s-[0-9a-f]{16}-standing)"', form)), "out") | chosen
    assert client.post(answer.headers["Location"], every).status_code == 302
    check = page(client, "need-plan", plan.id)
    assert "Not asked for yet" in check
    assert "At most 8,000,000 JPY for Uzbekistan" in check
    assert client.post(reverse("need-plan-ask", args=[plan.id])).status_code == 302
    assert "It is being worked out" in page(client, "need-plan", plan.id)
    assert client.post(reverse("need-plan-ask", args=[plan.id])).status_code == 400


def test_the_page_of_a_plan_says_why_and_that_it_is_advice_in_both_languages(desk: Desk) -> None:
    plan = desk.done(desk.begun(budget=4_000_000))
    text = page(browser(desk.officer), "need-plan", plan.id)
    for said in (
        "Advice, not a decision",
        "It is proved that no plan is better.",
        "without it, sectors that go dark: 1",
        "What stands against adding it",
        "Down the ranking while money lasts",
        plan.digest,
        plan.result_digest,
        "1 unit is 1 JPY",
        "unknown: nobody has told it",
    ):
        assert said in text
    japanese = page(browser(desk.auditor, "ja"), "need-plan", plan.id)
    for said in ("助言であり、決定ではありません", "これがないと何も分からなくなる業種", "最良の案"):
        assert said in japanese
    picture = browser(desk.officer).get(reverse("need-plan-picture", args=[plan.id]))
    assert picture.headers["Content-Type"].startswith("image/svg+xml")


def test_what_cannot_be_is_told_on_the_page(desk: Desk) -> None:
    draft = desk.begun(budget=4_000_000, caps={"uz": 1_000_000})
    plan = desk.done(desk.chosen(draft, reed=Chosen(standing="must")))
    text = page(browser(desk.officer), "need-plan", plan.id)
    assert "These cannot hold together" in text
    assert f"{REED} has to be in" in text


def test_what_would_have_to_change_is_asked_and_answered_on_the_page(desk: Desk) -> None:
    from tadasu.web.funding.need._asked import document_of

    plan = desk.done(desk.begun(budget=4_000_000))
    out = next(one["candidate"] for one in document_of(plan.result)["plan"]["decisions"] if not one["option"])
    client = browser(desk.officer)
    more = reverse("need-plan-more", args=[plan.id])
    assert client.post(more, {"candidate": out, "kind": "forced"}).status_code == 302
    assert client.post(more, {"candidate": "s-nobody", "kind": "forced"}).status_code == 400
    assert "being worked out" in page(client, "need-plan", plan.id)
    with acting(desk.actor):
        Question.objects.all().update(state="failed")
    desk.answered(plan, "forced", out)
    desk.answered(plan, "entry", out)
    desk.answered(plan, "repeat")
    text = page(client, "need-plan", plan.id)
    assert "The same came out, to the byte." in text
    assert "more on line" in text


def test_what_a_plan_is_made_from_is_saved_with_what_came_of_it(desk: Desk) -> None:
    plan = desk.done(desk.begun())
    answer = browser(desk.officer).get(reverse("need-plan-kept", args=[plan.id]))
    document = json.loads(answer.content)
    assert (document["asked_digest"], document["result_digest"]) == (plan.digest, plan.result_digest)


def test_a_plan_that_failed_says_so_and_that_nothing_was_lost(desk: Desk) -> None:
    plan = desk.asked(desk.begun())
    with acting(desk.actor):
        Plan.objects.filter(id=plan.id).update(state="failed", fault="funds-number")
    text = page(browser(desk.officer), "need-plan", plan.id)
    assert "It could not be worked out" in text
    assert "funds-number" in text


def test_the_first_page_offers_the_map_and_drafts_of_ones_own(desk: Desk) -> None:
    desk.begun()
    assert reverse("need-map", args=[desk.place.id]) in page(browser(desk.officer), "home")
    assert "Your plans that were not asked for yet" in page(browser(desk.officer), "home")
    assert "Your plans that were not asked for yet" not in page(browser(desk.organiser), "home")


def test_what_was_not_read_or_left_out_of_a_file_is_told_in_words(desk: Desk) -> None:
    desk.load("crs", b'{"UZ": {"15153": 5, "media": 3}, "298": {"15160": 7}, "ZZ": {"15153": 1}}', year=2017)
    for language, words in (
        ("en", ["no amount or no purpose: 1", "unknown recipient: 1", "left out, of no known recipient: 1"]),
        ("ja", ["金額・目的コードでないもの", "受取国不明"]),
    ):
        shown = page(browser(desk.officer, language), "need-files", desk.place.id)
        assert [one for one in words if one not in shown] == []
        assert "crs-amount" not in shown
    assert "Africa, regional" in page(browser(desk.officer, "en"), "need-past", desk.place.id)


def test_years_that_cannot_be_are_counted_as_left_out(desk: Desk) -> None:
    before, after = iati_activities([activity()], generated=NOW).rsplit(b'<transaction-date iso-date="20', 1)
    made = desk.load("iati", before + b'<transaction-date iso-date="10' + after)
    assert made.left_out["year"] > 0
