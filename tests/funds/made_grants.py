"""An invented publisher, its programme and its grants, for the tests of files; everything in it is made up."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tadasu.funds import (
    NON_ODA_TERMS,
    IatiActivity,
    IatiBudget,
    IatiExclusionPolicy,
    IatiFlow,
    IatiOrg,
    IatiOrganisation,
    IatiParticipant,
    IatiRegionBudget,
    IatiRelated,
    IatiRelation,
    IatiRole,
    IatiShare,
    IatiStatus,
    IatiTransaction,
    IatiWithheld,
    activity_identifier,
    texts,
    withheld_org,
)
from tadasu.schema import Money

REF = "XM-DAC-701-0"
"""No organisation has this number."""

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 26)
FUND = IatiOrg(ref=REF, kind="10", name=texts({"en": "Kumanezawa Fund (invented)", "ja": "熊音沢基金（架空）"}))
BRIDGE = IatiOrg(ref="XM-DAC-701-1", kind="21", name=texts({"en": "Harbour Bridge (invented)"}))
POLICY = IatiExclusionPolicy(url="https://fund.example/exclusions", title=texts({"en": "What we do not publish"}))


def identifier(number: int) -> str:
    """An identifier that looks random and is not."""
    return activity_identifier(REF, number.to_bytes(10, "big"))


def yen(amount: int | str) -> Money:
    return Money(amount=Decimal(amount), currency="JPY")


def budget(amount: int | str = 900_000, year: int = 2026) -> IatiBudget:
    return IatiBudget(start=date(year, 4, 1), end=date(year + 1, 3, 31), money=yen(amount))


def transaction(flow: IatiFlow = IatiFlow.DISBURSEMENT, **other: Any) -> IatiTransaction:
    said: dict[str, Any] = {"flow": flow, "on": date(2026, 6, 30), "money": yen(450_000), "provider": FUND}
    return IatiTransaction(**{**said, "receiver": BRIDGE, **other})


def activity(**other: Any) -> IatiActivity:
    """A programme for media in exile, of which names and countries are not told."""
    said: dict[str, Any] = {
        "identifier": identifier(1),
        "reporting": FUND,
        "title": texts({"en": "Independent media", "ja": "独立した報道"}),
        "description": texts({"en": "Core support for reporting in exile.", "ja": "亡命先での報道の基盤を支えます。"}),
        "participants": (
            IatiParticipant(role=IatiRole.FUNDING, org=FUND),
            IatiParticipant(role=IatiRole.EXTENDING, org=BRIDGE, activity="XM-DAC-701-1-q"),
            IatiParticipant(role=IatiRole.IMPLEMENTING, org=withheld_org()),
        ),
        "status": IatiStatus.IMPLEMENTATION,
        "purposes": (IatiShare(code="15153", percentage=Decimal(60)), IatiShare(code="15160", percentage=Decimal(40))),
        "terms": NON_ODA_TERMS,
        "currency": "JPY",
        "updated": NOW,
        "regions": (
            IatiShare(code="679", percentage=Decimal("62.5")),
            IatiShare(code="789", percentage=Decimal("37.5")),
        ),
        "planned_start": date(2026, 4, 1),
        "actual_start": date(2026, 4, 8),
        "planned_end": date(2029, 3, 31),
        "budgets": (budget(),),
        "transactions": (
            transaction(IatiFlow.INCOMING, provider=BRIDGE, provider_activity="XM-DAC-701-1-p", receiver=FUND),
            transaction(IatiFlow.COMMITMENT, money=yen(900_000)),
            transaction(receiver_activity="XM-DAC-701-1-q", description=texts({"en": "First tranche"})),
        ),
        "policy": POLICY,
        "withheld": IatiWithheld(count=12, money=yen(36_000_000)),
        "related": (IatiRelated(ref=identifier(2), relation=IatiRelation.CHILD),),
        "conditions": (texts({"en": "No harm to sources."}),),
    }
    return IatiActivity(**{**said, **other})


def organisation(**other: Any) -> IatiOrganisation:
    said: dict[str, Any] = {
        "org": FUND,
        "currency": "JPY",
        "updated": NOW,
        "budgets": (budget(5_000_000), budget(6_000_000, 2027)),
        "region_budgets": (IatiRegionBudget(region="679", budget=budget(2_000_000)),),
        "spent": (budget(4_100_000, 2025),),
        "policy": POLICY,
    }
    return IatiOrganisation(**{**said, **other})
