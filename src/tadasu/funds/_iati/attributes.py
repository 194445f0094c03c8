"""Attributes that the standard has at each element: `data/iati_attributes.csv`. Others are reported, not refused."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from lxml import etree

from tadasu.funds._iati.values import Log
from tadasu.funds._rows import rows


def note_attributes(activity: etree._Element, log: Log) -> None:
    """Note what the activity and the elements in it have beyond the standard: attributes of extensions too, since nothing of
    them is taken in."""
    known = _known()
    for one in activity.iter(etree.Element):
        allowed = known.get(str(one.tag).rpartition("}")[2])
        if allowed is None:
            continue
        for name in one.attrib:
            if name not in allowed:
                log.attribute(one, str(name))


@cache
def _known() -> Mapping[str, frozenset[str]]:
    spoken = "{http://www.w3.org/XML/1998/namespace}lang"
    found = {
        row["element"]: frozenset(
            spoken if name == "xml:lang" else name for name in row["attributes"].split(";") if name
        )
        for row in rows("iati_attributes")
    }
    return MappingProxyType(found)
