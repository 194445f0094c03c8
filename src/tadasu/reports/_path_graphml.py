"""Paths as GraphML (graphml.graphdrawing.org, schema 1.1) for Gephi, yEd, Cytoscape or networkx.

A node is a company, a directed edge a declaration; both have a `label` in words, which those programs show. Ids are made
here (n1, e1), for GraphML's are XML name tokens and a company's number may be anything; the numbers stand in the data.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from tadasu.reports._path_words import finding_text, good_text, why_text
from tadasu.reports._path_wrap import plain
from tadasu.schema import FoundPath, PathStep, Trader
from tadasu.wording import Language

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_EMPTY = (
    f'<graphml xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{NAMESPACE} {NAMESPACE}/1.1/graphml.xsd"/>'
)

_NODE_KEYS = {"label": "string", "company": "string", "country": "string", "finding": "string", "tier": "int"}
_EDGE_KEYS = {
    "label": "string",
    "declaration": "string",
    "good": "string",
    "day": "string",
    "certainty": "string",
    "contested": "boolean",
    "amount": "double",
    "unit": "string",
    "tier": "int",
    "why": "string",
}
"""Name -> type. `tier` is the longest way to a declaration that is asked about; `day` is an ISO date."""


@dataclass(slots=True)
class _Edge:
    step: PathStep
    tier: int
    why: str


def paths_graphml(paths: Sequence[FoundPath], *, language: Language = "en") -> str:
    """One directed graph of all paths: every company and every declaration once, in the order of the paths."""
    root = etree.fromstring(_EMPTY)
    for kind, keys in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        for key, type_name in keys.items():
            attributes = {"id": f"{kind}-{key}", "for": kind, "attr.name": key, "attr.type": type_name}
            etree.SubElement(root, _name("key"), attributes)
    graph = etree.SubElement(root, _name("graph"), {"id": "paths", "edgedefault": "directed"})
    traders = {company: trader for path in paths for company, trader in _traders(path)}
    ids = {company: f"n{number}" for number, company in enumerate(traders, 1)}
    findings, tiers = _findings(paths, language), _tiers(paths)
    for company, trader in traders.items():
        values = {
            "label": trader.name or company,
            "company": company,
            "country": trader.country,
            "finding": findings.get(company, ""),
            "tier": str(tiers[company]),
        }
        _add(graph, "node", {"id": ids[company]}, values)
    for number, edge in enumerate(_edges(paths, language).values(), 1):
        ends = {"source": ids[edge.step.seller.company], "target": ids[edge.step.buyer.company]}
        _add(graph, "edge", {"id": f"e{number}", **ends}, _edge_values(edge, language))
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8").decode() + "\n"


def _traders(path: FoundPath) -> Iterator[tuple[str, Trader]]:
    for step in path.steps:
        yield step.seller.company, step.seller
        yield step.buyer.company, step.buyer


def _findings(paths: Sequence[FoundPath], language: Language) -> dict[str, str]:
    """Company -> the findings that enter there."""
    said: dict[str, dict[str, None]] = {}
    for path in paths:
        if path.steps:
            said.setdefault(path.steps[0].seller.company, {})[finding_text(path.finding, language)] = None
    return {company: "; ".join(texts) for company, texts in said.items()}


def _tiers(paths: Sequence[FoundPath]) -> dict[str, int]:
    tiers: dict[str, int] = {}
    for path in paths:
        for place, step in enumerate(path.steps):
            tier = path.tier - place
            for company, least in ((step.seller.company, tier), (step.buyer.company, tier - 1)):
                tiers[company] = max(tiers.get(company, 0), least)
    return tiers


def _edges(paths: Sequence[FoundPath], language: Language) -> dict[str, _Edge]:
    """Declaration -> its step, its longest way to the end, and why its good may be in the next of the first such path."""
    found: dict[str, _Edge] = {}
    for path in paths:
        for place, step in enumerate(path.steps):
            after = path.steps[place + 1] if place + 1 < len(path.steps) else None
            why = why_text(after.passage, step.good, after.good, language) if after else ""
            edge = found.setdefault(step.declaration, _Edge(step, path.tier - place, why))
            edge.tier, edge.why = max(edge.tier, path.tier - place), edge.why or why
    return found


def _edge_values(edge: _Edge, language: Language) -> dict[str, str]:
    step = edge.step
    return {
        "label": good_text(step.good, language),
        "declaration": step.declaration,
        "good": step.good,
        "day": step.day.isoformat(),
        "certainty": step.certainty.value,
        "contested": "true" if step.contested else "false",
        "amount": str(float(step.quantity.amount)) if step.quantity and step.quantity.amount.is_finite() else "",
        "unit": step.quantity.unit if step.quantity else "",
        "tier": str(edge.tier),
        "why": edge.why,
    }


def _add(graph: "etree._Element", kind: str, attributes: Mapping[str, str], values: Mapping[str, str]) -> None:
    """A node or an edge with those of its data that say something, without what XML does not allow."""
    element = etree.SubElement(graph, _name(kind), dict(attributes))
    for key, value in values.items():
        if value:
            etree.SubElement(element, _name("data"), {"key": f"{kind}-{key}"}).text = plain(value)


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"
