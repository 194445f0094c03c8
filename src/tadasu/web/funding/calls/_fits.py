"""Whether a call is within the policy and the fund that pays for it, on a day. Unknown is never within."""

from datetime import date

from tadasu.law import Verdict
from tadasu.schema import UsageError
from tadasu.web.funding.calls.models import Call
from tadasu.web.funding.programmes.models import Line
from tadasu.web.funding.programmes.tiers import amount_within


def refuse_unfit(call: Call, day: date) -> None:
    """Raises UsageError `calls-over-policy`, `calls-policy-unknown`, `calls-sunset`."""
    within = amount_within(
        call.organisation_id, regime=call.regime, tier=call.tier, amount=call.most, currency=call.currency, day=day
    )
    if within is Verdict.OUT:
        raise UsageError("calls-over-policy")
    if within is not Verdict.IN:
        raise UsageError("calls-policy-unknown", currency=call.currency)
    sunset = Line.objects.select_related("fund").get(id=call.line).fund.closes_on
    if sunset is not None and (call.closes_on or day) > sunset:
        raise UsageError("calls-sunset", day=sunset.isoformat())
