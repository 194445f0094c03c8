"""What besides the name speaks for or against a match: identifiers, country, address.

The weights are set by hand, in millinats, because no labelled pairs with these fields were at hand that could be used
for training; they are stated here so that anyone can argue with them. An identifier that is equal decides; one that
differs in the same scheme speaks strongly against, since registers give a company one number.
"""

from collections.abc import Iterable, Iterator

from tadasu.schema import FORMS, Entity, RegistrationNumber, Term, registration_numbers
from tadasu.screening._address import address_words

SAME_IDENTIFIER = 12_000
ALIKE_IDENTIFIER = 2000
"""For an equal number that may well be another register's: it is short, or the countries differ."""
OTHER_IDENTIFIER = -4000
SAME_COUNTRY = 400
OTHER_COUNTRY = -1200
SAME_ADDRESS = 1500
SAME_TOWN = 300
"""For an address whose telling words are all shared, with a number among them (house, postcode) or without; less in
proportion. A town or a road alone says little: many firms stand there."""

DIGITS_IN_ONE_COUNTRY = 6
DIGITS_ANYWHERE = 8
DIGITS_ACROSS_COUNTRIES = 13
"""From so many digits on, an equal number of a scheme that every country has (`registration`, `tax`) decides: where a
country is shared, where one side gives none, and where they differ. Shorter ones are given out again and again: registers
of towns and courts each begin with 1."""

UNIQUE_SCHEMES = frozenset({"lei", "jp-corporate-number", "os-id", "uscc"})
"""Schemes in which a company has one number; a difference in others (tax, register) may be two numbers of one firm."""

Key = tuple[str, str]
"""Scheme and plain number."""


def evidence(supplier: Entity, listed: Entity) -> tuple[Term, ...]:
    """Terms to add to the log-odds of the name, in millinats; empty when nothing can be compared."""
    terms = [*_identifiers(supplier, listed), *_countries(supplier, listed), *_addresses(supplier, listed)]
    return tuple(term for term in terms if term.value)


def most_evidence(suppliers: Iterable[Entity]) -> int:
    """Millinats by which the fields of these suppliers could lift a name at most."""
    identified = any(supplier.identifiers for supplier in suppliers)
    return SAME_COUNTRY + SAME_ADDRESS + (SAME_IDENTIFIER if identified else 0)


def identifier_keys(entity: Entity) -> frozenset[Key]:
    """The numbers, comparable by equality, that can decide by themselves and so find a party under any name."""
    return frozenset(key for key in _keys(entity) if _decides(key, DIGITS_IN_ONE_COUNTRY))


def _identifiers(supplier: Entity, listed: Entity) -> Iterator[Term]:
    if not supplier.identifiers or not listed.identifiers:
        return
    same = sorted(_keys(supplier) & _keys(listed))
    if same:
        needed = _digits_needed(supplier, listed)
        deciding = [key for key in same if _decides(key, needed)]
        code, value = ("identifier-same", SAME_IDENTIFIER) if deciding else ("identifier-alike", ALIKE_IDENTIFIER)
        yield Term(code=code, value=value, detail=" ".join((deciding or same)[0]))
        return
    clash = _sure_schemes(supplier) & _sure_schemes(listed)
    if clash:
        yield Term(code="identifier-differs", value=OTHER_IDENTIFIER, detail=min(clash))


def _numbers(entity: Entity) -> Iterator[tuple[str, RegistrationNumber]]:
    """Every number with its scheme, as it can be compared."""
    for identifier in entity.identifiers:
        for number in registration_numbers(identifier.scheme, identifier.value):
            if number.plain:
                yield identifier.scheme, number


def _keys(entity: Entity) -> frozenset[Key]:
    return frozenset((scheme, number.plain) for scheme, number in _numbers(entity))


def _sure_schemes(entity: Entity) -> frozenset[str]:
    """Schemes of one number a company in which this one has a number without a slip."""
    return frozenset(scheme for scheme, number in _numbers(entity) if scheme in UNIQUE_SCHEMES and not number.fault)


def _digits_needed(supplier: Entity, listed: Entity) -> int:
    if not supplier.countries or not listed.countries:
        return DIGITS_ANYWHERE
    shared = set(supplier.countries) & set(listed.countries)
    return DIGITS_IN_ONE_COUNTRY if shared else DIGITS_ACROSS_COUNTRIES


def _decides(key: Key, digits: int) -> bool:
    """Whether an equal number means the same party: one register keeps the scheme, or it has so many digits."""
    scheme, plain = key
    return scheme in FORMS or sum(map(str.isdecimal, plain)) >= digits


def _countries(supplier: Entity, listed: Entity) -> Iterator[Term]:
    if not supplier.countries or not listed.countries:
        return
    same = sorted(set(supplier.countries) & set(listed.countries))
    if same:
        yield Term(code="country-same", value=SAME_COUNTRY, detail=same[0].upper())
    else:
        detail = f"{supplier.countries[0].upper()} / {listed.countries[0].upper()}"
        yield Term(code="country-differs", value=OTHER_COUNTRY, detail=detail)


def _addresses(supplier: Entity, listed: Entity) -> Iterator[Term]:
    if not supplier.addresses or not listed.addresses:
        return
    ours = frozenset(word for address in supplier.addresses for word in address_words(address))
    best, shared = max(
        ((_overlap(ours, theirs), ours & theirs) for theirs in map(address_words, listed.addresses)),
        key=lambda pair: pair[0],
    )
    if best >= 0.5:
        numbered = any(word.replace("-", "").isdigit() for word in shared)
        value = int((SAME_ADDRESS if numbered else SAME_TOWN) * best)
        yield Term(code="address-same", value=value, detail=" ".join(_longest(shared)))


def _longest(words: frozenset[str]) -> list[str]:
    """The three longest, in one order in every process."""
    return sorted(words, key=lambda word: (-len(word), word))[:3]


def _overlap(ours: frozenset[str], theirs: frozenset[str]) -> float:
    return len(ours & theirs) / min(len(ours), len(theirs)) if len(ours) >= 2 and len(theirs) >= 2 else 0.0
