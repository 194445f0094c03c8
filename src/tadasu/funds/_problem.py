"""What is wrong with money, said as a code with parameters; `tadasu.wording` has a sentence for `funds-` and the code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """`at` names what is meant: the id of an entry, a flow, a tranche, a line. Amounts in `params` are whole minor units."""

    code: str
    at: str = ""
    params: tuple[tuple[str, str], ...] = field(default=())


def problem(code: str, at: str = "", **params: object) -> Problem:
    """A problem with its parameters as text, in the order of their names.

    >>> problem("over-budget", "e7", missing=20).params
    (('missing', '20'),)
    """
    return Problem(code=code, at=at, params=tuple(sorted((name, str(value)) for name, value in params.items())))


CODES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # Entries of the ledger
        "amount-sign": (),
        "award-other": ("award",),
        "balance-differs": ("counted", "told"),
        "carry-over-not-allowed": (),
        "conversion-differs": ("counted",),
        "conversion-incomplete": (),
        "currency-other": ("currency",),
        "day-goes-back": ("day",),
        "flow-differs": ("counted", "told"),
        "flow-missing": (),
        "flow-twice": (),
        "flow-unknown": (),
        "flow-unwanted": (),
        "fund-closed": ("day",),
        "id-twice": (),
        "lapse-early": ("day",),
        "line-unknown": ("line",),
        "number-twice": ("number",),
        "over-advance": ("missing",),
        "over-budget": ("missing",),
        "over-commitment": ("missing",),
        "over-spent": ("missing",),
        "over-surrendered": ("missing",),
        "over-tranche": ("missing",),
        "reversal-differs": (),
        "reversal-of-reversal": (),
        "reversal-twice": ("by",),
        "reversal-unknown": ("entry",),
        "tranche-missing": (),
        "tranche-unknown": ("tranche",),
        "tranche-unwanted": (),
        "year-other": ("first", "last"),
        # Lines and eligibility
        "oda-list-unknown": ("place",),
        "oda-off-list": ("place",),
        "purpose-boundary": ("purpose",),
        "purpose-unknown": ("purpose",),
        # Tranches, costs
        "condition-open": ("condition",),
        "cost-ask": ("cost",),
        "cost-not-eligible": ("cost",),
        "cost-unknown": ("cost",),
        "overhead-above": ("most",),
        "schedule-order": (),
        "schedule-sum": ("counted", "told"),
        "security-above": ("most",),
        "security-below": ("least",),
        "signature-before-readiness": (),
        "tranche-milestone-open": ("milestone",),
        "tranche-not-due": ("day",),
        "tranche-unsigned": ("least", "signed"),
        "waiver-unexplained": ("condition",),
        # Chains
        "chain-currency": ("currency",),
        "chain-cycle": (),
        "chain-earlier-than-parent": ("day",),
        "chain-from-end": ("parent",),
        "chain-id-twice": (),
        "chain-more-than-received": ("missing",),
        "chain-orphan": ("parent",),
        "chain-overhead-above": ("allowed", "kept"),
        "chain-passes-itself": ("organisation",),
        "chain-return-way": ("parent",),
        "chain-sealed-empty": (),
        "chain-sealed-unattested": (),
        "chain-wrong-source": ("parent",),
        # Warnings about dependence
        "few-intermediaries": ("count", "least"),
        "one-above-half": ("most", "organisation", "share"),
        "single-point": ("losing", "organisation"),
    }
)
"""Every code, with its parameters."""
