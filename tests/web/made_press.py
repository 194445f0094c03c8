"""Published articles for tests: outlets, people and texts are invented. And a server on loopback in the place of an outlet."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import UUID

import pytest
from tests.web.made import organisation, person
from tests.web.made_vault import Holder, holder, lately

from tadasu.web.evidence.press import _fetching, actions, queries
from tadasu.web.evidence.press.models import Article, Pending
from tadasu.web.foundation.access import Actor, acting

GATE = (
    "The gate of the mill was locked at night, two drivers say. The guards kept the keys until the morning shift began, "
    "and nobody left without a paper of the office."
)
WAGES = (
    "A clerk of the office says that the wages of three months were held back, and that passports lay in a safe of the "
    "director, whom no worker ever saw."
)
OTHER = (
    "Divers who looked at the wreck near the invented harbour found ropes, a bell and forty jars of oil; the museum of the "
    "town will show them in spring, when its new hall has a roof."
)
NIGHT = (
    "工場の門は夜になると鍵がかけられていた、と二人の運転手は話す。見張りは朝の交代まで鍵を持っていた。"
    "事務所の紙がなければ誰も外に出られず、三か月分の賃金も支払われなかったという。"
)


def page(
    *paragraphs: str, title: str = "Locked at night (invented)", outlet: str = "The Lantern (invented)",
    author: str = "Sanae Kurata", charset: str = "utf-8", licence: str = "", lang: str = "en",
) -> str:  # fmt: skip
    """An article as an outlet's page."""
    text = "".join(f"<p>{one}</p>" for one in paragraphs or (GATE, WAGES))
    free = f'<a rel="license" href="{licence}">licence</a>' if licence else ""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="{charset}"><title>{title}</title>'
        f'<meta name="author" content="{author}"><meta property="og:site_name" content="{outlet}">'
        '<meta property="article:published_time" content="2026-03-04T10:00:00Z"></head><body><nav>Home</nav>'
        f"<article><h1>{title}</h1>{text}</article><footer>{free}</footer></body></html>"
    )


class Newsroom:
    """A group with a documenter, an editor, an auditor; somebody of another organisation."""

    def __init__(self) -> None:
        self.place = organisation("civil-society", "Kumanezawa Group (invented)")
        self.one: Holder = holder(self.place, "documenter")
        self.other: Holder = holder(self.place, "verifier")
        self.editor: Actor = lately(person(self.place, "editor"))
        self.auditor: Actor = lately(person(self.place, "auditor"))
        self.elsewhere = organisation("authority", "Another Office (invented)")
        self.stranger: Actor = lately(person(self.elsewhere, "investigator", "decider"))

    def pending(self, content: bytes | None = None, url: str = "", by: Actor | None = None) -> Pending:
        """A saved page, before anybody said what it is."""
        actor = by or self.one.actor
        with acting(actor):
            return actions.take_bytes(
                actor, organisation=self.place.id, content=page().encode() if content is None else content, url=url
            )

    def article(
        self, *paragraphs: str, url: str = "", passages: Sequence[str] = (), by: Actor | None = None,
        title: str = "Locked at night (invented)", outlet: str = "The Lantern (invented)", key: str = "", licence: str = "",
        country: str = "", sector: str = "", published_on: date | None = date(2026, 3, 4),
    ) -> Article:  # fmt: skip
        """One that was added."""
        actor = by or self.one.actor
        came = self.pending(page(*paragraphs, title=title, outlet=outlet).encode(), url, actor)
        told = actions.Told(
            title=title, outlet=outlet, author="Sanae Kurata", url=url, published_on=published_on, language="en",
            licence=licence, country=country, sector=sector, outlet_key=key,
        )  # fmt: skip
        with acting(actor):
            return actions.add(actor, pending=came.id, told=told, passages=passages)

    def now(self, article: Article | UUID) -> Article:
        """As it stands."""
        with acting(self.one.actor):
            return queries.article_of(self.one.actor, article if isinstance(article, UUID) else article.id)


TOLD = actions.Told(title="Locked at night (invented)", outlet="The Lantern (invented)")


@dataclass
class Outlet:
    """A server of ours in the place of an outlet: `says` path -> status, headers, body; `asked` what it was asked for."""

    says: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    address: str = ""
    slow: Callable[[], None] | None = None

    @property
    def host(self) -> str:
        """Its name and port."""
        return self.address.removeprefix("http://")

    def put(self, path: str, body: bytes | str, status: int = 200, **headers: str) -> str:
        """What it says at a path; the address."""
        content = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.says[path] = (status, {"Content-Type": "text/html", **named}, content)
        return self.address + path


@contextmanager
def an_outlet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outlet]:
    """Reached by this test and no other: the fetching is told so for a while."""
    outlet = Outlet()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            outlet.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            if outlet.slow is not None:
                outlet.slow()
            status, headers, body = outlet.says.get(self.path, (404, {}, b"not here"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            """Quiet."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Quiet: whoever asked has left."""

    server = Server(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    outlet.address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(_fetching, "INSIDE", frozenset({outlet.host}))
    try:
        yield outlet
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
