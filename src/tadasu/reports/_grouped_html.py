"""The part of an assessment's page that says the same by supplier, by good and by importer, the gravest of each first."""

from collections.abc import Mapping

from tadasu.assessment import GroupBy, grouped
from tadasu.reports._assessed import SHAPES, AssessmentReport
from tadasu.reports._grouped import COUNTED, group_name, group_share
from tadasu.reports._html_parts import mark, sentence, text
from tadasu.wording import say

MOST_GROUPS = 20
"""Rows of each table; `--by` writes all."""


def groups_html(report: AssessmentReport) -> str:
    """A table each for suppliers, goods and importers; nothing where a table would only repeat the queue's one line."""
    if report.shown.height < 2:
        return ""
    return "\n".join(_table(report, by) for by in (GroupBy.SUPPLIER, GroupBy.PRODUCT, GroupBy.IMPORTER))


def _table(report: AssessmentReport, by: GroupBy) -> str:
    language = report.language
    groups = grouped(report.shown, by)
    labels = {code: text(say(f"assess.by.head.{code}", {}, language)) for code in ("what", by.value, *COUNTED, "share")}
    heads = "".join(
        f'<th scope="col" role="columnheader"{_number(code)}>{label}</th>' for code, label in labels.items()
    )
    rows = "\n".join(_row(row, report, by, labels) for row in groups.head(MOST_GROUPS).iter_rows(named=True))
    more = groups.height - MOST_GROUPS
    rest = f"<p>{text(say('assess.by.more', {'more': f'{more:,}'}, language))}</p>" if more > 0 else ""
    return f"""<section aria-labelledby="by-{by.value}">
<h2 id="by-{by.value}">{text(say(f"assess.by.{by.value}", {}, language))}</h2>
<table class="fold" role="table"><thead role="rowgroup"><tr role="row">{heads}</tr></thead>
<tbody role="rowgroup">
{rows}
</tbody></table>
{rest}
</section>"""


def _row(row: Mapping[str, object], report: AssessmentReport, by: GroupBy, labels: Mapping[str, str]) -> str:
    language = report.language
    word = text(say(f"assess.disposition.{row['disposition']}", {}, language))
    counts = "".join(
        f'<td role="cell" class="number" data-label="{labels[each]}">{row[each]:,}</td>' for each in COUNTED
    )
    return (
        f'<tr role="row"><td role="cell"><span class="state">{mark(SHAPES[str(row["disposition"])])}{word}</span></td>'
        f'<th scope="row" role="rowheader">{sentence(group_name(row, by, language))}</th>{counts}'
        f'<td role="cell" class="number" data-label="{labels["share"]}">{text(group_share(row, language))}</td></tr>'
    )


def _number(code: str) -> str:
    return ' class="number"' if code in (*COUNTED, "share") else ""
