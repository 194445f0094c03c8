"""The whole story in a real browser: an outlet in exile without a legal status applies through a sponsor on a phone without
JavaScript, a reviewer with a tie is out, a panel decides, the money goes over an intermediary in two tranches, a spoken report
comes through the box, all is closed; and an emergency is decided by two within its hours.

After each stage the invented names stand on no page of people without a right to them, and in no row."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
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
from tests.web.made_vault import REASON
from tests.web.served import served
from tests.web.signing_in import forget_tries

from tadasu.funds import costs
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

FLOOR = ("violence", "incitement", "listed", "armed-control", "party-campaign")

APPLIED: dict[str, Any] = {
    "inside": "yes",
    "punished": "yes",
    "known": "yes",
    "pointing": "no",
    "level": "region",
    "delay": "months-24",
    "consents": ["region", "amount"],
    "applicant-type": "exile-entity",
    "sponsored": "yes",
    "region": "619",
    "purpose": "15153",
    "amount": "3,000,000",
    "months": "12",
    "languages": ["ja", "en"],
    "local-status": "banned",
    "can-receive": "no",
    "name": "Ostrumel Night Paper (invented)",
    "other-names": "Остумель\n夜鷺の新聞（架空）",
    "country": "Kazakhstan",
    "people": "Ikumi Tanemoto (invented)",
    "contact": "By this box only, kingfisher (invented)",
    "sponsor-name": "Belzunar Host (invented)",
    "sponsor-other-names": "",
    "sponsor-country": "Germany",
    "sponsor-people": "Rovel Adatepe (invented)",
    "sponsor-contact": "",
    "signs": "sponsor",
    "receives": "sponsor",
    "sponsor-knows": ["who", "work"],
    "with-others": "no",
    "spoken": "no",
}
IN_DANGER: dict[str, Any] = {
    "inside": "yes",
    "punished": "yes",
    "known": "yes",
    "pointing": "yes",
    "level": "withheld",
    "applicant-type": "individual",
    "call-danger-now": "yes",
    "region": "789",
    "purpose": "15160",
    "amount": "200,000",
    "languages": ["ja"],
    "name": "Qarlunazh Seitvelu (invented)",
    "other-names": "灯台の記者（架空）",
    "country": "Nowhere",
    "people": "Qarlunazh Seitvelu (invented)",
    "can-receive": "yes",
    "local-status": "labelled",
    "with-others": "no",
    "spoken": "no",
}


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


def pressed(page: Any, act: str) -> None:
    page.click(f"main button[value={act}]")
    page.wait_for_load_state()


def clicked(page: Any, where: str) -> None:
    """A link, and the page that comes."""
    page.click(where)
    page.wait_for_load_state()


def sets_up(page: Any, here: Scene) -> str:
    """A fund of several years, a line for every country, two budgets; the line."""
    year = fiscal_year(timezone.localdate())
    names = {"name": "Voices in exile (invented)", "name_ja": "亡命の声（架空）"}
    days = {"opens_on": date(year, 4, 1), "closes_on": date(year + 4, 3, 31)}
    more = {"vehicle": "fund", "currency": "JPY", "regime": "jp-model-funding"}
    did(page, "programmes-fund-make", here.place.id, **names, **days, **more)
    line = {"code": "A-1", "name": "Media in exile (invented)", "name_ja": "亡命メディア（架空）"}
    did(page, "programmes-line-add", ident(page), **line, purpose="15153", oda="no")
    made = ident(page)
    for one in (year, year + 1):
        did(page, "programmes-budget", made, year=one, amount="10,000,000")
    assert "残額10,000,000 JPY" in said(page)
    return made


def opens_call(page: Any, here: Scene, *, emergency: bool) -> str:
    """A form, a call, and it is open; the call."""
    today = timezone.localdate()
    did(page, "calls-form-load", here.place.id, start="emergency" if emergency else "ordinary")
    went(page, "calls-begin", here.place.id)
    filled(
        page,
        kind="emergency" if emergency else "open",
        tier="emergency" if emergency else "core",
        title="Help within days (invented)" if emergency else "Voices that were silenced (invented)",
        title_ja="緊急の助け（架空）" if emergency else "消された声のために（架空）",
        about="Money for reporting from exile.",
        about_ja="亡命先からの報道のための資金です。",
        opens_on=today,
        currency="JPY",
        least="100,000",
        most="1,000,000" if emergency else "6,000,000",
        applicants=["individual", "organisation"] if emergency else ["informal-group", "exile-entity"],
        conflicts=["family", "work"],
        **({} if emergency else {"closes_on": today + timedelta(days=30)}),
    )
    page.check("main [name=line] >> nth=0")
    page.check(f"main label:has-text('{'Emergency help' if emergency else 'Application for a grant'}') >> nth=0")
    sent(page)
    made = ident(page)
    did(page, "calls-open-it", made)
    return made


def applies(page: Any, call: str, answers: dict[str, Any], words: str) -> str:
    """From the public list of calls to what is sent, in Japanese; the code."""
    page.goto(reverse("calls-open"))
    clicked(page, f"main a[href='{reverse('calls-public', args=[call])}']")
    clicked(page, "main .buttons a >> nth=0")
    clicked(page, "main form button")
    code = " ".join(one.text_content() for one in page.query_selector_all("main code"))
    pressed(page, "seen")
    for _ in range(30):
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, said(page)
        if page.locator("main button[value=send]").count():
            break
        _answers(page, answers, words)
        pressed(page, "next")
    assert "あなたの申請" in said(page)
    pressed(page, "send")
    assert "封をして、ここに入れました" in said(page)
    pressed(page, "leave")
    page.context.close()
    return code


def _answers(page: Any, answers: dict[str, Any], words: str) -> None:
    """Of a page of the form: what is given, else the first choice or some words."""
    asked = page.evaluate(
        "[...document.querySelectorAll('#answers [name^=q-]')].map(one => [one.name, one.type, one.value])"
    )
    for name, kind, first in reversed(asked):
        given = answers.get(name.removeprefix("q-"))
        if given is None and kind != "checkbox":
            given = first if kind == "radio" else words
        if given:
            filled(page, **{name: given})


def returned(chromium: Any, address: str, code: str) -> Any:
    """Another day, another phone."""
    page = opened(chromium, address, **PHONE, locale="ja")
    page.goto("/box/")
    page.fill("input[name=code]", code)
    pressed(page, "enter")
    return page


def takes_up(page: Any, here: Scene) -> tuple[str, str]:
    """The last application is opened with a reason, and its review begins: both ids."""
    went(page, "applications-list", here.place.id)
    clicked(page, "main tbody a >> nth=0")
    application = ident(page)
    filled(page, purpose="check", reason=REASON)
    sent(page)
    clicked(page, "main a:has-text('Begin the review')")
    sent(page)
    return application, ident(page)


def leads(chromium: Any, address: str, here: Scene, review: str) -> None:
    """Whoever leads it declares ties too, and another officer checks them."""
    ours, other = here.at(chromium, address, "officer"), here.at(chromium, address, "second")
    did(ours, "review-declare", here.place.id, employers="Quiet Harbour Works (invented)")
    went(ours, "review-mine")
    clicked(ours, "main ul a >> nth=0")
    sent(ours)
    went(other, "review-one", review)
    clicked(other, f"main li:has-text('{here.officer.user.login}') a[href$='/check']")
    filled(other, reason=REASON)
    sent(other)


def assesses(page: Any, review: str) -> None:
    """Eligible although forbidden at home, which is tested; and what harm the money may do."""
    floor = {f"floor-{one}": "no" for one in FLOOR}
    did(page, "review-eligibility", review, **floor, evidence=["law", "case"], local="banned", text="Zuvolape orders.")
    test = {"article": "19", "legality": "fails", "aim": "fails", "necessity": "fails"}
    did(page, "review-ground", review, **test, text="The law of Zuvolape names no aim (invented).")
    did(page, "review-harm", review)
    grave = {"scale": "3", "scope": "1", "irremediability": "2", "likelihood": "2", "residual": "low"}
    against = {"mitigations": ["level", "little-paper"], "carrier": "funder"}
    words = "A clerk in Zuvolape could talk (invented)."
    did(page, "review-risk", review, bearer="grantee", risk="exposure", **grave, **against, text=words)
    for one in ("sources", "staff", "families", "intermediary"):
        did(page, "review-risk", review, bearer=one, risk="none")
    did(page, "review-complete", review)


def leads_on(page: Any, review: str, move: str) -> None:
    """The page says that the procedure waits, and how it goes on."""
    assert "The procedure was not led on" in went(page, "review-one", review)
    run = page.get_attribute("main a[href*='/procedure/']", "href")
    page.goto(f"{run}move/{move}")
    filled(page, reason="As it should be (invented).")
    sent(page)


def sits(chromium: Any, address: str, here: Scene, review: str, number: int, employer: str) -> None:
    """Somebody declares ties, is named, says that nothing binds, and is checked against the sealed names."""
    theirs, ours = here.at(chromium, address, f"reviewers {number}"), here.at(chromium, address, "officer")
    did(theirs, "review-declare", here.place.id, employers=employer)
    user = here.reviewers[number].user
    did(ours, "review-seat", review, user=user.id)
    went(theirs, "review-mine")
    clicked(theirs, "main ul a >> nth=0")
    sent(theirs)
    went(ours, "review-one", review)
    clicked(ours, f"main li:has-text('{user.login}') a[href$='/check']")
    filled(ours, reason=REASON)
    sent(ours)


def copies(page: Any, review: str, names: Sequence[str]) -> None:
    """The text without the names, looked through and sealed."""
    went(page, "review-copy", review)
    filled(page, reason=REASON)
    clicked(page, "main form button.button")
    texts = page.evaluate("[...document.querySelectorAll('main textarea, main input')].map(one => one.value).join(' ')")
    assert [one for one in names if one in texts] == []
    sent(page)


def scores(page: Any, review: str, value: int) -> None:
    went(page, "review-score", review)
    named = page.evaluate("[...new Set([...document.querySelectorAll('[name^=mark-]')].map(one => one.name))]")
    filled(page, **dict.fromkeys(named, value), text="Seen alone, Zuvolape.")
    sent(page)


def signs(page: Any, review: str, minority: str = "") -> str:
    went(page, "review-one", review)
    clicked(page, "main a[href$='/sign']")
    filled(page, agrees="no" if minority else "yes", **({"minority": minority} if minority else {}))
    sent(page)
    return said(page)


def tells(page: Any, review: str) -> None:
    went(page, "review-one", review)
    clicked(page, "main a[href$='/tell']")
    english = "We decided on what you asked for. In plain words: here is why."
    filled(page, en=english, ja="ご申請について決定しました。分かりやすい言葉で理由をお伝えします。")
    sent(page)


def reads(page: Any, award: str) -> str:
    """What is sealed of an award; what it says."""
    went(page, "awards-open", award)
    filled(page, **({"purpose": "decide"} if page.locator("main [name=purpose]").count() else {}), reason=REASON)
    sent(page)
    return said(page)


def agrees(one: Any, two: Any, award: str, first: str, second: str, milestone: str) -> None:
    """Written by one, read and signed by two; the second tranche waits for a milestone."""
    parts = {"amount_1": first, "due_1": timezone.localdate(), "amount_2": second, "milestone_2": milestone}
    did(one, "awards-agree", award, text="An agreement of both sides, heron-seven (invented).", **parts)
    for page in (one, two):
        assert "heron-seven" in reads(page, award)
        did(page, "awards-sign", award)


def releases(payer: Any, here: Scene, payee: str) -> None:
    """The first payment that waits: read, then let go."""
    went(payer, "awards-to-release", here.place.id)
    clicked(payer, "main .buttons a >> nth=0")
    assert payee not in said(payer)
    filled(payer, reason=REASON)
    sent(payer)
    assert payee in said(payer)
    sent(payer)


def pays(one: Any, two: Any, here: Scene, award: str, number: int, amount: str) -> None:
    """Prepared by one, released by another, and noted when it arrived."""
    way = {"route": "host", "basis": "host-law", "tested": True}
    did(one, "awards-prepare", award, number, **way, payee="Belzunar Host (invented)", account="00-kingfisher")
    assert one.locator("main a[href$='/release']").count() == 0, "whoever prepared it does not release it"
    releases(two, here, "Belzunar Host")
    went(two, "awards-one", award)
    clicked(two, "main a[href$='/paid']")
    filled(two, amount=amount, currency="JPY", on=timezone.localdate())
    sent(two)


def accounts(one: Any, two: Any, award: str, amount: str) -> None:
    """What shows spending, looked at by somebody else."""
    did(one, "awards-receipt", award, evidence="host-accounts", cost=next(iter(costs())), amount=amount)
    went(two, "awards-one", award)
    clicked(two, "main a[href*='/receipts/'][href$='/judge']")
    filled(two, code="accepted")
    sent(two)


def relayed(one: Any, two: Any, payer: Any, relay: Any, here: Scene, line: str) -> str:
    """An award to an intermediary, which says yes to its duties and is paid; the award."""
    today = timezone.localdate()
    did(
        one,
        "awards-begin",
        here.place.id,
        line=line,
        amount="3,150,000",
        currency="JPY",
        starts_on=today,
        ends_on=today + timedelta(days=364),
        lane="core",
        risk="medium",
        level="1",
        region="998",
        passes_on=True,
        overhead="5",
        applicant_type="host",
        readers=[here.second.id, here.payer.id],
        who_names="Akebi Relay (invented)",
        who_people="Rovel Adatepe (invented)",
    )
    award = ident(one)
    agrees(one, two, award, "1,575,000", "1,575,000", "launched")
    went(one, "awards-one", award)
    clicked(one, "main a[href*='/intermediaries/of/']")
    filled(one, holder=here.partner.id)
    sent(one)
    assert "中間支援団体が、まだすべての義務に同意していません" in went(two, "awards-one", award)
    went(relay, "intermediaries-held")
    clicked(relay, "main a[href*='/intermediaries/'] >> nth=0")
    clicked(relay, "main .buttons a >> nth=0")
    for box in relay.query_selector_all("main input[type=checkbox]"):
        box.check()
    sent(relay)
    did(one, "awards-check", award)
    pays(one, payer, here, award, 1, "1,575,000")
    did(one, "awards-reach", award, 2)
    pays(one, payer, here, award, 2, "1,575,000")
    return award


def awarded(one: Any, two: Any, here: Scene, application: str, parent: str, line: str) -> str:
    """From the decision, over the intermediary; the award."""
    went(one, "applications-one", application)
    clicked(one, "main a:has-text('Begin the award')")
    filled(
        one,
        line=line,
        parent=parent,
        risk="high",
        ends_on=timezone.localdate() + timedelta(days=364),
        applicant_type="exile",
        readers=[here.second.id, here.payer.id],
        who_names="Ostrumel Night Paper (invented)\n夜鷺の新聞（架空）",
        who_people="Ikumi Tanemoto (invented)",
        who_sponsor="Belzunar Host (invented)",
    )
    sent(one)
    award = ident(one)
    agrees(one, two, award, "1,500,000", "1,500,000", "report-accepted")
    return award


def speaks(page: Any, voice: Path) -> None:
    """A recording goes into the box as a file, and is chosen as the report."""
    page.set_input_files("input[name=file]", str(voice))
    page.click("#letter .buttons button")
    page.wait_for_url("**/box/")
    clicked(page, "main a[href='/box/grant']")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert "支払済み" in said(page)
    page.select_option("#report [name=letter]", index=1)
    page.click("#report button.button")
    page.wait_for_url("**/box/")
    pressed(page, "leave")
    page.context.close()


def closes(one: Any, two: Any, sub: str, parent: str) -> None:
    """All is accounted for: what was passed on, and what the intermediary kept."""
    accounts(one, two, sub, "3,000,000")
    did(one, "awards-close", sub, code="none")
    accounts(one, two, parent, "150,000")
    did(one, "awards-report-came", parent, 1, words="It passed all on, heron-seven (invented).")
    did(two, "awards-report-judge", parent, 1, code="accepted")
    did(one, "awards-close", parent, code="none")
    assert "Still to be accounted for0 JPY" in went(one, "awards-one", sub)


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
    clicked(one, "main a:has-text('Begin the award')")
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
    clicked(one, f"main a[href='{reverse('publishing-prepare', args=[desk.place.id])}']")
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
