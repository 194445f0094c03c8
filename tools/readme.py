"""Write what README.md quotes: the demo, a comparison, the figures of bench/results.md: `python -m tools.readme`.

tests/cli/test_cli_readme.py holds the page to the truth.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.marks import filled

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "README.md"
RESULTS = ROOT / "bench" / "results.md"
COMPARED = ("Khotan Noqlilun Cotton Textile Company", "和田诺克力伦棉纺有限公司")
WIDTH = "100"
MATCHES, HELD = 1, 2
"""Lines of the demo's queues that are quoted."""
WAY = 1
"""Number of the way of goods that is quoted, from 0."""
VARIES = re.compile(r"^(Compared|Declarations assessed|The results|Look at)")
"""Lines with times and folders."""
QUOTED = (
    ("Speed", ("cold batch, queries/s", "single warm query, screen(), p99, ms", "index, s")),
    (
        "Accuracy: the test bed",
        (
            "candidate recall",
            "recall at precision .900",
            "recall at precision .950",
            "negatives alerted at threshold .700",
        ),
    ),
    ("Accuracy: the peer's own cases", ("AUC, organisations, screened",)),
    ("Across scripts: native to Latin", ("Han", "Arabic", "Cyrillic", "Japanese (METI)")),
    ("Chinese to Chinese", ("recall at .7",)),
)
"""Tables of bench/results.md, and their rows that are quoted."""
LABELS = {
    "Across scripts: native to Latin": "{} to Latin: first of 100,000 (ours alone or tied), 1 % false alarms",
    "Chinese to Chinese": "Chinese to Chinese: {}",
}
"""What is said before a row that does not explain itself."""


def written(page: str) -> str:
    """The page with its three quotations made anew."""
    for name, text in (("demo-output", demo()), ("explain", comparison()), ("bench", figures())):
        page = filled(page, text, begin=f"<!-- {name} -->", end=f"<!-- /{name} -->")
    return page


def demo() -> str:
    """The first match and the first held declarations of the demo, one way of goods, and what it says below them."""
    with tempfile.TemporaryDirectory() as folder:
        lines = _tadasu("demo", "--folder", f"{folder}/out").splitlines()
    second = next(at for at, line in enumerate(lines) if line.startswith("Second"))
    return _block(["$ make demo", *_part(lines[:second], MATCHES), "", *_part(lines[second:], HELD)])


def _part(lines: list[str], most: int) -> list[str]:
    """Head and first lines of a queue, the second way of goods if there are ways, and the last sentences."""
    rows = [at for at, line in enumerate(lines) if re.match(r" *\d+  ", line)]
    ways = [at for at, line in enumerate(lines) if line.startswith("Path ")]
    below = next(at for at, line in enumerate(lines) if VARIES.match(line) and at > rows[0])
    way = lines[ways[WAY] : ways[WAY + 1] - 1] if len(ways) > WAY + 1 else []
    last = [line for line in lines[below:] if line and not VARIES.match(line)]
    return [*lines[: rows[most]], "...", "", *way, *last]


def comparison() -> str:
    """Two invented names compared."""
    command = " ".join(f'"{name}"' for name in COMPARED)
    return _block([f"$ .venv/bin/tadasu explain {command}", *_tadasu("explain", *COMPARED).splitlines()])


def figures() -> str:
    """Rows of bench/results.md, ours beside the peer's, with its date and machine."""
    text = RESULTS.read_text(encoding="utf-8")
    when, _, peer = (line.removeprefix("- ") for line in text.splitlines()[2:5])
    rows = [row for title, names in QUOTED for row in _rows(text, title, names)]
    return "\n".join(
        [
            f"{when}. {peer}",
            "",
            "| measure | ours | peer | bar |",
            "|---|---|---|---|",
            *(f"| {' | '.join(row)} |" for row in rows),
        ]
    )


def _rows(text: str, title: str, names: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The named rows of the table under a title: measure, ours, peer, bar."""
    lines = text.partition(f"\n## {title}\n")[2].partition("\n## ")[0].splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    heads, body = cells[0], {row[0]: row for row in cells[2:]}
    ours = next(at for at, head in enumerate(heads) if head in ("ours", "or tied"))
    peer, bar = heads.index("peer"), heads.index("bar")
    label = LABELS.get(title, "{}")
    ratios = {name: f", {body[name][heads.index('ratio')]}" for name in names if "ratio" in heads}
    strict = {name: f" ({body[name][heads.index('rank 1')]} strictly)" for name in names if "rank 1" in heads}
    told = {name: body[name][ours] + strict.get(name, "") + ratios.get(name, "").rstrip(", ") for name in names}
    return [(label.format(name), told[name], body[name][peer], body[name][bar]) for name in names]


def _tadasu(*arguments: str) -> str:
    """What `tadasu` prints at a fixed width, in English."""
    command = [sys.executable, "-c", "from tadasu.cli import main; main()", *arguments]
    environment = {**os.environ, "COLUMNS": WIDTH, "LANG": "C.UTF-8"}
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def _block(lines: list[str]) -> str:
    return "\n".join(["```", *(line.rstrip() for line in lines), "```"])


def main() -> int:
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
