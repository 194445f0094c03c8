"""What every picture of ours is made of: a document that stands alone, lines of text, coordinates.

No script, no address, no font of its own. Everything is drawn with light colours as attributes, so that it shows where
styles are forbidden, on paper and in greyscale; one style rule turns it for a dark screen, another fits it to the width
of paper.
"""

import html
from collections.abc import Iterable, Iterator

from tadasu.reports._path_labels import LEADING, SQUARE, Line
from tadasu.wording import Language

PAPER, INK, SOFT, HOLD = "#ffffff", "#1c1d22", "#4a4d57", "#b3311a"
FONTS = "system-ui, 'Hiragino Sans', 'Noto Sans JP', 'Yu Gothic UI', sans-serif"
MARGIN = 20
"""Pixels around everything."""

_DARK = (
    ("paper", "fill", "#15171d"),
    ("ink", "fill", "#eeece6"),
    ("soft", "fill", "#bdbfc8"),
    ("hold", "fill", "#ff8f76"),
    ("line", "stroke", "#eeece6"),
    ("bridge", "stroke", "#15171d"),
    ("box", "fill", "#1e2129"),
    ("box", "stroke", "#eeece6"),
)
"""Class -> what it is on a dark screen; the colours of data/report.css."""

_PRINT = "svg.path-picture { max-width: 100%; height: auto; }"
"""Paper does not scroll."""


def document(drawn: Iterable[str], size: tuple[int, int], title: str, told: str, key: str, language: Language) -> str:
    """A picture with its title and what it tells in words; `key` begins its ids on the page it is on."""
    width, height = size
    key = html.escape(key)
    dark = " ".join(f".path-{name} {{ {what}: {colour}; }}" for name, what, colour in _DARK)
    body = "\n".join(drawn)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" class="path-picture" role="img" aria-labelledby="{key}-title {key}-desc" \
lang="{language}" xml:lang="{language}" width="{width}" height="{height}" viewBox="0 0 {width} {height}" \
font-family="{FONTS}" direction="ltr">
<title id="{key}-title">{html.escape(title)}</title>
<desc id="{key}-desc">{html.escape(told)}</desc>
<style>@media screen and (prefers-color-scheme: dark) {{ {dark} }}
@media print {{ {_PRINT} }}</style>
<rect class="path-paper" width="{width}" height="{height}" fill="{PAPER}"/>
{body}
</svg>"""


def texts(lines: Iterable[Line], left: float, top: float) -> Iterator[str]:
    """Lines one under the other, each an element of its own: no name can turn or reach what stands beside it."""
    for line in lines:
        top += line.height
        base = round(top - line.size * (LEADING - 1))
        if line.square:
            yield (
                f'<rect class="path-hold" x="{left}" y="{base - SQUARE + 1}" width="{SQUARE}" height="{SQUARE}" '
                f'fill="{HOLD}"/>'
            )
        tone, fill = ("soft", SOFT) if line.soft else ("ink", INK)
        weight = ' font-weight="600"' if line.bold else ""
        yield (
            f'<text class="path-{tone}" x="{left + line.indent}" y="{base}" font-size="{line.size}"{weight} '
            f'fill="{fill}">{html.escape(line.text)}</text>'
        )


def shown(number: float) -> str:
    """A coordinate, without zeros that say nothing."""
    return f"{number:.1f}".removesuffix(".0")
