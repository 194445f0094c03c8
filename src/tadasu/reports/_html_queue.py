"""The queue: one line a match, the likeliest first, with at most three reasons; it reads without JavaScript."""

from collections.abc import Sequence

from tadasu.reports._html_parts import name, sentence, state, text
from tadasu.reports._results import Results, Row
from tadasu.schema import ListId
from tadasu.wording import reasons, say

_COLUMNS = (
    ("rank", "number"),
    ("supplier", "text"),
    ("listed", "text"),
    ("list", "text"),
    ("likelihood", "number"),
    ("why", ""),
)
"""Column -> how it is sorted; the empty one is not."""


def queue_html(shown: Sequence[Row], results: Results, *, more: int) -> str:
    """The table of the queue and, where matches were left off, how many."""
    language = results.language
    titles = {note.id: note.title for note in results.lists}
    heads = "".join(_head(column, sort, results) for column, sort in _COLUMNS)
    rows = "\n".join(_line(rank, row, titles, results) for rank, row in enumerate(shown, start=1))
    rest = text(say("report.queue.more", {"more": f"{more:,}"}, language)) if more else ""
    return f"""<section id="queue" aria-labelledby="queue-title">
<h2 id="queue-title">{text(say("report.queue", {}, language))}</h2>
<p class="soft keys" id="queue-keys" hidden>{text(say("report.queue.keys", {}, language))}</p>
<table id="queue-table" class="fold" role="table">
<caption>{text(say("report.queue.caption", {}, language))}</caption>
<thead role="rowgroup"><tr role="row">{heads}</tr></thead>
<tbody role="rowgroup">
{rows}
</tbody>
</table>
<p class="unseen" id="queue-said" role="status"></p>
<p>{rest}</p>
</section>"""


def _head(column: str, sort: str, results: Results) -> str:
    label = say(f"report.column.{column}", {}, results.language)
    number = ' class="number"' if column == "rank" else ""
    if not sort:
        return f'<th scope="col" role="columnheader"{number}>{text(label)}</th>'
    title = say("report.queue.sort", {"column": label}, results.language)
    said = say("report.queue.sorted", {"column": label}, results.language)
    attributes = f'data-sort="{sort}" data-title="{text(title)}" data-said="{text(said)}"'
    return f'<th scope="col" role="columnheader"{number} {attributes}>{text(label)}</th>'


def _line(rank: int, row: Row, titles: dict[ListId, str], results: Results) -> str:
    language = results.language
    labels = {column: text(say(f"report.column.{column}", {}, language)) for column, _ in _COLUMNS}
    about = " · ".join((row.match.query_id, *(country.upper() for country in row.query.countries)))
    alias = f"<small>{name(row.match.matched_name)}</small>" if row.match.matched_name != row.entity.name else ""
    why = "".join(f"<li>{sentence(reason)}</li>" for reason in reasons(row.explanation, language))
    return (
        f'<tr role="row"><td role="cell" class="number" data-label="{labels["rank"]}">{rank}</td>'
        f'<th role="rowheader" scope="row" data-key="{text(row.match.query_name)}">'
        f'<a href="#m{rank}">{name(row.match.query_name)}</a><small>{sentence(about)}</small></th>'
        f'<td role="cell" data-label="{labels["listed"]}" data-key="{text(row.entity.name)}">'
        f"{name(row.entity.name)}{alias}</td>"
        f'<td role="cell" data-label="{labels["list"]}">{name(titles.get(row.match.list_id, row.match.list_id))}</td>'
        f'<td role="cell" data-key="{row.match.log_odds}">{state(row.match, language)}</td>'
        f'<td role="cell" class="why"><ul>{why}</ul></td></tr>'
    )
