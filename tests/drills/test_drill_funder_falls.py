"""Drill: the funder falls. Shut, no passphrase in the house opens anything, and custodians bring it back; erased, nothing and
nobody does. The command is killed in the middle, again and again, and goes on. Money is equal to the unit."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.drills.seizure import Searcher, files
from tests.drills.seizure_funding import CANARIES
from tests.drills.test_drill_killed_server import BOUND, Instance
from tests.drills.test_drill_seizure import ROOT, canary
from tests.drills.test_drill_seizure import folder as folder

from tadasu.web.project.database import Role
from tadasu.web.project.serving._manage import part

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="files are searched as Linux has them"),
]

SUMS = """
SELECT 'entry', kind, currency, line_id::text, year::text, count(*), sum(amount), sum(line_amount) FROM programmes_entry
GROUP BY 2, 3, 4, 5
UNION ALL SELECT 'award', state, currency, line::text, purpose, count(*), sum(amount), 0 FROM awards_award GROUP BY 2, 3, 4, 5
UNION ALL SELECT 'tranche', state, '', '', '', count(*), sum(amount), 0 FROM awards_tranche GROUP BY 2
UNION ALL SELECT 'payment', state, currency, paid_on::text, '', count(*), sum(amount), sum(paid_amount) FROM awards_payment
GROUP BY 2, 3, 4
UNION ALL SELECT 'decision', outcome, currency, decided_on::text, '', count(*), sum(amount), 0 FROM review_decision
GROUP BY 2, 3, 4
UNION ALL SELECT 'signature', user_id::text, agrees::text, '', '', count(*), 0, 0 FROM review_signature GROUP BY 2, 3
UNION ALL SELECT 'acts', '', '', '', '', count(*) FILTER (WHERE number <= %s), 0, 0 FROM audit_entry
ORDER BY 1, 2, 3, 4, 5
"""


class Fallen(Instance):
    """An instance with a funder whose desk is full of canaries."""

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.canaries = {name: canary() for name in CANARIES}
        self.made: dict[str, Any] = {}
        self.acts = 0

    def fill(self) -> None:
        """The desk."""
        self.made = self.run("make", self.canaries)
        self.acts = self.asked("SELECT coalesce(max(number), 0) FROM audit_entry")[0][0]

    def run(self, name: str, *said: Any) -> Any:
        """A scene by the web role; what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.drills.fall_scene", name],
            check=False,
            env=self.told(Role.WEB),
            cwd=ROOT,
            input="".join(json.dumps(one) + "\n" for one in said),
            capture_output=True,
            text=True,
            timeout=BOUND * 5,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return json.loads(done.stdout)

    def falls(self, after: int, mode: str) -> int:
        """The command by the owner, dying after so many deeds."""
        command = ("funding_fall", mode, "--organisation", self.made["organisation"])
        named = ("--name", self.made["name"]) if mode == "erase" else ()
        scene = [sys.executable, "-m", "tests.drills.fall_scene", "fall", str(after), *command, *named]
        if not after:
            scene = part("manage", *command, *named)
        return subprocess.run(
            scene, check=False, env=self.told(Role.OWNER), cwd=ROOT, capture_output=True, timeout=BOUND * 5
        ).returncode

    def opened(self) -> Any:
        return self.run("open", self.made, self.canaries)

    def sums(self) -> list[tuple[Any, ...]]:
        found = self.asked(SUMS, self.acts)
        assert len(found) > 8
        return found

    def sealed(self) -> list[bytes]:
        """What lies in the vault, as it lies there."""
        rows = self.asked("SELECT content FROM vault_sealedrecord WHERE content IS NOT NULL")
        return [bytes(one[0]) for one in rows]

    def state(self, mode: str) -> list[str]:
        return [one[0] for one in self.asked("SELECT state FROM winddown_fall WHERE mode = %s ORDER BY asked_at", mode)]


@pytest.fixture
def fallen(folder: Path) -> Iterator[Fallen]:
    found = Fallen(folder / "data")
    try:
        found.fill()
        yield found
    finally:
        found.server.stop()


def test_shut_no_passphrase_in_the_house_opens_anything_and_custodians_bring_it_back(fallen: Fallen) -> None:
    before, sums = fallen.opened(), fallen.sums()
    assert before["opened"] == before["records"] > 30
    assert before["canaries"] == sorted(CANARIES)
    for after in (1, 2, 5):
        assert fallen.falls(after, "shut") == -signal.SIGKILL
        assert fallen.state("shut") == ["running"]
    assert fallen.falls(0, "shut") == 0
    assert fallen.state("shut") == ["done"]
    now = fallen.opened()
    assert (now["records"], now["opened"], now["canaries"]) == (before["records"], 0, [])
    assert fallen.falls(0, "shut") == 0
    assert fallen.state("shut") == ["done"]
    assert fallen.sums() == sums
    assert fallen.run("recover", fallen.made) == before["records"]
    assert fallen.opened() == before


def test_erased_neither_passphrases_nor_custodians_open_anything_and_nothing_sealed_is_left(fallen: Fallen) -> None:
    before, sums, sealed = fallen.opened(), fallen.sums(), fallen.sealed()
    assert before["canaries"] == sorted(CANARIES)
    for after in (1, 2, 4, 2):
        assert fallen.falls(after, "erase") == -signal.SIGKILL
        left = len(fallen.sealed())
        assert 0 < left <= before["records"]
    assert left < before["records"]
    assert fallen.falls(0, "erase") == 0
    assert fallen.state("erase") == ["done"]
    assert fallen.opened() == {"records": 0, "opened": 0, "canaries": []}
    assert fallen.run("recover", fallen.made) == 0
    assert fallen.opened()["canaries"] == []
    assert fallen.falls(0, "erase") == 0
    assert fallen.state("erase") == ["done"]
    assert fallen.sums() == sums
    assert fallen.sealed() == []
    dump = subprocess.run(
        [str(fallen.server.cluster.programs / "pg_dump"), fallen.server.address(Role.SUPER)],
        capture_output=True,
        check=True,
    ).stdout
    assert dump.count(b"\nCOPY ") > 30
    assert not [one for one in sealed if one[:24].hex().encode() in dump]
    searcher = Searcher({name: one.encode() for name, one in fallen.canaries.items()})
    assert searcher.search([("dump", dump), *files(fallen.place)]) == set()
    assert not [one for one in (fallen.place / "vault").rglob("*") if one.is_file()]
