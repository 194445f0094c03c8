"""What people have said about two spellings, as a CSV that a spreadsheet program edits, and merges written the same way.

A file of merges from one run, with `no` put in the place of a `yes`, is a file of judgements for the next: that is how a
merge is taken back.
"""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from tadasu.assessment._spelling import Judgement, Merge, Spelling
from tadasu.schema import InputError, Problem
from tadasu.store import no_formula, without_guard, write_whole

HEADER = (
    *("first", "first_country", "second", "second_country", "same", "by", "on", "reason", "probability"),
    *("first_number", "second_number"),
)
_NEEDED = HEADER[:5]
_YES, _NO = frozenset({"yes", "y", "true", "1", "はい", "同じ"}), frozenset({"no", "n", "false", "0", "いいえ", "別"})


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """Judgements of a CSV with the columns of HEADER (those after `same` may be missing), UTF-8.

    Raises InputError with every problem found.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error):
        raise InputError([Problem(code="judgements-unreadable", file=path.name)]) from None
    missing = [name for name in _NEEDED if rows and name not in rows[0]]
    if missing:
        shown = ", ".join(missing)
        raise InputError([Problem(code="judgements-columns", file=path.name, row=1, params=(("columns", shown),))])
    problems, out = [], []
    for number, row in enumerate(rows, 2):
        same = (row["same"] or "").strip().lower()
        first, second = _spelling(row, "first"), _spelling(row, "second")
        if same not in _YES | _NO:
            problems.append(
                Problem(code="judgement-unclear", file=path.name, row=number, column="same", value=same[:80])
            )
        elif not first.name or not second.name or first == second:
            problems.append(Problem(code="judgement-names", file=path.name, row=number))
        else:
            by, on = (row.get("by") or "").strip(), (row.get("on") or "").strip()
            out.append(Judgement(first=first, second=second, same=same in _YES, by=by, on=on))
    problems += _contradictions(path.name, out)
    if problems:
        raise InputError(problems)
    return tuple(out)


def write_merges(merges: Iterable[Merge], path: Path) -> None:
    """Write merges as judgements that say yes, whole or not at all; no name is run as a formula.

    Numbers are written only where the names alone do not tell the two apart, so that a judgement holds for other papers too.
    """
    with write_whole(path) as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(HEADER)
        for one in merges:
            chance = "" if one.probability is None else f"{one.probability:.6f}"
            names = (one.first.name, one.first.country, one.second.name, one.second.country)
            numbers = ("", "") if names[:2] != names[2:] else (one.first.reference, one.second.reference)
            row = (*map(no_formula, names), "yes", "", "", one.reason.value, chance, *map(no_formula, numbers))
            table.writerow(row)


def _spelling(row: Mapping[str, str | None], which: str) -> Spelling:
    """As it was before it became a cell of a spreadsheet."""
    name = without_guard(" ".join((row[which] or "").split()))
    number = without_guard((row.get(f"{which}_number") or "").strip())
    return Spelling(name, (row[f"{which}_country"] or "").strip().lower(), number)


def _contradictions(file: str, judgements: Iterable[Judgement]) -> list[Problem]:
    said: dict[tuple[Spelling, Spelling], bool] = {}
    problems = []
    for one in judgements:
        first, second = sorted((one.first, one.second))
        if said.setdefault((first, second), one.same) != one.same:
            problems.append(
                Problem(code="judgements-contradict", file=file, value=f"{first.name} / {second.name}"[:80])
            )
    return problems
