"""save_list, load_list, versions, latest."""

import hashlib
import string
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tadasu.schema import SCHEMATA, Entity, EntityId, Identifier, ListId, Origin, Problem
from tadasu.store import DataFolderError, ListVersion, digest_file, latest, load_list, save_list, versions
from tadasu.store._entities import entities_bytes

TEXT = st.text(max_size=12) | st.sampled_from(["株式会社青葉", "溢达", "Өскемен", "شركة", "\0", "a\u2028b"])
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
DATES = st.none() | st.dates()
ENTITIES = st.builds(
    Entity,
    id=TEXT.map(EntityId),
    schema=st.sampled_from(sorted(SCHEMATA)),
    name=TEXT,
    origin=st.builds(Origin, list_id=TEXT.map(ListId), row=st.integers(0, 2**40), list_date=DATES, digest=TEXT),
    aliases=TEXTS,
    weak_aliases=TEXTS,
    countries=TEXTS,
    addresses=TEXTS,
    identifiers=st.lists(st.builds(Identifier, scheme=TEXT, value=TEXT), max_size=2).map(tuple),
    goods=TEXTS,
    topics=TEXTS,
    programme=TEXT,
    listed_on=DATES,
    delisted_on=DATES,
    source_url=TEXT,
    remarks=TEXT,
    properties=st.dictionaries(st.text(string.ascii_letters, min_size=1), TEXTS, max_size=2).map(
        lambda found: tuple(sorted(found.items()))
    ),
)
PROBLEMS = st.builds(
    Problem, code=TEXT, file=TEXT, row=st.integers(0, 9), params=st.lists(st.tuples(TEXT, TEXT)).map(tuple)
)


def company(number: int, name: str = "Aoba Textile") -> Entity:
    return Entity(
        id=EntityId(str(number)), schema="Company", name=name, origin=Origin(list_id=ListId("demo"), row=number)
    )


def saved(folder: Path, *names: str, day: int = 1) -> ListVersion:
    entities = [company(number, name) for number, name in enumerate(names, start=1)]
    return save_list(folder, "demo", entities, list_date=date(2024, 5, day), source_digest="d", reader_version="1")


def parquet_of(folder: Path, version: ListVersion) -> Path:
    return folder / "lists" / "demo" / version.name / "entities.parquet"


@settings(deadline=None, max_examples=60)
@given(entities=st.lists(ENTITIES, max_size=4), problems=st.lists(PROBLEMS, max_size=2), day=DATES)
def test_what_is_loaded_is_what_was_saved(entities: list[Entity], problems: list[Problem], day: date | None) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        version = save_list(
            folder, "demo", entities, list_date=day, source_digest="d", problems=problems, reader_version="1"
        )
        stored = load_list(folder, "demo")
    assert stored.entities == tuple(entities)
    assert stored.problems == tuple(problems)
    assert stored.version == version
    assert (version.count, version.list_date) == (len(entities), day)


def test_the_previous_version_stays_and_can_be_loaded_by_name(tmp_path: Path) -> None:
    first, second = saved(tmp_path, "Aoba"), saved(tmp_path, "Aoba", "Midori", day=2)
    assert versions(tmp_path, "demo") == (first, second)
    assert latest(tmp_path, "demo") == second
    assert [entity.name for entity in load_list(tmp_path, "demo", first.name).entities] == ["Aoba"]
    assert first.name.startswith("2024-05-01-")


def test_saving_the_same_again_changes_nothing(tmp_path: Path) -> None:
    first = saved(tmp_path, "Aoba")
    before = parquet_of(tmp_path, first).stat()
    assert saved(tmp_path, "Aoba") == first
    after = parquet_of(tmp_path, first).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert versions(tmp_path, "demo") == (first,)


def test_the_same_list_has_the_same_address_in_another_folder(tmp_path: Path) -> None:
    assert saved(tmp_path / "a", "Aoba", "緑") == saved(tmp_path / "b", "Aoba", "緑")


def test_going_back_to_an_old_version_puts_it_in_force(tmp_path: Path) -> None:
    first, second = saved(tmp_path, "Aoba"), saved(tmp_path, "Midori")
    saved(tmp_path, "Aoba")
    assert latest(tmp_path, "demo") == first
    assert versions(tmp_path, "demo") == (second, first)


def test_saving_again_mends_a_damaged_version(tmp_path: Path) -> None:
    version = saved(tmp_path, "Aoba")
    parquet_of(tmp_path, version).write_bytes(b"PAR1")
    saved(tmp_path, "Aoba")
    assert [entity.name for entity in load_list(tmp_path, "demo").entities] == ["Aoba"]


def code_of_loading(folder: Path, version: str | None = None) -> str:
    with pytest.raises(DataFolderError) as caught:
        load_list(folder, "demo", version)
    return caught.value.code


