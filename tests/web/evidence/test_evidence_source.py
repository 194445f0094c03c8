"""Who tries to learn the source, with what they have: each looks at everything they can reach, and finds nothing of it.

What the source said, the name of its file, its answer and its code are words that stand nowhere else. How the database was asked
and how long answers are counts for whoever measures time and size from outside.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urldefrag, urlsplit

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.evidence.test_intake_leaks import everything
from tests.web.foundation.vault_browser import unlocking_browser
from tests.web.made import organisation, person
from tests.web.made_box import as_holder, box_at, browser, counter, front, received, replied, sent, wrote
from tests.web.made_inquiry import ALL, HELD
from tests.web.made_intake import address, filled, on
from tests.web.made_vault import REASON, Holder, holder, lately
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.evidence.custody import queries as custody
from tadasu.web.evidence.custody.actions import receive_text
from tadasu.web.evidence.intake import queries
from tadasu.web.evidence.intake.actions.sending import send
from tadasu.web.evidence.verification import actions
from tadasu.web.evidence.verification._about import About
from tadasu.web.evidence.verification.actions import Claimed, Said
from tadasu.web.evidence.verification.queries import weighing_of
from tadasu.web.foundation.access import ANONYMOUS, acting
from tadasu.web.foundation.correspondence._code import grouped, new_code
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions import source
from tadasu.web.foundation.correspondence.actions.entering import leave
from tadasu.web.foundation.findings.actions import sign as put_into_force
from tadasu.web.foundation.vault import _files
from tadasu.web.project.database import DATABASE, Role, Server

pytestmark = pytest.mark.slow

MILL = "Tezgul Spinning Mill (invented)"
SECRETS = ("Zuvolape", "夜鷺の宿舎", "kingfisher-picture", "Ostrumel")
"""In the report, where it was, the name of the file, in the answer."""

MOST_PAGES = 400


@dataclass
class Scene:
    """A group in which a report became a finding in force; the moments between which the source acted."""

    place: Any
    reader: Holder
    box: Any
    inquiry: Any
    began: datetime
    ended: datetime


@pytest.fixture
def scene(committed: None) -> Iterator[Scene]:
    FLOODS.forget()
    yield reported()
    FLOODS.forget()
    for name in list(_files.names()):
        _files.remove(name)


def reported() -> Scene:
    """From the report to the finding."""
    place = organisation("civil-society", name="Nuvagol Documentation Group (invented)")
    reader = holder(place, "documenter", "investigator", "verifier")
    where = counter(place, reader, purpose=queries.PURPOSE)
    began = datetime.now(UTC)
    box = box_at(where)
    filled(box, "what", own_words=f"They call it {SECRETS[0]}.", issues=("forced-labour",))
    filled(box, "where", region=SECRETS[1])
    with as_holder(box) as visit:
        assert send(visit, language="en")
    with as_holder(box) as visit, received(b"\xff\xd8 invented", f"{SECRETS[2]}.jpg") as came:
        source.send_file(visit, received=came)
    wrote(box, f"It was {SECRETS[3]} who said it.")
    ended = datetime.now(UTC)
    replied(reader, box, "Thank you.")
    inquiry = concluded(place, reader)
    return Scene(place, reader, box, inquiry, began, ended)


def concluded(place: Any, reader: Holder) -> Any:
    """An inquiry with all that came, and a finding of it in force."""
    me = reader.actor
    with acting(me):
        made = actions.open_inquiry(
            me,
            organisation=place.id,
            claimed=Claimed(
                label="mill 1",
                issue="state-imposed-forced-labour",
                elements=("good", HELD, "where", "who"),
                about=About(kind="good-of-company", names=(MILL,), country="cn", good="5205"),
                lead=reader.id,
            ),
        )
        for kind, label in (("official", "extract 1"), ("data", "table 1")):
            receive_text(me, organisation=place.id, kind=kind, label=label, text="Invented.", readers=[reader.id])
        for item in custody.items_of(me, place.id):
            actions.take_in(me, inquiry=made.id, item=item.id)
            said = Said(kind=item.kind, reliability="usually", credibility="probable", firsthand=True, bears=ALL)
            actions.assess(me, inquiry=made.id, item=item.id, said=said, seen=0)
        seen = weighing_of(made).seen
        actions.conclude(
            me, inquiry=made.id, standard="reasonable-indication", looked_for=True, reason="Less (invented).", seen=seen
        )
    editor = lately(person(place, "editor"))
    with acting(editor):
        actions.sign(editor, inquiry=made.id, number=1, reason=REASON)
    with acting(me):
        version = actions.prepare_finding(me, inquiry=made.id, number=1, reason=REASON)
    with acting(editor):
        put_into_force(editor, version=version.id, reason=REASON)
    return made


def crawled(client: Client) -> dict[str, bytes]:
    """Every page and file that links lead to, from the first page on."""
    found: dict[str, bytes] = {}
    ahead = ["/"]
    while ahead and len(found) < MOST_PAGES:
        path = ahead.pop()
        if path in found:
            continue
        answer = client.get(path)
        found[path] = answer.getvalue()
        if answer.status_code == 302:
            ahead.append(answer.headers["Location"])
        for link in re.findall(r'(?:href|action)="(/[^"]*)"', found[path].decode("utf-8", "replace")):
            clean = urldefrag(link.replace("&amp;", "&"))[0]
            if not urlsplit(clean).path.startswith(("/static/", "/account/sign-out")):
                ahead.append(clean)
    return found


def told(pages: dict[str, bytes], words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(word, path) for path, said in pages.items() for word in words if word.encode() in said]


ATTACKERS = {
    "web administrator": ("organiser", "manager"),
    "another investigator": ("investigator", "verifier", "documenter"),
    "who signs": ("decider", "editor"),
    "auditor": ("auditor",),
    "custodian of the recovery key": ("custodian",),
}


@pytest.mark.parametrize("who", ATTACKERS)
def test_a_colleague_who_is_no_reader_finds_nothing_on_any_page(scene: Scene, who: str) -> None:
    other = holder(scene.place, *ATTACKERS[who])
    pages = crawled(unlocking_browser(other.user))
    assert len(pages) > 10, "it looked"
    assert told(pages, (*SECRETS, scene.box.code)) == []


def test_the_reader_finds_them_so_that_the_search_is_known_to_look(scene: Scene) -> None:
    office = unlocking_browser(scene.reader.user)
    page = reverse("intake-report", args=[scene.box.id])
    answer = office.post(page, {"purpose": "verify", "reason": REASON}, follow=True)
    assert {word for word, _ in told({page: answer.content}, SECRETS)} == {SECRETS[0], SECRETS[1]}


@pytest.mark.parametrize("kind", ["company", "authority", "civil-society"])
def test_another_organisation_finds_neither_the_source_nor_that_there_is_a_report(scene: Scene, kind: str) -> None:
    stranger = holder(organisation(kind), "analyst", "investigator", "organiser", "manager")
    pages = crawled(unlocking_browser(stranger.user))
    assert told(pages, (*SECRETS, scene.box.code, str(scene.box.id), str(scene.inquiry.id), MILL)) == []


def test_nobody_without_an_account_finds_anything(scene: Scene) -> None:
    pages = crawled(Client())
    assert told(pages, (*SECRETS, scene.box.code, str(scene.box.id), str(scene.inquiry.id), MILL)) == []


def test_whoever_has_the_database_finds_no_word_and_no_moment_of_it(scene: Scene, server: Server) -> None:
    assert moments(server, scene) == [("correspondence_entered", "used_at")], (
        "while a visit lasts its last moment is there"
    )
    with acting(ANONYMOUS):
        leave(scene.box.token)
    assert moments(server, scene) == []
    rows = everything(server)
    assert [(table, word) for table, said in rows.items() for word in SECRETS if word.encode() in said] == []
    code = scene.box.code.replace(" ", "").encode()
    assert [table for table, said in rows.items() if code in said or scene.box.token.encode() in said] == []


def moments(server: Server, scene: Scene) -> list[tuple[str, str]]:
    """Columns of tables in which a moment lies at which the source was there."""
    found = []
    with psycopg.connect(server.address(Role.SUPER, database=DATABASE)) as superuser:
        columns = superuser.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND data_type = 'timestamp with time zone'"
        ).fetchall()
        assert len(columns) > 20
        for table, column in columns:
            asked = f'SELECT count(*) FROM "{table}" WHERE "{column}" BETWEEN %s AND %s'
            (count,) = superuser.execute(asked.encode(), [scene.began, scene.ended]).fetchone() or (0,)
            if count:
                found.append((table, column))
    return found


def test_the_record_of_acts_tells_nothing_of_what_the_source_did(scene: Scene) -> None:
    auditor = person(scene.place, "auditor")
    with_authenticator(auditor)
    client = signed_in(auditor)
    pages = {path: said for path, said in crawled(client).items() if "audit" in path or "record" in path}
    assert pages
    assert told(pages, (*SECRETS, scene.box.code)) == []


def statements(client: Client, ask: Any) -> tuple[int, int]:
    """How often the database was asked, and how long the answer is."""
    with CaptureQueriesContext(connection) as asked:
        answer = ask(client)
    return len(asked), len(answer.content)


def test_a_wrong_code_and_one_that_has_ended_take_as_many_steps_and_bytes(scene: Scene) -> None:
    with as_holder(scene.box) as visit:
        source.withdraw(visit)
    assert statements(browser(), entering(scene.box.code)) == statements(browser(), entering(grouped(new_code())))


def entering(code: str) -> Any:
    return lambda client: client.post(front(), {"act": "enter", "code": code})


def test_pages_of_a_box_are_as_long_for_one_who_reported_much_as_for_one_who_did_not(scene: Scene) -> None:
    little = box_at(scene.box.visit.box.counter)
    much, none = browser(scene.box), browser(little)
    assert (
        statements(much, lambda client: client.get(address()))[1]
        == statements(none, lambda client: client.get(address()))[1]
    )
    on(none, own_words="short")
    sent(none, "leave")
