"""What somebody tried against applications: two at once, a draft that would be lost, the longest form, digits of Japan; and the
way from a call to its form."""

import copy
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.made_applications import Desk, address, applied, begun, filled, held, sent
from tests.web.made_box import ORIGIN, as_holder, browser, front, token_of
from tests.web.made_intake import title_of
from tests.web.made_programmes import WHY
from tests.web.made_vault import lately

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, acting
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.queries import letters_of
from tadasu.web.foundation.vault import _files
from tadasu.web.foundation.vault.actions import open_outside
from tadasu.web.funding.applications import queries
from tadasu.web.funding.applications.actions.drafting import begin, discard, draft_of
from tadasu.web.funding.applications.actions.states import set_state
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.calls import actions as calls
from tadasu.web.funding.calls.definitions import starting

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk()
    FLOODS.forget()
    for name in list(_files.names()):
        _files.remove(name)


def led_to(desk: Desk, found: Application, state: str) -> None:
    with acting(desk.reader.actor):
        set_state(desk.reader.actor, application=found, state=state)


def test_one_that_is_decided_is_not_reviewed_again_beside_a_new_one_of_the_same_call(desk: Desk) -> None:
    first = applied(desk.box, desk.call)
    led_to(desk, first, "decided")
    begun(desk.box, desk.call)
    filled(desk.box)
    sent(desk.box)
    with pytest.raises(UsageError, match="applications-another-runs"):
        led_to(desk, first, "reviewing")
    with acting(desk.reader.actor):
        assert sorted(Application.objects.values_list("state", flat=True)) == ["decided", "received"]


def test_a_draft_for_another_call_is_not_lost_by_beginning_a_new_one(desk: Desk) -> None:
    other = desk.opened()
    begun(desk.box, desk.call)
    before = filled(desk.box).answers
    with as_holder(desk.box) as visit:
        with pytest.raises(UsageError, match="applications-draft-there"):
            begin(visit, call=other.id)
        there = draft_of(visit)
        assert there is not None
        assert (there.call, there.answers) == (str(desk.call.id), before)
        discard(visit)
        assert begin(visit, call=other.id).call == str(other.id)


def test_begun_twice_it_is_one_draft_with_what_was_typed(desk: Desk) -> None:
    begun(desk.box, desk.call)
    filled(desk.box)
    assert begun(desk.box, desk.call).answers["name"]
    with as_holder(desk.box) as visit:
        assert draft_of(visit) is not None


def test_the_longest_form_that_a_call_may_ask_with_can_be_sent(desk: Desk) -> None:
    said: Any = copy.deepcopy(starting()["ordinary"])
    longest = "q" * 40
    both = {"en": "More (invented)", "ja": "そのほか（架空）"}
    said["pages"].append(
        {
            "id": "p" * 40,
            "title": both,
            "questions": [
                {"id": "words-of-all-lengths", "kind": "text", "most": 20_000, "ask": both},
                {
                    "id": longest,
                    "kind": "choice",
                    "coded": True,
                    "ask": both,
                    "choices": [{"code": "c" * 40, "text": both}, {"code": "d", "text": both}],
                },
            ],
        }
    )
    call = desk.opened(form=desk.loaded("ordinary", said).id)
    begun(desk.box, call)
    filled(desk.box, **{"call-words-of-all-lengths": "ナ" * 20_000})
    assert sent(desk.box)
    with as_holder(desk.box):
        assert queries.answers_of(held(desk.box))[f"call-{longest}"] == ["c" * 40]


def test_numbers_are_rows_in_plain_digits_however_they_were_typed(desk: Desk) -> None:
    found = applied(desk.box, desk.call, amount="２００，０００", months="１２")
    with acting(desk.reader.actor):
        rows = queries.answers_of(found)
    assert (rows["amount"], rows["months"]) == (["200000"], ["12"])
    assert found.amount == 200_000


FIRST = {"ja": "申請を審査しています", "en": "Your application is being reviewed"}


