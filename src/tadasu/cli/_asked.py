"""Which declaration, or which buyer, is meant by what was written on the command line."""

import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches

from tadasu.assessment import Assessment, Companies
from tadasu.schema import UsageError

MOST_COMPARED = 20_000
"""Names that are compared to find the nearest one; of more, those that begin alike are compared."""
MOST_NEAREST = 3


def line_of(result: Assessment, declaration: str) -> int:
    """The number of a declaration; one of an upstream file is `FILE#ID`. Raises UsageError `declaration-not-found`."""
    ids = [one.id for one in result.lines.declarations]
    if declaration in ids:
        return ids.index(declaration)  # type: ignore[arg-type]
    raise UsageError("declaration-not-found", value=declaration, nearest=nearest(declaration, ids))


def buyer_of(result: Assessment, written: str) -> int:
    """The number of the company that has this id, or bears this name, and bought something.

    Raises UsageError: `importer-not-found`, with the nearest buyers; `importer-several` where it is the name of several
    companies, with their ids; `importer-without-purchase` where that company only sells.
    """
    companies, buyers = result.companies, set(result.lines.buyer.tolist())
    named = _named(companies, written)
    bought = [number for number in named if number in buyers]
    if len(bought) == 1:
        return bought[0]
    if len(bought) > 1:
        several = ", ".join(_told(companies, number) for number in bought)
        raise UsageError("importer-several", value=written, companies=several)
    if named:
        raise UsageError("importer-without-purchase", value=written)
    names = {name for number in buyers for name in companies.entities[number].names}
    raise UsageError("importer-not-found", value=written, nearest=nearest(written, sorted(names)))


def _named(companies: Companies, written: str) -> list[int]:
    """Companies of this id, else of this name."""
    by_id = [number for number, entity in enumerate(companies.entities) if entity.id == written]
    folded = _folded(written)
    return by_id or [number for number, entity in enumerate(companies.entities) if folded in map(_folded, entity.names)]


def _told(companies: Companies, number: int) -> str:
    entity = companies.entities[number]
    return f"{entity.id} ({entity.countries[0]})" if entity.countries else entity.id


def _folded(name: str) -> str:
    """What one spelling shares with another that differs in case, width or spaces alone."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def nearest(written: str, known: Sequence[str]) -> str:
    """The likest few, joined.

    >>> nearest("D-O01", ["D-001", "X-900"])
    'D-001'
    """
    if len(known) > MOST_COMPARED:
        known = [each for each in known if each[:2].casefold() == written[:2].casefold()] or known
    folded = {_folded(each): each for each in known[:MOST_COMPARED]}
    near = get_close_matches(_folded(written), folded, n=MOST_NEAREST, cutoff=0.6)
    near = near or get_close_matches(_folded(written), folded, n=1, cutoff=0.0)
    return ", ".join(folded[each] for each in near)
