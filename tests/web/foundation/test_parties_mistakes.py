"""What somebody gets wrong about a party is said in words, at the field in which it stands; what says nothing is not kept."""

import html
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.web.foundation.test_parties_pages import Desk, first_of
from tests.web.made_parties import LISTED, WHY, Kept, added, joined, said, stated

from tadasu.lists import sources
from tadasu.schema import UsageError
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.parties import queries, words
from tadasu.web.foundation.parties.actions import add_party
from tadasu.web.foundation.parties.models import Hit, Judgement, Party, Statement

pytestmark = pytest.mark.usefixtures("database")

FILLED = {"kind": "company", "name": "Mill (invented)", "source": "x", "confidence": "reported"}


def problems(page: str) -> list[tuple[str, str]]:
    """What the summary of a form says: the field that it leads to, and the words."""
    summary = re.search(r'<div class="summary".*?</div>', page, re.DOTALL)
    assert summary is not None, "no summary"
    lines = re.findall(r"<li>(.*?)</li>", summary[0], re.DOTALL)
    return [
        (
            found[1] if (found := re.search(r'href="#id_(\w+)"', line)) else "",
            html.unescape(re.sub("<[^>]+>", "", line)),
        )
        for line in lines
    ]


def refused(desk: Desk, **sent: Any) -> list[tuple[str, str]]:
    answer = desk.post("parties-add", desk.place.id, **{**FILLED, **sent})
    assert answer.status_code == 200
    with acting(desk.actor):
        assert not Party.objects.exists()
    return problems(answer.content.decode())


@pytest.mark.parametrize(
    ("sent", "field", "says"),
    [
        ({"number": "12"}, "scheme", "Choose the register"),
        ({"scheme": "tax"}, "number", "You chose a register"),
        ({"number": "2010001000006", "scheme": "jp-corporate-number"}, "number", "wrong for Corporate Number (Japan)"),
        ({"number": "701", "scheme": "jp-corporate-number"}, "number", "not one number of Corporate Number (Japan)"),
        ({"number": "9074728", "scheme": "imo"}, "number", "wrong for IMO number"),
        ({"name": "Mill\N{RIGHT-TO-LEFT OVERRIDE}gnp"}, "name", "Name: it holds a sign"),
        ({"alias": "Mill\ue000"}, "alias", "Other name: it holds a sign"),
        ({"source": "x\N{RIGHT-TO-LEFT OVERRIDE}"}, "source", "Source: it holds a sign"),
        (
            {"source_url": "https://x\N{RIGHT-TO-LEFT OVERRIDE}.invalid"},
            "source_url",
            "Address of the source: it holds",
        ),
        ({"source_url": "javascript:1"}, "source_url", "is no address on the web"),
        ({"country": "Atlantis"}, "country", "is no country"),
        ({"language": "Klingon"}, "language", "is no language"),
        ({"as_of": "1899-12-31"}, "as_of", "before 1900"),
        ({"as_of": "2999-01-01"}, "as_of", "has not come"),
    ],
)
def test_a_mistake_is_said_in_words_at_its_field(sent: dict[str, str], field: str, says: str) -> None:
    (found,) = refused(Desk(), **sent)
    assert found[0] == field
    assert says in found[1]


def test_mistakes_name_registers_and_fields_in_japanese_too() -> None:
    desk = Desk("ja")
    assert "法人番号" in refused(desk, number="2010001000006", scheme="jp-corporate-number")[0][1]
    assert "名称：" in refused(desk, name="Mill\N{RIGHT-TO-LEFT OVERRIDE}gnp")[0][1]
    assert "出典" in refused(desk, source="x\N{RIGHT-TO-LEFT OVERRIDE}")[0][1]
    assert "登録簿を選んで" in refused(desk, number="12")[0][1]


