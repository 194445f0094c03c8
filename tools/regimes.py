"""Write docs/regimes from the regimes as they are encoded: `python -m tools.regimes`.

A page a regime in each language, a picture a procedure, and the table of all of them. tests/law/test_law_pages.py holds the
pages to the truth.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tadasu.law import Procedure, Regime, folder_of, has_procedure, read_examples, read_procedure, regimes
from tadasu.reports import page_name, procedure_svg, regime_markdown, regimes_table
from tadasu.wording import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs" / "regimes"
INDEX = "README.md"
HEAD = """# Regimes

Each page is made by `python -m tools.regimes` from the data of one regime: what it is in law and from when, whom it binds, \
every number with its article and how sure we are, duties, bans, procedure, and the cases that it is held to. How a regime is \
written and corrected: [regime-format.md](../regime-format.md).
"""


def pages(found: Mapping[str, Regime]) -> Iterator[tuple[str, str]]:
    """The name and the text of every file, in order."""
    procedures = {key: procedure for key, regime in found.items() if (procedure := _procedure(regime)) is not None}
    for key, regime in found.items():
        for language in LANGUAGES:
            page = regime_markdown(
                regime,
                procedures.get(key),
                examples=read_examples(folder_of(regime), regime),
                data=f"../../{folder_of(regime).relative_to(ROOT)}/regime.yaml",
                language=language,
            )
            yield page_name(key, language), page
            if key in procedures:
                svg = procedure_svg(procedures[key], language=language, key=key)
                yield page_name(key, language, ending="svg"), svg + "\n"
    yield INDEX, f"{HEAD}\n{regimes_table(found.values(), procedures)}\n"


def _procedure(regime: Regime) -> Procedure | None:
    folder = folder_of(regime)
    return read_procedure(folder, regime) if has_procedure(folder) else None


def main() -> int:
    PAGES.mkdir(exist_ok=True)
    written = dict(pages(regimes()))
    for file in PAGES.iterdir():
        if file.name not in written:
            file.unlink()
    for name, text in written.items():
        (PAGES / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
