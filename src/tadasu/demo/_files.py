"""The invented world as files: written by `python -m tadasu.demo`, committed for one seed, found by the demos."""

import atexit
import csv
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import astuple, fields
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

from tadasu.demo._shapes import NOTE, DemoList, Listed, Planted, Supplier, World
from tadasu.demo._table import csv_bytes
from tadasu.demo._trade_files import imports_into_japan, trade_contents

SEED = 67172233
"""The seed of the committed world."""

SUPPLIERS, TRUTH, README = "suppliers.csv", "truth.csv", "README.md"

SUPPLIER_HEADER = ("仕入先番号", "会社名 / company name", "country", "address", "product", "HS", "note")
"""As an importer in Japan heads its own file, in two languages at once."""


@lru_cache(maxsize=1)
def demo_folder() -> Path:
    """The folder of the committed files; it stays until the program ends, even inside an archive."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(as_file(files("tadasu.demo") / "data"))


def truth(folder: Path) -> Sequence[Planted]:
    """The planted truth of a folder, in the order of the suppliers.

    >>> truth(demo_folder())[0].supplier_id
    'V0001'
    """
    with (folder / TRUTH).open(encoding="utf-8", newline="") as stream:
        return tuple(
            Planted(supplier_id=row["supplier_id"], entity_id=row["entity_id"], kind=row["kind"])
            for row in csv.DictReader(stream)
        )


def contents(world: World) -> Mapping[str, bytes]:
    """File name -> bytes of every file of a world."""
    rows = [(*astuple(planted), NOTE) for planted in world.truth]
    out = {
        README: _readme(world).encode(),
        SUPPLIERS: csv_bytes(SUPPLIER_HEADER, (astuple(supplier) for supplier in world.suppliers)),
        TRUTH: csv_bytes((*_columns(Planted), "note"), rows),
    }
    for demo_list in world.lists:
        out[f"{demo_list.id}.csv"] = csv_bytes(_columns(Listed), _list_rows(demo_list))
    return {**out, **trade_contents(world)}


def write(world: World, folder: Path) -> Sequence[Path]:
    """Write every file of a world into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, data in contents(world).items():
        path = folder / name
        path.write_bytes(data)
        paths.append(path)
    return paths


def _list_rows(demo_list: DemoList) -> Iterable[tuple[str, ...]]:
    for listed in demo_list.listed:
        row = astuple(listed)
        yield tuple(";".join(cell) if isinstance(cell, tuple) else cell for cell in row)


def _columns(shape: type[Planted] | type[Supplier] | type[Listed]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(shape))


def _readme(world: World) -> str:
    names = {firm.role: firm for firm in world.story}
    importer = " / ".join(names["importer"].names.values())
    lists = "\n".join(f"| `{one.id}.csv` | {one.title} | {len(one.listed)} |" for one in world.lists)
    imports = sum(1 for _ in imports_into_japan(world))
    story = "\n".join(
        f"| {firm.role} | {' / '.join(firm.names.values())} | {firm.supplier_id or 'not a supplier'} |"
        for firm in world.story
    )
    return f"""# The invented world / 架空の世界

Every company, list and listing in this folder is invented. No official publisher has anything to do with it.
Places, trade words and legal forms are ordinary; brands are made of syllables that no firm is known to use.
このフォルダーの企業・リスト・掲載はすべて架空です。実在の企業や公的機関とは関係ありません。

Written by `python -m tadasu.demo` from seed {world.seed}. Do not edit: change the generator and write it again.

| file | what it holds | rows |
|---|---|---|
| `suppliers.csv` | suppliers of {importer}, an invented importer | {len(world.suppliers)} |
{lists}
| `truth.csv` | which supplier is which listed party, and what differs | {len(world.truth)} |
| `declarations.csv` | what the firms of the story and others sold each other | {len(world.declarations)} |
| `declarations_ja.csv` | 輸入申告: the imports into Japan among them, under Japanese headers, days as 令和 | {imports} |
| `companies.csv` | everybody who trades or owns, with other names | {len(world.companies)} |
| `stakes.csv` | who owns how much of whom | {len(world.stakes)} |
| `findings.csv` | what was found about whom, since when | {len(world.findings)} |
| `outcomes.csv` | what is true of each declaration: whose names, findings, share, disposition | {len(world.outcomes)} |

A supplier without an `entity_id` in `truth.csv` is on no list; `homophone`, `near-miss-brand` and
`same-brand-other-place` are suppliers that only look like a listed party. `clean` is everybody else.

`outcomes.csv` holds for `findings.csv` and `stakes.csv` alone. The mill is on a list as well, since before its finding
begins: who adds the lists finds more. `share` is in millionths of the weight, empty where the weights do not say.

## Firms of the story / 物語に登場する企業

| role | names | supplier |
|---|---|---|
{story}
"""
