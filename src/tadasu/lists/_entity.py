"""Entities made from a publisher's cells in one way: names cleaned, ids stable, dates in known forms."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tadasu.lists._source import Source
from tadasu.schema import Entity, EntityId, Origin

NAME_DIGITS = 12
"""Hex digits of the digest that stands in for a number the publisher does not give."""

_YEAR = re.compile(r"^\d{4}$")


def make_entity(
    source: Source,
    *,
    number: str,
    row: int,
    schema: str,
    names: Iterable[str],
    weak: Iterable[str] = (),
    **rest: Any,
) -> Entity:
    """An entity of a list. The first of `names` is the main name, the others its aliases; empty and repeated ones go.

    `number` is the publisher's own, or "" for none: then the id comes from the main name and country, so that it
    does not move when a row is put in above. A name that is an odd value stays when there is no other. `rest` are
    fields of `Entity`; `topics` are the list's own unless given; texts that are tuples lose empty and repeated
    members.
    """
    given_names = tuple(names)
    known = unique(map(source.clean, given_names)) or unique(" ".join(name.split()) for name in given_names)
    others = tuple(name for name in unique(source.clean(name) for name in weak) if name not in known)
    if not known:
        known, others = others, ()
    main, aliases = known[0], known[1:]
    given: dict[str, Any] = {key: unique(value) if isinstance(value, list) else value for key, value in rest.items()}
    number = source.clean(number) or name_number(main, given.get("countries", ()))
    return Entity(
        id=EntityId(f"{source.id}:{number}"),
        schema=schema,
        name=main,
        aliases=aliases,
        weak_aliases=others,
        origin=Origin(list_id=source.id, row=row),
        **{"topics": source.topics, **given},
    )


def unique(values: Iterable[Any]) -> tuple[Any, ...]:
    """The values in their order, without empty ones and without repetition.

    >>> unique(["b", "", "a", "b"])
    ('b', 'a')
    """
    return tuple(dict.fromkeys(value for value in values if value))


def name_number(name: str, countries: Sequence[str] = ()) -> str:
    """Stands in for a publisher's number: twelve hex digits from the folded name and the countries.

    >>> name_number("Hyohon Boseki Co., Ltd.") == name_number("HYOHON  BOSEKI CO LTD")
    True
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    words = "".join(letter if letter.isalnum() else " " for letter in folded).split()
    key = " ".join(words or folded.split()) + "|" + ",".join(countries)
    return hashlib.sha256(key.encode()).hexdigest()[:NAME_DIGITS]


def numbered_apart(entities: Iterable[Entity], repeated: Callable[[Entity], None] | None = None) -> tuple[Entity, ...]:
    """The same entities, ids repeated in the list made different by "-2", "-3" in file order.

    `repeated` is told of each entity whose number was there before: a fault where the publisher numbers its entities.
    """
    seen: dict[str, int] = {}
    told_apart: list[Entity] = []
    for entity in entities:
        count = seen[entity.id] = seen.get(entity.id, 0) + 1
        if count > 1 and repeated is not None:
            repeated(entity)
        told_apart.append(entity if count == 1 else replace(entity, id=EntityId(f"{entity.id}-{count}")))
    return tuple(told_apart)


def parse_date(text: str, *formats: str) -> date | None:
    """The date in one of these `strptime` forms, or None; a bare year is no date.

    >>> parse_date("June 21, 2022", "%B %d, %Y")
    datetime.date(2022, 6, 21)
    """
    text = text.strip()
    if not text or _YEAR.match(text):
        return None
    for form in formats:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
