"""A database cluster on disk: where it lies, how it is made, how it is told to behave."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from tadasu.schema import StoreError
from tadasu.web.project.database._binaries import SYSTEM, Runner, programs, runner
from tadasu.web.project.database._roles import Role, Secrets, secrets_in

LOCALE = ("--locale-provider=builtin", "--locale=C.UTF-8", "--encoding=UTF8")
"""The same order of text and the same trigrams on every machine; with locale C, trigrams of Han text are empty."""

QUIET = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "log_temp_files": "-1",
    "track_activities": "off",
}
"""Not on the network, and no statement, value or key ever in PostgreSQL's own log: an error there names the rule that was
broken, never the row. `pg_stat_activity` shows no text of a query."""

_SOCKETS = Path("/tmp")
"""Not the temporary folder of the user: on macOS that path is too long for a socket."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Everything that is known before the server runs. `data` and `log` belong to the runner, `secrets` to us."""

    data: Path
    secrets: Path
    socket: Path
    log: Path
    programs: Path
    runner: Runner

    @property
    def made(self) -> bool:
        """Whether its files are there, which appear whole or not at all, and the passwords that open it."""
        return self.data.is_dir() and self.secrets.is_file()

    @property
    def furnished(self) -> Path:
        """The file that says that roles and database are there; without it they are made, those that are there excepted."""
        return self.data / "tadasu.made"

    def passwords(self) -> Secrets:
        """Of its roles."""
        return secrets_in(self.secrets)


def cluster_of(folder: Path) -> Cluster:
    """The cluster of a folder. As root, and where `nobody` cannot reach the folder, its files lie under `/var/lib/tadasu`."""
    who = runner()
    home = folder.absolute() / "postgres"
    name = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    held = home if who.reaches(home) else SYSTEM / f"cluster-{name}"
    return Cluster(
        data=held / "data",
        secrets=folder.absolute() / "database.json",
        socket=_SOCKETS / f"tadasu-{who.uid}-{name}",
        log=held / "postgres.log",
        programs=programs(who),
        runner=who,
    )


def make(cluster: Cluster) -> None:
    """`initdb`, whole or not at all. Raises StoreError with what PostgreSQL says."""
    who = cluster.runner
    cluster.secrets.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    passwords = cluster.passwords()
    if who.other and not cluster.data.parent.parent.exists():
        cluster.data.parent.parent.mkdir(mode=0o755, parents=True)
    who.own(cluster.data.parent)
    fresh = cluster.data.with_name("data.half")
    shutil.rmtree(fresh, ignore_errors=True)
    with tempfile.NamedTemporaryFile("w", dir=cluster.data.parent, encoding="utf-8") as secret:
        secret.write(passwords[Role.SUPER])
        secret.flush()
        if who.other:
            os.chown(secret.name, who.uid, who.gid)
        run(
            cluster,
            "initdb",
            *(f"--pgdata={fresh}", f"--username={Role.SUPER}", f"--pwfile={secret.name}"),
            *("--auth=scram-sha-256", "--no-instructions", *LOCALE),
        )
    fresh.rename(cluster.data)


def run(cluster: Cluster, program: str, *arguments: str) -> None:
    """One of PostgreSQL's programs, as the runner. Raises StoreError."""
    done = subprocess.run(
        [str(cluster.programs / program), *arguments],
        cwd=cluster.data.parent,
        env=environment(),
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        **as_runner(cluster.runner),
    )
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip() or "?").splitlines()[-1]
        raise StoreError(f"{program}: {last}")


class AsRunner(TypedDict, total=False):
    """How `subprocess` becomes somebody else."""

    user: int
    group: int
    extra_groups: list[int]


def as_runner(who: Runner) -> AsRunner:
    """As the runner, with no group of root's left."""
    return {"user": who.uid, "group": who.gid, "extra_groups": []} if who.other else {}


def environment() -> dict[str, str]:
    """What PostgreSQL is told of ours: nothing but where programs are. Its messages are in English, whatever LANG says."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_MESSAGES": "C", "TZ": "UTC"}
