"""Paths as text for a terminal: a step begins with its tier and says who, what, when, how much, how sure, and why."""

from collections.abc import Iterable, Iterator, Sequence

from tadasu.reports._path_strength import addends_text, strength_text
from tadasu.reports._path_words import (
    finding_text,
    good_text,
    merged_text,
    month_text,
    quantity_text,
    sure_text,
    trader_text,
    why_text,
)
from tadasu.reports._path_wrap import cells, plain, wrapped
from tadasu.schema import FoundPath, PathStep
from tadasu.wording import Language, say

WIDTH = 80
LEAST_WIDTH = 20
_INDENT = "    "


def paths_text(
    paths: Sequence[FoundPath], *, language: Language = "en", width: int = WIDTH, of: int | None = None
) -> str:
    """Every path, step by step; no line takes more than `width` cells (at least 20), wide letters counted as two. `of` is
    how many there are, where these are only the first.

    >>> print(paths_text((), width=60))
    No path: nothing that a finding touches was seen to lead
    here. Without upstream data that does not mean clear.
    """
    walked = [path for path in paths if path.steps]
    if not walked:
        return "\n".join(wrapped(say("path.none", {}, language), max(width, LEAST_WIDTH), cells))
    blocks = (_path(path, n, of or len(walked), language) for n, path in enumerate(walked, 1))
    return "\n\n".join("\n".join(folded(lines, max(width, LEAST_WIDTH))) for lines in blocks)


def folded(lines: Iterable[tuple[str, str]], width: int) -> Iterator[str]:
    """Lines, each with its indent, cut to the width; the later ones are indented as the first, and by two cells more."""
    for indent, line in lines:
        first, *others = wrapped(line, width - len(indent) - 2, cells) or [""]
        yield indent + first
        yield from (f"{indent}  {each}" for each in others)


def _path(path: FoundPath, number: int, total: int, language: Language) -> Iterator[tuple[str, str]]:
    first, last = path.steps[0], path.steps[-1]
    head = {
        "number": str(number),
        "total": str(total),
        "seller": plain(first.seller.name),
        "buyer": plain(last.buyer.name),
        "tiers": str(path.tier),
        "strength": strength_text(path.strength),
    }
    yield "", say("path.head", head, language)
    finding = finding_text(path.finding, language)
    yield "", say("path.enters", {"seller": plain(first.seller.name), "finding": finding}, language)
    if path.finding.basis:
        yield "", say("path.basis", {"basis": plain(path.finding.basis)}, language)
    if path.finding.source_url:
        yield "", say("path.source", {"source": plain(path.finding.source_url)}, language)
    if addends := addends_text(path, language):
        yield "", addends
    for n, step in enumerate(path.steps):
        after = path.steps[n + 1] if n + 1 < len(path.steps) else None
        yield from _step(step, after, path.tier - n, language)
    for merged in path.merged:
        yield "", merged_text(merged, language, shown=plain)


def _step(step: PathStep, after: PathStep | None, tier: int, language: Language) -> Iterator[tuple[str, str]]:
    tier_text = say("path.tier", {"tier": str(tier)}, language)
    yield "", f"{tier_text}  {trader_text(step.seller)} -> {trader_text(step.buyer)}"
    facts = [
        good_text(step.good, language),
        month_text(step.day, language),
        quantity_text(step.quantity, language),
        sure_text(step, language),
    ]
    if step.also:
        facts.append(say("path.also", {"count": str(step.also)}, language))
    yield _INDENT, say("list.separator", {}, language).join(facts)
    why = why_text(after.passage, step.good, after.good, language) if after else ""
    if why:
        yield _INDENT, why
