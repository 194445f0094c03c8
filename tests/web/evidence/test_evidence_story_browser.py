"""The whole story in a real browser: a worker reports on a phone without JavaScript, others corroborate, an article is added, a
finding is signed, the company answers, the next assessment holds a declaration, and the worker sees that something happened."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.web.browser import BROWSER, at_work, opened, pressed
from tests.web.made import member_of, organisation, person
from tests.web.made_box import counter
from tests.web.made_inquiry import GRADES
from tests.web.made_vault import REASON, Holder, holder
from tests.web.served import served
from tests.web.signing_in import forget_tries

from tadasu.web.evidence.hearing.models import Notice
from tadasu.web.evidence.hearing.words import PURPOSE as HEARING
from tadasu.web.evidence.intake import queries
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.vault import _files

pytestmark = [*BROWSER, pytest.mark.slow, pytest.mark.usefixtures("committed")]

MILL = "Tezgul Spinning Mill (invented)"
OWN = "They keep our passports. 門には見張りがいます。"
TITLE = "The drivers of Tezgul (invented)"
PASSAGE = "Three drivers say that guards counted the workers at the gate each night."
ARTICLE = f"""<html lang="en"><head><meta name="author" content="Oruvaz Teel"><title>{TITLE}</title></head>
<body><article><h1>{TITLE}</h1>
<p>{PASSAGE}</p><p>{"An invented sentence of an invented article. " * 30}</p></article></body></html>
"""
STATEMENT = "We deny it (invented). 事実ではありません。"
ROOM = "Building three, second floor (invented)."
PHONE: dict[str, Any] = {"java_script_enabled": False, "viewport": {"width": 360, "height": 640}, "locale": "en"}

DECLARATIONS = """declaration id,date,seller,seller country,buyer,buyer country,hs,quantity,unit
Y-1,2026-04-10,Tezgul Spinning Mill (invented),cn,Marubako Weaving (invented),vn,520512,1000,kg
C-1,2026-05-10,Marubako Weaving (invented),vn,Nuvisat Garments (invented),bd,520811,900,kg
S-1,2026-06-10,Nuvisat Garments (invented),bd,Hakuyama Apparel Import (invented),jp,620520,800,kg
S-2,2026-02-10,Nuvisat Garments (invented),bd,Kitamori Shirts (invented),jp,620520,800,kg
"""
"""Yarn to a weaver, cloth to a garment maker, shirts to two importers: one bought before March."""


@dataclass
class Scene:
    """A group with a counter: who reads reports and looks into them, who verifies, who signs."""

    place: Any
    investigator: Holder
    verifier: Holder
    editor: Any
    counter: Any


@pytest.fixture
def scene(committed: None) -> Iterator[Scene]:
    FLOODS.forget()
    place = organisation("civil-society", name="Nuvagol Documentation Group (invented)")
    investigator = holder(place, "documenter", "investigator")
    verifier = holder(place, "verifier")
    counter(place, investigator, verifier, purpose=HEARING)
    yield Scene(
        place=place,
        investigator=investigator,
        verifier=verifier,
        editor=person(place, "editor"),
        counter=counter(place, investigator, verifier, purpose=queries.PURPOSE),
    )
    for name in list(_files.names()):
        _files.remove(name)


@pytest.fixture
def address(scene: Scene) -> Iterator[str]:
    forget_tries()
    with served() as found:
        yield found


def said(page: Any) -> str:
    return str(page.text_content("main"))


def sent(page: Any) -> None:
    """The one form of the page."""
    page.click("main form:not([role=search]) button.button >> nth=0")
    assert page.locator("main .summary").count() == 0, said(page)


def went(page: Any, name: str, *arguments: object) -> None:
    page.goto(reverse(name, args=arguments))


def reports(chromium: Any, address: str, scene: Scene, photo: Path) -> str:
    """A worker on a phone: report, photo; the code."""
    page = opened(chromium, address, **PHONE)
    page.goto(f"/box/at/{scene.counter.id}")
    page.click("main form button")
    code = " ".join(one.text_content() for one in page.query_selector_all("main code"))
    pressed(page, "seen")
    page.click("main a.button")
    page.check("#q-issues-forced-labour")
    page.fill("#q-own-words", OWN)
    pressed(page, "next")
    page.check("#q-known-lived")
    pressed(page, "next")
    page.check("#q-retention-of-documents-yes")
    page.check("#q-restriction-of-movement-yes")
    pressed(page, "review")
    pressed(page, "permissions")
    page.check("#q-permissions-company")
    pressed(page, "review")
    pressed(page, "send")
    assert "What you filled in is sealed and lies here." in said(page)
    page.set_input_files("input[name=file]", str(photo))
    page.click("#letter .buttons button")
    page.wait_for_url("**/box/")
    pressed(page, "leave")
    page.context.close()
    return code


def returned(chromium: Any, address: str, code: str) -> Any:
    """Another day, another phone."""
    page = opened(chromium, address, **PHONE)
    page.goto("/box/")
    page.fill("input[name=code]", code)
    pressed(page, "enter")
    return page


def asks(page: Any) -> str:
    """A reader opens the report and asks; the id of the box."""
    went(page, "intake-reports")
    page.click("main table a >> nth=0")
    box = page.url.rsplit("/", 1)[1]
    page.fill("textarea[name=reason]", REASON)
    page.click("main form button >> nth=0")
    page.wait_for_selector("dl.pairs .text")
    assert OWN in said(page)
    went(page, "correspondence-read", box)
    page.fill("main form[action$=write] textarea[name=text]", "Which building was it?")
    page.check("main form[action$=write] input[name=question]")
    page.click("main form[action$=write] button")
    tells(page, box, "question")
    return str(box)


def tells(page: Any, box: str, state: str) -> None:
    """How far it has come, for whoever has the code."""
    went(page, "correspondence-state", box)
    page.check(f"input[name=state][value={state}]")
    sent(page)


def answers(page: Any) -> None:
    assert "We have a question for you" in said(page)
    page.fill("#letter textarea", ROOM)
    page.check("#letter input[name=answers] >> nth=0")
    page.click("#letter .buttons button")
    page.wait_for_url("**/box/")
    pressed(page, "leave")
    page.context.close()


def receives(page: Any, scene: Scene, kind: str, label: str, text: str) -> None:
    """A documenter receives something as evidence, for both who look into it."""
    went(page, "custody-receive", scene.place.id)
    page.select_option("select[name=kind]", kind)
    page.fill("input[name=label]", label)
    page.fill("textarea[name=text]", text)
    page.check(f"input[name=readers][value='{scene.verifier.id}']")
    sent(page)


def adds_article(page: Any, scene: Scene, folder: Path) -> None:
    """A saved page of an outlet, with its author, and the passage that matters."""
    saved = folder / "記事.html"
    saved.write_text(ARTICLE, encoding="utf-8")
    went(page, "press-add-file", scene.place.id)
    page.set_input_files("input[name=file]", str(saved))
    page.click("main form button.button >> nth=0")
    assert page.input_value("input[name=author]") == "Oruvaz Teel", "a guess, to be confirmed"
    page.fill("input[name=title]", TITLE)
    page.fill("input[name=outlet]", "Lantern in Exile (invented)")
    page.fill("textarea[name=passages]", PASSAGE)
    page.click("role=button[name='Add the article']")
    assert "It stands so in the text." in said(page)


def opens_inquiry(page: Any, scene: Scene) -> str:
    """The claim, with every item taken in; its id."""
    went(page, "inquiry-open", scene.place.id)
    page.fill("input[name=label]", "spinning mill 1")
    page.select_option("select[name=issue]", "state-imposed-forced-labour")
    for element in ("who", "where", "good", "period", "indicator:restriction-of-movement"):
        page.check(f"input[name=elements][value='{element}']")
    page.check("input[name=kind][value=good-of-company]")
    page.fill("textarea[name=names]", MILL)
    page.fill("input[name=country]", "cn")
    page.fill("input[name=good]", "5205")
    page.fill("input[name=start]", "2026-03-01")
    page.select_option("select[name=lead]", str(scene.verifier.id))
    sent(page)
    inquiry = page.url.rsplit("/", 1)[1]
    went(page, "inquiry-take", inquiry)
    for box in page.query_selector_all("input[name=items]"):
        box.check()
    sent(page)
    went(page, "inquiry-origin", inquiry)
    page.check("input[name=kind][value=person]")
    sent(page)
    return str(inquiry)


def assesses(page: Any, inquiry: str, label: str, grades: str) -> None:
    """The item whose label has these words, as the invented grades say."""
    wanted = GRADES[grades]
    went(page, "inquiry-one", inquiry)
    page.click(f"main section a:has-text('{label}')")
    page.click("main a.button")
    page.select_option("select[name=kind]", wanted["kind"])
    page.check(f"input[name=reliability][value={wanted['reliability']}]")
    page.check(f"input[name=credibility][value={wanted['credibility']}]")
    if wanted.get("firsthand"):
        page.check("input[name=firsthand]")
    for element, standing in wanted["bears"].items():
        page.select_option(f"select[name='bears:{element}']", standing)
    sent(page)


def asked(one: Any, two: Any, inquiry: str, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> str:
    """Two people ask the company: one prepares, the other releases, and on its day there is a letter; its code."""
    went(two, "hearing-prepare", inquiry)
    for box in two.query_selector_all("input[name=elements], input[name=confirmed]"):
        box.check()
    two.fill("input[name=people]", "300")
    two.fill("input[name=people_from]", "register of the factory (invented)")
    two.check("input[name=time][value=own]")
    sent(two)
    notice = two.url.rsplit("/", 1)[1]
    went(one, "hearing-release", notice)
    for box in one.query_selector_all("input[name=confirmed]"):
        box.check()
    sent(one)
    day = notice_day(scene.place)
    monkeypatch.setattr(timezone, "localdate", lambda *_: day)
    went(two, "hearing-send", notice)
    two.click("main form button >> nth=0")
    return str(two.locator("main code").first.inner_text())


def notice_day(place: Any) -> date:
    """The day for which a die and the last piece decided."""
    with acting(member_of(place.id)):
        (found,) = Notice.objects.values_list("send_on", flat=True)
    assert found is not None
    return found


def company_answers(chromium: Any, address: str, code: str) -> None:
    """Without an account: it reads what is told, and says what is to stand beside the finding."""
    page = opened(chromium, address, **PHONE)
    page.goto("/box/")
    page.fill("input[name=code]", code)
    pressed(page, "enter")
    told = said(page)
    assert MILL in told
    for never in (OWN, ROOM, "passports", "extract 1", TITLE[:20]):
        assert never not in told
    page.click(f'a[href="{reverse("hearing-say")}"]')
    page.check("input[value=statement]")
    page.fill("textarea", STATEMENT)
    page.click("#say button")
    page.wait_for_url("**/box/")
    page.context.close()


def concludes(page: Any, inquiry: str) -> None:
    went(page, "inquiry-conclude", inquiry)
    page.check("input[name=standard][value=substantiated]")
    page.check("input[name=looked_for]")
    sent(page)


def signs(page: Any, name: str, *arguments: object) -> None:
    went(page, name, *arguments)
    page.fill("textarea[name=reason]", REASON)
    page.click("main form button >> nth=0")


def saves(page: Any, scene: Scene, folder: Path) -> None:
    """The two files that the findings in force make."""
    went(page, "findings-list", scene.place.id)
    for name, label in (("findings.csv", "Save the findings"), ("companies.csv", "Save the companies")):
        with page.expect_download() as coming:
            page.click(f"main a:has-text('{label}')")
        coming.value.save_as(folder / name)


def assessed(folder: Path) -> dict[str, Any]:
    """What the next assessment says of each declaration into Japan."""
    (folder / "declarations.csv").write_text(DECLARATIONS, encoding="utf-8")
    command = [
        str(Path(sys.executable).with_name("tadasu")),
        "assess",
        "declarations.csv",
        "--findings",
        "findings.csv",
    ]
    more = ["--companies", "companies.csv", "--flow", "import", "--country", "jp", "--out", "queue.jsonl"]
    done = subprocess.run([*command, *more], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [json.loads(line) for line in (folder / "queue.jsonl").read_text(encoding="utf-8").splitlines()]
    return {row["declaration"]: row for row in rows}


def test_a_report_becomes_a_finding_that_holds_a_declaration_and_whoever_reported_sees_it(
    chromium: Any, address: str, scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = tmp_path / "寮.jpg"
    photo.write_bytes(b"\xff\xd8 invented " * 4000)
    code = reports(chromium, address, scene, photo)
    one = at_work(chromium, address, scene.investigator.user)
    box = asks(one)
    answers(returned(chromium, address, code))
    receives(one, scene, "official", "extract 1", "An invented extract of the register.")
    receives(one, scene, "picture", "pictures 1", "Invented pictures of the dormitory.")
    adds_article(one, scene, tmp_path)
    inquiry = opens_inquiry(one, scene)
    two = at_work(chromium, address, scene.verifier.user)
    for label, grades in (
        (f"{box[:8]} 1", "report"),
        ("extract 1", "extract"),
        ("pictures 1", "pictures"),
        ("drivers", "article"),
    ):
        assesses(two, inquiry, label, grades)
    company_answers(chromium, address, asked(one, two, inquiry, scene, monkeypatch))
    concludes(two, inquiry)
    three = at_work(chromium, address, scene.editor, unlocked=False)
    signs(three, "inquiry-sign", inquiry, 1)
    signs(two, "inquiry-finding", inquiry, 1)
    finding = two.url.rsplit("/", 1)[1]
    signs(three, "findings-sign", finding)
    assert "in force" in said(three)
    assert STATEMENT in said(three)
    saves(three, scene, tmp_path)
    rows = assessed(tmp_path)
    assert rows["S-1"]["disposition"] == "hold"
    assert rows["S-2"]["disposition"] == "not-traceable"
    held = json.dumps(rows["S-1"], ensure_ascii=False)
    assert reverse("findings-one", args=[finding]) in held
    for further in (inquiry, box, OWN, ROOM, STATEMENT, TITLE[:20]):
        assert further not in held
    tells(one, box, "finding")
    page = returned(chromium, address, code)
    assert "your report is part of what it rests on" in said(page)
