"""Releases from real awards: what is told and what is not, what the attack refuses, what stays as it was."""

import json
from typing import Any

import pytest
from tests.web.made_applications import Desk as Applicants
from tests.web.made_applications import applied
from tests.web.made_box import as_holder
from tests.web.made_publishing import CANARY, HIDDEN_PURPOSE, LAST, RECORDED, REFERENCE, Desk, totals

from tadasu.funds import read_giving, read_iati
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.publication.models import Proposal
from tadasu.web.funding.applications.actions.consenting import consent
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.publishing import actions
from tadasu.web.funding.publishing.actions import Theirs
from tadasu.web.funding.publishing.models import Identifier, Release

pytestmark = pytest.mark.usefixtures("database")


def test_a_full_portfolio_is_told_in_rounded_figures() -> None:
    desk = Desk()
    desk.full()
    made = desk.prepare()
    assert (made.state, made.found, made.fault) == ("passed", [], "")
    cells = totals(made)
    assert all(one.count is None or one.count % 5 == 0 for one in cells)
    assert {one.amount for one in cells if one.region == "Europe" and one.year == str(LAST)} >= {40_000_000}
    assert set(desk.files(made)) == {"iati-activities.xml", "iati-organisation.xml", "figures.csv"}
    assert made.told["grants"] == {"grant-neutral": [64, 320_000_000]}


def test_a_single_grantee_in_a_region_is_in_no_figure_that_tells_it() -> None:
    desk = Desk()
    desk.full()
    desk.awards(desk.many(1, region="679", amount=CANARY))
    made = desk.prepare()
    assert made.state == "passed"
    assert all(one.count is None for one in totals(made) if one.region == "South Asia")
    assert made.told["hidden"]["cell-few-grantees"] >= 1
    assert f"{CANARY}" not in json.dumps(made.document)


@pytest.mark.parametrize(
    ("without", "code"),
    [
        ("hide_few_grantees hide_few_intermediaries hide_dominated", "attack-few-grantees"),
        ("round_figures", "attack-exact-figure"),
        ("cover_hidden", "attack-worked-out"),
    ],
)
def test_the_attack_refuses_a_release_of_a_single_grantee_in_a_region(without: str, code: str) -> None:
    desk = Desk()
    desk.full()
    desk.awards(desk.many(1, region="679", year=LAST))
    made = desk.badly(without)
    assert made.state == "singled-out"
    assert code in {one["code"] for one in made.found}
    assert made.document is None
    with pytest.raises(Exception, match="publishing-state"):
        desk.handed(made)


def sub_grants(desk: Desk, amounts: tuple[int, ...], year: int = LAST) -> Theirs:
    """A list of the first intermediary: all that it passed on in a year, in one region and in another."""
    rows = [f"A-1,789,{year},{one}" for one in amounts] + [f"A-1,89,{year},5000000"] * 2
    raw = "\n".join(["line,region,year,amount", *rows]).encode()
    pseudonym = desk.passing[desk.media.id][0].grantee.pseudonym
    return Theirs(intermediary=pseudonym, kind="list", complete=True, content=raw)


def portfolio_over_one_payer(desk: Desk, year: int = LAST) -> tuple[int, ...]:
    """In one cell, six over one intermediary and one over each of three others: without the six, three are left."""
    desk.awards([{"payer": one, "year": year} for one in (0, 0, 0, 0, 0, 0, 1, 2, 3)])
    desk.awards(desk.many(8, region="89", year=year))
    return (5_000_000,) * 6


def test_what_an_intermediary_publishes_itself_cannot_be_taken_off_a_figure() -> None:
    desk = Desk()
    amounts = portfolio_over_one_payer(desk)
    before = [one for one in totals(desk.prepare(first=LAST)) if one.region == "Far East Asia"]
    made = desk.prepare(sub_grants(desk, amounts), first=LAST)
    after = [one for one in totals(made) if one.region == "Far East Asia"]
    assert [one.count for one in before] == [10]
    assert [one.count for one in after] == [None]
    assert (made.state, made.against[0]["doubted"]) == ("passed", False)


