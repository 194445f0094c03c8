"""Indexes that a run leaves in the data folder for the next: opened when lists or suppliers are the same, else built.

Nothing here stops a run: what cannot be opened is built, what cannot be kept is built again next time; a note says so.
"""

from collections.abc import Sequence
from typing import TypeVar

from tadasu.cli._terminal import Terminal
from tadasu.schema import Entity, StoreError
from tadasu.screening import Index, ReverseIndex
from tadasu.store import DataFolderError, data_folder, keep, open_saved

Kept = TypeVar("Kept", Index, ReverseIndex)


def list_index(listed: Sequence[Entity], terminal: Terminal) -> tuple[Index, bool]:
    """The index of the listed parties, and whether it was opened rather than built."""
    return _kept(Index, "lists", listed, terminal)


def supplier_index(suppliers: Sequence[Entity], terminal: Terminal) -> tuple[ReverseIndex, bool]:
    """The reverse index of the suppliers, and whether it was opened rather than built."""
    return _kept(ReverseIndex, "suppliers", suppliers, terminal)


def _kept(index: type[Kept], kind: str, entities: Sequence[Entity], terminal: Terminal) -> tuple[Kept, bool]:
    what = terminal.text(f"cli.kept.{kind}")
    key = index.key(entities)
    opened, how = _open(index, kind, key, entities)
    if opened is not None:
        terminal.note(terminal.text("cli.kept.opened", what=what))
        return opened, True
    built = index.build(entities)
    try:
        kept = keep(data_folder(), kind, key, built.save, size=built.nbytes)
    except DataFolderError:
        kept = False
    terminal.note(terminal.text(how if kept else "cli.kept.unsaved", what=what))
    return built, False


def _open(index: type[Kept], kind: str, key: str, entities: Sequence[Entity]) -> tuple[Kept | None, str]:
    """What was kept, or None; and what to say if it has to be built."""
    try:
        place = open_saved(data_folder(), kind, key)
        return (index.load(place, entities) if place else None), "cli.kept.built"
    except DataFolderError as error:
        return None, "cli.kept.rebuilt" if error.code == "saved-damaged" else "cli.kept.built"
    except StoreError:  # given up by another run between finding and opening it
        return None, "cli.kept.built"
