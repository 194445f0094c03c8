"""An application is filled in, sent, opened, corrected, told aloud and taken over."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.web.made_applications import (
    NAME,
    SUMMARY,
    Desk,
    applied,
    begun,
    filled,
    held,
    opened,
    sent,
)
from tests.web.made_box import as_holder, received
from tests.web.made_vault import lately

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.actions import source
from tadasu.web.foundation.correspondence.queries import letters_of
from tadasu.web.foundation.vault import _files
from tadasu.web.funding.applications import queries
from tadasu.web.funding.applications.actions import sending
from tadasu.web.funding.applications.actions.drafting import draft_of, save
from tadasu.web.funding.applications.actions.states import set_state
from tadasu.web.funding.applications.actions.taking_over import take_over
from tadasu.web.funding.applications.models import Application, Draft, Version
from tadasu.web.funding.calls import actions as calls

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Iterator[Desk]:
    FLOODS.forget()
    yield Desk()
    FLOODS.forget()
    for name in list(_files.names()):
        _files.remove(name)


def refused(code: str, box: Any, **answers: Any) -> UsageError:
    """What is filled in is not sent, and the draft is still there."""
    filled(box, **answers)
    with pytest.raises(UsageError) as caught:
        sent(box)
    assert caught.value.code == code
    with as_holder(box):
        assert Draft.objects.count() == 1
        assert not queries.applications_in(box.id).exists()
    return caught.value


def test_what_is_sent_opens_for_its_readers_and_stands_in_codes(desk: Desk) -> None:
    found = applied(desk.box, desk.call)
    assert (found.level, found.lane, found.region, found.amount, found.currency) == (1, "bridge", "619", 200_000, "JPY")
    assert (found.applicant_type, found.sponsored, found.purpose) == ("organisation", False, "15153")
    assert (found.delay, found.received_at, found.state, found.versions) == (None, None, "received", 1)
    content = opened(desk.reader, found)
    assert (content.name, content.level, content.amount) == (NAME, 1, 200_000)
    (party,) = content.parties
    assert (party.role, party.country, party.names[0]) == ("applicant", "kz", "Остумель")
    assert party.people == ("Ikumi Tanemoto (invented)",)
    with acting(desk.bystander.actor), pytest.raises(Refused):
        opened(desk.bystander, found)


def test_only_answers_that_the_form_marks_become_rows(desk: Desk) -> None:
    found = applied(desk.box, desk.call)
    with acting(desk.bystander.actor):
        rows = queries.answers_of(found)
        said = {one for codes in rows.values() for one in codes}
    assert rows["region"] == ["619"]
    assert rows["call-costs"]
    assert not {"local-status", "name", "call-work-words", "inside"} & set(rows)
    assert SUMMARY not in said


def test_a_pseudonym_is_drawn_and_says_nothing(desk: Desk) -> None:
    one, other = applied(desk.box, desk.call), applied(desk.another_box(), desk.call)
    assert one.pseudonym != other.pseudonym
    assert len(one.pseudonym) == 9


def test_a_second_sending_is_a_new_version_beside_the_first(desk: Desk) -> None:
    first = applied(desk.box, desk.call)
    draft = begun(desk.box, desk.call)
    assert draft.answers["name"] == NAME, "what was sent is there to be corrected"
    filled(desk.box, name="Ostrumel Paper (invented)", amount="300000", level="intermediary", known_to="here")
    assert sent(desk.box)
    second = held(desk.box)
    assert (second.id, second.pseudonym, second.versions) == (first.id, first.pseudonym, 2)
    assert (second.amount, second.level) == (300_000, 2)
    assert opened(desk.reader, second, 1).name == NAME
    assert opened(desk.reader, second).name == "Ostrumel Paper (invented)"
    assert opened(desk.reader, second).number == 2


def test_sent_twice_it_is_one(desk: Desk) -> None:
    applied(desk.box, desk.call)
    assert not sent(desk.box), "the draft is gone"
    with as_holder(desk.box):
        assert (Application.objects.count(), Version.objects.count(), Draft.objects.count()) == (1, 1, 0)


def test_what_breaks_off_while_it_is_sent_leaves_the_draft_and_the_next_try_sends_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(desk.box, desk.call)
    filled(desk.box)

    def broken(*_: Any) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as during:
        during.setattr(sending, "record", broken)
        with pytest.raises(RuntimeError):
            sent(desk.box)
    with as_holder(desk.box):
        assert (Application.objects.count(), Draft.objects.count()) == (0, 1)
        assert letters_of(desk.box.visit.box) == []
    assert sent(desk.box)
    assert held(desk.box).versions == 1


def test_without_what_is_needed_nothing_is_sent_and_it_says_what(desk: Desk) -> None:
    begun(desk.box, desk.call)
    assert dict(refused("applications-missing", desk.box, region=None).params)["question"] == "region"
    assert dict(refused("applications-missing", desk.box, name=None).params)["question"] == "name"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("99,999", "applications-amount"),
        ("1000001", "applications-amount"),
        ("much", "applications-no-number"),
        ("1e5", "applications-no-number"),
        ("-200000", "applications-no-number"),
        ("200000.5", "applications-no-number"),
    ],
)
def test_an_amount_outside_the_call_or_no_amount_is_refused(desk: Desk, typed: str, code: str) -> None:
    begun(desk.box, desk.call)
    refused(code, desk.box, amount=typed)


def test_digits_of_every_width_count(desk: Desk) -> None:
    assert applied(desk.box, desk.call, amount="２００，０００").amount == 200_000


def test_months_are_a_number_of_months(desk: Desk) -> None:
    begun(desk.box, desk.call)
    refused("applications-no-number", desk.box, months="999")


def test_words_that_are_too_long_are_not_kept(desk: Desk) -> None:
    begun(desk.box, desk.call)
    with pytest.raises(UsageError, match="applications-too-long"):
        filled(desk.box, name="x" * 201)


def test_without_a_choice_the_protection_is_the_strongest_and_nothing_may_be_published(desk: Desk) -> None:
    found = applied(desk.box, desk.call, level=None, consents=("amount",))
    assert (found.level, found.delay) == (3, None)
    with acting(desk.reader.actor):
        assert not any(queries.consents_of(found).values())


def test_names_stay_with_another_intermediary_and_are_in_nothing_that_was_sent(desk: Desk) -> None:
    found = applied(
        desk.box,
        desk.call,
        level="intermediary",
        known_to="other",
        intermediary="Belzunar Fund (invented)",
        reference="heron 7",
    )
    content = opened(desk.reader, found)
    assert content.name == ""
    assert NAME not in str(dict(content.answers))
    assert "Tanemoto" not in str(dict(content.answers))
    assert [(one.role, one.name) for one in content.parties] == [("intermediary", "Belzunar Fund (invented)")]


def test_a_group_without_legal_status_applies_through_a_sponsor(desk: Desk) -> None:
    found = applied(
        desk.box,
        desk.call,
        applicant_type="informal-group",
        sponsored="yes",
        sponsor_name="Kawasemi Host (invented)",
        sponsor_people="Sora Minobe (invented)",
        signs="sponsor",
        receives="sponsor",
        sponsor_knows=("work", "amount"),
    )
    assert found.sponsored
    content = opened(desk.reader, found)
    assert content.sponsor is not None
    assert (content.sponsor.name, content.sponsor.people) == ("Kawasemi Host (invented)", ("Sora Minobe (invented)",))
    assert content.sponsor_knows == ("work", "amount")
    assert [one.role for one in content.parties] == ["applicant", "sponsor"]


def test_a_sponsor_that_is_not_needed_any_more_is_not_sent(desk: Desk) -> None:
    begun(desk.box, desk.call)
    filled(desk.box, sponsored="yes", sponsor_name="Kawasemi Host (invented)")
    filled(desk.box, sponsored="no", sponsor_name="Kawasemi Host (invented)")
    assert sent(desk.box)
    assert opened(desk.reader, held(desk.box)).sponsor is None
    assert not held(desk.box).sponsored


def test_co_applicants_are_parties_too(desk: Desk) -> None:
    found = applied(
        desk.box,
        desk.call,
        with_others="yes",
        other_1_name="Suiren Radio (invented)",
        other_1_more="yes",
        other_2_name="Yamabuki Press (invented)",
        other_3_name="never asked",
    )
    content = opened(desk.reader, found)
    assert [one.name for one in content.co_applicants] == ["Suiren Radio (invented)", "Yamabuki Press (invented)"]


def test_an_emergency_may_be_told_in_a_sound_file(desk: Desk) -> None:
    call = desk.opened("emergency")
    begun(desk.box, call)
    silent = {"call-need-words": None, "call-happened-words": None}
    answers = {"applicant_type": "individual", "spoken": "yes", **silent}
    refused("applications-spoken", desk.box, **answers)
    with as_holder(desk.box) as visit, received(b"an invented voice", "told (invented).ogg") as file:
        source.send_file(visit, received=file)
    assert sent(desk.box)
    found = held(desk.box)
    assert (found.lane, found.spoken) == ("emergency", True)
    assert opened(desk.reader, found).words("call-need-words") == ""


def test_the_hour_of_an_emergency_is_whole_and_gone_with_the_decision(desk: Desk) -> None:
    call = desk.opened("emergency")
    begun(desk.box, call)
    filled(desk.box, applicant_type="individual")
    before = timezone.now()
    assert sent(desk.box)
    found = held(desk.box)
    assert found.received_at is not None
    assert (found.received_at.minute, found.received_at.second, found.received_at.microsecond) == (0, 0, 0)
    assert timedelta(0) <= before - found.received_at < timedelta(hours=1)
    with acting(desk.reader.actor):
        set_state(desk.reader.actor, application=found, state="decided")
        assert Application.objects.get(id=found.id).received_at is None


def test_nothing_is_asked_twice_in_another_call_of_the_same_box(desk: Desk) -> None:
    applied(desk.box, desk.call, sponsored="yes", sponsor_name="Kawasemi Host (invented)")
    other = desk.opened(title="Another (invented)")
    draft = begun(desk.box, other)
    assert (draft.answers["name"], draft.answers["sponsor-name"]) == (NAME, "Kawasemi Host (invented)")
    assert draft.answers["region"] == "619"
    assert not {"amount", "consents", "call-work-words"} & set(draft.answers)


def test_an_earlier_application_is_taken_over_by_its_code(desk: Desk) -> None:
    applied(desk.box, desk.call, sponsored="yes", sponsor_name="Kawasemi Host (invented)")
    later = desk.another_box()
    begun(later, desk.call)
    with as_holder(later) as visit:
        save(visit, page=_page(later, "names"), answers={"name": "A name of today (invented)"})
        draft = take_over(visit, code=desk.box.code)
    assert draft.answers["sponsor-name"] == "Kawasemi Host (invented)"
    assert draft.answers["name"] == "A name of today (invented)", "what stands here stays"
    assert "amount" not in draft.answers


def test_a_code_that_opens_no_application_takes_nothing_over(desk: Desk) -> None:
    empty, later = desk.another_box(), desk.another_box()
    begun(later, desk.call)
    with as_holder(later) as visit:
        for code in (empty.code, later.code):
            with pytest.raises(UsageError, match="applications-nothing-there"):
                take_over(visit, code=code)
        with pytest.raises(UsageError, match="box-unknown"):
            take_over(visit, code="0" * 30 + "98")


def _page(box: Any, id: str) -> Any:
    from tadasu.web.funding.applications.actions.drafting import asking_of

    with as_holder(box) as visit:
        draft = draft_of(visit)
        assert draft is not None
        return asking_of(draft)[1].page(id)


def test_by_invitation_a_code_is_used_once_and_when_it_is_sent(desk: Desk) -> None:
    call = desk.opened("invited")
    actor = lately(desk.officer)
    with acting(actor):
        code = calls.invite(actor, call=call.id).code
    with pytest.raises(UsageError, match="applications-no-invitation"):
        begun(desk.box, call)
    with pytest.raises(UsageError, match="applications-no-invitation"):
        begun(desk.box, call, invitation="no such code")
    other = desk.another_box()
    begun(desk.box, call, invitation=code)
    begun(other, call, invitation=code)
    filled(desk.box)
    filled(other)
    assert sent(desk.box)
    with pytest.raises(UsageError, match="calls-invitation"):
        sent(other)
    begun(desk.box, call)
    filled(desk.box, name="Corrected (invented)")
    assert sent(desk.box), "to correct it takes no other code"


def test_a_call_that_closed_takes_nothing_but_the_answer_to_a_question(desk: Desk) -> None:
    found = applied(desk.box, desk.call)
    late = desk.another_box()
    begun(late, desk.call)
    filled(late)
    actor = lately(desk.officer)
    with acting(actor):
        calls.close_call(actor, call=desk.call.id, reason="An invented reason.")
    with pytest.raises(UsageError, match="applications-no-call"):
        sent(late)
    with pytest.raises(UsageError, match="applications-no-call"):
        begun(desk.box, desk.call)
    with acting(desk.reader.actor):
        set_state(desk.reader.actor, application=found, state="asked")
    begun(desk.box, desk.call)
    filled(desk.box)
    assert sent(desk.box)
    assert (held(desk.box).state, held(desk.box).versions) == ("received", 2)


def test_a_call_of_another_counter_is_not_open_here(desk: Desk) -> None:
    other = Desk()
    for call in (other.call, other.draft()):
        with pytest.raises(UsageError, match="applications-no-call"):
            begun(desk.box, call)
