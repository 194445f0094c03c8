"""Years told no more: for when something that came out since gives away what an earlier release told of them."""

import json
import re
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from tests.web.funding.test_publishing_releases import PUBLIC, portfolio_over_one_payer, sub_grants
from tests.web.made_publishing import LAST, Desk

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.publication.actions import withdraw
from tadasu.web.foundation.publication.models import Proposal
from tadasu.web.funding.awards.models import Award, Grantee
from tadasu.web.funding.programmes.models import Budget
from tadasu.web.funding.publishing.actions import Theirs, preparing
from tadasu.web.funding.publishing.actions.preparing import finish
from tadasu.web.funding.publishing.models import Release

pytestmark = pytest.mark.usefixtures("database")


def told(desk: Desk, year: int) -> Desk:
    """A release of one year, with two regions in it, published."""
    desk.awards([*desk.many(8, year=year), *desk.many(8, region="89", year=year)])
    desk.published(desk.prepare(first=year, last=year))
    return desk


def codes(release: Release) -> set[str]:
    return {one["code"] for one in release.found}


def said_of(proposal: Proposal) -> Any:
    return json.loads(proposal.content)


def given_away() -> tuple[Desk, Theirs]:
    """A release of a year, published; and a file that came out since, beside which it tells of three."""
    desk = Desk()
    file = sub_grants(desk, portfolio_over_one_payer(desk, LAST - 1), LAST - 1)
    desk.awards(desk.many(8, region="89"))
    desk.published(desk.prepare(last=LAST - 1))
    return desk, file


def test_a_year_that_something_gives_away_later_is_told_no_more_and_the_others_are() -> None:
    desk, file = given_away()
    refused = desk.prepare(file)
    assert refused.state == "singled-out"
    assert {"cell-known-already", "attack-their-file"} <= {one["code"] for one in refused.found}
    made = desk.prepare(file, anew=True)
    assert (made.state, made.told["years"], made.told["retired"]) == ("passed", [str(LAST)], [str(LAST - 1)])
    assert made.told["grants"]["grant-year-retired"][0] == 17
    assert str(LAST - 1) not in {row.split(",")[2] for row in desk.files(made)["figures.csv"].splitlines()}
    assert desk.published(made) == 1
    page = Client().get(reverse("portal-publication", args=[1])).content.decode()
    assert page.count(f"These years were told before and are told no more: {LAST - 1}.") == 2


def test_a_year_that_is_told_no_more_stays_so() -> None:
    desk, file = given_away()
    desk.published(desk.prepare(file, anew=True))
    desk.awards(desk.many(9, year=LAST - 1, region="289"))
    later = desk.prepare(file)
    assert (later.state, later.told["years"], later.told["retired"]) == ("passed", [str(LAST)], [str(LAST - 1)])
    assert (later.told["grants"]["grant-year-retired"][0], later.retired) == (26, [])
    with pytest.raises(Exception, match="publishing-nothing-new"):
        desk.prepare(file, anew=True)


def test_nobody_is_made_known_whom_a_figure_told_no_more_stands_for() -> None:
    """Of five behind a figure four get public grants later: the figure is public still."""
    desk = Desk()
    five = desk.awards(desk.many(5, year=LAST - 1))
    desk.awards(desk.many(9, year=LAST - 1, region="89"))
    desk.published(desk.prepare(last=LAST - 1))
    desk.awards([*desk.many(9), *desk.many(9, region="89")])
    with acting(desk.actor(desk.officer)):
        Grantee.objects.filter(id__in=[one.grantee_id for one in five]).update(
            level=0, public_name="Iwatsubame (invented)"
        )
        grantees = list(Grantee.objects.filter(id__in=[one.grantee_id for one in five[:4]]))
    desk.awards([{**PUBLIC, "grantee": one, "region": "789", "country": ""} for one in grantees])
    assert "attack-known-members" in codes(desk.prepare(anew=True))


def test_consent_that_is_taken_back_is_said_of_years_told_no_more_too() -> None:
    desk = Desk()
    desk.full()
    (award,) = desk.awards([{**PUBLIC, "year": LAST - 1}])
    desk.published(desk.prepare(last=LAST - 1))
    assert desk.prepare(anew=True).told["taken_back"] == []
    with acting(desk.actor(desk.officer)):
        Award.objects.filter(id=award.id).update(consented=[])
    (id,) = desk.prepare(anew=True).told["taken_back"]
    with acting(desk.actor(desk.publisher)):
        (before,) = Release.objects.filter(state="handed")
    assert id in {one["id"] for one in (before.made or {})["records"] if one["public"]}


