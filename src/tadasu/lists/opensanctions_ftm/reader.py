"""OpenSanctions `entities.ftm.json`: FollowTheMoney documents that also say their datasets and the ids they replace."""

from pathlib import Path

from tadasu.lists._ftm_lines import first_document, read_documents
from tadasu.lists._read import ListRead
from tadasu.lists._source import Source

READER_VERSION = "1"


def read(path: Path, source: Source) -> ListRead:
    """Parties and vessels of the file; datasets and dates are kept as properties that begin with "@"."""
    return read_documents(path, source)


def recognises(path: Path, head: bytes) -> bool:
    """A FollowTheMoney document with the two keys OpenSanctions adds."""
    document = first_document(head)
    return document is not None and {"datasets", "referents"} <= document.keys()
