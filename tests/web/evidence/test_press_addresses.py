"""Every address of published articles, asked for by everybody: who gets what stands in a table that can be read."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.web.made import organisation, person
from tests.web.made_press import GATE, Newsroom, page
from tests.web.walked import browser_of, table, what, with_second_factors

from tadasu.web.evidence.press import actions, queries, urls
from tadasu.web.evidence.press.models import Entry
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User

pytestmark = pytest.mark.usefixtures("database")

GET = """
                     anonymous  bare    adds  colleague editor decider auditor organiser stranger
press-list           sign-in    set-up  200   200       200    200     200     403       404
press-add            sign-in    set-up  200   200       200    403     403     403       404
press-add-file       sign-in    set-up  200   200       200    403     403     403       404
press-add-text       sign-in    set-up  200   200       200    403     403     403       404
press-feeds          sign-in    set-up  200   200       200    200     200     403       404
press-follow         sign-in    set-up  200   200       200    403     403     403       404
press-entries        sign-in    set-up  200   200       200    200     200     403       404
press-stop           sign-in    set-up  200   200       200    403     403     404       404
press-leave          sign-in    set-up  405   405       405    405     405     405       405
press-confirm        sign-in    set-up  200   404       404    404     404     404       404
press-discard        sign-in    set-up  200   404       404    404     404     404       404
press-one            sign-in    set-up  200   200       200    200     200     404       404
press-file           sign-in    set-up  200   200       200    200     200     404       404
press-change         sign-in    set-up  200   200       200    403     403     404       404
press-passage        sign-in    set-up  200   200       200    403     403     404       404
press-passage-remove sign-in    set-up  200   200       200    403     403     404       404
press-repeats        sign-in    set-up  200   200       200    403     403     404       404
press-likeness       sign-in    set-up  200   200       200    403     403     404       404
"""


class Scene:
    """A group with an article, one that is nearly the same, a page that waits, a feed with an entry."""

    def __init__(self) -> None:
        room = Newsroom()
        self.room, self.place = room, room.place
        self.people: dict[str, User] = {
            "bare": person(room.place, "documenter"),
            "adds": room.one.user,
            "colleague": room.other.user,
            "editor": person(room.place, "editor"),
            "decider": person(room.place, "manager"),
            "auditor": person(room.place, "auditor"),
            "organiser": person(room.place, "organiser"),
            "stranger": person(organisation("civil-society"), "documenter", "verifier", "editor", "auditor"),
        }
        with_second_factors(self.people)
        room.article(key="lantern")
        self.article = room.article(GATE, "And the wages of three months were held back.", key="echo", passages=[GATE])
        actor = room.one.actor
        self.pending = room.pending(page("Another page of the mill, not confirmed.").encode()).id
        with acting(actor):
            self.likeness = queries.suggestions_of(self.article)[0].id
            self.feed = actions.follow(
                actor, organisation=room.place.id, url="https://lantern.invalid/feed", outlet="The Lantern (invented)"
            ).id
            entry = Entry.objects.create(
                organisation=room.place, feed_id=self.feed, key=bytes(32), url="https://lantern.invalid/1", title="New"
            )
        self.entry = entry.id

    def client(self, who: str) -> Client:
        """Their browser."""
        return browser_of(self.people, who)

    def address(self, pattern: URLPattern) -> str:
        """With the arguments it needs."""
        ids: dict[str, UUID] = {
            "press-stop": self.feed,
            "press-leave": self.entry,
            "press-confirm": self.pending,
            "press-discard": self.pending,
        }
        held: dict[str, UUID | int] = {
            "organisation": self.place.id,
            "id": ids.get(str(pattern.name), self.article.id),
            "number": 1,
            "likeness": self.likeness,
        }
        return reverse(
            str(pattern.name), kwargs={key: value for key, value in held.items() if f":{key}>" in str(pattern.pattern)}
        )


def patterns() -> dict[str, URLPattern]:
    return {str(one.name): one for one in urls.urlpatterns}


def test_every_address_has_a_line() -> None:
    assert set(patterns()) == set(table(GET))


def test_who_sees_what() -> None:
    scene, wanted = Scene(), table(GET)
    found = {
        name: {who: what(scene.client(who).get(scene.address(patterns()[name]))) for who in cells}
        for name, cells in wanted.items()
    }
    assert {name: cells for name, cells in found.items() if cells != wanted[name]} == {}


def test_only_who_adds_leaves_an_entry() -> None:
    scene = Scene()
    address = scene.address(patterns()["press-leave"])
    got = {who: what(scene.client(who).post(address)) for who in ("anonymous", "bare", "auditor", "stranger", "adds")}
    assert got == {"anonymous": "sign-in", "bare": "set-up", "auditor": "403", "stranger": "404", "adds": "new"}


def test_a_form_from_another_site_does_nothing() -> None:
    scene = Scene()
    for name, pattern in patterns().items():
        client = scene.client("adds")
        client.handler.enforce_csrf_checks = True
        answer = client.post(scene.address(pattern), {"url": "https://lantern.invalid/", "text": "x"})
        assert answer.status_code in {400, 403, 405}, name
