"""What people of the whole story do before and after a review, on the pages of a real browser; all invented."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import timezone
from tests.web.browser import opened, pressed
from tests.web.made_funding import (
    PHONE,
    Scene,
    did,
    filled,
    ident,
    said,
    sent,
    went,
)
from tests.web.made_vault import REASON

from tadasu.funds import costs
from tadasu.web.funding.programmes.models import fiscal_year

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
    page.click(f"main a[href='{reverse('calls-public', args=[call])}']")
    page.click("main .buttons a >> nth=0")
    page.click("main form button")
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
    payer.click("main .buttons a >> nth=0")
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
    two.click("main a[href$='/paid']")
    filled(two, amount=amount, currency="JPY", on=timezone.localdate())
    sent(two)


def accounts(one: Any, two: Any, award: str, amount: str) -> None:
    """What shows spending, looked at by somebody else."""
    did(one, "awards-receipt", award, evidence="host-accounts", cost=next(iter(costs())), amount=amount)
    went(two, "awards-one", award)
    two.click("main a[href*='/receipts/'][href$='/judge']")
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
    one.click("main a[href*='/intermediaries/of/']")
    filled(one, holder=here.partner.id)
    sent(one)
    assert "中間支援団体が、まだすべての義務に同意していません" in went(two, "awards-one", award)
    went(relay, "intermediaries-held")
    relay.click("main a[href*='/intermediaries/'] >> nth=0")
    relay.click("main .buttons a >> nth=0")
    for box in relay.query_selector_all("main input[type=checkbox]"):
        box.check()
    sent(relay)
    did(one, "awards-check", award, list_jp=timezone.localdate())
    pays(one, payer, here, award, 1, "1,575,000")
    did(one, "awards-reach", award, 2)
    pays(one, payer, here, award, 2, "1,575,000")
    return award


def awarded(one: Any, two: Any, here: Scene, application: str, parent: str, line: str) -> str:
    """From the decision, over the intermediary; the award."""
    went(one, "applications-one", application)
    one.click("main a:has-text('Begin the award')")
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
    page.click("main a[href='/box/grant']")
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
