"""What a page says of how it was assessed: the options that decide, and rows that were left out."""

from collections.abc import Iterator
from dataclasses import dataclass

from tadasu.assessment import Assessment
from tadasu.cli._trade_files import ReadFiles
from tadasu.cli._trade_options import Request
from tadasu.readers import PROBLEM_KINDS, Severity, severity
from tadasu.schema import FindingKind, Issue, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Rows that `--keep-good` left out; `more` when a file has more problems than readers keep, so that there are more."""

    rows: int = 0
    more: bool = False

    @property
    def code(self) -> str:
        """Of the sentence that says so; empty when there is nothing to say."""
        return "" if not self.rows else "assess.left-out.many" if self.more else "assess.left-out"


def settings_of(request: Request, result: Assessment) -> tuple[tuple[str, str], ...]:
    """Code and value of each setting (`assess.setting.*` has the words), in the order of the page."""
    policy = result.policy
    used = {True: "used", False: "left-out"}
    told = (("about", "|".join(request.issues)),) if request.issues else ()
    return (
        ("flow", request.flow.value if request.flow else ""),
        ("country", request.country),
        ("issues", "|".join(issue.value for issue in Issue if issue in policy.issues)),
        ("kinds", "|".join(kind.value for kind in FindingKind if kind in policy.kinds)),
        ("least-strength", str(policy.least_strength)),
        ("least-seen", str(policy.least_seen)),
        ("least-origin", str(policy.least_origin)),
        ("tiers", str(result.rules.tiers)),
        ("contested", used[not request.without_contested]),
        ("goods-at-risk", used[request.goods_at_risk]),
        ("extended", used[request.extended]),
        ("parts", used[request.parts]),
        *told,
    )


def left_out(read: ReadFiles) -> LeftOut:
    """Rows of all files that hold an error; what a register says of its own records (stakes that are over) is none."""
    rows = {
        (number, problem.row)
        for number, problems in enumerate(_problems(read))
        for problem in problems
        if problem.row and problem.code in PROBLEM_KINDS and severity(problem) is Severity.ERROR
    }
    hidden = (
        dict(problem.params).get("errors", "0")
        for problems in _problems(read)
        for problem in problems
        if problem.code == "more-problems"
    )
    return LeftOut(rows=len(rows), more=any(count != "0" for count in hidden))


def _problems(read: ReadFiles) -> Iterator[tuple[Problem, ...]]:
    yield read.declarations.problems
    yield from (file.problems for file in read.upstream)
    yield from (table.problems for table in read.items)
    yield from (file.problems for file in read.findings)
    yield from (file.problems for file in read.stakes)
