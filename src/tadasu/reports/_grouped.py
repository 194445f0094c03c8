"""An assessment by supplier, good, importer or as a whole: a row each, for people and for programs."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import polars as pl

from tadasu.assessment import GroupBy, grouped
from tadasu.reports._assessed import AssessmentReport, percent
from tadasu.reports._csv import cell_text
from tadasu.reports._parquet import write_frame
from tadasu.reports._path_words import good_text
from tadasu.schema import UsageError
from tadasu.store import write_whole
from tadasu.wording import Language, say

COUNTED = ("hold", "ask", "not_traceable", "clear")
"""Columns that count declarations by disposition."""


def group_name(row: Mapping[str, object], by: GroupBy, language: Language) -> str:
    """What a row is about, in words: a company by the name in its gravest declaration, a heading with what it is called."""
    if by is GroupBy.PORTFOLIO:
        return say("assess.by.all", {}, language)
    return good_text(str(row["group"]), language) if by is GroupBy.PRODUCT else str(row["name"])


def group_share(row: Mapping[str, object], language: Language) -> str:
    """The least and the most tainted share of any declaration of the group; empty where no finding reaches it."""
    least, most = row["share_least"], row["share_most"]
    if not isinstance(least, int) or not isinstance(most, int):
        return ""
    code = "assess.by.share.exact" if least == most else "assess.by.share.between"
    return say(code, {"least": percent(least), "most": percent(most)}, language)


def write_groups(report: AssessmentReport, by: GroupBy, path: Path) -> None:
    """Write a row a group by the ending of the file's name, whole or not at all; UsageError `unknown-format`."""
    check_groups_format(path)
    GROUP_FORMATS[path.suffix.lower()](grouped(report.shown, by), path)


def check_groups_format(path: Path) -> None:
    """Raise UsageError `unknown-format` for an ending without a writer; ask before a long run, not after it."""
    if path.suffix.lower() not in GROUP_FORMATS:
        raise UsageError("unknown-format", file=path.name, known=", ".join(GROUP_FORMATS))


def _write_csv(groups: pl.DataFrame, path: Path) -> None:
    with write_whole(path, "wb") as file:
        text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="", write_through=True)
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(groups.columns)
        writer.writerows([cell_text(value) for value in row] for row in groups.iter_rows())
        text.detach()


def _write_jsonl(groups: pl.DataFrame, path: Path) -> None:
    with write_whole(path) as file:
        for row in groups.iter_rows(named=True):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


GROUP_FORMATS: Mapping[str, Callable[[pl.DataFrame, Path], None]] = MappingProxyType(
    {".csv": _write_csv, ".parquet": write_frame, ".jsonl": _write_jsonl}
)
"""File ending -> writer."""
