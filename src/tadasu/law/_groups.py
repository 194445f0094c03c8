"""Countries and groups of countries: which lies in which, on a day. Data: `data/place_groups.yaml`, countries of `places`."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from tadasu.law._yaml import DATA, load
from tadasu.places import all_places


@cache
def groups() -> Mapping[str, Mapping[str, str]]:
    """Every group with its name in both languages."""
    return MappingProxyType({key: value["name"] for key, value in load(DATA / "place_groups.yaml").value.items()})


@cache
def members(group: str, on: date) -> frozenset[str]:
    """The countries of a group on a day."""
    value = load(DATA / "place_groups.yaml").value[group]
    former = {one["member"] for one in value.get("former", ()) if on <= one["to"]}
    return frozenset(value["members"]) | former


def is_place(place: str) -> bool:
    """Whether it is a country or a group that we know.

    >>> is_place("de"), is_place("eu"), is_place("atlantis")
    (True, True, False)
    """
    return place in groups() or place in countries()


@cache
def countries() -> frozenset[str]:
    """The codes of all countries."""
    return frozenset(place.id for place in all_places().values() if place.kind == "country")


def lies_in(country: str, place: str, on: date) -> bool:
    """Whether a country is a place or a member of it.

    >>> lies_in("gb", "eu", date(2019, 1, 1)), lies_in("gb", "eu", date(2021, 1, 1))
    (True, False)
    """
    return country == place or (place in groups() and country in members(place, on))
