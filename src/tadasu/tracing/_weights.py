"""What a link and a day cost: log-weights in thousandths of a nat, 0 for certain, always whole and never above 0.

They are set by hand and stand here so that anyone can argue with them. A chain's exposure is the finding's strength plus
the weights of its declarations less ageing; addition and maximum of whole numbers give the same bits on every engine.
"""

from tadasu.schema import Certainty

TIERS = 6
"""Declarations in a chain at most."""

AGEING = 1
"""Thousandths of a nat that one day takes off: a chain that took a year keeps exp(-0.365), about 69 %."""

LINK = {Certainty.VERIFIED: 0, Certainty.REPORTED: -105, Certainty.INFERRED: -693}
"""Weight of a declaration by how sure its link is: 1, 0.9 and 0.5."""

NOTHING = -(1 << 30)
"""No chain at all: below every sum that the strengths, weights and days let in can come to (`_checked`, `_trade`)."""