@pytest.mark.parametrize(
    ("sent", "field", "says"),
    [
        ({"property": "registrationNumber", "value": "12"}, "scheme", "Choose the register"),
        ({"property": "country", "value": "jp", "scheme": "tax"}, "scheme", "Only a registration number"),
        ({"property": "country", "value": "Atlantis"}, "value", "is no country"),
        ({"property": "alias", "value": "x\ue000"}, "value", "Other name: it holds a sign"),
        ({"property": "incorporationDate", "value": "2999"}, "value", "has not come yet"),
        ({"property": "website", "value": "ftp://x"}, "value", "is no address on the web"),
        ({"property": "country", "value": "jp", "source_url": "ftp://x"}, "source_url", "is no address on the web"),
    ],
)
def test_a_wrong_statement_is_said_at_its_field(sent: dict[str, str], field: str, says: str) -> None:
    desk = Desk()
    party = added(desk.actor, desk.place, "Mill (invented)")
    answer = desk.post("parties-state", party.id, **{"source": "x", "confidence": "reported", **sent})
    (found,) = problems(answer.content.decode())
    assert found[0] == field
    assert says in found[1]


def test_a_party_is_not_its_own_parent_nor_that_of_what_is_one_with_it() -> None:
    desk = Desk()
    one, other, apart = (added(desk.actor, desk.place, f"Tezgul Mill {n} (invented)") for n in range(3))
    joined(desk.actor, one.id, other.id)
    for property in ("parent", "owner"):
        for value in (one.id, other.id):
            with pytest.raises(UsageError, match="parties-value-itself"):
                stated(desk.actor, one.id, property, str(value))
    stated(desk.actor, one.id, "parent", str(apart.id))
    sent = {"property": "parent", "value": str(one.id), "source": "x", "confidence": "reported"}
    (found,) = problems(desk.post("parties-state", one.id, **sent).content.decode())
    assert found == ("value", "Value Parent company: this is the party itself. Name another one.")


def test_a_day_that_has_not_come_is_refused_and_one_that_has_is_not() -> None:
    desk = Desk()
    today = timezone.localdate()
    kept = [today.isoformat(), today.isoformat()[:7], str(today.year), "1650"]
    ahead = [(today + timedelta(days=1)).isoformat(), str(today.year + 1)]
    for value in kept:
        with acting(desk.actor):
            more = (said("name", "Mill (invented)"), said("incorporationDate", value, as_of=date(1900, 1, 1)))
            add_party(desk.actor, organisation=desk.place.id, kind="company", said=more)
    for value in ahead:
        with pytest.raises(UsageError, match="parties-value-date-ahead"):
            added(desk.actor, desk.place, "Mill (invented)", said("incorporationDate", value))


def test_a_search_that_finds_nothing_says_so_and_leads_to_all() -> None:
    desk = Desk()
    added(desk.actor, desk.place, "Mill (invented)")
    for text in ("zzzzzz", "%%", "__", "m"):
        page = desk.get("parties-list", desk.place.id, name=text)
        assert "No name holds this" in page
        assert "No party yet" not in page
        assert '<a class="button second" href="?">Show all</a>' in page
    assert "No name holds this" not in desk.get("parties-list", desk.place.id, name="Mi")


def test_more_hits_than_the_first_page_has_are_counted_and_can_be_reached() -> None:
    desk = Desk()
    kept = Kept(desk.place)
    with acting(desk.actor):
        first = Hit.objects.get()
        made = [
            Hit(
                organisation=desk.place,
                party_id=kept.party,
                list_id=first.list_id,
                list_version=first.list_version,
                entity_id=f"y:{n}",
                scorer="test",
                log_odds=1000 - n,
                query_name="x",
                matched_name=f"{LISTED} {n}",
                listed=first.listed,
                reasons={},
                basis="0" * 64,
            )
            for n in range(30)
        ]
        Hit.objects.bulk_create(made)
    home = desk.get("home")
    assert "Lines 1 to 10 of 30" in home
    assert reverse("parties-hits") in home
    pages = [desk.get("parties-hits"), desk.get("parties-hits", **{"hits-page": "2"})]
    reached = {one.id for one in made if any(reverse("parties-hit", args=[one.id]) in page for page in pages)}
    assert reached == {one.id for one in made}
    assert reverse("parties-hit", args=[made[10].id]) in desk.get("home", **{"hits-page": "2"})


