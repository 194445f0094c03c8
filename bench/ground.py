"""Start the measured processes of tracing, assessment and law, ours and the peers', on the same generated worlds."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from bench.runs import ROOT

Report = Mapping[str, Any]

PROCESSES = 3
"""How often a measured process is started anew."""
SEED = 1
"""Of the generated worlds."""


@dataclass(frozen=True)
class Ground:
    """A scratch folder, and the interpreter of the tracing peers (None: they are not measured)."""

    scratch: Path
    peers: Path | None
    _worlds: dict[int, Path] = field(default_factory=dict)

    def world(self, declarations: int, *, as_text: bool = False) -> Path:
        """The folder of a generated world, made when it is asked for first."""
        if declarations not in self._worlds:
            folder = self.scratch / f"world{declarations}"
            options = ("--declarations", str(declarations), "--seed", str(SEED), *(("--text",) if as_text else ()))
            self.ours("make", folder, *options)
            self._worlds[declarations] = folder
        return self._worlds[declarations]

    def ours(self, verb: str, world: Path, *words: str) -> Report:
        """One fresh process of our own."""
        return _last_line([sys.executable, "-m", "bench.tracing_run", verb, str(world), *words])

    def theirs(self, engine: str, world: Path, values: Path, *words: str) -> Report:
        """One fresh process of a peer, which writes the exposure of every declaration."""
        return _last_line([str(self.peers), "-m", "bench.peer_tracing.run", engine, str(world), str(values), *words])

    def law(self, verb: str, *words: str) -> Report:
        """One fresh process that asks the regimes, with its table in the scratch folder."""
        return _last_line([sys.executable, "-m", "bench.law_run", verb, str(self.scratch), *words])

    def api(self, *words: str) -> Report:
        """One fresh server of our own, and the users who ask it."""
        return _last_line([sys.executable, "-m", "bench.api_run", *words])

    def several(self, verb: str, world: Path, *words: str) -> "Runs":
        """The same in fresh processes, one after the other."""
        return Runs([self.ours(verb, world, *words) for _ in range(PROCESSES)])


@dataclass(frozen=True)
class Runs:
    """Reports of the same measure."""

    reports: Sequence[Report]

    def median(self, key: str) -> float:
        return float(median(report[key] for report in self.reports))

    def shown(self, key: str, *, times: float = 1, digits: int = 2) -> str:
        """Median and span."""
        values = [report[key] * times for report in self.reports]
        return f"{median(values):,.{digits}f} ({min(values):,.{digits}f} to {max(values):,.{digits}f})"


def free_bytes() -> int | None:
    """Memory that a process may take without driving others out; None where the system does not say."""
    info = Path("/proc/meminfo")
    if not info.is_file():
        return None
    line = next(line for line in info.read_text(encoding="ascii").splitlines() if line.startswith("MemAvailable"))
    return int(line.split()[1]) * 1024


def command(words: Sequence[str], folder: Path) -> tuple[Report, float]:
    """Run a command of ours in a folder: what it reports on its last line, and the most memory that it held.

    Raises SystemExit when it fails.
    """
    code = "import sys; from tadasu.cli import main; sys.exit(main())"
    with subprocess.Popen([sys.executable, "-c", code, *words], cwd=folder, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        printed = child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    _stop_if(child.returncode)
    held = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return _report(printed), held


def _last_line(words: Sequence[str]) -> Report:
    done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    _stop_if(done.returncode)
    return _report(done.stdout)


def _report(printed: str) -> Report:
    report: Report = json.loads(printed.strip().splitlines()[-1])
    return report


def _stop_if(code: int) -> None:
    if code:
        raise SystemExit(f"A measured process failed (exit code {code}); see the lines above.")
