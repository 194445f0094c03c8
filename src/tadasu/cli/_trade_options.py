"""The options that assess, paths and watch share: what is read of a trade, and by which rules it is assessed."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import typer

from tadasu.schema import Flow, Issue, UsageError
from tadasu.wording import Language

LanguageOption = Annotated[Language | None, typer.Option("--language", help="en or ja; else as LANG says.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print a summary as one JSON object on the last line.")]


def _country(text: str) -> str:
    """The alpha-2 code, lower case, of a country that may be written in any way. Raises UsageError `no-such-country`."""
    from tadasu.places import country_code

    code = country_code(text) if text else ""
    if code is None:
        raise UsageError("no-such-country", value=text[:80])
    return code


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked for; every annotated field is an argument or option, one of a tuple may be given several times."""

    file: Annotated[
        Path,
        typer.Argument(
            metavar="DECLARATIONS",
            readable=False,
            help="Declarations or orders: CSV, XLSX, Parquet, JSON lines; or events of EPCIS 2.0.",
        ),
    ]
    upstream: Annotated[
        tuple[Path, ...],
        typer.Option(
            "--upstream", metavar="FILE", help="More declarations, to look upstream only; several may follow."
        ),
    ] = ()
    items: Annotated[
        tuple[Path, ...],
        typer.Option(
            "--items", metavar="FILE", readable=False, help="HS codes of the items in events; several may follow."
        ),
    ] = ()
    findings: Annotated[
        tuple[Path, ...],
        typer.Option("--findings", metavar="FILE", readable=False, help="Findings; several may follow."),
    ] = ()
    lists: Annotated[
        tuple[str, ...],
        typer.Option(
            "--lists", metavar="ENTITIES", help="Stored lists or files of listed parties; several may follow."
        ),
    ] = ()
    stakes: Annotated[
        tuple[Path, ...],
        typer.Option(
            "--stakes",
            metavar="FILE",
            readable=False,
            help="Who owns whom: a table, or FollowTheMoney, BODS, GLEIF level 2; several may follow.",
        ),
    ] = ()
    companies: Annotated[
        tuple[Path, ...],
        typer.Option(
            "--companies", metavar="FILE", help="A register: names and aliases of companies; several may follow."
        ),
    ] = ()
    issues: Annotated[
        tuple[str, ...],
        typer.Option(
            "--issue", metavar="LIST=ISSUE", help="What a list is about where it does not say; several may follow."
        ),
    ] = ()
    flow: Annotated[Flow | None, typer.Option("--flow", help="Assess only these; the others serve as upstream.")] = None
    country: Annotated[
        str,
        typer.Option(
            "--country",
            metavar="CODE",
            parser=_country,
            help="Assess only imports into and exports out of it, for example jp.",
        ),
    ] = ""
    judgements: Annotated[
        Path | None,
        typer.Option("--judgements", metavar="FILE", readable=False, help="Names that are, or are not, one company."),
    ] = None
    columns: Annotated[
        Path | None, typer.Option("--columns", metavar="MAP", help="Saved column map of the declarations (YAML).")
    ] = None
    save_map: Annotated[
        Path | None, typer.Option("--save-map", metavar="PATH", help="Save the column map that was used (YAML).")
    ] = None
    keep_good: Annotated[
        bool, typer.Option("--keep-good", help="Leave out rows that are wrong instead of refusing the file.")
    ] = False
    partial: Annotated[bool, typer.Option("--partial", help="ENTITIES may be parts of their lists.")] = False
    without_contested: Annotated[
        bool, typer.Option("--without-contested", help="Leave out links that a named party denies.")
    ] = False
    goods_at_risk: Annotated[
        bool, typer.Option("--goods-at-risk", help="Ask about goods of countries listed for child or forced labour.")
    ] = False
    extended: Annotated[bool, typer.Option("--extended", help="Minor inputs and trims too.")] = False
    parts: Annotated[bool, typer.Option("--parts", help="Parts and residual headings pass on what is in them.")] = False
    least_seen: Annotated[
        float, typer.Option("--least-seen", min=0.0, max=1.0, help="Share of inputs to be seen before it is clear.")
    ] = 0.5
    least_origin: Annotated[
        float,
        typer.Option("--least-origin", min=0.0, max=1.0, help="Share to be followed to its origin before it is clear."),
    ] = 0.5
    least_strength: Annotated[
        float, typer.Option("--least-strength", min=0.000001, max=1.0, help="Weakest chain that holds a declaration.")
    ] = 0.1
    threads: Annotated[int | None, typer.Option("--threads", min=1, help="Threads; else one a core.")] = None
    invented: bool = False

    @property
    def inputs(self) -> tuple[Path | str | None, ...]:
        """Everything that is read."""
        files = (self.file, *self.upstream, *self.items, *self.findings, *self.stakes, *self.companies)
        return (*files, *self.lists, self.judgements, self.columns)

    @property
    def roles(self) -> Mapping[str, tuple[str, ...]]:
        """Argument or option -> the names of the files and lists given for it."""
        several = {
            "upstream": self.upstream,
            "items": self.items,
            "findings": self.findings,
            "stakes": self.stakes,
            "companies": self.companies,
        }
        files = {"declarations": (self.file,), **several, "judgements": (self.judgements,) if self.judgements else ()}
        return {**{role: tuple(path.name for path in paths) for role, paths in files.items()}, "lists": self.lists}

    def check(self) -> None:
        """Raise UsageError: `findings-missing` when there is nothing to trace, `file-twice` when a file of declarations is
        there twice, or two of one name, whose lines could not be told apart."""
        if not self.findings and not self.lists and not self.goods_at_risk:
            raise UsageError("findings-missing")
        names = [path.name for path in (self.file, *self.upstream)]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise UsageError("file-twice", file=twice[0])

    @property
    def issue_of_list(self) -> Mapping[str, Issue]:
        """List id or file name -> what it is about. Raises UsageError `issue-unclear`."""
        out = {}
        for text in self.issues:
            name, _, issue = text.rpartition("=")
            if not name or issue not in set(Issue):
                raise UsageError("issue-unclear", value=text[:80], known=", ".join(Issue))
            out[name] = Issue(issue)
        return out


