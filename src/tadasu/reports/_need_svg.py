"""Where money is needed, as a picture that stands alone: a row a country, a tile a part, all tiles of one size, side by side.

A tile that is unknown is hatched and has no number; one that is known in part has a dashed edge and both bounds. What would
go dark is marked by a filled square in the corner of its tile, a hollow one where it only may. No part is coloured by how
large it is, because parts are of different kinds; and nothing adds them up.
"""

import html
from collections.abc import Iterator, Sequence

from tadasu.funds import Component, CountryNeed
from tadasu.reports._need_words import bounds_text, part_name
from tadasu.reports._path_labels import Line, height_of
from tadasu.reports._path_words import country_text
from tadasu.reports._path_wrap import ems, plain, wrapped
from tadasu.reports._picture import HOLD, INK, MARGIN, PAPER, SOFT, document, shown, texts
from tadasu.wording import Language, say

_WIDTH, _HEIGHT, _GAP = 58, 30, 4
"""Pixels of a tile, and between two."""

_NAME_EMS = 9.0
"""Of a country's name before it breaks."""

_SIZE, _SMALL, _MARK = 13, 12, 9

_LEAST_WIDTH = 420

_SIGN = 26
"""Height of a line of the explanation of signs."""

_SIGNS = (("unknown", "unknown"), ("partly", "partly"), ("dark", "known"), ("may", "partly"))
"""What is explained -> the state of the tile that shows it."""

_DARKENING = ("cells", "findings", "holds", "duties")


_SLANT = 0.71
"""Heads of columns rise at 45 degrees: of their length so much counts upwards and so much to the right."""


def need_svg(needs: Sequence[CountryNeed], *, language: Language = "en", key: str = "need") -> str:
    """The picture, in the order of the needs; `key` begins its ids on the page it is on. `need_table` says the same."""
    names = [part_name(one.name, language) for one in needs[0].components] if needs else []
    left = MARGIN + round(_NAME_EMS * _SIZE) + 12
    slanted = max((ems(one) for one in names), default=0.0) * _SMALL * _SLANT
    width = max(round(left + len(names) * (_WIDTH + _GAP) + slanted), _LEAST_WIDTH)
    head = _head(width, language)
    top = round(MARGIN + height_of(head) + 16 + slanted)
    below = top + len(needs) * (_HEIGHT + _GAP) + 16
    drawn = [
        _hatch(key),
        *texts(head, MARGIN, MARGIN),
        *(_column(name, left + n * (_WIDTH + _GAP), top) for n, name in enumerate(names)),
        *(
            piece
            for n, need in enumerate(needs)
            for piece in _row(need, names, left, top + n * (_HEIGHT + _GAP), key, language)
        ),
        *_legend(MARGIN, below, key, language),
    ]
    told = "\n".join([say("need.picture.note", {}, language), *(_told(one, names, language) for one in needs)])
    size = (width, below + len(_SIGNS) * _SIGN + MARGIN)
    return document(drawn, size, say("need.picture.title", {}, language), told, key, language)


def _row(need: CountryNeed, names: Sequence[str], left: int, y: float, key: str, language: Language) -> Iterator[str]:
    country = country_text(need.id, language)
    yield from _name(country, left - 10, y)
    for n, part in enumerate(need.components):
        yield from _tile(part, left + n * (_WIDTH + _GAP), y, key, f"{country}: {names[n]}", language)


def _told(need: CountryNeed, names: Sequence[str], language: Language) -> str:
    """A country in a line of words."""
    said = [
        f"{name} {bounds_text(part) or _unknown(language)}" for name, part in zip(names, need.components, strict=True)
    ]
    return plain(country_text(need.id, language)) + ": " + ", ".join(said)


def _head(width: int, language: Language) -> list[Line]:
    room = (width - 2 * MARGIN) / _SIZE
    title = [
        Line(text=one, size=16, bold=True) for one in wrapped(say("need.picture.title", {}, language), room * 0.8, ems)
    ]
    note = [
        Line(text=one, size=_SIZE, soft=True, space=0 if n else 4)
        for n, one in enumerate(wrapped(say("need.picture.note", {}, language), room, ems))
    ]
    return [*title, *note]


