"""An assessment as one HTML page that stands alone: what was found, the queue, the ways of the gravest; no request leaves it.

It reads without JavaScript, on paper, at 320 px; style, policy and sorting are those of the page of a screening.
"""

from collections.abc import Sequence
from pathlib import Path

from tadasu.reports._assessed import SHAPES, AssessmentReport, Row, assessed_reasons
from tadasu.reports._assessed_settings import settings_html
from tadasu.reports._grouped_html import groups_html
from tadasu.reports._html_page import page
from tadasu.reports._html_parts import mark, name, sentence, text
from tadasu.reports._inputs_html import inputs_html
from tadasu.reports._path_strength import strength_reading
from tadasu.reports._path_table import paths_figure
from tadasu.reports._path_words import short_good
from tadasu.store import write_whole
from tadasu.wording import date_text, say

MOST_LINES = 1000
"""Lines of the queue that the page shows; the tables hold all."""

_COLUMNS = (("rank", "number"), ("what", ""), ("who", "text"), ("good", "text"), ("day", "text"), ("why", ""))


def write_assessment_html(report: AssessmentReport, path: Path) -> None:
    """Write the page, whole or not at all."""
    with write_whole(path, "wb") as file:
        file.write(assessment_html(report).encode("utf-8", "replace"))


def assessment_html(report: AssessmentReport) -> str:
    """The page as text; the same assessment gives the same text."""
    rows = list(report.shown.head(MOST_LINES).iter_rows(named=True))
    held = _counts(report, below=False).get("hold", 0)
    code = "assess.task" if held else "assess.task.none"
    body = "\n".join(
        part
        for part in (
            _summary(report),
            _queue(rows, report),
            groups_html(report),
            _ways(rows, report),
            settings_html(report),
            inputs_html(report.inputs, report.language),
        )
        if part
    )
    return page(
        title=say(code, {"count": f"{held:,}"}, report.language),
        body=body,
        foot=_reading(report),
        language=report.language,
        invented=report.invented,
    )


def _counts(report: AssessmentReport, *, below: bool) -> dict[str, int]:
    """Declarations by disposition: all, or those below the line of the capacity."""
    start = report.capacity if below and report.capacity is not None else 0
    found = report.table.slice(start)["disposition"].value_counts()
    return dict(found.rows())


def _summary(report: AssessmentReport) -> str:
    language, counts = report.language, _counts(report, below=False)
    about = {"assessed": f"{report.table.height:,}", "upstream": f"{report.upstream:,}"}
    items = "\n".join(
        f"<li>{mark(SHAPES[each])}<b>{counts.get(each, 0):,}</b> {text(say(f'assess.state.{each}', {}, language))}</li>"
        for each in SHAPES
    )
    label = text(say("report.states", {}, language))
    parts = [
        f'<p class="first">{sentence(say("assess.summary", about, language))}</p>',
        f'<ul class="states" role="list" aria-label="{label}">\n{items}\n</ul>',
    ]
    if report.capacity is not None and report.capacity < report.table.height:
        below = {key.replace("-", "_"): f"{count:,}" for key, count in _counts(report, below=True).items()}
        given = {"capacity": f"{report.capacity:,}", **{key.replace("-", "_"): "0" for key in SHAPES}, **below}
        parts.append(f"<p>{sentence(say('cli.assess.below', given, language))}</p>")
    parts += [f"<p>{sentence(remark)}</p>" for remark in (*report.remarks, say("cli.assess.caution", {}, language))]
    return "\n".join(parts)


def _queue(rows: Sequence[Row], report: AssessmentReport) -> str:
    if not rows:
        return ""
    language = report.language
    heads = "".join(_head(column, sort, report) for column, sort in _COLUMNS)
    lines = "\n".join(_line(row, report) for row in rows)
    more = report.shown.height - len(rows)
    rest = f"<p>{text(say('report.queue.more', {'more': f'{more:,}'}, language))}</p>" if more else ""
    return f"""<section id="queue" aria-labelledby="queue-title">
<h2 id="queue-title">{text(say("assess.queue", {}, language))}</h2>
<p class="soft keys" id="queue-keys" hidden>{text(say("report.queue.keys", {}, language))}</p>
<table id="queue-table" class="fold" role="table">
<caption>{text(say("assess.queue.caption", {}, language))}</caption>
<thead role="rowgroup"><tr role="row">{heads}</tr></thead>
<tbody role="rowgroup">
{lines}
</tbody>
</table>
<p class="unseen" id="queue-said" role="status"></p>
{rest}
</section>"""


