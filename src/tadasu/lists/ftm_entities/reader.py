"""FollowTheMoney documents of any publisher, one JSON object a line."""

from pathlib import Path

from tadasu.lists._ftm_lines import first_document, read_documents
from tadasu.lists._read import ListRead
from tadasu.lists._source import Source

READER_VERSION = "1"


def read(path: Path, source: Source) -> ListRead:
    """Parties and vessels of the file, each with the line it stands on."""
    return read_documents(path, source)


def recognises(path: Path, head: bytes) -> bool:
    """A JSON object with id, schema and properties that is not of OpenSanctions."""
    document = first_document(head)
    return document is not None and not {"datasets", "referents"} <= document.keys()
