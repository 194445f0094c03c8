"""The pages of parties, as a browser without JavaScript sees them."""

import csv
import html
import io
import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.made import organisation, person
from tests.web.made_parties import WHY, Kept, added, lately, said, stated, worker_of
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.parties import queries
from tadasu.web.foundation.parties.models import Hit, Judgement, Party, Statement

pytestmark = pytest.mark.usefixtures("database")

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ 7*7 }} {% now 'Y' %} &lt;b&gt;"


class Desk:
    """An analyst with a browser."""

    def __init__(self, language: str = "en") -> None:
        self.place = organisation()
        self.user: User = person(self.place, "analyst")
        self.user.language = language
        self.user.save()
        with_authenticator(self.user)
        self.actor = lately(self.user)
        self.client: Client = signed_in(self.user)

    def get(self, page: str, /, *arguments: UUID, **query: str) -> str:
        answer = self.client.get(reverse(page, args=arguments), query)
        assert answer.status_code == 200, (page, answer.status_code)
        return answer.content.decode()

    def post(self, view: str, /, *arguments: UUID, **sent: Any) -> Any:
        """What is sent with the hidden fields that the page has."""
        page = self.client.get(reverse(view, args=arguments)).content.decode()
        hidden = dict(re.findall(r'<input type="hidden" name="(seen)" value="([^"]*)"', page))
        return self.client.post(reverse(view, args=arguments), {**hidden, **sent})


def first_of(page: str) -> str:
    """Its text, without the frame."""
    return html.unescape(re.sub(r"<[^>]+>", " ", page.partition('id="main"')[2]))


def test_from_an_empty_list_to_a_party_with_two_sources() -> None:
    desk = Desk()
    page = desk.get("parties-list", desk.place.id)
    assert "No party yet" in page
    sent = {"kind": "company", "name": "株式会社鵯畦商事", "country": "日本", "source": "register (invented)"}
    answer = desk.post("parties-add", desk.place.id, confidence="verified", **sent)
    with acting(desk.actor):
        party = Party.objects.get()
    assert answer.headers["Location"] == reverse("parties-one", args=[party.id])
    page = desk.get("parties-one", party.id)
    assert all(
        one in page for one in ("株式会社鵯畦商事", "Japan", "register (invented)", "verified", "not screened yet")
    )
    more = {"property": "jurisdiction", "value": "jp", "source": "letter (invented)", "confidence": "reported"}
    assert desk.post("parties-state", party.id, **more).status_code == 302
    assert desk.post("parties-state", party.id, **{**more, "value": "vn"}).status_code == 302
    page = first_of(desk.get("parties-one", party.id))
    assert "sources disagree" in page
    assert "株式会社鵯畦商事" in desk.get("parties-list", desk.place.id, name="鵯畦")


def test_a_page_says_not_screened_and_never_clear() -> None:
    desk = Desk()
    added(desk.actor, desk.place, "Mill (invented)")
    page = first_of(desk.get("parties-list", desk.place.id))
    assert "not screened yet" in page
    assert "Clear" not in page


