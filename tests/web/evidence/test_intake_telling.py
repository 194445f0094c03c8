"""What was reported is told on to those whom its holder allows: custody asks before a disclosure is written."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.urls import reverse
from tests.web.foundation.vault_browser import unlocking_browser
from tests.web.made_box import as_holder
from tests.web.made_intake import Desk, filled, reported

from tadasu.schema import UsageError
from tadasu.web.evidence.custody import actions
from tadasu.web.evidence.custody.models import Item, Step
from tadasu.web.evidence.custody.queries import items_of
from tadasu.web.evidence.custody.words import words
from tadasu.web.evidence.intake.actions.permitting import permit
from tadasu.web.evidence.intake.questions import USES
from tadasu.web.evidence.intake.telling import TAKES
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions import source

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk()
    FLOODS.forget()


def item_of(desk: Desk) -> UUID:
    with acting(desk.reader.actor):
        return items_of(desk.reader.actor, desk.place.id).get(parent=None).id


def told(desk: Desk, item: UUID, to: str) -> str:
    """The code with which it is refused, or nothing."""
    with acting(desk.reader.actor):
        before = Step.objects.filter(item=item).count()
        try:
            actions.disclose(desk.reader.actor, item=item, to=to)
        except UsageError as error:
            assert Step.objects.filter(item=item).count() == before
            return error.code
        return ""


def test_every_kind_of_recipient_takes_a_permission_that_is_asked_for() -> None:
    assert set(TAKES) == set(words("recipients"))
    assert set(TAKES.values()) - {""} == set(USES)
    assert [to for to, needed in TAKES.items() if not needed] == ["source"]


def test_a_report_is_told_to_nobody_but_its_source_until_that_is_allowed(desk: Desk) -> None:
    reported(desk.box)
    item = item_of(desk)
    assert {to for to in TAKES if not told(desk, item, to)} == {"source"}
    with as_holder(desk.box) as visit:
        permit(visit, uses=["authority"])
    assert {to for to in TAKES if not told(desk, item, to)} == {"source", "authority", "court"}
    with as_holder(desk.box) as visit:
        permit(visit, uses=["investigators", "company"])
    assert {to for to in TAKES if not told(desk, item, to)} == {"source", "partner", "expert", "lawyer", "named"}


def test_what_was_made_of_it_is_asked_about_as_it_is_and_is_told_to_nobody_when_it_was_taken_back(desk: Desk) -> None:
    filled(desk.box, "permissions", permissions=("authority",))
    reported(desk.box)
    item = item_of(desk)
    with acting(desk.reader.actor):
        made = actions.derive_text(
            desk.reader.actor, item=item, how="translation", label="in English", text="(invented)"
        )
    assert told(desk, made, "authority") == ""
    assert told(desk, made, "media") == "intake-not-permitted"
    with as_holder(desk.box) as visit:
        source.withdraw(visit)
    assert told(desk, made, "authority") == "intake-not-permitted"
    with acting(desk.reader.actor):
        Item.objects.filter(id=item).update(
            ended="vault", label="", record=None, slip=None, salt=None, blind_salt=None, language="", origin_of=None
        )
    assert told(desk, made, "authority") == "custody-taken-back"
    assert told(desk, made, "source") == ""


def test_what_came_in_by_hand_asks_nobody(desk: Desk) -> None:
    me = desk.reader
    with acting(me.actor):
        item = actions.receive_text(
            me.actor, organisation=desk.place.id, kind="document", label="extract 1", text="(invented)", readers=[me.id]
        )
    assert not any(told(desk, item, to) for to in TAKES)


def test_the_page_says_what_to_do_instead(desk: Desk) -> None:
    reported(desk.box)
    answer = unlocking_browser(desk.reader.user).post(
        reverse("custody-disclose", args=[item_of(desk)]), {"to": "media", "note": ""}
    )
    assert answer.status_code == 400
    assert "Ask in the box first" in answer.content.decode()
