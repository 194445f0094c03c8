"""An assessment -> files a person or a program reads: CSV, Parquet, JSON lines, a page that stands alone."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from tadasu.assessment import KnownFinding
from tadasu.reports._csv import cell_text
from tadasu.reports._path_json import path_object
from tadasu.schema import FoundPath
from tadasu.store import write_whole
from tadasu.wording import Language, say

Row = Mapping[str, Any]

SHAPES = {"hold": "hold", "ask": "ask", "not-traceable": "weak", "clear": "clear"}
"""Disposition -> the shape that the style draws."""

_SHARES_OF_A_HOLD = frozenset(
    {"touched", "in-chain", "contested", "owner-unsure", "place-open", "weak-chain", "other-finding"}
)
"""Rules whose reasons say how much of the goods is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentReport:
    """`table` is the whole queue (`tadasu.assessment.table`); `paths` leads from a declaration's id to its strongest ways,
    for the first of the queue. `capacity` is how many can be looked at, None for all. `upstream` counts declarations that
    only served to look upstream; `inputs` are (file, SHA-256). `findings` are those of the run, which a later one compares
    with its own, `listed` the marks of all entries of its lists. `settings` are (code, value) in the order in which the
    page tells them, `remarks` sentences that the summary ends with. `invented` says that every company is made up."""

    table: pl.DataFrame
    paths: Mapping[str, Sequence[FoundPath]]
    capacity: int | None = None
    upstream: int = 0
    findings: Sequence[KnownFinding] | None = None
    listed: Sequence[str] = ()
    inputs: tuple[tuple[str, str], ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    language: Language = "en"
    invented: bool = False

    @property
    def shown(self) -> pl.DataFrame:
        """Down to the line of the capacity."""
        return self.table.head(self.capacity) if self.capacity is not None else self.table


def assessed_reasons(row: Row, language: Language) -> list[str]:
    """Why a line of the queue stands where it stands, the rule first; at most five sentences."""
    issue, kind = _words(row["issue"], row["kind"], language) if row["kind"] else ("", "")
    rule = {"issue": issue, "kind": kind, "tier": "" if row["tier"] is None else str(row["tier"])}
    out = [say(f"assess.rule.{row['rule']}", rule, language)]
    if row["kind"] and row["rule"] in _SHARES_OF_A_HOLD:
        least, most = row["share_least"], row["share_most"]
        code = "assess.share.exact" if least == most else "assess.share.between"
        out.append(say(code, {"least": percent(least), "most": percent(most)}, language))
    if row.get("identity") is not None:
        out.append(say("assess.identity", {"likely": percent(row["identity"])}, language))
    if row["tiers_seen"]:
        out.append(_seen(row, language))
    if row["also"]:
        pairs = (pair.split(":") for pair in row["also"].split("|"))
        words = (dict(zip(("issue", "kind"), _words(issue, kind, language), strict=True)) for kind, issue in pairs)
        named = (say("assess.pair", each, language) for each in words)
        out.append(say("assess.also", {"others": say("list.separator", {}, language).join(named)}, language))
    return out


def _seen(row: Row, language: Language) -> str:
    """How much is on record, and where the table knows it, how much could be followed to its origin."""
    seen = {"tiers": str(row["tiers_seen"]), "share": percent(row["share_seen"])}
    origin = row.get("share_origin")
    if origin is None:
        return say("assess.seen", seen, language)
    return say("assess.seen.origin", {**seen, "origin": percent(origin)}, language)


def _words(issue: str, kind: str, language: Language) -> tuple[str, str]:
    return say(f"issue.{issue}", {}, language), say(f"finding.kind.{kind}", {}, language)


def percent(parts: int | None) -> str:
    """Parts of a million as a percentage; what is not nothing and not all is not rounded to it.

    >>> percent(620_000), percent(1), percent(999_999), percent(None)
    ('62', '0.0001', '99.9999', '0')
    """
    share = (parts or 0) / 10_000
    rounded = f"{share:.1f}".rstrip("0").rstrip(".")
    return rounded if rounded not in ("0", "100") or share in (0, 100) else f"{share:.4f}"


def write_assessment_csv(report: AssessmentReport, path: Path) -> None:
    """The queue down to the line, a column `why` behind the others; whole or not at all."""
    with write_whole(path, "wb") as file:
        text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="", write_through=True)
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([*report.table.columns, "why"])
        for row in report.shown.iter_rows(named=True):
            why = " ".join(assessed_reasons(row, report.language))
            writer.writerow([*(cell_text(value) for value in row.values()), cell_text(why)])
        text.detach()


def write_assessment_jsonl(report: AssessmentReport, path: Path) -> None:
    """An object a declaration; those of the first of the queue hold their strongest ways too."""
    with write_whole(path) as file:
        for row in report.shown.iter_rows(named=True):
            found = [path_object(one) for one in report.paths.get(row["declaration"], ())]
            value = {
                **row,
                "day": row["day"].isoformat(),
                "why": assessed_reasons(row, report.language),
                "paths": found,
            }
            file.write(json.dumps(value, ensure_ascii=False) + "\n")