def test_the_attack_refuses_a_release_that_forgets_what_an_intermediary_publishes() -> None:
    desk = Desk()
    amounts = portfolio_over_one_payer(desk)
    made = desk.badly("hide_their_rests cover_hidden", sub_grants(desk, amounts), first=LAST)
    assert made.state == "singled-out"
    assert "attack-their-file" in {one["code"] for one in made.found}


def test_of_a_file_that_does_not_agree_with_the_books_everything_is_taken_to_be_known() -> None:
    desk = Desk()
    portfolio_over_one_payer(desk)
    made = desk.prepare(sub_grants(desk, (1,)), first=LAST)
    assert (made.state, made.against[0]["doubted"]) == ("passed", True)
    assert [one.count for one in totals(made) if one.region == "Far East Asia"] == [None]


def test_of_a_file_of_others_only_its_digest_is_kept() -> None:
    desk = Desk()
    portfolio_over_one_payer(desk)
    made = desk.now(desk.prepare(sub_grants(desk, (5_000_000,) * 6), first=LAST))
    assert made.theirs == []
    assert set(made.against[0]) == {"intermediary", "kind", "complete", "digest", "doubted"}


def test_a_file_that_counted_once_is_asked_for_again() -> None:
    desk = Desk()
    amounts = portfolio_over_one_payer(desk)
    file = sub_grants(desk, amounts)
    desk.published(desk.prepare(file, first=LAST))
    with pytest.raises(Exception, match="publishing-file-missing"):
        desk.prepare(first=LAST)
    assert desk.prepare(file, first=LAST).state == "passed"


@pytest.mark.parametrize(
    "raw", [b"", b"amount\n", b"line,region\nA-1,789\n", b"amount\nmany\n", b"\xff\xfe", b"<xml/>"]
)
def test_a_file_that_is_none_is_refused(raw: bytes) -> None:
    desk = Desk()
    pseudonym = desk.passing[desk.media.id][0].grantee.pseudonym
    for kind in ("list", "iati", "giving"):
        with pytest.raises(Exception, match="publishing-file"):
            desk.prepare(Theirs(intermediary=pseudonym, kind=kind, complete=True, content=raw))


def test_what_came_into_a_year_after_it_was_told_changes_nothing() -> None:
    desk = Desk()
    desk.full()
    first = desk.prepare()
    number = desk.published(first)
    desk.awards(desk.many(1, region="789"))
    desk.awards(desk.many(9, region="289"))
    later = desk.prepare()
    assert later.state == "passed"
    assert {one for one in totals(later) if one.year != "All years"} == {
        one for one in totals(first) if one.year != "All years"
    }
    assert later.told["grants"]["grant-year-closed"][0] == 10
    assert desk.published(later) == number


def test_the_attack_refuses_a_later_version_of_which_the_difference_tells_something() -> None:
    desk = Desk()
    desk.full()
    desk.published()
    desk.awards(desk.many(3, region="789"))
    made = desk.badly("keep_closed_years")
    assert made.state == "singled-out"
    assert "attack-version" in {one["code"] for one in made.found}


def test_what_is_withheld_is_in_no_byte() -> None:
    desk = Desk()
    desk.full()
    (hidden,) = desk.awards([{"level": 3, "amount": CANARY, "purpose": HIDDEN_PURPOSE, "payer": 1, "region": "389"}])
    with acting(desk.actor(desk.officer)):
        award = Award.objects.select_related("grantee").get(id=hidden.id)
    made = desk.now(desk.prepare(who=desk.publisher))
    kept = json.dumps([getattr(made, one.attname) for one in Release._meta.concrete_fields], default=str)
    with acting(desk.actor(desk.publisher)):
        things = json.dumps(list(Identifier.objects.values_list("thing", "value")))
    for said in (
        str(award.id),
        str(award.grantee_id),
        award.pseudonym,
        award.grantee.pseudonym,
        "7654321",
        HIDDEN_PURPOSE,
        "caribbean",
    ):
        for where in (kept, things):
            assert said.lower() not in where.lower(), said


