"""What is published of a release: tables of our page, and files for others. Everything follows from the release, from fixed
texts, and from names that their holders let be told. Pure."""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from tadasu.funds import IatiOrg
from tadasu.release import ALL, ExclusionPolicy, Figure, Record, Release, exclusion_statement, macro_regions
from tadasu.web.funding.publishing._texts import LANGUAGES, Texts, listed, rules, text

OTHER_FLOWS = "-other"
"""Ends the key of a programme that is no official development assistance."""

ACTIVITIES, ORGANISATION, GIVING, TABLES = "iati-activities", "iati-organisation", "giving", "tables"
KINDS = (ACTIVITIES, ORGANISATION, GIVING, TABLES)
MEDIA = {"csv": "text/csv", "json": "application/json", "xml": "application/xml"}

Grid = dict[str, Any]
"""Columns and rows, as the kind `grant-release` of tadasu.release has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishes:
    """Who publishes. `policy_url` is where the exclusion policy stands, `licence` an address."""

    org: IatiOrg
    policy_url: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A grantee that is public by its own consent; a person is never named."""

    name: str
    person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A budget of the years to come, in yen."""

    start: date
    end: date
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that a document is made of. `names`: id of a record -> its grantee; `intermediaries`: key -> name; `cells`: programme
    and region -> random identifier; `panel`: year, refused, with a minority view; `articles`: parameter -> article."""

    release: Release
    policy: ExclusionPolicy
    publishes: Publishes
    names: Mapping[str, Named] = field(default_factory=dict)
    intermediaries: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[tuple[str, str], str] = field(default_factory=dict)
    panel: Sequence[tuple[str, int | None, int | None]] = ()
    planned: Sequence[Planned] = ()
    articles: Mapping[str, str] = field(default_factory=dict)
    asked: tuple[str, str]
    retired: Sequence[str] = ()

    @property
    def moment(self) -> datetime:
        """Of the whole release: its day, so that the same release gives the same bytes."""
        return datetime.combine(self.release.day, time(), UTC)


def document_of(sheet: Sheet, files: Mapping[str, bytes]) -> dict[str, Any]:
    """The document of the kind `grant-release`. `files`: name -> bytes."""
    release = sheet.release
    first, last = (release.years[0], release.years[-1]) if release.years else sheet.asked
    title = text("title-one", first=first) if first == last else text("title", first=first, last=last)
    said: dict[str, Any] = {
        "title": title,
        "about": text("about", scope=_phrase(sheet, "scope"), retired=_retired(sheet)),
        "withheld": _withheld(release),
        "policy": _policy(sheet),
        "files": [_file(name, files[name]) for name in sorted(files)],
    }
    if release.figures:
        said["totals"] = _totals(sheet)
    if any(not one.public for one in release.records):
        said["records"] = _records(sheet)
    if sheet.panel:
        said["panel"] = _panel(sheet)
    return said


def figures_csv(sheet: Sheet) -> bytes:
    """All figures, empty where one is not told."""
    rows = [("programme", "purpose", "oda", "region", "iati_region", "year", "grants_rounded", "yen_rounded", "told")]
    for one in sheet.release.figures:
        iati = macro_regions()[one.region].iati if one.region else ""
        oda = "" if one.programme == ALL else "no" if one.programme.endswith(OTHER_FLOWS) else "yes"
        numbers = ("", "") if one.hidden else (str(one.count), str(one.amount))
        told = "no" if one.hidden else "yes"
        rows.append((one.programme, purpose_of(one.programme), oda, one.region, iati, one.year, *numbers, told))
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue().encode("utf-8")


def purpose_of(programme: str) -> str:
    """The DAC purpose of a programme."""
    return programme.removesuffix(OTHER_FLOWS)


def programme_name(sheet: Sheet, programme: str) -> Texts:
    """What the funder calls it: a fixed phrase, never words that somebody typed."""
    if programme == ALL:
        return text("all-programmes")
    phrase = _phrase(sheet, sheet.policy.phrase_of(purpose_of(programme)))
    return text("other" if programme.endswith(OTHER_FLOWS) else "oda", phrase=phrase)


def region_name(region: str) -> Texts:
    """In both languages."""
    if region == ALL:
        return text("all-regions")
    return {"en": macro_regions()[region].en, "ja": macro_regions()[region].ja}


