"""Where we are blind: what is counted for which country and sector, on whom it hangs, and what leaves as a package."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.made_exchange import carried, knows, sent, side
from tests.web.made_findings import content
from tests.web.made_library import Desk
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.schema import GoodOfCountry, UsageError
from tadasu.web.evidence.library import actions
from tadasu.web.evidence.library._tiles import Names, Tile, drawn
from tadasu.web.evidence.library.coverage_kind import COVERAGE, coverage_since
from tadasu.web.evidence.library.covering import OURSELVES, Blind, Known, blind_spots, their_cells
from tadasu.web.evidence.library.models import AskedAbout
from tadasu.web.evidence.library.words import asked_at_first, sector_of, sectors_of_industries
from tadasu.web.evidence.press.actions import set_copied_from
from tadasu.web.foundation.access import Actor, Refused, acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.exchange._coverage import take_coverage
from tadasu.web.foundation.exchange.kinds import Origin, check
from tadasu.web.foundation.exchange.models import Peer, TheirCell

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def blind(desk: Desk, by: Actor | None = None, **more: Any) -> Blind:
    actor = by or desk.verifier.actor
    with acting(actor):
        return blind_spots(actor, desk.place.id, **more)


def cell(desk: Desk, country: str = "uz", sector: str = "textiles", by: Actor | None = None) -> Known:
    (found,) = (one for one in blind(desk, by).cells if (one.country, one.sector) == (country, sector))
    return found


def asking(desk: Desk, *countries: str, sectors: tuple[str, ...] = ("textiles",)) -> None:
    with acting(desk.editor):
        actions.ask_about(desk.editor, organisation=desk.place.id, countries=countries, sectors=sectors)


def browser(user: User, language: str = "en") -> Client:
    User.objects.filter(id=user.id).update(language=language)
    with_authenticator(user)
    return signed_in(user)


def test_nothing_known_is_unknown_and_no_number_says_otherwise(desk: Desk) -> None:
    found = blind(desk)
    countries, sectors = asked_at_first()
    assert len(found.cells) == len(countries) * len(sectors)
    assert {(one.state, one.sources, one.alone, one.months) for one in found.cells} == {("unknown", None, None, None)}


def test_each_kind_counts_and_what_hangs_on_whom_is_told(desk: Desk) -> None:
    desk.article(outlet="The Lantern (invented)", day=timezone.localdate() - timedelta(days=70))
    desk.article("Another article of the same outlet says more.", title="Two", outlet="The Lantern (invented)")
    desk.article("The Bell rings about the mill.", title="Three", outlet="The Bell (invented)", sector="garments")
    desk.incidents({"origin_key": "a group"}, {"origin_key": "a group"}, {"origin_key": "another group"})
    known = cell(desk)
    assert (known.articles, known.incidents, known.sources, known.months, known.falls_with) == (2, 3, 3, 2, ())
    alone = cell(desk, sector="garments")
    assert (alone.articles, alone.sources, len(alone.falls_with)) == (1, 1, 1)
    hangs = {one.name: (one.cells, one.falling) for one in blind(desk).sources}
    assert hangs["The Bell (invented)"] == (1, 1)
    assert hangs["The Lantern (invented)"] == (1, 0)


def test_what_repeats_another_adds_no_source_and_confirms_nothing(desk: Desk) -> None:
    first = desk.article(outlet="The Lantern (invented)", day=date(2025, 1, 1))
    copy = desk.article(
        "A copy of it, a little shorter.", title="Two", outlet="The Bell (invented)", day=date(2026, 11, 1)
    )
    assert cell(desk).sources == 2
    before = cell(desk).months
    with acting(desk.documenter.actor):
        set_copied_from(desk.documenter.actor, article=copy.id, other=first.id)
    known = cell(desk)
    assert (known.articles, known.sources) == (2, 1)
    assert known.months is not None
    assert before is not None
    assert known.months > before


def test_a_finding_counts_for_the_outlets_it_rests_on_and_for_ourselves(desk: Desk) -> None:
    desk.prepared(desk.with_article(desk.article(country="", sector="")))
    found = blind(desk)
    (known,) = (one for one in found.cells if (one.country, one.sector) == ("cn", "textiles"))
    assert (known.findings, known.sources) == (1, 2)
    assert OURSELVES in {one.key for one in found.sources}
    assert found.nowhere == 1


def test_a_withdrawn_finding_is_not_known_any_more(desk: Desk) -> None:
    from tadasu.web.foundation.findings.actions import withdraw

    base = content().finding
    finding = desk.finding(finding=replace(base, subject=GoodOfCountry(good="5205", country="tm")))
    assert cell(desk, "tm").findings == 1
    with acting(desk.editor):
        withdraw(desk.editor, version=finding.id, code="mistaken", reason="An invented mistake.")
    assert cell(desk, "tm").state == "unknown"


def test_reports_look_like_none_until_there_are_ten(desk: Desk) -> None:
    from uuid import uuid4

    from tadasu.web.evidence.custody import actions as custody
    from tadasu.web.evidence.verification import actions as verification

    inquiry = desk.opened()
    told = []
    for number in range(11):
        told.append(cell(desk, "cn").reports if number else "<10")
        with acting(desk.documenter.actor):
            item = custody.receive_text(
                desk.documenter.actor, organisation=desk.place.id, kind="testimony", label=f"report {number}",
                text="An invented report.", readers=[desk.documenter.id], origin_of=uuid4(),
            )  # fmt: skip
            verification.take_in(desk.documenter.actor, inquiry=inquiry.id, item=item)
    assert told == ["<10"] * 10 + ["10-49"]


def test_a_day_to_come_confirms_nothing(desk: Desk) -> None:
    desk.incidents({"month": date(timezone.localdate().year + 1, 1, 1)})
    assert (cell(desk).incidents, cell(desk).months) == (1, None)


def test_industries_and_goods_meet_in_one_sector(desk: Desk) -> None:
    desk.incidents({"sector": "C13"}, {"sector": "", "good": "5205"}, {"sector": "", "good": ""})
    assert cell(desk).incidents == 2
    assert cell(desk, sector="other").incidents == 1


def test_every_sector_that_goods_and_industries_lead_to_is_one_of_custody() -> None:
    from tadasu.web.evidence.custody.words import words
    from tadasu.web.evidence.library.words import sectors_of_goods

    known = set(words("sectors"))
    assert set(sectors_of_goods().values()) <= known
    assert set(sectors_of_industries().values()) <= known
    assert set(asked_at_first()[1]) <= known
    assert sector_of("8541") == "solar"


def test_every_role_counts_only_what_it_may_see_and_another_organisation_nothing(desk: Desk) -> None:
    desk.article()
    assert cell(desk, by=desk.auditor).articles == 1
    with acting(desk.organiser), pytest.raises(Refused):
        blind_spots(desk.organiser, desk.place.id)
    with acting(desk.stranger.actor), pytest.raises(Refused):
        blind_spots(desk.stranger.actor, desk.place.id)
    with acting(desk.stranger.actor):
        theirs = blind_spots(desk.stranger.actor, desk.elsewhere.id)
    assert {one.state for one in theirs.cells} == {"unknown"}


def test_an_organisation_says_what_it_asks_about(desk: Desk) -> None:
    asking(desk, "vn", "kh")
    assert [(one.country, one.sector) for one in blind(desk).cells] == [("kh", "textiles"), ("vn", "textiles")]
    asking(desk, "vn")
    with acting(desk.editor):
        assert AskedAbout.objects.get().countries == ["vn"]


@pytest.mark.parametrize(
    ("countries", "sectors"),
    [((), ("textiles",)), (("zz",), ("textiles",)), (("cn-xj",), ("textiles",)), (("vn",), ()), (("vn",), ("magic",))],
)
def test_what_cannot_be_asked_about_is_refused(
    desk: Desk, countries: tuple[str, ...], sectors: tuple[str, ...]
) -> None:
    with pytest.raises(UsageError) as error:
        asking(desk, *countries, sectors=sectors)
    assert error.value.code == "library-asked"


def test_the_page_says_unknown_and_never_safe_in_both_languages(desk: Desk) -> None:
    desk.article()
    page = browser(desk.verifier.user).get(reverse("library-coverage", args=[desk.place.id])).content.decode()
    assert "Unknown does not mean safe" in page
    assert 'class="state clear"' not in page
    page = browser(desk.second.user, "ja").get(reverse("library-coverage", args=[desk.place.id])).content.decode()
    assert "不明" in page
    assert "ウズベキスタン" in page


def test_each_table_of_the_page_is_saved_as_a_file(desk: Desk) -> None:
    desk.article()
    client, address = browser(desk.verifier.user), reverse("library-coverage", args=[desk.place.id])
    assert "textiles" in client.get(address, {"as": "csv"}).content.decode()
    assert "The Lantern (invented)" in client.get(address, {"s-as": "csv"}).content.decode()


def test_by_the_page_what_is_asked_about_is_changed(desk: Desk) -> None:
    from tests.web.made import person

    client, address = browser(person(desk.place, "editor")), reverse("library-ask", args=[desk.place.id])
    assert client.post(address, {"countries": "VN, kh", "sectors": ["mining"]}).status_code == 302
    assert len(blind(desk).cells) == 2
    wrong = client.post(address, {"countries": "xx", "sectors": ["mining"]})
    assert wrong.status_code == 400
    assert "Name at most" in wrong.content.decode()


def built(desk: Desk, since: int = 0) -> Any:
    with acting(desk.editor):
        return coverage_since(desk.editor, desk.place.id, since)


def test_a_package_holds_cells_and_bands_and_names_nobody(desk: Desk) -> None:
    desk.article()
    desk.incidents({"origin_key": "a group under threat"})
    made = built(desk)
    check(COVERAGE, made.lines)
    text = json.dumps(made.lines)
    for word in ("antern", "threat", "group", str(desk.place.id)):
        assert word not in text
    (one,) = (one for one in made.lines if (one["country"], one["sector"]) == ("uz", "textiles"))
    assert (one["state"], one["sources"]) == ("reported", "1-2")
    (none,) = (one for one in made.lines if (one["country"], one["sector"]) == ("vn", "solar"))
    assert (none["state"], none["sources"], none["months"]) == ("unknown", "", "")


def test_a_few_confidential_incidents_do_not_show_in_a_package(desk: Desk) -> None:
    def told() -> dict[str, Any]:
        (one,) = (one for one in built(desk).lines if (one["country"], one["sector"]) == ("uz", "textiles"))
        return dict(one)

    before = told()
    desk.incidents(*({"origin_key": f"{at}"} for at in range(9)), public=False)
    assert cell(desk).incidents == 9
    assert told() == before
    assert before["state"] == "unknown"
    desk.incidents({"origin_key": "ten"}, public=False)
    assert told()["state"] == "reported"


def test_an_origin_within_a_file_is_named_by_its_file_and_not_by_an_id(desk: Desk) -> None:
    (one,) = desk.incidents({}, public=False)
    with acting(desk.documenter.actor):
        type(one).objects.filter(id=one.id).update(latest=False)
    desk.incidents({"origin_key": f"{one.batch_id}-3"}, {"origin_key": str(one.batch_id)})
    assert {one.name for one in blind(desk).sources} == {"file 1, origin 3", "file 1"}
    page = browser(desk.verifier.user).get(reverse("library-search", args=[desk.place.id])).content.decode()
    assert "file 1, origin 3 (1)" in page


def test_the_picture_is_hatched_where_nothing_is_known_and_green_nowhere(desk: Desk) -> None:
    desk.article(day=timezone.localdate(), title="<One> & another (invented)")
    address = reverse("library-coverage-picture", args=[desk.place.id])
    for language, word in (("en", "Uzbekistan"), ("ja", "ウズベキスタン")):
        answer = browser(desk.verifier.user if language == "en" else desk.second.user, language).get(address)
        assert answer.headers["Content-Type"].startswith("image/svg+xml")
        assert "script" not in answer.headers["Content-Security-Policy"]
        svg = answer.content.decode()
        tree = ElementTree.fromstring(svg)  # noqa: S314: our own
        tiles = [
            one.attrib["class"]
            for one in tree.iter("{http://www.w3.org/2000/svg}rect")
            if "tile" in one.get("class", "")
        ]
        assert tiles.count("tile few") == 2  # one cell, and what it means
        assert tiles.count("tile unknown") == len(blind(desk).cells)
        assert word in svg
        assert "#2a6a38" not in svg
        assert "green" not in svg
    page = signed_in(desk.verifier.user).get(reverse("library-coverage", args=[desk.place.id])).content.decode()
    assert f'<img src="{address}"' in page
    assert f"{len(blind(desk).cells) - 1} of {len(blind(desk).cells)} countries and sectors are unknown" in page


def test_a_tile_says_how_many_and_when_and_a_long_name_is_cut() -> None:
    names = Names(
        countries={"uz": "Uzbekistan", "xx": "A Country <of> a very long name that has no end"},
        sectors={"textiles": "Textiles", "solar": "太陽光発電"},
        unknown="unknown", few="one", some="two", many="three", old="old",
    )  # fmt: skip
    tiles = [
        Tile(country="uz", sector="textiles", sources=None, months=None),
        Tile(country="uz", sector="solar", sources=2, months=3),
        Tile(country="xx", sector="textiles", sources=120, months=None),
        Tile(country="xx", sector="solar", sources=0, months=25),
    ]
    svg = ElementTree.fromstring(drawn(tiles, names).svg)  # noqa: S314: our own
    space = "{http://www.w3.org/2000/svg}"
    classes = [one.attrib["class"] for one in svg.iter(f"{space}rect") if "tile" in one.get("class", "")]
    assert classes[:4] == ["tile unknown", "tile some", "tile many old", "tile few old"]
    texts = [one.text for one in svg.iter(f"{space}text")]
    assert {"2", "99+", "0", "太陽光発電"} <= set(texts)
    assert any(one and one.startswith("A Country <") and one.endswith("…") for one in texts)
    assert drawn([], names).height > 0


def test_a_cell_that_nobody_asked_about_does_not_leave(desk: Desk) -> None:
    desk.article(country="jp", sector="garments")
    assert cell(desk, "jp", "garments").articles == 1
    assert not [one for one in built(desk).lines if one["country"] == "jp"]


def test_it_is_told_once_a_month(desk: Desk) -> None:
    first = built(desk)
    again = built(desk, first.mark)
    assert (list(again.lines), again.mark) == ([], first.mark)


def test_only_who_exchanges_builds_one(desk: Desk) -> None:
    for actor in (desk.documenter.actor, desk.auditor, desk.stranger.actor):
        with acting(actor), pytest.raises(Refused):
            coverage_since(actor, desk.place.id, 0)


def test_a_package_arrives_and_stands_beside_ours_as_theirs() -> None:
    here, there = side("Sendara Newsroom (invented)", "civil-society"), side("Takenova Programme (invented)")
    for one, other in ((here, there), (there, here)):
        knows(one, other, takes=["coverage"], gives=["coverage"])
    (made,) = sent(here, there, "coverage")
    receipt = carried(here, there, made)
    assert str(receipt.answer) == "taken"
    with acting(there.actor):
        theirs = their_cells(there.actor, there.place.id)
        assert {one.state for one in theirs} == {"unknown"}
        assert {one.known_as for one in theirs} == {here.place.name}
        ours = blind_spots(there.actor, there.place.id)
    assert all(one.findings == 0 for one in ours.cells)
    assert len(theirs) == len(asked_at_first()[0]) * len(asked_at_first()[1])


def test_a_later_package_takes_the_place_of_an_earlier_and_an_older_one_of_none(desk: Desk) -> None:
    with acting(desk.editor):
        peer = Peer.objects.create(organisation=desk.place, instance="x" * 32, known_as="A Peer (invented)").id

    def took(serial: int, month: str, state: str) -> int:
        origin = Origin(
            organisation=desk.place.id, peer=peer, known_as="A Peer (invented)", sender="x", serial=serial, digest=""
        )
        line = {"country": "uz", "sector": "textiles", "state": state, "sources": "", "months": "", "month": month}
        with acting(desk.editor):
            return take_coverage(desk.editor, origin, [line])["cells"]

    assert took(1, "2026-09", "unknown") == 1
    assert took(2, "2026-10", "reported") == 1
    assert took(3, "2026-08", "unknown") == 0
    with acting(desk.editor):
        assert [one.state for one in TheirCell.objects.all()] == ["reported"]
    with acting(desk.stranger.actor):
        assert not TheirCell.objects.exists()
    page = browser(desk.verifier.user).get(reverse("library-coverage", args=[desk.place.id])).content.decode()
    assert "A Peer (invented)" in page
