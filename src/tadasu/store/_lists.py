"""Built lists: `lists/<list_id>/<date>-<digest>/{entities.parquet,manifest.json}` and `current`, which is written last.

`current` names every stored version, oldest first, the one in force at the end; what it does not name does not exist.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from tadasu.schema import Entity, ListId, Problem
from tadasu.store._entities import entities_bytes, read_entities_file
from tadasu.store._problems import DataFolderError
from tadasu.store._whole import digest_file, only_writer, sweep, write_folder_whole, write_whole

FORMAT = "1"
DIGEST_LENGTH = 12
ENTITIES, MANIFEST, CURRENT = "entities.parquet", "manifest.json", "current"

_LIST_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListVersion:
    """One version of a list: `name` is its folder, `digest` the SHA-256 of its entities file.

    `source_digest` is what the reader said of the publisher's files. `manifest_digest` is the SHA-256 of the manifest, which
    holds all of these: two versions that differ in anything differ in it, and its first twelve digits end `name`.
    """

    list_id: ListId
    name: str
    list_date: date | None
    source_digest: str
    reader_version: str
    count: int
    digest: str
    manifest_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredList:
    """A version with what it holds; `problems` are those its source had when it was read."""

    version: ListVersion
    entities: tuple[Entity, ...]
    problems: tuple[Problem, ...]


def save_list(
    folder: Path,
    list_id: str,
    entities: Sequence[Entity],
    *,
    list_date: date | None,
    source_digest: str,
    problems: Sequence[Problem] = (),
    reader_version: str,
) -> ListVersion:
    """Store a list and make it the one in force; earlier versions are kept. Saving the same again changes nothing.

    `folder` is the data folder. Raises DataFolderError; then the version in force is the one before.
    """
    home = _home(folder, list_id)
    try:
        home.mkdir(parents=True, exist_ok=True)
        with only_writer(home):
            sweep(home)
            return _save(home, ListId(list_id), entities, list_date, source_digest, tuple(problems), reader_version)
    except OSError as error:
        raise DataFolderError("folder-unusable", folder=home.name, reason=error.strerror or "") from None


def load_list(folder: Path, list_id: str, version: str | None = None) -> StoredList:
    """The version in force, or the one named. Every byte is checked against its manifest. Raises DataFolderError."""
    home = _home(folder, list_id)
    names = _names(home)
    if not names:
        raise DataFolderError("list-missing", list=list_id)
    name = version or names[-1]
    if name not in names:
        raise DataFolderError("version-missing", list=list_id, version=name)
    found, problems = _manifest(home, list_id, name)
    stored = home / name / ENTITIES
    if not stored.is_file():
        raise DataFolderError("parquet-damaged", list=list_id, file=f"{name}/{ENTITIES}")
    if digest_file(stored) != found.digest:
        raise DataFolderError("digest-mismatch", list=list_id, file=f"{name}/{ENTITIES}")
    try:
        entities = read_entities_file(stored)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, ValueError, TypeError, OSError):
        raise DataFolderError("parquet-damaged", list=list_id, file=f"{name}/{ENTITIES}") from None
    return StoredList(version=found, entities=entities, problems=problems)


def versions(folder: Path, list_id: str) -> tuple[ListVersion, ...]:
    """Every stored version in the order they came into force; empty if there is none."""
    home = _home(folder, list_id)
    return tuple(_manifest(home, list_id, name)[0] for name in _names(home))


def latest(folder: Path, list_id: str) -> ListVersion | None:
    """The version in force, or None."""
    home = _home(folder, list_id)
    names = _names(home)
    return _manifest(home, list_id, names[-1])[0] if names else None


def _save(
    home: Path,
    list_id: ListId,
    entities: Sequence[Entity],
    list_date: date | None,
    source_digest: str,
    problems: tuple[Problem, ...],
    reader_version: str,
) -> ListVersion:
    stored = entities_bytes(entities)
    manifest = _manifest_text(
        {
            "format": FORMAT,
            "list_id": list_id,
            "list_date": list_date.isoformat() if list_date else None,
            "source_digest": source_digest,
            "reader_version": reader_version,
            "count": len(entities),
            "digest": hashlib.sha256(stored).hexdigest(),
            "problems": [asdict(problem) for problem in problems],
        }
    )
    address = hashlib.sha256(manifest.encode()).hexdigest()[:DIGEST_LENGTH]
    name = f"{list_date.isoformat() if list_date else 'undated'}-{address}"
    if not _is_whole(home / name, stored, manifest):
        with write_folder_whole(home / name, replace=True) as place:
            (place / ENTITIES).write_bytes(stored)
            (place / MANIFEST).write_bytes(manifest.encode())
    names = [*(other for other in _usable(home, list_id) if other != name), name]
    with write_whole(home / CURRENT) as stream:
        stream.writelines(f"{each}\n" for each in names)
    return _manifest(home, list_id, name)[0]


def _is_whole(folder: Path, stored: bytes, manifest: str) -> bool:
    """Whether this very version is there already, undamaged."""
    try:
        return (folder / MANIFEST).read_bytes() == manifest.encode() and (folder / ENTITIES).read_bytes() == stored
    except OSError:
        return False


def _manifest_text(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _manifest(home: Path, list_id: str, name: str) -> tuple[ListVersion, tuple[Problem, ...]]:
    """What the manifest of a version says, checked against the folder's name, which is its digest."""
    place = home / name / MANIFEST
    try:
        written = place.read_bytes()
    except FileNotFoundError:
        raise DataFolderError("manifest-missing", list=list_id, version=name) from None
    except OSError as error:
        raise DataFolderError("folder-unusable", folder=name, reason=error.strerror or "") from None
    manifest_digest = hashlib.sha256(written).hexdigest()
    if manifest_digest[:DIGEST_LENGTH] != name[-DIGEST_LENGTH:]:
        raise DataFolderError("manifest-damaged", list=list_id, file=f"{name}/{MANIFEST}")
    try:
        content = json.loads(written)
        version = ListVersion(
            list_id=ListId(content["list_id"]),
            name=name,
            list_date=date.fromisoformat(content["list_date"]) if content["list_date"] else None,
            source_digest=content["source_digest"],
            reader_version=content["reader_version"],
            count=content["count"],
            digest=content["digest"],
            manifest_digest=manifest_digest,
        )
        return version, tuple(_problem(entry) for entry in content["problems"])
    except (ValueError, KeyError, TypeError):
        raise DataFolderError("manifest-damaged", list=list_id, file=f"{name}/{MANIFEST}") from None


def _problem(entry: dict[str, Any]) -> Problem:
    return Problem(**{**entry, "params": tuple((key, value) for key, value in entry["params"])})


def _names(home: Path) -> list[str]:
    try:
        return (home / CURRENT).read_text(encoding="utf-8").split()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError):
        raise DataFolderError("manifest-damaged", list=home.name, file=CURRENT) from None


def _usable(home: Path, list_id: str) -> list[str]:
    """The versions that can still be read, so that reading a list again mends what is damaged, as its error promises.

    Where `current` itself is damaged they are found by their folders, the oldest list first.
    """
    try:
        names = _names(home)
    except DataFolderError:
        names = sorted(entry.name for entry in home.iterdir() if entry.is_dir() and not entry.name.startswith("."))
    return [name for name in names if _has_manifest(home, list_id, name)]


def _has_manifest(home: Path, list_id: str, name: str) -> bool:
    try:
        return bool(_manifest(home, list_id, name))
    except DataFolderError:
        return False


def _home(folder: Path, list_id: str) -> Path:
    if not _LIST_ID.fullmatch(list_id):
        raise DataFolderError("list-id-invalid", list=list_id)
    return folder / "lists" / list_id
