"""The whole story in a real browser: an outlet in exile without a legal status applies through a sponsor on a phone without
JavaScript, a reviewer with a tie is out, a panel decides, the money goes over an intermediary in two tranches, a spoken report
comes through the box, all is closed; and an emergency is decided by two within its hours.

After each stage the invented names stand on no page of people without a right to them, and in no row."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.web.browser import BROWSER, at_work, opened
from tests.web.evidence.test_intake_leaks import places
from tests.web.made_funding import (
    PHONE,
    Scene,
    did,
    filled,
    ident,
    nobody_reads,
    said,
    scene,
    sent,
    went,
)
from tests.web.made_parties import no_lists
from tests.web.made_publishing import CANARY, HIDDEN_PURPOSE, LAST
from tests.web.made_publishing import Desk as Portfolio
from tests.web.made_story import (
    APPLIED,
    IN_DANGER,
    applies,
    awarded,
    closes,
    opens_call,
    pays,
    reads,
    relayed,
    releases,
    returned,
    sets_up,
    speaks,
)
from tests.web.made_story_review import assesses, copies, leads, leads_on, scores, signs, sits, takes_up, tells
from tests.web.made_vault import REASON
from tests.web.served import served
from tests.web.signing_in import forget_tries

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.vault import _files
from tadasu.web.funding.programmes.models import Entry, fiscal_year
from tadasu.web.project.database import Server

pytestmark = [*BROWSER, pytest.mark.slow, pytest.mark.usefixtures("committed")]

NAMES = (
    "Ostrumel",
    "Остумель",
    "夜鷺の新聞",
    "Tanemoto",
    "kingfisher",
    "Belzunar",
    "Adatepe",
    "Zuvolape",
    "heron-seven",
)
URGENT = ("Qarlunazh", "灯台の記者", "Seitvelu", "Mirzadul")
"""What must stand in no row, and on no page of people without a right to it."""


@pytest.fixture
def here(committed: None) -> Iterator[Scene]:
    FLOODS.forget()
    yield scene()
    FLOODS.forget()
    no_lists()
    for name in list(_files.names()):
        _files.remove(name)


@pytest.fixture
def address(here: Scene) -> Iterator[str]:
    forget_tries()
    with served() as found:
        yield found


def test_an_outlet_in_exile_is_funded_over_an_intermediary_and_nobody_without_a_right_learns_who_it_is(
    chromium: Any, address: str, here: Scene, server: Server, tmp_path: Path
) -> None:
    one, two, payer, relay = (here.at(chromium, address, who) for who in ("officer", "second", "payer", "relay"))
    outside = [here.at(chromium, address, who) for who in ("auditor", "relay", "organiser", "reviewers 4")]
    lists = [
        reverse(name, args=[here.place.id])
        for name in ("applications-list", "review-list", "awards-list", "intermediaries-chains", "programmes-funds")
    ]

    def safe(*more: str) -> None:
        assert places(server, *NAMES) == {word: [] for word in NAMES}
        for page in outside:
            nobody_reads(NAMES, page, "/", *lists, *more)

    line = sets_up(here.at(chromium, address, "organiser"), here)
    call = opens_call(one, here, emergency=False)
    phone = opened(chromium, address, **PHONE, locale="ja")
    code = applies(phone, call, APPLIED, "Zuvolape 夜に刷ります（架空）")
    safe()

    application, review = takes_up(one, here)
    leads(chromium, address, here, review)
    assesses(one, review)
    for number in range(6):
        employer = "Ostrumel Night Paper (invented)" if number == 4 else "Quiet Harbour Works (invented)"
        sits(chromium, address, here, review, number, employer)
    recused = here.at(chromium, address, "reviewers 4")
    pages = [
        reverse("applications-one", args=[application]),
        *(reverse(f"review-{each}", args=[review]) for each in ("one", "read", "text", "score")),
    ]
    assert {recused.goto(each).status for each in pages} == {404}
    copies(one, review, NAMES[:7])
    leads_on(one, review, "core")
    did(one, "review-check", review, reason=REASON, list_jp=timezone.localdate())
    did(one, "review-scoring", review)
    safe(*pages)

    sitting = [here.at(chromium, address, f"reviewers {number}") for number in (0, 1, 2, 3, 5)]
    for page in sitting[:-1]:
        scores(page, review, 3)
    shown = went(sitting[0], "review-one", review)
    assert "Propose a decision" not in shown
    assert shown.count("Need: 3") == 1, "nobody sees scores of others before all have scored"
    scores(sitting[-1], review, 1)
    did(sitting[0], "review-say", review, text="Nobody else prints there, Zuvolape.")
    decision = {"outcome": "awarded", "grounds": ["need"], "level": "1", "amount": "3,000,000", "currency": "JPY"}
    until = timezone.localdate() + timedelta(days=90)
    did(sitting[0], "review-propose", review, **decision, expires_on=until, reasons="It goes on, Zuvolape.")
    signs(sitting[4], review, "少数意見：Zuvolapeの費用が見えない（架空）")
    for page in sitting[:3]:
        signs(page, review)
    assert "Awarded" in went(one, "review-one", review)
    tells(one, review)
    safe(*pages)

    parent = relayed(one, two, payer, relay, here, line)
    sub = awarded(one, two, here, application, parent, line)
    pays(one, payer, here, sub, 1, "1,500,000")
    assert one.goto(reverse("awards-prepare", args=[sub, 2])).status == 200
    assert one.locator(f"main a[href='{reverse('awards-prepare', args=[sub, 2])}']").count() == 0
    money = [reverse("awards-one", args=[id]) for id in (parent, sub)]
    safe(*pages, *money)

    voice = tmp_path / "声.wav"
    voice.write_bytes(b"RIFF invented sound" * 3000)
    speaks(returned(chromium, address, code), voice)
    assert "To the box" in went(one, "awards-one", sub)
    did(one, "awards-report-judge", sub, 1, code="accepted")
    did(one, "awards-reach", sub, 2)
    pays(one, payer, here, sub, 2, "1,500,000")
    closes(one, two, sub, parent)
    safe(*pages, *money)
    told = went(here.at(chromium, address, "organiser"), "programmes-line", line)
    year = fiscal_year(timezone.localdate())
    assert (
        f"{year}年度：負担できる額10,000,000 JPY、負担済み3,150,000 JPY、支払済み3,150,000 JPY、残額6,850,000 JPY"
        in told
    )
    with acting(here.officer.actor):
        entered = sorted(Entry.objects.values_list("kind", "line_amount", "award"))
    assert [one[:2] for one in entered] == [
        ("commitment", 3_150_000),
        ("disbursement", 1_575_000),
        ("disbursement", 1_575_000),
    ]
    assert {str(one[2]) for one in entered} == {parent}, "what is passed on is entered once"


def test_an_emergency_is_decided_by_two_on_duty_within_its_hours_and_its_existence_is_withheld(
    chromium: Any, address: str, here: Scene, server: Server
) -> None:
    one, two, payer = (here.at(chromium, address, who) for who in ("officer", "second", "payer"))
    line = sets_up(here.at(chromium, address, "organiser"), here)
    rate = {"currency": "EUR", "base": "JPY", "per_unit": "163.5", "source": "invented"}
    did(one, "programmes-rate-set", here.place.id, **rate)  # the policy names its most in euros
    call = opens_call(one, here, emergency=True)
    code = applies(opened(chromium, address, **PHONE, locale="ja"), call, IN_DANGER, "Mirzadul")
    assert "of 72 hours" in went(one, "applications-list", here.place.id)
    application, review = takes_up(one, here)
    leads(chromium, address, here, review)
    hidden = [application, review]

    def safe(*more: str) -> None:
        assert places(server, *URGENT) == {word: [] for word in URGENT}
        for who in ("auditor", "organiser", "relay", "reviewers 3"):
            page = here.at(chromium, address, who)
            names = ("applications-list", "review-list", "awards-list", "programmes-funds")
            nobody_reads([*URGENT, *hidden], page, "/", *(reverse(each, args=[here.place.id]) for each in names))
            gone = [reverse("applications-one", args=[application]), reverse("review-one", args=[review]), *more]
            assert {page.goto(each).status for each in gone} == {404}

    assesses(one, review)
    assert "hours left" in went(one, "review-one", review)
    leads_on(one, review, "forward")
    for number in (0, 1):
        sits(chromium, address, here, review, number, "Quiet Harbour Works (invented)")
    copies(one, review, URGENT[:3])
    did(one, "review-check", review, reason=REASON, list_jp=timezone.localdate())
    did(one, "review-scoring", review)
    duty = [here.at(chromium, address, f"reviewers {number}") for number in (0, 1)]
    for page in duty:
        scores(page, review, 4)
    safe()
    decision = {"outcome": "awarded", "grounds": ["safety"], "level": "3", "amount": "200,000", "currency": "JPY"}
    until = timezone.localdate() + timedelta(days=30)
    did(duty[0], "review-propose", review, **decision, expires_on=until, reasons="A life is in danger, Mirzadul.")
    for page in duty:
        signs(page, review)
    shown = went(one, "review-one", review)
    assert "Decision: Awarded" in shown
    assert "hours left" not in shown
    tells(one, review)

    went(one, "applications-one", application)
    one.click("main a:has-text('Begin the award')")
    last = timezone.localdate() + timedelta(days=60)
    who = {"applicant_type": "individual", "who_names": "Qarlunazh Seitvelu (invented)\n灯台の記者（架空）"}
    filled(one, line=line, risk="high", ends_on=last, readers=[here.second.id, here.payer.id], **who)
    sent(one)
    award = ident(one)
    hidden.append(award)
    did(
        one,
        "awards-agree",
        award,
        text="A room and a flight, Mirzadul (invented).",
        amount_1="200,000",
        due_1=timezone.localdate(),
    )
    for page in (one, two):
        assert "Mirzadul" in reads(page, award)
        did(page, "awards-sign", award)
    way = {"route": "supplier", "basis": "ordinary", "tested": True}
    did(one, "awards-prepare", award, 1, **way, payee="Mirzadul Rooms (invented)")
    releases(payer, here, "Mirzadul Rooms")
    safe(reverse("awards-one", args=[award]))
    box = returned(chromium, address, code)
    assert "決定しました" in said(box)
    assert "あなたへの助成" in said(box)
    box.context.close()


def test_what_is_published_passes_the_attack_is_signed_by_two_and_names_nobody(
    chromium: Any, address: str, tmp_path: Path
) -> None:
    desk = Portfolio()
    told = desk.full()
    hidden = desk.award(level=3, amount=CANARY, purpose=HIDDEN_PURPOSE)
    User.objects.filter(id=desk.publisher.id).update(language="ja")
    one, two = (at_work(chromium, address, who, unlocked=False) for who in (desk.publisher, desk.other))
    went(one, "publishing-releases", desk.place.id)
    one.click(f"main a[href='{reverse('publishing-prepare', args=[desk.place.id])}']")
    filled(one, kinds=["iati-activities", "tables"], first=LAST - 1, last=LAST)
    sent(one)
    release = ident(one)
    assert "合格" in said(one)
    did(one, "publishing-hand-over", release, reason="この年は公表できます。")
    proposal = ident(one)
    did(one, "publication-sign", proposal)
    anybody = opened(chromium, address, **PHONE, locale="ja")
    assert anybody.goto(reverse("portal-publication", args=[1])).status == 404, "one signature is not enough"
    did(two, "publication-sign", proposal)
    public = went(anybody, "portal-publication", 1)
    assert "助成の実績" in public
    assert anybody.evaluate("document.documentElement.scrollWidth") <= 320
    with anybody.expect_download() as coming:
        anybody.click("main a[href$='iati-activities.xml'] >> nth=0")
    coming.value.save_as(tmp_path / "iati-activities.xml")
    file = (tmp_path / "iati-activities.xml").read_text(encoding="utf-8")
    assert "<iati-activities" in file
    rows = [*told, hidden, *(each for some in desk.passing.values() for each in some)]
    never = {name for each in rows for name in (each.pseudonym, each.grantee.pseudonym, str(each.id))}
    never |= {str(CANARY), f"{CANARY:,}", HIDDEN_PURPOSE, desk.officer.login, desk.publisher.login}
    for where in (public, anybody.content(), file):
        assert [each for each in never if each in where] == []
