"""What docs/declarations.md says of the map, the problems and the words of strength is what the code does."""

from pathlib import Path

import yaml

from tadasu.readers import PROBLEM_KINDS, STRENGTHS, DeclarationColumns, load_map
from tadasu.readers import _declaration_columns as columns_module
from tadasu.readers import _finding_rows as findings_module
from tadasu.readers import _stakes as stakes_module
from tadasu.readers._words import field_of

PAGE = (Path(__file__).parents[2] / "docs" / "declarations.md").read_text(encoding="utf-8")


def test_the_map_on_the_page_is_a_whole_map(tmp_path: Path) -> None:
    text = PAGE.split("```yaml\n")[1].split("```")[0]
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    found = load_map(tmp_path / "map.yaml", DeclarationColumns)
    assert list(yaml.safe_load(text)) == list(DeclarationColumns.__dataclass_fields__)
    assert found.fixed == (("flow", "import"), ("currency", "JPY"))


def test_everything_that_may_be_fixed_is_on_the_page() -> None:
    assert [name for name in sorted(columns_module.FIXABLE) if f"`{name}`" not in PAGE] == []


def test_codes_on_the_page_exist() -> None:
    said = PAGE.split("## What is said of a file")[1].split("## EPCIS")[0]
    codes = {word for word in said.split("`")[1::2] if "-" in word and "/" not in word}
    assert len(codes) > 30
    assert codes <= set(PROBLEM_KINDS)


def test_words_of_strength_and_subjects_are_on_the_page() -> None:
    assert all(f"| `{word}` | {strength} |" in PAGE for word, strength in STRENGTHS.items())
    assert all(f"`{subject}`" in PAGE for subject in findings_module.SUBJECTS)


def test_the_columns_of_stakes_on_the_page_are_those_that_are_read() -> None:
    rows = [line for line in PAGE.split("## Stakes")[1].splitlines() if line.startswith("| `")]
    columns = [name for row in rows for name in row.split("|")[1].split("`")[1::2]]
    assert sorted(field_of(name, "stakes")[0] for name in columns) == sorted(stakes_module._FIELDS)
