"""What changed between two editions of a list."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tadasu.lists import diff
from tadasu.schema import Entity, EntityId, ListId, Origin


def entity(number: int, name: str = "Hyohon", row: int = 1) -> Entity:
    origin = Origin(list_id=ListId("un-sc"), row=row)
    return Entity(id=EntityId(f"un-sc:{number}"), schema="Company", name=name, origin=origin)


EDITIONS = st.lists(
    st.builds(entity, st.integers(0, 20), st.sampled_from(["Hyohon", "Mihon"])), unique_by=lambda e: e.id
)


def test_added_removed_and_changed_are_told_apart_with_the_fields_that_differ() -> None:
    new = replace(entity(2), name="Mihon", countries=("jp",))
    found = diff([entity(1), entity(2)], [new, entity(3)])
    assert ([e.id for e in found.added], [e.id for e in found.removed]) == (["un-sc:3"], ["un-sc:1"])
    assert [(change.old, change.new, change.fields) for change in found.changed] == [
        (entity(2), new, ("name", "countries"))
    ]


def test_another_row_of_the_file_is_no_change() -> None:
    assert diff([entity(1, row=1)], [entity(1, row=9)]).is_empty


@given(EDITIONS)
def test_a_list_does_not_differ_from_itself_in_any_order(edition: list[Entity]) -> None:
    assert diff(edition, edition[::-1]).is_empty


@given(EDITIONS, EDITIONS)
def test_going_back_undoes_going_forth(old: list[Entity], new: list[Entity]) -> None:
    forth, back = diff(old, new), diff(new, old)
    assert (forth.added, forth.removed) == (back.removed, back.added)
    assert [(c.old, c.new, c.fields) for c in forth.changed] == [(c.new, c.old, c.fields) for c in back.changed]


@given(EDITIONS, EDITIONS)
def test_applying_the_difference_gives_the_new_edition(old: list[Entity], new: list[Entity]) -> None:
    found = diff(old, new)
    kept = {e.id: e for e in old} | {c.new.id: c.new for c in found.changed} | {e.id: e for e in found.added}
    for gone in found.removed:
        del kept[gone.id]
    assert kept == {e.id: e for e in new}