def test_a_list_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    assert versions(tmp_path, "demo") == ()
    assert latest(tmp_path, "demo") is None
    assert code_of_loading(tmp_path) == "list-missing"
    saved(tmp_path, "Aoba")
    assert code_of_loading(tmp_path, "2024-05-01-000000000000") == "version-missing"


def test_a_changed_byte_is_a_digest_mismatch(tmp_path: Path) -> None:
    version = saved(tmp_path, "Aoba")
    content = bytearray(parquet_of(tmp_path, version).read_bytes())
    content[len(content) // 2] ^= 1
    parquet_of(tmp_path, version).write_bytes(content)
    assert code_of_loading(tmp_path) == "digest-mismatch"


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    version = saved(tmp_path, "Aoba")
    parquet_of(tmp_path, version).unlink()
    assert code_of_loading(tmp_path) == "parquet-damaged"
    (parquet_of(tmp_path, version).parent / "manifest.json").unlink()
    assert code_of_loading(tmp_path) == "manifest-missing"


def test_an_edited_manifest_is_damaged(tmp_path: Path) -> None:
    version = saved(tmp_path, "Aoba")
    manifest = parquet_of(tmp_path, version).parent / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"count": 1', '"count": 2'))
    assert code_of_loading(tmp_path) == "manifest-damaged"


def test_a_parquet_of_another_shape_is_damaged_though_its_digest_fits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tadasu.store._lists.entities_bytes", lambda _: b"not parquet")
    saved(tmp_path, "Aoba")
    assert code_of_loading(tmp_path) == "parquet-damaged"


@pytest.mark.parametrize("list_id", ["", "../up", "Upper", "a/b", ".hidden", "a b", "日本"])
def test_a_list_id_cannot_leave_its_folder(tmp_path: Path, list_id: str) -> None:
    with pytest.raises(DataFolderError, match="list-id-invalid"):
        save_list(tmp_path, list_id, [], list_date=None, source_digest="", reader_version="1")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("written", [b"\xff\xfe\x80", b"../../elsewhere\n", b"2024-05-01-000000000000\n", b""])
def test_reading_a_list_again_mends_a_damaged_current(written: bytes, tmp_path: Path) -> None:
    first = saved(tmp_path, "Aoba Textile", day=1)
    (tmp_path / "lists" / "demo" / "current").write_bytes(written)
    second = saved(tmp_path, "Aoba Textile", "Midori Demo", day=2)
    assert load_list(tmp_path, "demo").version == second
    kept = [version.name for version in versions(tmp_path, "demo")]
    assert kept == ([first.name, second.name] if written.startswith(b"\xff") else [second.name])


def test_an_older_version_that_is_damaged_gives_way_when_the_list_is_read_again(tmp_path: Path) -> None:
    first = saved(tmp_path, "Aoba Textile", day=1)
    (parquet_of(tmp_path, first).parent / "manifest.json").unlink()
    second = saved(tmp_path, "Aoba Textile", "Midori Demo", day=2)
    assert versions(tmp_path, "demo") == (second,)


def test_a_version_is_named_by_the_digest_of_its_manifest(tmp_path: Path) -> None:
    version = saved(tmp_path, "Aoba")
    manifest = tmp_path / "lists" / "demo" / version.name / "manifest.json"
    assert version.manifest_digest == digest_file(manifest)
    assert version.name.endswith(version.manifest_digest[:12])


def test_two_readings_of_one_source_are_two_versions_with_two_digests(tmp_path: Path) -> None:
    one, two = saved(tmp_path, "Aoba"), saved(tmp_path, "Midori")
    assert one.source_digest == two.source_digest
    assert one.manifest_digest != two.manifest_digest


OLD_MANIFEST = """{
 "count": 1,
 "digest": "DIGEST",
 "format": "1",
 "list_date": "2024-05-01",
 "list_id": "demo",
 "problems": [],
 "reader_version": "1",
 "source_digest": "sha256 of the first file alone"
}
"""


def test_a_version_stored_when_the_source_digest_was_that_of_the_first_file_still_opens(tmp_path: Path) -> None:
    home = tmp_path / "lists" / "demo"
    stored = entities_bytes([company(1)])
    manifest = OLD_MANIFEST.replace("DIGEST", hashlib.sha256(stored).hexdigest())
    name = f"2024-05-01-{hashlib.sha256(manifest.encode()).hexdigest()[:12]}"
    (home / name).mkdir(parents=True)
    (home / name / "entities.parquet").write_bytes(stored)
    (home / name / "manifest.json").write_text(manifest, encoding="utf-8")
    (home / "current").write_text(f"{name}\n")
    found = load_list(tmp_path, "demo")
    assert found.entities == (company(1),)
    assert found.version.source_digest == "sha256 of the first file alone"
