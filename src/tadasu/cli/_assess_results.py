"""What an assessment leaves behind: the queue or its groups in a file, the record of the run, the summary of --json."""

from collections.abc import Mapping
from pathlib import Path

from tadasu.assessment import OUTCOME, RULES, GroupBy, known_finding, name_of
from tadasu.cli._assess_settings import settings_of
from tadasu.cli._assessing import Assessed
from tadasu.cli._trade_options import Request
from tadasu.reports import GROUP_FORMATS, AssessmentReport, write_assessment, write_groups
from tadasu.store import RunRecord, write_recorded
from tadasu.wording import Language, say


def write_results(
    path: Path,
    request: Request,
    assessed: Assessed,
    *,
    capacity: int | None,
    language: Language,
    by: GroupBy | None = None,
) -> Path:
    """Write the queue, or a row a group, and `<out>.run.json` beside it, both or neither; returns where the record is."""
    report = report_of(request, assessed, capacity=capacity, language=language)
    return write_recorded(
        path,
        lambda place: (
            write_groups(report, by, place)
            if by and place.suffix.lower() in GROUP_FORMATS
            else write_assessment(report, place)
        ),
        lambda digest: run_record(
            "assess",
            (path.name, digest),
            request,
            assessed,
            language=language,
            others={"by": by or "", "capacity": str(capacity or "")},
        ),
    )


def report_of(request: Request, assessed: Assessed, *, capacity: int | None, language: Language) -> AssessmentReport:
    """What a page or a table is made of."""
    gone = assessed.left_out
    remarks = (say(gone.code, {"rows": f"{gone.rows:,}"}, language),) if gone.code else ()
    return AssessmentReport(
        table=assessed.table,
        paths=assessed.paths,
        capacity=capacity,
        upstream=len(assessed.result.lines.declarations) - assessed.result.queue.size,
        findings=tuple(map(known_finding, assessed.findings)),
        listed=tuple(one.mark for one in assessed.listed()),
        inputs=tuple((one.name, one.digest) for one in assessed.inputs),
        settings=settings_of(request, assessed.result),
        remarks=remarks,
        versions=assessed.versions,
        language=language,
        invented=request.invented,
    )


def summary(assessed: Assessed, *, capacity: int | None) -> dict[str, object]:
    """The object of --json."""
    rules = assessed.result.outcome.rule[assessed.result.queue].tolist()
    found = [name_of(OUTCOME[RULES[rule]]) for rule in rules]
    return {
        "declarations": len(assessed.result.lines.declarations),
        "assessed": len(rules),
        "companies": len(assessed.result.companies.entities),
        "merges": len(assessed.result.companies.merges),
        "findings": len(assessed.findings),
        **{name: found.count(name) for name in ("hold", "ask", "not-traceable", "clear")},
        "rows_left_out": assessed.left_out.rows,
        "capacity": capacity,
        "seconds": {stage: round(value, 3) for stage, value in assessed.seconds.items()},
        "tracing_seconds": {stage: round(value, 3) for stage, value in assessed.result.seconds.items()},
        "versions": dict(sorted(assessed.versions.items())),
    }


def run_record(
    command: str,
    output: tuple[str, str],
    request: Request,
    assessed: Assessed,
    *,
    language: Language,
    others: Mapping[str, str],
) -> RunRecord:
    """The record of a run that wrote `output` (name, SHA-256); `others` are options of the command itself."""
    arguments = {
        **{role: ", ".join(names) for role, names in request.roles.items()},
        "partial": str(request.partial).lower(),
        "flow": request.flow.value if request.flow else "",
        "country": request.country,
        "keep_good": str(request.keep_good).lower(),
        "without_contested": str(request.without_contested).lower(),
        "goods_at_risk": str(request.goods_at_risk).lower(),
        "extended": str(request.extended).lower(),
        "parts": str(request.parts).lower(),
        "issues": ", ".join(request.issues),
        "least_origin": repr(request.least_origin),
        "least_seen": repr(request.least_seen),
        "least_strength": repr(request.least_strength),
        "columns": assessed.columns,
        "language": language,
        **others,
    }
    return RunRecord(
        command=command,
        arguments=tuple(sorted(arguments.items())),
        inputs=assessed.inputs,
        versions=tuple(sorted(assessed.versions.items())),
        outputs=(output,),
        started=assessed.started,
        seconds=round(sum(assessed.seconds.values()), 3),
    )
