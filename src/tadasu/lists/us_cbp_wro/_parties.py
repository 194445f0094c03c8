"""One "Entity" cell of the WRO list -> the parties it names, each with its other names."""

import re
from dataclasses import dataclass

from tadasu.lists._entity import unique

_ALSO = re.compile(
    r"\s*[,;(]?\s*\b(?:a/k/a|a\.k\.a\.?|aka|also known as|formerly known as|f/k/a|f\.k\.a\.?|d/b/a"
    r"|doing business as)\b[:.]?\s*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*;\s*(?:and\s+)?|\s*\n\s*|\s+/\s+")
_VESSEL = re.compile(r"^(?:(?:Distant[- ]Water\s+)?(?:Fishing\s+)?Vessels?|F/?V|M/?V)\s*[:.]\s*|^F/V\s+", re.IGNORECASE)
_GROUP = re.compile(
    r",?\s+and\s+(?:all\s+)?(?:of\s+)?(?:its|their)?\s*(?:[\w-]+\s+){0,3}?"
    r"(?:subsidiaries|affiliates|affiliated entities|subordinate(?: and affiliated)? entities)\b.*$",
    re.IGNORECASE,
)
_VESSEL_LIST = re.compile(r"\s*,\s*(?:and\s+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party with its other names."""

    name: str
    aliases: tuple[str, ...] = ()
    is_vessel: bool = False


def parse_parties(cell: str) -> tuple[tuple[Party, ...], bool]:
    """The parties of a cell, and whether the cell could only be read in one way.

    >>> parties, is_certain = parse_parties("Hyohon Sugar Mill a/k/a Mihon Sugar; Fishing Vessel: Rei Maru No. 2")
    >>> [(party.name, party.aliases, party.is_vessel) for party in parties], is_certain
    ([('Hyohon Sugar Mill', ('Mihon Sugar',), False), ('Rei Maru No. 2', (), True)], True)
    """
    parties: list[Party] = []
    is_certain = True
    for part in filter(None, _BETWEEN.split(cell.strip())):
        if _ALSO.match(part) and parties:
            parties[-1] = _with_aliases(parties[-1], _names(part))
            is_certain = False
            continue
        vessel = _VESSEL.match(part)
        pieces = _VESSEL_LIST.split(part[vessel.end() :]) if vessel else [part]
        parties.extend(_party(piece, is_vessel=vessel is not None) for piece in pieces if piece.strip())
    return tuple(party for party in parties if party.name), is_certain


def _party(text: str, *, is_vessel: bool) -> Party:
    name, *aliases = _names(text) or [""]
    return Party(name=name, aliases=tuple(aliases), is_vessel=is_vessel)


def _with_aliases(party: Party, names: list[str]) -> Party:
    return Party(name=party.name, aliases=unique([*party.aliases, *names]), is_vessel=party.is_vessel)


def _names(text: str) -> list[str]:
    return [name for name in (_trimmed(_GROUP.sub("", part)) for part in _ALSO.split(text)) if name]


def _trimmed(name: str) -> str:
    name = name.strip(" ,;")
    if name.count(")") > name.count("("):
        name = name.removesuffix(")")
    return name.strip(" ,;")
