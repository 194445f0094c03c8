"""docs/cli.md and docs/formats.md describe every command, option, exit code, column and key."""

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from tadasu.cli import app
from tadasu.cli._audit import FAULTY
from tadasu.cli._exchange import REFUSED
from tadasu.cli._main import NO_MEMORY
from tadasu.cli._watch import CHANGED
from tadasu.reports import COLUMNS
from tadasu.schema import InputError, ListRefused, StoreError, TokenClass, TokenRelation, UsageError
from tadasu.wording import LANGUAGES, class_text, likelihood_text, relation_text

DOCS = Path(__file__).parents[2] / "docs"
Run = Callable[..., subprocess.CompletedProcess[str]]


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Every command that does something, with its whole name."""
    if not hasattr(command, "commands"):
        yield name, command
        return
    for part, inner in command.commands.items():
        yield from commands(inner, f"{name} {part}")


ALL = sorted(commands(typer.main.get_command(app), "tadasu"))


def section(name: str) -> str:
    """The part of docs/cli.md about a command."""
    text = (DOCS / "cli.md").read_text(encoding="utf-8")
    verb = " ".join(name.split()[:2])
    part = text.split(f"\n## {verb}\n")[1].split("\n## ")[0]
    return part.split(f"`{name}")[1] if name.count(" ") > 1 else part


@pytest.mark.parametrize(("name", "command"), ALL)
def test_every_option_of_every_command_is_described(name: str, command: Any) -> None:
    described = section(name)
    options = [option for param in command.params for option in param.opts if option.startswith("--")]
    assert "--language" in options or name == "tadasu manage"  # what it takes is Django's
    assert [option for option in options if f"`{option}" not in described] == []


def test_every_command_is_named() -> None:
    text = (DOCS / "cli.md").read_text(encoding="utf-8")
    for name, _ in ALL:
        assert name in text or name.rsplit(" ", 1)[1] in text.split("```")[1], name


def test_every_exit_code_is_described() -> None:
    text = (DOCS / "cli.md").read_text(encoding="utf-8")
    found = {int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}
    raised = {error.exit_code for error in (UsageError, InputError, ListRefused, StoreError)}
    assert found == raised | {0, 1, NO_MEMORY, CHANGED, FAULTY, REFUSED, 130}


def test_every_column_is_described_in_its_order() -> None:
    text = (DOCS / "formats.md").read_text(encoding="utf-8").split("## Results")[1].split("\n**")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == COLUMNS


def test_every_class_and_relation_is_described() -> None:
    text = (DOCS / "formats.md").read_text(encoding="utf-8")
    assert all(f"`{each.value}`" in text for each in (*TokenClass, *TokenRelation))


def test_every_key_of_the_summary_and_the_record_is_described(tadasu: Run, folder: Path) -> None:
    import json

    done = tadasu("screen", "suppliers.csv", "--against", "listed.csv", "--json", "--out", "results.csv")
    text = (DOCS / "formats.md").read_text(encoding="utf-8")
    summary = json.loads(done.stdout.splitlines()[-1])
    record = json.loads((folder / "results.csv.run.json").read_text(encoding="utf-8"))
    keys = {*summary, *summary["versions"], *record["run"]["arguments"], *(f"run.{key}" for key in record["run"])}
    assert sorted(key for key in keys if f"`{key}`" not in text) == []


def test_the_glossary_holds_the_words_that_are_shown() -> None:
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    for language in LANGUAGES:
        for bound in (0.95, 0.8, 0.5, 0.0):
            assert likelihood_text(bound, language) in text
        for token_class in set(TokenClass) - {TokenClass.NUMBER, TokenClass.PLACE}:
            assert class_text(token_class, language) in text
        for relation in set(TokenRelation) - {TokenRelation.QUERY_ONLY, TokenRelation.LISTED_ONLY}:
            assert relation_text(relation, language).split(" or ")[0] in text


def test_the_glossary_gives_each_word_one_meaning_in_both_languages() -> None:
    text = (DOCS / "glossary.md").read_text(encoding="utf-8").split("## How sure")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| ")
    ]
    words = rows[1:]
    assert len(words) > 30
    assert all(len(row) == 4 and all(row) for row in words)
    for column in (0, 1):
        assert len({row[column] for row in words}) == len(words)
    assert [row[0] for row in words] == sorted(row[0] for row in words)
