"""Counters, boxes and their holders, for tests: all invented."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse
from tests.web.made import organisation
from tests.web.made_vault import REASON, Holder, holder

from tadasu.web.foundation.access import ANONYMOUS, acting, holding
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.correspondence._code import canonical
from tadasu.web.foundation.correspondence.access import Visit
from tadasu.web.foundation.correspondence.actions import source, staff
from tadasu.web.foundation.correspondence.actions.counters import set_up_counter
from tadasu.web.foundation.correspondence.actions.entering import Opened, entered, open_box
from tadasu.web.foundation.correspondence.apart import COOKIE
from tadasu.web.foundation.correspondence.models import Counter, Letter
from tadasu.web.foundation.vault.incoming import arriving
from tadasu.web.foundation.vault.receiving import Received

ORIGIN = "http://testserver"

TEXT = "In the invented mill at night. 夜の工場で。"
ANSWER = "Thank you. Which building was it?"


@dataclass(frozen=True)
class Known:
    """A box: its code, and the visit of whoever opened it."""

    code: str
    token: str
    visit: Visit

    @property
    def id(self) -> Any:
        return self.visit.box.id


def counter(place: Organisation, *readers: Holder, purpose: str = "general", open: bool = True) -> Counter:
    """An open one, set up by an organiser of the place."""
    organiser = holder(place, "organiser")
    with acting(organiser.actor):
        made = set_up_counter(
            organiser.actor, organisation=place, purpose=purpose, readers=[one.id for one in readers], open=open
        )
        return Counter.objects.get(id=made)


def box_at(where: Counter) -> Known:
    """A new box."""
    with acting(ANONYMOUS):
        opened: Opened = open_box(where)
        visit = entered(opened.token)
    assert visit is not None
    return Known(opened.code, opened.token, visit)


class TwoReaders:
    """A group with two readers, and a box with nothing in it."""

    def __init__(self) -> None:
        self.place = organisation("civil-society")
        self.reader, self.other = holder(self.place, "documenter"), holder(self.place, "verifier")
        self.counter = counter(self.place, self.reader, self.other)
        self.box = box_at(self.counter)

    def record(self, number: int) -> Letter:
        with acting(self.reader.actor):
            return Letter.objects.get(box=self.box.id, number=number)

    def record_id(self, number: int) -> UUID:
        return self.record(number).record


class OneReader:
    """A group, its reader, and the page on which a box is opened."""

    def __init__(self) -> None:
        self.place = organisation("civil-society", name="Nuvagol Documentation Group (invented)")
        self.reader = holder(self.place, "documenter")
        self.counter = counter(self.place, self.reader)
        self.page = reverse("correspondence-counter", args=[self.counter.id])

    def letters(self) -> list[Letter]:
        with acting(self.reader.actor):
            return list(Letter.objects.order_by("number"))


@contextmanager
def as_holder(box: Known) -> Iterator[Visit]:
    """What whoever has the code may see, and nobody's actor."""
    with acting(ANONYMOUS), holding(str(box.visit.box.digest)):
        yield box.visit


def wrote(box: Known, text: str, **more: Any) -> int:
    """A letter of the holder."""
    with as_holder(box) as visit:
        return source.write(visit, text=text, **more)


def replied(one: Holder, box: Known, text: str, **more: Any) -> int:
    """A letter to the holder."""
    with acting(one.actor):
        return staff.reply(one.actor, box=box.id, text=text, **more)


def opened_by(one: Holder, box: Known) -> int:
    """All letters, with a reason."""
    with acting(one.actor):
        return staff.open_letters(one.actor, box=box.id, key=one.key, purpose="answer", reason=REASON)


@contextmanager
def received(content: bytes, name: str = "paper (invented).pdf") -> Iterator[Received]:
    """A file that has come in."""
    with arriving(1 << 30) as incoming:
        incoming.take(content)
        incoming.end()
        yield Received(incoming, name, "application/pdf", {})  # type: ignore[arg-type]


def browser(box: Known | None = None, **more: Any) -> Client:
    """Of somebody without an account, who visits a box if one is named; forms need no help of Django's."""
    client = Client(headers={"origin": ORIGIN, "accept-language": "en", **more})
    client.handler.enforce_csrf_checks = True
    if box is not None:
        client.cookies[COOKIE] = box.token
    return client


def front() -> str:
    return reverse("correspondence-box")


def code_on(answer: Any) -> str:
    """The code that a page shows."""
    return canonical("".join(re.findall(r"<code>([\d ]{19})</code>", answer.content.decode())))


def cookies_of(answer: Any) -> SimpleCookie:
    """What a browser is to keep."""
    found: SimpleCookie = answer.cookies
    return found


def token_of(answer: Any) -> str:
    """What the forms of a page carry."""
    found = re.search(r'name="token" value="([0-9a-f]{64})"', answer.content.decode())
    assert found is not None, answer.content.decode()[:3000]
    return found.group(1)


def sent(client: Client, act: str, **fields: str) -> Any:
    """A form of the box, with the token of the page it is on. A letter goes where files go."""
    token = token_of(client.get(front()))
    if act == "write":
        return client.post(reverse("correspondence-file"), {"token": token, **fields})
    return client.post(front(), {"act": act, "token": token, **fields})