def takes_request(verb: Callable[..., None]) -> Callable[..., None]:
    """A command with the options of Request in the place of its parameter `request`; its other parameters stay."""
    hints = get_type_hints(Request, include_extras=True)
    given = [field for field in fields(Request) if get_origin(hints[field.name]) is Annotated]
    several = frozenset(field.name for field in given if get_origin(get_args(hints[field.name])[0]) is tuple)

    @wraps(verb)
    def command(**values: Any) -> None:
        asked: dict[str, Any] = {field.name: values.pop(field.name) for field in given}
        for name in several:
            asked[name] = tuple(asked[name] or ())
        verb(request=Request(**asked), **values)

    own = signature(verb)
    options = [_parameter(field.name, field.default, hints[field.name]) for field in given]
    parameters = (options if one.name == "request" else [one] for one in own.parameters.values())
    shown = [one.replace(kind=Parameter.KEYWORD_ONLY) for part in parameters for one in part]
    command.__signature__ = own.replace(parameters=shown)  # type: ignore[attr-defined]
    return command


def _parameter(name: str, default: object, hint: Any) -> Parameter:
    """A field as typer understands it: several values are a list or nothing."""
    kind, option = get_args(hint)
    if get_origin(kind) is tuple:
        kind, default = list[get_args(kind)[0]] | None, None  # type: ignore[misc]
    return Parameter(
        name,
        Parameter.KEYWORD_ONLY,
        default=Parameter.empty if default is MISSING else default,
        annotation=Annotated[kind, option],
    )
