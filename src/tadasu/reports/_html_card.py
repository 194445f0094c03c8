"""A card for one match: the aligned words of both names, the two parties side by side, the addends of the log-odds."""

from collections.abc import Iterable

from tadasu.reports._html_parts import lines, link, name, sentence, state, text
from tadasu.reports._results import Results, Row
from tadasu.schema import MILLINATS, AlignedToken, Entity
from tadasu.wording import Language, date_text, say, term_text, token_label, topic_text

_MOST_VALUES = 8
_MOST_TOKENS = 40


def card_html(rank: int, row: Row, results: Results) -> str:
    """One match; `rank` is its place in the queue and makes its address on the page."""
    language = results.language
    versus = text(say("report.card.versus", {}, language))
    return f"""<article class="card" id="m{rank}" aria-labelledby="m{rank}-title">
<header><p>{rank}. {state(row.match, language)}</p>
<h3 id="m{rank}-title">{name(row.match.query_name)} <span class="versus">{versus}</span>
{name(row.entity.name)}</h3></header>
{_words(row.explanation.tokens, language)}
{_parties(row, results)}
{_terms(row, language)}
<p class="back"><a href="#queue">{text(say("report.card.back", {}, language))}</a></p>
</article>"""


def _words(tokens: tuple[AlignedToken, ...], language: Language) -> str:
    yours, listed = (text(say(f"report.card.{side}", {}, language)) for side in ("yours", "listed"))
    items = "\n".join(_word(token, yours, listed, language) for token in tokens[:_MOST_TOKENS])
    more = len(tokens) - _MOST_TOKENS
    rest = (
        f"<li><small>{text(say('report.more-names', {'more': str(more)}, language))}</small></li>" if more > 0 else ""
    )
    return f"""<h4>{text(say("report.card.words", {}, language))}</h4>
<ol class="align" role="list">
<li class="key" aria-hidden="true"><span>{yours}</span><span>{listed}</span></li>
{items}{rest}
</ol>"""


def _word(token: AlignedToken, yours: str, listed: str, language: Language) -> str:
    return (
        f'<li class="{token.token_class.value} {token.relation.value}">'
        f'<span class="q"><span class="unseen">{yours} </span>{_side(token.query, language)}</span>'
        f'<span class="l"><span class="unseen"> {listed} </span>{_side(token.listed, language)}</span> '
        f"<small>{text(token_label(token, language))}</small></li>"
    )


def _side(word: str, language: Language) -> str:
    if word:
        return name(word)
    return (
        f'<span class="unseen">{text(say("report.card.nothing", {}, language))}</span><span aria-hidden="true">–</span>'
    )


def _parties(row: Row, results: Results) -> str:
    language = results.language
    caption, field, yours, listed = (
        text(say(f"report.card.{part}", {}, language)) for part in ("parties.caption", "field", "yours", "listed")
    )
    body = "\n".join(
        _pair(label, left, right, yours, listed) for label, left, right in _facts(row, results) if left or right
    )
    return f"""<h4>{text(say("report.card.parties", {}, language))}</h4>
<table class="parties fold" role="table"><caption>{caption}</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">{field}</th>
<th scope="col" role="columnheader">{yours}</th><th scope="col" role="columnheader">{listed}</th></tr></thead>
<tbody role="rowgroup">
{body}
</tbody></table>"""


def _pair(label: str, left: str, right: str, yours: str, listed: str) -> str:
    cells = "".join(
        f'<td role="cell" data-label="{side}">{value}</td>' if value else '<td role="cell" class="none">–</td>'
        for side, value in ((yours, left), (listed, right))
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{label}</th>{cells}</tr>'


def _facts(row: Row, results: Results) -> Iterable[tuple[str, str, str]]:
    language, entity, query = results.language, row.entity, row.query
    titles = {note.id: note.title for note in results.lists}
    source = link(entity.source_url, say("report.field.source.open", {}, language))
    listed_on = text(date_text(entity.listed_on, language)) if entity.listed_on else ""
    matched = "" if row.match.matched_name == entity.name else name(row.match.matched_name)
    topics = lines(sentence(topic_text(topic, language)) for topic in entity.topics)
    facts = (
        ("name", name(query.name), name(entity.name)),
        ("matched-name", "", matched),
        ("aliases", *(_several(_aliases(party), language) for party in (query, entity))),
        ("countries", *(text(", ".join(party.countries).upper()) for party in (query, entity))),
        ("addresses", *(_several(party.addresses, language) for party in (query, entity))),
        ("identifiers", *(_several(_numbers(party), language) for party in (query, entity))),
        ("id", _told(query.id), _told(entity.id)),
        ("list", _told(query.origin.list_id), _told(titles.get(row.match.list_id, row.match.list_id))),
        ("list-date", "", text(date_text(entity.origin.list_date, language))),
        ("row", *(str(party.origin.row) if party.origin.row else "" for party in (query, entity))),
        ("programme", "", _told(entity.programme)),
        ("topics", "", topics),
        ("listed-on", "", listed_on),
        ("remarks", *(_told(party.remarks) for party in (query, entity))),
        ("source", "", source),
    )
    return ((text(say(f"report.field.{code}", {}, language)), left, right) for code, left, right in facts)


def _told(value: str) -> str:
    """Text of a file, or nothing; `name` would make an empty element of nothing."""
    return name(value) if value else ""


def _aliases(party: Entity) -> tuple[str, ...]:
    return (*party.aliases, *party.weak_aliases)


def _numbers(party: Entity) -> tuple[str, ...]:
    return tuple(f"{each.scheme} {each.value}" for each in party.identifiers)


def _several(values: tuple[str, ...], language: Language) -> str:
    shown = [name(value) for value in values[:_MOST_VALUES]]
    more = len(values) - _MOST_VALUES
    if more > 0:
        shown.append(text(say("report.more-names", {"more": str(more)}, language)))
    return lines(shown)


def _terms(row: Row, language: Language) -> str:
    explanation = row.explanation
    params = {"total": points(explanation.log_odds), "probability": f"{explanation.probability:.4f}"}
    heads = {part: text(say(f"report.card.{part}", {}, language)) for part in ("term", "detail", "points", "sum")}
    body = "\n".join(
        f'<tr><th scope="row">{text(term_text(term, language))}</th><td>{name(term.detail)}</td>'
        f'<td class="number">{points(term.value)}</td></tr>'
        for term in explanation.terms
    )
    return f"""<h4>{text(say("report.card.terms", {}, language))}</h4>
<table class="terms"><caption>{text(say("report.card.terms.caption", params, language))}</caption>
<thead><tr><th scope="col">{heads["term"]}</th><th scope="col">{heads["detail"]}</th>
<th scope="col" class="number">{heads["points"]}</th></tr></thead>
<tbody>
{body}
</tbody>
<tfoot><tr><th scope="row">{heads["sum"]}</th><td></td>
<td class="number">{points(explanation.log_odds)}</td></tr></tfoot></table>"""


def points(millinats: int) -> str:
    """Millinats as signed nats with three decimals, so that the column adds up exactly as shown.

    >>> points(-1250), points(40)
    ('−1.250', '+0.040')
    """
    sign = "\N{MINUS SIGN}" if millinats < 0 else "+"
    whole, rest = divmod(abs(millinats), MILLINATS)
    return f"{sign}{whole}.{rest:03}"
