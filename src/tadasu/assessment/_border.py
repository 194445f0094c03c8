"""Whether a declaration goes over the border of a country, or of a group of countries such as the EU, and which way."""

from collections.abc import Callable

from tadasu.schema import Declaration, Flow

Inside = Callable[[str], bool]
"""Whether a country lies within the border."""


def flow_over(one: Declaration, inside: Inside) -> Flow | None:
    """In, out, or domestic for what stays inside, between two members of a group too; None for what is not counted at the
    border: neither side is inside, or it is another country's document of the same trade.

    An import is ours where it comes to somebody inside, an export where it goes out from inside. What another country's export
    declaration says of goods that come in here an import declaration says here: counted too, they would be there twice, and
    it is no document of this border. What is consigned from elsewhere comes in though its seller is inside. Where a country is
    not known it may be inside: then what is declared decides, and unknown is never out of the question.
    """
    sends = [inside(country) for country in (one.seller.country, one.consigned_from) if country]
    gets = inside(one.buyer.country) if one.buyer.country else None
    match one.flow:
        case Flow.EXPORT:
            return _flow(one.flow, own=any(sends) if sends else None, other=gets)
        case Flow.IMPORT:
            return _flow(one.flow, own=gets, other=all(sends) if sends else None)
    return _flow(one.flow, own=gets, other=inside(one.seller.country) if one.seller.country else None)


def _flow(declared: Flow, *, own: bool | None, other: bool | None) -> Flow | None:
    """`own` is the side that the document is of: who sends an export, who gets the rest."""
    if own is False:
        return None
    if declared is Flow.DOMESTIC:
        return _domestic(own=own, other=other)
    if other is None:
        return declared
    if own:
        return Flow.DOMESTIC if other else declared
    if other:  # it goes over a border from inside, and not surely to inside
        return Flow.EXPORT if declared is Flow.IMPORT else Flow.IMPORT
    return declared


def _domestic(*, own: bool | None, other: bool | None) -> Flow | None:
    """A sale at home is one unless its parties are known not to be of one home."""
    if other is not False:
        return Flow.DOMESTIC
    return Flow.IMPORT if own else None
