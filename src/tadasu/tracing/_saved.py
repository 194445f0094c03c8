"""A ledger on disk: a folder that is there whole or not at all, and is opened only if every byte is as it was written.

Snapshots are not kept: after loading, a late line is worked in from the beginning, which is the price of one pass.
"""

import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tadasu.store import DataFolderError, digest_file, write_folder_whole
from tadasu.tracing._ledger import COLUMNS, Ledger
from tadasu.tracing._pass import Rules, State
from tadasu.tracing._trade import Trade

VERSION = "2"
NOTE = "ledger.json"
_STATE = ("company", "held", "holding", "layer", "exposed", "count")


def save(ledger: Ledger, folder: Path) -> None:
    """Write the ledger in place of what is there. Raises DataFolderError; then the old one is as it was."""
    arrays = {name: getattr(ledger.trade, name) for name in COLUMNS} | {"seed": ledger.seed}
    holdings, found = int(ledger.state.count[0]), int(ledger.state.count[1])
    for name, rows in zip(_STATE, (None, None, holdings, found, found, None), strict=True):
        arrays[f"state.{name}"] = getattr(ledger.state, name)[:rows]
    with write_folder_whole(folder, replace=True) as place:
        try:
            for name, array in arrays.items():
                np.save(place / f"{name}.npy", array)
            note = {
                "version": VERSION,
                "rules": asdict(ledger.rules),
                "goods": _digest(ledger.allowed),
                "companies": ledger.trade.companies,
                "added": ledger.added,
                "done": ledger.state.done,
                "files": {name: digest_file(place / f"{name}.npy") for name in sorted(arrays)},
            }
            (place / NOTE).write_text(json.dumps(note, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        except OSError as error:
            raise DataFolderError("folder-unusable", folder=folder.name, reason=error.strerror or "") from None


def load(folder: Path, allowed: NDArray[np.uint8]) -> Ledger:
    """The ledger that was saved there. `allowed` must be the table it was traced with.

    Raises DataFolderError: `trace-missing`, `trace-damaged`, or `trace-other-goods` when the table is another.
    """
    if not (folder / NOTE).is_file():
        raise DataFolderError("trace-missing", folder=folder.name)
    try:
        note = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        arrays = {name: _open(folder / f"{name}.npy", digest) for name, digest in note["files"].items()}
        rules = Rules(**note["rules"])
        trade = Trade(**{name: arrays[name] for name in COLUMNS}, companies=note["companies"])
        state = State(**{name: arrays[f"state.{name}"] for name in _STATE}, done=note["done"])
        whole = note["version"] == VERSION and state.done == len(trade) == len(arrays["seed"])
        goods, added = str(note["goods"]), int(note["added"])
    except (OSError, ValueError, KeyError, TypeError, EOFError):
        whole = False
    if not whole:
        raise DataFolderError("trace-damaged", folder=folder.name)
    if goods != _digest(allowed):
        raise DataFolderError("trace-other-goods", folder=folder.name)
    return Ledger(rules=rules, allowed=allowed, trade=trade, seed=arrays["seed"], state=state, added=added)


def _open(file: Path, digest: str) -> NDArray[Any]:
    if digest_file(file) != digest:
        raise ValueError(file.name)
    array: NDArray[Any] = np.load(file)
    return array


def _digest(allowed: NDArray[np.uint8]) -> str:
    return sha256(str(allowed.shape).encode() + np.ascontiguousarray(allowed).tobytes()).hexdigest()
