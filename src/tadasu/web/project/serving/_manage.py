"""`tadasu manage`: Django's own commands, as the owner of the database."""

import subprocess
import sys
from collections.abc import Sequence

from tadasu.web.project.database import Role
from tadasu.web.project.serving._places import places


def manage(arguments: Sequence[str]) -> int:
    """Run one of Django's commands and return its exit code; our own database is started for it when none runs."""
    with places() as found:
        return subprocess.call(part("manage", *arguments), env=found.environment(Role.OWNER))


def part(*arguments: str) -> list[str]:
    """The command line of one of our processes. Not by `-m`: the package imports the module before it would be run."""
    run = "import sys; from tadasu.web.project.serving._children import main; main(sys.argv[1:])"
    return [sys.executable, "-P", "-c", run, *arguments]
