"""`tadasu explain NAME_A NAME_B`: how like two names are, word by word."""

from dataclasses import asdict
from typing import Annotated

import typer

from tadasu.cli._terminal import Terminal
from tadasu.schema import MILLINATS, Explanation, UsageError
from tadasu.wording import Language, explanation_text, likelihood_text, term_text, token_label


def explain(
    context: typer.Context,
    name_a: Annotated[str, typer.Argument(metavar="NAME_A", help="A name in any script.")],
    name_b: Annotated[str, typer.Argument(metavar="NAME_B", help="The name to compare it with.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the tables.")] = False,
    language: Annotated[Language | None, typer.Option("--language", help="en or ja; else as LANG says.")] = None,
) -> None:
    """Compare two names and say why they are alike or not."""
    from tadasu.screening import explain_names, versions  # loads the compiled engine, which help does not need

    terminal: Terminal = context.obj
    if not (name_a.strip() and name_b.strip()):
        raise UsageError("name-empty")
    explanation = explain_names(name_a, name_b)
    if as_json:
        found = asdict(explanation) | {"explanation": explanation_text(explanation, terminal.language)}
        terminal.json(found | {"versions": dict(versions())})
        return
    _print(explanation, terminal)


def _print(explanation: Explanation, terminal: Terminal) -> None:
    language = terminal.language
    terminal.print(
        terminal.text(
            "cli.explain.verdict",
            likelihood=likelihood_text(explanation.probability, language),
            probability=f"{explanation.probability:.4f}",
            a=explanation.query_name,
            b=explanation.matched_name,
        )
    )
    terminal.print()
    heads = [terminal.text(f"cli.explain.{part}") for part in ("a", "b", "label")]
    words = [[token.query, token.listed, token_label(token, language)] for token in explanation.tokens]
    terminal.table(heads, words)
    terminal.print()
    heads = [terminal.text(f"cli.explain.{part}") for part in ("reason", "points")]
    terms = [[term_text(term, language), _points(term.value)] for term in explanation.terms]
    terminal.table(heads, [*terms, [terminal.text("report.card.sum"), _points(explanation.log_odds)]], right=(1,))


def _points(millinats: int) -> str:
    return f"{millinats / MILLINATS:+.3f}"