def record_name(sheet: Sheet, one: Record) -> Texts:
    """The title of a record: phrase and region."""
    return text("funder-title", phrase=_phrase(sheet, one.phrase), region=region_name(one.region))


def band_said(sheet: Sheet, band: int) -> Texts:
    """An amount as a band."""
    high = _above(sheet, band)
    if high is None:
        return text("band-said", low=f"{band:,}")
    return text("band-said-to", low=f"{band:,}", high=f"{high:,}")


def note(sheet: Sheet) -> Texts:
    """What goes with every figure."""
    return text("note", scope=_phrase(sheet, "scope"))


def inner(release: Release) -> Iterator[Figure]:
    """Figures that are no totals, told, and of something."""
    return (one for one in release.figures if ALL not in one.cell and not one.hidden and one.count)


def _phrase(sheet: Sheet, code: str) -> Texts:
    return dict(sheet.policy.phrases[code])


def _above(sheet: Sheet, band: int) -> int | None:
    return min((one for one in sheet.policy.bands if one > band), default=None)


def _totals(sheet: Sheet) -> Grid:
    columns = [text(one) for one in ("programme", "region", "year", "count", "amount")]
    rows = [
        [
            programme_name(sheet, one.programme),
            region_name(one.region),
            one.year or text("all-years"),
            one.count,
            one.amount,
        ]
        for one in sorted(sheet.release.figures, key=lambda one: tuple(label != ALL for label in one.cell[:2]))
        if one.hidden or one.count
    ]
    return {"columns": columns, "rows": rows}


def _records(sheet: Sheet) -> Grid:
    """How many are alike: each stands in the files, under its own identifier."""
    columns = [text(one) for one in ("what-for", "region", "year", "band", "records")]
    alike = Counter((one.phrase, one.region, one.period, one.band) for one in sheet.release.records if not one.public)
    rows = [
        [
            _phrase(sheet, phrase),
            region_name(region),
            year,
            text("no-band") if band is None else band_said(sheet, band),
            number,
        ]
        for (phrase, region, year, band), number in sorted(alike.items(), key=repr)
    ]
    return {"columns": columns, "rows": rows}


def _retired(sheet: Sheet) -> Texts:
    """A line about years that are told no more, or nothing."""
    if not sheet.retired:
        return dict.fromkeys(LANGUAGES, "")
    return {language: f"{said}\n" for language, said in text("retired", years=listed(sheet.retired)).items()}


def _withheld(release: Release) -> Grid:
    said = exclusion_statement(release)
    rows = [
        [text("protected"), said.counted],
        [text("protected-amount"), said.amount],
        [text("neutral"), said.recorded],
        [text("public"), sum(one.public for one in release.records)],
        [text("cells"), said.cells],
        [text("hidden"), said.hidden],
    ]
    return {"columns": [text("measure"), text("value")], "rows": rows}


def _panel(sheet: Sheet) -> Grid:
    columns = [text(one) for one in ("year", "panel-refused", "panel-minority")]
    return {"columns": columns, "rows": [list(one) for one in sheet.panel]}


def _policy(sheet: Sheet) -> Grid:
    columns = [text(one) for one in ("rule", "value", "article")]
    rows = []
    for id, said in rules().items():
        article = sheet.articles.get(said["article"], "")
        rows.append(
            [
                {"en": said["en"], "ja": said["ja"]},
                _value(sheet.policy, id),
                text("source-ja", source=article) if article else text("no-article"),
            ]
        )
    digest = [text("digest"), sheet.release.policy, text("no-article")]
    return {"columns": columns, "rows": [*rows, digest]}


def _value(policy: ExclusionPolicy, id: str) -> Any:
    match id:
        case "bands":
            return text("bands", bands=", ".join(f"{one:,}" for one in policy.bands))
        case "cell":
            return text("cell")
        case "country":
            return text("never")
        case "finest-period":
            return text("year")
        case _:
            return getattr(policy, id.replace("-", "_"))


def _file(name: str, raw: bytes) -> dict[str, str]:
    return {
        "name": name,
        "media": MEDIA[name.rsplit(".", 1)[1]],
        "sha256": hashlib.sha256(raw).hexdigest(),
        "text": raw.decode("utf-8"),
    }
