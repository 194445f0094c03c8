"""docs/dependencies.md has a line for everything that is installed, and no line for what is not."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WINDOWS_ONLY = {"colorama"}


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=]", requirement)[0].strip().lower() for requirement in requirements}


def rows(heading: str) -> set[str]:
    """Packages in the first column of the tables of a section."""
    section = PAGE.split(f"\n## {heading}")[1].split("\n## ")[0]
    cells = re.findall(r"^\| ([a-z][^|]*) \|", section, re.MULTILINE)
    return {name.strip() for cell in cells for name in cell.split(",")} - {"package", "extra"}


def test_every_dependency_of_the_engine_and_what_it_brings_is_described() -> None:
    lock = (ROOT / "requirements-bare.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE)) - WINDOWS_ONLY
    assert names(PROJECT["dependencies"]) <= locked
    assert rows("The engine") == locked


def test_every_development_tool_is_described() -> None:
    assert rows("Development") == names(PROJECT["optional-dependencies"]["dev"])


HOMES = {"spark": "cluster", "web": "web"}
"""Extra -> the only room that may import its packages."""

SECTIONS = {"spark": "Extras", "web": "The web project"}
"""Extra -> the section that describes them."""


@pytest.mark.parametrize("extra", sorted(HOMES))
def test_every_extra_is_described_and_stays_in_its_room(extra: str) -> None:
    section = PAGE.split(f"\n## {SECTIONS[extra]}")[1].split("\n## ")[0]
    packages = names(PROJECT["optional-dependencies"][extra])
    assert all(name in section for name in packages)
    home = ROOT / "src" / "tadasu" / HOMES[extra]
    others = (path for path in (ROOT / "src").rglob("*.py") if home not in path.parents)
    code = "".join(path.read_text(encoding="utf-8") for path in others)
    assert not [name for name in packages if re.search(rf"^\s*(import|from) {name}\b", code, re.MULTILINE)]


def test_the_peer_is_the_one_that_is_locked() -> None:
    locked = (ROOT / "bench" / "peer" / "requirements.in").read_text(encoding="utf-8")
    version = re.search(r"^nomenklatura==(.+)$", locked, re.MULTILINE)
    assert version is not None
    assert f"nomenklatura {version[1]} " in PAGE
