"""Fiscal years told no more: for when something that came out since gives away what was told of results."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.funding.test_results_public import TODAY, counted, full
from tests.web.signing_in import browser

from tadasu.schema import UsageError
from tadasu.web.foundation.access import acting
from tadasu.web.funding.results._public import Before, cube, names_of
from tadasu.web.funding.results.models import Telling

pytestmark = pytest.mark.usefixtures("database")


def test_years_that_something_gives_away_later_are_told_no_more_and_later_ones_are() -> None:
    first = [*counted("law", 2022, 12), *counted("finding", 2022, 12)]
    before = cube("year", first, today=TODAY, exposed=frozenset(), before=Before())
    known = Before(releases=(before.release,), counted=before.counted)
    now = [*first, *counted("law", 2023, 12, first=20), *counted("finding", 2023, 12, first=20)]
    leaked = frozenset(f"grantee {one}" for one in range(9))
    again = cube("year", now, today=TODAY, exposed=leaked, before=known)
    assert {one.code for one in again.problems} >= {"cell-known-already", "attack-known-members"}
    anew = cube("year", now, today=TODAY, exposed=leaked, before=replace(known, retired=known.years))
    assert (anew.release.years, anew.problems) == (("2023",), ())


def test_whoever_prepares_can_tell_no_year_again_that_was_told_before() -> None:
    desk = full()
    client = browser(desk.publisher)
    address = reverse("results-prepare", args=[desk.place.id])
    assert "Tell no year again" not in client.get(address).content.decode()
    number = desk.public()
    assert (
        "No later release tells these: fiscal year 2023, fiscal years 2020 to 2024 (people&#x27;s safety and harm)."
        in client.get(address).content.decode()
    )
    desk.results(desk.awards(desk.many(12, year=2024)), "law", 2024)
    answer = client.post(address, {"anew": "on"})
    page = client.get(answer.headers["Location"]).content.decode()
    assert [f"<div>fiscal year {year}</div>" in page for year in (2024, 2023)] == [True, False]
    assert "Years told no more: fiscal year 2023, fiscal years 2020 to 2024 (people&#x27;s safety and harm)" in page
    actor = desk.actor(desk.publisher)
    with acting(actor):
        made = Telling.objects.get(organisation=desk.place, number=2)
    assert (made.retired, desk.public(made)) == ({"year": ["2023"], "together": ["2024"]}, number)
    public = Client().get(reverse("portal-publication", args=[number])).content.decode()
    assert public.count("fiscal year 2023, fiscal years 2020 to 2024 (people&#x27;s safety and harm).") == 2, (
        "what changed, and what it is about"
    )
    with pytest.raises(UsageError, match="results-nothing-new"):
        desk.prepared(anew=True)
    later = desk.prepared()
    assert later.made is not None
    assert (later.made["year"]["years"], later.made["together"]["years"]) == (("2024",), ())


def test_an_older_telling_says_what_it_retired_and_a_later_one_what_all_did() -> None:
    desk = full()
    first = desk.prepared()
    desk.public(first)
    desk.results(desk.awards(desk.many(12, year=2024)), "law", 2024)
    desk.public(desk.prepared(anew=True))
    client = browser(desk.publisher)
    pages = [client.get(reverse("results-telling", args=[one.id])).content.decode() for one in (first, desk.prepared())]
    assert ["Years told no more: fiscal year 2023" in page for page in pages] == [False, True]


def test_years_are_named_in_both_languages() -> None:
    said = names_of({"year": ["2022", "2023"], "together": ["2024"]})
    assert said["ja"] == "2022年度、2023年度、2020～2024年度（人の安全と害）"
    assert said["en"].endswith("fiscal year 2023, fiscal years 2020 to 2024 (people's safety and harm)")
