"""Each peer as two steps: make ready what it needs, then answer how little a chain to each declaration loses.

A library is imported where it is used: none of them is there unless it is measured.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from bench.peer_tracing.steps import Declared, Graph, graph

Costs = Mapping[int, float] | list[float] | NDArray[np.float64]
"""By node of the graph, or by declaration: what the best chain to it loses; missing or infinite where there is none."""
Ask = Callable[[], Costs]

THREADS = 2

_START = (
    "create or replace table level as select 1 as length, line.*, seed + weight as sum from line where seed > $nothing"
)
_NEXT = """
    insert into level
    select $length, e.*, best.sum from line e join (
        select e.number, max(level.sum + e.weight - $ageing * (e.day - level.day)) as sum
        from level
        join line e on e.seller = level.buyer and level.day <= e.day
        join follows on follows.input = level.product and follows.output = e.product
        where level.length = $length - 1
        group by e.number
    ) best on best.number = e.number
"""
_BEST = "select number, max(sum) as sum from level group by number"


def networkx_trade(declared: Declared) -> Ask:
    """Companies are nodes and declarations edges; chains are made longer by one, up to the most, with both tests."""
    import networkx as nx

    columns = (declared.seller, declared.buyer, declared.product, declared.day, declared.weight)
    trade = nx.MultiDiGraph()
    for number, (seller, buyer, product, day, weight) in enumerate(zip(*(c.tolist() for c in columns), strict=True)):
        trade.add_edge(seller, buyer, number, product=product, day=day, weight=weight)
    ends = list(zip(*(column.tolist() for column in columns[1:4]), strict=True))
    allowed = [row.tobytes() for row in declared.allowed]

    def longer(level: dict[int, int]) -> dict[int, int]:
        out: dict[int, int] = {}
        for number, lost in level.items():
            buyer, product, day = ends[number]
            for edges in trade.adj[buyer].values():
                for other, edge in edges.items():
                    if edge["day"] >= day and allowed[product][edge["product"]] and other != number:
                        total = lost + declared.ageing * (edge["day"] - day) - edge["weight"]
                        if other not in out or total < out[other]:
                            out[other] = total
        return out

    return lambda: _by_levels(_starts(declared), longer, declared.tiers)


def networkx_steps(declared: Declared) -> Ask:
    """The graph of possible steps is ready; chains are made longer by one, up to the most."""
    import networkx as nx

    possible = graph(declared)
    steps = nx.DiGraph()
    steps.add_weighted_edges_from(
        zip(*(c.tolist() for c in (possible.tail, possible.head, possible.cost)), strict=True)
    )
    follow = steps.adj

    def longer(level: dict[int, int]) -> dict[int, int]:
        out: dict[int, int] = {}
        for number, lost in level.items():
            if number in follow:
                for other, edge in follow[number].items():
                    total = lost + edge["weight"]
                    if other not in out or total < out[other]:
                        out[other] = total
        return out

    return lambda: _by_levels(_starts(declared), longer, declared.tiers)


def networkx_dijkstra(possible: Graph) -> Ask:
    import networkx as nx

    made = nx.DiGraph()
    made.add_weighted_edges_from(zip(*(c.tolist() for c in (possible.tail, possible.head, possible.cost)), strict=True))
    made.add_node(possible.source)
    return lambda: nx.single_source_dijkstra_path_length(made, possible.source)


def igraph_dijkstra(possible: Graph) -> Ask:
    import igraph

    arcs = np.column_stack([possible.tail, possible.head])
    made = igraph.Graph(n=possible.source + 1, edges=arcs, directed=True)
    weights = possible.cost.tolist()
    return lambda: made.distances(source=[possible.source], weights=weights)[0]


def rustworkx_dijkstra(possible: Graph) -> Ask:
    import rustworkx

    made = rustworkx.PyDiGraph(multigraph=False)
    made.add_nodes_from(range(possible.source + 1))
    made.add_edges_from(list(zip(*(c.tolist() for c in (possible.tail, possible.head, possible.cost)), strict=True)))
    return lambda: rustworkx.dijkstra_shortest_path_lengths(made, possible.source, float)


def scipy_dijkstra(possible: Graph) -> Ask:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    nodes = possible.source + 1
    made = csr_array((possible.cost.astype(np.float64), (possible.tail, possible.head)), shape=(nodes, nodes))
    return lambda: dijkstra(made, indices=possible.source)


def duckdb_levels(declared: Declared) -> Ask:
    """Joins, a level at a time, with both tests: everything is found out while it answers."""
    import duckdb

    names = ("seller", "buyer", "product", "day", "weight", "seed")
    line = {"number": np.arange(len(declared), dtype=np.int32)} | {name: getattr(declared, name) for name in names}
    into = np.nonzero(declared.allowed)
    follows = {name: side.astype(np.int16) for name, side in zip(("input", "output"), into, strict=True)}
    connection = duckdb.connect()
    connection.execute(f"set threads = {THREADS}")
    for name, table in (("line", line), ("follows", follows)):
        connection.register("given", table)
        connection.execute(f"create table {name} as select * from given")

    def ask() -> Costs:
        connection.execute(_START, {"nothing": declared.nothing})
        for length in range(2, declared.tiers + 1):
            connection.execute(_NEXT, {"length": length, "ageing": declared.ageing})
        found = connection.execute(_BEST).fetchnumpy()
        costs = np.full(len(declared), np.inf)
        costs[found["number"]] = -found["sum"]
        return costs

    return ask


BY_GRAPH: Mapping[str, Callable[[Graph], Ask]] = {
    "networkx": networkx_dijkstra,
    "igraph": igraph_dijkstra,
    "rustworkx": rustworkx_dijkstra,
    "scipy": scipy_dijkstra,
}
BY_COLUMNS: Mapping[str, Callable[[Declared], Ask]] = {
    "networkx-trade": networkx_trade,
    "networkx-steps": networkx_steps,
    "duckdb": duckdb_levels,
}
ENGINES = (*BY_GRAPH, *BY_COLUMNS)


def prepare(engine: str, declared: Declared, *, layers: int) -> Ask:
    """Make an engine ready; one by graph answers without a bound on the length of a chain unless it has layers."""
    if engine in BY_GRAPH:
        return BY_GRAPH[engine](graph(declared, layers=layers))
    return BY_COLUMNS[engine](declared)


def values(declared: Declared, costs: Costs, *, layers: int) -> NDArray[np.int32]:
    """The exposure of every declaration, the best of all layers; `nothing` where there is none."""
    size = layers * len(declared)
    lost = np.full(size + 1, np.inf)  # the source comes last
    if isinstance(costs, list | np.ndarray):
        lost[: len(costs)] = costs
    else:  # rustworkx has a mapping of its own
        by_node = dict(costs.items())
        lost[np.fromiter(by_node.keys(), np.int64, len(by_node))] = np.fromiter(by_node.values(), np.float64)
    least = lost[:size].reshape(layers, -1).min(axis=0)
    return np.where(np.isinf(least), declared.nothing, -least).astype(np.int32)


def _starts(declared: Declared) -> dict[int, int]:
    """What the first declaration of a chain loses."""
    touched = declared.touched
    lost = -(declared.seed[touched].astype(np.int64) + declared.weight[touched])
    return dict(zip(touched.tolist(), lost.tolist(), strict=True))


def _by_levels(level: dict[int, int], longer: Callable[[dict[int, int]], dict[int, int]], tiers: int) -> dict[int, int]:
    best = dict(level)
    for _ in range(tiers - 1):
        level = longer(level)
        for number, lost in level.items():
            if number not in best or lost < best[number]:
                best[number] = lost
    return best
