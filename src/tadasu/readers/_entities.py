"""Rows and a column map become entities; every problem of the file is reported together."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tadasu.readers._cells import CountryCode, one_line, parts, two_letters
from tadasu.readers._columns import ColumnMap, layout_problems, other_names
from tadasu.readers._dates import Window, read_date
from tadasu.readers._identifier_cells import identifiers_of
from tadasu.readers._problems import ProblemLog, Severity, found, severity
from tadasu.readers._rows import file_digest, read_rows
from tadasu.readers._running_number import propose_for
from tadasu.readers._shapes import Layout, Row
from tadasu.readers._sniff import sniff
from tadasu.readers._tallies import Tallies
from tadasu.readers._value_words import says_none
from tadasu.schema import Entity, EntityId, Identifier, InputError, ListId, Origin, Problem

MAX_NAME = 1_000
"""Characters in a name. The longest legal name in the GLEIF file of 2025-10 has fewer than 500."""

_HS_CODE = re.compile(r"\d{4,12}")
_ADDRESS_SIGN = ", "
_LINE_SIGN = "; "
"""Between numbers that stand in one cell on lines of their own."""
_WEB = ("http://", "https://")
_ANY_DAY = Window()
_PLACEHOLDER = re.compile(r"\{.*\}|true|false|nan|none|null|undefined|#?n/?a", re.IGNORECASE)
"""What programs write where there is no text: a value of JSON that is no text, "not a number", "not available"."""

IsLegalForm = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityFile:
    """What was read: how (`layout`, `columns`), what (`entities`), what not (`problems`, none of them an error).

    `rows` counts data rows, also those left out; `digest` is the SHA-256 of the file. One of several parts of a file has
    the entities of its part; `rows` counts from the beginning of the file, and only the last part has `problems`.
    """

    layout: Layout
    columns: ColumnMap
    entities: tuple[Entity, ...]
    problems: tuple[Problem, ...]
    rows: int
    digest: str


def read_entities(
    path: Path | str,
    *,
    columns: ColumnMap | None = None,
    list_id: str = "",
    country_code: CountryCode | None = None,
    is_legal_form: IsLegalForm | None = None,
    layout: Layout | None = None,
) -> EntityFile:
    """Read `path` whole, by the given map and layout or by those proposed.

    Without an `id` column the id is the number of the data row, from 1. `country_code` turns the text of a country cell
    into an ISO 3166-1 alpha-2 code or None; without it two-letter codes are taken as they are and other text is kept in
    `properties`. `is_legal_form` knows a name that is a legal form and nothing else, which gets a remark. Raises
    InputError with every problem found when one of them is an error.
    """
    *_, whole = entity_parts(
        path, columns=columns, list_id=list_id, country_code=country_code, is_legal_form=is_legal_form, layout=layout
    )
    return whole


def entity_parts(
    path: Path | str,
    *,
    size: int | None = None,
    columns: ColumnMap | None = None,
    list_id: str = "",
    country_code: CountryCode | None = None,
    is_legal_form: IsLegalForm | None = None,
    layout: Layout | None = None,
) -> Iterator[EntityFile]:
    """What `read_entities` reads, in parts of `size` entities (the last may have fewer), so that memory stays bounded.

    The other arguments are those of `read_entities`. An error in a later row raises InputError after earlier parts were
    given: what was made of them must then be thrown away.
    """
    path = Path(path)
    layout = layout or sniff(path)
    proposed = columns is None
    remarks: tuple[Problem, ...] = ()
    if columns is None:
        columns, remarks = propose_for(path, layout)
    log = ProblemLog(path.name)
    log.add(_layout_problems(path.name, layout, columns, proposed=proposed))
    log.add(remarks)
    builder = _Builder(
        file=path.name,
        layout=layout,
        columns=columns,
        country_code=country_code,
        is_legal_form=is_legal_form or (lambda name: False),
        log=log,
    )
    if builder.usable:
        builder.origin_list, builder.digest = list_id, file_digest(path)
        for row in read_rows(path, layout):
            if len(builder.entities) == size:
                part = builder.part(problems=())
                if not log.fatal:
                    yield part
                del part
            builder.take(row)
        builder.finish()
    if log.fatal:
        raise InputError(log.result())
    yield builder.part(problems=log.result())


@dataclass(slots=True, kw_only=True)
class _Builder:
    """One file's reading: takes rows in order, keeps entities and problems."""

    file: str
    layout: Layout
    columns: ColumnMap
    country_code: CountryCode | None
    is_legal_form: IsLegalForm
    log: ProblemLog
    origin_list: str = ""
    digest: str = ""
    rows: int = 0
    made: int = 0
    entities: list[Entity] = field(default_factory=list)
    place: dict[str, int] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    tallies: Tallies = field(init=False)

    def __post_init__(self) -> None:
        self.tallies = Tallies(self.file)
        self.place = {column: index for index, column in enumerate(self.layout.columns)}

    @property
    def usable(self) -> bool:
        """Whether reading rows can tell anything: the map fits the file."""
        return bool(self.columns.name) and all(column in self.place for column in self.columns.columns)

    def take(self, row: Row) -> None:
        """Make an entity of `row`, or note why not."""
        self.rows += 1
        self.log.add(row.problems)
        if any(severity(problem) is not Severity.WARNING for problem in row.problems):
            return
        if not any(value.strip() for value in row.values):
            return
        if row.values == self.layout.columns:
            self._note("header-repeated", row)
            return
        entity_id = self._id(row)
        name = self._name(row)
        if entity_id and name:
            self.entities.append(self._entity(row, entity_id, name))
            self.made += 1

    def part(self, *, problems: tuple[Problem, ...]) -> EntityFile:
        """What was made since the last part."""
        entities, self.entities = tuple(self.entities), []
        return EntityFile(
            layout=self.layout,
            columns=self.columns,
            entities=entities,
            problems=problems,
            rows=self.rows,
            digest=self.digest,
        )

    def finish(self) -> None:
        """Say what only the end of the file can tell."""
        self.log.add(self.tallies.problems())
        if self.rows == 0 and not self.log.fatal:
            self.log.add([found("no-rows", self.file, row=self.layout.header_row)])
        elif not self.made and not self.log.fatal:
            self.log.add([found("no-usable-rows", self.file, rows=self.rows)])

    def _entity(self, row: Row, entity_id: str, name: str) -> Entity:
        aliases = [*self._listed_names(row)[1:]]
        aliases += [alias for column in self.columns.aliases for alias in parts(self._cell(row, column))]
        countries, other_country = self._countries(row)
        address = _ADDRESS_SIGN.join(text for column in self.columns.address if (text := self._cell(row, column)))
        scheme, sign, rest = self._cell(row, self.columns.source_url).partition(":")
        url = f"{scheme.lower()}{sign}{rest}"
        return Entity(
            id=EntityId(entity_id),
            schema="LegalEntity",
            name=name,
            origin=Origin(list_id=ListId(self.origin_list), row=row.number, digest=self.digest),
            aliases=tuple(dict.fromkeys(a for a in aliases if a != name and len(a) <= MAX_NAME)),
            countries=countries,
            addresses=(address,) if address else (),
            identifiers=tuple(dict.fromkeys(self._identifiers(row))),
            goods=self._goods(row),
            programme=self._cell(row, self.columns.programme),
            listed_on=self._listed_on(row),
            source_url=url if url.startswith(_WEB) else "",
            properties=(("country", other_country),) if other_country else (),
        )

    def _id(self, row: Row) -> str:
        if not self.columns.id:
            return str(self.rows)
        entity_id = self._cell(row, self.columns.id)
        if not entity_id:
            self._note("empty-id", row, self.columns.id)
        elif (first := self.ids.setdefault(entity_id, row.number)) != row.number:
            self._note("duplicate-id", row, self.columns.id, entity_id, first_row=first)
            return ""
        return entity_id

    def _listed_names(self, row: Row) -> tuple[str, ...]:
        """The texts of a cell that is a list of names, the first of which is the name; none where it is one text."""
        place = self.place[self.columns.name]
        return tuple(one_line(text)[0] for at, texts in row.several if at == place for text in texts)

    def _name(self, row: Row) -> str:
        name = next(iter(self._listed_names(row)), None) or self._cell(row, self.columns.name)
        if not name:
            self._note("empty-name", row, self.columns.name)
        elif len(name) > MAX_NAME:
            self._note("name-too-long", row, self.columns.name, name, limit=MAX_NAME, length=len(name))
            return ""
        elif _PLACEHOLDER.fullmatch(name):
            self._note("name-placeholder", row, self.columns.name, name)
        elif self.is_legal_form(name):
            self._note("name-only-legal-form", row, self.columns.name, name)
        elif not any(char.isalpha() for char in unicodedata.normalize("NFKC", name)):
            self._note("name-without-letters", row, self.columns.name, name)
        return name

    def _countries(self, row: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """ISO codes, and the texts that are none when nobody can tell us."""
        codes, texts = [], []
        for text in parts(self._cell(row, self.columns.country)):
            code = self.country_code(text) if self.country_code else two_letters(text)
            if code:
                codes.append(code)
                continue
            if says_none(text):
                self._tally("country-none", row, self.columns.country, text)
                continue
            texts.append(text)
            if self.country_code:
                self._note("country-unknown", row, self.columns.country, text)
        return tuple(dict.fromkeys(codes)), tuple(dict.fromkeys(texts))

    def _identifiers(self, row: Row) -> Iterator[Identifier]:
        for column, scheme in self.columns.identifiers:
            text = self._cell(row, column)
            if "\n" in (raw := row.values[self.place[column]]):
                text = _LINE_SIGN.join(one_line(line)[0] for line in raw.splitlines())
            for identifier, remark, value in identifiers_of(text, scheme):
                if identifier:
                    yield identifier
                if remark:
                    self._tally(remark, row, column, value)

    def _goods(self, row: Row) -> tuple[str, ...]:
        codes = []
        for text in re.split(r"[;|,、；\s]+", self._cell(row, self.columns.goods)):
            code = re.sub(r"[.\-']", "", text)
            if _HS_CODE.fullmatch(code):
                codes.append(code)
            elif text:
                self._note("goods-not-a-code", row, self.columns.goods, text)
        return tuple(dict.fromkeys(codes))

    def _listed_on(self, row: Row) -> date | None:
        """The day, or None where the cell leaves open which day it is: a wrong date is worse than none."""
        text = self._cell(row, self.columns.listed_on)
        if not text:
            return None
        reading = read_date(text, _ANY_DAY)
        day = None if reading.remark == "date-two-digit-year" else reading.on("")
        if day is None:
            self._note("listed-on-unclear", row, self.columns.listed_on, text)
        return day

    def _cell(self, row: Row, column: str) -> str:
        """The cell on one line, outer blanks and control characters taken out."""
        if not column:
            return ""
        raw = row.values[self.place[column]]
        text, removed = one_line(raw)
        if removed:
            self._note("control-characters", row, column, " ".join(raw.split()), count=removed)
        return text

    def _note(self, code: str, row: Row, column: str = "", value: str = "", **params: object) -> None:
        self.log.add([found(code, self.file, row=row.number, column=column, value=value, **params)])

    def _tally(self, code: str, row: Row, column: str, value: str) -> None:
        self.tallies.add(code, row=row.number, column=column, value=value)


def _layout_problems(file: str, layout: Layout, columns: ColumnMap, *, proposed: bool) -> list[Problem]:
    """What can be said before the first row is read."""
    problems = list(layout_problems(file, columns.columns, layout))
    if columns.name:
        if proposed and (others := other_names(layout, columns)):
            shown = "; ".join(others)
            problems.append(
                found("several-name-columns", file, row=layout.header_row, chosen=columns.name, others=shown)
            )
        return problems
    present = "; ".join(layout.columns)
    if layout.format == "csv" and len(layout.columns) == 1:
        problems.append(
            found("delimiter-unclear", file, row=layout.header_row, value=present, columns=present, tried=", ; tab |")
        )
    problems.append(found("no-name-column", file, row=layout.header_row, columns=present))
    return problems
