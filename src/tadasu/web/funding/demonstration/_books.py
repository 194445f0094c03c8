"""The fund with its lines, budgets and rates; counters; the calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tadasu.web.foundation.correspondence.actions.counters import set_up_counter
from tadasu.web.foundation.correspondence.models import Counter
from tadasu.web.foundation.vault.actions import confirm_share, set_up_recovery
from tadasu.web.foundation.vault.models import Share
from tadasu.web.funding.awards.actions.telling import PURPOSE as GRANT
from tadasu.web.funding.calls.actions import CallSaid, begin_call, load_form, open_call
from tadasu.web.funding.calls.definitions import starting
from tadasu.web.funding.calls.models import Call
from tadasu.web.funding.calls.queries import PURPOSE as APPLICATION
from tadasu.web.funding.demonstration._stage import CUSTODIANS, OFFICER, ORGANISER, SECOND, WHY, Stage, told
from tadasu.web.funding.programmes.actions import FundSaid, LineSaid, found_fund, open_line, set_budget, set_rate
from tadasu.web.funding.programmes.models import Fund, Line, fiscal_year

_BEFORE, _YEARS = 3, 4
"""Years since the fund began, and for which it goes on."""

_OPEN_FOR = timedelta(days=45)
_NEEDED = 2
"""Custodians without whom nothing comes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What was set up; lines by their codes, calls by the names of the data."""

    fund: Fund
    lines: Mapping[str, Line]
    calls: Mapping[str, Call]
    counter: Counter


def set_up(stage: Stage) -> Books:
    """All of it, by the organiser, and rates and calls by an officer."""
    _recovery(stage)
    fund, lines = _fund(stage)
    for one in told()["rates"]:
        stage.does(
            OFFICER,
            set_rate,
            organisation=stage.place.id,
            currency=one["currency"],
            base="JPY",
            per_unit=one["per_unit"],
            on=stage.today - timedelta(days=one["days_ago"]),
            source=one["source"],
        )
    counter = _counter(stage, APPLICATION)
    _counter(stage, GRANT)
    calls = {name: _call(stage, lines[said["line"]].id, said) for name, said in told()["calls"].items()}
    return Books(fund=fund, lines=lines, calls=calls, counter=counter)


def _recovery(stage: Stage) -> None:
    key = stage.does(
        ORGANISER,
        set_up_recovery,
        organisation=stage.place.id,
        custodians=[stage.id(one) for one in CUSTODIANS],
        needed=_NEEDED,
    )
    for who in CUSTODIANS:
        share = stage.does(who, lambda actor: Share.objects.get(key=key, user=actor.user).id)
        stage.does(who, confirm_share, share=share, key=stage.key(who))


def _fund(stage: Stage) -> tuple[Fund, dict[str, Line]]:
    year = fiscal_year(stage.today)
    said = FundSaid(**told()["fund"], opens_on=date(year - _BEFORE, 4, 1), closes_on=date(year + _YEARS, 3, 31))
    fund = stage.does(ORGANISER, found_fund, organisation=stage.place.id, said=said)
    lines = {}
    for one in told()["lines"]:
        kept = {name: value for name, value in one.items() if name != "budget"}
        line = stage.does(ORGANISER, open_line, fund=fund.id, said=LineSaid(**kept))
        for each in (year, year + 1):
            stage.does(ORGANISER, set_budget, line=line.id, year=each, amount=one["budget"], reason=WHY)
        lines[line.code] = line
    return fund, lines


def _counter(stage: Stage, purpose: str) -> Counter:
    readers = [stage.id(OFFICER), stage.id(SECOND)]
    made = stage.does(ORGANISER, set_up_counter, organisation=stage.place, purpose=purpose, readers=readers, open=True)
    return stage.does(ORGANISER, lambda actor: Counter.objects.get(id=made))


def _call(stage: Stage, line: UUID, said: Mapping[str, Any]) -> Call:
    form = stage.does(OFFICER, load_form, organisation=stage.place.id, said=starting()[said["form"]])
    rolling = said["kind"] == "emergency"
    words = {name: said[name] for name in ("kind", "title", "title_ja", "about", "about_ja", "tier", "least", "most")}
    terms = CallSaid(
        **words,
        line=line,
        opens_on=stage.today,
        closes_on=None if rolling else stage.today + _OPEN_FOR,
        currency="JPY",
        applicants=tuple(said["applicants"]),
        conflicts=tuple(said["conflicts"]),
        form=form.id,
    )
    drafted = stage.does(OFFICER, begin_call, organisation=stage.place.id, said=terms)
    return stage.does(OFFICER, open_call, call=drafted.id)
