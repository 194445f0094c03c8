"""The standard's own files, as its publisher gives them out: schemas, rules and code lists of IATI 2.03.

They are not shipped. Their licence (CC BY 4.0) would allow it; but code lists change every few weeks, and a file that is checked
against an old list is not checked. Whoever publishes keeps a folder with

    iati-activities-schema.xsd  iati-organisations-schema.xsd  iati-common.xsd  xml.xsd
    ruleset_standard.json
    codelists/<name>.xml
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from tadasu.schema import UsageError

AGENCIES = "OrganisationRegistrationAgency"
"""The code list of prefixes of organisations' identifiers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiCodeList:
    """`codes` are in use, `withdrawn` were; a list that is not `complete` allows others."""

    name: str
    codes: frozenset[str]
    withdrawn: frozenset[str]
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiStandard:
    """`schemas` by the name of the root element, `rules` as the file has them (context -> kind -> cases), lists by name."""

    schemas: Mapping[str, etree.XMLSchema]
    rules: Mapping[str, Mapping[str, Any]]
    lists: Mapping[str, IatiCodeList]


def read_iati_standard(folder: Path) -> IatiStandard:
    """Raises UsageError `iati-standard` with the file that is missing or cannot be read."""
    names = {"iati-activities": "iati-activities-schema.xsd", "iati-organisations": "iati-organisations-schema.xsd"}
    lists = [_code_list(path) for path in sorted(folder.joinpath("codelists").glob("*.xml"))]
    if not lists:
        raise UsageError("iati-standard", file="codelists")
    return IatiStandard(
        schemas={root: _schema(folder / name) for root, name in names.items()},
        rules=_rules(folder / "ruleset_standard.json"),
        lists={one.name: one for one in lists},
    )


def _schema(path: Path) -> etree.XMLSchema:
    try:
        return etree.XMLSchema(etree.parse(path, _parser()))
    except (OSError, etree.LxmlError):
        raise UsageError("iati-standard", file=path.name) from None


def _rules(path: Path) -> Mapping[str, Mapping[str, Any]]:
    try:
        rules = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UsageError("iati-standard", file=path.name) from None
    if not isinstance(rules, dict) or not all(isinstance(one, dict) for one in rules.values()):
        raise UsageError("iati-standard", file=path.name)
    return rules


def _code_list(path: Path) -> IatiCodeList:
    try:
        root = etree.parse(path, _parser()).getroot()
    except (OSError, etree.LxmlError):
        raise UsageError("iati-standard", file=f"codelists/{path.name}") from None
    codes: dict[bool, set[str]] = {False: set(), True: set()}
    for one in root.iterfind("codelist-items/codelist-item"):
        codes[one.get("status") == "withdrawn"].add((one.findtext("code") or "").strip())
    return IatiCodeList(
        name=path.stem,
        codes=frozenset(codes[False]),
        withdrawn=frozenset(codes[True]),
        complete=root.get("complete") == "1",
    )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)