def test_what_is_withheld_changes_no_byte() -> None:
    desk = Desk()
    desk.full()
    without = desk.prepare()
    desk.awards([{"level": 3, "amount": CANARY, "payer": 1} for _ in range(7)])
    with_it = desk.prepare()
    assert (without.document, without.told) == (with_it.document, with_it.told)


def test_a_second_run_gives_the_same_bytes() -> None:
    desk = Desk()
    desk.full()
    one, other = desk.prepare(), desk.prepare()
    assert desk.files(one) == desk.files(other)
    assert one.document == other.document


def test_an_activity_keeps_its_identifier_and_none_tells_an_order() -> None:
    desk = Desk()
    desk.full()
    first = identifiers_in(desk.files(desk.prepare())["iati-activities.xml"])
    desk.awards(desk.many(9, region="679"))
    second = identifiers_in(desk.files(desk.prepare())["iati-activities.xml"])
    assert first < second
    assert all(one.startswith(f"{REFERENCE}-") and len(one) == len(REFERENCE) + 17 for one in second)


def identifiers_in(xml: str) -> set[str]:
    import io

    return {one.activity.identifier for one in read_iati(io.BytesIO(xml.encode()), file="x").activities}


PUBLIC: dict[str, Any] = {
    "level": 0,
    "country": "jp",
    "consented": [*RECORDED, "name", "country"],
    "public_name": "Iwatsubame Press (invented)",
    "payer": 2,
    "amount": 4_321_000,
}


def test_who_is_public_by_consent_is_told_by_name_and_exact_amount() -> None:
    desk = Desk()
    desk.full()
    desk.awards([PUBLIC])
    files = desk.files(desk.prepare())
    for name in ("iati-activities.xml", "360giving.json"):
        assert "Iwatsubame Press (invented)" in files[name]
        assert "4321000" in files[name]
    import io

    (row,) = read_giving(io.BytesIO(files["360giving.json"].encode()), file="x").rows
    assert (row.recipient_name, row.place) == ("Iwatsubame Press (invented)", "JP")


ALLOWED = ("name", "country", "region", "purpose", "amount", "period")


def applied_for() -> tuple[Desk, Applicants, Application]:
    """A funder with a full portfolio, and an application at level 0 of which everything may be published."""
    applicants = Applicants()
    application = applied(applicants.box, applicants.call, level="public", delay="months-12", consents=ALLOWED)
    desk = Desk(applicants.place)
    desk.full()
    desk.awards([{**PUBLIC, "application": application.id}])
    return desk, applicants, application


def test_who_said_yes_to_a_band_is_told_in_a_band() -> None:
    desk, _, _ = applied_for()
    files = desk.files(desk.prepare())
    assert "360giving.json" not in files
    assert "4321000" not in "".join(files.values())
    assert "Iwatsubame" in files["iati-activities.xml"]


def test_what_an_applicant_takes_back_in_its_box_counts_at_once() -> None:
    desk, applicants, application = applied_for()
    with as_holder(applicants.box) as visit:
        consent(visit, application=application, fields=["region", "purpose", "amount", "period"])
    files = desk.files(desk.prepare())
    assert "Iwatsubame" not in "".join(files.values())
    with as_holder(applicants.box) as visit:
        consent(visit, application=application, fields=[])
    made = desk.prepare()
    assert made.told["grants"]["grant-rolled-up"][0] == 1


