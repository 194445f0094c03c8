"""Stakes in one order, whatever order they came in, and the very same stake only once."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tadasu.ownership._arrays import KINDS, Integers, Rows
from tadasu.ownership._remarks import Remark, remark
from tadasu.schema import WHOLE, EntityId, Stake


def in_order(stakes: Sequence[Stake], numbers: dict[EntityId, int]) -> tuple[tuple[Stake, ...], Rows, list[Remark]]:
    """The stakes sorted by owner, company, kind, list, row; as records and as rows, with a remark for each repetition."""
    lists = {name: number for number, name in enumerate(sorted({stake.origin.list_id for stake in stakes}))}
    kinds = {kind: number for number, kind in enumerate(KINDS)}
    keys = [
        _column(numbers[stake.owner] for stake in stakes),
        _column(numbers[stake.company] for stake in stakes),
        _column(kinds[stake.kind] for stake in stakes),
        _column(lists[stake.origin.list_id] for stake in stakes),
        _column(stake.origin.row for stake in stakes),
        _column(0 if stake.least is None else stake.least for stake in stakes),
        _column(WHOLE if stake.most is None else stake.most for stake in stakes),
    ]
    order = np.lexsort(keys[::-1])
    keys = [key[order] for key in keys]
    records = [stakes[at] for at in order]
    kept, repeated = _without_repetition(records, _as_before(keys))
    owners, companies, kind, list_of, _, least, most = (key[kept] for key in keys)
    rows = Rows(owners=owners, companies=companies, kinds=kind, lists=list_of, least=least, most=most)
    if repeated:
        records = [records[at] for at in np.flatnonzero(kept)]
    return tuple(records), rows, repeated


def _column(values: Iterable[int]) -> Integers:
    return np.fromiter(values, np.int64)


def _as_before(keys: Sequence[Integers]) -> NDArray[np.bool_]:
    """Which places have the same keys as the place before them."""
    same = np.zeros(keys[0].size, np.bool_)
    if same.size:
        same[1:] = np.logical_and.reduce([key[1:] == key[:-1] for key in keys])
    return same


def _without_repetition(records: list[Stake], same: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], list[Remark]]:
    """Which records stay. A run of the same keys is sorted as text first, so that equal stakes stand side by side; runs
    are rare, so plain lists do."""
    kept = np.ones(len(records), np.bool_)
    repeated: list[Remark] = []
    for begin, end in _runs(same):
        records[begin:end] = sorted(records[begin:end], key=repr)
        for at in range(begin + 1, end):
            stake = records[at]
            if stake == records[at - 1]:
                kept[at] = False
                origin = stake.origin
                repeated.append(
                    remark(
                        "stake-repeated", owner=stake.owner, company=stake.company, list=origin.list_id, row=origin.row
                    )
                )
    return kept, repeated


def _runs(same: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Begin and end of each run of places that equal the one before, the first of the run with them."""
    at = 0
    for place in np.flatnonzero(same):
        if place < at:
            continue
        at = int(place)
        while at < same.size and same[at]:
            at += 1
        yield int(place) - 1, at