@pytest.mark.parametrize(
    ("language", "read", "first"),
    [
        ("ja", None, "ja"),
        ("ja", ("en", "ja"), "ja"),
        ("ja", ("my",), "ja"),
        ("en", ("en", "ja"), "en"),
        ("en", ("ja", "my"), "ja"),
    ],
)
def test_a_letter_begins_in_the_language_in_which_somebody_applied(
    desk: Desk, language: str, read: tuple[str, ...] | None, first: str
) -> None:
    begun(desk.box, desk.call)
    filled(desk.box, languages=read)
    assert sent(desk.box, language)
    led_to(desk, held(desk.box), "reviewing")
    with as_holder(desk.box) as visit:
        last = letters_of(visit.box)[-1]
        letter = open_outside(ANONYMOUS, record=last.record, private=visit.private).decode()
    assert letter.startswith(FIRST[first])


def test_the_clock_of_an_emergency_is_seen_by_whoever_sent_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    call = desk.opened("emergency")
    found = applied(desk.box, call, **{"applicant-type": "individual"})
    client = browser(desk.box)
    assert "0 of 72 hours" in client.get(front()).content.decode()
    assert found.received_at is not None
    late = found.received_at + timedelta(hours=80)
    then = SimpleNamespace(now=lambda: late, localdate=timezone.localdate)
    monkeypatch.setattr("tadasu.web.funding.applications.clock.timezone", then)
    assert "The 72 hours are over. Write here, and ask." in client.get(front()).content.decode()
    applied(other := desk.another_box(), desk.call)
    assert "Time until a decision" not in browser(other).get(front()).content.decode()


class Visitor:
    """A browser of somebody who has no box yet."""

    def __init__(self, language: str = "en") -> None:
        self.client = Client(headers={"origin": ORIGIN, "accept-language": language})

    def post(self, where: str, **fields: str) -> Any:
        return self.client.post(where, fields, follow=True)


def test_the_button_of_a_call_leads_to_its_form_with_the_call_chosen(desk: Desk) -> None:
    visitor, begins = Visitor(), reverse("applications-begin", args=[desk.call.id])
    assert f'href="{begins}"' in visitor.client.get(reverse("calls-public", args=[desk.call.id])).content.decode()
    promises = visitor.client.get(begins)
    assert not promises.cookies
    assert "Open a box and show me its code" in promises.content.decode()
    code = visitor.post(begins)
    assert title_of(code) == "Your code"
    again = visitor.post(begins)
    assert title_of(again) == "Your code", "sent twice, it is one box"
    shown = visitor.post(begins, token=token_of(again), act="seen")
    assert title_of(shown) == "Would it be dangerous for you to be named?"
    assert "Go on with what you began" in visitor.client.get(front()).content.decode()


def test_in_a_box_that_is_open_one_applies_for_another_call_with_one_button(desk: Desk) -> None:
    client, begins = browser(desk.box), reverse("applications-begin", args=[desk.call.id])
    shown = client.get(begins)
    assert "Apply in this box" in shown.content.decode()
    assert title_of(client.post(begins, {"token": token_of(shown)}, follow=True)).startswith("Would it be dangerous")
    assert client.post(begins, {"token": "else"}).status_code == 403


def test_a_call_that_is_closed_or_never_was_begins_nothing_and_an_invited_one_asks_for_its_code(desk: Desk) -> None:
    actor = lately(desk.officer)
    invited = desk.opened("invited")
    with acting(actor):
        calls.close_call(actor, call=desk.call.id, reason=WHY)
    for id in (desk.call.id, desk.box.id):
        answer = Visitor().client.get(reverse("applications-begin", args=[id]))
        assert answer.headers["Location"] == reverse("calls-public", args=[id])
    client, begins = browser(desk.box), reverse("applications-begin", args=[invited.id])
    shown = client.post(begins, {"token": token_of(client.get(begins))}, follow=True)
    assert shown.redirect_chain[-1][0] == address()
    assert 'name="invitation"' in shown.content.decode()
