"""A simulation as one HTML page that stands alone: what kind of thing it is, whom it binds, who changes, what it costs, what it
rests on. Each picture stands beside the table that says the same; no request leaves the page.
"""

from pathlib import Path

from tadasu.demo import Figure
from tadasu.reports._bars_svg import bars_svg
from tadasu.reports._html_page import page
from tadasu.reports._html_parts import link, sentence, text
from tadasu.reports._impact_tables import all_tables, source_text
from tadasu.reports._inputs_html import inputs_html
from tadasu.reports._simulation import SimulationReport, figure_text
from tadasu.reports._simulation_head import cautions, title_of
from tadasu.reports._simulation_tables import Shown
from tadasu.store import write_whole
from tadasu.wording import Language, date_text, say


def write_simulation_html(report: SimulationReport, path: Path) -> None:
    """Write the page, whole or not at all."""
    with write_whole(path, "wb") as file:
        file.write(simulation_html(report).encode("utf-8", "replace"))


def simulation_html(report: SimulationReport) -> str:
    """The page as text; the same report gives the same text."""
    parts = [
        _cautions(report),
        *(_section(one, report) for one in all_tables(report)),
        _figures(report),
        inputs_html(report.inputs, report.language),
    ]
    return page(
        title=title_of(report),
        body="\n".join(part for part in parts if part),
        foot=_reading(report),
        language=report.language,
        invented=report.invented,
        main=("counts", "report.simulate.skip"),
    )


def _cautions(report: SimulationReport) -> str:
    lines = "".join(f"<li>{sentence(one)}</li>" for one in cautions(report))
    return f'<div class="card" role="note"><ul>{lines}</ul></div>'


def _section(shown: Shown, report: SimulationReport) -> str:
    notes = "\n".join(f"<p>{sentence(one)}</p>" for one in shown.notes)
    picture = _picture(shown, report) if shown.bars else ""
    table = _table(shown) if shown.rows else ""
    return f"""<section id="{shown.key}" aria-labelledby="{shown.key}-head">
<h2 id="{shown.key}-head">{text(shown.title)}</h2>
{notes}
{picture}
{table}
</section>"""


def _picture(shown: Shown, report: SimulationReport) -> str:
    """The bars; what they say is said again by the table below, and in words for who cannot see either."""
    told = say("list.separator", {}, report.language).join(
        f"{bar.group} {bar.label}: {bar.said}".strip() for bar in shown.bars
    )
    drawn = bars_svg(shown.bars, title=shown.title, told=told, key=f"{shown.key}-bars", language=report.language)
    return f'<figure class="bars">{drawn}</figure>'


def _table(shown: Shown) -> str:
    heads = "".join(
        f'<th scope="col" role="columnheader"{_number(n, shown)}>{text(head)}</th>'
        for n, head in enumerate(shown.heads)
    )
    rows = "\n".join(_row(row, shown) for row in shown.rows)
    return f"""<table class="fold counted" role="table"><thead role="rowgroup"><tr role="row">{heads}</tr></thead>
<tbody role="rowgroup">
{rows}
</tbody></table>"""


def _row(row: tuple[str, ...], shown: Shown) -> str:
    first, *rest = row
    cells = "".join(
        f'<td role="cell"{_number(n, shown)} data-label="{text(shown.heads[n])}">{sentence(cell)}</td>'
        for n, cell in enumerate(rest, 1)
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{sentence(first)}</th>{cells}</tr>'


def _number(column: int, shown: Shown) -> str:
    return ' class="number"' if column in shown.right else ""


def _figures(report: SimulationReport) -> str:
    """Each source of the invented population once, with what is taken from it."""
    if not report.figures:
        return ""
    language = report.language
    by_source: dict[tuple[str, int, str, str, str], list[Figure]] = {}
    for one in report.figures:
        by_source.setdefault((one.source, one.year, one.url, one.seen, one.confidence), []).append(one)
    rows = "\n".join(
        f'<tr role="row"><th scope="row" role="rowheader">{sentence(source_text(key[0], key[1], key[3], key[4], report))}'
        f'{_address(key[2])}</th><td role="cell">{sentence(_taken(found, language))}</td></tr>'
        for key, found in sorted(by_source.items())
    )
    heads = "".join(
        f'<th scope="col" role="columnheader">{text(say(f"simulate.head.{part}", {}, language))}</th>'
        for part in ("source", "figure")
    )
    return f"""<section id="figures" aria-labelledby="figures-head">
<h2 id="figures-head">{text(say("simulate.table.figures", {}, language))}</h2>
<table class="fold" role="table"><thead role="rowgroup"><tr role="row">{heads}</tr></thead>
<tbody role="rowgroup">
{rows}
</tbody></table>
</section>"""


def _taken(found: list[Figure], language: Language) -> str:
    """A few figures with their names; of many, how they begin."""
    shown = "; ".join(f"{figure_text(one.kind, one.key, language)}: {one.value:,.10g}" for one in found[:4])
    return f"{shown}; … ({len(found)})" if len(found) > 4 else shown


def _address(url: str) -> str:
    return f"<small>{link(url, url)}</small>" if url else ""


def _reading(report: SimulationReport) -> str:
    language = report.language
    versions = ", ".join(f"{part} {version}" for part, version in sorted(report.versions.items()))
    day = date_text(report.simulation.asked.on, language)
    said = [
        say("simulate.reading.open", {}, language),
        *([] if report.exact else [say("simulate.reading.weight", {}, language)]),
        say("simulate.reading.day", {"day": day}, language),
        say("cli.law.caution", {}, language),
        say("report.reading.versions", {"versions": versions}, language),
    ]
    body = "\n".join(f"<p>{sentence(one)}</p>" for one in said)
    return f"<h2>{text(say('simulate.reading', {}, language))}</h2>\n{body}"
