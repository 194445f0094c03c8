"""What besides the name speaks for or against a match: identifiers, country, address.

The weights are set by hand, in millinats, because no labelled pairs with these fields were at hand that could be used
for training; they are stated here so that anyone can argue with them. An identifier that is equal decides; one that
differs in the same scheme speaks strongly against, since registers give a company one number.
"""

from collections.abc import Iterable

from tadasu.names import fold
from tadasu.schema import Entity, Term

SAME_IDENTIFIER = 12_000
OTHER_IDENTIFIER = -4000
SAME_COUNTRY = 400
OTHER_COUNTRY = -1200
SAME_ADDRESS = 1500
SAME_TOWN = 300
"""For an address whose telling words are all shared, with a number among them (house, postcode) or without; less in
proportion. A town or a road alone says little: many firms stand there."""
TELLING_LENGTH = 4

UNIQUE_SCHEMES = frozenset({"lei", "jp-corporate-number", "os-id", "uscc"})
"""Schemes in which a company has one number; a difference in others (tax, register) may be two numbers of one firm."""


def evidence(supplier: Entity, listed: Entity) -> tuple[Term, ...]:
    """Terms to add to the log-odds of the name, in millinats; empty when nothing can be compared."""
    terms = [*_identifiers(supplier, listed), *_countries(supplier, listed), *_addresses(supplier, listed)]
    return tuple(term for term in terms if term.value)


def most_evidence(suppliers: Iterable[Entity]) -> int:
    """Millinats by which the fields of these suppliers could lift a name at most."""
    identified = any(supplier.identifiers for supplier in suppliers)
    return SAME_COUNTRY + SAME_ADDRESS + (SAME_IDENTIFIER if identified else 0)


def identifier_keys(entity: Entity) -> frozenset[tuple[str, str]]:
    """Scheme and plain value of each identifier, comparable by equality."""
    return frozenset((i.scheme, _plain(i.value)) for i in entity.identifiers if _plain(i.value))


def _identifiers(supplier: Entity, listed: Entity) -> Iterable[Term]:
    ours, theirs = identifier_keys(supplier), identifier_keys(listed)
    same = sorted(ours & theirs)
    if same:
        yield Term(code="identifier-same", value=SAME_IDENTIFIER, detail=f"{same[0][0]} {same[0][1]}")
        return
    clash = {scheme for scheme, _ in ours} & {scheme for scheme, _ in theirs} & UNIQUE_SCHEMES
    if clash:
        yield Term(code="identifier-differs", value=OTHER_IDENTIFIER, detail=min(clash))


def _countries(supplier: Entity, listed: Entity) -> Iterable[Term]:
    if not supplier.countries or not listed.countries:
        return
    same = sorted(set(supplier.countries) & set(listed.countries))
    if same:
        yield Term(code="country-same", value=SAME_COUNTRY, detail=same[0].upper())
    else:
        detail = f"{supplier.countries[0].upper()} / {listed.countries[0].upper()}"
        yield Term(code="country-differs", value=OTHER_COUNTRY, detail=detail)


def _addresses(supplier: Entity, listed: Entity) -> Iterable[Term]:
    ours = _words(supplier.addresses)
    best, shared = max(
        ((_overlap(ours, theirs), ours & theirs) for theirs in (_words([address]) for address in listed.addresses)),
        default=(0.0, set()),
        key=lambda pair: pair[0],
    )
    if best >= 0.5:
        numbered = any(word.isdigit() for word in shared)
        value = int((SAME_ADDRESS if numbered else SAME_TOWN) * best)
        yield Term(code="address-same", value=value, detail=" ".join(_longest(shared)))


def _longest(words: set[str]) -> list[str]:
    """The three longest, in one order in every process."""
    return sorted(words, key=lambda word: (-len(word), word))[:3]


def _overlap(ours: set[str], theirs: set[str]) -> float:
    return len(ours & theirs) / min(len(ours), len(theirs)) if len(ours) >= 2 and len(theirs) >= 2 else 0.0


def _words(addresses: Iterable[str]) -> set[str]:
    return {
        word for address in addresses for word in fold(address).split() if len(word) >= TELLING_LENGTH or word.isdigit()
    }


def _plain(value: str) -> str:
    return "".join(char for char in value.casefold() if char.isalnum())
