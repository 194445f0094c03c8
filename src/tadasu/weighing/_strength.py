"""How strong evidence is, in whole thousandths of a nat, the same on every machine.

A piece removes a part of the doubt: it weighs what the lower of its two grades says (w = -1000 ln of the doubt that is left).
Weights of independent pieces add up, so that each removes its part of what doubt the others left. What contradicts is weighed
in the same way and taken off. What remains, n, leaves the doubt exp(-n/1000); the strength is 1000 ln(1 - exp(-n/1000)), rounded
to the nearest whole (halves to the even one), no lower than LEAST_STRENGTH and no higher than `surest` of the rules.

exp and ln are those of `decimal`, which are correctly rounded by its specification; those of floating point are not.
"""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache

from tadasu.schema import LEAST_STRENGTH, MILLINATS
from tadasu.weighing._evidence import Piece
from tadasu.weighing._rules import Rules

_EXACT = Context(
    prec=40, rounding=ROUND_HALF_EVEN, Emin=-999_999, Emax=999_999, capitals=1, clamp=0, flags=[], traps=[]
)


def weight(piece: Piece, rules: Rules) -> int:
    """What one piece weighs, in thousandths of a nat."""
    return min(rules.reliability[piece.reliability], rules.credibility[piece.credibility])


def strength(supporting: int, contrary: int, rules: Rules) -> int:
    """From the weight of what supports and of what contradicts.

    >>> from tadasu.weighing import rules
    >>> strength(0, 0, rules()), strength(693, 0, rules()), strength(2408, 0, rules()), strength(2408, 693, rules())
    (-20000, -693, -94, -198)
    """
    return min(max(_of(max(supporting - contrary, 0)), LEAST_STRENGTH), rules.surest)


@lru_cache(maxsize=4096)
def _of(net: int) -> int:
    if net <= 0:
        return LEAST_STRENGTH
    doubt = _EXACT.exp(_EXACT.divide(Decimal(-net), Decimal(MILLINATS)))
    nats = _EXACT.ln(_EXACT.subtract(Decimal(1), doubt))
    return int(_EXACT.to_integral_value(_EXACT.multiply(nats, Decimal(MILLINATS))))
