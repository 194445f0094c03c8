"""The files of a list that is several: found beside the first by name, and one digest for all of them.

A list's `source.yaml` names its first file (`file_name`) and its companions: beside `sdn.csv` stands `alt.csv`, and so
beside `My_SDN.csv` stands `my_alt.csv`, in whatever case.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from tadasu.lists._source import Source


def companion_name(path: Path, source: Source, companion: str) -> str:
    """The name, in lower case, of the file that stands beside `path` as `companion` stands beside `file_name`.

    >>> from tadasu.lists import sources
    >>> companion_name(Path("My_SDN.csv"), sources()["us-ofac-sdn"], "alt.csv")
    'my_alt.csv'
    """
    return path.name.lower().replace(Path(source.file_name).stem, Path(companion).stem)


def companion_of(path: Path, source: Source, companion: str) -> Path | None:
    """The file that stands there, or None; of two that differ in case alone the first in order of code points."""
    wanted = companion_name(path, source, companion)
    try:
        return min(each for each in path.parent.iterdir() if each.name.lower() == wanted != path.name.lower())
    except (OSError, ValueError):  # a folder that may not be looked into, or nothing of this name
        return None


def files_of(path: Path, source: Source) -> tuple[Path, ...]:
    """`path` and what stands beside it, in the order of `source.yaml`; what is not there is left out."""
    beside = (companion_of(path, source, companion) for companion in source.companions)
    return (path, *(each for each in beside if each is not None))


def list_digest(digests: Sequence[str]) -> str:
    """One digest for the files of a list: of one file its own, of several the SHA-256 of their digests, a line each.

    >>> list_digest(["ab"]), list_digest(["ab", "cd"])[:12]
    ('ab', '5141648ccbe9')
    """
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("".join(f"{digest}\n" for digest in digests).encode()).hexdigest()
