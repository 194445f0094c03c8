"""What speaks against publishing a document: a code, where, and parameters. What was found is never repeated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """`at` is the way to the value: `text.en:3` is line 3 of the English text, `table:2,1` a cell (row, column, from 1).
    `tadasu.wording` has a sentence for `release-` and the code."""

    code: str
    at: str = ""
    params: tuple[tuple[str, str], ...] = field(default=())


CODES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "attack-contradiction": ("measure",),
        "attack-dominated": (),
        "attack-exact-amount": (),
        "attack-exact-figure": (),
        "attack-existence-told": (),
        "attack-false-figure": (),
        "attack-few-grantees": (),
        "attack-few-intermediaries": (),
        "attack-free-text": (),
        "attack-identifiers": (),
        "attack-insider": (),
        "attack-known-members": (),
        "attack-linkage": (),
        "attack-named": (),
        "attack-period-too-fine": (),
        "attack-place-too-fine": (),
        "attack-raid": (),
        "attack-rest": (),
        "attack-their-file": (),
        "attack-too-early": (),
        "attack-version": (),
        "attack-worked-out": ("measure",),
        "cell-changed": (),
        "cell-cover": (),
        "cell-dominated": (),
        "cell-few-grantees": ("least",),
        "cell-few-intermediaries": ("least",),
        "cell-hidden-before": (),
        "cell-known-already": (),
        "cell-their-file": (),
        "code-unknown": ("known",),
        "count-too-small": ("least",),
        "field-missing": (),
        "field-unknown": ("count",),
        "file-disagrees": (),
        "grant-counted-before": (),
        "grant-existence-withheld": (),
        "grant-held-back": ("day",),
        "grant-neutral": (),
        "grant-public": (),
        "grant-rare": (),
        "grant-rest-small": (),
        "grant-rolled-up": (),
        "grant-year-closed": (),
        "grant-year-retired": (),
        "language-missing": ("language",),
        "language-other": ("language",),
        "link-unsafe": (),
        "period-too-fine": ("finest",),
        "period-too-soon": ("day",),
        "place-too-fine": ("finest",),
        "place-unknown": (),
        "records-known-already": (),
        "table-does-not-add-up": (),
        "table-overlaps": (),
        "table-pattern-changed": (),
        "table-shape": ("most",),
        "table-small-change": ("least",),
        "table-small-count": ("least",),
        "table-unprotected": ("least",),
        "table-unprotected-change": ("least",),
        "text-address": (),
        "text-coordinates": (),
        "text-day": (),
        "text-email": (),
        "text-handle": (),
        "text-identifier": (),
        "text-invisible": (),
        "text-lines": (),
        "text-network-address": (),
        "text-phone": (),
        "text-too-long": ("most",),
        "text-url": (),
        "wrong-type": ("type",),
    }
)
"""Every code, with its parameters."""
