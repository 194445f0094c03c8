"""How right, in Latin letters: the labelled test bed, the peer's own cases, planted duplicate listings, calibration."""

import csv
import random
import re
from collections.abc import Iterator, Sequence

import polars as pl

from bench import score
from bench.runs import Bench, write_list, write_queries
from bench.score import Query, Returned
from bench.table import Table, decimal, interval
from tadasu.screening import explain_names

SEED = 20261122
ORGANISATIONS = ("Company", "Organization", "LegalEntity")
PLANTED = 300
"""Listed names that get one to four further listings."""

_FORM = re.compile(
    r"[\s,]+(co\.?,? ?ltd\.?|company limited|limited|ltd\.?|inc\.?|corporation|corp\.?|llc|plc|gmbh|ag|jsc|ooo)$",
    re.IGNORECASE,
)
_FORMS = ("Co., Ltd.", "Company Limited", "Limited", "LLC", "Inc.", "Corporation", "PLC", "GmbH")
Row = tuple[str, ...]
_HEADER = ("measure", "ours", "peer", "bar", "n")


def tables(bench: Bench) -> list[Table]:
    """Everything that is judged on Latin names."""
    return [_test_bed(bench), _pair_cases(bench), _duplicates(bench)]


def _test_bed(bench: Bench) -> Table:
    _, ours = bench.ours(bench.listed, bench.asked, 0.0)
    theirs = bench.peer_bed
    sides = (ours, theirs[1]) if theirs else (ours,)
    rows = [*_recall_rows(bench.queries, sides), *_threshold_rows(bench.queries, sides)]
    rows += _calibration_rows(bench.queries, sides)
    notes = (
        "100,000 listed names; the shared half of the queries, which the weights were also learned from: "
        "`python -m bench.calibrate` prints the same figures held out, and acceptance uses the other half.",
        "Recall is over perturbed names; precision counts every returned row at or above the threshold as an alert.",
        "Some negatives are other listings of the true company, so above precision .95 the labels decide.",
        "The last bin figure is mostly chance where there are hundreds of runs.",
    )
    return Table("Accuracy: the test bed", _HEADER, rows, notes)


def _recall_rows(queries: Sequence[Query], sides: Sequence[Returned]) -> Iterator[Row]:
    counted = sum(query.counted for query in queries)
    found = [score.candidate_recall(queries, side) for side in sides]
    yield _row("candidate recall", found, ">= .985", counted)
    for precision, bar in ((0.8, ""), (0.9, ">= .93"), (0.95, ">= .88")):
        found = [score.recall_at(queries, side, precision) for side in sides]
        yield _row(f"recall at precision {decimal(precision)}", found, bar, counted)


def _threshold_rows(queries: Sequence[Query], sides: Sequence[Returned]) -> Iterator[Row]:
    counted, aliases = sum(query.counted for query in queries), sum(query.alias for query in queries)
    negatives = sum(not query.truths for query in queries)
    for threshold in (0.7, 0.8):
        at = f"at threshold {decimal(threshold)}"
        scores = [score.at(queries, side, threshold) for side in sides]
        yield _row(f"recall {at}", [one.recall for one in scores], "", counted)
        yield _row(f"precision of alerts {at}", [one.precision for one in scores], "", len(queries))
        yield _row(f"recall of real aliases {at}", [one.alias_recall for one in scores], "", aliases)
        yield _row(f"negatives alerted {at}", [one.negatives_alerted for one in scores], "", negatives)


def _calibration_rows(queries: Sequence[Query], sides: Sequence[Returned]) -> Iterator[Row]:
    pairs = [score.labelled_pairs(queries, side) for side in sides]
    for name, gap, bar in (
        ("calibration: largest gap, tenths with 200 pairs or more", score.tenths_gap, "<= .12"),
        ("calibration: largest gap, runs of 200 pairs", score.runs_gap, ""),
    ):
        yield _row(name, [gap(*side) for side in pairs], bar, len(pairs[0][0]))


def _row(name: str, sides: Sequence[float], bar: str, number: int) -> Row:
    """Ours, then the peer's when it was measured."""
    ours, theirs = [*map(decimal, sides), ""][:2]
    return name, ours, theirs, bar, f"{number:,}"


