"""What a piece led to, from an article to a public finding that credits it; and what happens when the finding no longer holds."""

import json
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.made import person
from tests.web.made_findings import COMPANY, content
from tests.web.made_library import Desk
from tests.web.made_vault import lately
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.schema import GoodOfCompany, GoodOfPlace, Period, UsageError
from tadasu.web.evidence.custody.actions import derive_text
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.library import actions
from tadasu.web.evidence.library.actions import Telling
from tadasu.web.evidence.library.offered import WAITING
from tadasu.web.evidence.library.resting import articles_of_finding, led_to, published_of
from tadasu.web.evidence.press.models import Article
from tadasu.web.foundation.access import Actor, Refused, acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.findings.actions import withdraw
from tadasu.web.foundation.findings.beside import beside_of
from tadasu.web.foundation.findings.models import FindingVersion
from tadasu.web.foundation.publication.actions import sign
from tadasu.web.foundation.publication.actions import withdraw as withdraw_publication
from tadasu.web.foundation.publication.models import Proposal
from tadasu.web.foundation.publication.queries import public_versions, standing

pytestmark = pytest.mark.usefixtures("database")

WHY = "An invented reason of some length."
URL = "https://www.lantern.example.org/locked"


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def told(desk: Desk) -> tuple[Desk, Article, FindingVersion]:
    """A finding that rests on an article among others."""
    article = desk.article(url=URL, licence="CC BY 4.0", author="Sanae Kurata")
    return desk, article, desk.prepared(desk.with_article(article))


def browser(user: User, language: str = "en") -> Client:
    User.objects.filter(id=user.id).update(language=language)
    with_authenticator(user)
    return signed_in(user)


def proposed(desk: Desk, finding: FindingVersion, telling: Telling | None = None) -> Proposal:
    with acting(desk.editor):
        made = actions.propose(desk.editor, finding=finding.id, telling=telling or Telling(names=False), reason=WHY)
        return Proposal.objects.get(id=made)


def published(desk: Desk, finding: FindingVersion, telling: Telling | None = None) -> int:
    """It is public."""
    proposal = proposed(desk, finding, telling)
    number = None
    for one in desk.publishers:
        with acting(one):
            assert standing(proposal).problems == ()
            number = sign(one, proposal=proposal.id, digest=proposal.digest).number
    assert number is not None
    return number


def document(desk: Desk, finding: FindingVersion, telling: Telling) -> dict[str, object]:
    with acting(desk.editor):
        return actions.document_of(desk.editor, finding, telling)


def test_an_article_is_followed_to_what_it_led_to(told: tuple[Desk, Article, FindingVersion]) -> None:
    desk, article, finding = told
    number = published(desk, finding)
    with acting(desk.verifier.actor):
        led = led_to(desk.verifier.actor, Item.objects.get(id=article.item))
        assert [one.label for one in led.inquiries] == ["spinning mill 1"]
        assert [one.number for one in led.conclusions] == [1]
        assert [one.id for one in led.findings] == [finding.id]
        assert led.published == {number: True}
    page = browser(desk.verifier.user).get(reverse("library-led", args=[article.item])).content.decode()
    assert "Sanae Kurata" in page
    assert f"Publication {number}" in page


def test_what_was_made_of_an_item_led_there_too_and_another_item_did_not(desk: Desk) -> None:
    from tadasu.web.evidence.custody import actions as custody
    from tadasu.web.evidence.verification import actions as verification

    original, other = desk.item("original", "testimony"), desk.item("other", "testimony")
    inquiry = desk.opened()
    with acting(desk.documenter.actor):
        made = custody.derive_text(
            desk.documenter.actor, item=original, how="transcript", label="transcript 1", text="An invented transcript."
        )
        verification.take_in(desk.documenter.actor, inquiry=inquiry.id, item=made)
    with acting(desk.verifier.actor):
        assert [one.id for one in led_to(desk.verifier.actor, Item.objects.get(id=original)).inquiries] == [inquiry.id]
        led = led_to(desk.verifier.actor, Item.objects.get(id=other))
        assert led.nothing
    assert "Nothing yet" in browser(desk.verifier.user).get(reverse("library-led", args=[other])).content.decode()


def test_an_article_that_says_nothing_of_the_claim_is_not_credited(desk: Desk) -> None:
    article = desk.article()
    inquiry = desk.whole()
    from tadasu.web.evidence.verification import actions as verification

    with acting(desk.documenter.actor):
        verification.take_in(desk.documenter.actor, inquiry=inquiry.id, item=article.item)
    finding = desk.prepared(inquiry)
    with acting(desk.verifier.actor):
        assert articles_of_finding(desk.verifier.actor, finding) == []