def _head(column: str, sort: str, report: AssessmentReport) -> str:
    label = say(f"cli.assess.head.{column}", {}, report.language)
    number = ' class="number"' if column == "rank" else ""
    if not sort:
        return f'<th scope="col" role="columnheader"{number}>{text(label)}</th>'
    title = say("report.queue.sort", {"column": label}, report.language)
    said = say("report.queue.sorted", {"column": label}, report.language)
    attributes = f'data-sort="{sort}" data-title="{text(title)}" data-said="{text(said)}"'
    return f'<th scope="col" role="columnheader"{number} {attributes}>{text(label)}</th>'


def _line(row: Row, report: AssessmentReport) -> str:
    language = report.language
    labels = {column: text(say(f"cli.assess.head.{column}", {}, language)) for column, _ in _COLUMNS}
    word = text(say(f"assess.disposition.{row['disposition']}", {}, language))
    why = "".join(f"<li>{sentence(reason)}</li>" for reason in assessed_reasons(row, language))
    here = text(row["declaration"])
    day = text(date_text(row["day"], language))
    reference = f'<a href="#d{row["rank"]}">{here}</a>' if row["declaration"] in report.paths else here
    return (
        f'<tr role="row"><td role="cell" class="number" data-label="{labels["rank"]}">{row["rank"]}</td>'
        f'<td role="cell"><span class="state">{mark(SHAPES[row["disposition"]])}{word}</span></td>'
        f'<th role="rowheader" scope="row" data-key="{text(row["seller"])}">{name(row["seller"])}'
        f"<small>→ {name(row['buyer'])} · {reference}</small></th>"
        f'<td role="cell" data-label="{labels["good"]}" data-key="{text(row["good"])}">{text(row["good"])}'
        f"<small>{text(short_good(row['good'], language))}</small></td>"
        f'<td role="cell" class="day" data-label="{labels["day"]}" data-key="{row["day"]}">{day}</td>'
        f'<td role="cell" class="why"><ul>{why}</ul></td></tr>'
    )


def _ways(rows: Sequence[Row], report: AssessmentReport) -> str:
    cards = "\n".join(_card(row, report) for row in rows if row["declaration"] in report.paths)
    if not cards:
        return ""
    title = text(say("assess.ways", {}, report.language))
    return f'<section aria-labelledby="ways-title">\n<h2 id="ways-title">{title}</h2>\n{cards}\n</section>'


def _card(row: Row, report: AssessmentReport) -> str:
    language = report.language
    word = text(say(f"assess.disposition.{row['disposition']}", {}, language))
    why = "".join(f"<li>{sentence(reason)}</li>" for reason in assessed_reasons(row, language))
    figure = paths_figure(
        report.paths[row["declaration"]], language=language, key=f"way{row['rank']}", invented=report.invented
    )
    return f"""<article class="card" id="d{row["rank"]}">
<header><p>{mark(SHAPES[row["disposition"]])}{word}</p>
<h3>{name(row["seller"])} <span class="versus">→ {name(row["buyer"])} · {text(row["declaration"])}</span></h3></header>
<ul>{why}</ul>
{figure}
</article>"""


def _reading(report: AssessmentReport) -> str:
    language = report.language
    versions = ", ".join(f"{part} {version}" for part, version in sorted(report.versions.items()))
    said = [*strength_reading(language), *(say(f"assess.reading.{part}", {}, language) for part in ("share", "clear"))]
    said.append(say("report.reading.versions", {"versions": versions}, language))
    body = "\n".join(f"<p>{sentence(one)}</p>" for one in said)
    return f"<h2>{text(say('report.reading', {}, language))}</h2>\n{body}"
