"""What we know about a list before reading it: one `source.yaml` a folder, loaded into a frozen `Source`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from tadasu.schema import ListId, UsageError

RHYTHMS = frozenset({"daily", "weekly", "monthly", "yearly", "irregular"})
FORMATS = frozenset({"csv", "html", "json", "jsonl", "pdf", "parquet", "xlsx", "xml", "zip"})
ADDRESS_STATUSES = frozenset({"not tried", "answered", "refused"})
REMEDIES = frozenset({"", "column-map"})

ROOM = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One list. `least_rows` and `most_rows` bound the records of a believable file, not the entities.

    `address` is where the publisher offers the file; `companions` are relative addresses of the files that belong to it
    and are kept beside it. `address_status` says what happened the last time someone tried. `odd_values` maps a
    whole cell to what is meant ("-0-" to ""). `spec` says what the reader was built from. `remedy` says what to do
    when it is not built. `forced_labour` marks lists whose entities are listed for forced labour.
    """

    id: ListId
    title_en: str
    title_ja: str
    publisher: str
    homepage: str
    address: str
    address_status: str
    licence: str
    rhythm: str
    format: str
    least_rows: int
    most_rows: int
    spec: str
    implemented: bool
    forced_labour: bool
    file_name: str = ""
    companions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    odd_values: Mapping[str, str] = field(default_factory=dict)
    notes: str = ""
    remedy: str = ""

    def clean(self, value: str | None) -> str:
        """The cell with runs of white space made one and the publisher's odd values resolved.

        >>> from tadasu.lists import sources
        >>> sources()["us-ofac-sdn"].clean("-0- ")
        ''
        """
        text = " ".join((value or "").split())
        return self.odd_values.get(text, text)


@cache
def sources() -> Mapping[str, Source]:
    """All lists by id, in alphabetical order, the ones not built included.

    >>> sources()["us-uflpa"].forced_labour
    True
    """
    found = [load_source(path) for path in ROOM.glob("*/source.yaml")]
    return MappingProxyType({source.id: source for source in sorted(found, key=lambda source: source.id)})


def source_of(list_id: str) -> Source:
    """The source of one list, or a `UsageError` that names the lists there are."""
    try:
        return sources()[list_id]
    except KeyError:
        raise UsageError("list-unknown", list=list_id, known=", ".join(sources())) from None


def load_source(path: Path) -> Source:
    """Read and check one `source.yaml`; an error here is ours, not a user's, so it is a `ValueError`."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise ValueError(f"{path}: not a mapping")
    unknown = content.keys() - {item.name for item in fields(Source)}
    if unknown:
        raise ValueError(f"{path}: unknown keys {sorted(unknown)}")
    source = Source(**{name: _frozen(value) for name, value in content.items()})
    faults = list(_faults(source, folder=path.parent))
    if faults:
        raise ValueError(f"{path}: {'; '.join(faults)}")
    return source


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return MappingProxyType({str(key): str(item) for key, item in value.items()})
    return value.strip() if isinstance(value, str) else value


def _faults(source: Source, *, folder: Path) -> list[str]:
    checks = {
        "id is not the folder's name": source.id.replace("-", "_") == folder.name,
        "unknown rhythm": source.rhythm in RHYTHMS,
        "unknown format": source.format in FORMATS,
        "unknown address_status": source.address_status in ADDRESS_STATUSES,
        "unknown remedy": source.remedy in REMEDIES,
        "address is not https": not source.address or source.address.startswith("https://"),
        "bounds are not 0 < least_rows <= most_rows": 0 < source.least_rows <= source.most_rows,
        "not built and no remedy": source.implemented or bool(source.remedy),
        "built without reader.py": not source.implemented or (folder / "reader.py").is_file(),
        "forced_labour and topics disagree": source.forced_labour == ("forced.labour" in source.topics),
        "companions without file_name": not source.companions or bool(source.file_name),
        "an empty text": all(
            getattr(source, name) for name in ("title_en", "title_ja", "publisher", "homepage", "licence", "spec")
        ),
    }
    return [fault for fault, holds in checks.items() if not holds]


def reader_module(list_id: str) -> str:
    """The import path of a list's reader: `us-uflpa` is read by `tadasu.lists.us_uflpa.reader`."""
    return f"tadasu.lists.{list_id.replace('-', '_')}.reader"
