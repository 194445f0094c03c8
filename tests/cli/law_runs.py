"""What tests of `tadasu law` ask again and again."""

import subprocess
from collections.abc import Callable

Run = Callable[..., subprocess.CompletedProcess[str]]

ON = ("--on", "2026-11-25")
BRITISH = ("--fact", "seat=gb", "--fact", "operates_in=gb", "--fact", "goods_or_services=yes")
UK = ("--regime", "gb-msa54")


def passed(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout
