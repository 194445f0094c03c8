"""What we publish of an activity in IATI 2.03, and no field more: what has no place here cannot be published by mistake.

Code lists are those of the IATI standard; where the comment says nothing else, a `str` holds a code of the list named.
"""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from tadasu.schema import Money, UsageError

IatiTexts = tuple[tuple[str, str], ...]
"""Language (en, ja) and text, by language."""

LANGUAGES = ("en", "ja")

RANDOM_BYTES = 10
"""Of an activity's identifier: 80 bits, so that nobody finds one by trying."""

_RANDOM = re.compile("[a-z2-7]{16}")


class IatiRole(StrEnum):
    """OrganisationRole. An intermediary, which passes money on, is `EXTENDING`."""

    FUNDING = "1"
    ACCOUNTABLE = "2"
    EXTENDING = "3"
    IMPLEMENTING = "4"


class IatiStatus(StrEnum):
    """ActivityStatus."""

    PIPELINE = "1"
    IMPLEMENTATION = "2"
    FINALISATION = "3"
    CLOSED = "4"
    CANCELLED = "5"
    SUSPENDED = "6"


class IatiFlow(StrEnum):
    """TransactionType, of the kinds that we publish."""

    INCOMING = "1"
    COMMITMENT = "2"
    DISBURSEMENT = "3"
    EXPENDITURE = "4"
    INCOMING_COMMITMENT = "11"


class IatiRelation(StrEnum):
    """RelatedActivityType."""

    PARENT = "1"
    CHILD = "2"
    SIBLING = "3"
    CO_FUNDED = "4"
    THIRD_PARTY = "5"


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiOrg:
    """An organisation. Without `ref` it is only a name; `kind` is an OrganisationType."""

    name: IatiTexts
    ref: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiParticipant:
    """Who takes part, and in which role. `activity` is its own activity of this money, in its own file."""

    role: IatiRole
    org: IatiOrg
    activity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiShare:
    """A code with its part in per cent: a DAC region or a country for where, a DAC purpose of five digits for what for.
    One alone has no percentage; several have one each, 100 together."""

    code: str
    percentage: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiBudget:
    """An amount for a period of a year or less. `money.on` is the value date; without one it is the first day."""

    start: date
    end: date
    money: Money
    committed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiTransaction:
    """A flow of money. `money.on` is the value date; without one it is the day of the flow. The activity of the other side
    lets a reader follow the money from file to file."""

    flow: IatiFlow
    on: date
    money: Money
    description: IatiTexts = ()
    provider: IatiOrg | None = None
    provider_activity: str = ""
    receiver: IatiOrg | None = None
    receiver_activity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiExclusionPolicy:
    """Where the criteria stand by which grants are not published, https only."""

    url: str
    title: IatiTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiWithheld:
    """How many grants are not published one by one, and what they come to."""

    count: int
    money: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiRelated:
    """Another activity."""

    ref: str
    relation: IatiRelation


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiTerms:
    """The defaults of an activity's money: FlowType, FinanceType, AidType, TiedStatus."""

    flow: str
    finance: str
    aid: str
    tied: str


ODA_TERMS = IatiTerms(flow="10", finance="110", aid="C01", tied="5")
"""Official development assistance, a standard grant, project-type, untied."""

NON_ODA_TERMS = IatiTerms(flow="50", finance="110", aid="C01", tied="5")
"""The same for countries that are not on the DAC list: other flows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiActivity:
    """An activity: a programme, or a part of one. `updated` and all dates come from the caller.

    `regions` or `countries` say where; with a protected grantee a region only. `purposes` are DAC purposes. `conditions`
    are the texts of conditions of policy (ConditionType 1); none means that none are attached.
    """

    identifier: str
    reporting: IatiOrg
    title: IatiTexts
    description: IatiTexts
    participants: tuple[IatiParticipant, ...]
    status: IatiStatus
    purposes: tuple[IatiShare, ...]
    terms: IatiTerms
    currency: str
    updated: datetime
    regions: tuple[IatiShare, ...] = ()
    countries: tuple[IatiShare, ...] = ()
    planned_start: date | None = None
    actual_start: date | None = None
    planned_end: date | None = None
    actual_end: date | None = None
    budgets: tuple[IatiBudget, ...] = ()
    transactions: tuple[IatiTransaction, ...] = ()
    policy: IatiExclusionPolicy | None = None
    withheld: IatiWithheld | None = None
    hierarchy: int = 1
    related: tuple[IatiRelated, ...] = ()
    conditions: tuple[IatiTexts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiRegionBudget:
    """What is planned for a DAC region in a period."""

    region: str
    budget: IatiBudget


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiOrganisation:
    """The organisation file: what is planned and was spent, by period. `committed` of what was spent says nothing."""

    org: IatiOrg
    currency: str
    updated: datetime
    budgets: tuple[IatiBudget, ...] = ()
    region_budgets: tuple[IatiRegionBudget, ...] = ()
    spent: tuple[IatiBudget, ...] = ()
    policy: IatiExclusionPolicy | None = None


def texts(said: Mapping[str, str]) -> IatiTexts:
    """Texts by language.

    >>> texts({"ja": "報道", "en": "Reporting"})
    (('en', 'Reporting'), ('ja', '報道'))
    """
    return tuple(sorted(said.items()))


def activity_identifier(ref: str, random: bytes) -> str:
    """The identifier of an activity: the publisher's, and 80 random bits that tell no sequence, year or office.

    `random` are ten bytes of a source that cannot be guessed. Raises UsageError `iati-identifier`.

    >>> activity_identifier("JP-EXAMPLE-1", bytes(10))
    'JP-EXAMPLE-1-aaaaaaaaaaaaaaaa'
    """
    if len(random) != RANDOM_BYTES:
        raise UsageError("iati-identifier", value=str(len(random)))
    return f"{ref}-{base64.b32encode(random).decode('ascii').lower()}"


def is_random(identifier: str, ref: str) -> bool:
    """Whether the identifier has the form that `activity_identifier` gives."""
    return identifier.startswith(f"{ref}-") and _RANDOM.fullmatch(identifier, len(ref) + 1) is not None
