"""Activities and organisations as IATI 2.03 files: the same content gives the same bytes.

Elements stand in the order of the schema, which is part of the format. Nothing is taken from a clock or from chance.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from tadasu.funds._iati.model import IatiActivity, IatiOrganisation, IatiTransaction, is_random
from tadasu.funds._iati.parts import (
    DAC,
    VERSION,
    amount,
    budget_status,
    check_shares,
    moment,
    named,
    number,
    period,
    policy_link,
    said,
    shares,
)
from tadasu.funds._iati.phrases import phrase
from tadasu.funds._iati.xml import Element, element, written
from tadasu.schema import UsageError

ORIGINAL_BUDGET = "1"
POLICY_CONDITION = "1"
GENERAL, NOTE = "1", "4"
"""DescriptionType: general, and other, which holds what is withheld."""


def iati_activities(activities: Sequence[IatiActivity], *, generated: datetime) -> bytes:
    """An activity file, by identifier.

    Raises UsageError for what IATI or our own rules do not allow; `at` names the element. Whether the file agrees with the
    schema, the rules and the code lists of IATI, `check_iati` says.
    """
    identifiers = [one.identifier for one in activities]
    if not identifiers or len(set(identifiers)) != len(identifiers):
        raise UsageError("iati-activities")
    ordered = sorted(activities, key=lambda one: one.identifier)
    head = {"version": VERSION, "generated-datetime": moment(generated)}
    return written(element("iati-activities", head, [_activity(one) for one in ordered]))


def iati_organisation(organisation: IatiOrganisation, *, generated: datetime) -> bytes:
    """An organisation file. Raises UsageError as `iati_activities` does."""
    attributes = {
        "last-updated-datetime": moment(organisation.updated),
        "xml:lang": "en",
        "default-currency": organisation.currency,
    }
    head = {"version": VERSION, "generated-datetime": moment(generated)}
    inside = element("iati-organisation", attributes, _organisation(organisation))
    return written(element("iati-organisations", head, [inside]))


def _activity(activity: IatiActivity) -> Element:
    if not is_random(activity.identifier, activity.reporting.ref):
        raise UsageError("iati-identifier", value=activity.identifier)
    attributes = {
        "last-updated-datetime": moment(activity.updated),
        "xml:lang": "en",
        "default-currency": activity.currency,
        "humanitarian": "0",
        "hierarchy": str(activity.hierarchy),
    }
    parts = (_identity, _where_and_what, _terms, _money, _links)
    return element("iati-activity", attributes, [one for part in parts for one in part(activity)])


def _identity(activity: IatiActivity) -> Iterator[Element]:
    yield element("iati-identifier", text=activity.identifier)
    yield named("reporting-org", activity.reporting, {"secondary-reporter": "0"})
    yield said("title", activity.title)
    yield said("description", activity.description, {"type": GENERAL})
    if activity.withheld is not None:
        money = activity.withheld.money
        params = {"amount": number(money.amount, "description"), "currency": money.currency}
        note = phrase("withheld-grants", count=str(activity.withheld.count), **params)
        yield said("description", note, {"type": NOTE})
    for one in activity.participants:
        yield named("participating-org", one.org, {"role": one.role, "activity-id": one.activity})
    yield element("activity-status", {"code": activity.status})
    yield from _dates(activity)


def _dates(activity: IatiActivity) -> Iterator[Element]:
    """ActivityDateType: 1 and 2 are the planned and the actual start, 3 and 4 the planned and the actual end."""
    days = (activity.planned_start, activity.actual_start, activity.planned_end, activity.actual_end)
    if days[0] is None and days[1] is None:
        raise UsageError("iati-start")
    for kind, day in enumerate(days, 1):
        if day is not None:
            yield element("activity-date", {"iso-date": day.isoformat(), "type": str(kind)})


def _where_and_what(activity: IatiActivity) -> Iterator[Element]:
    check_shares((*activity.countries, *activity.regions), "recipient-region")
    check_shares(activity.purposes, "sector")
    yield from shares("recipient-country", activity.countries, vocabulary=None)
    yield from shares("recipient-region", activity.regions, vocabulary=DAC)
    yield from shares("sector", activity.purposes, vocabulary=DAC)


def _terms(activity: IatiActivity) -> Iterator[Element]:
    yield element("default-flow-type", {"code": activity.terms.flow})
    yield element("default-finance-type", {"code": activity.terms.finance})
    yield element("default-aid-type", {"code": activity.terms.aid, "vocabulary": DAC})
    yield element("default-tied-status", {"code": activity.terms.tied})


def _money(activity: IatiActivity) -> Iterator[Element]:
    for budget in sorted(activity.budgets, key=lambda one: (one.start, one.end)):
        yield element(
            "budget", {"type": ORIGINAL_BUDGET, "status": budget_status(budget)}, period(budget, "budget/value")
        )
    for one in sorted(activity.transactions, key=lambda each: (each.on, int(each.flow))):
        yield _transaction(one)


def _transaction(one: IatiTransaction) -> Element:
    inside = [
        element("transaction-type", {"code": one.flow}),
        element("transaction-date", {"iso-date": one.on.isoformat()}),
        amount(one.money, one.on, "transaction/value"),
    ]
    if one.description:
        inside.append(said("description", one.description))
    if one.provider is not None:
        inside.append(named("provider-org", one.provider, {"provider-activity-id": one.provider_activity}))
    if one.receiver is not None:
        inside.append(named("receiver-org", one.receiver, {"receiver-activity-id": one.receiver_activity}))
    return element("transaction", {}, inside)


def _links(activity: IatiActivity) -> Iterator[Element]:
    if activity.policy is not None:
        yield policy_link(activity.policy)
    for one in sorted(activity.related, key=lambda each: (each.relation, each.ref)):
        yield element("related-activity", {"ref": one.ref, "type": one.relation})
    conditions = [said("condition", each, {"type": POLICY_CONDITION}) for each in activity.conditions]
    yield element("conditions", {"attached": "1" if conditions else "0"}, conditions)


def _organisation(organisation: IatiOrganisation) -> Iterator[Element]:
    org = organisation.org
    yield element("organisation-identifier", text=org.ref)
    yield said("name", org.name)
    yield named("reporting-org", org, {"secondary-reporter": "0"})
    for one in sorted(organisation.budgets, key=lambda each: (each.start, each.end)):
        yield element("total-budget", {"status": budget_status(one)}, period(one, "total-budget/value"))
    for each in sorted(organisation.region_budgets, key=lambda one: (one.budget.start, one.budget.end, one.region)):
        where = element("recipient-region", {"vocabulary": DAC, "code": each.region})
        inside = [where, *period(each.budget, "recipient-region-budget/value")]
        yield element("recipient-region-budget", {"status": budget_status(each.budget)}, inside)
    for one in sorted(organisation.spent, key=lambda each: (each.start, each.end)):
        yield element("total-expenditure", {}, period(one, "total-expenditure/value"))
    if organisation.policy is not None:
        yield policy_link(organisation.policy)
