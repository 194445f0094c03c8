"""What a finding of ownership rests on, in names: who holds how much of whom, and where it is written."""

from collections.abc import Iterable, Iterator, Mapping

from tadasu.ownership import Link, Owned, Proof
from tadasu.schema import WHOLE, EntityId, StakeKind

_SHARED = (StakeKind.SHARES, StakeKind.VOTES)


def basis(links: Iterable[Link], names: Mapping[EntityId, str]) -> str:
    """`A 60 % of B (stakes.csv, row 1)`; links joined by `; `."""
    return "; ".join(
        f"{names.get(link.owner, link.owner)} {_share(link)} of {names.get(link.company, link.company)} ({_rows(link)})"
        for link in links
    )


def needed(proof: Proof) -> Iterator[Link]:
    """The links of a proof, listed owners first."""
    return (link for step in proof.steps for link in step.links)


def needed_or_open(proof: Proof, owned: Owned) -> Iterator[Link]:
    """The links by which a company may be owned, at every step followed by the others on which it depends."""
    for step in proof.steps:
        yield from step.links
        told = {(link.owner, link.kind) for link in step.links}
        yield from (link for link in owned.deciding(step.company) if (link.owner, link.kind) not in told)


def _share(link: Link) -> str:
    if link.kind not in _SHARED:
        return link.kind.value
    if all(stake.least is None for stake in link.stakes):
        return "an unknown share"
    least, most = (f"{share * 100 / WHOLE:g}" for share in (link.least, link.most))
    return f"{least} %" if least == most else f"{least} to {most} %"


def _rows(link: Link) -> str:
    """Every row that speaks of it; those that a party denies say so."""
    return ", ".join(
        f"{stake.origin.list_id}, row {stake.origin.row}{', denied' if stake.contested else ''}"
        for stake in link.stakes
    )
