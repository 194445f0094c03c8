"""A regime: what it is, since when, whom it binds, to what, by when; every number with its article, its source, its dates.

Two times are kept (Snodgrass, Developing Time-Oriented Database Applications in SQL, 1999): when the law says so, and when
we learned it. What was answered a year ago can be answered again as it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from tadasu.law._basis import Basis, Doubt, Source
from tadasu.law._calendars import CalendarId
from tadasu.law._clocks import Clock, Unit
from tadasu.law._expression import Expression
from tadasu.law._petition_form import PetitionForm
from tadasu.schema import Flow, Money

RegimeId = NewType("RegimeId", str)
APPLIES = "applies"
"""What a milestone is from which the regime applies."""

Value = Decimal | Money | date | str
"""Of a parameter: a count, share, days or kilograms; an amount of money; a day; a word."""


class Family(StrEnum):
    """How a regime works."""

    PERIODIC_REPORT = "periodic-report"
    CONDUCT_DUTY = "conduct-duty"
    PRODUCT_DILIGENCE = "product-diligence"
    PRODUCT_BAN = "product-ban"
    TARIFF = "tariff"
    PROCUREMENT = "procurement"
    GUIDANCE = "guidance"
    FUNDING = "funding"


class Standing(StrEnum):
    """What a regime is in law. Nothing is shown as law that is not."""

    IN_FORCE = "in_force"
    ADOPTED = "adopted"
    BILL = "bill"
    PROPOSAL = "proposal"
    DRAFT = "draft"
    GUIDANCE = "guidance"
    MODEL = "model"
    COMMITMENT = "commitment"
    SUSPENDED = "suspended"
    REPEALED = "repealed"


class Measure(StrEnum):
    """What a parameter is counted in."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    DAYS = "days"
    KG = "kg"
    DATE = "date"
    CHOICE = "choice"

    @property
    def is_whole(self) -> bool:
        """Whether there is no half of one."""
        return self in (Measure.COUNT, Measure.DAYS)

    @property
    def reason(self) -> str:
        """What is said of a value that is none: how one is written (`reason.kind-share`)."""
        return _REASONS.get(self, f"kind-{self.value}")


