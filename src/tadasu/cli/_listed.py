"""The values of --against: built lists by id, files of a known list, or any table with a name column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tadasu.cli._columns import columns_for, columns_text, fits, is_file
from tadasu.cli._terminal import Terminal
from tadasu.lists import detect, read_list, sources
from tadasu.names import is_legal_form
from tadasu.places import country_code
from tadasu.readers import read_entities
from tadasu.reports import ListNote
from tadasu.schema import Entity, ListId, Problem, UsageError
from tadasu.store import DataFolderError, RunInput, data_folder, latest, load_list
from tadasu.wording import problem_text

MOST_REMARKS = 10
"""Remarks about one file that are shown; errors are shown all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One list read: what it is, the files it was read from (or the stored version), and what it holds; of a plain table
    also the column map that was used, and whether it has ids or its entities bear the number of their row."""

    note: ListNote
    files: tuple[RunInput, ...]
    entities: tuple[Entity, ...]
    columns: str = ""
    numbered: bool = True


def load_all(values: Sequence[str], terminal: Terminal, *, columns: str | None, partial: bool) -> tuple[Listed, ...]:
    """Every value of --against, in that order. Raises UsageError when one list is there twice."""
    found: list[Listed] = []
    or_own = fits_one(values, columns)
    for value in values:
        with terminal.step("cli.step.list", file=Path(value).name):
            listed = load(value, terminal, columns=columns, partial=partial, or_own=or_own)
        if any(listed.note.id == other.note.id for other in found):
            raise UsageError("list-twice", list=listed.note.id)
        found.append(listed)
    return tuple(found)


def fits_one(values: Sequence[str], columns: str | None) -> bool:
    """Whether the map of --against-columns fits one of the plain tables; then the others have their own headers."""
    tables = [Path(value) for value in values if columns is not None and is_file(Path(value))]
    return any(detect(path) is None and _fitting(columns, path) for path in tables)


def load(
    value: str, terminal: Terminal, *, columns: str | None = None, partial: bool = False, or_own: bool = False
) -> Listed:
    """One value: an existing file, else the id of a list in the data folder (`id` or `id@version`).

    With `or_own` a plain table that the map does not fit is read as its own header suggests.
    """
    path = Path(value)
    there = is_file(path)
    if not there and "/" not in value and not path.suffix:
        return _stored(value, terminal)
    list_id = detect(path) if there else None
    if list_id is None:  # a table, or a file that cannot be read: the reader says which
        return _table(path, terminal, columns, or_own=or_own)
    read = read_list(list_id, path, partial=partial)
    show_remarks(read.problems, path.name, terminal)
    note = ListNote(
        id=ListId(list_id),
        title=title_of(list_id, terminal),
        list_date=read.list_date,
        entities=len(read.entities),
        digest=read.digest,
    )
    return Listed(note=note, files=read.files, entities=read.entities)


def title_of(list_id: str, terminal: Terminal) -> str:
    """The publisher's title in the user's language, or the id itself."""
    source = sources().get(list_id)
    if source is None:
        return list_id
    return source.title_ja if terminal.language == "ja" else source.title_en


def show_remarks(problems: Sequence[Problem], file: str, terminal: Terminal) -> None:
    """Say what a reader noted without refusing the file."""
    for problem in problems[:MOST_REMARKS]:
        terminal.note(problem_text(problem, terminal.language))
    if len(problems) > MOST_REMARKS:
        terminal.note(terminal.text("cli.read.more", file=file, more=len(problems) - MOST_REMARKS))


def entities_of(lists: Iterable[Listed]) -> tuple[Entity, ...]:
    """Every entity of every list."""
    return tuple(entity for listed in lists for entity in listed.entities)


def _fitting(columns: str | None, path: Path) -> bool:
    chosen = columns_for(columns, path)
    return chosen is None or fits(chosen, path)


def _table(path: Path, terminal: Terminal, columns: str | None, *, or_own: bool) -> Listed:
    if or_own and not _fitting(columns, path):
        terminal.note(terminal.text("cli.read.own", file=path.name))
        columns = None
    read = read_entities(
        path,
        columns=columns_for(columns, path),
        list_id=path.name,
        country_code=country_code,
        is_legal_form=is_legal_form,
    )
    shown = columns_text(read.columns)
    terminal.note(terminal.text("cli.read", file=path.name, format=read.layout.format, columns=shown))
    show_remarks(read.problems, path.name, terminal)
    note = ListNote(
        id=ListId(path.name), title=path.name, list_date=None, entities=len(read.entities), digest=read.digest
    )
    files = (RunInput(name=path.name, digest=read.digest),)
    return Listed(note=note, files=files, entities=read.entities, columns=shown, numbered=bool(read.columns.id))


def _stored(value: str, terminal: Terminal) -> Listed:
    list_id, _, version = value.partition("@")
    folder = data_folder()
    try:
        known = list_id in sources() or latest(folder, list_id) is not None
    except DataFolderError:
        known = False
    if not known:
        raise UsageError("entities-unknown", value=value, known=", ".join(sources()))
    stored = load_list(folder, list_id, version or None)
    note = ListNote(
        id=ListId(list_id),
        title=title_of(list_id, terminal),
        list_date=stored.version.list_date,
        entities=len(stored.entities),
        digest=stored.version.manifest_digest,
    )
    files = (RunInput(name=value, digest=note.digest),)
    return Listed(note=note, files=files, entities=stored.entities)
