"""What a call promises by its policy: how fast, and by which article. Nothing is promised that the policy does not say."""

from dataclasses import dataclass
from datetime import date

from tadasu.law import Asked, Procedure, procedure_of
from tadasu.web.funding.calls.models import Call
from tadasu.web.funding.programmes.policy import Bound, bound, number

TIMES = {"emergency": "emergency_hours", "bridge": "bridge_days", "core": "core_days"}
"""Tier -> the parameter that says how long a decision may take."""

AIM = "emergency_hours_aim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """`count` hours (in the emergency tier) or days until a decision; `aim` hours where life is at stake, if the policy has one.
    `bound` is the parameter with its article and source."""

    count: int
    hours: bool
    bound: Bound
    aim: int | None = None


def promise_of(call: Call, on: date) -> Promise | None:
    """None where the policy says nothing on that day. Raises UsageError `no-such-regime`."""
    name = TIMES[call.tier]
    found, count = bound(call.regime, name, on), number(call.regime, name, on)
    if found is None or count is None:
        return None
    hours = call.tier == "emergency"
    return Promise(count=count, hours=hours, bound=found, aim=number(call.regime, AIM, on) if hours else None)


def procedure_for(call: Call, on: date) -> Procedure:
    """The stages of an application in this call, as the policy has them on a day. Raises UsageError `no-such-regime`,
    `no-procedure`."""
    return procedure_of(call.regime, Asked(on=on))
