"""Stakes -> who is owned by listed parties, how much belongs to whom in the end, who stands at the top.

Shares are whole parts of a million and sums are of integers, so the same stakes give the same answer in any order.
"""

from tadasu.ownership._closure import HALF
from tadasu.ownership._findings import findings, path_text
from tadasu.ownership._integrated import Integrated, Share, integrated_share
from tadasu.ownership._owned import Owned, Verdict, owned_by
from tadasu.ownership._parents import Parents, ultimate_parents
from tadasu.ownership._proof import Proof, Step
from tadasu.ownership._remarks import REMARKS, Remark
from tadasu.ownership._stakes import Link, Stakes
from tadasu.ownership._surest import Surest, strength_along, surest

__all__ = [
    "HALF",
    "REMARKS",
    "Integrated",
    "Link",
    "Owned",
    "Parents",
    "Proof",
    "Remark",
    "Share",
    "Stakes",
    "Step",
    "Surest",
    "Verdict",
    "findings",
    "integrated_share",
    "owned_by",
    "path_text",
    "strength_along",
    "surest",
    "ultimate_parents",
]