def test_a_finding_credits_its_articles_here_and_in_what_goes_out(told: tuple[Desk, Article, FindingVersion]) -> None:
    desk, _, finding = told
    with acting(desk.verifier.actor):
        (beside,) = (
            one for one in beside_of(desk.verifier.actor, finding.content["basis"]) if "redits" in str(one.title)
        )
        assert "Sanae Kurata" in str(beside.lines[0])
    said = document(desk, finding, Telling(names=False))
    assert said["credits"] == [
        {
            "outlet": "The Lantern (invented)",
            "author": "Sanae Kurata",
            "title": "Locked at night (invented)",
            "address": URL,
            "licence": "CC BY 4.0",
        }
    ]


def test_what_is_published_is_rolled_up_and_names_no_id_of_ours(told: tuple[Desk, Article, FindingVersion]) -> None:
    desk, _, finding = told
    number = published(desk, finding)
    text = public_versions(number)[0].content or ""
    said = json.loads(text)["document"]
    assert (said["place"], said["period"], said["issue"]) == ("cn", "2026-Q1", "state-imposed-forced-labour")
    assert said["heard"] == "not-recorded"
    assert "named" not in said
    for id in (finding.id, finding.finding, *desk.items.values(), desk.place.id):
        assert str(id) not in text
    assert "inquiry:" not in text


def test_the_company_is_named_only_when_that_was_decided(told: tuple[Desk, Article, FindingVersion]) -> None:
    desk, _, finding = told
    assert document(desk, finding, Telling(names=True))["named"] == "Tezgul Spinning Mill (invented)"
    assert "named" not in document(desk, finding, Telling(names=False))
    assert "Tezgul" not in json.dumps(document(desk, finding, Telling(names=False)))


@pytest.mark.parametrize(("finest", "place"), [("country", "cn"), ("region", "cn-xj")])
def test_a_town_is_told_as_its_country_or_region(desk: Desk, finest: str, place: str) -> None:
    base = content().finding
    finding = desk.finding(finding=replace(base, subject=GoodOfPlace(good="5205", place="cn-653200")))
    assert document(desk, finding, Telling(names=False, finest=finest))["place"] == place


def test_too_few_people_and_a_beginning_that_is_too_recent_are_stopped_by_the_rules(desk: Desk) -> None:
    finding = desk.finding(finding=replace(content().finding, period=Period(start=timezone.localdate())))
    proposal = proposed(desk, finding, Telling(names=False, people=3, text={"en": "Call 03-1234-5678.", "ja": "電話"}))
    with acting(desk.editor):
        codes = {one.code for one in standing(proposal).problems}
    assert {"count-too-small", "period-too-soon", "text-phone"} <= codes


def test_one_that_does_not_hold_or_is_not_ours_is_not_proposed(desk: Desk) -> None:
    finding = desk.finding()
    _withdrawn(desk, finding)
    with acting(desk.editor), pytest.raises(UsageError) as error:
        actions.propose(desk.editor, finding=finding.id, telling=Telling(names=False), reason=WHY)
    assert error.value.code == "library-not-in-force"


def _withdrawn(desk: Desk, finding: FindingVersion) -> None:
    with acting(desk.editor):
        withdraw(desk.editor, version=finding.id, code="mistaken", reason=WHY)


def _to_correct(actor: Actor) -> list[str]:
    with acting(actor):
        return [one.address for one in WAITING[1][1](actor)]


def test_a_withdrawn_finding_that_is_public_asks_to_be_withdrawn_there_until_it_is(desk: Desk) -> None:
    finding = desk.finding()
    number = published(desk, finding)
    assert _to_correct(desk.editor) == []
    _withdrawn(desk, finding)
    assert _to_correct(desk.editor) == [reverse("publication-withdraw", args=[desk.place.id, number])]
    page = browser(desk.verifier.user).get(reverse("library-finding", args=[finding.id])).content.decode()
    assert "has to be withdrawn or corrected" in page
    assert _to_correct(desk.stranger.actor) == []
    publisher = desk.publishers[0]
    with acting(publisher):
        withdraw_publication(publisher, organisation=desk.place.id, number=number, ground=_ground(), reason=WHY)
        assert published_of([finding]) == {number: False}
    assert _to_correct(desk.editor) == []


