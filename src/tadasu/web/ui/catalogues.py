"""The words of pages in other languages: .po files, which people write, made into .mo files, which Python reads.

The made form is never part of the code. It lies in the cache folder under a digest of what it was made of (`TADASU_CACHE`,
or `tadasu` under the user's cache folder) and may be deleted at any time; where nothing can be written there, it lies in a
folder of this run alone.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from tadasu.web.ui._mo import mo_bytes
from tadasu.web.ui._po import entries

WRITTEN = Path(__file__).parent / "locale"
FILE = Path("LC_MESSAGES") / "django"
_FORMAT = "1"


def catalogues(written: Path = WRITTEN, place: Path | None = None) -> Path:
    """A folder for LOCALE_PATHS with a catalogue for every language that is written. Raises PoFault."""
    texts = {file.parents[1].name: file.read_text(encoding="utf-8") for file in sorted(written.glob(f"*/{FILE}.po"))}
    digest = sha256("\0".join([_FORMAT, *(part for pair in texts.items() for part in pair)]).encode()).hexdigest()
    name = f"words-{digest[:16]}"
    try:
        home = place or _cache_folder()
        if (home / name).is_dir():
            return home / name
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=home, prefix=f".{name}."))
    except (OSError, RuntimeError):  # RuntimeError: pathlib knows no home
        fresh = Path(tempfile.mkdtemp(prefix="tadasu-words-"))
        atexit.register(shutil.rmtree, fresh, ignore_errors=True)
        _write(fresh, texts)
        return fresh
    _write(fresh, texts)
    return _put(fresh, home / name)


def _cache_folder() -> Path:
    if base := os.environ.get("TADASU_CACHE"):
        return Path(base)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tadasu"


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    try:
        for code, text in texts.items():
            file = folder / code / FILE.with_suffix(".mo")
            file.parent.mkdir(parents=True)
            file.write_bytes(mo_bytes(entries(text)))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _put(fresh: Path, place: Path) -> Path:
    """Whole or not at all; if another process was first, its folder holds the same."""
    try:
        fresh.rename(place)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        if not place.is_dir():
            raise
    return place
