"""Start measured processes, ours and the peer's, on the same files."""

import csv
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median

import polars as pl

from bench.peer.environment import RUN
from bench.score import Query, Returned, read_queries, read_results

Report = Mapping[str, float]
ROOT = Path(__file__).resolve().parents[1]
THREADS = 2


@dataclass(frozen=True)
class Bench:
    """What every part needs: the real data, a scratch folder, and the peer's interpreter (None: it is not measured)."""

    data: Path
    scratch: Path
    peer: Path | None

    @property
    def listed(self) -> Path:
        return self.data / "names" / "bench100k_list.parquet"

    @property
    def asked(self) -> Path:
        return self.data / "names" / "bench100k_queries.csv"

    @cached_property
    def queries(self) -> list[Query]:
        return read_queries(self.asked)

    @cached_property
    def bed(self) -> "Bed":
        """The test bed, screened by ours twice, the peer once and ours twice more; ours was compiled before."""
        self.ours(self.listed, self.few(), 0.7)
        before = [self.ours(self.listed, self.asked, 0.7, single=1000)[0] for _ in range(2)]
        peer = self.peer_bed
        after = [self.ours(self.listed, self.asked, 0.7, single=1000)[0] for _ in range(2)]
        return Bed([*before, *after], peer[0] if peer else None)

    @cached_property
    def peer_bed(self) -> tuple[Report, Returned] | None:
        """The test bed screened by the peer."""
        return self.theirs(self.listed, self.asked, single=10)

    def few(self) -> Path:
        """A few queries in several scripts: enough to compile every loop."""
        path = self.scratch / "few.csv"
        names = ("Aoi Demo Spinning Co., Ltd.", "Демо Прядильная фабрика ООО", "デモ紡績株式会社", "示例纺织有限公司")
        write_queries(path, [Query(f"few{i}", name, frozenset(), "few") for i, name in enumerate(names)])
        return path

    def ours(self, listed: Path, queries: Path, threshold: float, *, single: int = 0) -> tuple[Report, Returned]:
        """Screen in a fresh process of our own."""
        results = self.scratch / "ours.csv"
        options = ("--threshold", str(threshold), "--threads", str(THREADS), "--single", str(single))
        report = _child([sys.executable, "-m", "bench.batch", str(listed), str(queries), str(results), *options])
        return report, read_results(results)

    def theirs(self, listed: Path, queries: Path, *, single: int = 0) -> tuple[Report, Returned] | None:
        """Screen in a fresh process of the peer's; None when it is not measured."""
        if self.peer is None:
            return None
        results = self.scratch / "theirs.csv"
        words = ["list", str(listed), str(queries), str(results), "--single", str(single)]
        return _child([str(self.peer), str(RUN), *words]), read_results(results)

    def their_pairs(self, pairs: Sequence[tuple[str, str, str]]) -> list[float] | None:
        """The peer's score of each (schema, name, name); None when it is not measured."""
        if self.peer is None:
            return None
        asked, results = self.scratch / "pairs.csv", self.scratch / "pair_scores.csv"
        _write(asked, ("schema", "name1", "name2"), pairs)
        _child([str(self.peer), str(RUN), "pairs", str(asked), str(results)])
        with results.open(encoding="utf-8", newline="") as file:
            return [float(row["probability"]) for row in csv.DictReader(file)]


@dataclass(frozen=True)
class Bed:
    """Reports of our runs over the test bed, and the peer's (None: not measured)."""

    ours: Sequence[Report]
    peer: Report | None

    def median(self, key: str) -> float:
        return median(report[key] for report in self.ours)

    def span(self, key: str) -> tuple[float, float]:
        values = [report[key] for report in self.ours]
        return min(values), max(values)


def write_list(path: Path, rows: Iterable[tuple[str, str]]) -> None:
    """Rows of id and name, as both sides read them."""
    pl.DataFrame(list(rows), schema={"id": pl.String, "name": pl.String}, orient="row").write_parquet(path)


def write_queries(path: Path, queries: Iterable[Query]) -> None:
    """Ids and names; the truth stays here."""
    _write(path, ("id", "query"), ((query.id, query.name) for query in queries))


def _write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)


def _child(command: list[str]) -> Report:
    """Run to the end; the last line it prints is its report. Raises SystemExit when it fails."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"A measured process failed (exit code {done.returncode}); see the lines above.")
    report: Report = json.loads(done.stdout.strip().splitlines()[-1])
    return report
