"""The lists in force as a catalogue, and our way to compare as an algorithm."""

import hashlib
from typing import Any

from tadasu.lists import sources
from tadasu.schema import Term
from tadasu.screening import versions
from tadasu.web.api.screening._matching import ALGORITHM
from tadasu.web.foundation.parties import lists
from tadasu.web.ui.days import language
from tadasu.wording import codes, say, term_text

TERM = "term."


def catalog() -> dict[str, Any]:
    """Every dataset. Raises DataFolderError."""
    found = lists.datasets()
    return {
        "datasets": [_dataset(one) for one in found.values()],
        "current": list(found),
        "outdated": [],
        "index_stale": False,
    }


def etag() -> str:
    """Changes when the catalogue does. Raises DataFolderError."""
    default = lists.datasets()[lists.DEFAULT]
    said = "\n".join([language(), *(version.manifest_digest for version in default.versions)])
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def algorithms() -> dict[str, Any]:
    """Ours alone."""
    docs = {
        code.removeprefix(TERM): {"description": term_text(Term(code=code.removeprefix(TERM), value=0), language())}
        for code in sorted(codes())
        if code.startswith(TERM)
    }
    ours = {
        "name": ALGORITHM,
        "description": say("api.algorithm", {"version": versions()["scorer"]}, language()),
        "features": docs,
        "docs": docs,
    }
    return {"algorithms": [ours], "default": ALGORITHM, "best": ALGORITHM}


def _dataset(dataset: lists.Dataset) -> dict[str, Any]:
    source = sources().get(dataset.name)
    whole = dataset.name == lists.DEFAULT
    days = [version.list_date.isoformat() for version in dataset.versions if version.list_date]
    version = None if whole or not dataset.versions else dataset.versions[0].name
    return {
        "name": dataset.name,
        "title": dataset.title_ja if language() == "ja" else dataset.title,
        "summary": None,
        "url": source.homepage if source else None,
        "version": version,
        "entity_count": len(dataset.entities),
        "thing_count": len(dataset.entities),
        "updated_at": f"{max(days)}T00:00:00" if days else None,
        "publisher": {"name": source.publisher, "url": source.homepage, "official": None} if source else None,
        "load": True,
        "index_current": True,
        "index_version": version,
        "children": [str(version.list_id) for version in dataset.versions] if whole else [],
        "tadasu": {
            "lists": {
                str(version.list_id): {
                    "version": version.name,
                    "date": version.list_date.isoformat() if version.list_date else None,
                    "digest": version.manifest_digest,
                    "entities": version.count,
                }
                for version in dataset.versions
            }
        },
    }
