"""Write the table of docs/lists.md from what `tadasu.lists` knows: `python -m tools.list_table`.

Everything between the two marks of the page is replaced; tests/test_docs_lists.py holds the page to the truth.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from tools.marks import filled

from tadasu.lists import Source, sources

PAGE = Path(__file__).resolve().parents[1] / "docs" / "lists.md"
BEGIN = "<!-- table: python -m tools.list_table -->"
END = "<!-- /table -->"
HEADS = ("id", "title", "publisher", "format", "built from", "address", "licence")
NOT_BUILT = "**not built**"


def table(lists: Iterable[Source]) -> str:
    """Markdown rows, one a list, in the order given; a cell holds no bar and no line break."""
    rows = [HEADS, ("---",) * len(HEADS), *(row(source) for source in lists)]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in cells) + " |" for cells in rows)


def row(source: Source) -> tuple[str, ...]:
    """The cells of one list, in the order of HEADS."""
    marks = " (forced labour)" if source.forced_labour else ""
    return (
        f"`{source.id}`",
        f"[{source.title_en}]({source.homepage}) {source.title_ja}{marks}",
        source.publisher,
        source.format,
        source.spec.rstrip(".") if source.implemented else NOT_BUILT,
        source.address_status if source.address else "none: read a file",
        source.licence,
    )


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def main() -> int:
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(filled(page, table(sources().values()), begin=BEGIN, end=END), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
