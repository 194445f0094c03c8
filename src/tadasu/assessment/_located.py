"""Where a company is, as far as its addresses and names say: the narrowest place of its country that they agree on.

A name that a street is called after says nothing about where the street is; one that a park is called after says it only
where nothing else does. Where two names or more agree on a region, a single one of another region does not contradict them.
Where names really disagree the company is surely in what they share, and every place named is open: a finding on it then
leads to a question, never to *clear*.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tadasu.assessment._mentions import Mention, Standing, mentions
from tadasu.places import Place, lineage
from tadasu.schema import Entity

_AGREED = 2
"""Names that must agree on a region so that one of another region does not contradict them."""
_WIDE = ("city", "prefecture")
"""Places directly below a region whose names are seldom those of a village or a quarter elsewhere."""

Ids = frozenset[str]
NOWHERE: Ids = frozenset()


@dataclass(frozen=True, slots=True)
class Where:
    """Ids of the places in which somebody surely is, with all that they lie in, and of those in which it may be besides."""

    certain: Ids = NOWHERE
    open: Ids = NOWHERE


@dataclass(frozen=True, slots=True)
class _Said:
    """What one text says: the narrowest places it names, those it may mean besides, what a park or a street in it is called
    after where it says nothing else."""

    places: Ids = NOWHERE
    besides: Ids = NOWHERE
    parks: Ids = NOWHERE
    streets: Ids = NOWHERE


def located(company: Entity) -> str:
    """Id of the narrowest place it surely is in, or "" when nothing or nothing clear is said. A company without a country
    is not located."""
    country = company.countries[0] if company.countries else ""
    certain = whereabouts(country, (company.addresses, company.names)).certain - {country}
    return max(certain, key=lambda one: len(lineage(one)), default="")


def whereabouts(country: str, texts: Iterable[Iterable[str]]) -> Where:
    """Where somebody of a country (alpha-2, lower case) is by groups of texts; a group serves only where those before it
    name no place. Without a country nothing is said.

    >>> sorted(whereabouts("cn", [["88 Beijing Road, Hotan"]]).certain)
    ['cn', 'cn-653200', 'cn-xj']
    """
    if not country:
        return Where()
    places, besides, parks, streets = set[str](), set[str](), set[str](), set[str]()
    for group in texts:
        for said in (_said(text, country) for text in group):
            places |= said.places
            besides |= said.besides
            parks |= said.parks
            streets |= said.streets
        if places:
            break
    named = places | parks
    certain = within(_narrowest(named)) | {country}
    maybe = named | besides if named else streets
    return Where(certain, NOWHERE.union(*map(within, maybe)) - certain)


def within(place_id: str) -> Ids:
    """The place and all it lies in."""
    return frozenset(place.id for place in lineage(place_id))


def _said(text: str, country: str) -> _Said:
    found = mentions(text, country)
    by_standing = {standing: [one for one in found if one.standing is standing] for standing in Standing}
    firm, parks, streets = (by_standing[each] for each in (Standing.PLACE, Standing.PARK, Standing.STREET))
    if not firm:
        return _Said(parks=_ids(parks, outer=True), besides=_ids(parks), streets=_ids(streets))
    regions, others = _agreed(firm)
    if len(regions) > 1:
        return _Said(places=_ids(firm, regions))
    fitting = [*firm, *(one for one in parks if _regions(one) & regions)]
    besides = frozenset(place.id for one in others for place in one.places if _is_wide(place))
    return _Said(
        places=_ids(fitting, regions, outer=True), besides=besides | _ids(fitting, regions) | _ids(streets, regions)
    )


def _agreed(firm: Sequence[Mention]) -> tuple[Ids, list[Mention]]:
    """The regions that the names leave, and the names that speak of none of them; one region where they agree."""
    counts = Counter(region for one in firm for region in _regions(one))
    most = max(counts.values())
    regions = frozenset(region for region, count in counts.items() if count == most)
    others = [one for one in firm if not _regions(one) & regions]
    dissent = Counter(region for one in others for region in _regions(one))
    settled = not others or (most >= _AGREED and len(regions) == 1 and max(dissent.values()) < _AGREED)
    return (regions, others) if settled else (frozenset(counts), [])


def _regions(one: Mention) -> Ids:
    """The widest places below the country in which the places of that name lie."""
    return frozenset(lineage(place.id)[-2].id for place in one.places)


def _ids(named: Iterable[Mention], regions: Collection[str] | None = None, *, outer: bool = False) -> Ids:
    """Of these regions; `outer` leaves out what lies in another place of the same name, as a city in its prefecture."""
    return frozenset(
        place.id
        for one in named
        for place in one.places
        if (regions is None or lineage(place.id)[-2].id in regions)
        and not (outer and any(place is not other and other.id in within(place.id) for other in one.places))
    )


def _is_wide(place: Place) -> bool:
    above = len(lineage(place.id)) - 1
    return above == 1 or (above == 2 and place.kind in _WIDE)


def _narrowest(ids: Collection[str]) -> str:
    """The one place that all the others hold; of several that do not hold each other, what they all lie in."""
    inner = [one for one in sorted(ids) if not any(one != other and one in within(other) for other in ids)]
    if len(inner) <= 1:
        return inner[0] if inner else ""
    shared = frozenset.intersection(*(within(one) for one in inner))
    return max(shared, key=lambda one: (len(lineage(one)), one), default="")