def test_a_hit_that_was_decided_counts_also_behind_a_hundred_that_are_more_alike() -> None:
    desk = Desk()
    kept = Kept(desk.place)
    with acting(desk.actor):
        decided = Hit.objects.get()
        shared = {
            name: getattr(decided, name)
            for name in (
                "list_id",
                "list_version",
                "scorer",
                "query_name",
                "matched_name",
                "listed",
                "reasons",
                "basis",
            )
        }
        Hit.objects.bulk_create(
            Hit(organisation=desk.place, party_id=kept.party, entity_id=f"y:{n}", log_odds=3000 + n, **shared)
            for n in range(queries.MOST)
        )
        shown = queries.party_shown(desk.actor, kept.party)
        row = queries.parties_of(desk.actor, desk.place.id, by_standing=True).get(id=kept.party)
    assert decided.id not in {one.id for one in shown.hits}
    assert shown.standing == vars(row)["standing"] == queries.LISTED


def test_words_that_one_of_two_parties_has_are_not_said_to_be_listed() -> None:
    desk = Desk()
    one = added(desk.actor, desk.place, "Tezgul Aramika Mill (invented)")
    other = added(desk.actor, desk.place, "Tezgul Bekorim Mill (invented)")
    page = first_of(desk.get("parties-pair", one.id, other.id))
    assert "only in the first" in page
    assert "only in the second" in page
    joined(desk.actor, one.id, other.id)
    page += first_of(desk.get("parties-one", one.id))
    assert "only listed" not in page
    assert "only in yours" not in page


def test_two_that_are_one_already_lead_to_the_party() -> None:
    desk = Desk()
    one, other = (added(desk.actor, desk.place, f"Tezgul Mill {n} (invented)") for n in range(2))
    joined(desk.actor, one.id, other.id)
    address = reverse("parties-merge", args=[one.id, other.id])
    for answer in (desk.client.get(address), desk.client.post(address, {"seen": "x", "reason": WHY})):
        assert answer.headers["Location"] == reverse("parties-one", args=[one.id])
    with acting(desk.actor):
        assert Judgement.objects.count() == 1
    assert "They are one party already." in desk.get("parties-one", one.id)


def test_a_form_of_ones_own_that_comes_twice_is_told_that_it_is_done() -> None:
    desk = Desk()
    party = added(desk.actor, desk.place, "Mill (invented)", said("country", "uz"))
    with acting(desk.actor):
        statement = Statement.objects.get(property="country").id
    address = reverse("parties-withdraw", args=[statement])
    sent = {"seen": "-", "reason": WHY}
    assert [desk.client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    assert "You have done this already" in desk.get("parties-one", party.id)
    assert desk.client.post(address, {**sent, "reason": "Another reason (invented)."}).status_code == 409


def test_a_list_that_is_in_force_no_more_keeps_its_title_and_numbers_name_their_register() -> None:
    name, source = next(iter(sources().items()))
    assert words.list_text(name) == source.title_en
    assert words.list_text("no-such-list") == "no-such-list"
    desk = Desk()
    kept = Kept(desk.place)
    with acting(desk.actor):
        found = Hit.objects.get()
    with acting(desk.actor):
        Hit.objects.create(
            organisation=desk.place,
            party_id=kept.party,
            list_id=name,
            list_version="x",
            entity_id="z:1",
            scorer="test",
            log_odds=100,
            query_name="x",
            matched_name=LISTED,
            listed={**found.listed, "identifiers": [["jp-corporate-number", "1010001000006"]]},
            reasons={},
            basis="0" * 64,
        )
        hit = Hit.objects.get(entity_id="z:1").id
    page = first_of(desk.get("parties-hit", hit))
    assert "1010001000006 (Corporate Number (Japan))" in page
    assert source.title_en in page
