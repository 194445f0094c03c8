"""Small pieces of HTML that every part of the page is made of. Everything that comes from a file passes `text`."""

import html
import math
import re
from collections.abc import Iterable

from tadasu.schema import Match
from tadasu.wording import Language, likelihood_text

MOST_SHOWN = 400
"""Characters of one value that the page shows; the whole value is in the CSV."""

STATES = ((0.8, "hold"), (0.5, "ask"))
"""Lower bound of the probability -> the shapes of the page; below the last one the match is weak. A shape says how likely a
match is; what is held is told by the run's threshold alone."""

_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Control characters, and those that turn the direction of what follows: "live" must not read "evil"."""

_RIGHT_TO_LEFT = r"[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
"""Blocks of the scripts that run from right to left (Unicode 16, default Bidi_Class R and AL)."""

_TURNED = re.compile(rf"{_RIGHT_TO_LEFT}+(?:[\s\d.,/-]+{_RIGHT_TO_LEFT}+)*")
_LINK = re.compile(r"https?://[^\s\"'<>\\^`{|}]+", re.IGNORECASE)


def text(value: str) -> str:
    """Escaped for an element or a quoted attribute, without control characters, cut where it is too long to read.

    >>> text("\\u202eevil <b>")
    '�evil &lt;b&gt;'
    """
    cut = value if len(value) <= MOST_SHOWN else value[: MOST_SHOWN - 1] + "…"
    return html.escape(_UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", cut))


def name(value: str) -> str:
    """A name in any script, kept apart from the direction of the text around it."""
    return f"<bdi>{text(value)}</bdi>"


def sentence(value: str) -> str:
    """A sentence that may hold words of any script; those that run from right to left do not reorder their neighbours.

    >>> sentence("same: \\u0645\\u0635 (brand)") == "same: <bdi>\\u0645\\u0635</bdi> (brand)"
    True
    """
    return _TURNED.sub(r"<bdi>\g<0></bdi>", text(value))


def link(address: str, label: str) -> str:
    """A link when the address is plain http or https, otherwise the address as text: no other scheme may be clicked."""
    if not address:
        return ""
    if not _LINK.fullmatch(address):
        return text(address)
    return f'<a href="{html.escape(address)}" rel="noopener noreferrer">{text(label)}</a>'


def lines(values: Iterable[str]) -> str:
    """Several values of one cell, one under the other; each is HTML already."""
    return "<br>".join(values)


def state_of(probability: float) -> str:
    """`hold`, `ask` or `weak`: the name of the shape that says how likely a match is."""
    return next((state for bound, state in STATES if probability >= bound), "weak")


def state(match: Match, language: Language) -> str:
    """Shape, word, number: never only colour. The number is cut, not rounded, so that it never contradicts its word."""
    word = likelihood_text(match.probability, language)
    number = math.floor(match.probability * 100) / 100
    return f'<span class="state">{mark(state_of(match.probability))}{text(word)}</span> {number:.2f}'


def mark(state: str) -> str:
    """The shape of a state."""
    return f'<span class="mark {state}" aria-hidden="true"></span>'
