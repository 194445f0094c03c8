"""How right across scripts: native names to Latin names, and Chinese to Chinese."""

import csv
from collections.abc import Sequence

import polars as pl

from bench import score
from bench.calibrate import native_pairs
from bench.runs import Bench, write_list, write_queries
from bench.score import Query, Returned
from bench.table import Table, decimal, interval

MOST_ALERTED = 0.01
"""Share of negatives that may raise an alert at the threshold of the rank-1 figures."""
_SCRIPTS = {
    "cjk": ("Han", ">= .75"),
    "arab": ("Arabic", ">= .50"),
    "cyr": ("Cyrillic", ">= .80"),
    "hangul": ("Hangul", ""),
    "katakana": ("Japanese (METI)", ">= .60"),
}


def tables(bench: Bench) -> list[Table]:
    """Native names against Latin ones, and Chinese names against Chinese ones."""
    return [_native(bench), _chinese(bench)]


def _native(bench: Bench) -> Table:
    latin, asked = native_pairs()
    by_script = {script: _distinct(script, pairs) for script, pairs in asked.items()}
    natives = [query for queries in by_script.values() for query in queries]
    negatives = [query for query in bench.queries if query.kind.startswith("neg_")]
    listed, questions = bench.scratch / "wide.parquet", bench.scratch / "wide.csv"
    bed = pl.read_parquet(bench.listed, columns=["id", "name"]).rows()
    write_list(listed, [*bed, *((one.id, name) for one in latin for name in one.names)])
    write_queries(questions, [*negatives, *natives])
    ours = bench.ours(listed, questions, 0.0)
    peer = bench.theirs(listed, questions)
    sides = [(side[1], score.threshold_for(negatives, side[1], MOST_ALERTED)) for side in (ours, peer) if side]
    rows = [_script_row(name, bar, by_script[script], sides) for script, (name, bar) in _SCRIPTS.items()]
    header = ("script", "rank 1", "95 % interval", "bar", "or tied", "rank 1 at .7", "or tied")
    chance, truth = score.labelled_pairs(natives, ours[1])
    limits = ", ".join(f"{who} {limit:.3f}" for who, (_, limit) in zip(("ours", "peer"), sides, strict=False))
    notes = (
        f"100,000 listed names and all Latin names of {len(latin):,} more entities; queries are the native names. "
        "Rank 1: the true entity comes first, at the lowest threshold at which no more than 1 % of "
        f"{len(negatives):,} negatives raise an alert ({limits}). Many of those are other listings of a listed firm.",
        "Or tied: no other entity has a higher probability; some entities are listed twice under the same Latin name.",
        "Official names in EU acts, taken out automatically with some noise, and METI's list. The weights were learned "
        "from these pairs too. Intervals: Wilson, 95 %; the sets of Han, Arabic and Hangul are small.",
        f"Calibration over the {len(chance):,} pairs that ours returned for native names: largest gap between mean "
        f"probability and truth {decimal(score.tenths_gap(chance, truth))} in any tenth with 200 pairs or more. Pairs "
        "that are true but not labelled count as false.",
    )
    return Table("Across scripts: native to Latin", (*header, "candidates", "peer", "peer at .7", "n"), rows, notes)


def _script_row(
    name: str, bar: str, queries: Sequence[Query], sides: Sequence[tuple[Returned, float]]
) -> tuple[str, ...]:
    """Ours in full, then the peer's rank 1 when it was measured."""
    number = len(queries)
    returned, limit = sides[0]
    first = _first(queries, returned, limit)
    candidates = sum(any(entity in query.truths for _, entity in returned.get(query.id, ())) for query in queries)
    counts = (
        _first(queries, returned, limit, tied=True),
        _first(queries, returned, 0.7),
        _first(queries, returned, 0.7, tied=True),
        candidates,
    )
    peer = [decimal(_first(queries, rows, at) / number) for rows, limit in sides[1:] for at in (limit, 0.7)] or ["", ""]
    interval_of_first = interval(score.wilson(first, number))
    shares = [decimal(count / number) for count in counts]
    return name, decimal(first / number), interval_of_first, bar, *shares, *peer, str(number)


def _distinct(script: str, pairs: Sequence[tuple[str, set[str]]]) -> list[Query]:
    """One query a native name; a name with several rows may find any of them."""
    truths: dict[str, set[str]] = {}
    for name, keys in pairs:
        truths.setdefault(name, set()).update(keys)
    return [Query(f"{script}{i}", name, frozenset(keys), script) for i, (name, keys) in enumerate(truths.items())]


def _first(queries: Sequence[Query], returned: Returned, threshold: float, *, tied: bool = False) -> int:
    """Queries whose best row (or one of several that are equally good) is true and reaches the threshold."""
    count = 0
    for query in queries:
        rows = returned.get(query.id, ())
        if rows and rows[0][0] >= threshold:
            best = [entity for chance, entity in rows if chance == rows[0][0]]
            count += not query.truths.isdisjoint(best if tied else best[:1])
    return count


def _chinese(bench: Bench) -> Table:
    with (bench.data / "names" / "zh_company_pairs.csv").open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    seconds = list(dict.fromkeys(pair["name_b"] for pair in pairs))
    firsts = list(dict.fromkeys(pair["name_a"] for pair in pairs))
    listed, asked = bench.scratch / "zh.parquet", bench.scratch / "zh.csv"
    write_list(listed, ((f"b{i}", name) for i, name in enumerate(seconds)))
    write_queries(asked, (Query(f"a{i}", name, frozenset(), "zh") for i, name in enumerate(firsts)))
    _, returned = bench.ours(listed, asked, 0.0)
    chance = {(query, entity): value for query, rows in returned.items() for value, entity in rows}
    ours = [chance.get((f"a{firsts.index(p['name_a'])}", f"b{seconds.index(p['name_b'])}"), 0.0) for p in pairs]
    theirs = bench.their_pairs([("Company", pair["name_a"], pair["name_b"]) for pair in pairs])
    rows = []
    for label, name, bar in (("true", "recall at .7", ">= .95"), ("false", "false pairs alerted at .7", "")):
        kept = [i for i, pair in enumerate(pairs) if pair["same_company"] == label]
        hits = [sum(values[i] >= 0.7 for i in kept) if values else 0 for values in (ours, theirs)]
        rows.append(
            (
                name,
                decimal(hits[0] / len(kept)),
                interval(score.wilson(hits[0], len(kept))),
                bar,
                decimal(hits[1] / len(kept)) if theirs else "",
                str(len(kept)),
            )
        )
    candidates = sum(value > 0 for value, pair in zip(ours, pairs, strict=True) if pair["same_company"] == "true")
    true = sum(pair["same_company"] == "true" for pair in pairs)
    bounds = interval(score.wilson(candidates, true))
    rows.append(("candidate recall", decimal(candidates / true), bounds, "", "", str(true)))
    notes = (
        f"Labelled pairs; first names screened against the {len(seconds)} distinct second names. The peer's figure is "
        "logic-v2 on the pair, with no search before it. The weights were learned from these pairs too.",
    )
    return Table("Chinese to Chinese", ("measure", "ours", "95 % interval", "bar", "peer", "n"), rows, notes)
