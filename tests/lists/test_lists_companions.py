"""A list of several files: found together, and one digest for all of them."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tadasu.lists import companions, read_list
from tadasu.store import digest_file

Invented = Callable[[str], Path]


def other_name(path: Path) -> Path:
    """The trio under names of the user's own."""
    for file in list(path.parent.iterdir()):
        file.rename(file.with_name(f"My_{file.name}".replace("sdn", "SDN")))
    return path.with_name("My_SDN.csv")


@pytest.mark.parametrize("kind", ["sdn", "alt", "add"])
def test_the_digest_of_a_list_tells_a_change_in_any_of_its_files(invented: Invented, kind: str) -> None:
    path = invented("us-ofac-sdn")
    before = read_list("us-ofac-sdn", path, least_rows=1)
    changed = path.with_name(f"{kind}.csv")
    changed.write_bytes(changed.read_bytes().replace(b"HYOHON", b"KYOHON").replace(b"Moscow", b"Kazan"))
    after = read_list("us-ofac-sdn", path, least_rows=1)
    assert after.digest != before.digest
    assert {entity.origin.digest for entity in after.entities} == {after.digest}


def test_the_digest_of_several_files_is_that_of_their_digests_a_line_each_in_the_publishers_order(
    invented: Invented,
) -> None:
    path = invented("us-ofac-sdn")
    digests = [digest_file(path.with_name(name)) for name in ("sdn.csv", "alt.csv", "add.csv")]
    found = read_list("us-ofac-sdn", path, least_rows=1)
    assert found.digest == hashlib.sha256("".join(f"{digest}\n" for digest in digests).encode()).hexdigest()
    assert [(file.name, file.digest) for file in found.files] == [
        ("sdn.csv", digests[0]),
        ("alt.csv", digests[1]),
        ("add.csv", digests[2]),
    ]
    assert read_list("us-ofac-sdn", other_name(path), least_rows=1).digest == found.digest


def test_the_digest_of_one_file_is_that_of_its_bytes(invented: Invented) -> None:
    path = invented("un-sc")
    found = read_list("un-sc", path, least_rows=1)
    assert found.digest == digest_file(path)
    assert [(file.name, file.digest) for file in found.files] == [(path.name, found.digest)]


def test_companions_are_found_beside_the_first_file_under_whatever_name(invented: Invented) -> None:
    path = invented("us-ofac-sdn")
    assert [file.name for file in companions(path)] == ["alt.csv", "add.csv"]
    assert [file.name for file in companions(other_name(path))] == ["My_alt.csv", "My_add.csv"]


def test_a_companion_that_is_not_there_is_not_named(invented: Invented) -> None:
    path = invented("us-ofac-sdn")
    path.with_name("alt.csv").unlink()
    assert [file.name for file in companions(path)] == ["add.csv"]


@pytest.mark.parametrize("list_id", ["un-sc", "us-csl"])
def test_a_list_of_one_file_has_none(invented: Invented, list_id: str) -> None:
    assert companions(invented(list_id)) == ()


def test_what_is_no_list_has_none(tmp_path: Path) -> None:
    (tmp_path / "sdn.csv").write_text("name\nAoi Sample\n")
    assert companions(tmp_path / "sdn.csv") == companions(tmp_path / "gone.csv") == companions(tmp_path) == ()
