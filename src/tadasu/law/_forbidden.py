"""What a regime forbids to come in, go out or be sold at home, as it is set: asked as of one who does that and nothing else.

So a prohibition that binds importers in what they export, or everybody in how witnesses are treated, is no ban on exports.
"""

from collections.abc import Mapping

from tadasu.law._companies import Claims, Companies, Company
from tadasu.law._facts import FactId
from tadasu.law._regime import Prohibition, Regime
from tadasu.law._scope import Asked, holds, verdicts
from tadasu.law._verdict import Verdict
from tadasu.schema import Flow

_PLACES = {
    Flow.IMPORT: FactId("imports_into"),
    Flow.EXPORT: FactId("exports_from"),
    Flow.DOMESTIC: FactId("sells_in"),
}
"""Flow -> the fact that one who does it has the place of the regime in."""
_IN_GOODS = FactId("goods_producer")


def forbidden(regime: Regime, asked: Asked, flow: Flow) -> tuple[Prohibition, ...]:
    """The prohibitions that forbid goods to come in, go out or be sold at home, on the day and as the choices are set; also
    those of which that is open."""
    companies = Companies.of([_one_who(flow, regime.place)], year=asked.on.year - 1)
    if verdicts(regime, companies, asked)[0] == Verdict.OUT:
        return ()
    return tuple(
        one
        for one in regime.prohibitions
        if flow in one.flows
        and one.holds(asked.on)
        and (one.who is None or holds(one.who, regime, companies, asked)[0] != Verdict.OUT)
    )


def _one_who(flow: Flow, place: str) -> Company:
    """A company of which it is known that it does this there, and none of the rest."""
    claims: Mapping[tuple[FactId, int], Claims] = {
        (_IN_GOODS, 0): {"": True},
        **{(fact, 0): {"": frozenset({place} if each == flow else ())} for each, fact in _PLACES.items()},
    }
    return Company(claims)