def _hatch(key: str) -> str:
    """The pattern of what is unknown."""
    return (
        f'<defs><pattern id="{html.escape(key)}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect class="path-paper" width="6" height="6" fill="{PAPER}"/>'
        f'<path class="path-line" d="M1 0V6" stroke="{SOFT}" stroke-width="1"/></pattern></defs>'
    )


def _column(name: str, x: float, top: float) -> str:
    at = f"translate({shown(x + _WIDTH / 2)} {shown(top - 8)}) rotate(-45)"
    return (
        f'<text class="path-ink" transform="{at}" font-size="{_SMALL}" fill="{INK}">{html.escape(plain(name))}</text>'
    )


def _name(name: str, right: float, y: float) -> Iterator[str]:
    """Two lines of a country's name at most; the table has all of it."""
    lines = wrapped(plain(name), _NAME_EMS, ems)
    lines = lines if len(lines) <= 2 else [lines[0], f"{lines[1]}…"]
    for n, line in enumerate(lines):
        base = y + _HEIGHT / 2 + 5 + (n - (len(lines) - 1) / 2) * 14
        yield (
            f'<text class="path-ink" x="{shown(right)}" y="{shown(base)}" font-size="{_SIZE}" text-anchor="end" '
            f'fill="{INK}">{html.escape(line)}</text>'
        )


def _tile(part: Component, x: float, y: float, key: str, name: str, language: Language) -> Iterator[str]:
    number = bounds_text(part)
    told = plain(f"{name}: {number or _unknown(language)}")
    yield f"<g><title>{html.escape(told)}</title>"
    yield from _box(part.state, x, y, key)
    if number:
        yield (
            f'<text class="path-ink" x="{shown(x + _WIDTH / 2)}" y="{shown(y + _HEIGHT / 2 + 5)}" font-size="{_SIZE}" '
            f'text-anchor="middle" fill="{INK}">{html.escape(number)}</text>'
        )
    if part.name in _DARKENING and part.high:
        yield _mark(x, y, sure=bool(part.low))
    yield "</g>"


def _box(state: str, x: float, y: float, key: str) -> Iterator[str]:
    inside = f'fill="url(#{html.escape(key)}-hatch)"' if state == "unknown" else f'class="path-paper" fill="{PAPER}"'
    dashes = ' stroke-dasharray="4 3"' if state == "partly" else ""
    place = f'x="{shown(x)}" y="{shown(y)}" width="{_WIDTH}" height="{_HEIGHT}" rx="3"'
    yield f"<rect {place} {inside}/>"
    yield f'<rect {place} class="path-line" fill="none" stroke="{INK}"{dashes}/>'


def _mark(x: float, y: float, *, sure: bool) -> str:
    """In the upper left corner: filled, or hollow."""
    place = f'x="{shown(x + 4)}" y="{shown(y + 4)}" width="{_MARK}" height="{_MARK}"'
    if sure:
        return f'<rect class="path-hold" {place} fill="{HOLD}"/>'
    return f'<rect class="path-line" {place} fill="none" stroke="{INK}"/>'


def _legend(x: float, y: float, key: str, language: Language) -> Iterator[str]:
    for n, (word, state) in enumerate(_SIGNS):
        at = y + n * _SIGN
        place = f"translate({shown(x)} {shown(at)}) scale(0.6)"
        yield f'<g transform="{place}">'
        yield from _box(state, 0, 0, key)
        if word in ("dark", "may"):
            yield _mark(0, 0, sure=word == "dark")
        yield "</g>"
        yield from texts([Line(text=say(f"need.picture.{word}", {}, language), size=_SMALL)], x + 46, at - 1)


def _unknown(language: Language) -> str:
    return say("need.picture.unknown", {}, language)
