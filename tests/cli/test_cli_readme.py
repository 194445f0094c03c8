"""What README.md shows of the command line is what the command line says."""

import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_the_comparison_in_the_readme_is_the_one_that_is_printed(
    tadasu: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    command, shown = re.findall(r"^\$ \S*tadasu (explain .*)\n((?:.*\n)*?)```", README, re.MULTILINE)[0]
    assert tadasu(*shlex.split(command)).stdout.strip() == shown.strip()
