"""`tadasu goods path | show`: what may be made from what, step by step, with the reason and source of each step."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from tadasu.cli._terminal import Terminal
from tadasu.schema import UsageError
from tadasu.wording import Language

if TYPE_CHECKING:
    from tadasu.goods import HsCode, Transformation

MOST_STEPS = 20
MOST_WAYS = 100
MILLION = 1_000_000
"""Shares and kilograms are kept in millionths."""

goods = typer.Typer(help="What may be made from what, by HS code.", no_args_is_help=True, rich_markup_mode=None)

Edition = Annotated[int, typer.Option("--edition", metavar="YEAR", help="HS edition of the codes: 2022 or 2017.")]
Extended = Annotated[bool, typer.Option("--extended", help="Minor inputs and trims too.")]
Consumed = Annotated[bool, typer.Option("--consumed", help="Energy, reagents and feed too.")]
Packaging = Annotated[bool, typer.Option("--packaging", help="Packing materials too (with --extended).")]
Parts = Annotated[bool, typer.Option("--parts", help="Parts and residual headings pass on what went into them.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the tables.")]
LanguageOption = Annotated[Language | None, typer.Option("--language", help="en or ja; else as LANG says.")]


@goods.command()
def path(
    context: typer.Context,
    raw: Annotated[str, typer.Argument(metavar="RAW", help="HS code of the material.")],
    finished: Annotated[str, typer.Argument(metavar="FINISHED", help="HS code of the good made from it.")],
    most: Annotated[int, typer.Option("--most", min=1, max=MOST_STEPS, help="Most steps.")] = 6,
    ways: Annotated[int, typer.Option("--ways", min=1, max=MOST_WAYS, help="Most ways to show.")] = 3,
    edition: Edition = 2022,
    extended: Extended = False,
    consumed: Consumed = False,
    packaging: Packaging = False,
    parts: Parts = False,
    as_json: Json = False,
    language: LanguageOption = None,
) -> None:
    """Show by which steps one good becomes another: the shortest ways, the surest first."""
    from tadasu.goods import digest
    from tadasu.goods import path as find

    terminal: Terminal = context.obj
    starts, ends = _codes(raw, edition, terminal), _codes(finished, edition, terminal)
    switches = {"extended": extended, "consumed": consumed, "packaging": packaging, "parts": parts}
    found = find(starts, ends, most=most, ways=ways, **switches)
    if as_json:
        shown = [[_as_dict(row, terminal) for row in way] for way in found]
        asked = {"raw": starts, "finished": ends, "most": most} | switches
        terminal.json(asked | {"ways": shown, "goods": digest()})
        return
    names = {"raw": _names(starts, terminal), "finished": _names(ends, terminal)}
    if not found:
        terminal.print(terminal.text("cli.goods.no-way", most=most, **names))
        _print_hint(starts, ends, most, switches, terminal)
        return
    if not found[0]:
        terminal.print(terminal.text("cli.goods.same", **names))
        return
    terminal.print(terminal.text("cli.goods.path", steps=len(found[0]), ways=len(found), **names))
    for number, way in enumerate(found, 1):
        terminal.print()
        terminal.print(terminal.text("cli.goods.way", number=number))
        _print_rows(way, terminal, other="output")


@goods.command()
def show(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="An HS code.")],
    edition: Edition = 2022,
    extended: Extended = False,
    consumed: Consumed = False,
    packaging: Packaging = False,
    parts: Parts = False,
    as_json: Json = False,
    language: LanguageOption = None,
) -> None:
    """Show what a good is made from and what it becomes."""
    from tadasu.goods import Hub, covers, digest, hub_of, transformations

    terminal: Terminal = context.obj
    codes = _codes(code, edition, terminal)
    table = transformations(extended=extended, consumed=consumed, packaging=packaging, parts=parts, integrated=False)

    def meets(one: "HsCode") -> bool:
        return any(covers(one, each) or covers(each, one) for each in codes)

    made_from = [row for row in table.rows if meets(row.output)]
    becomes = [row for row in table.rows if meets(row.input)]
    hub = hub_of(codes[0])
    if hub is Hub.SHARED and len(codes[0]) > 4:
        hub = None  # six digits tell the goods apart
    if as_json:
        found = {"made_from": made_from, "becomes": becomes}
        lists = {name: [_as_dict(row, terminal) for row in rows] for name, rows in found.items()}
        terminal.json({"codes": codes, "hub": hub, **lists, "goods": digest()})
        return
    terminal.print(_names(codes, terminal))
    if hub is not None:
        terminal.print(terminal.text(f"goods.hub.{hub.value}"))
    for title, rows, other in (("made-from", made_from, "input"), ("becomes", becomes, "output")):
        terminal.print()
        terminal.print(terminal.text(f"cli.goods.{title}" if rows else f"cli.goods.{title}.none", count=len(rows)))
        if rows:
            _print_rows(rows, terminal, other=other)


def _codes(text: str, edition: int, terminal: Terminal) -> tuple["HsCode", ...]:
    """The codes of HS 2022 that were meant; a conversion is said on standard error."""
    from tadasu.goods import parse_hs, to_hs2022

    code = parse_hs(text)
    if code is None:
        raise UsageError("hs-code-unreadable", value=text[:80])
    if len(code) < 4:
        raise UsageError("hs-code-chapter", value=code)
    conversion = to_hs2022(code, edition)
    if not conversion.codes:
        raise UsageError("hs-code-unknown", value=code, edition=str(edition))
    if edition != 2022 and conversion.changed:
        message = "cli.goods.several" if conversion.several else "cli.goods.converted"
        new = ", ".join(conversion.codes)
        terminal.note(terminal.text(message, old=code, edition=edition, codes=new))
    return conversion.codes


def _print_hint(
    starts: Sequence["HsCode"], ends: Sequence["HsCode"], most: int, switches: dict[str, bool], terminal: Terminal
) -> None:
    """Which switch would find a way, if one alone does."""
    from tadasu.goods import path as find

    for name in switches:
        if not switches[name] and find(starts, ends, most=most, ways=1, **switches | {name: True}):
            terminal.print(terminal.text("cli.goods.hint", option=f"--{name}"))


def _print_rows(rows: Iterable["Transformation"], terminal: Terminal, *, other: str) -> None:
    """A table of steps; `other` is the side that each line names in words."""
    from tadasu.goods import reason_text

    parts = ("step", "good", "how", "share", "sure", "reason", "source")
    heads = [terminal.text(f"cli.goods.{part}") for part in parts]
    lines = [
        [
            f"{row.input} > {row.output}",
            _description(row.input if other == "input" else row.output, terminal),
            terminal.text(f"goods.relation.{row.relation.value}"),
            _share(row, terminal),
            terminal.text(f"goods.confidence.{row.confidence.value}"),
            reason_text(row.reason, terminal.language),
            row.source,
        ]
        for row in rows
    ]
    terminal.table(heads, lines)


def _share(row: "Transformation", terminal: Terminal) -> str:
    """The share of the output; where the input is not weighed in it, kilograms for a kilogram."""
    if row.kg_low is not None and row.kg_high is not None:
        return terminal.text("goods.share.kg", low=f"{row.kg_low / MILLION:g}", high=f"{row.kg_high / MILLION:g}")
    if row.share_low is None or row.share_high is None:
        return ""
    low, high = (f"{100 * part / MILLION:g}" for part in (row.share_low, row.share_high))
    basis = terminal.text(f"goods.basis.{row.share_basis.value}")
    return terminal.text(f"goods.share.{row.share_scope.value}", low=low, high=high, basis=basis)


def _as_dict(row: "Transformation", terminal: Terminal) -> dict[str, object]:
    """The row with the words for both of its codes."""
    words = {side: _description(code, terminal) for side, code in (("input", row.input), ("output", row.output))}
    return asdict(row) | {f"{side}_description": text for side, text in words.items()}


def _names(codes: Iterable["HsCode"], terminal: Terminal) -> str:
    return "; ".join(f"{code} {_description(code, terminal)}" for code in codes)


def _description(code: "HsCode", terminal: Terminal) -> str:
    from tadasu.goods import describe

    return describe(code, terminal.language) or ""
