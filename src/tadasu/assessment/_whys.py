"""Why something has changed for a declaration: the finding or list entry that is new or gone, where that can be told."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

import polars as pl

from tadasu.assessment._changes import Change
from tadasu.schema import Finding, FindingKind

MOST_NAMED = 3
"""Findings that are named as gone where one cannot be told from the other."""

MARK_DIGITS = 12
"""Hexadecimal digits of a mark: a new entry is taken for one of a million known ones once in 280 million times."""

_COMPANY = re.compile(r":c-[0-9a-f]{12}(?=:|$)")

_GRAVER = frozenset({Change.NEWLY_HELD, Change.NEWLY_ASKED, Change.GRAVER})


class Why(StrEnum):
    """What can be told; `wording` has a sentence for each."""

    FINDING_NEW = "finding-new"
    """The strongest way now begins at a finding or list entry that was not there."""
    CHAIN_NEW = "chain-new"
    """The finding, or the entry on its list, was there; the chain that leads from it is new, or stronger."""
    FINDING_GONE = "finding-gone"
    """Findings of the kind and issue that decided then no longer stand; of a listing, its entry is not on the list."""
    CHAIN_GONE = "chain-gone"
    """The findings, or the entries on their lists, are still there; a chain is gone, or weaker."""
    SEEN = "seen"
    """No finding reaches it: more or less of what it was made from can be seen."""
    DECLARATION_NEW = "declaration-new"
    DECLARATION_GONE = "declaration-gone"
    NOT_TOLD = "not-told"


@dataclass(frozen=True, slots=True, order=True)
class KnownFinding:
    """What is kept of a finding to know it again; another wording of its basis makes no other finding."""

    id: str
    kind: str
    issue: str
    basis: str = field(default="", compare=False)

    @property
    def mark(self) -> str:
        """Stands for it where thousands are kept."""
        told = "\0".join((self.id, self.kind, self.issue))
        return sha256(told.encode("utf-8", "backslashreplace")).hexdigest()[:MARK_DIGITS]


def known_finding(finding: Finding) -> KnownFinding:
    """Without the company that a listing, or a name, was taken for: a new spelling may give the company another id."""
    own = finding.kind is FindingKind.OWNED_BY_LISTED
    key = finding.id if own else _COMPANY.sub("", finding.id)
    return KnownFinding(key, finding.kind.value, finding.issue.value, finding.basis)


def with_whys(
    changed: pl.DataFrame,
    *,
    then: Iterable[KnownFinding] | None,
    now: Iterable[KnownFinding],
    leading: Mapping[str, KnownFinding],
    listed_then: Container[str] = (),
) -> pl.DataFrame:
    """What `changes` gives with `why`, and `why_findings` and `why_basis` (each joined by a bar) where findings are meant.

    `then` are the findings of the earlier run, None when they are not known, `listed_then` the marks of all entries of its
    lists; `now` are the findings of this run and all entries of its lists (`known_listings`), whether or not a company is
    taken for them. `leading` is, for declarations that a finding reaches now, the one at which the strongest way begins.
    """
    known = None if then is None else frozenset(then)
    gone = frozenset() if known is None else known.difference(now)
    told = [_why(row, known, gone, leading, listed_then) for row in changed.iter_rows(named=True)]
    return changed.with_columns(
        pl.Series("why", [why.value for why, _ in told], pl.String),
        pl.Series("why_findings", ["|".join(one.id for one in named) or None for _, named in told], pl.String),
        pl.Series("why_basis", ["|".join(one.basis for one in named) or None for _, named in told], pl.String),
    )


def _why(
    row: Mapping[str, object],
    known: frozenset[KnownFinding] | None,
    gone: frozenset[KnownFinding],
    leading: Mapping[str, KnownFinding],
    listed_then: Container[str],
) -> tuple[Why, tuple[KnownFinding, ...]]:
    first = leading.get(str(row["declaration"]))
    if row["change"] == Change.NEW:
        return Why.DECLARATION_NEW, (first,) if first else ()
    if row["change"] == Change.GONE:
        return Why.DECLARATION_GONE, ()
    graver = row["change"] in _GRAVER
    if row["kind_after" if graver else "kind_before"] is None:
        return Why.SEEN, ()
    if known is None or (graver and first is None):
        return Why.NOT_TOLD, ()
    if graver and first is not None:
        return (Why.CHAIN_NEW if first in known or first.mark in listed_then else Why.FINDING_NEW), (first,)
    named = _gone(row, gone)
    return (Why.FINDING_GONE if named else Why.CHAIN_GONE), named


def _gone(row: Mapping[str, object], gone: frozenset[KnownFinding]) -> tuple[KnownFinding, ...]:
    """The finding that touched the declaration itself, when it is gone; else the first of those of its kind and issue."""
    alike = sorted(one for one in gone if (one.kind, one.issue) == (row["kind_before"], row["issue_before"]))
    own = _COMPANY.sub("", str(row["finding_before"] or ""))
    itself = tuple(one for one in alike if own and own in (one.id, _COMPANY.sub("", one.id)))
    return itself[:1] or tuple(alike[:MOST_NAMED])
