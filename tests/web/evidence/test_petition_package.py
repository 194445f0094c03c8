"""The package of a petition: it checks itself in plain Python, and says what went along also when that is there no more."""

import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.web.made_petition import Writers

from tadasu.web.evidence.custody import actions as custody
from tadasu.web.evidence.petition.models import Petition
from tadasu.web.foundation.access import acting

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk() -> Writers:
    return Writers()


def unpacked(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as bag:
        bag.extractall(folder)
    (only,) = folder.iterdir()
    return only


def verified(folder: Path, *more: str) -> tuple[int, str]:
    """The exit code and the words of the verifier, in a Python of its own that sees nothing but its library."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", folder / "verify.py", folder, *more], capture_output=True, text=True, check=False
    )
    assert not done.stderr
    return done.returncode, done.stdout


def released(desk: Writers) -> Petition:
    petition = desk.written(desk.begun(), who="紡織工場（架空）\u202egpj", facts="One.\n\nTwo.")
    desk.attached(petition, desk.item())
    desk.attached(petition, desk.article().id, kind="article")
    return desk.released(desk.offered(petition))


def told(content: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(content)) as bag:
        (name,) = [one for one in bag.namelist() if one.endswith("petition.json")]
        return json.loads(bag.read(name))


def test_it_verifies_with_python_alone_and_one_changed_byte_is_found(desk: Writers, tmp_path: Path) -> None:
    packed = desk.packed(released(desk))
    folder = unpacked(packed.content, tmp_path)
    code, said = verified(folder)
    assert code == 0
    assert packed.digest in said
    assert "no item of evidence" in said
    assert verified(folder, "--step", packed.digest)[0] == 0
    assert verified(folder, "--step", "00" * 32)[0] == 1
    for file in sorted(one for one in folder.rglob("*") if one.is_file() and one.name != "verify.py"):
        whole = file.read_bytes()
        file.write_bytes(whole[:-3] + bytes([whole[-3] ^ 1]) + whole[-2:])
        assert verified(folder)[0] in {1, 2}, file.name
        file.write_bytes(whole)
    (folder / "data" / "more.txt").write_text("x")
    assert verified(folder)[0] == 1


def test_where_nothing_is_said_of_evidence_it_points_to_what_goes_along(desk: Writers) -> None:
    with zipfile.ZipFile(io.BytesIO(desk.packed(released(desk)).content)) as bag:
        (page,) = [bag.read(one).decode() for one in bag.namelist() if one.endswith(".html")]
    assert "See the attachments below." in page
    assert "tadasu-evidence-" in page


def test_names_in_it_are_taken_by_every_system(desk: Writers) -> None:
    packed = desk.packed(released(desk))
    with zipfile.ZipFile(io.BytesIO(packed.content)) as bag:
        for name in (packed.name, *bag.namelist()):
            assert re.fullmatch(r"[a-z0-9./-]+", name, re.IGNORECASE)
            assert len(name) < 100


def test_what_went_along_is_said_though_it_was_erased_after_it_was_handed_in(desk: Writers) -> None:
    petition = released(desk)
    before = desk.packed(petition)
    desk.sent(petition)
    with acting(desk.documenter.actor):
        custody.erase(desk.documenter.actor, item=desk.items["extract"], ground="asked", key=desk.documenter.key)
    after = desk.packed(petition)
    assert after.digest == before.digest
    assert [one["number"] for one in told(after.content)["attachments"]] == [1, 2]
