"""Tranches of an award: what has to be true before one is paid, and that together they are the award."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tadasu.funds._amount import Amount, total
from tadasu.funds._problem import Problem, problem
from tadasu.funds._rows import policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Met on a day, or waived by somebody for a reason (a code); open where neither."""

    id: str
    met: date | None = None
    waived: date | None = None
    waived_by: str = ""
    reason: str = ""

    def closed(self) -> date | None:
        """Since when it stands in no way; the waiver of nobody, or for no reason, closes nothing."""
        waived = self.waived if self.waived_by and self.reason else None
        return min((one for one in (self.met, waived) if one is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who released the payment (a key, no name), and when."""

    person: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """A part of an award. `due`: not before this day. `milestone`: not before it was `reached`. Either, both or neither."""

    id: str
    award: str
    number: int
    amount: Amount
    due: date | None = None
    milestone: str = ""
    reached: date | None = None
    conditions: tuple[Condition, ...] = ()
    signatures: tuple[Signature, ...] = ()

    def signed(self, least: int | None = None) -> date | None:
        """Since when as many different people signed as are needed (two by policy); None before.

        >>> two = (Signature(person="a", day=date(2026, 4, 2)), Signature(person="b", day=date(2026, 4, 5)))
        >>> Tranche(id="t", award="w", number=1, amount=Amount(1, "JPY"), signatures=two).signed()
        datetime.date(2026, 4, 5)
        """
        needed = policy("signatures-least") if least is None else least
        first: dict[str, date] = {}
        for one in self.signatures:
            first[one.person] = min(one.day, first.get(one.person, one.day))
        days = sorted(first.values())
        return days[needed - 1] if 0 < needed <= len(days) else None

    def ready(self) -> date | None:
        """Since when due day, milestone and all conditions are behind; None while one is open. The first day of all for a
        tranche that waits for nothing."""
        days = [one.closed() for one in self.conditions]
        if self.milestone:
            days.append(self.reached)
        if self.due:
            days.append(self.due)
        known = [one for one in days if one is not None]
        return max(known, default=date.min) if len(known) == len(days) else None


def tranche_problems(tranche: Tranche, *, today: date, least: int | None = None) -> tuple[Problem, ...]:
    """Everything that stands between a tranche and its payment today; nothing when it may be paid."""
    found, at = [], tranche.id
    if tranche.due and today < tranche.due:
        found.append(problem("tranche-not-due", at, day=tranche.due))
    if tranche.milestone and (tranche.reached is None or tranche.reached > today):
        found.append(problem("tranche-milestone-open", at, milestone=tranche.milestone))
    for one in tranche.conditions:
        closed = one.closed()
        if closed is None or closed > today:
            said = "waiver-unexplained" if one.waived else "condition-open"
            found.append(problem(said, at, condition=one.id))
    needed = policy("signatures-least") if least is None else least
    signed = tranche.signed(needed)
    if signed is None or signed > today:
        people = len({one.person for one in tranche.signatures if one.day <= today})
        found.append(problem("tranche-unsigned", at, signed=people, least=needed))
    elif signed < max((one.closed() or date.min for one in tranche.conditions), default=date.min):
        found.append(problem("signature-before-readiness", at))
    return tuple(found)


def schedule_problems(award: str, amount: Amount, tranches: Sequence[Tranche]) -> tuple[Problem, ...]:
    """Whether an award's tranches are together its amount, numbered from 1, none due before an earlier one."""
    found = []
    counted = total((one.amount for one in tranches), currency=amount.currency)
    if counted != amount:
        found.append(problem("schedule-sum", award, counted=counted.minor, told=amount.minor))
    ordered = sorted(tranches, key=lambda one: one.number)
    due = [one.due for one in ordered if one.due is not None]
    if [one.number for one in ordered] != list(range(1, len(tranches) + 1)) or due != sorted(due):
        found.append(problem("schedule-order", award))
    return tuple(found)
