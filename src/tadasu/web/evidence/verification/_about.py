"""Whom or what an inquiry is about, in the fields of a finding's subject. Pure.

While it is looked into, any of them may still be missing; a conclusion needs those of its kind of subject.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from tadasu.goods import parse_hs
from tadasu.places import all_places
from tadasu.schema import (
    CompanySubject,
    EntityId,
    GoodOfCompany,
    GoodOfCountry,
    GoodOfPlace,
    PlaceSubject,
    Subject,
    UsageError,
)
from tadasu.web.ui.signs import plain_text, unseen_sign

MOST_NAMES, LONGEST_NAME = 10, 200

NEEDS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "company": ("names",),
        "good-of-company": ("names", "good"),
        "place": ("place",),
        "good-of-place": ("place", "good"),
        "good-of-country": ("country", "good"),
    }
)
"""Kind of subject -> what it cannot be without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """`names` of a company and where it is (`country`, ISO 3166-1 alpha-2, lower case), `place` an id of tadasu.places, `good` an
    HS code."""

    kind: str
    names: tuple[str, ...] = ()
    country: str = ""
    place: str = ""
    good: str = ""

    def kept(self) -> dict[str, Any]:
        """As it is kept."""
        return {**asdict(self), "names": list(self.names)}


def about_of(kept: Mapping[str, Any]) -> About:
    """As it was kept."""
    return About(**{**kept, "names": tuple(kept["names"])})


def checked(about: About) -> About:
    """The same. Raises UsageError `verification-about` with the field that holds what cannot be."""
    wrong = {
        "kind": about.kind not in NEEDS,
        "names": len(about.names) > MOST_NAMES or any(not _is_name(one) for one in about.names),
        "country": bool(about.country) and getattr(all_places().get(about.country), "kind", "") != "country",
        "place": bool(about.place) and about.place not in all_places(),
        "good": bool(about.good) and not _is_good(about.good),
    }
    for field, is_wrong in wrong.items():
        if is_wrong:
            raise UsageError("verification-about", field=field)
    return about


def subject_of(about: About, company: str) -> Subject:
    """The subject of a finding; `company` is the id by which it is known here. Raises UsageError `verification-incomplete`."""
    if missing := [field for field in NEEDS[about.kind] if not getattr(about, field)]:
        raise UsageError("verification-incomplete", field=missing[0])
    match about.kind:
        case "company":
            return CompanySubject(company=EntityId(company))
        case "good-of-company":
            return GoodOfCompany(good=about.good, company=EntityId(company))
        case "place":
            return PlaceSubject(place=about.place)
        case "good-of-place":
            return GoodOfPlace(good=about.good, place=about.place)
        case _:
            return GoodOfCountry(good=about.good, country=about.country)


def _is_name(name: str) -> bool:
    return bool(name) and len(name) <= LONGEST_NAME and plain_text(name) == name and not unseen_sign(name)


def _is_good(good: str) -> bool:
    try:
        return bool(parse_hs(good) == good)
    except ValueError:
        return False
