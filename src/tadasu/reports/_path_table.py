"""The table that says what the picture of paths says, for those who do not see it; and both together."""

import html
from collections.abc import Sequence

from tadasu.reports._html_parts import link, mark, name, sentence, text
from tadasu.reports._path_strength import addends_text, strength_text
from tadasu.reports._path_svg import paths_svg
from tadasu.reports._path_words import (
    country_text,
    finding_text,
    good_text,
    merged_text,
    quantity_text,
    sure_text,
    title_text,
    why_text,
)
from tadasu.schema import FoundPath, PathStep, Trader
from tadasu.wording import Language, date_text, say

_COLUMNS = ("tier", "seller", "buyer", "good", "day", "quantity", "certainty", "why", "declaration")


def paths_figure(
    paths: Sequence[FoundPath], *, language: Language = "en", key: str = "paths", invented: bool = False
) -> str:
    """The picture and under it the table, as a piece of HTML; the picture scrolls sideways where it is too wide."""
    return f"""<figure class="paths">
<div class="paths-picture" tabindex="0" role="group" aria-label="{html.escape(title_text(paths, language))}">
{paths_svg(paths, language=language, key=key, invented=invented)}
</div>
{paths_table(paths, language=language)}
</figure>"""


def paths_table(paths: Sequence[FoundPath], *, language: Language = "en") -> str:
    """Every step of every path, also of those that the picture has no room for; a row says who, what, when, how sure."""
    walked = [path for path in paths if path.steps]
    if not walked:
        return f"<p>{text(say('path.none', {}, language))}</p>"
    heads = "".join(
        f'<th scope="col" role="columnheader"{_number(column)}>{_label(column, language)}</th>' for column in _COLUMNS
    )
    bodies = "\n".join(_body(path, n, len(walked), language) for n, path in enumerate(walked, 1))
    return f"""<table class="paths-table fold" role="table">
<caption>{text(say("path.caption", {}, language))}</caption>
<thead role="rowgroup"><tr role="row">{heads}</tr></thead>
{bodies}
</table>"""


def _body(path: FoundPath, number: int, total: int, language: Language) -> str:
    """One path: a line that says where the finding enters, then its steps. What goes into a sentence is HTML already."""
    seller, buyer = path.steps[0].seller, path.steps[-1].buyer
    head = {
        "number": str(number),
        "total": str(total),
        "seller": name(seller.name),
        "buyer": name(buyer.name),
        "tiers": str(path.tier),
        "strength": strength_text(path.strength),
    }
    enters = {"seller": name(seller.name), "finding": sentence(finding_text(path.finding, language))}
    basis = say("path.basis", {"basis": name(path.finding.basis)}, language) if path.finding.basis else ""
    address = path.finding.source_url
    source = say("path.source", {"source": link(address, address)}, language) if address else ""
    below = "".join(f"\n<small>{said}</small>" for said in (source, text(addends_text(path, language))) if said)
    rows = "\n".join(_row(path, n, language) for n in range(len(path.steps)))
    merged = "".join(f"<li>{merged_text(one, language, shown=name)}</li>" for one in path.merged)
    if merged:
        rows += f'\n<tr role="row"><td role="cell" colspan="{len(_COLUMNS)}"><ul class="merged">{merged}</ul></td></tr>'
    return f"""<tbody role="rowgroup">
<tr role="row"><th role="rowheader" scope="rowgroup" colspan="{len(_COLUMNS)}">{say("path.head", head, language)}
<small>{mark("hold")}{say("path.enters", enters, language)} {basis}</small>{below}</th></tr>
{rows}
</tbody>"""


def _row(path: FoundPath, number: int, language: Language) -> str:
    step = path.steps[number]
    also = say("path.also", {"count": str(step.also)}, language) if step.also else ""
    why = ""
    if number + 1 < len(path.steps):
        after = path.steps[number + 1]
        why = why_text(after.passage, step.good, after.good, language)
    cells = {
        "tier": str(path.tier - number),
        "seller": _trader(step.seller, language),
        "buyer": _trader(step.buyer, language),
        "good": sentence(good_text(step.good, language)),
        "day": text(date_text(step.day, language)),
        "quantity": sentence(quantity_text(step.quantity, language)),
        "certainty": _sure(step, language),
        "why": sentence(why),
        "declaration": name(step.declaration) + (f"<small>{text(also)}</small>" if also else ""),
    }
    shown = "".join(
        f'<td role="cell" data-label="{_label(column, language)}"{_number(column)}>{cell}</td>'
        for column, cell in cells.items()
    )
    return f'<tr role="row">{shown}</tr>'


def _trader(trader: Trader, language: Language) -> str:
    country = country_text(trader.country, language) or say("path.unsaid", {}, language)
    return f"{name(trader.name or trader.company)}<small>{text(country)}</small>"


def _sure(step: PathStep, language: Language) -> str:
    tag = "strong" if step.contested else "span"
    return f'<{tag} class="state">{text(sure_text(step, language))}</{tag}>'


def _label(column: str, language: Language) -> str:
    return text(say(f"path.column.{column}", {}, language))


def _number(column: str) -> str:
    return ' class="number"' if column in ("tier", "quantity") else ""
