"""Every relative link, anchor and file named in a Markdown page of the repository is there."""

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[1]
ALWAYS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "docs/README.md")
WRITTEN_BY_HAND = (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/**/*.md"), *ROOT.glob("bench/*.md"))
PAGES = sorted(str(page.relative_to(ROOT)) for page in WRITTEN_BY_HAND)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
DAY = re.compile(r"[A-Z]?\d+/\d+/\d+")
PATH = re.compile(r"\.?[\w-][\w.-]*(/[\w.*-]+)+/?")
BARE = re.compile(r"[\w.-]+\.(md|py|lock|toml)")
MACHINE = re.compile(r"(?<![\w.])/(?:work|tmp|home|root|opt|Users)/")


def prose(page: str) -> str:
    """A page without its blocks of code, which show what somebody types or sees."""
    return FENCE.sub("", (ROOT / page).read_text(encoding="utf-8"))


@cache
def made_by_commands() -> tuple[str, ...]:
    """Patterns of .gitignore: what a page may name though a checkout does not hold it."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip("/") for line in lines if line and not line.startswith("#"))


def anchors(text: str) -> set[str]:
    """Heading anchors as the usual hosts make them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def is_there(page: str, name: str) -> bool:
    """Whether a path is there, seen from the root, the page's folder, the package, or a room of it."""
    package = ROOT / "src" / "tadasu"
    starts = (ROOT, (ROOT / page).parent, package, *package.iterdir())
    if any(fnmatch(name.split("/")[0], pattern) for pattern in made_by_commands()):
        return True
    return any(next(start.glob(name.strip("/")), None) is not None for start in starts if start.is_dir())


def links(page: str) -> Iterator[tuple[str, str]]:
    """Relative links of a page: path (empty for the page itself) and anchor."""
    for target in LINK.findall(prose(page)):
        if not re.match(r"[a-z]+:", target):
            path, _, anchor = unquote(target).partition("#")
            yield path, anchor


def test_the_pages_a_newcomer_needs_are_there() -> None:
    assert set(ALWAYS) <= set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_every_relative_link_leads_somewhere(page: str) -> None:
    home = (ROOT / page).parent
    dead = []
    for path, anchor in links(page):
        target = (home / path).resolve() if path else ROOT / page
        if not target.exists() or not target.is_relative_to(ROOT):
            dead.append(path)
        elif anchor and anchor not in anchors(target.read_text(encoding="utf-8")):
            dead.append(f"{path}#{anchor}")
    assert dead == []


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_named_exists(page: str) -> None:
    named = [code for code in CODE.findall(prose(page)) if PATH.fullmatch(code) and not DAY.fullmatch(code)]
    assert [name for name in named if not is_there(page, name)] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_named_without_its_folder_exists_somewhere(page: str) -> None:
    known = {path.name for part in ("", "src", "docs", "tests", "tools", "bench") for path in files_under(part)}
    named = [code for code in CODE.findall(prose(page)) if BARE.fullmatch(code)]
    assert [name for name in named if name not in known] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_page_names_a_folder_of_somebodys_machine(page: str) -> None:
    assert MACHINE.findall((ROOT / page).read_text(encoding="utf-8")) == []


def test_every_page_of_the_documentation_is_in_its_index() -> None:
    """A folder with a README of its own is an index of its pages."""
    indexes = (str(page.relative_to(ROOT)) for page in ROOT.glob("docs/**/README.md"))
    linked = {((ROOT / index).parent / path).resolve() for index in indexes for path, _ in links(index)}
    pages = {path for path in ROOT.glob("docs/**/*.md") if path.name != "README.md"}
    assert pages - linked == set()


def test_the_decisions_are_numbered_without_a_gap() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for number, page in enumerate(pages, start=1):
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {number}. ")
        assert [part for part in ("## Context", "## Decision", "## Consequences") if part not in text] == []


def test_every_room_is_on_the_map_of_the_readme() -> None:
    rooms = {path.parent.name for path in (ROOT / "src" / "tadasu").glob("*/__init__.py")}
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `src/tadasu/(\w+)` \|", text, re.MULTILINE)) == rooms


def files_under(part: str) -> Iterator[Path]:
    """Files of a folder and all below it; of the root only its own."""
    return (path for path in (ROOT / part).glob("**/*" if part else "*") if path.is_file())
