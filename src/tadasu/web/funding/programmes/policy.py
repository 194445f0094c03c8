"""The policy that binds a fund: an instrument of `tadasu.law` and its parameters on a day, each with its article and source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tadasu.law import LATEST, Dated, Parameter, Regime, Status, regime_of
from tadasu.schema import Money, UsageError

TIERS = ("emergency", "bridge", "core")

GROUPS: Mapping[str, Sequence[str]] = {
    "basis": ("legal_basis", "vehicle", "aid_line"),
    "home": (
        "applicants",
        "group_members_min",
        "exile",
        "local_law",
        "labels",
        "political_wording",
        "persecution_evidence_min",
    ),
    "tiers": (
        "emergency_hours",
        "emergency_hours_aim",
        "emergency_amount",
        "bridge_days",
        "bridge_amount",
        "core_days",
        "core_months_min",
        "core_months_max",
    ),
    "costs": ("eligible_costs", "security_share_min", "security_share_max", "overhead_share", "own_share"),
    "intermediaries": ("intermediaries", "intermediaries_min", "intermediary_share_max"),
    "end": ("wind_down_days", "grant_review_months", "policy_review_months", "sunset_years"),
}
"""What binds a fund, by matter, in the order of a page. Which of them the instrument has is up to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A parameter as it is on a day; `value` None where it has none then."""

    parameter: Parameter
    value: Dated | None

    @property
    def article(self) -> str:
        """Where it is written; empty where nothing is."""
        return self.value.basis.article if self.value is not None else ""


def policy_of(regime: str) -> Regime:
    """Raises UsageError `no-such-regime`."""
    return regime_of(regime)


def status_of(regime: str, on: date) -> Status | None:
    """What it is on a day, as is known now: a model, a bill, in force."""
    return policy_of(regime).status_on(on, known=LATEST)


def bound(regime: str, name: str, on: date) -> Bound | None:
    """A parameter on a day, as is known now; None where the instrument has no such parameter. Raises UsageError
    `no-such-regime`."""
    found = policy_of(regime).parameters.get(name)
    return None if found is None else Bound(parameter=found, value=found.on(on, known=LATEST))


def number(regime: str, name: str, on: date) -> int | None:
    """A count, or a number of hours, days, months; None where it has none then."""
    found = bound(regime, name, on)
    if found is None or found.value is None or isinstance(found.value.value, Money | str | date):
        return None
    return int(found.value.value)


def ceiling(regime: str, tier: str, on: date) -> Money | None:
    """The highest amount of a tier; None where the policy names none (core). Raises UsageError `programmes-tier`."""
    if tier not in TIERS:
        raise UsageError("programmes-tier", value=tier[:20])
    found = bound(regime, f"{tier}_amount", on)
    value = found.value.value if found is not None and found.value is not None else None
    return value if isinstance(value, Money) else None