def test_a_mistake_comes_back_with_what_was_written() -> None:
    desk = Desk()
    answer = desk.post(
        "parties-add",
        desk.place.id,
        kind="company",
        name="Mill (invented)",
        country="Atlantis",
        source="x",
        confidence="reported",
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "is no country that we know" in page
    assert 'value="Mill (invented)"' in page
    with acting(desk.actor):
        assert not Party.objects.exists()


def test_two_are_looked_at_side_by_side_made_one_and_split_again() -> None:
    desk = Desk()
    one = added(desk.actor, desk.place, "Tezgul Cotton Mill (invented)", said("country", "uz"))
    other = added(desk.actor, desk.place, "Tezgul Cotton (invented)", said("country", "kz"))
    assert reverse("parties-pair", args=[one.id, other.id]) in desk.get("parties-choose", one.id, name="Tezgul")
    page = desk.get("parties-pair", one.id, other.id)
    assert all(text in page for text in ("Uzbekistan", "Kazakhstan", "another country"))
    assert desk.post("parties-merge", one.id, other.id, reason=WHY).status_code == 302
    answer = desk.client.get(reverse("parties-one", args=[other.id]))
    assert answer.headers["Location"] == reverse("parties-one", args=[one.id])
    page = desk.get("parties-one", one.id)
    assert all(text in page for text in ("Tezgul Cotton (invented)", "Split again", WHY))
    assert desk.get("parties-list", desk.place.id).count("parties/" + str(other.id)) == 0
    with acting(desk.actor):
        judgement = Judgement.objects.get()
    assert desk.post("parties-take-back", judgement.id, reason="It was another mill (invented).").status_code == 302
    assert "Tezgul Cotton (invented)" in desk.get("parties-one", other.id)
    assert "It was another mill (invented)." in desk.get("parties-one", one.id)


def test_who_was_told_apart_cannot_be_made_one() -> None:
    desk = Desk()
    one, other = (added(desk.actor, desk.place, f"Tezgul Mill {n} (invented)") for n in range(2))
    assert desk.post("parties-tell-apart", one.id, other.id, reason=WHY).status_code == 302
    assert "were judged different" in desk.get("parties-pair", one.id, other.id)
    answer = desk.post("parties-merge", one.id, other.id, reason=WHY)
    assert answer.status_code == 400
    assert "Take that judgement back first" in html.unescape(answer.content.decode())


def test_what_somebody_else_did_meanwhile_is_shown_beside_what_was_written() -> None:
    desk = Desk()
    one, other = (added(desk.actor, desk.place, f"Tezgul Mill {n} (invented)") for n in range(2))
    page = desk.get("parties-merge", one.id, other.id)
    seen = re.findall(r'name="seen" value="([^"]*)"', page)[0]
    colleague = worker_of(desk.place)
    stated(colleague, other.id, "country", "kz")
    answer = desk.client.post(reverse("parties-merge", args=[one.id, other.id]), {"seen": seen, "reason": WHY})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert WHY in page
    assert "country" in page
    with acting(desk.actor):
        assert not Judgement.objects.exists()


def test_a_hit_is_decided_with_a_reason() -> None:
    desk = Desk()
    kept = Kept(desk.place)
    assert "Decided: the same." in first_of(desk.get("parties-hit", kept.hit))
    assert desk.post("parties-decide", kept.hit, verdict="different", reason="").status_code == 400
    assert desk.post("parties-decide", kept.hit, verdict="clear", reason=WHY).status_code == 400
    assert desk.post("parties-decide", kept.hit, verdict="different", reason=WHY).status_code == 302
    assert "Decided: not the same." in first_of(desk.get("parties-hit", kept.hit))
    with acting(desk.actor):
        assert Hit.objects.get().verdict == "different"


def test_hits_that_wait_stand_on_the_first_page() -> None:
    desk = Desk()
    kept = Kept(desk.place)
    assert reverse("parties-hit", args=[kept.hit]) not in desk.get("home")
    desk.post("parties-decide", kept.hit, verdict="open", reason=WHY)
    assert reverse("parties-hit", args=[kept.hit]) in desk.get("home")


def test_nothing_that_was_written_becomes_a_part_of_a_page() -> None:
    desk = Desk()
    kept = Kept(desk.place, name=f"Tezgul {HOSTILE}")
    stated(desk.actor, kept.party, "summary", HOSTILE, source=HOSTILE[:100])
    stated(desk.actor, kept.party, "owner", f"owner {HOSTILE}")
    desk.post("parties-tell-apart", kept.party, kept.third, reason=HOSTILE)
    with acting(desk.actor):
        statement = Statement.objects.get(property="summary").id
    pages = [
        desk.get("parties-list", desk.place.id),
        desk.get("parties-one", kept.party),
        desk.get("parties-state", kept.party),
        desk.get("parties-choose", kept.third, name="script"),
        desk.get("parties-choose", kept.third, name=HOSTILE[:150]),
        desk.get("parties-pair", kept.party, kept.third),
        desk.get("parties-merge", kept.party, kept.third),
        desk.get("parties-take-back", kept.judgement),
        desk.get("parties-withdraw", statement),
        desk.get("parties-hit", kept.hit),
        desk.get("parties-decide", kept.hit),
        desk.post("parties-withdraw", statement, reason="").content.decode(),
    ]
    for page in pages:
        assert "alert(1)" in html.unescape(page)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b>" not in page
    assert all("{{ 7*7 }}" in page for page in pages[:2])
    assert desk.post("parties-withdraw", statement, reason=HOSTILE).status_code == 302
    assert "<script>alert" not in desk.get("parties-one", kept.party)


def test_a_source_can_not_lead_anybody_away() -> None:
    desk = Desk()
    party = added(
        desk.actor, desk.place, "Mill (invented)", said("country", "jp", source_url="https://example.invalid/x")
    )
    page = desk.get("parties-one", party.id)
    assert "https://example.invalid/x" in page
    assert 'href="https://example.invalid' not in page


def test_no_cell_of_the_file_runs_as_a_formula() -> None:
    desk = Desk()
    for name in ("=HYPERLINK(1)", "+1+1", "@SUM(1)", "-2+3", "＝1＋1"):
        added(desk.actor, desk.place, name)
    answer = desk.client.get(reverse("parties-list", args=[desk.place.id]), {"t-as": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 6
    assert all(row[0].startswith("'") for row in rows[1:])
    assert {row[2] for row in rows[1:]} == {"not-screened"}


def test_a_search_that_nobody_meant_is_answered() -> None:
    desk = Desk()
    added(desk.actor, desk.place, "Mill (invented)")
    for text in ("新", "\0\0\0", "%%", "__", "x" * 5000, "\N{RIGHT-TO-LEFT OVERRIDE}ab", "'--", "\\"):
        desk.get("parties-list", desk.place.id, name=text)
        desk.get("parties-list", desk.place.id, **{"name": text, "t-standing": text, "t-sort": text, "t-page": text})


def test_ten_megabytes_of_name_are_refused() -> None:
    desk = Desk()
    sent = {"kind": "company", "name": "x" * 10_000_000, "source": "x", "confidence": "reported"}
    answer = desk.client.post(reverse("parties-add", args=[desk.place.id]), sent)
    assert answer.status_code in (400, 413)
    answer = desk.client.post(reverse("parties-add", args=[desk.place.id]), {**sent, "name": "x" * 100_000})
    assert answer.status_code == 200
    with acting(desk.actor):
        assert not Party.objects.exists()


def test_a_field_that_the_form_does_not_have_changes_nothing() -> None:
    desk, elsewhere = Desk(), organisation()
    answer = desk.post(
        "parties-add",
        desk.place.id,
        kind="company",
        name="Mill (invented)",
        source="x",
        confidence="reported",
        organisation=str(elsewhere.id),
        organisation_id=str(elsewhere.id),
        canonical="x",
        screened="1",
        screened_lists="x",
        withdrawn_why="x",
    )
    assert answer.status_code == 302
    with acting(desk.actor):
        party = Party.objects.get()
        assert (party.organisation_id, party.screened, party.canonical_id) == (desk.place.id, 0, party.id)


def test_pages_speak_japanese() -> None:
    desk = Desk("ja")
    kept = Kept(desk.place)
    for name, arguments in (
        ("parties-list", [desk.place.id]),
        ("parties-one", [kept.party]),
        ("parties-pair", [kept.party, kept.third]),
        ("parties-hit", [kept.hit]),
    ):
        page = desk.get(name, *arguments)
        assert 'lang="ja"' in page
    with acting(desk.actor):
        assert queries.waiting_count(desk.actor) == 0
