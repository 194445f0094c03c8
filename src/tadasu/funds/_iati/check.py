"""Whether a file agrees with the standard: its schema, its rules, its code lists."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

from lxml import etree

from tadasu.funds._file_problems import found, refused
from tadasu.funds._iati.rules import everywhere, rule_problems
from tadasu.funds._iati.standard import AGENCIES, IatiCodeList, IatiStandard
from tadasu.funds._iati.stream import BrokenOff, Stream, line_of
from tadasu.funds._rows import rows
from tadasu.schema import Problem

_QUOTED = re.compile(r"'([^']*)'")


def check_iati(
    data: bytes,
    standard: IatiStandard,
    *,
    file: str,
    today: date,
    known: frozenset[str] = frozenset(),
) -> tuple[Problem, ...]:
    """All that is wrong with an activity or organisation file; empty when nothing is.

    `known` are organisations whose identifiers IATI accepts although they break its rules. Of a rule, `params` say the
    number and whether IATI calls it an error or a warning. Raises InputError when the file is refused (see `IatiReader`)
    or is neither of the two.
    """
    tree = _parsed(data, file)
    root = str(tree.getroot().tag)
    schema = standard.schemas.get(root)
    if schema is None:
        raise refused("iati-root", file, value=root)
    agencies = standard.lists[AGENCIES].codes if AGENCIES in standard.lists else frozenset()
    rules = rule_problems(tree, standard.rules, file=file, today=today, agencies=agencies, known=known)
    return (*_of_schema(tree, schema, file), *rules, *_of_lists(tree, standard, file))


def _parsed(data: bytes, file: str) -> etree._ElementTree:
    """The document, after the stream has refused what could harm."""
    try:
        for _ in Stream(BytesIO(data), file, tag=""):
            pass
    except BrokenOff as end:
        raise refused("iati-not-xml", file, line=end.line, reason=end.reason) from None
    return etree.parse(BytesIO(data), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _of_schema(tree: etree._ElementTree, schema: etree.XMLSchema, file: str) -> Iterator[Problem]:
    """The parser's own kind of error as the rule, and the names and values that its message quotes, without its English."""
    schema.validate(tree)
    log: Any = schema.error_log
    for error in log:
        value = " ".join(_QUOTED.findall(error.message))
        yield found(
            "iati-schema", file, line=error.line, path=error.path or "", value=value, params={"rule": error.type_name}
        )


def _of_lists(tree: etree._ElementTree, standard: IatiStandard, file: str) -> Iterator[Problem]:
    for path, name in _coded():
        codes = standard.lists.get(name)
        if codes is None:
            continue
        for code in everywhere(path, tree):
            if (fault := _fault(str(code), codes)) is not None:
                at = code.getparent()
                way = f"{tree.getpath(at)}/@{code.attrname}"
                yield found(fault, file, line=line_of(at), path=way, value=str(code), params={"list": name})


def _fault(code: str, codes: IatiCodeList) -> str | None:
    if code in codes.codes:
        return None
    if code in codes.withdrawn:
        return "iati-code-withdrawn"
    return "iati-code-unknown" if codes.complete else None


@cache
def _coded() -> tuple[tuple[str, str], ...]:
    """XPath of each attribute that holds a code, and the name of its list: `data/iati_codes.csv`."""
    return tuple((row["path"], row["list"]) for row in rows("iati_codes"))
