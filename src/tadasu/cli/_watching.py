"""A new assessment beside an earlier one: what has changed, what was read differently, and how it is said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import polars as pl

from tadasu.assessment import Change, KnownFinding, PathTeller, changes, known_finding, with_whys
from tadasu.cli._assess_results import run_record
from tadasu.cli._assessing import Assessed, run
from tadasu.cli._terminal import Terminal
from tadasu.cli._trade_options import Request
from tadasu.reports import QueueFile, change_sentences, write_changes
from tadasu.schema import StoreError
from tadasu.store import RunRecord, input_of, read_run, record_of, write_recorded
from tadasu.wording import date_text

MOST_TOLD = 1_000
"""Declarations whose way is asked for, to tell why; of those after them, why is not told."""
MOST_LINES = 40
"""Lines a terminal shows; a pipe gets every one."""

_NOT_OF_THE_RESULT = frozenset({"capacity", "columns", "keep_good", "language"})
"""Options of an assessment that need not be the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """`changed` is what `with_whys` gives, `before` how many declarations were assessed then; `then` is the record of the
    earlier run, None where there is none."""

    since: Path
    before: int
    assessed: Assessed
    changed: pl.DataFrame
    then: RunRecord | None
    with_findings: bool

    @property
    def counts(self) -> dict[str, int]:
        """Change -> declarations, in the order in which they are shown."""
        found = dict(self.changed["change"].value_counts().rows())
        return {one.value: found.get(one.value, 0) for one in Change}


def compare(request: Request, since: Path, before: QueueFile, terminal: Terminal) -> Seen:
    """Assess, and lay the two queues side by side."""
    assessed = run(request, terminal)
    changed = changes(before.table, assessed.table)
    told = with_whys(
        changed,
        then=before.findings,
        now=chain(map(known_finding, assessed.findings), assessed.listed()),
        leading=_leading(assessed, changed),
        listed_then=before.listed,
    )
    return Seen(
        since=since,
        before=before.table.height,
        assessed=assessed,
        changed=told,
        then=_record_of(since),
        with_findings=before.findings is not None,
    )


def report(request: Request, seen: Seen, terminal: Terminal, *, out: Path | None, as_json: bool) -> None:
    """Write or print the changes; then what differs in what was read, how many changed, and what that does not say."""
    if out is None:
        _print(seen, terminal)
    else:
        with terminal.step("cli.step.write", file=out.name):
            record = _write(out, request, seen, terminal)
    for remark in remarks(request, seen, terminal):
        terminal.print(remark)
    terminal.print(_said(seen, terminal))
    for change, count in seen.counts.items():
        if count:
            word = terminal.text(f"change.word.{change}")
            terminal.print(terminal.text("cli.watch.count", word=word, count=f"{count:,}"))
    terminal.print(terminal.text("cli.assess.caution"))
    if out is not None:
        terminal.print(terminal.text("cli.done.written", file=out, record=record.name))
    if as_json:
        terminal.json(summary(seen))


def summary(seen: Seen) -> dict[str, object]:
    """The object of --json."""
    return {
        "since": seen.since.name,
        "assessed": seen.assessed.table.height,
        "assessed_before": seen.before,
        "changed": seen.changed.height,
        **seen.counts,
        "why": dict(sorted(seen.changed["why"].value_counts().rows())),
        "inputs": dict(sorted(_inputs(seen).items())),
        "seconds": {stage: round(value, 3) for stage, value in seen.assessed.seconds.items()},
        "versions": dict(sorted(seen.assessed.versions.items())),
    }


def remarks(request: Request, seen: Seen, terminal: Terminal) -> Iterator[str]:
    """What else differs from the earlier run, so that a change may come from it: inputs, options, versions."""
    if not seen.with_findings:
        yield terminal.text("cli.watch.without-findings", file=seen.since.name)
    if seen.then is None:
        yield terminal.text("cli.watch.without-record", file=record_of(seen.since).name)
        return
    if inputs := _inputs(seen):
        told = [terminal.text(f"cli.watch.input.{how}", file=name) for name, how in sorted(inputs.items())]
        yield terminal.text("cli.watch.inputs", inputs=terminal.text("list.separator").join(told))
    now = _now(request, seen.assessed)
    for code, name, before, after in (
        *(("option", *each) for each in _differing(seen.then.arguments, now.arguments)),
        *(("version", *each) for each in _differing(seen.then.versions, now.versions)),
    ):
        if name not in _NOT_OF_THE_RESULT:
            option = f"--{name.replace('_', '-')}"
            yield terminal.text(f"cli.watch.{code}", part=name, option=option, before=before or "-", after=after or "-")


