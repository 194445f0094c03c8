"""Where the data folder is."""

import os
from collections.abc import Mapping
from pathlib import Path

from tadasu.store._problems import DataFolderError


def data_folder(environment: Mapping[str, str] | None = None, *, writing: bool = False) -> Path:
    """`TADASU_DATA`, else `tadasu` in the XDG data home; made (readable by its owner only) if it is not there.

    The modes of a folder that exists are its owner's business and stay as they are. One that may only be read will do
    unless something is to be written there: with `writing` it is a DataFolderError (`folder-read-only`). So will one that
    is not there and cannot be made: nothing is stored in it.
    """
    environment = os.environ if environment is None else environment
    folder = _place(environment)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        if not writing and _is_absent(folder):
            return folder
        raise DataFolderError("folder-unusable", folder=folder.name, reason=error.strerror or "") from None
    if not os.access(folder, os.R_OK | os.X_OK):
        raise DataFolderError("folder-unusable", folder=folder.name, reason="permission")
    if writing and not os.access(folder, os.W_OK):
        raise DataFolderError("folder-read-only", folder=folder.name)
    return folder


def _is_absent(folder: Path) -> bool:
    """Whether nothing is there; False too where we may not look, or where a file stands in the way."""
    try:
        folder.stat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False


def _place(environment: Mapping[str, str]) -> Path:
    if chosen := environment.get("TADASU_DATA"):
        return Path(chosen).expanduser().absolute()
    shared = Path(environment.get("XDG_DATA_HOME") or "")
    if shared.is_absolute():  # the XDG specification: a relative path is to be ignored
        return shared / "tadasu"
    if home := environment.get("HOME"):
        return Path(home) / ".local" / "share" / "tadasu"
    try:
        return Path.home() / ".local" / "share" / "tadasu"
    except RuntimeError:
        raise DataFolderError("folder-unusable", folder="~", reason="no-home") from None
