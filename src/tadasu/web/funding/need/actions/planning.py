"""Ask for a plan, choose its candidates, have it worked out, ask more of it. A plan is advice: nothing here makes an award, sets
money aside or tells anybody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from tadasu.funds import EFFORT, Eligibility
from tadasu.places import all_places
from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.funding.intermediaries.queries import terms_of
from tadasu.web.funding.need._asked import chosen_of, read, setting_of
from tadasu.web.funding.need._kept import digest_of, written
from tadasu.web.funding.need._problem import BRIDGE, CORE, ORDERS, Chosen, Room, Setting, problem_for, unit_of
from tadasu.web.funding.need.access import PLAN
from tadasu.web.funding.need.actions.working_out import ONE_AT_A_TIME, PLAN_NOW
from tadasu.web.funding.need.models import (
    DRAFT,
    WAITING,
    Plan,
)
from tadasu.web.funding.need.queries import needs_of
from tadasu.web.funding.need.words import words
from tadasu.web.funding.programmes.eligible import oda_answer
from tadasu.web.funding.programmes.models import Fund, Line
from tadasu.web.funding.programmes.queries import fund_of
from tadasu.web.funding.programmes.seen import lines_seen
from tadasu.web.ui.signs import plain_text

MOST_CANDIDATES = 100
"""Beyond, working out takes minutes and ends unproved (docs/need-and-plan.md)."""

MOST_YEARS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSaid:
    """What is set; amounts in minor units of the fund's currency. `budget`: at most so much of each line and year; None for what
    is left. `bridge`, `core`: what such a grant is a year; None for none of the kind."""

    fund: UUID
    lines: frozenset[UUID]
    first_year: int
    years: int = 1
    budget: int | None = None
    bridge: int | None = None
    core: int | None = None
    months: int = 6
    order: str = "usual"
    lot: str = ""
    reserve: int = 20
    share: int = 50
    intermediaries: int = 3
    closing_days: int = 90
    caps: Mapping[str, int] = field(default_factory=dict)
    floors: Mapping[str, int] = field(default_factory=dict)


def begin(actor: Actor, *, organisation: UUID, said: PlanSaid) -> Plan:
    """A draft, with every source that may close as a candidate, those that are needed most first, up to MOST_CANDIDATES.

    Raises Refused, UsageError `need-plan-said` (with what), `need-no-candidates`."""
    place = Organisation.objects.get(id=organisation)
    allow(actor, PLAN.name, place)
    fund = fund_of(actor, said.fund)
    _hold(said, fund, organisation)
    setting = _setting(actor, said, fund)
    needs = needs_of(actor, organisation, months=said.months)
    closing = needs.risk.surely | needs.risk.perhaps | needs.risk.unknown
    offered = [one.id for one in needs.sources if one.id in closing]
    if not offered:
        raise UsageError("need-no-candidates")
    chosen = {one: Chosen() for one in offered[:MOST_CANDIDATES]}
    draft = {
        "setting": setting,
        "chosen": chosen,
        "currency": fund.currency,
        "months": said.months,
        "left_off": len(offered) - len(chosen),
    }
    with transaction.atomic():
        made = Plan.objects.create(organisation=place, fund=fund.id, asked=written(draft), made_by_id=person(actor))
        write_down(actor, act="need.plan-begin", subject="need.plan", subject_id=made.id, organisation=organisation)
    return made


def choose(actor: Actor, *, plan: UUID, chosen: Mapping[str, Chosen]) -> Plan:
    """Who is a candidate, and how. Raises Refused, UsageError `need-plan-asked`, `need-no-candidates`, `need-too-many`,
    `need-no-source`, `need-code`, `need-no-intermediary`."""
    with transaction.atomic():
        held = _locked(actor, plan)
        needs = needs_of(actor, held.organisation_id)
        known = set(needs.joined.told_by)
        through = set(intermediaries(actor, held.organisation_id))
        for key, one in chosen.items():
            if key not in known:
                raise UsageError("need-no-source", value=key[:40])
            if one.standing not in words("standing") or one.standing == "out":
                raise UsageError("need-code", what="standing", value=one.standing[:40])
            if one.through and one.through not in through:
                raise UsageError("need-no-intermediary", value=one.through[:40])
            if one.yearly is not None and one.yearly <= 0:
                raise UsageError("need-plan-said", what="yearly")
        if not chosen:
            raise UsageError("need-no-candidates")
        if len(chosen) > MOST_CANDIDATES:
            raise UsageError("need-too-many", most=str(MOST_CANDIDATES))
        held.asked = written({**read(held), "chosen": dict(chosen)})
        held.save(update_fields=["asked"])
    return held


def ask(actor: Actor, *, plan: UUID) -> Plan:
    """Freeze what it is made from, and let the worker work it out. Raises Refused, UsageError `need-plan-asked`, and as
    `tadasu.funds.PlanProblem`."""
    with transaction.atomic():
        held = _locked(actor, plan)
        asked = read(held)
        needs = needs_of(actor, held.organisation_id, months=asked["months"])
        setting, chosen = setting_of(asked["setting"]), chosen_of(asked["chosen"])
        if gone := sorted(set(chosen) - set(needs.joined.told_by)):
            raise UsageError("need-no-source", value=gone[0])
        world = needs.joined.world
        problem = problem_for(
            world,
            closing=needs.risk.surely | needs.risk.perhaps | needs.risk.unknown,
            setting=setting,
            chosen=chosen,
            recipients=_recipients({one.country for one in world.cells}),
        )
        whole = {
            **asked,
            "problem": problem,
            "unit": unit_of(setting.rooms),
            "effort": EFFORT,
            "solver": f"highspy {version('highspy')}",
            "told": {name: f"{month:%Y-%m}" for name, month in needs.joined.months.items()},
        }
        held.asked = written(whole)
        held.digest = digest_of(held.asked)
        held.state, held.made_at = WAITING, timezone.now()
        held.save(update_fields=["asked", "digest", "state", "made_at"])
        write_down(
            actor,
            act=PLAN.name,
            subject="need.plan",
            subject_id=held.id,
            organisation=held.organisation_id,
            detail={"digest": held.digest, "candidates": len(chosen)},
        )
        app.configure_task(PLAN_NOW, lock=ONE_AT_A_TIME).defer(plan=str(held.id))
    return held


def throw_away(actor: Actor, *, plan: UUID) -> None:
    """A draft. Raises Refused, UsageError `need-plan-asked`."""
    with transaction.atomic():
        held = _locked(actor, plan)
        write_down(
            actor,
            act="need.plan-drop",
            subject="need.plan",
            subject_id=held.id,
            organisation=held.organisation_id,
        )
        held.delete()


def intermediaries(actor: Actor, organisation: UUID) -> list[str]:
    """Pseudonyms of awards of ours that are passed on."""
    return sorted(one.pseudonym for one in terms_of(actor, organisation).filter(depth=1))


def _locked(actor: Actor, plan: UUID) -> Plan:
    """A draft, held until the transaction ends. Raises Plan.DoesNotExist, Refused, UsageError `need-plan-asked`."""
    held = Plan.objects.select_for_update(no_key=True).get(id=plan)
    allow(actor, PLAN.name, held)
    if held.state != DRAFT:
        raise UsageError("need-plan-asked")
    return held


def _hold(said: PlanSaid, fund: Fund, organisation: UUID) -> None:
    lot = plain_text(said.lot).strip()
    amounts = [said.budget, said.bridge, said.core]
    places = {*said.caps, *said.floors}
    wrong = [
        name
        for name, right in (
            ("fund", fund.organisation_id == organisation),
            ("lines", bool(said.lines)),
            ("years", 1 <= said.years <= MOST_YEARS),
            ("months", str(said.months) in words("horizons")),
            ("grants", said.bridge is not None or said.core is not None),
            ("amount", all(one is None or one > 0 for one in amounts)),
            ("order", said.order in ORDERS),
            ("lot", 0 < len(lot) <= 200),
            ("reserve", 0 <= said.reserve <= 100),
            ("share", 0 <= said.share <= 100),
            ("intermediaries", 0 <= said.intermediaries <= 20),
            ("closing", 0 <= said.closing_days <= 365),
            ("countries", all(_is_country(one) for one in places)),
            ("amount", all(one >= 0 for one in (*said.caps.values(), *said.floors.values()))),
        )
        if not right
    ]
    if wrong:
        raise UsageError("need-plan-said", what=wrong[0])


def _is_country(place: str) -> bool:
    found = all_places().get(place)
    return found is not None and found.country == place


def _setting(actor: Actor, said: PlanSaid, fund: Fund) -> Setting:
    """With the money that is left as far as whoever plans may know of it; where part is withheld, the least that it can be: the
    plan shows it."""
    lines = list(Line.objects.filter(fund=fund, id__in=said.lines).select_related("fund").order_by("code"))
    if len(lines) != len(said.lines):
        raise UsageError("need-plan-said", what="lines")
    seen = lines_seen(actor, lines)
    rooms = []
    for line in lines:
        left = {}
        for number in range(said.first_year, said.first_year + said.years):
            year = seen[line.id].years.get(number)
            free = max(0, year.left.low) if year is not None else 0
            left[str(number)] = free if said.budget is None else min(free, said.budget)
        rooms.append(Room(code=line.code, oda=line.oda, years=left))
    if not any(value for one in rooms for value in one.years.values()):
        raise UsageError("need-plan-said", what="money")
    return Setting(
        rooms=rooms,
        first_year=said.first_year,
        years=said.years,
        yearly={tier: amount for tier, amount in ((BRIDGE, said.bridge), (CORE, said.core)) if amount is not None},
        order=said.order,
        lot=plain_text(said.lot).strip(),
        reserve=said.reserve,
        share=said.share,
        intermediaries=said.intermediaries,
        closing_days=said.closing_days,
        caps=dict(said.caps),
        floors=dict(said.floors),
    )


def _recipients(countries: set[str]) -> set[str]:
    """Those of which it is sure that they are on the list today."""
    today = timezone.localdate()
    found = set()
    for country in countries:
        try:
            if oda_answer(country, today).eligibility is Eligibility.IN:
                found.add(country)
        except UsageError:
            continue  # no place that the list could name
    return found
