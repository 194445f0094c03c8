"""What was odd about the stakes themselves. A remark stops nothing; it says what a person should look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

REMARKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "self-stake": ("company", "list", "row"),  # a company that holds itself; left out
        "shares-over-whole": ("company", "total"),  # what is surely held adds up to more than a million parts
        "sources-disagree": (
            "company",
            "kind",
            "lists",
            "owner",
        ),  # no share satisfies all lists; the widest bounds count
        "stake-repeated": ("company", "list", "owner", "row"),  # the very same stake twice; counted once
        "votes-over-whole": ("company", "total"),
    }
)
"""Every code with its parameters, so that `tadasu.wording` can be held to the same table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """`params` are sorted by name; shares are parts of a million."""

    code: str
    params: tuple[tuple[str, str], ...]


def remark(code: str, **params: object) -> Remark:
    """A remark of the table; a code or parameter that is not in it is a programming error."""
    if tuple(sorted(params)) != REMARKS[code]:
        raise ValueError(f"{code} takes {REMARKS[code]}, not {tuple(params)}")
    return Remark(code=code, params=tuple((name, str(params[name])) for name in sorted(params)))
