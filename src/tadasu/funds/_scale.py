"""What a grant may pay for, how its report looks, and how many are audited: by size and risk, as data, all a proposal.

Risk is the danger for the grantee and those around it, not doubt about it: the higher, the less is asked for on paper, and the
more is looked at on the spot by the intermediary.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from tadasu.funds._amount import Amount, exponent
from tadasu.funds._problem import Problem, problem
from tadasu.funds._rounding import MILLION, at_most
from tadasu.funds._rows import policy, rows
from tadasu.schema import UsageError

SCALE_CURRENCY = "EUR"
RISKS = ("low", "medium", "high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A kind of cost. `group`: core, security, project, overhead. `eligible`: yes, no, or ask. `names` by language."""

    id: str
    group: str
    eligible: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportForm:
    """`form`: `spoken` (speech or call, with a signed note), `short`, `full`; due so many days after the grant's end."""

    form: str
    days: int


@cache
def costs() -> Mapping[str, Cost]:
    """Kinds of cost, by id."""
    made = {
        row["id"]: Cost(
            id=row["id"],
            group=row["group"],
            eligible=row["eligible"],
            names=MappingProxyType({"en": row["en"], "ja": row["ja"]}),
        )
        for row in rows("costs")
    }
    return MappingProxyType(made)


def cost_problems(award: str, planned: Mapping[str, Amount], *, currency: str) -> tuple[Problem, ...]:
    """What speaks against a grant's budget: kinds of cost that may not be paid or are to be asked about; security under or over
    its share of the whole, overhead over its share. Limits are rounded in the grantee's favour. Nothing for an empty budget."""
    found, whole, groups = [], 0, dict.fromkeys(("core", "security", "project", "overhead"), 0)
    for name, amount in sorted(planned.items()):
        if amount.currency != currency:
            raise UsageError("funds-currencies-mixed", one=currency, other=amount.currency)
        cost = costs().get(name)
        if cost is None:
            found.append(problem("cost-unknown", award, cost=name))
            continue
        if cost.eligible != "yes":
            found.append(problem("cost-not-eligible" if cost.eligible == "no" else "cost-ask", award, cost=name))
        groups[cost.group] += amount.minor
        whole += amount.minor
    least = at_most(whole, policy("security-share-least"))
    most = -at_most(-whole, policy("security-share-most"))
    overhead = at_most(whole, policy("overhead-share"))
    if groups["security"] < least:
        found.append(problem("security-below", award, least=least))
    if groups["security"] > most:
        found.append(problem("security-above", award, most=most))
    if groups["overhead"] > overhead:
        found.append(problem("overhead-above", award, most=overhead))
    return tuple(found)


def report_form(amount: Amount, *, risk: str) -> ReportForm:
    """How a grant of this size and risk reports. The thresholds are in euro: convert before; each belongs to its band.

    >>> report_form(Amount(1_000_000, "EUR"), risk="low").form, report_form(Amount(1_000_001, "EUR"), risk="low").form
    ('spoken', 'short')

    Raises UsageError for another currency or an unknown risk.
    """
    if amount.currency != SCALE_CURRENCY:
        raise UsageError("funds-currencies-mixed", one=SCALE_CURRENCY, other=amount.currency)
    _known(risk)
    unit = 10 ** exponent(SCALE_CURRENCY)
    fitting = [
        (int(row["up_to_eur"] or MILLION**3) * unit, row["form"], int(row["days"]))
        for row in rows("reporting")
        if row["risk"] == risk and (not row["up_to_eur"] or amount.minor <= int(row["up_to_eur"]) * unit)
    ]
    _, form, days = min(fitting)
    return ReportForm(form=form, days=days)


def audit_size(count: int, *, risk: str) -> int:
    """How many of so many grants an intermediary's auditor looks at: a share rounded up, within a least and a most.

    >>> audit_size(1, risk="high"), audit_size(40, risk="high"), audit_size(4000, risk="high")
    (1, 12, 60)
    """
    _known(risk)
    row = next(one for one in rows("audit_samples") if one["risk"] == risk)
    wanted = -at_most(-count, int(row["share_ppm"]))
    return min(count, int(row["most"]), max(int(row["least"]), wanted))


def audit_sample(pseudonyms: Iterable[str], size: int, *, seed: str) -> tuple[str, ...]:
    """Which: by pseudonym alone, the same for the same seed in any order, so that whoever knows the seed can repeat the choice.
    The seed must be fixed after the grants are (a day's signed audit head), else somebody could choose around it."""
    keyed = sorted((hashlib.sha256(f"{seed}\n{one}".encode()).hexdigest(), one) for one in set(pseudonyms))
    return tuple(sorted(one for _, one in keyed[:size]))


def _known(risk: str) -> None:
    if risk not in RISKS:
        raise UsageError("funds-risk", value=risk, known=", ".join(RISKS))
