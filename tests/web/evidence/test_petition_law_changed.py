"""Between a draft and its package the data of a law change: it asks for nothing any more, is gone, or asks for something else."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from tests.web.foundation.vault_browser import text, unlocking_browser
from tests.web.made_petition import TEXTS, Writers

from tadasu.law import Part, regimes
from tadasu.schema import UsageError
from tadasu.web.evidence.petition import actions, laws, queries
from tadasu.web.evidence.petition.models import Petition
from tadasu.web.foundation.access import acting

pytestmark = pytest.mark.usefixtures("database")

PAGES = ("one", "text", "print", "copy", "attach", "share", "withdraw")


@pytest.fixture
def desk() -> Writers:
    return Writers()


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """The regimes, to be changed."""
    mine: dict[str, Any] = dict(regimes())
    monkeypatch.setattr(laws, "regimes", lambda: mine)
    return mine  # type: ignore[return-value]


def without_petition(data: dict[str, Any]) -> None:
    data["us-s307"] = replace(data["us-s307"], petition=None)


def gone(data: dict[str, Any]) -> None:
    del data["us-s307"]


def asking_for_less(data: dict[str, Any]) -> None:
    """Of the facts, and nothing else."""
    form = data["us-s307"].petition
    fields = tuple(replace(one, parts=(Part.GOOD,)) for one in form.fields if Part.GOOD in one.parts)
    data["us-s307"] = replace(data["us-s307"], petition=replace(form, fields=fields))


@pytest.mark.parametrize("change", [without_petition, gone, asking_for_less])
def test_every_page_of_a_draft_opens_whatever_became_of_its_law(desk: Writers, data: Any, change: Any) -> None:
    petition = desk.written(desk.begun())
    change(data)
    desk.read(petition)
    browser = unlocking_browser(desk.documenter.user)
    for name in PAGES:
        answer = browser.get(reverse(f"petition-{name}", args=[petition.id]))
        assert answer.status_code == 200, name
    said = text(browser.get(reverse("petition-one", args=[petition.id])))
    assert ("do not say any more" in said) == (change is not asking_for_less)
    assert "Everything that is required is there" not in said
    assert browser.get(reverse("petition-list", args=[desk.place.id])).status_code == 200


@pytest.mark.parametrize("change", [without_petition, gone, asking_for_less])
def test_nothing_that_two_people_released_is_left_out_of_the_package(desk: Writers, data: Any, change: Any) -> None:
    petition = desk.released(desk.offered(desk.written(desk.begun())))
    change(data)
    with zipfile.ZipFile(io.BytesIO(desk.packed(petition).content)) as bag:
        (name,) = [one for one in bag.namelist() if one.endswith("petition.json")]
        told = json.loads(bag.read(name))
    texts = {part["part"]: part["text"] for one in told["fields"] for part in one["parts"]}
    for part, said in TEXTS.items():
        assert texts[part.value] == said
    assert desk.sent(petition).state == "sent"
    with acting(desk.documenter.actor):
        assert queries.clocks_of(desk.now(petition)) == ()


def test_what_the_law_asks_no_more_is_kept_when_something_else_is_written(desk: Writers, data: Any) -> None:
    petition = desk.written(desk.begun())
    asking_for_less(data)
    desk.read(petition)
    browser = unlocking_browser(desk.documenter.user)
    where = reverse("petition-text", args=[petition.id])
    page = browser.get(where).content.decode()
    for part in TEXTS:
        assert f'name="{part.value}"' in page
    desk.written(petition, good="Cotton yarn")
    parts = desk.read(petition).parts
    assert {part: parts[part] for part in TEXTS} == TEXTS
    assert parts[Part.GOOD] == "Cotton yarn"


def test_nothing_is_begun_under_a_law_that_asks_for_nothing_and_it_is_copied_from_it(desk: Writers, data: Any) -> None:
    petition = desk.written(desk.begun())
    without_petition(data)
    desk.read(petition)
    by = desk.documenter
    with acting(by.actor):
        made = actions.copy(by.actor, petition=petition.id, regime="mx-import-ban", label="Mexico", key=by.key)
    assert desk.read(made).parts[Part.FACTS] == TEXTS[Part.FACTS]
    assert "us-s307" not in laws.asking()
    with pytest.raises(UsageError, match="no-petition"):
        desk.begun("us-uflpa")


def test_the_word_of_a_part_that_is_gone_from_the_data_breaks_no_page(desk: Writers) -> None:
    petition = desk.written(desk.begun())
    with acting(desk.documenter.actor):
        Petition.objects.filter(id=petition.id).update(filled=["facts", "a-part-of-before"])
    browser = unlocking_browser(desk.documenter.user)
    assert browser.get(reverse("petition-one", args=[petition.id])).status_code == 200
