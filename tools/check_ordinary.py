"""Run the two commands' first steps as an ordinary user: a closed home (0700), no LANG, nothing of root's.

`make demo`, then the tests of the database and of `tadasu serve`, in a copy of this checkout. Meanwhile a second user must not
get into the first one's database, even with its password; afterwards accounts and the modes of folders that are not ours are
what they were. Needs root, which alone can become somebody else; anybody else is an ordinary user already and is told so.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIRST, SECOND = (pwd.getpwnam(name).pw_uid for name in ("nobody", "daemon"))
"""Two users whom every Linux has, so that no account is added for this."""

LEFT_OUT = shutil.ignore_patterns(".git", ".venv*", ".*_cache", ".hypothesis", "__pycache__")

TESTS = ("tests/web/project/test_project_database.py", "tests/web/project/test_project_serve.py")

STARTED = """
import sys
from pathlib import Path
from tadasu.web.project.database import Role, cluster_of, start
server = start(cluster_of(Path("database-of-the-first").absolute()))
print(server.address(Role.WEB), flush=True)
sys.stdin.read()
server.stop()
"""


def main() -> int:
    if os.geteuid() != 0:
        print("An ordinary user runs this already: make demo and make test say it all.")
        return 0
    before = outside()
    with home() as place:
        code = run(place, "make", "demo") or run(place, ".venv/bin/python", "-m", "pytest", "-n", "2", *TESTS)
        if code:
            return code
        second_user(place)
    changed = [str(one) for one, said in outside().items() if before.get(one) != said]
    if changed:
        print(f"Changed, and not ours: {', '.join(changed)}")
        return 1
    print("As an ordinary user: demo, database and server work, nobody else gets in, nothing outside was changed.")
    return 0


@contextmanager
def home() -> Iterator[Path]:
    """A copy of the checkout in the first user's closed home."""
    with tempfile.TemporaryDirectory(prefix="tadasu-home-") as folder:
        place = Path(folder) / "tadasu"
        shutil.copytree(ROOT, place, ignore=LEFT_OUT, symlinks=True)
        for one in (Path(folder), place, *place.rglob("*")):
            os.chown(one, FIRST, FIRST, follow_symlinks=False)
        yield place


def environment(place: Path) -> dict[str, str]:
    """Hardly anything: where programs are, whose home it is, and where pip finds packages if that is said so."""
    packages = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(place.parent)} | packages


def run(place: Path, *command: str) -> int:
    """As the first user."""
    return subprocess.call(
        command, cwd=place, env=environment(place), user=FIRST, group=FIRST, extra_groups=[], umask=0o022
    )


def second_user(place: Path) -> None:
    """With socket and password of the first: refused."""
    python = str(place / ".venv" / "bin" / "python")
    with subprocess.Popen(
        [python, "-c", STARTED], cwd=place, env=environment(place), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        user=FIRST, group=FIRST, extra_groups=[],
    ) as first:  # fmt: skip
        assert first.stdout is not None
        address = first.stdout.readline().strip()
        refused, own = asked(python, address, SECOND), asked(python, address, FIRST)
        first.communicate("")
    assert first.returncode == 0, "the first user's database did not stop"
    assert own.returncode == 0, f"the first user does not get into the own database: {own.stderr}"
    assert refused.returncode, "a second user got into the first one's database"
    assert "Permission denied" in refused.stderr, f"a second user was stopped by something else: {refused.stderr}"


def asked(python: str, address: str, who: int) -> subprocess.CompletedProcess[str]:
    """A question to the database. The client lies in the first user's home: root opens it, and becomes `who` with it."""
    program = f"import os, psycopg; os.setgroups([]); os.setgid({who}); os.setuid({who}); psycopg.connect({address!r}).close()"
    return subprocess.run([python, "-c", program], capture_output=True, text=True, check=False, cwd="/")


def outside() -> dict[Path, object]:
    """Accounts, and owner and mode of what is not ours."""
    places = [Path(one) for one in ("/", "/etc", "/home", "/root", "/tmp", "/var", "/var/lib", "/usr", "/usr/lib")]
    modes: dict[Path, object] = {
        one: (one.stat().st_mode, one.stat().st_uid, one.stat().st_gid) for one in places if one.exists()
    }
    accounts = (Path("/etc/passwd"), Path("/etc/group"), Path("/etc/shadow"))
    return modes | {one: one.read_bytes() for one in accounts if one.exists()}


if __name__ == "__main__":
    sys.exit(main())