def test_what_is_public_by_consent_stays_told_whatever_years_are_asked_for() -> None:
    desk = Desk()
    desk.full()
    desk.awards([{**PUBLIC, "year": LAST - 1}])
    desk.published()
    later = desk.prepare(first=LAST, last=LAST)
    assert (later.told["taken_back"], later.told["grants"]["grant-public"][0]) == ([], 1)


def test_no_budget_of_a_year_that_was_ever_told_is_public() -> None:
    desk = Desk()
    with acting(desk.actor(desk.organiser)):
        for year in (LAST, LAST + 1):
            Budget.objects.create(organisation=desk.place, line=desk.media, year=year, amount=123_456_789)
    told(desk, LAST)
    desk.awards([*desk.many(9, year=LAST - 1), *desk.many(9, year=LAST - 1, region="89")])
    file = desk.files(desk.prepare(anew=True))["iati-organisation.xml"]
    budgets = re.findall(r"<total-budget.*?</total-budget>", file, re.DOTALL)
    assert [re.findall(r'iso-date="(\d{4})', one)[0] for one in budgets if "123456789" in one] == [str(LAST + 1)]


def test_nothing_is_retired_that_was_not_there_when_it_was_asked() -> None:
    desk = told(Desk(), LAST - 1)
    before, preparing.SMALL = preparing.SMALL, -1
    try:
        waiting = desk.prepare(anew=True)
    finally:
        preparing.SMALL = before
    desk.awards([*desk.many(8), *desk.many(8, region="89")])
    desk.published(desk.prepare())
    with acting(desk.actor(desk.publisher)):
        done = finish(desk.place.id, waiting.id)
    assert (done.state, done.fault) == ("failed", "release-years-retired")


def test_nothing_is_released_where_nothing_new_would_be_told() -> None:
    desk = told(Desk(), LAST - 1)
    made = desk.prepare(anew=True)
    assert (made.state, made.fault, made.document) == ("failed", "publishing-nothing-new", None)


def test_a_year_of_which_a_public_record_alone_was_told_is_not_retired_with_the_others() -> None:
    """Public records are told in the year itself: its figures are still to come."""
    desk = Desk()
    desk.awards([*desk.many(8, year=LAST - 1), *desk.many(8, region="89", year=LAST - 1), PUBLIC])
    desk.published(desk.prepare(first=LAST - 1))
    desk.awards([*desk.many(8), *desk.many(8, region="89")])
    with acting(desk.actor(desk.publisher)):
        assert (Release.objects.get().made or {})["years"] == [str(LAST - 1)]
    made = desk.prepare(anew=True)
    assert (made.told["years"], made.told["retired"]) == ([str(LAST)], [str(LAST - 1)])
    assert "Iwatsubame" in json.dumps(made.document)
    assert made.told["taken_back"] == []


def test_those_who_sign_read_which_years_are_told_no_more() -> None:
    """Also where the earlier number was withdrawn, so that it is no new version; and with every release after it."""
    desk, file = given_away()
    actor = desk.actor(desk.publisher)
    with acting(actor):
        withdraw(actor, organisation=desk.place.id, number=1, ground="error", reason="Invented.")
    made = desk.prepare(file, anew=True)
    said = said_of(desk.handed(made))
    assert said["changed"] is None
    assert f"told no more: {LAST - 1}." in said["document"]["about"]["en"]
    assert f"今後は公表しません：{LAST - 1}。" in said["document"]["about"]["ja"]
    desk.published(desk.prepare(file, anew=True))
    later = said_of(desk.handed(desk.prepare(file, first=LAST - 1, last=LAST - 1)))
    assert later["changed"]["en"].startswith(f"Another release: years up to {LAST}. These years")
    assert later["document"]["title"]["en"] == f"Grants of {LAST}"


def test_grants_of_years_told_no_more_are_known_to_the_next_release() -> None:
    desk = told(Desk(), LAST - 1)
    desk.awards([*desk.many(8), *desk.many(8, region="89")])
    made = desk.prepare(anew=True)
    assert (made.state, len(made.counted or ())) == ("passed", 32)


def test_which_years_are_told_no_more_stays_as_it_was_asked() -> None:
    desk = told(Desk(), LAST - 1)
    made = desk.prepare(first=LAST - 1)
    with acting(desk.actor(desk.publisher)), pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.filter(id=made.id).update(retired=["2020"])
