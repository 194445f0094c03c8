"""Screening only what a list change can affect gives what a full run gives."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.invented import names

from tadasu.schema import Entity, EntityId, Identifier, ListId, Origin
from tadasu.screening import Index, Options, screen

LIST = ListId("demo")


def _entities(texts: list[str], prefix: str) -> list[Entity]:
    return [
        Entity(
            id=EntityId(f"{prefix}{number}"),
            schema="Company",
            name=text,
            origin=Origin(list_id=LIST, row=number + 1),
            identifiers=(Identifier(scheme="lei", value=f"INVENTED{number}"),) if number % 5 == 0 else (),
        )
        for number, text in enumerate(texts)
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(names(), min_size=1, max_size=25), st.lists(names(), min_size=1, max_size=25), st.data())
def test_matches_with_changed_parties_are_those_of_a_full_run(
    listed: list[str], asked: list[str], data: st.DataObject
) -> None:
    index = Index.build(_entities(listed, "e"))
    suppliers = _entities(asked, "s")
    changed = frozenset(
        (LIST, entity.id) for entity in index.entities if data.draw(st.booleans(), label=f"{entity.name} changed")
    )
    full = screen(suppliers, index, options=Options(threshold=0)).matches
    part = screen(suppliers, index, options=Options(threshold=0, only=changed)).matches
    assert part == tuple(match for match in full if (match.list_id, match.entity_id) in changed)
