"""What the vault says: every refusal has words in both languages, and what docs/vault.md promises has a test."""

import ast
import re
import resource
from pathlib import Path

from tadasu.web.foundation.vault import purposes
from tadasu.wording import codes, placeholders

ROOT = Path(__file__).resolve().parents[3]
VAULT = ROOT / "src" / "tadasu" / "web" / "foundation" / "vault"
DOC = ROOT / "docs" / "vault.md"


def refusals() -> dict[str, set[str]]:
    """Code -> the parameters with which it is raised."""
    found: dict[str, set[str]] = {}
    for file in VAULT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            code = node.args[0].value
            raises = "UsageError" in ast.unparse(node.func) or "super().__init__" in ast.unparse(node.func)
            if raises and isinstance(code, str) and code.startswith("vault-"):
                found.setdefault(code, set()).update(one.arg for one in node.keywords if one.arg)
    return found


def test_every_refusal_has_words_that_its_parameters_fill() -> None:
    found = refusals()
    assert len(found) > 30
    for code, params in found.items():
        assert code in codes(), code
        assert placeholders(code, "en") <= params, code


def test_there_are_no_words_for_refusals_that_are_never_made() -> None:
    assert {code for code in codes() if code.startswith("vault-")} == set(refusals())


def test_a_purpose_that_the_data_does_not_know_any_more_is_shown_by_its_word() -> None:
    assert purposes.name_of("verify", "ja") == "報告内容の検証"
    assert purposes.name_of("verify", "en") == "Verify what was reported"
    assert purposes.name_of("verify", "eo") == "verify"
    assert purposes.name_of("divine", "en") == "divine"


def promises() -> dict[str, list[str]]:
    """Every row of a table of the document that names tests."""
    rows = re.findall(r"^\| (.+?) \| (`test_.+?) \|$", DOC.read_text(encoding="utf-8"), re.MULTILINE)
    return {promise: re.findall(r"`(test_\w+)`", tests) for promise, tests in rows}


def known_tests() -> set[str]:
    folders = (ROOT / "tests" / "web" / "foundation", ROOT / "tests" / "drills")
    files = [file for folder in folders for file in folder.glob("test_*.py")]
    return {
        node.name
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }


def test_every_promise_of_the_document_has_a_test() -> None:
    found = promises()
    assert len(found) > 25
    missing = {promise: tests for promise, tests in found.items() if not tests or set(tests) - known_tests()}
    assert missing == {}


def test_a_process_that_breaks_writes_no_core_file() -> None:
    assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
