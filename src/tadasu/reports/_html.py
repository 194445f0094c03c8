"""Results as one HTML page that stands alone: no request leaves it; it reads without JavaScript, on paper, at 320 px."""

import heapq
from collections.abc import Sequence
from pathlib import Path

from tadasu.reports._html_card import card_html
from tadasu.reports._html_page import page
from tadasu.reports._html_parts import mark, name, sentence, state_of, text
from tadasu.reports._html_queue import queue_html
from tadasu.reports._results import ListNote, Results, Row
from tadasu.reports._summary import summary_lines
from tadasu.store import write_whole
from tadasu.wording import date_text, say

MOST_CARDS = 500
"""Matches the page shows; the summary counts all, and the page says how many are left to the CSV."""

_STATE_ORDER = ("hold", "ask", "weak")


def write_html(results: Results, path: Path) -> None:
    """Write the page, whole or not at all."""
    page = page_html(results)
    with write_whole(path, "wb") as file:
        file.write(page.encode("utf-8", "replace"))


def page_html(results: Results) -> str:
    """The page as text; the same results give the same text."""
    state_by_query: dict[str, str] = {}
    for row in results.rows:
        found = state_of(row.match.probability)
        known = state_by_query.setdefault(row.match.query_id, found)
        state_by_query[row.match.query_id] = min(known, found, key=_STATE_ORDER.index)
    shown = heapq.nsmallest(MOST_CARDS, results.rows, key=lambda row: -row.match.log_odds)
    task = say("report.task" if shown else "report.task.none", {}, results.language)
    parts = (_summary(results), _states(results, state_by_query), _matches(shown, results), _lists(results))
    return page(
        title=task,
        body="\n".join(parts),
        foot=_reading(results),
        language=results.language,
        invented=results.invented,
    )


def _summary(results: Results) -> str:
    first, *others = summary_lines(results)
    return "\n".join([f'<p class="first">{_long(first)}</p>', *(f"<p>{_long(line)}</p>" for line in others)])


def _long(said: str) -> str:
    """A sentence that may name many lists, escaped piece by piece so that none is cut."""
    return "".join(sentence(said[start : start + 200]) for start in range(0, len(said), 200))


def _states(results: Results, state_by_query: dict[str, str]) -> str:
    language = results.language
    counts = dict.fromkeys(_STATE_ORDER, 0)
    for each in state_by_query.values():
        counts[each] += 1
    counts["clear"] = max(results.queries_total - len(state_by_query), 0)
    items = "\n".join(
        f"<li>{mark(each)}<b>{count:,}</b> {text(say(f'report.state.{each}', {}, language))}</li>"
        for each, count in counts.items()
        if count or each != "weak"
    )
    label = text(say("report.likelihoods", {}, language))
    return f'<ul class="states" role="list" aria-label="{label}">\n{items}\n</ul>'


def _matches(shown: Sequence[Row], results: Results) -> str:
    if not shown:
        return ""
    cards = "\n".join(card_html(rank, row, results) for rank, row in enumerate(shown, start=1))
    return f"""{queue_html(shown, results, more=len(results.rows) - len(shown))}
<section aria-labelledby="cards-title">
<h2 id="cards-title">{text(say("report.cards", {}, results.language))}</h2>
{cards}
</section>"""


def _lists(results: Results) -> str:
    language = results.language
    codes = ("report.field.list", "report.field.list-date", "report.lists.entities", "report.lists.digest")
    labels = [text(say(code, {}, language)) for code in codes]
    heads = "".join(
        f'<th scope="col" role="columnheader"{" class=number" if at == 2 else ""}>{label}</th>'
        for at, label in enumerate(labels)
    )
    body = "\n".join(_list_line(note, labels, results) for note in results.lists)
    return f"""<section aria-labelledby="lists-title">
<h2 id="lists-title">{text(say("report.lists", {}, language))}</h2>
<table class="fold" role="table"><caption>{text(say("report.lists.caption", {}, language))}</caption>
<thead role="rowgroup"><tr role="row">{heads}</tr></thead>
<tbody role="rowgroup">
{body}
</tbody></table>
</section>"""


def _list_line(note: ListNote, labels: list[str], results: Results) -> str:
    return (
        f'<tr role="row"><th scope="row" role="rowheader">{name(note.title)}<small>{name(note.id)}</small></th>'
        f'<td role="cell" data-label="{labels[1]}">{text(date_text(note.list_date, results.language))}</td>'
        f'<td role="cell" class="number" data-label="{labels[2]}">{note.entities:,}</td>'
        f'<td role="cell" data-label="{labels[3]}"><code>{text(note.digest)}</code></td></tr>'
    )


def _reading(results: Results) -> str:
    language = results.language
    versions = ", ".join(f"{part} {version}" for part, version in sorted(results.versions.items()))
    sentences = [say(f"report.reading.{part}", {}, language) for part in ("probability", "absence")]
    if versions:
        sentences.append(say("report.reading.versions", {"versions": versions}, language))
    body = "\n".join(f"<p>{_long(said)}</p>" for said in sentences)
    return f"<h2>{text(say('report.reading', {}, language))}</h2>\n{body}"