_REASONS = {
    Measure.COUNT: "kind-whole",
    Measure.DAYS: "kind-whole",
    Measure.KG: "kind-count",
    Measure.CHOICE: "kind-word",
}
"""Of the others what a fact of the same kind is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A value from `start` to `end` (both included, None open), learned on `recorded`; `corrects` says that it takes the place
    of what was recorded before of the same days."""

    value: Value
    start: date
    end: date | None
    recorded: date
    basis: Basis
    corrects: bool = False

    def holds(self, on: date, known: date) -> bool:
        """Whether it is the law of `on`, as far as it was known on `known`."""
        return self.start <= on and (self.end is None or on <= self.end) and self.recorded <= known

    def overlaps(self, other: "Dated") -> bool:
        """Whether both hold on some day."""
        return self.start <= (other.end or date.max) and other.start <= (self.end or date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another value of a choice that is open; `like` is the regime it comes from, if it comes from one."""

    value: Value
    like: str
    origins: Mapping[str, str]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number, day or choice by name; `about` is the fact it is compared with, if any; `words` of a choice -> what they say."""

    id: str
    about: str
    unit: Measure
    names: Mapping[str, str]
    values: tuple[Dated, ...]
    alternatives: tuple[Alternative, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def on(self, day: date, *, known: date) -> Dated | None:
        """The value of a day as it was known: of several the one learned last."""
        found = [one for one in self.values if one.holds(day, known)]
        return max(found, key=lambda one: (one.recorded, one.start)) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the regime is from a day on; `corrects` as of a value."""

    standing: Standing
    start: date
    recorded: date
    basis: Basis
    corrects: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A day on which something begins or is due (`applies`, `transposition`, ...), for those of whom `who` holds; that is the
    law from `start` to `end` (both included, None open)."""

    what: str
    on: date
    recorded: date
    basis: Basis
    who: Expression | None = None
    start: date | None = None
    end: date | None = None

    def holds(self, on: date, known: date) -> bool:
        """Whether it is the law of `on`, as far as it was known on `known`."""
        return (self.start or on) <= on <= (self.end or on) and self.recorded <= known


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A harm that the regime is about; `anchor` is the treaty or standard behind it."""

    id: str
    kind: str
    names: Mapping[str, str]
    anchor: str
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A parameter as the count of a clock: what it counts, by which calendar. As it was asked for (`timed`): `chosen` where it
    was set otherwise than its source says, and where it has no value on the day, the first day on which it has one and the
    clock from then on."""

    parameter: str
    unit: Unit
    calendar: CalendarId
    chosen: bool = False
    later: tuple[date, Clock] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When: a clock that starts `after` an event, the same day `each_year` (month, day), one day `on`, or all the time.

    Where the count of the clock is a parameter, `counted` says which, and the clock is None as it is written and on a day on
    which that has no value (`duties_of`).
    """

    after: str = ""
    clock: Clock | None = None
    counted: Counted | None = None
    each_year: tuple[int, int] | None = None
    on: date | None = None

    @property
    def ongoing(self) -> bool:
        """No day is set."""
        return self.clock is None and self.counted is None and self.each_year is None and self.on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What must be done, for or before whom, by when; `start` and `end` bound the time in which it is the law, `who` those
    of the bound whom it binds."""

    id: str
    names: Mapping[str, str]
    to: Mapping[str, str]
    due: Due
    basis: Basis
    start: date | None = None
    end: date | None = None
    who: Expression | None = None

    def holds(self, on: date) -> bool:
        """Whether it is the law of a day on which the regime is."""
        return (self.start or on) <= on <= (self.end or on)


class Presumed(StrEnum):
    """Of whose goods a prohibition presumes the abuse."""

    REGION = "region"
    """Of a region or a country."""
    ENTITY = "entity"
    """Of a company, for what it does or for its place on a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prohibition:
    """What may not be imported, exported or sold; the standard of proof and who bears it; what is presumed, and of whose goods;
    the issues of the regime that it is `about`, all where none is named; `start`, `end` and `who` as of a duty."""

    id: str
    names: Mapping[str, str]
    flows: tuple[Flow, ...]
    basis: Basis
    proof: Mapping[str, str] = field(default_factory=dict)
    presumption: Mapping[str, str] = field(default_factory=dict)
    presumed_of: frozenset[Presumed] = frozenset()
    about: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    who: Expression | None = None

    def holds(self, on: date) -> bool:
        """Whether it is the law of a day on which the regime is."""
        return (self.start or on) <= on <= (self.end or on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something with a name and a basis: a sanction, a supervisor; `who` are those whom a sanction can meet."""

    id: str
    names: Mapping[str, str]
    basis: Basis
    who: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """Everything that the folder says; `folder` leads to it from `data/regimes`."""

    id: RegimeId
    place: str
    family: Family
    names: Mapping[str, str]
    about: Mapping[str, str]
    folder: str
    sources: Mapping[str, Source]
    status: tuple[Status, ...]
    parameters: Mapping[str, Parameter]
    scope: Expression | None
    milestones: tuple[Milestone, ...] = ()
    issues: tuple[Issue, ...] = ()
    duties: tuple[Duty, ...] = ()
    prohibitions: tuple[Prohibition, ...] = ()
    sanctions: tuple[Named, ...] = ()
    supervisor: Named | None = None
    petition: PetitionForm | None = None
    doubts: tuple[Doubt, ...] = ()

    def milestones_on(self, day: date, *, known: date) -> tuple[Milestone, ...]:
        """The days that the law of a day names, in their order."""
        held = (one for one in self.milestones if one.holds(day, known))
        return tuple(sorted(held, key=lambda one: (one.on, one.what)))

    def applies_from(self, day: date, *, known: date) -> date | None:
        """The first day on which it applies to anybody, by the law of a day; None where that names none."""
        return min((one.on for one in self.milestones_on(day, known=known) if one.what == APPLIES), default=None)

    def status_on(self, day: date, *, known: date) -> Status | None:
        """What it is on a day, as it was known; None before it is anything."""
        begun = [one for one in self.status if one.start <= day and one.recorded <= known]
        return max(begun, key=lambda one: (one.start, one.recorded)) if begun else None