def _pair_cases(bench: Bench) -> Table:
    with (bench.data / "names" / "name_bench_cases.csv").open(encoding="utf-8", newline="") as file:
        cases = list(csv.DictReader(file))
    seconds = list(dict.fromkeys(case["name2"] for case in cases))
    listed, asked = bench.scratch / "cases.parquet", bench.scratch / "cases.csv"
    write_list(listed, ((f"b{i}", name) for i, name in enumerate(seconds)))
    firsts = list(dict.fromkeys(case["name1"] for case in cases))
    write_queries(asked, (Query(f"a{i}", name, frozenset(), "case") for i, name in enumerate(firsts)))
    _, returned = bench.ours(listed, asked, 0.0)
    chance = {(query, entity): value for query, rows in returned.items() for value, entity in rows}
    keys = [(f"a{firsts.index(case['name1'])}", f"b{seconds.index(case['name2'])}") for case in cases]
    peer = bench.their_pairs([(case["schema"], case["name1"], case["name2"]) for case in cases])
    rows = []
    for name, kept, bar in (
        ("organisations", [i for i, case in enumerate(cases) if case["schema"] in ORGANISATIONS], ">= .90, aim .93"),
        ("all but persons", [i for i, case in enumerate(cases) if case["schema"] != "Person"], ""),
    ):
        truth = [cases[i]["is_match"] == "true" for i in kept]
        screened = score.auc([chance.get(keys[i], 0.0) for i in kept], truth)
        apart = score.auc([explain_names(cases[i]["name1"], cases[i]["name2"]).log_odds for i in kept], truth)
        theirs = decimal(score.auc([peer[i] for i in kept], truth)) if peer else ""
        rows.append((f"AUC, {name}, screened", decimal(screened), theirs, bar, str(len(kept))))
        rows.append((f"AUC, {name}, each pair by itself", decimal(apart), theirs, "", str(len(kept))))
    notes = (
        f"The peer's own benchmark. Screened: each first name against an index of the {len(seconds)} distinct second "
        "names, a pair that is not returned scores 0. By itself: `explain_names`. Peer: logic-v2 on the pair.",
    )
    return Table("Accuracy: the peer's own cases", _HEADER, rows, notes)


def _duplicates(bench: Bench) -> Table:
    rng = random.Random(SEED)
    rows = pl.read_parquet(bench.listed, columns=["id", "name"]).rows()
    planted: list[tuple[str, str]] = []
    queries = []
    for key, name in rng.sample(rows, PLANTED):
        copies = [(f"{key}+{i}", _another_listing(name, rng)) for i in range(rng.randint(1, 4))]
        planted += copies
        queries.append(Query(f"d{key}", name, frozenset([key, *(copy for copy, _ in copies)]), "planted"))
    listed, asked = bench.scratch / "planted.parquet", bench.scratch / "planted.csv"
    write_list(listed, [*rows, *planted])
    write_queries(asked, queries)
    total = sum(len(query.truths) for query in queries)

    def found(returned: Returned) -> int:
        return sum(
            len(query.truths & {entity for chance, entity in returned.get(query.id, ()) if chance >= 0.7})
            for query in queries
        )

    _, ours = bench.ours(listed, asked, 0.7)
    theirs = bench.theirs(listed, asked)
    measured = [(found(ours), ours), *([(found(theirs[1]), theirs[1])] if theirs else [])]
    cells = [f"{decimal(hits / total)} ({interval(score.wilson(hits, total))})" for hits, _ in measured]
    row = ("true listings returned at threshold .7", cells[0], cells[1] if theirs else "", "all", str(total))
    notes = (
        f"{PLANTED} random listed names, each listed again one to four times with another legal form, case or "
        "punctuation; the query is the name itself. Intervals: Wilson, 95 %.",
    )
    return Table("Accuracy: planted duplicate listings", _HEADER, [row], notes)


def _another_listing(name: str, rng: random.Random) -> str:
    """The name as another register might write it; the words that tell companies apart stay."""
    bare = _FORM.sub("", name)
    written = f"{bare} {rng.choice(_FORMS)}" if rng.random() < 0.7 else bare
    case = rng.choice((str.upper, str.lower, str.title, str))
    return re.sub(r"[.,]", " ", case(written)).strip() if rng.random() < 0.5 else case(written)