def _leading(assessed: Assessed, changed: pl.DataFrame) -> Mapping[str, KnownFinding]:
    """Where the strongest way to each declaration that changed now begins, of the first MOST_TOLD."""
    reached = changed.filter(pl.col("kind_after").is_not_null())["declaration"].head(MOST_TOLD).to_list()
    wanted, teller, out = set(reached), PathTeller(assessed.result), dict[str, KnownFinding]()
    for line in assessed.result.queue.tolist():
        name = str(assessed.result.lines.declarations[line].id)
        if name in wanted and (found := teller.paths(line, most=1)):
            out[name] = known_finding(found[0].finding)
    return out


def _record_of(since: Path) -> RunRecord | None:
    """The record beside the earlier queue, when it is there, whole, and about this very file."""
    try:
        record = read_run(record_of(since))
    except StoreError:
        return None
    return record if input_of(since).digest in dict(record.outputs).values() else None


def _inputs(seen: Seen) -> dict[str, str]:
    """File or list -> changed, new or gone since the earlier run."""
    if seen.then is None:
        return {}
    before = {one.name: one.digest for one in seen.then.inputs}
    after = {one.name: one.digest for one in seen.assessed.inputs}
    return {
        name: "changed" if name in before and name in after else "new" if name in after else "gone"
        for name in before.keys() | after.keys()
        if before.get(name) != after.get(name)
    }


def _differing(before: tuple[tuple[str, str], ...], after: tuple[tuple[str, str], ...]) -> list[tuple[str, str, str]]:
    then, now = dict(before), dict(after)
    return [(name, then[name], now[name]) for name in sorted(then.keys() & now.keys()) if then[name] != now[name]]


def _now(request: Request, assessed: Assessed) -> RunRecord:
    return run_record("watch", ("", ""), request, assessed, language="en", others={})


def _said(seen: Seen, terminal: Terminal) -> str:
    if not seen.changed.height:
        return terminal.text("cli.watch.nothing", file=seen.since.name)
    counts = {"count": seen.changed.height, "now": seen.assessed.table.height, "then": seen.before}
    return terminal.text("cli.watch.changed", file=seen.since.name, **{name: f"{n:,}" for name, n in counts.items()})


def _print(seen: Seen, terminal: Terminal) -> None:
    rows = list(seen.changed.iter_rows(named=True))
    shown = rows if terminal.width is None else rows[:MOST_LINES]
    heads = [terminal.text(f"cli.watch.head.{part}") for part in ("change", "now", "what")]
    heads += [terminal.text(f"cli.assess.head.{part}") for part in ("declaration", "who")]
    lines = [
        [
            terminal.text(f"change.word.{row['change']}"),
            terminal.text(f"assess.disposition.{row['disposition_after']}") if row["disposition_after"] else "-",
            "\n".join(change_sentences(row, terminal.language)),
            f"{row['declaration']}\n{row['good']}\n{date_text(row['day'], terminal.language)}",
            f"{row['seller']}\n> {row['buyer']}",
        ]
        for row in shown
    ]
    if lines:
        terminal.table(heads, lines)
        terminal.print()
    if len(shown) < len(rows):
        terminal.print(terminal.text("cli.queue.more", more=len(rows) - len(shown)))


def _write(out: Path, request: Request, seen: Seen, terminal: Terminal) -> Path:
    return write_recorded(
        out,
        lambda place: write_changes(seen.changed, place, language=terminal.language),
        lambda digest: run_record(
            "watch",
            (out.name, digest),
            request,
            seen.assessed,
            language=terminal.language,
            others={"since": input_of(seen.since).digest},
        ),
    )