def _ground() -> str:
    from tadasu.web.foundation.publication.grounds import grounds

    return next(iter(grounds()))


def test_by_the_page_a_proposal_is_prefilled_and_corrects_what_is_public(desk: Desk) -> None:
    finding = desk.finding()
    editor = person(desk.place, "editor")
    client = browser(editor)
    address = reverse("library-publish", args=[finding.id])
    assert "Is the company named?" in client.get(address).content.decode()
    sent = {"names": "yes", "finest": "country", "people": "40", "text_en": "", "text_ja": "", "reason": WHY}
    answer = client.post(address, sent)
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Tezgul Mill (invented)" in page
    actor = lately(editor)
    with acting(actor):
        proposal = Proposal.objects.get()
    number = None
    for one in desk.publishers:
        with acting(one):
            number = sign(one, proposal=proposal.id, digest=proposal.digest).number
    assert f"this corrects publication {number}" in client.get(address).content.decode()
    again = client.post(
        address, {**sent, "names": "no", "changed_en": "The name is gone.", "changed_ja": "名称を外した。"}
    )
    assert again.status_code == 302
    with acting(actor):
        assert Proposal.objects.get(corrects=number).kind == "finding"


@pytest.mark.parametrize(("people", "refused"), [(43, True), (31, True), (40, False), (50, False), (None, False)])
def test_a_correction_does_not_tell_of_a_few_people_by_subtraction(
    desk: Desk, people: int | None, refused: bool
) -> None:
    finding = desk.finding()
    number = published(desk, finding, Telling(names=False, people=40))
    telling = Telling(names=False, people=people, corrects=number, changed={"en": "A number.", "ja": "人数。"})
    with acting(desk.editor):
        if not refused:
            actions.propose(desk.editor, finding=finding.id, telling=telling, reason=WHY)
            return
        with pytest.raises(UsageError) as error:
            actions.propose(desk.editor, finding=finding.id, telling=telling, reason=WHY)
        assert error.value.code == "library-people-changed"


def test_two_numbers_that_differ_by_a_few_do_not_wait_beside_one_another(desk: Desk) -> None:
    finding = desk.finding()
    proposed(desk, finding, Telling(names=False, people=40))
    with acting(desk.editor), pytest.raises(UsageError) as error:
        actions.propose(desk.editor, finding=finding.id, telling=Telling(names=False, people=43), reason=WHY)
    assert error.value.code == "library-people-changed"


def test_an_article_that_was_weighed_as_what_was_made_of_it_is_credited(desk: Desk) -> None:
    article = desk.article(url=URL)
    with acting(desk.verifier.actor):
        made = derive_text(
            desk.verifier.actor,
            item=article.item,
            how="translation",
            label="In English",
            text="It was locked (invented).",
        )
    finding = desk.prepared(desk.with_piece(made))
    with acting(desk.editor):
        assert [one.id for one in articles_of_finding(desk.editor, finding)] == [article.id]


def test_an_article_whose_address_cannot_be_public_is_credited_without_it(desk: Desk) -> None:
    article = desk.article(url="https://www.lantern.example.org/@sanae/locked")
    found = proposed(desk, desk.prepared(desk.with_article(article)))
    assert [one["address"] for one in json.loads(found.content)["document"]["credits"]] == [""]


def test_only_who_may_propose_does(desk: Desk) -> None:
    finding = desk.finding()
    for actor in (desk.verifier.actor, desk.documenter.actor, desk.auditor):
        with acting(actor), pytest.raises(Refused):
            actions.propose(actor, finding=finding.id, telling=Telling(names=False), reason=WHY)
    with acting(desk.stranger.actor), pytest.raises(FindingVersion.DoesNotExist):
        actions.propose(desk.stranger.actor, finding=finding.id, telling=Telling(names=False), reason=WHY)


def test_a_role_without_inquiries_is_shown_nothing_of_what_led_where(
    told: tuple[Desk, Article, FindingVersion],
) -> None:
    desk, article, _ = told
    with acting(desk.organiser):
        led = led_to(desk.organiser, Item.objects.get(id=article.item))
    assert led.nothing
    assert led.published == {}


def test_goods_are_told_by_their_heading(desk: Desk) -> None:
    good = GoodOfCompany(good="520511", company=COMPANY)
    finding = desk.finding(finding=replace(content().finding, subject=good))
    said = document(desk, finding, Telling(names=False))["sector"]
    assert isinstance(said, dict)
    assert said["en"].endswith("(HS 5205)")
    assert said["ja"].endswith("(HS 5205)")
