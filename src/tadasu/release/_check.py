"""The one question of this room: what speaks against publishing this document."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tadasu.release._fields import LANGUAGES, period_end, period_start, problems_of, words
from tadasu.release._kinds import Field, Kind
from tadasu.release._places import within
from tadasu.release._problem import Problem
from tadasu.release._protection import small_changes, unprotected, unprotected_changes
from tadasu.release._table import LABEL, PERIOD, PLACE, Entry, Table, dimensions, shape_problems, table_of

Document = Mapping[str, Any]

_CATEGORY = 120
"""Characters of a label."""


def check(kind: Kind, document: Document, earlier: Sequence[Document] = (), *, today: date) -> tuple[Problem, ...]:
    """Everything that a rule says against it, in the order of the kind's fields; empty when nothing does.

    `earlier` are the documents of this kind that the same publisher has published so far, withdrawn ones among them: once
    public, a table is known for good. `today` counts for delays.
    """
    if unknown := len([one for one in document if one not in kind.fields]):
        return (Problem(code="field-unknown", params=(("count", str(unknown)),)),)
    found = [one for field in kind.fields.values() for one in _of_field(field, document, today)]
    if not found:
        found += _of_tables(kind, document, earlier)
    return tuple(found)


def check_words(value: Any, *, at: str, most: int) -> tuple[Problem, ...]:
    """What speaks against a text in both languages that goes with a document: what was changed in it, for example."""
    return tuple(words(Field(id=at, type="text", names={}, most=most), value, at))


def comparable(kind: Kind, one: Document, other: Document) -> bool:
    """Whether two documents count the same, or parts of the same: the same measure, places within one another or not told,
    periods that overlap or are not told."""
    return bool(kind.same) and all(_meet(kind.fields[name], one.get(name), other.get(name)) for name in kind.same)


def required_languages() -> tuple[str, ...]:
    """In which every text is published."""
    return LANGUAGES


def _of_field(field: Field, document: Document, today: date) -> Iterator[Problem]:
    value = document.get(field.id)
    if value is None:
        if field.required:
            yield Problem(code="field-missing", at=field.id)
        return
    yield from problems_of(field, value, field.id, today)
    if field.type == "table":
        yield from _of_table(field, value, today)


def _of_table(field: Field, value: Any, today: date) -> Iterator[Problem]:
    """Shape, labels, counts, and what can be worked out of this table alone."""
    wrong = list(shape_problems(field, value, field.id))
    if wrong:
        yield from wrong
        return
    for name, dimension in dimensions(value):
        for number, category in enumerate(dimension["categories"], 1):
            label = _label(field, dimension["of"])
            yield from problems_of(label, category, f"{field.id}.{name}.{number}", today)
    yield from _of_counts(field, table_of(value))


def _of_counts(field: Field, table: Table) -> Iterator[Problem]:
    least = (("least", str(field.least)),)
    small = [one for one in table.entries if (value := table[one]) is not None and value < field.least]
    yield from (Problem(code="table-small-count", at=_at(field, one), params=least) for one in small)
    if small:
        return
    try:
        open_ = unprotected(table, field.least)
    except ValueError:
        yield Problem(code="table-does-not-add-up", at=field.id)
        return
    yield from (Problem(code="table-unprotected", at=_at(field, one), params=least) for one in open_)


def _of_tables(kind: Kind, document: Document, earlier: Sequence[Document]) -> Iterator[Problem]:
    """What can be worked out of this document's tables together with earlier ones."""
    others = [one for one in earlier if comparable(kind, document, one)]
    for field in kind.fields.values():
        if field.type == "table":
            for other in others:
                yield from _of_versions(kind, field, document, other)


def _of_versions(kind: Kind, field: Field, document: Document, other: Document) -> Iterator[Problem]:
    now, before = document[field.id], other[field.id]
    same = all(document.get(name) == other.get(name) for name in kind.same)
    if not same or dict(dimensions(now)) != dict(dimensions(before)):
        yield Problem(code="table-overlaps", at=field.id)
        return
    later, known = table_of(now), table_of(before)
    if later.hidden != known.hidden:
        yield Problem(code="table-pattern-changed", at=field.id)
        return
    least = (("least", str(field.least)),)
    small = small_changes(known, later, field.least)
    yield from (Problem(code="table-small-change", at=_at(field, one), params=least) for one in small)
    if not small:
        open_ = unprotected_changes(known, later, field.least)
        yield from (Problem(code="table-unprotected-change", at=_at(field, one), params=least) for one in open_)


def _label(field: Field, of: str) -> Field:
    """The field that a category is: a label, a place or a period by the rules of fields."""
    return {
        LABEL: Field(id="", type="text", names={}, most=_CATEGORY, lines=False, days=False),
        PLACE: Field(id="", type="place", names={}, finest=field.finest),
        PERIOD: Field(id="", type="period", names={}, finest="quarter"),
    }[of]


def _meet(field: Field, one: Any, other: Any) -> bool:
    if one is None or other is None:
        return True
    if field.type == "place":
        return within(one, other)
    if field.type == "period":
        return period_start(one) < period_end(other) and period_start(other) < period_end(one)
    return bool(one == other)


def _at(field: Field, entry: Entry) -> str:
    return f"{field.id}:{entry[0] + 1},{entry[1] + 1}"
