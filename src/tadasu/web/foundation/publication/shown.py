"""How a text is shown: the same lines to those who sign it and to everybody afterwards, in either language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tadasu.release import Field, Kind, dimensions, kinds, place_name
from tadasu.web.foundation.publication.content import Content
from tadasu.wording import Language


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table with its heads: of each row its head, and each count with the head of its column; one that is hidden is empty."""

    columns: Sequence[str]
    lines: Sequence[tuple[str, Sequence[tuple[str, str]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownGrid:
    """A table whose cells are texts or numbers: of each its text, the head of its column, whether it is a number, and whether it
    is told."""

    columns: Sequence[str]
    rows: Sequence[Sequence["GridCell"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell of a grid."""

    head: str
    text: str
    is_number: bool
    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFile:
    """A file that goes with a text, by its name; how many bytes."""

    name: str
    size: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A field: its name and its value as text, paragraphs of a text, the address of a link, a table, or files."""

    name: str
    text: str = ""
    paragraphs: Sequence[str] = field(default=())
    address: str = ""
    table: ShownTable | None = None
    grid: ShownGrid | None = None
    files: Sequence[ShownFile] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A text in one language."""

    title: str
    kind: str
    by: str
    invented: bool
    changed: str
    lines: Sequence[Line]

    @property
    def has_table(self) -> bool:
        """Then its texts are notes, and come last."""
        return any(one.table is not None for one in self.lines)


def shown(content: Content, language: Language) -> Shown:
    """What the public page shows. A document with problems is shown as far as it goes."""
    kind = kinds()[content.kind]
    said = content.document.get("title")
    return Shown(
        title=_in(said, language) or kind.names[language],
        kind=kind.names[language],
        by=content.by[language],
        invented=content.invented,
        changed=_in(content.changed, language),
        lines=[*_lines(kind, content.document, language)],
    )


def _lines(kind: Kind, document: Mapping[str, Any], language: Language) -> Iterator[Line]:
    for one in kind.fields.values():
        value = document.get(one.id)
        if value is not None and one.id != "title":
            yield _line(one, value, language)


def _line(of: Field, value: Any, language: Language) -> Line:
    name = of.names[language]
    match of.type:
        case "text":
            return Line(name=name, paragraphs=[part for part in _in(value, language).split("\n") if part.strip()])
        case "code":
            return Line(name=name, text=of.of[value][language] if value in of.of else str(value))
        case "place":
            return Line(name=name, text=place_name(str(value), language))
        case "period":
            return Line(name=name, text=period_text(str(value)))
        case "band":
            return Line(name=name, text=band_text(of, value))
        case "link":
            return Line(name=name, address=str(value) if str(value).startswith("https://") else "", text=str(value))
        case "credits":
            return Line(name=name, paragraphs=[_credit(each) for each in value])
        case "table":
            return Line(name=name, table=_table(value, language))
        case "grid":
            return Line(name=name, grid=_grid(value, language))
        case "files":
            return Line(name=name, files=[_file(each) for each in value])
        case _:
            return Line(name=name, text=f"{value:,}" if isinstance(value, int) else str(value))


def _grid(value: Any, language: Language) -> ShownGrid | None:
    """None for what is no grid."""
    try:
        heads = [_in(one, language) for one in value["columns"]]
        rows = [[_cell(head, one, language) for head, one in zip(heads, row, strict=True)] for row in value["rows"]]
    except (TypeError, KeyError, ValueError):
        return None
    return ShownGrid(columns=heads, rows=rows)


def _cell(head: str, value: Any, language: Language) -> GridCell:
    number = isinstance(value, int)
    text = f"{value:,}" if number else _in(value, language) if isinstance(value, Mapping) else str(value or "")
    return GridCell(head=head, text=text, is_number=number or value is None, told=value is not None)


def _file(value: Any) -> ShownFile:
    said = value if isinstance(value, Mapping) else {}
    size = len(str(said.get("text", "")).encode("utf-8", "replace"))
    return ShownFile(name=str(said.get("name", "")), size=f"{size:,}", digest=str(said.get("sha256", "")))


def _credit(value: Any) -> str:
    """A published work in a line, as whoever made it is to be named."""
    said = value if isinstance(value, Mapping) else {}
    return " / ".join(str(said[part]) for part in ("outlet", "author", "title", "licence", "address") if said.get(part))


def period_text(value: str) -> str:
    """A year or a quarter in words."""
    year, _mark, quarter = value.partition("-Q")
    if quarter:
        return _("%(year)s, quarter %(quarter)s") % {"year": year, "quarter": quarter}
    return _("the year %(year)s") % {"year": year}


def band_text(of: Field, value: Any) -> str:
    """A band in words, by its lower end."""
    if value not in of.bands:
        return str(value)
    above = [one for one in of.bands if one > value]
    if not above:
        return _("%(least)s or more") % {"least": f"{value:,}"}
    return _("%(least)s to less than %(most)s") % {"least": f"{value:,}", "most": f"{above[0]:,}"}


def _in(value: Any, language: Language) -> str:
    said = value.get(language) if isinstance(value, Mapping) else None
    return said if isinstance(said, str) else ""


def _table(value: Any, language: Language) -> ShownTable | None:
    """None for what is no table."""
    try:
        heads = {name: [_head(one, of["of"], language) for one in of["categories"]] for name, of in dimensions(value)}
        counts = [["" if one is None else f"{one:,}" for one in line] for line in value["counts"]]
    except (TypeError, KeyError, ValueError):
        return None
    total = _("Total")
    rows, columns = ([*heads.get(name, ()), total] for name in ("rows", "columns"))
    lines = [(row, list(zip(columns, line, strict=False))) for row, line in zip(rows, counts, strict=False)]
    return ShownTable(columns, lines)


def _head(category: Any, of: str, language: Language) -> str:
    if of == "label":
        return _in(category, language)
    return place_name(str(category), language) if of == "place" else period_text(str(category))
