"""A call is opened when somebody reads what comes in and its amounts are within the policy; then its terms stay."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from tests.web.made_calls import Desk
from tests.web.made_programmes import WHY
from tests.web.made_vault import lately

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, Refused, acting
from tadasu.web.funding.calls import actions, queries
from tadasu.web.funding.calls.models import Call, FormVersion

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk(database: None) -> Desk:
    return Desk()


def code_of(act: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(UsageError) as raised:
        act(*args, **more)
    return raised.value.code


def test_an_open_call_is_read_by_anybody_and_a_draft_by_nobody_else(desk: Desk) -> None:
    call, draft = desk.opened(), desk.draft()
    with acting(ANONYMOUS):
        assert [one.id for one in queries.open_calls()] == [call.id]
        assert queries.form_of(queries.public_call(call.id)).key == "ordinary"
        with pytest.raises(Call.DoesNotExist):
            queries.public_call(draft.id)
        assert list(Call.objects.values_list("id", flat=True)) == [call.id]
        assert list(FormVersion.objects.values_list("id", flat=True)) == [desk.form.id]


def test_a_call_is_not_opened_when_nobody_would_read_what_comes(desk: Desk) -> None:
    assert code_of(desk.opening, desk.draft().id) == "calls-no-counter"


def test_an_amount_above_the_tier_is_refused_and_one_without_a_rate_is_not_known(desk: Desk) -> None:
    desk.counter()
    above = desk.draft(most=163_5000 * 5 + 1)
    assert code_of(desk.opening, above.id) == "calls-over-policy"
    assert code_of(desk.opening, desk.draft(currency="KZT").id) == "calls-policy-unknown"
    assert desk.opening(desk.draft(most=163_5000 * 5).id).state == "open"


def test_a_core_grant_has_no_highest_amount_in_the_policy(desk: Desk) -> None:
    assert desk.opened(tier="core", most=900_000_000).state == "open"


def test_the_terms_of_an_open_call_stay_whoever_asks(desk: Desk) -> None:
    call = desk.opened()
    actor = lately(desk.officer)
    with acting(actor):
        assert (
            code_of(actions.write_call, actor, call=call.id, said=desk.said(most=2), seen=call.changed) == "calls-state"
        )
        changes: list[dict[str, Any]] = [{"most": 2}, {"conflicts": []}, {"form_id": desk.short.id}, {"state": "draft"}]
        for change in changes:
            with pytest.raises(DatabaseError), transaction.atomic():
                Call.objects.filter(id=call.id).update(**change)


def test_a_call_gets_more_time_and_never_less(desk: Desk) -> None:
    call = desk.opened()
    assert call.closes_on is not None
    actor = lately(desk.officer)
    later = call.closes_on + timedelta(days=5)
    with acting(actor):
        assert actions.extend_call(actor, call=call.id, closes_on=later, reason=WHY).closes_on == later
        sooner = call.closes_on
        assert code_of(actions.extend_call, actor, call=call.id, closes_on=sooner, reason=WHY) == "calls-days"
        with pytest.raises(DatabaseError), transaction.atomic():
            Call.objects.filter(id=call.id).update(closes_on=sooner)


def test_an_emergency_lane_never_closes_by_itself_and_closing_it_needs_a_reason(desk: Desk) -> None:
    call = desk.opened("emergency")
    assert call.closes_on is None
    actor = lately(desk.officer)
    with acting(actor):
        assert code_of(actions.close_call, actor, call=call.id, reason=" ") == "reason-missing"
        assert actions.close_call(actor, call=call.id, reason=WHY).state == "closed"
    with acting(ANONYMOUS):
        assert not queries.open_calls().exists()
        assert queries.public_call(call.id).state == "closed"


def test_a_call_whose_last_day_is_over_is_not_listed_and_takes_nothing(desk: Desk, monkeypatch: Any) -> None:
    call = desk.opened()
    assert call.closes_on is not None
    after = call.closes_on + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: after)
    with acting(ANONYMOUS):
        assert not queries.open_calls().exists()
        assert not queries.takes_applications(queries.public_call(call.id))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "else"}, "calls-kind"),
        ({"tier": "else"}, "calls-tier"),
        ({"kind": "emergency", "tier": "bridge"}, "calls-tier"),
        ({"closes_on": None}, "calls-days"),
        ({"least": 0}, "calls-amounts"),
        ({"least": 5, "most": 4}, "calls-amounts"),
        ({"applicants": ()}, "calls-applicants"),
        ({"applicants": ("individual",)}, "calls-applicants"),
        ({"conflicts": ("else",)}, "calls-conflicts"),
        ({"languages": ("my",)}, "calls-languages"),
        ({"title": " "}, "calls-title"),
        ({"title_ja": "\u202eabc"}, "calls-title"),
        ({"about": ""}, "calls-about"),
        ({"currency": "yen"}, "funds-currency-unknown"),
    ],
)
def test_what_does_not_fit_is_said_before_anything_is_kept(desk: Desk, change: dict[str, Any], code: str) -> None:
    assert code_of(desk.draft, **change) == code
    with acting(lately(desk.officer)):
        assert not Call.objects.exists()


def test_a_line_or_a_form_of_another_funder_is_not_there(desk: Desk) -> None:
    other = Desk()
    assert code_of(desk.draft, line=other.line.id) == "calls-line"
    assert code_of(desk.draft, form=other.form.id) == "calls-no-form"


def test_two_who_change_a_draft_are_told(desk: Desk) -> None:
    draft = desk.draft()
    actor = lately(desk.officer)
    with acting(actor):
        actions.write_call(actor, call=draft.id, said=desk.said(least=5), seen=1)
        assert code_of(actions.write_call, actor, call=draft.id, said=desk.said(least=6), seen=1) == "calls-changed"
        assert Call.objects.get(id=draft.id).least == 5


@pytest.mark.parametrize("who", ["auditor", "reviewer", "payer"])
def test_only_those_who_plan_write_and_open_calls(desk: Desk, who: str) -> None:
    draft = desk.draft()
    actor = lately(getattr(desk, who))
    with acting(actor):
        for act in (
            lambda: actions.begin_call(actor, organisation=desk.place.id, said=desk.said()),
            lambda: actions.open_call(actor, call=draft.id),
            lambda: actions.close_call(actor, call=draft.id, reason=WHY),
        ):
            with pytest.raises(Refused):
                act()
        assert queries.call_of(actor, draft.id).id == draft.id