def test_a_person_is_never_named() -> None:
    desk = Desk()
    desk.full()
    desk.awards([{**PUBLIC, "applicant_type": "individual"}])
    files = desk.files(desk.prepare())
    assert "Iwatsubame" not in "".join(files.values())
    assert "Individual Recipient" in files["360giving.json"]


@pytest.mark.parametrize("less", ["region", "purpose", "amount", "period"])
def test_without_a_yes_to_all_that_a_record_tells_there_is_no_record(less: str) -> None:
    desk = Desk()
    desk.full(consented=[one for one in RECORDED if one != less])
    made = desk.prepare()
    assert made.document is not None
    assert "records" not in made.document
    assert any(one.count for one in totals(made))


def test_a_grant_waits_for_its_own_delay() -> None:
    desk = Desk()
    desk.full(delay=None)
    desk.awards([{**PUBLIC, "delay": 36, "year": LAST}])
    made = desk.prepare()
    assert made.document is not None
    assert "records" not in made.document
    assert made.told["left"]["waits"] == 1
    assert "Iwatsubame" not in json.dumps(made.document)


def test_consent_that_is_taken_back_leaves_the_next_release_without_it() -> None:
    desk = Desk()
    desk.full()
    (award,) = desk.awards([PUBLIC])
    first = desk.prepare()
    desk.published(first)
    with acting(desk.actor(desk.officer)):
        Award.objects.filter(id=award.id).update(consented=[])
        (known,) = Identifier.objects.filter(thing=f"award:{award.id}")
    later = desk.prepare()
    assert later.state == "passed"
    assert "Iwatsubame" not in json.dumps(later.document)
    assert later.told["taken_back"] == [known.value]
    assert later.told["left"]["taken-back"] == 1


def test_japanese_stands_in_the_files_as_itself() -> None:
    desk = Desk()
    desk.full()
    desk.awards([{**PUBLIC, "public_name": "岩燕出版（架空）"}])
    files = desk.files(desk.prepare())
    assert '<narrative xml:lang="ja">岩燕出版（架空）</narrative>' in files["iati-activities.xml"]
    assert "独立した情報とメディアへの支援" in files["iati-activities.xml"]
    assert "岩燕出版（架空）" in files["360giving.json"]


def test_an_empty_portfolio_can_be_told_to_be_empty() -> None:
    desk = Desk()
    made = desk.prepare()
    assert (made.state, made.fault) == ("passed", "")
    assert set(desk.files(made)) == {"iati-organisation.xml", "figures.csv"}
    assert desk.published(made) == 1


def test_a_release_that_was_given_up_keeps_nothing_that_would_have_been_public() -> None:
    desk = Desk()
    desk.full()
    made = desk.prepare()
    with acting(desk.actor(desk.publisher)):
        actions.drop(desk.actor(desk.publisher), release=made.id)
    gone = desk.now(made)
    assert (gone.state, gone.document, gone.made, gone.counted) == ("dropped", None, None, None)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"kinds": ()}, "publishing-kinds"),
        ({"kinds": ("word",)}, "publishing-kinds"),
        ({"last": LAST + 1}, "publishing-years"),
        ({"first": LAST + 1}, "publishing-years"),
        ({"first": 1999}, "publishing-years"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(more: dict[str, Any], code: str) -> None:
    with pytest.raises(Exception, match=code):
        Desk().prepare(**more)


def test_a_withdrawn_release_is_still_known_to_the_attack() -> None:
    from tadasu.web.foundation.publication.actions import withdraw

    desk = Desk()
    desk.full()
    number = desk.published()
    actor = desk.actor(desk.publisher)
    with acting(actor):
        withdraw(actor, organisation=desk.place.id, number=number, ground="error", reason="Invented.")
    later = desk.prepare()
    assert (later.state, later.told["earlier"]) == ("passed", 1)
    assert desk.published(later) == number + 1
    with acting(actor):
        assert Proposal.objects.filter(kind="grant-release", corrects=None).count() == 2
