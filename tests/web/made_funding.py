"""A funder whose story is walked through in a browser, and the hands of whoever walks: all invented."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.urls import reverse
from tests.web.browser import at_work
from tests.web.made import organisation
from tests.web.made_box import counter
from tests.web.made_parties import listed, no_lists
from tests.web.made_vault import Holder, holder

from tadasu.schema import ListId
from tadasu.screening import Options
from tadasu.store import data_folder, save_list
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.parties.lists import DEFAULT, datasets, search
from tadasu.web.foundation.parties.screening import THRESHOLD
from tadasu.web.funding.awards.actions.telling import PURPOSE as GRANT
from tadasu.web.funding.calls.queries import PURPOSE as APPLICATION

FUNDER = "Hinoki Fund for Free Voices (invented)"
PHONE: dict[str, Any] = {"java_script_enabled": False, "viewport": {"width": 320, "height": 640}}
"""A small one, without scripts; tests add the language."""


@dataclass
class Scene:
    """People of a funder, and one of an intermediary: who is shown what in which language is part of the story."""

    place: Any
    partner: Any
    officer: Holder
    second: Holder
    payer: Holder
    organiser: Holder
    auditor: Holder
    publisher: Holder
    reviewers: list[Holder]
    relay: Holder
    counter: Any
    pages: dict[str, Any] = field(default_factory=dict)

    def at(self, chromium: Any, address: str, who: str) -> Any:
        """The page of somebody who has signed in by the pages; the same one every time."""
        if who not in self.pages:
            name, _, number = who.partition(" ")
            one = self.reviewers[int(number)] if number else getattr(self, name)
            self.pages[who] = at_work(chromium, address, one.user)
        return self.pages[who]


def scene() -> Scene:
    """English for the officer and three reviewers, Japanese for the rest."""
    no_lists()
    warm()
    in_force("un-sc", "Quiet Harbour Brigade (invented)")
    place = organisation("funder", name=FUNDER)
    partner = organisation("funder", name="Akebi Relay (invented)")
    officer, second = holder(place, "programme"), holder(place, "programme")
    found = Scene(
        place=place,
        partner=partner,
        officer=officer,
        second=second,
        payer=holder(place, "payer"),
        organiser=holder(place, "organiser"),
        auditor=holder(place, "auditor"),
        publisher=holder(place, "publisher"),
        reviewers=[holder(place, "reviewer") for _ in range(6)],
        relay=holder(partner, "programme"),
        counter=counter(place, officer, second, purpose=APPLICATION),
    )
    counter(place, officer, second, purpose=GRANT)
    japanese = [found.second, found.payer, found.organiser, found.publisher, found.relay, *found.reviewers[3:]]
    User.objects.filter(id__in=[one.id for one in japanese]).update(language="ja")
    return found


def warm() -> None:
    """Comparing names compiles itself at its first use, which takes longer than a page may."""
    in_force("un-sc", "Quiet Harbour Brigade (invented)")
    search(datasets()[DEFAULT], [listed("Quiet Harbour Brigade (invented)")], Options(threshold=THRESHOLD, limit=1))


def in_force(list_id: str, name: str) -> None:
    """A list of one entry, of somebody else."""
    entity = listed(name, key=f"{list_id}:1")
    entity = replace(entity, origin=replace(entity.origin, list_id=ListId(list_id)))
    day = date(2026, 11, 1)
    save_list(
        data_folder(), list_id, [entity], list_date=day, source_digest="0" * 64, problems=(), reader_version="test"
    )


def said(page: Any) -> str:
    """All text of the page."""
    return str(page.text_content("main"))


def went(page: Any, name: str, *arguments: object) -> str:
    """There, by its address; what it says."""
    answer = page.goto(reverse(name, args=arguments))
    assert answer.status == 200, (answer.status, page.url)
    return said(page)


def filled(page: Any, /, **fields: Any) -> None:
    """Fields by name: what is typed, chosen or ticked. `_` stands as it is."""
    for name, value in fields.items():
        for one in value if isinstance(value, (list, tuple)) else [value]:
            where = page.locator(f"main [name='{name}']")
            assert where.count(), f"{name} is not on {page.url}: {said(page)}"
            kind = where.first.evaluate("one => one.type || one.tagName")
            if kind in ("radio", "checkbox"):
                page.check(f"main [name='{name}']" + ("" if one is True else f"[value='{one}']"))
            elif kind == "select-one":
                page.select_option(f"main [name='{name}']", str(one))
            else:
                page.fill(f"main [name='{name}']", str(one))


def sent(page: Any, form: str = "main form:not([role=search])") -> None:
    """The form, by its first button; nothing was wrong."""
    with page.expect_navigation():
        page.click(f"{form} button.button >> nth=0")
    assert page.locator("main .summary, main .wrong").count() == 0, (page.url, said(page))


def did(page: Any, name: str, /, *arguments: object, **fields: Any) -> str:
    """One act on its page; what is said afterwards."""
    went(page, name, *arguments)
    filled(page, **fields)
    sent(page)
    return said(page)


def ident(page: Any) -> str:
    """The id at the end of the address."""
    return str(page.url.rstrip("/").rsplit("/", 1)[1].partition("?")[0])


def nobody_reads(words: Sequence[str], page: Any, *addresses: str) -> None:
    """No page of somebody without a right says any of them; what is not theirs is not there."""
    for address in addresses:
        page.goto(address)
        held = page.content()
        assert [one for one in words if one in held] == [], address
