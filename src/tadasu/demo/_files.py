"""The invented world as files: written by `python -m tadasu.demo`, committed for one seed, found by the demos."""

import atexit
import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import astuple, fields
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

from tadasu.demo._shapes import NOTE, DemoList, Listed, Planted, Supplier, World

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
        SUPPLIERS: _csv(SUPPLIER_HEADER, (astuple(supplier) for supplier in world.suppliers)),
        TRUTH: _csv((*_columns(Planted), "note"), rows),
    }
    for demo_list in world.lists:
        out[f"{demo_list.id}.csv"] = _csv(_columns(Listed), _list_rows(demo_list))
    return out


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


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _readme(world: World) -> str:
    names = {firm.role: firm for firm in world.story}
    importer = " / ".join(names["importer"].names.values())
    lists = "\n".join(f"| `{one.id}.csv` | {one.title} | {len(one.listed)} |" for one in world.lists)
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

A supplier without an `entity_id` in `truth.csv` is on no list; `homophone`, `near-miss-brand` and
`same-brand-other-place` are suppliers that only look like a listed party. `clean` is everybody else.

## Firms of the story / 物語に登場する企業

| role | names | supplier |
|---|---|---|
{story}
"""
