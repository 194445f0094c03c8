"""Whether an amount is within the highest of its tier in the policy, by the rates of a day. Unknown is never within."""

from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from tadasu import funds
from tadasu.funds import Amount, Rates, RateState, amount_of, policy
from tadasu.law import Verdict
from tadasu.web.funding.programmes.models import Rate
from tadasu.web.funding.programmes.policy import ceiling


def amount_within(organisation: UUID, *, regime: str, tier: str, amount: int, currency: str, day: date) -> Verdict:
    """`amount` in whole minor units. In where the policy names no highest amount for the tier; undetermined where no rate of the
    last days is known, and a conflict where rates contradict one another. Nothing is rounded. Raises UsageError `no-such-regime`,
    `programmes-tier`, `funds-currency-unknown`."""
    most = ceiling(regime, tier, day)
    if most is None:
        return Verdict.IN
    found = rates_known(organisation, day).at(currency, most.currency, day)
    if found.factor is None:
        return Verdict.CONFLICT if found.state is RateState.CONFLICT else Verdict.UNDETERMINED
    asked = Fraction(funds.decimal_of(Amount(amount, currency))) * found.factor
    return Verdict.IN if asked <= Fraction(funds.decimal_of(amount_of(most))) else Verdict.OUT


def rates_known(organisation: UUID, day: date) -> Rates:
    """The rates of an organisation that may count on a day."""
    known = Rate.objects.filter(
        organisation=organisation, replaced=False, on__lte=day, on__gte=day - timedelta(days=policy("rate-age-most"))
    )
    return Rates(
        funds.Rate(base=one.currency, target=one.base, day=one.on, value=one.per_unit, source=one.source)
        for one in known
    )
