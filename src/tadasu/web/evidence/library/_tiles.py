"""The picture of where we are blind: a tile for each country and sector, all of one size, hatched where nothing is known. Pure.

A tile tells by number and by filling on how many sources it rests: more ink is more sources, and no colour says that something is
well. What was confirmed long ago has a dashed edge.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

TILE, GAP = 18, 2
"""Pixels of a tile's side, and between two."""

OLD = 24
"""Months after which a confirmation is old."""

MANY = 3
"""Sources from which on a tile is filled."""

_LINE, _SIGN, _WIDE_SIGN, _WIDEST = 18, 7.0, 12.2, 106
"""Height of a line of the legend; width of a letter, and of a sign of Japanese, at 12 px; the most of a country's name."""

_STYLE = (
    ".paper{fill:#fff}.ink{fill:#1c1d22}.tile{stroke:#4a4d57;stroke-width:1}.unknown{fill:url(#hatch)}.hatch{stroke:#6b6e78}"
    ".few{fill:#fff}.some{fill:#c9d0ee}.many{fill:#2b3f8c}.on{fill:#fff}.old{stroke-dasharray:3 2;stroke-width:2}"
    "@media screen and (prefers-color-scheme:dark){.paper,.few{fill:#15171d}.ink{fill:#eeece6}.tile{stroke:#bdbfc8}"
    ".hatch{stroke:#868a96}.some{fill:#34406f}.many{fill:#adbbff}.on{fill:#15171d}}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A cell. `sources` None: nothing is known of it. `months` since it was last confirmed, None for never."""

    country: str
    sector: str
    sources: int | None
    months: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What is written on it: countries down, sectors across, and what each filling means."""

    countries: Mapping[str, str]
    sectors: Mapping[str, str]
    unknown: str
    few: str
    some: str
    many: str
    old: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """An SVG and its size in pixels."""

    svg: str
    width: int
    height: int


def drawn(tiles: Sequence[Tile], names: Names) -> Drawn:
    """Countries in the order of their names from top to bottom, sectors from left to right. A pair that is no cell has no
    tile."""
    countries = sorted({one.country for one in tiles}, key=lambda one: (names.countries[one], one))
    sectors = sorted({one.sector for one in tiles}, key=lambda one: (names.sectors[one], one))
    legend = [
        ("unknown", "", names.unknown),
        ("few", "1", names.few),
        ("some", "2", names.some),
        ("many", "3", names.many),
        ("few old", "1", names.old),
    ]
    left = min(max((_long(names.countries[one]) for one in countries), default=0), _WIDEST) + 8
    top = max((_long(names.sectors[one]) for one in sectors), default=0) + 8
    width = max(left + len(sectors) * (TILE + GAP), TILE + 14 + max(_long(text) for _, _, text in legend)) + 6
    at_legend = top + len(countries) * (TILE + GAP) + 12
    height = at_legend + len(legend) * (_LINE + 4)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        " font-family=\"system-ui, 'Hiragino Sans', 'Noto Sans JP', 'Noto Sans CJK JP', sans-serif\" font-size=\"12\">",
        f"<style>{_STYLE}</style>",
        '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="paper" width="5" height="5"/><path class="hatch" d="M1 0V5" stroke-width="1"/></pattern></defs>',
        f'<rect class="paper" width="{width}" height="{height}"/>',
    ]
    for at, sector in enumerate(sectors):
        x, y = left + at * (TILE + GAP) + TILE / 2 + 4, top - 5
        parts.append(
            f'<text class="ink" transform="translate({x} {y}) rotate(-90)">{escape(names.sectors[sector])}</text>'
        )
    for at, country in enumerate(countries):
        y = top + at * (TILE + GAP) + TILE - 5
        told = _cut(names.countries[country])
        parts.append(f'<text class="ink" x="{left - 6}" y="{y}" text-anchor="end">{escape(told)}</text>')
    places = {code: left + at * (TILE + GAP) for at, code in enumerate(sectors)}
    rows = {code: top + at * (TILE + GAP) for at, code in enumerate(countries)}
    parts += [_tile(places[one.sector], rows[one.country], *_filling(one)) for one in tiles]
    for at, (filling, number, text) in enumerate(legend):
        y = at_legend + at * (_LINE + 4)
        parts += [
            _tile(2, y, filling, number),
            f'<text class="ink" x="{TILE + 10}" y="{y + TILE - 5}">{escape(text)}</text>',
        ]
    return Drawn("".join([*parts, "</svg>"]), width, height)


def _filling(one: Tile) -> tuple[str, str]:
    """Classes, and the number that is written on it."""
    if one.sources is None:
        return "unknown", ""
    filling = "many" if one.sources >= MANY else "some" if one.sources > 1 else "few"
    old = " old" if one.months is None or one.months >= OLD else ""
    return f"{filling}{old}", str(one.sources) if one.sources < 100 else "99+"


def _tile(x: float, y: float, filling: str, number: str) -> str:
    box = f'<rect class="tile {filling}" x="{x + 0.5}" y="{y + 0.5}" width="{TILE - 1}" height="{TILE - 1}" rx="2"/>'
    if not number:
        return box
    ink = "on" if filling.startswith("many") else "ink"
    size = "" if len(number) < 3 else ' font-size="9"'
    return f'{box}<text class="{ink}" x="{x + TILE / 2}" y="{y + TILE - 5}" text-anchor="middle"{size}>{number}</text>'


def _long(text: str) -> int:
    """Pixels of a text at most."""
    return round(sum(_WIDE_SIGN if ord(sign) > 0x2000 else _SIGN for sign in text))


def _cut(text: str) -> str:
    """A name that fits; the table has all of it."""
    if _long(text) <= _WIDEST:
        return text
    while _long(f"{text}…") > _WIDEST:
        text = text[:-1]
    return f"{text.rstrip()}…"
