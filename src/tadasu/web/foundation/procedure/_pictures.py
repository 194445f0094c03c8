"""A version of a procedure as a picture, drawn once a process and language."""

import re
from dataclasses import dataclass

from tadasu.reports import procedure_svg
from tadasu.web.foundation.procedure.models import Version
from tadasu.web.foundation.procedure.versions import procedure_of
from tadasu.wording import Language

_SIZE = re.compile(r'width="(\d+)" height="(\d+)"')
_DRAWN: dict[tuple[str, Language], "Drawn"] = {}


@dataclass(frozen=True, slots=True)
class Drawn:
    """SVG, with its size in pixels."""

    svg: str
    width: int
    height: int


def drawn(version: Version, language: Language) -> Drawn:
    """The picture of a version."""
    key = version.digest, language
    if key not in _DRAWN:
        svg = procedure_svg(procedure_of(version), language=language)
        size = _SIZE.search(svg)
        width, height = size.groups() if size else ("0", "0")
        _DRAWN[key] = Drawn(svg, int(width), int(height))
    return _DRAWN[key]
