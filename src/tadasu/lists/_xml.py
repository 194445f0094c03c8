"""Large XML files read element by element, with nothing resolved from outside and no entities at all."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from tadasu.lists._problems import refusal

PROLOGUE_BYTES = 1 << 16
DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def elements(path: Path, *tags: str) -> Iterator[etree._Element]:
    """Each element with one of these tags, complete, in file order; it is emptied when the next one is asked for.

    Tags may carry a namespace as lxml writes it; "{*}name" is any namespace. Raises `ListRefused` with
    `xml-entities` or `broken-xml` (also when the file is cut off: what was yielded before must then be thrown
    away).
    """
    _refuse_document_type(path)
    with path.open("rb") as file:
        context = etree.iterparse(
            file,
            events=("end",),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for _, element in context:
                if element.getroottree().docinfo.internalDTD is not None:
                    raise refusal("xml-entities", path)
                yield element
                _forget(element)
        except etree.XMLSyntaxError as error:
            raise refusal("broken-xml", path, row=error.lineno or 0, reason=error.msg or "") from None


def root_of(path: Path) -> tuple[str, dict[str, str]]:
    """Local name and attributes of the root element, read without the rest of the file."""
    _refuse_document_type(path)
    with path.open("rb") as file:
        try:
            for _, element in etree.iterparse(file, events=("start",), resolve_entities=False, no_network=True):
                return etree.QName(element).localname, {str(key): str(value) for key, value in element.attrib.items()}
        except etree.XMLSyntaxError as error:
            raise refusal("broken-xml", path, row=error.lineno or 0, reason=error.msg or "") from None
    raise refusal("broken-xml", path, reason="no root element")


def text_of(element: etree._Element, tag: str) -> str:
    """The text of the first child with this tag, white space made one, or "".

    >>> text_of(etree.fromstring("<a><b> one \\n two </b></a>"), "b")
    'one two'
    """
    child = element.find(tag)
    return "" if child is None else " ".join("".join(str(part) for part in child.itertext()).split())


def _refuse_document_type(path: Path) -> None:
    with path.open("rb") as file:
        prologue = file.read(PROLOGUE_BYTES)
    if DOCUMENT_TYPE.search(prologue.replace(b"\0", b"")):
        raise refusal("xml-entities", path)


def _forget(element: etree._Element) -> None:
    element.clear()
    while (previous := element.getprevious()) is not None and (parent := element.getparent()) is not None:
        parent.remove(previous)
