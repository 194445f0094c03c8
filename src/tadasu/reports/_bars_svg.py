"""Horizontal bars as a picture that stands alone: above each bar its label and its number, so that no legend is needed.

No script, no address, no font of its own. Lengths are shares of the width, so that it fits a telephone and a desk without
its letters growing or shrinking; the axis starts at nothing. What is sure is solid, what is open has a dashed frame. Colours
are those of the page, given as attributes too, for where styles are forbidden.
"""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tadasu.reports._path_wrap import ems, plain, wrapped
from tadasu.reports._picture import FONTS, INK, SOFT
from tadasu.wording import Language

ACCENT = "#2b3f8c"
_DARK = (
    ("ink", "fill", "#eeece6"),
    ("soft", "fill", "#bdbfc8"),
    ("sure", "fill", "#adbbff"),
    ("open", "stroke", "#adbbff"),
    ("base", "stroke", "#bdbfc8"),
)
"""Class -> what it is on a dark screen; the colours of data/report.css."""

_LINE, _BAR, _GAP, _BELOW = 19, 12, 12, 3
"""Heights in pixels: a line of text, a bar, the room below it, that between text and bar."""
_SIZE = 14
_INDENT = "8"
_ROOM, _ROOM_ASCII = 18.5, 25.0
"""Ems of a label before it breaks, beside a number on a telephone; Latin letters are narrower than `ems` says."""
LEAST_SHOWN = 0.3
"""Per cent of the width: what is not nothing can be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """`value` is sure, `open` may come to it; `said` is what stands at its end. A new `group` begins with its name."""

    label: str
    value: float
    said: str
    open: float = 0.0
    group: str = ""


def bars_svg(bars: Sequence[Bar], *, title: str, told: str, key: str, language: Language) -> str:
    """The picture; `title` says what it shows, `told` the same as its bars in words, `key` begins its ids on the page."""
    most = max((bar.value + bar.open for bar in bars), default=0.0)
    drawn, top, group = [], 4, ""
    for bar in bars:
        if bar.group and bar.group != group:
            for line in _lines(bar.group):
                drawn.append(_text(line, _INDENT, top + _SIZE, bold=True))
                top += _LINE
            top += _BELOW
        group = bar.group
        lines = _lines(bar.label)
        drawn += _bar(bar, lines, top, most)
        top += len(lines) * _LINE + _BELOW + _BAR + _GAP
    drawn.append(f'<line class="bars-base" x1="0" x2="0" y1="0" y2="{top}" stroke="{SOFT}" stroke-width="2"/>')
    key = html.escape(key)
    dark = " ".join(f".bars-{name} {{ {what}: {colour}; }}" for name, what, colour in _DARK)
    body = "\n".join(drawn)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" class="bars-picture" role="img" aria-labelledby="{key}-title {key}-desc" \
lang="{language}" xml:lang="{language}" width="100%" height="{top}" font-family="{FONTS}" direction="ltr">
<title id="{key}-title">{html.escape(title)}</title>
<desc id="{key}-desc">{html.escape(told)}</desc>
<style>@media screen and (prefers-color-scheme: dark) {{ {dark} }}</style>
{body}
</svg>"""


def _bar(bar: Bar, lines: Sequence[str], top: int, most: float) -> Iterator[str]:
    for n, line in enumerate(lines):
        yield _text(line, _INDENT, top + n * _LINE + _SIZE)
    y = top + len(lines) * _LINE + _BELOW
    yield _text(bar.said, "100%", y - _BELOW - _LINE + _SIZE, end=True)
    sure, all_of_it = _share(bar.value, most), _share(bar.value + bar.open, most)
    if bar.open > 0:
        yield (
            f'<rect class="bars-open" x="0" y="{y + 1}" width="{all_of_it}%" height="{_BAR - 2}" fill="none" '
            f'stroke="{ACCENT}" stroke-dasharray="4 3"/>'
        )
    if bar.value > 0:
        yield f'<rect class="bars-sure" x="0" y="{y}" width="{sure}%" height="{_BAR}" fill="{ACCENT}"/>'


def _lines(label: str) -> list[str]:
    shown = plain(label)
    return wrapped(shown, _ROOM_ASCII if shown.isascii() else _ROOM, ems) or [""]


def _share(value: float, most: float) -> str:
    """Per cent of the width, with a decimal that says something."""
    share = max(100 * value / most, LEAST_SHOWN) if most and value else 0.0
    return f"{share:.2f}".rstrip("0").rstrip(".")


def _text(value: str, x: str, y: int, *, bold: bool = False, end: bool = False) -> str:
    anchor = f' text-anchor="end" dx="-{_INDENT}"' if end else ""
    weight = ' font-weight="600"' if bold else ""
    return f'<text class="bars-ink" x="{x}" y="{y}" font-size="{_SIZE}"{weight}{anchor} fill="{INK}">{html.escape(value)}</text>'
