"""What has changed since an earlier assessment -> sentences, CSV, JSON lines."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import polars as pl

from tadasu.reports._assessed import Row, percent
from tadasu.reports._csv import cell_text
from tadasu.schema import UsageError
from tadasu.store import write_whole
from tadasu.wording import Language, say

_WITH_FINDINGS = frozenset({"finding-new", "chain-new", "finding-gone"})


def change_sentences(row: Row, language: Language) -> list[str]:
    """What has changed for one declaration, then why; a row of `tadasu.assessment.with_whys`.

    >>> row = {"change": "gone", "why": "declaration-gone", "moved": "", "why_findings": None, "why_basis": None}
    >>> change_sentences(row, "en")
    ['The declaration is no longer there.']
    """
    moved = row["moved"].split("|")
    both = bool(row.get("kind_before") and row.get("kind_after"))
    told = {
        "disposition": "disposition" in moved,
        "rule": "rule" in moved,
        "finding": both and bool({"issue", "kind"} & {*moved}),
        "tier": both and "tier" in moved,
        "share": "share" in moved,
    }
    out = []
    for what in (each for each, there in told.items() if there):
        before, after = (_WORDS[what](row, when, language) for when in ("before", "after"))
        out.append(say(f"change.{what}", {"before": before, "after": after}, language))
    return [*out, why_sentence(row, language)]


def why_sentence(row: Row, language: Language) -> str:
    """Why, as far as it can be told; with findings and what they rest on where findings are meant."""
    separator = say("list.separator", {}, language)
    ids, basis = ((row[name] or "").split("|") for name in ("why_findings", "why_basis"))
    named = separator.join(
        say("change.named", {"finding": one, "basis": rests_on}, language) if rests_on else one
        for one, rests_on in zip(ids, basis, strict=False)
    )
    given = {"findings": named} if row["why"] in _WITH_FINDINGS else {}
    return say(f"change.why.{row['why']}", given, language)


def write_changes(table: pl.DataFrame, path: Path, *, language: Language = "en") -> None:
    """Write in the form the file's ending asks for; another ending is a UsageError `unknown-format`."""
    check_changes_format(path)
    CHANGE_FORMATS[path.suffix.lower()](table, path, language)


def check_changes_format(path: Path) -> None:
    """Raise UsageError `unknown-format` for an ending without a writer; ask before a long run, not after it."""
    if path.suffix.lower() not in CHANGE_FORMATS:
        raise UsageError("unknown-format", file=path.name, known=", ".join(CHANGE_FORMATS))


def _disposition(row: Row, when: str, language: Language) -> str:
    return say(f"assess.disposition.{row[f'disposition_{when}']}", {}, language)


def _rule(row: Row, when: str, language: Language) -> str:
    return say(f"change.rule.{row[f'rule_{when}']}", {}, language)


def _finding(row: Row, when: str, language: Language) -> str:
    issue, kind = (row[f"{name}_{when}"] for name in ("issue", "kind"))
    words = {"issue": say(f"issue.{issue}", {}, language), "kind": say(f"finding.kind.{kind}", {}, language)}
    return say("assess.pair", words, language)


def _tier(row: Row, when: str, _: Language) -> str:
    return str(row[f"tier_{when}"])


def _share(row: Row, when: str, language: Language) -> str:
    least, most = (percent(row[f"share_{end}_{when}"]) for end in ("least", "most"))
    return least if least == most else say("change.interval", {"least": least, "most": most}, language)


_WORDS: Mapping[str, Callable[[Row, str, Language], str]] = MappingProxyType(
    {"disposition": _disposition, "rule": _rule, "finding": _finding, "tier": _tier, "share": _share}
)
"""What is told -> how it was, or is."""


def _csv(table: pl.DataFrame, path: Path, language: Language) -> None:
    with write_whole(path, "wb") as file:
        text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="", write_through=True)
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([*table.columns, "says"])
        for row in table.iter_rows(named=True):
            said = " ".join(change_sentences(row, language))
            writer.writerow([*(cell_text(value) for value in row.values()), cell_text(said)])
        text.detach()


def _jsonl(table: pl.DataFrame, path: Path, language: Language) -> None:
    with write_whole(path) as file:
        for row in table.iter_rows(named=True):
            value = {**row, "day": row["day"].isoformat(), "says": change_sentences(row, language)}
            file.write(json.dumps(value, ensure_ascii=False) + "\n")


CHANGE_FORMATS: Mapping[str, Callable[[pl.DataFrame, Path, Language], None]] = MappingProxyType(
    {".csv": _csv, ".jsonl": _jsonl}
)
"""File ending -> writer."""
