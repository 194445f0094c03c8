"""How alike two parties of ours are, by the same scales as lists: what whoever judges them sees, and what is kept as evidence."""

from dataclasses import replace
from typing import Any

from tadasu.schema import Entity, EntityId, Explanation
from tadasu.screening import Index, Options, explain, screen
from tadasu.web.foundation.parties._reasons import data_of


def likeness(one: Entity, other: Entity) -> Explanation | None:
    """The explanation of the best pair of their names with everything else; None when no word of them can be compared."""
    index = Index.build([replace(other, id=EntityId("other"))])
    found = screen([one], index, options=Options(threshold=0, limit=1, threads=1))
    return explain(index, one, found.matches[0]) if found.matches else None


def evidence_of(one: Entity, other: Entity) -> dict[str, Any]:
    """The same to be kept; empty when there is nothing to compare."""
    found = likeness(one, other)
    return data_of(found) if found is not None else {}
