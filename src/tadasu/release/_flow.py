"""Tables that agree with what is published, found as flows in a network (Gusfield 1988: a table with totals is a network, in
which a hidden entry is a free edge). Whole numbers stay whole, so what is found is a table that could be true.

A table of two dimensions is balanced exactly when every line adds up. The least and the most that a hidden entry can be are
then the least and the most flow through its edge, and every whole number between them is possible.
"""

from collections import deque
from collections.abc import Mapping

from tadasu.release._table import Entry, Table

Flow = Mapping[Entry, int]
"""Hidden entry -> a count that it could have."""


def base(table: Table) -> dict[Entry, int] | None:
    """Some counts, none negative, for everything hidden, so that all lines add up; None when there are none."""
    balance = [0] * table.nodes
    for one in table.entries:
        value = table[one]
        if value is not None:
            start, end = table.ends(one)
            balance[start] -= value
            balance[end] += value
    network = _Network(table, dict.fromkeys(sorted(table.hidden), 0))
    for start in range(table.nodes):
        while balance[start] > 0:
            ends = {node for node, value in enumerate(balance) if value < 0}
            way = network.way(start, ends)
            if way is None:
                return None
            end = network.end_of(start, way)
            amount = network.push(way, min(balance[start], -balance[end]))
            balance[start] -= amount
            balance[end] += amount
    return None if any(balance) else network.flow


def shifted(table: Table, flow: Flow, entry: Entry, *, up: bool, most: int) -> dict[Entry, int]:
    """The same agreement with the entry moved up or down as far as it goes, by at most `most`."""
    network = _Network(table, dict(flow))
    start, end = table.ends(entry)
    if not up:
        most = min(most, flow[entry])
        start, end = end, start
    moved = 0
    while moved < most:
        way = network.way(end, {start}, without=entry)
        if way is None:
            break
        moved += network.push(way, most - moved)
    network.flow[entry] += moved if up else -moved
    return network.flow


_Way = list[tuple[Entry, bool]]
"""Edges, each with whether it is gone along."""


class _Network:
    """Free edges with what flows through them: any amount more, no less than nothing."""

    def __init__(self, table: Table, flow: dict[Entry, int]) -> None:
        self.flow = flow
        self.table = table
        self.around: list[list[tuple[Entry, bool, int]]] = [[] for _ in range(table.nodes)]
        for one in flow:
            start, end = table.ends(one)
            self.around[start].append((one, True, end))
            self.around[end].append((one, False, start))

    def way(self, start: int, ends: set[int], without: Entry | None = None) -> _Way | None:
        """The shortest way along which something can be moved."""
        came: dict[int, tuple[int, Entry, bool]] = {}
        waiting, seen = deque([start]), {start}
        while waiting:
            node = waiting.popleft()
            if node in ends:
                return self._back(start, node, came)
            for entry, along, other in self.around[node]:
                if other not in seen and entry != without and (along or self.flow[entry] > 0):
                    seen.add(other)
                    came[other] = (node, entry, along)
                    waiting.append(other)
        return None

    def end_of(self, start: int, way: _Way) -> int:
        """Where it leads."""
        for entry, along in way:
            start = self.table.ends(entry)[1 if along else 0]
        return start

    def push(self, way: _Way, most: int) -> int:
        """Move as much as goes; how much."""
        amount = min([most, *(self.flow[entry] for entry, along in way if not along)])
        for entry, along in way:
            self.flow[entry] += amount if along else -amount
        return amount

    @staticmethod
    def _back(start: int, node: int, came: Mapping[int, tuple[int, Entry, bool]]) -> _Way:
        way: _Way = []
        while node != start:
            node, entry, along = came[node]
            way.append((entry, along))
        return way[::-1]
