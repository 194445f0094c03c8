"""What can be wrong with the data folder, by stable code; `tadasu.wording` writes the sentences.

===================== ==================== ==============================================================
code                  params               when
===================== ==================== ==============================================================
absolute-path         value                a run record would have named a place on this machine
digest-mismatch       file, list           a stored file is not the one its manifest was written for
file-unwritable       file, reason         a file cannot be written, or the disk is full
folder-exists         folder               a folder that must be new is there
folder-read-only      folder               the data folder may be read, but something is to be written there
folder-unusable       folder, reason       the data folder cannot be made, read or written
list-id-invalid       list                 a list id has other signs than a-z, 0-9, `.`, `_`, `-`
list-missing          list                 no version of this list is stored
manifest-damaged      file, list           a manifest is not what we write
manifest-missing      list, version        a version has no manifest
parquet-damaged       file, list           stored entities cannot be read
run-damaged           file                 a run record is not what we write
saved-damaged         kind                 an index kept between runs is not as it was written
trace-damaged         folder               a saved trace is not as it was written
trace-missing         folder               no trace is saved there
trace-other-goods     folder               a saved trace was made with another table of goods
version-missing       list, version        this version of the list is not stored
===================== ==================== ==============================================================
"""

from collections.abc import Mapping
from types import MappingProxyType

from tadasu.schema import StoreError


def _codes_from_docstring() -> Mapping[str, tuple[str, ...]]:
    """Read the table above, so that what is documented is what is in force."""
    table = (__doc__ or "").split("\n=")[2].splitlines()[1:]
    return MappingProxyType(
        {line[:21].strip(): tuple(name.strip() for name in line[22:42].split(",")) for line in table}
    )


FAULT_CODES: Mapping[str, tuple[str, ...]] = _codes_from_docstring()
"""Code -> names of its params, sorted."""


class DataFolderError(StoreError):
    """A StoreError with its reason as data: `code` and `params` (sorted pairs)."""

    def __init__(self, code: str, **params: str) -> None:
        if tuple(sorted(params)) != FAULT_CODES[code]:
            raise TypeError(f"{code} takes {FAULT_CODES[code]}, got {sorted(params)}")
        self.code = code
        self.params = tuple(sorted(params.items()))
        super().__init__(f"{code} {dict(self.params)}")
