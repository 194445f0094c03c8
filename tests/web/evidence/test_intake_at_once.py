"""Those who do the same at the same moment, each with a connection: what is sent is sent once, what is saved is kept."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.web.made_box import as_holder
from tests.web.made_intake import OWN, Desk, filled, page

from tadasu.web.evidence.intake import queries
from tadasu.web.evidence.intake.actions.drafting import draft_of, save
from tadasu.web.evidence.intake.actions.sending import send
from tadasu.web.evidence.intake.questions import form
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.correspondence._floods import FLOODS

TOGETHER = 6


@pytest.fixture
def desk(committed: None) -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk()
    FLOODS.forget()


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """What each gave back."""

    def alone(act: Callable[[], object]) -> object:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(alone, acts))


def test_of_those_who_send_at_once_one_sends(desk: Desk) -> None:
    filled(desk.box, own_words=OWN)

    def sends() -> bool:
        with as_holder(desk.box) as visit:
            return send(visit, language="en")

    assert sorted(map(str, at_once([sends] * TOGETHER))) == ["False"] * (TOGETHER - 1) + ["True"]
    with acting(desk.reader.actor):
        assert len(queries.versions_of(desk.box.id)) == 1


def test_of_those_who_fill_in_different_pages_at_once_every_page_is_kept(desk: Desk) -> None:
    asked = [one for one in form().questions() if one.kind == "short"][:TOGETHER]
    of = {one.id: next(page.id for page in form().pages if one in page.questions) for one in asked}
    pages = {one: [id for id, where in of.items() if where == one] for one in of.values()}

    def saves(where: str) -> Callable[[], object]:
        def act() -> object:
            with as_holder(desk.box) as visit:
                return save(visit, page=page(where), answers=dict.fromkeys(pages[where], f"Invented at {where}"))

        return act

    at_once([saves(where) for where in pages])
    with as_holder(desk.box) as visit:
        found = draft_of(visit)
    assert found is not None
    assert dict(found.answers) == {id: f"Invented at {where}" for id, where in of.items()}
