"""Whether an amount is within the highest of its tier in the policy, by the rates of a day. Unknown is never within."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from tadasu.law import Verdict
from tadasu.web.funding.programmes._money import decimals
from tadasu.web.funding.programmes.policy import ceiling
from tadasu.web.funding.programmes.queries import rate_at


def amount_within(organisation: UUID, *, regime: str, tier: str, amount: int, currency: str, day: date) -> Verdict:
    """`amount` in whole minor units. In where the policy names no highest amount for the tier; undetermined where no rate is
    known of the last days. Nothing is rounded. Raises UsageError `no-such-regime`, `programmes-tier`."""
    most = ceiling(regime, tier, day)
    if most is None:
        return Verdict.IN
    asked = Fraction(amount, 10 ** decimals(currency))
    if currency != most.currency:
        factor = _factor(organisation, currency, most.currency, day)
        if factor is None:
            return Verdict.UNDETERMINED
        asked *= factor
    return Verdict.IN if asked <= Fraction(most.amount) else Verdict.OUT


def _factor(organisation: UUID, currency: str, base: str, day: date) -> Fraction | None:
    """Units of `base` for one of `currency`, as it is quoted or the other way round."""
    quoted = rate_at(organisation, currency, base, day)
    if quoted is not None:
        return Fraction(Decimal(quoted.per_unit))
    back = rate_at(organisation, base, currency, day)
    return None if back is None else 1 / Fraction(Decimal(back.per_unit))
